"""What the service is sent and what it answers, made from /openapi.json by `make clients`: do not edit."""

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
    """Whether an article is catalogued, and the cases about it."""

    # keys (as JSON Pointers) and parameters of the request that are not known, if any
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
    """How a batch stands."""

    id: str
    # where it is asked for, and removed; nobody finds it without
    address: str
    # a batch that failed has the results of the texts before
    state: Literal["waiting", "running", "done", "failed"]
    texts: int
    # texts that were matched
    done: int
    created: str
    # when it goes by itself; null before its end
    expires: str | None
    # where its results are; null before its end
    results: str | None
    # keys (as JSON Pointers) and parameters of the request that are not known, if any
    ignored: NotRequired[list[str]]
    # why it failed
    reason: NotRequired[str]


class BatchRequest(TypedDict):
    """What POST /v1/batches takes."""

    # each as POST /v1/match takes it
    texts: list[BatchText]


class BatchResult(TypedDict):
    """A line of a batch's results: a text's number, its id if it had one, and the reply, or a problem."""

    # of the text, from 0 on
    n: int
    id: NotRequired[str]
    reply: NotRequired[MatchReply]
    problem: NotRequired[BatchProblem]


class BatchText(TypedDict):
    """A text of a batch: what POST /v1/match takes, and an id of the client's own."""

    # the page's address, looked up among the cases' articles
    url: NotRequired[str | None]
    # BCP 47, of the page
    language: NotRequired[str | None]
    # the page's text, in pieces
    blocks: NotRequired[list[Block] | None]
    # the page's heading, by which it may say that it checks or denies claims; of `text` its first
    title: NotRequired[str | None]
    # whether the page's markup says it reviews claims (ClaimReview); nothing on it then repeats one
    checks_facts: NotRequired[bool | None]
    # instead of `blocks`: one text, whose block id is `text`
    text: NotRequired[str | None]
    # inclusive; by default the model's two thresholds
    min_score: NotRequired[float | None]
    # lowered to the service's limit; by default `per_block` for each block, and 50 at least
    max_matches: NotRequired[int | None]
    # lowered to the service's limit; 3 by default
    per_block: NotRequired[int]
    # the unit of start and end; utf-16 by default
    offsets: NotRequired[Offsets]
    # comes back with the answer
    id: NotRequired[str | None]


class Block(TypedDict):
    """A piece of a page's text: a paragraph, a heading, a list item."""

    # unique in the request
    id: str
    # the text as it is on the page
    text: str
    # BCP 47, where it differs from the page's
    language: NotRequired[str | None]
    # whether other text of the page, which is not sent, stands before it
    gap: NotRequired[bool | None]
    # what it stands under, where that is no block before it: the header of its table's column
    heading: NotRequired[str | None]


class Case(TypedDict):
    """A debunked, or otherwise checked, claim. What a case does not say has no key."""

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
    # to be shown wherever the case is; null where neither the case nor its source has one
    disclaimer: str | None


class Catalogued(TypedDict):
    """A catalogued article: the address that was asked for, and the cases about it."""

    url: str
    cases: list[str]


class Facet(TypedDict):
    """A value and how many of all found cases have it."""

    value: str
    cases: int


class FeedbackReply(TypedDict):
    """The number under which it was queued."""

    # keys (as JSON Pointers) and parameters of the request that are not known, if any
    ignored: NotRequired[list[str]]
    received: bool
    id: int


class FeedbackRequest(TypedDict):
    """A reader's word that a notice is wrong. The quote is there only if the reader chose to send it."""

    # the case's id
    case: str
    # `passage` of the match
    passage: str
    # `index.generation` of the reply
    generation: str
    # in the reader's words
    comment: NotRequired[str | None]
    # the passage, if the reader chooses to send it
    quote: NotRequired[str | None]


class Index(TypedDict):
    """Which index answered."""

    generation: str
    cases: int
    built: str
    # languages of the claims that pages are matched with; none where any may be
    languages: list[str]


class Limits(TypedDict):
    """What one request may ask for."""

    max_body_bytes: int
    max_blocks: int
    max_matches: int
    max_per_block: int
    # processor time of a match request, in milliseconds
    match_budget_ms: int
    # texts of one batch
    max_batch_texts: int


class Match(TypedDict):
    """A passage and the case whose claim it repeats or is related to."""

    block: str
    # half-open, into the text as it was sent
    start: int
    end: int
    # exactly the slice; a lone surrogate reads as U+FFFD
    quote: str
    case: str
    # calibrated probability that the passage makes this claim
    score: float
    relation: Relation | None
    # other cases of the same claim
    also: list[str]
    # keyed hash of case and passage, for feedback
    passage: str
    why: Why


