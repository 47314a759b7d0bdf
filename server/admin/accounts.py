"""Sign-in tokens, sessions, and the count of failed sign-ins. Only hashes are kept."""

from __future__ import annotations

import contextlib
import hashlib
import secrets
import threading
import time
from dataclasses import dataclass
from datetime import datetime

from index.admin_state.database import State, now
from index.admin_state.engine import Connection
from index.admin_state.people import ROLES, Role
from index.errors import IndexWriteError, RejoinderError

TOKEN_SECONDS = 15 * 60
SESSION_SECONDS = 12 * 3600
IDLE_SECONDS = 2 * 3600
FAILURES = 5
FAILURE_SECONDS = 60
# (name, expires, begun, role). A person's role is their present one, or NULL if they were removed.
_SESSION = (
    "SELECT s.name, s.expires, s.begun, CASE WHEN s.person = '' THEN s.role ELSE p.role END "
    "FROM admin_session AS s LEFT JOIN person AS p ON p.name = s.person WHERE s.hash = ?"
)


class TooManyFailuresError(RejoinderError):
    """An address gave too many wrong tokens in the last minute."""


@dataclass(frozen=True, slots=True)
class Session:
    """Who is signed in, and with which role. `csrf` is the token that every form sends back."""

    name: str
    csrf: str
    key: str
    role: Role = "admin"


class Accounts:
    """Tokens and sessions of an index's admins."""

    def __init__(self, state: State) -> None:
        self._state = state

    def new_token(self, name: str, seconds: float = TOKEN_SECONDS, *, person: bool = False) -> str:
        """Make a token that signs in once, within `seconds`, as an admin called `name`.

        With `person` it signs in the person of that name, with that person's role.
        """
        token = secrets.token_urlsafe(32)
        with self._state.transaction() as db:
            db.execute("DELETE FROM admin_token WHERE expires < ?", (time.time(),))
            db.execute(
                "INSERT INTO admin_token (hash, name, expires, person) VALUES (?, ?, ?, ?)",
                (_hash(token), name, time.time() + seconds, name if person else ""),
            )
        return token

    def sign_in(self, token: str, client: str) -> tuple[str, str] | None:
        """Use up a token. Returns (the token's name, the new session's cookie), or None if it is wrong or used.

        Failures are counted by `client`, of which only a salted hash is kept, for a minute. Raises
        TooManyFailuresError for a wrong token beyond the limit; a right one works even then.
        """
        moment = time.time()
        with self._state.transaction(overwriting=True) as db:
            found = db.execute(
                "DELETE FROM admin_token WHERE hash = ? RETURNING name, expires, person", (_hash(token.strip()),)
            ).fetchone()
            if found is not None and found[1] >= moment:
                return str(found[0]), _begin(db, str(found[0]), str(found[2]), "admin")
            if _count_failure(db, client, moment):
                return None
        raise TooManyFailuresError(f"too many wrong tokens: try again in {FAILURE_SECONDS} seconds")

    def has_failed(self, client: str) -> None:
        """Count a sign-in that the OpenID Connect provider refused like a wrong token from this address."""
        with self._state.transaction(overwriting=True) as db:
            _count_failure(db, client, time.time())

    def may_try(self, client: str) -> bool:
        """Whether this address has had fewer failures in the last minute than the limit."""
        if not self._state.exists():
            return True
        with self._state.reading() as db:
            found = db.execute("SELECT salt FROM sign_in_salt").fetchone()
            return found is None or _failures(db, _salted(bytes(found[0]), client), time.time()) < FAILURES

    def begin(self, name: str, role: Role, *, person: bool = False) -> str:
        """Begin a session for somebody whom the OpenID Connect provider vouched for. Returns its cookie.

        A `person` has, at each request, the role that is then recorded for them; anybody else has `role`.
        """
        with self._state.transaction() as db:
            return _begin(db, name, name if person else "", role)

    def forget_failures(self) -> bool:
        """Delete failures that are older than a minute. Returns whether newer ones are left."""
        if not self._state.exists():
            return False
        with self._state.transaction(overwriting=True) as db:
            return _forget(db, time.time())

    def session(self, cookie: str) -> Session | None:
        """The session of a cookie, or None if it ended. Each call prolongs the session."""
        if not cookie or not self._state.exists():
            return None
        key, moment = _hash(cookie), time.time()
        with self._state.reading() as db:
            found = db.execute(_SESSION, (key,)).fetchone()
        if found is None or found[1] < moment or found[3] not in ROLES:
            return None
        until = min(moment + IDLE_SECONDS, datetime.fromisoformat(found[2]).timestamp() + SESSION_SECONDS)
        if until - found[1] > 60:  # not at every request
            # if the disk is full, the pages must still work, to say so
            with contextlib.suppress(IndexWriteError), self._state.transaction() as db:
                db.execute("UPDATE admin_session SET expires = ? WHERE hash = ?", (until, key))
        return Session(str(found[0]), _hash("csrf\0" + cookie), key, found[3])

    def sign_out(self, session: Session) -> None:
        """End this session."""
        with self._state.transaction() as db:
            db.execute("DELETE FROM admin_session WHERE hash = ?", (session.key,))

    def sign_out_everybody(self) -> int:
        """End every session, and delete every unused token. Returns how many there were."""
        with self._state.transaction() as db:
            sessions = db.execute("DELETE FROM admin_session").rowcount
            return int(sessions + db.execute("DELETE FROM admin_token").rowcount)


