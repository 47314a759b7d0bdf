"""What a re-ranker's score is worth: its calibration, kept beside its model.

P(repeats) = 1 / (1 + exp(-(a * score + b * odds + c))), where `odds` are the log odds that the matcher's own model
gives. The weights are fitted by Newton's method to labelled pairs, with a small L2 penalty.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from index.errors import ModelError

FILE = "rejoinder-calibration.json"
PENALTY = 1.0  # of the squared weights, as if from a handful of pairs
LEAST = 20  # labelled pairs of each kind below which nothing can be said
Array = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Calibration:
    """Weights of the re-ranker's score and of the matcher's own log odds, a shift, and on how many pairs they rest."""

    score: float
    odds: float
    shift: float
    pairs: int

    def probability(self, score: Array, odds: Array) -> Array:
        """P(repeats), float64[n]."""
        z = self.score * score + self.odds * odds + self.shift
        return np.asarray(1 / (1 + np.exp(-np.clip(z, -30, 30))), np.float64)

    def write(self, folder: Path) -> None:
        """Keep it in the re-ranker's folder."""
        (folder / FILE).write_text(json.dumps(asdict(self), indent=1) + "\n", "utf-8")


def read(folder: Path) -> Calibration:
    """Raises ModelError where there is none, or none that can be read."""
    try:
        found = json.loads((folder / FILE).read_text("utf-8"))
        return Calibration(float(found["score"]), float(found["odds"]), float(found["shift"]), int(found["pairs"]))
    except FileNotFoundError:
        raise ModelError(
            f"the re-ranker {folder} is not calibrated: `rejoinder models calibrate {folder} LABELLED.jsonl` makes "
            f"{FILE} from labelled pairs"
        ) from None
    except (OSError, ValueError, KeyError, TypeError) as e:
        raise ModelError(f"{folder / FILE} cannot be read ({type(e).__name__}): calibrate the re-ranker again") from e


def fit(score: Array, odds: Array, right: npt.NDArray[np.bool_]) -> Calibration:
    """From labelled pairs, all arrays [n]. Raises ModelError when there are too few of either kind."""
    if min(int(right.sum()), int((~right).sum())) < LEAST:
        raise ModelError(f"at least {LEAST} pairs that repeat the claim and {LEAST} that do not are needed")
    x = np.column_stack([score, odds, np.ones(len(score))]).astype(np.float64)
    scale = np.append(np.maximum(x[:, :2].std(0), 1e-9), 1.0)
    x /= scale
    penalty = np.diag([PENALTY, PENALTY, 1e-6])
    w = np.zeros(3)
    for _ in range(50):
        p = 1 / (1 + np.exp(-np.clip(x @ w, -30, 30)))
        step = np.linalg.solve(x.T @ (x * (p * (1 - p))[:, None]) + penalty, x.T @ (right - p) - penalty @ w)
        w += step
        if np.abs(step).max() < 1e-9:
            break
    w /= scale
    return Calibration(float(w[0]), float(w[1]), float(w[2]), len(score))
