"""Connections to a PostgreSQL database within limits: how they are made, and how statements reach them."""

from __future__ import annotations

import contextlib
import functools
import os
import socket
import time
from collections.abc import Iterable, Sequence
from typing import Any

import psycopg
from psycopg import conninfo

from index.admin_state.engine import Rows
from index.errors import StateUnavailableError

SECONDS_PER_STATEMENT = 7.0  # for an answer, if neither the server's limits nor the network's end it before
# For an answer to the first statement of a transaction: one that reads waits for nobody, one that writes for a lock.
SECONDS_TO_READ, SECONDS_TO_WRITE = 3.0, 5.0
_SECONDS_FOR_MANY = 300.0
_FOR_THE_CONNECTION: dict[str, Any] = {
    "connect_timeout": 3,
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 15_000,
}
# Milliseconds; and seconds until the server notices that a machine is gone, and frees the locks that it held.
_FOR_THE_SESSION = {
    "statement_timeout": 5_000,
    "lock_timeout": 4_000,
    "idle_in_transaction_session_timeout": 60_000,
    "tcp_keepalives_idle": 10,
    "tcp_keepalives_interval": 5,
    "tcp_keepalives_count": 3,
    "client_min_messages": "warning",
}


class NoAnswer(psycopg.OperationalError):
    """The server said nothing for too long. The connection is of no use any more."""


class LimitedConnection(psycopg.Connection[tuple[Any, ...]]):
    """A connection on which nothing waits without a limit, even if the server is there but says nothing."""

    most_seconds = SECONDS_PER_STATEMENT

    def wait(self, gen: Any, interval: float = 0.1, timeout: float | None = None) -> Any:
        """As psycopg's, but for `most_seconds` at most. After that, the connection is of no use."""
        begun = time.monotonic()
        try:
            return super().wait(gen, interval, timeout or self.most_seconds)
        except psycopg.OperationalError as e:
            if e.sqlstate is not None or time.monotonic() - begun < self.most_seconds:
                raise
            self.pgconn.finish()
            raise NoAnswer(f"no answer within {self.most_seconds:.0f} seconds") from None


class Address:
    """The address of a database. Raises StateUnavailableError if it is malformed."""

    def __init__(self, address: str) -> None:
        given: dict[str, Any] = {}
        with contextlib.suppress(psycopg.Error):
            given = conninfo.conninfo_to_dict(address)
        if not given:
            # the message of the library quotes the address, with its password
            raise StateUnavailableError(
                "REJOINDER_STATE is no address of a database: it must be postgresql://USER@HOST/DATABASE, with special "
                "characters as %XX"
            )
        self.described = _described(given)
        session = " ".join(f"-c {name}={value}" for name, value in _FOR_THE_SESSION.items())
        self._parameters: dict[str, Any] = {
            **_FOR_THE_CONNECTION,
            **given,
            "options": f"{session} {given.get('options') or ''}".strip(),
        }

    def connect(self, use: str = "") -> LimitedConnection:
        """A new connection, named after this machine, process and `use` for whoever looks. Raises psycopg's errors."""
        name = f"rejoinder on {socket.gethostname()}, process {os.getpid()}{use and f', {use}'}"
        parameters = {"application_name": name, **self._parameters}
        return LimitedConnection.connect(**parameters, autocommit=True, prepare_threshold=None)


def _described(given: dict[str, Any]) -> str:
    """The database in words, without user and password."""
    host = given.get("host") or given.get("hostaddr") or os.environ.get("PGHOST") or "localhost"
    port = given.get("port") or os.environ.get("PGPORT") or "5432"
    return f"the database {given.get('dbname') or os.environ.get('PGDATABASE') or ''} at {host}:{port}"


class Translating:
    """A connection in a transaction that takes statements as index/admin_state writes them."""

    def __init__(self, connection: LimitedConnection) -> None:
        self._connection = connection

    def execute(self, sql: str, values: Sequence[Any] = (), /) -> Rows:
        """Run one statement."""
        return self._connection.execute(_translated(sql), _storable(values))

    def executemany(self, sql: str, rows: Iterable[Sequence[Any]], /) -> object:
        """Run one statement for every row."""
        self._connection.most_seconds = _SECONDS_FOR_MANY
        try:
            with self._connection.cursor() as cursor:
                cursor.executemany(_translated(sql), map(_storable, rows))
                return cursor
        finally:
            self._connection.most_seconds = SECONDS_PER_STATEMENT


@functools.lru_cache(maxsize=512)
def _translated(sql: str) -> bytes:
    """A statement with psycopg's marks for values. No statement of ours has a question mark in a text."""
    return sql.replace("%", "%%").replace("?", "%s").encode()


def _storable(values: Sequence[Any]) -> list[Any]:
    """The values without the character U+0000, which PostgreSQL cannot store, and which no text needs."""
    return [value.replace("\0", "\ufffd") if isinstance(value, str) else value for value in values]
