"""Corrections, deletions and new cases by hand: kept in state.sqlite with their history, applied over every import."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from index.admin_state.database import State, now
from index.case import Case
from index.case_set import CaseSet
from index.errors import CaseError

# What makes a case that case; another id is another case.
FIXED = frozenset({"id", "source"})
_IN_FORCE = (
    "SELECT edit.case_id AS case_id, changes, deleted, record FROM edit LEFT JOIN new_case USING (case_id) UNION ALL "
    "SELECT case_id, '{}', 0, record FROM new_case WHERE case_id NOT IN (SELECT case_id FROM edit)"
)


@dataclass(frozen=True, slots=True)
class Edit:
    """What was changed of one case: the new value of each changed key (None takes the key away), or all of it.

    `made` is the record of a case that was added by hand, as it was first; None of one that was imported.
    """

    case_id: str
    changes: dict[str, Any] = field(hash=False)
    deleted: bool = False
    made: dict[str, Any] | None = field(default=None, hash=False)

    def apply(self, case: Case) -> Case | None:
        """The case as edited, None when it is deleted. Raises CaseError when what was imported no longer fits."""
        if self.deleted:
            return None
        merged = {key: value for key, value in (case.to_dict() | self.changes).items() if value is not None}
        return Case.from_dict(merged)


@dataclass(frozen=True, slots=True)
class Change:
    """One entry of a case's history: who did what (added, edited, deleted, restored), the keys before and after."""

    id: int
    at: str
    who: str
    case_id: str
    action: str
    before: dict[str, Any] = field(hash=False)
    after: dict[str, Any] = field(hash=False)


@dataclass(slots=True)
class Applied:
    """Cases with the edits on them; `imported` are those that differ, as they came; `made` are those by hand alone."""

    cases: CaseSet
    imported: dict[str, Case] = field(default_factory=dict)
    made: set[str] = field(default_factory=set)
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
            edit = replace(known, changes=changes)
            before, after = _differing(seen.to_dict(), now_is)
            if before or after:
                _keep(db, edit)
                _tell(db, who, edit.case_id, "edited", before, after)
            return edit

    def add(self, case: Case, who: str) -> None:
        """Add a case that no import brings. Raises CaseError where there is one with its id among those by hand."""
        with self._state.transaction() as db:
            if _find(db, case.id) is not None:
                raise CaseError("id: is that of a case which was added or edited already")
            record = json.dumps(case.to_dict(), ensure_ascii=False)
            db.execute("INSERT INTO new_case VALUES (?, ?)", (case.id, record))
            _tell(db, who, case.id, "added", {}, case.to_dict())

    def delete(self, case_id: str, who: str) -> None:
        """Leave a case out of this and every later generation."""
        with self._state.transaction() as db:
            known = _find(db, case_id) or Edit(case_id, {})
            if not known.deleted:
                _keep(db, replace(known, deleted=True))
                _tell(db, who, case_id, "deleted", {}, {})

    def withdraw(self, case_id: str, who: str) -> None:
        """Take back every edit of a case, its deletion included: it is again as it was imported, or first added."""
        with self._state.transaction() as db:
            known = _find(db, case_id)
            if known is not None and (known.changes or known.deleted):
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
            _add_made(applied, edit)
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


def _add_made(applied: Applied, edit: Edit) -> None:
    """A case that was added by hand joins those that were imported."""
    if edit.made is None:
        return
    try:
        made = Case.from_dict(edit.made)
        try:
            edited = edit.apply(made)
        except CaseError as e:
            applied.failed[edit.case_id], edited = str(e), made
    except CaseError as e:
        applied.failed[edit.case_id] = str(e)
        return
    if edited is not None:
        applied.cases[edit.case_id] = edited
        applied.made.add(edit.case_id)


def digest(edits: Iterable[Edit]) -> str:
    """Equal for equal edits: whether a generation was built with those that are in force now."""
    lines = sorted(
        json.dumps([e.case_id, e.changes, e.deleted, *([e.made] if e.made is not None else [])], sort_keys=True)
        for e in edits
    )
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:32] if lines else ""


def _rows(db: sqlite3.Connection) -> list[Edit]:
    rows = db.execute(f"{_IN_FORCE} ORDER BY 1")
    return [_edit(*row) for row in rows]


def _find(db: sqlite3.Connection, case_id: str) -> Edit | None:
    row = db.execute(f"SELECT * FROM ({_IN_FORCE}) WHERE case_id = ?", (case_id,)).fetchone()  # noqa: S608
    return _edit(*row) if row else None


def _edit(case_id: str, changes: str, deleted: int, made: str | None) -> Edit:
    return Edit(case_id, json.loads(changes), bool(deleted), json.loads(made) if made is not None else None)


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
