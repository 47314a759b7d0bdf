"""The errors that a call can raise."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from rejoinder_client.types import BatchResult


class ClientError(Exception):
    """A call failed. The base class of all of the client's errors."""


class UnreachableError(ClientError):
    """There was no answer: nothing listens at the address, or it took too long."""


class MalformedReplyError(ClientError):
    """The answer is not from a Rejoinder service, but perhaps from a proxy in front of it."""


class BatchFailedError(ClientError):
    """A batch failed before all of its texts were matched. `results` are the answers until then."""

    def __init__(self, reason: str, results: Sequence[BatchResult]) -> None:
        self.reason, self.results = reason, list(results)
        super().__init__(f"the batch failed: {reason}" if reason else "the batch failed")


class ProblemError(ClientError):
    """The service answered with an RFC 9457 problem document.

    `type` is stable; each of `errors` has "pointer" and "detail"; `retry_after` is in seconds.
    """

    def __init__(self, status: int, problem: Mapping[str, Any], retry_after: int | None = None) -> None:
        self.status = status
        self.type = str(problem.get("type", "about:blank"))
        self.title = str(problem.get("title", ""))
        self.detail = str(problem.get("detail", ""))
        self.instance = str(problem.get("instance", ""))
        found = problem.get("errors")
        self.errors: list[dict[str, Any]] = [e for e in found if isinstance(e, dict)] if isinstance(found, list) else []
        self.retry_after = retry_after
        super().__init__(": ".join(part for part in (self.title or f"status {status}", self.detail) if part))


class InvalidRequestError(ProblemError):
    """400, 415 or 422: the request is wrong; sending it again will not help."""


class KeyRefusedError(ProblemError):
    """401 or 403: the service needs a key, or does not accept this one."""


class NotFoundError(ProblemError):
    """404: there is no such case or batch, or no Rejoinder service at this address."""


class TooLargeError(ProblemError):
    """413: the request exceeds the `limits` that `status` reports."""


class TooManyRequestsError(ProblemError):
    """429: try again after `retry_after` seconds."""


class UnavailableError(ProblemError):
    """503: the service cannot answer this at the moment, such as without an index."""


# the class by HTTP status; for any other status it is ProblemError
KINDS: dict[int, type[ProblemError]] = {
    400: InvalidRequestError,
    401: KeyRefusedError,
    403: KeyRefusedError,
    404: NotFoundError,
    413: TooLargeError,
    415: InvalidRequestError,
    422: InvalidRequestError,
    429: TooManyRequestsError,
    503: UnavailableError,
}
