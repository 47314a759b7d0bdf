"""Second stage of a match: the pairs of a passage and a claim that are worth a closer look, with lexical signals.

The term pairs in the arrays give candidates for the page (`candidates`). A first score drops most of them; the others
are compared word by word and letter by letter. If there is a sentence encoder, it also finds passages by meaning that
share no word with a claim (`dense`), and they get the same signals.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from index.matcher.arrays.layout import Arrays
from index.matcher.budget import FIND, LOOK, Budget
from index.matcher.candidates.by_meaning import Dense
from index.matcher.candidates.lexical import Candidates, CandidateStore, whole_pieces
from index.matcher.pages.page import Page, ReadPage
from index.matcher.scoring.model import Model
from index.matcher.scoring.signals import CaseSignals, Claims, TokenizedText, pair_signals

LISTED = 0.2  # least score for which the posting lists suffice: a pair below their minimum overlap scores far less
DEEP = 40  # cases in a block that are compared in full if everything is ranked
SHALLOW = 6  # the same if only matches above the thresholds are wanted
ROUGH = -3.5  # first score (see `rough`) below which a pair is nowhere near the thresholds
# The limits below bound the memory of a request.
MOST_PAIRS = 20_000  # pairs whose signals are kept in a request with a budget
HELD = 30_000  # pairs of a part that are held before the best are chosen
ROUGHLY = 8_192  # pairs whose first score is computed together
PORTION = 6_000_000  # terms, summed over pairs, that are worked on together
LETTERS = 64  # pairs whose letters are compared between two checks of the budget
REMEMBERED = 100_000  # characters of passages that are cached with their letter 4-grams, about 200 bytes each

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a caller asked for.

    score: the least score of a match
    ranking: whether to rank every pair, however little they have in common
    per_block: the most claims for a block
    """

    score: float
    ranking: bool
    per_block: int


@dataclass(slots=True)
class Retrieved:
    """Pairs of one part of a page.

    signals: their lexical signals    lexical: the lexical model's P(repeats), float64[n]
    cosine: how close passage and claim are in meaning, float64[n]; 0 if they were not encoded
    """

    page: Page
    signals: CaseSignals
    lexical: Floats
    cosine: Floats

    def keep(self, which: npt.NDArray[np.int64]) -> None:
        """Drop all pairs but those of these rows."""
        self.signals.take(which)
        self.lexical, self.cosine = self.lexical[which], self.cosine[which]


@dataclass(frozen=True, slots=True)
class Retrieval:
    """Finds the pairs of a page; all requests share it."""

    arrays: Arrays
    candidates: CandidateStore
    model: Model
    claims: Claims

    def find(
        self, read: ReadPage, wanted: Wanted, least: float, dense: Dense | None, budget: Budget
    ) -> tuple[list[Retrieved], set[int]]:
        """The pairs of a page, and the blocks that the budget did not suffice for.

        A pair is returned if the lexical model gives it at least `least`, or if `dense` finds it. If everything is
        ranked within a budget, a first round over the whole page finds the likely pairs.
        """
        rounds = [wanted]
        if wanted.ranking and budget.limited:
            rounds.insert(0, replace(wanted, ranking=False))
        found: dict[tuple[int, bool], Retrieved] = {}
        for asked in rounds:
            search = _Search(self, read, asked, least, dense if asked is wanted else None, budget)
            for n, part in enumerate(search.parts()):
                if not search.unread:
                    found.pop((n, False), None)  # this round has found all of these pairs again
                if part is not None:
                    found[n, asked.ranking] = part
                if budget.limited:
                    search.unread |= _keep_likeliest(list(found.values()))
        return list(found.values()), search.unread


