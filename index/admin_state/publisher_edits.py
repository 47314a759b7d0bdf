"""Publishers described by hand: kept in state.sqlite with their history, counting over what every import says."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass, field
from typing import Any

from index.admin_state.database import State, keep_source, now
from index.case import SourceRecord


@dataclass(frozen=True, slots=True)
class PublisherChange:
    """One entry of a publisher's history: who did what (described, restored), and the keys before and after."""

    at: str
    who: str
    action: str
    before: dict[str, Any] = field(hash=False)
    after: dict[str, Any] = field(hash=False)


class PublisherEdits:
    """What was set by hand of an index's publishers. Threads and processes may share them."""

    def __init__(self, state: State) -> None:
        self._state = state

    def describe(self, record: SourceRecord, shown: SourceRecord | None, who: str) -> bool:
        """Keep a publisher's record; `shown` is what was known of it before. Returns whether anything is different."""
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
        """Take back what was set by hand: the publisher is again as it was imported. Returns whether anything was."""
        with self._state.transaction() as db:
            row = db.execute("DELETE FROM source WHERE source = ? RETURNING record", (source,)).fetchone()
            if row is not None:
                _tell(db, source, who, "restored", _only(json.loads(row[0])), {})
        return row is not None

    def history(self, source: str) -> list[PublisherChange]:
        """Every change of a publisher, the last first."""
        asked = "SELECT at, who, action, before, after FROM source_history WHERE source = ? ORDER BY id DESC"
        with self._state.reading() as db:
            return [
                PublisherChange(at, who, action, json.loads(before), json.loads(after))
                for at, who, action, before, after in db.execute(asked, (source,))
            ]


def _tell(
    db: sqlite3.Connection, source: str, who: str, action: str, before: dict[str, Any], after: dict[str, Any]
) -> None:
    texts = (json.dumps(before, ensure_ascii=False), json.dumps(after, ensure_ascii=False))
    db.execute(
        "INSERT INTO source_history (at, who, source, action, before, after) VALUES (?, ?, ?, ?, ?, ?)",
        (now(), who, source, action, *texts),
    )


def _only(record: dict[str, Any], keys: list[str] | None = None) -> dict[str, Any]:
    """Some keys of a record; by default what describes the publisher."""
    return {k: v for k, v in record.items() if (k in keys if keys is not None else k not in ("type", "source"))}
