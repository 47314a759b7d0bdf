"""Keeping an eye on the index that is served."""

from __future__ import annotations

from flask import Flask, current_app

from index import watch as watching
from index.library import Library
from index.watch import Watch
from server.settings import Settings

_KEY = "rejoinder_watch"


def init_app(app: Flask, library: Library) -> None:
    """Attach a watch. It looks when it is asked; `start` makes it look by itself."""
    app.extensions[_KEY] = Watch(library)


def watch() -> Watch:
    """The watch of the application that is answering."""
    found: Watch = current_app.extensions[_KEY]
    return found


def start(app: Flask, settings: Settings) -> None:
    """Look every `check_seconds`, and read every byte every `check_all_seconds`, for as long as the process lives."""
    if settings.check_seconds:
        watching.start(app.extensions[_KEY], settings.check_seconds, settings.check_all_seconds)
