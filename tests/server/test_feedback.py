"""POST /v1/feedback: it is kept as sent, within limits, with no more than the reader chose to send."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from index.admin_state.database import State
from index.admin_state.feedback import MOST_OF_ONE_NOTICE, FeedbackQueue
from server.api.passage_hash import passage_hash
from server.app import create_app
from server.config.settings import Settings
from tests.server.case_file import BRIDGE

pytestmark = pytest.mark.both_engines

JSON = "application/json"
GOOD = {"case": "bridge", "passage": "0123456789abcdef" * 2, "generation": "20200101T000000Z-abcdef"}


def test_feedback_is_queued(client: FlaskClient, folder: Path) -> None:
    assert client.post("/v1/feedback", json=GOOD).status_code == 201
    quoted = GOOD | {"passage": passage_hash(State(folder).secret(), "bridge", "The bridge")}
    reply = client.post("/v1/feedback", json=quoted | {"comment": "It is satire 🦄.", "quote": "The bridge"})
    assert reply.get_json()["received"] is True
    first, second = FeedbackQueue(State(folder)).waiting()
    assert (first.case_id, first.passage, first.comment, first.quote) == ("bridge", GOOD["passage"], "", "")
    assert (second.comment, second.quote, second.generation) == ("It is satire 🦄.", "The bridge", GOOD["generation"])


@pytest.mark.parametrize(
    "change",
    [
        {"passage": "short"},
        {"passage": "G" * 32},
        {"passage": None},
        {"generation": ""},
        {"generation": "g" * 101},
        {"case": ""},
        {"case": 7},
        {"comment": "c" * 2001},
        {"quote": "q" * 5001},
        {"quote": ["q"]},
    ],
)
def test_what_is_not_valid_is_not_kept(client: FlaskClient, folder: Path, change: dict[str, Any]) -> None:
    assert client.post("/v1/feedback", json=GOOD | change).status_code == 422
    assert FeedbackQueue(State(folder)).waiting() == []


def test_feedback_needs_a_case_that_there_is(client: FlaskClient, folder: Path) -> None:
    response = client.post("/v1/feedback", json=GOOD | {"case": "nobody"})
    assert (response.status_code, response.get_json()["type"]) == (404, "/problems/unknown-case")
    assert FeedbackQueue(State(folder)).waiting() == []


def test_a_match_can_be_answered_with_feedback(client: FlaskClient, folder: Path) -> None:
    reply = client.post("/v1/match", json={"text": BRIDGE}).get_json()
    (match,) = reply["matches"]
    body = {"case": match["case"], "passage": match["passage"], "generation": reply["index"]["generation"]}
    assert client.post("/v1/feedback", json=body).status_code == 201
    assert FeedbackQueue(State(folder)).waiting()[0].passage == match["passage"]


@pytest.mark.state_file
def test_a_database_that_cannot_be_written_is_told(client: FlaskClient, folder: Path) -> None:
    assert client.get("/readyz").status_code == 200
    (folder / "state.sqlite").unlink(missing_ok=True)
    (folder / "state.sqlite").mkdir()
    response = client.post("/v1/feedback", json=GOOD)
    assert (response.status_code, response.get_json()["type"]) == (503, "/problems/storage-unavailable")


def test_one_passage_is_not_silenced_by_showing_another(client: FlaskClient, folder: Path) -> None:
    """An attack: the hash of a correct notice with a quote that would make an admin accept it."""
    (match,) = client.post("/v1/match", json={"text": BRIDGE}).get_json()["matches"]
    trick = {"case": "bridge", "passage": match["passage"], "generation": "g", "quote": "The circus came to Ravna."}
    refused = client.post("/v1/feedback", json=trick)
    assert refused.status_code == 422
    assert [error["pointer"] for error in refused.get_json()["errors"]] == ["#/quote"]
    assert "circus" not in refused.get_data(as_text=True)
    assert client.post("/v1/feedback", json=trick | {"case": "honey", "quote": match["quote"]}).status_code == 422
    assert FeedbackQueue(State(folder)).waiting() == []
    assert client.post("/v1/feedback", json=trick | {"quote": match["quote"]}).status_code == 201


@pytest.mark.state_file
@pytest.mark.parametrize("text", [f"\ud800 🦄 {BRIDGE}", f"  {BRIDGE.upper()}\n\tHm."])
def test_the_quote_of_every_match_belongs_to_its_passage(client: FlaskClient, text: str) -> None:
    (match,) = client.post("/v1/match", data=json.dumps({"text": text}), content_type=JSON).get_json()["matches"]
    sent = {"case": match["case"], "passage": match["passage"], "generation": "g", "quote": match["quote"]}
    assert client.post("/v1/feedback", json=sent).status_code == 201


def test_feedback_is_bounded_in_number(folder: Path) -> None:
    client = create_app(Settings(index=folder, max_feedback=30)).test_client()
    same = [client.post("/v1/feedback", json=GOOD | {"comment": "Wrong."}).get_json()["id"] for _ in range(5)]
    assert len(set(same)) == 1
    of_one = [client.post("/v1/feedback", json=GOOD | {"comment": f"no {n}"}).status_code for n in range(30)]
    assert of_one == [201] * (MOST_OF_ONE_NOTICE - 1) + [503] * (31 - MOST_OF_ONE_NOTICE)
    others = [client.post("/v1/feedback", json=GOOD | {"passage": f"{n:032x}"}) for n in range(15)]
    assert [reply.status_code for reply in others] == [201] * 10 + [503] * 5
    assert others[-1].get_json()["type"] == "/problems/feedback-full"
    assert "decide" in others[-1].get_json()["detail"]
    assert FeedbackQueue(State(folder)).count() == 30


def test_feedback_is_bounded_in_size(client: FlaskClient) -> None:
    large = json.dumps(GOOD | {"comment": "🦄" * 2000, "quote": "🦄" * 5000})
    assert len(large) > 80_000
    refused = client.post("/v1/feedback", data=large, content_type=JSON)
    assert (refused.status_code, refused.get_json()["errors"][0]["pointer"]) == (422, "#/quote")
    padded = large[:-1] + " " * 200_000 + "}"
    assert client.post("/v1/feedback", data=padded, content_type=JSON).status_code == 413


def test_feedback_makes_no_look_up_new(client: FlaskClient) -> None:
    tag = client.get("/v1/cases/bridge").headers["ETag"]
    assert client.post("/v1/feedback", json=GOOD).status_code == 201
    assert client.get("/v1/cases/bridge", headers={"If-None-Match": tag}).status_code == 304
