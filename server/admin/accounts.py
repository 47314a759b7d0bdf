"""Signing in: one-time tokens from the command line, sessions, how often an address may fail. Only hashes are kept."""

from __future__ import annotations

import contextlib
import hashlib
import secrets
import time
from dataclasses import dataclass
from datetime import datetime

from index.errors import IndexWriteError, RejoinderError
from index.state import State, now

TOKEN_SECONDS = 15 * 60
SESSION_SECONDS = 12 * 3600
IDLE_SECONDS = 2 * 3600
FAILURES = 5
FAILURE_SECONDS = 60


class TooManyFailuresError(RejoinderError):
    """An address gave too many wrong tokens in the last minute."""


@dataclass(frozen=True, slots=True)
class Session:
    """Who is signed in. `csrf` goes into every form and comes back with it."""

    name: str
    csrf: str
    key: str


class Accounts:
    """Tokens and sessions of an index's admins."""

    def __init__(self, state: State) -> None:
        self._state = state

    def new_token(self, name: str, seconds: float = TOKEN_SECONDS) -> str:
        """A token to sign in with once, as `name`, within so many seconds."""
        token = secrets.token_urlsafe(32)
        with self._state.transaction() as db:
            db.execute("DELETE FROM admin_token WHERE expires < ?", (time.time(),))
            db.execute("INSERT INTO admin_token VALUES (?, ?, ?)", (_hash(token), name, time.time() + seconds))
        return token

    def sign_in(self, token: str, client: str) -> tuple[str, str] | None:
        """Use a token up: (the name it was made for, the new session's cookie), None for a wrong or used one.

        `client` is what failures are counted by; only its hash is kept, for a minute. Raises TooManyFailuresError.
        """
        client, moment = _hash(client), time.time()
        with self._state.transaction() as db:
            db.execute("DELETE FROM sign_in_failure WHERE at < ? OR at > ?", (moment - FAILURE_SECONDS, moment))
            (failures,) = db.execute("SELECT count(*) FROM sign_in_failure WHERE client = ?", (client,)).fetchone()
            if failures >= FAILURES:
                raise TooManyFailuresError(f"too many wrong tokens: try again in {FAILURE_SECONDS} seconds")
            found = db.execute(
                "DELETE FROM admin_token WHERE hash = ? RETURNING name, expires", (_hash(token.strip()),)
            ).fetchone()
            if found is None or found[1] < moment:
                db.execute("INSERT INTO sign_in_failure VALUES (?, ?)", (client, moment))
                return None
            cookie = secrets.token_urlsafe(32)
            db.execute(
                "INSERT INTO admin_session VALUES (?, ?, ?, ?)", (_hash(cookie), found[0], now(), moment + IDLE_SECONDS)
            )
            db.execute("DELETE FROM admin_session WHERE expires < ?", (moment,))
            return str(found[0]), cookie

    def session(self, cookie: str) -> Session | None:
        """The session of a cookie, kept alive by being asked for; None where it ended."""
        if not cookie or not self._state.path.exists():
            return None
        key, moment = _hash(cookie), time.time()
        with self._state.reading() as db:
            found = db.execute("SELECT name, expires, begun FROM admin_session WHERE hash = ?", (key,)).fetchone()
        if found is None or found[1] < moment:
            return None
        until = min(moment + IDLE_SECONDS, datetime.fromisoformat(found[2]).timestamp() + SESSION_SECONDS)
        if until - found[1] > 60:  # not at every request
            # on a full disk the pages still tell what is wrong
            with contextlib.suppress(IndexWriteError), self._state.transaction() as db:
                db.execute("UPDATE admin_session SET expires = ? WHERE hash = ?", (until, key))
        return Session(str(found[0]), _hash("csrf\0" + cookie), key)

    def sign_out(self, session: Session) -> None:
        """End a session."""
        with self._state.transaction() as db:
            db.execute("DELETE FROM admin_session WHERE hash = ?", (session.key,))

    def sign_out_everybody(self) -> int:
        """End every session and every token that nobody used yet. Returns how many there were."""
        with self._state.transaction() as db:
            sessions = db.execute("DELETE FROM admin_session").rowcount
            return int(sessions + db.execute("DELETE FROM admin_token").rowcount)


def _hash(secret: str) -> str:
    """What is kept of a token. It has 256 random bits: nothing slower is needed."""
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()
