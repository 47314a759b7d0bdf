"""Pairs that are found by meaning: passages and claims that need not share a word, nor a language.

A page is long and encoding is dear, so that few passages are encoded: those that could be claims, chosen by something
that costs microseconds. How near two texts are is a cosine, whose scale differs from model to model; only its order is
used.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

import numpy as np
import numpy.typing as npt

from index.matcher.arrays.layout import Arrays
from index.matcher.candidates.lexical import WINDOW, Candidates
from index.matcher.pages.page import Page, ReadPage

FOUND = 8  # cases of a passage that are looked at because they are near
FOUND_RANKING = 20  # the same where everything is to be ranked
SHORT = 60  # words; a block up to this long is encoded as a whole
LEAST_WORDS = 5  # of a passage that could be a claim

Floats = npt.NDArray[np.float64]


class MeaningLookup(Protocol):
    """What one request encodes, within a budget; see `index.semantic.tier`.

    most_passages, most_pairs: how many are encoded, and then looked at, where not everything is to be ranked
    least_found: cosine from which a case is found by a search
    """

    most_passages: int
    most_pairs: int
    least_found: float

    def read(self, texts: Sequence[str]) -> None:
        """Encode texts in their order for as long as the budget lasts."""

    def similarity(self, text: str, unit: int) -> float | None:
        """Largest cosine of a text with the wordings of the case of a wording; None where the text was not read."""

    def nearest(self, texts: Sequence[str]) -> Sequence[tuple[npt.NDArray[np.int64], npt.NDArray[np.float32]]]:
        """Of each text the wordings that are near enough to be looked at, closest first, and their cosines."""


class MeaningTier(Protocol):
    """The semantic tier of a generation."""

    def reading(self) -> MeaningLookup:
        """What one request encodes."""


class Dense:
    """Finds pairs by meaning for one request."""

    def __init__(self, reading: MeaningLookup, arrays: Arrays) -> None:
        self._reading, self._arrays = reading, arrays
        self._left = reading.most_passages

    def cases(self, text: str) -> list[int]:
        """Cases that are alike enough to be found by a search for the text, closest first."""
        self._reading.read([text])
        units, cosines = self._reading.nearest([text])[0]
        return list(dict.fromkeys(self._arrays.unit_case[units[cosines >= self._reading.least_found]].tolist()))

    def find(
        self, read: ReadPage, page: Page, known: Candidates, ranking: bool
    ) -> tuple[Candidates, Callable[[Candidates], Floats]]:
        """Pairs beside the `known` ones, and what tells the cosine of any pair (0 where nothing was encoded)."""
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
            for case, (cosine, unit) in list(found.items())[: FOUND_RANKING if ranking else FOUND]:
                key = int(page.block[a]) * self._arrays.cases + case
                if key not in seen and (key not in more or more[key][0] < cosine):
                    more[key] = cosine, unit, a, b
        nearest = sorted(more.values(), key=lambda pair: -pair[0])
        if not ranking:
            nearest = nearest[: self._reading.most_pairs]
        unit, first, last = np.array([pair[1:] for pair in nearest], np.int64).reshape(-1, 3).T
        return Candidates(unit, first, last), lambda pairs: self._cosines(read, page, pairs)

    def _cosines(self, read: ReadPage, page: Page, pairs: Candidates) -> Floats:
        out = np.zeros(len(pairs))
        rows = zip(pairs.unit.tolist(), pairs.first.tolist(), pairs.last.tolist(), strict=True)
        for n, (unit, first, last) in enumerate(rows):
            close = self._reading.similarity(_text(read, page, *page.whole(first, last, SHORT)), unit)
            out[n] = max(0.0, close) if close is not None else 0.0
        return out

    def _windows(self, page: Page, ranking: bool) -> list[tuple[int, int]]:
        """First and last sentences of the passages that are encoded."""
        starts = np.flatnonzero(np.diff(page.block, prepend=-1)).tolist()
        if ranking:
            ends = [*starts[1:], len(page.block)]
            return [(a, min(b - 1, a + WINDOW - 1)) for a, b in zip(starts, ends, strict=True)]
        windows = dict.fromkeys(page.whole(n, n, SHORT) for n in range(len(page.lines)))
        merit = {w: _could_be_a_claim(page.lines[w[0] : w[1] + 1]) for w in windows}
        chosen = sorted((w for w in windows if merit[w] > 0), key=lambda w: (-merit[w], w))[: self._left]
        self._left -= len(chosen)
        return sorted(chosen)


def _could_be_a_claim(lines: Sequence[str]) -> float:
    """How much a passage looks like a claim: it is of a sentence's length and names somebody or something."""
    words = " ".join(lines).split()
    if len(words) < LEAST_WORDS:
        return 0.0
    names = sum(w[:1].isupper() or w[:1].isdigit() for w in words[1:])
    return min(names, 5) / 5 + min(len(words), 25) / 25


def _text(read: ReadPage, page: Page, first: int, last: int) -> str:
    text: str = read.blocks[int(page.block[first])].text
    return text[page.span[first][0] : page.span[last][1]]
