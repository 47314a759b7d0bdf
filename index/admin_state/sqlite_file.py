"""The state in state.sqlite, a file beside the index: the embedded engine."""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from urllib.parse import quote

from index.admin_state.engine import Connection, Contact, Stamp
from index.admin_state.schema import MIGRATIONS, statements
from index.errors import IndexDamagedError, IndexWriteError

_READ = "BEGIN"
# The file may come from somebody else, so SQLite must not run functions that its schema names.
_TRUST_NOTHING = "PRAGMA trusted_schema = OFF"


class SqliteFile:
    """A small database beside the generations. Every method opens it anew, so threads and processes can share it.

    With `read_only`, it never creates or changes a file, so it can be used on a folder that nobody vouches for.
    """

    shared = False

    def __init__(self, path: Path, *, read_only: bool = False) -> None:
        self.path, self.place = path, str(path)
        self._read_only = read_only

    def exists(self) -> bool:
        """Whether there is a file."""
        return self.path.exists()

    @contextlib.contextmanager
    def _open(self, begin: str, overwriting: bool = False) -> Iterator[Connection]:
        """A connection in one transaction: committed when the block succeeds, rolled back when it raises."""
        try:
            db = self._connected()
        except sqlite3.Error as e:
            raise IndexWriteError(f"cannot open {self.path}: {e}; does the folder exist, and is it writable?") from None
        try:
            db.execute(_TRUST_NOTHING)
            if overwriting:
                db.execute("PRAGMA secure_delete = ON")
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

    def reading(self) -> AbstractContextManager[Connection]:
        """A connection in a transaction that only reads. It works even if the disk is full or read-only."""
        return self._open(_READ)

    def transaction(
        self,
        *,
        overwriting: bool = False,
        quiet: bool = False,  # noqa: ARG002
    ) -> AbstractContextManager[Connection]:
        """A connection in a transaction that writes. It waits until no other transaction is writing."""
        # SQLite refuses a transaction that began with a read and then wants to write while another one writes.
        return self._open("BEGIN IMMEDIATE", overwriting)

    def stamp(self) -> Stamp:
        """The file's time of change and size; (0, 0) if there is no file."""
        try:
            stat = self.path.stat()
        except FileNotFoundError:
            return 0, 0
        return stat.st_mtime_ns, stat.st_size

    def damage(self) -> str | None:
        """The first fault that SQLite's check of the whole file finds, or None. Raises a RejoinderError."""
        with self.reading() as db:
            found = str(db.execute("PRAGMA quick_check(1)").fetchone()[0])
        return None if found == "ok" else " ".join(found.split())[:200]

    def renumber(self, db: Connection, table: str) -> None:
        """SQLite numbers new rows from the largest number by itself."""

    def lock(self, name: str, *, shared: bool = False) -> Alone:  # noqa: ARG002
        """A lock that is always free: this machine's locks are files beside the index (index/storage/lock.py)."""
        return Alone()

    def contact(self) -> Contact:
        """A file answers whenever it is asked."""
        return Contact()

    def follow(self, seconds: float) -> None:
        """The file's stamp is cheap enough to be read each time."""

    def look(self) -> None:
        """Its stamp is read anew each time."""

    def close(self) -> None:
        """Nothing is kept open."""


class Alone:
    """The lock of a state that no other machine uses: nobody else can hold it."""

    def acquire(self) -> bool:
        """Always True."""
        return True

    def held(self) -> bool:
        """Always True."""
        return True

    def holder(self) -> str:
        """Nobody."""
        return ""

    def release(self) -> None:
        """Nothing to give back."""


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
    for statement in statements(version, to):
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
