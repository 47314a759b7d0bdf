"""Compares candidates with an exhaustive search: no window that holds enough of a wording is missed."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from index.matcher.arrays import build_index
from index.matcher.arrays.term_pair_postings import bucket, pairs_within
from index.matcher.candidates import lexical
from index.matcher.matcher import Block, Matcher
from index.matcher.pages.language import Languages
from index.matcher.pages.page import Page, pages
from tests.matcher.conftest import case

ROUNDING = 1e-3
Window = tuple[int, int, int]


@pytest.fixture(scope="module")
def crowded(tmp_path_factory: pytest.TempPathFactory) -> Matcher:
    """Six hundred claims made from few words, frequent and rare, so that a page shares something with most of them."""
    rng = np.random.default_rng(11)
    folder = tmp_path_factory.mktemp("crowded")
    Matcher.build([case(f"c{i}", title=_sentence(rng, int(rng.integers(1, 14)))) for i in range(600)], folder)
    return Matcher.open(folder)


def _sentence(rng: np.random.Generator, words: int) -> str:
    return " ".join(f"zq{'bcdfghklmnprst'[n % 14]}o{n}x" for n in (rng.pareto(0.6, words) * 3).astype(int) % 400) + "."


def _pages(matcher: Matcher, seed: int) -> list[Page]:
    rng = np.random.default_rng(seed)
    blocks = [
        Block(
            str(i), " ".join(_sentence(rng, int(rng.integers(0, 12))).capitalize() for _ in range(rng.integers(1, 9)))
        )
        for i in range(30)
    ]
    return list(pages(blocks, Languages(blocks, "en", matcher._table), matcher.arrays))


def _found(matcher: Matcher, page: Page, min_overlap: float) -> lexical.Candidates:
    """All portions together. Checks that a later portion has nothing before the sentence that a portion names."""
    portions = list(lexical.Postings(matcher.arrays).find(page, min_overlap))
    for n, (sentence, _) in enumerate(portions):
        assert all(pairs.first.min(initial=sentence) >= sentence for _, pairs in portions[n:])
    return lexical.Candidates.joined([pairs for _, pairs in portions])


def _everything(
    matcher: Matcher, page: Page, min_overlap: float, min_idf_sum: float
) -> tuple[set[Window], set[Window]]:
    """The windows that must be found, because their distinct terms hold enough, and those that may be found."""
    a, must, may = matcher.arrays, set[Window](), set[Window]()
    for unit in range(a.units):
        row = page.place[a.row_term[a.unit_row[unit] : a.unit_row[unit + 1]]]
        held, weight, full = page.held[:, row].T, page.weight[row].astype(float), float(a.unit_idf_sum[unit])
        need = max(min_overlap * full, min_idf_sum, 1e-6)
        mass = weight @ held
        for first in range(len(page.span)):
            for last in range(first, min(first + lexical.WINDOW, len(page.span))):
                ends = max(mass[first], mass[last])
                if page.block[first] != page.block[last] or not (mass[first] and mass[last]):
                    continue
                total, distinct = mass[first : last + 1].sum(), weight @ held[:, first : last + 1].any(1)
                window = (unit, first, last)
                if total >= need - ROUNDING and (last == first or total > ends + 0.15 * full - ROUNDING):
                    may.add(window)
                if distinct >= need + ROUNDING and (last == first or total > ends + 0.15 * full + ROUNDING):
                    must.add(window)
    return must, may


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize(("min_overlap", "step"), [(0.4, 10**6), (0.4, 50), (0.55, 10**6), (0.0, 10**6), (0.0, 50)])
def test_nothing_is_missed(
    crowded: Matcher, seed: int, min_overlap: float, step: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lexical, "STEP", step)
    monkeypatch.setattr(lexical, "CELLS", step)
    min_idf_sum = crowded.arrays.min_idf_sum if min_overlap else 0.0
    for page in _pages(crowded, seed):
        found = _found(crowded, page, min_overlap)
        listed = list(zip(found.unit.tolist(), found.first.tolist(), found.last.tolist(), strict=True))
        must, may = _everything(crowded, page, min_overlap, min_idf_sum)
        assert len(must) > 20
        assert len(listed) == len(set(listed))
        assert must <= set(listed) <= may


def test_a_wording_that_one_term_decides_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(build_index, "MIN_IDF_SUM", 5.0)
    Matcher.build([case(f"c{i}", title=f"Zqbarnok{i} swam") for i in range(400)], tmp_path)
    matcher = Matcher.open(tmp_path)
    blocks = [Block("b", "Nobody knows who Zqbarnok7 is")]
    (page,) = pages(blocks, Languages(blocks, "en", matcher._table), matcher.arrays)
    found = _found(matcher, page, matcher.arrays.min_overlap)
    assert found.unit.tolist() == [7]


def test_units_hold_their_terms_from_the_rarest_on(crowded: Matcher) -> None:
    a = crowded.arrays
    assert (np.diff(a.term_weight) <= 0).all()
    rising = np.diff(a.row_term) > 0
    rising[a.unit_row[1:-1] - 1] = True
    assert rising.all()
    for number, key in list(enumerate(a.term_keys().tolist()))[::97]:
        assert a.term(key) == number
    assert a.term(1) == -1


def test_pairs_of_runs() -> None:
    i, j = pairs_within(np.array([3, 3, 3, 4, 6, 6]))
    assert list(zip(i.tolist(), j.tolist(), strict=True)) == [(0, 1), (0, 2), (1, 2), (4, 5)]
    at = bucket(np.arange(1000), np.arange(1000) + 1, 8)
    assert at.min() >= 0
    assert at.max() < 256
    assert len(np.unique(at)) > 200
