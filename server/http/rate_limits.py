"""Limits the requests per minute of a key, or of an address on a public service; beyond it, 429 with Retry-After.

A request that takes much processor time counts as several, so that a few expensive ones count like many cheap ones.
"""

from __future__ import annotations

import contextlib
import time
from collections.abc import Sequence
from dataclasses import dataclass

from flask import Flask, Response, g, request
from flask_limiter import Limiter, RequestLimit
from limits import RateLimitItem

from server.config.settings import Settings
from server.http.guards import is_loopback
from server.http.shared_counts import SCHEME, SharedCounts

_KEY = "rejoinder_limiter"
WORK_MS = 100  # processor time after which a request counts once more


def init_app(app: Flask, settings: Settings) -> None:
    """Count the API's requests by client. If only this machine can reach the service, only keys are counted."""
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
        # one limit for all routes together
        application_limits=[lambda: f"{per_minute() or 1} per minute"],
        storage_uri=settings.rate_storage if _counts_alone(settings) else f"{SCHEME}{settings.rate_storage}",
        strategy="moving-window",
        headers_enabled=True,
        key_prefix="rejoinder",
    )
    app.extensions[_KEY] = limiter
    # asked before any limit is looked up, as most requests on a loopback address are not counted
    limiter.request_filter(is_exempt)
    # registered last, so it runs first, and the headers say what is left after the charge
    app.after_request(lambda response: _charge(limiter, response))


def _counts_alone(settings: Settings) -> bool:
    return settings.rate_storage == "memory://"


def start(app: Flask) -> None:
    """Look from now on whether Redis answers, if requests are counted there."""
    counts = _shared(app)
    if counts is not None:
        counts.follow()


def _shared(app: Flask) -> SharedCounts | None:
    storage = app.extensions[_KEY].storage
    return storage if isinstance(storage, SharedCounts) else None


@dataclass(frozen=True, slots=True)
class RateLimitsHealth:
    """How a process is with the Redis server that counts requests.

    problem: what is wrong, for an admin's eyes only; "" if nothing is
    """

    problem: str = ""

    @property
    def told(self) -> str:
        """What is wrong, in words that anybody may read."""
        return "Redis does not answer; each worker counts requests by itself" if self.problem else "ok"


def rate_limits_health(app: Flask) -> RateLimitsHealth | None:
    """How this process is with Redis; None if requests are not counted there. Asks nobody."""
    counts = _shared(app)
    return RateLimitsHealth(counts.problem) if counts is not None else None


def subject() -> str:
    """The client for whom the current request counts: a key or an address."""
    key = g.get("api_key")
    return f"key:{key.id}" if key is not None else f"address:{request.remote_addr}"


class Meter:
    """Counts work that goes on after a request against the limit of the client that sent it."""

    def __init__(self, limiter: Limiter, limits: Sequence[RequestLimit]) -> None:
        self._limiter = limiter
        self._limits = [(limit.limit, limit.request_args) for limit in limits]

    def charge(self, cost: int) -> None:
        """Count `cost` requests, but no more than the limit has left."""
        for limit, arguments in self._limits:
            with contextlib.suppress(Exception):
                left = self._limiter.limiter.get_window_stats(limit, *arguments).remaining
                if left > 0:
                    self._limiter.limiter.hit(limit, *arguments, cost=min(cost, left))

    def has_room(self) -> bool:
        """Whether at least a quarter of the limit is left, which is reserved for the client's other requests."""
        return all(self._has_room(*limit) for limit in self._limits)

    def _has_room(self, limit: RateLimitItem, arguments: Sequence[str]) -> bool:
        with contextlib.suppress(Exception):
            left = int(self._limiter.limiter.get_window_stats(limit, *arguments).remaining)
            return left >= max(1, limit.amount // 4)
        return True  # the storage cannot be reached


def meter(app: Flask) -> Meter:
    """A meter for the client that sent the current request."""
    limiter: Limiter = app.extensions[_KEY]
    return Meter(limiter, limiter.current_limits)


def _charge(limiter: Limiter, response: Response) -> Response:
    """Count the request once more for every `WORK_MS` that it took, but no more than its limit has left."""
    more = int((time.thread_time() - g.work_begun) * 1000 / WORK_MS) if "work_begun" in g else 0
    for limit in limiter.current_limits if more else ():
        # if the storage fails just now, the client still gets the reply
        with contextlib.suppress(Exception):
            left = limiter.limiter.get_window_stats(limit.limit, *limit.request_args).remaining
            if not limit.breached and left > 0:
                limiter.limiter.hit(limit.limit, *limit.request_args, cost=min(more, left))
    return response
