"""Normalises passages and claims for the encoder: no addresses, quotation marks or invisible characters."""

from __future__ import annotations

import re

from index.matcher.text.spelling import APOSTROPHES, IGNORABLE

LONGEST = 4000  # characters that are looked at
_ADDRESS = re.compile(r"https?://\S++|(?:www|pic)\.\S++")
_INVISIBLE = re.compile(f"[{re.escape(IGNORABLE)}]")
# Quotation marks are removed, because claims that differ only in them say the same. An apostrophe is between letters.
_QUOTES = re.compile(
    f'["\u201a\u201c-\u201f\u00ab\u00bb\u2039\u203a]|(?<!\\w)[{re.escape(APOSTROPHES)}]|[{re.escape(APOSTROPHES)}](?!\\w)'
)
_APOSTROPHE = re.compile(f"[{re.escape(APOSTROPHES)}]")
_HASHTAG = re.compile(r"#++(\w++)")
_INNER_CAPITAL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_SPACE = re.compile(r"\s++")


def readable(text: str) -> str:
    """The text with one kind of apostrophe and space, and with "#OneTag" as "One Tag"."""
    text = _ADDRESS.sub(" ", _INVISIBLE.sub("", text[:LONGEST]))
    text = _APOSTROPHE.sub("'", _QUOTES.sub(" ", text))
    text = _HASHTAG.sub(lambda tag: f" {_INNER_CAPITAL.sub(' ', tag[1])}", text)
    return _SPACE.sub(" ", text).strip()
