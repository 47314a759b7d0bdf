"""What keeps the state: a file beside the index, or a database that several machines share."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any, Protocol

Stamp = tuple[int, int]


class Rows(Protocol):
    """The result of a statement."""

    @property
    def rowcount(self) -> int:
        """How many rows the statement changed."""

    def fetchone(self) -> Any:
        """The next row as a tuple, or None."""

    def fetchall(self) -> list[Any]:
        """The rows that are left."""

    def __iter__(self) -> Iterator[Any]:
        """The rows that are left, one by one."""


class Connection(Protocol):
    """A connection in a transaction. Statements mark values by `?` and keep to what all engines understand."""

    def execute(self, sql: str, values: Sequence[Any] = ..., /) -> Rows:
        """Run one statement."""

    def executemany(self, sql: str, rows: Iterable[Sequence[Any]], /) -> object:
        """Run one statement for every row."""


class MachineLock(Protocol):
    """A lock of an installation that one process on one machine holds. It is lost with the connection to the state."""

    def acquire(self) -> bool:
        """Take the lock, or check that it is still held. False if another process holds it. Raises a RejoinderError."""

    def held(self) -> bool:
        """Whether the lock, once taken, is still held."""

    def holder(self) -> str:
        """Who holds the lock, in words for a message; "" if that is unknown."""

    def release(self) -> None:
        """Give the lock back."""


@dataclass(frozen=True, slots=True)
class Contact:
    """How a process is with what keeps its state.

    problem: what is wrong, for an admin's eyes only; "" if nothing is    silent: seconds since it last answered
    """

    problem: str = ""
    silent: float = 0.0


class Engine(Protocol):
    """What keeps the state. Threads may share it, and processes that are forked."""

    @property
    def place(self) -> str:
        """Where the state is, in words for a message; never with a password."""

    @property
    def shared(self) -> bool:
        """Whether other machines may use the same state."""

    def exists(self) -> bool:
        """Whether there may be something to read. Cheap."""

    def reading(self) -> AbstractContextManager[Connection]:
        """A connection in a transaction that only reads and sees one moment."""

    def transaction(self, *, overwriting: bool = False, quiet: bool = False) -> AbstractContextManager[Connection]:
        """A connection in a transaction that writes; one at a time in the whole installation.

        With `overwriting`, what is deleted is overwritten on disk where the engine can do that. A `quiet` one changes
        nothing that anybody keeps in memory, so it need not raise the stamp, and does not wait for others.
        """

    def stamp(self) -> Stamp:
        """A value that differs after every change; (0, 0) if nothing is known yet. Cheap enough for every request."""

    def damage(self) -> str | None:
        """The first fault that the engine's own check finds, or None. Raises a RejoinderError."""

    def renumber(self, db: Connection, table: str) -> None:
        """Let new rows of a table get numbers above those that were just written into it."""

    def lock(self, name: str, *, shared: bool = False) -> MachineLock:
        """A lock between the machines that use this state. Holders of a `shared` one exclude only the others."""

    def contact(self) -> Contact:
        """How this process is with the engine. Asks nobody."""

    def follow(self, seconds: float) -> None:
        """Look for changes every `seconds` in a thread of this process, so that `stamp` need not ask."""

    def look(self) -> None:
        """Ask the engine whether anything has changed. Raises a RejoinderError."""

    def close(self) -> None:
        """Close what is kept open in this process, as before a fork. It may be used again."""
