"""Opens the state of an index folder where the settings say that it is kept."""

from __future__ import annotations

from pathlib import Path

from index.admin_state.database import State, open_state
from server.config.settings import Settings


def state_of(folder: Path, settings: Settings | None = None, *, read_only: bool = False) -> State:
    """The state of an index folder. Without `settings`, they are read. Nothing is connected yet.

    Raises SettingError, and StateUnavailableError if the client for PostgreSQL is not installed.
    """
    return open_state(folder, (settings or Settings.load()).state, read_only=read_only)
