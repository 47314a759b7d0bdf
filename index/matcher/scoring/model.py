"""The lexical model: a calibrated probability that a passage repeats a claim, from the pair's signals.

`bench/train.py` writes `model.json`, which also says what it was trained on. The model is logistic: for standardised
features x, P = 1 / (1 + exp(-(b + w.x))).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import MISSING, dataclass, fields
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from index.matcher.scoring import signals

Column = npt.NDArray[np.float64]
# The features that are derived from signals; every other signal is a feature as it is. All are bounded.
MADE: dict[str, Callable[[dict[str, Column]], Column]] = {
    "numbers_missing": lambda s: np.minimum(s["numbers_missing"], 2),
    "numbers_extra": lambda s: np.minimum(s["numbers_extra"], 2),
    "matched": lambda s: np.minimum(s["matched"], 120) / 50,
    "claim_mass": lambda s: np.minimum(s["claim_mass"], 200) / 50,
    "content_mass": lambda s: np.minimum(s["content_mass"], 120) / 50,
    "count": lambda s: np.minimum(s["count"], 30) / 10,
    "missing_most": lambda s: s["missing_most"] / 10,
    "case_matched": lambda s: np.minimum(s["case_matched"], 250) / 50,
    "both": lambda s: np.sqrt(s["claim_held"] * s["passage_held"]),
    "case_both": lambda s: np.sqrt(s["block_holds"] * s["block_in_case"]),
    "log_matched": lambda s: np.log1p(np.minimum(s["matched"], 120)),
    "log_claim_mass": lambda s: np.log1p(np.minimum(s["claim_mass"], 200)),
    "held_squared": lambda s: s["claim_held"] ** 2,
    "set_by_held": lambda s: s["token_set"] * s["claim_held"],
    "grams_by_held": lambda s: s["grams"] * s["claim_held"],
    "log_content_mass": lambda s: np.log1p(np.minimum(s["content_mass"], 120)),
    "log_count": lambda s: np.log1p(np.minimum(s["count"], 30)),
    "content_both": lambda s: np.sqrt(s["content_held"] * s["content_passage"]),
    "names_by_content": lambda s: s["names_held"] * s["content_held"],
    "count_by_held": lambda s: np.log1p(np.minimum(s["count"], 30)) * s["claim_held"],
    "log_case_matched": lambda s: np.log1p(np.minimum(s["case_matched"], 250)),
    "whole_both": lambda s: np.sqrt(s["case_held"] * s["block_in_case"]),
}
FEATURES = tuple(dict.fromkeys((*signals.NAMES, *MADE)))

# The most expensive features, by group; the later group costs more. Until a group is known, the sum of its features is
# bounded by the CHEAP features.
COSTLY = {
    "letters": ("in_order", "token_set", "token_sort", "grams", "set_by_held", "grams_by_held"),
    "grams": ("grams", "grams_by_held"),
}
CHEAP = ("claim_held", "passage_held", "both", "count_held", "log_count")


def features(values: npt.NDArray[np.float32], names: Sequence[str] = FEATURES) -> npt.NDArray[np.float64]:
    """The features float64[n, len(names)] of signals float32[n, len(signals.NAMES)]."""
    known = dict(zip(signals.NAMES, np.ascontiguousarray(values.T, np.float64), strict=True))
    return np.array([MADE[name](known) if name in MADE else known[name] for name in names]).T


@dataclass(frozen=True, slots=True)
class Thresholds:
    """The least probabilities of a match that is shown by default."""

    repeats: float
    related: float
    least_words: float = 0.0  # "repeats" needs at least this share of the claim's content words in the passage
    least_both: float = 0.0  # and this geometric mean of the share of the claim and the share of the passage in common


@dataclass(frozen=True, slots=True)
class Calibration:
    """Turns the raw score of a model into a probability by beta calibration (Kull, Silva Filho and Flach 2017).

    With p = 1 / (1 + exp(-raw)), the log odds are low * ln(p) - high * ln(1 - p) + bias. `low` and `high` are positive,
    so the order stays the same.
    """

    low: float
    high: float
    bias: float

    def __call__(self, raw: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        """The probabilities float64[n] of raw scores float64[n]."""
        odds = self.high * np.logaddexp(0, raw) - self.low * np.logaddexp(0, -raw) + self.bias
        return np.asarray(1 / (1 + np.exp(-np.clip(odds, -30, 30))), np.float64)


class Linear(NamedTuple):
    """A weighted sum of features: weight float64[len(names)], already divided by the features' standard deviations."""

    names: tuple[str, ...]
    weight: npt.NDArray[np.float64]
    bias: float

    def __call__(self, values: npt.NDArray[np.float32]) -> npt.NDArray[np.float64]:
        """The sums float64[n] of signals float32[n, len(signals.NAMES)]."""
        return features(values, self.names) @ self.weight + self.bias


@dataclass(frozen=True)
class Model:
    """The raw score, its calibration, and the thresholds."""

    raw: Linear
    calibration: Calibration
    thresholds: Thresholds
    bounded: dict[str, Linear]  # for each COSTLY group, the raw score with a bound in place of the group's features

    def probability(self, values: npt.NDArray[np.float32]) -> npt.NDArray[np.float64]:
        """P(repeats), float64[n], for signals float32[n, len(signals.NAMES)]."""
        return self.calibration(self.raw(values)) if len(values) else np.empty(0)

    def at_most(self, values: npt.NDArray[np.float32], without: str) -> npt.NDArray[np.float64]:
        """A value that `probability` will hardly exceed, float64[n], while a COSTLY group of features is unknown."""
        return self.calibration(self.bounded[without](values)) if len(values) else np.empty(0)


def read(stored: dict[str, Any]) -> Model:
    """The model that a decoded `model.json` describes.

    Raises ValueError if this code does not know its features or thresholds.
    """
    named = stored["features"]
    if set(named) - set(FEATURES):
        raise ValueError(f"model.json has features that are not known: {sorted(set(named) - set(FEATURES))}")
    weight = {name: f["weight"] / f["deviation"] for name, f in named.items()}
    bias = stored["bias"] - sum(f["weight"] * f["mean"] / f["deviation"] for f in named.values())
    thresholds = _thresholds(stored["thresholds"])
    bounded = {}
    for group, bound in stored["bounds"].items():
        others = {name: w for name, w in weight.items() if name not in COSTLY[group]}
        bounded[group] = _linear(
            others | {name: others.get(name, 0.0) + bound[name] for name in CHEAP}, bias + bound["bias"]
        )
    return Model(_linear(weight, bias), Calibration(**stored["calibration"]), thresholds, bounded)


def _thresholds(stored: dict[str, float]) -> Thresholds:
    known = {f.name: f.default is MISSING for f in fields(Thresholds)}
    if wrong := sorted(stored.keys() - known.keys()):
        raise ValueError(f"model.json has thresholds that are not known: {wrong}")
    if missing := sorted(name for name, needed in known.items() if needed and name not in stored):
        raise ValueError(f"model.json lacks the thresholds {missing}")
    return Thresholds(**stored)


def _linear(weight: dict[str, float], bias: float) -> Linear:
    return Linear(tuple(weight), np.array(list(weight.values())), bias)


@cache
def default() -> Model:
    """The lexical model that is shipped with the package."""
    return _shipped("model.json")


def _shipped(name: str) -> Model:
    return read(json.loads(Path(__file__).with_name(name).read_text("utf-8")))
