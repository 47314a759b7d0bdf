"""The shapes of replies: what the code builds is checked against them, and the OpenAPI document is made from them."""

from __future__ import annotations

from typing import Annotated, Any, Literal, NotRequired

from pydantic import Field, WithJsonSchema
from typing_extensions import TypeAliasType, TypedDict

from server.http.request_parsing import Ignored

Json = dict[str, Any]
# named, so that clients made from the document have a name for it too
Relation = TypeAliasType("Relation", Literal["repeats", "related"])
# A case in the contract's format, whose schema is that of index.case.Case, with the disclaimer that is to be shown.
CaseShape = Annotated[dict[str, Any], WithJsonSchema({"$ref": "#/components/schemas/Case"})]


class SourceShape(TypedDict):
    """A publisher of cases. `text` is its disclaimer, null where it has none."""

    name: str | None
    text: str | None
    url: str | None


class IndexShape(TypedDict):
    """Which index answered."""

    generation: str
    cases: int
    built: Annotated[str, Field(json_schema_extra={"format": "date-time"})]
    languages: Annotated[
        list[str], Field(description="languages of the claims that pages are matched with; none where any may be")
    ]


class _WhyRequired(TypedDict):
    field: Annotated[str, Field(description="where in the case the claim stands: title, summary or excerpt")]
    claim: Annotated[str, Field(description="that wording of the claim")]
    words: Annotated[list[str], Field(description="words of the page that agree with it, as the page writes them")]


class WhyShape(_WhyRequired, total=False):
    """What agreed, in terms a reader understands; the optional keys only where there is something to say."""

    missing: Annotated[list[str], Field(description="words of the claim that the passage does not hold")]
    names: Annotated[list[str], Field(description="those of `words` that are names")]
    numbers: Annotated[list[str], Field(description="those of `words` that are numbers")]
    spelling: Annotated[list[str], Field(description="words taken for one of the claim with one letter different")]
    denied: Annotated[str, Field(description="the words that deny the claim: the match is then never `repeats`")]
    reported: Annotated[str, Field(description="the words by which it is reported or checked: never `repeats` either")]
    reader: Annotated[
        dict[str, float],
        Field(description="the reader's probabilities: `repeats`, `denies`, `reports`, `narrative` and `neither`"),
    ]


class MatchShape(TypedDict):
    """A passage and the case whose claim it repeats or is related to."""

    block: str
    start: Annotated[int, Field(ge=0, description="half-open, into the text as it was sent")]
    end: Annotated[int, Field(ge=0)]
    quote: Annotated[str, Field(description="exactly the slice; a lone surrogate reads as U+FFFD")]
    case: str
    score: Annotated[float, Field(ge=0, le=1, description="calibrated probability that the passage makes this claim")]
    relation: Relation | None
    also: Annotated[list[str], Field(description="other cases of the same claim")]
    passage: Annotated[str, Field(description="keyed hash of case and passage, for feedback")]
    why: WhyShape


class ArticleShape(TypedDict):
    """A catalogued article: the address that was asked for, and the cases about it."""

    url: str
    cases: list[str]


class TruncatedShape(TypedDict):
    """There were more matches than the reply may have: the best of them are in it."""

    matches: Annotated[
        int, Field(ge=1, description="how many there were; counted up to one more than `limits.max_matches`")
    ]
    max_matches: Annotated[int, Field(ge=1, description="how many the reply may have")]


class _MatchFoundRequired(TypedDict):
    """The last two keys are there only where the request's budget or the reader's ended first."""

    matches: list[MatchShape]
    article: ArticleShape | None
    cases: dict[str, CaseShape]
    disclaimers: dict[str, SourceShape]
    index: IndexShape
    complete: NotRequired[Annotated[bool, Field(description="false: time ended before all was read")]]
    blocks_read: NotRequired[Annotated[int, Field(ge=0, description="blocks that were read as far as they deserve")]]


class MatchFound(_MatchFoundRequired, total=False):
    """A match reply but for its time."""

    checks_facts: Annotated[
        bool,
        Field(description="true where the page checks facts, by its own markup or as its address is a publisher's"),
    ]
    truncated: Annotated[TruncatedShape, Field(description="only where matches were left out for want of room")]


