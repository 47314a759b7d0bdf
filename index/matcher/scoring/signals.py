"""Signals: numbers that say what a window of a page and a case have in common, for the lexical model.

`pair_signals` is cheap and handles all pairs at once. `CaseSignals` looks at the few best pairs of a block again: first
with the whole case, then letter by letter.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from copy import copy
from functools import lru_cache

import numpy as np
import numpy.typing as npt
from rapidfuzz import fuzz
from rapidfuzz.distance import OSA, LCSseq

from index.matcher.arrays.layout import EXCERPT, NAME, NUMBER, Arrays, distinct, spans
from index.matcher.candidates.lexical import Candidates, local_columns
from index.matcher.pages.page import Page
from index.matcher.text.analysis import LANGUAGES, MAX_TOKEN, REMEMBERED, TOKEN, key_table
from index.matcher.text.spelling import fold

TYPO_LENGTH = 4  # least letters of a word that may be misspelt; in shorter words one letter makes another word
CLAIMS = 1_000  # cached wordings, about 4 KB each
LEAST_TYPO = TYPO_LENGTH - 1  # the length of such a word with one letter missing
Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64] | npt.NDArray[np.int32]

NAMES = (
    "claim_held", "passage_held", "matched", "names_missing", "numbers_missing", "names_extra", "numbers_extra",
    "title_held", "case_holds", "block_holds", "block_in_case", "in_order", "token_set", "token_sort", "grams",
    "claim_mass", "excerpt", "content_held", "content_passage", "content_mass", "missing_most", "count_held", "count",
    "names_held", "case_matched", "case_held",
)  # fmt: skip


def window_sum(page: Page, first: Ints, last: Ints, weight: Floats) -> npt.NDArray[np.float64]:
    """float64[n]: the sum of `weight`, float32[T + 1], over the distinct terms of each window.

    A window's sum never depends on the other windows that are asked for, as it would with a matrix product: machines
    that look at other cases of the same page must get the same number.
    """
    held = weight[page.pair_term].astype(np.float64)
    single = np.bincount(page.pair_sentence, weights=held, minlength=len(page.block))
    out = np.asarray(single[first], np.float64)
    # how many sentences before it the same term stands the last time
    again = np.flatnonzero(np.diff(page.pair_term) == 0) + 1
    gap = np.full(len(held), len(page.block))
    gap[again] = page.pair_sentence[again] - page.pair_sentence[again - 1]
    for more in range(1, int((last - first).max(initial=0)) + 1):
        new = np.flatnonzero(gap > more)  # a term counts where it stands for the first time in the window
        added = np.bincount(page.pair_sentence[new], weights=held[new], minlength=len(page.block))
        longer = np.flatnonzero(last - first >= more)
        out[longer] += added[first[longer] + more]
    return out


def held_in(page: Page, columns: slice | Ints, first: Ints, last: Ints) -> npt.NDArray[np.bool_]:
    """Whether windows hold terms: pair by pair if `columns` is an array; bool[windows, T + 1] if it is slice(None)."""
    out = page.held[first, columns]
    for more in range(1, int((last - first).max(initial=0)) + 1):
        out = out | page.held[np.minimum(first + more, last), columns]
    return out


def _range_sum(values: Floats, first: Ints, last: Ints) -> npt.NDArray[np.float64]:
    running = np.concatenate([[0.0], np.cumsum(values, dtype=np.float64)])
    return np.asarray(running[last + 1] - running[first], np.float64)


def pair_signals(arrays: Arrays, page: Page, pairs: Candidates) -> tuple[Floats, Floats, Floats]:
    """For each pair: the shares of the wording's and of the window's idf sum in common, and the idf sum in common."""
    column, size = local_columns(arrays, page, pairs.unit)
    held = held_in(page, column, np.repeat(pairs.first, size), np.repeat(pairs.last, size))
    idf_sum = segment_sum(page.weight[column] * held, size)
    whole = window_sum(page, pairs.first, pairs.last, page.weight) + _range_sum(page.unseen, pairs.first, pairs.last)
    return (
        np.asarray(idf_sum / arrays.unit_idf_sum[pairs.unit], np.float32),
        np.asarray(idf_sum / np.maximum(whole, 1e-6), np.float32),
        idf_sum,
    )


def segment_sum(values: npt.NDArray[np.floating], size: npt.NDArray[np.int64]) -> Floats:
    """float32[len(size)]: the sums of consecutive runs of `values`; 0 for an empty run."""
    owner = np.repeat(np.arange(len(size)), size)
    return np.bincount(owner, weights=values, minlength=len(size)).astype(np.float32)


class TokenizedText:
    """The words of one text as written and folded, and the keys of their terms (`NO_TERM` for stop words)."""

    __slots__ = ("_grams", "_long", "folded", "keys", "terms", "text", "words")

    def __init__(self, words: list[str], language: str) -> None:
        folds, keys = fold_table(language), key_table(language)
        self.words = words
        self.folded = [folds[w] for w in words]
        self.keys = [keys[w] for w in words]
        self._long: list[tuple[int, int, str, str, str]] | None = None
        self._join()

    def _join(self) -> None:
        """Set `text`, the folded words with spaces between them, and `terms`, the keys without `NO_TERM`."""
        self.text = " ".join(self.folded)
        self.terms = [k for k in self.keys if k]
        self._grams: set[str] | None = None

    @property
    def grams(self) -> set[str]:
        """The character 4-grams of `text`."""
        if self._grams is None:
            text = self.text
            self._grams = {text[i : i + 4] for i in range(len(text) - 3)}
        return self._grams

    @property
    def long(self) -> list[tuple[int, int, str, str, str]]:
        """The words that are long enough to be misspelt: (position, key, word, first letter, last letter)."""
        if self._long is None:
            self._long = [
                (i, k, w, w[0], w[-1])
                for i, (k, w) in enumerate(zip(self.keys, self.folded, strict=True))
                if len(w) >= LEAST_TYPO and w.isalpha()
            ]
        return self._long

    def corrected(self, right: dict[int, tuple[int, str]]) -> TokenizedText:
        """A copy in which the words at the given positions have another key and folded form."""
        other = TokenizedText.__new__(TokenizedText)
        other.words, other.folded, other.keys = self.words, self.folded.copy(), self.keys.copy()
        for i, (key, word) in right.items():
            other.keys[i], other.folded[i] = key, word
        other._long = None
        other._join()
        return other


class FoldTable(dict[str, str]):
    """Maps the tokens of one language to folded tokens, computed on first use."""

    def __init__(self, language: str) -> None:
        super().__init__()
        self.language = language

    def __missing__(self, surface: str) -> str:
        if len(self) >= REMEMBERED:
            self.clear()
        word = fold(surface, self.language) if len(surface) <= MAX_TOKEN else ""
        self[surface] = word
        return word


@lru_cache(LANGUAGES)
def fold_table(language: str) -> FoldTable:
    """The table of a language, shared within this process."""
    return FoldTable(language)


def misspelt(claim: TokenizedText, passage: TokenizedText, term: Callable[[int], int]) -> dict[int, int]:
    """Map the keys of claim words that the passage misspells by one letter to the positions of those words in it.

    Only a word that no case holds (`term` of its key is negative) counts as misspelt: Iran is not a misspelt Iraq.
    """
    held, mine = set(passage.keys), set(claim.keys)
    free = [word for word in passage.long if word[1] and word[1] not in mine]
    out: dict[int, int] = {}
    for _, key, word, first, last in claim.long if free else ():
        size = len(word)
        if size < TYPO_LENGTH or not key or key in held:
            continue
        for i, wrong, other, a, z in free:
            # one wrong letter leaves the first or the last letter intact
            near = (a == first or z == last) and -1 <= len(other) - size <= 1
            if near and OSA.distance(word, other, score_cutoff=1) <= 1 and term(wrong) < 0:
                out[key] = i
                break
    return out


def ratios(claim: TokenizedText, passage: TokenizedText) -> tuple[float, float, float]:
    """RapidFuzz token_set and token_sort ratios, and the share of the claim's content words that the passage holds in
    the claim's order (longest common subsequence); all 0 to 1."""
    a, b = claim.text, passage.text
    order = LCSseq.similarity(claim.terms, passage.terms) / max(1, len(claim.terms))
    return fuzz.token_set_ratio(a, b) / 100, fuzz.token_sort_ratio(a, b) / 100, order


