"""Groups cases that make the same claim when the index is built, so that a passage gets one notice for one claim.

Two cases are grouped if their titles have almost the same terms (weighted Jaccard index), the same names and numbers,
the same word order, and the same number of negations. A case joins only a case that has not joined another one, so
small differences do not add up along a chain.
"""

from __future__ import annotations

import functools
from collections.abc import Callable

import numpy as np
import numpy.typing as npt
from rapidfuzz import fuzz

from index.matcher.arrays.layout import NAME, NUMBER, TITLE, spans
from index.matcher.text.analysis import TOKEN
from index.matcher.text.spelling import fold
from index.matcher.text.stopwords import NEGATIONS

ALIKE = 0.8  # least weighted Jaccard index of two titles
RAREST = 4  # titles are compared if they share all but one of this many rarest terms
NEIGHBOURS = 3  # a title is compared with this many titles after it that share those terms
SUMMARIES = 70  # least RapidFuzz token_set_ratio of the first sentences of two summaries
STEP = 200_000  # pairs compared at once
FEWEST = 3  # least terms of a title that can be grouped


def group_cases(
    case: npt.NDArray[np.int32],
    field: npt.NDArray[np.uint8],
    row: npt.NDArray[np.int64],
    term: npt.NDArray[np.int32],
    weight: npt.NDArray[np.float32],
    flag: npt.NDArray[np.uint8],
    cases: int,
    text: Callable[[int], str],
) -> npt.NDArray[np.int32]:
    """int32[cases]: the ordinal of the first case of each case's group; a case that is alone is its own group.

    `row` and `term` are as in `Arrays`, rarest term first; `text` returns a wording's text.
    """
    groups = np.arange(cases, dtype=np.int32)
    titles = np.flatnonzero((field == TITLE) & (np.diff(row) >= FEWEST))
    first, second = _near(titles, row, term)
    for at in range(0, len(first), STEP):
        a, b = first[at : at + STEP], second[at : at + STEP]
        good = _alike(a, b, row, term, weight, flag)
        for x, y in zip(a[good].tolist(), b[good].tolist(), strict=True):
            one, other = int(case[x]), int(case[y])
            free = groups[one] == one and groups[other] == other and one != other
            if free and _same_order(text(x), text(y)) and _same_summary(x, y, case, text):
                groups[other] = one
    # The first case of a group may have joined another group later on.
    while not np.array_equal(groups[groups], groups):
        groups = groups[groups]
    return groups


def _near(
    titles: npt.NDArray[np.int64], row: npt.NDArray[np.int64], term: npt.NDArray[np.int32]
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Pairs of titles that share all but one of their rarest terms, the earlier title first."""
    size = np.minimum(np.diff(row)[titles], RAREST)
    rare = np.full((len(titles), RAREST), -1, np.int64)
    for i in range(RAREST):
        has = size > i
        rare[has, i] = term[row[titles[has]] + i]
    rare.sort(1)
    keys, owner = [], []
    for left_out in range(RAREST):
        rest = np.delete(rare, left_out, 1)
        keys.append((rest[:, 0] * 1_000_003 + rest[:, 1]) * 1_000_003 + rest[:, 2])
        owner.append(titles)
    key, unit = np.concatenate(keys), np.concatenate(owner)
    order = np.lexsort((unit, key))
    key, unit = key[order], unit[order]
    pairs = []
    for d in range(1, NEIGHBOURS + 1):
        same = (key[d:] == key[:-d]) & (unit[d:] != unit[:-d])
        pairs.append(np.stack([unit[:-d][same], unit[d:][same]], 1))
    found = np.unique(np.concatenate(pairs), axis=0)
    return found[:, 0], found[:, 1]


def _alike(
    a: npt.NDArray[np.int64],
    b: npt.NDArray[np.int64],
    row: npt.NDArray[np.int64],
    term: npt.NDArray[np.int32],
    weight: npt.NDArray[np.float32],
    flag: npt.NDArray[np.uint8],
) -> npt.NDArray[np.bool_]:
    """Whether two titles share nearly all of their terms by weight, and no name or number is in only one of them."""
    parts = []
    for units in (a, b):
        size = (row[units + 1] - row[units]).astype(np.int64)
        parts.append((np.repeat(np.arange(len(units)), size), term[spans(row[units], size)].astype(np.int64)))
    owner, terms = np.concatenate([p[0] for p in parts]), np.concatenate([p[1] for p in parts])
    cell, many = np.unique(owner * len(weight) + terms, return_counts=True)
    owner, terms = np.divmod(cell, len(weight))
    both = np.bincount(owner, weights=weight[terms] * (many > 1), minlength=len(a))
    all_ = np.bincount(owner, weights=weight[terms], minlength=len(a))
    odd = np.bincount(owner, weights=(many == 1) & (flag[terms] & (NAME | NUMBER) > 0), minlength=len(a))
    return np.asarray((both >= ALIKE * all_) & (odd == 0))


def _same_summary(x: int, y: int, case: npt.NDArray[np.int32], text: Callable[[int], str]) -> bool:
    """False if both cases have a summary and the summaries differ: the same headline can stand over two claims."""
    after = [u + 1 for u in (x, y) if u + 1 < len(case) and case[u + 1] == case[u]]
    return len(after) < 2 or fuzz.token_set_ratio(*(text(u).casefold() for u in after)) >= SUMMARIES


def _same_order(one: str, other: str) -> bool:
    """Whether both texts have their common words in the same order, and the same number of negations."""
    if one == other:
        return True
    a, b = _words(one), _words(other)
    if len(NEGATIONS & a.keys()) != len(NEGATIONS & b.keys()):
        return False
    return [w for w in a if w in b and len(w) > 3] == [w for w in b if w in a and len(w) > 3]


@functools.lru_cache(5_000)  # a title is compared with several others
def _words(text: str) -> dict[str, None]:
    """The distinct words of a text, in order of first occurrence."""
    return dict.fromkeys(map(_folded, TOKEN.findall(text)))


_folded = functools.lru_cache(20_000)(fold)  # compared titles have most of their words in common
