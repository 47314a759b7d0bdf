"""Removes old decided feedback and old audit log entries, if an admin has set how long they are kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from index.admin_state.audit import Audit
from index.admin_state.database import State

WHO = "retention"


@dataclass(frozen=True, slots=True)
class Expiry:
    """After how many days each kind of entry is removed; 0 keeps them for ever."""

    feedback_days: int = 0
    audit_days: int = 0

    def __bool__(self) -> bool:
        """Whether anything is ever removed."""
        return bool(self.feedback_days or self.audit_days)


def expire(state: State, expiry: Expiry, moment: datetime | None = None) -> int:
    """Remove entries that are too old, and say so in the audit log. Returns how many were removed.

    Feedback that is waiting for a decision stays, and so do silenced notices. In state.sqlite, removed entries are
    overwritten, not just unlinked.
    """
    if not expiry or not state.exists():
        return 0
    moment = moment or datetime.now(UTC)
    feedback = audit = 0
    with state.transaction(overwriting=True) as db:
        if expiry.feedback_days:
            before = _before(moment, expiry.feedback_days)
            feedback = db.execute("DELETE FROM feedback WHERE decision != '' AND received < ?", (before,)).rowcount
        if expiry.audit_days:
            audit = db.execute("DELETE FROM audit WHERE at < ?", (_before(moment, expiry.audit_days),)).rowcount
    if feedback or audit:
        Audit(state).add(WHO, "removed as old", "", f"{feedback} of the feedback, {audit} of this log")
    return feedback + audit


def _before(moment: datetime, days: int) -> str:
    """The moment `days` earlier, in the stored form, so that times can be compared as texts."""
    return (moment.astimezone(UTC) - timedelta(days=days)).isoformat(timespec="seconds")
