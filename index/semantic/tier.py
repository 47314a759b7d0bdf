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
from index.semantic.encoder import SentenceEncoder
from index.semantic.plain import readable
from index.semantic.vectors import CaseVectors

AT_ONCE, QUICKLY = 4, 64  # texts encoded between two looks at the clock, by an encoder with layers and by a quick one
NEAREST = 40  # wordings that are looked up for a text
PASSAGES, PAIRS = 24, 96  # of a request that an encoder with layers is given, and that are looked at for being near
# The same for a quick one: looking passages up is what takes the time, and it is less sure of what is near.
MOST_PASSAGES, PRODUCTS, QUICK_PAIRS = 256, 1 << 28, 8
Near = tuple[npt.NDArray[np.int64], npt.NDArray[np.float32]]  # wordings and their cosines
NOTHING_NEAR: Near = np.empty(0, np.int64), np.empty(0, np.float32)


class Tier:
    """An encoder and case vectors that belong together; safe to share between threads."""

    def __init__(self, encoder: SentenceEncoder, budget_ms: float, vectors: CaseVectors, arrays: Arrays) -> None:
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
        self.least, self.least_found = tier.encoder.least, tier.encoder.least_found
        products = tier.vectors.rows.size
        self.most_passages, self.most_pairs = PASSAGES, PAIRS
        if tier.encoder.quick:
            self.most_passages, self.most_pairs = min(MOST_PASSAGES, PRODUCTS // max(1, products)), QUICK_PAIRS

    def read(self, texts: Sequence[str]) -> None:
        """Encode texts in their order for as long as the budget lasts; the first few in any case."""
        new = [t for t in dict.fromkeys(map(readable, texts)) if t and t not in self._known]
        many = QUICKLY if self._tier.encoder.quick else AT_ONCE
        for at in range(0, len(new), many):
            if self._spent >= self._tier.budget_ms:
                break
            part = new[at : at + many]
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

    def nearest(self, texts: Sequence[str]) -> list[Near]:
        """Of each text the wordings most like it, closest first, and their cosines; none for one that was not read."""
        out = [NOTHING_NEAR] * len(texts)
        known = {n: self._known[r] for n, r in enumerate(map(readable, texts)) if r in self._known}
        many = min(NEAREST, len(self._tier.vectors.rows))
        if known and many:
            found = self._tier.vectors.nearest.search(np.stack(list(known.values())), many)
            for n, rows, cosines in zip(known, *found, strict=True):
                near = (rows >= 0) & (cosines >= self.least)
                out[n] = rows[near], cosines[near]
        return out
