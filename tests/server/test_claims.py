"""GET /v1alpha1/claims:search, called by Google's own client, in which only the address is changed."""

from __future__ import annotations

import json
import warnings
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from index.storage.build import build
from index.storage.library import Library
from server.api.google_claims import ClaimsQuery, claims_reply
from tests.server.case_file import DISCLAIMER, write_cases
from tests.server.conftest import Running

# The part of Google's discovery document that the client needs, in our own words.
_NAMES = ("query", "languageCode", "reviewPublisherSiteFilter", "pageToken")
_NUMBERS = ("maxAgeDays", "pageSize", "offset")
DISCOVERY: dict[str, Any] = {
    "kind": "discovery#restDescription",
    "name": "factchecktools",
    "version": "v1alpha1",
    "id": "factchecktools:v1alpha1",
    "protocol": "rest",
    "rootUrl": "https://factchecktools.googleapis.com/",
    "servicePath": "",
    "baseUrl": "https://factchecktools.googleapis.com/",
    "batchPath": "batch",
    "parameters": {"key": {"type": "string", "location": "query"}, "alt": {"type": "string", "location": "query"}},
    "schemas": {"Reply": {"id": "Reply", "type": "object", "properties": {"nextPageToken": {"type": "string"}}}},
    "resources": {
        "claims": {
            "methods": {
                "search": {
                    "id": "factchecktools.claims.search",
                    "path": "v1alpha1/claims:search",
                    "flatPath": "v1alpha1/claims:search",
                    "httpMethod": "GET",
                    "parameterOrder": [],
                    "parameters": {
                        **{name: {"type": "string", "location": "query"} for name in _NAMES},
                        **{name: {"type": "integer", "format": "int32", "location": "query"} for name in _NUMBERS},
                    },
                    "response": {"$ref": "Reply"},
                }
            }
        }
    },
}


