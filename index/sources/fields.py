"""Dates and languages as a source gives them, to the fields of a case; what cannot be read is kept beside them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Protocol

from index.languages import language_code
from index.sources.dates import Order, iso_date
from index.sources.schema_values import date_text


class OnProblem(Protocol):
    """Told what could not be read, and the kind it is counted under."""

    def __call__(self, reason: str, *, kind: str) -> None:
        """Tell."""


def published_fields(text: str, problem: OnProblem, order: Order | None = None) -> dict[str, Any]:
    """`published`; empty, with `published_as_given`, where the text is no one day. `order` is that of its column."""
    try:
        return {"published": iso_date(text, order)}
    except ValueError as e:
        problem(f"{e}; the case is kept without it (published_as_given)", kind="date")
        return {"published": "", "published_as_given": text[:200]}


def kept_date(value: Any, what: str, problem: OnProblem) -> str:
    """The day that a JSON value gives; "", told of `what`, where it is no one day."""
    try:
        return iso_date(date_text(value))
    except ValueError as e:
        problem(f"{what}: {e}; the case is kept without it", kind="date")
        return ""


def language_fields(names: Iterable[str], problem: OnProblem) -> dict[str, Any]:
    """`languages`, codes in alphabetical order; names of no language (countries, mostly) as `languages_as_given`."""
    codes = {name: language_code(name) for name in names}
    unknown = [name for name, code in codes.items() if code is None]
    fields: dict[str, Any] = {"languages": sorted({code for code in codes.values() if code})}
    if unknown:
        problem(f"no known language: {', '.join(unknown)[:100]}; kept as languages_as_given", kind="language name")
        fields["languages_as_given"] = unknown
    return fields


def parts_of(text: str, separator: str) -> list[str]:
    """The values of a list written in one text, without blanks and repetitions, in their order."""
    return list(dict.fromkeys(part for part in map(str.strip, text.split(separator)) if part))
