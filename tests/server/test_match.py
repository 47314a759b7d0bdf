"""POST /v1/match: passages with exact offsets, cases with disclaimers, limits, and every kind of wrong body."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index import urls
from index.admin_state.database import State
from index.admin_state.feedback import ACCEPTED, FeedbackQueue
from index.case import SourceRecord
from index.storage.library import Library
from server.api.match_reply import is_publishers
from server.api.passage_hash import passage_hash
from server.app import create_app
from server.config.settings import Settings
from tests.server.case_file import BRIDGE, DISCLAIMER, HONEY, OWN_DISCLAIMER, TURBINES
from tests.server.conftest import PATIENT

FILLER = "The market opens at eight on Saturdays, and the bakery sells bread from six."


def post(client: FlaskClient, body: Any) -> Any:
    # json.dumps escapes a lone surrogate, as a browser does
    return client.post("/v1/match", data=json.dumps(body), content_type="application/json")


def ask(client: FlaskClient, **body: Any) -> dict[str, Any]:
    response = post(client, body)
    assert response.status_code == 200, response.get_data(as_text=True)
    reply: dict[str, Any] = response.get_json()
    return reply


def blocks(*texts: str) -> list[dict[str, str]]:
    return [{"id": f"b{n}", "text": text} for n, text in enumerate(texts, 1)]


def sliced(text: str, start: int, end: int, utf16: bool = True) -> str:
    if not utf16:
        return text[start:end]
    return text.encode("utf-16-le", "surrogatepass")[2 * start : 2 * end].decode("utf-16-le", "replace")


def test_a_repeated_claim_comes_with_its_case_and_disclaimer(read_only: FlaskClient) -> None:
    reply = ask(read_only, blocks=blocks(FILLER, f"{FILLER} {BRIDGE} {FILLER}"))
    (match,) = reply["matches"]
    assert (match["block"], match["case"], match["relation"]) == ("b2", "bridge", "repeats")
    assert match["quote"].strip() == BRIDGE
    assert 0 < match["score"] <= 1
    assert match["why"]
    assert reply["cases"]["bridge"]["title"] == "The bridge over the Danube at Ravna was sold to a circus"
    assert reply["cases"]["bridge"]["disclaimer"] == DISCLAIMER
    assert reply["disclaimers"] == {
        "ravna": {"name": "Ravna Checkers", "text": DISCLAIMER, "url": "https://ravna.example/"}
    }
    assert reply["article"] is None
    assert reply["index"]["cases"] == 17
    assert reply["took_ms"] >= 0


def test_a_case_with_its_own_disclaimer_shows_that_and_one_without_any_null(read_only: FlaskClient) -> None:
    reply = ask(read_only, blocks=blocks(HONEY, TURBINES))
    assert {match["case"] for match in reply["matches"]} == {"honey", "turbines"}
    assert reply["cases"]["honey"]["disclaimer"] == OWN_DISCLAIMER
    assert reply["cases"]["honey"]["note"] == "kept as it came"
    assert reply["cases"]["turbines"]["disclaimer"] is None
    assert reply["disclaimers"]["plain"] == {"name": None, "text": None, "url": None}


def test_a_claim_rated_true_makes_no_notice(read_only: FlaskClient) -> None:
    text = "The clock tower of Ravna was finished in 1281 and is the oldest in the country."
    assert "tower" not in ask(read_only, blocks=blocks(text), min_score=0)["cases"]


@pytest.mark.parametrize(
    "before", ["🦄🥚 ", "e\u0301 \u05e9\u05dc\u05d5\u05dd. ", "\ud800 ", "a\x00b. ", "\udfff\U0001f600. "]
)
@pytest.mark.parametrize("unit", ["utf-16", "code-point"])
def test_places_are_exact_whatever_is_before_them(read_only: FlaskClient, before: str, unit: str) -> None:
    text = f"{before}{BRIDGE}"
    reply = ask(read_only, blocks=[{"id": "x", "text": text}], offsets=unit)
    (match,) = reply["matches"]
    assert match["quote"] == sliced(text, match["start"], match["end"], unit == "utf-16").replace("\ud800", "\ufffd")
    assert BRIDGE in match["quote"]


def test_a_claim_with_emoji_is_found_in_both_units(read_only: FlaskClient) -> None:
    text = "🦄🦄 In Brel a 🦄 unicorn lays golden eggs 🥚 on the market square every spring morning."
    for unit in ("utf-16", "code-point"):
        (match,) = ask(read_only, text=text, offsets=unit)["matches"]
        assert match["case"] == "emoji"
        assert sliced(text, match["start"], match["end"], unit == "utf-16") == match["quote"]


def test_a_text_is_split_at_blank_lines_and_places_are_in_the_whole_of_it(read_only: FlaskClient) -> None:
    text = f"🦄 {FILLER}\r\n\r\n{HONEY}\n \n\n{BRIDGE}\n"
    reply = ask(read_only, text=text)
    assert [match["block"] for match in reply["matches"]] == ["text", "text"]
    assert {match["case"] for match in reply["matches"]} == {"honey", "bridge"}
    for match in reply["matches"]:
        assert sliced(text, match["start"], match["end"]) == match["quote"]
        assert "\n" not in match["quote"].strip()
    order = [(-match["score"], match["start"]) for match in reply["matches"]]
    assert order == sorted(order)


def test_without_min_score_nothing_ordinary_is_shown_and_with_zero_every_block_is_ranked(
    read_only: FlaskClient,
) -> None:
    about = "Ghosts painted a ferry on the lake, an article on the bridge over the Danube reported."
    assert ask(read_only, blocks=blocks(FILLER))["matches"] == []
    ranked = ask(read_only, blocks=blocks(about), min_score=0, per_block=2)["matches"]
    assert 1 <= len(ranked) <= 2
    assert all(match["block"] == "b1" for match in ranked)


def test_min_score_is_inclusive(read_only: FlaskClient) -> None:
    (match,) = ask(read_only, blocks=blocks(BRIDGE))["matches"]
    assert ask(read_only, blocks=blocks(BRIDGE), min_score=match["score"])["matches"][0]["case"] == "bridge"


def test_max_matches_and_per_block_are_kept_and_lowered_to_the_limits(built: Any) -> None:
    client = create_app(Settings(index=built, max_matches=2, max_per_block=1)).test_client()
    reply = ask(client, blocks=blocks(BRIDGE, HONEY, TURBINES), max_matches=10**9, per_block=10**9, min_score=0)
    assert len(reply["matches"]) == 2
    assert len({match["block"] for match in reply["matches"]}) == 2
    assert len(ask(client, blocks=blocks(BRIDGE, HONEY), max_matches=1)["matches"]) == 1


def test_a_batch_loses_no_match_and_says_where_one_was_left_out(read_only: FlaskClient, built: Any) -> None:
    texts = [BRIDGE, HONEY, TURBINES] * 40
    whole = ask(read_only, blocks=blocks(*texts))
    assert len(whole["matches"]) == 120
    assert {match["block"] for match in whole["matches"]} == {f"b{n}" for n in range(1, 121)}
    assert "truncated" not in whole
    asked = ask(read_only, blocks=blocks(*texts), max_matches=50)
    assert asked["truncated"] == {"matches": 120, "max_matches": 50}
    assert asked["matches"] == whole["matches"][:50]
    assert "truncated" not in ask(read_only, blocks=blocks(*texts), max_matches=120)
    text = ask(read_only, text="\n\n".join(texts), max_matches=7)
    assert (text["truncated"], len(text["matches"])) == ({"matches": 120, "max_matches": 7}, 7)
    limited = create_app(Settings(index=built, max_matches=100, **PATIENT)).test_client()
    assert ask(limited, blocks=blocks(*texts))["truncated"] == {"matches": 101, "max_matches": 100}


def test_what_was_silenced_takes_no_others_place(folder: Path) -> None:
    client = create_app(Settings(index=folder)).test_client()
    first = ask(client, blocks=blocks(BRIDGE, HONEY))["matches"][0]
    queue = FeedbackQueue(State(folder))
    number = queue.add(case_id=first["case"], passage=first["passage"], generation="g")
    queue.decide(number, ACCEPTED, "anna")
    reply = ask(client, blocks=blocks(BRIDGE, HONEY), max_matches=1)
    assert len(reply["matches"]) == 1
    assert reply["matches"][0]["case"] != first["case"]
    assert "truncated" not in reply


def test_the_page_itself_is_looked_up(read_only: FlaskClient) -> None:
    url = "http://www.siren.example/news/bridge?id=7&utm_source=mail#top"
    reply = ask(read_only, blocks=blocks(FILLER), url=url)
    assert reply["article"] == {"url": url, "cases": ["bridge"]}
    assert reply["cases"]["bridge"]["disclaimer"] == DISCLAIMER
    assert ask(read_only, blocks=[], url="no address")["article"] is None


def test_a_passage_is_named_by_case_and_words_but_not_by_its_spelling(read_only: FlaskClient) -> None:
    one, two = ask(read_only, blocks=blocks(BRIDGE, BRIDGE.upper()), min_score=0.01, per_block=1)["matches"]
    assert one["passage"] == two["passage"]
    (other,) = ask(read_only, blocks=blocks(HONEY))["matches"]
    assert other["passage"] != one["passage"]
    assert len(one["passage"]) == 32


def test_keys_of_newer_clients_are_ignored(read_only: FlaskClient) -> None:
    assert ask(read_only, blocks=[{"id": "a", "text": BRIDGE, "role": "heading"}], colour="green")["matches"]


def test_nothing_to_match_is_no_error(read_only: FlaskClient) -> None:
    bodies: list[dict[str, Any]] = [
        {"blocks": []},
        {"text": ""},
        {"blocks": [{"id": "a", "text": ""}]},
        {"text": "\n\n \x00 \ud800"},
    ]
    for body in bodies:
        assert ask(read_only, **body)["matches"] == []


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({}, "#"),
        ({"blocks": [], "text": ""}, "#"),
        ([], "#"),
        ("text", "#"),
        (None, "#"),
        ({"blocks": {}}, "#/blocks"),
        ({"blocks": ["a"]}, "#/blocks/0"),
        ({"blocks": [{"id": "a"}]}, "#/blocks/0/text"),
        ({"blocks": [{"id": 1, "text": "a"}]}, "#/blocks/0/id"),
        ({"blocks": [{"id": "", "text": "a"}]}, "#/blocks/0/id"),
        ({"blocks": [{"id": "a", "text": None}]}, "#/blocks/0/text"),
        ({"blocks": [{"id": "a", "text": "x"}, {"id": "a", "text": "y"}]}, "#"),
        ({"text": 5}, "#/text"),
        ({"text": "a", "min_score": -0.1}, "#/min_score"),
        ({"text": "a", "min_score": 1.1}, "#/min_score"),
        ({"text": "a", "min_score": "0.5"}, "#/min_score"),
        ({"text": "a", "min_score": True}, "#/min_score"),
        ({"text": "a", "max_matches": 0}, "#/max_matches"),
        ({"text": "a", "max_matches": 1.5}, "#/max_matches"),
        ({"text": "a", "per_block": -1}, "#/per_block"),
        ({"text": "a", "offsets": "bytes"}, "#/offsets"),
        ({"text": "a", "language": "klingon!"}, "#/language"),
        ({"text": "a", "url": 7}, "#/url"),
    ],
)
def test_what_is_not_valid_is_pointed_at(read_only: FlaskClient, body: Any, pointer: str) -> None:
    response = post(read_only, body)
    problem = response.get_json()
    assert response.status_code == 422
    assert problem["type"] == "/problems/invalid-request"
    assert pointer in [error["pointer"] for error in problem["errors"]]


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"{",
        b'{"text": "a",}',
        b'{"text": NaN}',
        b'{"text": "a", "min_score": -Infinity}',
        b'{"text": "\xff"}',
        b'{"text": "\xed\xa0\x80"}',
        b'{"text": "a\x00b"}',
        b"[" * 200_000,
        b'{"min_score": ' + b"1" * 10_000 + b"}",
        '{"text": "a"}'.encode("utf-16"),
    ],
)
def test_what_is_no_json_is_refused(read_only: FlaskClient, raw: bytes) -> None:
    response = read_only.post("/v1/match", data=raw, content_type="application/json")
    assert response.status_code == 400
    assert response.get_json()["type"] == "/problems/malformed-json"


def test_a_number_beyond_all_numbers_is_not_valid(read_only: FlaskClient) -> None:
    response = read_only.post("/v1/match", data=b'{"text": "a", "min_score": 1e999}', content_type="application/json")
    assert response.status_code == 422


def test_limits(read_only: FlaskClient) -> None:
    too_many = post(read_only, {"blocks": [{"id": str(n), "text": ""} for n in range(100_000)]})
    assert (too_many.status_code, too_many.get_json()["type"]) == (413, "/problems/too-many-blocks")
    paragraphs = post(read_only, {"text": "a\n\n" * 20_001})
    assert (paragraphs.status_code, paragraphs.get_json()["type"]) == (413, "/problems/too-many-blocks")
    assert post(read_only, {"blocks": [{"id": str(n), "text": ""} for n in range(20_000)]}).status_code == 200
    large = post(read_only, {"text": "a" * 2**23})
    assert (large.status_code, large.get_json()["type"]) == (413, "/problems/body-too-large")


def test_an_error_never_repeats_what_was_sent(read_only: FlaskClient) -> None:
    canary = "a-text-nobody-should-see"
    for body in (
        {"text": [canary]},
        {"text": "a", "language": canary + "!!"},
        {"text": "a", "offsets": canary},
        {"blocks": [{"id": canary, "text": "x"}, {"id": canary, "text": "y"}]},
    ):
        assert canary not in post(read_only, body).get_data(as_text=True)
    raw = read_only.post("/v1/match", data=f'{{"text": "{canary}', content_type="application/json")
    assert canary not in raw.get_data(as_text=True)


json_values = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)
KEYS = ["url", "language", "blocks", "text", "min_score", "max_matches", "per_block", "offsets"]


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.dictionaries(st.sampled_from(KEYS), json_values | st.text(alphabet=st.characters(codec=None)), max_size=4))
def test_no_body_breaks_the_service(read_only: FlaskClient, body: dict[str, Any]) -> None:
    response = post(read_only, body)
    assert response.status_code in (200, 400, 422)
    reply = response.get_json()
    for match in reply.get("matches", ()):
        text = body["text"]
        assert match["quote"] == sliced(text, match["start"], match["end"])


@pytest.mark.parametrize(
    "asked",
    [
        {"checks_facts": True},
        {"url": "https://ravna.example/news/2020/a-review"},
        {"url": "https://www.ravna.example/"},
    ],
)
def test_a_page_that_checks_facts_repeats_nothing(read_only: FlaskClient, asked: dict[str, Any]) -> None:
    reply = ask(read_only, blocks=blocks(FILLER, BRIDGE), **asked)
    (match,) = reply["matches"]
    assert (match["case"], match["relation"], match["why"]["reported"]) == ("bridge", "related", BRIDGE)
    assert reply["checks_facts"] is True


@pytest.mark.parametrize(
    "asked",
    [
        {"checks_facts": False},
        {"url": "https://notravna.example/a"},
        {"url": "https://blog.ravna.example/a"},
        {"url": "no address"},
        {"url": "https://ravna.example/" + "x" * 9000},
        {},
    ],
)
def test_another_page_checks_no_facts(read_only: FlaskClient, asked: dict[str, Any]) -> None:
    reply = ask(read_only, blocks=blocks(FILLER, BRIDGE), **asked)
    assert [match["relation"] for match in reply["matches"]] == ["repeats"]
    assert "checks_facts" not in reply


def test_a_publisher_with_a_part_of_a_host_has_no_more_of_it() -> None:
    source = SourceRecord(source="desk", url="https://news.example/fact-desk/")
    for url, own in (
        ("https://news.example/fact-desk", True),
        ("https://news.example/fact-desk/7", True),
        ("https://news.example/fact-desktop", False),
        ("https://news.example/", False),
    ):
        assert is_publishers(url, [source]) is own
    for none in ("", "https://example/", "https://com/"):
        assert not is_publishers("https://news.example.com/", [SourceRecord(source="none", url=none)])


def test_the_address_of_a_page_is_not_remembered(read_only: FlaskClient) -> None:
    ask(read_only, blocks=blocks(BRIDGE), url="https://known.example/")
    held = urls.host_of.cache_info().currsize
    for n in range(5):
        ask(read_only, blocks=blocks(BRIDGE), url=f"https://reader-{n}.example/private")
    assert urls.host_of.cache_info().currsize == held


def test_a_sentence_that_was_silenced_whole_stays_silenced_where_a_part_of_it_is_told(folder: Path) -> None:
    long = (
        "While the fair was opened with a brass band and speeches, the bridge over the Danube at Ravna was sold to a "
        "travelling circus for a single coin, and on Tuesday the market moves to the square behind the school again."
    )
    client = create_app(Settings(index=folder, **PATIENT)).test_client()
    (match,) = ask(client, blocks=blocks(long))["matches"]
    assert match["quote"] != long
    queue = FeedbackQueue(State(folder))
    whole = passage_hash(Library(folder).secret(), "bridge", long)
    queue.decide(queue.add(case_id="bridge", passage=whole, generation="g"), ACCEPTED, "anna")
    assert ask(client, blocks=blocks(long))["matches"] == []
