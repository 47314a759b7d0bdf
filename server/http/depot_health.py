"""How this machine is with its depot, for readiness, figures and pages: what is ill, and how far it is behind."""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path

from index.depot import local_record
from server.config.settings import Settings

PARTS = ("depot", "generation", "disk", "thread")
_SECONDS_WITHOUT_LOOK = 180.0  # far more than any look may take, except one that copies, which also counts as looking
# Errors name folders and buckets, so clients are told only this.
_WORDS = {
    "": "ok",
    "depot": "the depot cannot be used; this machine goes on with what it has",
    "generation": "something in the depot cannot be trusted or used; this machine goes on with what it has",
    "disk": "this machine's disk refuses; it goes on with what it has",
    "thread": "this machine has not looked at its depot for minutes",
}


@dataclass(frozen=True, slots=True)
class Health:
    """How a machine is with its depot.

    part: what is ill, one of PARTS, "" if nothing is    problem: what is wrong, for an admin's eyes only
    behind: seconds for which another generation has been live than this machine serves
    looked: seconds since it last looked at the depot    lags: whether it is behind for longer than it may be
    """

    part: str = ""
    problem: str = ""
    behind: float = 0.0
    looked: float = 0.0
    lags: bool = False

    @property
    def told(self) -> str:
        """What is ill, in words that anybody may read."""
        return _WORDS[self.part]


def health(settings: Settings, folder: Path) -> Health | None:
    """How this machine is with its depot; None if it has none."""
    if not settings.depot:
        return None
    record, moment = local_record.read(folder), time.time()
    looked = max(0.0, moment - local_record.last_look(folder))
    behind = max(0.0, moment - record.behind) if record.behind else 0.0
    part, problem = record.part if record.part in PARTS else "", record.problem
    if not part and looked > _SECONDS_WITHOUT_LOOK:
        part, problem = "thread", _WORDS["thread"]
    return Health(part, problem, behind, looked, settings.follows and behind > settings.depot_lag_seconds)
