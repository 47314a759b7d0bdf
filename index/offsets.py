"""Text offsets in code points (as Python counts) and in UTF-16 code units (as browsers count)."""

from __future__ import annotations

import re
from collections.abc import Iterable

_PIECE = 100_000  # code points that are counted together
_SURROGATE = re.compile("[\ud800-\udfff]")


def replace_surrogates(text: str) -> str:
    """Replace every lone surrogate with U+FFFD. The length stays the same in code points and in UTF-16 units."""
    return text if text.isascii() else _SURROGATE.sub("\ufffd", text)


def to_utf16(text: str, offsets: Iterable[int]) -> list[int]:
    """Convert offsets in code points to offsets in UTF-16 units, in the given order.

    Every character beyond U+FFFF before an offset counts as two units. The time is linear in the text, however many
    offsets there are, and negligible if the text is ASCII.
    """
    asked = list(offsets)
    if text.isascii():
        return asked
    known, at, units = {}, 0, 0
    for offset in sorted(set(asked)):
        for begin in range(at, offset, _PIECE):
            units += len(text[begin : min(begin + _PIECE, offset)].encode("utf-16-le", "surrogatepass")) // 2
        known[offset], at = units, offset
    return [known[offset] for offset in asked]
