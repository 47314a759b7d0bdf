"""The request and reply of Google's Fact Check Tools `claims:search`, so that its clients work unchanged.

See https://developers.google.com/fact-check/tools/api/reference/rest/v1alpha1/claims/search. Rejoinder adds two keys:
`disclaimer` in each review, as a case is never shown without its disclaimer, and `ignored`.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import cast
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field
from typing_extensions import TypedDict

from index.case import Case, SourceRecord
from index.storage.generation import Generation
from index.storage.library import Library
from server.api.request_models import Language
from server.http.page_tokens import make_token, read_token
from server.http.problems import ProblemError
from server.http.request_parsing import Ignored, ignored

# Parameters that every Google API accepts.
_OF_ANY = frozenset(
    "access_token alt callback fields key oauth_token prettyPrint quotaUser uploadType upload_protocol userIp".split()
)
_RATINGS = {"false": "False", "misleading": "Misleading", "unproven": "Unproven", "true": "True"}


class ClaimsQuery(BaseModel):
    """Parameters of GET /v1alpha1/claims:search. Either `query` or `reviewPublisherSiteFilter` is required."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    query: str = Field(default="", max_length=1000, description="words of the claim")
    languageCode: Language = Field(default="", description="of the review, BCP 47; its region is ignored")  # noqa: N815
    reviewPublisherSiteFilter: str = Field(  # noqa: N815
        default="", max_length=500, description="only reviews of this publisher, by its site, such as example.org"
    )
    maxAgeDays: int = Field(default=0, ge=0, le=1_000_000, description="only reviews this recent; 0 for any age")  # noqa: N815
    pageSize: int = Field(default=10, ge=0, le=100, description="claims per page; 0 means 10")  # noqa: N815
    pageToken: str = Field(default="", max_length=1000, description="`nextPageToken` of the previous page")  # noqa: N815
    offset: int = Field(default=0, ge=0, le=100_000, description="claims to skip, if no token is given")


class ClaimPublisher(TypedDict, total=False):
    """Who reviewed the claim."""

    name: str
    site: str


class ClaimReview(TypedDict, total=False):
    """A review of a claim."""

    publisher: ClaimPublisher
    url: str
    title: str
    reviewDate: str
    textualRating: str
    languageCode: str
    disclaimer: str


class Claim(TypedDict, total=False):
    """A claim and its reviews."""

    text: str
    claimant: str
    claimDate: str
    claimReview: list[ClaimReview]


class ClaimsReply(Ignored, total=False):
    """The claims that were found. Keys without a value are left out, as in Google's reply."""

    claims: list[Claim]
    nextPageToken: str  # noqa: N815


def claims_reply(library: Library, asked: ClaimsQuery, today: date | None = None) -> ClaimsReply:
    """One page of claims. Raises QueryError, or ProblemError if the query has neither words nor a publisher."""
    if not asked.query.strip() and not asked.reviewPublisherSiteFilter.strip():
        errors = [{"pointer": "query", "detail": "is required if there is no reviewPublisherSiteFilter"}]
        raise ProblemError("invalid-request", errors=errors)
    generation, secret = library.current(), library.secret()
    sources = library.sources(generation)
    signed = asked.model_dump(include={"query", "languageCode", "reviewPublisherSiteFilter", "maxAgeDays"})
    offset = read_token(secret, asked.pageToken, generation.id, signed) if asked.pageToken else asked.offset
    site = asked.reviewPublisherSiteFilter.strip()
    keys = _publishers(generation, sources, site) if site else ()
    # if a publisher's address is known to be at the site, its cases are meant; else the cases' own addresses decide
    known = {key for key, record in sources.items() if _host(record.url)}
    found = generation.search(
        asked.query,
        source=keys if site else "",
        site=_wanted(site) if not known.intersection(keys) else "",
        elsewhere=sorted(known),
        lang=asked.languageCode.replace("_", "-").partition("-")[0],
        date_from=_oldest(asked.maxAgeDays, today or datetime.now(UTC).date()),
        limit=asked.pageSize or 10,
        offset=offset,
    )
    reply: ClaimsReply = {}
    if found.hits:
        reply["claims"] = [
            _claim(hit.case, sources.get(hit.case.source), library.disclaimer(hit.case, generation).text)
            for hit in found.hits
        ]
    after = offset + len(found.hits)
    if found.hits and after < found.total:
        reply["nextPageToken"] = make_token(secret, generation.id, signed, after)
    return reply


def misspelt() -> Ignored:
    """The request's parameters that neither this interface nor Google APIs in general have, as `ignored`."""
    names = [name for name in ignored().get("ignored", ()) if name not in _OF_ANY]
    return {"ignored": names} if names else {}


def _oldest(days: int, today: date) -> str:
    if not days:
        return ""
    try:
        return (today - timedelta(days)).isoformat()
    except OverflowError:
        return ""


def _publishers(generation: Generation, sources: dict[str, SourceRecord], site: str) -> tuple[str, ...]:
    """The keys of the publishers whose address is the site or a subdomain of it, or whose key is the site."""
    wanted = _wanted(site)
    known = {key: _host(record.url) for key, record in sources.items()}
    for key, _count in generation.search("", limit=0).facets["source"]:
        known.setdefault(key, "")
    return tuple(k for k, host in known.items() if host == wanted or host.endswith(f".{wanted}") or k.lower() == wanted)


def _wanted(site: str) -> str:
    """The host of a site that was given with or without a scheme."""
    return (_host(site if "//" in site else f"//{site}") or site).lower()


def _host(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def _claim(case: Case, source: SourceRecord | None, disclaimer: str | None) -> Claim:
    review = {
        "publisher": _publisher(case, source),
        "url": case.url,
        "title": case.title,
        "reviewDate": _timestamp(case.published),
        "textualRating": (case.rating.text if case.rating else "") or _RATINGS[case.verdict],
        "languageCode": case.lang,
        "disclaimer": disclaimer,
    }
    claim = {
        "text": case.summary or case.title,
        "claimant": case.claimant,
        "claimDate": _timestamp(case.claimed),
        "claimReview": [{key: value for key, value in review.items() if value}],
    }
    return cast("Claim", {key: value for key, value in claim.items() if value})


def _publisher(case: Case, source: SourceRecord | None) -> ClaimPublisher:
    site = _host(source.url if source and source.url else case.url)
    name = (source.name if source else "") or case.source
    return ClaimPublisher(name=name, site=site) if site else ClaimPublisher(name=name)


def _timestamp(day: str) -> str:
    """A day as an RFC 3339 time; for a year or a month, its first day."""
    return f"{(day + '-01-01')[:10]}T00:00:00Z" if day else ""
