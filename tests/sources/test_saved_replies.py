"""Saved replies of other services: Google's Fact Check Tools, and dumps of EUvsDisinfo's API."""

from __future__ import annotations

import json
from typing import Any

import pytest

from index.case import Case, SourceRecord
from index.errors import NoRecordError
from index.sources import read_source, recognise
from index.storage.library import Library
from server.api.google_claims import ClaimsQuery, claims_reply
from tests.sources.conftest import Write, dumps

REVIEW = {
    "publisher": {"name": "Larn Check", "site": "check.example"},
    "url": "https://check.example/a",
    "title": "No, it is steel",
    "reviewDate": "2024-03-02T00:00:00Z",
    "textualRating": "Falso",
    "languageCode": "es",
}
CLAIM = {"text": "Bridges are gum", "claimant": "Posts", "claimDate": "2024-03-01T00:00:00Z", "claimReview": [REVIEW]}


@pytest.mark.parametrize(
    "saved",
    [
        dumps({"claims": [CLAIM], "nextPageToken": "CAo"}),
        json.dumps([{"claims": [CLAIM]}, {}], indent=1),
        dumps({"claims": [CLAIM]}) + "\n" + dumps({}) + "\n",
        dumps({"pages": {"1": {"claims": [CLAIM]}}}),
        dumps([CLAIM]),
    ],
)
def test_a_reply_of_google(write: Write, saved: str) -> None:
    path = write("reply.json", saved)
    assert recognise(path) == "google-claims"
    source, case = read_source(path)
    assert isinstance(source, SourceRecord)
    assert (source.source, source.name) == ("check.example", "Larn Check")
    assert isinstance(case, Case)
    fields = case.to_dict()
    fields.pop("id")
    assert fields == {
        "source": "check.example",
        "title": "Bridges are gum",
        "response": "No, it is steel",
        "url": "https://check.example/a",
        "published": "2024-03-02",
        "lang": "es",
        "verdict": "false",
        "rating": {"text": "Falso"},
        "claimant": "Posts",
        "claimed": "2024-03-01",
    }


def test_every_review_of_a_claim_is_a_case(write: Write) -> None:
    other = REVIEW | {"url": "https://other.example/b", "publisher": {"site": "other.example"}, "textualRating": "True"}
    path = write("reply.json", dumps({"claims": [CLAIM | {"claimReview": [REVIEW, other]}]}))
    cases = [record for record in read_source(path) if isinstance(record, Case)]
    assert [(case.source, case.verdict) for case in cases] == [("check.example", "false"), ("other.example", "true")]


def test_what_this_service_answers_can_be_read(write: Write, tmp_path: Any) -> None:
    from index.storage.build import build

    build(tmp_path / "index", [write("reply.json", dumps({"claims": [CLAIM]}))])
    reply = claims_reply(Library(tmp_path / "index"), ClaimsQuery(query="bridges"))
    (case,) = [record for record in read_source(write("own.json", dumps(reply))) if isinstance(record, Case)]
    assert (case.title, case.url) == ("Bridges are gum", "https://check.example/a")


def member(collection: str, *members: dict[str, Any]) -> dict[str, Any]:
    return {"@context": f"/contexts/{collection}", "@type": "hydra:Collection", "hydra:member": list(members)}


CLAIMS = member(
    "Claim",
    {
        "@id": "/claims/1",
        "@type": "http://schema.org/Claim",
        "text": "<p>Every river flows up.</p>",
        "datePublished": "2020-03-01T00:00:00+00:00",
        "claimReview": "/claim_reviews/9",
        "appearances": ["/news_articles/4"],
        "keywords": ["/keywords/2"],
        "contentLocations": ["/countries/3"],
    },
)
REVIEWS = member(
    "ClaimReview",
    {
        "@id": "/claim_reviews/9",
        "@type": "http://schema.org/ClaimReview",
        "claimReviewed": "Rivers flow up",
        "text": "<p>Rivers flow down.</p>",
        "url": "/report/rivers-flow-up/",
        "itemReviewed": "/claims/1",
        "datePublished": "2020-03-02T00:00:00+00:00",
    },
)
OTHERS = [
    member(
        "NewsArticle",
        {
            "@id": "/news_articles/4",
            "url": "https://coast.example/r",
            "publisher": "/organizations/5",
            "inLanguage": "/languages/6",
        },
    ),
    member(
        "Organization", {"@id": "/organizations/5", "@type": "http://schema.org/Organization", "name": "Coast Radio"}
    ),
    member("Language", {"@id": "/languages/6", "name": "Russian"}),
    member("Keyword", {"@id": "/keywords/2", "name": "Rivers"}),
    member("Country", {"@id": "/countries/3", "name": "Larnwick"}),
]


@pytest.mark.parametrize("form", ["list", "object", "lines"])
def test_a_dump_of_the_api(write: Write, form: str) -> None:
    parts = [CLAIMS, REVIEWS, *OTHERS]
    text = {
        "list": dumps(parts),
        "object": json.dumps({str(n): part for n, part in enumerate(parts)}, indent=1),
        "lines": "\n".join(map(dumps, parts)),
    }[form]
    path = write("dump.json", text)
    assert recognise(path) == "euvsdisinfo-api"
    _, case = read_source(path)
    assert isinstance(case, Case)
    assert case.to_dict() == {
        "id": "rivers-flow-up",
        "source": "euvsdisinfo",
        "title": "Rivers flow up",
        "summary": "Every river flows up.",
        "response": "Rivers flow down.",
        "url": "https://euvsdisinfo.eu/report/rivers-flow-up/",
        "published": "2020-03-02",
        "lang": "en",
        "verdict": "false",
        "languages": ["ru"],
        "countries": ["Larnwick"],
        "keywords": ["Rivers"],
        "outlets": ["Coast Radio"],
        "articles": [{"url": "https://coast.example/r", "outlet": "Coast Radio", "language": "ru"}],
    }


def test_claims_without_their_reviews_are_named(write: Write) -> None:
    with pytest.raises(NoRecordError, match=r"1 claims and no claim review.*into one file"):
        list(read_source(write("dump.json", dumps(CLAIMS))))
