"""The types of requests and replies. Generated from /openapi.json by `make clients`: do not edit."""

from __future__ import annotations

from typing import Literal, NotRequired, TypedDict

Offsets = Literal["utf-16", "code-point"]
Relation = Literal["repeats", "related"]


class Article(TypedDict):
    """An article that made the claim."""

    url: NotRequired[str]
    archived_url: NotRequired[str]
    outlet: NotRequired[str]
    language: NotRequired[str]
    excerpt: NotRequired[str]


class ArticlesReply(TypedDict):
    """The catalogued article, or null, and the cases about it."""

    # unknown keys (as JSON Pointers) and parameters of the request, if it has any
    ignored: NotRequired[list[str]]
    article: Catalogued | None
    cases: dict[str, Case]
    disclaimers: dict[str, Source]
    index: Index
    took_ms: float


class BatchProblem(TypedDict):
    """Why a text of a batch could not be matched."""

    type: str
    title: str
    status: int
    detail: NotRequired[str]


class BatchReply(TypedDict):
    """The progress of a batch."""

    id: str
    # the path to ask for the batch, and to remove it; only you know it
    address: str
    # a failed batch has the results of the texts that were matched before it failed
    state: Literal["waiting", "running", "done", "failed"]
    texts: int
    # texts that were matched
    done: int
    created: str
    # when the batch is removed; null before its end
    expires: str | None
    # the path of the results; null before the batch's end
    results: str | None
    # unknown keys (as JSON Pointers) and parameters of the request, if it has any
    ignored: NotRequired[list[str]]
    # why it failed
    reason: NotRequired[str]


class BatchRequest(TypedDict):
    """The body of POST /v1/batches."""

    # each is a body of POST /v1/match
    texts: list[BatchText]


class BatchResult(TypedDict):
    """A line of a batch's results: a text's number, its id if it had one, and its reply or its problem."""

    # number of the text, from 0
    n: int
    id: NotRequired[str]
    reply: NotRequired[MatchReply]
    problem: NotRequired[BatchProblem]


class BatchText(TypedDict):
    """A text of a batch: the body of POST /v1/match, with an id that the client may choose."""

    # the page's address, looked up among the cases' articles
    url: NotRequired[str | None]
    # BCP 47, of the page
    language: NotRequired[str | None]
    # the page's text, in pieces
    blocks: NotRequired[list[Block] | None]
    # the page's title, which may say that the page checks or denies claims; by default, the first paragraph of `text`
    title: NotRequired[str | None]
    # whether the page's markup says that it reviews claims (ClaimReview); if so, no match is `repeats`
    checks_facts: NotRequired[bool | None]
    # one text instead of `blocks`; its block id is `text`
    text: NotRequired[str | None]
    # least score; by default the model's two thresholds
    min_score: NotRequired[float | None]
    # most matches in the reply, lowered to the service's limit; by default `per_block` for each block, but at least 50
    max_matches: NotRequired[int | None]
    # most matches of one block, lowered to the service's limit; 3 by default
    per_block: NotRequired[int]
    # the unit of start and end; utf-16 by default
    offsets: NotRequired[Offsets]
    # an id of your own, which the answer repeats
    id: NotRequired[str | None]


class Block(TypedDict):
    """A piece of a page's text: a paragraph, a heading, a list item."""

    # unique in the request
    id: str
    # the text as it is on the page
    text: str
    # BCP 47, if it differs from the page's
    language: NotRequired[str | None]
    # whether the page has text before this block that is not sent
    gap: NotRequired[bool | None]
    # the heading of this block, if no earlier block is: the header of its column in a table
    heading: NotRequired[str | None]


class Case(TypedDict):
    """A claim that was debunked or otherwise checked. Keys without a value are left out."""

    id: str
    source: str
    title: str
    summary: NotRequired[str]
    response: NotRequired[str]
    url: NotRequired[str]
    published: NotRequired[str]
    lang: str
    verdict: Literal["false", "misleading", "unproven", "true"]
    rating: NotRequired[Rating | None]
    claimant: NotRequired[str]
    claimed: NotRequired[str]
    languages: NotRequired[list[str]]
    countries: NotRequired[list[str]]
    keywords: NotRequired[list[str]]
    outlets: NotRequired[list[str]]
    articles: NotRequired[list[Article]]
    # show it wherever you show the case; null if neither the case nor its source has one
    disclaimer: str | None


class Catalogued(TypedDict):
    """A catalogued article: the address that was asked for, and the cases about it."""

    url: str
    cases: list[str]


class Facet(TypedDict):
    """A value, and how many of the found cases have it."""

    value: str
    cases: int


class FeedbackReply(TypedDict):
    """The number of the feedback in the queue."""

    # unknown keys (as JSON Pointers) and parameters of the request, if it has any
    ignored: NotRequired[list[str]]
    received: bool
    id: int


class FeedbackRequest(TypedDict):
    """A reader's report that a notice is wrong. It has a quote only if the reader chose to send it."""

    # the case's id
    case: str
    # `passage` of the match
    passage: str
    # `index.generation` of the reply
    generation: str
    # the reader's own words
    comment: NotRequired[str | None]
    # the passage, if the reader chooses to send it
    quote: NotRequired[str | None]


class Index(TypedDict):
    """The index that answered."""

    generation: str
    cases: int
    built: str
    # languages of the claims, in which pages can match; empty if any language can
    languages: list[str]


class Limits(TypedDict):
    """The limits of one request."""

    max_body_bytes: int
    max_blocks: int
    max_matches: int
    max_per_block: int
    # processor time of a match request, in milliseconds
    match_budget_ms: int
    # most texts in one batch
    max_batch_texts: int


