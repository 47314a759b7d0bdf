"""A client of the lookup API for other programs. It needs the standard library only, and logs nothing.

    client = Client("http://127.0.0.1:8787")
    for match in client.match(text="...")["matches"]:
        print(match["relation"], match["quote"])

Replies are the service's JSON, typed; keys that a newer service adds are kept. Whatever shows a case shows its
disclaimer.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from http.client import HTTPConnection, HTTPException, HTTPMessage, HTTPSConnection
from typing import Any, Literal, NotRequired, TypedDict
from urllib.parse import quote, urlencode, urlsplit

Offsets = Literal["utf-16", "code-point"]
_MOST_BYTES = 64 * 2**20


class Block(TypedDict):
    """A piece of a page's text; ids are unique in a request."""

    id: str
    text: str
    language: NotRequired[str | None]
    gap: NotRequired[bool | None]
    heading: NotRequired[str | None]


class Why(TypedDict):
    """What agreed between passage and claim; the optional keys only where there is something to say."""

    field: str
    claim: str
    words: list[str]
    missing: NotRequired[list[str]]
    names: NotRequired[list[str]]
    numbers: NotRequired[list[str]]
    spelling: NotRequired[list[str]]
    denied: NotRequired[str]
    reported: NotRequired[str]
    reader: NotRequired[dict[str, float]]


class Match(TypedDict):
    """A passage, half open in the block's text, and the case whose claim it makes. `score` is a probability."""

    block: str
    start: int
    end: int
    quote: str
    case: str
    score: float
    relation: Literal["repeats", "related"] | None
    also: list[str]
    passage: str
    why: Why


class Rating(TypedDict):
    """A verdict as the publisher gave it."""

    text: NotRequired[str]
    value: NotRequired[float | None]
    best: NotRequired[float | None]
    worst: NotRequired[float | None]


class Article(TypedDict):
    """An article that made the claim."""

    url: NotRequired[str]
    archived_url: NotRequired[str]
    outlet: NotRequired[str]
    language: NotRequired[str]
    excerpt: NotRequired[str]


class Case(TypedDict):
    """A debunked (or otherwise checked) claim; what is absent has no key."""

    id: str
    source: str
    title: str
    lang: str
    verdict: Literal["false", "misleading", "unproven", "true"]
    disclaimer: str | None
    summary: NotRequired[str]
    response: NotRequired[str]
    url: NotRequired[str]
    published: NotRequired[str]
    rating: NotRequired[Rating | None]
    claimant: NotRequired[str]
    claimed: NotRequired[str]
    languages: NotRequired[list[str]]
    countries: NotRequired[list[str]]
    keywords: NotRequired[list[str]]
    outlets: NotRequired[list[str]]
    articles: NotRequired[list[Article]]


class Source(TypedDict):
    """A publisher; `text` is its disclaimer, None where it has none."""

    name: str | None
    text: str | None
    url: str | None


class Index(TypedDict):
    """Which generation answered; `built` is an ISO time."""

    generation: str
    cases: int
    built: str
    languages: list[str]


class Catalogued(TypedDict):
    """The address that was asked for, and the ids of the cases about it."""

    url: str
    cases: list[str]


class Truncated(TypedDict):
    """There were more matches (`matches`, counted up to one more than the service's limit) than a reply may have."""

    matches: int
    max_matches: int


class MatchReply(TypedDict):
    """What was found in a page; `cases` and `disclaimers` by id and by publisher.

    `complete` is there, and false, where the time for the request ended before all of it was read: what is likely comes
    first. `blocks_read` says how many blocks were. `ignored` names what the service does not know of a request.
    """

    matches: list[Match]
    article: Catalogued | None
    cases: dict[str, Case]
    disclaimers: dict[str, Source]
    index: Index
    checks_facts: NotRequired[bool]
    complete: NotRequired[bool]
    blocks_read: NotRequired[int]
    truncated: NotRequired[Truncated]
    ignored: NotRequired[list[str]]
    took_ms: float


class Snippet(TypedDict):
    """A part of a field, and [start, end) of each word that was asked for."""

    text: str
    spans: list[list[int]]


class Facet(TypedDict):
    """A value and how many of the found cases have it."""

    value: str
    cases: int


