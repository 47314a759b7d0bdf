"""The calibrated score of a pair that was found by meaning and shares hardly any words.

Such pairs are chosen from all claims for being near, and mislead the reader more often than those on which its own
score was calibrated. How near they are, and whether they are in two languages, then says something that the reader
does not: P = 1 / (1 + exp(-(constant + reader * r + cosine * c + other_language * o))), where r are the log odds of the
reader's score, c is the cosine, and o is 1 for two languages, otherwise 0. `bench.meaning` fits the weights.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class MeaningCalibration:
    """The weights for one encoder and one reader, by their names: with others, the scales are different."""

    of_reader: str
    constant: float
    reader: float
    cosine: float
    other_language: float

    @classmethod
    def from_dict(cls, found: Mapping[str, Any]) -> MeaningCalibration:
        """Read the form in which an encoder's description holds it. Raises KeyError, TypeError or ValueError."""
        weights = (float(found[name]) for name in ("constant", "reader", "cosine", "other_language"))
        return cls(str(found["of_reader"]), *weights)

    def probability(self, score: float, cosine: float, other_language: bool) -> float:
        """P(the passage repeats the claim), given the reader's `score` in (0, 1)."""
        bounded = min(max(score, 1e-6), 1 - 1e-6)
        odds = self.constant + self.reader * math.log(bounded / (1 - bounded)) + self.cosine * cosine
        return 1 / (1 + math.exp(-odds - self.other_language * other_language))