class Forgetting:
    """Deletes failures when their minute is over, even if nobody signs in. At most one thread does it."""

    def __init__(self, accounts: Accounts, seconds: float = FAILURE_SECONDS) -> None:
        self._accounts = accounts
        self._seconds = seconds
        self._waiting = threading.Lock()

    def later(self) -> None:
        """Start the thread, if it is not running: it deletes failures every minute until none is left."""
        if self._waiting.acquire(blocking=False):
            threading.Thread(target=self._run, name="forget", daemon=True).start()

    def _run(self) -> None:
        left = True
        while left:
            time.sleep(self._seconds)
            left = self._left()
        self._waiting.release()
        if self._left():  # a failure that came before the lock was released, so that it started no thread
            self.later()

    def _left(self) -> bool:
        try:
            return self._accounts.forget_failures()
        except RejoinderError:
            return True  # such as a full disk: try again


def _begin(db: Connection, name: str, person: str, role: Role) -> str:
    """Begin a session and return its cookie. A person's session ends when the person is removed."""
    cookie, moment = secrets.token_urlsafe(32), time.time()
    db.execute("DELETE FROM admin_session WHERE expires < ?", (moment,))
    db.execute(
        "INSERT INTO admin_session (hash, name, begun, expires, person, role) VALUES (?, ?, ?, ?, ?, ?)",
        (_hash(cookie), name, now(), moment + IDLE_SECONDS, person, role),
    )
    return cookie


def _count_failure(db: Connection, client: str, moment: float) -> bool:
    """Record a failure of an address for a minute. Returns False if the address had reached the limit before."""
    _forget(db, moment)
    known = _salted(_salt(db), client)
    if _failures(db, known, moment) >= FAILURES:
        return False
    db.execute("INSERT INTO sign_in_failure VALUES (?, ?)", (known, moment))
    return True


def _failures(db: Connection, known: str, moment: float) -> int:
    since = moment - FAILURE_SECONDS
    counted = db.execute("SELECT count(*) FROM sign_in_failure WHERE client = ? AND at > ?", (known, since))
    return int(counted.fetchone()[0])


def _forget(db: Connection, moment: float) -> bool:
    """Delete old failures and, with the last one, the salt, overwriting them on disk. Returns whether any is left."""
    db.execute("DELETE FROM sign_in_failure WHERE at <= ? OR at > ?", (moment - FAILURE_SECONDS, moment))
    left = db.execute("SELECT 1 FROM sign_in_failure").fetchone() is not None
    if not left:
        db.execute("DELETE FROM sign_in_salt")
    return left


def _salt(db: Connection) -> bytes:
    """The present salt. A new one is made when no failure is kept, as all addresses could be hashed with an old one."""
    found = db.execute("SELECT salt FROM sign_in_salt").fetchone()
    if found is not None:
        return bytes(found[0])
    salt = secrets.token_bytes(16)
    db.execute("INSERT INTO sign_in_salt VALUES (?)", (salt,))
    return salt


def _salted(salt: bytes, client: str) -> str:
    return hashlib.blake2b(client.encode("utf-8", "replace"), key=salt).hexdigest()


def _hash(secret: str) -> str:
    """The hash that is kept of a token. Tokens have 256 random bits, so a fast hash is safe."""
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()
