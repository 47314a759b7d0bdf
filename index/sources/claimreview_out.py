"""Exports a case as ClaimReview (schema.org JSON-LD), so that reading it back gives the same case."""

from __future__ import annotations

from typing import Any

from index.case import Article, Case, SourceRecord
from index.record_types import Rating
from index.sources.claimreview_case import CASE_KEY, ID_PROPERTY, standard_fields

_LABELS = {"false": "False", "misleading": "Misleading", "unproven": "Unproven", "true": "True"}


def to_claimreview(case: Case, source: SourceRecord | None = None, disclaimer: str = "") -> dict[str, Any]:
    """A case as a JSON-LD object. `source` describes the publisher; `disclaimer` is the one to show with the case.

    The disclaimer is in schema.org's `usageInfo`. Fields that schema.org's properties would not bring back (source,
    countries, outlets, a summary that repeats the title, unknown keys) are under `rejoinder:case`. A null there removes
    a field that the properties would add.
    """
    shown = disclaimer or case.disclaimer or (source.disclaimer if source else "")
    review = _present(
        {
            "@context": ["https://schema.org", {"rejoinder": "urn:rejoinder:"}],
            "@type": "ClaimReview",
            "identifier": {"@type": "PropertyValue", "propertyID": ID_PROPERTY, "value": case.id},
            "url": case.url,
            "datePublished": case.published,
            "inLanguage": case.lang,
            "claimReviewed": case.title,
            "author": _publisher(case, source),
            "itemReviewed": _claim(case),
            "reviewRating": _rating(case.rating or Rating(text=_LABELS[case.verdict])),
            "reviewBody": case.response,
            "keywords": list(case.keywords),
            "usageInfo": {"@type": "CreativeWork", "text": shown} if shown else None,
        }
    )
    back, wanted = standard_fields(review, []), case.to_dict()
    rest = {key: value for key, value in wanted.items() if back.get(key) != value}
    rest |= {key: None for key in back if key not in wanted}
    return review | ({CASE_KEY: rest} if rest else {})


def _publisher(case: Case, source: SourceRecord | None) -> dict[str, Any]:
    name, address = (source.name, source.url) if source is not None else ("", "")
    return _present({"@type": "Organization", "name": name or case.source, "url": address})


def _claim(case: Case) -> dict[str, Any]:
    return _present(
        {
            "@type": "Claim",
            "text": case.summary,
            "author": {"name": case.claimant} if case.claimant else None,
            "datePublished": case.claimed,
            "inLanguage": list(case.languages),
            "appearance": [work for work in map(_work, case.articles) if len(work) > 1],
        }
    )


def _work(article: Article) -> dict[str, Any]:
    return _present(
        {
            "@type": "CreativeWork",
            "url": article.url,
            "archivedAt": article.archived_url,
            "publisher": {"@type": "Organization", "name": article.outlet} if article.outlet else None,
            "inLanguage": article.language,
            "text": article.excerpt,
        }
    )


def _rating(rating: Rating) -> dict[str, Any]:
    return _present(
        {
            "@type": "Rating",
            "alternateName": rating.text,
            "ratingValue": rating.value,
            "bestRating": rating.best,
            "worstRating": rating.worst,
        }
    )


def _present(fields: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in fields.items() if value not in ("", None, [], {})}
