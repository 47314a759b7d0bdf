"""A temporary folder that lives as long as the service. If the service is killed, its next start removes the folder.

The process that makes the folder holds a lock on it. Processes that it forks hold the lock too, and the system releases
it when the last of them ends, however it ends.
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
        """Make the folder, after removing those that killed services of this user left behind."""
        _sweep()
        for _ in range(_TRIES):
            self.path = Path(tempfile.mkdtemp(prefix=_PREFIX))
            self._lock = _locked(self.path)
            if self._lock is not None:
                return
            # another service that starts is just removing it; if every try fails, nothing can be locked here
            self.remove()
        self.path = Path(tempfile.mkdtemp(prefix=_PREFIX))

    def folder(self, name: str) -> Path:
        """A subfolder, made on first use."""
        path = self.path / name
        path.mkdir(mode=0o700, exist_ok=True)
        return path

    def remove(self) -> None:
        """Remove the folder. The lock ends with the process."""
        shutil.rmtree(self.path, ignore_errors=True)


def _sweep() -> None:
    """Remove this user's folders that no process holds."""
    for path in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"):
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
