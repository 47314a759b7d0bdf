"""The page matcher: blocks of a page in, matches with cases out.

A page goes through six stages, in this order: `read_page` splits it into sentences and terms, `retrieve` finds the
pairs of a passage and a claim that are worth a closer look, `score` estimates how likely each passage repeats its
claim, `select` keeps one match for each block and claim, `tighten` finds the part of a long passage that carries the
claim, and `explain` says what agreed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from index.case import Case
from index.matcher.arrays import build_index
from index.matcher.arrays.layout import Arrays
from index.matcher.budget import EXPLAIN, Budget
from index.matcher.by_meaning import Dense, MeaningTier
from index.matcher.explain import explain
from index.matcher.pages.language import Languages
from index.matcher.pages.page import Block, ReadPage
from index.matcher.pages.term_ids import TermTable
from index.matcher.retrieve import LISTED, Retrieval, Wanted
from index.matcher.score import LEAST_READ, Scoring
from index.matcher.scoring import model
from index.matcher.scoring.model import Thresholds
from index.matcher.scoring.signals import Claims
from index.matcher.select import Selected, select
from index.matcher.store import CandidateStore, LocalStore
from index.matcher.text.analysis import LANGUAGES
from index.matcher.tighten import tighten
from index.reader.model import Reader
from index.reader.reading import BUDGET_MS, Memory, Reading

__all__ = ["Block", "Match", "Matcher", "Reads", "Result"]


@dataclass(frozen=True, slots=True)
class Match:
    """A passage of a block and the case whose claim it may repeat.

    start, end: half-open code-point offsets into the block's text
    score: probability that the passage repeats the claim
    relation: "repeats", "related", or None below both thresholds
    also: ids of other cases of the same claim
    why: what agreed, see `index.matcher.explain`
    whole: the offsets of the longer passage that this match was cut from; None if it was not cut
    """

    block: str
    start: int
    end: int
    case: str
    score: float
    relation: str | None
    also: tuple[str, ...]
    why: dict[str, Any]
    whole: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Result:
    """The matches of a page.

    blocks_read: how many blocks were read completely    complete: whether all were; if not, the request's or the
    reader's budget was used up first
    """

    matches: list[Match]
    blocks_read: int
    complete: bool


PORTION = 24_000  # characters of a page that the reader's budget is meant for: about 200 sentences
MOST_PORTIONS = 10


@dataclass(frozen=True, slots=True)
class Reads:
    """An open reader, and how many milliseconds it may take for a request of up to `PORTION` characters."""

    reader: Reader
    budget_ms: float = BUDGET_MS
    memory: Memory = field(default_factory=Memory)

    def begin(self, blocks: Sequence[Block]) -> Reading:
        """Start the reading of one request. A longer page gets a larger budget, up to `MOST_PORTIONS` times."""
        portions = sum(len(block.text) for block in blocks) / PORTION
        return Reading(self.reader, self.memory, self.budget_ms * min(MOST_PORTIONS, max(1, portions)))


class Matcher:
    """An open, immutable set of arrays, with the models; threads may share it."""

    def __init__(
        self,
        arrays: Arrays,
        chosen: model.Model | None = None,
        store: CandidateStore | None = None,
        tier: MeaningTier | None = None,
        reads: Reads | None = None,
    ) -> None:
        """`store` finds the cases, by default in `arrays`, of which all else needs only the terms."""
        self.arrays = arrays
        self.store = store or LocalStore(arrays)
        self.model = chosen or model.default()
        self.tier = tier
        self.reads = reads
        self.retrieval = Retrieval(self.store, self.model, Claims())
        self._tables: dict[str, TermTable] = {}

    @property
    def thresholds(self) -> Thresholds:
        """The least probabilities of a match that is shown by default."""
        if self.reads is None:
            return self.model.thresholds
        described = self.reads.reader.description
        return Thresholds(described.repeats_from, described.related_from)

    @staticmethod
    def build(
        cases: Iterable[Case | int],
        folder: Path,
        *,
        previous: Matcher | None = None,
        progress: Callable[[int, int], None] | None = None,
    ) -> None:
        """Write the arrays for `cases` into `folder`. Rows of cases that are unchanged since `previous` are reused.

        A number in `cases` stands for the case of `previous` with that ordinal. `progress` is called with the number
        of cases done and the number of all cases.
        """
        build_index.build(cases, folder, previous.arrays if previous is not None else None, progress)

    @classmethod
    def open(cls, folder: Path, reads: Reads | None = None) -> Matcher:
        """Map the arrays that `build` wrote. Raises IndexDamagedError if they cannot be used."""
        return cls(Arrays.open(folder), reads=reads)

    def match(self, blocks: Sequence[Block], **asked: Any) -> list[Match]:
        """The matches of a page; `asked` takes the keyword arguments of `result`."""
        return self.result(blocks, **asked).matches

    def result(
        self,
        blocks: Sequence[Block],
        *,
        title: str = "",
        language: str = "",
        min_score: float | None = None,
        max_matches: int = 50,
        per_block: int = 3,
        checks_facts: bool = False,
        budget: Budget | None = None,
    ) -> Result:
        """The matches of all blocks, best score first, then by block, start and case id.

        The page's `title` matters: under "Fact check: ..." a claim is reported, not repeated. If `min_score` is None,
        keep matches above the thresholds; otherwise keep every match that scores at least `min_score`, whatever its
        relation. There are at most `per_block` claims for a block and `max_matches` in all. On a page that
        `checks_facts`, no match is "repeats". If the `budget` is used up early, the result holds the likeliest matches.
        """
        budget = budget or Budget()
        wanted = self._wanted(min_score, per_block)
        page = self.read_page(blocks, title, language, checks_facts)
        reading = self.reads.begin(blocks) if self.reads is not None else None
        dense = Dense(self.tier.reading(), self.store) if self.tier is not None and reading is not None else None
        least = wanted.score if reading is None else LEAST_READ
        found, unread = self.retrieval.find(page, wanted, least, dense, budget)
        calibration = self.tier.calibration if self.tier is not None else None
        scoring = Scoring(self.model.thresholds, reading, budget, calibration)
        scored = scoring.score(page, found, wanted)
        chosen = select(scored, min_score, per_block, max_matches)
        if reading is not None:
            chosen = tighten(page, chosen, reading.rest())
        matches: list[Match] = []
        for s in chosen:
            if budget.over(EXPLAIN):
                break
            matches.append(self._match(page, s))
        unread |= scoring.unread | {s.pair.block for s in chosen[len(matches) :]}
        return Result(matches, len(blocks) - len(unread), not unread)

    def read_page(
        self, blocks: Sequence[Block], title: str = "", language: str = "", checks_facts: bool = False
    ) -> ReadPage:
        """Read the page: the language of each block, its sentences and its terms."""
        return ReadPage(blocks, title, Languages(blocks, language, self._table), self.arrays, checks_facts)

    def cases_alike(self, text: str) -> list[int]:
        """The ordinals of the cases whose claim is closest in meaning to a short text, closest first.

        Empty without the semantic tier.
        """
        if self.tier is None or not text.strip():
            return []
        return Dense(self.tier.reading(), self.store).cases(text)

    def _wanted(self, min_score: float | None, per_block: int) -> Wanted:
        if min_score is None:
            return Wanted(min(self.thresholds.related, self.thresholds.repeats), False, per_block)
        return Wanted(min_score, min_score < LISTED, per_block)

    def _table(self, language: str) -> TermTable:
        table = self._tables.get(language)
        if table is None:
            if len(self._tables) >= LANGUAGES:
                self._tables.clear()  # no page has so many languages: a client made these codes up
            table = self._tables[language] = TermTable(self.arrays, language)
        return table

    def _match(self, page: ReadPage, s: Selected) -> Match:
        pair = s.pair
        why = explain(pair, page.languages, self.retrieval.claims)
        return Match(page.blocks[pair.block].id, *pair.span, s.case_id, pair.score, pair.relation, s.also, why, s.whole)
