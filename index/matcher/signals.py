"""What agrees between a window of a page and a case, as numbers for the model.

`pair_signals` is cheap and works on all pairs at once; `case_signals` looks at the few best pairs of a block again,
with the whole case and the letters themselves. The signals whose names begin with `like_` are cosines that the
semantic tier gives: of the passage with the wording, and with all wordings of the case (best, title, mean). They are 0
where it read nothing.
"""

from __future__ import annotations

from functools import cache

import numpy as np
import numpy.typing as npt
from rapidfuzz import fuzz
from rapidfuzz.distance import OSA, LCSseq

from index.matcher.analysis import MAX_TOKEN, REMEMBERED, TOKEN, key_table
from index.matcher.arrays import EXCERPT, NAME, NUMBER, Arrays, spans
from index.matcher.candidates import Pairs, local_rows
from index.matcher.page import Page
from index.matcher.spelling import fold

TYPO_LENGTH = 5  # letters; in shorter words one letter makes another word
LEAST_TYPO = TYPO_LENGTH - 1  # letters of such a word that has lost one
Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64] | npt.NDArray[np.int32]

NAMES = (
    "claim_held", "passage_held", "matched", "names_missing", "numbers_missing", "names_extra", "numbers_extra",
    "title_held", "case_holds", "block_holds", "block_in_case", "in_order", "token_set", "token_sort", "grams",
    "claim_mass", "excerpt", "content_held", "content_passage", "content_mass", "missing_most", "count_held", "count",
    "names_held", "case_matched", "case_held",
    "like_wording", "like_case", "like_title", "like_mean",
)  # fmt: skip


def window_mass(page: Page, first: npt.NDArray[np.int64], last: npt.NDArray[np.int64]) -> Floats:
    """float32[n]: weight of the distinct terms of each window, words that no case holds included."""
    key = first * (len(page.span) + 1) + last
    windows, back = np.unique(key, return_inverse=True)
    a, b = np.divmod(windows, len(page.span) + 1)
    total = (page.weight @ held_in(page, slice(None), a, b)) + _range_sum(page.unseen, a, b)
    return np.asarray(total[back], np.float32)


def held_in(
    page: Page, rows: slice | Ints, first: npt.NDArray[np.int64], last: npt.NDArray[np.int64]
) -> npt.NDArray[np.bool_]:
    """Whether windows hold terms: with arrays of one length, pair by pair; with all rows, bool[rows, windows]."""
    if isinstance(rows, slice):
        out = page.held[:, first]
        for more in range(1, int((last - first).max(initial=0)) + 1):
            out = out | page.held[:, np.minimum(first + more, last)]
        return out
    out = page.held[rows, first]
    for more in range(1, int((last - first).max(initial=0)) + 1):
        out = out | page.held[rows, np.minimum(first + more, last)]
    return out


def _range_sum(values: Floats, first: npt.NDArray[np.int64], last: npt.NDArray[np.int64]) -> npt.NDArray[np.float64]:
    running = np.concatenate([[0.0], np.cumsum(values, dtype=np.float64)])
    return np.asarray(running[last + 1] - running[first], np.float64)


def pair_signals(arrays: Arrays, page: Page, pairs: Pairs) -> tuple[Floats, Floats, Floats]:
    """Of each pair: share of the wording's mass that the window holds, share of the window's, and the mass itself."""
    row, size = local_rows(arrays, page, pairs.unit)
    first, last = np.repeat(pairs.first, size), np.repeat(pairs.last, size)
    weight = page.weight[row] * held_in(page, row, first, last)
    mass = segment_sum(weight, size)
    return (
        np.asarray(mass / arrays.unit_mass[pairs.unit], np.float32),
        np.asarray(mass / np.maximum(window_mass(page, pairs.first, pairs.last), 1e-6), np.float32),
        mass,
    )


def segment_sum(values: npt.NDArray[np.floating], size: npt.NDArray[np.int64]) -> Floats:
    """float32[len(size)]: sums of consecutive runs of `values`; 0 for an empty run."""
    owner = np.repeat(np.arange(len(size)), size)
    return np.bincount(owner, weights=values, minlength=len(size)).astype(np.float32)


