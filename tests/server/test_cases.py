"""GET /v1/cases, /v1/cases/{id} and /v1/articles: search, one case, and whether an article is catalogued."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from index.case import Case
from index.storage.build import update
from index.storage.library import Library
from server.app import create_app
from server.config.settings import Settings
from tests.server.case_file import DISCLAIMER, OWN_DISCLAIMER, write_cases


def get(client: FlaskClient, path: str, **query: Any) -> dict[str, Any]:
    response = client.get(path, query_string=query)
    assert response.status_code == 200, response.get_data(as_text=True)
    reply: dict[str, Any] = response.get_json()
    return reply


def ids(reply: dict[str, Any]) -> list[str]:
    return [case["id"] for case in reply["cases"]]


def test_words_find_cases_with_highlights_and_disclaimers(read_only: FlaskClient) -> None:
    reply = get(read_only, "/v1/cases", q="circus bridge")
    assert ids(reply)[0] == "bridge"
    assert reply["cases"][0]["disclaimer"] == DISCLAIMER
    snippet = reply["highlights"]["bridge"]["title"][0]
    assert {snippet["text"][start:end].lower() for start, end in snippet["spans"]} == {"bridge", "circus"}
    assert reply["disclaimers"]["ravna"]["text"] == DISCLAIMER
    assert reply["index"]["cases"] == 17


def test_spans_are_counted_as_browsers_do_unless_asked_otherwise(read_only: FlaskClient) -> None:
    for unit in ("utf-16", "code-point"):
        snippet = get(read_only, "/v1/cases", q="golden", offsets=unit)["highlights"]["emoji"]["title"][0]
        ((start, end),) = snippet["spans"]
        units = snippet["text"].encode("utf-16-le")[2 * start : 2 * end].decode("utf-16-le")
        assert (units if unit == "utf-16" else snippet["text"][start:end]) == "golden"


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"outlet": "Evening Siren"}, {"bridge", "turbines"}),
        ({"outlet": "evening siren", "source": "plain"}, {"turbines"}),
        ({"country": "Ravna", "from": "2022"}, {"honey"}),
        ({"country": "Ravna", "to": "2021-03"}, {"bridge"}),
        ({"language": "ru"}, {"bridge"}),
        ({"keyword": "ferry 3"}, {"ferry-3"}),
        ({"verdict": "true"}, {"tower"}),
        ({"q": "bridge", "source": "nobody"}, set()),
    ],
)
def test_filters(read_only: FlaskClient, query: dict[str, str], expected: set[str]) -> None:
    reply = get(read_only, "/v1/cases", **query)
    assert set(ids(reply)) == expected
    assert reply["total"] == len(expected)


def test_facets_count_all_that_was_found(read_only: FlaskClient) -> None:
    facets = get(read_only, "/v1/cases", page_size=1)["facets"]
    assert {"value": "ravna", "cases": 16} in facets["source"]
    assert {"value": "Evening Siren", "cases": 2} in facets["outlet"]


def test_pages_follow_each_other_and_cover_everything_once(read_only: FlaskClient) -> None:
    for query in ({"q": "ghosts ferry"}, {"q": ""}, {"q": "ferry", "sort": "date"}):
        seen: list[str] = []
        token = ""
        while True:
            reply = get(read_only, "/v1/cases", page_size=5, page_token=token, **query)
            seen += ids(reply)
            token = reply["next_page_token"]
            if token is None:
                break
        assert len(seen) == len(set(seen)) == reply["total"] >= 12


def test_without_words_the_newest_come_first(read_only: FlaskClient) -> None:
    published = [case["published"] for case in get(read_only, "/v1/cases", page_size=100)["cases"]]
    assert published == sorted(published, reverse=True)


@pytest.mark.parametrize(
    "query",
    [
        {"page_size": "-1"},
        {"page_size": "0"},
        {"page_size": "101"},
        {"page_size": "ten"},
        {"page_token": "x"},
        {"page_token": "!!!!"},
        {"page_token": "é"},
        {"from": "yesterday"},
        {"to": "2020-13-01"},
        {"sort": "size"},
        {"q": "a" * 5000},
        {"q": "word " * 100},
        {"offsets": "bytes"},
    ],
)
def test_wrong_parameters_are_named(read_only: FlaskClient, query: dict[str, str]) -> None:
    response = read_only.get("/v1/cases", query_string=query)
    problem = response.get_json()
    assert response.status_code == 422
    assert [error["pointer"] for error in problem["errors"]] == list(query)


@pytest.mark.parametrize(
    ("begin", "end", "status"),
    [
        ("2021", "2020", 422),
        ("2021-03-05", "2021-03-04", 422),
        ("2021-04", "2021-03-31", 422),
        ("2021-03-04", "2021-03-04", 200),
        ("2021-03-04", "2021", 200),  # a year or a month means all of its days
        ("2021", "2021-03-04", 200),
        ("2021", "", 200),
    ],
)
def test_the_last_day_is_not_before_the_first(read_only: FlaskClient, begin: str, end: str, status: int) -> None:
    response = read_only.get("/v1/cases", query_string={"from": begin, "to": end})
    assert response.status_code == status
    if status == 422:
        assert response.get_json()["errors"] == [{"pointer": "to", "detail": "must not be before `from`"}]
    else:
        assert "bridge" in [case["id"] for case in response.get_json()["cases"]]


@pytest.mark.parametrize(
    "query",
    ['"', '"open', "+", "-", "AND OR NOT", "(((", "title:x", "*", "a*", "~3", "\x00", "🦄", "/x/ [a TO b]", "\\"],
)
def test_no_query_is_an_error_by_its_letters(read_only: FlaskClient, query: str) -> None:
    get(read_only, "/v1/cases", q=query)


def test_a_token_is_good_for_its_query_only(read_only: FlaskClient) -> None:
    token = get(read_only, "/v1/cases", q="ferry", page_size=2)["next_page_token"]
    response = read_only.get("/v1/cases", query_string={"q": "ghosts", "page_token": token})
    assert response.status_code == 422


def test_a_token_of_an_older_index_is_told_so(folder: Path, tmp_path: Path) -> None:
    client = create_app(Settings(index=folder)).test_client()
    token = get(client, "/v1/cases", q="ferry", page_size=2)["next_page_token"]
    new = write_cases(tmp_path / "new.jsonl", [{"id": "new", "source": "ravna", "title": "A new ferry"}])
    update(folder, [str(new)])
    response = client.get("/v1/cases", query_string={"q": "ferry", "page_token": token})
    assert (response.status_code, response.get_json()["type"]) == (410, "/problems/stale-page-token")
    assert "new" in ids(get(client, "/v1/cases", q="new ferry"))


def test_one_case(read_only: FlaskClient) -> None:
    case = get(read_only, "/v1/cases/honey")
    assert case["title"] == "Honey from Ravna can power a car"
    assert case["disclaimer"] == OWN_DISCLAIMER
    assert case["note"] == "kept as it came"
    assert get(read_only, "/v1/cases/turbines")["disclaimer"] is None


@pytest.mark.parametrize("case_id", ["nobody", "%00", "a" * 3000, "bridge ", "BRIDGE"])
def test_an_unknown_case(read_only: FlaskClient, case_id: str) -> None:
    response = read_only.get(f"/v1/cases/{case_id}")
    assert (response.status_code, response.get_json()["type"]) == (404, "/problems/unknown-case")


def test_a_case_as_claimreview(read_only: FlaskClient) -> None:
    response = read_only.get("/v1/cases/bridge", headers={"Accept": "application/ld+json"})
    assert response.content_type == "application/ld+json"
    review = response.get_json()
    assert review["@type"] == "ClaimReview"
    assert review["url"] == "https://ravna.example/cases/bridge"
    assert DISCLAIMER in response.get_data(as_text=True)
    assert "Accept" in read_only.get("/v1/cases/bridge").headers["Vary"]


@pytest.mark.parametrize(
    "accept",
    ["*/*", "application/json", "text/html,*/*;q=0.8", "text/plain", "application/ld+json;q=0.1,application/json"],
)
def test_a_case_is_json_unless_the_client_prefers_linked_data(read_only: FlaskClient, accept: str) -> None:
    assert read_only.get("/v1/cases/bridge", headers={"Accept": accept}).content_type == "application/json"


@pytest.mark.parametrize(
    "url",
    [
        "https://siren.example/news/bridge?id=7",
        "http://www.siren.example/news/bridge?id=7&utm_source=x&fbclid=y#comments",
        "https://web.archive.org/web/20210305101112/https://siren.example/news/bridge?id=7",
        "https://web.archive.org/web/2019/http://siren.example/news/bridge?id=7",
    ],
)
def test_an_article_is_found_by_every_form_of_its_address(read_only: FlaskClient, url: str) -> None:
    reply = get(read_only, "/v1/articles", url=url)
    assert reply["article"] == {"url": url, "cases": ["bridge"]}
    assert reply["cases"]["bridge"]["disclaimer"] == DISCLAIMER
    assert reply["disclaimers"]["ravna"]["text"] == DISCLAIMER


@pytest.mark.parametrize(
    "url", ["https://siren.example/news/bridge?id=8", "https://siren.example/", "nothing", "javascript:1", "\x00"]
)
def test_another_address_is_not_catalogued(read_only: FlaskClient, url: str) -> None:
    reply = get(read_only, "/v1/articles", url=url)
    assert (reply["article"], reply["cases"]) == (None, {})


def test_an_address_is_required(read_only: FlaskClient) -> None:
    for query in ({}, {"url": ""}):
        assert read_only.get("/v1/articles", query_string=query).status_code == 422


def test_a_disclaimer_set_by_hand_shows_at_once(folder: Path) -> None:
    client = create_app(Settings(index=folder)).test_client()
    assert get(client, "/v1/cases/turbines")["disclaimer"] is None
    library = Library(folder)
    record = library.sources(library.current())["ravna"].model_copy(
        update={"source": "plain", "disclaimer": "Set by hand."}
    )
    library.state.set_source(record)
    assert get(client, "/v1/cases/turbines")["disclaimer"] == "Set by hand."
    assert get(client, "/v1/cases/honey")["disclaimer"] == OWN_DISCLAIMER


def test_what_is_returned_is_a_case(read_only: FlaskClient) -> None:
    for case in get(read_only, "/v1/cases", page_size=100)["cases"]:
        assert Case.from_dict(case).id == case["id"]


def test_a_query_in_another_encoding_is_refused_and_a_replacement_character_is_not(read_only: FlaskClient) -> None:
    assert read_only.get("/v1/cases?q=%FF").status_code == 422
    assert read_only.get("/v1/cases?q=%EF%BF%BD").status_code == 200


@pytest.mark.parametrize(
    ("query", "suggestion"),
    [
        ("bridg", None),
        ("brigde circus", "bridge circus"),
        ("Danbue +calvse", "danube +calves"),
        ('"golden egs"', '"golden eggs"'),
        ("xyzzy", None),
        ("ferry 🦄", None),
        ("", None),
    ],
)
def test_a_misspelt_word_is_corrected_to_one_that_is_there(
    read_only: FlaskClient, query: str, suggestion: str | None
) -> None:
    assert get(read_only, "/v1/cases", q=query)["did_you_mean"] == suggestion
