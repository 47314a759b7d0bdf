"""Folders for work in progress: each goes with the process that made it, and where that was killed, with the next one.

Whoever makes one holds a lock on the folder itself, which processes forked later hold too, and which the system lets go
when the last of them has ended, however that was. Who makes one removes those first that nobody holds.
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

Kind = Literal["service", "backup", "restore", "download"]
_TRIES = 5


class Scratch:
    """A folder of mode 0700, below the system's temporary folder where no other is named."""

    def __init__(self, kind: Kind = "service", below: Path | None = None) -> None:
        """Make one, after those are removed that a process of this user left behind when it was killed."""
        parent = Path(tempfile.gettempdir()) if below is None else below
        hidden = "" if below is None else "."  # where others keep files of their own
        _sweep(parent, hidden)
        for _ in range(_TRIES):
            self.path = Path(tempfile.mkdtemp(prefix=f"{hidden}rejoinder-{kind}-", dir=parent))
            self._lock = _locked(self.path)
            if self._lock is not None:
                return
            # another process that starts is removing it; or where it always fails, nothing here can be locked
            self.remove()
        self.path = Path(tempfile.mkdtemp(prefix=f"{hidden}rejoinder-{kind}-", dir=parent))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.remove()

    def folder(self, name: str) -> Path:
        """A folder in it, made when it is first asked for."""
        path = self.path / name
        path.mkdir(mode=0o700, exist_ok=True)
        return path

    def remove(self) -> None:
        """Remove it, then let go of it."""
        shutil.rmtree(self.path, ignore_errors=True)
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None


def _sweep(parent: Path, hidden: str = "") -> None:
    """Remove folders that no process holds. Those of other users are theirs, even where they have our name."""
    for kind in get_args(Kind):
        for path in parent.glob(f"{hidden}rejoinder-{kind}-*"):
            if (lock := _locked(path)) is not None:
                shutil.rmtree(path, ignore_errors=True)
                os.close(lock)


def _locked(path: Path) -> int | None:
    """The descriptor that holds a folder; None where it is no folder of this user, is held by others, or has gone."""
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
