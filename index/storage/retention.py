"""Decides which generations are kept beside the live one for a rollback: by number, age and disk space."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta


@dataclass(frozen=True, slots=True)
class Kept:
    """What to keep: the last `generations`, and those live in the last `days`, as long as they fit into `bytes`."""

    generations: int = 5
    days: int = 7
    bytes: int = 5 * 2**30


@dataclass(frozen=True, slots=True)
class Stored:
    """A generation on disk. `name` tells when its build began, `size` is in bytes, `correction` means only edits."""

    name: str
    size: int
    correction: bool = False

    @property
    def begun(self) -> datetime:
        """When its build began."""
        return datetime.strptime(self.name[:16], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)


def surplus(
    stored: Sequence[Stored], live: str, previous: str | None, kept: Kept, free: int, moment: datetime
) -> list[str]:
    """The names of the generations to remove, given all of them, the live one and the previous one.

    The live and the previous one always stay. Beside them, `kept.generations` of the last ones stay, and those that
    were live within the last `kept.days`. Corrections are not kept, because their edits are stored anyway. If the kept
    ones take more than `kept.bytes`, or more space than they leave free on the disk, the oldest are removed first.
    """
    every = sorted(stored, key=lambda one: one.name)
    others = [one for one in every if one.name not in (live, previous) and not one.correction]
    imports = [one.name for one in every if one.name != live and not one.correction]
    latest = set(imports[-kept.generations :]) if kept.generations else set()
    since = moment - timedelta(days=kept.days)
    # A generation was live until the next one was built (the next one that still exists).
    ends = {one.name: following.begun for one, following in itertools.pairwise(every)}
    staying = [one for one in others if one.name in latest or ends.get(one.name, moment) > since]
    needed = [one for one in every if one.name in (live, previous)]
    beside = sum(one.size for one in needed if one.name != live)
    room = min(kept.bytes, (free + beside + sum(one.size for one in staying)) // 2) - beside
    while staying and sum(one.size for one in staying) > room:
        del staying[0]
    names = {one.name for one in (*needed, *staying)}
    return [one.name for one in every if one.name not in names]
