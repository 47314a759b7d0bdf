"""How long one request may work, and whether anybody still waits for what comes of it."""

from __future__ import annotations

import math
import time
from collections.abc import Callable

# Shares of the time after which a stage leaves the rest to those that follow it.
LOOK, FIND, SCORE, EXPLAIN = 0.55, 0.65, 0.75, 1.0


def _waits() -> bool:
    return False


class Budget:
    """The processor time of the thread that makes it, from then on. Stages ask it between pieces of work."""

    def __init__(
        self,
        milliseconds: float = math.inf,
        clock: Callable[[], float] = time.thread_time,
        gone: Callable[[], bool] = _waits,
    ) -> None:
        """`clock` counts seconds; `gone` tells whether the client has closed its connection."""
        self._seconds, self._clock, self._gone = milliseconds / 1000, clock, gone
        self.limited = milliseconds < math.inf
        self._begun = clock()
        self._left_alone = False

    def over(self, share: float = 1.0) -> bool:
        """Whether this share of the time is spent, or nobody waits any more."""
        self._left_alone = self._left_alone or self._gone()
        return self._left_alone or self._clock() - self._begun >= share * self._seconds
