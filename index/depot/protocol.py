"""What a depot has to be able to do. `folder` and `s3` do it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

Told = Callable[[int], None]  # called with the number of bytes that were copied since the last call


@dataclass(frozen=True, slots=True)
class Document:
    """A small object as it was read. `tag` changes whenever the object does."""

    data: bytes
    tag: str


@dataclass(frozen=True, slots=True)
class Entry:
    """An object in a listing. `size` is in bytes, `changed` in seconds since the epoch by the depot's clock."""

    name: str
    size: int
    changed: float


class Depot(Protocol):
    """Stores objects by names such as `generations/NAME/cases.jsonl`. Threads may share a depot.

    Every method raises DepotUnreachableError or DepotRefusedError, and gives up after a stated time.
    """

    address: str

    def read(self, name: str, most: int) -> Document | None:
        """A small object, or None if there is none. Raises UntrustedError if it has more than `most` bytes."""

    def fetch(self, name: str, to: Path, size: int, told: Told) -> str:
        """Copy an object to a new file, and return the SHA-256 of what was written, in hexadecimal.

        Raises UntrustedError if there is no such object, or if it does not have `size` bytes: no byte beyond them is
        written. Raises OSError if the file cannot be written.
        """

    def write(self, name: str, data: bytes) -> None:
        """Write a small object, whole or not at all."""

    def store(self, name: str, source: Path, told: Told) -> None:
        """Copy a file into an object, whole or not at all."""

    def replace(self, name: str, data: bytes, tag: str | None) -> str:
        """Write an object only if it still has this tag (None: only if there is none). Returns its new tag.

        Raises DepotConflictError if it was changed; then nothing was written.
        """

    def list(self, prefix: str) -> list[Entry]:
        """Every object whose name begins with a prefix, which ends with a slash."""

    def below(self, prefix: str) -> tuple[str, ...]:
        """The names directly below a prefix, also of what a killed copy left without a whole object."""

    def moment(self) -> float:
        """The time by the depot's clock, in seconds since the epoch, as the clocks of machines differ.

        It is this machine's own where nothing may be written.
        """

    def delete(self, name: str) -> None:
        """Remove an object, if there is one."""

    def delete_below(self, prefix: str) -> None:
        """Remove every object below a prefix."""
