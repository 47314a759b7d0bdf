"""Opens an index folder as the settings say: with their models, their state and their search engine."""

from __future__ import annotations

from pathlib import Path

from index.matcher.models import Models
from index.storage.library import Library
from server.config.search_engine import search_engine
from server.config.settings import Settings
from server.config.shards import shards_of
from server.config.states import state_of


def library_of(settings: Settings, models: Models | None, folder: Path) -> Library:
    """The library of an index folder, for a command. Neither the index nor the state is opened yet.

    Raises SettingError, and StateUnavailableError if the client for PostgreSQL is not installed.
    """
    return Library(folder, models, state_of(folder, settings), search_engine(settings, folder))


def served_library(settings: Settings, models: Models | None) -> Library:
    """The library that a service serves; if the settings name shards, these find its candidates.

    Raises as `library_of` does.
    """
    state = state_of(settings.index, settings)
    return Library(settings.index, models, state, search_engine(settings), shards_of(settings))