class Side:
    """The words of one text: as written, folded, and the keys of their terms (`NO_TERM` for stop words)."""

    __slots__ = ("folded", "grams", "keys", "long", "terms", "text", "words")

    def __init__(self, words: list[str], language: str) -> None:
        folds, keys = fold_table(language), key_table(language)
        self.words = words
        self.folded = [folds[w] for w in words]
        self.keys = [keys[w] for w in words]
        # position, key and folded form of the words that may be another with one letter wrong
        self.long = [
            (i, k, w) for i, (k, w) in enumerate(zip(self.keys, self.folded, strict=True)) if len(w) >= LEAST_TYPO
        ]
        self._join()

    def _join(self) -> None:
        """The folded words with spaces between, its runs of four letters, and the keys without those of stop words."""
        text = self.text = " ".join(self.folded)
        self.grams = {text[i : i + 4] for i in range(len(text) - 3)}
        self.terms = [k for k in self.keys if k]

    def corrected(self, right: dict[int, tuple[int, str]]) -> Side:
        """The same words, those at some positions replaced by a key and a folded word."""
        other = Side.__new__(Side)
        other.words, other.folded, other.keys = self.words, self.folded.copy(), self.keys.copy()
        for i, (key, word) in right.items():
            other.keys[i], other.folded[i] = key, word
        other.long = self.long
        other._join()
        return other


class FoldTable(dict[str, str]):
    """Token to folded token for one language."""

    def __init__(self, language: str) -> None:
        super().__init__()
        self.language = language

    def __missing__(self, surface: str) -> str:
        if len(self) >= REMEMBERED:
            self.clear()
        word = fold(surface, self.language) if len(surface) <= MAX_TOKEN else ""
        self[surface] = word
        return word


@cache
def fold_table(language: str) -> FoldTable:
    """The table of a language, shared by everything in this process."""
    return FoldTable(language)


def misspelt(claim: Side, passage: Side) -> dict[int, int]:
    """Keys of claim words that the passage holds with one letter wrong, to the position of the word in the passage."""
    held = set(passage.keys)
    wanted = [(k, w) for _, k, w in claim.long if k and k not in held and len(w) >= TYPO_LENGTH and w.isalpha()]
    if not wanted:
        return {}
    mine = set(claim.keys)
    free = [(i, w, w[0], w[-1], len(w)) for i, k, w in passage.long if k not in mine and w.isalpha()]
    out: dict[int, int] = {}
    for key, word in wanted:
        first, last, size = word[0], word[-1], len(word)
        for i, other, a, z, n in free:
            # one letter wrong leaves the first or the last as it is
            if (a == first or z == last) and -1 <= n - size <= 1 and OSA.distance(word, other, score_cutoff=1) <= 1:
                out[key] = i
                break
    return out


def letters(claim: Side, passage: Side) -> tuple[float, float, float, float]:
    """RapidFuzz token_set and token_sort ratios, Dice coefficient of letter 4-grams, and the share of the claim's
    content words that the passage holds in the claim's order (longest common subsequence); all 0 to 1."""
    a, b = claim.text, passage.text
    dice = 2 * len(claim.grams & passage.grams) / max(1, len(claim.grams) + len(passage.grams))
    order = LCSseq.similarity(claim.terms, passage.terms) / max(1, len(claim.terms))
    return fuzz.token_set_ratio(a, b) / 100, fuzz.token_sort_ratio(a, b) / 100, dice, order


