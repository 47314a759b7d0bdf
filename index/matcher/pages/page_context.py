"""The context of a passage on its page: the title, the heading over it, and the sentences before and after it."""

from __future__ import annotations

from collections.abc import Sequence

from index.matcher.pages.page import Block
from index.matcher.text.sentence_splitter import sentences
from index.reader.pair import Context

TITLE = 400  # most characters of a title; a longer one is really a first paragraph
HEADING = 80  # most characters of a heading
UNDER = 4  # how many blocks a heading counts for
NEAR = 300  # characters before and after a passage that are looked at
_ENDS = ".!?\u2026\u3002"


class PageContext:
    """The context of any passage of one page."""

    def __init__(self, blocks: Sequence[Block], title: str) -> None:
        self._blocks = blocks
        self._title = title if len(title) <= TITLE else ""

    def of(self, block: int, start: int, end: int) -> Context:
        """The context of the passage [start, end) of a block, in code points."""
        text = self._blocks[block].text
        before = text[max(0, start - NEAR) : start].strip()
        after = text[end : end + NEAR].strip()
        if not before and block and self._follows(block) and not self._is_heading(block - 1):
            before = _last(self._blocks[block - 1].text)
        if not after and block + 1 < len(self._blocks) and self._follows(block + 1):
            after = _first(self._blocks[block + 1].text)
        title = "" if self._title == text else self._title
        return Context(title, self._heading(block), before, after)

    def _follows(self, block: int) -> bool:
        """Whether a block comes right after the previous block on the page."""
        return not self._blocks[block].gap

    def _is_heading(self, block: int) -> bool:
        text = self._blocks[block].text.strip()
        return 0 < len(text) <= HEADING and text[-1] not in _ENDS

    def _heading(self, block: int) -> str:
        """The heading that a block was sent with, else the nearest heading above it with no gap in between."""
        if self._blocks[block].heading:
            return self._blocks[block].heading[:HEADING]
        for above in range(block, max(0, block - UNDER), -1):
            if not self._follows(above):
                return ""
            if self._is_heading(above - 1):
                text = self._blocks[above - 1].text.strip()
                return "" if text == self._title else text
        return ""


def _last(text: str) -> str:
    text = text[-NEAR:]
    spans = sentences(text)
    return text[spans[-1][0] : spans[-1][1]] if spans else ""


def _first(text: str) -> str:
    text = text[:NEAR]
    spans = sentences(text)
    return text[spans[0][0] : spans[0][1]] if spans else ""
