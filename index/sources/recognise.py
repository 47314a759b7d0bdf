"""Which kind of source a file is, from its first 64 KiB."""

from __future__ import annotations

import json
import re
from pathlib import Path

from index.errors import NoRecordError
from index.sources import euvsdisinfo_csv, euvsdisinfo_page
from index.sources.document import Document
from index.sources.jsonl import is_lines

_CLAIM_REVIEW = re.compile(rb"ClaimReview|\"@graph\"|\"dataFeedElement\"|\"@context\"")
_KINDS = "JSON lines of cases, an EUvsDisinfo case page (HTML or text) or CSV, or ClaimReview JSON-LD"


def recognise(path: str | Path) -> str:
    """The format of a file. Raises NoRecordError saying what it looks like instead."""
    return format_of(Document(Path(path), str(path)))


def format_of(document: Document) -> str:
    """As `recognise`, reporting under the document's name."""
    head = document.head()
    if euvsdisinfo_page.looks_like_html(head):
        return _kind_of_page(document, head)
    start = head.lstrip()[:1]
    if start in (b"{", b"["):
        document.require_utf8(head)
        return _kind_of_json(document, head)
    if euvsdisinfo_csv.looks_like(head):
        return "euvsdisinfo-csv"
    if euvsdisinfo_page.looks_like_case_text(head):
        return "euvsdisinfo-page"
    document.require_utf8(head)
    raise NoRecordError(f"{document.name}: {_likeness(head)}. A source is {_KINDS}; --format says which")


def _kind_of_json(document: Document, head: bytes) -> str:
    outside = _outside_case_texts(head)
    if _CLAIM_REVIEW.search(outside):
        return "claimreview"
    # reviews may begin far into a file that is no list of cases
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
        f"{document.name}: is a web page{called}, but no EUvsDisinfo case page "
        "(no .b-report__summary, no .report-summary-text), and holds no ClaimReview"
    )


def _outside_case_texts(head: bytes) -> bytes:
    """The head, or its first line's keys where that is a case: a case's text may well speak of ClaimReview."""
    try:
        first = json.loads(head.lstrip().split(b"\n", 1)[0])
    except (ValueError, RecursionError):
        return head
    if isinstance(first, dict) and first.get("@type") is None and ("source" in first or "id" in first):
        return b""
    return head


def _likeness(head: bytes) -> str:
    first = (head.strip().splitlines() or [b""])[0].decode("utf-8", "replace")[:200]
    if any(first.count(delimiter) >= 2 for delimiter in ";,\t"):
        columns = ", ".join(name.strip(' "')[:30] for name in re.split(r"[;,\t]", first)[:12])
        return f"looks like a CSV with columns of no known layout ({columns})"
    return "is a text of no known kind"
