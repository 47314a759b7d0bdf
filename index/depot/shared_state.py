"""The state that replies depend on, which the builder shares so that every machine gives the same replies.

It is the publishers that were set by hand, the notices that are silenced, the API keys (as hashes), and the key of
passage hashes. Feedback, corrections, people and the audit log stay on the builder.
"""

from __future__ import annotations

import hashlib
import json
import re
from typing import Any

from index.admin_state.database import State
from index.case import SourceRecord
from index.depot.errors import UntrustedError
from index.depot.protocol import Depot
from index.depot.signing import seal, unseal
from index.errors import CaseError

_PREFIX = "state/"
_MOST_BYTES = 64 * 2**20
_SECONDS_TO_READ = 300.0  # for which a state stays in the depot after it was written
_COLUMNS = {
    "source": ("source", "record", "changed"),
    "silence": ("case_id", "passage", "at"),
    "api_key": ("id", "hash", "name", "created", "per_minute", "revoked"),
}
_SECRET = re.compile(r"[0-9a-f]{64}", re.ASCII)


def collected(state: State) -> dict[str, Any]:
    """The shared state of this machine: the key of passage hashes in hexadecimal, and rows by table."""
    secret = state.secret()
    with state.reading() as db:
        rows = {
            table: [list(row) for row in db.execute(f"SELECT {', '.join(columns)} FROM {table} ORDER BY rowid")]  # noqa: S608
            for table, columns in _COLUMNS.items()
        }
    return {"passages": secret.hex()} | rows


def digest_of(shared: dict[str, Any]) -> str:
    """The digest of a shared state, which also names it in the depot."""
    return hashlib.sha256(json.dumps(shared, sort_keys=True).encode()).hexdigest()


def upload(depot: Depot, private: bytes, shared: dict[str, Any]) -> str:
    """Write a shared state into the depot, and return its digest. Raises the depot's errors."""
    named = digest_of(shared)
    depot.write(_name(named), seal(private, "state", shared))
    return named


def prune(depot: Depot, staying: str) -> None:
    """Remove every shared state but one, and but those that a follower may just be about to read."""
    since = depot.moment() - _SECONDS_TO_READ
    for entry in depot.list(_PREFIX):
        if entry.name != _name(staying) and entry.changed < since:
            depot.delete(entry.name)


def take_over(depot: Depot, public: str, named: str, state: State) -> None:
    """Read the shared state with this digest, and put it in place of this machine's, in one transaction.

    Raises UntrustedError if it is not what the builder wrote, and the depot's and the disk's errors.
    """
    where = f"{_name(named)} in {depot.address}"
    found = depot.read(_name(named), _MOST_BYTES)
    if found is None:
        raise UntrustedError(f"{where} is missing: `rejoinder depot push` on the builder writes it again")
    shared = unseal(public, "state", found.data, where)
    if digest_of(shared) != named:
        raise UntrustedError(f"{where} was exchanged: `rejoinder depot push` on the builder writes it again")
    _check(shared, where)
    with state.transaction() as db:
        for table, columns in _COLUMNS.items():
            db.execute(f"DELETE FROM {table}")  # noqa: S608
            names = (*columns, "who") if table == "silence" else columns
            rows = [[*row, "builder"] for row in shared[table]] if table == "silence" else shared[table]
            marks = ", ".join("?" * len(names))
            db.executemany(f"INSERT INTO {table} ({', '.join(names)}) VALUES ({marks})", rows)  # noqa: S608
        secret = bytes.fromhex(shared["passages"])
        db.execute(
            "INSERT INTO secret VALUES ('passages', ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
            (secret,),
        )


def _check(shared: dict[str, Any], where: str) -> None:
    """Refuse rows that Rejoinder would not write, before anything of them is stored."""
    try:
        if not _SECRET.fullmatch(shared["passages"]):
            raise ValueError
        for table, columns in _COLUMNS.items():
            for row in shared[table]:
                if len(row) != len(columns) or not all(isinstance(value, str | int) for value in row):
                    raise ValueError
        for source, record, _ in shared["source"]:
            if SourceRecord.from_dict(json.loads(record)).source != source:
                raise ValueError
    except (KeyError, TypeError, ValueError, CaseError, RecursionError):
        raise UntrustedError(
            f"{where} was written by another version of Rejoinder: install the same version on the builder and here"
        ) from None


def _name(named: str) -> str:
    return f"{_PREFIX}{named}.json"
