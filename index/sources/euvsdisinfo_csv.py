"""The two CSV layouts in which EUvsDisinfo's cases went round: a table of whole cases, and a list of titles."""

from __future__ import annotations

import csv
import functools
import io
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TextIO
from urllib.parse import urlsplit

from index.case import ID_PATTERN, MAX_TEXT
from index.errors import SourceError
from index.sources.document import Document
from index.sources.fields import OnProblem, language_fields, parts_of, published_fields
from index.sources.plain_text import plain
from index.sources.records import Found, Reading

SOURCE = "euvsdisinfo"
_DELIMITERS = ";,\t|"
_LONGEST_FIELD = MAX_TEXT  # a quotation mark that is never closed swallows no more than this
_BAD_BYTE = re.compile("[\udc80-\udcff]")

Row = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Layout:
    """The columns that are read, and how a row of them becomes the fields of a case."""

    name: str
    columns: tuple[str, ...]
    fields: Callable[[Row, OnProblem], dict[str, Any]]


def read(document: Document, reading: Reading) -> Iterator[Found]:
    """Every row. Raises SourceError for a missing column (named) or another encoding than UTF-8."""
    head = document.head()
    document.require_utf8(head)
    csv.field_size_limit(_LONGEST_FIELD)
    with document.open() as raw, io.TextIOWrapper(raw, "utf-8", "surrogateescape", newline="") as text:
        delimiter = _delimiter(head)
        lines = _Lines(text)
        rows = csv.reader(lines, delimiter=delimiter)
        header = [name.strip().lower() for name in next(rows, [])]
        layout = _layout(document.name, header)
        found = 0
        for record in _rows(rows, lines, header, layout, reading):
            found += 1
            yield record
    if not found:
        raise SourceError(f"{document.name}: has column names and no row")


def looks_like(head: bytes) -> bool:
    """Whether the first line names most columns of one of the layouts."""
    header = _header(head)
    return any(len(set(layout.columns) & header) * 2 > len(layout.columns) for layout in _LAYOUTS)


class _Lines:
    """The lines of a file, remembering those of the row that is being read."""

    def __init__(self, text: TextIO) -> None:
        self._text = text
        self.current: list[str] = []

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = next(self._text)
        self.current.append(line)
        return line


def _rows(rows: Any, lines: _Lines, header: list[str], layout: Layout, reading: Reading) -> Iterator[Found]:
    while True:
        line = rows.line_num + 1
        lines.current.clear()
        try:
            values = next(rows, None)
        except csv.Error as e:
            yield reading.rejected(f"{e}: is a quotation mark never closed?", line)
            continue
        if values is None:
            return
        if not values or not any(value.strip() for value in values):
            continue
        reason = _unusable(values, header, lines.current)
        if reason:
            yield reading.rejected(reason, line)
        else:
            yield reading.case(_case_fields(layout, header, values, line, reading), line)


def _case_fields(layout: Layout, header: list[str], values: list[str], line: int, reading: Reading) -> dict[str, Any]:
    row = {name: plain(value) for name, value in zip(header, values, strict=True)}
    return layout.fields(row, functools.partial(reading.remark, line=line))


def _unusable(values: list[str], header: list[str], lines: list[str]) -> str:
    if len(values) < len(header):
        return f"has {len(values)} of {len(header)} fields: is the file cut off here?"
    if len(values) > len(header):
        return f"has {len(values)} fields for {len(header)} columns: a delimiter or quotation mark within a field?"
    if any(map(_BAD_BYTE.search, values)):
        return "holds bytes that are not UTF-8: convert the file to UTF-8"
    if lines and not lines[-1].endswith(("\n", "\r")) and sum(line.count('"') for line in lines) % 2:
        return "ends within quotation marks: is the file cut off here?"
    return ""


def _delimiter(head: bytes) -> str:
    first = head.splitlines()[0] if head.splitlines() else b""
    return max(_DELIMITERS, key=lambda delimiter: first.count(delimiter.encode()))


def _header(head: bytes) -> set[str]:
    first = (head.splitlines() or [b""])[0].decode("utf-8", "replace")
    return {name.strip(' "\ufeff').lower() for name in first.split(_delimiter(head))}


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


def _whole_case(row: Row, problem: OnProblem) -> dict[str, Any]:
    return {
        "source": SOURCE,
        "title": row["title"],
        "summary": row["summary"],
        "response": row["disproof"],
        **published_fields(row["date"], problem),
        **language_fields(parts_of(row["language"], ","), problem),
        "countries": parts_of(row["origin"], ","),
        "keywords": parts_of(row["keywords"], ","),
        # One name with a comma in it ("Facebook page of the deputy, N. N.") is more common than two outlets.
        "outlets": [row["outlet"]] if row["outlet"] else [],
        "articles": [{"url": row["source"]}] if row["source"] else [],
    }


def _listed_title(row: Row, problem: OnProblem) -> dict[str, Any]:
    address = row["id"]
    slug = address_slug(address)
    return {
        **({"id": slug} if slug else {}),
        "source": SOURCE,
        "url": address if "/" in address else "",
        "title": row["title"],
        **published_fields(row["date"], problem),
        **language_fields(parts_of(row["languages"], "+"), problem),
        "countries": parts_of(row["countries"], "+"),
        "keywords": parts_of(row["keywords"], "+"),
        # The scraped page's button after a long list of outlets.
        "outlets": [outlet for outlet in parts_of(row["outlets"], "+") if outlet != "Show more"],
    }


def address_slug(address: str) -> str:
    """The last part of a report's address where it can be an id, else ""."""
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
