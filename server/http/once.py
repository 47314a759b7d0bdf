"""Makes sure that what several workers notice is reported once: only the first of them can claim a key."""

from __future__ import annotations

import contextlib
import hashlib
import os
import threading
import time
from pathlib import Path


class Once:
    """Claims on keys, kept in a folder that all workers share, or in this process if there is no folder."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder / "once" if folder is not None else None
        self._claimed: set[str] = set()
        self._claiming = threading.Lock()
        self.started = time.time()
        if self._folder is not None:
            self._folder.mkdir(exist_ok=True)
            self.first("started")
            # when the service started, not this worker, which may have replaced another
            self.started = self._path("started").stat().st_mtime

    def first(self, key: str) -> bool:
        """Claim a key. Returns False if it was claimed before."""
        if self._folder is None:
            with self._claiming:
                new = key not in self._claimed
                self._claimed.add(key)
            return new
        try:
            os.close(os.open(self._path(key), os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        except FileExistsError:
            return False
        return True

    def forget(self, key: str) -> bool:
        """Let a key be claimed again. Returns whether it was claimed."""
        if self._folder is None:
            with self._claiming:
                was = key in self._claimed
                self._claimed.discard(key)
            return was
        with contextlib.suppress(FileNotFoundError):
            self._path(key).unlink()
            return True
        return False

    def _path(self, key: str) -> Path:
        assert self._folder is not None
        return self._folder / hashlib.sha256(key.encode()).hexdigest()[:32]
