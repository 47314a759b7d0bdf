"""The browser's matcher in Python, which trains its model. Tests check that both give the same numbers.

`extension/src/match/` does the same, step by step. Both add up in the same order and in double precision, and break
all ties in sorting, so they agree up to rounding. Offsets here are code points.

A block's sentences are cut into pieces of up to five. A wording is a candidate if a piece holds enough of its mass (the
sum of its terms' weights). A logistic model then weighs windows of one to three sentences by what they share with the
wording.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Any, NamedTuple

from index.matcher.text import stopwords
from index.matcher.text.analysis import LANGUAGES, MAX_TOKEN, TOKEN, base_language, term_of
from index.matcher.text.sentence_splitter import sentences
from index.matcher.text.spelling import fold
from index.pack import local_rules, terms
from index.pack.contents import Contents
from index.pack.quotations import quotation_open

NAME, NUMBER = 1, 2
FLOOR, LEAST = 0.35, 10.0  # least share of a wording's mass, and least mass, that a window must hold
SLACK = 1e-6  # tolerance for rounding
PIECE, WINDOW = 5, 3  # sentences
STRIDE = PIECE - WINDOW + 1
LONGER = 0.15  # least share of a wording's mass that a sentence at the end of a window must add
CASES = 8  # cases that are weighed for each block
SIBLING = 2  # a declared language is wrong if another one has over this many times (plus 2) as many common words
STOP, WORD, FIGURE, CAPITAL = -1, -2, -3, -4  # tokens without a term: stop words, unknown words, numbers, names
GROUPS_SHOWN = 3  # most claims in the result for each block

FEATURES = (
    "wording_held", "passage_held", "names_missing", "names_held", "numbers_missing", "content_held", "content_passage",
    "count_held", "missing_most", "numbers_extra", "names_extra", "headline_held", "block_holds", "case_holds",
    "block_in_case", "case_held", "in_order", "adjacent", "negation_differs", "both", "content_both",
    "case_both", "log_matched", "log_content", "log_count", "log_case_matched", "order_by_held",
)  # fmt: skip


class Unit(NamedTuple):
    """One wording of a case.

    order: its terms in the order of the text    terms: the distinct terms, in order of first occurrence
    mass: the sum of the distinct terms' weights
    """

    case: int
    field: int
    negated: bool
    order: tuple[int, ...]
    terms: tuple[int, ...]
    mass: float


class Index:
    """A pack laid out for matching."""

    def __init__(self, contents: Contents) -> None:
        table = sorted(contents.terms, key=lambda term: -term.cases)
        self.number = {term.text: n for n, term in enumerate(table)}
        self.weight = [terms.weight(term, len(contents.claims), contents.texts) for term in table]
        self.flag = [term.flags for term in table]
        self.unseen = terms.unseen(len(contents.claims), contents.texts)
        self.group = list(range(len(contents.claims)))
        for case, first in contents.groups:
            self.group[case] = first
        self.units: list[Unit] = []
        self.first = [0]  # the first unit of each case; after the last case, the number of units
        for case, claim in enumerate(contents.claims):
            for wording in claim:
                order = tuple(self.number[text] for text in wording.terms)
                distinct = tuple(dict.fromkeys(order))
                mass = sum(self.weight[term] for term in distinct)
                self.units.append(Unit(case, wording.field, wording.negated, order, distinct, mass))
            self.first.append(len(self.units))
        self.postings: dict[int, list[int]] = {}
        self.needed = [self._list(n, unit) for n, unit in enumerate(self.units)]

    def _list(self, number: int, unit: Unit) -> float:
        """List a unit under its rarest terms: a window with enough mass must hold at least one of them.

        Returns the mass of these terms that the window must hold.
        """
        need = max(FLOOR * unit.mass, LEAST) - SLACK
        rest = unit.mass
        for term in sorted(unit.terms, key=lambda term: (-self.weight[term], term)):
            if rest < need:
                break
            self.postings.setdefault(term, []).append(number)
            rest -= self.weight[term]
        return need - max(rest, 0.0) if rest < need else 0.0


@dataclass(slots=True)
class Sentence:
    """A sentence of a block, at [start, end) in its text.

    tokens: for each token, the number of its term, or STOP, WORD, FIGURE or CAPITAL
    words: the folded tokens    terms: the distinct term numbers
    """

    start: int
    end: int
    tokens: list[int]
    words: list[str]
    negated: bool
    terms: set[int]


@dataclass(slots=True)
class Block:
    """A block of a page. `text` holds no lone surrogates; `mass` is the weight of its terms and unknown words."""

    id: str
    text: str
    language: str
    gap: bool
    heading: str
    sentences: list[Sentence]
    terms: list[int]  # distinct, in order of first occurrence
    mass: float


class Pair(NamedTuple):
    """A window of a block (sentences `first` to `last`) and a unit, with a quick score for choosing pairs."""

    quick: float
    unit: int
    first: int
    last: int


class Found(NamedTuple):
    """A passage, [start, end) in its block's text, and a claim. `relation` is "repeats", "related" or None."""

    block: int
    start: int
    end: int
    case: int
    unit: int
    score: float
    relation: str | None
    features: tuple[float, ...]
    also: tuple[int, ...]


