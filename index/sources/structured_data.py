"""Finds reviews in JSON under any key, and in web pages as JSON-LD, microdata or RDFa."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from index.sources.html_page import HtmlPage
from index.sources.lenient_json import UnreadableError, json_values
from index.sources.records import MAX_DEPTH
from index.sources.schema_values import items, type_names, wording

_REFERENCES = frozenset(
    "author publisher creator sourceOrganization worksFor affiliation claimReviewed itemReviewed reviewRating "
    "appearance firstAppearance mainEntityOfPage".split()
)
_SCHEMA_ORG = ("http://schema.org/", "https://schema.org/")


@dataclass(frozen=True, slots=True)
class PageData:
    """The reviews of a web page, and (line, reason) for each part that mentions ClaimReview but could not be read."""

    reviews: list[Mapping[str, Any]] = field(default_factory=list)
    unreadable: list[tuple[int, str]] = field(default_factory=list)


def is_claim_review(item: Any) -> bool:
    """Whether a JSON value is an object of type ClaimReview, however its type is written."""
    return isinstance(item, Mapping) and "ClaimReview" in type_names(item)


def reviews_in(value: Any) -> Iterator[Mapping[str, Any]]:
    """Yield every ClaimReview within a JSON value, under any key; an outer one comes before those inside it."""
    waiting = [(value, 0)]
    while waiting:
        part, depth = waiting.pop()
        if is_claim_review(part):
            yield part
        if isinstance(part, str) and depth < MAX_DEPTH:
            waiting.extend((value, depth + 1) for value in _written_in(part))
        inner = part.values() if isinstance(part, Mapping) else part if isinstance(part, list) else ()
        if depth < MAX_DEPTH:
            waiting.extend((one, depth + 1) for one in reversed(list(inner)))


def _written_in(text: str) -> list[Any]:
    """The values of a text that is itself JSON (some scrapers store it so), if it mentions ClaimReview."""
    if "ClaimReview" not in text or text.lstrip()[:1] not in ("{", "["):
        return []
    try:
        return json_values(text)
    except UnreadableError:
        return []


def of_values(values: list[Any]) -> Iterator[Mapping[str, Any]]:
    """Yield the reviews in JSON values, with references by @id replaced by the objects that they refer to."""
    nodes = dict(_nodes(values))
    for review in reviews_in(values):
        yield _resolved(review, nodes)


def of_page(page: HtmlPage) -> PageData:
    """The reviews of a page. Microdata and RDFa count only for claims that no JSON-LD has."""
    values: list[Any] = []
    unreadable: list[tuple[int, str]] = []
    for line, script in page.json_ld():
        try:
            values += json_values(script)
        except UnreadableError as e:
            if "ClaimReview" in script:
                unreadable.append((line + e.line - 1, e.reason))
    reviews = list(of_values(values))
    known = {wording(review.get("claimReviewed")).casefold() for review in reviews}
    markup = page.markup()
    if "ClaimReview" in markup:
        for review in (*_microdata(markup), *_rdfa(markup, page.address())):
            claim = wording(review.get("claimReviewed")).casefold()
            if claim not in known:
                known.add(claim)
                reviews.append(review)
    return PageData(reviews, unreadable)


def _microdata(markup: str) -> Iterator[Mapping[str, Any]]:
    if "itemtype" not in markup:
        return
    from extruct.w3cmicrodata import MicrodataExtractor  # slow to load, and few pages have microdata

    try:
        found = [_of_microdata(item) for item in MicrodataExtractor().extract(markup)]
    except Exception:  # as in _rdfa
        return
    yield from reviews_in(found)


def _of_microdata(item: Any) -> Any:
    """Convert a microdata item to JSON-LD."""
    if isinstance(item, list):
        return [_of_microdata(part) for part in item]
    if not isinstance(item, Mapping):
        return item
    found = {key: _of_microdata(value) for key, value in item.get("properties", {}).items()}
    found["@type"] = item.get("type", [])
    return found | ({"@id": item["id"]} if item.get("id") else {})


def _rdfa(markup: str, address: str) -> Iterator[Mapping[str, Any]]:
    if "typeof" not in markup:
        return
    from extruct.rdfa import RDFaExtractor

    try:
        nodes = RDFaExtractor().extract(markup, base_url=address or "https://page.invalid/")
    except Exception:  # a broken attribute can make the parser raise anything
        return
    yield from of_values([_of_rdfa(node) for node in nodes])


def _of_rdfa(node: Mapping[str, Any]) -> dict[str, Any]:
    """A node of expanded JSON-LD, with the short names of schema.org's properties as keys."""
    found: dict[str, Any] = {}
    for key, value in node.items():
        name = next((key.removeprefix(start) for start in _SCHEMA_ORG if key.startswith(start)), key)
        found[name] = value
    return found


def _nodes(values: list[Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    waiting = [(value, 0) for value in values]
    while waiting:
        part, depth = waiting.pop()
        if isinstance(part, Mapping) and isinstance(part.get("@id"), str) and len(part) > 1:
            yield part["@id"], part
        inner = part.values() if isinstance(part, Mapping) else part if isinstance(part, list) else ()
        if depth < MAX_DEPTH:
            waiting.extend((one, depth + 1) for one in inner)


def _resolved(value: Mapping[str, Any], nodes: Mapping[str, Any], depth: int = 0) -> Mapping[str, Any]:
    if depth > 3:
        return value
    changed = {key: _referred(value[key], nodes, depth) for key in _REFERENCES & value.keys()}
    return {**value, **changed}


def _referred(value: Any, nodes: Mapping[str, Any], depth: int) -> Any:
    parts = []
    for part in items(value):
        if isinstance(part, Mapping):
            if part.keys() == {"@id"} and isinstance(part["@id"], str):
                part = nodes.get(part["@id"], part)
            part = _resolved(part, nodes, depth + 1)
        parts.append(part)
    return parts if isinstance(value, list) else parts[0] if parts else value
