"""Train the matcher's lexical model on the development sets.

Writes index/matcher/model.json, bench/results/quality.json and bench/results/reliability.svg.

    python -m bench.train            # needs the shared data, scikit-learn and matplotlib
    python -m bench.train --local    # the model of the matcher in the browser, into index/pack/local_model.json

Fits a regularised logistic model to all sets together. Figures are out of fold; a fold keeps all pairs of a query (for
lines, of a speech) together. Beta calibration on the out-of-fold scores of each query's best case turns scores into the
probability that this best case is right; its own figures are out of fold too. Intervals are 90 % bootstrap intervals
over queries (speeches).
"""

from __future__ import annotations

import argparse
import json
import os
from collections.abc import Callable
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from typing import Any

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import numpy as np
import numpy.typing as npt
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from bench import examples, sets
from bench.measures import best_cases, curve, expected_calibration_error, interval, map5, reliability_plot
from index.matcher.matcher import Matcher
from index.matcher.scoring import model
from index.matcher.scoring.signals import NAMES

USED = (
    "claim_held", "names_missing", "numbers_missing", "names_extra", "numbers_extra", "title_held", "block_holds",
    "block_in_case", "in_order", "token_set", "token_sort", "grams", "content_held", "count_held", "names_held",
    "case_held",
    "case_both", "log_matched", "grams_by_held", "log_content_mass", "log_count", "content_both", "log_case_matched",
)  # fmt: skip
FOLDS = 8
PRECISION = 0.9  # what the default threshold of "repeats" must reach, out of fold, over texts that assert the claim
LEAST_BOTH = 0.4  # least geometric mean of the shares of the claim in the passage and of the passage in the claim
LEAST_WORDS = 0.5  # share of a claim's content words that a passage must have to repeat it, whatever the model says
RELATED = 0.8  # share of judged best cases of the same claim or narrative that "related" must keep
LOST = 0.01  # share of pairs above the threshold of "related" that may be dropped before all signals are computed
NEGATIVE = ("pages", "debunks")  # sets whose texts repeat no claim
JUDGED = ("same-claim", "transcripts")  # sets with queries that have no match, as on real pages
Array = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Variant:
    """A model to train: its features, how to build its matcher, and the weights of the pairs."""

    used: tuple[str, ...]
    matcher: Callable[..., Matcher]
    strength: float  # scikit-learn's C
    weight: dict[str, float]  # weight of a pair, by set
    right: float  # factor by which a right pair weighs more


WEIGHT = {"same-claim": 1.0, "checkthat-2020": 0.4, "transcripts": 1.0, "pages": 2.0, "debunks": 0.2}
LEXICAL = Variant(USED, sets.matcher, 0.05, WEIGHT, 1.0)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--dry", action="store_true", help="print the figures and write nothing")
    parser.add_argument("--local", action="store_true", help="train the model of the browser's matcher instead")
    args = parser.parse_args()
    if args.local:
        from bench import train_local  # imported here because it imports this module

        train_local.run(args.dry)
        return
    variant = LEXICAL
    found = examples.everything(variant.matcher)
    data = Stacked(found, variant)
    raw = data.out_of_fold()
    score = data.calibrated(raw)
    figures = measure(found, data, score)
    thresholds = choose(data, score)
    figures["thresholds"] = thresholds | at_threshold(found, data, score, thresholds)
    stored = data.final(raw, thresholds, figures)
    print(json.dumps(figures, indent=1))
    if not args.dry:
        write(stored, figures, data, score)


