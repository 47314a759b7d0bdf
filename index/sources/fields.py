"""Turns a source's dates and languages into case fields. What cannot be read is kept in a field of its own."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Protocol

from index.languages import language_code
from index.sources.dates import Order, iso_date
from index.sources.schema_values import date_text


class OnProblem(Protocol):
    """Called with what could not be read, and the kind that it is counted under."""

    def __call__(self, reason: str, *, kind: str) -> None:
        """Report a problem."""


def published_fields(text: str, problem: OnProblem, order: Order | None = None) -> dict[str, Any]:
    """`published`; if the text is not a clear date, `published` is "" and `published_as_given` holds the text.

    `order` is the order of day and month in the date's column.
    """
    try:
        return {"published": iso_date(text, order)}
    except ValueError as e:
        problem(f"{e}; the case is kept without it (published_as_given)", kind="date")
        return {"published": "", "published_as_given": text[:200]}


def kept_date(value: Any, what: str, problem: OnProblem) -> str:
    """The date that a JSON value gives. If it is not clear, `problem` is called with `what`, and the result is ""."""
    try:
        return iso_date(date_text(value))
    except ValueError as e:
        problem(f"{what}: {e}; the case is kept without it", kind="date")
        return ""


def language_fields(names: Iterable[str], problem: OnProblem) -> dict[str, Any]:
    """`languages`, sorted codes; names of no known language (mostly countries) are kept as `languages_as_given`."""
    codes = {name: language_code(name) for name in names}
    unknown = [name for name, code in codes.items() if code is None]
    fields: dict[str, Any] = {"languages": sorted({code for code in codes.values() if code})}
    if unknown:
        problem(f"unknown language: {', '.join(unknown)[:100]}; kept as languages_as_given", kind="language name")
        fields["languages_as_given"] = unknown
    return fields


def parts_of(text: str, separator: str) -> list[str]:
    """The distinct values of a list that is written as one text, in order, without surrounding blanks."""
    return list(dict.fromkeys(part for part in map(str.strip, text.split(separator)) if part))
