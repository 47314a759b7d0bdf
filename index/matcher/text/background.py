"""How common words are in ordinary English: what an index of thirty cases cannot know about its own words.

`background.json` holds shares of texts for folded, stemmed words; `bench/background.py` makes it.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from index.matcher.text.analysis import key_of

TEXTS = 20000  # texts that the prior counts as; as many as a large index holds


@dataclass(frozen=True, slots=True)
class BackgroundTable:
    """key uint64[n] of terms and share float64[n] of ordinary texts that hold each."""

    key: npt.NDArray[np.uint64]
    share: npt.NDArray[np.float64]


@cache
def shares() -> dict[str, float]:
    """Term to its share of ordinary texts: the table that is shipped with the package."""
    path = Path(__file__).with_name("background.json")
    return json.loads(path.read_text("utf-8"))["share"] if path.exists() else {}


@cache
def table() -> BackgroundTable:
    """The same by the keys of the terms."""
    words = shares()
    return BackgroundTable(np.array([key_of(w) for w in words], np.uint64), np.array(list(words.values()), np.float64))
