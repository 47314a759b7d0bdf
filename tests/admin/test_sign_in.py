"""Nobody gets in without a token, a token works once, and no other site can send a form."""

from __future__ import annotations

import hashlib
import os
import stat
import time
from pathlib import Path

import pytest
from flask import Flask

from index.admin_state.audit import Audit
from index.admin_state.database import State
from server.admin import accounts as accounts_module
from server.admin.accounts import Accounts, Forgetting
from tests.admin.conftest import LOCAL, Admin

pytestmark = pytest.mark.both_engines

PAGES = (
    "/admin",
    "/admin/import",
    "/admin/cases",
    "/admin/cases/bridge",
    "/admin/feedback",
    "/admin/keys",
    "/admin/figures",
    "/admin/audit",
)


@pytest.mark.state_file
def test_no_page_is_shown_without_a_session(app: Flask) -> None:
    client = app.test_client()
    rules = [rule for rule in app.url_map.iter_rules() if rule.rule.startswith(("/admin", "/v1/admin"))]
    assert len(rules) > 15
    for rule in rules:
        path = rule.rule.replace("<name>", "20260101T000000Z-abcdef").replace("<case_id>", "bridge")
        if path == "/admin/sign-in":
            continue
        for method in (rule.methods or set()) & {"GET", "POST"}:
            json = {} if method == "POST" and path.startswith("/v1/") else None
            response = client.open(path, method=method, base_url=LOCAL, json=json)
            if path.startswith("/admin/oidc/"):
                assert response.status_code == 404, "no provider is set"
            elif path.startswith("/v1/"):
                assert response.status_code == 401, path
                assert response.content_type == "application/problem+json"
            else:
                assert (response.status_code, response.headers["Location"]) == (303, "/admin/sign-in"), path
            assert "ravna" not in response.get_data(as_text=True).lower()


def test_a_token_works_once_and_its_cookie_is_locked_down(app: Flask, folder: Path) -> None:
    token = Accounts(State(folder)).new_token("anna")
    assert token.encode() not in (folder / "state.sqlite").read_bytes()
    response = app.test_client().post("/admin/sign-in", data={"token": token}, base_url=LOCAL)
    assert (response.status_code, response.headers["Location"]) == (303, "/admin")
    cookie = response.headers["Set-Cookie"]
    assert all(word in cookie for word in ("HttpOnly", "Secure", "SameSite=Strict", "Path=/"))
    assert cookie.split("=")[1].split(";")[0].encode() not in (folder / "state.sqlite").read_bytes()
    again = app.test_client().post("/admin/sign-in", data={"token": token}, base_url=LOCAL)
    assert again.status_code == 403
    assert "Set-Cookie" not in again.headers


def test_an_old_token_does_not_work(app: Flask, folder: Path) -> None:
    token = Accounts(State(folder)).new_token("anna", seconds=-1)
    assert app.test_client().post("/admin/sign-in", data={"token": token}, base_url=LOCAL).status_code == 403


def guess(app: Flask) -> int:
    return app.test_client().post("/admin/sign-in", data={"token": "guess"}, base_url=LOCAL).status_code


def test_guessing_is_limited_and_keeps_nobody_out(app: Flask, folder: Path) -> None:
    """Somebody who tries wrong tokens from the address of a proxy or an office must not lock the admin out."""
    token = Accounts(State(folder)).new_token("anna")
    assert [guess(app) for _ in range(accounts_module.FAILURES)] == [403] * accounts_module.FAILURES
    limited = app.test_client().post("/admin/sign-in", data={"token": "another"}, base_url=LOCAL)
    assert (limited.status_code, limited.headers["Retry-After"]) == (429, "60")
    assert app.test_client().post("/admin/sign-in", data={"token": token}, base_url=LOCAL).status_code == 303
    assert guess(app) == 429
    with State(folder).transaction() as db:
        db.execute("UPDATE sign_in_failure SET at = at - 61")
    assert guess(app) == 403


