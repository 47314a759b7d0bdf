"""Prints the output of commands: JSON for programs, and for people text without terminal control codes."""

from __future__ import annotations

import json
import re
import shutil
import textwrap
from typing import Any

import click

# Control characters except newline and tab, and the marks that change the direction of text.
_STEERING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def print_json(value: Any) -> None:
    """Print one JSON document on standard output."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))


def clean(text: str) -> str:
    """A text from a case or a page, made safe to print."""
    return _STEERING.sub("\ufffd", text)


def width() -> int:
    """The number of columns to use."""
    return max(40, min(shutil.get_terminal_size((100, 20)).columns, 100))


def paragraph(text: str, indent: int = 0, most: int = 0) -> str:
    """The text as one paragraph, wrapped and indented; cut to about `most` characters if `most` is not 0."""
    words = " ".join(clean(text).split())
    if most and len(words) > most:
        words = textwrap.shorten(words, most, placeholder=" …")
    margin = " " * indent
    return textwrap.fill(words, width(), initial_indent=margin, subsequent_indent=margin, break_on_hyphens=False)


def number(value: int) -> str:
    """A count with thousands separators."""
    return f"{value:,}"


def megabytes(size: int) -> str:
    """A size in kB or MB."""
    return f"{size / 1e6:,.1f} MB" if size >= 100_000 else f"{size / 1e3:,.1f} kB"
