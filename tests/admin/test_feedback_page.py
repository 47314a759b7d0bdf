"""The feedback page: the admin sees what would be silenced, and a long queue slows down no page."""

from __future__ import annotations

import contextlib
import re
import sqlite3
import time
from pathlib import Path

import pytest

from index.admin_state.audit import Audit
from index.admin_state.database import State
from index.admin_state.feedback import FeedbackQueue
from server.admin import feedback as page_of_feedback
from server.admin.feedback import PAGE_SIZE
from server.api.passage_hash import passage_hash
from tests.admin.conftest import Admin
from tests.server.case_file import BRIDGE, HONEY

PAGE = "/admin/feedback"


def passage(folder: Path, text: str) -> str:
    """The hash under which a passage is silenced for the bridge."""
    return passage_hash(State(folder).secret(), "bridge", text)


def test_the_admin_sees_case_and_passage(admin: Admin) -> None:
    queue = FeedbackQueue(State(admin.folder))
    queue.add(
        case_id="bridge", passage=passage(admin.folder, "Sold, they say."), generation="g", quote="Sold, they say."
    )
    html = admin.text(PAGE)
    assert "was sold to a circus" in html
    assert BRIDGE in html
    assert '<blockquote dir="auto">Sold, they say.</blockquote>' in html


def test_a_quote_that_is_not_the_passage_is_told_and_cannot_be_accepted(admin: Admin) -> None:
    """The queue of an earlier version, or of somebody else's backup, may have such a quote."""
    queue = FeedbackQueue(State(admin.folder))
    number = queue.add(case_id="bridge", passage=passage(admin.folder, BRIDGE), generation="g", quote="Other words.")
    html = admin.text(PAGE)
    assert "is not the passage that it would silence" in html
    assert "Other words." not in html
    accepted = {"number": str(number), "decision": "accepted", "unseen": "yes"}
    assert admin.send(PAGE, PAGE, accepted).status_code == 400
    assert queue.silences() == frozenset()
    assert admin.send(PAGE, PAGE, accepted | {"decision": "dismissed"}).status_code == 303


def test_a_passage_that_is_not_sent_is_silenced_only_when_that_is_said(admin: Admin) -> None:
    queue = FeedbackQueue(State(admin.folder))
    number = queue.add(case_id="bridge", passage=passage(admin.folder, "Nobody sent this."), generation="g")
    assert "Silence a passage that I cannot see" in admin.text(PAGE)
    accepted = {"number": str(number), "decision": "accepted"}
    assert admin.send(PAGE, PAGE, accepted).status_code == 400
    assert queue.silences() == frozenset()
    assert admin.send(PAGE, PAGE, accepted | {"unseen": "yes"}).status_code == 303
    assert len(queue.silences()) == 1


def test_a_passage_that_the_case_or_another_reader_knows_is_shown(admin: Admin) -> None:
    queue = FeedbackQueue(State(admin.folder))
    queue.add(case_id="bridge", passage=passage(admin.folder, BRIDGE.upper()), generation="g")
    assert "Silence a passage that I cannot see" not in admin.text(PAGE)
    queue.add(case_id="bridge", passage=passage(admin.folder, HONEY), generation="g")
    queue.add(case_id="bridge", passage=passage(admin.folder, HONEY), generation="g", quote=HONEY)
    html = admin.text(PAGE)
    assert html.count(HONEY) == 2
    assert "Silence a passage that I cannot see" not in html


def several(admin: Admin) -> tuple[FeedbackQueue, list[int]]:
    """Four entries: two with a known passage, one without a passage, and one whose text is not its passage."""
    queue = FeedbackQueue(State(admin.folder))
    seen = [(BRIDGE, ""), (HONEY, HONEY)]
    numbers = [
        queue.add(case_id="bridge", passage=passage(admin.folder, text), generation="g", quote=quote)
        for text, quote in (*seen, ("Nobody sent this.", ""), ("Another text", "Other words."))
    ]
    return queue, numbers


def test_score_and_reasons_are_shown(admin: Admin) -> None:
    queue = FeedbackQueue(State(admin.folder))
    queue.add(case_id="bridge", passage=passage(admin.folder, BRIDGE), generation="g", quote=BRIDGE)
    html = admin.text(PAGE)
    score = re.search(r"scores <strong>(\d\.\d\d)</strong>, reported as <strong>repeats</strong>", html)
    assert score is not None
    assert 0.9 <= float(score[1]) <= 1
    assert re.search(r"Words that agree: <span dir=\"auto\">[^<]*circus", html)
    assert "Tick" not in html, "there is one alone"


