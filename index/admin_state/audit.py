"""The audit log: who did what to the index, and when. It never holds page text or what a reader wrote."""

from __future__ import annotations

from dataclasses import dataclass

from index.admin_state.database import State, now


@dataclass(frozen=True, slots=True)
class Entry:
    """One action: who did it, which action (`import`, `rollback`, ...), on what, and in a few words how it went."""

    id: int
    at: str
    who: str
    action: str
    subject: str
    detail: str


class Audit:
    """The audit log of an index."""

    def __init__(self, state: State) -> None:
        self._state = state

    def add(self, who: str, action: str, subject: str = "", detail: str = "") -> None:
        """Write an entry. `subject` is cut to 300 characters, `detail` to 1000."""
        with self._state.transaction() as db:
            db.execute(
                "INSERT INTO audit (at, who, action, subject, detail) VALUES (?, ?, ?, ?, ?)",
                (now(), who, action, subject[:300], detail[:1000]),
            )

    def entries(self, *, before: int | None = None, limit: int = 100) -> list[Entry]:
        """The latest entries, newest first. For the next page, `before` is the id of the last entry seen."""
        with self._state.reading() as db:
            rows = db.execute(
                "SELECT id, at, who, action, subject, detail FROM audit WHERE id < ? ORDER BY id DESC LIMIT ?",
                (before if before is not None else 2**62, limit),
            )
            return [Entry(*row) for row in rows]
