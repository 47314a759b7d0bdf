"""Third stage of a match: how likely each passage repeats, denies or reports its claim.

If there is a reader, it reads the likely pairs within its budget, most likely first: once with claim and passage alone,
and again with the passage's context if the pair may be shown. Without a reader, the lexical model decides, and `stance`
looks for words that deny or report the claim.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from index.matcher.arrays.layout import Arrays
from index.matcher.budget import SCORE, Budget
from index.matcher.pages.page import ReadPage
from index.matcher.pages.page_context import PageContext
from index.matcher.retrieve import Retrieved, Wanted
from index.matcher.scoring.model import Thresholds
from index.matcher.scoring.stance import NEUTRAL, Around, Stance, stance
from index.reader.model import DENIES, NARRATIVE, REPEATS, REPORTS, log_odds, probabilities
from index.reader.pair import ALONE, claim_text
from index.reader.reading import Pair, Reading
from index.semantic.calibration import MeaningCalibration

LEAST_READ = 0.008  # least lexical probability of a pair that is read
READ_PER_BLOCK = 4  # claims read for each block, most likely first
# Claims read for a page of so few blocks that there is time for more of each block; and if those are in another
# language, where no shared words say which claim is the likeliest.
READ_PER_PAGE, READ_ACROSS = 12, 24
RANKED = 12  # the same if everything is ranked
TOGETHER = 256  # pairs given to the reader at once; an even number, because it reads two at a time
UNREAD = -3.0  # log odds assumed for a pair that the reader did not reach: most candidates repeat nothing
SHORT = 60  # words; a block up to this length is read as a whole, of a longer one only the passage
CLEARLY = 0.7  # P(denies or reports) from which the reading with context decides alone
AGAIN = 0.3  # how close to a threshold (as a share of it) a pair must come to be read again with its context
# Least score of a "repeats" whose passage shares hardly any words with the claim, where such pairs are not calibrated.
MEANING_FROM = 0.9
LEAST_LEXICAL = 0.004  # lexical probability below which shared words say nothing: they are few, or in another language
# Shared words count within these log odds. Many of them must not outweigh a reader that sees another name among them,
# and a lack of them must not outweigh a reader that recognises the claim in other words.
LEXICAL_RANGE = -2.0, 3.5
# Least shares of a claim's words that a verbatim passage holds, and holds in the claim's order.
VERBATIM_HELD, VERBATIM_ORDER = 0.98, 0.95
RELATED_TO = (REPEATS, DENIES, REPORTS, NARRATIVE)

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Scored:
    """A pair with its scores.

    score: P(repeats), calibrated
    related: P(any of repeats, denies, reports, same narrative), calibrated; equal to `score` if the pair was not read
    answers: the reader's five probabilities, None if it did not read the pair
    """

    found: Retrieved
    n: int  # row of `found.signals`
    block: int
    span: tuple[int, int]
    case: int  # its ordinal among all cases of the generation
    group: int
    score: float
    related: float
    relation: str | None
    stance: Stance
    answers: tuple[float, ...] | None

    @property
    def unit(self) -> int:
        """The wording, in `found.arrays`."""
        return int(self.found.signals.pairs.unit[self.n])

    @property
    def case_id(self) -> str:
        """The id of the case."""
        return self.found.arrays.case_id(int(self.found.arrays.unit_case[self.unit]))

    @property
    def claim(self) -> str:
        """The case's claim as the reader gets it."""
        return claim_of(self.found.arrays, int(self.found.arrays.unit_case[self.unit]))


