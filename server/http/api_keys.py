"""API keys: made on the command line, kept as hashes, asked for wherever the service can be reached from elsewhere."""

from __future__ import annotations

import hashlib
import re
import secrets
from dataclasses import dataclass

from flask import Flask, g, request

from index.admin_state.database import State, now
from index.errors import RejoinderError
from server.config.settings import Settings
from server.http.guards import is_loopback
from server.http.problems import ProblemError

_KEY = re.compile(r"rj_([0-9a-f]{8})_[A-Za-z0-9_-]{43}", re.ASCII)
_COLUMNS = "id, name, created, per_minute, revoked"
_NAME = re.compile(r"[^\x00-\x1f\x7f]{1,100}")


class KeyNameError(RejoinderError):
    """A key cannot have this name."""


class UnknownKeyError(RejoinderError):
    """No key in use has this id."""


@dataclass(frozen=True, slots=True)
class ApiKey:
    """A key as it is kept: without the secret itself. `per_minute` 0 stands for the service's own limit."""

    id: str
    name: str
    created: str
    per_minute: int
    revoked: str


class Keys:
    """The keys of an index's service. What is read is read again after every change of the database."""

    def __init__(self, state: State) -> None:
        self._state = state
        self._read: tuple[tuple[int, int], dict[str, ApiKey]] = ((-1, -1), {})

    def create(self, name: str, per_minute: int = 0) -> tuple[ApiKey, str]:
        """A new key and its secret, which is told this once."""
        if not _NAME.fullmatch(name):
            raise KeyNameError("a key's name must have 1 to 100 characters, all of them visible")
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
        """Every key, oldest first, revoked ones too."""
        return tuple(self._by_hash().values())

    def revoke(self, number: str) -> ApiKey:
        """Make a key worthless, at once and for good. Raises UnknownKeyError."""
        with self._state.transaction() as db:
            row = db.execute(
                f"UPDATE api_key SET revoked = ? WHERE id = ? AND revoked = '' RETURNING {_COLUMNS}",  # noqa: S608
                (now(), number),
            ).fetchone()
        if row is None:
            raise UnknownKeyError(f"there is no key {number!r} in use: `rejoinder key list` names those there are")
        return ApiKey(*row)

    def find(self, secret: str) -> ApiKey | None:
        """The key of a secret; None where it is unknown or revoked."""
        if not _KEY.fullmatch(secret):
            return None
        key = self._by_hash().get(_hash(secret))
        return key if key is not None and not key.revoked else None

    def _by_hash(self) -> dict[str, ApiKey]:
        stamp = self._state.stamp()
        if self._read[0] != stamp:
            found = {}
            if self._state.path.exists():
                with self._state.reading() as db:
                    rows = db.execute("SELECT hash, id, name, created, per_minute, revoked FROM api_key ORDER BY rowid")
                    found = {row[0]: ApiKey(*row[1:]) for row in rows}
            self._read = (stamp, found)
        return self._read[1]


def are_required(settings: Settings) -> bool:
    """Whether the API is closed to whoever has no key: decided by the binding, never by the client's address."""
    return settings.require_keys or not (settings.public or is_loopback(settings.host))


def init_app(app: Flask, settings: Settings, state: State) -> None:
    """Ask for a key on every route of the API, and remember for limits who asks."""
    keys, required = Keys(state), are_required(settings)

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
    """The secret a client sent: as a bearer token, or as Google's clients do."""
    authorization = request.authorization
    if authorization is not None and authorization.type == "bearer":
        return authorization.token or ""
    given = request.args.get("key", "") if request.path.startswith("/v1alpha1/") else ""
    # those clients send some key to any service: one that is none of ours says nothing
    return given if given.startswith("rj_") else ""


def _hash(secret: str) -> str:
    """Of 256 random bits: no salt, and no slow function, would add anything."""
    return hashlib.sha256(secret.encode()).hexdigest()
