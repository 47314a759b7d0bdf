"""The layout of the matcher's arrays, which are built from cases into a folder and opened memory-mapped.

A *unit* is one wording of a case's claim: its title, a sentence of its summary, the whole summary if it is short, or a
sentence of an article's excerpt. The units of a case are adjacent; cases keep the order in which they were given. A
unit's *idf sum* is the sum of the weights (idf) of its distinct terms.

Terms are numbered from the rarest to the most frequent, so sorting by number sorts by rarity.

Files (`.npy`; C cases, U units, V terms, N pairs of unit and distinct term):
  term_key uint64[V] ascending   key_term int32[V]: the number of the term with that key
  term_weight float32[V] descending   term_flag uint8[V]
  unit_case int32[U]   unit_field uint8[U]   unit_language uint8[U]   unit_mass float32[U]: `Arrays.unit_idf_sum`
  unit_row int64[U+1]: offsets into   row_term int32[N], ascending in a unit, and   row_mark uint8[N]
  term_row int64[V+1]: offsets into   term_unit int32[N]: the units that hold each term, ascending
  lead_row int32 or int64[buckets + 1]: offsets into   lead_unit int32[]: the units listed under a pair of terms, see
    `term_pair_postings`
  unit_text int64[U+1]: byte offsets into texts.bin
  case_unit int32[C+1]   case_digest uint64[C]   case_group int32[C]
  case_name int64[C+1]: byte offsets into names.bin (case ids)

The arrays of a part of the cases (see `index.shards.rows`) also have
  case_ordinal int64[C] ascending: the ordinals that the cases have among all cases of the generation
Their terms and groups have the numbers of the whole generation, so that rows of several parts can be joined.
"""

from __future__ import annotations

import contextlib
import json
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from index.errors import IndexDamagedError
from index.files import mapped_array
from index.matcher.text import analysis

FORMAT = 3
TITLE, SUMMARY, EXCERPT = 0, 1, 2
FIELDS = ("title", "summary", "excerpt")
NAME, NUMBER = 1, 2  # bits of term_flag

ARRAYS = (
    "term_key", "key_term", "term_weight", "term_flag", "unit_case", "unit_field", "unit_language", "unit_idf_sum",
    "unit_row", "row_term", "row_mark", "term_row", "term_unit", "lead_row", "lead_unit", "unit_text", "case_unit",
    "case_digest", "case_group", "case_name",
)  # fmt: skip
VOCABULARY = ("term_key", "key_term", "term_weight", "term_flag")
FILE_NAMES = {"unit_idf_sum": "unit_mass"}  # the file of an array, if it has another name than the array


