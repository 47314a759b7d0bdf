"""Scheduled imports pause after somebody went back, until somebody lets them go on: they would undo it."""

from __future__ import annotations

import contextlib
import json
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from index.admin_state.database import now
from index.files import disk_errors, write_atomically

PAUSED = "PAUSED"


@dataclass(frozen=True, slots=True)
class Pause:
    """Since when scheduled imports pause, and the generation that was gone back to."""

    since: str
    generation: str


def pause(folder: Path, generation: str) -> None:
    """Let no scheduled import begin from now on."""
    write_atomically(folder / PAUSED, json.dumps(asdict(Pause(now(), generation))) + "\n")


def paused(folder: Path) -> Pause | None:
    """Whether scheduled imports pause. A note that cannot be read is one: nothing is imported in doubt."""
    try:
        note = Pause(**json.loads((folder / PAUSED).read_text("utf-8")))
        datetime.fromisoformat(note.since)
        return note
    except FileNotFoundError:
        return None
    except (OSError, ValueError, TypeError):
        return Pause("", "")


def resume(folder: Path) -> bool:
    """Let scheduled imports go on. Returns whether they paused. Raises IndexWriteError."""
    was = paused(folder) is not None
    with disk_errors(folder, "Scheduled imports still pause."), contextlib.suppress(FileNotFoundError):
        (folder / PAUSED).unlink()
    return was
