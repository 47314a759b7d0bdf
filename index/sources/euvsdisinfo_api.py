"""Reads dumps of EUvsDisinfo's API (JSON-LD with Hydra): one file with claims, claim reviews and what they refer to.

A claim has the texts of a case's claim, and a claim review its debunk. They refer to each other, and to articles,
outlets, keywords, languages and countries, by `@id`. A dump of several collections or pages is one JSON value, or JSON
lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from index.case import Case
from index.errors import NoRecordError, SourceError
from index.sources.document import Document
from index.sources.euvsdisinfo_csv import SOURCE, address_slug
from index.sources.fields import kept_date, language_fields
from index.sources.lenient_json import UnreadableError, json_values
from index.sources.records import MAX_DEPTH, FoundRecord, SourceReading
from index.sources.schema_values import address, first_object, items, language, one_line, text, type_names

MAX_BYTES = 256 * 1024 * 1024
_BASE = "https://euvsdisinfo.eu/"
_HYDRA = re.compile(rb"hydra:member|hydra:Collection|\"@id\"\s*:\s*\"/?claim_reviews?/|/contexts/ClaimReview")
_CLAIMS = re.compile(rb"claim_reviews?\b|claims/|ClaimReview|itemReviewed")
_PLACES = ("contentLocations", "contentLocation", "countries", "spatialCoverage")
_APPEARANCES = ("firstAppearances", "firstAppearance", "appearances", "appearance")

Node = Mapping[str, Any]


def looks_like(head: bytes) -> bool:
    """Whether a file's head looks like such a dump: it has Hydra collections and mentions claims."""
    return _HYDRA.search(head) is not None and _CLAIMS.search(head) is not None


def read(document: Document, reading: SourceReading) -> Iterator[FoundRecord]:
    """Yield every claim review with its claim. Raises NoRecordError if there is none."""
    document.require_utf8(document.head())
    nodes = _nodes(document)
    reviews = [node for node in nodes.values() if _is(node, "ClaimReview", "claim_reviews")]
    if not reviews:
        claims = sum(_is(node, "Claim", "claims") for node in nodes.values())
        raise NoRecordError(
            f"{document.name}: is a dump of EUvsDisinfo's API with {claims} claims and no claim review, but a case "
            "needs its debunk. Put claims and claim_reviews into one file, and import that"
        )
    named: set[str] = set()
    for number, review in enumerate(reviews, 1):
        yield from reading.alone(_review(review, nodes, number, reading, named), f"claim review {number}")


def _review(
    review: Node, nodes: Mapping[str, Node], number: int, reading: SourceReading, named: set[str]
) -> Iterator[FoundRecord]:
    found = reading.case(_case(review, nodes, number, reading))
    if not isinstance(found.record, Case):
        yield reading.rejected(f"claim review {number}: {getattr(found.record, 'reason', '')}")
        return
    if SOURCE not in named:
        named.add(SOURCE)
        yield from reading.publisher(source=SOURCE, name="EUvsDisinfo", url=_BASE)
    yield found


def _nodes(document: Document) -> dict[str, Node]:
    """All objects with an `@id`. Objects with the same `@id` are merged."""
    with document.open() as stream:
        data = stream.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise SourceError(f"{document.name}: is larger than {MAX_BYTES >> 20} MiB: split it by pages of claim_reviews")
    try:
        waiting: list[tuple[Any, int]] = [(value, 0) for value in json_values(data.decode("utf-8", "replace"))]
    except UnreadableError as e:
        raise SourceError(f"{document.name}: is not valid JSON: {e}") from None
    nodes: dict[str, Node] = {}
    while waiting:
        part, depth = waiting.pop()
        if isinstance(part, Mapping) and isinstance(part.get("@id"), str) and len(part) > 1:
            nodes[part["@id"]] = {**part, **nodes.get(part["@id"], {})}
        inner = part.values() if isinstance(part, Mapping) else part if isinstance(part, list) else ()
        if depth < MAX_DEPTH:
            waiting.extend((one, depth + 1) for one in inner)
    return dict(sorted(nodes.items(), key=lambda item: (len(item[0]), item[0])))


