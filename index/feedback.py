"""Deciding on what readers say of notices: accepting silences a case for that very passage, dismissing does not."""

from __future__ import annotations

from index.errors import UnknownFeedbackError
from index.state import Feedback, State, now

ACCEPTED, DISMISSED = "accepted", "dismissed"


class FeedbackQueue:
    """The queue of an index and what was decided."""

    def __init__(self, state: State) -> None:
        self._state = state

    def waiting(self) -> list[Feedback]:
        """What nobody has decided on, oldest first."""
        return [entry for entry in self._state.feedback() if not entry.decision]

    def decide(self, number: int, decision: str, who: str) -> Feedback:
        """Accept or dismiss an entry; the other decision may follow later. Raises UnknownFeedbackError."""
        assert decision in (ACCEPTED, DISMISSED)
        entry = next((entry for entry in self._state.feedback() if entry.id == number), None)
        if entry is None:
            raise UnknownFeedbackError(f"there is no feedback {number}")
        with self._state.transaction() as db:
            db.execute("UPDATE feedback SET decision = ? WHERE id = ?", (decision, number))
            # what other readers said of the same notice is answered with it
            db.execute(
                "UPDATE feedback SET decision = ? WHERE case_id = ? AND passage = ? AND decision = ''",
                (decision, entry.case_id, entry.passage),
            )
            if decision == ACCEPTED:
                db.execute(
                    "INSERT OR IGNORE INTO silence VALUES (?, ?, ?, ?)", (entry.case_id, entry.passage, now(), who)
                )
            else:
                accepted = "SELECT 1 FROM feedback WHERE case_id = ? AND passage = ? AND decision = 'accepted'"
                if db.execute(accepted, (entry.case_id, entry.passage)).fetchone() is None:
                    db.execute("DELETE FROM silence WHERE case_id = ? AND passage = ?", (entry.case_id, entry.passage))
        return entry

    def silences(self) -> frozenset[tuple[str, str]]:
        """(case id, passage hash) of every match that is not to be shown any more."""
        if not self._state.path.exists():
            return frozenset()
        with self._state.reading() as db:
            return frozenset(
                (case_id, passage) for case_id, passage in db.execute("SELECT case_id, passage FROM silence")
            )
