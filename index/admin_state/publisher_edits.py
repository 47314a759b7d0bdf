"""Publishers described by hand: stored in state.sqlite with history, overriding what imports say."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from index.admin_state.database import State, keep_source, now
from index.admin_state.engine import Connection
from index.case import SourceRecord


@dataclass(frozen=True, slots=True)
class PublisherChange:
    """One entry of a publisher's history: who did what (described, restored), with the keys before and after."""

    at: str
    who: str
    action: str
    before: dict[str, Any] = field(hash=False)
    after: dict[str, Any] = field(hash=False)


class PublisherEdits:
    """The hand-made descriptions of an index's publishers. Threads and processes may share them."""

    def __init__(self, state: State) -> None:
        self._state = state

    def describe(self, record: SourceRecord, shown: SourceRecord | None, who: str) -> bool:
        """Store a publisher's record; `shown` is the record before. Returns whether anything changed."""
        before, after = shown.to_dict() if shown is not None else {}, record.to_dict()
        keys = [
            key for key in {**before, **after} if key not in ("type", "source") and before.get(key) != after.get(key)
        ]
        if not keys and shown is not None:
            return False
        with self._state.transaction() as db:
            keep_source(db, record)
            _tell(db, record.source, who, "described", _only(before, keys), _only(after, keys))
        return True

    def withdraw(self, source: str, who: str) -> bool:
        """Remove the hand-made description: the imported one applies again. Returns whether there was one."""
        with self._state.transaction() as db:
            row = db.execute("DELETE FROM source WHERE source = ? RETURNING record", (source,)).fetchone()
            if row is not None:
                _tell(db, source, who, "restored", _only(json.loads(row[0])), {})
        return row is not None

    def history(self, source: str) -> list[PublisherChange]:
        """Every change of a publisher, latest first."""
        asked = "SELECT at, who, action, before, after FROM source_history WHERE source = ? ORDER BY id DESC"
        with self._state.reading() as db:
            return [
                PublisherChange(at, who, action, json.loads(before), json.loads(after))
                for at, who, action, before, after in db.execute(asked, (source,))
            ]


def _tell(db: Connection, source: str, who: str, action: str, before: dict[str, Any], after: dict[str, Any]) -> None:
    texts = (json.dumps(before, ensure_ascii=False), json.dumps(after, ensure_ascii=False))
    db.execute(
        "INSERT INTO source_history (at, who, source, action, before, after) VALUES (?, ?, ?, ?, ?, ?)",
        (now(), who, source, action, *texts),
    )


def _only(record: dict[str, Any], keys: list[str] | None = None) -> dict[str, Any]:
    """The given keys of a record; by default those that describe the publisher."""
    return {k: v for k, v in record.items() if (k in keys if keys is not None else k not in ("type", "source"))}
