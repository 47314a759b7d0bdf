"""The state that survives rebuilds: sources set by hand, secret keys, feedback, edits, people, the audit log."""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterable
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from pathlib import Path

from index.admin_state.engine import Connection, Contact, Engine, MachineLock, Stamp
from index.admin_state.schema import MIGRATIONS
from index.admin_state.sqlite_file import SqliteFile, make_private, make_schema
from index.case import SourceRecord

__all__ = ["MIGRATIONS", "State", "keep_source", "make_private", "make_schema", "now", "open_state"]


class State:
    """The state of an installation. Threads and processes may share it.

    It is kept by an `engine`, by default the file state.sqlite in the index folder. With `read_only`, that file is
    never created or changed, so it can be used on a folder that nobody vouches for.
    """

    def __init__(self, folder: Path, *, read_only: bool = False, engine: Engine | None = None) -> None:
        self.path = folder / "state.sqlite"
        self.engine = engine or SqliteFile(self.path, read_only=read_only)

    @property
    def place(self) -> str:
        """Where the state is, in words for a message; never with a password."""
        return self.engine.place

    @property
    def shared(self) -> bool:
        """Whether other machines may use the same state."""
        return self.engine.shared

    def exists(self) -> bool:
        """Whether there may be something to read. Cheap."""
        return self.engine.exists()

    def reading(self) -> AbstractContextManager[Connection]:
        """A connection in a transaction that only reads. It works even if the disk is full or read-only."""
        return self.engine.reading()

    def transaction(self, *, overwriting: bool = False, quiet: bool = False) -> AbstractContextManager[Connection]:
        """A connection in a transaction that writes. It waits until no other transaction is writing.

        With `overwriting`, what is deleted is overwritten in the file; a database server removes it when it cleans up.
        A `quiet` one changes nothing that anybody keeps in memory.
        """
        return self.engine.transaction(overwriting=overwriting, quiet=quiet)

    def stamp(self) -> Stamp:
        """A value that differs after every change; (0, 0) if there is no database. Cheap enough for every request."""
        return self.engine.stamp()

    def damage(self) -> str | None:
        """The first fault that the engine's own check finds, or None. Raises a RejoinderError."""
        return self.engine.damage()

    def lock(self, name: str, *, shared: bool = False) -> MachineLock:
        """A lock between the machines that use this state; always free if no other machine can."""
        return self.engine.lock(name, shared=shared)

    def contact(self) -> Contact:
        """How this process is with what keeps the state. Asks nobody."""
        return self.engine.contact()

    def follow(self, seconds: float) -> None:
        """Look every `seconds` for changes by other machines, if there may be any, in a thread of this process."""
        self.engine.follow(seconds)

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
                made = (name, secrets.token_bytes(32))
                db.execute("INSERT INTO secret (name, value) VALUES (?, ?) ON CONFLICT DO NOTHING", made)
                row = db.execute(asked, (name,)).fetchone()
        return bytes(row[0])

    def sources(self) -> dict[str, SourceRecord]:
        """The publishers set by hand, by key. Empty if there is no database yet."""
        if not self.exists():
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
        if not self.exists():
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


def open_state(folder: Path, address: str = "", *, read_only: bool = False) -> State:
    """The state of an index folder: its own file, or the PostgreSQL database at `address` (postgresql://...).

    Raises StateUnavailableError if the client for PostgreSQL is not installed or the address is malformed. Nothing is
    connected yet.
    """
    if not address:
        return State(folder, read_only=read_only)
    # imported here, as most installations have neither such an address nor the client
    from index.admin_state.postgres import engine_of

    return State(folder, engine=engine_of(address, read_only=read_only))


def keep_source(db: Connection, record: SourceRecord) -> None:
    """Store a publisher's record, in the current transaction."""
    db.execute(
        "INSERT INTO source VALUES (?, ?, ?) ON CONFLICT (source) DO UPDATE SET record = excluded.record, "
        "changed = excluded.changed",
        (record.source, json.dumps(record.to_dict(), ensure_ascii=False), now()),
    )


def now() -> str:
    """The current time as it is stored: ISO 8601, UTC, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")
