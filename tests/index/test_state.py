"""state.sqlite survives rebuilds, is shared by processes, and reports damage."""

from __future__ import annotations

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from index.admin_state.database import State
from index.admin_state.feedback import FeedbackQueue
from index.case import SourceRecord
from index.errors import IndexDamagedError, IndexWriteError
from index.storage.build import build
from index.storage.library import Library
from tests.index.conftest import WriteLines, claim

pytestmark = pytest.mark.both_engines


def test_everybody_gets_the_same_secret(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as threads:
        secrets = set(threads.map(lambda _: State(tmp_path).secret(), range(16)))
    assert len(secrets) == 1
    assert len(secrets.pop()) == 32


def test_a_rebuild_loses_nothing(folder: Path, lines: WriteLines) -> None:
    build(folder, [lines(claim(0))])
    state = State(folder)
    secret = state.secret()
    state.set_source(SourceRecord(source="tests", disclaimer="first"))
    state.set_source(SourceRecord(source="tests", disclaimer="second"))
    number = FeedbackQueue(state).add(case_id="c0", passage="ab", generation="g", comment="wrong")
    build(folder, [lines(claim(1))])
    again = State(folder)
    assert again.secret() == secret
    assert again.sources()["tests"].disclaimer == "second"
    assert [(f.id, f.case_id, f.comment, f.quote, f.decision) for f in FeedbackQueue(again).waiting()] == [
        (number, "c0", "wrong", "", "")
    ]


@pytest.mark.state_file
def test_a_damaged_database_is_named(tmp_path: Path) -> None:
    (tmp_path / "state.sqlite").write_bytes(b"not a database, but long enough to be read as one" * 100)
    with pytest.raises(IndexDamagedError, match=r"state\.sqlite is damaged.*backup"):
        State(tmp_path).sources()


@pytest.mark.state_file
def test_a_database_of_a_newer_version_is_not_touched(tmp_path: Path) -> None:
    State(tmp_path).secret()
    with sqlite3.connect(tmp_path / "state.sqlite") as db:
        db.execute("PRAGMA user_version = 99")
    db.close()
    with pytest.raises(IndexDamagedError, match="newer Rejoinder"):
        State(tmp_path).secret()


@pytest.mark.state_file
def test_no_folder_is_an_error_in_words(tmp_path: Path) -> None:
    with pytest.raises(IndexWriteError, match="cannot open"):
        State(tmp_path / "nowhere").secret()


@pytest.mark.state_file
def test_what_was_read_before_outlives_damage(folder: Path, lines: WriteLines) -> None:
    build(folder, [lines(claim(0))])
    library = Library(folder)
    library.state.set_source(SourceRecord(source="tests", disclaimer="by hand"))
    generation = library.current()
    case = generation.case("c0")
    assert case is not None
    assert library.disclaimer(case, generation).text == "by hand"
    good = library.state.path.read_bytes()
    library.state.path.write_bytes(b"damaged" * 1000)
    assert library.disclaimer(case, generation).text == "by hand"
    assert library.state_problem() is not None
    library.state.path.write_bytes(good)
    assert library.disclaimer(case, generation).text == "by hand"
    assert library.state_problem() is None
