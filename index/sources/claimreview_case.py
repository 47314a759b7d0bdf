"""Turns one ClaimReview into the fields of a case. docs/sources.md lists which property becomes which field."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from index.errors import CaseError
from index.ratings.verdicts import verdict_of_rating, verdict_of_text
from index.record_types import Rating
from index.sources.addresses import absolute
from index.sources.dates import Order, iso_date, order_of
from index.sources.publishers import names_of, publisher_of
from index.sources.schema_values import (
    address,
    addresses,
    date_text,
    first_object,
    items,
    language,
    name,
    number,
    objects,
    one_line,
    text,
    type_names,
    wording,
)
from index.urls import host_of

# This key carries what schema.org has no property for, so that an exported case is the same when it is read back.
CASE_KEY = "rejoinder:case"
ID_PROPERTY = "rejoinder:id"
# The response is the first of these that differs from the claim. The review's own text comes before its summaries, and
# the explanation of the rating (see `_response`) before a heading.
_DEBUNKS = ("reviewBody", "articleBody", "text", "description", "abstract")
_HEADINGS = ("headline", "name")
_RETRACTED = frozenset(("retracted", "withdrawn", "deleted", "obsolete", "removed", "unpublished"))
_MOST_ARTICLES = 1000
_MOST_CLAIMS = 100

Problems = list[tuple[str, str]]  # (the problem, the kind that it is counted under)


@dataclass(frozen=True, slots=True)
class ReviewPage:
    """What is known of the web page that a review is on: its address, its language, the name of its site.

    `orders` says in which order each publisher (by host) writes day and month, as far as its reviews show it.
    """

    address: str = ""
    language: str = ""
    site_name: str = ""
    orders: Mapping[str, Order | None] = field(default_factory=dict)


def one_claim_each(item: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Split a review with several claims (claimReviewed and itemReviewed may be lists) into one review for each."""
    claims: dict[str, Any] = {}
    for part in items(item.get("claimReviewed"))[:_MOST_CLAIMS]:
        if said := wording(part):
            claims.setdefault(said, part)
    subjects = objects(item.get("itemReviewed"))[:_MOST_CLAIMS]
    if len(claims) > 1:
        rest = {key: value for key, value in item.items() if key not in ("@id", CASE_KEY)}
        paired = subjects if len(subjects) == len(claims) else [subjects] * len(claims)
        return [{**rest, "claimReviewed": c, "itemReviewed": s} for c, s in zip(claims.values(), paired, strict=True)]
    told = {said: subject for subject in subjects if (said := _said(subject))}
    if not claims and len(told) > 1:
        rest = {key: value for key, value in item.items() if key not in ("@id", CASE_KEY)}
        return [{**rest, "itemReviewed": subject} for subject in told.values()]
    return [item]


def orders_of(reviews: Iterable[Mapping[str, Any]], page: ReviewPage) -> dict[str, Order | None]:
    """The order in which each publisher (by host) writes its dates, judging by all of its reviews."""
    texts: dict[str, list[str]] = {}
    for item in reviews:
        host = host_of(_own_address(item, page.address or _base(item), page))
        given = [item.get("datePublished"), item.get("dateModified")]
        given += [subject.get("datePublished") for subject in objects(item.get("itemReviewed"))]
        texts.setdefault(host, []).extend(map(date_text, given))
    return {host: order_of(some) for host, some in texts.items()}


def case_fields(item: Mapping[str, Any], problems: Problems, page: ReviewPage | None = None) -> dict[str, Any]:
    """The case fields of a ClaimReview. What cannot be read is left out and added to `problems`.

    Raises CaseError if it names no claim.
    """
    fields = standard_fields(item, problems, page)
    carried = item.get(CASE_KEY)
    if isinstance(carried, Mapping):
        fields |= carried
        fields = {key: value for key, value in fields.items() if value is not None}
    if not isinstance(fields.get("title"), str) or not fields["title"].strip():
        raise CaseError("names no claim: claimReviewed is missing or empty")
    return fields


