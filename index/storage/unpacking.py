"""Unpacks a backup that may come from anybody: its size is checked before anything is written, and only its four files
are taken."""

from __future__ import annotations

import gzip
import json
import shutil
import tarfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO, cast

from index.errors import RejoinderError
from index.files import digest, disk_errors

FORMAT = 1
FILES = ("cases.jsonl", "sources.jsonl", "state.sqlite")
_MANIFEST = "manifest.json"
# The most bytes of each member. A million cases take about 4 GB.
_MOST = {_MANIFEST: 2**20, "cases.jsonl": 16 * 2**30, "sources.jsonl": 256 * 2**20, "state.sqlite": 4 * 2**30}
_MOST_HEADER = 16 * 2**10
# Text and databases compress to about a tenth. A file that unpacks to far more was made to fill a disk.
_FREE = 16 * 2**20
_MOST_RATIO = 100


class BackupError(RejoinderError):
    """A backup cannot be used; the message says what is wrong with it."""


def unpack(file: Path, work: Path) -> None:
    """Unpack a backup to a folder and check the digests of its files. Raises BackupError.

    The archive is read once to its end before the first byte is written, to check its sizes and its checksum.
    """
    sizes = {name: size for name, size, _ in _members(file)}
    if missing := [name for name in (_MANIFEST, *FILES) if name not in sizes]:
        raise BackupError(f"{file} is not a backup: it has no {missing[0]}")
    needed = sum(sizes.values())
    if needed > shutil.disk_usage(work).free:
        raise BackupError(
            f"{file} unpacks to {needed >> 20:,} MiB, and {work.parent} does not have that much space: "
            "free some, or set TMPDIR to a folder with more"
        )
    with disk_errors(work, "Nothing was restored."):
        for name, _size, source in _members(file):
            with (work / name).open("wb") as out:
                shutil.copyfileobj(source, out)
    _check_digests(file, work, _read_manifest(file, work))


def _members(file: Path) -> Iterator[tuple[str, int, BinaryIO]]:
    """Yield (name, size, content) for each file of the archive, in order; the end checks the archive's checksum."""
    seen: set[str] = set()
    try:
        with file.open("rb") as packed:
            raw = _Bounded(packed, file)
            with tarfile.open(fileobj=cast("BinaryIO", raw), mode="r|", tarinfo=_Member) as tar:
                for member in tar:
                    yield member.name, member.size, _checked(file, tar, member, seen)
            while raw.read(2**20):
                pass
    except FileNotFoundError:
        raise BackupError(f"{file}: there is no such file") from None
    except (gzip.BadGzipFile, tarfile.TarError, zlib.error, EOFError, ValueError) as e:
        raise BackupError(f"{file} is not a backup, or is damaged ({type(e).__name__})") from None


def _checked(file: Path, tar: tarfile.TarFile, member: tarfile.TarInfo, seen: set[str]) -> BinaryIO:
    """The content of a member, after checking that a backup may have it."""
    if member.name not in _MOST or not member.isreg() or member.issparse():
        raise BackupError(f"{file} holds {member.name[:80]!r}, which no backup does")
    if member.name in seen:
        raise BackupError(f"{file} holds {member.name} twice, which no backup does")
    seen.add(member.name)
    if member.size > (most := _MOST[member.name]):
        raise BackupError(
            f"{file} unpacks to {member.size >> 20:,} MiB of {member.name}, but at most {most >> 20:,} MiB are allowed"
        )
    source = tar.extractfile(member)
    assert source is not None
    return cast("BinaryIO", source)


class _Bounded:
    """The unpacked archive. Reading it fails as soon as it is far larger than an honest file of this size."""

    def __init__(self, packed: BinaryIO, file: Path) -> None:
        self._file = file
        self._raw = gzip.GzipFile(fileobj=packed)
        self._left = max(_FREE, file.stat().st_size * _MOST_RATIO)
        self._most = self._left

    def read(self, size: int) -> bytes:
        """Read at most `size` bytes. Raises BackupError for a decompression bomb."""
        piece = self._raw.read(size)
        self._left -= len(piece)
        if self._left < 0:
            raise BackupError(
                f"{self._file} unpacks to more than {self._most >> 20:,} MiB, {_MOST_RATIO} times its size: "
                "refused as a decompression bomb"
            )
        return piece


class _Member(tarfile.TarInfo):
    """A member whose extended headers (long names, dates) are small, because tarfile reads them whole into memory."""

    def _proc_member(self, tar: tarfile.TarFile) -> Any:
        # tarfile documents this method as the one to override
        if self.type not in tarfile.REGULAR_TYPES and self.size > _MOST_HEADER:
            raise ValueError("a header is too large")
        if self.type == tarfile.GNUTYPE_SPARSE:
            raise ValueError("a sparse file")
        return super()._proc_member(tar)  # type: ignore[misc]


def _read_manifest(file: Path, work: Path) -> dict[str, Any]:
    try:
        about = json.loads((work / _MANIFEST).read_text("utf-8"))
    except (ValueError, RecursionError):
        raise BackupError(f"{file} is not a backup, or is damaged: its manifest is not JSON") from None
    if not isinstance(about, dict) or about.get("format") != FORMAT:
        found = about.get("format") if isinstance(about, dict) else None
        raise BackupError(f"{file} was made by another version (format {str(found)[:20]})")
    return about


def _check_digests(file: Path, work: Path, about: dict[str, Any]) -> None:
    expected = about.get("files")
    for name in FILES:
        if not isinstance(expected, dict) or digest(work / name) != expected.get(name):
            raise BackupError(f"{file} is damaged: {name} is not what was backed up")
