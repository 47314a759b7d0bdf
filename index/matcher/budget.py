"""The time that one request may take, and whether its client is still waiting for the reply."""

from __future__ import annotations

import math
import time
from collections.abc import Callable

# Each stage stops when this share of the time is used up, and leaves the rest to the stages after it.
LOOK, FIND, SCORE, EXPLAIN = 0.55, 0.65, 0.75, 1.0


def _waits() -> bool:
    return False


class Budget:
    """A limit on the thread's processor time, counted from construction. Stages check it between pieces of work."""

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
        self._spent = 0.0  # seconds, elsewhere

    def over(self, share: float = 1.0) -> bool:
        """Whether this share of the time is used up, or the client has gone."""
        self._left_alone = self._left_alone or self._gone()
        return self._left_alone or self.left(share) <= 0

    def left(self, share: float = 1.0) -> float:
        """Seconds that are left of this share of the time, below 0 if it is used up; infinite without a limit."""
        return share * self._seconds - (self._clock() - self._begun) - self._spent

    def spend(self, seconds: float) -> None:
        """Count time that the request spent elsewhere, such as waiting for other machines."""
        self._spent += seconds
