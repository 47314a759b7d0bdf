"""A depot in a folder, such as one that several machines mount."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import shutil
import stat
import time
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from filelock import FileLock, Timeout

from index.depot.errors import DepotConflictError, DepotError, DepotRefusedError, DepotUnreachableError, UntrustedError
from index.depot.protocol import Document, Entry, Told
from index.depot.transfer import PIECE, write_pieces
from index.files import replace_file
from index.storage.generations import CURRENT

_LOCK = ".lock"
_LOCK_SECONDS = 10.0
_REFUSALS = {
    errno.EACCES: (DepotRefusedError, "this user may not use it: give the user the folder, or correct REJOINDER_DEPOT"),
    errno.EPERM: (DepotRefusedError, "this user may not use it: give the user the folder, or correct REJOINDER_DEPOT"),
    errno.EROFS: (DepotRefusedError, "it is read-only: mount it writable"),
    errno.ENOSPC: (DepotUnreachableError, "its disk is full: make room there, or run `rejoinder depot prune`"),
    errno.EDQUOT: (DepotUnreachableError, "its quota is used up: make room there, or run `rejoinder depot prune`"),
}  # fmt: skip


class FolderDepot:
    """A depot in a folder, which must exist. Links in it are refused, as they could lead out of it."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self.address = str(root)

    def read(self, name: str, most: int) -> Document | None:
        """See `Depot.read`."""
        with self._errors(name):
            try:
                with self._opened(name) as f:
                    data = f.read(most + 1)
            except FileNotFoundError:
                self._present()
                return None
        if len(data) > most:
            raise UntrustedError(f"{name} in {self.address} has more than the {most:,} bytes that it may have")
        return Document(data, _tag(data))

    def fetch(self, name: str, to: Path, size: int, told: Told) -> str:
        """See `Depot.fetch`."""
        with self._errors(name):
            try:
                source = self._opened(name)
            except FileNotFoundError:
                self._present()
                raise UntrustedError(f"{name} is missing from {self.address}") from None
        with source:
            return write_pieces(self._pieces(source, name), f"{name} in {self.address}", to, size, told)

    def write(self, name: str, data: bytes) -> None:
        """See `Depot.write`."""
        with self._errors(name):
            self._put(name, iter((data,)))

    def store(self, name: str, source: Path, told: Told) -> None:
        """See `Depot.store`."""
        with source.open("rb") as f, self._errors(name):
            self._put(name, _counted(f, told))

    def replace(self, name: str, data: bytes, tag: str | None) -> str:
        """See `Depot.replace`. The operating system releases the lock if its holder dies."""
        self._present()
        try:
            with self._errors(name), FileLock(self._root / _LOCK).acquire(timeout=_LOCK_SECONDS):
                found = self.read(name, max(len(data), PIECE))
                if (found.tag if found is not None else None) != tag:
                    raise DepotConflictError(f"{name} in {self.address} was changed by another builder")
                self._put(name, iter((data,)))
        except Timeout:
            raise DepotUnreachableError(
                f"{self._root / _LOCK} has been locked by another process for {_LOCK_SECONDS:.0f} seconds"
            ) from None
        return _tag(data)

    def list(self, prefix: str) -> list[Entry]:
        """See `Depot.list`."""
        entries = []
        with self._errors(prefix):
            self._present()
            for folder, folders, files in os.walk(self._root / prefix):
                folders[:] = [name for name in folders if not name.startswith(".")]
                for file in files:
                    path = Path(folder, file)
                    if file.startswith("."):
                        continue
                    with contextlib.suppress(FileNotFoundError):  # removed since
                        found = path.lstat()
                        if stat.S_ISREG(found.st_mode):
                            name = path.relative_to(self._root).as_posix()
                            entries.append(Entry(name, found.st_size, found.st_mtime))
        return sorted(entries, key=lambda entry: entry.name)

    def below(self, prefix: str) -> tuple[str, ...]:
        """See `Depot.below`."""
        with self._errors(prefix):
            self._present()
            with contextlib.suppress(FileNotFoundError):
                return tuple(sorted(path.name for path in (self._root / prefix).iterdir()))
        return ()

    def moment(self) -> float:
        """See `Depot.moment`. It is the clock of whatever disk this is."""
        self._present()
        probe = self._root / f".clock.{os.uname().nodename}.{os.getpid()}"
        try:
            probe.touch()
            return probe.stat().st_mtime
        except OSError:
            return time.time()
        finally:
            with contextlib.suppress(OSError):
                probe.unlink(missing_ok=True)

    def delete(self, name: str) -> None:
        """See `Depot.delete`."""
        with self._errors(name), contextlib.suppress(FileNotFoundError):
            (self._root / name).unlink()

    def delete_below(self, prefix: str) -> None:
        """See `Depot.delete_below`."""
        with self._errors(prefix), contextlib.suppress(FileNotFoundError):
            shutil.rmtree(self._root / prefix)

    def _opened(self, name: str) -> BinaryIO:
        """A regular file of the folder, opened for reading, without following any link."""
        at = os.open(self._root, os.O_RDONLY | os.O_DIRECTORY)
        *folders, file = name.split("/")
        try:
            for folder in folders:
                below = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW, dir_fd=at)
                os.close(at)
                at = below
            # not blocking, so that opening a pipe does not wait
            found = os.open(file, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK, dir_fd=at)
        except OSError as e:
            if e.errno in (errno.ELOOP, errno.ENOTDIR):
                raise UntrustedError(f"{name} in {self.address} is a link or no file: remove it, and push again") from e
            raise
        finally:
            os.close(at)
        if not stat.S_ISREG(os.fstat(found).st_mode):
            os.close(found)
            raise UntrustedError(f"{name} in {self.address} is no plain file: remove it, and push again")
        return os.fdopen(found, "rb")

    def _pieces(self, source: BinaryIO, name: str) -> Iterator[bytes]:
        while True:
            with self._errors(name):
                piece = source.read(PIECE)
            if not piece:
                return
            yield piece

    def _put(self, name: str, pieces: Iterator[bytes]) -> None:
        """Write an object beside its place and rename it, so that nobody sees half of it."""
        self._present()
        path = self._root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.parent.resolve() != (self._root.resolve() / name).parent:
            raise UntrustedError(f"{path.parent} is reached through a link: remove it, and push again")
        replace_file(path, pieces, f"{os.uname().nodename}.{os.getpid()}")

    def _present(self) -> None:
        if not self._root.is_dir():
            raise DepotRefusedError(
                f"there is no folder {self.address}: mount it, make it with mkdir, or correct REJOINDER_DEPOT"
            )
        if (self._root / CURRENT).exists():
            raise DepotRefusedError(
                f"{self.address} is the folder of an index, and a depot must have its own: correct REJOINDER_DEPOT"
            )

    @contextlib.contextmanager
    def _errors(self, name: str) -> Iterator[None]:
        """Turn an OSError of the depot's disk into a DepotError."""
        try:
            yield
        except (DepotError, Timeout):
            raise
        except FileNotFoundError:
            self._present()
            raise
        except OSError as e:
            kind, why = _REFUSALS.get(e.errno or 0, (DepotUnreachableError, e.strerror or type(e).__name__))
            raise kind(f"the depot {self.address} cannot be used ({name}): {why}") from e


def _tag(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _counted(f: BinaryIO, told: Told) -> Iterator[bytes]:
    while piece := f.read(PIECE):
        yield piece
        told(len(piece))
