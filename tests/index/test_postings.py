"""Segments that we write term by term: Whoosh reads the same from them as from segments that it writes itself."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from whoosh import index as whoosh_index
from whoosh.fields import TEXT, Schema
from whoosh.filedb.filestore import FileStorage
from whoosh.index import TOC

from index.search.analyzers import CaseText
from index.search.embedded import DOCUMENTS, NONE, schema
from index.search.engine import FIELD_WEIGHTS
from index.search.postings import NAME, write_segment
from index.storage.build import build, delete, update
from index.storage.generation import Generation
from index.storage.generations import live_name, path_of
from index.storage.library import Library
from index.storage.store import CaseStore
from tests.index.conftest import WriteLines, claim

TEXTS = (
    "The bridge over the Danube was sold, and the bridge was sold again to WHO",
    "COVID-19 and the U.S. army: \u4e2d\u56fd\u793e\u6703, caf\u00e9 and cafe\u0301",
    "",
    "IN CAPITALS ALL OF IT, WHO AND US " * 40,
    "bees " * 300 + "needle",
)


def _documents() -> list[dict[str, str]]:
    count = 700  # more than one block of postings for a frequent term
    return [
        {name: TEXTS[(n * (at + 1)) % len(TEXTS)] for at, name in enumerate(FIELD_WEIGHTS)}
        | {"title": f"case {n} bees"}
        for n in range(count)
    ]


def _read(folder: Path) -> dict[Any, Any]:
    """All postings of an index with their positions, and everything that ranking needs."""
    reader = whoosh_index.open_dir(str(folder)).reader()
    found: dict[Any, Any] = {"documents": reader.doc_count_all()}
    for name in FIELD_WEIGHTS:
        found[name] = reader.field_length(name), reader.min_field_length(name), reader.max_field_length(name)
        found[name, "lengths"] = [reader.doc_field_length(n, name) for n in range(reader.doc_count_all())]
    for name, term in reader.all_terms():
        info, matcher = reader.term_info(name, term), reader.postings(name, term)
        postings = []
        while matcher.is_active():
            postings.append((matcher.id(), matcher.weight(), matcher.value_as("positions")))
            matcher.next()
        about = (info.weight(), info.doc_frequency(), info.min_length(), info.max_length(), info.max_weight())
        found[name, term] = (*about, info.min_id(), info.max_id(), postings)
    return found


def test_postings_are_those_that_whoosh_writes(tmp_path: Path) -> None:
    mine, theirs = tmp_path / "mine", tmp_path / "theirs"
    mine.mkdir()
    theirs.mkdir()
    segment = write_segment(mine, schema(), _documents())
    TOC(schema(), [segment], 1).write(FileStorage(str(mine)), NAME)
    writer = whoosh_index.create_in(
        str(theirs), Schema(**{name: TEXT(analyzer=CaseText(), spelling=False) for name in FIELD_WEIGHTS})
    ).writer()
    for document in _documents():
        writer.add_document(**document)
    writer.commit()
    found, expected = _read(mine), _read(theirs)
    assert found.keys() == expected.keys()
    assert len(found) > 40
    assert found == expected


def test_what_is_pending_in_the_folder_is_cleared_away(tmp_path: Path) -> None:
    write_segment(tmp_path, schema(), _documents()[:3])
    assert {path.suffix for path in tmp_path.iterdir()} == {".seg"}


def _segments(generation: Generation) -> list[Any]:
    return list(TOC.read(FileStorage(str(generation.folder / "whoosh")), NAME).segments)


def test_many_small_changes_leave_few_segments(folder: Path, lines: WriteLines) -> None:
    build(folder, [lines(*map(claim, range(64)))])
    for n in range(12):
        update(folder, [lines(claim(n, title=f"Balloon number {n}"), claim(100 + n), name="u.jsonl")])
        delete(folder, [f"c{50 + n}"])
    generation = Library(folder).current()
    sizes = [segment.doc_count() for segment in _segments(generation)]
    assert len(sizes) <= 5
    assert sum(sizes) == len(generation) == 64
    documents = np.load(generation.folder / DOCUMENTS)
    assert sorted(documents[documents != NONE]) == list(range(64))
    found = {hit.case.id for hit in generation.search("balloon", limit=50).hits}
    assert found == {f"c{n}" for n in range(12)}


def test_a_segment_of_which_most_is_gone_is_written_anew(folder: Path, lines: WriteLines) -> None:
    build(folder, [lines(*map(claim, range(40)))])
    delete(folder, [f"c{n}" for n in range(30)])
    (segment,) = _segments(Library(folder).current())
    assert (segment.doc_count(), segment.doc_count_all()) == (10, 10)


def test_a_change_reads_no_case_that_it_does_not_concern(
    folder: Path, lines: WriteLines, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(folder, [lines(*map(claim, range(60)))])
    name, read = live_name(folder), CaseStore.__getitem__
    asked: set[tuple[str, int]] = set()

    def noted(self: CaseStore, ordinal: int) -> Any:
        asked.add((self._folder.name, ordinal))
        return read(self, ordinal)

    monkeypatch.setattr(CaseStore, "__getitem__", noted)
    report = update(folder, [lines(claim(7, title="A balloon"), {"id": "c9", "outlets": ["Gazette"]}, name="u.jsonl")])
    assert (report.changed, report.cases) == (2, 60)
    assert {ordinal for folder_name, ordinal in asked if folder_name == name} == {7, 9}
    monkeypatch.undo()
    assert path_of(folder, name) != path_of(folder, live_name(folder))
    assert Library(folder).current().search("balloon").total == 1
