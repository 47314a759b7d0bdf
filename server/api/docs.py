"""GET /openapi.json and /docs: the API described, and a page to try it on."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, current_app

from server.api.home import page
from server.api.openapi import document

blueprint = Blueprint("docs", __name__)
_KEY = "rejoinder_openapi"


@blueprint.get("/openapi.json")
def openapi() -> dict[str, Any]:
    """The OpenAPI document, made once."""
    if _KEY not in current_app.extensions:
        current_app.extensions[_KEY] = document(current_app)
    found: dict[str, Any] = current_app.extensions[_KEY]
    return found


@blueprint.get("/docs")
def docs() -> Response:
    """Every operation with its parameters, and a button that sends it."""
    return page("docs.html")
