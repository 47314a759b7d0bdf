"""The cases of a generation as JSON lines, found by ordinal, by id and by the addresses of their articles."""

from __future__ import annotations

import json
import mmap
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from index.case import Case
from index.files import mapped_array
from index.keys import Keys
from index.urls import lookup_keys


class CaseStore:
    """`cases.jsonl` with the byte offset of every line. Cases are read when asked for; nothing is kept in memory."""

    def __init__(self, folder: Path) -> None:
        self._offsets = mapped_array(folder / "lookup" / "offsets.npy")
        self._ids = Keys.open(folder / "lookup" / "ids")
        self._urls = Keys.open(folder / "lookup" / "urls")
        with (folder / "cases.jsonl").open("rb") as f:
            self._text = mmap.mmap(f.fileno(), 0, access=mmap.ACCESS_READ) if len(self) else b""

    @staticmethod
    def write(folder: Path, cases: Sequence[Case]) -> None:
        """Write cases in the given order (their ordinals), and the look-up arrays."""
        lookup = folder / "lookup"
        lookup.mkdir()
        offsets = [0]
        with (folder / "cases.jsonl").open("wb") as f:
            for case in cases:
                offsets.append(offsets[-1] + f.write(case.to_json().encode() + b"\n"))
        np.save(lookup / "offsets.npy", np.array(offsets, dtype=np.uint64))
        Keys.write(lookup / "ids", ((case.id, n) for n, case in enumerate(cases)))
        Keys.write(lookup / "urls", ((key, n) for n, case in enumerate(cases) for key in article_keys(case)))

    def __len__(self) -> int:
        return len(self._offsets) - 1

    def __getitem__(self, ordinal: int) -> Case:
        first, last = int(self._offsets[ordinal]), int(self._offsets[ordinal + 1])
        return Case.from_dict(json.loads(self._text[first:last]))

    def __iter__(self) -> Iterator[Case]:
        return (self[n] for n in range(len(self)))

    def ordinal(self, case_id: str) -> int | None:
        """Where a case is, or None."""
        return next((n for n in self._ids.get(case_id) if self[n].id == case_id), None)

    def get(self, case_id: str) -> Case | None:
        """The case with this id, or None."""
        return next((case for n in self._ids.get(case_id) if (case := self[n]).id == case_id), None)

    def by_url(self, url: str) -> list[Case]:
        """Cases with an article at this address, its archived copy, or the same address with tracking parameters."""
        wanted = set(lookup_keys(url))
        ordinals = sorted({n for key in wanted for n in self._urls.get(key)})
        return [case for n in ordinals if not wanted.isdisjoint(article_keys(case := self[n]))]


def article_keys(case: Case) -> set[str]:
    """Every key under which an article of the case is found."""
    return {key for article in case.articles for url in (article.url, article.archived_url) for key in lookup_keys(url)}
