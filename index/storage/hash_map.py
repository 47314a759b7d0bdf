"""A memory-mapped multimap from strings to case ordinals: sorted 64-bit hashes with binary search."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.files import mapped_array


def _hash(key: str) -> int:
    return int.from_bytes(hashlib.blake2b(key.encode("utf-8", "replace"), digest_size=8).digest(), "little")


class HashMap:
    """Ordinals by key. Two keys can have the same hash (in one of 10^7 indexes of a million), so callers must check."""

    def __init__(self, hashes: NDArray[np.uint64], ordinals: NDArray[np.uint32]) -> None:
        self._hashes = hashes
        self._ordinals = ordinals

    @staticmethod
    def write(
        path: Path,
        pairs: Iterable[tuple[str, int]],
        before: HashMap | None = None,
        moved: NDArray[np.int64] | None = None,
    ) -> None:
        """Write `path`.hashes.npy (uint64, sorted) and `path`.ordinals.npy (uint32), one row for each pair.

        If `before` is given, its entries are added too: its ordinal n becomes moved[n], or is dropped if that is
        negative.
        """
        entries = [(_hash(key), ordinal) for key, ordinal in pairs]
        hashes = np.array([h for h, _ in entries], dtype=np.uint64)
        ordinals = np.array([n for _, n in entries], dtype=np.uint32)
        if before is not None and moved is not None:
            there = moved[before._ordinals]
            hashes = np.concatenate([before._hashes[there >= 0], hashes])
            ordinals = np.concatenate([there[there >= 0].astype(np.uint32), ordinals])
        order = np.lexsort((ordinals, hashes))
        np.save(path.with_suffix(".hashes.npy"), hashes[order])
        np.save(path.with_suffix(".ordinals.npy"), ordinals[order])

    @classmethod
    def open(cls, path: Path) -> HashMap:
        """Map the two arrays; nothing is read yet."""
        return cls(
            mapped_array(path.with_suffix(".hashes.npy")),
            mapped_array(path.with_suffix(".ordinals.npy")),
        )

    def get(self, key: str) -> list[int]:
        """The ordinals stored under a key (and, very rarely, under another key with the same hash), ascending."""
        wanted = np.uint64(_hash(key))
        first, last = np.searchsorted(self._hashes, wanted, "left"), np.searchsorted(self._hashes, wanted, "right")
        return [int(n) for n in self._ordinals[first:last]]
