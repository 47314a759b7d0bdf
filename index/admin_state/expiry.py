"""How long decided feedback and the audit log are kept, where an admin wants them to go after a while."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from index.admin_state.audit import Audit
from index.admin_state.database import State

WHO = "retention"


@dataclass(frozen=True, slots=True)
class Expiry:
    """Days after which each goes; 0 keeps all of it."""

    feedback_days: int = 0
    audit_days: int = 0

    def __bool__(self) -> bool:
        """Whether anything ever goes."""
        return bool(self.feedback_days or self.audit_days)


def expire(state: State, expiry: Expiry, moment: datetime | None = None) -> int:
    """Remove what is older than it may become, and say so in the audit log. Returns how many entries went.

    Feedback that waits for a decision stays, and so does what accepting it silenced. What went is overwritten in the
    file, not only left out of it.
    """
    if not expiry or not state.path.exists():
        return 0
    moment = moment or datetime.now(UTC)
    feedback = audit = 0
    with state.transaction() as db:
        db.execute("PRAGMA secure_delete = ON")
        if expiry.feedback_days:
            before = _before(moment, expiry.feedback_days)
            feedback = db.execute("DELETE FROM feedback WHERE decision != '' AND received < ?", (before,)).rowcount
        if expiry.audit_days:
            audit = db.execute("DELETE FROM audit WHERE at < ?", (_before(moment, expiry.audit_days),)).rowcount
    if feedback or audit:
        Audit(state).add(WHO, "removed as old", "", f"{feedback} of the feedback, {audit} of this log")
    return feedback + audit


def _before(moment: datetime, days: int) -> str:
    """As times are kept, so that they can be compared as texts."""
    return (moment.astimezone(UTC) - timedelta(days=days)).isoformat(timespec="seconds")
