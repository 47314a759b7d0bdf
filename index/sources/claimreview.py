"""ClaimReview (schema.org) as any fact-checker publishes it: one, a list, an @graph, a DataFeed, or within a web page.

A feed of any size is read as a stream. The publisher's key is the host of the review's address without www.
(`politifact.com`), because names change and repeat where hosts do not; EUvsDisinfo's is `euvsdisinfo`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from index.case import Case, Rating, SourceRecord
from index.errors import CaseError, SourceError
from index.languages import language_code
from index.sources.dates import iso_date
from index.sources.document import Document
from index.sources.euvsdisinfo_page import looks_like_html
from index.sources.html_page import HtmlPage
from index.sources.json_stream import TooLarge, values
from index.sources.ratings import verdict_of_rating, verdict_of_text
from index.sources.records import Found, Reading, checked_json
from index.urls import host_of

# What schema.org has no place for is carried under this key, so that a case comes back as it went out.
CASE_KEY = "rejoinder:case"
ID_PROPERTY = "rejoinder:id"
_CONTAINERS = frozenset(("@graph", "dataFeedElement", "item", "itemListElement", "hasPart", "mainEntity", "review"))
_PUBLISHERS = {"euvsdisinfo.eu": "euvsdisinfo"}
_MOST_ARTICLES = 1000


def read(document: Document, reading: Reading) -> Iterator[Found]:
    """Every ClaimReview, and the publisher's record before its first. SourceError when there is none, or no JSON."""
    head = document.head()
    objects = _in_page(document) if looks_like_html(head) else _in_json(document, head)
    publishers: set[str] = set()
    number = 0
    for item in objects:
        if isinstance(item, TooLarge):
            number += 1
            yield reading.rejected(f"review {number}: larger than 16 MiB or nested too deeply")
            continue
        if not is_claim_review(item):
            continue
        number += 1
        yield from _review(item, number, publishers, reading)
    if not number:
        raise SourceError(f"{document.name}: holds no ClaimReview")


def is_claim_review(item: Any) -> bool:
    """Whether a JSON value is an object of type ClaimReview, however its type is written."""
    types = item.get("@type", item.get("type")) if isinstance(item, Mapping) else None
    names = types if isinstance(types, list) else [types]
    return any(isinstance(name, str) and re.split(r"[/:#]", name)[-1] == "ClaimReview" for name in names)


def _in_json(document: Document, head: bytes) -> Iterator[Any]:
    document.require_utf8(head)
    return values(document, _CONTAINERS)


def _in_page(document: Document) -> Iterator[Any]:
    page = HtmlPage.parse(document)
    for text in page.json_ld():
        try:
            # Newlines within strings are an error that many sites make and every consumer forgives.
            value = checked_json(json.loads(text, strict=False))
        except (ValueError, RecursionError):
            continue
        yield from _unpacked(value, 0)


def _unpacked(value: Any, depth: int) -> Iterator[Any]:
    if isinstance(value, list):
        for item in value:
            yield from _unpacked(item, depth + 1) if depth < 16 else ()
    elif isinstance(value, Mapping):
        yield value
        for key in _CONTAINERS & value.keys() if depth < 16 else ():
            yield from _unpacked(value[key], depth + 1)


def _review(item: Mapping[str, Any], number: int, publishers: set[str], reading: Reading) -> Iterator[Found]:
    problems: list[str] = []
    try:
        fields = case_fields(item, problems)
    except (CaseError, RecursionError) as e:
        yield reading.rejected(f"review {number}: {e or 'is nested too deeply'}")
        return
    for problem in problems:
        reading.remark(f"review {number}: {problem}")
    found = reading.case(fields)
    if not isinstance(found.record, Case):
        yield reading.rejected(f"review {number}: {getattr(found.record, 'reason', '')}", None, fields.get("id"))
        return
    key = found.record.source
    if key not in publishers:
        publishers.add(key)
        yield from _publisher(item, key, reading)
    shown = _shown_disclaimer(item)
    if shown not in ("", found.record.disclaimer) and f"{key} disclaimer" not in publishers:
        publishers.add(f"{key} disclaimer")
        yield reading.found(SourceRecord(source=key, disclaimer=shown, from_case_page=True))
    yield found


