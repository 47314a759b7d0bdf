"""Train the model of the browser's matcher: `python -m bench.train --local`.

Works like the training of the service's lexical model, with other features (`index/pack/matching.py`) and two
thresholds: "speaks" keeps as much as possible of what the service's lexical matcher reports as `repeats`; from "states"
on the extension says that a page states a claim.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

import numpy as np
import numpy.typing as npt
from sklearn.model_selection import GroupKFold

from bench import local_sets, sets, train
from bench.examples import Examples
from bench.measures import best_cases, curve, expected_calibration_error
from index.pack import local_rules
from index.pack.matching import FEATURES

STATES = 0.95  # precision that "states" must keep, out of fold, over the best cases of judged queries
SPEAKS = 0.3  # probability from which a page speaks of a claim; chosen after seeing the figures of ordinary pages
# What must agree before we say that a page states a claim, whatever the probability. Chosen after seeing the figures.
LEAST = {"wording_held": 0.75, "names_held": 0.9, "both": 0.6, "in_order": 0.6}
MOST = {"numbers_missing": 0.0, "numbers_extra": 0.0, "negation_differs": 0.0}
STRENGTH = 0.05


class Stacked(train.Stacked):
    """All examples in one table, with the features of the local matcher."""

    def __init__(self, found: dict[str, Examples]) -> None:
        self.variant = train.Variant(FEATURES, sets.matcher, STRENGTH, train.WEIGHT, 1.0)
        self.raw = np.concatenate([e.values for e in found.values()]).astype(np.float64)
        self.mean, self.deviation = self.raw.mean(0), self.raw.std(0) + 1e-9
        self.x = (self.raw - self.mean) / self.deviation
        self.y = np.concatenate([e.label == 2 for e in found.values()]).astype(int)
        self.label = np.concatenate([e.label for e in found.values()])
        self.stands = np.concatenate([e.stands for e in found.values()])
        self.set = np.concatenate([e.set for e in found.values()])
        self.page = np.char.add(np.char.add(self.set, "/"), np.concatenate([e.page for e in found.values()]))
        self.query = np.char.add(np.char.add(self.set, "/"), np.concatenate([e.query for e in found.values()]))
        self.weight = np.array([train.WEIGHT[s] for s in self.set.tolist()])
        self.folds = list(GroupKFold(train.FOLDS, shuffle=True, random_state=7).split(self.x, self.y, self.page))

    def may_state(self) -> npt.NDArray[np.bool_]:
        """Which pairs count as "states" if their score is high enough."""
        good = self.stands.copy()
        for name, limit in LEAST.items():
            good &= self.raw[:, FEATURES.index(name)] >= limit
        for name, limit in MOST.items():
            good &= self.raw[:, FEATURES.index(name)] <= limit
        return good


def choose(data: Stacked, score: npt.NDArray[np.float64]) -> dict[str, Any]:
    """Choose the two thresholds, over the best cases of the judged sets."""
    tops = data.tops(score)
    tops = tops[np.isin(data.set[tops], train.JUDGED)]
    able = tops[data.may_state()[tops]]
    states = train._lowest(score[able], data.y[able], STATES)
    return {"speaks": min(SPEAKS, states), "states": states, "least": LEAST, "most": MOST}


def figures(
    found: dict[str, Examples], data: Stacked, score: npt.NDArray[np.float64], limits: dict[str, Any]
) -> dict[str, Any]:
    """The out-of-fold figures of every set."""
    positives = {"same-claim": sum(2 in q.labels.values() for q in sets.same_claim()),
                 "transcripts": sum(2 in q.labels.values() for q in sets.transcripts()),
                 "checkthat-2020": len(sets.checkthat())}  # fmt: skip
    out: dict[str, Any] = {}
    able = data.may_state()
    for name, e in found.items():
        own = data.set == name
        best = best_cases(e, score[own])
        shown = own & able & (score >= limits["states"])
        out[name] = {
            "speaks": len(set(data.query[own & (score >= limits["speaks"])].tolist())),
            "states": int(shown.sum()),
            "states_right": int(data.y[shown].sum()),
            "states_unjudged": int((data.label[shown] < 0).sum()),
        }
        if name in positives:
            tops = [(v[0][0], v[0][1] == 2) for v in best.values()]
            out[name] |= curve(tops, positives[name])
    tops_ = data.tops(score)
    out["calibration_error"] = round(expected_calibration_error(score[tops_], data.y[tops_]), 4)
    return out


def run(dry: bool) -> None:
    """Train, print the figures, and write the model and the browser's rules."""
    learn(local_sets.everything(), dry)


def learn(found: dict[str, Examples], dry: bool) -> None:
    """The same from given examples."""
    data = Stacked(found)
    raw = data.out_of_fold()
    score = data.calibrated(raw)
    limits = choose(data, score)
    told = figures(found, data, score, limits)
    print(json.dumps(told | {"thresholds": limits}, indent=1))
    weight, bias = data.fit(np.arange(len(data.y)))
    calibration = data.calibration(raw, data.tops(raw))
    stored = {
        "what": "logistic model of the matcher in the browser: P(the passage repeats the claim) = calibration(bias + "
        "sum of weight * (feature - mean) / deviation)",
        "made_by": "python -m bench.train --local",
        "pairs": len(data.y),
        "right_pairs": int(data.y.sum()),
        "out_of_fold": told,
        "thresholds": limits,
        "calibration": asdict(calibration),
        "bias": round(bias, 6),
        "features": {
            name: {"weight": round(w, 6), "mean": round(m, 6), "deviation": round(d, 6)}
            for name, w, m, d in zip(
                FEATURES, weight.tolist(), data.mean.tolist(), data.deviation.tolist(), strict=True
            )
        },
    }
    if not dry:
        local_rules.MODEL.write_text(json.dumps(stored, indent=1) + "\n", "utf-8")
        local_rules.FILE.write_text(local_rules.text(), "utf-8")
