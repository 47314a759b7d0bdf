"""Which table column holds which field: given with one import, remembered for later tables with the same columns."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from index.admin_state.database import State, now
from index.sources.columns import signature


class KnownColumns:
    """The column names for tables of an index. Those given now (`said`) go before the remembered ones."""

    def __init__(self, state: State, said: Mapping[str, str] | None = None) -> None:
        self._state = state
        self._said = dict(said or {})
        self._used: set[str] = set()

    def of(self, written: Sequence[str]) -> Mapping[str, str] | None:
        """{field: column} for a table with these columns, or None if nobody has named them."""
        if self._said:
            self._used.add(signature(written))
            return self._said
        if not written or not self._state.exists():
            return None
        with self._state.reading() as db:
            row = db.execute("SELECT columns FROM table_columns WHERE signature = ?", (signature(written),)).fetchone()
        return dict(json.loads(row[0])) if row else None

    def remember(self) -> None:
        """Store the given column names for every table that was read with them."""
        for one in sorted(self._used):
            keep(self._state, one, self._said)


def keep(state: State, of: str, columns: Mapping[str, str]) -> None:
    """Store the columns of tables with this signature; they survive rebuilds."""
    with state.transaction() as db:
        db.execute(
            "INSERT INTO table_columns VALUES (?, ?, ?) ON CONFLICT (signature) DO UPDATE SET "
            "columns = excluded.columns, changed = excluded.changed",
            (of, json.dumps(dict(columns), ensure_ascii=False), now()),
        )