def test_a_passage_without_a_notice_is_told_to_have_none(admin: Admin) -> None:
    queue = FeedbackQueue(State(admin.folder))
    text = "The weather in the north stays mild until Sunday evening."
    queue.add(case_id="bridge", passage=passage(admin.folder, text), generation="g", quote=text)
    assert "no longer gets a notice of this case" in admin.text(PAGE)


def test_what_there_is_no_time_to_score_is_shown_all_the_same(admin: Admin, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page_of_feedback, "_MS_TO_SCORE", 0.0)
    several(admin)
    html = admin.text(PAGE)
    assert html.count('class="card"') == 4
    assert "scores" not in html


def test_several_are_decided_on_at_once(admin: Admin) -> None:
    queue, (first, second, third, fourth) = several(admin)
    html = admin.text(PAGE)
    assert html.count('form="several"') == 4
    sent = {"number": [str(first), str(second)], "decision": "accepted"}
    assert admin.send(PAGE, PAGE, sent).headers["Location"].endswith("done=several-accepted")
    assert queue.silences() == {("bridge", passage(admin.folder, text)) for text in (BRIDGE, HONEY)}
    sent = {"number": [str(third), str(fourth)], "decision": "dismissed"}
    assert admin.send(PAGE, PAGE, sent).headers["Location"].endswith("done=several-dismissed")
    assert queue.count() == 0
    acts = [(entry.action, entry.detail) for entry in Audit(State(admin.folder)).entries(limit=4)]
    assert acts == [
        ("feedback dismissed", f"feedback {fourth}"),
        ("feedback dismissed", f"feedback {third}"),
        ("feedback accepted", f"feedback {second}"),
        ("feedback accepted", f"feedback {first}"),
    ]


def test_of_several_none_is_accepted_where_one_is_not_seen(admin: Admin) -> None:
    queue, (first, second, third, fourth) = several(admin)
    for unseen in (third, fourth):
        for more in ({}, {"unseen": "yes"}):
            sent = {"number": [str(first), str(unseen), str(second)], "decision": "accepted", **more}
            reply = admin.send(PAGE, PAGE, sent)
            assert reply.status_code == 400
            assert f"does not show the passage that feedback {unseen} would silence" in reply.get_data(as_text=True)
    sent = {"number": [str(first), "12345"], "decision": "dismissed"}
    assert admin.send(PAGE, PAGE, sent).status_code == 404
    assert admin.send(PAGE, PAGE, {"decision": "dismissed"}).status_code == 400
    assert queue.count() == 4
    assert queue.silences() == frozenset()


@pytest.fixture
def flooded(admin: Admin) -> Admin:
    """An admin with the longest and largest possible queue, and as many decided entries."""
    FeedbackQueue(State(admin.folder)).add(case_id="bridge", passage="0" * 32, generation="g")
    row = ("2026-01-01T00:00:00+00:00", "bridge", "g", "c" * 2000, "q" * 5000)
    rows = [(*row, f"{n:032x}", "" if n < 5_000 else "dismissed") for n in range(1, 10_000)]
    with contextlib.closing(sqlite3.connect(admin.folder / "state.sqlite")) as db, db:
        db.executemany(
            "INSERT INTO feedback (received, case_id, generation, comment, quote, passage, decision) "
            "VALUES (?, ?, ?, ?, ?, ?, ?)",
            rows,
        )
    return admin


def test_the_queue_is_shown_a_page_at_a_time(flooded: Admin) -> None:
    html = flooded.text(PAGE)
    assert html.count('class="card"') == PAGE_SIZE
    assert len(html) < 1_000_000
    assert '5,000<span class="unseen"> waiting' in html
    assert f"after={PAGE_SIZE}" in html
    second = flooded.text(f"{PAGE}?after={PAGE_SIZE}")
    assert f'id="feedback-{PAGE_SIZE + 1}"' in second
    assert f'id="feedback-{PAGE_SIZE}"' not in second
    assert "Nothing is waiting" in flooded.text(f"{PAGE}?after={10**30}")


def test_a_long_queue_costs_other_pages_nothing(flooded: Admin) -> None:
    def fastest(path: str) -> float:
        times = []
        for _ in range(5):
            begun = time.process_time()
            flooded.text(path)
            times.append(time.process_time() - begun)
        return min(times)

    long = fastest("/admin/keys")
    with contextlib.closing(sqlite3.connect(flooded.folder / "state.sqlite")) as db, db:
        db.execute("DELETE FROM feedback")
    assert long < fastest("/admin/keys") + 0.005


@pytest.mark.parametrize("number", ["10" * 20, "-" + "10" * 20, "0"])
def test_a_number_that_no_feedback_has_is_not_found(admin: Admin, number: str) -> None:
    for decision in ("accepted", "dismissed"):
        assert admin.send(PAGE, PAGE, {"number": number, "decision": decision}).status_code == 404
    assert admin.get(f"/admin/audit?before={number}").status_code == 200
