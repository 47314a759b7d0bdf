"""How long connections may take and how much they may hold, from the settings."""

from __future__ import annotations

from dataclasses import dataclass

from server.config.settings import Settings

MOST_HELD_BYTES = 128 * 2**20  # of requests that are not whole and replies that are not sent, in one worker
MOST_REPLY_BYTES = 16 * 2**20  # of one reply that wait to be sent before its thread waits with them
MOST_DISCARDED_BYTES = 64 * 2**20  # of a body that is too large: who sends it should get to read the answer
SECONDS_IDLE = 30  # without a request
SECONDS_CLOSING = 2  # for the client to read the last reply and close
SECONDS_AT_STOP = 2  # for a request on a kept connection when the worker stops
_STUCK_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Limits:
    """What a worker goes by."""

    head_seconds: int
    body_seconds: int
    reply_seconds: int
    bytes_per_second: int
    connections: int
    body_bytes: int
    stuck_seconds: float

    @classmethod
    def of(cls, settings: Settings) -> Limits:
        """The settings' limits."""
        return cls(
            settings.head_seconds,
            settings.body_seconds,
            settings.reply_seconds,
            settings.slowest_rate,
            settings.connections,
            settings.max_body_bytes,
            max(_STUCK_SECONDS, 4 * settings.match_budget_ms / 1000),
        )
