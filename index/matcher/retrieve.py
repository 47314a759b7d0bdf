"""Second stage of a match: the passages and claims that are worth a closer look, with their lexical signals.

A page is looked up through the term pairs of the arrays (`candidates`); what a first score leaves over is compared word
by word and letter by letter. Where there is a sentence encoder, passages that share no word with a claim are found by
meaning (`dense`), and get the same signals.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from index.matcher.arrays import Arrays
from index.matcher.candidates import Candidates, Pairs
from index.matcher.dense import Dense
from index.matcher.model import Model
from index.matcher.page import Page, ReadPage
from index.matcher.signals import CaseSignals, Claims, pair_signals

LISTED = 0.2  # scores from which the lists suffice: what holds less than their floor of a claim scores far below
DEEP = 40  # cases a block that are looked at in full when everything is to be ranked
SHALLOW = 6  # the same when only what is above the thresholds is wanted
ROUGH = -3.5  # rough score (see `rough`) below which a pair is nowhere near the thresholds

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a caller asked for.

    score: the least score of a match    ranking: whether everything is to be ranked, however little is alike
    """

    score: float
    ranking: bool
    per_block: int


@dataclass(frozen=True, slots=True)
class Found:
    """Pairs of one part of a page: their signals, what the lexical model gives each (P(repeats), float64[n]), and how
    near the passage is to the claim by meaning (cosine, float64[n]; 0 where nobody looked)."""

    page: Page
    signals: CaseSignals
    lexical: Floats
    cosine: Floats


@dataclass(frozen=True, slots=True)
class Retrieval:
    """What finds the pairs of a page: shared by all requests."""

    arrays: Arrays
    candidates: Candidates
    model: Model
    claims: Claims

    def find(self, read: ReadPage, wanted: Wanted, least: float, dense: Dense | None) -> list[Found]:
        """The pairs of a page of which the lexical model gives at least `least`, or which `dense` finds."""
        found = []
        for page in read.parts:
            part = self._part(page, read, wanted, least, dense)
            if part is not None:
                found.append(part)
        return found

    def _part(self, page: Page, read: ReadPage, wanted: Wanted, least: float, dense: Dense | None) -> Found | None:
        listed = not wanted.ranking
        pairs = self.candidates.find(page, self.arrays.floor if listed else 0.0)
        score = rough(*pair_signals(self.arrays, page, pairs)) if len(pairs) else np.empty(0)
        if listed:
            near = score > ROUGH
            pairs, score = pairs.take(near), score[near]
        keep = max(SHALLOW, 2 * wanted.per_block) if listed else max(DEEP, 4 * wanted.per_block)
        pairs = pairs.take(best(self.arrays, page, pairs, score, keep))
        signals = self._signals(page, read, pairs, least if listed else 0.0)
        lexical = self.model.probability(signals.values)
        cosine = np.zeros(len(lexical))
        if dense is not None:
            more, near_by = dense.find(read, page, signals.pairs, wanted.ranking)
            if len(more):
                others = self._signals(page, read, more, 0.0)
                lexical = np.concatenate([lexical, self.model.probability(others.values)])
                signals = signals.joined(others)
            cosine = near_by(signals.pairs)
        return Found(page, signals, lexical, cosine) if len(lexical) else None

    def _signals(self, page: Page, read: ReadPage, pairs: Pairs, least: float) -> CaseSignals:
        """All signals of those pairs that may get `least` by the lexical model."""
        signals = CaseSignals(self.arrays, page, pairs)
        if least > 0:
            # a word that no case holds may be one of the claim's, misspelt: the letters will tell
            which, misspelt = signals.if_misspelt()
            enough = self.model.at_most(np.concatenate([signals.values, misspelt]), "letters") >= least
            likely = enough[: len(signals.values)]
            likely[which] |= enough[len(signals.values) :]
            signals.take(np.flatnonzero(likely))
        signals.letters(read.languages, self.claims)
        if least > 0:
            signals.take(np.flatnonzero(self.model.at_most(signals.values, "grams") >= least))
        signals.grams()
        return signals


def rough(
    held: npt.NDArray[np.float32], share: npt.NDArray[np.float32], mass: npt.NDArray[np.float32]
) -> npt.NDArray[np.float64]:
    """A first score from the three cheap signals, for choosing what to look at closely."""
    return np.asarray(5.0 * held + 2.5 * np.sqrt(held * share) + 0.8 * np.log1p(mass) - 8.0, np.float64)


def best(arrays: Arrays, page: Page, pairs: Pairs, score: Floats, keep: int) -> npt.NDArray[np.int64]:
    """The best pair of each block and case, for the `keep` best cases of each block."""
    block = page.block[pairs.first]
    case = arrays.unit_case[pairs.unit]
    order = np.lexsort((pairs.last - pairs.first, -score, case, block))
    first = np.ones(len(order), np.bool_)
    first[1:] = (case[order][1:] != case[order][:-1]) | (block[order][1:] != block[order][:-1])
    best_ = order[first]
    ranked = best_[np.lexsort((-score[best_], block[best_]))]
    start = np.flatnonzero(np.diff(block[ranked], prepend=-1))
    place = np.arange(len(ranked)) - np.repeat(start, np.diff(np.append(start, len(ranked))))
    return np.asarray(ranked[place < keep])


def texts(read: ReadPage, page: Page, pairs: Pairs, short: int) -> Sequence[str]:
    """The text that is read for each pair: its whole block where that is up to `short` words long, else its window."""
    out = []
    for first, last in zip(pairs.first.tolist(), pairs.last.tolist(), strict=True):
        a, b = page.whole(first, last, short)
        out.append(read.blocks[page.block[first]].text[page.span[a][0] : page.span[b][1]])
    return out
