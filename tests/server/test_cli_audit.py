"""The audit log records what the command line does, and commands remove old entries."""

from __future__ import annotations

import getpass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from index.admin_state import expiry
from index.admin_state.audit import Audit, Entry
from index.admin_state.database import State
from index.errors import IndexWriteError
from index.storage.generations import live_name
from tests.server.case_file import write_cases
from tests.server.test_cli import run, run_json

NEW = [{"id": "lamp", "source": "ravna", "title": "A lamp in Brel speaks Latin"}]


def log(folder: Path) -> list[Entry]:
    """The entries, oldest first."""
    return Audit(State(folder)).entries()[::-1]


def test_what_changes_the_index_is_in_the_log(folder: Path, tmp_path: Path) -> None:
    new = write_cases(tmp_path / "new.jsonl", NEW)
    built = run_json("index", "build", new, "--force", "--index", folder)["generation"]
    updated = run_json("index", "update", new, "--index", folder)["generation"]
    back = run_json("index", "rollback", "--index", folder)["generation"]
    run_json("index", "resume", "--index", folder)
    deleted = run_json("index", "delete", "bridge", "honey", "--index", folder)["generation"]
    found = [(entry.action, entry.subject, entry.detail) for entry in log(folder)]
    assert found == [
        ("build ended", built, "1 cases, 0 rejected; from new.jsonl"),
        ("update ended", updated, "1 cases, 0 rejected; from new.jsonl"),
        ("rolled back", back, ""),
        ("scheduled imports resumed", "", ""),
        ("deleted", "bridge, honey", f"generation {deleted}: 15 cases"),
    ]
    assert {entry.who for entry in log(folder)} == {f"{getpass.getuser()} (command line)"}
    assert str(tmp_path) not in str(found)


def test_keys_and_publishers_are_in_the_log_without_secrets(folder: Path) -> None:
    made = run_json("key", "create", "newsroom", "--index", folder)
    run_json("key", "revoke", made["id"], "--index", folder)
    run_json("source", "set", "ravna", "--disclaimer", "zxcanaryzx", "--url", "https://x.example/", "--index", folder)
    entries = log(folder)
    assert [(entry.action, entry.subject, entry.detail) for entry in entries] == [
        ("key made", made["id"], "newsroom"),
        ("key revoked", made["id"], "newsroom"),
        ("source described", "ravna", "url, disclaimer"),
    ]
    assert made["key"] not in str(entries)


def test_what_only_looks_or_fails_is_not_in_it(folder: Path, tmp_path: Path) -> None:
    new = write_cases(tmp_path / "new.jsonl", NEW)
    run("index", "build", "--dry-run", new, "--index", folder)
    run("index", "build", new, "--index", folder)  # refused, as too many cases would go
    run("index", "delete", "nobody", "--index", folder)
    run("index", "resume", "--index", folder)
    for command in (["index", "status"], ["index", "verify"], ["key", "list"], ["source", "list"], ["doctor"]):
        run(*command, "--index", folder)
    assert log(folder) == []


def test_what_is_done_is_no_failure_where_the_log_cannot_be_written(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise IndexWriteError("the disk is full")

    monkeypatch.setattr(Audit, "add", refuse)
    result = run("index", "delete", "bridge", "--index", folder)
    assert result.exit_code == 0
    assert "this could not be written to the audit log: the disk is full" in result.stderr
    assert run_json("index", "status", "--index", folder)["generations"][-1]["counts"]["cases"] == 16


def test_old_entries_go_when_a_command_is_done(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Audit(State(folder)).add("anna", "signed in")
    days = {"REJOINDER_KEEP_AUDIT_DAYS": "30"}
    run("index", "delete", "bridge", "--index", folder, **days)
    assert [entry.action for entry in log(folder)] == ["signed in", "deleted"]

    class Later(datetime):
        @classmethod
        def now(cls, tz: object = None) -> Later:  # type: ignore[override]
            return cls.fromtimestamp((datetime.now(UTC) + timedelta(days=31)).timestamp(), UTC)

    monkeypatch.setattr(expiry, "datetime", Later)
    new = write_cases(tmp_path / "new.jsonl", NEW)
    for command in (["index", "update", new], ["index", "rollback"], ["index", "build", "--force", new]):
        result = run(*command, "--index", folder, **days)
        assert result.exit_code == 0, result.stderr
        assert [entry.action for entry in log(folder)] == ["removed as old"], "even what it wrote itself"
    assert live_name(folder)
