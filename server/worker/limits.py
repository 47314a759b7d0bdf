"""How long connections may take, and how much memory they may hold."""

from __future__ import annotations

from dataclasses import dataclass

from server.config.settings import Settings

MOST_HELD_BYTES = 128 * 2**20  # of incomplete requests and unsent replies in one worker
MOST_REPLY_BYTES = 16 * 2**20  # of a reply that are buffered; beyond that, its thread waits until they are sent
MOST_DISCARDED_BYTES = 64 * 2**20  # of an oversized body that are read, so that its sender gets to read the answer
SECONDS_IDLE = 30  # that a connection is kept without a request
SECONDS_CLOSING = 2  # that the client has to read the last reply and close
SECONDS_AT_STOP = 2  # that an idle connection has to send a request when the worker stops
_STUCK_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits of a worker."""

    head_seconds: int
    body_seconds: int
    reply_seconds: int
    bytes_per_second: int
    connections: int
    body_bytes: int
    stuck_seconds: float

    @classmethod
    def of(cls, settings: Settings) -> Limits:
        """The limits in the settings."""
        return cls(
            settings.head_seconds,
            settings.body_seconds,
            settings.reply_seconds,
            settings.slowest_rate,
            settings.connections,
            settings.max_body_bytes,
            max(_STUCK_SECONDS, 4 * settings.match_budget_ms / 1000),
        )
