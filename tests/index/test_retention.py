"""Which generations are kept, rolling back to any of them, and the pause of scheduled imports after a rollback."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from index.admin_state.database import State
from index.admin_state.edits import Edits
from index.admin_state.pause import PAUSED, pause, paused, resume
from index.errors import IndexDamagedError, IndexMissingError, SchedulePausedError
from index.storage.build import apply_edits, build, update
from index.storage.generations import live_name, names, path_of, rollback, status
from index.storage.library import Library
from index.storage.retention import Kept, Stored, surplus
from tests.index.conftest import WriteLines, claim

NOW = datetime(2026, 3, 31, 12, tzinfo=UTC)
MUCH = 10**12


def stored(hours_ago: float, size: int = 10, *, correction: bool = False) -> Stored:
    begun = NOW - timedelta(hours=hours_ago)
    return Stored(f"{begun:%Y%m%dT%H%M%SZ}-0a1b2c", size, correction)


def left(every: list[Stored], kept: Kept, free: int = MUCH) -> list[Stored]:
    """The generations that stay if the last one is live and the one before it is its predecessor."""
    gone = surplus(every, every[-1].name, every[-2].name, kept, free, NOW)
    return [one for one in every if one.name not in gone]


def test_the_last_ones_stay_however_old() -> None:
    every = [stored(24 * days) for days in range(90, 80, -1)]
    assert left(every, Kept(generations=5, days=7)) == every[-6:]


def test_what_was_live_within_the_last_days_stays_however_many() -> None:
    every = [stored(hours) for hours in range(400, 0, -10)]
    assert left(every, Kept(generations=2, days=7)) == [one for one in every if one.begun >= NOW - timedelta(hours=178)]


def test_corrections_use_up_no_place() -> None:
    imports = [stored(24 * days) for days in range(90, 84, -1)]
    corrections = [stored(hours, correction=True) for hours in range(50, 0, -1)]
    assert left(imports + corrections, Kept(generations=6, days=0)) == imports + corrections[-2:]
    assert left(imports + corrections, Kept(generations=6, days=9)) == imports + corrections[-2:]


def test_the_oldest_goes_first_where_the_room_is_used_up() -> None:
    every = [stored(hours, 100) for hours in (6, 5, 4, 3, 2, 1)]
    assert left(every, Kept(bytes=300)) == every[-4:]
    assert left(every, Kept(bytes=0)) == every[-2:], "the one before always stays"
    assert left(every, Kept(), free=100) == every[-4:], "half of what would be free otherwise, and no more"


def test_any_kept_one_can_be_gone_back_to(folder: Path, lines: WriteLines) -> None:
    made = [build(folder, [lines(claim(n))]).generation for n in range(4)]
    assert names(folder) == sorted(made)
    library = Library(folder)
    for n in (0, 2, 1, 3):
        assert rollback(folder, made[n]) == made[n]
        assert library.current().case(f"c{n}") is not None
        assert names(folder) == sorted(made), "going back removes nothing"
    with pytest.raises(IndexMissingError, match="is already live"):
        rollback(folder, made[3])
    with pytest.raises(IndexMissingError, match=rf"there is no generation 'other'\. Kept are: {made[0]}"):
        rollback(folder, "other")
    (path_of(folder, made[1]) / "cases.jsonl").write_text("damaged")
    with pytest.raises(IndexDamagedError, match=rf"{made[1]} is damaged: cases\.jsonl.*--to NAME"):
        rollback(folder, made[1])
    assert live_name(folder) == made[3]


def test_going_back_again_and_again_passes_what_was_removed(folder: Path, lines: WriteLines) -> None:
    first = build(folder, [lines(claim(0), claim(1))]).generation
    for n in range(3):
        case = Library(folder).current().case("c0")
        assert case is not None
        Edits(State(folder)).change(case, {"response": f"Correction {n}."}, "anna")
        apply_edits(folder)
    kept = names(folder)
    assert len(kept) == 3
    assert rollback(folder) == kept[1]
    assert rollback(folder) == first
    with pytest.raises(IndexMissingError, match="nothing to roll back to"):
        rollback(folder)


def test_scheduled_imports_pause_after_going_back_until_they_may_go_on(folder: Path, lines: WriteLines) -> None:
    first = build(folder, [lines(claim(0))]).generation
    build(folder, [lines(claim(1))])
    assert paused(folder) is None
    rollback(folder)
    note = paused(folder)
    assert note is not None
    assert note.generation == first
    assert status(folder)["paused"]["since"] == note.since
    with pytest.raises(SchedulePausedError, match="index resume"):
        update(folder, [lines(claim(2), name="more.jsonl")], scheduled=True)
    assert live_name(folder) == first
    update(folder, [lines(claim(2), name="more.jsonl")])
    assert paused(folder) is not None, "whoever imports by hand says nothing of the schedule"
    assert resume(folder)
    assert not resume(folder)
    update(folder, [lines(claim(3), name="more.jsonl")], scheduled=True)


@pytest.mark.parametrize(
    "note", ["", "{}", "[]", '{"since": "soon", "generation": "x"}', '{"since": 3, "generation": 4}']
)
def test_a_note_that_cannot_be_read_pauses(tmp_path: Path, note: str) -> None:
    pause(tmp_path, "x")
    assert paused(tmp_path) is not None
    (tmp_path / PAUSED).write_text(note)
    found = paused(tmp_path)
    assert found is not None
    assert found.since == ""
