"""state.sqlite, which survives rebuilds: sources set by hand, the passage hash key, feedback, edits, the audit log."""

from __future__ import annotations

import contextlib
import json
import os
import secrets
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote

from index.case import SourceRecord
from index.errors import IndexDamagedError, IndexWriteError

MIGRATIONS = (
    """
    CREATE TABLE secret (name TEXT PRIMARY KEY, value BLOB NOT NULL);
    CREATE TABLE source (source TEXT PRIMARY KEY, record TEXT NOT NULL, changed TEXT NOT NULL);
    CREATE TABLE feedback (
        id INTEGER PRIMARY KEY, received TEXT NOT NULL, case_id TEXT NOT NULL, passage TEXT NOT NULL,
        generation TEXT NOT NULL, comment TEXT NOT NULL, quote TEXT NOT NULL, decision TEXT NOT NULL DEFAULT '');
    """,
    """
    CREATE TABLE edit (case_id TEXT PRIMARY KEY, changes TEXT NOT NULL, deleted INTEGER NOT NULL);
    CREATE TABLE edit_history (
        id INTEGER PRIMARY KEY, at TEXT NOT NULL, who TEXT NOT NULL, case_id TEXT NOT NULL, action TEXT NOT NULL,
        before TEXT NOT NULL, after TEXT NOT NULL);
    CREATE INDEX edit_history_case ON edit_history (case_id);
    CREATE TABLE silence (
        case_id TEXT NOT NULL, passage TEXT NOT NULL, at TEXT NOT NULL, who TEXT NOT NULL,
        PRIMARY KEY (case_id, passage));
    CREATE TABLE audit (
        id INTEGER PRIMARY KEY, at TEXT NOT NULL, who TEXT NOT NULL, action TEXT NOT NULL, subject TEXT NOT NULL,
        detail TEXT NOT NULL);
    CREATE TABLE admin_token (hash TEXT PRIMARY KEY, name TEXT NOT NULL, expires REAL NOT NULL);
    CREATE TABLE admin_session (
        hash TEXT PRIMARY KEY, name TEXT NOT NULL, begun TEXT NOT NULL, expires REAL NOT NULL);
    CREATE TABLE sign_in_failure (client TEXT NOT NULL, at REAL NOT NULL);
    CREATE TABLE scheduled_import (source TEXT PRIMARY KEY, begun REAL NOT NULL, job TEXT NOT NULL);
    """,
    """
    CREATE TABLE api_key (
        id TEXT PRIMARY KEY, hash TEXT NOT NULL UNIQUE, name TEXT NOT NULL, created TEXT NOT NULL,
        per_minute INTEGER NOT NULL, revoked TEXT NOT NULL DEFAULT '');
    """,
    """
    CREATE TABLE table_columns (signature TEXT PRIMARY KEY, columns TEXT NOT NULL, changed TEXT NOT NULL);
    """,
    """
    CREATE INDEX feedback_waiting ON feedback (id) WHERE decision = '';
    CREATE INDEX feedback_decided ON feedback (id) WHERE decision != '';
    CREATE INDEX feedback_notice ON feedback (case_id, passage);
    """,
    """
    CREATE TABLE source_binding (
        source TEXT NOT NULL, publisher TEXT NOT NULL, bound TEXT NOT NULL, PRIMARY KEY (source, publisher));
    """,
    """
    DELETE FROM sign_in_failure;
    CREATE TABLE sign_in_salt (salt BLOB NOT NULL);
    """,
    """
    CREATE TABLE new_case (case_id TEXT PRIMARY KEY, record TEXT NOT NULL);
    CREATE TABLE source_history (
        id INTEGER PRIMARY KEY, at TEXT NOT NULL, who TEXT NOT NULL, source TEXT NOT NULL, action TEXT NOT NULL,
        before TEXT NOT NULL, after TEXT NOT NULL);
    CREATE INDEX source_history_source ON source_history (source);
    """,
    """
    CREATE TABLE person (name TEXT PRIMARY KEY, role TEXT NOT NULL, email TEXT NOT NULL, added TEXT NOT NULL);
    CREATE UNIQUE INDEX person_email ON person (email) WHERE email != '';
    ALTER TABLE admin_token ADD COLUMN person TEXT NOT NULL DEFAULT '';
    ALTER TABLE admin_session ADD COLUMN person TEXT NOT NULL DEFAULT '';
    ALTER TABLE admin_session ADD COLUMN role TEXT NOT NULL DEFAULT 'admin';
    """,
)
_READ = "BEGIN"
# The file may come from somebody else, so SQLite must not run functions that its schema names.
_TRUST_NOTHING = "PRAGMA trusted_schema = OFF"


