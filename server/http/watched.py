"""The last answer of something that is asked over the network, for readiness, figures and pages."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")


class Watched(Generic[T]):
    """Asks at most every few seconds, in a thread, as a probe must not wait for long. Threads of a process share it."""

    def __init__(self, ask: Callable[[], T], first: T, name: str, good_for: float, wait: float) -> None:
        """`first` is given until there is an answer, and an answer is good for so many seconds; `name` is the thread's.

        `wait`: seconds to wait for a new answer, before the last one is given
        """
        self._ask, self._answer, self._name = ask, first, name
        self._good_for, self._wait = good_for, wait
        self._lock = threading.Lock()
        self._asked = 0.0
        self._done = threading.Event()

    def health(self) -> T:
        """The last answer."""
        with self._lock:
            if self._asked and time.monotonic() - self._asked < self._good_for:
                return self._answer
            self._asked = time.monotonic()
            self._done.clear()
            threading.Thread(target=self._look, name=self._name, daemon=True).start()
        self._done.wait(self._wait)
        return self._answer

    def _look(self) -> None:
        self._answer = self._ask()
        self._done.set()
