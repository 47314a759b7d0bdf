"""Edits by hand survive every import, can be undone, and say who made them; accepted feedback silences a match."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from index.admin_state.audit import Audit
from index.admin_state.database import State
from index.admin_state.edits import Edits
from index.admin_state.feedback import ACCEPTED, DISMISSED, FeedbackQueue
from index.case import Case
from index.errors import CaseError, UnknownCaseError
from index.storage.build import apply_edits, build, delete, update
from index.storage.generations import rollback, status, verify
from index.storage.library import Library
from server.app import create_app
from server.config.settings import Settings
from tests.server.case_file import BRIDGE, HONEY, write_cases

pytestmark = pytest.mark.both_engines


def record(number: int, **changes: Any) -> dict[str, Any]:
    return {"id": f"c{number}", "source": "tests", "title": f"Claim {number} about the ferry of Brel"} | changes


@pytest.fixture
def source(tmp_path: Path) -> str:
    return write(tmp_path, *(record(n) for n in range(4)))


def write(folder: Path, *records: dict[str, Any]) -> str:
    path = folder / "cases.jsonl"
    path.write_text("".join(json.dumps(r) + "\n" for r in records), "utf-8")
    return str(path)


def case(folder: Path, case_id: str) -> Case:
    found = Library(folder).current().case(case_id)
    assert found is not None
    return found


def test_a_correction_outlives_imports_and_can_be_taken_back(tmp_path: Path, source: str) -> None:
    folder = tmp_path / "index"
    build(folder, [source])
    edits = Edits(State(folder))
    edits.change(case(folder, "c1"), {"title": "Corrected title", "keywords": ["ferry"]}, "anna")
    assert case(folder, "c1").title == record(1)["title"]
    assert apply_edits(folder).edited == 1
    assert case(folder, "c1").title == "Corrected title"
    assert [hit.case.id for hit in Library(folder).current().search("corrected").hits] == ["c1"]

    build(folder, [source])
    assert case(folder, "c1").title == "Corrected title"
    # the publisher changes a corrected key and another one: the correction stays, the other change is taken over
    update(folder, [write(tmp_path, record(1, title="As published anew", summary="A new summary"))])
    assert (case(folder, "c1").title, case(folder, "c1").summary) == ("Corrected title", "A new summary")
    assert verify(folder) == []
    assert status(folder)["generations"][-1]["counts"]["edited"] == 1

    edits.withdraw("c1", "boris")
    apply_edits(folder)
    assert (case(folder, "c1").title, case(folder, "c1").keywords) == ("As published anew", ())
    assert [(c.who, c.action) for c in edits.history("c1")] == [("boris", "restored"), ("anna", "edited")]
    assert edits.history("c1")[1].before == {"title": record(1)["title"]}
    assert edits.history("c1")[1].after == {"title": "Corrected title", "keywords": ["ferry"]}


def test_a_deleted_case_stays_away_until_restored(tmp_path: Path, source: str) -> None:
    folder = tmp_path / "index"
    build(folder, [source])
    edits = Edits(State(folder))
    edits.delete("c2", "anna")
    apply_edits(folder)
    build(folder, [source])
    update(folder, [write(tmp_path, record(2, summary="it comes again"), record(9))])
    generation = Library(folder).current()
    assert generation.case("c2") is None
    assert generation.manifest.counts["withheld"] == 1
    assert [hit.case.id for hit in generation.search("comes").hits] == []
    edits.withdraw("c2", "anna")
    apply_edits(folder)
    assert case(folder, "c2").summary == "it comes again"
    assert len(Library(folder).current()) == 5
    assert verify(folder) == []


def test_nothing_to_apply_makes_no_generation(tmp_path: Path, source: str) -> None:
    folder = tmp_path / "index"
    live = build(folder, [source]).generation
    assert apply_edits(folder).generation == live
    edits = Edits(State(folder))
    edits.change(case(folder, "c1"), {"title": record(1)["title"]}, "anna")
    assert edits.current() == {}
    assert edits.history("c1") == []
    assert apply_edits(folder).generation == live


def test_the_generation_before_an_edit_can_be_gone_back_to_and_brought_up_to_date(tmp_path: Path, source: str) -> None:
    folder = tmp_path / "index"
    build(folder, [source])
    Edits(State(folder)).change(case(folder, "c1"), {"title": "Corrected"}, "anna")
    apply_edits(folder)
    rollback(folder)
    assert case(folder, "c1").title == record(1)["title"]
    apply_edits(folder)
    assert case(folder, "c1").title == "Corrected"


def test_an_edit_that_makes_no_valid_case_is_refused_with_its_key(tmp_path: Path, source: str) -> None:
    folder = tmp_path / "index"
    build(folder, [source])
    edits = Edits(State(folder))
    for wanted, said in (({"title": ""}, "title"), ({"published": "2020-02-31"}, "published"), ({"id": "x"}, "id")):
        with pytest.raises(CaseError, match=said):
            edits.change(case(folder, "c1"), wanted, "anna")
    assert edits.current() == {}
    assert edits.history("c1") == []


def test_an_edit_that_no_longer_fits_is_told_and_hurts_nothing(tmp_path: Path, source: str) -> None:
    folder = tmp_path / "index"
    build(folder, [source])
    Edits(State(folder)).change(case(folder, "c1"), {"verdict": "misleading"}, "anna")
    with State(folder).transaction() as db:
        db.execute("""UPDATE edit SET changes = '{"verdict": "rubbish"}'""")
    report = build(folder, [source])
    assert (report.cases, report.edited) == (4, 0)
    assert "c1" in str(report.remarks[0])


def test_deleting_from_the_command_line_sees_withheld_cases(tmp_path: Path, source: str) -> None:
    folder = tmp_path / "index"
    build(folder, [source])
    edits = Edits(State(folder))
    edits.delete("c2", "anna")
    apply_edits(folder)
    delete(folder, ["c2"])
    edits.withdraw("c2", "anna")
    apply_edits(folder)
    assert Library(folder).current().case("c2") is None
    for n in (0, 1, 3):
        edits.delete(f"c{n}", "anna")
    with pytest.raises(UnknownCaseError, match="none would be left"):
        apply_edits(folder)
    assert len(Library(folder).current()) == 3


def test_accepted_feedback_silences_that_case_for_that_passage_only(tmp_path: Path) -> None:
    folder = tmp_path / "index"
    build(folder, [str(write_cases(tmp_path / "cases.jsonl"))])
    client = create_app(Settings(index=folder)).test_client()

    def matches(text: str) -> list[dict[str, Any]]:
        return list(client.post("/v1/match", json={"text": text}).get_json()["matches"])

    both = f"{BRIDGE}\n\n{HONEY}"
    bridge = next(m for m in matches(both) if m["case"] == "bridge")
    sent = client.post("/v1/feedback", json={"case": "bridge", "passage": bridge["passage"], "generation": "g"})
    queue = FeedbackQueue(State(folder))
    assert [entry.id for entry in queue.waiting()] == [sent.get_json()["id"]]
    assert {m["case"] for m in matches(both)} == {"bridge", "honey"}

    queue.decide(sent.get_json()["id"], ACCEPTED, "anna")
    assert queue.waiting() == []
    reply = client.post("/v1/match", json={"text": both}).get_json()
    assert {m["case"] for m in reply["matches"]} == {"honey"}
    assert set(reply["cases"]) == {"honey"}
    assert matches("  " + BRIDGE.upper().replace(" ", "  ")) == []
    assert {m["case"] for m in matches(f"They say {BRIDGE[0].lower()}{BRIDGE[1:]}")} <= {"bridge"}

    queue.decide(sent.get_json()["id"], DISMISSED, "anna")
    assert {m["case"] for m in matches(both)} == {"bridge", "honey"}


def test_the_audit_log_gives_the_last_first_and_pages(tmp_path: Path) -> None:
    audit = Audit(State(tmp_path))
    for n in range(5):
        audit.add("anna", "import", f"file-{n}.jsonl")
    first = audit.entries(limit=2)
    assert [entry.subject for entry in first] == ["file-4.jsonl", "file-3.jsonl"]
    assert [entry.subject for entry in audit.entries(before=first[-1].id)] == [f"file-{n}.jsonl" for n in (2, 1, 0)]
