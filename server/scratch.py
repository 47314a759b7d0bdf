"""A folder for what lives as long as the service: it goes with it, and where everything was killed, at the next start.

Whoever makes one holds a lock on the folder itself, which processes forked later hold too, and which the system lets go
when the last of them has ended, however that was.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import shutil
import stat
import tempfile
from pathlib import Path

_PREFIX = "rejoinder-service-"
_TRIES = 5


class Scratch:
    """A folder of mode 0700 below the system's temporary folder."""

    def __init__(self) -> None:
        """Make one, after those are removed that a service of this user left behind when it was killed."""
        _sweep()
        for _ in range(_TRIES):
            self.path = Path(tempfile.mkdtemp(prefix=_PREFIX))
            self._lock = _locked(self.path)
            if self._lock is not None:
                return
            # another service that starts is removing it; or where it always fails, nothing here can be locked
            self.remove()
        self.path = Path(tempfile.mkdtemp(prefix=_PREFIX))

    def folder(self, name: str) -> Path:
        """A folder in it, made when it is first asked for."""
        path = self.path / name
        path.mkdir(mode=0o700, exist_ok=True)
        return path

    def remove(self) -> None:
        """Remove it. The lock goes with the process."""
        shutil.rmtree(self.path, ignore_errors=True)


def _sweep() -> None:
    """Remove folders that no process holds. Those of other users are theirs, even where they have our name."""
    for path in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"):
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