class Tokens(dict[str, tuple[int, str]]):
    """Maps tokens to (term number or STOP, WORD, FIGURE; folded form), for one language of one index."""

    def __init__(self, index: Index, language: str) -> None:
        super().__init__()
        self.index, self.language = index, language

    def __missing__(self, word: str) -> tuple[int, str]:
        folded = fold(word, self.language) if len(word) <= MAX_TOKEN else ""
        term = term_of(word, self.language)
        kind = STOP if not term else self.index.number.get(term, FIGURE if term[0].isdecimal() else WORD)
        self[word] = kind, folded
        return self[word]


def language_of(words: Sequence[str], declared: str) -> str:
    """The language of a block's tokens.

    It is the declared one, unless there are clearly more common words of another language. If none is declared, it is
    the language with the most common words; if there are no common words, it is English (Russian for Cyrillic text).
    """
    folded = [fold(word, "ru") for word in words[:200] if len(word) <= MAX_TOKEN]
    best, most, own = "en", 0, 0
    for language in ("en", *stopwords.OTHERS):
        hits = sum(stopwords.is_stop(word, language) for word in folded)
        if language == declared:
            own = hits
        if hits > most:
            best, most = language, hits
    if declared and (declared == best or most <= SIBLING * own + 2):
        return declared
    if not most and any("\u0400" <= c <= "\u04ff" for word in words for c in word):
        return "ru"
    return best


