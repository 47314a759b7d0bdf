"""GET /openapi.json and /docs: the description of the API, and a page to try it on."""

from __future__ import annotations

from flask import Blueprint, Response, current_app, jsonify

from server.api.home import page
from server.api.openapi import document

blueprint = Blueprint("docs", __name__)
_KEY = "rejoinder_openapi"


@blueprint.get("/openapi.json")
def openapi() -> Response:
    """The OpenAPI document. It is serialised once, as its 85 kB would take 4 ms of processor time per request."""
    if _KEY not in current_app.extensions:
        current_app.extensions[_KEY] = jsonify(document(current_app)).get_data()
    written: bytes = current_app.extensions[_KEY]
    return Response(written, content_type="application/json")


@blueprint.get("/docs")
def docs() -> Response:
    """The page of the API: every operation with its parameters, and a button to send it."""
    return page("docs.html")
