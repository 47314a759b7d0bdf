"""Models that validate what clients send: match requests, batches, feedback, and the parameters of look-ups."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain
from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationInfo,
    field_validator,
    model_validator,
)
from pydantic.config import JsonDict
from typing_extensions import TypeAliasType, TypedDict

from index.matcher.pages.page import Block
from index.search.query import MAX_QUERY
from server.http.request_parsing import TooLargeError

_LANGUAGE = re.compile(r"[A-Za-z]{2,8}([-_][A-Za-z0-9]{1,8}){0,6}", re.ASCII)
_DATE = re.compile(r"[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?", re.ASCII)
_LINE_END = r"(?:\r\n|\n|\r(?!\n))"
_BLANK_LINES = re.compile(rf"{_LINE_END}(?:[^\S\r\n]*{_LINE_END})+")
_PASSAGE = r"^[0-9a-f]{32}$"
TEXT_BLOCK = "text"


def _language(value: str) -> str:
    if value and not _LANGUAGE.fullmatch(value):
        raise ValueError("must be a BCP 47 language tag such as en or pt-BR")
    return value


def _date(value: str) -> str:
    if value and not _DATE.fullmatch(value):
        raise ValueError("must be a date such as 2017-03-30, 2017-03 or 2017")
    return value


def _whole(value: Any) -> Any:
    """3.0 as 3: JSON makes no difference between them."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


Language = Annotated[str, AfterValidator(_language), Field(json_schema_extra={"pattern": f"^({_LANGUAGE.pattern})?$"})]
Date = Annotated[str, AfterValidator(_date), Field(json_schema_extra={"pattern": f"^({_DATE.pattern})?$"})]
Whole = Annotated[int, BeforeValidator(_whole)]
Offsets = TypeAliasType("Offsets", Literal["utf-16", "code-point"])
# JSON Schema for either `blocks` or `text`, where null counts as absent. It is a condition, as client generators make
# broken types of a oneOf with incomplete schemas, or leave the operation out.
_EITHER: JsonDict = {
    "if": {"required": ["blocks"], "properties": {"blocks": {"type": "array"}}},
    "then": {"properties": {"text": {"type": "null"}}},
    "else": {"required": ["text"], "properties": {"text": {"type": "string"}}},
}


class _Body(BaseModel):
    """A body with strict types. Unknown keys are ignored, so that clients made for a newer version get an answer."""

    model_config = ConfigDict(strict=True, extra="ignore", frozen=True)


class _BlockRequired(TypedDict):
    id: Annotated[str, Field(min_length=1, max_length=200, description="unique in the request", examples=["b1"])]
    text: Annotated[
        str, Field(description="the text as it is on the page", examples=["They say the moon landing was staged."])
    ]


class BlockBody(_BlockRequired, total=False):
    """A piece of a page's text: a paragraph, a heading, a list item."""

    # a plain dict, as a page may have thousands of blocks, and a model takes three times as long
    __pydantic_config__ = ConfigDict(strict=True, extra="ignore")  # type: ignore[misc]

    language: Annotated[Language | None, Field(description="BCP 47, if it differs from the page's")]
    gap: Annotated[bool | None, Field(description="whether the page has text before this block that is not sent")]
    heading: Annotated[
        str | None,
        Field(
            description="the heading of this block, if no earlier block is: the header of its column in a table",
            examples=["Disinformation"],
        ),
    ]


class MatchBody(_Body):
    """The body of POST /v1/match: `blocks`, or one `text`, which the service splits at blank lines."""

    model_config = ConfigDict(json_schema_extra=_EITHER)
    PARTS: ClassVar = {"blocks": BlockBody.__required_keys__ | BlockBody.__optional_keys__}

    url: str | None = Field(default=None, description="the page's address, looked up among the cases' articles")
    language: Language | None = Field(default=None, description="BCP 47, of the page", examples=["en"])
    blocks: list[BlockBody] | None = Field(default=None, description="the page's text, in pieces")
    title: str | None = Field(
        default=None,
        description="the page's title, which may say that the page checks or denies claims; by default, the first "
        "paragraph of `text`",
        examples=["How the Apollo photographs were taken"],
    )
    checks_facts: bool | None = Field(
        default=None,
        description="whether the page's markup says that it reviews claims (ClaimReview); if so, no match is `repeats`",
    )
    text: str | None = Field(default=None, description="one text instead of `blocks`; its block id is `text`")
    min_score: float | None = Field(
        default=None, ge=0, le=1, allow_inf_nan=False, description="least score; by default the model's two thresholds"
    )
    max_matches: Annotated[int, Field(ge=1), BeforeValidator(_whole)] | None = Field(
        default=None,
        description="most matches in the reply, lowered to the service's limit; by default `per_block` for each block, "
        "but at least 50",
    )
    per_block: Whole = Field(default=3, ge=1, description="most matches of one block, lowered to the service's limit")
    offsets: Offsets = Field(default="utf-16", description="the unit of start and end")

    @field_validator("blocks", mode="before")
    @classmethod
    def _not_too_many(cls, value: Any, info: ValidationInfo) -> Any:
        """Refuse too many blocks before any is validated."""
        most = (info.context or {}).get("max_blocks")
        if most is not None and isinstance(value, list) and len(value) > most:
            raise TooLargeError("too-many-blocks", f"{len(value)} blocks were sent, {most} are allowed.")
        return value

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        if (self.blocks is None) == (self.text is None):
            raise ValueError("must have either blocks or text, but not both")
        seen: set[str] = set()
        for n, block in enumerate(self.blocks or ()):
            if block["id"] in seen:
                raise ValueError(f"blocks/{n}/id is the id of an earlier block, ids must be unique")
            seen.add(block["id"])
        return self


