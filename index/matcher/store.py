"""The seam between finding candidate cases and scoring them: a store of cases finds the likely pairs of a page.

A store answers with rows of cases: arrays that hold at least the cases it found, with the term numbers, weights and
groups of the whole generation. All later stages work on these rows, so they need not know where a store keeps its
cases. `LocalStore` answers from the arrays of a generation and copies nothing; `index.shards` asks other machines.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol

import numpy as np
import numpy.typing as npt

from index.matcher.arrays.layout import Arrays
from index.matcher.budget import LOOK, Budget
from index.matcher.candidates.lexical import Candidates, Postings
from index.matcher.pages.page import Page
from index.matcher.scoring.signals import pair_signals
from index.semantic.vectors import CaseVectors

ROUGH = -3.5  # first score (see `rough`) below which a pair is nowhere near the thresholds
ROUGHLY = 8_192  # pairs whose first score is computed together
HELD = 30_000  # pairs of a part that are held before the best are chosen; it bounds the memory of a request

Floats = npt.NDArray[np.float64]


class Asked(NamedTuple):
    """What is asked of a store.

    listed: whether the posting lists suffice, which hold the pairs that may get near a threshold; else every wording
        that shares a term with the page is tried
    keep: how many cases of each block are kept, best first score first
    """

    listed: bool
    keep: int


class Queries(NamedTuple):
    """Texts whose nearest wordings are asked for.

    vectors: unit vectors float32[q, d]    many: how many wordings are looked up for each
    least: the least cosine of a wording that is near
    """

    vectors: npt.NDArray[np.float32]
    many: int
    least: float


NO_QUERIES = Queries(np.empty((0, 0), np.float32), 0, 0.0)


class Near(NamedTuple):
    """The wordings that are closest in meaning to a text, closest first; see `Arrays.places`.

    ordinal, place: int64[n]    language: uint8[n], an index into `Arrays.languages`    cosine: float32[n]
    """

    ordinal: npt.NDArray[np.int64]
    place: npt.NDArray[np.int64]
    language: npt.NDArray[np.uint8]
    cosine: npt.NDArray[np.float32]

    @classmethod
    def none(cls) -> Near:
        """No wording."""
        return cls(np.empty(0, np.int64), np.empty(0, np.int64), np.empty(0, np.uint8), np.empty(0, np.float32))


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows of cases, and the vectors int8[units, d] of their wordings; None without the semantic tier."""

    arrays: Arrays
    vectors: npt.NDArray[np.int8] | None


@dataclass(frozen=True, slots=True)
class Found:
    """What a store found on a part of a page.

    arrays: rows of the cases that the pairs name, at least
    pairs: for each block, the best pair of each of the best cases, by block and then best first
    score: their first scores, float64[n]
    near: for each of the queries, the wordings closest to it
    unfinished: the sentence from which on the budget did not suffice to find everything; None if it sufficed
    """

    arrays: Arrays
    pairs: Candidates
    score: Floats
    near: list[Near]
    unfinished: int | None


class CandidateStore(Protocol):
    """Finds the cases that a page may repeat. Threads may share it.

    Equal cases and pages give equal results, to the last digit, wherever and in however many parts the cases are kept.
    All methods raise ShardError if a part of the cases cannot be asked.
    """

    def find(self, page: Page, asked: Asked, queries: Queries, budget: Budget) -> Found:
        """Find the likely pairs of a part of a page, and the wordings nearest to the queries."""

    def near(self, queries: Queries) -> list[Near]:
        """For each query, the wordings closest to it."""

    def rows(self, ordinals: npt.NDArray[np.int64], budget: Budget) -> Rows:
        """Rows of the cases with these ordinals, and maybe of others. `ordinals` are ascending and distinct."""


