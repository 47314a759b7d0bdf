"""Encodes whole numbers as unsigned LEB128: seven bits in each byte, the lowest first."""

from __future__ import annotations

from collections.abc import Iterable

from index.pack.errors import PackError

_LONGEST = 9  # most bytes of a number: a pack never holds a longer one


def varint(value: int) -> bytes:
    """Encode a number that is not negative."""
    out = bytearray()
    while value > 0x7F:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    out.append(value)
    return bytes(out)


def varints(values: Iterable[int]) -> bytes:
    """Encode several numbers, one after the other."""
    return b"".join(map(varint, values))


def zigzag(value: int) -> int:
    """Map a signed number to one that is not negative: 0, -1, 1, -2 become 0, 1, 2, 3."""
    return value * 2 if value >= 0 else -value * 2 - 1


class NumberReader:
    """Reads a section from its beginning. Every method raises PackError if the section ends too early."""

    def __init__(self, data: bytes) -> None:
        self._data, self.at = data, 0

    @property
    def left(self) -> int:
        """The number of bytes that have not been read."""
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
        """The next number, decoded from `zigzag` form."""
        value = self.number()
        return value >> 1 if value & 1 == 0 else -((value + 1) >> 1)

    def numbers(self, count: int) -> list[int]:
        """The next `count` numbers."""
        if count > self.left:
            raise PackError("altered", "the pack is damaged: it has fewer numbers than it says. Fetch it again")
        return [self.number() for _ in range(count)]

    def take(self, size: int) -> bytes:
        """The next `size` bytes."""
        if size > self.left:
            raise PackError("altered", "the pack is damaged: a part of it ends too early. Fetch it again")
        self.at += size
        return self._data[self.at - size : self.at]
