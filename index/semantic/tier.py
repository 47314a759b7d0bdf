"""The semantic tier of one generation: which claims are near to a passage in other words, within a time budget.

An `EncoderLookup` belongs to one request. It encodes a text once, whatever asks for it, a few texts at a time, and
stops when the budget is spent; what was not encoded is not found by meaning.
"""

from __future__ import annotations

import time
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from index.matcher.arrays.layout import Arrays
from index.semantic.encoder import Encoder
from index.semantic.plain import readable
from index.semantic.vectors import CaseVectors

AT_ONCE = 4  # texts encoded between two looks at the clock
NEAREST = 40  # wordings that are looked up for a text


class Tier:
    """An encoder and case vectors that belong together; safe to share between threads."""

    def __init__(self, encoder: Encoder, budget_ms: float, vectors: CaseVectors, arrays: Arrays) -> None:
        self.encoder, self.budget_ms, self.vectors, self.arrays = encoder, budget_ms, vectors, arrays

    def reading(self) -> EncoderLookup:
        """What one request reads; its budget begins now."""
        return EncoderLookup(self)


class EncoderLookup:
    """Vectors of one request's texts, and what they say."""

    def __init__(self, tier: Tier) -> None:
        self._tier = tier
        self._known: dict[str, npt.NDArray[np.float32]] = {}
        self._spent = 0.0  # milliseconds

    def read(self, texts: Sequence[str]) -> None:
        """Encode texts in their order for as long as the budget lasts; the first few in any case."""
        new = [t for t in dict.fromkeys(map(readable, texts)) if t and t not in self._known]
        for at in range(0, len(new), AT_ONCE):
            if self._spent >= self._tier.budget_ms:
                break
            part = new[at : at + AT_ONCE]
            begun = time.perf_counter()
            self._known |= zip(part, self._tier.encoder.of_passages(part), strict=True)
            self._spent += (time.perf_counter() - begun) * 1000

    def similarity(self, text: str, unit: int) -> float | None:
        """Largest cosine of a text with the wordings of the case of a wording; None where the text was not read."""
        vector = self._known.get(readable(text))
        if vector is None:
            return None
        a = self._tier.arrays
        case = int(a.unit_case[unit])
        units = np.arange(int(a.case_unit[case]), int(a.case_unit[case + 1]))
        return float(self._tier.vectors.similar(vector, units).max())

    def nearest(self, text: str) -> npt.NDArray[np.int64]:
        """Wordings most like a text that was read, closest first; none for one that was not."""
        vector = self._known.get(readable(text))
        if vector is None or not len(self._tier.vectors.rows):
            return np.empty(0, np.int64)
        found, _ = self._tier.vectors.nearest.search(vector[None], min(NEAREST, len(self._tier.vectors.rows)))
        return np.asarray(found[0][found[0] >= 0], np.int64)
