"""Opens an index folder as the settings say: with their models, their state and their search engine."""

from __future__ import annotations

from pathlib import Path

from index.matcher.models import Models
from index.storage.library import Library
from server.config.search_engine import search_engine
from server.config.settings import Settings
from server.config.states import state_of


def library_of(settings: Settings, models: Models | None = None, folder: Path | None = None) -> Library:
    """The library of an index folder, by default that of the settings. Neither the index nor the state is opened yet.

    Raises SettingError, and StateUnavailableError if the client for PostgreSQL is not installed.
    """
    folder = folder or settings.index
    return Library(folder, models, state_of(folder, settings), engine=search_engine(settings, folder))
