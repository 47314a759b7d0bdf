"""Whole numbers as bytes: unsigned LEB128, seven bits a byte, the lowest first."""

from __future__ import annotations

from collections.abc import Iterable

from index.pack.errors import PackError

_LONGEST = 9  # bytes of a number; more than that is no number that was written here


def varint(value: int) -> bytes:
    """The bytes of a number that is not negative."""
    out = bytearray()
    while value > 0x7F:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    out.append(value)
    return bytes(out)


def varints(values: Iterable[int]) -> bytes:
    """Several numbers, one after the other."""
    return b"".join(map(varint, values))


def zigzag(value: int) -> int:
    """A number of either sign as one that is not negative: 0, -1, 1, -2 become 0, 1, 2, 3."""
    return value * 2 if value >= 0 else -value * 2 - 1


class NumberReader:
    """Reads a section from its beginning. Everything it gives raises PackError where the section ends too early."""

    def __init__(self, data: bytes) -> None:
        self._data, self.at = data, 0

    @property
    def left(self) -> int:
        """Bytes that have not been read."""
        return len(self._data) - self.at

    def number(self) -> int:
        """The next number."""
        data, at = self._data, self.at
        value = shift = 0
        for byte in data[at : at + _LONGEST]:
            at += 1
            value |= (byte & 0x7F) << shift
            if byte < 0x80:
                self.at = at
                return value
            shift += 7
        raise PackError("altered", "the pack is damaged: a number in it has no end. Fetch it again")

    def signed(self) -> int:
        """The next number that `zigzag` made."""
        value = self.number()
        return value >> 1 if value & 1 == 0 else -((value + 1) >> 1)

    def numbers(self, count: int) -> list[int]:
        """So many numbers."""
        if count > self.left:
            raise PackError("altered", "the pack is damaged: it has fewer numbers than it says. Fetch it again")
        return [self.number() for _ in range(count)]

    def take(self, size: int) -> bytes:
        """So many bytes."""
        if size > self.left:
            raise PackError("altered", "the pack is damaged: a part of it ends too early. Fetch it again")
        self.at += size
        return self._data[self.at - size : self.at]
