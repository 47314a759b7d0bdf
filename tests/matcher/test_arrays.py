"""Building, opening and updating the arrays."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from index.errors import IndexDamagedError
from index.matcher.arrays.layout import ARRAYS, FORMAT
from index.matcher.matcher import Block, Matcher
from tests.matcher.conftest import case, cases


def build(folder: Path, *args: object, **options: object) -> Matcher:
    Matcher.build(*args, folder, **options)  # type: ignore[arg-type]
    return Matcher.open(folder)


def test_an_update_gives_the_arrays_of_a_build(tmp_path: Path) -> None:
    before = build(tmp_path / "a", cases())
    changed = [c for c in cases() if c.id != "water"]
    changed[0] = case("moon", title="The Moon landings were filmed in a studio in Texas")
    changed.append(
        case("new", title="A shark was seen in the canals of Amsterdam", summary="It ate a bicycle. It was big.")
    )
    updated = build(tmp_path / "b", changed, previous=before)
    fresh = build(tmp_path / "c", changed)
    for name in ARRAYS:
        assert np.array_equal(getattr(updated.arrays, name), getattr(fresh.arrays, name)), name
    assert [updated.arrays.text(u) for u in range(updated.arrays.units)] == [
        fresh.arrays.text(u) for u in range(fresh.arrays.units)
    ]


def test_arrays_are_mapped_and_not_read(tmp_path: Path) -> None:
    arrays = build(tmp_path / "a", cases()).arrays
    base = arrays.row_term
    while base.base is not None and not isinstance(base.base, np.memmap):
        base = base.base
    assert isinstance(base.base, np.memmap)
    with pytest.raises(ValueError, match="read-only"):
        arrays.row_term[0] = 1


@pytest.mark.parametrize("damage", ["remove", "truncate", "version"])
def test_a_damaged_folder_is_named(tmp_path: Path, damage: str) -> None:
    build(tmp_path / "a", cases())
    if damage == "remove":
        (tmp_path / "a" / "row_term.npy").unlink()
    elif damage == "truncate":
        data = (tmp_path / "a" / "row_term.npy").read_bytes()
        (tmp_path / "a" / "row_term.npy").write_bytes(data[:100])
    else:
        meta = tmp_path / "a" / "matcher.json"
        meta.write_text(meta.read_text().replace(f'"format": {FORMAT}', '"format": 99'))
    with pytest.raises(IndexDamagedError, match="build the index again"):
        Matcher.open(tmp_path / "a")


def test_an_index_without_cases_answers(tmp_path: Path) -> None:
    for number, some in enumerate(([], [case("t", title="Fish can swim", verdict="true")])):
        matcher = build(tmp_path / str(number), some)
        assert matcher.match([Block("b", "Fish can swim. They like it very much.")]) == []
        assert matcher.match([Block("b", "Fish can swim.")], min_score=0) == []


def test_progress_ends_at_the_number_of_cases(tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []
    Matcher.build(cases(), tmp_path / "a", progress=lambda done, total: seen.append((done, total)))
    assert seen[-1] == (len(cases()), len(cases()))