def standard_fields(item: Mapping[str, Any], problems: Problems, page: ReviewPage | None = None) -> dict[str, Any]:
    """The case fields that schema.org's own properties give; `title` may be empty, and `lang` may be missing."""
    page = page or ReviewPage()
    base = page.address or _base(item)
    claims = [part for part in objects(item.get("claimReviewed")) if "@value" not in part]
    claims += objects(item.get("itemReviewed"))
    title = wording(next(iter(items(item.get("claimReviewed"))), "")) or next(filter(None, map(_said, claims)), "")
    summary = next(
        (said for claim in claims if " ".join((said := text(claim.get("text"))).split()) not in ("", title)), ""
    )
    own = _own_address(item, base, page)
    if not own:
        problems.append(("has no address: its notices will have no link to the debunk", "address"))
    rating = _rating(item.get("reviewRating"))
    lang = language(item.get("inLanguage")) or _language_of_claim(item)
    read_date = _Dates(problems, lang or page.language, page.orders.get(host_of(own)))
    claimed = (read_date(claim.get("datePublished")) for claim in claims)
    fields = {
        "source": publisher_of(item, own, base, page.site_name).key,
        "title": title,
        "summary": summary,
        "response": _response(item, title),
        "url": own,
        "published": read_date(item.get("datePublished")),
        "lang": lang,
        "verdict": "unproven" if _is_retracted(item) else _verdict(rating, names_of(item)),
        "rating": rating,
        "claimant": next(filter(None, (name(claim.get("author")) for claim in claims)), ""),
        "claimed": next(filter(None, claimed), ""),
        "languages": list(dict.fromkeys(code for claim in claims for code in _languages(claim.get("inLanguage")))),
        "keywords": _keywords(item.get("keywords")),
        "articles": _articles(item, claims, own, base),
        "modified": read_date(item.get("dateModified")),
        **_identity(item, base),
    }
    return {key: value for key, value in fields.items() if value not in ("", None, [], {})}


def _said(claim: Mapping[str, Any]) -> str:
    return one_line(claim.get("name")) or one_line(claim.get("text")) or one_line(claim.get("headline"))


def _base(item: Mapping[str, Any]) -> str:
    """The base of relative addresses if no page is known: @base, else the publisher's own address."""
    for context in objects(item.get("@context")):
        if found := absolute(context["@base"]) if isinstance(context.get("@base"), str) else "":
            return found
    given = [item.get("url"), item.get("@id")]
    given += [part.get("url") for key in ("publisher", "author") for part in objects(item.get(key))]
    return next(filter(None, map(address, given)), "")


def _own_address(item: Mapping[str, Any], base: str, page: ReviewPage) -> str:
    """The review's own page: its url, its mainEntityOfPage, the page it is on, or its @id. A home page comes last."""
    found = [address(item.get("url"), base), address(item.get("mainEntityOfPage"), base), page.address]
    found.append(address(item.get("@id"), base))
    found = [one for one in found if one]
    return next((one for one in found if not _is_home(one)), found[0] if found else "")


def _is_home(url: str) -> bool:
    return "/" not in url.partition("://")[2].rstrip("/") and "?" not in url


def _response(item: Mapping[str, Any], title: str) -> str:
    rating = first_object(item.get("reviewRating"))
    told = [text(item.get(key)) for key in _DEBUNKS]
    told += [text(rating.get("ratingExplanation")), text(item.get("ratingExplanation"))]
    told += [text(item.get(key)) for key in _HEADINGS]
    return next((said for said in told if " ".join(said.split()) not in ("", title)), "")


def _identity(item: Mapping[str, Any], base: str) -> dict[str, Any]:
    """The `id`, if this program gave one, and the publisher's own `@id` and `identifier`, unchanged."""
    fields: dict[str, Any] = {}
    given = []
    for part in items(item.get("identifier")):
        if isinstance(part, Mapping) and part.get("propertyID") == ID_PROPERTY:
            own = part.get("value")
            fields["id"] = own.strip() if isinstance(own, str) else ""
        else:
            given.append(part)
    if given:
        fields["identifier"] = given if len(given) > 1 or isinstance(item.get("identifier"), list) else given[0]
    node = item.get("@id")
    if isinstance(node, str) and not node.startswith("_:"):
        fields["@id"] = absolute(node, base) or node
    return fields


