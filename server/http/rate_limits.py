"""How many requests a key, or an address on a public service, may make a minute; 429 with Retry-After beyond it.

A request that takes much work counts as several: who sends few but dear ones takes no more of the service than others.
"""

from __future__ import annotations

import contextlib
import time
from collections.abc import Sequence

from flask import Flask, Response, g, request
from flask_limiter import Limiter, RequestLimit
from limits import RateLimitItem

from server.config.settings import Settings
from server.http.guards import is_loopback

_KEY = "rejoinder_limiter"
WORK_MS = 100  # processor time after which a request counts once more


def init_app(app: Flask, settings: Settings) -> None:
    """Count requests of the API by who makes them. On a loopback binding whoever has no key is not counted."""
    counts_addresses = settings.public or not is_loopback(settings.host)

    def per_minute() -> int:
        key = g.get("api_key")
        return (key.per_minute if key is not None else 0) or settings.rate_limit

    def is_exempt() -> bool:
        counted = g.get("api_key") is not None or (counts_addresses and "api_key" in g)
        return not counted or not per_minute()

    def begin() -> None:
        g.work_begun = time.thread_time()

    app.before_request(begin)
    limiter = Limiter(
        subject,
        app=app,
        # one count over all routes
        application_limits=[lambda: f"{per_minute() or 1} per minute"],
        storage_uri=settings.rate_storage,
        strategy="moving-window",
        headers_enabled=True,
        # where Redis is gone the service goes on answering, each worker counting by itself
        in_memory_fallback_enabled=settings.rate_storage != "memory://",
        key_prefix="rejoinder",
    )
    app.extensions[_KEY] = limiter
    # asked before any limit is looked up: most requests on a loopback binding are not counted
    limiter.request_filter(is_exempt)
    # what is registered last sees a reply first: the headers tell what is left after this
    app.after_request(lambda response: _charge(limiter, response))


def subject() -> str:
    """Whom the request that is being answered counts for."""
    key = g.get("api_key")
    return f"key:{key.id}" if key is not None else f"address:{request.remote_addr}"


class Meter:
    """Counts work that goes on after a request for whoever sent it."""

    def __init__(self, limiter: Limiter, limits: Sequence[RequestLimit]) -> None:
        self._limiter = limiter
        self._limits = [(limit.limit, limit.request_args) for limit in limits]

    def charge(self, cost: int) -> None:
        """Count so many requests, as far as the limit goes."""
        for limit, arguments in self._limits:
            with contextlib.suppress(Exception):
                left = self._limiter.limiter.get_window_stats(limit, *arguments).remaining
                if left > 0:
                    self._limiter.limiter.hit(limit, *arguments, cost=min(cost, left))

    def has_room(self) -> bool:
        """Whether a quarter of the limit is left: the rest is for what the same client asks meanwhile."""
        return all(self._has_room(*limit) for limit in self._limits)

    def _has_room(self, limit: RateLimitItem, arguments: Sequence[str]) -> bool:
        with contextlib.suppress(Exception):
            left = int(self._limiter.limiter.get_window_stats(limit, *arguments).remaining)
            return left >= max(1, limit.amount // 4)
        return True  # where the storage has gone


def meter(app: Flask) -> Meter:
    """What counts on for whoever sent the request that is being answered."""
    limiter: Limiter = app.extensions[_KEY]
    return Meter(limiter, limiter.current_limits)


def _charge(limiter: Limiter, response: Response) -> Response:
    """Count the request once more for every `WORK_MS` that it took, as far as its limit goes."""
    more = int((time.thread_time() - g.work_begun) * 1000 / WORK_MS) if "work_begun" in g else 0
    for limit in limiter.current_limits if more else ():
        # where the storage goes away just now, the reply is given all the same
        with contextlib.suppress(Exception):
            left = limiter.limiter.get_window_stats(limit.limit, *limit.request_args).remaining
            if not limit.breached and left > 0:
                limiter.limiter.hit(limit.limit, *limit.request_args, cost=min(more, left))
    return response
