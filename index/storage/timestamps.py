"""Names that say when something began, and sort by that time."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime

_PARTS_OF_A_SECOND = 16**3


def dated_name() -> str:
    """A name with the current time, to a quarter of a millisecond: a later name sorts after an earlier one.

    A random part at the end makes names of the same moment distinct, even if the clock steps back.
    """
    moment = datetime.now(UTC)
    part = moment.microsecond * _PARTS_OF_A_SECOND // 1_000_000
    return f"{moment:%Y%m%dT%H%M%SZ}-{part:03x}{secrets.randbelow(_PARTS_OF_A_SECOND):03x}"
