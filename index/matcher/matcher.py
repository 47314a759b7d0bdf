"""The page matcher: blocks of a page in, matches with cases out.

A page goes through language -> page (sentences, terms) -> candidates -> signals -> model -> alike (where there is a
semantic tier) -> denial and surroundings -> selection -> explanation; each is a module of this package.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from index.case import Case
from index.matcher import alike, building, denial, model
from index.matcher.arrays import Arrays
from index.matcher.candidates import Candidates, LocalCandidates, Pairs
from index.matcher.clauses import Sentence
from index.matcher.explain import explain
from index.matcher.language import Languages
from index.matcher.page import Block, Page, pages
from index.matcher.signals import CaseSignals, Claims, pair_signals
from index.matcher.surroundings import Surroundings
from index.matcher.terms import TermTable

__all__ = ["Block", "Match", "Matcher"]

LISTED = 0.2  # scores from which the lists suffice: what holds less than their floor of a claim scores far below
DEEP = 40  # cases a block that are looked at in full when everything is to be ranked
SHALLOW = 6  # the same when only what is above the thresholds is wanted
TITLE = 400  # characters of a title; a first paragraph that is longer is none
ROUGH = -2.6  # rough score (see `_rough`) below which a pair is nowhere near the thresholds


@dataclass(frozen=True, slots=True)
class Match:
    """A passage of a block and the case whose claim it may repeat.

    start, end: code points, half open, into the block's text    score: probability that the passage repeats the claim
    relation: "repeats", "related", or None below both thresholds    also: ids of other cases of the same claim
    why: what agreed, see `index.matcher.explain`
    """

    block: str
    start: int
    end: int
    case: str
    score: float
    relation: str | None
    also: tuple[str, ...]
    why: dict[str, Any]


class Matcher:
    """An open, immutable set of arrays and the model; safe to share between threads."""

    def __init__(
        self,
        arrays: Arrays,
        chosen: model.Model | None = None,
        candidates: Candidates | None = None,
        tier: alike.Tier | None = None,
    ) -> None:
        self.arrays = arrays
        self.model = chosen or model.default()
        self.tier = tier
        self.thresholds = (model.semantic() if tier is not None else self.model).thresholds
        self._candidates = candidates or LocalCandidates(arrays)
        self._tables: dict[str, TermTable] = {}
        self._claims = Claims(arrays)

    @staticmethod
    def build(
        cases: Iterable[Case],
        folder: Path,
        *,
        previous: Matcher | None = None,
        progress: Callable[[int, int], None] | None = None,
    ) -> None:
        """Write the arrays for `cases` into `folder`. Rows of cases unchanged since `previous` are reused.

        `progress` is called with how many cases are done, of how many (0 while unknown).
        """
        building.build(cases, folder, previous.arrays if previous is not None else None, progress)

    @classmethod
    def open(cls, folder: Path, tier: Callable[[Arrays], alike.Tier | None] | None = None) -> Matcher:
        """Open what `build` wrote, memory-mapped, and the semantic tier that `tier` gives for its arrays, if any.

        Raises IndexDamagedError if it cannot be used.
        """
        arrays = Arrays.open(folder)
        return cls(arrays, tier=tier(arrays) if tier is not None else None)

    def match(
        self,
        blocks: Sequence[Block],
        *,
        title: str = "",
        language: str = "",
        min_score: float | None = None,
        max_matches: int = 50,
        per_block: int = 3,
    ) -> list[Match]:
        """Matches of all blocks: best score first, then by block order, start, case id.

        The `title` of the page is read for whether it says that the page checks facts, or denies a claim: then no block
        repeats it. Without `min_score` what is above the thresholds; with it, what scores at least that, whatever the
        relation. At most `per_block` claims a block and `max_matches` in all.
        """
        asked = len(blocks)
        title = title if len(title) <= TITLE else ""
        headline = next((n for n, block in enumerate(blocks) if block.text == title), asked)
        if title and headline == asked:
            blocks = [*blocks, Block("", title, gap=True)]
        wanted = min(self.thresholds.related, self.thresholds.repeats) if min_score is None else min_score
        languages = Languages(blocks, language, self._table)
        reading = self.tier.reading() if self.tier is not None else None
        found: list[_Found] = []
        for page in pages(blocks, languages, self.arrays):
            found += self._page(page, blocks, languages.found, wanted, per_block, reading)
        of_block = languages.found
        found = self._select(found, per_block)
        parsed: dict[int, dict[tuple[int, int], Sentence]] = {f.block: {} for f in found}
        around = Surroundings(blocks, title)
        for f in sorted(found, key=lambda f: f.block != headline):
            f.weigh(blocks[f.block], of_block[f.block], parsed[f.block], around)
            if f.block == headline and f.stance.denied:
                around.deny(f.group, f.stance.denied, of_block[f.block])
        found = [f for f in found if f.block < asked]
        _keep_order(found)
        found = [f for f in found if f.score >= wanted]
        order = sorted(found, key=lambda f: (-f.score, f.block, blocks[f.block].id, f.span, f.case_id))[:max_matches]
        return [f.match(blocks[f.block], self.arrays) for f in order]

    def cases_alike(self, text: str) -> list[str]:
        """Ids of the cases whose claim is most like a short text, closest first; none without the semantic tier."""
        if self.tier is None or not text.strip():
            return []
        return [self.arrays.case_id(case) for case in alike.cases(self.tier.reading(), text, self.arrays)]

    def _table(self, language: str) -> TermTable:
        table = self._tables.get(language)
        if table is None:
            table = self._tables[language] = TermTable(self.arrays, language)
        return table

    def _page(
        self,
        page: Page,
        blocks: Sequence[Block],
        languages: list[str],
        wanted: float,
        per_block: int,
        reading: alike.Reading | None,
    ) -> list[_Found]:
        listed = wanted >= LISTED
        pairs = self._candidates.find(page, self.arrays.floor if listed else 0.0)
        keys = np.empty(0, np.int64)
        if reading is not None and not listed:
            pairs, keys = alike.with_alike(reading, page, blocks, self.arrays, pairs)
        if not len(pairs):
            return []
        rough = _rough(*pair_signals(self.arrays, page, pairs))
        if listed:
            near = rough > ROUGH
            pairs, rough = pairs.take(near), rough[near]
        keep = max(SHALLOW, 2 * per_block) if listed else max(DEEP, 4 * per_block)
        signals = CaseSignals(self.arrays, page, pairs.take(self._best(page, pairs, rough, keep, keys)))
        # What the tier is to read may score more than the lexical signals let expect.
        least = min(wanted, alike.UNDECIDED) if reading is not None else wanted
        bounded = least > 0 and listed
        if bounded:
            # a word that no case holds may be one of the claim's, misspelt: the letters will tell
            which, misspelt = signals.if_misspelt()
            enough = self.model.at_most(np.concatenate([signals.values, misspelt]), "letters") >= least
            likely = enough[: len(signals.values)]
            likely[which] |= enough[len(signals.values) :]
            signals.take(np.flatnonzero(likely))
        signals.letters(languages, self._claims)
        if bounded:
            signals.take(np.flatnonzero(self.model.at_most(signals.values, "grams") >= least))
        signals.grams()
        scores = self.model.probability(signals.values)
        if reading is not None and len(scores):
            least = alike.UNDECIDED if listed else 0.0
            scores = alike.rescored(reading, page, blocks, signals, scores, model.semantic(), least)
        return [_Found(self, page, signals, n, float(s)) for n, s in enumerate(scores) if s >= wanted]

    def _best(
        self, page: Page, pairs: Pairs, rough: npt.NDArray[np.float64], keep: int, keys: npt.NDArray[np.int64]
    ) -> npt.NDArray[np.int64]:
        """The best pair of each block and case, for the `keep` best cases of each block and for those of `keys`."""
        block = page.block[pairs.first]
        case = self.arrays.unit_case[pairs.unit]
        order = np.lexsort((pairs.last - pairs.first, -rough, case, block))
        first = np.ones(len(order), np.bool_)
        first[1:] = (case[order][1:] != case[order][:-1]) | (block[order][1:] != block[order][:-1])
        best = order[first]
        ranked = best[np.lexsort((-rough[best], block[best]))]
        start = np.flatnonzero(np.diff(block[ranked], prepend=-1))
        place = np.arange(len(ranked)) - np.repeat(start, np.diff(np.append(start, len(ranked))))
        chosen = place < keep
        if len(keys):
            chosen |= np.isin(block[ranked].astype(np.int64) * self.arrays.cases + case[ranked], keys)
        return ranked[chosen]

    def _select(self, found: list[_Found], per_block: int) -> list[_Found]:
        """One match for a block and a claim: the best case, the others under `also`.

        Of cases that are as good, the one that stands first in its source is the publisher's own first record of the
        claim; later ones are copies of it.
        """
        claims: dict[tuple[int, int], list[_Found]] = {}
        for f in found:
            claims.setdefault((f.block, f.group), []).append(f)
        blocks: dict[int, list[_Found]] = {}
        for group in claims.values():
            group.sort(key=lambda f: (-round(f.score, 2), f.case, f.span[1] - f.span[0]))
            best = group[0]
            best.also = tuple(dict.fromkeys(f.case_id for f in group[1:] if f.case_id != best.case_id))
            blocks.setdefault(best.block, []).append(best)
        out: list[_Found] = []
        for claims_of_block in blocks.values():
            claims_of_block.sort(key=lambda f: (-f.score, f.span, f.case_id))
            out += claims_of_block[:per_block]
        return out


def _rough(
    held: npt.NDArray[np.float32], share: npt.NDArray[np.float32], mass: npt.NDArray[np.float32]
) -> npt.NDArray[np.float64]:
    """A first score from the three cheap signals, for choosing what to look at closely."""
    return np.asarray(5.0 * held + 2.5 * np.sqrt(held * share) + 0.8 * np.log1p(mass) - 8.0, np.float64)


def _keep_order(found: list[_Found]) -> None:
    """Of cases for the same words of a block, one that is less alike scores no more because another is denied."""
    blocks: dict[int, list[_Found]] = {}
    for f in sorted(found, key=lambda f: (-f.raw, f.case_id)):
        closer = blocks.setdefault(f.block, [])
        for other in closer:
            if other.span[0] < f.span[1] and f.span[0] < other.span[1]:
                f.score = min(f.score, other.score)
        closer.append(f)


class _Found:
    """A scored pair, before selection."""

    __slots__ = (
        "also",
        "block",
        "case",
        "case_id",
        "group",
        "matcher",
        "n",
        "page",
        "raw",
        "score",
        "signals",
        "span",
        "stance",
    )

    def __init__(self, matcher: Matcher, page: Page, signals: CaseSignals, n: int, score: float) -> None:
        pairs = signals.pairs
        self.matcher, self.page, self.signals, self.n = matcher, page, signals, n
        self.raw = self.score = score
        self.block = int(page.block[pairs.first[n]])
        self.case = int(matcher.arrays.unit_case[pairs.unit[n]])
        self.case_id = matcher.arrays.case_id(self.case)
        self.group = int(matcher.arrays.case_group[self.case])
        self.span = (page.span[pairs.first[n]][0], page.span[pairs.last[n]][1])
        self.also: tuple[str, ...] = ()
        self.stance = denial.NEUTRAL

    def weigh(self, block: Block, language: str, parsed: dict[tuple[int, int], Sentence], around: Surroundings) -> None:
        """Look whether the page denies or reports the claim; such a passage scores below "repeats"."""
        low, high = self.matcher.thresholds.related, self.matcher.thresholds.repeats
        if self.score < low:
            return
        claim, passage = self.signals.sides[self.n]
        arrays, unit = self.matcher.arrays, int(self.signals.pairs.unit[self.n])
        wanted = {k for k in claim.keys if k}
        self.stance = denial.stance(block.text, *self.span, arrays.text(unit), passage, wanted, language, parsed)
        if self.stance == denial.NEUTRAL and self.score >= high:
            self.stance = around.stance(self.block, self.span[1], language, self.group)
        if self.stance != denial.NEUTRAL:
            self.score = low + (high - low) * 0.98 * self.score

    def match(self, block: Block, arrays: Arrays) -> Match:
        """The match as it is given out."""
        thresholds = self.matcher.thresholds
        relation = None
        if self.score >= thresholds.related:
            held, share = (self.signals.value(name, self.n) for name in ("claim_held", "passage_held"))
            words = self.signals.value("count_held", self.n)
            enough = words >= thresholds.least_words and (held * share) ** 0.5 >= thresholds.least_both
            relation = "repeats" if self.score >= thresholds.repeats and enough else "related"
        if relation == "repeats" and self.stance != denial.NEUTRAL:
            relation = "related"
        why = explain(arrays, self.signals, self.n)
        why |= {k: v for k, v in self.stance._asdict().items() if v}
        return Match(block.id, *self.span, self.case_id, self.score, relation, self.also, why)
