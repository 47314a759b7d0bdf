"""The semantic tier of one generation: how like a claim a passage is in other words, within a time budget.

A `Reading` belongs to one request. It encodes a text once, whatever asks for it, a few texts at a time, and stops when
the budget is spent; what was not read keeps the score that the lexical signals give.
"""

from __future__ import annotations

import time
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from index.matcher.arrays import Arrays
from index.semantic.models import Models
from index.semantic.plain import readable
from index.semantic.vectors import CaseVectors

AT_ONCE = 4  # texts encoded between two looks at the clock
NEAREST = 40  # wordings that a text is compared with when everything is to be ranked
RERANKED = 8  # pairs of a request that the re-ranker reads at most


class Tier:
    """Models and case vectors that belong together; safe to share between threads."""

    def __init__(self, models: Models, vectors: CaseVectors, arrays: Arrays) -> None:
        self.models, self.vectors, self.arrays = models, vectors, arrays

    def reading(self) -> Reading:
        """What one request reads; its budget begins now."""
        return Reading(self)


class Reading:
    """Vectors of one request's texts, and what they say."""

    def __init__(self, tier: Tier) -> None:
        self._tier = tier
        self._known: dict[str, npt.NDArray[np.float32]] = {}
        self._spent = 0.0  # milliseconds

    def read(self, texts: Sequence[str]) -> None:
        """Encode texts in their order for as long as the budget lasts; the first few in any case."""
        new = [t for t in dict.fromkeys(map(readable, texts)) if t and t not in self._known]
        for at in range(0, len(new), AT_ONCE):
            if self._spent >= self._tier.models.budget_ms:
                break
            part = new[at : at + AT_ONCE]
            begun = time.perf_counter()
            self._known |= zip(part, self._tier.models.encoder.of_passages(part), strict=True)
            self._spent += (time.perf_counter() - begun) * 1000

    def similarity(self, text: str, unit: int) -> tuple[float, float, float, float] | None:
        """Cosines of a text that was read with a wording, and over its case's wordings: best, title's, mean."""
        vector = self._known.get(readable(text))
        if vector is None:
            return None
        a = self._tier.arrays
        case = int(a.unit_case[unit])
        units = np.arange(int(a.case_unit[case]), int(a.case_unit[case + 1]))
        found = self._tier.vectors.similar(vector, units)
        return float(found[unit - units[0]]), float(found.max()), float(found[0]), float(found.mean())

    def nearest(self, text: str) -> npt.NDArray[np.int64]:
        """Wordings most like a text that was read, closest first; none for one that was not."""
        vector = self._known.get(readable(text))
        if vector is None or not len(self._tier.vectors.rows):
            return np.empty(0, np.int64)
        found, _ = self._tier.vectors.nearest.search(vector[None], min(NEAREST, len(self._tier.vectors.rows)))
        return np.asarray(found[0][found[0] >= 0], np.int64)

    def rerank(self, pairs: Sequence[tuple[str, str]], probability: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        """P(repeats) of (passage, claim) pairs after the re-ranker read as many of the first ones as it may."""
        reranker = self._tier.models.reranker
        out = probability.copy()
        if reranker is None:
            return out
        for at in range(0, min(len(pairs), RERANKED), AT_ONCE):
            if at and self._spent >= self._tier.models.budget_ms:
                break
            part = slice(at, min(at + AT_ONCE, RERANKED))
            begun = time.perf_counter()
            score = reranker.scores([(readable(p), readable(c)) for p, c in pairs[part]])
            self._spent += (time.perf_counter() - begun) * 1000
            bounded = np.clip(probability[part], 1e-6, 1 - 1e-6)
            out[part] = reranker.calibration.probability(score, np.log(bounded / (1 - bounded)))
        return out
