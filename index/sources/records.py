"""The records that reading a source yields, and the ids of cases that come without one."""

from __future__ import annotations

import hashlib
import json
import logging
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from index.case import Case, Patch, SourceRecord
from index.errors import CaseError, RejoinderError

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Rejected:
    """A record that was left out. It begins on `line`, which counts from 1; None if lines mean nothing."""

    source: str
    line: int | None
    reason: str
    id: str | None = None

    def __str__(self) -> str:
        return f"{self.source}{f':{self.line}' if self.line else ''}: {self.reason}"


@dataclass(frozen=True, slots=True)
class Remark:
    """A remark about a record that was kept, such as a date that could not be read."""

    source: str
    line: int | None
    reason: str
    kind: str = ""  # the kind that the remark is counted under: "date", "language", "address", ...

    def __str__(self) -> str:
        return f"{self.source}{f':{self.line}' if self.line else ''}: {self.reason}"


Record = Case | SourceRecord | Patch | Rejected
OnRemark = Callable[[Remark], None]
ColumnsOf = Callable[[Sequence[str]], Mapping[str, str] | None]


class FoundRecord(NamedTuple):
    """A record, and where it was found. For a case on a web page, `page_language` is what the page declares."""

    record: Record
    source: str
    line: int | None
    page_language: str = ""
    id_made: bool = False  # whether the case came without an id of its own
    origin: str = ""  # the source as the caller named it; `source` may be a file in it


class SourceReading:
    """The state of reading one file: its name in reports, whom to tell remarks, and the ids made so far."""

    def __init__(self, name: str, on_remark: OnRemark | None = None, columns_of: ColumnsOf | None = None) -> None:
        """`columns_of` maps a table's column names to {field: column}, or to None if nobody has named them."""
        self.name = name
        self.columns_of: ColumnsOf = columns_of or (lambda _: None)
        self._on_remark = on_remark
        self._made: dict[str, bytes] = {}

    def remark(self, reason: str, line: int | None = None, kind: str = "") -> None:
        """Report a remark about a record that is kept; without a listener, it goes to the log."""
        remark = Remark(self.name, line, reason, kind)
        if self._on_remark is not None:
            self._on_remark(remark)
        else:
            log.info("%s", remark)

    def found(self, record: Record, line: int | None = None) -> FoundRecord:
        return FoundRecord(record, self.name, line)

    def rejected(self, reason: str, line: int | None = None, case_id: object = None) -> FoundRecord:
        known = case_id if isinstance(case_id, str) else None
        return self.found(Rejected(self.name, line, reason, known), line)

    def publisher(self, **fields: Any) -> Iterator[FoundRecord]:
        """Yield a publisher's record that a source's cases give. If it is invalid, it is rejected without its cases."""
        try:
            yield self.found(SourceRecord.from_dict({**fields, "from_case_page": True}))
        except CaseError as e:
            yield self.rejected(f"the publisher {fields.get('source')} is not described: {e}")

    def alone(self, found: Iterator[FoundRecord], record: str, line: int | None = None) -> Iterator[FoundRecord]:
        """Yield what one record of the source gives. An error rejects only this record."""
        try:
            yield from found
        except CaseError as e:
            yield self.rejected(f"{record}: {e}", line)
        except (RejoinderError, OSError, MemoryError):
            raise
        except Exception as e:
            yield self.rejected(f"{record}: {unforeseen(e)}", line)

    def case(self, fields: Mapping[str, Any], line: int | None = None) -> FoundRecord:
        """The case with these fields, and with a made id if it has none; Rejected if the fields are invalid."""
        has_id = fields.get("id") not in (None, "")
        try:
            case = Case.from_dict(fields if has_id else {**fields, "id": made_id(fields)})
        except CaseError as e:
            return self.rejected(str(e), line, fields.get("id"))
        return self.found(case, line) if has_id else self.found(self._distinguish(case), line)._replace(id_made=True)

    def _distinguish(self, case: Case) -> Case:
        """Extend the id of a case if another, different case of the file has the same made id."""
        digest = hashlib.sha256(case.to_json().encode("utf-8", "replace")).digest()[:16]
        first = self._made.setdefault(case.id, digest)
        return case if first == digest else case.model_copy(update={"id": f"{case.id}-{digest.hex()[:8]}"})


def unforeseen(error: Exception) -> str:
    """The reason for rejecting a record that the program failed on. It leaves out the error's own text, which may quote
    the record."""
    return f"cannot be read, which is a defect of Rejoinder ({type(error).__name__}): please report it with the record"


def made_id(fields: Mapping[str, Any]) -> str:
    """An id `<source>-<16 hex digits>`, made of the title, the address (or the first article's), date and summary.

    It is the same on every import, whatever the spacing or Unicode normal form, and even if other fields change.
    """
    articles = fields.get("articles")
    first = articles[0] if isinstance(articles, list | tuple) and articles else None
    article = fields.get("url") or (first.get("url") if isinstance(first, Mapping) else "")
    parts = (fields.get("title"), article, fields.get("published"), fields.get("summary"))
    texts = [" ".join(unicodedata.normalize("NFC", str(part or "")).split()) for part in parts]
    digest = hashlib.sha256(json.dumps(texts).encode()).hexdigest()[:16]
    publisher = re.sub(r"[^A-Za-z0-9_.-]", "-", str(fields.get("source") or "case"))[:100].lstrip(".-") or "case"
    return f"{publisher}-{digest}"


MAX_DEPTH = 64  # most levels of nesting in a record's unknown keys; far below what serialisers and the stack can take


def checked_json(value: Any) -> Any:
    """Replace lone surrogates in a decoded JSON value with U+FFFD, because UTF-8 cannot store them.

    Raises ValueError if the value is nested more than MAX_DEPTH deep.
    """
    level = [value]
    for _ in range(MAX_DEPTH):
        inner = [item.values() if isinstance(item, dict) else item for item in level if isinstance(item, dict | list)]
        level = [item for items in inner for item in items]
        if not level:
            return _without_lone_surrogates(value)
    raise ValueError("nested too deeply")


def _without_lone_surrogates(value: Any) -> Any:
    if isinstance(value, str):
        return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if isinstance(value, list):
        return [_without_lone_surrogates(item) for item in value]
    if isinstance(value, dict):
        return {_without_lone_surrogates(key): _without_lone_surrogates(item) for key, item in value.items()}
    return value
