"""How common words are in ordinary English, because a small index says little about the frequency of its words.

`background.json` holds the share of texts for each folded, stemmed word; `bench/background.py` makes it.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from index.matcher.text.analysis import key_of

TEXTS = 20000  # how many texts the prior counts as: as many as a large index has cases


@dataclass(frozen=True, slots=True)
class BackgroundTable:
    """key: uint64[n], the keys of terms    share: float64[n], the share of ordinary texts that hold each."""

    key: npt.NDArray[np.uint64]
    share: npt.NDArray[np.float64]


@cache
def shares() -> dict[str, float]:
    """The share of ordinary texts that hold each term, from the table shipped with the package."""
    path = Path(__file__).with_name("background.json")
    return json.loads(path.read_text("utf-8"))["share"] if path.exists() else {}


@cache
def table() -> BackgroundTable:
    """The same as `shares`, by the keys of the terms."""
    words = shares()
    return BackgroundTable(np.array([key_of(w) for w in words], np.uint64), np.array(list(words.values()), np.float64))
