"""Pairs may be dropped before all of their signals are known: no "repeats" is lost, and only a few "related"."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

from bench import sets
from index.matcher.matcher import Match, Matcher
from index.matcher.scoring.model import COSTLY, Model

PAGES = 30
SENTENCES = 200


def _shown(matches: list[Match], relation: str) -> set[tuple[str, str]]:
    return {(m.block, m.case) for m in matches if m.relation == relation}


@pytest.mark.usefixtures("shared")
def test_bounds_lose_no_repeats_and_few_related(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    Matcher.build(sets.cases("eval/transcripts/cases.jsonl"), tmp_path / "arrays")
    matcher = Matcher.open(tmp_path / "arrays")
    lines = [b for _, page, _ in sets.speeches() for b in page][: PAGES * SENTENCES]
    pages = [lines[at : at + SENTENCES] for at in range(0, len(lines), SENTENCES)]
    bounded = [matcher.match(page) for page in pages]

    def everything(_: Model, values: npt.NDArray[np.float32], without: str) -> npt.NDArray[np.float64]:
        assert without in COSTLY
        return np.ones(len(values))

    monkeypatch.setattr(Model, "at_most", everything)
    full = [matcher.match(page) for page in pages]
    for with_bounds, without in zip(bounded, full, strict=True):
        assert _shown(with_bounds, "repeats") == _shown(without, "repeats")
    related = sum(len(_shown(m, "related")) for m in full)
    kept = sum(len(_shown(a, "related") & _shown(b, "related")) for a, b in zip(bounded, full, strict=True))
    assert related > 50
    assert kept >= 0.95 * related
