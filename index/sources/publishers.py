"""Finds the publisher of a review, preferring organisations to persons, and its key in the index."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from index.sources.addresses import same_site
from index.sources.schema_values import address, items, name, type_names
from index.urls import host_of

_KEYS = {"euvsdisinfo.eu": "euvsdisinfo"}
UNKNOWN = "claimreview"
_ORGANISATIONS = ("publisher", "sourceOrganization", "provider", "copyrightHolder", "maintainer")
_AUTHORS = ("author", "creator", "editor", "accountablePerson", "contributor")
_EMPLOYERS = ("worksFor", "affiliation", "memberOf", "parentOrganization")
_PERSONS_PAGE = re.compile(
    r"/(?:authors?|staff|people|persons?|profiles?|team|contributors?|journalists?|reporters?|users?|by|bio|autore?s?|"
    r"auteurs?|autorin(?:nen)?|redaktion|redakteure?|equipe|equipo|avtory?|member|members)/[^/]",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Publisher:
    """A publisher's key, and its name and address if the review gives them."""

    key: str
    name: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class _Candidate:
    rank: int
    name: str
    url: str


def publisher_of(item: Mapping[str, Any], own: str, base: str = "", site_name: str = "") -> Publisher:
    """The publisher of a review whose address is `own`. Its `name` is "" if the review names only persons."""
    host = host_of(own)
    candidates = sorted(_candidates(item, host, base), key=lambda candidate: candidate.rank)
    best = candidates[0] if candidates else None
    if best is None and site_name:
        best = _Candidate(0, site_name, "")
    url = best.url if best else ""
    key = key_of_host(host or host_of(url) or next((h for h in _hosts(item, base) if h), ""))
    if not key:
        key = re.sub(r"[^a-z0-9]+", "-", (best.name if best else "").lower()).strip("-")[:200] or UNKNOWN
    return Publisher(key, best.name[:200] if best else "", url or (f"https://{host}/" if host and best else ""))


def key_of_host(host: str) -> str:
    """The key of the publisher whose site is at this host; "" for ""."""
    return _KEYS.get(host, re.sub(r"[^A-Za-z0-9_.-]", "-", host).lstrip(".-")[:200]) if host else ""


def names_of(item: Mapping[str, Any]) -> list[str]:
    """The names of a review's publishers and authors, which are not part of its rating."""
    parts = (part for key in (*_ORGANISATIONS, *_AUTHORS) for part in items(item.get(key)))
    return [said for said in map(name, parts) if said]


def _candidates(item: Mapping[str, Any], host: str, base: str) -> Iterator[_Candidate]:
    """The organisations that may be the publisher, without persons; the likeliest has the lowest rank."""
    for key in _ORGANISATIONS + _AUTHORS:
        for part in items(item.get(key)):
            called, url = name(part), _url(part, base)
            if called and (rank := _rank(part, key in _ORGANISATIONS, url, host)) is not None:
                yield _Candidate(rank, called, url)
            if isinstance(part, Mapping):
                for employer in (other for key in _EMPLOYERS for other in items(part.get(key))):
                    if said := name(employer):
                        yield _Candidate(5, said, _url(employer, base))


def _rank(part: Any, is_publisher: bool, url: str, host: str) -> int | None:
    types = type_names(part) if isinstance(part, Mapping) else []
    person = "Person" in types and not any(kind.endswith("Organization") for kind in types)
    if is_publisher and not person:
        return 0
    if same_site(url, host) and _is_root(url):
        return 1
    if is_publisher:
        return 4  # a publisher that is a person, as on a site that one person runs
    if person or (same_site(url, host) and _PERSONS_PAGE.search(urlsplit(url).path)):
        return None
    return 2 if types else 3


def _url(part: Any, base: str) -> str:
    if not isinstance(part, Mapping):
        return ""
    found = address(part.get("url"), base) or address(part.get("@id"), base)
    # "https://example.org/#organization" names a node in the page's data; without the fragment it is the site
    return found.partition("#")[0]


def _is_root(url: str) -> bool:
    return urlsplit(url).path.strip("/") == "" and not urlsplit(url).query


def _hosts(item: Mapping[str, Any], base: str) -> Iterator[str]:
    for key in _ORGANISATIONS + _AUTHORS:
        for part in items(item.get(key)):
            yield host_of(_url(part, base))