class LocalStore:
    """Finds cases in the arrays of one generation, or of a part of it."""

    def __init__(self, arrays: Arrays, vectors: CaseVectors | None = None) -> None:
        self.arrays, self.vectors = arrays, vectors
        self._postings = Postings(arrays)

    def find(self, page: Page, asked: Asked, queries: Queries, budget: Budget) -> Found:
        """See `CandidateStore.find`."""
        pairs, score, unfinished = self._likely(page, asked, budget)
        return Found(self.arrays, pairs, score, self.near(queries), unfinished)

    def near(self, queries: Queries) -> list[Near]:
        """See `CandidateStore.near`."""
        if self.vectors is None or not len(queries.vectors):
            return []
        many = min(queries.many, len(self.vectors.rows))
        if not many:
            return [Near.none() for _ in queries.vectors]
        out = []
        for units, cosines in zip(*self.vectors.nearest.search(queries.vectors, many), strict=True):
            close = (units >= 0) & (cosines >= queries.least)
            found = units[close]
            out.append(Near(*self.arrays.places(found), self.arrays.unit_language[found], cosines[close]))
        return out

    def rows(self, ordinals: npt.NDArray[np.int64], budget: Budget) -> Rows:  # noqa: ARG002  # it has them all
        """All rows, as they are: nothing is copied."""
        return Rows(self.arrays, self.vectors.rows if self.vectors is not None else None)

    def _likely(self, page: Page, asked: Asked, budget: Budget) -> tuple[Candidates, Floats, int | None]:
        """The best pairs of each block by their first score, those scores, and `Found.unfinished`."""
        held: list[tuple[Candidates, Floats]] = [(Candidates.joined([]), np.empty(0))]
        # the score that a pair needs to be among the best of its block
        least = np.full(int(page.block[-1]) + 1, ROUGH if asked.listed else -np.inf)
        unfinished = None
        for sentence, pairs in self._postings.find(page, self.arrays.min_overlap if asked.listed else 0.0):
            score = self._rough(page, pairs)
            near = score >= least[page.block[pairs.first]]
            held.append((pairs.take(near), score[near]))
            if sum(len(some) for _, some in held) > HELD:
                held = [joined_best(self.arrays, page, held, asked.keep)]
                block, many = np.unique(page.block[held[0][0].first], return_counts=True)
                last = np.cumsum(many)[many >= asked.keep] - 1  # each block's best pairs stand together, best first
                least[block[many >= asked.keep]] = held[0][1][last]
            if budget.over(LOOK):
                unfinished = sentence
                break
        return *joined_best(self.arrays, page, held, asked.keep), unfinished

    def _rough(self, page: Page, pairs: Candidates) -> Floats:
        portions = (pairs.take(np.arange(at, min(at + ROUGHLY, len(pairs)))) for at in range(0, len(pairs), ROUGHLY))
        return np.concatenate([np.empty(0), *(rough(*pair_signals(self.arrays, page, some)) for some in portions)])


def joined_best(
    arrays: Arrays, page: Page, parts: Sequence[tuple[Candidates, Floats]], keep: int
) -> tuple[Candidates, Floats]:
    """The best pairs of several sets with their first scores, see `best`."""
    pairs, score = Candidates.joined([p for p, _ in parts]), np.concatenate([s for _, s in parts])
    which = best(arrays, page, pairs, score, keep)
    return pairs.take(which), score[which]


def rough(
    held: npt.NDArray[np.float32], share: npt.NDArray[np.float32], idf_sum: npt.NDArray[np.float32]
) -> npt.NDArray[np.float64]:
    """A first score float64[n] from the three cheap signals, to choose which pairs are compared in full."""
    return np.asarray(5.0 * held + 2.5 * np.sqrt(held * share) + 0.8 * np.log1p(idf_sum) - 8.0, np.float64)


def best(arrays: Arrays, page: Page, pairs: Candidates, score: Floats, keep: int) -> npt.NDArray[np.int64]:
    """The best pair of each block and case, for the `keep` best cases of each block.

    Nothing is left to the order in which pairs were found, as that differs if the cases are kept in several parts.
    """
    block = page.block[pairs.first]
    case = arrays.unit_case[pairs.unit]
    order = np.lexsort((pairs.first, pairs.unit, pairs.last - pairs.first, -score, case, block))
    first = np.ones(len(order), np.bool_)
    first[1:] = (case[order][1:] != case[order][:-1]) | (block[order][1:] != block[order][:-1])
    best_ = order[first]
    ranked = best_[np.lexsort((-score[best_], block[best_]))]
    start = np.flatnonzero(np.diff(block[ranked], prepend=-1))
    place = np.arange(len(ranked)) - np.repeat(start, np.diff(np.append(start, len(ranked))))
    return np.asarray(ranked[place < keep])
