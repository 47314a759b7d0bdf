"""The types of the replies. mypy checks the code against them, and the OpenAPI document is generated from them."""

from __future__ import annotations

from typing import Annotated, Any, Literal, NotRequired

from pydantic import Field, WithJsonSchema
from typing_extensions import TypeAliasType, TypedDict

from server.http.request_parsing import Ignored

Json = dict[str, Any]
# a named type, so that generated clients have a name for it too
Relation = TypeAliasType("Relation", Literal["repeats", "related"])
# A case in the case format, with the schema of index.case.Case and the disclaimer to show.
CaseShape = Annotated[dict[str, Any], WithJsonSchema({"$ref": "#/components/schemas/Case"})]


class SourceShape(TypedDict):
    """A publisher of cases. `text` is its disclaimer, null if it has none."""

    name: str | None
    text: str | None
    url: str | None


class IndexShape(TypedDict):
    """The index that answered."""

    generation: str
    cases: int
    built: Annotated[str, Field(json_schema_extra={"format": "date-time"})]
    languages: Annotated[
        list[str], Field(description="languages of the claims, in which pages can match; empty if any language can")
    ]


class _WhyRequired(TypedDict):
    field: Annotated[
        str, Field(description="the field of the case with this wording of the claim: title, summary or excerpt")
    ]
    claim: Annotated[str, Field(description="the wording of the claim")]
    words: Annotated[list[str], Field(description="words that passage and claim share, as the page writes them")]


class WhyShape(_WhyRequired, total=False):
    """Why the passage matches, in terms that a reader understands. A key is left out if it has nothing to say."""

    missing: Annotated[list[str], Field(description="words of the claim that the passage does not contain")]
    names: Annotated[list[str], Field(description="those of `words` that are names")]
    numbers: Annotated[list[str], Field(description="those of `words` that are numbers")]
    spelling: Annotated[list[str], Field(description="words that differ from a word of the claim by one letter")]
    denied: Annotated[str, Field(description="the words that deny the claim; the match is then never `repeats`")]
    reported: Annotated[
        str, Field(description="the words that report or check the claim; the match is then never `repeats`")
    ]
    reader: Annotated[
        dict[str, float],
        Field(description="the reader model's probabilities: `repeats`, `denies`, `reports`, `narrative`, `neither`"),
    ]


class MatchShape(TypedDict):
    """A passage and the case whose claim it repeats or is related to."""

    block: str
    start: Annotated[int, Field(ge=0, description="offset of the passage's first unit in the block's text as sent")]
    end: Annotated[int, Field(ge=0, description="offset after the passage's last unit")]
    quote: Annotated[str, Field(description="exactly the text from start to end; a lone surrogate becomes U+FFFD")]
    case: str
    score: Annotated[float, Field(ge=0, le=1, description="calibrated probability that the passage makes this claim")]
    relation: Relation | None
    also: Annotated[list[str], Field(description="other cases with the same claim")]
    passage: Annotated[str, Field(description="keyed hash of case and passage, for feedback")]
    why: WhyShape


class ArticleShape(TypedDict):
    """A catalogued article: the address that was asked for, and the cases about it."""

    url: str
    cases: list[str]


class TruncatedShape(TypedDict):
    """There were more matches than the reply may have; it has the best of them."""

    matches: Annotated[int, Field(ge=1, description="how many there were, counted up to `limits.max_matches` + 1")]
    max_matches: Annotated[int, Field(ge=1, description="how many the reply may have")]


class _MatchFoundRequired(TypedDict):
    """The last two keys are there only if the request's time or the reader model's time ran out."""

    matches: list[MatchShape]
    article: ArticleShape | None
    cases: dict[str, CaseShape]
    disclaimers: dict[str, SourceShape]
    index: IndexShape
    complete: NotRequired[Annotated[bool, Field(description="false: time ran out before everything was read")]]
    blocks_read: NotRequired[Annotated[int, Field(ge=0, description="blocks that were read completely")]]


class MatchFound(_MatchFoundRequired, total=False):
    """A match reply without `took_ms`."""

    checks_facts: Annotated[
        bool,
        Field(description="true if the page checks facts: its markup says so, or its address is a publisher's"),
    ]
    truncated: Annotated[TruncatedShape, Field(description="only if the reply may not have all of the matches")]


class MatchReply(MatchFound, Ignored):
    """The matches in a page, each matched case once, and the disclaimer of each of their sources."""

    took_ms: float


class SnippetShape(TypedDict):
    """A part of a field, and the spans of the query's words in it."""

    text: str
    spans: list[list[int]]


class FacetShape(TypedDict):
    """A value, and how many of the found cases have it."""

    value: str
    cases: int


