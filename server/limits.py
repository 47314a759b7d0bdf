"""How many requests a key, or an address on a public service, may make a minute; 429 with Retry-After beyond it."""

from __future__ import annotations

from flask import Flask, g, request
from flask_limiter import Limiter

from server.guards import is_loopback
from server.settings import Settings


def init_app(app: Flask, settings: Settings) -> None:
    """Count requests of the API by who makes them. On a loopback binding whoever has no key is not counted."""
    counts_addresses = settings.public or not is_loopback(settings.host)

    def per_minute() -> int:
        key = g.get("api_key")
        return (key.per_minute if key is not None else 0) or settings.rate_limit

    def is_exempt() -> bool:
        counted = g.get("api_key") is not None or (counts_addresses and "api_key" in g)
        return not counted or not per_minute()

    def subject() -> str:
        key = g.get("api_key")
        return f"key:{key.id}" if key is not None else f"address:{request.remote_addr}"

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
    # asked before any limit is looked up: most requests on a loopback binding are not counted
    limiter.request_filter(is_exempt)
