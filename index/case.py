"""A debunk case, and the two other records a source can hold: a publisher's description and a patch of a case."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Annotated, Any, Literal, Self, TypeVar

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from index.errors import CaseError

Verdict = Literal["false", "misleading", "unproven", "true"]
NOTICE_VERDICTS = frozenset({"false", "misleading"})

# EUvsDisinfo's own addresses hold percent-encoded letters and start with "__" for some; an id made of one must do too.
ID_PATTERN = r"[A-Za-z0-9_%][A-Za-z0-9_.:%-]{0,199}"
_ID = re.compile(ID_PATTERN, re.ASCII)
_PARTIAL_DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?", re.ASCII)
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,6}", re.ASCII)
_LONE_SURROGATE = re.compile(r"[\ud800-\udfff]")
MAX_TEXT = 200_000


def _none_is_empty(value: Any) -> Any:
    """Publishers write null where they have nothing; a lone surrogate cannot be stored as UTF-8."""
    if value is None:
        return ""
    return _LONE_SURROGATE.sub("\ufffd", value).replace("\x00", "") if isinstance(value, str) else value


def _bounded(value: str) -> str:
    if len(value) > MAX_TEXT:
        raise ValueError(f"must not be longer than {MAX_TEXT:,} characters")
    return value


def _iso_date(value: str) -> str:
    if value and not _PARTIAL_DATE.fullmatch(value):
        raise ValueError("must be an ISO date such as 2017-03-30")
    if len(value) == 10:
        try:
            date.fromisoformat(value)
        except ValueError as e:
            raise ValueError(f"is no day of the calendar: {e}") from None
    return value


def _language_tag(value: str) -> str:
    if value and not _LANGUAGE.fullmatch(value):
        raise ValueError("must be a BCP 47 language tag such as en or pt-BR")
    return value


def _identifier(value: str) -> str:
    if not _ID.fullmatch(value):
        raise ValueError("must start with a letter or digit and hold only letters, digits and _ . : % - (200 at most)")
    return value


def _not_blank(value: str) -> str:
    if not value.strip():
        raise ValueError("must not be empty")
    return value


Text = Annotated[str, BeforeValidator(_none_is_empty), AfterValidator(_bounded)]
Day = Annotated[Text, AfterValidator(_iso_date)]
Language = Annotated[Text, AfterValidator(_language_tag)]
Identifier = Annotated[str, AfterValidator(_identifier)]
Title = Annotated[Text, AfterValidator(_not_blank)]
T = TypeVar("T")
Many = Annotated[tuple[T, ...], BeforeValidator(lambda v: () if v is None else v)]


class _Record(BaseModel):
    """Frozen; unknown keys are kept and returned."""

    model_config = ConfigDict(frozen=True, extra="allow", strict=False)

    @classmethod
    def from_dict(cls, record: Mapping[str, Any]) -> Self:
        """Validate a decoded JSON object. Raises CaseError naming the first fields that are wrong."""
        try:
            return cls.model_validate(dict(record))
        except ValidationError as e:
            raise CaseError(_reasons(e)) from None
        except RecursionError:
            raise CaseError("is nested too deeply") from None

    def to_dict(self) -> dict[str, Any]:
        """The record as JSON values, in the order of the format; what is absent is left out."""
        full = self.model_dump(mode="json")
        return {key: value for key, value in full.items() if value not in (None, "", [], {}, ())}


class Rating(_Record):
    """A verdict as its publisher gave it: a text, a number on a scale, or both."""

    text: Text = ""
    value: float | None = Field(default=None, allow_inf_nan=False)
    best: float | None = Field(default=None, allow_inf_nan=False)
    worst: float | None = Field(default=None, allow_inf_nan=False)


class Article(_Record):
    """An article that made the claim."""

    url: Text = ""
    archived_url: Text = ""
    outlet: Text = ""
    language: Language = ""
    excerpt: Text = ""


class Case(_Record):
    """One debunked (or otherwise checked) claim. Absent texts are "", absent lists are ()."""

    id: Identifier
    source: Identifier
    title: Title
    summary: Text = ""
    response: Text = ""
    url: Text = ""
    published: Day = ""
    lang: Language = "en"
    verdict: Verdict = "false"
    rating: Rating | None = None
    claimant: Text = ""
    claimed: Day = ""
    languages: Many[Language] = ()
    countries: Many[Text] = ()
    keywords: Many[Text] = ()
    outlets: Many[Text] = ()
    articles: Many[Article] = ()
    disclaimer: Text = ""

    @classmethod
    def from_dict(cls, record: Mapping[str, Any]) -> Self:
        """As for every record; a case with a rating and no verdict is `unproven`, without either `false`."""
        record = {key: value for key, value in record.items() if not (value is None and key in ("verdict", "lang"))}
        if record.get("rating") is not None and "verdict" not in record:
            from index.sources.ratings import verdict_of_rating  # reads ratings in many languages

            rating = Rating.from_dict(record["rating"]) if isinstance(record["rating"], Mapping) else None
            record["verdict"] = verdict_of_rating(rating) if rating is not None else "unproven"
        return super().from_dict(record)

    def to_dict(self) -> dict[str, Any]:
        """The case in the format of the contract, nested records without their absent keys."""
        out = super().to_dict()
        if self.rating is not None:
            out["rating"] = self.rating.to_dict()
        if self.articles:
            out["articles"] = [article.to_dict() for article in self.articles]
        return out

    def to_json(self) -> str:
        """The case as one line of JSON; equal cases give equal lines."""
        return json.dumps(self.to_dict(), ensure_ascii=False, separators=(",", ":"))

    @property
    def makes_notices(self) -> bool:
        """Whether a page may be told that it repeats a debunked claim: a claim rated true is no debunk."""
        return self.verdict in NOTICE_VERDICTS


class SourceRecord(_Record):
    """A publisher: what it is called and the disclaimer to show beside its cases."""

    type: Literal["source"] = "source"
    source: Identifier
    name: Text = ""
    url: Text = ""
    license: Text = ""
    disclaimer: Text = ""
    # Found on a case page: it counts only where nothing better is known. Not part of the record.
    from_case_page: bool = Field(default=False, exclude=True)


@dataclass(frozen=True, slots=True)
class Patch:
    """Changes to some keys of an existing case."""

    id: str
    changes: dict[str, Any] = field(hash=False)

    def apply(self, case: Case) -> Case:
        """The case with the changed keys; articles are merged by address, everything else is replaced.

        Raises CaseError when the result is no valid case.
        """
        merged = case.to_dict() | self.changes
        if isinstance(self.changes.get("articles"), list):
            merged["articles"] = _merge_articles(case.to_dict().get("articles", []), self.changes["articles"])
        return Case.from_dict(merged)


def _merge_articles(old: list[Any], new: list[Any]) -> list[Any]:
    """Old articles first, each updated by the new one with the same address; the rest of the new ones appended."""
    merged: list[Any] = [dict(article) for article in old]
    at = {article.get("url"): n for n, article in enumerate(merged) if article.get("url")}
    for article in new:
        place = at.get(article.get("url")) if isinstance(article, Mapping) else None
        if place is None:
            merged.append(article)
        else:
            merged[place] |= article
    return merged


def parse_record(record: Mapping[str, Any]) -> Case | SourceRecord | Patch:
    """A decoded line of the case format as what it is.

    An object with an id but neither `source` nor `title` changes an existing case. Raises CaseError.
    """
    if record.get("type") == "source":
        return SourceRecord.from_dict(record)
    if "id" in record and "source" not in record and "title" not in record and len(record) > 1:
        try:
            return Patch(_identifier(str(record["id"])), {k: v for k, v in record.items() if k != "id"})
        except ValueError as e:
            raise CaseError(f"id: {e}") from None
    return Case.from_dict(record)


# What the library says of a value, in words for whoever mends the file.
_WORDS = {
    "missing": "is required",
    "string_type": "must be a text",
    "tuple_type": "must be a list",
    "dict_type": "must be an object",
    "model_type": "must be an object",
    "int_type": "must be a whole number",
    "float_type": "must be a number",
}


def _reasons(error: ValidationError) -> str:
    """At most three reasons, each with the field it is about and never the value, which may be long or hostile."""
    reasons = []
    for item in error.errors(include_url=False, include_input=False, include_context=False)[:3]:
        where = ".".join(str(part) for part in item["loc"]) or "record"
        said = _WORDS.get(item["type"], item["msg"].removeprefix("Value error, ").replace("valid tuple", "list"))
        reasons.append(f"{where}: {said}")
    return "; ".join(reasons)
