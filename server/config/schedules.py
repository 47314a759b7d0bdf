"""The setting of scheduled imports: how its entries are read, and when a source is due."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from index.record_types import ID_PATTERN
from index.urls import is_address

_ENTRY = re.compile(
    r"(\S(?:.*\S)?)\s+every\s+(\d{1,5})\s*(m|min|minutes?|h|hours?|d|days?)(?:\s+for\s+(\S.*))?", re.IGNORECASE
)
_PUBLISHER = re.compile(ID_PATTERN, re.ASCII)
_SECONDS = {"m": 60, "h": 3_600, "d": 86_400}
_LEAST = 300


@dataclass(frozen=True, slots=True)
class Schedule:
    """A source, the seconds between its imports, and the publishers that it may touch, if any are named."""

    source: str
    seconds: int
    publishers: tuple[str, ...] = ()

    def __str__(self) -> str:
        """The entry as it is written in the settings."""
        return " for ".join(filter(None, (self._times(), " ".join(self.publishers))))

    def _times(self) -> str:
        for letter, seconds in (("d", 86_400), ("h", 3_600)):
            if self.seconds % seconds == 0:
                return f"{self.source} every {self.seconds // seconds}{letter}"
        return f"{self.source} every {self.seconds // 60}m"

    def is_due(self, begun: float | None, moment: float) -> bool:
        """Whether to import now, if the last import began at `begun`. A last import in the future also makes it due."""
        return begun is None or moment - begun >= self.seconds or begun > moment + 60


def read_schedules(text: str) -> tuple[Schedule, ...]:
    """Read schedules such as `https://example.org/feed.json every 6h for example.org, /srv/cases every 1d`.

    Raises ValueError that says what is wrong.
    """
    found = []
    for entry in filter(None, (part.strip() for part in text.split(","))):
        parts = _ENTRY.fullmatch(entry)
        if parts is None:
            raise ValueError("must be a source and an interval, such as https://example.org/feed.json every 6h")
        source, seconds = parts[1], int(parts[2]) * _SECONDS[parts[3][0].lower()]
        if not is_address(source) and not Path(source).is_absolute():
            raise ValueError("must name each source by an http(s) address or an absolute path")
        if seconds < _LEAST:
            raise ValueError(f"must leave at least {_LEAST // 60} minutes between two imports")
        publishers = tuple((parts[4] or "").split())
        if any(not _PUBLISHER.fullmatch(publisher) for publisher in publishers):
            raise ValueError("must name the keys of publishers after `for`, separated by spaces")
        found.append(Schedule(source, seconds, publishers))
    if len({schedule.source for schedule in found}) < len(found):
        raise ValueError("must name each source once")
    return tuple(found)
