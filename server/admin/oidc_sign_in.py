"""Signing in with OpenID Connect: to the provider, and back with who it vouches for."""

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
_DOWN = "The provider that vouches for people does not answer now. A sign-in link works all the same."

_WRONG_ISSUER = (
    "The provider calls itself by another name than the setting has, so nothing that it says can be believed: "
    "an admin has to look at REJOINDER_OIDC_ISSUER. A sign-in link works all the same."
)


def init_app(app: Flask) -> None:
    """Attach the provider, where the settings name one."""
    settings = of(app).settings
    app.extensions[_KEY] = None
    if settings.oidc_issuer:
        # a service that uses none starts sooner without what talks to one
        from server.admin.oidc import Provider

        app.extensions[_KEY] = Provider(settings)


@pages.get("/oidc/start")
def oidc_start() -> Response:
    """To the provider. What this sign-in is known by is all made of one cookie, so that nothing has to be kept."""
    secret = f"{int(time.time())}.{secrets.token_urlsafe(32)}"
    try:
        address = _provider().address(_flow(secret), _back())
    except ProviderDownError as e:
        return _down(e)
    response = redirect(address, 303)
    # Lax: the provider, another site, leads back here
    response.set_cookie(
        FLOW_COOKIE, secret, max_age=FLOW_SECONDS, secure=True, httponly=True, samesite="Lax", path="/admin/oidc"
    )
    return response


@pages.get("/oidc/callback")
def oidc_callback() -> Response:
    """Back from the provider: a session for whom it vouches for, if they have a role."""
    provider, secret = _provider(), request.cookies.get(FLOW_COOKIE, "")
    flow = _flow(secret)
    if not _is_fresh(secret) or not hmac.compare_digest(flow.state.encode(), request.args.get("state", "").encode()):
        return _refused(400, "wrong-state", "This sign-in was not begun here, or too long ago: begin again.")
    if "error" in request.args or not request.args.get("code"):
        return _refused(403, "provider-refused", "The provider did not let you in: begin again, or ask who runs it.")
    client = request.remote_addr or ""
    # each asks another service, and waits for it
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
    """What the provider says of a code: a session, or why there is none."""
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
    # A page and no redirect: a browser that another site led here keeps a Strict cookie back from where it is led on.
    response = page("signed_in.html", name=name)
    response.set_cookie(COOKIE, cookie, secure=True, httponly=True, samesite="Strict", path="/")
    return _forget_flow(response)


def _down(error: ProviderDownError) -> Response:
    return _refused(503, error.reason, _WRONG_ISSUER if isinstance(error, WrongIssuerError) else _DOWN)


def _refused(status: int, reason: str, problem: str) -> Response:
    """The page to sign in on, with what went wrong; the log has a word of it."""
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
    """Three words that only who holds the cookie can make, none of which tells another."""
    return Flow(*(hashlib.sha256(f"{use}\0{secret}".encode()).hexdigest() for use in ("state", "nonce", "verifier")))


def _is_fresh(secret: str) -> bool:
    begun = secret.partition(".")[0]
    return begun.isascii() and begun.isdigit() and 0 <= time.time() - int(begun[:15]) <= FLOW_SECONDS