def _publisher(item: Mapping[str, Any], key: str, reading: Reading) -> Iterator[Found]:
    author = _object(item.get("author")) or _object(item.get("publisher"))
    name, address = _text(author.get("name")), _address(author.get("url"))
    if name:
        yield reading.found(SourceRecord(source=key, name=name[:200], url=address, from_case_page=True))


def _shown_disclaimer(item: Mapping[str, Any]) -> str:
    """What is shown beside a review that this program wrote; elsewhere usageInfo can be anything."""
    if _object(item.get("identifier")).get("propertyID") != ID_PROPERTY:
        return ""
    return _text(_object(item.get("usageInfo")).get("text"))


def case_fields(item: Mapping[str, Any], problems: list[str]) -> dict[str, Any]:
    """The fields of the case a ClaimReview describes; what cannot be read is left out and told in `problems`.

    Raises CaseError when no claim is named.
    """
    fields = standard_fields(item, problems)
    carried = item.get(CASE_KEY)
    if isinstance(carried, Mapping):
        fields |= carried
        fields = {key: value for key, value in fields.items() if value is not None}
    if not _text(fields.get("title")):
        raise CaseError("names no claim: claimReviewed is missing or empty")
    return fields


def standard_fields(item: Mapping[str, Any], problems: list[str]) -> dict[str, Any]:
    """What schema.org's own properties say, as the fields of a case; `title` may be empty."""
    claim = _object(item.get("itemReviewed"))
    claimed_text = _line(item.get("claimReviewed"))
    claim_name, claim_text = _line(claim.get("name")), _text(claim.get("text"))
    title = claimed_text or claim_name or " ".join(claim_text.split())
    address = _address(item.get("url")) or _address(item.get("@id"))
    rating = _rating(item.get("reviewRating"))
    response = next((t for t in map(_text, map(item.get, ("reviewBody", "description", "headline", "name"))) if t), "")
    fields = {
        "source": _publisher_key(item, address),
        "title": title,
        "summary": claim_text if " ".join(claim_text.split()) != title else "",
        "response": response if " ".join(response.split()) != title else "",
        "url": address,
        "published": _date(item.get("datePublished"), problems),
        "lang": _language(item.get("inLanguage")) or "en",
        "verdict": _verdict(rating),
        "rating": rating,
        "claimant": _name(claim.get("author")),
        "claimed": _date(claim.get("datePublished"), problems),
        "languages": _languages(claim.get("inLanguage")),
        "keywords": _keywords(item.get("keywords")),
        "articles": _articles(item, claim, address),
    }
    case_id = _own_id(item.get("identifier"))
    if case_id:
        fields["id"] = case_id
    return {key: value for key, value in fields.items() if value not in ("", None, [], {})}


def _publisher_key(item: Mapping[str, Any], address: str) -> str:
    author = _object(item.get("author")) or _object(item.get("publisher"))
    host = host_of(address) or host_of(_address(author.get("url")) or _address(author.get("@id")))
    if host:
        return _PUBLISHERS.get(host, re.sub(r"[^A-Za-z0-9_.-]", "-", host).lstrip(".-")[:200] or "claimreview")
    slug = re.sub(r"[^a-z0-9]+", "-", _text(author.get("name")).lower()).strip("-")
    return slug[:200] or "claimreview"


def _verdict(rating: Mapping[str, Any]) -> str:
    if not rating:
        return "unproven"
    try:
        return verdict_of_rating(Rating.from_dict(rating))
    except CaseError:
        return "unproven"


def _rating(value: Any) -> dict[str, Any]:
    """{text, value, best, worst}, each where given; a word in ratingValue is a text."""
    rating = _object(value)
    text = next((t for t in map(_text, map(rating.get, ("alternateName", "name", "description"))) if t), "")
    if not rating and isinstance(value, str):
        text = value
    given = rating.get("ratingValue")
    if not text and isinstance(given, str) and _number(given) is None and verdict_of_text(given):
        text = given
    best, worst = _number(rating.get("bestRating")), _number(rating.get("worstRating"))
    read = {"text": text or None, "value": _number(given), "best": best, "worst": worst}
    return {key: part for key, part in read.items() if part is not None}