class LocalMatcher:
    """Matches pages against one pack."""

    def __init__(self, contents: Contents, model: dict[str, Any] | None = None) -> None:
        self.index = Index(contents)
        self.model = Model(model if model is not None else local_rules.model())
        self._tokens = lru_cache(LANGUAGES)(lambda language: Tokens(self.index, language))

    def read(self, blocks: Iterable[tuple[str, str, bool, str]], language: str = "") -> list[Block]:
        """Read a page's blocks, each given as (id, text, gap, heading), into sentences and terms."""
        declared = base_language(language) if language else ""
        return [self._read(*block, declared) for block in blocks]

    def _read(self, name: str, text: str, gap: bool, heading: str, declared: str) -> Block:
        index = self.index
        spans = sentences(text)
        tokens = [TOKEN.findall(text[a:b]) for a, b in spans]
        language = language_of([word for words in tokens for word in words], declared)
        known = self._tokens(language)
        found, order = [], dict[int, None]()
        unseen = 0
        for (a, b), words in zip(spans, tokens, strict=True):
            read = [known[word] for word in words]
            kinds = [
                CAPITAL if kind == WORD and n and words[n][0].isupper() else kind for n, (kind, _) in enumerate(read)
            ]
            terms_ = [kind for kind in kinds if kind >= 0]
            unseen += sum(kind < STOP for kind in kinds)
            order |= dict.fromkeys(terms_)
            folded = [word for _, word in read]
            negated = local_rules.negates(folded, language)
            found.append(Sentence(a, b, kinds, folded, negated, set(terms_)))
        mass = sum(index.weight[term] for term in order) + unseen * index.unseen
        return Block(name, text, language, gap, heading, found, list(order), mass)

    def pairs(self, block: Block) -> list[Pair]:
        """The best window for each of the `CASES` likeliest cases of a block, likeliest first."""
        best: dict[int, Pair] = {}
        windows: dict[tuple[int, int], float] = {}
        for first, unit in self._candidates(block):
            for pair in self._windows(block, first, unit, windows):
                case = self.index.units[unit].case
                if case not in best or _order(pair) < _order(best[case]):
                    best[case] = pair
        return sorted(best.values(), key=_order)[:CASES]

    def _candidates(self, block: Block) -> Iterator[tuple[int, int]]:
        """(first sentence of a piece, unit) for the units of which the piece may hold enough."""
        index, size = self.index, len(block.sentences)
        for first in range(0, max(1, size - WINDOW + 1), STRIDE):
            piece = dict.fromkeys(
                token for s in block.sentences[first : first + PIECE] for token in s.tokens if token >= 0
            )
            held: dict[int, float] = {}
            for term in piece:
                weight = index.weight[term]
                for unit in index.postings.get(term, ()):
                    held[unit] = held.get(unit, 0.0) + weight
            yield from ((first, unit) for unit in sorted(held) if held[unit] >= index.needed[unit] - SLACK)

    def _windows(self, block: Block, first: int, number: int, known: dict[tuple[int, int], float]) -> Iterator[Pair]:
        """The windows that hold enough of a unit and begin in this piece, but not in a later one."""
        index, unit = self.index, self.index.units[number]
        need = max(FLOOR * unit.mass, LEAST) - SLACK
        size = len(block.sentences)
        own = STRIDE if first + PIECE < size else PIECE
        masks = []
        for term in unit.terms:
            mask = sum(1 << n for n, s in enumerate(block.sentences[first : first + PIECE]) if term in s.terms)
            if mask:
                masks.append((mask, index.weight[term]))
        for begin in range(first, min(first + own, size)):
            for last in range(begin, min(begin + WINDOW, first + PIECE, size)):
                bits = _bits(begin - first, last - first)
                mass = _held(masks, bits)
                if mass < need:
                    continue
                if last > begin:
                    without = max(
                        _held(masks, _bits(begin + 1 - first, last - first)),
                        _held(masks, _bits(begin - first, last - 1 - first)),
                    )
                    if mass <= without + LONGER * unit.mass:
                        continue
                if (begin, last) not in known:
                    known[begin, last] = self._mass(block, begin, last)
                quick = math.sqrt(mass / unit.mass * (mass / max(known[begin, last], 1e-6)))
                yield Pair(quick, number, begin, last)

    def _mass(self, block: Block, first: int, last: int) -> float:
        """The weight of a window: of its distinct terms and its unknown words."""
        seen: set[int] = set()
        total = 0.0
        for sentence in block.sentences[first : last + 1]:
            for token in sentence.tokens:
                if token < STOP:
                    total += self.index.unseen
                elif token != STOP and token not in seen:
                    seen.add(token)
                    total += self.index.weight[token]
        return total

    def features(self, block: Block, pair: Pair) -> tuple[float, ...]:
        """The features of a pair, in the order of FEATURES."""
        return Signals(self.index, block, pair).values()

    def match(self, blocks: Sequence[Block], title: str = "", checks_facts: bool = False) -> list[Found]:
        """The passages that repeat a claim or are related to it: the best one for each block and claim, best score
        first."""
        return select(self.scored(blocks, title, checks_facts), self.index, None)

    def scored(self, blocks: Sequence[Block], title: str = "", checks_facts: bool = False) -> list[Found]:
        """All weighed pairs with their scores. A pair is "repeats" only if nothing around it speaks against that."""
        out = []
        for n, block in enumerate(blocks):
            for pair in self.pairs(block):
                values = self.features(block, pair)
                score = self.model.probability(values)
                relation = "related" if score >= self.model.speaks else None
                if score >= self.model.states and not checks_facts and self.model.enough(values):
                    stands = _lead_is_known(block, pair) and Around(blocks, n, title, self.index).stands(pair)
                    relation = "repeats" if stands else relation
                start, end = block.sentences[pair.first].start, block.sentences[pair.last].end
                case = self.index.units[pair.unit].case
                out.append(Found(n, start, end, case, pair.unit, score, relation, values, ()))
        return out


def select(found: Iterable[Found], index: Index, least: float | None) -> list[Found]:
    """Keep one match for each block and claim, and `GROUPS_SHOWN` claims for each block, best score first.

    Pairs that have a relation are kept; if `least` is given, so are pairs whose score is at least `least`.
    """
    claims: dict[tuple[int, int], list[Found]] = {}
    for f in found:
        if f.relation is not None or (least is not None and f.score >= least):
            claims.setdefault((f.block, index.group[f.case]), []).append(f)
    chosen: dict[int, list[Found]] = {}
    for group in claims.values():
        group.sort(key=lambda f: (-_rounded(f.score), f.case, f.end - f.start))
        best = group[0]._replace(also=tuple(f.case for f in group[1:]))
        chosen.setdefault(best.block, []).append(best)
    out = [f for of_block in chosen.values() for f in sorted(of_block, key=_best)[:GROUPS_SHOWN]]
    return sorted(out, key=_best)


def _lead_is_known(block: Block, pair: Pair) -> bool:
    """Whether the text before a passage is known and leaves no quotation open; after a gap it is not known."""
    return not (block.gap and not pair.first) and not quotation_open(block.text, block.sentences[pair.first].start)