class State:
    """A small database beside the generations. Every method opens it anew, so threads and processes can share it.

    With `read_only`, it never creates or changes a file, so it can be used on a folder that nobody vouches for.
    """

    def __init__(self, folder: Path, *, read_only: bool = False) -> None:
        self.path = folder / "state.sqlite"
        self._read_only = read_only

    @contextlib.contextmanager
    def _open(self, begin: str) -> Iterator[sqlite3.Connection]:
        """A connection in one transaction: committed when the block succeeds, rolled back when it raises."""
        try:
            db = self._connected()
        except sqlite3.Error as e:
            raise IndexWriteError(f"cannot open {self.path}: {e}; does the folder exist, and is it writable?") from None
        try:
            db.execute(_TRUST_NOTHING)
            if db.execute("PRAGMA user_version").fetchone()[0] != len(MIGRATIONS):
                db = _up_to_date(db, self.path, copies=begin == _READ)
            db.execute(begin)
            yield db
            db.execute("COMMIT")
        except sqlite3.OperationalError as e:
            raise IndexWriteError(f"cannot use {self.path}: {e}") from None
        except sqlite3.DatabaseError as e:
            raise IndexDamagedError(f"{self.path} is damaged ({e}): restore a backup, or move it away") from None
        finally:
            db.close()

    def _connected(self) -> sqlite3.Connection:
        if not self._read_only:
            make_private(self.path)
            return sqlite3.connect(self.path, timeout=10, isolation_level=None)
        if _has_write_ahead_log(self.path):
            raise IndexDamagedError(f"{self.path} uses a write-ahead log, which Rejoinder never does: restore a backup")
        address = f"file:{quote(str(self.path.absolute()))}?mode=ro"
        return sqlite3.connect(address, uri=True, timeout=10, isolation_level=None)

    def reading(self) -> AbstractContextManager[sqlite3.Connection]:
        """A connection in a transaction that only reads. It works even if the disk is full or read-only."""
        return self._open(_READ)

    def transaction(self) -> AbstractContextManager[sqlite3.Connection]:
        """A connection in a transaction that writes. It waits until no other transaction is writing."""
        # SQLite refuses a transaction that began with a read and then wants to write while another one writes.
        return self._open("BEGIN IMMEDIATE")

    def stamp(self) -> tuple[int, int]:
        """A value that differs after every change; (0, 0) if there is no database. Cheap enough for every request."""
        try:
            stat = self.path.stat()
        except FileNotFoundError:
            return 0, 0
        return stat.st_mtime_ns, stat.st_size

    def secret(self) -> bytes:
        """The key of passage hashes, 32 bytes; created by the first build, then kept. Raises IndexWriteError."""
        return self._random_key("passages")

    def pack_key(self) -> bytes:
        """The private key that signs packs, 32 bytes; created for the first pack, then kept. Raises IndexWriteError."""
        return self._random_key("pack")

    def depot_key(self) -> bytes:
        """The private key that signs what a depot holds, 32 bytes; created on first use. Raises IndexWriteError."""
        return self._random_key("depot")

    def _random_key(self, name: str) -> bytes:
        """32 random bytes, created on first use. Callers that ask at the same moment get the same bytes."""
        asked = "SELECT value FROM secret WHERE name = ?"
        with self.reading() as db:
            row = db.execute(asked, (name,)).fetchone()
        if row is None:
            with self.transaction() as db:
                db.execute("INSERT OR IGNORE INTO secret VALUES (?, ?)", (name, secrets.token_bytes(32)))
                row = db.execute(asked, (name,)).fetchone()
        return bytes(row[0])

    def damage(self) -> str | None:
        """The first fault that SQLite's check of the whole file finds, or None. Raises a RejoinderError."""
        with self.reading() as db:
            found = str(db.execute("PRAGMA quick_check(1)").fetchone()[0])
        return None if found == "ok" else " ".join(found.split())[:200]

    def sources(self) -> dict[str, SourceRecord]:
        """The publishers set by hand, by key. Empty if there is no database yet."""
        if not self.path.exists():
            return {}
        with self.reading() as db:
            rows = db.execute("SELECT source, record FROM source ORDER BY source").fetchall()
        return {source: SourceRecord.from_dict(json.loads(record)) for source, record in rows}

    def set_source(self, record: SourceRecord) -> None:
        """Store a publisher's record. It overrides an imported one and survives rebuilds."""
        with self.transaction() as db:
            keep_source(db, record)

    def bindings(self) -> dict[str, frozenset[str]]:
        """The publishers that each source address may touch, in lower case. Empty if there is no database yet."""
        if not self.path.exists():
            return {}
        found: dict[str, set[str]] = {}
        with self.reading() as db:
            for source, publisher in db.execute("SELECT source, publisher FROM source_binding ORDER BY 1, 2"):
                found.setdefault(source, set()).add(publisher)
        return {source: frozenset(publishers) for source, publishers in found.items()}

    def bind(self, source: str, publishers: Iterable[str]) -> None:
        """Let a source address touch these publishers and no others."""
        with self.transaction() as db:
            db.execute("DELETE FROM source_binding WHERE source = ?", (source,))
            rows = [(source, publisher, now()) for publisher in publishers]
            db.executemany("INSERT INTO source_binding VALUES (?, ?, ?)", rows)


