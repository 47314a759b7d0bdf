"""A backup or an index folder from somebody else: nothing in it signs anybody in, runs, or fills the disk."""

from __future__ import annotations

import contextlib
import gzip
import io
import json
import os
import pickle
import sqlite3
import tarfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from index.admin_state.database import MIGRATIONS, State
from index.admin_state.edits import Edits
from index.admin_state.people import People
from index.files import digest
from index.storage.backup import BackupError, backup, restore
from index.storage.generation import Manifest
from index.storage.generations import live_name, path_of, verify
from index.storage.library import Library
from server.admin.accounts import Accounts
from server.cli import cli
from server.http.api_keys import Keys

FILES = ("cases.jsonl", "sources.jsonl", "state.sqlite")
GATE = """
CREATE TRIGGER come_back AFTER DELETE ON admin_session BEGIN
    INSERT INTO admin_session VALUES (OLD.hash, OLD.name, OLD.begun, 9e9, '', 'admin'); END;
CREATE TRIGGER never_gone AFTER UPDATE ON api_key BEGIN UPDATE api_key SET revoked = '' WHERE id = NEW.id; END;
"""


@pytest.fixture
def file(folder: Path, tmp_path: Path) -> Path:
    """A backup of a small index with a correction and a key."""
    state = State(folder)
    case = Library(folder).current().case("bridge")
    assert case is not None
    Edits(state).change(case, {"response": "Corrected by hand."}, "anna")
    Keys(state).create("the newsroom")
    backup(folder, tmp_path / "backup.tar.gz")
    return tmp_path / "backup.tar.gz"


@pytest.fixture
def altered(file: Path, tmp_path: Path) -> Callable[[str], Path]:
    """A backup after some statements were run on its database, with correct digests."""

    def make(script: str) -> Path:
        work = tmp_path / "altered"
        unpack(file, work)
        with contextlib.closing(sqlite3.connect(work / "state.sqlite")) as db:
            db.executescript(script)
        return pack(work, tmp_path / "altered.tar.gz")

    return make


def unpack(file: Path, work: Path) -> None:
    """The members of a backup as files."""
    with tarfile.open(file) as tar:
        tar.extractall(work, filter="data")


def pack(work: Path, file: Path) -> Path:
    """A backup made of these files, with correct digests."""
    about = json.loads((work / "manifest.json").read_text("utf-8"))
    about["files"] = {name: digest(work / name) for name in FILES}
    (work / "manifest.json").write_text(json.dumps(about), "utf-8")
    with tarfile.open(file, "w:gz") as tar:
        for name in ("manifest.json", *FILES):
            tar.add(work / name, name)
    return file


def rows(folder: Path, query: str) -> list[Any]:
    """The rows that a query finds in the state of an index."""
    with contextlib.closing(sqlite3.connect(folder / "state.sqlite")) as db:
        return db.execute(query).fetchall()


def test_a_session_a_key_and_triggers_in_a_backup_open_no_door(altered: Callable[[str], Path], tmp_path: Path) -> None:
    cookie = "the-thief-has-this-cookie"
    values = f"'{_sha256(cookie)}', 'anna', '2026-01-01T00:00:00+00:00', 9e9, '', 'admin'"
    session = f"INSERT INTO admin_session VALUES ({values});"
    token = f"INSERT INTO admin_token VALUES ('{_sha256('a token')}', 'anna', 9e9, '');"
    evil = altered(session + token + "CREATE TABLE more (x); CREATE VIEW v AS SELECT * FROM api_key;" + GATE)
    restore(evil, tmp_path / "restored")
    accounts = Accounts(State(tmp_path / "restored"))
    assert accounts.session(cookie) is None
    assert accounts.sign_in("a token", "client") is None
    assert rows(tmp_path / "restored", "SELECT name FROM sqlite_master WHERE type IN ('trigger', 'view')") == []
    assert rows(tmp_path / "restored", "SELECT name FROM sqlite_master WHERE name = 'more'") == []
    assert [key.revoked != "" for key in Keys(State(tmp_path / "restored")).list()] == [True]
    assert Edits(State(tmp_path / "restored")).get("bridge") is not None


def _sha256(text: str) -> str:
    import hashlib

    return hashlib.sha256(text.encode()).hexdigest()