def dice(claim: TokenizedText, passage: TokenizedText) -> float:
    """The Dice coefficient of the character 4-grams, 0 to 1."""
    a, b = claim.grams, passage.grams
    return 2 * len(a & b) / max(1, len(a) + len(b))


class Claims(dict[tuple[str, str], TokenizedText]):
    """Tokenized wordings by their language and text, read on first use: pages come back to the same few wordings."""

    def of(self, arrays: Arrays, unit: int) -> TokenizedText:
        """The wording of a unit."""
        return self[arrays.languages[arrays.unit_language[unit]], arrays.text(unit)]

    def __missing__(self, wording: tuple[str, str]) -> TokenizedText:
        language, text = wording
        claim = TokenizedText(TOKEN.findall(text), language)
        if len(self) >= CLAIMS:
            self.clear()
        self[wording] = claim
        return claim


class CaseSignals:
    """The signals of chosen pairs.

    values: float32[n, len(NAMES)]    typos: each pair's misspelt words, as `misspelt` returns them
    The words themselves are not kept, because they take a hundred times the memory: `sides` reads them again.
    """

    def __init__(self, arrays: Arrays, page: Page, pairs: Candidates) -> None:
        self.arrays, self.page, self.pairs = arrays, page, pairs
        self.values = np.zeros((len(pairs), len(NAMES)), np.float32)
        self.typos: list[dict[int, int]] = []
        self.unseen = _range_sum(page.unseen, pairs.first, pairs.last)
        self.window = np.maximum(window_sum(page, pairs.first, pairs.last, page.weight) + self.unseen, 1e-6)
        if len(pairs):
            self._of_units()
            self._of_cases()

    def take(self, which: npt.NDArray[np.int64]) -> None:
        """Keep only some of the pairs."""
        self.pairs, self.unseen, self.window = self.pairs.take(which), self.unseen[which], self.window[which]
        self.values = self.values[which]
        if self.typos:
            self.typos = [self.typos[n] for n in which.tolist()]

    def move(self, arrays: Arrays) -> None:
        """Name the same wordings in other arrays, which also hold the cases of the pairs."""
        if arrays is not self.arrays:
            unit = arrays.units_at(*self.arrays.places(self.pairs.unit))
            self.pairs, self.arrays = Candidates(unit, self.pairs.first, self.pairs.last), arrays

    def part(self, which: npt.NDArray[np.int64]) -> CaseSignals:
        """A copy with some of the pairs."""
        out = copy(self)
        out.typos = self.typos.copy()
        out.take(which)
        return out

    def if_misspelt(self) -> tuple[npt.NDArray[np.int64], Floats]:
        """The pairs whose windows hold words that no case holds, and estimated values float32[n, len(NAMES)] for them.

        The estimate assumes that one such word is a misspelling of the wording's weightiest missing word.
        """
        page, pairs = self.page, self.pairs
        running = np.append(0, np.cumsum(page.unseen > 0))
        which = np.flatnonzero(running[pairs.last + 1] > running[pairs.first])
        values = self.values[which]
        weight, idf_sum, count = (values[:, NAMES.index(n)].copy() for n in ("missing_most", "claim_mass", "count"))
        for names, more in ((("claim_held", "block_holds"), weight / idf_sum), (("matched", "case_matched"), weight),
                            (("count",), 1.0)):  # fmt: skip
            for name in names:
                values[:, NAMES.index(name)] += more
        values[:, NAMES.index("count_held")] *= 1 + 1 / np.maximum(count, 1)
        return which, values

    def _column(self, name: str, values: npt.NDArray[np.floating]) -> None:
        self.values[:, NAMES.index(name)] = values

    def value(self, name: str, n: int) -> float:
        """The named signal of the n-th pair."""
        return float(self.values[n, NAMES.index(name)])

    @staticmethod
    def joined(arrays: Arrays, page: Page, parts: Sequence[CaseSignals]) -> CaseSignals:
        """Concatenate the pairs of several sets of one page."""
        out = CaseSignals(arrays, page, Candidates.joined([]))
        if parts:
            out.pairs = Candidates.joined([p.pairs for p in parts])
            out.unseen, out.window, out.values = (
                np.concatenate([getattr(p, name) for p in parts]) for name in ("unseen", "window", "values")
            )
            out.typos = [typos for p in parts for typos in p.typos]
        return out

    def _of_units(self) -> None:
        """Set the signals that compare the window with the wording."""
        a, page, pairs = self.arrays, self.page, self.pairs
        column, size = local_columns(a, page, pairs.unit)
        held = held_in(page, column, np.repeat(pairs.first, size), np.repeat(pairs.last, size))
        term = a.row_term[spans(a.unit_row[pairs.unit], size)]
        weight, flag, full = a.term_weight[term], a.term_flag[term], a.unit_idf_sum[pairs.unit]
        matched, missed, plain = weight * held, weight * ~held, flag & NAME == 0
        idf_sum, content = segment_sum(matched, size), segment_sum(matched * plain, size)
        named = segment_sum(weight * ~plain, size)
        count = segment_sum(1.0 * held, size)
        self._column("claim_held", idf_sum / full)
        self._column("passage_held", idf_sum / self.window)
        self._column("matched", idf_sum)
        self._column("claim_mass", full)
        self._column("excerpt", a.unit_field[pairs.unit] == EXCERPT)
        self._column("names_missing", segment_sum(missed * ~plain, size) / full)
        self._column("names_held", (segment_sum(matched * ~plain, size) + 1) / (named + 1))
        self._column("content_mass", content)
        self._column("content_held", (content + 1) / (segment_sum(weight * plain, size) + 1))
        of_page = page.weight * np.append(a.term_flag[page.terms] & NAME == 0, False)
        others = window_sum(page, pairs.first, pairs.last, of_page)
        self._column("content_passage", (content + 1) / (others + self.unseen + 1))
        self._column("missing_most", np.maximum.reduceat(missed, _starts(size)))
        self._column("count", count)
        self._column("count_held", count / size)
        self._column("numbers_missing", segment_sum(1.0 * ~held * (flag & NUMBER > 0), size))

    def _of_cases(self) -> None:
        """Set the signals that compare all wordings of the case with the window and the whole block."""
        a, page, pairs = self.arrays, self.page, self.pairs
        first_unit = a.case_unit[a.unit_case[pairs.unit]].astype(np.int64)
        units = a.case_unit[a.unit_case[pairs.unit] + 1] - first_unit
        unit = spans(first_unit, units)
        column, size = local_columns(a, page, unit)
        owner = np.repeat(np.arange(len(pairs)), units)
        blocks, of_block = self._blocks()  # row 0 stands for all other blocks of the page
        held = page.weight[column] * blocks[np.repeat(of_block[owner], size), column]
        held_block = segment_sum(held, size) / a.unit_idf_sum[unit]
        # The title is the first unit of a case.
        self._column("title_held", held_block[_starts(units)])
        self._column("block_holds", held_block[unit == pairs.unit[owner]])
        in_case = np.zeros((len(pairs), len(page.terms) + 1), np.bool_)
        in_case[np.repeat(owner, size), column] = True
        in_case[:, -1] = False
        window = held_in(page, slice(None), pairs.first, pairs.last)
        self._column("case_holds", (in_case & window) @ page.weight / self.window)
        matched = (in_case & blocks[of_block]) @ page.weight
        begin = np.searchsorted(page.block, page.block[pairs.first], "left")
        end = np.searchsorted(page.block, page.block[pairs.first], "right")
        block_sum = (blocks @ page.weight)[of_block] + _range_sum(page.unseen, begin, end - 1)
        self._column("block_in_case", matched / np.maximum(block_sum, 1e-6))
        self._column("case_matched", matched)
        term = a.row_term[spans(a.unit_row[unit], size)].astype(np.int64)
        owned, term = np.divmod(distinct(np.repeat(owner, size) * len(a.term_key) + term), len(a.term_key))
        self._column("case_held", matched / np.bincount(owned, weights=a.term_weight[term], minlength=len(pairs)))
        flag = np.append(a.term_flag[page.terms], np.uint8(0))
        extra = window & ~in_case
        self._column("names_extra", extra @ (page.weight * (flag & NAME > 0)) / self.window)
        self._column("numbers_extra", np.count_nonzero(extra[:, flag & NUMBER > 0], axis=1))

    def _blocks(self) -> tuple[npt.NDArray[np.bool_], npt.NDArray[np.int64]]:
        """The terms that the pairs' blocks hold, bool[1 + blocks, T + 1], and the row of each pair's block."""
        page = self.page
        ordinal = np.cumsum(np.diff(page.block, prepend=page.block[0]) != 0)
        chosen, back = np.unique(ordinal[self.pairs.first], return_inverse=True)
        place = np.zeros(ordinal[-1] + 1, np.int64)
        place[chosen] = np.arange(1, len(chosen) + 1)
        out = np.zeros((len(chosen) + 1, len(page.terms) + 1), np.bool_)
        out[place[ordinal[page.pair_sentence]], page.pair_term] = True
        return out, back + 1

    def letters(
        self, languages: list[str], claims: Claims, passages: dict[tuple[int, int], TokenizedText]
    ) -> list[tuple[TokenizedText, TokenizedText]]:
        """Add the signals that compare letters, except `grams`. Returns the two sides of each pair, for `grams`.

        `languages` holds the language of each block of the request; `passages` caches the page's passages by window.
        """
        a, page, pairs = self.arrays, self.page, self.pairs
        found, sides = [], []
        windows = list(zip(pairs.first.tolist(), pairs.last.tolist(), strict=True))
        strange = (self.unseen > 0).tolist()  # only words that no case holds can be misspelt
        for n, (unit, window) in enumerate(zip(pairs.unit.tolist(), windows, strict=True)):
            claim = claims.of(a, unit)
            passage = passages.get(window)
            if passage is None:
                passage = passages[window] = TokenizedText(page.words(*window), languages[page.block[window[0]]])
            typos = misspelt(claim, passage, a.term) if strange[n] else {}
            for key in typos:
                self._also_held(n, unit, a.term(key))
            self.typos.append(typos)
            sides.append((claim, _corrected(passage, claim, typos)))
            found.append(ratios(*sides[n]))
        for name, values in zip(("token_set", "token_sort", "in_order"), zip(*found, strict=True), strict=False):
            self._column(name, np.array(values))
        return sides

    def sides(self, n: int, languages: list[str], claims: Claims) -> tuple[TokenizedText, TokenizedText]:
        """The claim and the passage of the n-th pair as words, with misspelt words corrected."""
        first, last = int(self.pairs.first[n]), int(self.pairs.last[n])
        claim = claims.of(self.arrays, int(self.pairs.unit[n]))
        passage = TokenizedText(self.page.words(first, last), languages[self.page.block[first]])
        return claim, _corrected(passage, claim, self.typos[n])

    def grams(self, sides: Sequence[tuple[TokenizedText, TokenizedText]]) -> None:
        """Add `grams`, the most expensive signal; `sides` holds the two sides of each pair."""
        self._column("grams", np.array([dice(claim, passage) for claim, passage in sides]))

    def _also_held(self, n: int, unit: int, term: int) -> None:
        """Count a term of the n-th pair's wording as held, because the passage has it with one letter wrong."""
        if term < 0:
            return
        a = self.arrays
        v = dict(zip(NAMES, self.values[n].tolist(), strict=True))
        weight, idf_sum = float(a.term_weight[term]), float(a.unit_idf_sum[unit])
        title = int(a.case_unit[a.unit_case[unit]])
        if term in a.row_term[a.unit_row[title] : a.unit_row[title + 1]]:
            v["title_held"] += weight / float(a.unit_idf_sum[title])
        if v["case_matched"]:
            v["case_held"] *= 1 + weight / v["case_matched"]
            v["block_in_case"] *= 1 + weight / v["case_matched"]
        for name, share in (("claim_held", weight / idf_sum), ("block_holds", weight / idf_sum), ("matched", weight),
                            ("case_matched", weight), ("count", 1.0)):  # fmt: skip
            v[name] += share
        v["count_held"] += 1 / float(a.unit_row[unit + 1] - a.unit_row[unit])
        if a.term_flag[term] & NAME:
            missing = v["names_missing"] * idf_sum
            v["names_missing"] -= weight / idf_sum
            v["names_held"] = min(1.0, v["names_held"] + (1 - v["names_held"]) * weight / max(missing, weight))
        else:
            more = (v["content_mass"] + weight + 1) / (v["content_mass"] + 1)
            v["content_held"] = min(1.0, v["content_held"] * more)
            v["content_passage"] = min(1.0, v["content_passage"] * more)
            v["content_mass"] += weight
        self.values[n] = [v[name] for name in NAMES]


def _corrected(passage: TokenizedText, claim: TokenizedText, typos: dict[int, int]) -> TokenizedText:
    """The passage with its misspelt words corrected."""
    right = dict(zip(claim.keys, claim.folded, strict=True)) if typos else {}
    return passage.corrected({i: (key, right[key]) for key, i in typos.items()}) if typos else passage


def _starts(sizes: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    return np.cumsum(sizes) - sizes
