"""The two blueprints of the admin, guarded; each module of pages adds its routes to them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

from flask import Blueprint, g, request
from markupsafe import Markup

from index.admin_state.feedback import FeedbackQueue
from server.admin.accounts import Session
from server.admin.guard import protect, protect_api
from server.admin.roles import may
from server.http.service import service

pages = Blueprint("admin", __name__, url_prefix="/admin")
api = Blueprint("admin_api", __name__, url_prefix="/v1/admin")
protect(pages)
protect_api(api)

# What a page may say after a form was sent; the address holds only the key.
_DONE = {
    "saved": "Saved. The index is being brought up to date; readers see the change in a moment.",
    "unchanged": "Nothing was different, so nothing was saved.",
    "added": "Added. The index is being brought up to date; in a moment passages that repeat it are found.",
    "described": "Saved. Readers see it with the next reply.",
    "undescribed": "Taken back. What was imported counts again.",
    "deleted": "Deleted. The case leaves the index in a moment, and stays away at every later import.",
    "restored": "Taken back. In a moment the case is again as it was imported.",
    "rolled-back": "Rolled back. The generation you chose is live, and scheduled imports pause.",
    "resumed": "Scheduled imports go on.",
    "person-added": "Added. Make them a link, or let them sign in with OpenID Connect.",
    "role-given": "Given. It counts from their next click on.",
    "person-removed": "Removed. They are signed out, and their links are worthless.",
    "revoked": "Revoked. Requests with that key are refused from now on.",
    "accepted": "Accepted. That notice is not shown any more for that passage.",
    "dismissed": "Dismissed. The notice goes on being shown.",
    "several-accepted": "Accepted. Those notices are not shown any more for those passages.",
    "several-dismissed": "Dismissed. Those notices go on being shown.",
}


@pages.context_processor
def _for_every_page() -> dict[str, Any]:
    found = g.get("admin_session")
    waiting = FeedbackQueue(service().library.state).count() if found else 0

    def form_token() -> Markup:
        """The session's word, for a form."""
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
    """Whether who asks may use a route: what they may not is not offered."""
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
    """A time in UTC, to the minute."""
    found = datetime.fromisoformat(value) if isinstance(value, str) else value
    return found.astimezone(UTC).strftime("%-d %b %Y, %H:%M")
