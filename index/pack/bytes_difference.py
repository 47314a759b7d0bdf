"""Differences between byte strings: what the later one copies from the earlier one, and what is new."""

from __future__ import annotations

from index.pack.errors import PackError, misfit
from index.pack.numbers import NumberReader, varint, zigzag

BLOCK = 16  # least number of equal bytes that are copied from the earlier string


def difference(old: bytes, new: bytes) -> bytes:
    """Encode `new` as new bytes and copies from `old` in turn.

    Each turn holds the number of new bytes, these bytes, the length of the copy, and where it begins in `old`, counted
    from the end of the previous copy.
    """
    places = {old[at : at + BLOCK]: at for at in range(len(old) - BLOCK, -1, -BLOCK)}
    out, plain, at, expected = [], 0, 0, 0
    while at + BLOCK <= len(new):
        place = places.get(new[at : at + BLOCK])
        # Try to continue the previous copy first: `places` knows only one of many equal blocks.
        if old[expected : expected + BLOCK] == new[at : at + BLOCK]:
            place = expected
        if place is None:
            at += 1
            continue
        while at > plain and place > 0 and old[place - 1] == new[at - 1]:
            at, place = at - 1, place - 1
        size = _alike(old, place, new, at)
        out += [varint(at - plain), new[plain:at], varint(size), varint(zigzag(place - expected))]
        at += size
        plain, expected = at, place + size
    if plain < len(new):
        out += [varint(len(new) - plain), new[plain:], varint(0)]
    return b"".join(out)


def applied(old: bytes, changes: bytes, size: int) -> bytes:
    """Apply `changes` to `old`; the result has `size` bytes. Raises PackError if the changes do not fit."""
    reader, out, expected = NumberReader(changes), bytearray(), 0
    while len(out) < size:
        out += reader.take(reader.number())
        many = reader.number()
        if many:
            place = expected + reader.signed()
            expected = place + many
            if place < 0 or expected > len(old) or len(out) + many > size:
                raise misfit()
            out += old[place:expected]
        elif len(out) < size:
            raise PackError("altered", "the difference is damaged: fetch the whole pack")
    return bytes(out)


def _alike(old: bytes, place: int, new: bytes, at: int) -> int:
    """How many bytes are equal from `place` in `old` and `at` in `new` on."""
    most = min(len(old) - place, len(new) - at)
    size, step = 0, 4096
    while step:
        while size + step <= most and old[place + size : place + size + step] == new[at + size : at + size + step]:
            size += step
        step //= 4
    return size
