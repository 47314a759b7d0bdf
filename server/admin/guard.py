"""The guard of every admin page: it asks for a session, and for the session's CSRF token with every form."""

from __future__ import annotations

import hmac
from urllib.parse import urlsplit

from flask import Blueprint, Response, g, make_response, redirect, render_template, request, url_for
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response as AnyResponse

from index.depot.errors import DepotConflictError, DepotError
from index.errors import (
    IndexBusyError,
    IndexDamagedError,
    IndexMissingError,
    IndexWriteError,
    RejoinderError,
    SearchEngineError,
    ShardError,
    StateUnavailableError,
    UnknownCaseError,
    UnknownFeedbackError,
)
from server.admin.accounts import Accounts, Session
from server.admin.roles import IN_STATE, LOCAL, OPEN, may, needed
from server.http.connection import read_upload
from server.http.problem_kinds import KINDS
from server.http.problems import ProblemError
from server.http.service import service
from server.http.state_health import RETRY_SECONDS

COOKIE = "rejoinder_admin"
FORM_BYTES = 2 * 2**20
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_A = {"viewer": "a viewer", "editor": "an editor", "admin": "an admin"}


class RoleError(RejoinderError):
    """The person who is signed in has a lesser role than this needs; the message names the role."""


class FormError(RejoinderError):
    """A form cannot be accepted. The admin is shown the message as it is."""


def accounts() -> Accounts:
    """Tokens and sessions of the index that is served."""
    return Accounts(service().library.state)


def session() -> Session:
    """The session of this request. Only for routes behind the guard."""
    found: Session = g.admin_session
    return found


def who() -> str:
    """The name of the person who is signed in, for the audit log."""
    return session().name


def protect(blueprint: Blueprint) -> None:
    """Refuse requests without a session and forms without its CSRF token, and show errors as pages."""
    blueprint.before_request(_guard)
    blueprint.after_request(_headers)
    handle: list[type[Exception]] = [ProblemError, RejoinderError, HTTPException]
    for kind in handle:
        blueprint.register_error_handler(kind, _error)


def protect_api(blueprint: Blueprint) -> None:
    """The same for JSON routes, which answer with a problem document."""

    def guard() -> None:
        found = accounts().session(request.cookies.get(COOKIE, ""))
        if found is None:
            raise ProblemError("not-signed-in")
        g.admin_session = found
        if not may(found.role, request.endpoint or ""):
            raise ProblemError("role-required")

    blueprint.before_request(guard)


def page(template: str, *, status: int = 200, **values: object) -> Response:
    """An admin page."""
    return make_response(render_template(f"admin/{template}", **values), status)


def _guard() -> AnyResponse | None:
    if request.method == "POST":
        # uploads are written to the disk, so that a form takes little memory
        request.max_form_memory_size = FORM_BYTES
        request.max_form_parts = 200
        origin = request.headers.get("Origin", "")
        if origin and origin != "null" and urlsplit(origin).netloc != request.host:
            raise FormError("Another site sent this form. Nothing was done.")
        if request.headers.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none"):
            raise FormError("Another site sent this form. Nothing was done.")
    if request.endpoint in OPEN:
        return None
    found = accounts().session(request.cookies.get(COOKIE, ""))
    if found is None:
        return redirect(url_for("admin.sign_in"), 303)
    g.admin_session = found
    if not may(found.role, request.endpoint or ""):
        raise RoleError(
            f"You are signed in as {found.name}, {_A[found.role]}, but this needs "
            f"{_A[needed(request.endpoint or '')]}. An admin can give you another role. Nothing was done."
        )
    if request.endpoint == "admin.start_import":
        request.max_content_length = service().settings.max_import_bytes
        read_upload()
    if request.method == "POST" and service().settings.follows and not _may_on_follower(request.endpoint or ""):
        raise FormError("This machine follows a depot: change this on the builder's pages. Nothing was done.")
    if request.method == "POST" and not _same(request.form.get("csrf", ""), found.csrf):
        raise FormError("This form is from an earlier session. Go back, load the page again, and send it once more.")
    return None


def _may_on_follower(endpoint: str) -> bool:
    return endpoint in LOCAL or (service().library.state.shared and endpoint in IN_STATE)


def _same(one: str, other: str) -> bool:
    """Compare in constant time. The texts are encoded, as compare_digest takes only ASCII texts."""
    return hmac.compare_digest(one.encode("utf-8", "replace"), other.encode())


def _headers(response: Response) -> Response:
    response.headers["Content-Security-Policy"] = POLICY
    response.headers["Cache-Control"] = "no-store"
    response.headers["Cross-Origin-Opener-Policy"] = "same-origin"
    response.headers["X-Robots-Tag"] = "noindex"
    return response


_WORDS: tuple[tuple[type[Exception], int, str], ...] = (
    (UnknownCaseError, 404, "There is no such case in the live index."),
    (UnknownFeedbackError, 404, "There is no such feedback."),
    (IndexBusyError, 409, "Something else is writing to the index. Wait until it is done, then try again."),
    (DepotError, 503, "The depot cannot be used. Nothing was changed; `rejoinder doctor` says more."),
    (DepotConflictError, 409, "Another machine publishes in the depot too. Nothing was changed: let only one build."),
    (ShardError, 503, "A shard cannot be asked, so no page can be matched. `rejoinder shard status` says more."),
    (SearchEngineError, 503, "The search cluster cannot be used. Nothing was changed; `rejoinder doctor` says more."),
    (IndexMissingError, 404, "There is no such thing in the index."),
    (IndexDamagedError, 503, "Part of the index is damaged. `rejoinder index verify` says more."),
    (IndexWriteError, 503, "The disk could not be written. Is it full or read-only?"),
    (StateUnavailableError, 503, "The database of the state cannot be used. Try again in a moment."),
)


def _error(error: Exception) -> AnyResponse:
    """The page of an error, in words of our own: the error's message may name folders of this machine."""
    status, title, text = 500, "Something went wrong", ""
    if isinstance(error, FormError):
        status, title, text = 400, "This was not done", str(error)
    elif isinstance(error, RoleError):
        status, title, text = 403, "This needs another role", str(error)
    elif isinstance(error, ProblemError):
        status, title, text = error.kind.status, error.kind.title, error.detail or error.kind.meaning
    elif isinstance(error, HTTPException):
        status, title = error.code or 500, "This cannot be done"
        text = KINDS["body-too-large"].title + "." if status == 413 else "The request cannot be read."
    for kind, its_status, words in _WORDS:
        if isinstance(error, kind):
            status, title, text = its_status, "This was not done", words
    response = page("error.html", status=status, title=title, text=text)
    if isinstance(error, StateUnavailableError):
        response.headers["Retry-After"] = str(RETRY_SECONDS)
    return response
