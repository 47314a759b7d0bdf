"""Offsets into a text, counted in code points (as Python does) and in UTF-16 code units (as browsers do)."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable

_ASTRAL = re.compile("[\U00010000-\U0010ffff]")
_SURROGATE = re.compile("[\ud800-\udfff]")


def replace_surrogates(text: str) -> str:
    """The text with every lone surrogate read as U+FFFD: as long as before in code points and in UTF-16 units."""
    return text if text.isascii() else _SURROGATE.sub("\ufffd", text)


def to_utf16(text: str, offsets: Iterable[int]) -> list[int]:
    """Offsets in code points as offsets in UTF-16 units, in the order given.

    Each character beyond U+FFFF before an offset counts once more. Takes time linear in the text, whatever the number
    of offsets, and none to speak of for a text in ASCII.
    """
    astral = _astral_positions(text)
    return [offset + bisect_left(astral, offset) for offset in offsets]


def from_utf16(text: str, offsets: Iterable[int]) -> list[int]:
    """Offsets in UTF-16 units as offsets in code points; one inside a pair becomes the one before the pair."""
    # the n-th character beyond U+FFFF (from 0) begins at its code point offset plus n
    starts = [position + n for n, position in enumerate(_astral_positions(text))]
    return [offset - bisect_left(starts, offset) for offset in offsets]


def _astral_positions(text: str) -> list[int]:
    return [] if text.isascii() else [found.start() for found in _ASTRAL.finditer(text)]