class MatchReply(TypedDict):
    """What was found in a page: the matches, each matched case once, and every source's disclaimer."""

    matches: list[Match]
    article: Catalogued | None
    cases: dict[str, Case]
    disclaimers: dict[str, Source]
    index: Index
    # false: time ended before all was read
    complete: NotRequired[bool]
    # blocks that were read as far as they deserve
    blocks_read: NotRequired[int]
    # true where the page checks facts, by its own markup or as its address is a publisher's
    checks_facts: NotRequired[bool]
    # only where matches were left out for want of room
    truncated: NotRequired[Truncated]
    # keys (as JSON Pointers) and parameters of the request that are not known, if any
    ignored: NotRequired[list[str]]
    took_ms: float


class MatchRequest(TypedDict):
    """What POST /v1/match takes: `blocks`, or `text`, which is split at blank lines."""

    # the page's address, looked up among the cases' articles
    url: NotRequired[str | None]
    # BCP 47, of the page
    language: NotRequired[str | None]
    # the page's text, in pieces
    blocks: NotRequired[list[Block] | None]
    # the page's heading, by which it may say that it checks or denies claims; of `text` its first
    title: NotRequired[str | None]
    # whether the page's markup says it reviews claims (ClaimReview); nothing on it then repeats one
    checks_facts: NotRequired[bool | None]
    # instead of `blocks`: one text, whose block id is `text`
    text: NotRequired[str | None]
    # inclusive; by default the model's two thresholds
    min_score: NotRequired[float | None]
    # lowered to the service's limit; by default `per_block` for each block, and 50 at least
    max_matches: NotRequired[int | None]
    # lowered to the service's limit; 3 by default
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
    """The reader: whether it decides what a passage does with a claim, which one, and its time a request."""

    active: bool
    name: str | None
    budget_ms: float | None


class SearchReply(TypedDict):
    """One page of cases; `highlights` by case id and field, `facets` over everything that was found."""

    total: int
    # the query with words that no case has spelt as some have
    did_you_mean: str | None
    # why a query finds nothing or was asked otherwise, for people
    note: str | None
    cases: list[Case]
    highlights: dict[str, dict[str, list[Snippet]]]
    facets: dict[str, list[Facet]]
    next_page_token: str | None
    disclaimers: dict[str, Source]
    index: Index
    # keys (as JSON Pointers) and parameters of the request that are not known, if any
    ignored: NotRequired[list[str]]
    took_ms: float


class Semantic(TypedDict):
    """The semantic tier: whether it is in use, with which models, and what keeps it from that."""

    active: bool
    model: str | None
    problem: str | None


class Service(TypedDict):
    """The program."""

    name: str
    version: str


class Snippet(TypedDict):
    """A part of a field and the places of the words that were asked for."""

    text: str
    spans: list[list[int]]


class Source(TypedDict):
    """A publisher of cases. `text` is its disclaimer, null where it has none."""

    name: str | None
    text: str | None
    url: str | None


class Status(TypedDict):
    """What is served, within which limits, by which thresholds."""

    service: Service
    index: Index
    sources: dict[str, Source]
    limits: Limits
    semantic: Semantic
    reader: Reader
    thresholds: Thresholds


class Thresholds(TypedDict):
    """Scores from which a match is shown by default."""

    repeats: float
    related: float


class Truncated(TypedDict):
    """There were more matches than the reply may have: the best of them are in it."""

    # how many there were; counted up to one more than `limits.max_matches`
    matches: int
    # how many the reply may have
    max_matches: int


class Why(TypedDict):
    """What agreed, in terms a reader understands; the optional keys only where there is something to say."""

    # where in the case the claim stands: title, summary or excerpt
    field: str
    # that wording of the claim
    claim: str
    # words of the page that agree with it, as the page writes them
    words: list[str]
    # words of the claim that the passage does not hold
    missing: NotRequired[list[str]]
    # those of `words` that are names
    names: NotRequired[list[str]]
    # those of `words` that are numbers
    numbers: NotRequired[list[str]]
    # words taken for one of the claim with one letter different
    spelling: NotRequired[list[str]]
    # the words that deny the claim: the match is then never `repeats`
    denied: NotRequired[str]
    # the words by which it is reported or checked: never `repeats` either
    reported: NotRequired[str]
    # the reader's probabilities: `repeats`, `denies`, `reports`, `narrative` and `neither`
    reader: NotRequired[dict[str, float]]


class WrongPart(TypedDict):
    """A part of the request that is wrong."""

    pointer: str
    detail: str
