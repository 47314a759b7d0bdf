"""Names that tell when something was begun, and sort by that."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime

_PARTS_OF_A_SECOND = 16**3


def dated_name() -> str:
    """When something is begun, to a quarter of a millisecond: of two, the later one sorts after the earlier.

    A random part at the end tells two of one moment apart, so that a clock that steps back does no harm.
    """
    moment = datetime.now(UTC)
    part = moment.microsecond * _PARTS_OF_A_SECOND // 1_000_000
    return f"{moment:%Y%m%dT%H%M%SZ}-{part:03x}{secrets.randbelow(_PARTS_OF_A_SECOND):03x}"
