"""Reads debunk cases from files, folders and addresses, in several formats."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

from index.errors import NoRecordError, RejoinderError, SourceError
from index.ratings.verdicts import verdict_of_rating
from index.sources import (
    claimreview,
    columns,
    euvsdisinfo_api,
    euvsdisinfo_csv,
    euvsdisinfo_page,
    google_claims,
    jsonl,
)
from index.sources.claimreview_out import to_claimreview
from index.sources.document import Document
from index.sources.fetch import fetched
from index.sources.recognise import format_of, recognise
from index.sources.records import ColumnsOf, FoundRecord, OnRemark, Record, Rejected, Remark, SourceReading, unforeseen
from index.urls import is_address

__all__ = [
    "FORMATS",
    "FoundRecord",
    "Rejected",
    "Remark",
    "read_located",
    "read_source",
    "recognise",
    "to_claimreview",
    "verdict_of_rating",
]

_READERS: dict[str, Callable[[Document, SourceReading], Iterator[FoundRecord]]] = {
    "jsonl": jsonl.read,
    "euvsdisinfo-page": euvsdisinfo_page.read,
    "euvsdisinfo-csv": euvsdisinfo_csv.read,
    "claimreview": claimreview.read,
    "google-claims": google_claims.read,
    "euvsdisinfo-api": euvsdisinfo_api.read,
    "table": columns.read,
}
FORMATS = tuple(_READERS)


def read_source(
    source: str,
    format: str | None = None,
    *,
    on_remark: OnRemark | None = None,
    allow_private: bool = False,
    columns_of: ColumnsOf | None = None,
) -> Iterator[Record]:
    """Yield the records of a file, folder or http(s) address. The format is recognised unless `format` names it.

    A record that cannot be used is yielded as Rejected, and reading goes on. `on_remark` is called if a record is kept
    without something (an impossible date, an unknown language). Raises SourceError if the source cannot be read,
    possibly after some records; in a folder, such a file is one Rejected, as long as another file can be read.
    `allow_private` allows addresses on this machine or its network. `columns_of` maps a table's column names to
    {field: column}.
    """
    for found in read_located(source, format, on_remark=on_remark, allow_private=allow_private, columns_of=columns_of):
        yield found.record


def read_located(
    source: str,
    format: str | None = None,
    *,
    on_remark: OnRemark | None = None,
    allow_private: bool = False,
    columns_of: ColumnsOf | None = None,
) -> Iterator[FoundRecord]:
    """The same as `read_source`, but each record comes with its file and line (None if lines mean nothing)."""
    if format is not None and format not in _READERS:
        raise SourceError(f"{format!r} is not a source format. Known: {', '.join(FORMATS)}")
    if is_address(source):
        with fetched(source, allow_private=allow_private) as document:
            yield from _read(document, format, on_remark, columns_of)
        return
    path = Path(source)
    try:
        folder, there = bool(source) and path.is_dir(), bool(source) and path.exists()
    except (OSError, ValueError):
        folder = there = False
    if folder:
        yield from _read_folder(path, format, on_remark, columns_of)
    elif there:
        yield from _read(Document(path, source), format, on_remark, columns_of)
    else:
        raise SourceError(f"{source[:300]}: there is no such file or folder")


def _read(
    document: Document, format: str | None, on_remark: OnRemark | None, columns_of: ColumnsOf | None
) -> Iterator[FoundRecord]:
    if not document.path.is_file():
        raise SourceError(f"{document.name}: is not a regular file")
    kind = format or format_of(document, columns_of)
    read = 0
    try:
        for found in _READERS[kind](document, SourceReading(document.name, on_remark, columns_of)):
            read += 1
            yield found
    except (RejoinderError, OSError, MemoryError):
        raise
    except Exception as e:
        # The rest of the file is not read. If nothing was read before, other files may still be imported without it.
        failure = SourceError if read else NoRecordError
        raise failure(f"{document.name}: {unforeseen(e)}") from e


def _read_folder(
    folder: Path, format: str | None, on_remark: OnRemark | None, columns_of: ColumnsOf | None
) -> Iterator[FoundRecord]:
    """The records of every file below a folder, in the order of their paths, without hidden files."""
    read = 0
    failures: list[SourceError] = []
    for path in _files(folder):
        document = Document(path, str(path))
        try:
            for found in _read(document, format, on_remark, columns_of):
                read += 1
                yield found
        except SourceError as e:
            failures.append(e)
            reason = str(e).removeprefix(f"{document.name}: ")
            yield SourceReading(document.name).rejected(reason)
    if not read and failures:
        raise SourceError(f"{folder}: nothing in it can be read; first: {failures[0]}")
    if not read:
        raise SourceError(f"{folder}: holds no file")


def _files(folder: Path) -> Iterator[Path]:
    for parent, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (Path(parent) / name for name in sorted(names) if not name.startswith("."))
