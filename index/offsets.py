"""Offsets into a text, counted in code points (as Python does) and in UTF-16 code units (as browsers do)."""

from __future__ import annotations

import re
from collections.abc import Iterable

_PIECE = 100_000  # code points that are counted together
_SURROGATE = re.compile("[\ud800-\udfff]")


def replace_surrogates(text: str) -> str:
    """The text with every lone surrogate read as U+FFFD: as long as before in code points and in UTF-16 units."""
    return text if text.isascii() else _SURROGATE.sub("\ufffd", text)


def to_utf16(text: str, offsets: Iterable[int]) -> list[int]:
    """Offsets in code points as offsets in UTF-16 units, in the order given.

    Each character beyond U+FFFF before an offset counts once more. Takes time linear in the text, whatever the number
    of offsets, and none to speak of for a text in ASCII.
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