@pytest.mark.parametrize(
    ("script", "said"),
    [
        ("DELETE FROM secret", "secret"),
        ("UPDATE secret SET value = x'00'", "secret"),
        ("INSERT INTO secret VALUES ('pack', x'00')", "secret"),
        ("UPDATE edit SET changes = 'no JSON'", "edit"),
        ("UPDATE edit_history SET before = '[]'", "edit_history"),
        ("UPDATE api_key SET per_minute = 'many'", "api_key"),
        ("UPDATE api_key SET name = CAST(x'ff' AS TEXT)", "api_key"),
        ("INSERT INTO source VALUES ('a b', '{}', '')", "source"),
        ("INSERT INTO new_case VALUES ('hand-a', '5')", "new_case"),
        ("INSERT INTO new_case VALUES ('hand-a', '[]')", "new_case"),
        ("INSERT INTO new_case VALUES ('hand-a', '{\"id\": 5, \"title\": []}')", "new_case"),
        ("INSERT INTO person VALUES ('anna', 'admin', 'anna', '2026-01-01T00:00:00+00:00')", "person"),
        ("INSERT INTO person VALUES ('anna', 'admin', 'Anna@example.org', '2026-01-01T00:00:00+00:00')", "person"),
        ("INSERT INTO person VALUES ('anna', 'admin', '', 'x')", "person"),
        ("INSERT INTO person VALUES ('anna', 'admin', '', '2026-01-01')", "person"),
        ("DROP TABLE silence; CREATE VIEW silence AS SELECT 1 AS case_id, 2 AS passage, 3 AS at, 4 AS who", "silence"),
        ("DROP TABLE silence", "silence"),
        ("DROP TABLE silence; CREATE TABLE silence (case_id, passage, at, who AS (case_id))", "silence"),
        ("PRAGMA user_version = 99", "newer"),
        ("PRAGMA user_version = 0", "state.sqlite"),
    ],
)
def test_a_row_that_rejoinder_did_not_write_is_refused_by_name(
    altered: Callable[[str], Path], tmp_path: Path, script: str, said: str
) -> None:
    with pytest.raises(BackupError, match=said):
        restore(altered(script), tmp_path / "restored")
    assert not (tmp_path / "restored" / "state.sqlite").exists()
    assert not (tmp_path / "restored" / "CURRENT").exists()


def test_people_and_cases_by_hand_that_rejoinder_wrote_come_along(folder: Path, tmp_path: Path) -> None:
    People(State(folder)).add("anna", "editor", "Anna@Example.org")
    People(State(folder)).add("boris", "viewer")
    backup(folder, tmp_path / "with-people.tar.gz")
    restore(tmp_path / "with-people.tar.gz", tmp_path / "restored", keep_keys=lambda _keys, _people: True)
    assert rows(tmp_path / "restored", "SELECT name, email FROM person ORDER BY name") == [
        ("anna", "anna@example.org"), ("boris", ""),
    ]  # fmt: skip


def test_a_backup_of_an_earlier_version_is_brought_up_to_date(altered: Callable[[str], Path], tmp_path: Path) -> None:
    assert len(MIGRATIONS) >= 4
    old = altered("DROP TABLE table_columns; PRAGMA user_version = 3")
    restore(old, tmp_path / "restored")
    assert rows(tmp_path / "restored", "PRAGMA user_version") == [(len(MIGRATIONS),)]
    assert Edits(State(tmp_path / "restored")).get("bridge") is not None


def test_keys_are_listed_and_asked_for(file: Path, tmp_path: Path) -> None:
    run = CliRunner().invoke
    refused = run(cli, ["restore", str(file), "--index", str(tmp_path / "a")])
    assert refused.exit_code == 2, refused.output
    assert "the newsroom" in refused.output
    assert "--keys keep" in refused.output
    assert not (tmp_path / "a").exists()
    for answer, revoked in (("keep", False), ("revoke", True)):
        done = run(cli, ["restore", str(file), "--index", str(tmp_path / answer), "--keys", answer])
        assert done.exit_code == 0, done.output
        assert [key.revoked != "" for key in Keys(State(tmp_path / answer)).list()] == [revoked]


def test_a_bomb_is_refused_before_anything_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bomb, work = tmp_path / "bomb.tar.gz", tmp_path / "work"
    work.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(work))
    with gzip.open(bomb, "wb", compresslevel=9) as raw, tarfile.open(fileobj=raw, mode="w|") as tar:
        member = tarfile.TarInfo("cases.jsonl")
        member.size = 300 * 2**20
        tar.addfile(member, _Zeros())
    begun = time.monotonic()
    with pytest.raises(BackupError, match="unpacks to"):
        restore(bomb, tmp_path / "restored")
    assert time.monotonic() - begun < 5
    assert list(work.iterdir()) == []
    assert not (tmp_path / "restored").exists()


class _Zeros(io.RawIOBase):
    def read(self, size: int = -1) -> bytes:
        return bytes(size)


