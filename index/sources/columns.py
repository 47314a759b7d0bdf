"""Reads any table, given which column holds the claim, its rating, its address, its date, and so on."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from index.case import Case
from index.errors import SourceError, UnknownColumnsError
from index.languages import language_code
from index.ratings.labels import VERDICTS
from index.ratings.verdicts import verdict_of_rating
from index.record_types import Rating
from index.sources.addresses import absolute
from index.sources.column_names import FIELDS
from index.sources.dates import Order, iso_date, order_of
from index.sources.document import Document
from index.sources.fields import language_fields, published_fields
from index.sources.plain_text import line, plain
from index.sources.publishers import key_of_host
from index.sources.records import FoundRecord, SourceReading
from index.sources.schema_values import addresses
from index.sources.tables import Row, Table, opened
from index.urls import host_of

_MANY = ("outlets", "keywords", "countries")
Columns = Mapping[str, str]


def read(document: Document, reading: SourceReading) -> Iterator[FoundRecord]:
    """Yield every row as a case. Raises SourceError if a column is missing, UnknownColumnsError if none is named."""
    with opened(document) as table:
        columns = _checked(document, table.written, reading.columns_of(table.written))
        orders = _orders(columns, (row for row in table.rows if row.values))
    named: set[str] = set()
    found = 0
    with opened(document) as table:
        for row in table.rows:
            found += 1
            yield from reading.alone(_row(row, columns, orders, reading, named), "row", row.line)
    if not found:
        raise SourceError(f"{document.name}: has column names, but no row")


def preview(table: Table, columns: Columns, most: int) -> list[dict[str, Any]]:
    """The case fields of the first rows, with `problem` (a text, "" if there is none) for what cannot be read."""
    rows = [row for row, _ in zip((row for row in table.rows if row.values), range(most * 20), strict=False)]
    chosen = {field: column.lower() for field, column in columns.items() if column.lower() in table.header}
    orders = _orders(chosen, rows)
    shown = []
    for row in rows[:most]:
        problems: list[str] = []
        reading = SourceReading("", lambda remark, problems=problems: problems.append(remark.reason))  # type: ignore[misc]
        fields = _fields(row, chosen, orders, reading)
        shown.append(fields | {"problem": "; ".join(problems) or ("" if fields.get("title") else "no claim")})
    return shown


def _orders(columns: Columns, rows: Iterable[Row]) -> dict[str, Order | None]:
    """The order of day, month and year in each date column, judging by all of its dates."""
    dates = {field: columns[field] for field in ("published", "claimed") if field in columns}
    texts: dict[str, list[str]] = {field: [] for field in dates}
    for row in rows:
        for field, column in dates.items():
            texts[field].append(row.values[column])
    return {field: order_of(some) for field, some in texts.items()}


def guessed(written: Sequence[str]) -> dict[str, str]:
    """Guess from the column names which column holds which field: {field: column}."""
    plain_names = {_plain(name): name for name in reversed(written) if name.strip()}
    found: dict[str, str] = {}
    for field, names in FIELDS.items():
        for name in names:
            if (column := plain_names.get(name)) and column not in found.values():
                found[field] = column
                break
    return found


def signature(written: Sequence[str]) -> str:
    """A text that is the same for all tables with the same columns, in any order."""
    return "\n".join(sorted(name.strip().lower() for name in written if name.strip()))


def command(written: Sequence[str], path: str) -> str:
    """The command that imports such a table, as far as its columns can be guessed."""
    columns = guessed(written) or {"title": "..."}
    if "title" not in columns:
        columns = {"title": "..."} | columns
    options = " ".join(f"--column {shlex.quote(f'{field}={column}')}" for field, column in columns.items())
    return f"rejoinder index build {options} {shlex.quote(path)}"


def unknown(document: Document, written: Sequence[str], kind: str) -> UnknownColumnsError:
    """The error for a table whose columns nobody has named; it lists them, and shows the command that names them."""
    names = ", ".join(name[:30] for name in written[:20])[:250]
    return UnknownColumnsError(
        f"{document.name}: looks like a {kind} with columns of no known layout ({names}). Say what each column holds: "
        f"{command(written, document.name)}",
        list(written),
    )


def _checked(document: Document, written: list[str], columns: Columns | None) -> dict[str, str]:
    if columns is None:
        raise unknown(document, written, "table")
    header = [name.strip().lower() for name in written]
    for field, column in columns.items():
        if field not in FIELDS:
            raise SourceError(f"{document.name}: a case has no field {field!r}. Its fields are {', '.join(FIELDS)}")
        if column.strip().lower() not in header:
            have = ", ".join(name[:40] for name in written[:30])
            raise SourceError(f"{document.name}: has no column {column!r} for the {field}. Found: {have}")
    if "title" not in columns:
        raise SourceError(f"{document.name}: say which column holds the claim, with --column title=NAME")
    return {field: column.strip().lower() for field, column in columns.items()}


def _row(
    row: Row, columns: Columns, orders: Mapping[str, Order | None], reading: SourceReading, named: set[str]
) -> Iterator[FoundRecord]:
    if row.reason:
        yield reading.rejected(row.reason, row.line)
        return
    fields = _fields(row, columns, orders, reading)
    publisher = fields.pop("publisher", "")
    found = reading.case(fields, row.line)
    if isinstance(found.record, Case):
        key, url = found.record.source, found.record.url
        if publisher and key not in named:
            named.add(key)
            site = f"https://{host_of(url)}/" if url else ""
            yield from reading.publisher(source=key, name=publisher[:200], url=site)
        if not url:
            reading.remark("has no address: its notices will have no link to the debunk", row.line, "address")
    yield found


def _fields(row: Row, columns: Columns, orders: Mapping[str, Order | None], reading: SourceReading) -> dict[str, Any]:
    """The case fields of a row, and `publisher`, the publisher's name in the row."""
    given = {field: row.values.get(column, "").strip() for field, column in columns.items()}
    given = {field: value for field, value in given.items() if value}
    problem = _Problems(reading, row.line)
    fields: dict[str, Any] = {
        field: line(given[field]) for field in ("title", "claimant", "publisher") if field in given
    }
    fields |= {field: plain(given[field]) for field in ("summary", "response", "disclaimer") if field in given}
    fields |= {field: _values(given[field]) for field in _MANY if field in given}
    url = absolute(given.get("url", ""))
    fields |= {"url": url} if url else {}
    fields |= {"id": re.sub(r"[^A-Za-z0-9_.:%-]+", "-", given["id"])[:200].strip("-")} if given.get("id") else {}
    fields["source"] = _source(given, url, reading.name)
    if "published" in given:
        fields |= published_fields(given["published"], problem, orders.get("published"))
    if "claimed" in given:
        try:
            fields["claimed"] = iso_date(given["claimed"], orders.get("claimed"))
        except ValueError as e:
            problem(f"{e}; the case is kept without it", kind="date")
    if "languages" in given:
        fields |= language_fields(_values(given["languages"]), problem)
    if code := language_code(given.get("lang", "")):
        fields["lang"] = code
    if "article" in given:
        fields["articles"] = [{"url": found} for found in addresses(given["article"])]
    return fields | _rating(given.get("rating", ""), fields.get("publisher", ""))


