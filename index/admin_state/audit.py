"""Who did what to the index and when. Never a text of a page, nor what a reader wrote."""

from __future__ import annotations

from dataclasses import dataclass

from index.admin_state.database import State, now


@dataclass(frozen=True, slots=True)
class Entry:
    """One act: by whom, what (`import`, `rollback`, ...), on what, and in a few words how it went."""

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
        """Write an entry."""
        with self._state.transaction() as db:
            db.execute(
                "INSERT INTO audit (at, who, action, subject, detail) VALUES (?, ?, ?, ?, ?)",
                (now(), who, action, subject[:300], detail[:1000]),
            )

    def entries(self, *, before: int | None = None, limit: int = 100) -> list[Entry]:
        """The last entries, newest first; those older than entry `before`, for the next page."""
        with self._state.reading() as db:
            rows = db.execute(
                "SELECT id, at, who, action, subject, detail FROM audit WHERE id < ? ORDER BY id DESC LIMIT ?",
                (before if before is not None else 2**62, limit),
            )
            return [Entry(*row) for row in rows]
