"""Copies a state row by row into a new state.sqlite, so that nothing else in the old one comes along.

state.sqlite is also the form in which a state moves from one engine to another: `copy_state_of` writes it from any, and
`take_over` puts it in the place of what a database holds.

A database file may come from somebody else. Triggers, views, unknown tables, sessions and sign-in tokens are left
behind. A row with values that Rejoinder would not write is refused, and the error names its table.
"""

from __future__ import annotations

import contextlib
import json
import re
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote

from index.admin_state.database import State, now
from index.admin_state.engine import Connection
from index.admin_state.people import ROLES, is_email, is_name
from index.admin_state.schema import MIGRATIONS
from index.admin_state.sqlite_file import make_private, make_schema
from index.case import Case, SourceRecord
from index.errors import CaseError, RejoinderError

# admin_token, admin_session and the like are left out, so that nobody is signed in after a restore.
COPIED = (
    "secret", "source", "feedback", "edit", "edit_history", "silence", "audit", "api_key", "table_columns",
    "source_binding", "new_case", "source_history", "person",
)  # fmt: skip
_KEY_ID = re.compile(r"[0-9a-f]{8}", re.ASCII)
_SHA256 = re.compile(r"[0-9a-f]{64}", re.ASCII)
_SECRET_BYTES = 32
_KEYS = ("passages", "pack", "depot")  # the key of passage hashes, and the private keys that sign packs and depots
_OF_INSTALLATION = "SELECT 1 FROM secret WHERE name = 'passages'"  # the row that every installation has
_STORED_AS: dict[str, tuple[type, ...]] = {"TEXT": (str,), "INTEGER": (int,), "REAL": (float, int), "BLOB": (bytes,)}


class StateCopyError(RejoinderError):
    """A state database cannot be copied; the message names the table and what is wrong with it."""


@dataclass(frozen=True, slots=True)
class KeyInUse:
    """A valid API key of a state database, with what `rejoinder key list` shows."""

    id: str
    name: str
    created: str
    per_minute: int


@dataclass(frozen=True, slots=True)
class PersonNamed:
    """A person who may administer the index, with what `rejoinder user list` shows."""

    name: str
    role: str
    email: str


def copy_state(source: Path, target: Path) -> None:
    """Copy the rows of all known tables into a new database. Raises StateCopyError.

    The new one has the old one's schema version; it is migrated when it is opened.
    """
    make_private(target)
    with _reading(source) as old, contextlib.closing(sqlite3.connect(target, isolation_level=None)) as new:
        version = _version(old)
        new.execute("BEGIN IMMEDIATE")
        make_schema(new, 0, version)
        tables = _tables(new)
        for table in COPIED:
            if table in tables:
                _copy_table(old, new, table)
        if new.execute(_OF_INSTALLATION).fetchone() is None:
            raise StateCopyError("the table secret has no key of passage hashes")
        new.execute("COMMIT")


def copy_state_of(state: State, target: Path) -> None:
    """Copy the rows of all known tables of a state, wherever it is kept, into a new database, all of one moment.

    Raises StateCopyError, and the errors of the engine.
    """
    if not state.shared:
        copy_state(state.path, target)
        return
    with state.reading() as db:
        write_copy(db, target)


def write_copy(db: Connection, target: Path) -> None:
    """Copy the rows that a connection to an up-to-date state sees into a new database. Raises StateCopyError."""
    make_private(target)
    with contextlib.closing(sqlite3.connect(target, isolation_level=None)) as new:
        new.execute("BEGIN IMMEDIATE")
        make_schema(new, 0, len(MIGRATIONS))
        for table in COPIED:
            _copy_rows(db, new, table, _columns(new, table))
        new.execute("COMMIT")


def take_over(state: State, source: Path, keep: Path) -> None:
    """Put the rows of a checked, up-to-date state.sqlite in place of all that a shared state holds, in one transaction.

    What was there is first copied to the new file `keep`, if it was an installation's. Sessions and sign-in links end.
    Raises StateCopyError and the errors of the engine; then nothing is changed.
    """
    with _reading(source) as new, state.transaction() as db:
        if db.execute(_OF_INSTALLATION).fetchone():
            write_copy(db, keep)
        for table in _tables(new):
            db.execute(f"DELETE FROM {table}")  # noqa: S608
            columns = _columns(new, table)
            names, marks = ", ".join(columns), ", ".join("?" * len(columns))
            rows = new.execute(f"SELECT {names} FROM {table} ORDER BY rowid")  # noqa: S608
            db.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", rows)  # noqa: S608
            state.engine.renumber(db, table)


def holds_installation(state: State) -> bool:
    """Whether a state already belongs to an installation, so that it must not be replaced unasked."""
    if not state.exists():
        return False
    with state.reading() as db:
        return db.execute(_OF_INSTALLATION).fetchone() is not None


def keys_in_use(path: Path) -> list[KeyInUse]:
    """The API keys of a copied database that are not revoked, oldest first."""
    with _reading(path) as db:
        if "api_key" not in {row[0] for row in db.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}:
            return []
        rows = db.execute("SELECT id, name, created, per_minute FROM api_key WHERE revoked = '' ORDER BY rowid")
        return [KeyInUse(*row) for row in rows]


