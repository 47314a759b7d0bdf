"""Which wordings a page could be repeating: the seam that another store of cases could stand behind.

Three steps, each looking at less: wordings of which the page as a whole holds enough (one gather over the lists of the
page's terms), then the sentences that hold enough of each of those, then windows of two and three sentences.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt

from index.matcher.arrays import Arrays, spans
from index.matcher.page import Page

WINDOW = 3  # sentences
STRIDE = 64  # sentences of a stretch, see `Stretches`
MATCHED = 11.0  # mass that a window must share with a wording: below it no pair comes near a threshold
CELLS = 3_000_000  # cells of the table of stretches by wordings
DENSE = 6_000_000  # cells of the table of wordings by sentences that is worked on at once


@dataclass(slots=True)
class Pairs:
    """Wordings and windows to score: unit int64[n]; first and last sentence of the window (both inclusive) int64[n]."""

    unit: npt.NDArray[np.int64]
    first: npt.NDArray[np.int64]
    last: npt.NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.unit)

    def take(self, which: npt.NDArray[np.int64] | npt.NDArray[np.bool_]) -> Pairs:
        """The chosen pairs."""
        return Pairs(self.unit[which], self.first[which], self.last[which])


class Candidates(Protocol):
    """Finds the pairs of a page that are worth scoring."""

    def find(self, page: Page, floor: float) -> Pairs:
        """Pairs in which the window may hold `floor` (0 to 1) of the wording's mass."""