def _articles(item: Mapping[str, Any], claim: Mapping[str, Any], own: str) -> list[dict[str, str]]:
    """Where the claim was made: appearance and firstAppearance of the claim or, as many write it, of the review.

    The address of an itemReviewed that is itself a work counts too, unless it is the publisher's own page.
    """
    keys = ("firstAppearance", "appearance")
    given = [part for holder in (claim, item) for key in keys for part in _list(holder.get(key))]
    articles: dict[str, dict[str, str]] = {}
    for part in given[:_MOST_ARTICLES]:
        article = _article(part)
        if article:
            key = article.get("url") or article.get("archived_url") or ""
            articles[key] = articles.get(key, {}) | article
    work = _address(claim.get("url"))
    types = _list(claim.get("@type"))
    if work and types and "Claim" not in types and work not in articles and host_of(work) != host_of(own):
        articles[work] = {"url": work}
    return list(articles.values())


def _article(part: Any) -> dict[str, str]:
    if isinstance(part, str):
        return {"url": part.strip()} if host_of(part) else {}
    work = _object(part)
    address = next((a for a in (_address(work.get(key)) for key in ("url", "@id", "sameAs")) if host_of(a)), "")
    article = {
        "url": address,
        "archived_url": _address(work.get("archivedAt")),
        "outlet": _name(work.get("publisher")) or _name(work.get("author")),
        "language": _language(work.get("inLanguage")),
        "excerpt": _text(work.get("text")),
    }
    article = {key: value for key, value in article.items() if value}
    return article if "url" in article or "archived_url" in article else {}


def _own_id(identifier: Any) -> str:
    for part in map(_object, _list(identifier)):
        if part.get("propertyID") == ID_PROPERTY:
            return _text(part.get("value"))
    return ""


def _date(value: Any, problems: list[str]) -> str:
    text = _text(value)
    try:
        return iso_date(text)
    except ValueError as e:
        problems.append(f"{e}; the case is kept without it")
        return ""


def _language(value: Any) -> str:
    """The tag of the first language given; a Language object is read by its alternateName, then its name."""
    part = next(iter(_list(value)), None)
    known = _object(part)
    names = [part] if isinstance(part, str) else [known.get("alternateName"), known.get("name")]
    return next((code for name in names if isinstance(name, str) and (code := language_code(name))), "")


def _languages(value: Any) -> list[str]:
    return list(dict.fromkeys(code for part in _list(value) if (code := _language(part))))


def _keywords(value: Any) -> list[str]:
    parts = value.split(",") if isinstance(value, str) else map(_name, _list(value))
    return list(dict.fromkeys(part for part in map(str.strip, parts) if part))


def _name(value: Any) -> str:
    """A person's, organisation's or term's name, given as text, object, or list of either."""
    part = next(iter(_list(value)), None)
    return _line(part) if isinstance(part, str) else _line(_object(part).get("name"))


def _address(value: Any) -> str:
    part = next(iter(_list(value)), None)
    return part.strip() if isinstance(part, str) else _text(_object(part).get("@id") or _object(part).get("url"))


def _number(value: Any) -> float | None:
    if isinstance(value, str) and re.fullmatch(r"\s*-?\d{1,9}([.,]\d{1,9})?\s*", value, re.ASCII):
        value = float(value.replace(",", "."))
    if isinstance(value, bool) or not isinstance(value, int | float) or not abs(value) < 1e9:
        return None
    return value


def _line(value: Any) -> str:
    return " ".join(_text(value).split())


def _text(value: Any) -> str:
    """A text, whether given plainly, as {"@value": ...}, as a number, or as the first of a list."""
    if isinstance(value, list):
        value = value[0] if value else ""
    if isinstance(value, Mapping):
        value = value.get("@value", "")
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    return str(value).strip() if not isinstance(value, int) or abs(value) < 10**18 else ""


def _object(value: Any) -> Mapping[str, Any]:
    if isinstance(value, list):
        value = next((part for part in value if isinstance(part, Mapping)), None)
    return value if isinstance(value, Mapping) else {}


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]
