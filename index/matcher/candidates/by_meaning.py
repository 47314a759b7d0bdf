"""Finds pairs by meaning: passages and claims that need not share a word or a language.

Encoding is expensive, so only the passages that look like claims are encoded; a check that takes microseconds chooses
them. How close two texts are is a cosine. Its scale differs between models, so only its order is used.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

import numpy as np
import numpy.typing as npt

from index.matcher.arrays.layout import Arrays
from index.matcher.candidates.lexical import WINDOW, Candidates
from index.matcher.pages.page import Page, ReadPage
from index.semantic.calibration import MeaningCalibration

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
    least_found: least cosine of a case that a search finds
    """

    most_passages: int
    most_pairs: int
    most_across: int
    each_sentence: bool
    least_found: float

    def read(self, texts: Sequence[str]) -> None:
        """Encode texts in order, while the budget lasts."""

    def similarity(self, text: str, unit: int) -> float | None:
        """The largest cosine between a text and any wording of the case of `unit`; None if the text was not encoded."""

    def nearest(self, texts: Sequence[str]) -> Sequence[tuple[npt.NDArray[np.int64], npt.NDArray[np.float32]]]:
        """For each text, the wordings that are close enough to consider, closest first, and their cosines."""


class MeaningTier(Protocol):
    """The semantic tier of a generation."""

    @property
    def calibration(self) -> MeaningCalibration | None:
        """How the pairs that it finds are scored; None if nobody has measured it."""

    def reading(self) -> MeaningLookup:
        """A lookup for one request."""


class Dense:
    """Finds pairs by meaning for one request."""

    def __init__(self, reading: MeaningLookup, arrays: Arrays) -> None:
        self._reading, self._arrays = reading, arrays
        self._left = reading.most_passages

    def cases(self, text: str) -> list[int]:
        """The cases that a search for the text should find, closest first."""
        self._reading.read([text])
        units, cosines = self._reading.nearest([text])[0]
        return list(dict.fromkeys(self._arrays.unit_case[units[cosines >= self._reading.least_found]].tolist()))

    def find(
        self, read: ReadPage, page: Page, known: Candidates, ranking: bool
    ) -> tuple[Candidates, Callable[[Candidates], Floats]]:
        """Pairs beyond the `known` ones, and a function that gives the cosine of any pair (0 if it was not encoded)."""
        windows = self._windows(page, ranking)
        texts = [_text(read, page, a, b) for a, b in windows]
        self._reading.read(texts)
        block = page.block[known.first].astype(np.int64)
        seen = set((block * self._arrays.cases + self._arrays.unit_case[known.unit]).tolist())
        more: dict[int, tuple[float, int, int, int]] = {}  # by block and case: cosine, wording, first, last
        for (units, cosines), (a, b) in zip(self._reading.nearest(texts), windows, strict=True):
            found: dict[int, tuple[float, int]] = {}
            for unit, cosine in zip(units.tolist(), cosines.tolist(), strict=True):
                found.setdefault(int(self._arrays.unit_case[unit]), (cosine, unit))
            for number, (case, (cosine, unit)) in enumerate(list(found.items())[:FOUND_MORE]):
                if number >= FOUND and not ranking and not read.in_two_languages(int(page.block[a]), unit):
                    continue
                key = int(page.block[a]) * self._arrays.cases + case
                if key not in seen and (key not in more or more[key][0] < cosine):
                    more[key] = cosine, unit, a, b
        nearest = sorted(more.values(), key=lambda pair: -pair[0])
        if not ranking:
            nearest = self._most_likely(read, page, nearest)
        unit, first, last = np.array([pair[1:] for pair in nearest], np.int64).reshape(-1, 3).T
        return Candidates(unit, first, last), lambda pairs: self._cosines(read, page, pairs)

    def _most_likely(
        self, read: ReadPage, page: Page, nearest: list[tuple[float, int, int, int]]
    ) -> list[tuple[float, int, int, int]]:
        """The nearest pairs in one language, where shared words find others, and more of those in two."""
        left = {False: self._reading.most_pairs, True: self._reading.most_across}
        kept = []
        for pair in nearest:
            across = read.in_two_languages(int(page.block[pair[2]]), pair[1])
            if left[across]:
                left[across] -= 1
                kept.append(pair)
        return kept

    def _cosines(self, read: ReadPage, page: Page, pairs: Candidates) -> Floats:
        out = np.zeros(len(pairs))
        rows = zip(pairs.unit.tolist(), pairs.first.tolist(), pairs.last.tolist(), strict=True)
        for n, (unit, first, last) in enumerate(rows):
            close = self._reading.similarity(_text(read, page, *page.whole(first, last, SHORT)), unit)
            out[n] = max(0.0, close) if close is not None else 0.0
        return out

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


def _text(read: ReadPage, page: Page, first: int, last: int) -> str:
    text: str = read.blocks[int(page.block[first])].text
    return text[page.span[first][0] : page.span[last][1]]
