"""Writes the parts of a generation that are made from its cases, except for the matcher's arrays."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import numpy as np

from index.case import Case
from index.case_set import CaseSet, Origins
from index.search.engine import Engine, Progress
from index.search.facets import Facets
from index.search.fulltext import NEWEST
from index.search.vocabulary import Words, counted
from index.storage.generation import IMPORTED, Generation
from index.storage.store import CaseStore


def write_cases(path: Path, origins: Origins, before: Generation | None) -> None:
    """Write the cases, their lookup arrays, and their facets."""
    CaseStore.write(path, origins, before.store if before is not None else None)
    Facets.write(path, origins, before.facets if before is not None else None)
    np.save(path / NEWEST, Facets(path).newest_first(origins.ids))


def write_fulltext(path: Path, name: str, origins: Origins, cases: CaseSet, engine: Engine, progress: Progress) -> None:
    """Write the full text of generation `name` and the words for "did you mean"."""
    before = cases.before

    def read(ordinal: int) -> Case:
        told = origins.fresh.get(ordinal)
        if told is not None:
            return told
        assert before is not None
        return before.at(int(origins.rows[ordinal]))

    engine.write(path, name, origins, read, before.folder if before is not None else None, progress)
    counts = counted(origins.fresh.values())
    if before is not None:
        gone = np.flatnonzero(origins.moved(len(before)) < 0).tolist()
        counts.update(Words(before.folder / "lookup").counts())
        counts.subtract(counted(map(before.at, gone)))
    Words.write(path / "lookup", counts)


def write_imported(path: Path, imported: Mapping[str, Case]) -> None:
    """Write the cases that edits changed or removed, as they were imported, if there are any."""
    if imported:
        (path / IMPORTED).write_text("".join(case.to_json() + "\n" for case in imported.values()), "utf-8")