def _best(f: Found) -> tuple[float, int, int, int]:
    return -_rounded(f.score), f.block, f.start, f.case


def _rounded(value: float) -> float:
    """The value to compare in sorting: sums may differ in their last bits between two machines."""
    return math.floor(value * 1e6 + 0.5)


def _order(pair: Pair) -> tuple[float, int, int, int]:
    return -_rounded(pair.quick), pair.unit, pair.first, pair.last


def _bits(first: int, last: int) -> int:
    return (1 << last + 1) - (1 << first)


def _held(masks: list[tuple[int, float]], bits: int) -> float:
    return sum(weight for mask, weight in masks if mask & bits)


class Signals:
    """Computes what a window and a case have in common."""

    def __init__(self, index: Index, block: Block, pair: Pair) -> None:
        self.index, self.block, self.unit = index, block, index.units[pair.unit]
        self.window = block.sentences[pair.first : pair.last + 1]
        self.tokens = [token for sentence in self.window for token in sentence.tokens if token != STOP]
        self.terms = dict.fromkeys(token for token in self.tokens if token >= 0)
        self.known = sum(index.weight[term] for term in self.terms)
        self.unknown = sum(token < STOP for token in self.tokens) * index.unseen
        self.mass = max(self.known + self.unknown, 1e-6)

    def values(self) -> tuple[float, ...]:
        """The values in the order of FEATURES."""
        found = self._of_unit() | self._of_case() | self._of_order()
        found["both"] = math.sqrt(found["wording_held"] * found["passage_held"])
        found["content_both"] = math.sqrt(found["content_held"] * found["content_passage"])
        found["case_both"] = math.sqrt(found["block_holds"] * found["block_in_case"])
        found["order_by_held"] = found["in_order"] * found["wording_held"]
        return tuple(found[name] for name in FEATURES)

    def _of_unit(self) -> dict[str, float]:
        index, unit = self.index, self.unit
        matched = content = named = names = plain = missing = most = 0.0
        count = numbers = 0
        for term in unit.terms:
            weight, is_name, held = index.weight[term], index.flag[term] & NAME, term in self.terms
            if is_name:
                named += weight
            else:
                plain += weight
            if held:
                matched += weight
                count += 1
                names += weight if is_name else 0.0
                content += 0.0 if is_name else weight
            else:
                missing += weight if is_name else 0.0
                most = max(most, weight)
                numbers += index.flag[term] & NUMBER > 0
        others = sum(index.weight[term] for term in self.terms if not index.flag[term] & NAME)
        return {
            "wording_held": matched / unit.mass,
            "passage_held": matched / self.mass,
            "names_missing": missing / unit.mass,
            "names_held": (names + 1) / (named + 1),
            "numbers_missing": min(numbers, 2),
            "content_held": (content + 1) / (plain + 1),
            "content_passage": (content + 1) / (others + self.unknown + 1),
            "count_held": count / len(unit.terms),
            "missing_most": most / 10,
            "log_matched": math.log1p(min(matched, 120.0)),
            "log_content": math.log1p(min(content, 120.0)),
            "log_count": math.log1p(min(count, 30)),
        }

    def _of_case(self) -> dict[str, float]:
        index, unit, block = self.index, self.unit, self.block
        units = index.units[index.first[unit.case] : index.first[unit.case + 1]]
        of_case = dict.fromkeys(term for u in units for term in u.terms)
        whole = sum(index.weight[term] for term in of_case)
        in_block = set(block.terms)
        matched = sum(index.weight[term] for term in of_case if term in in_block)
        extra = sum(index.weight[term] for term in self.terms if index.flag[term] & NAME and term not in of_case)
        extra += sum(token == CAPITAL for token in self.tokens) * index.unseen
        numbers = sum(1 for term in self.terms if index.flag[term] & NUMBER and term not in of_case)
        numbers += sum(token == FIGURE for token in self.tokens)
        return {
            "headline_held": self._share(units[0], in_block),
            "block_holds": self._share(unit, in_block),
            "case_holds": sum(index.weight[term] for term in of_case if term in self.terms) / self.mass,
            "block_in_case": matched / max(block.mass, 1e-6),
            "case_held": matched / whole,
            "names_extra": extra / self.mass,
            "numbers_extra": min(numbers, 2),
            "log_case_matched": math.log1p(min(matched, 250.0)),
        }

    def _share(self, unit: Unit, held: set[int]) -> float:
        return sum(self.index.weight[term] for term in unit.terms if term in held) / unit.mass

    def _of_order(self) -> dict[str, float]:
        claim = self.unit.order
        pairs = set(pairwise(self.tokens))
        beside = list(pairwise(claim))
        negated = any(sentence.negated for sentence in self.window)
        return {
            "in_order": longest(claim, [token for token in self.tokens if token >= 0]) / len(claim),
            "adjacent": sum(pair in pairs for pair in beside) / max(1, len(beside)),
            "negation_differs": float(negated != self.unit.negated),
        }


