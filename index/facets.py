"""Counts of sources, languages, countries, outlets and keywords over any set of cases."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np

from index.case import Case
from index.files import mapped_array

FACETS = ("source", "verdict", "language", "country", "outlet", "keyword")


def facet_values(case: Case, facet: str) -> Sequence[str]:
    """The values a case has for a facet."""
    match facet:
        case "source":
            return (case.source,)
        case "verdict":
            return (case.verdict,)
        case "language":
            return case.languages
        case "country":
            return case.countries
        case "outlet":
            return case.outlets
        case "lang":
            return tuple(dict.fromkeys((case.lang, case.lang.partition("-")[0])))
        case _:
            return case.keywords


def _composed(value: str) -> str:
    """One normal form, so that a name is counted once however its accents are written."""
    return value if value.isascii() else unicodedata.normalize("NFC", value)


class Facets:
    """For each facet: the distinct values, and a compressed sparse row matrix of cases by values."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder / "facets"
        self._values: dict[str, list[str]] = json.loads((self._folder / "values.json").read_text("utf-8"))
        self._rows = {
            facet: (
                mapped_array(self._folder / f"{facet}.starts.npy"),
                mapped_array(self._folder / f"{facet}.values.npy"),
            )
            for facet in FACETS
        }

    @staticmethod
    def write(folder: Path, cases: Sequence[Case]) -> None:
        """Write facets/values.json and, for each facet, starts (uint32, cases + 1) and values (uint32)."""
        out = folder / "facets"
        out.mkdir()
        values: dict[str, list[str]] = {}
        for facet in FACETS:
            numbers: dict[str, int] = {}
            starts, flat = [0], []
            for case in cases:
                flat.extend(
                    sorted({numbers.setdefault(_composed(value), len(numbers)) for value in facet_values(case, facet)})
                )
                starts.append(len(flat))
            values[facet] = list(numbers)
            np.save(out / f"{facet}.starts.npy", np.array(starts, dtype=np.uint32))
            np.save(out / f"{facet}.values.npy", np.array(flat, dtype=np.uint32))
        (out / "values.json").write_text(json.dumps(values, ensure_ascii=False), "utf-8")

    def count(self, ordinals: Iterable[int], most: int = 20) -> dict[str, list[tuple[str, int]]]:
        """The `most` frequent values of each facet among the given cases: (value, cases), most frequent first."""
        chosen = np.fromiter(ordinals, dtype=np.int64)
        counts: dict[str, list[tuple[str, int]]] = {}
        for facet in FACETS:
            starts, flat = self._rows[facet]
            sizes = starts[chosen + 1].astype(np.int64) - starts[chosen]
            # positions of all values of all chosen cases, without a loop: each row's start repeated, plus 0..size-1
            within = np.arange(sizes.sum()) - np.repeat(np.cumsum(sizes) - sizes, sizes)
            numbers = np.bincount(flat[np.repeat(starts[chosen].astype(np.int64), sizes) + within])
            best = sorted(np.flatnonzero(numbers), key=lambda n: (-numbers[n], self._values[facet][n]))[:most]
            counts[facet] = [(self._values[facet][n], int(numbers[n])) for n in best]
        return counts