@pytest.mark.parametrize("kind", [tarfile.XHDTYPE, tarfile.GNUTYPE_LONGNAME, tarfile.GNUTYPE_SPARSE])
def test_a_header_that_would_be_read_into_memory_is_refused(tmp_path: Path, kind: bytes) -> None:
    evil = tmp_path / "evil.tar.gz"
    member = tarfile.TarInfo("cases.jsonl")
    member.type, member.size = kind, 8 * 2**20
    with gzip.open(evil, "wb") as raw:
        raw.write(member.tobuf(tarfile.GNU_FORMAT))
        raw.write(os.urandom(member.size))
    with pytest.raises(BackupError, match="not a backup"):
        restore(evil, tmp_path / "restored")


def test_a_file_that_is_there_twice_or_has_no_digests_is_refused(file: Path, tmp_path: Path) -> None:
    work = tmp_path / "w"
    unpack(file, work)
    with tarfile.open(tmp_path / "twice", "w:gz") as tar:
        for name in ("manifest.json", *FILES, "cases.jsonl"):
            tar.add(work / name, name)
    with pytest.raises(BackupError, match="twice"):
        restore(tmp_path / "twice", tmp_path / "restored")
    for manifest in ("[]", "{}", '{"format": 1}', '{"format": 1, "files": []}', "no JSON"):
        (work / "manifest.json").write_text(manifest)
        with tarfile.open(tmp_path / "bad", "w:gz") as tar:
            for name in ("manifest.json", *FILES):
                tar.add(work / name, name)
        with pytest.raises(BackupError):
            restore(tmp_path / "bad", tmp_path / "restored")


def test_a_kill_between_the_steps_leaves_the_old_state(
    file: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = (folder / "state.sqlite").read_bytes()

    def killed(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("index.storage.backup.build", killed)
    with pytest.raises(KeyboardInterrupt):
        restore(file, folder, replace=True)
    assert (folder / "state.sqlite").read_bytes() == before
    monkeypatch.undo()
    for _ in range(2):
        restore(file, folder, replace=True)
    kept = sorted(folder.glob(".state.before-restore*"))
    assert len(kept) == 2
    assert kept[0].read_bytes() == before


class _Runs:
    def __init__(self, path: Path) -> None:
        self._path = path

    def __reduce__(self) -> tuple[Any, ...]:
        return os.mkdir, (str(self._path),)


@pytest.fixture
def trap(folder: Path, tmp_path: Path) -> Path:
    """An index whose table of contents makes a folder when it is read, with a manifest whose digests fit.

    Returns the path of that folder.
    """
    made = tmp_path / "it-ran"
    generation = path_of(folder, live_name(folder))
    toc = next((generation / "whoosh").glob("*.toc"))
    raw = toc.read_bytes()
    start = raw.index(b"\x80")  # the pickled schema begins here
    toc.write_bytes(raw[:start] + pickle.dumps(_Runs(made)) + raw[start:])
    manifest = Manifest.read(generation)
    manifest.files[f"whoosh/{toc.name}"].update(bytes=toc.stat().st_size, sha256=digest(toc))
    manifest.write(generation)
    return made


@pytest.mark.filterwarnings("ignore:unclosed file:ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning")
def test_the_trap_works(folder: Path, trap: Path) -> None:
    with contextlib.suppress(Exception):
        Library(folder).current()
    assert trap.exists(), "the table of contents is not read as it was: mend the test"


@pytest.mark.parametrize(
    "command",
    [
        ["index", "verify"],
        ["index", "status"],
        ["key", "list"],
        ["key", "create", "a name"],
        ["backup", "FILE"],
        ["source", "list"],
        ["source", "set", "ravna", "--name", "Ravna"],
        ["export", "FILE"],
        ["ratings", "--unknown"],
        ["admin", "token"],
    ],
)
def test_no_command_about_a_folder_runs_its_table_of_contents(
    folder: Path, trap: Path, tmp_path: Path, command: list[str]
) -> None:
    words = [str(tmp_path / "out") if word == "FILE" else word for word in command]
    done = CliRunner().invoke(cli, [*words, "--index", str(folder)])
    assert not trap.exists(), f"{command} ran what the folder holds"
    assert done.exit_code == 0, done.output


def test_verify_reads_everything_but_runs_nothing(folder: Path, trap: Path) -> None:
    assert verify(folder) == []
    assert not trap.exists()
    facets = path_of(folder, live_name(folder)) / "facets" / "values.json"
    facets.write_text("{}")
    assert verify(folder) != []
