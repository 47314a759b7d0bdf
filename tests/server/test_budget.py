"""What one request may cost: an incomplete reply says so, and work counts towards the limit."""

from __future__ import annotations

import functools
import itertools
import socket
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from index.admin_state.database import State
from index.matcher.budget import Budget
from index.search.query import MOST_TERMS
from server.api import match
from server.app import create_app
from server.config.settings import Settings
from server.http import rate_limits
from server.http.api_keys import Keys
from server.http.request_parsing import MOST_PARTS
from tests.server.case_file import BRIDGE, HONEY, TURBINES
from tests.server.conftest import PATIENT
from tests.server.test_match import ask, blocks, post


@pytest.fixture
def ticking(monkeypatch: pytest.MonkeyPatch) -> None:
    """A clock that advances by a millisecond each time it is read."""
    counter = itertools.count()
    monkeypatch.setattr(match, "Budget", functools.partial(Budget, clock=lambda: next(counter) / 1000))


def client_with(folder: Path, milliseconds: int) -> FlaskClient:
    patient = PATIENT | {"match_budget_ms": milliseconds}
    return create_app(Settings(index=folder, **patient)).test_client()


@pytest.mark.usefixtures("ticking")
def test_a_reply_that_is_not_complete_says_so_and_counts_what_was_read(built: Path) -> None:
    texts = [BRIDGE, HONEY, TURBINES] * 200
    nothing = ask(client_with(built, 1), blocks=blocks(*texts))
    assert (nothing["complete"], nothing["blocks_read"], nothing["matches"]) == (False, 0, [])
    assert ask(client_with(built, 1), text="\n\n".join(texts))["complete"] is False
    whole = ask(client_with(built, 600_000), blocks=blocks(*texts))
    assert len(whole["matches"]) == 600
    for milliseconds in range(5, 400, 5):
        reply = ask(client_with(built, milliseconds), blocks=blocks(*texts))
        if 0 < reply.get("blocks_read", 0) < 600 and reply["matches"]:
            break
    assert reply["complete"] is False
    first = {match["block"]: match for match in whole["matches"]}
    # scores may differ, as there may have been no time to read a passage again together with its neighbours
    told = ("start", "end", "case", "relation", "passage")
    found = [match for match in reply["matches"] if match["relation"]]
    assert all(match[key] == first[match["block"]][key] for match in found for key in told)
    assert "b600" not in {match["block"] for match in reply["matches"]}


def test_the_budget_is_told(read_only: FlaskClient, folder: Path) -> None:
    usual = create_app(Settings(index=folder)).test_client()
    for client, budget in ((read_only, PATIENT["match_budget_ms"]), (usual, 2000)):
        assert client.get("/v1/status").get_json()["limits"]["match_budget_ms"] == budget


def test_nothing_is_done_for_a_client_that_has_gone(read_only: FlaskClient) -> None:
    ours, theirs = socket.socketpair()
    environment = {"gunicorn.socket": ours}

    def send() -> dict[str, Any]:
        body = {"blocks": blocks(BRIDGE)}
        reply: dict[str, Any] = read_only.post("/v1/match", json=body, environ_overrides=environment).get_json()
        return reply

    assert send()["matches"]
    theirs.send(b"POST /v1/match HTTP/1.1")  # the client sends its next request early
    assert send()["matches"]
    ours.recv(100)
    theirs.close()
    gone = send()
    assert (gone["matches"], gone["complete"]) == ([], False)
    ours.close()
    assert send()["matches"] == []


def test_a_limit_counts_work(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    client = create_app(Settings(index=folder)).test_client()
    _, secret = Keys(State(folder)).create("tests", per_minute=20)
    clock = itertools.count()

    class Time:
        @staticmethod
        def thread_time() -> float:
            return next(clock) * 0.75  # every request takes 750 ms

    monkeypatch.setattr(rate_limits, "time", Time)
    headers = {"Authorization": f"Bearer {secret}"}
    replies = [client.get("/v1/status", headers=headers) for _ in range(4)]
    # each counts as one and, for its work, as seven more, or as many as the limit has left
    assert [reply.status_code for reply in replies] == [200, 200, 200, 429]
    assert [reply.headers["X-RateLimit-Remaining"] for reply in replies[:3]] == ["12", "4", "0"]
    assert [client.get("/v1/status").status_code for _ in range(4)] == [200] * 4  # without a limit nothing is counted


def test_a_body_of_too_many_parts_is_refused_before_it_is_decoded(read_only: FlaskClient) -> None:
    response = read_only.post("/v1/match", data="[" + "[]," * MOST_PARTS + "[]]", content_type="application/json")
    assert (response.status_code, response.get_json()["type"]) == (413, "/problems/body-too-large")
    # brackets in a text do not count
    text = '[{"\\' * (MOST_PARTS // 2 + 1) + BRIDGE
    assert post(read_only, {"text": text}).status_code == 200


def test_what_nobody_reads_is_told(read_only: FlaskClient) -> None:
    body = {"blocks": [{"id": "a", "text": BRIDGE}, {"id": "b", "text": "", "role": "x"}], "min_scores": 0, "zwölf": 1}
    reply = read_only.post("/v1/match?per_block=3", json=body).get_json()
    assert reply["matches"]
    assert reply["ignored"] == ["#/min_scores", "#/blocks/1/role", "per_block"]
    assert "ignored" not in ask(read_only, blocks=blocks(BRIDGE))
    assert read_only.get("/v1/cases?q=bridge&pagesize=3&from=2000").get_json()["ignored"] == ["pagesize"]
    assert read_only.get("/v1/articles?url=x&lang=en").get_json()["ignored"] == ["lang"]
    assert "ignored" not in read_only.get("/v1/cases?q=bridge").get_json()


@pytest.mark.parametrize(
    "query", [" ".join(f"bridge{n}" for n in range(40)), "-".join(["bridge", "danube", "circus"] * 20), "橋" * 90]
)
def test_a_query_of_too_many_words_is_cut_and_says_so(read_only: FlaskClient, query: str) -> None:
    reply = read_only.get("/v1/cases", query_string={"q": query}).get_json()
    assert f"more than {MOST_TERMS}" in reply["note"]


def test_the_rarest_words_of_a_long_query_are_looked_for(read_only: FlaskClient) -> None:
    common = " ".join(f"word{n}" for n in range(30))
    assert read_only.get("/v1/cases", query_string={"q": f"{common} circus"}).status_code == 200
    long = " ".join(["the and of to in was were"] * 4)
    reply = read_only.get("/v1/cases", query_string={"q": f"{long} circus"}).get_json()
    assert "bridge" in {case["id"] for case in reply["cases"]}
    assert reply["note"]
    phrase = 'the "bridge over the danube at ravna was sold to a circus"'
    assert not read_only.get("/v1/cases", query_string={"q": phrase}).get_json()["note"]
