"""File helpers: fsync, atomic replacement, digests, disk errors in plain words, and memory-mapped arrays."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from index.errors import IndexWriteError

_REFUSALS = {
    errno.ENOSPC: "the disk is full",
    errno.EDQUOT: "the disk quota is used up",
    errno.EFBIG: "a file grew over the allowed size",
    errno.EROFS: "the disk is read-only",
    errno.EACCES: "this user may not write there",
    errno.EPERM: "this user may not write there",
    errno.EMFILE: "too many files are open",
}


@contextlib.contextmanager
def disk_errors(folder: Path, consequence: str) -> Iterator[None]:
    """Turn an OSError in the block into an IndexWriteError that says why the disk refused, then `consequence`."""
    try:
        yield
    except OSError as e:
        why = _REFUSALS.get(e.errno or 0, e.strerror or type(e).__name__)
        raise IndexWriteError(f"cannot write to the index {folder}: {why}. {consequence}") from e


def sync(path: Path) -> None:
    """Force a file or a folder's entries to the disk."""
    fd = os.open(path, os.O_RDONLY)
    try:
        os.fsync(fd)
    finally:
        os.close(fd)


def sync_tree(folder: Path) -> None:
    """Force every file below a folder, and the folders themselves, to the disk."""
    for path in sorted(folder.rglob("*")):
        sync(path)
    sync(folder)


def write_atomically(path: Path, text: str) -> None:
    """Replace a small file atomically: readers see the old text or the new one, even after a power cut."""
    replace_file(path, (text.encode("utf-8"),), str(os.getpid()))


def replace_file(path: Path, pieces: Iterable[bytes], writer: str) -> None:
    """Replace a file atomically by pieces that are written beside it. `writer` tells those apart who may do so at once.

    A writer that is killed leaves the hidden file `.NAME.WRITER`.
    """
    temporary = path.with_name(f".{path.name}.{writer}")
    try:
        with temporary.open("wb") as f:
            for piece in pieces:
                f.write(piece)
            f.flush()
            os.fsync(f.fileno())
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)
    sync(path.parent)


def digest(path: Path) -> str:
    """The SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as f:
        return hashlib.file_digest(f, "sha256").hexdigest()


def digests(folder: Path) -> dict[str, dict[str, int | str]]:
    """The size in bytes and the SHA-256 of every file below a folder, keyed by its path relative to the folder."""
    return {
        path.relative_to(folder).as_posix(): {"bytes": path.stat().st_size, "sha256": digest(path)}
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def mapped_array(path: Path) -> npt.NDArray[Any]:
    """Map the array of an .npy file, read-only: its pages are read on first use and shared by all processes.

    Raises OSError or ValueError if the array cannot be read.
    """
    # Pass a string: NumPy resolves every link of a Path, which took half the time of opening a generation.
    array = np.load(os.fspath(path), mmap_mode="r", allow_pickle=False)
    # Return a plain array: indexing a memmap makes another memmap each time, which costs several times as much.
    return array.view(np.ndarray) if array.size else np.asarray(array)