def longest(one: Sequence[int], other: Sequence[int]) -> int:
    """The length of the longest common subsequence."""
    row = [0] * (len(other) + 1)
    for a in one:
        before = 0
        for n, b in enumerate(other):
            here = row[n + 1]
            row[n + 1] = before + 1 if a == b else max(here, row[n])
            before = here
    return row[-1]


class Model:
    """The logistic model and its thresholds."""

    def __init__(self, stored: dict[str, Any]) -> None:
        named = stored["features"]
        self.weight = [named[name]["weight"] / named[name]["deviation"] if name in named else 0.0 for name in FEATURES]
        self.bias = stored["bias"]
        for f in named.values():
            self.bias -= f["weight"] * f["mean"] / f["deviation"]
        self.low, self.high, self.shift = (stored["calibration"][name] for name in ("low", "high", "bias"))
        limits = stored["thresholds"]
        self.speaks, self.states = limits["speaks"], limits["states"]
        self.least = [(FEATURES.index(name), value) for name, value in limits["least"].items()]
        self.most = [(FEATURES.index(name), value) for name, value in limits["most"].items()]

    def raw(self, values: Sequence[float]) -> float:
        """The log odds before calibration."""
        return float(self.bias) + sum(w * x for w, x in zip(self.weight, values, strict=True))

    def probability(self, values: Sequence[float]) -> float:
        """P(the passage repeats the claim), with beta calibration as in `index.matcher.scoring.model`."""
        raw = self.raw(values)
        odds = self.high * _softplus(raw) - self.low * _softplus(-raw) + self.shift
        return 1 / (1 + math.exp(-min(max(odds, -30.0), 30.0)))

    def enough(self, values: Sequence[float]) -> bool:
        """Whether passage and claim agree enough for a "repeats", whatever the probability."""
        return all(values[n] >= limit for n, limit in self.least) and all(values[n] <= limit for n, limit in self.most)


def _softplus(x: float) -> float:
    return max(x, 0.0) + math.log1p(math.exp(-abs(x)))


class Around:
    """Decides whether a page stands by a claim, from the words in and around the passage.

    The rule is strict. The page does not stand by the claim if there is any word of doubt, denial or report, a
    question, a quotation, or a negation that only one of passage and claim has, or if the language has no such lists.
    """

    def __init__(self, blocks: Sequence[Block], block: int, title: str, index: Index) -> None:
        self.blocks, self.block, self.title, self.index = blocks, block, title, index
        language = blocks[block].language
        self.around, self.within = (local_rules.cues_of(language, kind) for kind in ("around", "within"))

    def stands(self, pair: Pair) -> bool:
        """Whether the page stands by the claim, as far as its words show."""
        block, unit = self.blocks[self.block], self.index.units[pair.unit]
        window = block.sentences[pair.first : pair.last + 1]
        text = block.text[window[0].start : window[-1].end]
        if self.around is None or self.within is None or any(mark in text for mark in local_rules.QUOTES):
            return False
        words = [word for sentence in window for word in sentence.words]
        terms, number = set(unit.terms), self.index.number

        def own(stem: str) -> bool:
            return number.get(stem, -1) in terms

        if any(sentence.negated for sentence in window) != unit.negated:
            return False
        if self.within.any(words, own) or self.around.any(words, own):
            return False
        beside = [self.words(block.heading), self.words(self.title), *self._beside(pair)]
        return not any(self.around.any(some, own) for some in beside)

    def _beside(self, pair: Pair) -> Iterator[list[str]]:
        """The words of the sentence before the passage and of the two after it, in neighbouring blocks if need be."""
        block = self.blocks[self.block]
        if pair.first:
            yield block.sentences[pair.first - 1].words
        elif self.block and not block.gap and (before := self.blocks[self.block - 1].sentences):
            yield before[-1].words
        after = block.sentences[pair.last + 1 : pair.last + 3]
        if len(after) < 2 and self.block + 1 < len(self.blocks) and not self.blocks[self.block + 1].gap:
            after += self.blocks[self.block + 1].sentences[: 2 - len(after)]
        yield from (sentence.words for sentence in after)

    def words(self, text: str) -> list[str]:
        """The folded tokens of a heading or a title."""
        language = self.blocks[self.block].language
        return [fold(word, language) for word in TOKEN.findall(text[:400]) if len(word) <= MAX_TOKEN]
