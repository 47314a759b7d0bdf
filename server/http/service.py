"""What all routes of an application share: the settings, and the index that it serves."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Flask, current_app

from index.pack.shelf import PackShelf
from index.storage.library import Library
from server.config.settings import Settings

_KEY = "rejoinder"


@dataclass(frozen=True, slots=True)
class Service:
    """One running service."""

    settings: Settings
    library: Library
    packs: PackShelf


def init_app(app: Flask, service: Service) -> None:
    """Attach the service to its application."""
    app.extensions[_KEY] = service


def of(app: Flask) -> Service:
    """The service of an application."""
    found: Service = app.extensions[_KEY]
    return found


def service() -> Service:
    """The service of the current request."""
    found: Service = current_app.extensions[_KEY]
    return found