class BatchText(MatchBody):
    """A text of a batch: the body of POST /v1/match, with an id that the client may choose."""

    id: str | None = Field(default=None, max_length=200, description="an id of your own, which the answer repeats")


class BatchBody(_Body):
    """The body of POST /v1/batches."""

    PARTS: ClassVar = {"texts": frozenset(BatchText.model_fields)}

    texts: list[BatchText] = Field(min_length=1, description="each is a body of POST /v1/match")

    @field_validator("texts", mode="before")
    @classmethod
    def _not_too_many(cls, value: Any, info: ValidationInfo) -> Any:
        """Refuse too many texts before any is validated."""
        most = (info.context or {}).get("max_texts")
        if most is not None and isinstance(value, list) and len(value) > most:
            raise TooLargeError("too-many-texts", f"{len(value)} texts were sent, {most} are allowed.")
        return value


class FeedbackBody(_Body):
    """A reader's report that a notice is wrong. It has a quote only if the reader chose to send it."""

    case: str = Field(min_length=1, max_length=200, description="the case's id", examples=["k0567"])
    passage: str = Field(pattern=_PASSAGE, description="`passage` of the match")
    generation: str = Field(min_length=1, max_length=100, description="`index.generation` of the reply")
    comment: str | None = Field(default=None, max_length=2000, description="the reader's own words")
    quote: str | None = Field(
        default=None, max_length=5000, description="the passage, if the reader chooses to send it"
    )


class _Query(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)


class CaseQuery(_Query):
    """Parameters of GET /v1/cases."""

    q: str = Field(
        default="",
        max_length=MAX_QUERY,
        description='words, "a phrase", +must, -must-not (COVID-19 is one word); if empty, every case, newest first',
    )
    source: str = Field(default="", max_length=200, description="publisher key")
    verdict: str = Field(default="", max_length=200, description="false, misleading, unproven or true")
    language: str = Field(default="", max_length=200, description="of the articles that made the claim, BCP 47")
    country: str = Field(default="", max_length=200, description="a country or region that the claim is about")
    outlet: str = Field(default="", max_length=500, description="who made the claim")
    keyword: str = Field(default="", max_length=500, description="a keyword of the case")
    date_from: Date = Field(default="", alias="from", description="published on this day or later")
    date_to: Date = Field(default="", alias="to", description="published on this day or earlier")
    sort: Literal["", "relevance", "date"] = Field(default="", description="best first, or newest first")
    page_size: int = Field(default=20, ge=1, le=100, description="cases per page")
    page_token: str = Field(default="", max_length=1000, description="`next_page_token` of the previous page")
    offsets: Offsets = Field(default="utf-16", description="the unit of the highlights' spans")

    @field_validator("date_to")
    @classmethod
    def _not_before_from(cls, value: str, info: ValidationInfo) -> str:
        """Refuse an end before the beginning. A year or month means all of its days, so 2017-03 to 2017 is fine."""
        begins = info.data.get("date_from", "")
        shared = min(len(begins), len(value))
        if begins[:shared] > value[:shared]:
            raise ValueError("must not be before `from`")
        return value


class PackQuery(_Query):
    """Parameters of GET /v1/pack."""

    older: str = Field(
        default="",
        alias="from",
        max_length=100,
        description="generation of a pack that you have: the reply is the difference from it, if that is smaller",
    )


class ArticleQuery(_Query):
    """Parameters of GET /v1/articles."""

    url: str = Field(min_length=1, max_length=8192, description="the article's address")


def split_text(text: str, language: str = "") -> list[tuple[int, Block]]:
    """The paragraphs of a text, split at blank lines, each with its offset in code points. Blank ones are left out."""
    return list(each_paragraph(text, language))


def each_paragraph(text: str, language: str = "") -> Iterator[tuple[int, Block]]:
    """The paragraphs that `split_text` returns, one at a time."""
    start = count = 0
    for gap in chain(_BLANK_LINES.finditer(text), [None]):
        end = gap.start() if gap else len(text)
        if text[start:end].strip():
            yield start, Block(str(count), text[start:end], language)
            count += 1
        start = gap.end() if gap else end
