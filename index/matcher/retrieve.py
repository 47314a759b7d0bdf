"""Second stage of a match: the pairs of a passage and a claim that are worth a closer look, with lexical signals.

The store of cases gives the likely pairs of each part of the page, with rows of their cases (`store`). They are
compared word by word and letter by letter. If there is a sentence encoder, passages also find claims by meaning, with
which they need not share a word (`dense`), and these pairs get the same signals.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from index.matcher.arrays.layout import Arrays
from index.matcher.budget import FIND, LOOK, Budget
from index.matcher.by_meaning import Dense
from index.matcher.candidates.lexical import Candidates, whole_pieces
from index.matcher.pages.page import Page, ReadPage
from index.matcher.scoring.model import Model
from index.matcher.scoring.signals import CaseSignals, Claims, TokenizedText
from index.matcher.store import NO_QUERIES, Asked, CandidateStore

LISTED = 0.2  # least score for which the posting lists suffice: a pair below their minimum overlap scores far less
DEEP = 40  # cases in a block that are compared in full if everything is ranked
SHALLOW = 6  # the same if only matches above the thresholds are wanted
# The limits below bound the memory of a request.
MOST_PAIRS = 20_000  # pairs whose signals are kept in a request with a budget
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

    arrays: rows of the cases of these pairs
    signals: their lexical signals    lexical: the lexical model's P(repeats), float64[n]
    cosine: how close passage and claim are in meaning, float64[n]; 0 if they were not encoded
    """

    page: Page
    arrays: Arrays
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

    store: CandidateStore
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
        self._store, self._claims, self._model = shared.store, shared.claims, shared.model
        self._least = 0.0 if wanted.ranking else least
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
        ranking, per_block, dense = self._wanted.ranking, self._wanted.per_block, self._dense
        keep = max(DEEP, 4 * per_block) if ranking else max(SHALLOW, 2 * per_block)
        passages = dense.passages(self._read, page, ranking) if dense is not None else None
        queries = passages.queries if passages is not None else NO_QUERIES
        found = self._store.find(page, Asked(not ranking, keep), queries, self._budget)
        if found.unfinished is not None:
            self._leave(int(page.block[found.unfinished]))
        arrays = found.arrays
        signals = self._signals(arrays, page, found.pairs, found.score, self._least)
        lexical = self._model.probability(signals.values)
        cosine = np.zeros(len(lexical))
        if dense is not None and passages is not None:
            near = dense.find(self._read, page, signals, passages, found.near, ranking, self._budget)
            arrays = near.rows.arrays
            signals.move(arrays)
            if len(near.pairs):
                others = self._signals(arrays, page, near.pairs, np.zeros(len(near.pairs)), 0.0)
                lexical = np.concatenate([lexical, self._model.probability(others.values)])
                signals = CaseSignals.joined(arrays, page, [signals, others])
            cosine = dense.cosines(self._read, page, signals.pairs, near.rows)
        return Retrieved(page, arrays, signals, lexical, cosine) if len(lexical) else None

    def _signals(self, arrays: Arrays, page: Page, pairs: Candidates, score: Floats, least: float) -> CaseSignals:
        """All signals of the pairs that may reach `least` in the lexical model.

        The likeliest pairs are worked on first, while the budget lasts; the result keeps the given order.
        """
        a = arrays
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
