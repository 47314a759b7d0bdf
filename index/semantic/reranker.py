"""A cross-encoder that reads passage and claim together: dear, so it reads the few best pairs of a page only."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from index.errors import ModelError
from index.semantic import calibration
from index.semantic.calibration import Calibration
from index.semantic.model_folder import ModelFolder
from index.semantic.onnx import Session


class Reranker:
    """An open cross-encoder with its calibration; many threads may use one."""

    def __init__(self, folder: ModelFolder, calibrated: Calibration | None = None) -> None:
        """Raises ModelError naming what is wrong. One short pair is read, so that a wrong shape shows now."""
        self.folder = folder
        self._session = Session(folder)
        self.scores([("a", "b")])
        self.calibration = calibrated or calibration.read(folder.path)

    def scores(self, pairs: Sequence[tuple[str, str]]) -> npt.NDArray[np.float64]:
        """The model's own score, float64[n], of each (passage, claim); higher is closer."""
        return raw_scores(self._session, self.folder, pairs)


def raw_scores(session: Session, folder: ModelFolder, pairs: Sequence[tuple[str, str]]) -> npt.NDArray[np.float64]:
    """Scores of (passage, claim) pairs: the one logit a cross-encoder gives, or the second of two."""
    out = np.zeros(len(pairs), np.float64)
    for n, pair in enumerate(pairs):
        logits = np.atleast_1d(session.run(pair))
        if logits.ndim != 1 or len(logits) > 2:
            raise ModelError(
                f"{folder.onnx} is of the wrong shape: its first output has the shape {[1, *logits.shape]}, "
                "not one score a pair: is it a cross-encoder?"
            )
        out[n] = logits[-1] - (logits[0] if len(logits) == 2 else 0)
    return out
