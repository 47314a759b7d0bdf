"""The state in a PostgreSQL database, which several machines share.

A process keeps a few connections, made in the thread that needs one, and never those of the process that it was forked
from. While the server does not answer, one attempt a second is made; everybody else is told at once that it is gone.
"""

from __future__ import annotations

import atexit
import contextlib
import functools
import logging
import os
import threading
import time
import weakref
from collections.abc import Iterator
from contextlib import AbstractContextManager
from typing import Any

from index.admin_state.engine import Connection, Contact, Stamp
from index.errors import IndexDamagedError, RejoinderError, StateUnavailableError

try:
    import psycopg
    from psycopg import errors

    from index.admin_state.postgres_connection import (
        SECONDS_PER_STATEMENT,
        SECONDS_TO_READ,
        SECONDS_TO_WRITE,
        Address,
        LimitedConnection,
        NoAnswer,
        Translating,
    )
    from index.admin_state.postgres_errors import is_refusal, translated_error
    from index.admin_state.postgres_locks import PostgresLock
    from index.admin_state.postgres_schema import VERSION, migrate, newer, tables
except ImportError:
    raise StateUnavailableError(
        "REJOINDER_STATE names a PostgreSQL database, but its client is not installed: run `make postgres`, or "
        "`pip install 'rejoinder[postgres]'`"
    ) from None

_MOST_CONNECTIONS = 8
_SECONDS_FOR_A_CONNECTION = 5.0  # to wait while all of them are in use
_SECONDS_BETWEEN_TRIES = 1.0
_FOLLOWER = "state"  # the name of the thread that follows
_SECONDS_WITHOUT_LOOK = 30.0  # far more than a look may take
_ASKS = "SELECT version, revision FROM rejoinder_state"
_READS = f"BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; {_ASKS}"
# Raising the revision first makes writers wait for each other, as they do in SQLite: nothing changes between what a
# transaction reads and what it writes.
_WRITES = "BEGIN; UPDATE rejoinder_state SET revision = revision + 1 RETURNING version, revision"
_WRITES_QUIETLY = f"BEGIN; {_ASKS}"
_NOT_MADE = (errors.UndefinedTable, errors.InvalidSchemaName)
_OF_PARENTS: list[LimitedConnection] = []  # kept for ever, as closing one would end the parent's session
_ENGINES: weakref.WeakSet[Postgres] = weakref.WeakSet()
_log = logging.getLogger("rejoinder.state")


def engine_of(address: str, *, read_only: bool = False) -> Postgres:
    """The engine for an address, one for all of the process. Raises StateUnavailableError if it is malformed."""
    return _engine(address, read_only)


@functools.cache
def _engine(address: str, read_only: bool) -> Postgres:
    made = Postgres(address, read_only=read_only)
    atexit.register(made.close)
    return made


def _after_a_fork() -> None:
    for engine in _ENGINES:
        engine._start_anew()


os.register_at_fork(after_in_child=_after_a_fork)


class _ConnectionLost(psycopg.OperationalError):
    """A connection was cut, or the server has ended it or, if `silent`, said nothing for too long."""

    silent = False


