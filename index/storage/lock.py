"""The writer lock of an index. The operating system releases it when its process dies."""

from __future__ import annotations

import contextlib
import errno
import os
from collections.abc import Iterator
from pathlib import Path

from filelock import FileLock, Timeout

from index.errors import IndexBusyError


@contextlib.contextmanager
def writer_lock(folder: Path) -> Iterator[None]:
    """Hold the index's writer lock for the block. Raises IndexBusyError at once if another process holds it."""
    note = folder / "writer"
    lock = FileLock(folder / "lock")
    try:
        lock.acquire(timeout=0)
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


def _holder(note: Path) -> str:
    with contextlib.suppress(OSError):
        return f" (process {note.read_text('utf-8')})"
    return ""
