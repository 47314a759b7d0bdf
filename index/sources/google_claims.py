"""Reads saved replies of Google's Fact Check Tools (`claims:search`): one, several in a list, or as JSON lines."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from index.case import Case
from index.errors import NoRecordError
from index.ratings.verdicts import verdict_of_rating
from index.record_types import Rating
from index.sources.addresses import absolute
from index.sources.document import Document
from index.sources.fields import kept_date
from index.sources.json_stream import TooLarge, found_in
from index.sources.publishers import UNKNOWN, key_of_host
from index.sources.records import FoundRecord, SourceReading
from index.sources.schema_values import language, objects, one_line, text
from index.urls import host_of


def read(document: Document, reading: SourceReading) -> Iterator[FoundRecord]:
    """Yield every review of every claim as a case. Raises NoRecordError if there is none."""
    document.require_utf8(document.head())
    number = 0
    named: set[str] = set()
    for claim in found_in(document, is_claim):
        number += 1
        if isinstance(claim, TooLarge):
            yield reading.rejected(f"claim {number}: larger than 16 MiB or nested too deeply")
            continue
        for review in objects(claim.get("claimReview")):
            yield from reading.alone(_review(claim, review, number, reading, named), f"claim {number}")
    if not number:
        raise NoRecordError(f"{document.name}: holds no claim with a claimReview")


def is_claim(item: Any) -> bool:
    """Whether a JSON value is a claim as that API returns it."""
    return (
        isinstance(item, Mapping)
        and isinstance(item.get("claimReview"), list)
        and ("text" in item or any("textualRating" in review for review in objects(item["claimReview"])))
    )


def _review(
    claim: Mapping[str, Any], review: Mapping[str, Any], number: int, reading: SourceReading, named: set[str]
) -> Iterator[FoundRecord]:
    publisher = next(iter(objects(review.get("publisher"))), {})
    site = one_line(publisher.get("site"))
    url = absolute(one_line(review.get("url")), absolute(site))
    rating = {"text": one_line(review.get("textualRating"))}
    name = one_line(publisher.get("name"))
    title, heading = one_line(claim.get("text")), text(review.get("title"))
    fields = {
        "source": key_of_host(host_of(url) or host_of(site)) or UNKNOWN,
        "title": title or heading,
        "response": heading if heading != title else "",
        "url": url,
        "published": kept_date(review.get("reviewDate"), f"claim {number}", reading.remark),
        "lang": language(review.get("languageCode")),
        "verdict": verdict_of_rating(Rating.from_dict(rating), [name]) if rating["text"] else "unproven",
        "rating": rating if rating["text"] else None,
        "claimant": one_line(claim.get("claimant")),
        "claimed": kept_date(claim.get("claimDate"), f"claim {number}", reading.remark),
        "disclaimer": text(review.get("disclaimer")),
    }
    found = reading.case({key: value for key, value in fields.items() if value not in ("", None)})
    if not isinstance(found.record, Case):
        yield reading.rejected(f"claim {number}: {getattr(found.record, 'reason', '')}")
        return
    if not url:
        reading.remark(f"claim {number}: has no address: its notices will have no link", None, "address")
    key = found.record.source
    if name and key not in named:
        named.add(key)
        home = absolute(site) or (f"https://{host_of(url)}/" if url else "")
        yield from reading.publisher(source=key, name=name[:200], url=home)
    yield found
