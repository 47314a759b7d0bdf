"""The two guarded blueprints of the admin. Each module of pages adds its routes to them."""

from __future__ import annotations

import contextlib
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

from flask import Blueprint, g, request
from markupsafe import Markup

from index.admin_state.feedback import FeedbackQueue
from index.errors import StateUnavailableError
from server.admin.accounts import Session
from server.admin.guard import protect, protect_api
from server.admin.roles import may
from server.http.service import service

pages = Blueprint("admin", __name__, url_prefix="/admin")
api = Blueprint("admin_api", __name__, url_prefix="/v1/admin")
protect(pages)
protect_api(api)

# The message that a page shows after a form was sent. The address of the page holds only the key.
_DONE = {
    "saved": "Saved. The index is being brought up to date; readers see the change in a moment.",
    "unchanged": "You changed nothing, so nothing was saved.",
    "added": "Added. The index is being brought up to date; in a moment it finds passages that repeat this claim.",
    "described": "Saved. Readers see it with the next reply.",
    "undescribed": "Undone. What was imported is used again.",
    "deleted": "Deleted. The case leaves the index in a moment, and no later import brings it back.",
    "restored": "Undone. In a moment the case is as it was imported.",
    "rolled-back": "Rolled back. The generation you chose is live, and scheduled imports are paused.",
    "resumed": "Scheduled imports are running again.",
    "person-added": "Added. Make a sign-in link for them, or let them sign in with OpenID Connect.",
    "role-given": "Changed. The new role counts from their next click.",
    "person-removed": "Removed. They are signed out, and their links no longer work.",
    "revoked": "Revoked. Requests with that key are refused from now on.",
    "accepted": "Accepted. That notice is no longer shown for that passage.",
    "dismissed": "Dismissed. The notice is still shown.",
    "several-accepted": "Accepted. Those notices are no longer shown for those passages.",
    "several-dismissed": "Dismissed. Those notices are still shown.",
}


@pages.context_processor
def _for_every_page() -> dict[str, Any]:
    found = g.get("admin_session")
    waiting = 0
    with contextlib.suppress(StateUnavailableError):  # this is also called for the page that says so
        waiting = FeedbackQueue(service().library.state).count() if found else 0

    def form_token() -> Markup:
        """The hidden field with the session's CSRF token."""
        return Markup('<input type="hidden" name="csrf" value="{}">').format(found.csrf if found else "")

    return {
        "form_token": form_token,
        "session": found,
        "waiting": waiting,
        "may": _may,
        "provider": urlsplit(service().settings.oidc_issuer).hostname,
        "done": _DONE.get(request.args.get("done", "")),
    }


def _may(endpoint: str) -> bool:
    """Whether the person who is signed in may use a route. Pages hide what that person may not do."""
    found: Session | None = g.get("admin_session")
    return found is not None and may(found.role, endpoint)


@pages.app_template_filter("size")
def _size(value: int) -> str:
    return f"{value / 1e6:,.1f} MB" if value >= 100_000 else f"{value / 1e3:,.1f} kB"


@pages.app_template_filter("number")
def _number(value: int | None) -> str:
    return f"{value:,}" if value is not None else ""


@pages.app_template_filter("moment")
def _moment(value: str | datetime) -> str:
    """A time in UTC, such as `30 Nov 2026, 13:05`."""
    found = datetime.fromisoformat(value) if isinstance(value, str) else value
    return found.astimezone(UTC).strftime("%-d %b %Y, %H:%M")
