"""API keys. They are kept as hashes, and required if other machines can reach the service."""

from __future__ import annotations

import hashlib
import re
import secrets
import threading
from dataclasses import dataclass

from flask import Flask, g, request

from index.admin_state.database import State, now
from index.admin_state.engine import Stamp
from index.errors import RejoinderError, StateUnavailableError
from server.config.settings import Settings
from server.http.guards import is_loopback
from server.http.problems import ProblemError

_KEY = re.compile(r"rj_([0-9a-f]{8})_[A-Za-z0-9_-]{43}", re.ASCII)
_COLUMNS = "id, name, created, per_minute, revoked"
_EXTENSION = "rejoinder_api_keys"
_NEVER: Stamp = (-1, -1)
_NAME = re.compile(r"[^\x00-\x1f\x7f]{1,100}")


class KeyNameError(RejoinderError):
    """A key cannot have this name."""


class UnknownKeyError(RejoinderError):
    """No key in use has this id."""


@dataclass(frozen=True, slots=True)
class ApiKey:
    """A key as it is kept, without its secret. `per_minute` 0 means the service's own limit."""

    id: str
    name: str
    created: str
    per_minute: int
    revoked: str


class Keys:
    """The API keys of an index. They are read again whenever the database changes."""

    def __init__(self, state: State) -> None:
        self._state = state
        self._read: tuple[Stamp, dict[str, ApiKey]] = (_NEVER, {})
        self._reading = threading.Lock()

    def create(self, name: str, per_minute: int = 0) -> tuple[ApiKey, str]:
        """Make a key. Returns it with its secret, which is not kept."""
        if not _NAME.fullmatch(name):
            raise KeyNameError("a key's name must have 1 to 100 characters and no control characters")
        number = secrets.token_hex(4)
        secret = f"rj_{number}_{secrets.token_urlsafe(32)}"
        key = ApiKey(number, name, now(), per_minute, "")
        with self._state.transaction() as db:
            db.execute(
                "INSERT INTO api_key (id, hash, name, created, per_minute) VALUES (?, ?, ?, ?, ?)",
                (key.id, _hash(secret), key.name, key.created, key.per_minute),
            )
        return key, secret

    def list(self) -> tuple[ApiKey, ...]:
        """Every key, oldest first, including revoked ones."""
        return tuple(self._by_hash().values())

    def revoke(self, number: str) -> ApiKey:
        """Revoke a key, at once and for good. Raises UnknownKeyError."""
        with self._state.transaction() as db:
            row = db.execute(
                f"UPDATE api_key SET revoked = ? WHERE id = ? AND revoked = '' RETURNING {_COLUMNS}",  # noqa: S608
                (now(), number),
            ).fetchone()
        if row is None:
            raise UnknownKeyError(f"there is no key {number!r} in use: `rejoinder key list` lists all keys")
        return ApiKey(*row)

    def find(self, secret: str) -> ApiKey | None:
        """The key with this secret; None if it is unknown or revoked."""
        if not _KEY.fullmatch(secret):
            return None
        key = self._by_hash().get(_hash(secret))
        return key if key is not None and not key.revoked else None

    def _by_hash(self) -> dict[str, ApiKey]:
        stamp, last = self._state.stamp(), self._read
        if last[0] == stamp:
            return last[1]
        # While a thread reads them from a database, others go by the keys as last read, so that at most one request
        # waits for a server that has just stopped answering.
        may_wait = last[0] == _NEVER or not self._state.shared
        if not self._reading.acquire(blocking=may_wait):
            return last[1]
        try:
            self._read = (stamp, self._every())
        except StateUnavailableError:
            # the keys as last read go on; if that lasts too long, /readyz fails
            if self._read[0] == _NEVER:
                raise
        finally:
            self._reading.release()
        return self._read[1]

    def _every(self) -> dict[str, ApiKey]:
        if not self._state.exists():
            return {}
        with self._state.reading() as db:
            rows = db.execute("SELECT hash, id, name, created, per_minute, revoked FROM api_key ORDER BY rowid")
            return {row[0]: ApiKey(*row[1:]) for row in rows}


def are_required(settings: Settings) -> bool:
    """Whether clients need a key. The address that the service listens on decides, never the client's address."""
    return settings.require_keys or not (settings.public or is_loopback(settings.host))


def of(app: Flask) -> Keys:
    """The keys of an application."""
    found: Keys = app.extensions[_EXTENSION]
    return found


def init_app(app: Flask, settings: Settings, state: State) -> None:
    """Check the key on every route of the API, and remember it for the rate limits."""
    keys, required = Keys(state), are_required(settings)
    app.extensions[_EXTENSION] = keys

    def guard() -> None:
        if not request.path.startswith(("/v1/", "/v1alpha1/", "/metrics")) or request.method == "OPTIONS":
            return
        if request.path.startswith("/v1/admin/"):
            return
        secret = _presented()
        key = keys.find(secret) if secret else None
        if key is None and (secret or required):
            raise ProblemError("key-required")
        g.api_key = key

    app.before_request(guard)


def _presented() -> str:
    """The secret that the client sent: as a bearer token, or in `key`, as Google's clients do."""
    authorization = request.authorization
    if authorization is not None and authorization.type == "bearer":
        return authorization.token or ""
    given = request.args.get("key", "") if request.path.startswith("/v1alpha1/") else ""
    # Google's clients send a key to any service: ignore it if it is not one of ours
    return given if given.startswith("rj_") else ""


def _hash(secret: str) -> str:
    """The hash of a secret. It has 256 random bits, so a fast hash without a salt is safe."""
    return hashlib.sha256(secret.encode()).hexdigest()
