"""Reads cases in the case format: one JSON object on each line, or one JSON list (or object) of any layout."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO

from index.case import Patch, parse_record
from index.errors import CaseError, SourceError
from index.sources.document import Document
from index.sources.json_stream import TooLarge, values
from index.sources.records import MAX_DEPTH, FoundRecord, SourceReading, checked_json

MAX_LINE = 16 * 1024 * 1024
_LINES_TO_JUDGE_BY = 5


def read(document: Document, reading: SourceReading) -> Iterator[FoundRecord]:
    """Yield a record for every line, or for every element if the file is one JSON value.

    Raises SourceError if such a value is cut off or is not JSON.
    """
    head = document.head()
    document.require_utf8(head)
    found = 0
    if is_lines(head):
        with document.open() as stream:
            for record in _lines(stream, reading):
                found += 1
                yield record
    else:
        for number, value in enumerate(values(document), start=1):
            found += 1
            yield _too_large(reading, number) if isinstance(value, TooLarge) else _record(value, None, reading, number)
    if not found:
        raise SourceError(f"{document.name}: holds no record")


def is_lines(head: bytes) -> bool:
    """Whether most of the first lines look like whole objects, so that one broken line makes no difference."""
    lines = [line.strip() for line in head.split(b"\n") if line.strip()][:_LINES_TO_JUDGE_BY]
    if not lines or lines[0].startswith(b"["):
        return False
    whole = sum(line.startswith(b"{") and line.endswith(b"}") for line in lines)
    return whole * 2 >= len(lines)


def _lines(stream: BinaryIO, reading: SourceReading) -> Iterator[FoundRecord]:
    number = 0
    while line := stream.readline(MAX_LINE):
        number += 1
        if len(line) == MAX_LINE and not line.endswith(b"\n"):
            while (rest := stream.readline(MAX_LINE)) and not rest.endswith(b"\n"):
                pass
            yield reading.rejected(f"longer than {MAX_LINE >> 20} MiB", number)
        elif line.strip():
            yield _line(line, number, reading)


def _line(line: bytes, number: int, reading: SourceReading) -> FoundRecord:
    try:
        value = json.loads(line.decode("utf-8"))
        # Most lines have neither escapes nor much nesting, and need no further check.
        if b"\\u" in line or line.count(b"[") + line.count(b"{") > MAX_DEPTH:
            value = checked_json(value)
    except UnicodeDecodeError as e:
        return reading.rejected(f"is not UTF-8 (byte {e.start + 1} of the line): convert the file to UTF-8", number)
    except json.JSONDecodeError as e:
        cut = not line.endswith(b"\n") and e.pos >= len(line.decode("utf-8").rstrip()) - 1
        why = "is cut off" if cut or ("Unterminated" in e.msg and not line.endswith(b"\n")) else "is not valid JSON"
        return reading.rejected(f"{why}: {e.msg.removesuffix(' at')} at column {e.colno}", number)
    except (ValueError, RecursionError):
        return reading.rejected("is JSON that cannot be read: nested too deeply, or with a number too long", number)
    return _record(value, number, reading, number)


def _record(value: Any, line: int | None, reading: SourceReading, number: int) -> FoundRecord:
    if not isinstance(value, Mapping):
        kind = type(value).__name__.replace("str", "text").replace("NoneType", "null")
        return reading.rejected(_at(line, number, f"is a JSON {kind} where an object is needed"), line)
    if value.get("id") in (None, "") and value.get("type") != "source":
        found = reading.case(value, line)
    else:
        try:
            record = parse_record(value)
        except CaseError as e:
            return reading.rejected(_at(line, number, str(e)), line, value.get("id"))
        if isinstance(record, Patch):
            record = Patch(record.id, dict(record.changes))
        found = reading.found(record, line)
    return found


def _at(line: int | None, number: int, reason: str) -> str:
    return reason if line else f"record {number}: {reason}"


def _too_large(reading: SourceReading, number: int) -> FoundRecord:
    return reading.rejected(f"record {number}: larger than {MAX_LINE >> 20} MiB or nested too deeply")
