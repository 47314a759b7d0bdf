"""Logging: one line for each request, with its id, method, route, status and time, and one for each event.

The log never has a text, a query or an address.
"""

from __future__ import annotations

import logging
import secrets
import sys
import time

from flask import Flask, Response, g, request

from server.http.log_format import JsonFormatter

_METHODS = frozenset(("GET", "HEAD", "POST", "OPTIONS", "PUT", "PATCH", "DELETE"))
_log = logging.getLogger("rejoinder.requests")
_events = logging.getLogger("rejoinder.events")


def configure(level: str, form: str = "text") -> None:
    """Send the service's log to standard error. The process that serves calls this once."""
    logger = logging.getLogger("rejoinder")
    logger.setLevel(level.upper())
    logger.propagate = False
    if not logger.handlers:
        handler = logging.StreamHandler(sys.stderr)
        formatter = logging.Formatter("%(asctime)s %(levelname)s %(message)s", "%Y-%m-%dT%H:%M:%SZ")
        formatter.converter = time.gmtime
        handler.setFormatter(JsonFormatter() if form == "json" else formatter)
        logger.addHandler(handler)


def init_app(app: Flask) -> None:
    """Give every request an id, return it in X-Request-Id, and log the request when it is answered."""
    app.before_request(_begin)
    app.after_request(_end)


def event(name: str, level: int = logging.INFO, **values: str | int | float) -> None:
    """Log an event as `event=NAME key=value ...`. Values are numbers, or names of our own without spaces."""
    _events.log(level, " ".join(f"{key}=%s" for key in ("event", *values)), name, *values.values())


def took_ms() -> float:
    """Milliseconds since the request began, to two decimals."""
    begun: float = g.begun
    return round((time.perf_counter() - begun) * 1000, 2)


def _begin() -> None:
    g.begun = time.perf_counter()
    # never the client's own id, which could bring any text into the log
    g.request_id = secrets.token_hex(8)


def known_method() -> str:
    """The request's method; "other" for one that is not known."""
    return request.method if request.method in _METHODS else "other"


def route() -> str:
    """The pattern of the request's route, never its path; "-" if no route matches."""
    return request.url_rule.rule if request.url_rule is not None else "-"


def _end(response: Response) -> Response:
    _log.info(
        "request=%s method=%s route=%s status=%d ms=%.2f",
        g.request_id,
        known_method(),
        route(),
        response.status_code,
        took_ms(),
    )
    response.headers["X-Request-Id"] = g.request_id
    return response
