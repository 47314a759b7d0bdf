"""What a call can end in, beside an answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from rejoinder_client.types import BatchResult


class ClientError(Exception):
    """Whatever kept a call from being answered."""


class UnreachableError(ClientError):
    """No answer: nothing listens there, or it took too long."""


class MalformedReplyError(ClientError):
    """What answered is no such service, or a proxy in front of it."""


class BatchFailedError(ClientError):
    """A batch ended before all of its texts were answered. `results` are the answers to those before."""

    def __init__(self, reason: str, results: Sequence[BatchResult]) -> None:
        self.reason, self.results = reason, list(results)
        super().__init__(f"the batch failed: {reason}" if reason else "the batch failed")


class ProblemError(ClientError):
    """The service refused, with an RFC 9457 document. `type` is stable; `errors` are {"pointer", "detail"}."""

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
    """400, 415 or 422: the request is wrong, and would be again."""


class KeyRefusedError(ProblemError):
    """401 or 403: a key is needed, or this one is not known."""


class NotFoundError(ProblemError):
    """404: no such case, or no such service at this address."""


class TooLargeError(ProblemError):
    """413: more than `limits` of the status allow."""


class TooManyRequestsError(ProblemError):
    """429: try again after `retry_after` seconds."""


class UnavailableError(ProblemError):
    """503: there is no index to answer from at the moment."""


# by HTTP status; of any other it is a ProblemError
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
