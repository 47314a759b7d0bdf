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

# Features that need the letters of both texts, and cheaper ones by which their sum is bounded.
LETTERS = ("in_order", "token_set", "token_sort", "grams", "set_by_held", "grams_by_held")
CHEAP = ("claim_held", "passage_held", "both", "count_held", "log_count")


def features(values: npt.NDArray[np.float32]) -> npt.NDArray[np.float64]:
    """float64[n, len(FEATURES)] of signals float32[n, len(signals.NAMES)], bounded."""
    v = {name: values[:, i].astype(np.float64) for i, name in enumerate(signals.NAMES)}
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
    return np.stack([v[name] for name in FEATURES], 1)


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Probabilities from which a match is shown by default."""

    repeats: float
    related: float
    least_words: float = 0.0  # share of a claim's content words that a passage must hold to repeat it


@dataclass(frozen=True)
class Model:
    """weight float64[len(FEATURES)], already divided by the features' standard deviations."""

    weight: npt.NDArray[np.float64]
    bias: float
    thresholds: Thresholds
    letters: npt.NDArray[np.float64]  # of CHEAP features, then a constant: bound of what LETTERS add to the log odds

    def probability(self, values: npt.NDArray[np.float32]) -> npt.NDArray[np.float64]:
        """P(repeats), float64[n], of signals float32[n, len(signals.NAMES)]."""
        if not len(values):
            return np.empty(0)
        return 1 / (1 + np.exp(-np.clip(features(values) @ self.weight + self.bias, -30, 30)))

    def at_most(self, values: npt.NDArray[np.float32]) -> npt.NDArray[np.float64]:
        """What `probability` will hardly exceed, float64[n], while the signals of letters are still 0."""
        if not len(values):
            return np.empty(0)
        odds = features(values) @ self.bound + self.bias + self.letters[-1]
        return np.asarray(1 / (1 + np.exp(-np.clip(odds, -30, 30))), np.float64)

    @cached_property
    def bound(self) -> npt.NDArray[np.float64]:
        """float64[len(FEATURES)]: the weights with those of letters replaced by their bound."""
        weight = np.where(np.isin(FEATURES, LETTERS), 0, self.weight)
        np.add.at(weight, [FEATURES.index(name) for name in CHEAP], self.letters[:-1])
        return weight


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
    bound = stored["letters"]
    letters = np.array([bound[name] for name in (*CHEAP, "bias")])
    return Model(weight, stored["bias"] - shift, thresholds, letters)


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
