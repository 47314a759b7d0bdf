"""Whether a place of a text is inside a quotation that began before it."""

from __future__ import annotations

# Marks that belong together, and those of them that never end what they began: a quotation's paragraphs repeat them.
FAMILIES = (
    ('"\u201c\u201d\u201e\u201f', "\u201c\u201e\u201f"),
    ("\u00ab\u00bb", "\u00ab"),
    ("\u300c\u300d", "\u300c"),
    ("\u300e\u300f", "\u300e"),
)


def quotation_open(text: str, end: int) -> bool:
    """Whether a mark before `end` begins a quotation that is not ended there."""
    return any(_open(text[:end], *family) for family in FAMILIES)


def _open(text: str, marks: str, begins: str) -> bool:
    opened = before = ""
    for mark in text:
        if mark in marks:
            # One that may be either kind ends a quotation, or measures inches, where it follows a word.
            if not opened:
                opened = mark if mark in begins or not _is_word(before) else ""
            elif opened != mark or mark not in begins:
                opened = ""
        before = mark
    return opened != ""


def _is_word(character: str) -> bool:
    return bool(character) and (character.isalnum() or character in ".,!?\u2026")