def _is_retracted(item: Mapping[str, Any]) -> bool:
    return one_line(item.get("creativeWorkStatus")).lower() in _RETRACTED


def _verdict(rating: Mapping[str, Any], names: list[str]) -> str:
    if not rating:
        return "unproven"
    try:
        return verdict_of_rating(Rating.from_dict(rating), names)
    except CaseError:
        return "unproven"


def _rating(value: Any) -> dict[str, Any]:
    """{text, value, best, worst}, without missing ones; a word in ratingValue counts as the text."""
    rating = first_object(value)
    label = next((said for key in ("alternateName", "name", "description") if (said := one_line(rating.get(key)))), "")
    if not rating:
        label = one_line(value)
    given = rating.get("ratingValue")
    value_as_text = one_line(given)
    if not label and value_as_text and number(given) is None and verdict_of_text(value_as_text):
        label = value_as_text
    best, worst = number(rating.get("bestRating")), number(rating.get("worstRating"))
    read = {"text": label or None, "value": number(given), "best": best, "worst": worst}
    return {key: part for key, part in read.items() if part is not None}


def _articles(item: Mapping[str, Any], claims: list[Mapping[str, Any]], own: str, base: str) -> list[dict[str, str]]:
    """Where the claim was made: the appearance and firstAppearance of the claim, or (as many write it) of the review.

    If itemReviewed is itself a work, its address counts too, unless it is the publisher's own page.
    """
    given = [
        part
        for holder in [*claims, item]
        for key in ("firstAppearance", "appearance")
        for part in items(holder.get(key))
    ]
    articles: dict[str, dict[str, str]] = {}
    for part in given[:_MOST_ARTICLES]:
        for article in _works(part, base):
            key = article.get("url") or article.get("archived_url") or ""
            articles[key] = articles.get(key, {}) | article
    for claim in claims:
        types = type_names(claim)
        for work in addresses(claim.get("url"), base) if types and "Claim" not in types else ():
            if work not in articles and host_of(work) != host_of(own):
                articles[work] = {"url": work}
        for work in addresses(claim.get("sameAs"), base) if types and "Claim" in types and not articles else ():
            articles[work] = {"url": work}
    return list(articles.values())


def _works(part: Any, base: str) -> list[dict[str, str]]:
    """The articles in a text with addresses, or in an object: its first address with its details, then the others."""
    if not isinstance(part, Mapping):
        return [{"url": found} for found in addresses(part, base)]
    given = (list(addresses(part.get(key), base)) for key in ("url", "@id", "sameAs", "contentUrl", "@value"))
    found = next((some for some in given if some), [])
    article = {
        "url": found[0] if found else "",
        "archived_url": address(part.get("archivedAt"), base),
        "outlet": name(part.get("publisher")) or name(part.get("author")),
        "language": language(part.get("inLanguage")),
        "excerpt": text(part.get("text")),
    }
    article = {key: value for key, value in article.items() if value}
    whole = [article] if "url" in article or "archived_url" in article else []
    return whole + [{"url": further} for further in found[1:]]


@dataclass(frozen=True, slots=True)
class _Dates:
    """Reads the dates of one review. A date that cannot be read is left out and added to `problems`."""

    problems: Problems
    language: str
    order: Order | None

    def __call__(self, value: Any) -> str:
        try:
            return iso_date(date_text(value), self.order, self.language)
        except ValueError as e:
            self.problems.append((f"{e}; the case is kept without it", "date"))
            return ""


def _languages(value: Any) -> list[str]:
    return list(dict.fromkeys(code for part in items(value) if (code := language(part))))


def _language_of_claim(item: Mapping[str, Any]) -> str:
    """The language of a claim such as {"@value": "...", "@language": "es"}, else ""."""
    return language(first_object(item.get("claimReviewed")).get("@language"))


def _keywords(value: Any) -> list[str]:
    parts = one_line(value).split(",") if isinstance(value, str) else map(name, items(value))
    return list(dict.fromkeys(part for part in map(str.strip, parts) if part))