def people_in(path: Path) -> list[PersonNamed]:
    """The people in a copied database, by name."""
    with _reading(path) as db:
        if "person" not in {row[0] for row in db.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}:
            return []
        return [PersonNamed(*row) for row in db.execute("SELECT name, role, email FROM person ORDER BY name")]


def shut_out(path: Path) -> None:
    """Revoke every API key of a copied database, and remove its people."""
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.execute("UPDATE api_key SET revoked = ? WHERE revoked = ''", (now(),))
        if db.execute("SELECT 1 FROM sqlite_schema WHERE name = 'person'").fetchone():
            db.execute("DELETE FROM person")


@contextlib.contextmanager
def _reading(path: Path) -> Iterator[sqlite3.Connection]:
    """A read-only connection that runs no function named by the schema; its errors become StateCopyError."""
    try:
        address = f"file:{quote(str(path.absolute()))}?mode=ro"
        with contextlib.closing(sqlite3.connect(address, uri=True, timeout=10, isolation_level=None)) as db:
            for pragma in ("trusted_schema = OFF", "query_only = ON", "cell_size_check = ON"):
                db.execute(f"PRAGMA {pragma}")
            db.execute("BEGIN")
            yield db
    except sqlite3.Error as e:
        raise StateCopyError(f"{path.name} cannot be read as a Rejoinder database ({e})") from None


def _version(db: sqlite3.Connection) -> int:
    version = int(db.execute("PRAGMA user_version").fetchone()[0])
    if version > len(MIGRATIONS):
        raise StateCopyError("state.sqlite was written by a newer Rejoinder: update this one")
    if version < 1:
        raise StateCopyError("state.sqlite is not a Rejoinder database")
    return version


def _copy_table(old: sqlite3.Connection, new: sqlite3.Connection, table: str) -> None:
    """Copy every row of a table, after checking that each value has its column's declared type."""
    columns = _columns(new, table)
    kind = old.execute("SELECT type FROM sqlite_schema WHERE name = ?", (table,)).fetchone()
    # hidden columns are those of virtual tables, and computed ones
    plain = {row[1] for row in old.execute(f"PRAGMA table_xinfo({table})") if row[6] == 0}
    if kind != ("table",) or not columns.keys() <= plain:
        raise StateCopyError(f"the table {table} is missing from state.sqlite, or is not as Rejoinder creates it")
    try:
        _copy_rows(old, new, table, columns)
    except sqlite3.Error as e:
        raise StateCopyError(f"the table {table} of state.sqlite cannot be copied ({e})") from None


def _copy_rows(old: Connection, new: sqlite3.Connection, table: str, columns: dict[str, str]) -> None:
    names = ", ".join(columns)
    insert = f"INSERT INTO {table} ({names}) VALUES ({', '.join('?' * len(columns))})"  # noqa: S608
    for row in old.execute(f"SELECT {names} FROM {table} ORDER BY rowid"):  # noqa: S608
        _check(table, dict(zip(columns, row, strict=True)), columns)
        new.execute(insert, row)


def _columns(db: sqlite3.Connection, table: str) -> dict[str, str]:
    """The columns of a table in a database that we made, with their declared types."""
    return {name: kind for _, name, kind, *_ in db.execute(f"PRAGMA table_info({table})")}


def _tables(db: sqlite3.Connection) -> list[str]:
    """The tables of a database that we made."""
    return [row[0] for row in db.execute("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")]


def _check(table: str, row: dict[str, Any], columns: dict[str, str]) -> None:
    for name, value in row.items():
        if not isinstance(value, _STORED_AS[columns[name]]):
            raise StateCopyError(f"the table {table} of state.sqlite has a row whose {name} is not {columns[name]}")
    try:
        if (valid := _VALID.get(table)) is not None and not valid(row):
            raise ValueError
    except (ValueError, CaseError, RecursionError):
        raise StateCopyError(f"the table {table} of state.sqlite has a row that Rejoinder did not write") from None


def _is_object(text: str) -> bool:
    return isinstance(json.loads(text), dict)


def _is_source(row: dict[str, Any]) -> bool:
    return _is_object(row["record"]) and SourceRecord.from_dict(json.loads(row["record"])).source == row["source"]


def _is_new_case(row: dict[str, Any]) -> bool:
    return _is_object(row["record"]) and Case.from_dict(json.loads(row["record"])).id == row["case_id"]


def _is_person(row: dict[str, Any]) -> bool:
    known = is_name(row["name"]) and row["role"] in ROLES and is_email(row["email"])
    return known and datetime.fromisoformat(row["added"]).tzinfo is not None


def _is_key(row: dict[str, Any]) -> bool:
    return bool(_KEY_ID.fullmatch(row["id"]) and _SHA256.fullmatch(row["hash"]) and row["per_minute"] >= 0)


def _is_secret(row: dict[str, Any]) -> bool:
    return row["name"] not in _KEYS or len(row["value"]) == _SECRET_BYTES


_VALID: dict[str, Callable[[dict[str, Any]], bool]] = {
    "secret": _is_secret,
    "source": _is_source,
    "edit": lambda row: _is_object(row["changes"]),
    "edit_history": lambda row: _is_object(row["before"]) and _is_object(row["after"]),
    "new_case": _is_new_case,
    "person": _is_person,
    "source_history": lambda row: _is_object(row["before"]) and _is_object(row["after"]),
    "api_key": _is_key,
    "table_columns": lambda row: _is_object(row["columns"]),
}
