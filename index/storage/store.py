"""The cases of a generation as JSON lines, found by ordinal, by id, or by the address of an article."""

from __future__ import annotations

import itertools
import json
import mmap
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.case import Case
from index.case_set import Origins
from index.files import mapped_array
from index.storage.hash_map import HashMap
from index.urls import lookup_keys


class CaseStore:
    """`cases.jsonl` with the byte offset of every line. Cases are read when asked for; nothing is kept in memory."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._offsets = mapped_array(folder / "lookup" / "offsets.npy")
        self._ids = HashMap.open(folder / "lookup" / "ids")
        self._urls = HashMap.open(folder / "lookup" / "urls")
        with (folder / "cases.jsonl").open("rb") as f:
            self._text = mmap.mmap(f.fileno(), 0, access=mmap.ACCESS_READ) if len(self) else b""

    @staticmethod
    def write(folder: Path, origins: Origins, before: CaseStore | None) -> None:
        """Write cases.jsonl and the lookup arrays. The lines of unchanged cases are copied from the store `before`."""
        lookup = folder / "lookup"
        lookup.mkdir()
        sizes = np.zeros(len(origins.ids), np.int64)
        with (folder / "cases.jsonl").open("wb") as f:
            for start, end in _runs(origins.rows):
                first = int(origins.rows[start])
                if first >= 0 and before is not None:
                    offsets = before._offsets[first : first + end - start + 1].astype(np.int64)
                    f.write(before._text[int(offsets[0]) : int(offsets[-1])])
                    sizes[start:end] = np.diff(offsets)
                else:
                    for n in range(start, end):
                        sizes[n] = f.write(origins.fresh[n].to_json().encode() + b"\n")
        np.save(lookup / "offsets.npy", np.concatenate([[0], np.cumsum(sizes)]).astype(np.uint64))
        (lookup / "ids.txt").write_text("".join(f"{case_id}\n" for case_id in origins.ids), "ascii")
        moved = origins.moved(len(before)) if before is not None else None
        ids = before._ids if before is not None else None
        HashMap.write(lookup / "ids", ((case.id, n) for n, case in origins.fresh.items()), ids, moved)
        urls = before._urls if before is not None else None
        keys = ((key, n) for n, case in origins.fresh.items() for key in article_keys(case))
        HashMap.write(lookup / "urls", keys, urls, moved)

    def ids(self) -> list[str]:
        """The ids of all cases, by ordinal."""
        return (self._folder / "lookup" / "ids.txt").read_text("ascii").split()

    def __len__(self) -> int:
        return len(self._offsets) - 1

    def __getitem__(self, ordinal: int) -> Case:
        first, last = int(self._offsets[ordinal]), int(self._offsets[ordinal + 1])
        return Case.from_dict(json.loads(self._text[first:last]))

    def __iter__(self) -> Iterator[Case]:
        return (self[n] for n in range(len(self)))

    def find(self, case_id: str) -> tuple[int, Case] | None:
        """The case with this id and its ordinal, or None."""
        return next(((n, case) for n in self._ids.get(case_id) if (case := self[n]).id == case_id), None)

    def ordinal(self, case_id: str) -> int | None:
        """The ordinal of the case with this id, or None."""
        found = self.find(case_id)
        return found[0] if found is not None else None

    def get(self, case_id: str) -> Case | None:
        """The case with this id, or None."""
        found = self.find(case_id)
        return found[1] if found is not None else None

    def by_url(self, url: str) -> list[Case]:
        """The cases with an article at this address, at an archived copy of it, or at another spelling of it."""
        wanted = set(lookup_keys(url))
        ordinals = sorted({n for key in wanted for n in self._urls.get(key)})
        return [case for n in ordinals if not wanted.isdisjoint(article_keys(case := self[n]))]


def article_keys(case: Case) -> set[str]:
    """The keys under which the articles of a case are found."""
    return {key for article in case.articles for url in (article.url, article.archived_url) for key in lookup_keys(url)}


def _runs(rows: NDArray[np.int64]) -> Iterator[tuple[int, int]]:
    """Runs [start, end) of new cases, and of cases that were also adjacent, in this order, in the store before."""
    if not len(rows):
        return
    new = rows < 0
    apart = (new[1:] != new[:-1]) | (~new[1:] & (rows[1:] != rows[:-1] + 1))
    yield from itertools.pairwise([0, *(np.flatnonzero(apart) + 1).tolist(), len(rows)])