class CaseSignals:
    """Signals of chosen pairs: `values` float32[n, len(NAMES)], and the two sides of each for explanation."""

    def __init__(self, arrays: Arrays, page: Page, pairs: Pairs) -> None:
        self.arrays, self.page, self.pairs = arrays, page, pairs
        self.values = np.zeros((len(pairs), len(NAMES)), np.float32)
        self.sides: list[tuple[Side, Side]] = []
        self.typos: list[dict[int, int]] = []
        if len(pairs):
            self._of_units()
            self._of_cases()

    def letters(self, languages: list[str]) -> None:
        """Add the signals of letters, which cost the most. `languages`: of each block of the request."""
        self._of_letters(languages)

    def take(self, which: npt.NDArray[np.int64]) -> None:
        """Keep only some of the pairs."""
        self.pairs = self.pairs.take(which)
        self.values = self.values[which]

    def if_misspelt(self) -> tuple[npt.NDArray[np.int64], Floats]:
        """Which pairs' windows have words that no case holds, and about what the pairs' values float32[n, len(NAMES)]
        were if such a word was the weightiest one that the window lacks of the wording."""
        page, pairs = self.page, self.pairs
        running = np.append(0, np.cumsum(page.unseen > 0))
        which = np.flatnonzero(running[pairs.last + 1] > running[pairs.first])
        values = self.values[which]
        weight, mass, count = (values[:, NAMES.index(n)].copy() for n in ("missing_most", "claim_mass", "count"))
        for names, more in ((("claim_held", "block_holds"), weight / mass), (("matched", "case_matched"), weight),
                            (("count",), 1.0)):  # fmt: skip
            for name in names:
                values[:, NAMES.index(name)] += more
        values[:, NAMES.index("count_held")] *= 1 + 1 / np.maximum(count, 1)
        return which, values

    def _column(self, name: str, values: npt.NDArray[np.floating]) -> None:
        self.values[:, NAMES.index(name)] = values

    def value(self, name: str, n: int) -> float:
        """One signal of the n-th pair."""
        return float(self.values[n, NAMES.index(name)])

    def alike(self, n: int, found: tuple[float, float, float, float]) -> None:
        """Set the cosines of the n-th pair."""
        self.values[n, -4:] = found

    def _of_units(self) -> None:
        a, page, pairs = self.arrays, self.page, self.pairs
        claim_held, passage_held, mass = pair_signals(a, page, pairs)
        self._column("claim_held", claim_held)
        self._column("passage_held", passage_held)
        self._column("matched", mass)
        self._column("claim_mass", a.unit_mass[pairs.unit])
        self._column("excerpt", a.unit_field[pairs.unit] == EXCERPT)
        start = a.unit_row[pairs.unit]
        row, size = local_rows(a, page, pairs.unit)
        term = a.row_term[spans(start, size)]
        missing = ~held_in(page, row, np.repeat(pairs.first, size), np.repeat(pairs.last, size))
        weight, flag = a.term_weight[term], a.term_flag[term]
        self._column("names_missing", segment_sum(weight * missing * (flag & NAME > 0), size) / a.unit_mass[pairs.unit])
        held, plain = weight * ~missing, flag & NAME == 0
        content = segment_sum(held * plain, size)
        self._column("content_held", (content + 1) / (segment_sum(weight * plain, size) + 1))
        window = held_in(page, slice(None), pairs.first, pairs.last)
        plain_page = np.append(a.term_flag[page.terms] & NAME == 0, False)
        unseen = _range_sum(page.unseen, pairs.first, pairs.last)
        self._column("content_passage", (content + 1) / ((page.weight * plain_page) @ window + unseen + 1))
        self._column("content_mass", content)
        most = np.zeros(len(pairs))
        np.maximum.at(most, np.repeat(np.arange(len(pairs)), size), weight * missing)
        self._column("missing_most", most)
        count = segment_sum(1.0 * ~missing, size)
        self._column("count", count)
        self._column("count_held", count / np.maximum(size, 1))
        named = segment_sum(weight * ~plain, size)
        self._column("names_held", (segment_sum(held * ~plain, size) + 1) / (named + 1))
        self._column("numbers_missing", segment_sum(1.0 * missing * (flag & NUMBER > 0), size))

    def _of_cases(self) -> None:
        """The same over all wordings of the case and over the whole block."""
        a, page, pairs = self.arrays, self.page, self.pairs
        case = a.unit_case[pairs.unit]
        begin = np.searchsorted(page.block, page.block[pairs.first], "left")
        end = np.searchsorted(page.block, page.block[pairs.first], "right") - 1
        blocks, back = np.unique(begin, return_inverse=True)
        whole = np.stack([page.held[:, b : page.block.searchsorted(page.block[b], "right")].any(1) for b in blocks], 1)
        first_unit, units = a.case_unit[case].astype(np.int64), np.diff(a.case_unit)[case].astype(np.int64)
        unit = spans(first_unit, units)
        row, size = local_rows(a, page, unit)
        owner = np.repeat(np.arange(len(pairs)), units)
        held_block = segment_sum(page.weight[row] * whole[row, np.repeat(back[owner], size)], size) / a.unit_mass[unit]
        # The title is the first unit of a case.
        self._column("title_held", held_block[_starts(units)])
        chosen = np.flatnonzero(unit == pairs.unit[owner])
        self._column("block_holds", held_block[chosen])
        in_case = np.zeros((len(pairs), len(page.terms) + 1), np.bool_)
        in_case[np.repeat(owner, size), row] = True
        in_case[:, -1] = False
        window = held_in(page, slice(None), pairs.first, pairs.last).T
        mass = np.maximum(window_mass(page, pairs.first, pairs.last), 1e-6)
        self._column("case_holds", (in_case & window) @ page.weight / mass)
        block_mass = np.maximum(
            whole.T @ page.weight + _range_sum(page.unseen, blocks, end[np.unique(begin, return_index=True)[1]]), 1e-6
        )
        self._column("block_in_case", (in_case & whole.T[back]) @ page.weight / block_mass[back])
        matched = (in_case & whole.T[back]) @ page.weight
        self._column("case_matched", matched)
        term = a.row_term[spans(a.unit_row[unit], size)].astype(np.int64)
        distinct = np.unique(np.repeat(owner, size) * len(a.term_key) + term)
        full = np.bincount(
            distinct // len(a.term_key), weights=a.term_weight[distinct % len(a.term_key)], minlength=len(pairs)
        )
        self._column("case_held", matched / full)
        flag = np.append(a.term_flag[page.terms], np.uint8(0))
        extra = window & ~in_case
        self._column("names_extra", (extra * (flag & NAME > 0)) @ page.weight / mass)
        self._column("numbers_extra", (extra & (flag & NUMBER > 0)).sum(1))

    def _of_letters(self, languages: list[str]) -> None:
        a, page, pairs = self.arrays, self.page, self.pairs
        at = [NAMES.index(n) for n in ("token_set", "token_sort", "grams", "in_order")]
        passages: dict[tuple[int, int], Side] = {}  # a passage is compared with several cases
        for n in range(len(pairs)):
            unit = int(pairs.unit[n])
            claim = Side(TOKEN.findall(a.text(unit)), a.languages[a.unit_language[unit]])
            window = int(pairs.first[n]), int(pairs.last[n])
            if window not in passages:
                passages[window] = Side(page.words(*window), languages[page.block[pairs.first[n]]])
            passage = passages[window]
            typos = misspelt(claim, passage)
            if typos:
                right = dict(zip(claim.keys, claim.folded, strict=True))
                passage = passage.corrected({i: (key, right[key]) for key, i in typos.items()})
                for key in typos:
                    self._also_held(n, unit, a.term(key))
            self.values[n, at] = letters(claim, passage)
            self.sides.append((claim, passage))
            self.typos.append(typos)

    def _also_held(self, n: int, unit: int, term: int) -> None:
        """Count one more term of the n-th pair's wording as held: the passage has it with one letter wrong."""
        if term < 0:
            return
        a = self.arrays
        v = dict(zip(NAMES, self.values[n].tolist(), strict=True))
        weight, mass = float(a.term_weight[term]), float(a.unit_mass[unit])
        title = int(a.case_unit[a.unit_case[unit]])
        if term in a.row_term[a.unit_row[title] : a.unit_row[title + 1]]:
            v["title_held"] += weight / float(a.unit_mass[title])
        if v["case_matched"]:
            v["case_held"] *= 1 + weight / v["case_matched"]
            v["block_in_case"] *= 1 + weight / v["case_matched"]
        for name, share in (("claim_held", weight / mass), ("block_holds", weight / mass), ("matched", weight),
                            ("case_matched", weight), ("count", 1.0)):  # fmt: skip
            v[name] += share
        v["count_held"] += 1 / float(a.unit_row[unit + 1] - a.unit_row[unit])
        if a.term_flag[term] & NAME:
            missing = v["names_missing"] * mass
            v["names_missing"] -= weight / mass
            v["names_held"] = min(1.0, v["names_held"] + (1 - v["names_held"]) * weight / max(missing, weight))
        else:
            more = (v["content_mass"] + weight + 1) / (v["content_mass"] + 1)
            v["content_held"] = min(1.0, v["content_held"] * more)
            v["content_passage"] = min(1.0, v["content_passage"] * more)
            v["content_mass"] += weight
        self.values[n] = [v[name] for name in NAMES]


def _starts(sizes: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    return np.cumsum(sizes) - sizes
