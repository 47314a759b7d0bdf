"""The text of HTML elements as a reader sees it: blocks are separated; scripts and screen-reader texts are left out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from lxml import etree

from index.sources.boilerplate import is_boilerplate, without_boilerplate

Node = Any  # lxml's elements have no types
_BLOCKS = frozenset(
    "address article aside blockquote dd div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr "
    "li main nav ol p pre section table td th tr ul".split()
)
# rt, rp, rtc: how a word is pronounced is not part of the sentence
SILENT = frozenset("script style noscript template svg iframe object head rt rp rtc".split())
_UNSEEN = re.compile(
    r"(?:^|[\s_-])(?:screen-reader(?:-text|-only)?|screenreader\S*|sr-only|visually-?hidden|a11y-hidden|element-invisible|"
    r"show-for-sr|hidden-visually|is-visually-hidden|assistive-text)",
    re.IGNORECASE,
)


def text_of(node: Node) -> str:
    """All text of a node in one line."""
    return " ".join(without_boilerplate("".join(_texts(node))).split())


def paragraphs(node: Node) -> list[str]:
    """The text of a node; paragraphs end where blocks begin or end, and at line breaks."""
    # Line breaks in the markup mean nothing; those that _texts yields do.
    pieces = ("\n" if piece == "\n" else re.sub(r"\s+", " ", piece) for piece in _texts(node))
    return lines_of("".join(pieces))


def lines_of(text: str) -> list[str]:
    """The lines of a text that are not empty."""
    return [line for line in (" ".join(line.split()) for line in without_boilerplate(text).split("\n")) if line]


def _texts(node: Node) -> Iterator[str]:
    """The text pieces of a node, with a newline for each block and line break. Not recursive: markup may be deep."""
    walk = etree.iterwalk(node, events=("start", "end", "comment", "pi"))
    for event, element in walk:
        block = element.tag in _BLOCKS
        if event == "start" and (element.tag in SILENT or _is_for_screen_readers(element)):
            walk.skip_subtree()
        elif event == "start":
            if block or element.tag == "br":
                yield "\n"
            yield element.text or ""
        elif element is not node:
            if block:
                yield "\n"
            yield element.tail or ""


def _is_for_screen_readers(element: Node) -> bool:
    """Whether an invisible element is inside a link, or only says where a link opens. Invisible headings are kept."""
    name = element.get("class") if isinstance(element.tag, str) else None
    if not name or element.tag in _BLOCKS or not _UNSEEN.search(name):
        return False
    return next(element.iterancestors("a"), None) is not None or is_boilerplate(element.text or "")
