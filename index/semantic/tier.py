"""The semantic tier of one generation: it finds claims that are close in meaning to a passage, within a time budget.

An `EncoderLookup` belongs to one request. It encodes each text once, a few texts at a time, and stops when the budget
is used up. A text that was not encoded is not found by meaning.
"""

from __future__ import annotations

import time
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from index.matcher.arrays.layout import Arrays
from index.semantic.calibration import MeaningCalibration
from index.semantic.encoder import SentenceEncoder
from index.semantic.plain import readable
from index.semantic.vectors import CaseVectors

AT_ONCE, QUICKLY = 4, 64  # texts between two looks at the clock, for a transformer encoder and for a quick one
NEAREST = 40  # wordings that are looked up for each text
PASSAGES, PAIRS = 24, 96  # passages that a transformer encodes for a request, and pairs found by it that are scored
# The same for a quick encoder: there the lookup takes most of the time (PRODUCTS bounds it), and it is less reliable.
MOST_PASSAGES, PRODUCTS, QUICK_PAIRS, QUICK_ACROSS = 256, 1 << 28, 8, 24
Near = tuple[npt.NDArray[np.int64], npt.NDArray[np.float32]]  # wordings and their cosines
NOTHING_NEAR: Near = np.empty(0, np.int64), np.empty(0, np.float32)


class Tier:
    """An encoder and the case vectors that it made; threads may share it."""

    def __init__(self, encoder: SentenceEncoder, budget_ms: float, vectors: CaseVectors, arrays: Arrays) -> None:
        self.encoder, self.budget_ms, self.vectors, self.arrays = encoder, budget_ms, vectors, arrays

    @property
    def calibration(self) -> MeaningCalibration | None:
        """How the pairs that the encoder finds are scored; None if nobody has measured it."""
        return self.encoder.calibration

    def reading(self) -> EncoderLookup:
        """A lookup for one request, with a new budget."""
        return EncoderLookup(self)


class EncoderLookup:
    """The vectors of one request's texts, and the claims that are close to them."""

    def __init__(self, tier: Tier) -> None:
        self._tier = tier
        self._known: dict[str, npt.NDArray[np.float32]] = {}
        self._spent = 0.0  # milliseconds
        self.least, self.least_found = tier.encoder.least, tier.encoder.least_found
        products = tier.vectors.rows.size
        self.most_passages, self.most_pairs, self.most_across = PASSAGES, PAIRS, PAIRS
        # A quick encoder adds words up, so that the sentences around a claim hide it.
        self.each_sentence = tier.encoder.quick
        if tier.encoder.quick:
            self.most_passages = min(MOST_PASSAGES, PRODUCTS // max(1, products))
            self.most_pairs, self.most_across = QUICK_PAIRS, QUICK_ACROSS

    def read(self, texts: Sequence[str]) -> None:
        """Encode texts in order while the budget lasts, unless it is already used up."""
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
        """The largest cosine between a text and any wording of the case of `unit`; None if the text was not encoded."""
        vector = self._known.get(readable(text))
        if vector is None:
            return None
        a = self._tier.arrays
        case = int(a.unit_case[unit])
        units = np.arange(int(a.case_unit[case]), int(a.case_unit[case + 1]))
        return float(self._tier.vectors.similar(vector, units).max())

    def nearest(self, texts: Sequence[str]) -> list[Near]:
        """For each text, the closest wordings and their cosines, closest first; none if the text was not encoded."""
        out = [NOTHING_NEAR] * len(texts)
        known = {n: self._known[r] for n, r in enumerate(map(readable, texts)) if r in self._known}
        many = min(NEAREST, len(self._tier.vectors.rows))
        if known and many:
            found = self._tier.vectors.nearest.search(np.stack(list(known.values())), many)
            for n, rows, cosines in zip(known, *found, strict=True):
                near = (rows >= 0) & (cosines >= self.least)
                out[n] = rows[near], cosines[near]
        return out
