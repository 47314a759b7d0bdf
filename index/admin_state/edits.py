"""Corrections, deletions and new cases made by hand: stored in state.sqlite with history, applied to every import."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from index.admin_state.database import State, now
from index.admin_state.engine import Connection
from index.case import Case
from index.case_set import CaseSet
from index.errors import CaseError

# These keys identify a case, so they cannot be edited.
FIXED = frozenset({"id", "source"})
_IN_FORCE = (
    "SELECT edit.case_id AS case_id, changes, deleted, record FROM edit LEFT JOIN new_case USING (case_id) UNION ALL "
    "SELECT case_id, '{}', 0, record FROM new_case WHERE case_id NOT IN (SELECT case_id FROM edit)"
)


@dataclass(frozen=True, slots=True)
class Edit:
    """The edit of one case: the new value of each changed key (None removes the key), or its deletion.

    `made` is the original record of a case that was added by hand; None if the case was imported.
    """

    case_id: str
    changes: dict[str, Any] = field(hash=False)
    deleted: bool = False
    made: dict[str, Any] | None = field(default=None, hash=False)

    def apply(self, case: Case) -> Case | None:
        """The edited case; None if it is deleted. Raises CaseError if the changes no longer fit the imported case."""
        if self.deleted:
            return None
        merged = {key: value for key, value in (case.to_dict() | self.changes).items() if value is not None}
        return Case.from_dict(merged)


@dataclass(frozen=True, slots=True)
class Change:
    """One entry of a case's history: who did what (added, edited, deleted, restored); the keys before and after."""

    id: int
    at: str
    who: str
    case_id: str
    action: str
    before: dict[str, Any] = field(hash=False)
    after: dict[str, Any] = field(hash=False)


@dataclass(slots=True)
class Applied:
    """Cases after the edits.

    imported: the edited and deleted cases as they were imported    made: ids of cases that were added by hand
    withheld: how many cases are deleted    failed: why an edit could not be applied, by case id
    """

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
        """The edits in force, by case id. Empty if there is no database yet."""
        if not self._state.exists():
            return {}
        with self._state.reading() as db:
            return {edit.case_id: edit for edit in _rows(db)}

    def get(self, case_id: str) -> Edit | None:
        """The edit in force for one case, or None."""
        with self._state.reading() as db:
            return _find(db, case_id)

    def change(self, imported: Case, wanted: Mapping[str, Any], who: str) -> Edit:
        """Give keys of a case new values. None or "" removes a key; the imported value withdraws its correction.

        Raises CaseError, which names the key that would make the case invalid; then nothing is changed.
        """
        fixed = sorted(FIXED & wanted.keys())
        if fixed:
            raise CaseError(f"{fixed[0]}: cannot be changed, because it identifies the case")
        with self._state.transaction() as db:
            known = _find(db, imported.id) or Edit(imported.id, {})
            seen = known.apply(imported) or imported
            merged = known.changes | {key: None if value in ("", [], {}) else value for key, value in wanted.items()}
            valid = Edit(imported.id, merged).apply(imported)
            assert valid is not None
            # compare validated values, so that a value that changes nothing makes no edit
            came, now_is = imported.to_dict(), valid.to_dict()
            changes = {key: now_is.get(key) for key in merged if now_is.get(key) != came.get(key)}
            edit = replace(known, changes=changes)
            before, after = _differing(seen.to_dict(), now_is)
            if before or after:
                _keep(db, edit)
                _tell(db, who, edit.case_id, "edited", before, after)
            return edit

    def add(self, case: Case, who: str) -> None:
        """Add a case by hand. Raises CaseError if a case with this id was already added or edited by hand."""
        with self._state.transaction() as db:
            if _find(db, case.id) is not None:
                raise CaseError("id: a case with this id was already added or edited")
            record = json.dumps(case.to_dict(), ensure_ascii=False)
            db.execute("INSERT INTO new_case VALUES (?, ?)", (case.id, record))
            _tell(db, who, case.id, "added", {}, case.to_dict())

    def delete(self, case_id: str, who: str) -> None:
        """Leave a case out of every later generation."""
        with self._state.transaction() as db:
            known = _find(db, case_id) or Edit(case_id, {})
            if not known.deleted:
                _keep(db, replace(known, deleted=True))
                _tell(db, who, case_id, "deleted", {}, {})

    def withdraw(self, case_id: str, who: str) -> None:
        """Undo every edit of a case, its deletion included: it is again as it was imported or first added."""
        with self._state.transaction() as db:
            known = _find(db, case_id)
            if known is not None and (known.changes or known.deleted):
                db.execute("DELETE FROM edit WHERE case_id = ?", (case_id,))
                _tell(db, who, case_id, "restored", known.changes, {})

    def history(self, case_id: str) -> list[Change]:
        """Every change of a case, latest first."""
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
    """Apply the edits; the cases keep their order. An edit that no longer fits its case is reported in `failed`."""
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
    """Add the case of an edit to the imported ones, if it was made by hand."""
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
    """A digest of edits, "" if there are none: it tells whether a generation was built with the current edits."""
    lines = sorted(
        json.dumps([e.case_id, e.changes, e.deleted, *([e.made] if e.made is not None else [])], sort_keys=True)
        for e in edits
    )
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:32] if lines else ""


def _rows(db: Connection) -> list[Edit]:
    rows = db.execute(f"{_IN_FORCE} ORDER BY 1")
    return [_edit(*row) for row in rows]


def _find(db: Connection, case_id: str) -> Edit | None:
    row = db.execute(f"SELECT * FROM ({_IN_FORCE}) AS in_force WHERE case_id = ?", (case_id,)).fetchone()  # noqa: S608
    return _edit(*row) if row else None


def _edit(case_id: str, changes: str, deleted: int, made: str | None) -> Edit:
    return Edit(case_id, json.loads(changes), bool(deleted), json.loads(made) if made is not None else None)


def _keep(db: Connection, edit: Edit) -> None:
    if not edit.changes and not edit.deleted:
        db.execute("DELETE FROM edit WHERE case_id = ?", (edit.case_id,))
        return
    db.execute(
        "INSERT INTO edit VALUES (?, ?, ?) ON CONFLICT (case_id) DO UPDATE SET changes = excluded.changes, "
        "deleted = excluded.deleted",
        (edit.case_id, json.dumps(edit.changes, ensure_ascii=False), int(edit.deleted)),
    )


def _tell(db: Connection, who: str, case_id: str, action: str, before: dict[str, Any], after: dict[str, Any]) -> None:
    texts = (json.dumps(before, ensure_ascii=False), json.dumps(after, ensure_ascii=False))
    db.execute(
        "INSERT INTO edit_history (at, who, case_id, action, before, after) VALUES (?, ?, ?, ?, ?, ?)",
        (now(), who, case_id, action, *texts),
    )


def _differing(one: dict[str, Any], other: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    keys = [key for key in {**one, **other} if one.get(key) != other.get(key)]
    return {k: one[k] for k in keys if k in one}, {k: other[k] for k in keys if k in other}