class MatchReply(MatchFound, Ignored):
    """What was found in a page: the matches, each matched case once, and every source's disclaimer."""

    took_ms: float


class SnippetShape(TypedDict):
    """A part of a field and the places of the words that were asked for."""

    text: str
    spans: list[list[int]]


class FacetShape(TypedDict):
    """A value and how many of all found cases have it."""

    value: str
    cases: int


class SearchFound(TypedDict):
    """A search reply but for its time."""

    total: int
    did_you_mean: Annotated[str | None, Field(description="the query with words that no case has spelt as some have")]
    note: Annotated[str | None, Field(description="why a query finds nothing or was asked otherwise, for people")]
    cases: list[CaseShape]
    highlights: dict[str, dict[str, list[SnippetShape]]]
    facets: dict[str, list[FacetShape]]
    next_page_token: str | None
    disclaimers: dict[str, SourceShape]
    index: IndexShape


class SearchReply(SearchFound, Ignored):
    """One page of cases; `highlights` by case id and field, `facets` over everything that was found."""

    took_ms: float


class ArticlesReply(Ignored):
    """Whether an article is catalogued, and the cases about it."""

    article: ArticleShape | None
    cases: dict[str, CaseShape]
    disclaimers: dict[str, SourceShape]
    index: IndexShape
    took_ms: float


class FeedbackReply(Ignored):
    """The number under which it was queued."""

    received: bool
    id: int


class _BatchReplyRequired(TypedDict):
    id: str
    address: Annotated[str, Field(description="where it is asked for, and removed; nobody finds it without")]
    state: Annotated[
        Literal["waiting", "running", "done", "failed"],
        Field(description="a batch that failed has the results of the texts before"),
    ]
    texts: int
    done: Annotated[int, Field(description="texts that were matched")]
    created: str
    expires: Annotated[str | None, Field(description="when it goes by itself; null before its end")]
    results: Annotated[str | None, Field(description="where its results are; null before its end")]


class BatchReply(_BatchReplyRequired, Ignored, total=False):
    """How a batch stands."""

    reason: Annotated[str, Field(description="why it failed")]


class BatchProblemShape(TypedDict):
    """Why a text of a batch could not be matched."""

    type: str
    title: str
    status: int
    detail: NotRequired[str]


class BatchResult(TypedDict):
    """A line of a batch's results: a text's number, its id if it had one, and the reply, or a problem."""

    n: Annotated[int, Field(description="of the text, from 0 on")]
    id: NotRequired[str]
    reply: NotRequired[MatchReply]
    problem: NotRequired[BatchProblemShape]


class LimitsShape(TypedDict):
    """What one request may ask for."""

    max_body_bytes: int
    max_blocks: int
    max_matches: int
    max_per_block: int
    match_budget_ms: Annotated[int, Field(description="processor time of a match request, in milliseconds")]
    max_batch_texts: Annotated[int, Field(description="texts of one batch")]


class ThresholdsShape(TypedDict):
    """Scores from which a match is shown by default."""

    repeats: float
    related: float


class ServiceShape(TypedDict):
    """The program."""

    name: str
    version: str


class SemanticShape(TypedDict):
    """The semantic tier: whether it is in use, with which models, and what keeps it from that."""

    active: bool
    model: str | None
    problem: str | None


class ReaderShape(TypedDict):
    """The reader: whether it decides what a passage does with a claim, which one, and its time a request."""

    active: bool
    name: str | None
    budget_ms: float | None


class StatusReply(TypedDict):
    """What is served, within which limits, by which thresholds."""

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
    """An error as Google's interfaces tell it."""

    code: Annotated[int, Field(description="the HTTP status")]
    message: str
    status: Annotated[str, Field(description="a name of google.rpc.Code, such as INVALID_ARGUMENT")]


class GoogleProblemReply(ProblemReply):
    """An error of an interface of Google's: a problem document that holds Google's form of it too."""

    error: GoogleErrorShape