class SearchFound(TypedDict):
    """A search reply without `took_ms`."""

    total: int
    did_you_mean: Annotated[
        str | None, Field(description="the query with its unknown words replaced by similar known ones")
    ]
    note: Annotated[str | None, Field(description="for people: why the query finds nothing, or how it was changed")]
    cases: list[CaseShape]
    highlights: dict[str, dict[str, list[SnippetShape]]]
    facets: dict[str, list[FacetShape]]
    next_page_token: str | None
    disclaimers: dict[str, SourceShape]
    index: IndexShape


class SearchReply(SearchFound, Ignored):
    """One page of cases. `highlights` are by case id and field; `facets` count all cases that were found."""

    took_ms: float


class ArticlesReply(Ignored):
    """The catalogued article, or null, and the cases about it."""

    article: ArticleShape | None
    cases: dict[str, CaseShape]
    disclaimers: dict[str, SourceShape]
    index: IndexShape
    took_ms: float


class FeedbackReply(Ignored):
    """The number of the feedback in the queue."""

    received: bool
    id: int


class _BatchReplyRequired(TypedDict):
    id: str
    address: Annotated[str, Field(description="the path to ask for the batch, and to remove it; only you know it")]
    state: Annotated[
        Literal["waiting", "running", "done", "failed"],
        Field(description="a failed batch has the results of the texts that were matched before it failed"),
    ]
    texts: int
    done: Annotated[int, Field(description="texts that were matched")]
    created: str
    expires: Annotated[str | None, Field(description="when the batch is removed; null before its end")]
    results: Annotated[str | None, Field(description="the path of the results; null before the batch's end")]


class BatchReply(_BatchReplyRequired, Ignored, total=False):
    """The progress of a batch."""

    reason: Annotated[str, Field(description="why it failed")]


class BatchProblemShape(TypedDict):
    """Why a text of a batch could not be matched."""

    type: str
    title: str
    status: int
    detail: NotRequired[str]


class BatchResult(TypedDict):
    """A line of a batch's results: a text's number, its id if it had one, and its reply or its problem."""

    n: Annotated[int, Field(description="number of the text, from 0")]
    id: NotRequired[str]
    reply: NotRequired[MatchReply]
    problem: NotRequired[BatchProblemShape]


class LimitsShape(TypedDict):
    """The limits of one request."""

    max_body_bytes: int
    max_blocks: int
    max_matches: int
    max_per_block: int
    match_budget_ms: Annotated[int, Field(description="processor time of a match request, in milliseconds")]
    max_batch_texts: Annotated[int, Field(description="most texts in one batch")]


class ThresholdsShape(TypedDict):
    """The least scores at which a match is returned by default, for each relation."""

    repeats: float
    related: float


class ServiceShape(TypedDict):
    """The program's name and version."""

    name: str
    version: str


class SemanticShape(TypedDict):
    """The semantic tier: whether it is in use, with which model, and why not if it is not."""

    active: bool
    model: str | None
    problem: str | None


class ReaderShape(TypedDict):
    """The reader model, which decides whether a passage repeats, denies or reports a claim, and its time limit."""

    active: bool
    name: str | None
    budget_ms: float | None


class StatusReply(TypedDict):
    """The index that is served, with its sources, limits, models and thresholds."""

    service: ServiceShape
    index: IndexShape
    sources: dict[str, SourceShape]
    limits: LimitsShape
    semantic: SemanticShape
    reader: ReaderShape
    thresholds: ThresholdsShape


class HealthReply(TypedDict):
    """The process answers."""

    status: Literal["ok"]


class ReadyReply(TypedDict):
    """There is an index to serve."""

    status: Literal["ready"]
    generation: str
    depot: NotRequired[Annotated[str, Field(description="ok, or what is wrong with the service's depot")]]
    search: NotRequired[Annotated[str, Field(description="ok, or what is wrong with the service's search cluster")]]
    state: NotRequired[Annotated[str, Field(description="ok, or what is wrong with the database of the state")]]
    shards: NotRequired[Annotated[str, Field(description="ok, or which of the service's shards are ill")]]
    rate_limits: NotRequired[
        Annotated[str, Field(description="ok, or what is wrong with the Redis that counts requests")]
    ]


class ProblemErrorShape(TypedDict):
    """A part of the request that is wrong."""

    pointer: str
    detail: str


class _ProblemRequired(TypedDict):
    type: str
    title: str
    status: int
    instance: str


class ProblemReply(_ProblemRequired, total=False):
    """An error, as RFC 9457 describes it."""

    detail: str
    errors: list[ProblemErrorShape]


class GoogleErrorShape(TypedDict):
    """An error in the format of Google's APIs."""

    code: Annotated[int, Field(description="the HTTP status")]
    message: str
    status: Annotated[str, Field(description="a name of google.rpc.Code, such as INVALID_ARGUMENT")]


class GoogleProblemReply(ProblemReply):
    """A problem document that also holds the error in the format of Google's APIs."""

    error: GoogleErrorShape
