"""Reads JSON as sites write it: with comments, CDATA marks, trailing commas, semicolons, raw newlines, many values."""

from __future__ import annotations

import html
import json
import re
from typing import Any

from index.sources.records import checked_json

# Either a text, which stays as it is, or something between texts that JSON does not allow.
_COMMENT = re.compile(
    r'"(?:[^"\\]|\\.)*"|(?://\s*)?(?:<!\[CDATA\[|\]\]>|-->)|<!--|//[^\n]*|/\*.*?(?:\*/|\Z)|;', re.DOTALL
)
_COMMA = re.compile(r'"(?:[^"\\]|\\.)*"|,(?=\s*[}\]])', re.DOTALL)
_BETWEEN = re.compile(r"[\s,]*")
_DECODER = json.JSONDecoder(strict=False)


class UnreadableError(ValueError):
    """The text is not JSON; `line` counts from 1."""

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(f"line {line}: {reason}")
        self.line = line
        self.reason = reason


def json_values(text: str) -> list[Any]:
    """All values of a text. Raises UnreadableError, which names the first line that is not JSON."""
    text = text.lstrip("\ufeff")
    try:
        return [checked_json(_DECODER.decode(text))]
    except (ValueError, RecursionError):
        pass
    try:
        return _several(_repaired(text))
    except UnreadableError:
        # some systems write a script's quotation marks as entities
        if '"' in text or "&quot;" not in text:
            raise
        return _several(_repaired(html.unescape(text)))


def _several(text: str) -> list[Any]:
    values: list[Any] = []
    at = _skipped(text, 0)
    while at < len(text):
        try:
            value, at = _DECODER.raw_decode(text, at)
            values.append(checked_json(value))
        except json.JSONDecodeError as e:
            raise UnreadableError(e.lineno, f"{e.msg.removesuffix(' at')} at column {e.colno}") from None
        except (ValueError, RecursionError):
            line = text.count("\n", 0, at) + 1
            raise UnreadableError(line, "is nested too deeply, or holds a number too long") from None
        at = _skipped(text, at)
    return values


def _repaired(text: str) -> str:
    """The text with everything that JSON does not allow replaced by blanks, so that lines and columns stay the same."""
    for pattern in (_COMMENT, _COMMA):
        text = pattern.sub(_blank, text)
    return text


def _blank(found: re.Match[str]) -> str:
    return found[0] if found[0][0] == '"' else re.sub(r"[^\n]", " ", found[0])


def _skipped(text: str, at: int) -> int:
    found = _BETWEEN.match(text, at)
    return found.end() if found else at
