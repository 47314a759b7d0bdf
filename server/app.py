"""The Flask application: `create_app` puts all parts together."""

from __future__ import annotations

from pathlib import Path

from flask import Flask

from index.pack.shelf import PackShelf
from index.storage.library import Library
from server import api
from server.admin import application as admin
from server.api.batch_store import Shared
from server.config.libraries import served_library
from server.config.open_models import open_models
from server.config.settings import Settings
from server.http import api_keys, compression, damage, guards, happenings, logs, metrics, problems, proxies, rate_limits
from server.http import service as service_module
from server.http.service import Service


def create_app(
    settings: Settings,
    library: Library | None = None,
    metrics_folder: Path | None = None,
    batches: Shared | None = None,
) -> Flask:
    """A WSGI application that serves the index in the settings.

    Workers that are counted together share a `metrics_folder`; workers that answer for each other's batches share
    `batches`. The application can be made before there is an index: until then, routes that need one answer 503.
    """
    app = Flask("server", static_folder="static", static_url_path="/static")
    app.config["MAX_CONTENT_LENGTH"] = settings.max_body_bytes
    app.config["MAX_FORM_MEMORY_SIZE"] = 0
    # "//v1/match" is answered with 404 rather than an HTML redirect
    app.url_map.merge_slashes = False
    app.json.ensure_ascii = False  # type: ignore[attr-defined]
    app.json.sort_keys = False  # type: ignore[attr-defined]
    app.json.compact = True  # type: ignore[attr-defined]
    library = library or served_library(settings, open_models(settings))
    service = Service(settings, library, PackShelf(library))
    service_module.init_app(app, service)
    # Flask calls after_request functions in reverse order: the first one registered sees the reply last
    compression.init_app(app)
    damage.init_app(app, service_module.of(app).library)
    metrics.init_app(app, metrics_folder)
    happenings.init_app(app, service, metrics_folder)
    logs.init_app(app)
    guards.init_app(app, settings)
    api_keys.init_app(app, settings, service.library.state)
    rate_limits.init_app(app, settings)
    problems.init_app(app)
    api.init_app(app, batches)
    admin.init_app(app)
    proxies.init_app(app, settings)
    return app