class Stacked:
    """All examples in one table."""

    def __init__(self, found: dict[str, examples.Examples], variant: Variant) -> None:
        self.variant = variant
        self.raw = np.concatenate([model.features(e.values) for e in found.values()])
        self.x = self.raw[:, [model.FEATURES.index(n) for n in variant.used]]
        self.mean, self.deviation = self.x.mean(0), self.x.std(0) + 1e-9
        self.x = (self.x - self.mean) / self.deviation
        self.y = np.concatenate([e.label == 2 for e in found.values()]).astype(int)
        self.label = np.concatenate([e.label for e in found.values()])
        self.words = np.concatenate([e.values[:, NAMES.index("count_held")] for e in found.values()])
        self.both = self.raw[:, model.FEATURES.index("both")]
        self.stands = np.concatenate([e.stands for e in found.values()])
        self.set = np.concatenate([e.set for e in found.values()])
        self.page = np.char.add(np.char.add(self.set, "/"), np.concatenate([e.page for e in found.values()]))
        self.query = np.char.add(np.char.add(self.set, "/"), np.concatenate([e.query for e in found.values()]))
        self.weight = np.array([variant.weight[s] for s in self.set.tolist()]) * np.where(self.y, variant.right, 1.0)
        self.folds = list(GroupKFold(FOLDS, shuffle=True, random_state=7).split(self.x, self.y, self.page))

    def fit(self, rows: npt.NDArray[np.int64]) -> tuple[Array, float]:
        """Fit the model to some rows. Returns the weights of the features and the shift."""
        chosen = LogisticRegression(C=self.variant.strength, max_iter=1000)
        chosen.fit(self.x[rows], self.y[rows], sample_weight=self.weight[rows])
        return chosen.coef_[0], float(chosen.intercept_[0])

    def out_of_fold(self) -> Array:
        """The log odds of every pair, from a model that has not seen its page."""
        out = np.zeros(len(self.y))
        for train, test in self.folds:
            weight, shift = self.fit(train)
            out[test] = self.x[test] @ weight + shift
        return out

    def tops(self, score: Array) -> npt.NDArray[np.int64]:
        """The row of the best case of each query, without the sets in NEGATIVE."""
        order = np.lexsort((-score, self.query))
        first = np.ones(len(order), bool)
        first[1:] = self.query[order][1:] != self.query[order][:-1]
        top = order[first]
        return top[~np.isin(self.set[top], NEGATIVE)]

    def may_repeat(self) -> npt.NDArray[np.bool_]:
        """Which pairs are shown as `repeats` if their score is high enough."""
        enough: npt.NDArray[np.bool_] = (self.words >= LEAST_WORDS) & (self.both >= LEAST_BOTH) & self.stands
        return enough

    def calibration(self, raw: Array, rows: npt.NDArray[np.int64]) -> model.Calibration:
        """Fit a calibration to the raw scores of some rows. A set weighs as the square root of its queries."""
        share = {s: max(1, np.sum(self.set[rows] == s)) ** -0.5 for s in set(self.set[rows].tolist())}
        fit = LogisticRegression(C=1e3).fit(
            np.stack([-np.logaddexp(0, -raw[rows]), np.logaddexp(0, raw[rows])], 1),
            self.y[rows],
            sample_weight=np.array([share[s] for s in self.set[rows].tolist()]) * len(rows) ** 0.5,
        )
        low, high, bias = (round(float(v), 6) for v in (*fit.coef_[0], fit.intercept_[0]))
        if min(low, high) <= 0:
            raise ValueError(f"the calibration would change the order of the scores: {low}, {high}")
        return model.Calibration(low, high, bias)

    def calibrated(self, raw: Array) -> Array:
        """The out-of-fold probabilities."""
        tops = self.tops(raw)
        out = np.zeros(len(raw))
        for _, test in self.folds:
            out[test] = self.calibration(raw, tops[~np.isin(tops, test)])(raw[test])
        return out

    def bound(self, group: tuple[str, ...], weight: Array, raw: Array, least: float) -> dict[str, float]:
        """A bound, computed from cheap features, for what a group of costly features adds to the raw score. Dropping
        pairs by this bound loses at most a share `LOST` of those that reach `least`."""
        costly = np.array([n in group for n in self.variant.used])
        added = self.x[:, costly] @ weight[costly]
        x = np.column_stack([self.raw[:, [model.FEATURES.index(n) for n in model.CHEAP]], np.ones(len(added))])
        close = self.words > 0.25
        slope = np.linalg.lstsq(x[close], added[close], rcond=None)[0]
        reach = raw >= least
        slope[-1] += np.quantile((least - raw + added - x @ slope)[reach], 1 - LOST)
        slope[-1] += (self.mean / self.deviation)[costly] @ weight[costly]
        return {name: round(v, 6) for name, v in zip((*model.CHEAP, "bias"), slope.tolist(), strict=True)}

    def final(self, out_of_fold: Array, thresholds: dict[str, float], figures: dict[str, Any]) -> dict[str, Any]:
        """The content of model.json, fitted to everything."""
        weight, bias = self.fit(np.arange(len(self.y)))
        calibration = self.calibration(out_of_fold, self.tops(out_of_fold))
        named = {
            name: {"weight": round(w, 6), "mean": round(m, 6), "deviation": round(d, 6)}
            for name, w, m, d in zip(self.variant.used, weight, self.mean, self.deviation, strict=True)
        }
        raw = self.x @ weight + bias
        least = float(raw[calibration(raw) >= thresholds["related"]].min())
        bounds = {name: self.bound(group, weight, raw, least) for name, group in model.COSTLY.items()}
        files = [f"same-claim/{n}" for n in ("dev", "cases")] + [f"transcripts/{n}" for n in ("dev", "cases")]
        files += [f"checkthat-2020/{n}" for n in ("train", "dev", "cases")]
        trained_on = sets.digest(*(f"eval/{name}.jsonl" for name in files), sets.DEBUNKED)
        return {
            "what": "logistic model of the page matcher: P(the passage repeats the claim) = calibration(bias + sum of "
            "weight * (feature - mean) / deviation)",
            "made_by": "python -m bench.train",
            "method": f"logistic regression, L2, C = {self.variant.strength}, weights {self.variant.weight}, of a "
            f"right pair times {self.variant.right}; beta calibration on the best case of each query out of fold; "
            f"{FOLDS} folds by query or speech; thresholds: precision of {PRECISION} out of fold",
            "trained_on": trained_on,
            "pairs": len(self.y),
            "right_pairs": int(self.y.sum()),
            "out_of_fold": {
                k: figures[k] for k in ("same-claim", "checkthat-2020", "transcripts", "calibration_error")
            },
            "thresholds": thresholds,
            "calibration": asdict(calibration),
            "bias": round(bias, 6),
            "features": named,
            "bounds": bounds,
        }


