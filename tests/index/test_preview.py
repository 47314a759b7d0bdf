"""A preview says what a build would change, and a build that would remove too much is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.admin_state.database import State
from index.errors import ChangedSinceError, ShrinkError
from index.storage.build import build, update
from index.storage.checks import Checks
from index.storage.generations import live_name, names, path_of
from index.storage.library import Library
from tests.index.conftest import WriteLines, claim

LOOK = Checks(dry_run=True)
SOURCE = {"type": "source", "source": "tests", "name": "Tests", "disclaimer": "What the tests say."}


def test_a_dry_run_tells_everything_and_writes_nothing(folder: Path, lines: WriteLines) -> None:
    build(folder, [lines(SOURCE, *map(claim, range(10)), claim(10, source="gone"))])
    before = sorted(path.relative_to(folder) for path in folder.rglob("*"))
    new = [
        *map(claim, range(8)),
        claim(8, title="Another title in other words"),
        claim(20, lang="de", rating={"text": "Sonderbar"}),
        claim(21, title=""),
        claim(22, title=""),
        {"id": "c0", "verdict": "odd"},
    ]
    found = build(folder, [lines(*new, name="new.jsonl")], checks=LOOK).preview
    assert (found.before, found.after, found.added, found.changed, found.removed) == (11, 10, 1, 1, 2)
    assert {kind: [case.id for case in some] for kind, some in found.examples.items()} == {
        "added": ["c20"],
        "changed": ["c8"],
        "removed": ["c9", "c10"],
    }
    assert found.examples["changed"][0].title == "Another title in other words"
    assert (found.left_out[0].records, found.left_out[0].reason) == (2, "title: must not be empty")
    assert found.left_out[1].first.split(": ", 1)[1].startswith("verdict")
    assert found.languages["de"] == 1
    assert found.sources_gone == ["gone"]
    assert found.disclaimers_gone == ["tests"]
    assert sorted(path.relative_to(folder) for path in folder.rglob("*")) == before


def test_an_update_and_a_first_build_are_looked_at_too(folder: Path, lines: WriteLines) -> None:
    first = build(folder, [lines(*map(claim, range(3)))], checks=LOOK)
    assert (first.preview.before, first.preview.added) == (0, 3)
    assert not folder.exists()
    build(folder, [lines(*map(claim, range(3)))])
    live = live_name(folder)
    more = update(folder, [lines(claim(1, title="Other words"), claim(5), name="more.jsonl")], checks=LOOK)
    assert (more.preview.before, more.preview.after, more.preview.added, more.preview.changed) == (3, 4, 1, 1)
    same = update(folder, [lines(claim(1), name="same.jsonl")], checks=LOOK)
    assert (same.preview.before, same.preview.after, same.preview.changed) == (3, 3, 0)
    assert names(folder) == [live]


def test_a_disclaimer_set_by_hand_does_not_go(folder: Path, lines: WriteLines) -> None:
    build(folder, [lines(SOURCE, claim(0))])
    record = Library(folder).current().sources()["tests"]
    State(folder).set_source(record)
    assert build(folder, [lines(claim(0), name="new.jsonl")], checks=LOOK).preview.disclaimers_gone == []


def test_a_build_that_loses_too_much_is_refused(folder: Path, lines: WriteLines) -> None:
    live = build(folder, [lines(*map(claim, range(10)))]).generation
    guarded = Checks(largest_shrink=0.2)
    with pytest.raises(ShrinkError, match=r"would leave 7 of 10 cases, which is 30% fewer.*up to 20%.*--force"):
        build(folder, [lines(*map(claim, range(7)), name="less.jsonl")], checks=guarded)
    assert names(folder) == [live]
    build(folder, [lines(*map(claim, range(8)), name="less.jsonl")], checks=guarded)
    (path_of(folder, live_name(folder)) / "cases.jsonl").write_text("damaged")
    with pytest.raises(ShrinkError, match="would leave 1 of 8 cases"):
        build(folder, [lines(claim(0), name="one.jsonl")], checks=guarded)
    build(folder, [lines(claim(0), name="one.jsonl")])


def test_what_was_looked_at_is_what_is_built(folder: Path, lines: WriteLines) -> None:
    build(folder, [lines(*map(claim, range(3)))])
    source = lines(claim(4), name="new.jsonl")
    looked = Checks(expected=update(folder, [source], checks=LOOK).preview.digest)
    lines(claim(5), name="new.jsonl")
    with pytest.raises(ChangedSinceError, match="changed since the preview"):
        update(folder, [source], checks=looked)
    lines(claim(4), name="new.jsonl")
    assert update(folder, [source], checks=looked).added == 1
