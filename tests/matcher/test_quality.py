"""Minimum levels of quality; `bench` has the actual figures."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bench.denial import measure, rate
from index.matcher.scoring import model


@pytest.mark.parametrize("half", ["development", "frozen"])
def test_denial_and_reporting_without_the_reader(half: str) -> None:
    counts, _ = measure(half, reader=False)
    assert rate(counts, "stance", "wrong") <= 0.06
    assert rate(counts, "stance", "lost") <= 0.12


def test_the_model_says_what_it_was_trained_on() -> None:
    stored = json.loads(Path(model.__file__).with_name("model.json").read_text("utf-8"))
    assert all(len(digest) == 64 for digest in stored["trained_on"].values())
    assert 0 < stored["thresholds"]["related"] < stored["thresholds"]["repeats"] < 1
    assert set(stored["features"]) <= set(model.FEATURES)


def test_a_model_with_an_unknown_feature_is_refused() -> None:
    stored = json.loads(Path(model.__file__).with_name("model.json").read_text("utf-8"))
    stored["features"]["astrology"] = {"weight": 1, "mean": 0, "deviation": 1}
    with pytest.raises(ValueError, match="astrology"):
        model.read(stored)


@pytest.mark.usefixtures("shared")
def test_ordinary_pages_repeat_nothing() -> None:
    from bench.quality import ordinary

    assert ordinary()["repeats"] == 0
