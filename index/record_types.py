"""The field types of the case format: texts, days, languages, ids, and a publisher's rating."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, Literal, Self, TypeVar

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from index.errors import CaseError

Verdict = Literal["false", "misleading", "unproven", "true"]

# Some EUvsDisinfo addresses hold percent-encoded letters or start with "__", and ids are made of these addresses.
ID_PATTERN = r"[A-Za-z0-9_%][A-Za-z0-9_.:%-]{0,199}"
_ID = re.compile(ID_PATTERN, re.ASCII)
_PARTIAL_DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?", re.ASCII)
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,6}", re.ASCII)
_LONE_SURROGATE = re.compile(r"[\ud800-\udfff]")
MAX_TEXT = 200_000
_MOST_REASONS = 3  # in one message


def _none_is_empty(value: Any) -> Any:
    """Read null as "", because publishers write it for absent texts; replace what cannot be stored as UTF-8."""
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
            raise ValueError(f"is not a calendar day: {e}") from None
    return value


def _language_tag(value: str) -> str:
    if value and not _LANGUAGE.fullmatch(value):
        raise ValueError("must be a BCP 47 language tag such as en or pt-BR")
    return value


def checked_identifier(value: str) -> str:
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
Identifier = Annotated[str, AfterValidator(checked_identifier)]
Title = Annotated[Text, AfterValidator(_not_blank)]
T = TypeVar("T")
Many = Annotated[tuple[T, ...], BeforeValidator(lambda v: () if v is None else v)]


class Record(BaseModel):
    """A record of the case format. It is frozen; unknown keys are kept and written back."""

    model_config = ConfigDict(frozen=True, extra="allow", strict=False)

    @classmethod
    def from_dict(cls, record: Mapping[str, Any]) -> Self:
        """Validate a decoded JSON object. Raises CaseError, which names the first wrong fields."""
        try:
            return cls.model_validate(dict(record))
        except ValidationError as e:
            reasons = _reasons(e)
            said = "; ".join(f"{where}: {reason}" for where, reason in reasons[:_MOST_REASONS])
            raise CaseError(said, {where.partition(".")[0]: reason for where, reason in reversed(reasons)}) from None
        except RecursionError:
            raise CaseError("is nested too deeply") from None

    def to_dict(self) -> dict[str, Any]:
        """The record as JSON values, in the order of the format, without absent fields."""
        full = self.model_dump(mode="json")
        return {key: value for key, value in full.items() if value not in (None, "", [], {}, ())}


class Rating(Record):
    """A verdict as the publisher gave it: a text, a number on a scale, or both."""

    text: Text = ""
    value: float | None = Field(default=None, allow_inf_nan=False)
    best: float | None = Field(default=None, allow_inf_nan=False)
    worst: float | None = Field(default=None, allow_inf_nan=False)


# pydantic's error types, in words for the person who corrects the file.
_WORDS = {
    "missing": "is required",
    "string_type": "must be a text",
    "tuple_type": "must be a list",
    "dict_type": "must be an object",
    "model_type": "must be an object",
    "int_type": "must be a whole number",
    "float_type": "must be a number",
}


def _reasons(error: ValidationError) -> list[tuple[str, str]]:
    """(field, reason) for each error. The value itself is left out: it may be long or hostile."""
    reasons = []
    for item in error.errors(include_url=False, include_input=False, include_context=False):
        where = ".".join(str(part) for part in item["loc"]) or "record"
        said = _WORDS.get(item["type"], item["msg"].removeprefix("Value error, ").replace("valid tuple", "list"))
        reasons.append((where, said))
    return reasons
