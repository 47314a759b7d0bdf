"""The calls of the lookup API. It needs the standard library only, and logs nothing."""

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
_FIRST_WAIT = 0.5  # seconds, doubled each time, where the service names none
_LONGEST_WAIT = 60.0


class Client:
    """Calls one service. Threads may share it: each call has a connection of its own.

    Every method raises a ClientError. What may pass (no answer, 429, 503) is tried again `retries` times, after as many
    seconds as the service names, unless they are more than a minute. Redirects are not followed, so that neither text
    nor key goes anywhere else.
    """

    def __init__(
        self, address: str = "http://127.0.0.1:8787", *, key: str = "", timeout: float = 10.0, retries: int = 0
    ) -> None:
        """`timeout` is of each try, in seconds. Raises ValueError when the address is none of http or https."""
        parts = urlsplit(address)
        if parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.fragment:
            raise ValueError("the address must be such as http://127.0.0.1:8787")
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
        """What a page repeats. Either `blocks` or `text`; places count code points, as Python's strings do."""
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
        """One page of the cases found; `page_token` is the page before's `next_page_token`. Dates are ISO."""
        asked: dict[str, str | int] = {"q": q, "source": source, "verdict": verdict, "language": language}
        asked |= {"country": country, "outlet": outlet, "keyword": keyword, "from": date_from, "to": date_to}
        asked |= {"sort": sort, "page_size": page_size, "page_token": page_token, "offsets": offsets}
        given = {name: value for name, value in asked.items() if value != ""}
        reply: SearchReply = self._ask("GET", f"/v1/cases?{urlencode(given)}")
        return reply

    def all_cases(self, q: str = "", **filters: Any) -> Iterator[Case]:
        """Every case found, page after page; filters are those of `cases`."""
        while True:
            page = self.cases(q, **filters)
            yield from page["cases"]
            if not page["next_page_token"]:
                return
            filters["page_token"] = page["next_page_token"]

    def article(self, url: str) -> ArticlesReply:
        """Whether the article at an address is catalogued; archived forms of the address too."""
        reply: ArticlesReply = self._ask("GET", f"/v1/articles?{urlencode({'url': url})}")
        return reply

    def feedback(
        self, case: str, passage: str, generation: str, *, comment: str | None = None, quote: str | None = None
    ) -> FeedbackReply:
        """Say that a match is wrong. The service keeps `comment` and `quote`: only what a reader chose to send."""
        body = {"case": case, "passage": passage, "generation": generation, "comment": comment, "quote": quote}
        given = {name: value for name, value in body.items() if value is not None}
        reply: FeedbackReply = self._ask("POST", "/v1/feedback", given)
        return reply

    def start_batch(self, texts: Sequence[BatchText]) -> BatchReply:
        """Begin to match many texts. Places count UTF-16 units, unless a text says otherwise.

        Keep the reply's `id`: nobody finds the batch without it.
        """
        reply: BatchReply = self._ask("POST", "/v1/batches", {"texts": list(texts)})
        return reply

    def batch(self, batch_id: str) -> BatchReply:
        """How far a batch is. Raises NotFoundError, also once it has expired."""
        reply: BatchReply = self._ask("GET", f"/v1/batches/{quote(batch_id, safe='')}")
        return reply

    def batch_results(self, batch_id: str) -> list[BatchResult]:
        """The answers of a batch that has ended, in the order of its texts. They are gone a minute later."""
        _, raw = self._ask_raw("GET", f"/v1/batches/{quote(batch_id, safe='')}/results")
        try:
            # not at other line ends, which a string of JSON may hold
            return [json.loads(line) for line in raw.split(b"\n") if line]
        except ValueError:
            raise MalformedReplyError("the results are not those of this service") from None

    def remove_batch(self, batch_id: str) -> None:
        """End a batch and remove it."""
        self._ask_raw("DELETE", f"/v1/batches/{quote(batch_id, safe='')}")

    def match_many(self, texts: Sequence[BatchText], *, wait: float = 3.0) -> list[BatchResult]:
        """Match many texts as a batch, and wait for the answers, asking every `wait` seconds.

        Raises BatchFailedError, with the answers that there are, where not every text was answered.
        """
        batch_id = self.start_batch(texts)["id"]
        while not (batch := self.batch(batch_id))["results"]:
            time.sleep(wait)
        found = self.batch_results(batch_id)
        # they are fetched: one that is gone meanwhile needs no removal
        with contextlib.suppress(NotFoundError):
            self.remove_batch(batch_id)
        if batch["state"] == "failed":
            raise BatchFailedError(batch.get("reason", ""), found)
        return found

    def status(self) -> Status:
        """What is served, and the limits."""
        reply: Status = self._ask("GET", "/v1/status")
        return reply

    def _ask(self, method: str, path: str, body: Mapping[str, Any] | None = None) -> Any:
        status, raw = self._ask_raw(method, path, body)
        reply = _object(raw)
        if reply is None:
            raise MalformedReplyError(f"the answer (status {status}) is not one of this service's")
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
            raise MalformedReplyError(f"the answer (status {status}) is not one of this service's")
        after = headers.get("Retry-After", "")
        raise KINDS.get(status, ProblemError)(status, reply, int(after) if after.isdecimal() else None)

    def _exchange(self, method: str, path: str, body: Mapping[str, Any] | None) -> tuple[int, HTTPMessage, bytes]:
        headers = {"Accept": "application/json", "Connection": "close"}
        if self._key:
            headers["Authorization"] = f"Bearer {self._key}"
        sent = None
        if body is not None:
            headers["Content-Type"] = "application/json"
            # as escapes, so that a lone surrogate, which pages contain, can be sent
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
            raise MalformedReplyError("the answer is larger than this service's are")
        return response.status, response.headers, raw


def _object(raw: bytes) -> dict[str, Any] | None:
    """The JSON object that an answer is; None where it is none."""
    try:
        reply = json.loads(raw)
    except ValueError:
        return None
    return reply if isinstance(reply, dict) else None
