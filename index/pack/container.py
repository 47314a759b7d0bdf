"""The pack's file format: a signed header that names each section and its digest, then the deflated sections.

The digests are of the sections before they are deflated. So a pack that a difference produces is checked against the
same signature, whichever program deflates it.
"""

from __future__ import annotations

import hashlib
import json
import struct
import zlib
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any, NamedTuple

from index.pack.errors import PackError
from index.pack.signature import SIGNATURE_BYTES, is_signed, public_key, sign

MAGIC, DIFFERENCE_MAGIC = b"REJOPACK", b"REJODIFF"
FORMAT = 1
# Limits in bytes: of a file, a header, one inflated section, and all inflated sections together.
MOST_FILE = 128 * 2**20
MOST_HEADER = 4 * 2**20
MOST_SECTION = 64 * 2**20
MOST_INFLATED = 512 * 2**20
_START = struct.Struct("<8sII")
_LENGTH = struct.Struct("<I")


class Section(NamedTuple):
    """A section's entry in the header: its name, its inflated length in bytes, its SHA-256 in hexadecimal."""

    name: str
    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Header:
    """The signed header. `response_characters` is None if the responses are whole, 0 if there are none."""

    generation: str
    built: str
    cases: int
    texts: int
    analysis: int
    languages: tuple[str, ...]
    chunk: int
    response_characters: int | None
    key: str
    sections: tuple[Section, ...]

    def to_json(self) -> bytes:
        """The header's bytes; equal headers give equal bytes."""
        return json.dumps(asdict(self), ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()

    @classmethod
    def from_json(cls, data: bytes) -> Header:
        """Parse a header. Raises PackError. Unknown keys are ignored: later packs of the same format may have more."""
        try:
            record: dict[str, Any] = json.loads(data)
            sections = tuple(Section(str(n), int(size), str(sha)) for n, size, sha in record["sections"])
            characters = record["response_characters"]
            return cls(
                str(record["generation"]), str(record["built"]), int(record["cases"]), int(record["texts"]),
                int(record["analysis"]), tuple(map(str, record["languages"])), max(1, int(record["chunk"])),
                characters if characters is None else int(characters), str(record["key"]), sections,
            )  # fmt: skip
        except (ValueError, KeyError, TypeError, RecursionError):
            raise altered("its header cannot be read") from None


def altered(what: str) -> PackError:
    """The error for a pack whose bytes were changed after it was written; `what` says what is wrong."""
    return PackError("altered", f"the pack is damaged: {what}. Fetch it again")


def section_of(name: str, data: bytes) -> Section:
    """The header's entry for a section."""
    return Section(name, len(data), hashlib.sha256(data).hexdigest())


def signed_head(header: Header, private: bytes) -> bytes:
    """The beginning of a pack, up to and including its signature. The header must name the signing key."""
    assert header.key == public_key(private)
    text = header.to_json()
    start = _START.pack(MAGIC, FORMAT, len(text)) + text
    return start + sign(private, start)


def written(head: bytes, sections: Sequence[bytes]) -> bytes:
    """The whole file."""
    return head + b"".join(map(deflated, sections))


def deflated(data: bytes) -> bytes:
    """A section as it is in the file: the length of the stream, then the section as a raw deflate stream."""
    deflater = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS, 9)
    packed = deflater.compress(data) + deflater.flush()
    return _LENGTH.pack(len(packed)) + packed


class Cursor:
    """Reads a file from its beginning. Raises PackError `truncated` if the file ends too early."""

    def __init__(self, data: bytes, at: int = 0) -> None:
        self.data, self.at = data, at

    def take(self, size: int) -> bytes:
        """The next `size` bytes."""
        if self.at + size > len(self.data):
            raise PackError("truncated", "the pack is cut short: the download broke off. Fetch it again")
        self.at += size
        return self.data[self.at - size : self.at]

    def length(self) -> int:
        """The next length, a number of four bytes."""
        return int(_LENGTH.unpack(self.take(_LENGTH.size))[0])

    def inflated(self, size: int) -> bytes:
        """The next section, inflated; it must have `size` bytes."""
        packed = self.take(self.length())
        inflater = zlib.decompressobj(-zlib.MAX_WBITS)
        try:
            data = inflater.decompress(packed, size + 1)
        except zlib.error:
            raise altered("one of its sections cannot be inflated") from None
        if len(data) != size or not inflater.eof or inflater.unused_data:
            raise altered("one of its sections does not have the length that its header says")
        return data

    def end(self) -> None:
        """Check that nothing follows. Raises PackError."""
        if self.at != len(self.data):
            raise altered("something follows its last section")


def start(data: bytes, magic: bytes, what: str) -> tuple[Cursor, bytes]:
    """Check how a file begins. Returns a cursor after its first JSON text, and that text. Raises PackError."""
    if len(data) > MOST_FILE:
        raise PackError("too-large", f"the file has {len(data):,} bytes: no {what} has more than {MOST_FILE:,}")
    if data[: len(magic)] != magic[: len(data)]:
        page = data[:256].lstrip()[:1] == b"<"
        looks = "it is a web page" if page else "it begins differently"
        raise PackError("not-a-pack", f"this is not a Rejoinder {what}: {looks}. Is the address right?")
    cursor = Cursor(data)
    _, version, size = _START.unpack(cursor.take(_START.size))
    if version != FORMAT:
        raise PackError(
            "other-version", f"the {what} has format {version}, this Rejoinder reads {FORMAT}: update the older one"
        )
    if size > MOST_HEADER:
        raise altered("its header is too long")
    return cursor, cursor.take(size)


def opened_head(data: bytes, key: str | None, in_use: str) -> tuple[Header, Cursor]:
    """Check the key, signature, age and lengths of a pack. Returns its header and a cursor after it. Raises PackError.

    `key` is the only accepted key, or None to accept the one that the pack names. `in_use` is the generation in use, ""
    if there is none.
    """
    cursor, text = start(data, MAGIC, "pack")
    message = data[: cursor.at]
    signature = cursor.take(SIGNATURE_BYTES)
    header = Header.from_json(text)
    if not is_signed(header.key, signature, message):
        raise altered("its signature does not fit")
    if key is not None and header.key != key:
        raise PackError(
            "other-key", f"the pack is signed by the key {header.key}, not by the one that you agreed to ({key})"
        )
    if header.generation < in_use:
        raise PackError("older", f"the pack ({header.generation}) is older than the one in use ({in_use}), which stays")
    sizes = [section.bytes for section in header.sections]
    if max(sizes, default=0) > MOST_SECTION or sum(sizes) > MOST_INFLATED or min(sizes, default=0) < 0:
        raise PackError("too-large", f"the pack is too large: its sections have {sum(sizes):,} bytes when inflated")
    return header, cursor


def checked(data: bytes, section: Section) -> bytes:
    """Return `data` if it is the section that was signed. Raises PackError."""
    if section_of(section.name, data) != section:
        raise altered(f"its section {section.name} is not the one that was signed")
    return data
