"""Old feedback and old audit log entries are removed after the days that were set, and nothing else is."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from index.admin_state.audit import Audit
from index.admin_state.database import State
from index.admin_state.expiry import Expiry, expire
from index.admin_state.feedback import ACCEPTED, DISMISSED, FeedbackQueue

pytestmark = pytest.mark.both_engines

CANARY = "zxcanaryzx" * 50
LATER = datetime.now(UTC) + timedelta(days=30)


@pytest.fixture
def state(tmp_path: Path) -> State:
    """A state with accepted, dismissed and waiting feedback, and an entry in the log."""
    state = State(tmp_path)
    queue = FeedbackQueue(state)
    for n, decision in enumerate((ACCEPTED, DISMISSED, "")):
        number = queue.add(case_id="c", passage=f"{n:032x}", generation="g", comment=CANARY)
        if decision:
            queue.decide(number, decision, "anna")
    Audit(state).add("anna", "signed in")
    return state


def test_by_default_everything_stays(state: State) -> None:
    assert expire(state, Expiry(), LATER) == 0
    assert len(FeedbackQueue(state).decided()) == 2
    assert len(Audit(state).entries()) == 1


def test_decided_feedback_goes_and_what_it_silenced_stays(state: State) -> None:
    assert expire(state, Expiry(feedback_days=31), LATER) == 0
    assert expire(state, Expiry(feedback_days=29), LATER) == 2
    queue = FeedbackQueue(state)
    assert queue.decided() == []
    assert queue.count() == 1
    assert queue.silences() == {("c", "0" * 32)}
    newest = Audit(state).entries()[0]
    assert (newest.who, newest.action, newest.detail) == (
        "retention", "removed as old", "2 of the feedback, 0 of this log",
    )  # fmt: skip


@pytest.mark.state_file
def test_nothing_of_it_is_left_in_the_file(state: State) -> None:
    queue = FeedbackQueue(state)
    queue.decide(3, DISMISSED, "anna")
    assert CANARY.encode() in state.path.read_bytes()
    assert expire(state, Expiry(feedback_days=1), LATER) == 3
    assert b"zxcanaryzx" not in state.path.read_bytes()


def test_the_log_goes_too_where_that_was_asked_for(state: State) -> None:
    assert expire(state, Expiry(audit_days=29), LATER) == 1
    assert [entry.action for entry in Audit(state).entries()] == ["removed as old"]
    assert len(FeedbackQueue(state).decided()) == 2
    assert expire(state, Expiry(audit_days=29)) == 0, "what was written today stays"


@pytest.mark.state_file
def test_where_there_is_no_state_none_is_made(tmp_path: Path) -> None:
    assert expire(State(tmp_path), Expiry(1, 1), LATER) == 0
    assert not (tmp_path / "state.sqlite").exists()
