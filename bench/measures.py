"""Quality measures, as the scoring script and the literature define them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from bench.examples import Examples

Ranked = dict[str, list[tuple[float, int, str]]]


def best_cases(e: Examples, score: npt.NDArray[np.float64]) -> Ranked:
    """The cases of every query as (score, label, case id), best first."""
    out: Ranked = {}
    for query, value, label, case in zip(
        e.query.tolist(), score.tolist(), e.label.tolist(), e.case.tolist(), strict=True
    ):
        out.setdefault(query, []).append((value, label, case))
    return {q: sorted(v, key=lambda x: (-x[0], x[2])) for q, v in out.items()}


def curve(scored: Sequence[tuple[float, bool]], positives: int) -> dict[str, Any]:
    """Average precision and recall at precision 0.9 and 0.8, over the best case of each query."""
    hits, ap, at = 0, 0.0, {0.9: 0.0, 0.8: 0.0}
    for n, (_, hit) in enumerate(sorted(scored, key=lambda x: -x[0]), 1):
        hits += hit
        ap += hits / n * hit / positives
        for t in at:
            if hits / n >= t:
                at[t] = hits / positives
    return {"ap": round(ap, 3), "recall_at_p90": round(at[0.9], 3), "recall_at_p80": round(at[0.8], 3)}


def map5(best: Ranked, labels: dict[str, dict[str, int]], keys: Sequence[str] | None = None) -> float:
    """Mean average precision over the first five cases of each query."""
    total = 0.0
    keys = list(labels) if keys is None else keys
    for query in keys:
        hits = 0
        for n, (_, label, _) in enumerate(best.get(query, [])[:5], 1):
            if label == 2:
                hits += 1
                total += hits / n / len(labels[query])
    return total / len(keys)


def interval(figure: Callable[[list[str]], float], keys: list[str], times: int = 400) -> list[float]:
    """The 90 % bootstrap interval of a figure, by resampling keys."""
    rng = np.random.default_rng(11)
    values = [figure([keys[i] for i in rng.integers(0, len(keys), len(keys))]) for _ in range(times)]
    return [round(float(v), 3) for v in np.quantile(values, [0.05, 0.95])]


def expected_calibration_error(score: npt.NDArray[np.float64], right: npt.NDArray[np.int64], bins: int = 10) -> float:
    """Mean distance between score and share of right ones, over bins of equal size (Naeini et al. 2015)."""
    order = np.argsort(score, kind="stable")
    parts = np.array_split(order, bins)
    return float(sum(len(p) * abs(score[p].mean() - right[p].mean()) for p in parts if len(p)) / len(score))


def reliability_plot(
    score: npt.NDArray[np.float64], right: npt.NDArray[np.int64], name: npt.NDArray[np.str_], path: Path, bins: int = 10
) -> None:
    """Plot the share of right ones against the mean score, in bins of equal size: all sets together, and each set."""
    import matplotlib as mpl

    mpl.use("svg")
    mpl.rcParams["svg.hashsalt"] = "reliability"
    from matplotlib import pyplot as plt

    figure, axes = plt.subplots(figsize=(5.5, 5))
    axes.plot([0, 1], [0, 1], color="0.7", linewidth=1)
    for label in ("all", *sorted(set(name.tolist()))):
        rows = np.arange(len(score)) if label == "all" else np.flatnonzero(name == label)
        parts = np.array_split(rows[np.argsort(score[rows], kind="stable")], bins if label == "all" else 6)
        axes.plot(
            [score[p].mean() for p in parts], [right[p].mean() for p in parts], marker="o", label=label,
            linewidth=2 if label == "all" else 1, alpha=1 if label == "all" else 0.6,
        )  # fmt: skip
    axes.set(xlabel="score of the best case", ylabel="share that is right", xlim=(0, 1), ylim=(0, 1))
    axes.legend()
    figure.tight_layout()
    figure.savefig(path, metadata={"Date": None})
