"""How the shards are, for readiness, figures and pages. They are asked at most every few seconds."""

from __future__ import annotations

import functools
import os
from dataclasses import dataclass

from index.errors import RejoinderError
from index.shards.asking import ReplicaHealth
from index.storage.generations import live_name
from server.config.settings import Settings
from server.config.shards import shards_of
from server.http.watched import Watched

_SECONDS = 3.0  # for which an answer is good
_SECONDS_TO_WAIT = 1.0  # for a new answer, before the last one is given


@dataclass(frozen=True, slots=True)
class ShardHealth:
    """How the shards are.

    replicas: every replica, with what is wrong with it, for an admin's eyes only
    gone: the numbers of shards without a replica that can answer    weak: of those with some, but not all
    """

    count: int = 0
    replicas: tuple[ReplicaHealth, ...] = ()

    def _numbers(self, well: bool) -> set[int]:
        return {found.shard for found in self.replicas if bool(found.problem) != well}

    @property
    def gone(self) -> list[int]:
        """The numbers of shards of which no replica can answer: until one can, nothing is matched."""
        return sorted(self._numbers(False) - self._numbers(True))

    @property
    def weak(self) -> list[int]:
        """The numbers of shards of which some replicas cannot answer, but others can."""
        return sorted(self._numbers(False) & self._numbers(True))

    @property
    def problem(self) -> str:
        """What is wrong with which replica, for an admin's eyes only; "" if nothing is."""
        ill = [found for found in self.replicas if found.problem]
        return "; ".join(f"shard {found.shard} at {found.address}: {found.problem}" for found in ill)

    @property
    def told(self) -> str:
        """What is ill, in words that anybody may read."""
        gone, weak = _listed(self.gone), _listed(self.weak)
        if gone:
            return f"{gone} of {self.count} cannot be asked; no page can be matched"
        return f"{weak} of {self.count} lacks a replica; everything works" if weak else "ok"


def _listed(numbers: list[int]) -> str:
    return f"shard {', '.join(map(str, numbers))}" if numbers else ""


@functools.lru_cache(8)
def _watched(settings: Settings, process: int) -> Watched[ShardHealth]:  # noqa: ARG001
    """Each process has its own, as threads do not survive a fork."""
    ask = functools.partial(looked_at, settings)
    return Watched(ask, ShardHealth(settings.shards), "shard-health", _SECONDS, _SECONDS_TO_WAIT)


def health(settings: Settings) -> ShardHealth | None:
    """How the shards are; None if there are none. Waits at most a moment."""
    return _watched(settings, os.getpid()).health() if settings.shard_urls else None


def looked_at(settings: Settings) -> ShardHealth:
    """Ask all replicas now whether they have the live generation."""
    shards = shards_of(settings)
    try:
        name = live_name(settings.index)
    except RejoinderError:
        return ShardHealth(settings.shards)  # nothing is served yet
    return ShardHealth(settings.shards, tuple(shards.health(name)) if shards is not None else ())
