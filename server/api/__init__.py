"""The routes, one module a topic: each parses, calls, and serialises."""

from __future__ import annotations

from pathlib import Path

from flask import Flask

from server.api import articles, batches, cases, claims, docs, export, feedback, home, match, pack, status


def init_app(app: Flask, batches_folder: Path | None = None) -> None:
    """Register every blueprint."""
    batches.init_app(app, batches_folder)
    for module in (match, batches, cases, claims, export, pack, articles, feedback, status, home, docs):
        app.register_blueprint(module.blueprint)