class LocalCandidates:
    """Candidates from the arrays of this generation."""

    def __init__(self, arrays: Arrays) -> None:
        self._arrays = arrays
        self._needed: npt.NDArray[np.float64] | None = None

    def find(self, page: Page, floor: float) -> Pairs:
        """As the protocol says; below the floor that the lists were built for, every wording is looked at."""
        if floor >= self._arrays.floor:
            stride = max(STRIDE, -(-len(page.span) * self._arrays.units // CELLS))
            stretches = Stretches(page, stride)
            stretch, units = self._listed(page, stretches)
        else:
            stretches = Stretches(page, len(page.span))
            units = self._all(page)
            stretch = np.zeros(len(units), np.int64)
        least = MATCHED if floor >= self._arrays.floor else 0.0
        step = max(1, DENSE // (stretches.stride + WINDOW))
        parts = [
            self._windows(page, stretches, stretch[i : i + step], units[i : i + step], floor, least)
            for i in range(0, len(units), step)
        ]
        if len(parts) == 1:
            return parts[0]
        empty = np.empty(0, np.int64)
        if not parts:
            return Pairs(empty, empty, empty)
        return Pairs(*(np.concatenate([getattr(p, n) for p in parts]) for n in ("unit", "first", "last")))

    def _listed(self, page: Page, stretches: Stretches) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
        """Stretches and units of which the stretch as a whole may hold enough."""
        a = self._arrays
        term = page.terms[stretches.term]
        start = a.list_row[term]
        size = a.list_row[term + 1] - start
        cell = a.list_unit[spans(start, size)] + np.repeat(stretches.of * a.units, size)
        weight = np.repeat(page.weight[stretches.term].astype(np.float64), size)
        mass = np.bincount(cell, weights=weight, minlength=stretches.count * a.units)
        near = np.flatnonzero(mass.reshape(stretches.count, a.units) >= self._need())
        return np.divmod(near, a.units)

    def _need(self) -> npt.NDArray[np.float64]:
        """What the listed terms of each unit must weigh in a stretch; more than nothing, by what a head is."""
        if self._needed is None:
            a = self._arrays
            least = np.maximum(a.floor * a.unit_mass.astype(np.float64), MATCHED) - a.unit_tail
            self._needed = np.maximum(least - 1e-3, 1e-6)
        return self._needed

    def _all(self, page: Page) -> npt.NDArray[np.int64]:
        a = self._arrays
        if not a.units:
            return np.empty(0, np.int64)
        on_page = np.zeros(len(a.term_key), np.bool_)
        on_page[page.terms] = True
        return np.flatnonzero(np.logical_or.reduceat(on_page[a.row_term], a.unit_row[:-1]))

    def _windows(
        self,
        page: Page,
        stretches: Stretches,
        stretch: npt.NDArray[np.int64],
        units: npt.NDArray[np.int64],
        floor: float,
        least: float,
    ) -> Pairs:
        """Windows of one to `WINDOW` sentences that may hold enough of each stretch's units."""
        full = self._arrays.unit_mass[units]
        need = np.maximum(np.maximum(floor * full, least), 1e-6)
        which, mass = self._masses(page, stretches, stretch, units, need)
        stretch, units, full, need = stretch[which], units[which], full[which], need[which].astype(np.float32)
        most = mass[:, : stretches.stride] + mass[:, 1 : stretches.stride + 1]
        most += mass[:, 2 : stretches.stride + 2]
        some = np.flatnonzero(most.max(1, initial=0) >= need)
        mass, stretch, units, full, need = mass[some], stretch[some], units[some], full[some], need[some]
        own = mass[:, : stretches.stride]
        rows, first = np.divmod(np.flatnonzero(own >= need[:, None]), own.shape[1])
        found = [(rows, first, 0)]
        together = own
        for more in range(1, min(WINDOW, mass.shape[1])):
            together = together + mass[:, more : more + stretches.stride]
            rows, first = np.divmod(np.flatnonzero(together >= need[:, None]), own.shape[1])
            a, b = mass[rows, first], mass[rows, first + more]
            # A longer window must hold something at both ends, more than either end, and lie in one block.
            ok = (a > 0) & (b > 0) & (together[rows, first] > np.maximum(a, b) + 0.15 * full[rows])
            at = stretch[rows] * stretches.stride + first
            ok &= page.block[at] == page.block[np.minimum(at + more, len(page.span) - 1)]
            found.append((rows[ok], first[ok], more))
        rows = np.concatenate([f[0] for f in found])
        at = stretch[rows] * stretches.stride + np.concatenate([f[1] for f in found])
        return Pairs(units[rows], at, at + np.repeat([f[2] for f in found], [len(f[0]) for f in found]))

    def _masses(
        self,
        page: Page,
        stretches: Stretches,
        stretch: npt.NDArray[np.int64],
        units: npt.NDArray[np.int64],
        need: npt.NDArray[np.floating],
    ) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.float32]]:
        """Which of the units weigh enough in their stretch as a whole; and of those float32[n, stride + WINDOW - 1],
        the weight of the unit's terms that each sentence of the stretch holds."""
        row, size = local_rows(self._arrays, page, units)
        owner = np.repeat(np.arange(len(units), dtype=np.int32), size)
        on = np.flatnonzero(row < len(page.terms))
        row, owner = row[on], owner[on]
        group = row + (stretch * len(page.terms))[owner]
        start, many = stretches.row[group], stretches.many[group]
        weight = page.weight[row]
        enough = np.bincount(owner, weights=weight * (many > 0), minlength=len(units)) >= need - 1e-3
        which = np.flatnonzero(enough)
        rank = np.cumsum(enough) - 1
        keep = np.flatnonzero(enough[owner] & (many > 0))
        start, many = start[keep], many[keep]
        wide = stretches.stride + WINDOW - 1
        cell = np.repeat(rank[owner[keep]] * wide, many) + stretches.place[spans(start, many)]
        flat = np.bincount(cell, weights=np.repeat(weight[keep], many), minlength=len(which) * wide)
        return which, flat.astype(np.float32).reshape(len(which), wide)


class Stretches:
    """A page cut into stretches of `stride` sentences, each with the first of the next, so that no window is lost.

    row, many: int64[stretches * T (+ 1)], for a stretch and a term where in `place` the sentences that hold it are
    found, counted from the stretch's first, and how many they are
    of, term: the pairs of stretch and term (row of `Page.held`) that there are
    """

    __slots__ = ("count", "many", "of", "place", "row", "stride", "term")

    def __init__(self, page: Page, stride: int) -> None:
        self.stride = stride
        self.count = count = -(-len(page.span) // stride)
        of, place = np.divmod(page.pair_sentence, stride)
        again = np.flatnonzero((place < WINDOW - 1) & (of > 0))
        of = np.concatenate([of, of[again] - 1])
        place = np.concatenate([place, place[again] + stride])
        group = of * len(page.terms) + np.concatenate([page.pair_term, page.pair_term[again]])
        order = np.argsort(group, kind="stable")
        self.place = place[order]
        self.many = np.bincount(group, minlength=count * len(page.terms))
        self.row = np.concatenate([[0], np.cumsum(self.many)])
        self.of, self.term = np.divmod(np.flatnonzero(self.many), max(1, len(page.terms)))


def local_rows(
    arrays: Arrays, page: Page, units: npt.NDArray[np.int64]
) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.int64]]:
    """For the terms of `units`, one unit after the other: their rows in `page.held` (the last, empty one for a term the
    page does not hold), and how many terms each unit has."""
    start = arrays.unit_row[units]
    size = arrays.unit_row[units + 1] - start
    return page.place[arrays.row_term[spans(start, size)]], size
