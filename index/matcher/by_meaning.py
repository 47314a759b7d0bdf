"""Finds pairs by meaning: passages and claims that need not share a word or a language.

Encoding is expensive, so only the passages that look like claims are encoded; a check that takes microseconds chooses
them. How close two texts are is a cosine. Its scale differs between models, so only its order is used.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol

import numpy as np
import numpy.typing as npt

from index.matcher.budget import Budget
from index.matcher.candidates.lexical import WINDOW, Candidates
from index.matcher.pages.page import Page, ReadPage
from index.matcher.scoring.signals import CaseSignals
from index.matcher.store import NO_QUERIES, CandidateStore, Near, Queries, Rows
from index.semantic.calibration import MeaningCalibration
from index.semantic.vectors import similar

FOUND = 8  # nearest cases that are considered for each passage
FOUND_MORE = 20  # the same for cases in another language than the passage, and if everything is ranked
SHORT = 60  # words; a block up to this length is encoded as a whole
LEAST_WORDS = 5  # least words of a passage that could be a claim

Floats = npt.NDArray[np.float64]


class MeaningLookup(Protocol):
    """The encoder for one request, within a budget; see `index.semantic.tier`.

    most_passages, most_pairs, most_across: how many passages are encoded, and how many pairs in one language and in two
        are kept, unless everything is ranked
    each_sentence: whether the sentences of a short block are looked up by themselves, too
    nearest: how many wordings are looked up for each text
    least, least_found: least cosines of a wording that a page may repeat, and of a case that a search finds
    """

    most_passages: int
    most_pairs: int
    most_across: int
    each_sentence: bool
    nearest: int
    least: float
    least_found: float

    def read(self, texts: Sequence[str]) -> None:
        """Encode texts in order, while the budget lasts."""

    def vector(self, text: str) -> npt.NDArray[np.float32] | None:
        """The unit vector float32[d] of a text; None if the text was not encoded."""


class MeaningTier(Protocol):
    """The semantic tier of a generation."""

    @property
    def calibration(self) -> MeaningCalibration | None:
        """How the pairs that it finds are scored; None if nobody has measured it."""

    def reading(self) -> MeaningLookup:
        """A lookup for one request."""


@dataclass(frozen=True, slots=True)
class Passages:
    """The passages of a part of a page that were encoded: (first, last) sentence of each, and their vectors."""

    windows: list[tuple[int, int]]
    queries: Queries


class _Pair(NamedTuple):
    """A passage and a wording near it; see `Arrays.places`."""

    cosine: float
    ordinal: int
    place: int
    language: int
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class NearPairs:
    """Pairs found by meaning, and rows of their cases and of the cases of the pairs that were known."""

    rows: Rows
    pairs: Candidates


class Dense:
    """Finds pairs by meaning for one request."""

    def __init__(self, reading: MeaningLookup, store: CandidateStore) -> None:
        self._reading, self._store = reading, store
        self._left = reading.most_passages

    def cases(self, text: str) -> list[int]:
        """The ordinals of the cases that a search for the text should find, closest first."""
        self._reading.read([text])
        vector = self._reading.vector(text)
        if vector is None:
            return []
        (near,) = self._store.near(self._queries([vector], max(self._reading.least, self._reading.least_found)))
        return list(dict.fromkeys(near.ordinal.tolist()))

    def passages(self, read: ReadPage, page: Page, ranking: bool) -> Passages:
        """Encode the passages of a part of a page that look like claims, while the budget lasts."""
        windows = self._windows(page, ranking)
        texts = [_text(read, page, a, b) for a, b in windows]
        self._reading.read(texts)
        vectors = [self._reading.vector(text) for text in texts]
        encoded = [window for window, vector in zip(windows, vectors, strict=True) if vector is not None]
        return Passages(encoded, self._queries([v for v in vectors if v is not None], self._reading.least))

    def _queries(self, vectors: list[npt.NDArray[np.float32]], least: float) -> Queries:
        return Queries(np.stack(vectors), self._reading.nearest, least) if vectors else NO_QUERIES

    def find(
        self,
        read: ReadPage,
        page: Page,
        known: CaseSignals,
        passages: Passages,
        near: Sequence[Near],
        ranking: bool,
        budget: Budget,
    ) -> NearPairs:
        """Pairs of the passages and the wordings `near` them, beyond the `known` pairs."""
        ordinals = known.arrays.places(known.pairs.unit)[0]
        pairs = self._chosen(read, page, known.pairs, ordinals, passages, near, ranking)
        if not pairs and not any(self._vector(read, page, *window) is not None for window in _windows_of(known.pairs)):
            return NearPairs(Rows(known.arrays, None), Candidates.joined([]))
        found = np.array([pair.ordinal for pair in pairs], np.int64)
        rows = self._store.rows(np.unique(np.concatenate([found, ordinals])), budget)
        unit = rows.arrays.units_at(found, np.array([pair.place for pair in pairs], np.int64))
        first, last = (np.array([getattr(pair, name) for pair in pairs], np.int64) for name in ("first", "last"))
        return NearPairs(rows, Candidates(unit, first, last))

    def _chosen(
        self,
        read: ReadPage,
        page: Page,
        known: Candidates,
        ordinals: npt.NDArray[np.int64],
        passages: Passages,
        near: Sequence[Near],
        ranking: bool,
    ) -> list[_Pair]:
        seen = set(zip(page.block[known.first].tolist(), ordinals.tolist(), strict=True))
        more: dict[tuple[int, int], _Pair] = {}  # by block and case
        for close, (first, last) in zip(near, passages.windows, strict=True):
            block = int(page.block[first])
            found: dict[int, _Pair] = {}
            for ordinal, place, language, cosine in zip(*(values.tolist() for values in close), strict=True):
                found.setdefault(ordinal, _Pair(cosine, ordinal, place, language, first, last))
            for number, pair in enumerate(list(found.values())[:FOUND_MORE]):
                if number >= FOUND and not ranking and not read.in_two_languages(block, pair.language):
                    continue
                key = block, pair.ordinal
                if key not in seen and (key not in more or more[key].cosine < pair.cosine):
                    more[key] = pair
        nearest = sorted(more.values(), key=lambda pair: -pair.cosine)
        return nearest if ranking else self._most_likely(read, page, nearest)

    def _most_likely(self, read: ReadPage, page: Page, nearest: list[_Pair]) -> list[_Pair]:
        """The nearest pairs in one language, where shared words find others, and more of those in two."""
        left = {False: self._reading.most_pairs, True: self._reading.most_across}
        kept = []
        for pair in nearest:
            across = read.in_two_languages(int(page.block[pair.first]), pair.language)
            if left[across]:
                left[across] -= 1
                kept.append(pair)
        return kept

    def cosines(self, read: ReadPage, page: Page, pairs: Candidates, rows: Rows) -> Floats:
        """The largest cosine between each pair's passage and any wording of its case, at least 0; 0 if the passage was
        not encoded."""
        out = np.zeros(len(pairs))
        if rows.vectors is None:
            return out
        a = rows.arrays
        for n, (unit, window) in enumerate(zip(pairs.unit.tolist(), _windows_of(pairs), strict=True)):
            vector = self._vector(read, page, *window)
            if vector is not None:
                case = int(a.unit_case[unit])
                units = np.arange(int(a.case_unit[case]), int(a.case_unit[case + 1]))
                out[n] = max(0.0, float(similar(rows.vectors, vector, units).max()))
        return out

    def _vector(self, read: ReadPage, page: Page, first: int, last: int) -> npt.NDArray[np.float32] | None:
        return self._reading.vector(_text(read, page, *page.whole(first, last, SHORT)))

    def _windows(self, page: Page, ranking: bool) -> list[tuple[int, int]]:
        """(first, last) sentence of each passage to encode."""
        starts = np.flatnonzero(np.diff(page.block, prepend=-1)).tolist()
        if ranking:
            ends = [*starts[1:], len(page.block)]
            return [(a, min(b - 1, a + WINDOW - 1)) for a, b in zip(starts, ends, strict=True)]
        # what the reader reads comes first: that is a short block as a whole
        rank = dict.fromkeys((page.whole(n, n, SHORT) for n in range(len(page.lines))), 0)
        if self._reading.each_sentence:
            rank = dict.fromkeys(((n, n) for n in range(len(page.lines))), 1) | rank
        merit = {w: _could_be_a_claim(page.lines[w[0] : w[1] + 1]) for w in rank}
        chosen = sorted((w for w in rank if merit[w] > 0), key=lambda w: (rank[w], -merit[w], w))[: self._left]
        self._left -= len(chosen)
        return sorted(chosen)


def _could_be_a_claim(lines: Sequence[str]) -> float:
    """How much a passage looks like a claim, 0 to 2: it is as long as a sentence, and names somebody or something."""
    words = " ".join(lines).split()
    if len(words) < LEAST_WORDS:
        return 0.0
    names = sum(w[:1].isupper() or w[:1].isdigit() for w in words[1:])
    return min(names, 5) / 5 + min(len(words), 25) / 25


def _windows_of(pairs: Candidates) -> list[tuple[int, int]]:
    return list(zip(pairs.first.tolist(), pairs.last.tolist(), strict=True))


def _text(read: ReadPage, page: Page, first: int, last: int) -> str:
    text: str = read.blocks[int(page.block[first])].text
    return text[page.span[first][0] : page.span[last][1]]