@dataclass(frozen=True, slots=True)
class Arrays:
    """An open folder of arrays; the module's docstring gives shapes and meanings. Read-only, shared by processes."""

    term_key: npt.NDArray[np.uint64]
    key_term: npt.NDArray[np.int32]
    term_weight: npt.NDArray[np.float32]
    term_flag: npt.NDArray[np.uint8]
    unit_case: npt.NDArray[np.int32]
    unit_field: npt.NDArray[np.uint8]
    unit_language: npt.NDArray[np.uint8]
    unit_idf_sum: npt.NDArray[np.float32]
    unit_row: npt.NDArray[np.int64]
    row_term: npt.NDArray[np.int32]
    row_mark: npt.NDArray[np.uint8]
    term_row: npt.NDArray[np.int64]
    term_unit: npt.NDArray[np.int32]
    lead_row: npt.NDArray[np.integer]
    lead_unit: npt.NDArray[np.int32]
    unit_text: npt.NDArray[np.int64]
    case_unit: npt.NDArray[np.int32]
    case_digest: npt.NDArray[np.uint64]
    case_group: npt.NDArray[np.int32]
    case_name: npt.NDArray[np.int64]
    case_ordinal: npt.NDArray[np.int64] | None  # None if these are all cases
    texts: npt.NDArray[np.uint8]
    names: npt.NDArray[np.uint8]
    keys: memoryview[int]  # of term_key: faster than NumPy for looking up one key
    languages: tuple[str, ...]
    min_overlap: float  # a window finds a unit through the leads if it holds this share of the unit's idf sum
    min_idf_sum: float  # and at least this idf sum
    unseen: float  # weight of a word that no case and no ordinary text holds

    @classmethod
    def open(cls, folder: Path, part: Path | None = None) -> Arrays:
        """Map what `build` wrote. Raises IndexDamagedError if a file is missing or from another version.

        With `part`, the rows and posting lists are those in that folder, which hold a part of the cases; the terms and
        their weights are those of all cases.
        """
        with _reading():
            meta = _meta(folder)
            loaded: dict[str, Any] = {
                name: mapped_array(
                    (folder if part is None or name in VOCABULARY else part) / f"{FILE_NAMES.get(name, name)}.npy"
                )
                for name in ARRAYS
            }
            blobs: dict[str, Any] = {name: _bytes((part or folder) / f"{name}.bin") for name in ("texts", "names")}
            loaded["case_ordinal"] = mapped_array(part / "case_ordinal.npy") if part is not None else None
            return cls(**loaded, **blobs, **_of_all_cases(meta, loaded["term_key"]))

    @classmethod
    def without_cases(cls, folder: Path) -> Arrays:
        """Map only the terms and their weights. Rows of cases that come from elsewhere can be put beside them.

        Raises IndexDamagedError as `open` does.
        """
        with _reading():
            meta = _meta(folder)
            terms: dict[str, Any] = {name: mapped_array(folder / f"{name}.npy") for name in VOCABULARY}
            return cls(**terms, **NO_ROWS, **_of_all_cases(meta, terms["term_key"]))

    @property
    def cases(self) -> int:
        """Number of cases in these arrays, including those that make no notices."""
        return len(self.case_unit) - 1

    @property
    def units(self) -> int:
        """Number of wordings."""
        return len(self.unit_case)

    def case_id(self, case: int) -> str:
        """The id of the case with this ordinal."""
        return self.names[self.case_name[case] : self.case_name[case + 1]].tobytes().decode("utf-8")

    def case_ids(self, cases: npt.NDArray[np.integer]) -> list[str]:
        """The ids of many cases."""
        names = self.names.tobytes().decode("ascii")
        ends = self.case_name.tolist()
        return [names[ends[n] : ends[n + 1]] for n in cases.tolist()]

    def ordinals(self, cases: npt.NDArray[np.integer]) -> npt.NDArray[np.int64]:
        """The ordinals of these cases among all cases of the generation: int64[n]."""
        return cases.astype(np.int64) if self.case_ordinal is None else self.case_ordinal[cases]

    def cases_at(self, ordinals: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
        """The cases with these ordinals, all of which must be in these arrays: int64[n]."""
        return ordinals if self.case_ordinal is None else np.searchsorted(self.case_ordinal, ordinals)

    def places(self, units: npt.NDArray[np.int64]) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
        """The ordinal of each unit's case, and the unit's place among that case's units: int64[n] each.

        Unlike a unit's number, they are the same in any arrays that hold the case.
        """
        case = self.unit_case[units]
        return self.ordinals(case), units - self.case_unit[case]

    def units_at(self, ordinals: npt.NDArray[np.int64], places: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
        """The units at these places, see `places`: int64[n]."""
        return np.asarray(self.case_unit[self.cases_at(ordinals)] + places, np.int64)

    def text(self, unit: int) -> str:
        """The text of a unit."""
        return self.texts[self.unit_text[unit] : self.unit_text[unit + 1]].tobytes().decode("utf-8")

    def term(self, key: int) -> int:
        """The number of the term with this key, or -1."""
        at = bisect_left(self.keys, key)
        return int(self.key_term[at]) if at < len(self.keys) and self.keys[at] == key else -1

    def terms(self, keys: npt.NDArray[np.uint64]) -> npt.NDArray[np.int64]:
        """The numbers of the terms with these keys, -1 if there is none: int64[n]."""
        if not len(self.term_key):
            return np.full(len(keys), -1)
        at = np.minimum(np.searchsorted(self.term_key, keys), len(self.term_key) - 1)
        return np.where(self.term_key[at] == keys, self.key_term[at].astype(np.int64), -1)

    def term_keys(self) -> npt.NDArray[np.uint64]:
        """uint64[V]: the key of each term."""
        keys = np.empty(len(self.term_key), np.uint64)
        keys[self.key_term] = self.term_key
        return keys


# Arrays of no case.
NO_ROWS: dict[str, Any] = {
    "unit_case": np.empty(0, np.int32), "unit_field": np.empty(0, np.uint8), "unit_language": np.empty(0, np.uint8),
    "unit_idf_sum": np.empty(0, np.float32), "unit_row": np.zeros(1, np.int64), "row_term": np.empty(0, np.int32),
    "row_mark": np.empty(0, np.uint8), "term_row": np.zeros(1, np.int64), "term_unit": np.empty(0, np.int32),
    "lead_row": np.zeros(2, np.int32), "lead_unit": np.empty(0, np.int32), "unit_text": np.zeros(1, np.int64),
    "case_unit": np.zeros(1, np.int32), "case_digest": np.empty(0, np.uint64), "case_group": np.empty(0, np.int32),
    "case_name": np.zeros(1, np.int64), "case_ordinal": np.empty(0, np.int64),
    "texts": np.empty(0, np.uint8), "names": np.empty(0, np.uint8),
}  # fmt: skip


@contextlib.contextmanager
def _reading() -> Iterator[None]:
    try:
        yield
    except (OSError, ValueError, KeyError, TypeError) as e:
        raise IndexDamagedError(
            f"the matcher's arrays cannot be read: {type(e).__name__}; build the index again"
        ) from e


def _meta(folder: Path) -> dict[str, Any]:
    meta: dict[str, Any] = json.loads((folder / "matcher.json").read_text("utf-8"))
    if meta["format"] != FORMAT or meta["analysis"] != analysis.VERSION:
        raise IndexDamagedError("the matcher's arrays were built by another version: build the index again")
    return meta


def _of_all_cases(meta: dict[str, Any], term_key: Any) -> dict[str, Any]:
    return {
        "keys": memoryview(term_key),
        "languages": tuple(meta["languages"]),
        "min_overlap": meta["floor"],
        "min_idf_sum": meta["least"],
        "unseen": meta["unseen"],
    }


def _bytes(path: Path) -> npt.NDArray[np.uint8]:
    if path.stat().st_size == 0:
        return np.empty(0, np.uint8)
    return np.memmap(str(path), np.uint8, mode="r").view(np.ndarray)


def spans(starts: npt.NDArray[np.int64], lengths: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """The indices in all ranges [start, start + length), concatenated: int64[sum of lengths]."""
    total = int(lengths.sum())
    if not total:
        return np.empty(0, np.int64)
    ends = np.cumsum(lengths)
    out = np.arange(total, dtype=np.int64)
    out += np.repeat(starts - ends + lengths, lengths)
    return out


def distinct(cells: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """The distinct values of `cells`, ascending. `cells` is sorted in place."""
    cells.sort()
    new = np.ones(len(cells), np.bool_)
    np.not_equal(cells[1:], cells[:-1], out=new[1:])
    return cells[new]
