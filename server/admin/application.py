"""Puts the admin pages under /admin and the JSON that they poll under /v1/admin into an application.

A job imports this package without them, so that it starts sooner.
"""

from __future__ import annotations

from flask import Flask

from server.admin import (
    audit_log,
    cases,
    columns,
    feedback,
    figures,
    imports,
    job_watch,
    keys,
    new_cases,
    oidc_sign_in,
    overview,
    people,
    publishers,
    sign_in,
)
from server.admin.blueprint import api, pages

__all__ = ["api", "init_app", "pages"]
_ROUTES = (
    audit_log, cases, columns, feedback, figures, imports, keys, new_cases, oidc_sign_in, overview, people, publishers,
    sign_in,
)  # fmt: skip


def init_app(app: Flask) -> None:
    """Register the pages and the JSON routes."""
    app.register_blueprint(pages)
    app.register_blueprint(api)
    sign_in.init_app(app)
    oidc_sign_in.init_app(app)
    job_watch.init_app(app)


def start(app: Flask) -> None:
    """Start the watch of jobs and feedback, and delete failed sign-ins that the last run of the service left behind."""
    sign_in.forgetting(app).later()
    job_watch.start(app)
