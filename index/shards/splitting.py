"""Splits a generation: writes the arrays of one shard's cases beside those of all cases, once.

GENERATION/shards/2-of-4/ holds the rows, posting lists and vectors of every fourth case, beginning with the second.
Terms, weights and groups keep the numbers of the whole generation. shard.json, which has the digest of every other
file, is written last; then the folder gets its name. A process that is killed before leaves a hidden folder, which the
next one removes. A folder that is missing or altered is written again.
"""

from __future__ import annotations

import json
import os
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from filelock import FileLock

from index.errors import IndexDamagedError
from index.files import digests, disk_errors, sync
from index.matcher.arrays import term_pair_postings
from index.matcher.arrays.layout import ARRAYS, FILE_NAMES, VOCABULARY, Arrays
from index.semantic import nearest, vectors
from index.semantic.vectors import CaseVectors
from index.shards.rows import ends, take, units_of

FORMAT = 1
FOLDER, META, LOCK, UNFINISHED = "shards", "shard.json", ".lock", ".unfinished"


@dataclass(frozen=True, slots=True)
class Part:
    """Which part of the cases a shard has: part `number` (from 1) of `count`."""

    number: int
    count: int

    def __str__(self) -> str:
        return f"{self.number}-of-{self.count}"


def number_of(ordinals: npt.NDArray[np.int64], count: int) -> npt.NDArray[np.int64]:
    """The number of the part that has each case, int64[n]. Cases that arrive together are spread over all parts."""
    return ordinals % count + 1


def is_there(generation: Path, part: Part) -> bool:
    """Whether the part has been written. `ensure` checks its files."""
    return (generation / FOLDER / str(part) / META).is_file()


def ensure(generation: Path, part: Part) -> None:
    """Write the files of a part of a generation, unless they are there and intact. One process at a time does so.

    Raises IndexWriteError, and IndexDamagedError if the generation cannot be read.
    """
    folder = generation / FOLDER
    with disk_errors(folder, "This shard cannot serve the generation."):
        folder.mkdir(exist_ok=True)
        with FileLock(folder / LOCK):
            for left in folder.glob(f"{UNFINISHED}*"):
                shutil.rmtree(left)
            if _is_intact(folder / str(part), generation.name):
                return
            made = folder / f"{UNFINISHED}-{part}"
            _write(generation, part, made)
            if (folder / str(part)).exists():
                (folder / str(part)).rename(folder / f"{UNFINISHED}-altered-{part}")
            made.rename(folder / str(part))
            sync(folder)
            shutil.rmtree(folder / f"{UNFINISHED}-altered-{part}", ignore_errors=True)


def open_part(generation: Path, part: Part) -> tuple[Arrays, CaseVectors | None]:
    """Map the arrays and vectors of a part that `ensure` has written. Raises IndexDamagedError."""
    folder = generation / FOLDER / str(part)
    arrays = Arrays.open(generation / "matcher", folder)
    has_vectors = (folder / nearest.META).is_file()
    return arrays, CaseVectors(nearest.open_(folder)) if has_vectors else None


def _is_intact(folder: Path, generation: str) -> bool:
    try:
        meta = json.loads((folder / META).read_text("utf-8"))
        found = {name: entry for name, entry in digests(folder).items() if name != META}
        return bool(meta["format"] == FORMAT and meta["generation"] == generation and meta["files"] == found)
    except (OSError, ValueError, KeyError, TypeError):
        return False


def _write(generation: Path, part: Part, folder: Path) -> None:
    folder.mkdir()
    whole = Arrays.open(generation / "matcher")
    cases = np.arange(part.number - 1, whole.cases, part.count)
    for name, values in _arrays(whole, take(whole, cases)).items():
        np.save(folder / f"{FILE_NAMES.get(name, name)}.npy", np.ascontiguousarray(values), allow_pickle=False)
    rows = take(whole, cases)
    for name in ("texts", "names"):
        (folder / f"{name}.bin").write_bytes(getattr(rows, name).tobytes())
    stored = vectors.open_(generation)
    if stored is not None:
        if len(stored.rows) != whole.units:
            raise IndexDamagedError("the case vectors are not those of the matcher's cases: build the index again")
        nearest.build(folder, stored.rows[units_of(whole, cases)], lambda _done, _of: None)
    meta = {"format": FORMAT, "generation": generation.name, "files": digests(folder)}
    (folder / META).write_text(json.dumps(meta, indent=1) + "\n", "utf-8")
    for path in folder.iterdir():
        with path.open("rb") as file:
            os.fsync(file.fileno())
    sync(folder)


def _arrays(whole: Arrays, rows: Arrays) -> dict[str, npt.NDArray[Any]]:
    """All arrays of a part but those of the terms: its rows, and posting lists made of them."""
    term, terms = rows.row_term, len(whole.term_key)
    lead_row, lead_unit = term_pair_postings.lists(
        term, rows.unit_row, whole.term_weight, rows.unit_idf_sum, whole.min_overlap, whole.min_idf_sum
    )
    unit_of = np.repeat(np.arange(rows.units, dtype=np.int32), np.diff(rows.unit_row))
    made = {
        "term_row": ends(np.bincount(term, minlength=terms)),
        "term_unit": unit_of[np.argsort(term, kind="stable")],
        "lead_row": lead_row,
        "lead_unit": lead_unit,
    }
    kept = {name: getattr(rows, name) for name in (*ARRAYS, "case_ordinal") if name not in VOCABULARY}
    return kept | made