class _Search:
    """One round over a page. `unread` holds the blocks that it did not finish."""

    def __init__(
        self, shared: Retrieval, read: ReadPage, wanted: Wanted, least: float, dense: Dense | None, budget: Budget
    ) -> None:
        self._read, self._wanted, self._dense, self._budget = read, wanted, dense, budget
        self._arrays, self._candidates, self._claims = shared.arrays, shared.candidates, shared.claims
        self._model = shared.model
        self._listed = not wanted.ranking
        self._least = least if self._listed else 0.0
        self.unread = set[int]()

    def parts(self) -> Iterator[Retrieved | None]:
        """The pairs of each part of the page. It stops when the budget is used up."""
        for page in self._read.parts():
            if self._budget.over(LOOK):
                self._leave(int(page.block[0]))
                return
            yield self._part(page)
            page.rest()

    def _leave(self, block: int) -> None:
        self.unread |= set(range(block, len(self._read.blocks)))

    def _part(self, page: Page) -> Retrieved | None:
        pairs, score = self._likely(page)
        signals = self._signals(page, pairs, score, self._least)
        lexical = self._model.probability(signals.values)
        cosine = np.zeros(len(lexical))
        if self._dense is not None:
            more, near_by = self._dense.find(self._read, page, signals.pairs, self._wanted.ranking)
            if len(more):
                others = self._signals(page, more, np.zeros(len(more)), 0.0)
                lexical = np.concatenate([lexical, self._model.probability(others.values)])
                signals = CaseSignals.joined(self._arrays, page, [signals, others])
            cosine = near_by(signals.pairs)
        return Retrieved(page, signals, lexical, cosine) if len(lexical) else None

    def _likely(self, page: Page) -> tuple[Candidates, Floats]:
        """The best pairs of each block by their first score, with those scores."""
        arrays, per_block = self._arrays, self._wanted.per_block
        keep = max(SHALLOW, 2 * per_block) if self._listed else max(DEEP, 4 * per_block)
        held: list[tuple[Candidates, Floats]] = [(Candidates.joined([]), np.empty(0))]
        # the score that a pair needs to be among the best of its block
        least = np.full(int(page.block[-1]) + 1, ROUGH if self._listed else -np.inf)
        for sentence, pairs in self._candidates.find(page, arrays.min_overlap if self._listed else 0.0):
            score = self._rough(page, pairs)
            near = score >= least[page.block[pairs.first]]
            held.append((pairs.take(near), score[near]))
            if sum(len(some) for _, some in held) > HELD:
                held = [_best(arrays, page, held, keep)]
                block, many = np.unique(page.block[held[0][0].first], return_counts=True)
                last = np.cumsum(many)[many >= keep] - 1  # each block's best pairs stand together, best first
                least[block[many >= keep]] = held[0][1][last]
            if self._budget.over(LOOK):
                self._leave(int(page.block[sentence]))
                break
        return _best(arrays, page, held, keep)

    def _rough(self, page: Page, pairs: Candidates) -> Floats:
        portions = (pairs.take(np.arange(at, min(at + ROUGHLY, len(pairs)))) for at in range(0, len(pairs), ROUGHLY))
        return np.concatenate([np.empty(0), *(rough(*pair_signals(self._arrays, page, some)) for some in portions)])

    def _signals(self, page: Page, pairs: Candidates, score: Floats, least: float) -> CaseSignals:
        """All signals of the pairs that may reach `least` in the lexical model.

        The likeliest pairs are worked on first, while the budget lasts; the result keeps the given order.
        """
        a = self._arrays
        case = a.unit_case[pairs.unit]
        terms = a.unit_row[a.case_unit[case + 1]] - a.unit_row[a.case_unit[case]]
        likeliest = np.argsort(-score, kind="stable")
        sides: dict[tuple[int, int], TokenizedText] = {}
        done: list[CaseSignals] = []
        rows: list[npt.NDArray[np.int64]] = []
        for portion in whole_pieces(np.arange(len(pairs)), (len(page.terms) + 8 * terms)[likeliest], PORTION):
            row = np.sort(likeliest[portion])
            some = CaseSignals(a, page, pairs.take(row))
            if least > 0:
                enough = self._may_get(some, least)
                some.take(enough)
                row = row[enough]
            order = np.argsort(-score[row], kind="stable")
            for at in range(0, len(order), LETTERS):
                if self._budget.over(FIND):
                    self.unread |= set(page.block[pairs.first[row[order[at:]]]].tolist())
                    break
                few = some.part(order[at : at + LETTERS])
                kept = self._letters(few, sides, least)
                done.append(few)
                rows.append(row[order[at : at + LETTERS][kept]])
        signals = CaseSignals.joined(a, page, done)
        signals.take(np.argsort(np.concatenate([np.empty(0, np.int64), *rows])))
        return signals

    def _may_get(self, signals: CaseSignals, least: float) -> npt.NDArray[np.int64]:
        # A word that no case holds may be a misspelt word of the claim; `letters` will find out.
        which, misspelt = signals.if_misspelt()
        enough = self._model.at_most(np.concatenate([signals.values, misspelt]), "letters") >= least
        likely = enough[: len(signals.values)]
        likely[which] |= enough[len(signals.values) :]
        return np.flatnonzero(likely)

    def _letters(
        self, signals: CaseSignals, sides: dict[tuple[int, int], TokenizedText], least: float
    ) -> npt.NDArray[np.int64]:
        """Add the signals that compare letters. Returns which pairs were kept."""
        kept = np.arange(len(signals.pairs))
        compared = signals.letters(self._read.languages, self._claims, sides)
        if least > 0:
            kept = np.flatnonzero(self._model.at_most(signals.values, "grams") >= least)
            signals.take(kept)
        signals.grams([compared[n] for n in kept.tolist()])
        if sum(len(side.text) for side in sides.values()) > REMEMBERED:
            sides.clear()
        return kept


