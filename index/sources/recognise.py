"""Recognises the format of a source file."""

from __future__ import annotations

import json
import re
from pathlib import Path

from index.errors import NoRecordError
from index.sources import euvsdisinfo_api, euvsdisinfo_csv, euvsdisinfo_page
from index.sources.columns import unknown
from index.sources.document import Document
from index.sources.jsonl import is_lines
from index.sources.records import ColumnsOf
from index.sources.tables import header_of, is_spreadsheet

_CLAIM_REVIEW = re.compile(rb"ClaimReview|\"@graph\"|\"dataFeedElement\"|\"@context\"")
_GOOGLE = re.compile(rb"\"claimReview\"\s*:\s*\[")
_TYPED = re.compile(rb"\"@?type\"\s*:\s*\[?\s*\"[^\"]*ClaimReview\"")
_KINDS = (
    "JSON lines of cases, an EUvsDisinfo case page (HTML or text), table or API dump, ClaimReview, a reply of Google's "
    "Fact Check Tools, or any table (CSV, .xlsx) with --column"
)


def recognise(path: str | Path) -> str:
    """The format of a file. Raises NoRecordError, which says what the file looks like, if it is none of them."""
    return format_of(Document(Path(path), str(path)))


def format_of(document: Document, columns_of: ColumnsOf | None = None) -> str:
    """The same as `recognise`, for a document. `columns_of` gives the columns that were named for a table."""
    if is_spreadsheet(document):
        return _kind_of_table(document, columns_of, "spreadsheet")
    head = document.head()
    if euvsdisinfo_page.looks_like_html(head):
        return _kind_of_page(document, head)
    start = head.lstrip()[:1]
    if start in (b"{", b"["):
        document.require_utf8(head)
        return _kind_of_json(document, head)
    names = header_of(document)
    if (columns_of is not None and columns_of(names)) or euvsdisinfo_csv.looks_like(names):
        return _kind_of_table(document, columns_of, "CSV")
    if euvsdisinfo_page.looks_like_case_text(head):
        return "euvsdisinfo-page"
    document.require_utf8(head)
    if len(header_of(document)) > 2:
        return _kind_of_table(document, columns_of, "CSV")
    raise NoRecordError(f"{document.name}: is a text of no known kind. A source is {_KINDS}; name it with --format")


def _kind_of_table(document: Document, columns_of: ColumnsOf | None, kind: str) -> str:
    """The format of a table whose columns were named, or that has a known layout. Raises UnknownColumnsError."""
    header = header_of(document)
    if columns_of is not None and columns_of(header):
        return "table"
    if euvsdisinfo_csv.looks_like(header):
        return "euvsdisinfo-csv"
    raise unknown(document, header, kind)


def _kind_of_json(document: Document, head: bytes) -> str:
    outside = _outside_case_texts(head)
    if euvsdisinfo_api.looks_like(outside):
        return "euvsdisinfo-api"
    if _GOOGLE.search(outside) and not _TYPED.search(outside):
        return "google-claims"
    if _CLAIM_REVIEW.search(outside):
        return "claimreview"
    # reviews may begin far into a file that is not a list of cases
    return "claimreview" if outside and not is_lines(head) and _holds(document, b"ClaimReview") else "jsonl"


def _holds(document: Document, words: bytes) -> bool:
    kept = b""
    with document.open() as stream:
        while chunk := stream.read(1 << 20):
            if words in kept + chunk:
                return True
            kept = chunk[-len(words) :]
    return False


def _kind_of_page(document: Document, head: bytes) -> str:
    data = document.whole()
    if euvsdisinfo_page.looks_like_case_html(data):
        return "euvsdisinfo-page"
    if b"ClaimReview" in data:
        return "claimreview"
    document.require_utf8(head)
    title = re.search(rb"<title[^>]*>([^<]{1,80})", data, re.IGNORECASE)
    called = f" ({' '.join(title[1].decode('utf-8', 'replace').split())!r})" if title else ""
    raise NoRecordError(
        f"{document.name}: is a web page{called}, but not an EUvsDisinfo case page (it has no .b-report__summary and "
        "no .report-summary-text), and it holds no ClaimReview"
    )


def _outside_case_texts(head: bytes) -> bytes:
    """The head, or b"" if its first line is a case, because a case's text may well mention ClaimReview."""
    try:
        first = json.loads(head.lstrip().split(b"\n", 1)[0])
    except (ValueError, RecursionError):
        return head
    if isinstance(first, dict) and first.get("@type") is None and ("source" in first or "id" in first):
        return b""
    return head
