"""The case vectors of a generation: one for each wording in the matcher's arrays, in the same order.

GENERATION/semantic/ holds the files of `nearest`, where row u belongs to unit u of the matcher's arrays, and
semantic.json: {"format", "model", "digest", "dimensions", "units"}.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from index.errors import IndexDamagedError, ModelError
from index.matcher.arrays.layout import Arrays, spans
from index.semantic import nearest
from index.semantic.encoder import SentenceEncoder
from index.semantic.plain import readable
from index.semantic.static import NAME, StaticEncoder

FORMAT = 2
FOLDER = "semantic"
META = "semantic.json"
AT_ONCE = 256  # wordings between two calls of `progress`
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class CaseVectors:
    """Open case vectors int8[U, d], memory-mapped and shared by all workers."""

    nearest: nearest.Nearest

    @property
    def rows(self) -> npt.NDArray[np.int8]:
        """The stored vectors."""
        return self.nearest.vectors


def similar(
    rows: npt.NDArray[np.int8], vector: npt.NDArray[np.float32], units: npt.NDArray[np.int64]
) -> npt.NDArray[np.float32]:
    """float32[n]: the cosines of one vector float32[d] with n of the stored rows."""
    found = rows[units].astype(np.float32)
    length = np.linalg.norm(found, axis=1)
    return np.asarray(found @ vector / np.maximum(length, 1e-9), np.float32)


def described(generation: Path) -> dict[str, Any] | None:
    """The content of semantic.json, which names the vectors' model; None without vectors. Raises IndexDamagedError."""
    path = generation / FOLDER / META
    if not path.is_file():
        return None
    try:
        found = json.loads(path.read_text("utf-8"))
        if found["format"] == FORMAT:
            return dict(found)
    except (OSError, ValueError, KeyError, TypeError) as e:
        raise IndexDamagedError(f"{path.name} cannot be read ({type(e).__name__}): build the index again") from e
    raise IndexDamagedError("the case vectors were built by another version: build the index again")


def open_(generation: Path) -> CaseVectors | None:
    """Map a generation's vectors; None if it has none. Raises IndexDamagedError."""
    meta = described(generation)
    if meta is None:
        return None
    found = CaseVectors(nearest.open_(generation / FOLDER))
    if found.rows.shape != (meta.get("units"), meta.get("dimensions")):
        raise IndexDamagedError("the case vectors are not those that their description tells: build the index again")
    return found


def encoder_for_update(encoder: SentenceEncoder | None, generation: Path) -> SentenceEncoder | None:
    """The encoder with which to change `generation`: as given, but None if it is the built-in one, which is used unless
    another is set, and the vectors are from a model that somebody has set. Raises IndexDamagedError.
    """
    before = described(generation)
    chosen = before is not None and not str(before["model"]).startswith(NAME)
    return None if chosen and isinstance(encoder, StaticEncoder) else encoder


def build(
    generation: Path,
    encoder: SentenceEncoder | None,
    previous: Path | None = None,
    progress: Progress | None = None,
) -> int:
    """Write the vectors for the matcher's units of `generation`, and return how many wordings were encoded.

    Cases that are unchanged in `previous` keep their vectors if these are from the same model; without an encoder, that
    must be all of them. Nothing is written if there is neither an encoder nor any earlier vectors.
    """
    arrays = Arrays.open(generation / "matcher")
    before = described(previous) if previous is not None else None
    if encoder is None and before is None:
        return 0
    digest = encoder.digest if encoder is not None else before["digest"] if before else ""
    rows = np.zeros((arrays.units, encoder.dimensions if encoder else int((before or {})["dimensions"])), np.int8)
    missing = np.ones(arrays.units, np.bool_)
    if previous is not None and before is not None and before["digest"] == digest:
        old, new = _kept(Arrays.open(previous / "matcher"), arrays)
        rows[new] = nearest.open_(previous / FOLDER).vectors[old]
        missing[new] = False
    left = np.flatnonzero(missing)
    if len(left) and encoder is None:
        name = str((before or {})["model"])
        raise ModelError(
            f"this index has vectors of the model {name}, which the new cases need too: set `model` (REJOINDER_MODEL) "
            f"to {'built-in' if name.startswith(NAME) else 'it'}, or make a new index with `rejoinder index build`"
        )
    if encoder is not None:
        for at in range(0, len(left), AT_ONCE):
            part = left[at : at + AT_ONCE]
            rows[part] = nearest.quantise(encoder.of_claims([readable(arrays.text(int(unit))) for unit in part]))
            if progress is not None:
                progress(at + len(part), len(left))
    folder = generation / FOLDER
    nearest.build(folder, rows, lambda _done, _of: None)
    meta = {
        "format": FORMAT,
        "model": encoder.name if encoder is not None else (before or {})["model"],
        "digest": digest,
        "dimensions": rows.shape[1],
        "units": len(rows),
    }
    (folder / META).write_text(json.dumps(meta, indent=1) + "\n", "utf-8")
    return len(left)


def _kept(old: Arrays, new: Arrays) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """The units of cases that are the same in both arrays: their numbers in the old and in the new arrays."""
    order = np.argsort(old.case_digest, kind="stable")
    at = np.searchsorted(old.case_digest[order], new.case_digest)
    at = np.minimum(at, max(0, len(order) - 1))
    if not len(order):
        return np.empty(0, np.int64), np.empty(0, np.int64)
    case = order[at]
    here = np.flatnonzero(old.case_digest[case] == new.case_digest)
    first, mine = old.case_unit[case[here]].astype(np.int64), new.case_unit[here].astype(np.int64)
    many = old.case_unit[case[here] + 1].astype(np.int64) - first
    same = many == new.case_unit[here + 1].astype(np.int64) - mine
    return spans(first[same], many[same]), spans(mine[same], many[same])