class SearchReply(TypedDict):
    """One page of cases; `highlights` by case id and field."""

    total: int
    did_you_mean: str | None
    note: str | None
    cases: list[Case]
    highlights: dict[str, dict[str, list[Snippet]]]
    facets: dict[str, list[Facet]]
    next_page_token: str | None
    disclaimers: dict[str, Source]
    index: Index
    ignored: NotRequired[list[str]]
    took_ms: float


class ArticlesReply(TypedDict):
    """Whether an article is catalogued, and the cases about it."""

    article: Catalogued | None
    cases: dict[str, Case]
    disclaimers: dict[str, Source]
    index: Index
    ignored: NotRequired[list[str]]
    took_ms: float


class FeedbackReply(TypedDict):
    """The number under which it was queued."""

    received: bool
    id: int
    ignored: NotRequired[list[str]]


class Service(TypedDict):
    """The program that answers."""

    name: str
    version: str


class Limits(TypedDict):
    """What one request may ask for."""

    max_body_bytes: int
    max_blocks: int
    max_matches: int
    max_per_block: int
    match_budget_ms: int


class Thresholds(TypedDict):
    """Scores from which a match is shown by default."""

    repeats: float
    related: float


class Semantic(TypedDict):
    """The semantic tier: whether it is in use, with which models, and what keeps it from that."""

    active: bool
    model: str | None
    problem: str | None


class Reader(TypedDict):
    """The reader: whether it decides what a passage does with a claim, which one, and its time a request."""

    active: bool
    name: str | None
    budget_ms: float | None


class Status(TypedDict):
    """What is served, within which limits, by which thresholds."""

    service: Service
    index: Index
    sources: dict[str, Source]
    limits: Limits
    semantic: Semantic
    reader: Reader
    thresholds: Thresholds


class ClientError(Exception):
    """Whatever kept a call from being answered."""


class UnreachableError(ClientError):
    """No answer: nothing listens there, or it took too long."""


class MalformedReplyError(ClientError):
    """What answered is no such service, or a proxy in front of it."""


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
    """413: more than `Status.limits` allow."""


class TooManyRequestsError(ProblemError):
    """429: try again after `retry_after` seconds."""


class UnavailableError(ProblemError):
    """503: there is no index to answer from at the moment."""


_KINDS: dict[int, type[ProblemError]] = {
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


class Client:
    """Calls one service. Threads may share it: each call has a connection of its own.

    Every method raises a ClientError. Redirects are not followed, so that neither text nor key goes anywhere else.
    """

    def __init__(self, address: str = "http://127.0.0.1:8787", *, key: str = "", timeout: float = 10.0) -> None:
        """`timeout` is in seconds. Raises ValueError when the address is none of http or https."""
        parts = urlsplit(address)
        if parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.fragment:
            raise ValueError("the address must be such as http://127.0.0.1:8787")
        self._secure, self._host, self._port = parts.scheme == "https", parts.hostname, parts.port
        self._base, self._key, self._timeout = parts.path.rstrip("/"), key, timeout

    def match(
        self,
        blocks: Sequence[Block] | None = None,
        *,
        text: str | None = None,
        url: str | None = None,
        title: str | None = None,
        language: str | None = None,
        checks_facts: bool | None = None,
        min_score: float | None = None,
        max_matches: int | None = None,
        per_block: int | None = None,
        offsets: Offsets = "code-point",
    ) -> MatchReply:
        """What a page repeats. Either `blocks` or `text`; places count code points, as Python's strings do."""
        asked: dict[str, Any] = {"blocks": None if blocks is None else list(blocks), "text": text, "url": url}
        asked |= {
            "title": title,
            "language": language,
            "checks_facts": checks_facts,
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

    def status(self) -> Status:
        """What is served, and the limits."""
        reply: Status = self._ask("GET", "/v1/status")
        return reply

    def _ask(self, method: str, path: str, body: Mapping[str, Any] | None = None) -> Any:
        status, headers, raw = self._exchange(method, path, body)
        try:
            reply = json.loads(raw)
        except ValueError:
            reply = None
        if not isinstance(reply, dict):
            raise MalformedReplyError(f"the answer (status {status}) is not one of this service's")
        if 200 <= status < 300:
            return reply
        if not headers.get("Content-Type", "").startswith("application/problem+json"):
            raise MalformedReplyError(f"the answer (status {status}) is not one of this service's")
        after = headers.get("Retry-After", "")
        raise _KINDS.get(status, ProblemError)(status, reply, int(after) if after.isdecimal() else None)

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
