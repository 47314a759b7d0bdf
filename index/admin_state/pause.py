"""Pauses scheduled imports after a rollback, which they would undo, until somebody resumes them."""

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
    """Since when scheduled imports are paused, and the generation that somebody rolled back to."""

    since: str
    generation: str


def pause(folder: Path, generation: str) -> None:
    """Pause scheduled imports from now on."""
    write_atomically(folder / PAUSED, json.dumps(asdict(Pause(now(), generation))) + "\n")


def paused(folder: Path) -> Pause | None:
    """The pause if scheduled imports are paused, else None. An unreadable note counts as a pause, to be safe."""
    try:
        note = Pause(**json.loads((folder / PAUSED).read_text("utf-8")))
        datetime.fromisoformat(note.since)
        return note
    except FileNotFoundError:
        return None
    except (OSError, ValueError, TypeError):
        return Pause("", "")


def resume(folder: Path) -> bool:
    """Resume scheduled imports. Returns whether they were paused. Raises IndexWriteError."""
    was = paused(folder) is not None
    with disk_errors(folder, "Scheduled imports are still paused."), contextlib.suppress(FileNotFoundError):
        (folder / PAUSED).unlink()
    return was
