"""Plain text from publishers' fields: entities and tags are read once, and screen-reader boilerplate is removed."""

from __future__ import annotations

import html
import re

from lxml import etree
from lxml import html as lxml_html

from index.sources.boilerplate import without_boilerplate
from index.sources.html_text import paragraphs

_BLOCK_NAMES = (
    "p|br|div|h[1-6]|ul|ol|li|dl|dt|dd|blockquote|section|article|figure|figcaption|table|tbody|tr|td|th|hr|pre"
)
_NAMES = (
    _BLOCK_NAMES + "|a|abbr|b|big|cite|code|del|em|font|i|iframe|img|ins|mark|q|rb|rp|rt|ruby|s|script|small|span|"
    "strike|strong|style|sub|sup|time|tt|u|video|wbr|center"
)
_TAG = re.compile(rf"</?(?:{_NAMES})(?:\s[^<>]*)?/?>", re.IGNORECASE)
_BLOCK_TAG = re.compile(rf"</?(?:{_BLOCK_NAMES})(?:\s[^<>]*)?/?>", re.IGNORECASE)
# The semicolon is required: "&copy=2" within an address is not an entity.
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
# A text that consists of escaped markup: "&lt;p&gt;...&lt;/p&gt;".
_ESCAPED = re.compile(
    rf"\s*&lt;(?:{_BLOCK_NAMES}|span)\b.{{0,300}}?&gt;.*&lt;/?\w+\s*/?&gt;\s*", re.DOTALL | re.IGNORECASE
)


def plain(text: str) -> str:
    """The text that a reader would see: "<p>O&#039;Hara</p>" is "O'Hara"; an empty line separates paragraphs.

    Plain text comes back unchanged, except for boilerplate such as "(opens in a new tab)".
    """
    if "&" in text and "<" not in text and _ESCAPED.fullmatch(text):
        text = unescaped(text)
    if "<" in text and _TAG.search(text):
        text = _of_markup(text)
    elif "&" in text:
        text = unescaped(text)
    return without_boilerplate(text).strip()


def line(text: str) -> str:
    """The same as `plain`, in one line."""
    return " ".join(plain(text).split())


def unescaped(text: str) -> str:
    """The text with its entities decoded once; tags stay."""
    return _ENTITY.sub(lambda found: html.unescape(found[0]), text) if "&" in text else text


def _of_markup(text: str) -> str:
    # if there are no block tags, the text's line breaks separate its paragraphs
    marked = text if _BLOCK_TAG.search(text) else text.replace("\n", "<br>")
    try:
        root = lxml_html.fragment_fromstring(marked.replace("\x00", ""), create_parent="div")
    except (etree.LxmlError, ValueError):
        return unescaped(_TAG.sub(" ", text))
    return "\n\n".join(paragraphs(root))