class Scoring:
    """Scores the pairs of one page, with the reader of this request or, if there is none, with the lexical model."""

    def __init__(
        self,
        thresholds: Thresholds,
        reading: Reading | None,
        budget: Budget,
        calibration: MeaningCalibration | None,
    ) -> None:
        """`calibration` is that of pairs found by meaning; one for another reader than `reading` has is not used."""
        self._lexical, self._reading, self._budget = thresholds, reading, budget
        self._calibration: MeaningCalibration | None = None
        if reading is not None and calibration is not None:
            fits = calibration.of_reader == reading.reader.description.name
            self._calibration = calibration if fits else None
        self.unread = set[int]()  # blocks with a likely pair that the budget did not reach

    def score(self, read: ReadPage, found: Sequence[Retrieved], wanted: Wanted) -> list[Scored]:
        """All pairs with their scores, in the order in which they were found."""
        around = PageContext(read.blocks, read.title)
        rows = [(f, n) for f in found for n in range(len(f.lexical))]
        if (reading := self._reading) is not None:
            by_reader = _ByReader(self._lexical, reading, read, around, wanted, self._budget, self._calibration)
            out = by_reader.score(rows)
            self.unread = by_reader.unread
            return self._of_page(out, read, reading.reader.description.repeats_from)
        scored: dict[int, Scored] = {}
        in_time, below = True, self._lexical.related * 0.99
        for i in sorted(range(len(rows)), key=lambda i: -rows[i][0].lexical[rows[i][1]]):
            f, n = rows[i]
            likely = f.lexical[n] >= self._lexical.related
            in_time = in_time and not (likely and self._budget.over(SCORE))
            if likely and not in_time:
                self.unread.add(_place(f, n)[0])
                scored[i] = _scored(f, n, below, below, None)
            else:
                scored[i] = self._by_words(read, f, n, around)
        return self._of_page([scored[i] for i in range(len(rows))], read, self._lexical.repeats)

    @staticmethod
    def _of_page(found: list[Scored], read: ReadPage, repeats_from: float) -> list[Scored]:
        """On a page that checks facts, turn every "repeats" into "related": the page reports the claim."""
        if not read.checks_facts:
            return found
        most = 0.99 * repeats_from
        return [
            replace(
                s,
                score=most * s.score,
                relation="related",
                stance=Stance(reported=read.blocks[s.block].text[slice(*s.span)][:MOST_QUOTED]),
            )
            if s.relation == "repeats"
            else s
            for s in found
        ]

    def _by_words(self, read: ReadPage, f: Retrieved, n: int, around: PageContext) -> Scored:
        """Score a pair with the lexical model. A claim that the page denies or reports scores below "repeats"."""
        low, high = self._lexical.related, self._lexical.repeats
        score, said = float(f.lexical[n]), NEUTRAL
        block, span, unit = _place(f, n)
        if score >= low:
            context = around.of(block, *span)
            said = stance(read.blocks[block].text, *span, f.arrays.text(unit), read.languages[block], Around(*context))
        if said != NEUTRAL:
            score = low + (high - low) * 0.98 * score
        relation = None
        if score >= low:
            shown = score >= high and said == NEUTRAL and _enough(f, n, self._lexical)
            relation = "repeats" if shown else "related"
        return _scored(f, n, score, score, relation, said, None)


