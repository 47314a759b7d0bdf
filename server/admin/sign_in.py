"""The routes to sign in with a one-time token, and to sign out."""

from __future__ import annotations

from flask import Flask, Response, current_app, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from index.admin_state.audit import Audit
from server.admin.accounts import FAILURE_SECONDS, Accounts, Forgetting, TooManyFailuresError
from server.admin.blueprint import pages
from server.admin.guard import COOKIE, accounts, page, session
from server.http.service import of, service

_KEY = "rejoinder_forgetting"


def init_app(app: Flask) -> None:
    """Attach the object that deletes failed sign-ins after a minute."""
    app.extensions[_KEY] = Forgetting(Accounts(of(app).library.state))


def forgetting(app: Flask) -> Forgetting:
    """The object that deletes an application's failed sign-ins after a minute."""
    found: Forgetting = app.extensions[_KEY]
    return found


@pages.get("/sign-in")
def sign_in() -> AnyResponse:
    """The sign-in form, or the overview for somebody who is signed in."""
    if accounts().session(request.cookies.get(COOKIE, "")) is not None:
        return redirect(url_for("admin.overview"), 303)
    return page("sign_in.html", problem="")


@pages.post("/sign-in")
def take_token() -> AnyResponse:
    """Exchange a token for a session. Its cookie is Secure: browsers keep it over https, and over http on localhost."""
    try:
        found = accounts().sign_in(request.form.get("token", ""), request.remote_addr or "")
    except TooManyFailuresError:
        response = page("sign_in.html", status=429, problem="Too many wrong tokens. Try again in a minute.")
        response.headers["Retry-After"] = str(FAILURE_SECONDS)
        return response
    if found is None:
        forgetting(current_app).later()
        return page("sign_in.html", status=403, problem="This token is wrong, used, or too old. Make a new one.")
    name, cookie = found
    Audit(service().library.state).add(name, "signed in")
    response = _to(url_for("admin.overview"))
    response.set_cookie(COOKIE, cookie, secure=True, httponly=True, samesite="Strict", path="/")
    return response


@pages.post("/sign-out")
def sign_out() -> AnyResponse:
    """End the session."""
    accounts().sign_out(session())
    response = _to(url_for("admin.sign_in"))
    response.delete_cookie(COOKIE, path="/", secure=True, httponly=True, samesite="Strict")
    return response


def _to(address: str) -> Response:
    return Response("", 303, {"Location": address})