class _Problems:
    """Reports what could not be read in one row."""

    def __init__(self, reading: SourceReading, row: int) -> None:
        self._reading, self._row = reading, row

    def __call__(self, reason: str, *, kind: str) -> None:
        self._reading.remark(reason, self._row, kind)


def _rating(label: str, publisher: str) -> dict[str, Any]:
    """The rating and its verdict; one of the case format's own verdicts is taken as it is."""
    if not label:
        return {}
    rating = {"text": line(label)}
    own = label.strip().lower()
    verdict = own if own in VERDICTS else verdict_of_rating(Rating.from_dict(rating), [publisher] if publisher else [])
    return {"rating": rating, "verdict": verdict}


def _source(given: Mapping[str, str], url: str, name: str) -> str:
    for text in (given.get("source", ""), key_of_host(host_of(url)) if url else "", given.get("publisher", "")):
        if key := re.sub(r"[^A-Za-z0-9_.-]+", "-", text).strip("-.")[:200].lower():
            return key
    stem = re.split(r"[\\/]", name)[-1].partition(".")[0]
    return re.sub(r"[^a-z0-9]+", "-", stem.lower()).strip("-")[:200] or "table"


def _values(text: str) -> list[str]:
    parts = re.split(r"[;|\n]", text) if re.search(r"[;|\n]", text) else text.split(",")
    return list(dict.fromkeys(value for value in map(line, parts) if value))


def _plain(name: str) -> str:
    return " ".join(re.sub(r"[^\w]+|_", " ", name).lower().split())
