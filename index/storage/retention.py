"""Which generations stay beside the live one, to be gone back to: so many, for so many days, in so much room."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta


@dataclass(frozen=True, slots=True)
class Kept:
    """What is kept: the last `generations` and those of the last `days`, as long as they take no more than `bytes`."""

    generations: int = 5
    days: int = 7
    bytes: int = 5 * 2**30


@dataclass(frozen=True, slots=True)
class Stored:
    """A generation on the disk: its name, which says when it was begun, its bytes, whether it only applies edits."""

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
    """Names of the generations that need not be kept, given all there are, the live one and the one before it.

    Those two always stay. Beside them the last ones stay and those that were live within the last days; a correction is
    kept by its edit already and uses up no place. Where they take more than their room, or would leave less of the disk
    free than they take, the oldest go first.
    """
    every = sorted(stored, key=lambda one: one.name)
    others = [one for one in every if one.name not in (live, previous) and not one.correction]
    imports = [one.name for one in every if one.name != live and not one.correction]
    latest = set(imports[-kept.generations :]) if kept.generations else set()
    since = moment - timedelta(days=kept.days)
    # it was live until the next one was built; of those that were removed meanwhile nothing is known
    ends = {one.name: following.begun for one, following in itertools.pairwise(every)}
    staying = [one for one in others if one.name in latest or ends.get(one.name, moment) > since]
    needed = [one for one in every if one.name in (live, previous)]
    beside = sum(one.size for one in needed if one.name != live)
    room = min(kept.bytes, (free + beside + sum(one.size for one in staying)) // 2) - beside
    while staying and sum(one.size for one in staying) > room:
        del staying[0]
    names = {one.name for one in (*needed, *staying)}
    return [one.name for one in every if one.name not in names]
