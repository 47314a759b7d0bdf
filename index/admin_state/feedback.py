"""Readers' feedback on notices. An admin accepts it, which silences the case for that passage, or dismisses it."""

from __future__ import annotations

from dataclasses import dataclass

from index.admin_state.database import State, now
from index.admin_state.engine import Connection
from index.errors import FeedbackFullError, UnknownFeedbackError

ACCEPTED, DISMISSED = "accepted", "dismissed"
MOST_WAITING = 5_000
MOST_OF_ONE_NOTICE = 20
_COLUMNS = "id, received, case_id, passage, generation, comment, quote, decision"
_LARGEST_NUMBER = 2**63 - 1


@dataclass(frozen=True, slots=True)
class Feedback:
    """A reader's report that a notice is wrong. The quote is empty unless the reader chose to send it."""

    id: int
    received: str
    case_id: str
    passage: str
    generation: str
    comment: str
    quote: str
    decision: str


class FeedbackQueue:
    """The feedback of an index, waiting and decided. It is read in pages, never as a whole."""

    def __init__(self, state: State) -> None:
        self._state = state

    def add(
        self,
        *,
        case_id: str,
        passage: str,
        generation: str,
        comment: str = "",
        quote: str = "",
        most: int = MOST_WAITING,
    ) -> int:
        """Queue a reader's report and return its number. An identical report gets the number of the waiting one.

        Raises FeedbackFullError if `most` reports are waiting, or `MOST_OF_ONE_NOTICE` of this notice.
        """
        with self._state.transaction() as db:
            same = db.execute(
                "SELECT id FROM feedback WHERE case_id = ? AND passage = ? AND comment = ? AND quote = ? "
                "AND decision = ''",
                (case_id, passage, comment, quote),
            ).fetchone()
            if same is not None:
                return int(same[0])
            if _count(db) >= most:
                raise FeedbackFullError("too much feedback is waiting for a decision: decide on some of it first")
            if _count(db, "AND case_id = ? AND passage = ?", case_id, passage) >= MOST_OF_ONE_NOTICE:
                raise FeedbackFullError("this notice has been reported often enough: it is waiting for a decision")
            row = db.execute(
                "INSERT INTO feedback (received, case_id, passage, generation, comment, quote) "
                "VALUES (?, ?, ?, ?, ?, ?) RETURNING id",
                (now(), case_id, passage, generation, comment, quote),
            ).fetchone()
            return int(row[0])

    def count(self) -> int:
        """How many entries are waiting for a decision."""
        if not self._state.exists():
            return 0
        with self._state.reading() as db:
            return _count(db)

    def waiting(self, *, after: int = 0, limit: int = 100) -> list[Feedback]:
        """The waiting entries with numbers above `after`, oldest first."""
        asked = f"SELECT {_COLUMNS} FROM feedback WHERE decision = '' AND id > ? ORDER BY id LIMIT ?"  # noqa: S608
        with self._state.reading() as db:
            return [Feedback(*row) for row in db.execute(asked, (min(after, _LARGEST_NUMBER), limit))]

    def decided(self, *, limit: int = 50) -> list[Feedback]:
        """The decided entries, latest received first."""
        asked = f"SELECT {_COLUMNS} FROM feedback WHERE decision != '' ORDER BY id DESC LIMIT ?"  # noqa: S608
        with self._state.reading() as db:
            return [Feedback(*row) for row in db.execute(asked, (limit,))]

    def get(self, number: int) -> Feedback:
        """The entry with this number. Raises UnknownFeedbackError."""
        asked = f"SELECT {_COLUMNS} FROM feedback WHERE id = ?"  # noqa: S608
        with self._state.reading() as db:
            row = db.execute(asked, (number,)).fetchone() if abs(number) <= _LARGEST_NUMBER else None
        if row is None:
            raise UnknownFeedbackError(f"there is no feedback {number}")
        return Feedback(*row)

    def of_notice(self, case_id: str, passage: str) -> list[Feedback]:
        """The waiting entries about one notice, oldest first."""
        asked = (
            f"SELECT {_COLUMNS} FROM feedback WHERE case_id = ? AND passage = ? AND decision = '' "  # noqa: S608
            "ORDER BY id LIMIT ?"
        )
        with self._state.reading() as db:
            return [Feedback(*row) for row in db.execute(asked, (case_id, passage, MOST_OF_ONE_NOTICE))]

    def decide(self, number: int, decision: str, who: str) -> Feedback:
        """Accept or dismiss an entry; the decision can be changed later. Raises UnknownFeedbackError."""
        assert decision in (ACCEPTED, DISMISSED)
        entry = self.get(number)
        with self._state.transaction() as db:
            db.execute("UPDATE feedback SET decision = ? WHERE id = ?", (decision, number))
            # the decision also settles the other waiting reports of the same notice
            db.execute(
                "UPDATE feedback SET decision = ? WHERE case_id = ? AND passage = ? AND decision = ''",
                (decision, entry.case_id, entry.passage),
            )
            if decision == ACCEPTED:
                db.execute(
                    "INSERT INTO silence VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
                    (entry.case_id, entry.passage, now(), who),
                )
            else:
                accepted = "SELECT 1 FROM feedback WHERE case_id = ? AND passage = ? AND decision = 'accepted'"
                if db.execute(accepted, (entry.case_id, entry.passage)).fetchone() is None:
                    db.execute("DELETE FROM silence WHERE case_id = ? AND passage = ?", (entry.case_id, entry.passage))
        return entry

    def silences(self) -> frozenset[tuple[str, str]]:
        """(case id, passage hash) of every match that must not be shown any more."""
        if not self._state.exists():
            return frozenset()
        with self._state.reading() as db:
            return frozenset(
                (case_id, passage) for case_id, passage in db.execute("SELECT case_id, passage FROM silence")
            )


def _count(db: Connection, narrowed: str = "", *values: str) -> int:
    (count,) = db.execute(f"SELECT count(*) FROM feedback WHERE decision = '' {narrowed}", values).fetchone()  # noqa: S608
    return int(count)
