"""Finds where a request ends in the received bytes, so that all of it is there before a thread gets it.

It decides nothing else: gunicorn's parser reads the same bytes afterwards, and refuses those that are not HTTP. The
parser gets only these bytes, so if the two disagree, it meets the end of its input, never the next request.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

MOST_HEAD_BYTES = 2**20  # more than gunicorn's parser accepts, so that the parser refuses a head that is too long
_MOST_LINE_BYTES = 8192
_MOST_TRAILER_BYTES = 65_536
_BARE_LINE_FEED = re.compile(rb"(?<!\r)\n")
_CHUNK_LINE = re.compile(rb"([0-9A-Fa-f]{1,15})[ \t]*(?:;[^\n]*)?\r\n")


@dataclass(frozen=True, slots=True)
class Head:
    """The parts of a request's head that the receiver needs."""

    method: bytes
    path: bytes
    expects_continue: bool
    length: int | None  # None: chunked


def read_head(text: bytes) -> Head | None:
    """Read a head, given without its empty line. None if its body has no certain length; the parser refuses those."""
    first, *lines = text.split(b"\r\n")
    words = first.split(b" ")
    if len(words) != 3:
        return None
    values: dict[bytes, list[bytes]] = {}
    for line in lines:
        name, _, value = line.partition(b":")
        values.setdefault(name.lower(), []).append(value.strip(b" \t").lower())
    lengths, codings = values.get(b"content-length", []), values.get(b"transfer-encoding", [])
    length: int | None = 0
    if codings:
        last = codings[-1].rpartition(b",")[2].strip()
        if lengths or last != b"chunked" or words[2] != b"HTTP/1.1":
            return None
        length = None
    elif lengths:
        if len(lengths) > 1 or not re.fullmatch(rb"[0-9]{1,15}", lengths[0]):
            return None
        length = int(lengths[0])
    return Head(words[0], words[1].partition(b"?")[0], b"100-continue" in values.get(b"expect", []), length)


class Framing:
    """Follows one request's bytes as they come."""

    def __init__(self) -> None:
        self.head: Head | None = None
        self.ended = False  # there is nothing more to wait for
        self.whole = False  # and the request is complete
        self.content = 0  # bytes of the body so far, without the framing of chunks
        self._text = bytearray()  # a head or a line that is not complete yet
        self._left = 0
        self._trailers = 0
        self._step: Callable[[bytes, int], int] = self._read_head

    def feed(self, data: bytes) -> int:
        """Take bytes. Returns how many of them belong to this request; the next request follows them."""
        at = 0
        while at < len(data) and not self.ended:
            at = self._step(data, at)
        return at

    def _end(self, *, whole: bool) -> None:
        self.ended, self.whole = True, whole

    def _read_head(self, data: bytes, at: int) -> int:
        before = len(self._text)
        self._text += data[at:]
        # an empty line may precede a request
        start = 2 if self._text.startswith(b"\r\n") else 0
        end = self._text.find(b"\r\n\r\n", max(start, before - 3))
        if end < 0:
            if len(self._text) > MOST_HEAD_BYTES or _BARE_LINE_FEED.search(self._text, before):
                self._end(whole=False)
            return len(data)
        self.head = read_head(bytes(self._text[start:end]))
        self._text.clear()
        if self.head is None:
            self._end(whole=False)
        elif self.head.length is None:
            self._step = self._read_chunk_line
        else:
            self._left, self._step = self.head.length, self._read_body
            if not self._left:
                self._end(whole=True)
        return at + end + 4 - before

    def _take(self, data: bytes, at: int) -> int:
        taken = min(self._left, len(data) - at)
        self._left -= taken
        self.content += taken
        return at + taken

    def _read_body(self, data: bytes, at: int) -> int:
        at = self._take(data, at)
        if not self._left:
            self._end(whole=True)
        return at

    def _line(self, data: bytes, at: int) -> tuple[bytes | None, int]:
        """The line that ends in the data, or None if none does, and where the data goes on."""
        end = data.find(b"\n", at) + 1
        self._text += data[at : end or len(data)]
        if not end:
            if len(self._text) > _MOST_LINE_BYTES:
                self._end(whole=False)
            return None, len(data)
        line = bytes(self._text)
        self._text.clear()
        return line, end

    def _read_chunk_line(self, data: bytes, at: int) -> int:
        line, at = self._line(data, at)
        if line is not None:
            found = _CHUNK_LINE.fullmatch(line)
            if found is None:
                self._end(whole=False)
            else:
                self._left = int(found[1], 16)
                self._step = self._read_chunk if self._left else self._read_trailer
        return at

    def _read_chunk(self, data: bytes, at: int) -> int:
        at = self._take(data, at)
        if not self._left:
            self._step = self._read_chunk_end
        return at

    def _read_chunk_end(self, data: bytes, at: int) -> int:
        line, at = self._line(data, at)
        if line == b"\r\n":
            self._step = self._read_chunk_line
        elif line is not None:
            self._end(whole=False)
        return at

    def _read_trailer(self, data: bytes, at: int) -> int:
        line, at = self._line(data, at)
        if line is not None:
            self._trailers += len(line)
            if line == b"\r\n":
                self._end(whole=True)
            elif self._trailers > _MOST_TRAILER_BYTES:
                self._end(whole=False)
        return at