class Postgres:
    """The state in one database. With `read_only`, its tables are never made or brought up to date."""

    shared = True

    def __init__(self, address: str, *, read_only: bool = False) -> None:
        self._address = Address(address)
        self.place = self._address.described
        self._read_only = read_only
        self._kept: list[LimitedConnection] = []
        self._start_anew()
        _ENGINES.add(self)

    def _start_anew(self) -> None:
        """Forget the connections of the process that this one was forked from: they are that one's."""
        _OF_PARENTS.extend(self._kept)
        self._kept = []
        self._room = threading.BoundedSemaphore(_MOST_CONNECTIONS)
        self._lock, self._trying = threading.Lock(), threading.Lock()
        self._stamp: Stamp = (0, 0)
        self._problem, self._answered, self._again = "", time.monotonic(), 0.0
        self._is_followed = False

    def exists(self) -> bool:
        """Always: whether the database is there is known only by asking it."""
        return True

    def reading(self) -> AbstractContextManager[Connection]:
        """A connection in a transaction that only reads and sees one moment. Raises StateUnavailableError."""
        return self._transaction(_READS)

    def transaction(
        self,
        *,
        overwriting: bool = False,  # noqa: ARG002
        quiet: bool = False,
    ) -> AbstractContextManager[Connection]:
        """A connection in a transaction that writes, one at a time in the whole installation.

        Raises StateUnavailableError. If the connection is lost at the very end, it is not known whether it counted.
        """
        return self._transaction(_WRITES_QUIETLY if quiet else _WRITES)

    @contextlib.contextmanager
    def _transaction(self, begin: str) -> Iterator[Connection]:
        with self._taken(begin) as (connection, stamp):
            try:
                yield Translating(connection)
                connection.execute("COMMIT")
            except psycopg.Error as e:
                raise self._told(e) from None
        self._saw(stamp)

    @contextlib.contextmanager
    def _taken(self, begin: str) -> Iterator[tuple[LimitedConnection, Stamp]]:
        """A kept or new connection in which a transaction has begun, and the revision that it sees."""
        if not self._room.acquire(timeout=_SECONDS_FOR_A_CONNECTION):
            raise StateUnavailableError(f"every connection to {self.place} is in use: try again in a moment")
        connection = None
        try:
            connection, stamp = self._begun(begin)
            yield connection, stamp
        finally:
            self._put_back(connection)
            self._room.release()

    def _begun(self, begin: str) -> tuple[LimitedConnection, Stamp]:
        """Begin a transaction. A kept connection may have died since, so another one is then tried, once."""
        kept = self._kept_one()
        try:
            if kept is not None:
                try:
                    return kept, self._begin_or_drop(kept, begin)
                except _ConnectionLost as e:
                    self._drop_all()
                    if e.silent:
                        raise  # a new connection would most likely have to wait as long again
            connection = self._connected()
            return connection, self._begin_or_drop(connection, begin)
        except psycopg.Error as e:
            raise self._told(e) from None

    def _begin_or_drop(self, connection: LimitedConnection, begin: str) -> Stamp:
        """Begin a transaction. Raises _ConnectionLost if the connection turns out to be of no use."""
        connection.most_seconds = SECONDS_TO_READ if begin == _READS else SECONDS_TO_WRITE
        try:
            return self._begin(connection, begin)
        except psycopg.Error as e:
            lost = connection.closed or connection.broken
            self._drop(connection)
            if lost:
                error = _ConnectionLost(str(e))
                error.silent = isinstance(e, NoAnswer)
                raise error from None
            raise
        except BaseException:
            self._drop(connection)
            raise
        finally:
            connection.most_seconds = SECONDS_PER_STATEMENT

    def _begin(self, connection: LimitedConnection, begin: str) -> Stamp:
        """Begin, after bringing the schema up to date if need be. Returns the revision that the transaction sees."""
        for attempt in range(2):
            row = None
            try:
                row = _last_row(connection, begin)
            except _NOT_MADE:
                if attempt:
                    raise
            if row is not None and row[0] == VERSION:
                return int(row[1]), 1
            if row is not None and row[0] > VERSION:
                raise newer(self.place)
            connection.execute("ROLLBACK")
            if self._read_only:
                raise StateUnavailableError(
                    f"{self.place} is not up to date: any other command or the service does that"
                )
            connection.most_seconds = SECONDS_PER_STATEMENT
            migrate(connection, self.place)
        raise IndexDamagedError(f"the table rejoinder_state of {self.place} is empty: restore a backup")

    def _kept_one(self) -> LimitedConnection | None:
        with self._lock:
            return self._kept.pop() if self._kept else None

    def _put_back(self, connection: LimitedConnection | None) -> None:
        if connection is None or connection.closed:
            return
        with contextlib.suppress(psycopg.Error):
            if connection.info.transaction_status != psycopg.pq.TransactionStatus.IDLE:
                connection.execute("ROLLBACK")
            with self._lock:
                self._kept.append(connection)
            return
        self._drop(connection)

    def _drop(self, connection: LimitedConnection) -> None:
        with contextlib.suppress(psycopg.Error):
            connection.close()

    def _drop_all(self) -> None:
        with self._lock:
            kept, self._kept = self._kept, []
        for connection in kept:
            self._drop(connection)

    def _connected(self) -> LimitedConnection:
        """A new connection. While the server does not answer, one thread at a time tries, once a second.

        If a thread follows the database, it is that one, so that no request waits. Raises psycopg's errors, and
        StateUnavailableError to those who may not try now.
        """
        if not self._problem:
            return self._address.connect()
        may_try = not self._is_followed or threading.current_thread().name == _FOLLOWER
        if not may_try or time.monotonic() < self._again or not self._trying.acquire(blocking=False):
            raise StateUnavailableError(self._problem)
        try:
            return self._address.connect()
        finally:
            self._trying.release()

    def _told(self, error: psycopg.Error) -> RejoinderError:
        """Our error for psycopg's. Notes that the server does not serve us, if that is what it says."""
        found = translated_error(error, self.place)
        if is_refusal(error):
            self._problem, self._again = str(found), time.monotonic() + _SECONDS_BETWEEN_TRIES
        return found

    def _saw(self, stamp: Stamp) -> None:
        """Note that the server answered, and the revision that was seen."""
        with self._lock:
            if self._problem:
                _log.warning("%s answers again", self.place)
            self._problem, self._answered = "", time.monotonic()
            self._stamp = stamp

    def stamp(self) -> Stamp:
        """The revision that was seen last. If nobody follows it (see `follow`), the server is asked."""
        if not self._is_followed:
            with contextlib.suppress(RejoinderError):
                self.look()
        return self._stamp

    def look(self) -> None:
        """Ask for the revision. Raises StateUnavailableError or IndexDamagedError."""
        try:
            with self._taken(_READS) as (_, stamp):
                pass
        except IndexDamagedError as e:
            self._problem = str(e)
            raise
        self._saw(stamp)

    def follow(self, seconds: float) -> None:
        """Look for changes every `seconds` in a thread, so that requests need not ask."""

        def run() -> None:
            told = ""
            while True:
                try:
                    self.look()
                    told = ""
                except RejoinderError as e:
                    if str(e) != told:
                        told = str(e)
                        _log.error("%s", told)
                except Exception as e:
                    # a defect must not end the thread, as nobody would notice that keys are no longer revoked
                    _log.error("%s could not be asked: unexpected %s", self.place, type(e).__name__)
                time.sleep(seconds)

        self._is_followed = True
        threading.Thread(target=run, name=_FOLLOWER, daemon=True).start()

    def contact(self) -> Contact:
        """What is wrong with the database, and for how long it has not answered. Asks nobody."""
        silent = time.monotonic() - self._answered
        problem = self._problem
        if not problem and self._is_followed and silent > _SECONDS_WITHOUT_LOOK:
            problem = f"{self.place} has not been asked for {silent:.0f} seconds"
        return Contact(problem, silent if problem else 0.0)

    def damage(self) -> str | None:
        """The table that is missing or unreadable, or None. PostgreSQL's own checks are the server's business."""
        for table in tables():
            with self.reading() as db:
                try:
                    db.execute(f"SELECT count(*) FROM {table}")  # noqa: S608
                except psycopg.Error as e:
                    return f"the table {table} cannot be read ({type(e).__name__})"
        return None

    def renumber(self, db: Connection, table: str) -> None:
        """Let new rows get numbers above those that were just written."""
        asked = "SELECT 1 FROM information_schema.columns WHERE table_schema = current_schema() AND table_name = ? "
        if db.execute(f"{asked}AND column_name = 'id' AND is_identity = 'YES'", (table,)).fetchone():
            last = f"SELECT max(id) FROM {table}"  # noqa: S608
            sequence = "pg_get_serial_sequence(?, 'id')"
            db.execute(f"SELECT setval({sequence}, coalesce(({last}), 0) + 1, false)", (table,))

    def lock(self, name: str, *, shared: bool = False) -> PostgresLock:
        """A lock between machines, which the server releases when the connection of its holder is cut."""
        return PostgresLock(self._address.connect, name, shared, self._told)

    def close(self) -> None:
        """Close the kept connections."""
        self._drop_all()


def _last_row(connection: LimitedConnection, statements: str) -> Any:
    """Run several statements in one go, and return the first row of the last one."""
    cursor = connection.execute(statements.encode())
    while cursor.nextset():
        pass
    return cursor.fetchone()
