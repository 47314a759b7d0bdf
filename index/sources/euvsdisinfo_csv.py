"""Reads the two CSV layouts in which EUvsDisinfo's cases circulated: a table of whole cases, and a list of titles."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from index.errors import SourceError
from index.record_types import ID_PATTERN
from index.sources.dates import Order, order_of
from index.sources.document import Document
from index.sources.fields import OnProblem, language_fields, parts_of, published_fields
from index.sources.plain_text import plain
from index.sources.records import FoundRecord, SourceReading
from index.sources.tables import Row as TableRow
from index.sources.tables import opened

SOURCE = "euvsdisinfo"
Row = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Layout:
    """A layout's columns, and the function that turns a row into case fields."""

    name: str
    columns: tuple[str, ...]
    fields: Callable[[Row, OnProblem, Order | None], dict[str, Any]]


def read(document: Document, reading: SourceReading) -> Iterator[FoundRecord]:
    """Yield every row as a case. Raises SourceError if a column is missing or the file is not UTF-8."""
    with opened(document) as table:
        layout = _layout(document.name, table.header)
        order = order_of(row.values["date"] for row in table.rows if row.values)
    found = 0
    with opened(document) as table:
        for row in table.rows:
            found += 1
            yield from reading.alone(_row(row, layout, order, reading), "row", row.line)
    if not found:
        raise SourceError(f"{document.name}: has column names, but no row")


def _row(row: TableRow, layout: Layout, order: Order | None, reading: SourceReading) -> Iterator[FoundRecord]:
    if row.reason:
        yield reading.rejected(row.reason, row.line)
        return
    values = {name: plain(value) for name, value in row.values.items()}
    fields = layout.fields(values, functools.partial(reading.remark, line=row.line), order)
    yield reading.case(fields, row.line)


def looks_like(header: Sequence[str]) -> bool:
    """Whether these column names include most of those of one layout."""
    names = {name.strip().lower() for name in header}
    return any(len(set(layout.columns) & names) * 2 > len(layout.columns) for layout in _LAYOUTS)


def _layout(name: str, header: list[str]) -> Layout:
    layout = max(_LAYOUTS, key=lambda layout: len(set(layout.columns) & set(header)))
    missing = [column for column in layout.columns if column not in header]
    have = ", ".join(column[:40] for column in header[:30])[:300] or "none"
    if len(missing) * 2 > len(layout.columns):
        known = " or ".join(f"{layout.name} ({', '.join(layout.columns)})" for layout in _LAYOUTS)
        raise SourceError(f"{name}: its columns are those of no known layout. Known: {known}. Found: {have}")
    if missing:
        raise SourceError(
            f"{name}: lacks the column{'s' if len(missing) > 1 else ''} {', '.join(missing)} of a {layout.name}. "
            f"Found: {have}. Add what is missing, empty if need be"
        )
    doubled = [column for column in layout.columns if header.count(column) > 1]
    if doubled:
        raise SourceError(f"{name}: has the column {doubled[0]} twice")
    return layout


def _whole_case(row: Row, problem: OnProblem, order: Order | None) -> dict[str, Any]:
    return {
        "source": SOURCE,
        "title": row["title"],
        "summary": row["summary"],
        "response": row["disproof"],
        **published_fields(row["date"], problem, order),
        **language_fields(parts_of(row["language"], ","), problem),
        "countries": parts_of(row["origin"], ","),
        "keywords": parts_of(row["keywords"], ","),
        # A single name with a comma in it ("Facebook page of the deputy, N. N.") is more common than two outlets.
        "outlets": [row["outlet"]] if row["outlet"] else [],
        "articles": [{"url": row["source"]}] if row["source"] else [],
    }


def _listed_title(row: Row, problem: OnProblem, order: Order | None) -> dict[str, Any]:
    address = row["id"]
    slug = address_slug(address)
    return {
        **({"id": slug} if slug else {}),
        "source": SOURCE,
        "url": address if "/" in address else "",
        "title": row["title"],
        **published_fields(row["date"], problem, order),
        **language_fields(parts_of(row["languages"], "+"), problem),
        "countries": parts_of(row["countries"], "+"),
        "keywords": parts_of(row["keywords"], "+"),
        # "Show more" is the scraped page's button after a long list of outlets.
        "outlets": [outlet for outlet in parts_of(row["outlets"], "+") if outlet != "Show more"],
    }


def address_slug(address: str) -> str:
    """The last part of a report's address if it can be an id, else ""."""
    try:
        slug = urlsplit(address).path.rstrip("/").rpartition("/")[2]
    except ValueError:
        return ""
    return slug if re.fullmatch(ID_PATTERN, slug, re.ASCII) else ""


_LAYOUTS = (
    Layout(
        "table of cases",
        ("date", "outlet", "language", "origin", "keywords", "source", "title", "summary", "disproof"),
        _whole_case,
    ),
    Layout(
        "list of titles",
        ("date", "id", "title", "countries", "keywords", "languages", "outlets"),
        _listed_title,
    ),
)
