"""POST /v1/feedback: kept as sent, with limits, and no more than the reader chose to send."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from index.library import Library
from tests.server.case_file import BRIDGE

GOOD = {"case": "bridge", "passage": "0123456789abcdef" * 2, "generation": "20200101T000000Z-abcdef"}


def test_feedback_is_queued(client: FlaskClient, folder: Path) -> None:
    assert client.post("/v1/feedback", json=GOOD).status_code == 201
    reply = client.post("/v1/feedback", json=GOOD | {"comment": "It is satire 🦄.", "quote": "The bridge"})
    assert reply.get_json()["received"] is True
    first, second = Library(folder).state.feedback()
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
    assert Library(folder).state.feedback() == []


def test_feedback_needs_a_case_that_there_is(client: FlaskClient, folder: Path) -> None:
    response = client.post("/v1/feedback", json=GOOD | {"case": "nobody"})
    assert (response.status_code, response.get_json()["type"]) == (404, "/problems/unknown-case")
    assert Library(folder).state.feedback() == []


def test_a_match_can_be_answered_with_feedback(client: FlaskClient, folder: Path) -> None:
    reply = client.post("/v1/match", json={"text": BRIDGE}).get_json()
    (match,) = reply["matches"]
    body = {"case": match["case"], "passage": match["passage"], "generation": reply["index"]["generation"]}
    assert client.post("/v1/feedback", json=body).status_code == 201
    assert Library(folder).state.feedback()[0].passage == match["passage"]


def test_a_database_that_cannot_be_written_is_told(client: FlaskClient, folder: Path) -> None:
    assert client.get("/readyz").status_code == 200
    (folder / "state.sqlite").unlink(missing_ok=True)
    (folder / "state.sqlite").mkdir()
    response = client.post("/v1/feedback", json=GOOD)
    assert (response.status_code, response.get_json()["type"]) == (503, "/problems/storage-unavailable")
