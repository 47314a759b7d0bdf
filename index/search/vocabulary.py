"""The words of titles and summaries with the number of cases that have each, for "did you mean"."""

from __future__ import annotations

import mmap
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path

import numpy as np
from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from index.case import Case
from index.files import mapped_array
from index.search.analyzers import words_of


class Words:
    """All words, one on each line in code-point order, with the offset of each line and the word's number of cases."""

    def __init__(self, folder: Path) -> None:
        """Map the files that `write` wrote; nothing is read yet."""
        self._starts = mapped_array(folder / "words.starts.npy")
        self._cases = mapped_array(folder / "words.cases.npy")
        with (folder / "words.txt").open("rb") as f:
            self._text = mmap.mmap(f.fileno(), 0, access=mmap.ACCESS_READ) if len(self) else b""

    @staticmethod
    def write(folder: Path, counts: Mapping[str, int]) -> None:
        """Write words.txt, words.starts.npy (uint64[words + 1]) and words.cases.npy (uint32[words])."""
        ordered = sorted((word.encode(), count) for word, count in counts.items() if count > 0)
        sizes = np.fromiter((len(word) + 1 for word, _ in ordered), np.uint64, len(ordered))
        np.save(folder / "words.starts.npy", np.concatenate([np.zeros(1, np.uint64), np.cumsum(sizes)]))
        np.save(folder / "words.cases.npy", np.array([count for _, count in ordered], np.uint32))
        (folder / "words.txt").write_bytes(b"".join(word + b"\n" for word, _ in ordered))

    def __len__(self) -> int:
        return len(self._cases)

    def counts(self) -> Counter[str]:
        """The number of cases that have each word."""
        words = bytes(self._text).decode().split("\n")[:-1]
        return Counter(dict(zip(words, self._cases.tolist(), strict=True)))

    def near(self, word: str, most: int) -> list[tuple[int, int, str]]:
        """(edits, cases, word) for every word with the same first letter that is at most `most` edits away."""
        first = word[:1].encode()
        every = range(len(self))
        start = bisect_left(every, first, key=lambda n: self._at(n)[: len(first)])
        end = bisect_right(every, first, lo=start, key=lambda n: self._at(n)[: len(first)])
        beginning_alike = self._text[int(self._starts[start]) : int(self._starts[end])].decode().split("\n")[:-1]
        found = process.extract(word, beginning_alike, scorer=Levenshtein.distance, score_cutoff=most, limit=None)
        return [(int(edits), int(self._cases[start + n]), other) for other, edits, n in found]

    def _at(self, number: int) -> bytes:
        return self._text[int(self._starts[number]) : int(self._starts[number + 1]) - 1]


def counted(cases: Iterable[Case]) -> Counter[str]:
    """The number of the given cases that have each word."""
    counts: Counter[str] = Counter()
    for case in cases:
        counts.update(words_of(f"{case.title}\n{case.summary}"))
    return counts
