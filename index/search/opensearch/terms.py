"""The terms of a generation with the number of cases that have each in each field, which scores need."""

from __future__ import annotations

import mmap
from bisect import bisect_left
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.files import mapped_array
from index.search.engine import FIELD_WEIGHTS

_TEXT, _STARTS, _CASES = "terms.txt", "terms.starts.npy", "terms.cases.npy"
_COLUMN = {field: n for n, field in enumerate(FIELD_WEIGHTS)}


class Terms:
    """All terms, one on each line in the order of their bytes. They are mapped, so that processes share them."""

    def __init__(self, lookup: Path) -> None:
        """Map the files that `write` wrote into the folder `lookup`."""
        self._starts = mapped_array(lookup / _STARTS)
        self._cases = mapped_array(lookup / _CASES)
        with (lookup / _TEXT).open("rb") as f:
            self._text = mmap.mmap(f.fileno(), 0, access=mmap.ACCESS_READ) if len(self._cases) else b""

    @staticmethod
    def there(lookup: Path) -> bool:
        """Whether a folder has the files."""
        return (lookup / _CASES).is_file()

    @staticmethod
    def write(lookup: Path, terms: list[str], cases: NDArray[np.uint32]) -> None:
        """Write the terms and cases (uint32[terms, fields]), in any order."""
        encoded = [term.encode("utf-8", "surrogatepass") for term in terms]
        order = sorted(range(len(terms)), key=encoded.__getitem__)
        sizes = np.fromiter((len(encoded[n]) + 1 for n in order), np.uint64, len(order))
        np.save(lookup / _STARTS, np.concatenate([np.zeros(1, np.uint64), np.cumsum(sizes)]))
        np.save(lookup / _CASES, cases[np.array(order, np.int64)])
        (lookup / _TEXT).write_bytes(b"".join(encoded[n] + b"\n" for n in order))

    def frequency(self, field: str, term: str) -> int:
        """The number of cases that have a term in a field."""
        wanted = term.encode("utf-8", "surrogatepass")
        at = bisect_left(range(len(self._cases)), wanted, key=self._at)
        return int(self._cases[at, _COLUMN[field]]) if at < len(self._cases) and self._at(at) == wanted else 0

    def _at(self, number: int) -> bytes:
        return self._text[int(self._starts[number]) : int(self._starts[number + 1]) - 1]
