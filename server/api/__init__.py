"""The routes, one module a topic: each parses, calls, and serialises."""

from __future__ import annotations

from flask import Flask

from server.api import articles, cases, claims, docs, export, feedback, home, match, pack, status


def init_app(app: Flask) -> None:
    """Register every blueprint."""
    for module in (match, cases, claims, export, pack, articles, feedback, status, home, docs):
        app.register_blueprint(module.blueprint)