def keep_source(db: sqlite3.Connection, record: SourceRecord) -> None:
    """Store a publisher's record, in the current transaction."""
    db.execute(
        "INSERT INTO source VALUES (?, ?, ?) ON CONFLICT (source) DO UPDATE SET record = excluded.record, "
        "changed = excluded.changed",
        (record.source, json.dumps(record.to_dict(), ensure_ascii=False), now()),
    )


def _up_to_date(db: sqlite3.Connection, path: Path, *, copies: bool) -> sqlite3.Connection:
    """The connection with its schema up to date.

    If the disk refuses the migration and `copies` is set, the connection is to a migrated copy in memory. Only readers
    may get a copy: what is written has to last.
    """
    try:
        _migrate(db, path)
    except sqlite3.OperationalError:
        if not copies:
            raise
        copy = sqlite3.connect(":memory:", isolation_level=None)
        with contextlib.closing(db):
            db.backup(copy)
        copy.execute(_TRUST_NOTHING)
        _migrate(copy, path)
        return copy
    return db


def _migrate(db: sqlite3.Connection, path: Path) -> None:
    """Bring the schema up to date, in one transaction that two processes cannot hold at once."""
    db.execute("BEGIN IMMEDIATE")
    try:
        version = db.execute("PRAGMA user_version").fetchone()[0]
        if version > len(MIGRATIONS):
            raise IndexDamagedError(f"{path} was written by a newer Rejoinder: update this one")
        make_schema(db, version, len(MIGRATIONS))
        db.execute("COMMIT")
    except BaseException:
        if db.in_transaction:  # a full disk ends the transaction by itself
            db.execute("ROLLBACK")
        raise


def make_schema(db: sqlite3.Connection, version: int, to: int) -> None:
    """Bring a database from one schema version (0: empty) to a later one, in the current transaction."""
    for script in MIGRATIONS[version:to]:
        for statement in script.split(";\n"):
            db.execute(statement)
    db.execute(f"PRAGMA user_version = {to}")


def make_private(path: Path) -> None:
    """Make the database readable by its owner only, since it holds secrets and readers' comments; create it if absent.

    SQLite gives its journal the same permissions. If the disk refuses, opening the database reports it.
    """
    with contextlib.suppress(OSError):
        if not path.exists():
            os.close(os.open(path, os.O_WRONLY | os.O_CREAT, 0o600))
        elif path.stat().st_mode & 0o077:
            path.chmod(0o600)


def _has_write_ahead_log(path: Path) -> bool:
    """Whether the file's header asks for a write-ahead log: SQLite would create files beside it even to read it."""
    with contextlib.suppress(OSError), path.open("rb") as f:
        return 2 in f.read(20)[18:]
    return False


def now() -> str:
    """The current time as it is stored: ISO 8601, UTC, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")
