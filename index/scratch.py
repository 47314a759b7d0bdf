"""Temporary folders for work in progress. If the process that made one is killed, the next such process removes it.

The process that makes the folder holds a lock on it. Processes that it forks hold the lock too, and the system releases
it when the last of them ends, however it ends. Whoever makes a folder first removes those that nobody holds.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import shutil
import stat
import tempfile
from pathlib import Path
from typing import Literal, Self, get_args

Kind = Literal["service", "backup", "restore", "download", "search"]
_TRIES = 5


class Scratch:
    """A folder of mode 0700, below the system's temporary folder where no other is named."""

    def __init__(self, kind: Kind = "service", below: Path | None = None) -> None:
        """Make the folder, after removing those that killed processes of this user left behind."""
        parent = Path(tempfile.gettempdir()) if below is None else below
        hidden = "" if below is None else "."  # others keep their files there
        _sweep(parent, hidden)
        for _ in range(_TRIES):
            self.path = Path(tempfile.mkdtemp(prefix=f"{hidden}rejoinder-{kind}-", dir=parent))
            self._lock = _locked(self.path)
            if self._lock is not None:
                return
            # another process that starts is just removing it; if every try fails, nothing can be locked here
            self.remove()
        self.path = Path(tempfile.mkdtemp(prefix=f"{hidden}rejoinder-{kind}-", dir=parent))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.remove()

    def folder(self, name: str) -> Path:
        """A subfolder, made on first use."""
        path = self.path / name
        path.mkdir(mode=0o700, exist_ok=True)
        return path

    def remove(self) -> None:
        """Remove the folder, then release its lock."""
        shutil.rmtree(self.path, ignore_errors=True)
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None


def _sweep(parent: Path, hidden: str = "") -> None:
    """Remove this user's folders that no process holds."""
    for kind in get_args(Kind):
        for path in parent.glob(f"{hidden}rejoinder-{kind}-*"):
            if (lock := _locked(path)) is not None:
                shutil.rmtree(path, ignore_errors=True)
                os.close(lock)


def _locked(path: Path) -> int | None:
    """Lock a folder and return its descriptor; None if it is gone, not this user's, or held by another process."""
    try:
        lock = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    except OSError:
        return None
    with contextlib.suppress(OSError):
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        opened, found = os.fstat(lock), os.lstat(path)
        if os.path.samestat(opened, found) and stat.S_IMODE(opened.st_mode) == 0o700 and opened.st_uid == os.geteuid():
            return lock
    os.close(lock)
    return None