def measure(found: dict[str, examples.Examples], data: Stacked, score: Array) -> dict[str, Any]:
    """The figures of every set, as the scoring script defines them."""
    out: dict[str, Any] = {}
    positives = {
        "same-claim": sum(2 in q.labels.values() for q in sets.same_claim()),
        "transcripts": sum(2 in q.labels.values() for q in sets.transcripts()),
    }
    for name, e in found.items():
        best = best_cases(e, score[data.set == name])
        if name == "checkthat-2020":
            labels = {q.id: q.labels for q in sets.checkthat()}
            out[name] = {
                "map5": round(map5(best, labels), 3),
                "map5_90": interval(partial(map5, best, labels), list(labels)),
            }
        elif name in NEGATIVE:
            out[name] = {"highest": sorted(round(float(v[0][0]), 3) for v in best.values())[-5:]}
        else:
            tops = {q: (v[0][0], v[0][1] == 2) for q, v in best.items()}
            out[name] = curve(list(tops.values()), positives[name])
            out[name]["ap_90"] = interval(partial(_resampled, tops, positives[name]), list(tops))
    tops_ = data.tops(score)
    out["calibration_error"] = {
        "all": round(expected_calibration_error(score[tops_], data.y[tops_]), 4),
        **{
            n: round(expected_calibration_error(score[t], data.y[t]), 4)
            for n in ("same-claim", "checkthat-2020", "transcripts")
            if len(t := tops_[data.set[tops_] == n])
        },
    }
    return out


def _resampled(tops: dict[str, tuple[float, bool]], positives: int, keys: list[str]) -> float:
    scored = [tops[k] for k in keys]
    share = positives / max(1, sum(hit for _, hit in tops.values()))
    return float(curve(scored, max(1, round(share * sum(hit for _, hit in scored))))["ap"])


def choose(data: Stacked, score: Array) -> dict[str, float]:
    """The lowest thresholds at which notices are right often enough, over the best cases of the `JUDGED` sets."""
    tops = data.tops(score)
    tops = tops[np.isin(data.set[tops], JUDGED)]
    enough = tops[data.may_repeat()[tops]]
    repeats = _lowest(score[enough], data.y[enough], PRECISION)
    judged = tops[data.label[tops] >= 0]
    related = _lowest(score[judged], (data.label[judged] >= 1).astype(int), RELATED)
    return {"repeats": repeats, "related": min(related, repeats), "least_words": LEAST_WORDS, "least_both": LEAST_BOTH}


def _lowest(score: Array, right: npt.NDArray[np.int64], precision: float) -> float:
    best = 1.0
    for threshold in np.unique(np.round(score, 2))[::-1]:
        shown = score >= threshold
        if shown.any() and right[shown].mean() >= precision:
            best = float(threshold)
    return round(best, 2)


def at_threshold(
    found: dict[str, examples.Examples], data: Stacked, score: Array, thresholds: dict[str, float]
) -> dict[str, Any]:
    """The precision and recall of what the threshold shows, out of fold."""
    out: dict[str, Any] = {}
    for name, e in found.items():
        best = best_cases(e, score[data.set == name])
        hidden = ~data.may_repeat()
        few = {
            (q, c)
            for q, c, h in zip(e.query.tolist(), e.case.tolist(), hidden[data.set == name].tolist(), strict=True)
            if h
        }
        shown = [v[0] for q, v in best.items() if v[0][0] >= thresholds["repeats"] and (q, v[0][2]) not in few]
        out[f"{name}_shown"] = len(shown)
        out[f"{name}_right"] = sum(s[1] == 2 for s in shown)
        out[f"{name}_unjudged"] = sum(s[1] == examples.UNJUDGED for s in shown)
    return out


def write(stored: dict[str, Any], figures: dict[str, Any], data: Stacked, score: Array) -> None:
    """Write the model, the figures and the plot."""
    results = Path(__file__).parent / "results"
    results.mkdir(exist_ok=True)
    Path(model.__file__).with_name("model.json").write_text(json.dumps(stored, indent=1) + "\n", "utf-8")
    (results / "quality.json").write_text(json.dumps(figures, indent=1) + "\n", "utf-8")
    tops = data.tops(score)
    reliability_plot(score[tops], data.y[tops], data.set[tops], results / "reliability.svg")


if __name__ == "__main__":
    main()
