"""The routes to sign in with OpenID Connect: to the provider, and back from it."""

from __future__ import annotations

import hashlib
import hmac
import logging
import secrets
import time
from http import HTTPStatus
from typing import TYPE_CHECKING

from flask import Flask, current_app, redirect, request, url_for
from werkzeug.wrappers import Response

from index.admin_state.audit import Audit
from index.admin_state.people import People, Role
from server.admin.accounts import FAILURE_SECONDS
from server.admin.blueprint import pages
from server.admin.guard import COOKIE, accounts, page
from server.admin.oidc_identity import Flow, Identity, IdentityError, ProviderDownError, WrongIssuerError
from server.admin.sign_in import forgetting
from server.config.oidc_roles import highest
from server.http import logs
from server.http.problems import ProblemError
from server.http.service import of, service

if TYPE_CHECKING:
    from server.admin.oidc import Provider

FLOW_COOKIE = "rejoinder_oidc"
FLOW_SECONDS = 600
_KEY = "rejoinder_oidc"
_DOWN = "The sign-in provider does not answer at the moment. A sign-in link still works."

_WRONG_ISSUER = (
    "The provider's name for itself differs from the setting, so its answers cannot be trusted. Ask an admin to check "
    "REJOINDER_OIDC_ISSUER. A sign-in link still works."
)


def init_app(app: Flask) -> None:
    """Attach the provider, if the settings name one."""
    settings = of(app).settings
    app.extensions[_KEY] = None
    if settings.oidc_issuer:
        # imported here, as a service without a provider starts sooner without this module
        from server.admin.oidc import Provider

        app.extensions[_KEY] = Provider(settings)


@pages.get("/oidc/start")
def oidc_start() -> Response:
    """Redirect to the provider. The secrets of this sign-in all derive from one cookie, so the server keeps nothing."""
    secret = f"{int(time.time())}.{secrets.token_urlsafe(32)}"
    try:
        address = _provider().address(_flow(secret), _back())
    except ProviderDownError as e:
        return _down(e)
    response = redirect(address, 303)
    # Lax, as the provider is another site and redirects back here
    response.set_cookie(
        FLOW_COOKIE, secret, max_age=FLOW_SECONDS, secure=True, httponly=True, samesite="Lax", path="/admin/oidc"
    )
    return response


@pages.get("/oidc/callback")
def oidc_callback() -> Response:
    """Begin a session for the person whom the provider vouches for, if that person has a role."""
    provider, secret = _provider(), request.cookies.get(FLOW_COOKIE, "")
    flow = _flow(secret)
    if not _is_fresh(secret) or not hmac.compare_digest(flow.state.encode(), request.args.get("state", "").encode()):
        return _refused(400, "wrong-state", "This sign-in began too long ago, or in another browser. Begin again.")
    if "error" in request.args or not request.args.get("code"):
        return _refused(403, "provider-refused", "The provider did not let you in. Begin again, or ask its operator.")
    client = request.remote_addr or ""
    # limited, as every attempt asks the provider and waits for it
    if not accounts().may_try(client):
        response = _refused(429, "too-many", "Too many sign-ins were refused. Try again in a minute.")
        response.headers["Retry-After"] = str(FAILURE_SECONDS)
        return response
    response = _vouched(provider, flow)
    if response.status_code == HTTPStatus.FORBIDDEN:
        accounts().has_failed(client)
        forgetting(current_app).later()
    return response


def _vouched(provider: Provider, flow: Flow) -> Response:
    """The reply for the code in the request: a new session, or the reason why there is none."""
    try:
        identity = provider.identity(request.args["code"], flow, _back())
    except ProviderDownError as e:
        return _down(e)
    except IdentityError as e:
        return _refused(403, e.reason, str(e))
    return _signed_in(identity)


def _signed_in(identity: Identity) -> Response:
    state = service().library.state
    person = People(state).by_email(identity.email)
    role: Role | None = person.role if person is not None else None
    if role is None:
        role = highest(service().settings.oidc_roles, identity.email, identity.values)
    if role is None:
        return _refused(
            403, "no-role", f"You are {identity.email}, and nobody has given you a role here. An admin can do that."
        )
    name = person.name if person is not None else identity.email
    cookie = accounts().begin(name, role, person=person is not None)
    Audit(state).add(name, "signed in", "", f"OpenID Connect, as {role}")
    # A page, not a redirect: after a navigation from another site, browsers do not send a Strict cookie on redirects.
    response = page("signed_in.html", name=name)
    response.set_cookie(COOKIE, cookie, secure=True, httponly=True, samesite="Strict", path="/")
    return _forget_flow(response)


def _down(error: ProviderDownError) -> Response:
    return _refused(503, error.reason, _WRONG_ISSUER if isinstance(error, WrongIssuerError) else _DOWN)


def _refused(status: int, reason: str, problem: str) -> Response:
    """The sign-in page with the reason of the refusal, which is also logged in a word."""
    logs.event("sign-in-refused", logging.WARNING, reason=reason)
    return _forget_flow(page("sign_in.html", status=status, provider_problem=problem))


def _forget_flow(response: Response) -> Response:
    response.delete_cookie(FLOW_COOKIE, path="/admin/oidc", secure=True, httponly=True, samesite="Lax")
    return response


def _provider() -> Provider:
    found: Provider | None = current_app.extensions[_KEY]
    if found is None:
        raise ProblemError("not-found", "This service does not use OpenID Connect.")
    return found


def _back() -> str:
    return url_for("admin.oidc_callback", _external=True)


def _flow(secret: str) -> Flow:
    """Three secrets derived from the cookie; none of them reveals another."""
    return Flow(*(hashlib.sha256(f"{use}\0{secret}".encode()).hexdigest() for use in ("state", "nonce", "verifier")))


def _is_fresh(secret: str) -> bool:
    begun = secret.partition(".")[0]
    return begun.isascii() and begun.isdigit() and 0 <= time.time() - int(begun[:15]) <= FLOW_SECONDS
