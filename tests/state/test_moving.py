"""`rejoinder backup` and `restore` move an installation between a file and a database, both ways, and lose no row."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from index.admin_state import known_columns
from index.admin_state.audit import Audit
from index.admin_state.database import State, open_state
from index.admin_state.edits import Edits
from index.admin_state.feedback import ACCEPTED, FeedbackQueue
from index.admin_state.people import People
from index.admin_state.publisher_edits import PublisherEdits
from index.case import Case, SourceRecord
from index.storage.backup import BackupError, backup, restore
from index.storage.build import apply_edits
from index.storage.generation import Generation
from index.storage.generations import live_name, path_of
from index.storage.state_copy import COPIED
from server.admin.accounts import Accounts
from server.http.api_keys import Keys


def fill(folder: Path, state: State) -> None:
    """Put rows of every kind into a state."""
    state.secret(), state.pack_key(), state.depot_key()
    queue, edits, live = FeedbackQueue(state), Edits(state), Generation(path_of(folder, live_name(folder)))
    for number in range(25):
        queue.add(case_id="c0", passage=f"{number:032x}", generation="g", comment=f"so é \0 {number}%?")
    queue.decide(3, ACCEPTED, "anna")
    cases = {case.id: case for case in live.cases()}
    edits.change(cases["c1"], {"title": "Corrected by hand"}, "anna")
    edits.delete("c2", "anna")
    edits.add(Case.from_dict(cases["c3"].to_dict() | {"id": "made", "title": "Made by hand"}), "anna")
    PublisherEdits(state).describe(SourceRecord(source="tests", disclaimer="Theirs."), None, "anna")
    state.bind("https://example.org/feed", ["tests"])
    known_columns.keep(state, "s" * 64, {"title": "Claim"})
    People(state).add("anna", "admin", "anna@example.org")
    keys = Keys(state)
    for name in ("z", "a", "m"):
        keys.create(name)
    keys.revoke(keys.list()[1].id)
    Audit(state).add("anna", "import", "x", "y")
    apply_edits(folder, state=state)


def rows(state: State) -> dict[str, list[Any]]:
    """Every row that a backup takes along, in its order."""
    with state.reading() as db:
        found = {}
        for table in COPIED:
            names = [row[0] for row in _columns(state, table)]
            found[table] = [tuple(row) for row in db.execute(f"SELECT {', '.join(names)} FROM {table} ORDER BY rowid")]
    return found


def _columns(state: State, table: str) -> list[tuple[str]]:
    asked = "SELECT name FROM pragma_table_info(?)"
    if state.shared:
        asked = (
            "SELECT column_name FROM information_schema.columns WHERE table_name = ? AND column_name <> 'rowid' "
            "ORDER BY ordinal_position"
        )
    with state.reading() as db:
        return [(str(row[0]),) for row in db.execute(asked, (table,))]


def _without_notes(found: dict[str, list[Any]]) -> dict[str, list[Any]]:
    """The rows without the entries of the log that restoring makes, and with U+0000 as a database has it."""
    log = [row for row in found["audit"] if row[2] != "restore"]
    return json.loads(json.dumps(found | {"audit": log}, default=bytes.hex).replace("\\u0000", "\ufffd"))


def test_an_installation_moves_to_a_database_and_back_and_loses_no_row(
    new_folder: Callable[[str], Path], address: str, tmp_path: Path
) -> None:
    one, file, again = new_folder("one"), tmp_path / "one.tar.gz", tmp_path / "two.tar.gz"
    fill(one, State(one))
    before = _without_notes(rows(State(one)))
    assert all(before.values())
    backup(one, file)
    shared, two = open_state(tmp_path / "two", address), tmp_path / "two"
    restore(file, two, keep_keys=lambda _keys, _people: True, state=shared)
    assert _without_notes(rows(shared)) == before
    assert not (two / "state.sqlite").exists()
    assert FeedbackQueue(shared).add(case_id="c0", passage="f" * 32, generation="g") == 26
    with shared.transaction() as db:
        db.execute("DELETE FROM feedback WHERE id = 26")
    backup(two, again, shared)
    three = tmp_path / "three"
    restore(again, three, keep_keys=lambda _keys, _people: True)
    assert _without_notes(rows(State(three))) == before
    titles = {case.id: case.title for case in Generation(path_of(three, live_name(three))).cases()}
    assert titles.keys() == {"c0", "c1", "c3", "made"}
    assert titles["c1"] == "Corrected by hand"


def test_a_database_of_another_installation_is_replaced_only_when_told_and_kept(
    new_folder: Callable[[str], Path], address: str, tmp_path: Path
) -> None:
    one, file = new_folder("one"), tmp_path / "one.tar.gz"
    State(one).set_source(SourceRecord(source="tests", disclaimer="Of the backup."))
    backup(one, file)
    shared, two = open_state(tmp_path / "two", address), tmp_path / "two"
    shared.set_source(SourceRecord(source="tests", disclaimer="Of the database."))
    secret, token = shared.secret(), Accounts(shared).new_token("anna")
    with pytest.raises(BackupError, match=r"already holds the state of an installation.*add --replace"):
        restore(file, two, state=shared)
    assert not two.exists()
    assert (shared.sources()["tests"].disclaimer, shared.secret()) == ("Of the database.", secret)
    revision = shared.stamp()
    restore(file, two, replace=True, state=shared)
    assert shared.sources()["tests"].disclaimer == "Of the backup."
    assert shared.secret() == State(one).secret() != secret
    assert shared.stamp() > revision
    assert Accounts(shared).sign_in(token, "127.0.0.1") is None
    (kept,) = two.glob(".state.before-restore-*")
    kept.rename(tmp_path / "state.sqlite")
    assert State(tmp_path).sources()["tests"].disclaimer == "Of the database."
    assert State(tmp_path).secret() == secret


def test_a_damaged_backup_changes_nothing_in_the_database(address: str, tmp_path: Path) -> None:
    (tmp_path / "bad.tar.gz").write_bytes(b"nothing of the kind")
    shared = open_state(tmp_path / "two", address)
    with pytest.raises(BackupError):
        restore(tmp_path / "bad.tar.gz", tmp_path / "two", state=shared)
    with shared.reading() as db:
        assert db.execute("SELECT count(*) FROM secret").fetchone() == (0,)
