"""The packs that a service hands out: each is made once for a generation, then kept on disk and read from there."""

from __future__ import annotations

import contextlib
import hashlib
import os
import threading
from collections.abc import Iterator
from pathlib import Path

from filelock import FileLock, Timeout

from index.errors import IndexBusyError, IndexDamagedError, RejoinderError
from index.pack import difference
from index.pack.collect import RESPONSE_CHARACTERS, collect
from index.pack.reading import Pack, read
from index.pack.signature import public_key
from index.storage.generation import Contents, full_check
from index.storage.generations import PACKS, names, path_of
from index.storage.library import Library

PATIENCE = 5.0  # seconds that a request waits for a pack that another request is making


def make(library: Library, cases: Contents, response_characters: int | None = RESPONSE_CHARACTERS) -> bytes:
    """Make and sign the pack of a generation. Raises IndexDamagedError, or IndexWriteError if no key can be stored.

    Every file of the generation is first checked against its digest, so a damaged generation is never signed.
    """
    problem = next(full_check(cases.folder, cases.manifest), None)
    if problem is not None:
        raise IndexDamagedError(
            f"generation {cases.id} is damaged, so no pack can be made: {problem}. Roll back or rebuild the index"
        )
    private = library.state.pack_key()
    return collect(cases, library.sources(cases), response_characters).to_bytes(private)


class PackShelf:
    """The packs of one index. Threads and processes may share a shelf: one makes a pack, the others wait for it."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._folder = library.folder / PACKS
        self._making = threading.Lock()
        self._whole: dict[str, Path | bytes] = {}  # the packs that this process has checked, by name

    def tag(self, cases: Contents) -> str:
        """A tag that changes exactly when the bytes of the generation's pack change."""
        return f"{cases.id}-{self._beside()}"

    def _beside(self) -> str:
        """A digest of what a pack does not take from its generation: publishers set by hand, and the key."""
        key = public_key(self._library.state.pack_key())
        return hashlib.blake2b(f"{self._library.by_hand_digest()}\0{key}".encode(), digest_size=8).hexdigest()

    def whole(self, cases: Contents) -> Path | bytes:
        """The pack of a generation: a file, or its bytes if the disk refuses to store it.

        Raises IndexBusyError while another pack is being made, and the errors of `make`.
        """
        name = f"{self.tag(cases)}.pack"
        with self._one_maker():
            known = self._whole.get(name)
            if known is None or (isinstance(known, Path) and not known.exists()):
                known = self._checked(cases)
                self._whole = {name: known}
        return known

    def since(self, older: str, cases: Contents) -> Path | bytes | None:
        """The difference from the pack of an older generation; None if it cannot be made or saves nothing."""
        if older not in names(self._library.folder) or older > cases.id:
            return None
        whole = self.whole(cases)
        with self._one_maker(), contextlib.suppress(IndexDamagedError):
            path = self._folder / f"{self.tag(cases)}-from-{older}.diff"
            found: Path | bytes = path
            if not path.exists():
                old = self._checked(Contents(path_of(self._library.folder, older)))
                found = self._stored(path, difference.made(_read(old), _read(whole)))
            return found if _size(found) < _size(whole) else None
        return None

    @contextlib.contextmanager
    def _one_maker(self) -> Iterator[None]:
        """Let one thread in at a time; the others give up after `PATIENCE`, as a waiting thread serves nobody."""
        if not self._making.acquire(timeout=PATIENCE):
            raise IndexBusyError("a pack is being made: try again in a minute")
        try:
            yield
        finally:
            self._making.release()

    def _checked(self, cases: Contents) -> Path | bytes:
        """The pack of a generation; it is made if its file is missing or damaged."""
        path = self._folder / f"{self.tag(cases)}.pack"
        with _alone(self._folder):
            if path.exists() and self._is_whole(path):
                return path
            return self._stored(path, make(self._library, cases))

    def _stored(self, path: Path, data: bytes) -> Path | bytes:
        try:
            write_file(path, data)
        except OSError:
            return data
        self._tidy()
        return path

    def _is_whole(self, path: Path) -> bool:
        with contextlib.suppress(RejoinderError, OSError):
            read(path.read_bytes(), public_key(self._library.state.pack_key()))
            return True
        return False

    def _tidy(self) -> None:
        """Remove the packs of removed generations, and packs that are outdated by a change of publishers or key."""
        staying, beside = names(self._library.folder), self._beside()
        for path in self._folder.glob("*.*"):
            if path.suffix not in (".pack", ".diff"):
                continue
            if beside not in path.name or not any(path.name.startswith(name) for name in staying):
                path.unlink(missing_ok=True)


def _read(pack: Path | bytes) -> Pack:
    return read(pack if isinstance(pack, bytes) else pack.read_bytes())


def _size(pack: Path | bytes) -> int:
    return len(pack) if isinstance(pack, bytes) else pack.stat().st_size


def write_file(path: Path, data: bytes) -> None:
    """Write a file whole or not at all."""
    temporary = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        temporary.write_bytes(data)
        temporary.replace(path)
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)


@contextlib.contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Hold the lock of the packs folder. If the disk refuses the lock, go on without it: nothing will be written."""
    lock = None
    try:
        folder.mkdir(exist_ok=True)
        lock = FileLock(folder / "lock")
        lock.acquire(timeout=PATIENCE)
    except Timeout:
        raise IndexBusyError("another process is making a pack: try again in a minute") from None
    except OSError:
        lock = None
    try:
        yield
    finally:
        if lock is not None:
            lock.release()