def test_failures_are_kept_salted_and_forgotten_after_their_minute(app: Flask, folder: Path) -> None:
    app.extensions["rejoinder_forgetting"] = Forgetting(Accounts(State(folder)), 0.05)

    def kept() -> list[str]:
        with State(folder).reading() as db:
            return [row[0] for row in db.execute("SELECT client FROM sign_in_failure")]

    def a_minute_later() -> None:
        with State(folder).transaction() as db:
            db.execute("UPDATE sign_in_failure SET at = at - 61")
        deadline = time.monotonic() + 30
        while kept():
            assert time.monotonic() < deadline, "nobody asked, and nothing was forgotten"
            time.sleep(0.05)

    plain = hashlib.sha256(b"127.0.0.1").hexdigest()
    assert guess(app) == 403
    (first,) = kept()
    assert first != plain
    a_minute_later()
    for word in (first, plain):
        assert word.encode() not in (folder / "state.sqlite").read_bytes()
    assert guess(app) == 403
    assert kept() != [first]
    a_minute_later()


@pytest.mark.state_file
@pytest.mark.parametrize(
    "token", ["é", "\ud7ff", "\x00", "", "0" * 100_000, "0" * 64], ids=lambda text: ascii(text[:9])
)
def test_an_odd_form_token_is_the_senders_fault(admin: Admin, token: str) -> None:
    response = admin.client.post("/admin/rollback", data={"csrf": token, "live": "x"}, base_url=LOCAL)
    assert response.status_code == 400
    assert "This form is from an earlier session" in response.get_data(as_text=True)


@pytest.mark.state_file
def test_the_state_is_its_owners_alone(folder: Path) -> None:
    def mode() -> int:
        return stat.S_IMODE((folder / "state.sqlite").stat().st_mode)

    (folder / "state.sqlite").unlink(missing_ok=True)
    before = os.umask(0o022)
    try:
        State(folder).secret()
    finally:
        os.umask(before)
    assert mode() == 0o600
    (folder / "state.sqlite").chmod(0o644)  # the state as earlier versions left it
    State(folder).secret()
    assert mode() == 0o600


@pytest.mark.state_file
@pytest.mark.parametrize(
    "headers", [{"Origin": "https://elsewhere.example"}, {"Sec-Fetch-Site": "cross-site"}, {}], ids=str
)
def test_a_form_of_another_site_does_nothing(admin: Admin, headers: dict[str, str]) -> None:
    data = {"live": "x"} if not headers else {"live": "x", "csrf": "0" * 64}
    response = admin.client.post("/admin/rollback", data=data, headers=headers, base_url=LOCAL)
    assert response.status_code == 400
    assert "This was not done" in response.get_data(as_text=True)


def test_signing_out_ends_the_session_for_good(admin: Admin) -> None:
    cookie = admin.client.get_cookie("rejoinder_admin", domain="127.0.0.1")
    assert cookie is not None
    assert admin.send("/admin", "/admin/sign-out").status_code == 303
    admin.client.set_cookie("rejoinder_admin", cookie.value, domain="127.0.0.1")
    assert admin.get("/admin").headers["Location"] == "/admin/sign-in"


def test_a_session_ends_by_itself(admin: Admin, folder: Path) -> None:
    assert admin.get("/admin").status_code == 200
    with State(folder).transaction() as db:
        db.execute("UPDATE admin_session SET expires = expires - 7201")
    assert admin.get("/admin").status_code == 303


@pytest.mark.state_file
def test_pages_are_read_while_something_else_writes(admin: Admin, folder: Path) -> None:
    admin.text("/admin")
    with State(folder).transaction():
        begun = time.monotonic()
        for path in PAGES:
            assert admin.get(path).status_code == 200
        assert time.monotonic() - begun < 5


@pytest.mark.state_file
def test_pages_run_no_inline_code_and_are_not_kept(admin: Admin) -> None:
    for path in PAGES:
        response = admin.get(path)
        assert response.status_code == 200
        policy = response.headers["Content-Security-Policy"]
        assert "unsafe" not in policy
        assert "default-src 'none'" in policy
        assert response.headers["Cache-Control"] == "no-store"
        html = response.get_data(as_text=True)
        assert " style=" not in html
        assert "<script>" not in html
        assert " onclick" not in html


def test_who_signed_in_is_in_the_audit_log(admin: Admin, folder: Path) -> None:
    assert [(e.who, e.action) for e in Audit(State(folder)).entries()] == [("anna", "signed in")]
    assert "signed in" in admin.text("/admin/audit")
