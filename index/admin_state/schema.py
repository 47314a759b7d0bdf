"""The schema of the state, as the steps that lead to it: one statement for every engine.

A released step never changes. Types are SQLite's; index/admin_state/postgres_schema.py has them for PostgreSQL.
"""

from __future__ import annotations

from collections.abc import Iterator

MIGRATIONS = (
    """
    CREATE TABLE secret (name TEXT PRIMARY KEY, value BLOB NOT NULL);
    CREATE TABLE source (source TEXT PRIMARY KEY, record TEXT NOT NULL, changed TEXT NOT NULL);
    CREATE TABLE feedback (
        id INTEGER PRIMARY KEY, received TEXT NOT NULL, case_id TEXT NOT NULL, passage TEXT NOT NULL,
        generation TEXT NOT NULL, comment TEXT NOT NULL, quote TEXT NOT NULL, decision TEXT NOT NULL DEFAULT '');
    """,
    """
    CREATE TABLE edit (case_id TEXT PRIMARY KEY, changes TEXT NOT NULL, deleted INTEGER NOT NULL);
    CREATE TABLE edit_history (
        id INTEGER PRIMARY KEY, at TEXT NOT NULL, who TEXT NOT NULL, case_id TEXT NOT NULL, action TEXT NOT NULL,
        before TEXT NOT NULL, after TEXT NOT NULL);
    CREATE INDEX edit_history_case ON edit_history (case_id);
    CREATE TABLE silence (
        case_id TEXT NOT NULL, passage TEXT NOT NULL, at TEXT NOT NULL, who TEXT NOT NULL,
        PRIMARY KEY (case_id, passage));
    CREATE TABLE audit (
        id INTEGER PRIMARY KEY, at TEXT NOT NULL, who TEXT NOT NULL, action TEXT NOT NULL, subject TEXT NOT NULL,
        detail TEXT NOT NULL);
    CREATE TABLE admin_token (hash TEXT PRIMARY KEY, name TEXT NOT NULL, expires REAL NOT NULL);
    CREATE TABLE admin_session (
        hash TEXT PRIMARY KEY, name TEXT NOT NULL, begun TEXT NOT NULL, expires REAL NOT NULL);
    CREATE TABLE sign_in_failure (client TEXT NOT NULL, at REAL NOT NULL);
    CREATE TABLE scheduled_import (source TEXT PRIMARY KEY, begun REAL NOT NULL, job TEXT NOT NULL);
    """,
    """
    CREATE TABLE api_key (
        id TEXT PRIMARY KEY, hash TEXT NOT NULL UNIQUE, name TEXT NOT NULL, created TEXT NOT NULL,
        per_minute INTEGER NOT NULL, revoked TEXT NOT NULL DEFAULT '');
    """,
    """
    CREATE TABLE table_columns (signature TEXT PRIMARY KEY, columns TEXT NOT NULL, changed TEXT NOT NULL);
    """,
    """
    CREATE INDEX feedback_waiting ON feedback (id) WHERE decision = '';
    CREATE INDEX feedback_decided ON feedback (id) WHERE decision != '';
    CREATE INDEX feedback_notice ON feedback (case_id, passage);
    """,
    """
    CREATE TABLE source_binding (
        source TEXT NOT NULL, publisher TEXT NOT NULL, bound TEXT NOT NULL, PRIMARY KEY (source, publisher));
    """,
    """
    DELETE FROM sign_in_failure;
    CREATE TABLE sign_in_salt (salt BLOB NOT NULL);
    """,
    """
    CREATE TABLE new_case (case_id TEXT PRIMARY KEY, record TEXT NOT NULL);
    CREATE TABLE source_history (
        id INTEGER PRIMARY KEY, at TEXT NOT NULL, who TEXT NOT NULL, source TEXT NOT NULL, action TEXT NOT NULL,
        before TEXT NOT NULL, after TEXT NOT NULL);
    CREATE INDEX source_history_source ON source_history (source);
    """,
    """
    CREATE TABLE person (name TEXT PRIMARY KEY, role TEXT NOT NULL, email TEXT NOT NULL, added TEXT NOT NULL);
    CREATE UNIQUE INDEX person_email ON person (email) WHERE email != '';
    ALTER TABLE admin_token ADD COLUMN person TEXT NOT NULL DEFAULT '';
    ALTER TABLE admin_session ADD COLUMN person TEXT NOT NULL DEFAULT '';
    ALTER TABLE admin_session ADD COLUMN role TEXT NOT NULL DEFAULT 'admin';
    """,
)


def statements(version: int, to: int) -> Iterator[str]:
    """The statements that bring a database from one schema version (0: empty) to a later one."""
    for script in MIGRATIONS[version:to]:
        yield from (statement for statement in script.split(";\n") if statement.strip())
