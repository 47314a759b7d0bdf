"""A file to read: it is unpacked if it is gzipped, and refused if it is not text."""

from __future__ import annotations

import codecs
import gzip
import io
import re
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, cast

from index.errors import SourceError

HEAD = 64 * 1024
MAX_WHOLE = 32 * 1024 * 1024  # most bytes of a file that is read in one piece (a saved page)
MAX_UNPACKED = 8 * 1024**3
_FREE = 16 * 1024**2  # bytes below which any ratio is allowed; case texts compress 1:3 to 1:20, bombs 1:1000
_MAX_RATIO = 200

_MAGIC = (
    (b"PK\x03\x04", "a ZIP archive or an office document: unpack it, or export the sheet as CSV (UTF-8)"),
    (b"%PDF", "a PDF: save the page as HTML or text instead"),
    (b"\x7fELF", "a program"),
    (b"MZ", "a program"),
    (b"\x89PNG", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"GIF8", "an image"),
    (b"SQLite format 3", "an SQLite database: export its rows as JSON lines"),
    (b"BZh", "a bzip2 archive: unpack it first"),
    (b"\xfd7zXZ", "an xz archive: unpack it first"),
    (b"7z\xbc\xaf", "a 7z archive: unpack it first"),
    (b"\x28\xb5\x2f\xfd", "a zstd archive: unpack it first"),
    (b"\xd0\xcf\x11\xe0", "an old office document: export the sheet as CSV (UTF-8)"),
)


@dataclass(frozen=True, slots=True)
class Document:
    """A file on disk, its name in reports, and the address that it was fetched from ("" for a local file)."""

    path: Path
    name: str
    url: str = ""

    def open(self) -> BinaryIO:
        """Open the file for reading bytes: unpacked, and after any UTF-8 byte order mark. Raises SourceError."""
        try:
            stream: BinaryIO = self.path.open("rb")
        except OSError as e:
            raise SourceError(f"{self.name}: cannot be read: {e.strerror or e}") from None
        if stream.read(2) == b"\x1f\x8b":
            stream.seek(0)
            stream = cast(BinaryIO, io.BufferedReader(_Unpacked(stream, self.name), HEAD))
            if stream.peek(3)[:3] == codecs.BOM_UTF8:  # type: ignore[attr-defined]
                stream.read(3)
            return stream
        stream.seek(0)
        if stream.read(3) != codecs.BOM_UTF8:
            stream.seek(0)
        return stream

    def head(self) -> bytes:
        """The first 64 KiB. Raises SourceError, which says what to do, if the file is empty, binary or UTF-16."""
        with self.open() as stream:
            head = stream.read(HEAD)
        if not head.strip(b"\x00 \t\r\n"):
            raise SourceError(f"{self.name}: is empty")
        for magic, kind in _MAGIC:
            if head.startswith(magic):
                raise SourceError(f"{self.name}: is {kind}")
        for mark, encoding in ((codecs.BOM_UTF16_LE, "UTF-16"), (codecs.BOM_UTF16_BE, "UTF-16")):
            if head.startswith(mark):
                raise self.wrong_encoding(encoding)
        nuls = head.count(0)
        if nuls * 4 > len(head) and (head[1::2].count(0) > nuls * 0.9 or head[::2].count(0) > nuls * 0.9):
            raise self.wrong_encoding("UTF-16LE" if head[1::2].count(0) > head[::2].count(0) else "UTF-16BE")
        if len(_CONTROL.findall(head)) > max(3, len(head) // 50):
            raise SourceError(f"{self.name}: is a binary file, not a source of cases")
        return head

    def whole(self) -> bytes:
        """All bytes of a file that is read in one piece. Raises SourceError if it has more than 32 MiB."""
        with self.open() as stream:
            data = stream.read(MAX_WHOLE + 1)
        if len(data) > MAX_WHOLE:
            raise SourceError(f"{self.name}: is larger than a saved page can be ({MAX_WHOLE >> 20} MiB)")
        return data

    def wrong_encoding(self, looks_like: str) -> SourceError:
        return SourceError(
            f"{self.name}: is not UTF-8 (it looks like {looks_like}). Convert it first, for example with: "
            f"iconv -f {looks_like.split(' ')[0].upper()} -t UTF-8 {self.path.name} > utf8-{self.path.name}"
        )

    def require_utf8(self, head: bytes) -> None:
        """Raise SourceError if the head is in another encoding. A stray bad byte only affects its own record."""
        bad, good = _utf8_census(head)
        if bad > good:
            raise self.wrong_encoding(_legacy_encoding(head))


class _Unpacked(io.RawIOBase):
    """The unpacked bytes of a gzip stream. Raises SourceError if it is damaged or a decompression bomb."""

    def __init__(self, packed: BinaryIO, name: str) -> None:
        self._packed = packed
        self._gzip = gzip.GzipFile(fileobj=packed)
        self._name = name
        self._size = packed.seek(0, io.SEEK_END)
        packed.seek(0)
        self._given = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        view = memoryview(cast(bytearray, buffer))
        try:
            data = self._gzip.read(len(view))
        except EOFError:
            raise SourceError(f"{self._name}: is cut off: the gzip stream has no end. Get it again") from None
        except (OSError, zlib.error) as e:
            raise SourceError(f"{self._name}: is damaged: {e}") from None
        self._given += len(data)
        if self._given > MAX_UNPACKED or (self._given > _FREE and self._given > self._size * _MAX_RATIO):
            raise SourceError(f"{self._name}: unpacks to far more than it should: refused as a decompression bomb")
        view[: len(data)] = data
        return len(data)

    def close(self) -> None:
        if not self.closed:
            self._gzip.close()
            self._packed.close()
        super().close()


_VALID_SEQUENCE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_HIGH = re.compile(rb"[\x80-\xff]")


def _utf8_census(head: bytes) -> tuple[int, int]:
    """The number of non-ASCII bytes outside UTF-8 sequences, and the number of UTF-8 sequences."""
    head = re.sub(rb"[\xc0-\xff][\x80-\xbf]{0,2}\Z", b"", head)  # the head may end in the middle of a character
    rest, good = _VALID_SEQUENCE.subn(b"", head)
    return len(_HIGH.findall(rest)), good


def _legacy_encoding(head: bytes) -> str:
    """Guess an 8-bit encoding. Non-ASCII bytes come in long runs in Cyrillic, and singly in Latin text."""
    runs = re.findall(rb"[\x80-\xff]+", head)
    if sum(map(len, runs)) >= 3 * max(1, len(runs)):
        return "windows-1251 (Cyrillic)"
    return "windows-1252 (Western) or windows-1250 (Central European)"
