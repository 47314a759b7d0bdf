"""Says in our words what PostgreSQL and the way to it refuse: what is wrong, where, and what to do."""

from __future__ import annotations

import re

import psycopg

from index.errors import IndexDamagedError, RejoinderError, StateUnavailableError

# Classes of SQLSTATE for what passes or somebody mends: connections, rights, resources, locks, the server itself.
_PASSING = ("08", "25", "28", "3D", "3F", "40", "42501", "53", "55", "57", "58")
# Those of them after which another request need not try for a moment. The errors of the client have no SQLSTATE.
_REFUSALS = ("08", "28", "3D", "533", "57P", "58")
_UNREACHABLE = "is the server running, and are host and port in REJOINDER_STATE right?"
_PASSWORD = "correct the user or the password in REJOINDER_STATE, PGPASSWORD or the password file"  # noqa: S105
_NO_DATABASE = "make it with `createdb`, or correct the name in REJOINDER_STATE"
_ADVICE = (
    ("28", _PASSWORD),
    ("3D", _NO_DATABASE),
    ("42501", "let the user make and use tables there, as with GRANT ALL ON SCHEMA public, or make it the owner"),
    ("25006", "name the server that can be written, or try again once it can be"),
    ("53100", "make room on the disk of the server"),
    ("533", "raise max_connections of the server: every process of ours uses up to 8"),
    ("53", "the server lacks memory or room"),
    ("55P03", "another transaction takes long; try again"),
    ("57014", "the server is slow; try again"),
)
_ADVICE_WITHOUT_CODE = (
    (re.compile("password|authentication|role .* does not exist"), _PASSWORD),
    (re.compile('database ".*" does not exist'), _NO_DATABASE),
    (re.compile("certificate|SSL|root"), "check sslmode and sslrootcert in REJOINDER_STATE"),
    (re.compile("too many clients|connection slots"), "raise max_connections of the server"),
)


def translated_error(error: psycopg.Error, place: str) -> RejoinderError:
    """The error for psycopg's. It never quotes a row or a password."""
    code = error.sqlstate or ""
    if code and not code.startswith(_PASSING):
        # the message may quote a value, so only its kind is told
        return IndexDamagedError(
            f"{place} does not hold the state as Rejoinder writes it ({type(error).__name__}, SQLSTATE {code}): "
            "restore a backup"
        )
    said = " ".join((error.diag.message_primary or str(error)).split())
    said = said.removeprefix("connection failed: ").partition(" Is the server running")[0][:400]
    advice = next((words for start, words in _ADVICE if code.startswith(start)), "")
    if not code:
        advice = next((words for pattern, words in _ADVICE_WITHOUT_CODE if pattern.search(said)), _UNREACHABLE)
    return StateUnavailableError(f"{place} cannot be used: {said}{'; ' if advice else ''}{advice}")


def is_refusal(error: psycopg.Error) -> bool:
    """Whether the server does not serve us at all, so that the next request would wait in vain."""
    return not error.sqlstate or error.sqlstate.startswith(_REFUSALS)
