"""Facets: the sources, languages, countries, outlets, keywords and dates of cases as arrays.

They are used to count values over any set of cases, and to filter cases by value.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.case import Case
from index.case_set import Origins
from index.files import mapped_array
from index.matcher.arrays.layout import spans
from index.search.analyzers import folded_value
from index.urls import host_of

FACETS = ("source", "verdict", "language", "country", "outlet", "keyword")
FILTERS = (*FACETS, "lang")
STORED = (*FILTERS, "site")


def facet_values(case: Case, facet: str) -> Sequence[str]:
    """A case's values of a facet."""
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
        case "site":
            return _sites(case.url)
        case _:
            return case.keywords


def _sites(url: str) -> list[str]:
    """The host of a case's own address and its parent domains: a.b.org belongs to b.org too."""
    parts = host_of(url).split(".") if url else []
    return [".".join(parts[n:]) for n in range(max(1, len(parts) - 1))] if parts and parts != [""] else []


def _composed(value: str) -> str:
    """A value in one normal form, so that a name is counted once however its accents are encoded."""
    return value if value.isascii() else unicodedata.normalize("NFC", value)


class Facets:
    """For each facet, the distinct values and a compressed sparse row matrix of cases by values; and all dates."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder / "facets"
        self._values: dict[str, list[str]] = json.loads((self._folder / "values.json").read_text("utf-8"))
        self._rows = {
            facet: (
                mapped_array(self._folder / f"{facet}.starts.npy"),
                mapped_array(self._folder / f"{facet}.values.npy"),
            )
            for facet in STORED
        }
        self._published = mapped_array(self._folder / "published.npy")
        self._folded: dict[str, dict[str, list[int]]] = {}

    @staticmethod
    def write(folder: Path, origins: Origins, before: Facets | None) -> None:
        """Write facets/: values.json, for each facet starts (uint32, cases + 1) and values (uint32), published (S10).

        The facets of unchanged cases are copied from the previous generation (`before`).
        """
        out = folder / "facets"
        out.mkdir()
        values: dict[str, list[str]] = {}
        for facet in STORED:
            values[facet], starts, flat = _rows(facet, origins, before)
            np.save(out / f"{facet}.starts.npy", starts.astype(np.uint32))
            np.save(out / f"{facet}.values.npy", flat.astype(np.uint32))
        published = np.zeros(len(origins.ids), dtype="S10")
        if before is not None:
            kept = origins.rows >= 0
            published[kept] = before._published[origins.rows[kept]]
        for ordinal, case in origins.fresh.items():
            published[ordinal] = case.published.encode()
        np.save(out / "published.npy", published)
        (out / "values.json").write_text(json.dumps(values, ensure_ascii=False), "utf-8")

    def count(self, ordinals: Iterable[int], most: int = 20) -> dict[str, list[tuple[str, int]]]:
        """The `most` most frequent values of each facet among the given cases: (value, cases), most frequent first."""
        chosen = np.fromiter(ordinals, dtype=np.int64)
        counts: dict[str, list[tuple[str, int]]] = {}
        for facet in FACETS:
            numbers = np.bincount(self._of(facet, chosen)[1])
            best = sorted(np.flatnonzero(numbers), key=lambda n: (-numbers[n], self._values[facet][n]))[:most]
            counts[facet] = [(self._values[facet][n], int(numbers[n])) for n in best]
        return counts

    def sources(self, ordinals: NDArray[np.int64] | None = None) -> set[str]:
        """The publishers of all cases, or of the given ones; negative ordinals are skipped."""
        if ordinals is None:
            return set(self._values["source"])
        return {self._values["source"][n] for n in np.unique(self._first("source", ordinals[ordinals >= 0]))}

    def cases_by_source(self) -> dict[str, int]:
        """The number of cases of each publisher."""
        numbers = np.bincount(self._rows["source"][1], minlength=len(self._values["source"]))
        return {source: int(n) for source, n in zip(self._values["source"], numbers, strict=True) if n}

    def claim_languages(self) -> list[str]:
        """The primary subtags of all cases' languages (`lang`), sorted."""
        return sorted({value.partition("-")[0] for value in self._values["lang"]})

    def languages(self, ordinals: NDArray[np.int64]) -> Iterator[tuple[str, str, int]]:
        """(publisher, primary language subtag, how many of the given cases have both)."""
        if not len(ordinals):
            return
        pairs = np.stack([self._first("source", ordinals), self._first("lang", ordinals)], axis=1)
        distinct, places, counts = np.unique(pairs, axis=0, return_index=True, return_counts=True)
        for n in np.argsort(places):
            source, lang = (self._values[facet][distinct[n, at]] for at, facet in enumerate(("source", "lang")))
            yield source, lang.partition("-")[0], int(counts[n])

    def having(self, facet: str, wanted: Iterable[str]) -> NDArray[np.bool_]:
        """bool[cases]: which cases have one of the values, ignoring letter case."""
        starts, flat = self._rows[facet]
        chosen = np.zeros(len(self._values[facet]), np.bool_)
        known = self._by_folded(facet)
        for value in wanted:
            chosen[known.get(folded_value(value), [])] = True
        cases = np.zeros(len(starts) - 1, np.bool_)
        cases[np.searchsorted(starts, np.flatnonzero(chosen[flat]), "right") - 1] = True
        return cases

    def published(self, first: str, last: str) -> NDArray[np.bool_]:
        """bool[cases]: which cases were published between two dates, inclusive. "" means no limit, "2020" all year."""
        # "~" sorts after every digit
        return np.asarray(
            (self._published >= (first or "0").encode()) & (self._published <= ((last or "9999") + "~").encode())
        )

    def newest_first(self, ids: Sequence[str]) -> NDArray[np.uint32]:
        """The ordinals of all cases, newest first and then by id, so that no request has to sort them."""
        published = self._published.tolist()
        order = sorted(range(len(ids)), key=ids.__getitem__)
        return np.array(sorted(order, key=published.__getitem__, reverse=True), dtype=np.uint32)

    def _of(self, facet: str, ordinals: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.uint32]]:
        """The number of values of each case, and the numbers of all these values."""
        starts, flat = self._rows[facet]
        first = starts[ordinals].astype(np.int64)
        sizes = starts[ordinals + 1].astype(np.int64) - first
        return sizes, flat[spans(first, sizes)]

    def _first(self, facet: str, ordinals: NDArray[np.int64]) -> NDArray[np.uint32]:
        starts, flat = self._rows[facet]
        return np.asarray(flat[starts[ordinals]])

    def _by_folded(self, facet: str) -> dict[str, list[int]]:
        """The numbers of a facet's values by `folded_value`."""
        if facet not in self._folded:
            folded: dict[str, list[int]] = {}
            for number, value in enumerate(self._values[facet]):
                for line in value.split("\n"):
                    if line := folded_value(line):
                        folded.setdefault(line, []).append(number)
            self._folded[facet] = folded
        return self._folded[facet]


