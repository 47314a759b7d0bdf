"""The packs that a service hands out: made once for a generation, kept beside it, and read from the disk after that."""

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

PATIENCE = 5.0  # seconds that a request waits for a pack that another one makes


def make(library: Library, cases: Contents, response_characters: int | None = RESPONSE_CHARACTERS) -> bytes:
    """The pack of a generation, signed. Raises IndexDamagedError, or IndexWriteError where no key can be kept.

    What is signed is what was built: every file of the generation is held against its digest first.
    """
    problem = next(full_check(cases.folder, cases.manifest), None)
    if problem is not None:
        raise IndexDamagedError(
            f"generation {cases.id} is damaged: {problem}. No pack is made of it: roll back or rebuild the index"
        )
    private = library.state.pack_key()
    return collect(cases, library.sources(cases), response_characters).to_bytes(private)


class PackShelf:
    """The packs of one index. Threads and processes may share a shelf: one of them makes a pack, the others wait."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._folder = library.folder / PACKS
        self._making = threading.Lock()
        self._whole: dict[str, Path | bytes] = {}  # by name, what was checked since the process began

    def tag(self, cases: Contents) -> str:
        """Another text when the pack of a generation would have other bytes, and only then."""
        return f"{cases.id}-{self._beside()}"

    def _beside(self) -> str:
        """A digest of what a pack holds that is of no generation: publishers set by hand, and the key."""
        key = public_key(self._library.state.pack_key())
        return hashlib.blake2b(f"{self._library.by_hand_digest()}\0{key}".encode(), digest_size=8).hexdigest()

    def whole(self, cases: Contents) -> Path | bytes:
        """The pack of a generation: a file, or its bytes where the disk refuses to keep it.

        Raises IndexBusyError while another is being made, and what `make` raises.
        """
        name = f"{self.tag(cases)}.pack"
        with self._one_maker():
            known = self._whole.get(name)
            if known is None or (isinstance(known, Path) and not known.exists()):
                known = self._checked(cases)
                self._whole = {name: known}
        return known

    def since(self, older: str, cases: Contents) -> Path | bytes | None:
        """The difference from the pack of an older generation; None where none can be made, or it saves nothing."""
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
        """One thread at a time: a pack takes seconds, and threads that wait for it answer nobody."""
        if not self._making.acquire(timeout=PATIENCE):
            raise IndexBusyError("a pack is being made: try again in a minute")
        try:
            yield
        finally:
            self._making.release()

    def _checked(self, cases: Contents) -> Path | bytes:
        """The pack of a generation, made where there is none or where its file is not what was written."""
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
        """Remove the packs of generations that are gone, and those from before a publisher was changed by hand."""
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
    """Hold the lock of the packs. On a disk that refuses there is none, and nothing to be written beside others."""
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
