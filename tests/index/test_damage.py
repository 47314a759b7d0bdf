"""A change never starts from a damaged generation: files that fail their digests are not used."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from index.admin_state.database import State
from index.admin_state.edits import Edits
from index.errors import IndexDamagedError
from index.storage.build import apply_edits, build, delete, update
from index.storage.generations import live_name, names, path_of, verify
from index.storage.library import Library
from tests.index.conftest import WriteLines, claim

Change = Callable[[Path, str], object]


def overwrite(folder: Path) -> None:
    """Overwrite the first title with other words of the same length."""
    path = path_of(folder, live_name(folder)) / "cases.jsonl"
    raw = path.read_bytes()
    assert b"The bridge over the" in raw
    path.write_bytes(raw.replace(b"The bridge over the", b"A damaged case's ti", 1))


def correct(folder: Path, _: str) -> None:
    case = Library(folder).current().case("c1")
    assert case is not None
    Edits(State(folder)).change(case, {"response": "It was corrected."}, "anna")
    apply_edits(folder)


CHANGES: dict[str, Change] = {
    "update": lambda folder, more: update(folder, [more]),
    "delete": lambda folder, _: delete(folder, ["c2"]),
    "correction": correct,
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_no_change_begins_from_files_that_fail_their_digests(folder: Path, lines: WriteLines, change: Change) -> None:
    build(folder, [lines(*map(claim, range(4)))])
    live = live_name(folder)
    overwrite(folder)
    with pytest.raises(IndexDamagedError, match=r"cases\.jsonl was altered.*Nothing was changed.*index rollback"):
        change(folder, lines(claim(9), name="more.jsonl"))
    assert names(folder) == [live]
    assert verify(folder) != []


def test_a_build_from_sources_takes_nothing_from_a_damaged_index(folder: Path, lines: WriteLines) -> None:
    source = lines(*map(claim, range(4)))
    build(folder, [source])
    arrays = sorted((path_of(folder, live_name(folder)) / "matcher").iterdir(), key=lambda path: path.stat().st_size)
    raw = arrays[-1].read_bytes()
    arrays[-1].write_bytes(raw[: len(raw) // 2] + bytes(b ^ 255 for b in raw[len(raw) // 2 :]))
    build(folder, [source])
    assert verify(folder) == []
    whole = folder.parent / "whole"
    build(whole, [source])
    made = {
        name: (path_of(place, live_name(place)) / "manifest.json").read_text()
        for name, place in (("again", folder), ("whole", whole))
    }
    files = {name: json.loads(text)["files"] for name, text in made.items()}
    matcher = {name: {k: v for k, v in of.items() if k.startswith("matcher/")} for name, of in files.items()}
    assert matcher["again"] == matcher["whole"]
