"""The calibrated model: signals to the probability that a passage repeats a claim.

Two variants, both written by `bench/train.py`, say what they were trained on: `model.json` for lexical signals alone,
`model-semantic.json` for passages that the semantic tier read. Either is logistic: for standardised features x,
P = 1 / (1 + exp(-(b + w.x))).
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from index.matcher import signals

FEATURES = (
    *signals.NAMES, "both", "case_both", "log_matched", "log_claim_mass", "held_squared", "set_by_held",
    "grams_by_held",
    "log_content_mass", "log_count", "content_both", "names_by_content", "count_by_held",
    "log_case_matched", "whole_both", "like_squared", "like_by_held", "like_by_both", "much_alike",
)  # fmt: skip

# Features that cost the most, the later ones more, and cheaper ones by which the sum of each group is bounded.
COSTLY = {
    "letters": ("in_order", "token_set", "token_sort", "grams", "set_by_held", "grams_by_held"),
    "grams": ("grams", "grams_by_held"),
}
CHEAP = ("claim_held", "passage_held", "both", "count_held", "log_count")


def features(values: npt.NDArray[np.float32]) -> npt.NDArray[np.float64]:
    """float64[n, len(FEATURES)] of signals float32[n, len(signals.NAMES)], bounded."""
    v = dict(zip(signals.NAMES, np.ascontiguousarray(values.T, np.float64), strict=True))
    v["numbers_missing"] = np.minimum(v["numbers_missing"], 2)
    v["numbers_extra"] = np.minimum(v["numbers_extra"], 2)
    v["log_matched"] = np.log1p(np.minimum(v["matched"], 120))
    v["matched"] = np.minimum(v["matched"], 120) / 50
    v["log_claim_mass"] = np.log1p(np.minimum(v["claim_mass"], 200))
    v["claim_mass"] = np.minimum(v["claim_mass"], 200) / 50
    v["both"] = np.sqrt(v["claim_held"] * v["passage_held"])
    v["case_both"] = np.sqrt(v["block_holds"] * v["block_in_case"])
    v["held_squared"] = v["claim_held"] ** 2
    v["set_by_held"] = v["token_set"] * v["claim_held"]
    v["grams_by_held"] = v["grams"] * v["claim_held"]
    v["log_content_mass"] = np.log1p(np.minimum(v["content_mass"], 120))
    v["content_mass"] = np.minimum(v["content_mass"], 120) / 50
    v["log_count"] = np.log1p(np.minimum(v["count"], 30))
    v["count"] = np.minimum(v["count"], 30) / 10
    v["content_both"] = np.sqrt(v["content_held"] * v["content_passage"])
    v["names_by_content"] = v["names_held"] * v["content_held"]
    v["count_by_held"] = v["log_count"] * v["claim_held"]
    v["missing_most"] = v["missing_most"] / 10
    v["log_case_matched"] = np.log1p(np.minimum(v["case_matched"], 250))
    v["case_matched"] = np.minimum(v["case_matched"], 250) / 50
    v["whole_both"] = np.sqrt(v["case_held"] * v["block_in_case"])
    v["like_squared"] = v["like_case"] ** 2
    v["like_by_held"] = v["like_case"] * v["claim_held"]
    v["like_by_both"] = v["like_case"] * v["both"]
    v["much_alike"] = np.maximum(v["like_case"] - 0.7, 0)
    return np.array([v[name] for name in FEATURES]).T


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Probabilities from which a match is shown by default."""

    repeats: float
    related: float
    least_words: float = 0.0  # share of a claim's content words that a passage must hold to repeat it


@dataclass(frozen=True, slots=True)
class Calibration:
    """What turns the raw score of a model into a probability: beta calibration (Kull, Silva Filho and Flach 2017).

    With p = 1 / (1 + exp(-raw)) the log odds are low * ln(p) - high * ln(1 - p) + bias; low and high are positive, so
    that the order stays.
    """

    low: float
    high: float
    bias: float

    def __call__(self, raw: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        """Probabilities float64[n] of raw scores float64[n]."""
        odds = self.high * np.logaddexp(0, raw) - self.low * np.logaddexp(0, -raw) + self.bias
        return np.asarray(1 / (1 + np.exp(-np.clip(odds, -30, 30))), np.float64)


@dataclass(frozen=True)
class Model:
    """weight float64[len(FEATURES)], already divided by the features' standard deviations."""

    weight: npt.NDArray[np.float64]
    bias: float
    calibration: Calibration
    thresholds: Thresholds
    # By name of a COSTLY group, of CHEAP features and then a constant: bound of what the group adds to the raw score.
    bounds: dict[str, npt.NDArray[np.float64]]

    def probability(self, values: npt.NDArray[np.float32]) -> npt.NDArray[np.float64]:
        """P(repeats), float64[n], of signals float32[n, len(signals.NAMES)]."""
        if not len(values):
            return np.empty(0)
        return self.calibration(features(values) @ self.weight + self.bias)

    def at_most(self, values: npt.NDArray[np.float32], without: str) -> npt.NDArray[np.float64]:
        """What `probability` will hardly exceed, float64[n], while the features of a COSTLY group are still unknown."""
        if not len(values):
            return np.empty(0)
        weight, bias = self._bounded[without]
        return self.calibration(features(values) @ weight + bias)

    @cached_property
    def _bounded(self) -> dict[str, tuple[npt.NDArray[np.float64], float]]:
        """By name of a COSTLY group: float64[len(FEATURES)], the weights with those of the group replaced by its bound,
        and the bias."""
        out = {}
        for name, bound in self.bounds.items():
            weight = np.where(np.isin(FEATURES, COSTLY[name]), 0, self.weight)
            np.add.at(weight, [FEATURES.index(f) for f in CHEAP], bound[:-1])
            out[name] = weight, self.bias + float(bound[-1])
        return out


def read(stored: dict[str, Any]) -> Model:
    """The model that a decoded `model.json` describes. Raises ValueError if its features are not those of this code."""
    named = stored["features"]
    if set(named) - set(FEATURES):
        raise ValueError(f"model.json has features that are not known: {sorted(set(named) - set(FEATURES))}")
    weight = np.array([named[n]["weight"] / named[n]["deviation"] if n in named else 0.0 for n in FEATURES])
    shift = sum(f["weight"] * f["mean"] / f["deviation"] for f in named.values())
    thresholds = Thresholds(
        stored["thresholds"]["repeats"], stored["thresholds"]["related"], stored["thresholds"].get("least_words", 0.0)
    )
    bounds = {group: np.array([stored["bounds"][group][name] for name in (*CHEAP, "bias")]) for group in COSTLY}
    return Model(weight, stored["bias"] - shift, Calibration(**stored["calibration"]), thresholds, bounds)


@cache
def default() -> Model:
    """The model for lexical signals alone, as shipped with the package."""
    return _shipped("model.json")


@cache
def semantic() -> Model:
    """The model for passages that the semantic tier read, as shipped with the package."""
    return _shipped("model-semantic.json")


def _shipped(name: str) -> Model:
    return read(json.loads(Path(__file__).with_name(name).read_text("utf-8")))
