"""Posting lists of term pairs (*leads*), which find the wordings that a page may repeat.

A window is compared with a wording only if it holds the share `min_overlap` of the wording's idf sum (the sum of its
terms' weights), and an idf sum of at least `min_idf_sum`. The two rarest terms that they then share are a *lead*. A
wording is listed under every pair of its terms that can be its lead: if the first term weighs w, and the wording's
terms from the second on weigh r, then w + r must be enough. If one term is enough by itself, its pair with itself is a
lead too. A page looks up the pairs of terms that stand close together in it, so a frequent term alone finds nothing,
however many wordings hold it.

Pairs are hashed into buckets, about one for every listed pair. If two pairs share a bucket, some wordings are only
looked at in vain.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from index.matcher.arrays.layout import spans

FEWEST_BITS = 8
STEP = 2_000_000  # pairs that are worked on at once
SLACK = 1e-3  # tolerance for rounding in sums of weights

Ints = npt.NDArray[np.int64]


def bucket(first: npt.NDArray[np.integer], second: npt.NDArray[np.integer], bits: int) -> npt.NDArray[np.int64]:
    """int64[n] below 2**bits: the buckets of pairs of term numbers, rarer term first."""
    mixed = first.astype(np.uint64) * np.uint64(0x9E3779B97F4A7C15) + second.astype(np.uint64)
    mixed *= np.uint64(0xD6E8FEB86659FD93)
    mixed ^= mixed >> np.uint64(32)
    mixed *= np.uint64(0xD6E8FEB86659FD93)
    return (mixed >> np.uint64(64 - bits)).astype(np.int64)


def pairs_within(last: Ints) -> tuple[Ints, Ints]:
    """All pairs i < j within the same run; `last` int64[n] holds the end (exclusive) of each element's run."""
    start = np.arange(1, len(last) + 1)
    many = last - start
    return np.repeat(start - 1, many), spans(start, many)


def need(idf_sum: npt.NDArray[np.float32], min_overlap: float, min_idf_sum: float) -> npt.NDArray[np.float32]:
    """The idf sum that a window must hold of wordings with these idf sums, float32[n]."""
    return np.asarray(np.maximum(np.maximum(min_overlap * idf_sum, min_idf_sum), 1e-6), np.float32)


def lists(
    term: npt.NDArray[np.int32],
    row: Ints,
    weight: npt.NDArray[np.float32],
    idf_sum: npt.NDArray[np.float32],
    min_overlap: float,
    min_idf_sum: float,
) -> tuple[npt.NDArray[np.integer], npt.NDArray[np.int32]]:
    """lead_row int32 (int64 beyond 2**31 leads) [buckets + 1] and lead_unit int32[leads].

    `row` and `term` are as in `Arrays`: a unit's terms are sorted by rarity, and their weights add up to `idf_sum`. The
    leads are computed twice, first to count and then to place them, so only the finished lists are ever in memory.
    """
    wanted = need(idf_sum, min_overlap, min_idf_sum)
    total = sum(len(unit) for unit, _, _ in _leads(term, row, weight, wanted))
    bits = max(FEWEST_BITS, total.bit_length() - 1)
    many = np.zeros(1 << bits, np.int32)
    for _, first, second in _leads(term, row, weight, wanted):
        at, count = np.unique(bucket(first, second, bits), return_counts=True)
        many[at] += count.astype(np.int32)
    lead_row: npt.NDArray[np.integer] = np.zeros(len(many) + 1, np.int32 if total < 2**31 else np.int64)
    np.cumsum(many, out=lead_row[1:])
    lead_unit = np.empty(total, np.int32)
    many[:] = 0
    for unit, first, second in _leads(term, row, weight, wanted):
        at = bucket(first, second, bits)
        order = np.argsort(at, kind="stable")
        at, count = np.unique(at[order], return_counts=True)
        place = spans(lead_row[at].astype(np.int64) + many[at], count)
        lead_unit[place] = unit[order]
        many[at] += count.astype(np.int32)
    return lead_row, lead_unit


def _leads(
    term: npt.NDArray[np.int32], row: Ints, weight: npt.NDArray[np.float32], wanted: npt.NDArray[np.float32]
) -> Iterator[tuple[Ints, npt.NDArray[np.int32], npt.NDArray[np.int32]]]:
    """(unit, first term, second term) of the leads, for one batch of units after another."""
    size = np.diff(row)
    before = np.concatenate([[0], np.cumsum(size * (size + 1) // 2)])
    begin = 0
    while begin < len(size):
        end = max(begin + 1, int(np.searchsorted(before, before[begin] + STEP, "right")) - 1)
        terms = term[row[begin] : row[end]]
        w = weight[terms].astype(np.float64)
        stop = np.repeat(row[begin + 1 : end + 1] - row[begin], size[begin:end])
        unit = np.repeat(np.arange(begin, end), size[begin:end])
        running = np.concatenate([[0.0], np.cumsum(w)])
        rest = running[stop] - running[:-1]
        enough = wanted[unit] - SLACK
        i, j = pairs_within(stop)
        good = np.flatnonzero(w[i] + rest[j] >= enough[i])
        alone = np.flatnonzero(w >= enough)
        i, j = np.concatenate([i[good], alone]), np.concatenate([j[good], alone])
        yield unit[i], terms[i], terms[j]
        begin = end
