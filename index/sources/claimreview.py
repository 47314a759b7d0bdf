"""Reads ClaimReview (schema.org) from JSON of any layout, from JSON lines, and from web pages.

A large feed is read as a stream. The key of a publisher is the host of the review's address without www.
(`politifact.com`), because names change and are not unique; EUvsDisinfo's key is `euvsdisinfo`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from index.case import Case
from index.errors import CaseError, NoRecordError
from index.sources.claimreview_case import ID_PROPERTY, ReviewPage, case_fields, one_claim_each, orders_of
from index.sources.document import Document
from index.sources.euvsdisinfo_page import looks_like_html
from index.sources.html_page import HtmlPage
from index.sources.json_stream import TooLarge, found_in
from index.sources.jsonl import is_lines
from index.sources.lenient_json import UnreadableError, json_values
from index.sources.publishers import publisher_of
from index.sources.records import FoundRecord, SourceReading
from index.sources.schema_values import first_object, text
from index.sources.structured_data import is_claim_review, of_page, of_values

__all__ = ["case_fields", "is_claim_review", "read"]

_WHOLE = 1024 * 1024  # bytes; a file up to this size is read as a whole, so that its parts can refer to each other


def read(document: Document, reading: SourceReading) -> Iterator[FoundRecord]:
    """Yield every ClaimReview, and each publisher's record before its first review.

    Raises NoRecordError if there is none, and SourceError if the file is cut off or is not JSON.
    """
    reviews = _Reviews(document, reading)
    head = document.head()
    if looks_like_html(head):
        yield from reviews.of_page()
    else:
        document.require_utf8(head)
        yield from reviews.of_lines() if is_lines(head) else reviews.of_json()
    if not reviews.number:
        raise NoRecordError(f"{document.name}: {reviews.unreadable or 'holds no ClaimReview'}")


class _Reviews:
    """The reviews of one document as records. `unreadable` says why a part of it could not be read, "" if all could."""

    def __init__(self, document: Document, reading: SourceReading) -> None:
        self.number = 0
        self.unreadable = ""
        self._document = document
        self._reading = reading
        self._page = ReviewPage()
        self._named: set[str] = set()
        self._disclaimed: set[str] = set()

    def of_page(self) -> Iterator[FoundRecord]:
        page = HtmlPage.parse(self._document)
        self._page = ReviewPage(page.address() or self._document.url, page.language(), page.meta("og:site_name"))
        data = of_page(page)
        for line, reason in data.unreadable:
            message = f"its JSON-LD cannot be read: line {line}: {reason}"
            if data.reviews:
                yield self._reading.rejected(message, line)
            self.unreadable = self.unreadable or message
        self._page = replace(self._page, orders=orders_of(data.reviews, self._page))
        for review in data.reviews:
            yield from self._review(review)

    def of_lines(self) -> Iterator[FoundRecord]:
        with self._document.open() as stream:
            for number, line in enumerate(stream, 1):
                if not line.strip():
                    continue
                try:
                    values = json_values(line.decode("utf-8"))
                except UnicodeDecodeError:
                    yield self._reading.rejected("is not UTF-8: convert the file to UTF-8", number)
                except UnreadableError as e:
                    yield self._reading.rejected(f"is not valid JSON: {e.reason}", number)
                    self.unreadable = self.unreadable or f"line {number} is not valid JSON: {e.reason}"
                else:
                    for review in of_values(values):
                        yield from self._review(review, number)

    def of_json(self) -> Iterator[FoundRecord]:
        """Read a small file as a whole, tolerating common mistakes, and a large or broken one as far as possible."""
        try:
            with self._document.open() as stream:
                data = stream.read(_WHOLE + 1)
            values = json_values(data.decode("utf-8")) if len(data) <= _WHOLE else None
        except (UnicodeDecodeError, UnreadableError):
            values = None
        found: Iterable[Any] = found_in(self._document, is_claim_review)
        if values is not None:
            found = list(of_values(values))
            self._page = replace(self._page, orders=orders_of(found, self._page))
        for item in found:
            if isinstance(item, TooLarge):
                self.number += 1
                yield self._reading.rejected(f"review {self.number}: larger than 16 MiB or nested too deeply")
            else:
                yield from self._review(item)

    def _review(self, item: Mapping[str, Any], line: int | None = None) -> Iterator[FoundRecord]:
        self.number += 1
        found = (found for one in one_claim_each(item) for found in self._case(one, line))
        yield from self._reading.alone(found, f"review {self.number}", line)

    def _case(self, item: Mapping[str, Any], line: int | None) -> Iterator[FoundRecord]:
        problems: list[tuple[str, str]] = []
        reading, number = self._reading, self.number
        try:
            fields = case_fields(item, problems, self._page)
        except (CaseError, RecursionError) as e:
            yield reading.rejected(f"review {number}: {e or 'is nested too deeply'}", line)
            return
        for problem, kind in problems:
            reading.remark(f"review {number}: {problem}", line, kind)
        found = reading.case(fields, line)
        if not isinstance(found.record, Case):
            yield reading.rejected(f"review {number}: {getattr(found.record, 'reason', '')}", line, fields.get("id"))
            return
        yield from self._publisher(item, found.record)
        yield found._replace(page_language=self._page.language)

    def _publisher(self, item: Mapping[str, Any], case: Case) -> Iterator[FoundRecord]:
        """The publisher's record, when a review names it for the first time, or first gives a disclaimer for it."""
        key = case.source
        publisher = publisher_of(item, case.url, self._page.address or case.url, self._page.site_name)
        if key not in self._named and publisher.name:
            self._named.add(key)
            yield from self._reading.publisher(source=key, name=publisher.name, url=publisher.url)
        shown = _shown_disclaimer(item)
        if shown not in ("", case.disclaimer) and key not in self._disclaimed:
            self._disclaimed.add(key)
            yield from self._reading.publisher(source=key, disclaimer=shown)


def _shown_disclaimer(item: Mapping[str, Any]) -> str:
    """The disclaimer in a review that this program wrote; in other reviews, usageInfo can be anything."""
    if first_object(item.get("identifier")).get("propertyID") != ID_PROPERTY:
        return ""
    return text(first_object(item.get("usageInfo")).get("text"))