def _is(node: Node, kind: str, collection: str) -> bool:
    return kind in type_names(node) or f"/{collection}/" in f"/{node['@id'].lstrip('/')}"


def _case(review: Node, nodes: Mapping[str, Node], number: int, reading: SourceReading) -> dict[str, Any]:
    claim = _node(review.get("itemReviewed"), nodes) or _claim_of(review, nodes)
    url = address(review.get("url"), _BASE) or address(claim.get("url"), _BASE)
    slug = address_slug(url)
    works = [_node(part, nodes) for key in _APPEARANCES for part in items(claim.get(key))]
    said = text(claim.get("text")) or text(claim.get("description"))
    title = one_line(review.get("claimReviewed")) or one_line(claim.get("name")) or one_line(said)
    spoken = [
        _name(part, nodes) for work in works for key in ("inLanguage", "languages") for part in items(work.get(key))
    ]
    spoken += [_name(part, nodes) for part in items(claim.get("inLanguage"))]
    fields: dict[str, Any] = {
        "id": slug,
        "source": SOURCE,
        "title": re.sub(r"^disinfo\s*:\s*", "", title, flags=re.IGNORECASE),
        "summary": said if one_line(said) != title else "",
        "response": next(filter(None, (text(review.get(key)) for key in ("reviewBody", "text", "description"))), ""),
        "url": url,
        "published": kept_date(
            review.get("datePublished") or claim.get("datePublished"), f"claim review {number}", reading.remark
        ),
        "lang": language(review.get("inLanguage")),
        "countries": _names(nodes, claim, review, keys=_PLACES),
        "keywords": _names(nodes, claim, review, keys=("keywords", "about")),
        "outlets": list(dict.fromkeys(filter(None, (_outlet(work, nodes) for work in works)))),
        "articles": [article for article in (_article(work, nodes) for work in works) if article.get("url")],
        **language_fields(dict.fromkeys(filter(None, spoken)), _Quiet(reading)),
    }
    return {key: value for key, value in fields.items() if value not in ("", None, [], {})}


class _Quiet:
    """Reports unknown language names."""

    def __init__(self, reading: SourceReading) -> None:
        self._reading = reading

    def __call__(self, reason: str, *, kind: str) -> None:
        self._reading.remark(reason, None, kind)


def _node(value: Any, nodes: Mapping[str, Node]) -> Node:
    """An object that is given directly, or by its @id."""
    part = next(iter(items(value)), None)
    own = first_object(part)
    key = part if isinstance(part, str) else own.get("@id")
    return {**own, **nodes.get(key, {})} if isinstance(key, str) else own


def _claim_of(review: Node, nodes: Mapping[str, Node]) -> Node:
    """The claim that names this review, for a review that does not name its claim."""
    own = review["@id"]
    for node in nodes.values():
        for part in items(node.get("claimReview")) + items(node.get("claimReviews")):
            if part == own or first_object(part).get("@id") == own:
                return node
    return {}


def _name(value: Any, nodes: Mapping[str, Node]) -> str:
    node = _node(value, nodes)
    if node:
        return one_line(node.get("name")) or one_line(node.get("alternateName"))
    return one_line(value) if isinstance(value, str) and not value.startswith("/") else ""


def _names(nodes: Mapping[str, Node], *holders: Node, keys: tuple[str, ...]) -> list[str]:
    parts = (part for holder in holders for key in keys for part in items(holder.get(key)))
    return list(dict.fromkeys(name for name in (_name(part, nodes) for part in parts) if name))


def _outlet(work: Node, nodes: Mapping[str, Node]) -> str:
    return _name(work.get("publisher"), nodes) or _name(work.get("author"), nodes)


def _article(work: Node, nodes: Mapping[str, Node]) -> dict[str, str]:
    archived = (
        _node(work.get("archivedAt"), nodes) if not isinstance(work.get("archivedAt"), str) else work["archivedAt"]
    )
    article = {
        "url": address(work.get("url")) or address(work.get("contentUrl")),
        "archived_url": address(archived),
        "outlet": _outlet(work, nodes),
        "language": language(_name(work.get("inLanguage"), nodes)),
        "excerpt": text(work.get("articleBody")) or text(work.get("text")),
    }
    return {key: value for key, value in article.items() if value}
