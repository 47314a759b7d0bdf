"""Reads tables with named columns: CSV with any delimiter, or the first sheet of a spreadsheet (.xlsx)."""

from __future__ import annotations

import csv
import io
import re
import warnings
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, TextIO

from index.errors import SourceError
from index.record_types import MAX_TEXT
from index.sources.document import Document

_DELIMITERS = ";,\t|"
_LONGEST_FIELD = MAX_TEXT  # most characters that an unclosed quotation mark can swallow
_BAD_BYTE = re.compile("[\udc80-\udcff]")
_MOST_UNPACKED = 512 * 1024**2
_HEADER_WITHIN = 20  # the column names must be in one of the first rows; a title may be above them


@dataclass(frozen=True, slots=True)
class Row:
    """A row: the line that it begins on, its values by lower-case column name, or the reason why it cannot be used."""

    line: int
    values: dict[str, str]
    reason: str = ""


class Table:
    """An open table: its column names, as written and in lower case (`header`), and its rows."""

    def __init__(self, written: list[str], rows: Iterator[Row]) -> None:
        self.written = written
        self.header = [name.strip().lower() for name in written]
        self.rows = rows


@contextmanager
def opened(document: Document) -> Iterator[Table]:
    """Open the table in a file. Raises SourceError if the file is not UTF-8 or not a table."""
    if is_spreadsheet(document):
        yield _sheet(document)
        return
    head = document.head()
    document.require_utf8(head)
    csv.field_size_limit(_LONGEST_FIELD)
    with document.open() as raw, io.TextIOWrapper(raw, "utf-8", "surrogateescape", newline="") as text:
        lines = _Lines(text)
        rows = csv.reader(lines, delimiter=delimiter_of(head))
        written = [name.strip() for name in next(rows, [])]
        yield Table(written, _csv_rows(rows, lines, [name.lower() for name in written]))


def header_of(document: Document) -> list[str]:
    """The column names as they are written; [] if the file is not a table of at least two columns."""
    if is_spreadsheet(document):
        return _sheet(document).written
    head = document.head()
    first = (head.splitlines() or [b""])[0]
    if not first.count(delimiter_of(head).encode()):
        return []
    text = first.decode("utf-8", "replace").lstrip("\ufeff")
    return [name.strip() for name in next(csv.reader([text], delimiter=delimiter_of(head)), [])]


def is_spreadsheet(document: Document) -> bool:
    """Whether the file is an Excel workbook (.xlsx)."""
    try:
        with document.path.open("rb") as stream:
            if stream.read(4) != b"PK\x03\x04":
                return False
        with zipfile.ZipFile(document.path) as archive:
            return "xl/workbook.xml" in archive.namelist()
    except (OSError, zipfile.BadZipFile, NotImplementedError, ValueError):
        return False


def delimiter_of(head: bytes) -> str:
    """The delimiter that is most frequent in the first line."""
    first = head.splitlines()[0] if head.splitlines() else b""
    return max(_DELIMITERS, key=lambda delimiter: first.count(delimiter.encode()))


class _Lines:
    """The lines of a file; `current` holds the lines of the row that is being read."""

    def __init__(self, text: TextIO) -> None:
        self._text = text
        self.current: list[str] = []

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = next(self._text)
        self.current.append(line)
        return line


def _csv_rows(rows: Any, lines: _Lines, header: list[str]) -> Iterator[Row]:
    while True:
        line = rows.line_num + 1
        lines.current.clear()
        try:
            values = next(rows, None)
        except csv.Error as e:
            yield Row(line, {}, f"{e}: is a quotation mark never closed?")
            continue
        if values is None:
            return
        if not values or not any(value.strip() for value in values):
            continue
        if reason := _unusable(values, header, lines.current):
            yield Row(line, {}, reason)
        else:
            yield Row(line, dict(zip(header, values, strict=True)))


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


def _sheet(document: Document) -> Table:
    """The table in the first sheet. Its first row with two or more texts holds the column names."""
    from openpyxl import load_workbook  # slow to load, and most sources are not spreadsheets

    _refuse_bombs(document)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about parts that we do not need
            book = load_workbook(document.path, read_only=True, data_only=True)
            sheets = [list(sheet.iter_rows(values_only=True)) for sheet in book.worksheets[:1]]
            book.close()
    except Exception as e:  # a damaged part can make the library raise anything
        raise SourceError(f"{document.name}: is a spreadsheet that cannot be read ({type(e).__name__})") from None
    rows = [[_cell(value) for value in row] for row in (sheets[0] if sheets else [])]
    for number, row in enumerate(rows[:_HEADER_WITHIN], 1):
        if sum(bool(name.strip()) for name in row) > 1:
            width = max(n for n, name in enumerate(row, 1) if name.strip())
            return Table([name.strip() for name in row[:width]], _sheet_rows(rows[number:], row[:width], number))
    raise SourceError(f"{document.name}: is a spreadsheet whose first sheet holds no table with named columns")


def _sheet_rows(rows: list[list[str]], written: list[str], above: int) -> Iterator[Row]:
    header = [name.strip().lower() for name in written]
    for line, row in enumerate(rows, above + 1):
        values = (row + [""] * len(header))[: len(header)]
        if any(value.strip() for value in values):
            yield Row(line, dict(zip(header, values, strict=True)))


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _refuse_bombs(document: Document) -> None:
    with zipfile.ZipFile(document.path) as archive:
        size = sum(entry.file_size for entry in archive.infolist())
    if size > _MOST_UNPACKED:
        raise SourceError(f"{document.name}: unpacks to {size >> 20:,} MiB: export the sheet as CSV (UTF-8)")
