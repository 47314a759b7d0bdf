"""Refuses requests before they reach a route: other sites' pages, unknown Host values, POST without JSON."""

from __future__ import annotations

import ipaddress
import re
import socket
from collections.abc import Callable, Sequence

from flask import Flask, Response, request
from flask_cors import CORS

from server.config.settings import Settings
from server.http.problems import ProblemError

LOOPBACK_NAMES = frozenset({"localhost", "127.0.0.1", "::1"})
RATE_LIMIT_HEADERS = ("X-RateLimit-Limit", "X-RateLimit-Remaining", "X-RateLimit-Reset")
_PORT = re.compile(r":\d*\Z", re.ASCII)
EXTENSION_ORIGINS = (
    re.compile(r"chrome-extension://[a-p]{32}\Z", re.ASCII),
    re.compile(r"moz-extension://[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\Z", re.ASCII),
)
# A page of another site can send neither type without a CORS preflight.
_TYPES = {"/v1/batches": ("application/json", "application/x-ndjson")}
_POLICY = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach a service that listens on this address."""
    if host.lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def allowed_host(settings: Settings) -> Callable[[str], bool]:
    """A test of Host values, with or without a port, against DNS rebinding.

    The loopback names, the address that the service listens on, and the configured names pass. If it listens on every
    address, the machine's own name and any IP address pass too: only a name can be rebound.
    """
    names = {name.lower().strip("[]") for name in (settings.host, *settings.allowed_hosts)} | LOOPBACK_NAMES
    everywhere = _is_unspecified(settings.host)
    if everywhere:
        names |= {socket.gethostname().lower(), socket.getfqdn().lower()}

    def test(host: str) -> bool:
        name = _PORT.sub("", host.strip()).lower().rstrip(".")
        if name.startswith("[") and name.endswith("]"):
            name = name[1:-1]
        return "*" in names or name in names or (everywhere and _is_address(name))

    return test


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def _is_unspecified(host: str) -> bool:
    return _is_address(host.strip("[]")) and ipaddress.ip_address(host.strip("[]")).is_unspecified


def init_app(app: Flask, settings: Settings) -> None:
    """Register the guards, the CORS rules, and the headers of every reply."""
    passes = allowed_host(settings)

    origins = [*EXTENSION_ORIGINS, *(re.compile(re.escape(o) + r"\Z") for o in settings.allowed_origins)]
    # without keys, the service would answer any request that a website makes a reader's browser send
    is_open = is_loopback(settings.host) and not settings.require_keys

    def guard() -> None:
        if is_open and _is_another_sites(origins):
            raise ProblemError("cross-site")
        if not passes(request.environ.get("HTTP_HOST", "")):
            raise ProblemError("unknown-host")
        if request.routing_exception is not None:
            return  # the answer will be 404 or 405, whatever the body is
        # Without CORS, a page of another site can send neither this media type nor methods other than GET and POST.
        # The admin's forms have a CSRF token instead.
        if request.method == "POST" and request.path.startswith("/admin/"):
            return
        if request.method == "POST" and request.mimetype not in _TYPES.get(request.path, ("application/json",)):
            raise ProblemError("unsupported-media-type")
        if request.headers.get("Content-Encoding", "identity").lower() not in ("identity", "gzip"):
            raise ProblemError("unsupported-media-type", "The only supported compression is gzip.")

    app.before_request(guard)
    app.after_request(_headers)
    CORS(
        app,
        resources={r"^/(v1|v1alpha1)/.*": {}, r"^/(healthz|readyz)\Z": {}},
        origins=origins,
        methods=["GET", "HEAD", "POST", "DELETE", "OPTIONS"],
        allow_headers=["Content-Type", "Content-Encoding", "Accept", "Authorization", "If-None-Match"],
        expose_headers=["X-Request-Id", "Retry-After", "ETag", "Location", *RATE_LIMIT_HEADERS],
        max_age=600,
        always_send=False,
        # lets a configured site use a service on the reader's own machine
        allow_private_network=True,
    )


def _is_another_sites(origins: Sequence[re.Pattern[str]]) -> bool:
    """Whether the browser says that the request is from another site's page, whose site is not allowed.

    If a page sends a cross-site request in mode `cors`, it always has an Origin. Without one, no page sent it, but
    perhaps an extension.
    """
    if request.headers.get("Sec-Fetch-Site") != "cross-site" or not request.path.startswith(("/v1/", "/v1alpha1/")):
        return False
    origin = request.headers.get("Origin", "")
    if origin:
        return not any(pattern.match(origin) for pattern in origins)
    return request.headers.get("Sec-Fetch-Mode", "") != "cors"


def _headers(response: Response) -> Response:
    headers = response.headers
    headers.setdefault("Content-Security-Policy", _POLICY)
    headers.setdefault("X-Content-Type-Options", "nosniff")
    headers.setdefault("Referrer-Policy", "no-referrer")
    headers.setdefault("Cache-Control", "no-store")
    return response