class Match(TypedDict):
    """A passage and the case whose claim it repeats or is related to."""

    block: str
    # offset of the passage's first unit in the block's text as sent
    start: int
    # offset after the passage's last unit
    end: int
    # exactly the text from start to end; a lone surrogate becomes U+FFFD
    quote: str
    case: str
    # calibrated probability that the passage makes this claim
    score: float
    relation: Relation | None
    # other cases with the same claim
    also: list[str]
    # keyed hash of case and passage, for feedback
    passage: str
    why: Why


class MatchReply(TypedDict):
    """The matches in a page, each matched case once, and the disclaimer of each of their sources."""

    matches: list[Match]
    article: Catalogued | None
    cases: dict[str, Case]
    disclaimers: dict[str, Source]
    index: Index
    # false: time ran out before everything was read
    complete: NotRequired[bool]
    # blocks that were read completely
    blocks_read: NotRequired[int]
    # true if the page checks facts: its markup says so, or its address is a publisher's
    checks_facts: NotRequired[bool]
    # only if the reply may not have all of the matches
    truncated: NotRequired[Truncated]
    # unknown keys (as JSON Pointers) and parameters of the request, if it has any
    ignored: NotRequired[list[str]]
    took_ms: float


class MatchRequest(TypedDict):
    """The body of POST /v1/match: `blocks`, or one `text`, which the service splits at blank lines."""

    # the page's address, looked up among the cases' articles
    url: NotRequired[str | None]
    # BCP 47, of the page
    language: NotRequired[str | None]
    # the page's text, in pieces
    blocks: NotRequired[list[Block] | None]
    # the page's title, which may say that the page checks or denies claims; by default, the first paragraph of `text`
    title: NotRequired[str | None]
    # whether the page's markup says that it reviews claims (ClaimReview); if so, no match is `repeats`
    checks_facts: NotRequired[bool | None]
    # one text instead of `blocks`; its block id is `text`
    text: NotRequired[str | None]
    # least score; by default the model's two thresholds
    min_score: NotRequired[float | None]
    # most matches in the reply, lowered to the service's limit; by default `per_block` for each block, but at least 50
    max_matches: NotRequired[int | None]
    # most matches of one block, lowered to the service's limit; 3 by default
    per_block: NotRequired[int]
    # the unit of start and end; utf-16 by default
    offsets: NotRequired[Offsets]


class Problem(TypedDict):
    """An error, as RFC 9457 describes it."""

    type: str
    title: str
    status: int
    instance: str
    detail: NotRequired[str]
    errors: NotRequired[list[WrongPart]]


class Rating(TypedDict):
    """A verdict as the publisher gave it: a text, a number on a scale, or both."""

    text: NotRequired[str]
    value: NotRequired[float | None]
    best: NotRequired[float | None]
    worst: NotRequired[float | None]


class Reader(TypedDict):
    """The reader model, which decides whether a passage repeats, denies or reports a claim, and its time limit."""

    active: bool
    name: str | None
    budget_ms: float | None


class SearchReply(TypedDict):
    """One page of cases. `highlights` are by case id and field; `facets` count all cases that were found."""

    total: int
    # the query with its unknown words replaced by similar known ones
    did_you_mean: str | None
    # for people: why the query finds nothing, or how it was changed
    note: str | None
    cases: list[Case]
    highlights: dict[str, dict[str, list[Snippet]]]
    facets: dict[str, list[Facet]]
    next_page_token: str | None
    disclaimers: dict[str, Source]
    index: Index
    # unknown keys (as JSON Pointers) and parameters of the request, if it has any
    ignored: NotRequired[list[str]]
    took_ms: float


class Semantic(TypedDict):
    """The semantic tier: whether it is in use, with which model, and why not if it is not."""

    active: bool
    model: str | None
    problem: str | None


class Service(TypedDict):
    """The program's name and version."""

    name: str
    version: str


class Snippet(TypedDict):
    """A part of a field, and the spans of the query's words in it."""

    text: str
    spans: list[list[int]]


class Source(TypedDict):
    """A publisher of cases. `text` is its disclaimer, null if it has none."""

    name: str | None
    text: str | None
    url: str | None


class Status(TypedDict):
    """The index that is served, with its sources, limits, models and thresholds."""

    service: Service
    index: Index
    sources: dict[str, Source]
    limits: Limits
    semantic: Semantic
    reader: Reader
    thresholds: Thresholds


class Thresholds(TypedDict):
    """The least scores at which a match is returned by default, for each relation."""

    repeats: float
    related: float


class Truncated(TypedDict):
    """There were more matches than the reply may have; it has the best of them."""

    # how many there were, counted up to `limits.max_matches` + 1
    matches: int
    # how many the reply may have
    max_matches: int


class Why(TypedDict):
    """Why the passage matches, in terms that a reader understands. A key is left out if it has nothing to say."""

    # the field of the case with this wording of the claim: title, summary or excerpt
    field: str
    # the wording of the claim
    claim: str
    # words that passage and claim share, as the page writes them
    words: list[str]
    # words of the claim that the passage does not contain
    missing: NotRequired[list[str]]
    # those of `words` that are names
    names: NotRequired[list[str]]
    # those of `words` that are numbers
    numbers: NotRequired[list[str]]
    # words that differ from a word of the claim by one letter
    spelling: NotRequired[list[str]]
    # the words that deny the claim; the match is then never `repeats`
    denied: NotRequired[str]
    # the words that report or check the claim; the match is then never `repeats`
    reported: NotRequired[str]
    # the reader model's probabilities: `repeats`, `denies`, `reports`, `narrative`, `neither`
    reader: NotRequired[dict[str, float]]


class WrongPart(TypedDict):
    """A part of the request that is wrong."""

    pointer: str
    detail: str