def _best(
    arrays: Arrays, page: Page, held: Sequence[tuple[Candidates, Floats]], keep: int
) -> tuple[Candidates, Floats]:
    pairs, score = Candidates.joined([p for p, _ in held]), np.concatenate([s for _, s in held])
    which = best(arrays, page, pairs, score, keep)
    return pairs.take(which), score[which]


def _keep_likeliest(found: Sequence[Retrieved]) -> set[int]:
    """Keep only the `MOST_PAIRS` likeliest pairs of a request. Returns the blocks of the dropped pairs."""
    if sum(len(f.lexical) for f in found) <= MOST_PAIRS:
        return set()
    dropped = set[int]()
    merit = np.concatenate([np.maximum(f.lexical, f.cosine) for f in found])
    chosen = np.zeros(len(merit), np.bool_)
    chosen[np.argsort(-merit, kind="stable")[:MOST_PAIRS]] = True
    for f, mine in zip(found, np.split(chosen, np.cumsum([len(f.lexical) for f in found])[:-1]), strict=True):
        dropped |= set(f.page.block[f.signals.pairs.first[~mine]].tolist())
        f.keep(np.flatnonzero(mine))
    return dropped


def rough(
    held: npt.NDArray[np.float32], share: npt.NDArray[np.float32], idf_sum: npt.NDArray[np.float32]
) -> npt.NDArray[np.float64]:
    """A first score float64[n] from the three cheap signals, to choose which pairs are compared in full."""
    return np.asarray(5.0 * held + 2.5 * np.sqrt(held * share) + 0.8 * np.log1p(idf_sum) - 8.0, np.float64)


def best(arrays: Arrays, page: Page, pairs: Candidates, score: Floats, keep: int) -> npt.NDArray[np.int64]:
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


def texts(read: ReadPage, page: Page, pairs: Candidates, short: int) -> Sequence[str]:
    """The text to read for each pair: the whole block if it has up to `short` words, else the pair's window."""
    out = []
    for first, last in zip(pairs.first.tolist(), pairs.last.tolist(), strict=True):
        a, b = page.whole(first, last, short)
        out.append(read.blocks[page.block[first]].text[page.span[a][0] : page.span[b][1]])
    return out