def _rows(
    facet: str, origins: Origins, before: Facets | None
) -> tuple[list[str], NDArray[np.int64], NDArray[np.int64]]:
    """The values of a facet that any case has, the start of each case's row, and the value numbers."""
    numbers = {value: n for n, value in enumerate(before._values[facet])} if before is not None else {}
    fresh = {
        ordinal: sorted({numbers.setdefault(_composed(value), len(numbers)) for value in facet_values(case, facet)})
        for ordinal, case in origins.fresh.items()
    }
    sizes = np.zeros(len(origins.ids), np.int64)
    sizes[list(fresh)] = [len(row) for row in fresh.values()]
    kept = np.flatnonzero(origins.rows >= 0)
    taken = np.empty(0, np.uint32)
    if before is not None:
        sizes[kept], taken = before._of(facet, origins.rows[kept])
    starts = np.concatenate([np.zeros(1, np.int64), np.cumsum(sizes)])
    flat = np.zeros(starts[-1], np.int64)
    flat[spans(starts[:-1][kept], sizes[kept])] = taken
    new = np.array(list(fresh), np.int64)
    flat[spans(starts[:-1][new], sizes[new])] = [number for row in fresh.values() for number in row]
    used, flat = np.unique(flat, return_inverse=True)
    values = list(numbers)
    return [values[n] for n in used], starts, flat
