"""Finds out whether a position in a text is inside a quotation."""

from __future__ import annotations

# Marks that belong together, and those among them that only open a quotation. An opening mark may be repeated at each
# of the quotation's paragraphs without ending it.
FAMILIES = (
    ('"\u201c\u201d\u201e\u201f', "\u201c\u201e\u201f"),
    ("\u00ab\u00bb", "\u00ab"),
    ("\u300c\u300d", "\u300c"),
    ("\u300e\u300f", "\u300e"),
)


def quotation_open(text: str, end: int) -> bool:
    """Whether a quotation that begins before `end` is still open there."""
    return any(_open(text[:end], *family) for family in FAMILIES)


def _open(text: str, marks: str, begins: str) -> bool:
    opened = before = ""
    for mark in text:
        if mark in marks:
            # After a word, a mark that can open or close closes a quotation (or stands for inches).
            if not opened:
                opened = mark if mark in begins or not _is_word(before) else ""
            elif opened != mark or mark not in begins:
                opened = ""
        before = mark
    return opened != ""


def _is_word(character: str) -> bool:
    return bool(character) and (character.isalnum() or character in ".,!?\u2026")
