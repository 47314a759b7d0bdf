"""The calls of the lookup API. This module needs only the standard library, and logs nothing."""

from __future__ import annotations

import contextlib
import json
import time
from collections.abc import Iterator, Mapping, Sequence
from http.client import HTTPConnection, HTTPException, HTTPMessage, HTTPSConnection
from typing import Any, Literal
from urllib.parse import quote, urlencode, urlsplit

from rejoinder_client.errors import (
    KINDS,
    BatchFailedError,
    MalformedReplyError,
    NotFoundError,
    ProblemError,
    TooManyRequestsError,
    UnavailableError,
    UnreachableError,
)
from rejoinder_client.types import (
    ArticlesReply,
    BatchReply,
    BatchResult,
    BatchText,
    Block,
    Case,
    FeedbackReply,
    MatchReply,
    Offsets,
    SearchReply,
    Status,
)

_MOST_BYTES = 64 * 2**20
_FIRST_WAIT = 0.5  # seconds, doubled each time, if the service does not say how long to wait
_LONGEST_WAIT = 60.0


class Client:
    """Calls one service. Threads may share a client, as each call has its own connection.

    A call that fails raises a ClientError. A call without an answer, or with status 429 or 503, is repeated up to
    `retries` times, after as many seconds as the service says, unless those are more than a minute. Redirects are not
    followed, so text and key never go to another address.
    """

    def __init__(
        self, address: str = "http://127.0.0.1:8787", *, key: str = "", timeout: float = 10.0, retries: int = 0
    ) -> None:
        """`timeout` is for each try, in seconds. Raises ValueError if the address is not http or https."""
        parts = urlsplit(address)
        if parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.fragment:
            raise ValueError("the address must be one such as http://127.0.0.1:8787")
        self._secure, self._host, self._port = parts.scheme == "https", parts.hostname, parts.port
        self._base, self._key, self._timeout = parts.path.rstrip("/"), key, timeout
        self._retries = retries

    def match(
        self,
        blocks: Sequence[Block] | None = None,
        *,
        text: str | None = None,
        url: str | None = None,
        title: str | None = None,
        checks_facts: bool | None = None,
        language: str | None = None,
        min_score: float | None = None,
        max_matches: int | None = None,
        per_block: int | None = None,
        offsets: Offsets = "code-point",
    ) -> MatchReply:
        """The passages of a page that repeat debunked claims. Give either `blocks` or `text`.

        `start` and `end` count code points, as indexes of Python's strings do.
        """
        asked: dict[str, Any] = {"blocks": None if blocks is None else list(blocks), "text": text, "url": url}
        asked |= {
            "title": title,
            "checks_facts": checks_facts,
            "language": language,
            "min_score": min_score,
            "max_matches": max_matches,
            "per_block": per_block,
        }
        body = {name: value for name, value in asked.items() if value is not None} | {"offsets": offsets}
        reply: MatchReply = self._ask("POST", "/v1/match", body)
        return reply

    def case(self, case_id: str) -> Case:
        """One case. Raises NotFoundError."""
        reply: Case = self._ask("GET", f"/v1/cases/{quote(case_id, safe='')}")
        return reply

    def cases(
        self,
        q: str = "",
        *,
        source: str = "",
        verdict: str = "",
        language: str = "",
        country: str = "",
        outlet: str = "",
        keyword: str = "",
        date_from: str = "",
        date_to: str = "",
        sort: Literal["", "relevance", "date"] = "",
        page_size: int = 20,
        page_token: str = "",
        offsets: Offsets = "code-point",
    ) -> SearchReply:
        """One page of the cases found. `page_token` is the previous page's `next_page_token`. Dates are ISO dates."""
        asked: dict[str, str | int] = {"q": q, "source": source, "verdict": verdict, "language": language}
        asked |= {"country": country, "outlet": outlet, "keyword": keyword, "from": date_from, "to": date_to}
        asked |= {"sort": sort, "page_size": page_size, "page_token": page_token, "offsets": offsets}
        given = {name: value for name, value in asked.items() if value != ""}
        reply: SearchReply = self._ask("GET", f"/v1/cases?{urlencode(given)}")
        return reply

    def all_cases(self, q: str = "", **filters: Any) -> Iterator[Case]:
        """Every case found, fetched page by page. The filters are those of `cases`."""
        while True:
            page = self.cases(q, **filters)
            yield from page["cases"]
            if not page["next_page_token"]:
                return
            filters["page_token"] = page["next_page_token"]

    def article(self, url: str) -> ArticlesReply:
        """The cases about the article at an address, which may be that of an archived copy."""
        reply: ArticlesReply = self._ask("GET", f"/v1/articles?{urlencode({'url': url})}")
        return reply

    def feedback(
        self, case: str, passage: str, generation: str, *, comment: str | None = None, quote: str | None = None
    ) -> FeedbackReply:
        """Report that a match is wrong. The service keeps `comment` and `quote`: send only what the reader chose to."""
        body = {"case": case, "passage": passage, "generation": generation, "comment": comment, "quote": quote}
        given = {name: value for name, value in body.items() if value is not None}
        reply: FeedbackReply = self._ask("POST", "/v1/feedback", given)
        return reply

    def start_batch(self, texts: Sequence[BatchText]) -> BatchReply:
        """Begin to match many texts. Offsets count UTF-16 units, unless a text says otherwise.

        Keep the reply's `id`: without it, nobody can find the batch.
        """
        reply: BatchReply = self._ask("POST", "/v1/batches", {"texts": list(texts)})
        return reply

    def batch(self, batch_id: str) -> BatchReply:
        """The progress of a batch. Raises NotFoundError, even for a batch that has expired."""
        reply: BatchReply = self._ask("GET", f"/v1/batches/{quote(batch_id, safe='')}")
        return reply

    def batch_results(self, batch_id: str) -> list[BatchResult]:
        """The answers of a batch that has ended, in the order of its texts. A minute later the service deletes them."""
        _, raw = self._ask_raw("GET", f"/v1/batches/{quote(batch_id, safe='')}/results")
        try:
            # splitlines() would also split at line separators that a JSON string may contain
            return [json.loads(line) for line in raw.split(b"\n") if line]
        except ValueError:
            raise MalformedReplyError("the results are not from a Rejoinder service") from None

    def remove_batch(self, batch_id: str) -> None:
        """End a batch and remove it."""
        self._ask_raw("DELETE", f"/v1/batches/{quote(batch_id, safe='')}")

    def match_many(self, texts: Sequence[BatchText], *, wait: float = 3.0) -> list[BatchResult]:
        """Match many texts as a batch, and wait for the answers, asking every `wait` seconds.

        Raises BatchFailedError, with the answers so far, if the batch fails.
        """
        batch_id = self.start_batch(texts)["id"]
        while not (batch := self.batch(batch_id))["results"]:
            time.sleep(wait)
        found = self.batch_results(batch_id)
        # the results are fetched, so it is fine if the batch is already gone
        with contextlib.suppress(NotFoundError):
            self.remove_batch(batch_id)
        if batch["state"] == "failed":
            raise BatchFailedError(batch.get("reason", ""), found)
        return found

    def status(self) -> Status:
        """The index that is served, and the limits of the service."""
        reply: Status = self._ask("GET", "/v1/status")
        return reply

    def _ask(self, method: str, path: str, body: Mapping[str, Any] | None = None) -> Any:
        status, raw = self._ask_raw(method, path, body)
        reply = _object(raw)
        if reply is None:
            raise MalformedReplyError(f"the answer (status {status}) is not from a Rejoinder service")
        return reply

    def _ask_raw(self, method: str, path: str, body: Mapping[str, Any] | None = None) -> tuple[int, bytes]:
        for tried in range(self._retries):
            try:
                return self._ask_once(method, path, body)
            except (UnreachableError, TooManyRequestsError, UnavailableError) as e:
                named = e.retry_after if isinstance(e, ProblemError) else None
                wait = _FIRST_WAIT * 2**tried if named is None else named
                if wait > _LONGEST_WAIT:
                    raise
                time.sleep(wait)
        return self._ask_once(method, path, body)

    def _ask_once(self, method: str, path: str, body: Mapping[str, Any] | None) -> tuple[int, bytes]:
        status, headers, raw = self._exchange(method, path, body)
        if 200 <= status < 300:
            return status, raw
        reply = _object(raw)
        if reply is None or not headers.get("Content-Type", "").startswith("application/problem+json"):
            raise MalformedReplyError(f"the answer (status {status}) is not from a Rejoinder service")
        after = headers.get("Retry-After", "")
        raise KINDS.get(status, ProblemError)(status, reply, int(after) if after.isdecimal() else None)

    def _exchange(self, method: str, path: str, body: Mapping[str, Any] | None) -> tuple[int, HTTPMessage, bytes]:
        headers = {"Accept": "application/json", "Connection": "close"}
        if self._key:
            headers["Authorization"] = f"Bearer {self._key}"
        sent = None
        if body is not None:
            headers["Content-Type"] = "application/json"
            # json.dumps escapes all but ASCII, so that a lone surrogate, which pages may contain, can be sent
            sent = json.dumps(body).encode("ascii")
        kind = HTTPSConnection if self._secure else HTTPConnection
        connection = kind(self._host, self._port, timeout=self._timeout)
        try:
            connection.request(method, self._base + path, sent, headers)
            response = connection.getresponse()
            raw = response.read(_MOST_BYTES + 1)
        except (OSError, HTTPException) as e:
            raise UnreachableError(f"no answer from {self._host} ({type(e).__name__})") from None
        finally:
            connection.close()
        if len(raw) > _MOST_BYTES:
            raise MalformedReplyError("the answer is too large to be from a Rejoinder service")
        return response.status, response.headers, raw


def _object(raw: bytes) -> dict[str, Any] | None:
    """The JSON object in an answer, or None if it is not one."""
    try:
        reply = json.loads(raw)
    except ValueError:
        return None
    return reply if isinstance(reply, dict) else None
