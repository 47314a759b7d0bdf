"""The page of API keys: to list, make and revoke them."""

from __future__ import annotations

from flask import redirect, request, url_for
from werkzeug.wrappers import Response

from index.admin_state.audit import Audit
from server.admin.blueprint import pages
from server.admin.guard import FormError, page, who
from server.http.api_keys import KeyNameError, Keys, UnknownKeyError, are_required
from server.http.service import service

_MOST_PER_MINUTE = 1_000_000


@pages.get("/keys")
def keys() -> Response:
    """Every key. Their secrets are not kept, so the page cannot show them."""
    return _page()


@pages.post("/keys")
def create_key() -> Response:
    """Make a key, and show its secret this once."""
    per_minute = request.form.get("per_minute", 0, type=int)
    if not 0 <= per_minute <= _MOST_PER_MINUTE:
        raise FormError("Requests per minute must be a whole number, or 0 for the service's own limit.")
    state = service().library.state
    try:
        key, secret = Keys(state).create(request.form.get("name", "").strip(), per_minute)
    except KeyNameError as e:
        raise FormError(str(e)) from None
    Audit(state).add(who(), "key made", key.id, key.name)
    return _page(secret=secret, name=key.name)


@pages.post("/keys/revoke")
def revoke_key() -> Response:
    """Revoke a key for good."""
    state = service().library.state
    try:
        key = Keys(state).revoke(request.form.get("id", ""))
    except UnknownKeyError:
        raise FormError("There is no such key in use.") from None
    Audit(state).add(who(), "key revoked", key.id, key.name)
    return redirect(url_for("admin.keys", done="revoked"), 303)


def _page(secret: str = "", name: str = "") -> Response:
    settings = service().settings
    found = sorted(Keys(service().library.state).list(), key=lambda key: (bool(key.revoked), key.created))
    return page(
        "keys.html", keys=found, required=are_required(settings), limit=settings.rate_limit, secret=secret, name=name
    )
