"""Counts requests in Redis for all workers and machines; while it does not answer, each worker counts alone."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import TypeVar

from limits.storage import MemoryStorage
from limits.storage.redis import RedisStorage
from redis.backoff import NoBackoff
from redis.exceptions import AuthenticationError, RedisError
from redis.exceptions import ConnectionError as LostError
from redis.exceptions import TimeoutError as SilentError
from redis.retry import Retry

T = TypeVar("T")
SCHEME = "shared+"  # before the address of a Redis server, so that flask-limiter takes this class for it
_SECONDS_TO_ANSWER = 0.5  # for Redis, which takes a millisecond: a request must hardly notice that it is gone
_SECONDS_BETWEEN_LOOKS = 1.0


class SharedCounts(RedisStorage):
    """A storage for moving windows. Threads share it; a process that was forked needs its own.

    `problem` says why Redis cannot be used, "" if it can. Once it cannot, no request asks it: `follow` does.
    """

    STORAGE_SCHEME = [f"{SCHEME}{name}" for name in ("redis", "rediss", "unix")]  # noqa: RUF012

    def __init__(self, uri: str, **options: float | str | bool) -> None:
        options |= {"socket_timeout": _SECONDS_TO_ANSWER, "socket_connect_timeout": _SECONDS_TO_ANSWER}
        # a connection that Redis has closed since is made again, once; redis-py itself would try for many seconds
        retry = Retry(NoBackoff(), 1, (LostError,))
        super().__init__(uri.removeprefix(SCHEME), retry=retry, **options)  # type: ignore[arg-type]
        self._alone = MemoryStorage()
        self.problem = ""

    def acquire_entry(self, key: str, limit: int, expiry: int, amount: int = 1) -> bool:
        """Count `amount` requests of a key, if it may have as many within `expiry` seconds. Returns whether it may."""
        shared, alone = super().acquire_entry, self._alone.acquire_entry
        return self._either(lambda: shared(key, limit, expiry, amount), lambda: alone(key, limit, expiry, amount))

    def get_moving_window(self, key: str, limit: int, expiry: int) -> tuple[float, int]:
        """When the window of a key began (seconds since 1970), and how many requests it has."""
        shared, alone = super().get_moving_window, self._alone.get_moving_window
        return self._either(lambda: shared(key, limit, expiry), lambda: alone(key, limit, expiry))

    def _either(self, shared: Callable[[], T], alone: Callable[[], T]) -> T:
        if not self.problem:
            try:
                return shared()
            except (RedisError, OSError) as e:
                self.problem = _words(e)
        return alone()

    def look(self) -> None:
        """Ask Redis whether it answers."""
        try:
            self.storage.ping()
        except (RedisError, OSError) as e:
            self.problem = _words(e)
        else:
            self.problem = ""

    def follow(self) -> None:
        """Look once a second, in a thread that lives as long as the process."""

        def run() -> None:
            while True:
                self.look()
                time.sleep(_SECONDS_BETWEEN_LOOKS)

        threading.Thread(target=run, name="rate-limits", daemon=True).start()


def _words(error: Exception) -> str:
    """What is wrong, without the address, which may hold a password."""
    if isinstance(error, AuthenticationError):
        return "Redis does not accept the user or the password"
    if isinstance(error, SilentError):
        return "Redis does not answer in time"
    return f"Redis does not answer as it should ({type(error).__name__})"