@pytest.fixture
def claims(running: Running) -> Iterator[Any]:
    """Google's client with the address of the service."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from googleapiclient.discovery import build_from_document  # type: ignore[import-untyped]

        client = build_from_document(
            json.dumps(DISCOVERY), developerKey="any", client_options={"api_endpoint": running.url}
        )
        yield client.claims()
        client.close()


def test_the_client_finds_claims_and_their_reviews(claims: Any) -> None:
    reply = claims.search(query="bridge circus", languageCode="en-US").execute()
    assert reply["claims"][0] == {
        "text": "The bridge over the Danube at Ravna was sold to a travelling circus for a single coin.",
        "claimReview": [
            {
                "publisher": {"name": "Ravna Checkers", "site": "ravna.example"},
                "url": "https://ravna.example/cases/bridge",
                "title": "The bridge over the Danube at Ravna was sold to a circus",
                "reviewDate": "2021-03-04T00:00:00Z",
                "textualRating": "False",
                "languageCode": "en",
                "disclaimer": DISCLAIMER,
            }
        ],
    }


def test_the_client_goes_from_page_to_page(claims: Any) -> None:
    seen = []
    request = claims.search(query="ferry ghosts", pageSize=5)
    while request is not None:
        reply = request.execute()
        seen += [claim["claimReview"][0]["url"] for claim in reply["claims"]]
        request = claims.search_next(request, reply)
    assert len(seen) == len(set(seen)) == 12
    assert [
        claim["claimReview"][0]["url"] for claim in claims.search(query="ferry ghosts", offset=10).execute()["claims"]
    ] == seen[10:]


def test_the_client_filters(claims: Any) -> None:
    assert claims.search(query="bridge", languageCode="de").execute() == {}
    assert claims.search(query="bridge", reviewPublisherSiteFilter="nobody.example").execute() == {}
    assert len(claims.search(reviewPublisherSiteFilter="ravna.example", pageSize=100).execute()["claims"]) == 16
    assert len(claims.search(reviewPublisherSiteFilter="https://www.ravna.example/").execute()["claims"]) == 10
    assert len(claims.search(reviewPublisherSiteFilter="plain").execute()["claims"]) == 1


def test_a_wrong_request_is_an_error_the_client_understands(claims: Any) -> None:
    from googleapiclient.errors import HttpError  # type: ignore[import-untyped]

    for wrong in (
        {},
        {"query": "a", "pageSize": 1000},
        {"query": "a", "maxAgeDays": -1},
        {"query": "a", "pageToken": "x"},
    ):
        with pytest.raises(HttpError) as caught:
            claims.search(**wrong).execute()
        assert caught.value.status_code == 422
        assert caught.value.reason.startswith("The request is not valid: ")


@pytest.mark.parametrize(
    ("path", "code", "status", "message"),
    [
        ("search?query=a&pageSize=-1", 422, "INVALID_ARGUMENT", "pageSize must be greater than or equal to 0"),
        ("search", 422, "INVALID_ARGUMENT", "query is required if there is no reviewPublisherSiteFilter"),
        ("nothing", 404, "NOT_FOUND", "There is nothing here."),
    ],
)
def test_errors_are_in_the_form_of_googles_interfaces_too(
    read_only: FlaskClient, path: str, code: int, status: str, message: str
) -> None:
    response = read_only.get(f"/v1alpha1/claims:{path}")
    problem = response.get_json()
    error = problem["error"]
    assert set(error) == {"code", "message", "status"}
    assert (response.status_code, problem["status"], error["code"], error["status"]) == (code, code, code, status)
    assert message in error["message"]


def test_other_routes_have_no_error_of_that_form(read_only: FlaskClient) -> None:
    assert "error" not in read_only.get("/v1/cases?page_size=0").get_json()


@pytest.fixture
def library(tmp_path: Path) -> Library:
    cases: list[dict[str, Any]] = [
        {
            "id": "old",
            "source": "s",
            "title": "An old lamp",
            "published": "2020-01-01",
            "claimed": "2019",
            "claimant": "A lamp maker",
        },
        {
            "id": "new",
            "source": "s",
            "title": "A new lamp",
            "published": "2020-03-01",
            "lang": "pt-BR",
            "rating": {"text": "Pants on Fire"},
        },
        {
            "id": "other",
            "source": "t",
            "title": "Another lamp",
            "url": "https://sub.t.example/1",
            "published": "2018-05",
        },
        {"type": "source", "source": "t", "url": "https://sub.t.example/"},
    ]
    build(tmp_path / "index", [str(write_cases(tmp_path / "c.jsonl", cases))])
    return Library(tmp_path / "index")


def found(library: Library, **asked: Any) -> set[str]:
    reply = claims_reply(library, ClaimsQuery(**asked), date(2020, 3, 5))
    return {claim["claimReview"][0]["title"] for claim in reply.get("claims", ())}


def test_age_language_and_site(library: Library) -> None:
    assert found(library, query="lamp", maxAgeDays=30) == {"A new lamp"}
    assert found(library, query="lamp", maxAgeDays=65) == {"A new lamp", "An old lamp"}
    assert found(library, query="lamp", maxAgeDays=1_000_000) == {"A new lamp", "An old lamp", "Another lamp"}
    assert found(library, query="lamp", languageCode="pt") == {"A new lamp"}
    assert found(library, query="lamp", languageCode="pt-PT") == {"A new lamp"}
    assert found(library, reviewPublisherSiteFilter="t.example") == {"Another lamp"}
    assert found(library, reviewPublisherSiteFilter="ample") == set()


def test_ratings_claimants_and_dates(library: Library) -> None:
    claims = {claim["text"]: claim for claim in claims_reply(library, ClaimsQuery(query="lamp"))["claims"]}
    assert (claims["An old lamp"]["claimant"], claims["An old lamp"]["claimDate"]) == (
        "A lamp maker",
        "2019-01-01T00:00:00Z",
    )
    assert claims["A new lamp"]["claimReview"][0]["textualRating"] == "Pants on Fire"
    assert claims["Another lamp"]["claimReview"][0]["reviewDate"] == "2018-05-01T00:00:00Z"
    assert "claimant" not in claims["Another lamp"]
    assert "disclaimer" not in claims["Another lamp"]["claimReview"][0]


def test_words_or_a_publisher_are_required(read_only: FlaskClient) -> None:
    response = read_only.get("/v1alpha1/claims:search?query=%20&key=secret")
    assert response.status_code == 422
    assert response.get_json()["errors"][0]["pointer"] == "query"


def test_a_misspelt_parameter_is_named_and_those_of_every_interface_are_not(read_only: FlaskClient) -> None:
    asked = "/v1alpha1/claims:search?query=bridge&key=k&alt=json&prettyPrint=false&fields=claims"
    assert "ignored" not in read_only.get(asked).get_json()
    reply = read_only.get(f"{asked}&languagecode=de").get_json()
    assert reply["ignored"] == ["languagecode"]
    assert reply["claims"]


def test_the_site_filter_works_where_no_page_told_the_publisher(tmp_path: Path) -> None:
    listed = tmp_path / "titles.csv"
    listed.write_text(
        "date,id,title,countries,keywords,languages,outlets\n"
        "2020-02-03,https://euvsdisinfo.eu/report/rivers-flow-up/,Rivers flow up,Larnwick,Water,Russian,coast.example\n"
    )
    build(tmp_path / "index", [str(listed)])
    found = Library(tmp_path / "index")
    for site in ("euvsdisinfo.eu", "https://www.euvsdisinfo.eu/", "euvsdisinfo"):
        (claim,) = claims_reply(found, ClaimsQuery(reviewPublisherSiteFilter=site))["claims"]
        assert claim["claimReview"][0]["publisher"]["site"] == "euvsdisinfo.eu"
    assert claims_reply(found, ClaimsQuery(reviewPublisherSiteFilter="disinfo.eu")) == {}
