"""What commands print: JSON for programs; for people plain text in which nothing of a case can steer the terminal."""

from __future__ import annotations

import json
import re
import shutil
import textwrap
from typing import Any

import click

# Control characters but newline and tab, and the marks that turn the direction of what follows them.
_STEERING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def print_json(value: Any) -> None:
    """One JSON document on standard output."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))


def clean(text: str) -> str:
    """A text of a case or a page, safe to print."""
    return _STEERING.sub("\ufffd", text)


def width() -> int:
    """Columns to use."""
    return max(40, min(shutil.get_terminal_size((100, 20)).columns, 100))


def paragraph(text: str, indent: int = 0, most: int = 0) -> str:
    """The text on one run of lines, cut to about `most` characters."""
    words = " ".join(clean(text).split())
    if most and len(words) > most:
        words = textwrap.shorten(words, most, placeholder=" …")
    margin = " " * indent
    return textwrap.fill(words, width(), initial_indent=margin, subsequent_indent=margin, break_on_hyphens=False)


def number(value: int) -> str:
    """A count with separators."""
    return f"{value:,}"


def megabytes(size: int) -> str:
    """A size in a unit that fits."""
    return f"{size / 1e6:,.1f} MB" if size >= 100_000 else f"{size / 1e3:,.1f} kB"
