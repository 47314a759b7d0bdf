"""The cases of a generation that is being built: those of the previous generation, read on demand, and the changes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterator, Mapping, MutableMapping
from typing import TYPE_CHECKING, NamedTuple, Self

import numpy as np
from numpy.typing import NDArray

from index.case import Case

if TYPE_CHECKING:
    from index.storage.generation import Generation


class Origins(NamedTuple):
    """Where each case of a new generation comes from, in the order of their new ordinals.

    `ids` lists all cases. `rows` (int64) holds each case's ordinal in the previous generation, or -1 if the case is new
    or changed; `fresh` maps the new ordinals of those new or changed cases to the cases.
    """

    ids: list[str]
    rows: NDArray[np.int64]
    fresh: Mapping[int, Case]

    def moved(self, before: int) -> NDArray[np.int64]:
        """int64[before]: the new ordinal of each of the `before` previous cases; -1 if it was removed or changed."""
        moved = np.full(before, -1, np.int64)
        kept = np.flatnonzero(self.rows >= 0)
        moved[self.rows[kept]] = kept
        return moved


class CaseSet(MutableMapping[str, Case]):
    """Cases by id, in order. An unchanged case is held as its ordinal in the previous generation and read on demand."""

    def __init__(self, before: Generation | None = None) -> None:
        """Start with all cases of the generation `before`, or with none."""
        self.before = before
        ids = before.ids() if before is not None else []
        self._entries: dict[str, Case | int] = {case_id: n for n, case_id in enumerate(ids)}

    def __getitem__(self, case_id: str) -> Case:
        entry = self._entries[case_id]
        return self._read(entry) if isinstance(entry, int) else entry

    def __setitem__(self, case_id: str, case: Case) -> None:
        self._entries[case_id] = case

    def __delitem__(self, case_id: str) -> None:
        del self._entries[case_id]

    def __iter__(self) -> Iterator[str]:
        return iter(self._entries)

    def __len__(self) -> int:
        return len(self._entries)

    def __contains__(self, case_id: object) -> bool:
        return case_id in self._entries

    def copy(self) -> Self:
        """An independent copy of this set."""
        other = type(self)()
        other.before, other._entries = self.before, dict(self._entries)
        return other

    def keep(self, case_id: str, ordinal: int) -> None:
        """Mark a case as unchanged: it is the case with this ordinal in the previous generation."""
        self._entries[case_id] = ordinal

    def entries(self) -> list[Case | int]:
        """Each case, or its ordinal in the previous generation if it is unchanged."""
        return list(self._entries.values())

    def origins(self) -> Origins:
        """Where each case comes from, in the order of this set."""
        entries = self._entries.values()
        rows = np.fromiter((entry if isinstance(entry, int) else -1 for entry in entries), np.int64, len(entries))
        fresh = {n: entry for n, entry in enumerate(entries) if not isinstance(entry, int)}
        return Origins(list(self._entries), rows, fresh)

    def sources(self) -> set[str]:
        """The publishers that have at least one case."""
        of_fresh = {entry.source for entry in self._entries.values() if not isinstance(entry, int)}
        if self.before is None:
            return of_fresh
        return of_fresh | self.before.facets.sources(self.origins().rows)

    def languages(self, without: Container[str] = ()) -> Iterator[tuple[str, str, int]]:
        """(publisher, primary language subtag, number of its cases in that language), not counting `without`."""
        counts: Counter[tuple[str, str]] = Counter()
        kept = []
        for case_id, entry in self._entries.items():
            if case_id in without:
                continue
            if isinstance(entry, int):
                kept.append(entry)
            else:
                counts[entry.source, entry.lang.partition("-")[0]] += 1
        if self.before is not None:
            yield from self.before.facets.languages(np.array(kept, np.int64))
        for (source, language), count in counts.items():
            yield source, language, count

    def _read(self, ordinal: int) -> Case:
        assert self.before is not None
        return self.before.at(ordinal)
