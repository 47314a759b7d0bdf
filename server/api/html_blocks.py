"""Reads a text or HTML file as the blocks of a match request."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from lxml import etree, html

from server.api.request_models import split_text

_SKIPPED = frozenset(
    "script style noscript template svg math head nav footer form button select textarea iframe object "
    "rt rp rtc".split()
)
_INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i img input ins kbd label mark q rb ruby s samp small "
    "span strike strong sub sup time tt u var wbr".split()
)
_LOOKS_LIKE_HTML = re.compile(
    rb"<!doctype\s+html|<(html|head|body|article|main|section|div|p|h[1-6]|table|ul|ol)[\s>]", re.IGNORECASE
)
_LOOKED_AT = 4096


class HtmlDocument(NamedTuple):
    """The title and the blocks of a file.

    `title`: an HTML page's first h1, else its title; a text's first paragraph; "" if there is none. `blocks`, with the
    ids b1, b2, ...: the visible text of an HTML page's block elements, or a text's paragraphs.
    """

    title: str
    blocks: list[dict[str, str]]


def read_document(raw: bytes) -> HtmlDocument:
    """The title and the blocks of a file. Never fails: broken HTML and bad characters are read as far as possible."""
    if _LOOKS_LIKE_HTML.search(raw[:_LOOKED_AT]):
        root = _parse(raw)
        texts = [] if root is None else list(_html_texts(root))
        title = "" if root is None else _html_title(root)
    else:
        texts = list(_paragraphs(raw))
        title = texts[0] if texts else ""
    return HtmlDocument(title, [{"id": f"b{n}", "text": text} for n, text in enumerate(texts, 1)])


def _paragraphs(raw: bytes) -> Iterator[str]:
    return (block.text for _, block in split_text(_decode(raw)))


def _decode(raw: bytes) -> str:
    """Decode UTF-16 with a byte order mark, else UTF-8, else Windows-1252, the usual encoding of old texts."""
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return raw.decode("utf-16", "replace")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252", "replace")


def _parse(raw: bytes) -> Any:
    """The root element of an HTML page, or None if there is none."""
    try:
        raw.decode("utf-8")
        parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    except UnicodeDecodeError:
        # lxml then uses the encoding that the page declares
        parser = html.HTMLParser(remove_comments=True, remove_pis=True)
    try:
        return html.document_fromstring(raw, parser=parser)
    except etree.ParserError:
        return None


def _html_title(root: Any) -> str:
    titles = (" ".join(element.text_content().split()) for tag in ("h1", "title") for element in root.iter(tag))
    return next((title for title in titles if title), "")


def _html_texts(root: Any) -> Iterator[str]:
    parts: list[str] = []
    for piece in _pieces(root):
        if piece is None:
            text = " ".join("".join(parts).split())
            parts.clear()
            if text:
                yield text
        else:
            parts.append(piece)


def _pieces(root: Any) -> Iterator[str | None]:
    """Text in document order, and None wherever a block begins or ends."""
    skipping: Any = None
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if event == "start" and skipping is None:
            if element.tag in _SKIPPED or "hidden" in element.attrib:
                skipping = element
            else:
                if element.tag not in _INLINE:
                    yield None
                yield element.text or ""
        elif event == "end":
            if skipping is None and element.tag not in _INLINE:
                yield None
            if skipping is element:
                skipping = None
            if skipping is None:
                yield element.tail or ""
    yield None
