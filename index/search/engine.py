"""The seam between search and what finds cases: Whoosh, in the generation's folder, or a cluster elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Collection
from pathlib import Path
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from index.case import Case
from index.case_set import Origins
from index.search.query_tree import Node

# The title says most about a case, then the summary; the response speaks of much else besides.
FIELD_WEIGHTS = {"title": 3.0, "summary": 2.0, "response": 1.0}
Progress = Callable[[int, int], None]  # called with (done, total), in cases
Read = Callable[[int], Case]  # the case with this ordinal


class Found(NamedTuple):
    """What a query finds: all ordinals (uint32, in any order), and the best (ordinal, score), best first."""

    every: NDArray[np.uint32]
    best: list[tuple[int, float]]


class OpenText(Protocol):
    """The full text of one generation. Threads may share it. All methods raise a SearchEngineError if it is ill."""

    def check(self) -> None:
        """Check that it is there and belongs to this generation. The other methods check what they rely on."""

    def frequency(self, field: str, term: str) -> int:
        """The number of cases that have a term in a field."""

    def finds(self, query: Node) -> bool:
        """Whether a query finds any case."""

    def find(self, query: Node, allowed: NDArray[np.bool_] | None, most: int) -> Found:
        """What a query finds among the allowed cases (bool[cases], None for all), and the `most` best of these.

        Cases with the same score are in the order of their ordinals. What is allowed does not affect scores.
        """


class Engine(Protocol):
    """Holds the full texts of an installation's generations.

    `write` to `settle` are called by whoever builds, while the writer lock is held, and raise a RejoinderError; then
    nothing that is live has changed.
    """

    def open(self, folder: Path, cases: int) -> OpenText:
        """The full text of the generation in a folder, which has so many cases. Asks nobody yet."""

    def begin(self, kept: Collection[str]) -> None:
        """Check that a full text can be written, and remove those of other generations than the `kept` ones."""

    def write(self, folder: Path, name: str, origins: Origins, read: Read, before: Path | None, told: Progress) -> None:
        """Write the full text of generation `name`, whose folder is being built.

        `read` returns the case at an ordinal; `before` is the folder of the previous generation.
        """

    def discard(self, name: str) -> None:
        """Remove what was written for a generation whose build failed."""

    def settle(self, live: str, kept: Collection[str]) -> None:
        """Generation `live` is live now, and only the `kept` ones are still there."""
