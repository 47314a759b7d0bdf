"""Corrections and deletions by hand: kept in state.sqlite with their history, applied again over every import."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from index.admin_state.database import State, now
from index.case import Case
from index.case_set import CaseSet
from index.errors import CaseError

# What makes a case that case; another id is another case.
FIXED = frozenset({"id", "source"})


@dataclass(frozen=True, slots=True)
class Edit:
    """What was changed of one case: the new value of each changed key (None takes the key away), or all of it."""

    case_id: str
    changes: dict[str, Any] = field(hash=False)
    deleted: bool = False

    def apply(self, case: Case) -> Case | None:
        """The case as edited, None when it is deleted. Raises CaseError when what was imported no longer fits."""
        if self.deleted:
            return None
        merged = {key: value for key, value in (case.to_dict() | self.changes).items() if value is not None}
        return Case.from_dict(merged)


@dataclass(frozen=True, slots=True)
class Change:
    """One entry of a case's history: who did what (edited, deleted, restored), and the keys before and after."""

    id: int
    at: str
    who: str
    case_id: str
    action: str
    before: dict[str, Any] = field(hash=False)
    after: dict[str, Any] = field(hash=False)


@dataclass(slots=True)
class Applied:
    """Cases with the edits on them; `imported` are those that differ from it, as they came."""

    cases: CaseSet
    imported: dict[str, Case] = field(default_factory=dict)
    withheld: int = 0
    failed: dict[str, str] = field(default_factory=dict)


class Edits:
    """The edits of an index. Threads and processes may share them."""

    def __init__(self, state: State) -> None:
        self._state = state

    def current(self) -> dict[str, Edit]:
        """What is in force, by case id. There is nothing where the database has not been made yet."""
        if not self._state.path.exists():
            return {}
        with self._state.reading() as db:
            return {edit.case_id: edit for edit in _rows(db)}

    def get(self, case_id: str) -> Edit | None:
        """What is in force for one case."""
        with self._state.reading() as db:
            return _find(db, case_id)

    def change(self, imported: Case, wanted: Mapping[str, Any], who: str) -> Edit:
        """Give keys of a case new values; None or "" takes a key away, the imported value ends its correction.

        Raises CaseError naming the key that would make the case invalid; then nothing is changed.
        """
        fixed = sorted(FIXED & wanted.keys())
        if fixed:
            raise CaseError(f"{fixed[0]}: cannot be changed, it is what the case is known by")
        with self._state.transaction() as db:
            known = _find(db, imported.id) or Edit(imported.id, {})
            seen = known.apply(imported) or imported
            merged = known.changes | {key: None if value in ("", [], {}) else value for key, value in wanted.items()}
            valid = Edit(imported.id, merged).apply(imported)
            assert valid is not None
            # as the validated case has it, so that what is no difference is no edit
            came, now_is = imported.to_dict(), valid.to_dict()
            changes = {key: now_is.get(key) for key in merged if now_is.get(key) != came.get(key)}
            edit = Edit(imported.id, changes, known.deleted)
            before, after = _differing(seen.to_dict(), now_is)
            if before or after:
                _keep(db, edit)
                _tell(db, who, edit.case_id, "edited", before, after)
            return edit

    def delete(self, case_id: str, who: str) -> None:
        """Leave a case out of this and every later generation."""
        with self._state.transaction() as db:
            known = _find(db, case_id) or Edit(case_id, {})
            if not known.deleted:
                _keep(db, Edit(case_id, known.changes, deleted=True))
                _tell(db, who, case_id, "deleted", {}, {})

    def withdraw(self, case_id: str, who: str) -> None:
        """Take back every edit of a case, its deletion included: it is again as it was imported."""
        with self._state.transaction() as db:
            known = _find(db, case_id)
            if known is not None:
                db.execute("DELETE FROM edit WHERE case_id = ?", (case_id,))
                _tell(db, who, case_id, "restored", known.changes, {})

    def history(self, case_id: str) -> list[Change]:
        """Every change of a case, the last first."""
        with self._state.reading() as db:
            rows = db.execute(
                "SELECT id, at, who, case_id, action, before, after FROM edit_history WHERE case_id = ? "
                "ORDER BY id DESC",
                (case_id,),
            )
            return [
                Change(number, at, who, case, action, json.loads(before), json.loads(after))
                for number, at, who, case, action, before, after in rows
            ]


def apply(cases: CaseSet, edits: Mapping[str, Edit]) -> Applied:
    """Cases as edited, in the order they came in. An edit that no longer fits its case is told in `failed`."""
    applied = Applied(cases.copy())
    for case_id, edit in edits.items():
        case = cases.get(case_id)
        if case is None:
            continue
        try:
            edited = edit.apply(case)
        except CaseError as e:
            applied.failed[case_id] = str(e)
            continue
        if edited is None:
            del applied.cases[case_id]
            applied.withheld += 1
            applied.imported[case_id] = case
        elif edited != case:
            applied.cases[case_id] = edited
            applied.imported[case_id] = case
    return applied


def digest(edits: Iterable[Edit]) -> str:
    """Equal for equal edits: whether a generation was built with those that are in force now."""
    lines = sorted(json.dumps([e.case_id, e.changes, e.deleted], sort_keys=True) for e in edits)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:32] if lines else ""


def _rows(db: sqlite3.Connection) -> list[Edit]:
    rows = db.execute("SELECT case_id, changes, deleted FROM edit ORDER BY case_id")
    return [Edit(case_id, json.loads(changes), bool(deleted)) for case_id, changes, deleted in rows]


def _find(db: sqlite3.Connection, case_id: str) -> Edit | None:
    row = db.execute("SELECT changes, deleted FROM edit WHERE case_id = ?", (case_id,)).fetchone()
    return Edit(case_id, json.loads(row[0]), bool(row[1])) if row else None


def _keep(db: sqlite3.Connection, edit: Edit) -> None:
    if not edit.changes and not edit.deleted:
        db.execute("DELETE FROM edit WHERE case_id = ?", (edit.case_id,))
        return
    db.execute(
        "INSERT INTO edit VALUES (?, ?, ?) ON CONFLICT (case_id) DO UPDATE SET changes = excluded.changes, "
        "deleted = excluded.deleted",
        (edit.case_id, json.dumps(edit.changes, ensure_ascii=False), int(edit.deleted)),
    )


def _tell(
    db: sqlite3.Connection, who: str, case_id: str, action: str, before: dict[str, Any], after: dict[str, Any]
) -> None:
    texts = (json.dumps(before, ensure_ascii=False), json.dumps(after, ensure_ascii=False))
    db.execute(
        "INSERT INTO edit_history (at, who, case_id, action, before, after) VALUES (?, ?, ?, ?, ?, ?)",
        (now(), who, case_id, action, *texts),
    )


def _differing(one: dict[str, Any], other: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    keys = [key for key in {**one, **other} if one.get(key) != other.get(key)]
    return {k: one[k] for k in keys if k in one}, {k: other[k] for k in keys if k in other}
