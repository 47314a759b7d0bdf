"""The routes of the API, one module per topic. Each parses the request, calls the index, and serialises the reply."""

from __future__ import annotations

from flask import Flask

from server.api import articles, batches, cases, claims, docs, export, feedback, home, match, pack, status
from server.api.batch_store import Shared


def init_app(app: Flask, shared: Shared | None = None) -> None:
    """Register every blueprint."""
    batches.init_app(app, shared)
    for module in (match, batches, cases, claims, export, pack, articles, feedback, status, home, docs):
        app.register_blueprint(module.blueprint)