class _ByReader:
    """Scores the pairs of one page with the reader."""

    def __init__(
        self,
        lexical: Thresholds,
        reading: Reading,
        read: ReadPage,
        around: PageContext,
        wanted: Wanted,
        budget: Budget,
        calibration: MeaningCalibration | None,
    ) -> None:
        self._lexical, self._reading, self._calibration = lexical, reading, calibration
        self._read, self._around, self._wanted, self._budget = read, around, wanted, budget
        self._described = reading.reader.description
        self.unread = set[int]()

    def score(self, rows: list[tuple[Retrieved, int]]) -> list[Scored]:
        order = self._order(rows)
        words = self._words_say(rows)
        logits = self._answers(rows, order, context=False)
        likely = [i for i in order if rows[i][0].lexical[rows[i][1]] >= LEAST_READ]
        self.unread = {_place(*rows[i])[0] for i in likely if i not in logits}
        promise = {i: self._shown(row, words[i]) for i, row in logits.items()}
        again = sorted((i for i in logits if promise[i] >= AGAIN), key=lambda i: -promise[i])
        around = self._answers(rows, again, context=True)
        logits |= {i: together(logits[i], row) for i, row in around.items()}
        unread = self._described.repeats(np.full(len(rows), UNREAD), words) if rows else words
        scored = {}
        for i in sorted(range(len(rows)), key=lambda i: -rows[i][0].lexical[rows[i][1]]):
            scored[i] = self._scored(*rows[i], logits.get(i), words[i], float(unread[i]))
        return [scored[i] for i in range(len(rows))]

    def _words_say(self, rows: list[tuple[Retrieved, int]]) -> Floats:
        """Log odds of the shared words of each pair; NaN also if passage and claim are in different languages."""
        words = lexical_odds(np.array([f.lexical[n] for f, n in rows]))
        words[[self._in_two_languages(f, n) for f, n in rows]] = np.nan
        return words

    def _in_two_languages(self, f: Retrieved, n: int) -> bool:
        block, _, unit = _place(f, n)
        return self._read.in_two_languages(block, int(f.arrays.unit_language[unit]))

    def _answers(self, rows: list[tuple[Retrieved, int]], order: list[int], context: bool) -> dict[int, Floats]:
        """The reader's logits, by row, for the rows in `order`, in that order and while its time lasts.

        With `context`, only pairs whose passage has a context are read.
        """
        out: dict[int, Floats] = {}
        for at in range(0, len(order), TOGETHER):
            if not self._reading.complete or self._budget.over(SCORE):
                break
            pairs = [(i, self._pair(*rows[i], context=context)) for i in order[at : at + TOGETHER]]
            asked = [(i, pair) for i, pair in pairs if pair[2] or not context]
            answers = self._reading.read([pair for _, pair in asked])
            out |= {i: row for (i, _), row in zip(asked, answers, strict=True) if not np.isnan(row[0])}
        return out

    def _order(self, rows: list[tuple[Retrieved, int]]) -> list[int]:
        """The rows to read, most promising first: one for each block and claim, and a few for each block.

        Lexical probability and cosine have no common scale, so the two rankings are merged by reciprocal rank fusion
        (Cormack, Clarke and Büttcher 2009).
        """
        lexical = np.array([f.lexical[n] for f, n in rows])
        cosine = np.array([f.cosine[n] for f, n in rows])
        merit = np.zeros(len(rows))
        for values in (lexical, cosine):
            order = np.argsort(-values, kind="stable")
            rank = np.empty(len(rows))
            rank[order] = np.arange(len(rows))
            merit += np.where(values > 0, 1 / (5 + rank), 0)
        least = 0.0 if self._wanted.ranking else LEAST_READ
        blocks = max(1, len(self._read.blocks))
        few = max(READ_PER_BLOCK, self._wanted.per_block)
        at_most = {False: max(few, READ_PER_PAGE // blocks), True: max(few, READ_ACROSS // blocks)}
        out: list[int] = []
        claims: set[tuple[int, int]] = set()
        many: dict[int, int] = {}
        for i in np.argsort(-merit, kind="stable").tolist():
            f, n = rows[i]
            block, _, unit = _place(f, n)
            claim = block, int(f.arrays.case_group[f.arrays.unit_case[unit]])
            most = RANKED if self._wanted.ranking else at_most[self._in_two_languages(f, n)]
            if (lexical[i] < least and not cosine[i]) or claim in claims or many.get(block, 0) >= most:
                continue
            claims.add(claim)
            many[block] = many.get(block, 0) + 1
            out.append(i)
        return out

    def _pair(self, f: Retrieved, n: int, context: bool) -> Pair:
        block, _, unit = _place(f, n)
        start, end = span_read(f, n)
        claim = claim_of(f.arrays, int(f.arrays.unit_case[unit]))
        text = self._read.blocks[block].text[start:end]
        return claim, text, self._around.of(block, start, end) if context else ALONE

    def _probability(self, row: Floats, words: float) -> tuple[float, float]:
        """Calibrated probabilities that the passage repeats the claim, and that it is related to it at all."""
        repeats = self._described.repeats(log_odds(row[None], (REPEATS,)), np.array([words]))
        related = self._described.related(log_odds(row[None], RELATED_TO), np.array([words]))
        return float(repeats[0]), float(related[0])

    def _shown(self, row: Floats, words: float) -> float:
        repeats, related = self._probability(row, words)
        return max(repeats / self._described.repeats_from, related / self._described.related_from)

    def _scored(self, f: Retrieved, n: int, row: Floats | None, words: float, unread: float) -> Scored:
        """Score a pair by the reader's logits `row` and by shared words; `unread` if it was not read."""
        if row is None:
            return self._unread(f, n, unread)
        score, related = self._probability(row, words)
        answers = probabilities(row[None])[0]
        said = NEUTRAL
        best = int(np.argmax(answers[:3]))
        if best in (DENIES, REPORTS):
            quoted = self._words(f, n)
            said = Stance(denied=quoted) if best == DENIES else Stance(reported=quoted)
        relation = None
        least = self._described.repeats_from
        if f.lexical[n] < LEAST_LEXICAL:
            if self._calibration is None or not f.cosine[n]:
                least = max(least, MEANING_FROM)
            else:
                score = self._calibration.probability(score, float(f.cosine[n]), self._in_two_languages(f, n))
        if score >= least and best == REPEATS:
            relation = "repeats"
        elif related >= self._described.related_from:
            relation = "related"
        else:
            said = NEUTRAL
        return _scored(f, n, score, related, relation, said, tuple(answers.tolist()))

    def _words(self, f: Retrieved, n: int) -> str:
        """The words by which the page denies or reports the claim: a cue if there is one, else the passage itself."""
        cue = self._stance(f, n)
        block, span, _ = _place(f, n)
        return (cue.denied or cue.reported or self._read.blocks[block].text[span[0] : span[1]])[:MOST_QUOTED]

    def _stance(self, f: Retrieved, n: int) -> Stance:
        block, span, unit = _place(f, n)
        around = Around(*self._around.of(block, *span))
        text, language = self._read.blocks[block].text, self._read.languages[block]
        return stance(text, *span, f.arrays.text(unit), language, around)

    def _unread(self, f: Retrieved, n: int, likely: float) -> Scored:
        """Score a pair that the budget did not reach: "repeats" if it is verbatim, otherwise no relation.

        `likely` is its score on the scale of the pairs that were read, so it can be ranked among them.
        """
        score = float(f.lexical[n])
        signals = f.signals
        verbatim = signals.value("claim_held", n) >= VERBATIM_HELD and signals.value("in_order", n) >= VERBATIM_ORDER
        shown = verbatim and score >= self._lexical.repeats and not self._budget.over(SCORE)
        if shown and self._stance(f, n) == NEUTRAL:
            return _scored(f, n, score, score, "repeats")
        score = min(likely, self._described.related_from * 0.99, self._described.repeats_from * 0.99)
        return _scored(f, n, score, score, None, NEUTRAL, None)


def span_read(f: Retrieved, n: int) -> tuple[int, int]:
    """Where the text that the reader gets of a pair's passage is in its block: all of a short block."""
    pairs = f.signals.pairs
    a, b = f.page.whole(int(pairs.first[n]), int(pairs.last[n]), SHORT)
    return f.page.span[a][0], f.page.span[b][1]


def claim_of(arrays: Arrays, case: int) -> str:
    """A case's claim as the reader gets it: with the summary, because a title may state no claim ("Did X do Y?")."""
    first, last = (int(unit) for unit in arrays.case_unit[case : case + 2])
    summary = arrays.text(first + 1) if first + 1 < last and arrays.unit_field[first + 1] == 1 else ""
    return claim_text(arrays.text(first), summary)


def together(alone: Floats, around: Floats) -> Floats:
    """Combine the logits float64[5] of a passage that was read `alone` and with its context (`around`).

    If the reading with context clearly says that the page denies or reports the claim, it decides. Otherwise the two
    are averaged, because unrelated neighbours sway the reader.
    """
    denies, reports = probabilities(around[None])[0][[DENIES, REPORTS]]
    return around if denies + reports >= CLEARLY else (alone + around) / 2


def lexical_odds(probability: Floats) -> Floats:
    """Log odds float64[n] of the lexical model's probabilities; NaN if too few words are shared to say anything."""
    bounded = np.clip(probability, LEAST_LEXICAL, 1 - LEAST_LEXICAL)
    odds = np.clip(np.log(bounded / (1 - bounded)), *LEXICAL_RANGE)
    return np.asarray(np.where(probability < LEAST_LEXICAL, np.nan, odds))


MOST_QUOTED = 160  # characters of the quoted words that deny or report a claim


def _place(f: Retrieved, n: int) -> tuple[int, tuple[int, int], int]:
    """The block of a pair, the span of its passage in the block, and its wording."""
    pairs, page = f.signals.pairs, f.page
    first, last = int(pairs.first[n]), int(pairs.last[n])
    return int(page.block[first]), (page.span[first][0], page.span[last][1]), int(pairs.unit[n])


def _enough(f: Retrieved, n: int, thresholds: Thresholds) -> bool:
    """Whether a passage holds enough of the claim to be "repeats" by shared words alone."""
    held, share = (f.signals.value(name, n) for name in ("claim_held", "passage_held"))
    words = f.signals.value("count_held", n)
    return words >= thresholds.least_words and (held * share) ** 0.5 >= thresholds.least_both


def _scored(
    f: Retrieved,
    n: int,
    score: float,
    related: float,
    relation: str | None,
    said: Stance = NEUTRAL,
    answers: tuple[float, ...] | None = None,
) -> Scored:
    block, span, unit = _place(f, n)
    case = f.arrays.unit_case[unit : unit + 1]
    ordinal, group = int(f.arrays.ordinals(case)[0]), int(f.arrays.case_group[case[0]])
    return Scored(f, n, block, span, ordinal, group, score, related, relation, said, answers)
