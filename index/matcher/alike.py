"""Where the semantic tier meets the pipeline: which passages it reads, and what they score then.

It reads what the lexical signals leave undecided, the most likely first; and where everything is to be ranked, every
block, for which it also finds wordings that share no word with it. What its budget does not reach keeps its score.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np
import numpy.typing as npt

from index.matcher.arrays import Arrays
from index.matcher.candidates import WINDOW, Pairs
from index.matcher.model import Model
from index.matcher.page import Block, Page
from index.matcher.signals import CaseSignals

UNDECIDED = 0.03  # lexical scores below it are left alone: one in a hundred of those would come near a threshold
SHORT = 60  # words; a block up to this long is read as a whole, of a longer one the passage alone
FOUND_BY_SEARCH = 0.5  # cosine: below it, cases have the topic in common at most
FOUND = 20  # cases of a block that are looked at because they are alike


class Reading(Protocol):
    """What one request reads, within a budget; see `index.semantic.tier`."""

    def read(self, texts: Sequence[str]) -> None:
        """Encode texts in their order for as long as the budget lasts."""

    def similarity(self, text: str, unit: int) -> tuple[float, float, float, float] | None:
        """Cosines of a text with a wording and its case; None where the text was not read."""

    def nearest(self, text: str) -> npt.NDArray[np.int64]:
        """Wordings most like a text, closest first."""

    def rerank(self, pairs: Sequence[tuple[str, str]], probability: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        """Probabilities after a re-ranker read the first of the (passage, claim) pairs."""


class Tier(Protocol):
    """The semantic tier of a generation."""

    def reading(self) -> Reading:
        """What one request reads."""


def cases(reading: Reading, text: str, arrays: Arrays) -> list[int]:
    """Cases that are alike enough to be found by a search for the text, closest first."""
    reading.read([text])
    found: dict[int, None] = {}
    for unit in reading.nearest(text).tolist():
        close = reading.similarity(text, unit)
        if close is not None and close[0] >= FOUND_BY_SEARCH:
            found.setdefault(int(arrays.unit_case[unit]))
    return list(found)


def passage(page: Page, block: Block, first: int, last: int) -> str:
    """The text that is read for a window of sentences."""
    begin, end = (int(np.searchsorted(page.block, page.block[first], side)) for side in ("left", "right"))
    if sum(line.count(" ") + 1 for line in page.lines[begin:end]) <= SHORT:
        first, last = begin, end - 1
    return block.text[page.span[first][0] : page.span[last][1]]


def with_alike(
    reading: Reading, page: Page, blocks: Sequence[Block], arrays: Arrays, pairs: Pairs
) -> tuple[Pairs, npt.NDArray[np.int64]]:
    """The pairs, further ones for wordings that are alike but share no word, and keys of the cases that are alike.

    A key is block * cases + case, int64[], ascending.
    """
    starts = np.flatnonzero(np.diff(page.block, prepend=-1))
    ends = np.append(starts[1:], len(page.block)) - 1
    texts = [
        passage(page, blocks[page.block[a]], int(a), min(int(b), int(a) + WINDOW - 1))
        for a, b in zip(starts, ends, strict=True)
    ]
    reading.read(texts)
    known = np.unique(page.block[pairs.first].astype(np.int64) * arrays.cases + arrays.unit_case[pairs.unit])
    keys: list[int] = []
    more: list[tuple[int, int, int]] = []
    for text, a, b in zip(texts, starts.tolist(), ends.tolist(), strict=True):
        found: dict[int, int] = {}
        for unit in reading.nearest(text).tolist():
            found.setdefault(int(arrays.unit_case[unit]), unit)
        for case, unit in list(found.items())[:FOUND]:
            key = int(page.block[a]) * arrays.cases + case
            keys.append(key)
            at = int(np.searchsorted(known, key))
            if at == len(known) or known[at] != key:
                more.append((unit, a, min(b, a + WINDOW - 1)))
    if more:
        unit, first, last = np.array(more, np.int64).T
        pairs = Pairs(
            np.concatenate([pairs.unit, unit]), np.concatenate([pairs.first, first]), np.concatenate([pairs.last, last])
        )
    return pairs, np.unique(np.array(keys, np.int64))


def rescored(
    reading: Reading,
    page: Page,
    blocks: Sequence[Block],
    signals: CaseSignals,
    scores: npt.NDArray[np.float64],
    chosen: Model,
    least: float,
) -> npt.NDArray[np.float64]:
    """Scores float64[n] of all pairs: by the semantic variant of the model where the passage was read.

    Pairs whose lexical score is at least `least` are read, best first, then the few best by the re-ranker.
    """
    order = [n for n in np.argsort(-scores, kind="stable").tolist() if scores[n] >= least]
    pairs = signals.pairs
    texts = {
        n: passage(page, blocks[page.block[pairs.first[n]]], int(pairs.first[n]), int(pairs.last[n])) for n in order
    }
    reading.read([texts[n] for n in order])
    read = []
    for n in order:
        found = reading.similarity(texts[n], int(pairs.unit[n]))
        if found is not None:
            signals.alike(n, found)
            read.append(n)
    out = scores.copy()
    if read:
        out[read] = chosen.probability(signals.values[read])
        best = sorted(read, key=lambda n: -out[n])
        claims = [(texts[n], signals.arrays.text(int(pairs.unit[n]))) for n in best]
        out[best] = reading.rerank(claims, out[best])
    return out
