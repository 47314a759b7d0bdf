"""The files that both versions of the browser's matcher are tested against are what this program writes now."""

from __future__ import annotations

import json
from typing import Any

from index.pack import local_rules
from index.pack.reading import read
from tests.pack import vectors

AGAIN = "run `python -m tests.pack.vectors`"
ROUNDING = 1e-4


def close(one: Any, other: Any) -> bool:
    """Whether two values are equal, with fractions compared up to rounding."""
    if isinstance(one, float) or isinstance(other, float):
        return bool(abs(one - other) < ROUNDING)
    if isinstance(one, dict):
        return one.keys() == other.keys() and all(close(value, other[key]) for key, value in one.items())
    if isinstance(one, list):
        return len(one) == len(other) and all(map(close, one, other))
    return bool(one == other)


def test_the_matching_of_our_own_pages_is_as_it_was_written() -> None:
    stored = (vectors.FOLDER / "matching.json").read_text("utf-8")
    made = vectors.matching((vectors.FOLDER / "first.pack").read_bytes())
    assert close(json.loads(json.dumps(made)), json.loads(stored)), AGAIN


def test_the_packs_say_what_they_would_say_now() -> None:
    for name, data in vectors.packs().items():
        stored = (vectors.FOLDER / name).read_bytes()
        if name.endswith(".pack"):
            assert read(stored).sections == read(data).sections, f"{name}: {AGAIN}"


def test_the_browser_has_the_tables_of_this_program() -> None:
    assert local_rules.FILE.read_text("utf-8") == local_rules.text(), "run `python -m index.pack.local_rules`"
