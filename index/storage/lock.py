"""The writer lock of an index. The operating system releases it when its process dies."""

from __future__ import annotations

import contextlib
import errno
import os
from collections.abc import Iterator
from pathlib import Path

from filelock import FileLock, Timeout

from index.admin_state.database import State
from index.admin_state.engine import MachineLock
from index.errors import IndexBusyError

_PATIENCE_S = 1.0  # `is_held` takes a lock for a moment, which must not fail a build


@contextlib.contextmanager
def writer_lock(folder: Path) -> Iterator[None]:
    """Hold the index's writer lock for the block. Raises IndexBusyError if another process keeps it for a while."""
    note = folder / "writer"
    lock = FileLock(folder / "lock")
    try:
        lock.acquire(timeout=_PATIENCE_S)
    except Timeout:
        raise IndexBusyError(
            f"another build, update or rollback is writing to the index {folder}{_holder(note)}: "
            "wait until it is done, then try again"
        ) from None
    try:
        note.write_text(str(os.getpid()), "utf-8")
        yield
    finally:
        note.unlink(missing_ok=True)
        lock.release()


def is_locked(folder: Path) -> bool:
    """Whether a process is writing to the index."""
    return is_held(folder / "lock")


def is_held(path: Path) -> bool:
    """Whether a process holds the lock of a file. It counts as held if we may not try it, except on a read-only disk.

    This does not create the file: if there is none, nobody holds the lock.
    """
    if not path.exists():
        return False
    lock = FileLock(path)
    try:
        lock.acquire(timeout=0)
    except (Timeout, OSError) as e:
        return not (isinstance(e, OSError) and e.errno == errno.EROFS)
    lock.release()
    return False


@contextlib.contextmanager
def lock_between_machines(state: State, *, side_by_side: bool = False) -> Iterator[MachineLock]:
    """Hold the writer lock of all machines that share a state for the block. Raises IndexBusyError at once.

    Those who write `side_by_side`, each to its own index, exclude only the others. A state that no other machine uses
    has no such lock. The lock is lost with the connection to the state: whoever makes something live checks `held`.
    """
    lock = state.lock("writer", shared=side_by_side)
    try:
        if not lock.acquire():
            holder = lock.holder()
            raise IndexBusyError(
                f"another machine is building with the state in {state.place}{f' ({holder})' if holder else ''}: "
                "wait until it is done, then try again"
            )
        yield lock
    finally:
        lock.release()


def _holder(note: Path) -> str:
    with contextlib.suppress(OSError):
        return f" (process {note.read_text('utf-8')})"
    return ""
