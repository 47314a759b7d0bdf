"""The semantic tier of one generation: it finds claims that are close in meaning to a passage, within a time budget.

An `EncoderLookup` belongs to one request. It encodes each text once, a few texts at a time, and stops when the budget
is used up. A text that was not encoded is not found by meaning.
"""

from __future__ import annotations

import time
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from index.semantic.calibration import MeaningCalibration
from index.semantic.encoder import SentenceEncoder
from index.semantic.plain import readable

AT_ONCE, QUICKLY = 4, 64  # texts between two looks at the clock, for a transformer encoder and for a quick one
NEAREST = 40  # wordings that are looked up for each text
PASSAGES, PAIRS = 24, 96  # passages that a transformer encodes for a request, and pairs found by it that are scored
# The same for a quick encoder: there the lookup takes most of the time (PRODUCTS bounds it), and it is less reliable.
MOST_PASSAGES, PRODUCTS, QUICK_PAIRS, QUICK_ACROSS = 256, 1 << 28, 8, 24


class Tier:
    """An encoder, and the number of all components of the case vectors that it made; threads may share it."""

    def __init__(self, encoder: SentenceEncoder, budget_ms: float, components: int) -> None:
        self.encoder, self.budget_ms, self.components = encoder, budget_ms, components

    @property
    def calibration(self) -> MeaningCalibration | None:
        """How the pairs that the encoder finds are scored; None if nobody has measured it."""
        return self.encoder.calibration

    def reading(self) -> EncoderLookup:
        """A lookup for one request, with a new budget."""
        return EncoderLookup(self)


class EncoderLookup:
    """The vectors of one request's texts."""

    def __init__(self, tier: Tier) -> None:
        self._tier = tier
        self._known: dict[str, npt.NDArray[np.float32]] = {}
        self._spent = 0.0  # milliseconds
        self.least, self.least_found = tier.encoder.least, tier.encoder.least_found
        self.nearest = NEAREST
        self.most_passages, self.most_pairs, self.most_across = PASSAGES, PAIRS, PAIRS
        # A quick encoder adds words up, so that the sentences around a claim hide it.
        self.each_sentence = tier.encoder.quick
        if tier.encoder.quick:
            self.most_passages = min(MOST_PASSAGES, PRODUCTS // max(1, tier.components))
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

    def vector(self, text: str) -> npt.NDArray[np.float32] | None:
        """The unit vector float32[d] of a text; None if the text was not encoded."""
        return self._known.get(readable(text))
