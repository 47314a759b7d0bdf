"""Locks between the machines that share a PostgreSQL database: advisory locks, each on a connection of its own."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable

import psycopg

from index.admin_state.postgres_connection import LimitedConnection
from index.errors import RejoinderError

_HOLDER = b"""
    SELECT application_name FROM pg_locks JOIN pg_stat_activity USING (pid)
    WHERE locktype = 'advisory' AND granted AND pid <> pg_backend_pid() AND objsubid = 1
    AND pg_locks.database = (SELECT oid FROM pg_database WHERE datname = current_database())
    AND (classid::bigint << 32) + objid::bigint = hashtextextended('rejoinder ' || current_schema() || ' ' || %s, 0)
    LIMIT 1
"""
_TAKES = b"SELECT pg_try_advisory_lock(hashtextextended('rejoinder ' || current_schema() || ' ' || %s, 0))"
_TAKES_SHARED = _TAKES.replace(b"lock(", b"lock_shared(", 1)


class PostgresLock:
    """One lock. The server gives it to somebody else as soon as it notices that this connection is cut."""

    def __init__(
        self,
        connect: Callable[[str], LimitedConnection],
        name: str,
        shared: bool,
        told: Callable[[psycopg.Error], RejoinderError],
    ) -> None:
        self._connect, self._name, self._told = connect, name, told
        self._takes = _TAKES_SHARED if shared else _TAKES
        self._connection: LimitedConnection | None = None
        self._has = False
        self._using = threading.Lock()

    def acquire(self) -> bool:
        """Take the lock, or check that it is still held. False if another process holds it.

        Raises StateUnavailableError if the server does not answer.
        """
        if self.held():
            return True
        with self._using:
            try:
                if self._connection is None:
                    self._connection = self._connect(self._name)
                row = self._connection.execute(self._takes, (self._name,)).fetchone()
            except psycopg.Error as e:
                self._close()
                raise self._told(e) from None
            self._has = bool(row and row[0])
            return self._has

    def held(self) -> bool:
        """Whether the lock, once taken, is still held: asks the server over the connection that holds it."""
        with self._using:
            if self._connection is None or not self._has:
                return False
            try:
                self._connection.execute("SELECT 1")
                return True
            except psycopg.Error:
                self._close()
                return False

    def holder(self) -> str:
        """The machine and process that hold the lock, as far as the server tells."""
        with self._using, contextlib.suppress(psycopg.Error):
            if self._connection is not None:
                row = self._connection.execute(_HOLDER, (self._name,)).fetchone()
                return str(row[0]).removeprefix("rejoinder on ").partition(f", {self._name}")[0] if row else ""
        return ""

    def release(self) -> None:
        """Give the lock back, by closing the connection."""
        with self._using:
            self._close()

    def _close(self) -> None:
        connection, self._connection, self._has = self._connection, None, False
        if connection is not None:
            with contextlib.suppress(psycopg.Error):
                connection.close()
