"""Signing in with OpenID Connect at a real provider in its own process: who gets in, and what is refused."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from flask import Flask
from flask.testing import FlaskClient
from playwright.sync_api import expect
from werkzeug.test import TestResponse

from index.admin_state.audit import Audit
from index.admin_state.database import State
from index.admin_state.people import People
from server.app import create_app
from server.config.settings import SettingError, Settings
from tests.admin.conftest import LOCAL, Admin
from tests.admin.oidc_provider import CLIENT_ID, CLIENT_SECRET
from tests.browser import chromium
from tests.conftest import ROOT
from tests.server.conftest import Serve, clean_environment, free_port

ROLES = "anna@example.org=editor, @news.example=viewer, rejoinder-admins=admin"


@dataclass(frozen=True)
class Running:
    """The provider's process."""

    process: subprocess.Popen[bytes]
    port: int

    @property
    def issuer(self) -> str:
        return f"http://localhost:{self.port}"

    @property
    def _own(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def does(self, **what: Any) -> None:
        """Change the provider's behaviour; everything that is not named is as usual."""
        httpx.post(f"{self._own}/control", json=what).raise_for_status()

    def asked(self, path: str) -> int:
        """How often the provider got a request for a path."""
        return int(httpx.get(f"{self._own}/control").json().get(path, 0))

    def follow(self, address: str) -> str:
        """The address to which the provider redirects a browser."""
        response = httpx.get(address.replace("localhost", "127.0.0.1"))
        assert response.status_code == 302, response.text
        return response.headers["Location"]


@pytest.fixture(scope="module")
def _provider() -> Iterator[Running]:
    port = free_port()
    command = [sys.executable, "-m", "tests.admin.oidc_provider", str(port)]
    process = subprocess.Popen(command, cwd=ROOT, env=clean_environment())
    deadline = time.monotonic() + 30
    while True:
        try:
            httpx.get(f"http://127.0.0.1:{port}/control")
            break
        except httpx.TransportError:
            assert time.monotonic() < deadline
            time.sleep(0.05)
    yield Running(process, port)
    process.kill()
    process.wait(10)


@pytest.fixture
def provider(_provider: Running) -> Running:
    """The provider, reset to its usual behaviour."""
    _provider.does()
    return _provider


def settings(folder: Path, provider: Running, **more: str) -> Settings:
    names = {"ISSUER": provider.issuer, "CLIENT_ID": CLIENT_ID, "CLIENT_SECRET": CLIENT_SECRET, "ROLES": ROLES,
             "CLAIM": "groups"}  # fmt: skip
    return Settings.load({f"REJOINDER_OIDC_{name}": value for name, value in (names | more).items()}, index=folder)


@pytest.fixture
def app(folder: Path, provider: Running) -> Flask:
    return create_app(settings(folder, provider))


def begin(client: FlaskClient) -> str:
    """Begin to sign in. Returns the address that the service redirects to."""
    response = client.get("/admin/oidc/start", base_url=LOCAL)
    assert response.status_code == 303, response.get_data(as_text=True)
    return response.headers["Location"]


def come_back(client: FlaskClient, address: str) -> TestResponse:
    parts = urlsplit(address)
    return client.get(f"{parts.path}?{parts.query}", base_url=LOCAL)


def sign_in(app: Flask, provider: Running) -> tuple[FlaskClient, TestResponse]:
    client = app.test_client()
    return client, come_back(client, provider.follow(begin(client)))


def role_of(client: FlaskClient) -> str:
    """The name and role that the pages show."""
    html = client.get("/admin", base_url=LOCAL).get_data(as_text=True)
    return next((role for role in ("viewer", "editor") if f"</strong>, {role}" in html), "admin")


def test_who_is_known_by_a_verified_e_mail_is_signed_in(app: Flask, folder: Path, provider: Running) -> None:
    client, response = sign_in(app, provider)
    assert response.status_code == 200
    cookies = response.headers.getlist("Set-Cookie")
    kept = next(cookie for cookie in cookies if cookie.startswith("rejoinder_admin="))
    assert all(word in kept for word in ("Secure", "HttpOnly", "SameSite=Strict"))
    assert any(cookie.startswith("rejoinder_oidc=;") for cookie in cookies)
    assert role_of(client) == "editor"
    entry = Audit(State(folder)).entries()[0]
    assert (entry.who, entry.action, entry.detail) == ("anna@example.org", "signed in", "OpenID Connect, as editor")


def test_what_is_asked_of_the_provider(app: Flask, provider: Running) -> None:
    before = provider.asked("/.well-known/openid-configuration")
    client = app.test_client()
    asked = {key: values[0] for key, values in parse_qs(urlsplit(begin(client)).query).items()}
    assert asked["response_type"] == "code"
    assert asked["code_challenge_method"] == "S256"
    assert asked["redirect_uri"] == f"{LOCAL}/admin/oidc/callback"
    assert len({asked["state"], asked["nonce"], asked["code_challenge"]}) == 3
    again = parse_qs(urlsplit(begin(client)).query)
    assert asked["state"] != again["state"][0]
    assert provider.asked("/.well-known/openid-configuration") == before + 1


@pytest.mark.parametrize(("trusted", "scheme"), [("127.0.0.1", "https"), ("", "http")])
def test_the_address_to_come_back_to_is_that_of_the_proxy_that_is_trusted(
    folder: Path, provider: Running, trusted: str, scheme: str
) -> None:
    names = {"REJOINDER_TRUSTED_PROXIES": trusted} if trusted else {}
    names |= {"REJOINDER_OIDC_ISSUER": provider.issuer, "REJOINDER_OIDC_CLIENT_ID": CLIENT_ID}
    app = create_app(Settings.load({**names, "REJOINDER_ALLOWED_HOSTS": "debunks.example"}, index=folder))
    headers = {"X-Forwarded-Proto": "https", "X-Forwarded-For": "203.0.113.5", "Host": "debunks.example"}
    response = app.test_client().get("/admin/oidc/start", headers=headers)
    asked = parse_qs(urlsplit(response.headers["Location"]).query)
    assert asked["redirect_uri"] == [f"{scheme}://debunks.example/admin/oidc/callback"]


@pytest.mark.parametrize(
    ("told", "role"),
    [
        ({"email": "boris@news.example"}, "viewer"),
        ({"email": "boris@news.example", "groups": ["x", "rejoinder-admins"]}, "admin"),
        ({"email": "boris@news.example", "groups": ["rejoinder-admins"], "userinfo": True}, "admin"),
        ({"email": "ANNA@example.ORG", "groups": "rejoinder-admins"}, "admin"),
    ],
)
def test_domains_and_claims_give_the_highest_role(
    app: Flask, provider: Running, told: dict[str, Any], role: str
) -> None:
    provider.does(**told)
    client, response = sign_in(app, provider)
    assert response.status_code == 200
    assert role_of(client) == role


def test_a_person_who_is_named_has_that_role_and_no_other(app: Flask, folder: Path, provider: Running) -> None:
    People(State(folder)).add("anna", "viewer", "anna@example.org")
    client, _ = sign_in(app, provider)
    assert role_of(client) == "viewer"
    assert Audit(State(folder)).entries()[0].who == "anna"
    People(State(folder)).remove("anna")
    assert client.get("/admin", base_url=LOCAL).status_code == 303


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({"fault": "nonce"}, "not for this sign-in (nonce)"),
        ({"fault": "no-nonce"}, "not for this sign-in (nonce)"),
        ({"fault": "aud"}, "not for this sign-in (aud)"),
        ({"fault": "azp"}, "not for this sign-in (azp)"),
        ({"fault": "iss"}, "not for this sign-in (iss)"),
        ({"fault": "at_hash"}, "not for this sign-in (at_hash)"),
        ({"fault": "exp"}, "has expired"),
        ({"fault": "key"}, "not signed with one of its keys"),
        ({"fault": "forged"}, "not signed with one of its keys"),
        ({"fault": "none"}, "not signed with one of its keys"),
        ({"fault": "hmac"}, "not signed with one of its keys"),
        ({"fault": "denied"}, "did not let you in"),
        ({"fault": "userinfo", "userinfo": True}, "somebody other"),
        ({"email_verified": False}, "not verified your e-mail"),
        ({"email_verified": None, "userinfo": True}, "not verified your e-mail"),
        ({"email": ""}, "did not send your e-mail"),
        ({"email": "nobody@elsewhere.example"}, "nobody has given you a role"),
        ({"email": "anna@example.org.evil.example"}, "nobody has given you a role"),
        ({"email": "x@evil-news.example"}, "nobody has given you a role"),
    ],
)  # fmt: skip
def test_what_cannot_be_believed_lets_nobody_in(
    app: Flask, folder: Path, provider: Running, told: dict[str, Any], said: str
) -> None:
    provider.does(**told)
    client, response = sign_in(app, provider)
    assert response.status_code == 403
    assert said in response.get_data(as_text=True)
    assert "rejoinder_admin=" not in str(response.headers)
    assert client.get("/admin", base_url=LOCAL).status_code == 303
    assert Audit(State(folder)).entries() == []


def test_only_who_began_a_sign_in_ends_it(app: Flask, provider: Running) -> None:
    client, other = app.test_client(), app.test_client()
    back = provider.follow(begin(client))
    assert come_back(other, back).status_code == 400  # no cookie
    begin(other)
    assert come_back(other, back).status_code == 400  # the cookie of another sign-in
    tampered = back.replace("state=", "state=0")
    assert come_back(client, tampered).status_code == 400
    client, other = app.test_client(), app.test_client()
    # the code of one sign-in in another one, whose proof key differs
    begin(client)
    stolen = parse_qs(urlsplit(provider.follow(begin(other))).query)["code"][0]
    own = provider.follow(begin(client))
    code = parse_qs(urlsplit(own).query)["code"][0]
    assert come_back(client, own.replace(code, stolen)).status_code == 403
    assert client.get("/admin", base_url=LOCAL).status_code == 303


def test_a_code_works_once(app: Flask, provider: Running) -> None:
    client = app.test_client()
    address = begin(client)
    cookie = client.get_cookie("rejoinder_oidc", domain="127.0.0.1", path="/admin/oidc")
    assert cookie is not None
    back = provider.follow(address)
    assert come_back(client, back).status_code == 200
    client.set_cookie("rejoinder_oidc", cookie.value, domain="127.0.0.1", path="/admin/oidc", secure=True)
    assert come_back(client, back).status_code == 403


def test_a_sign_in_that_took_too_long_is_begun_again(
    app: Flask, provider: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    from server.admin import oidc_sign_in

    client = app.test_client()
    back = provider.follow(begin(client))
    monkeypatch.setattr(oidc_sign_in, "FLOW_SECONDS", -1)
    assert come_back(client, back).status_code == 400


def test_new_keys_of_the_provider_are_fetched_when_one_is_not_known(
    app: Flask, provider: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    from server.admin import oidc

    assert sign_in(app, provider)[1].status_code == 200
    provider.does(new_key=True)
    assert sign_in(app, provider)[1].status_code == 403  # the keys are fetched at most every few seconds
    monkeypatch.setattr(oidc, "_SECONDS_BETWEEN_KEYS", 0.0)
    assert sign_in(app, provider)[1].status_code == 200


@pytest.mark.parametrize("fault", ["issuer", "plain"])
def test_a_provider_that_says_strange_things_of_itself_is_not_asked(app: Flask, provider: Running, fault: str) -> None:
    provider.does(fault=fault)
    assert app.test_client().get("/admin/oidc/start", base_url=LOCAL).status_code == 503


@pytest.mark.parametrize(("fault", "reason"), [("issuer", "wrong-issuer"), ("plain", "provider-down")])
def test_another_name_of_the_provider_is_told_from_one_that_is_down(
    app: Flask, provider: Running, fault: str, reason: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    logged: list[str] = []
    monkeypatch.setattr("server.admin.oidc_sign_in.logs.event", lambda *_, reason: logged.append(reason))
    provider.does(fault=fault)
    for _ in range(2):  # the second time, the provider is not asked
        html = app.test_client().get("/admin/oidc/start", base_url=LOCAL).get_data(as_text=True)
        assert ("REJOINDER_OIDC_ISSUER" in html) == (reason == "wrong-issuer")
    assert logged == [reason] * 2


def test_a_provider_that_is_down_leaves_the_link(folder: Path, provider: Running) -> None:
    for issuer in (f"http://127.0.0.1:{free_port()}", provider.issuer):
        provider.does(down=True)
        app = create_app(settings(folder, provider, ISSUER=issuer))
        for _ in range(2):
            response = app.test_client().get("/admin/oidc/start", base_url=LOCAL)
            html = response.get_data(as_text=True)
            assert response.status_code == 503
            assert "does not answer at the moment" in html
            assert 'name="token"' in html
        assert Admin(app, folder).get("/admin/keys").status_code == 200


def test_a_provider_that_goes_down_in_the_middle_is_told(app: Flask, provider: Running) -> None:
    client = app.test_client()
    back = provider.follow(begin(client))
    provider.does(down=True)
    assert come_back(client, back).status_code == 503


def test_many_who_come_while_it_does_not_answer_hold_no_threads(
    folder: Path, provider: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    from server.admin import oidc

    monkeypatch.setattr(oidc, "SECONDS", 0.7)
    with socket.create_server(("127.0.0.1", 0), backlog=50) as mute:
        app = create_app(settings(folder, provider, ISSUER=f"http://127.0.0.1:{mute.getsockname()[1]}"))
        app.test_client().get("/admin/sign-in", base_url=LOCAL)
        with ThreadPoolExecutor(8) as threads:
            begun = time.monotonic()
            asked = [threads.submit(app.test_client().get, "/admin/oidc/start", base_url=LOCAL) for _ in range(8)]
            assert {one.result().status_code for one in asked} == {503}
            assert time.monotonic() - begun < 2
        mute.settimeout(0.2)
        mute.accept()[0].close()
        with pytest.raises(TimeoutError):
            mute.accept()


def test_an_address_that_is_refused_again_and_again_asks_the_provider_no_more(app: Flask, provider: Running) -> None:
    provider.does(email="nobody@elsewhere.example")
    client = app.test_client()
    assert [come_back(client, provider.follow(begin(client))).status_code for _ in range(5)] == [403] * 5
    asked = provider.asked("/token")
    provider.does()
    refused = come_back(client, provider.follow(begin(client)))
    assert refused.status_code == 429
    assert refused.headers["Retry-After"] == "60"
    assert provider.asked("/token") == asked


def test_a_wrong_client_secret_is_told_without_it(folder: Path, provider: Running) -> None:
    app = create_app(settings(folder, provider, CLIENT_SECRET="wrong-canary"))
    _, response = sign_in(app, provider)
    assert response.status_code == 403
    assert "does not know this service" in response.get_data(as_text=True)
    assert "wrong-canary" not in response.get_data(as_text=True) + repr(settings(folder, provider))


def test_without_a_provider_there_is_no_such_sign_in(folder: Path) -> None:
    client = create_app(Settings(index=folder)).test_client()
    assert "Or with a link" not in client.get("/admin/sign-in", base_url=LOCAL).get_data(as_text=True)
    for path in ("start", "callback"):
        assert client.get(f"/admin/oidc/{path}", base_url=LOCAL).status_code == 404


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("ISSUER", "http://login.example", "OIDC_ISSUER must be an https address"),
        ("ISSUER", "https://login.example/?x=1", "OIDC_ISSUER must be the provider's issuer"),
        ("CLIENT_ID", "", "also needs REJOINDER_OIDC_CLIENT_ID"),
        ("ROLES", "anna@example.org", "OIDC_ROLES must be entries such as"),
        ("ROLES", "anna@example.org=owner", "OIDC_ROLES has an entry whose role must be one of viewer"),
    ],
)
def test_wrong_settings_are_named(folder: Path, provider: Running, name: str, value: str, said: str) -> None:
    with pytest.raises(SettingError, match=said):
        settings(folder, provider, **{name: value})


def test_a_browser_signs_in_at_another_site_and_stays_signed_in(folder: Path, provider: Running, _serve: Serve) -> None:
    """For the browser, the provider is another site; after its redirect, browsers do not send a Strict cookie."""
    running = _serve(
        folder,
        REJOINDER_OIDC_ISSUER=provider.issuer,
        REJOINDER_OIDC_CLIENT_ID=CLIENT_ID,
        REJOINDER_OIDC_CLIENT_SECRET=CLIENT_SECRET,
        REJOINDER_OIDC_ROLES=ROLES,
    )
    with chromium() as browser:
        page = browser.new_page()
        page.goto(f"{running.url}/admin")
        page.get_by_role("link", name="Sign in with localhost").click()
        expect(page.get_by_role("heading", name="Overview")).to_be_visible()
        expect(page.get_by_text("anna@example.org")).to_be_visible()
    assert running.stop() == 0
    log = running.log.read_text()
    assert "code=" not in log
    assert "anna@example" not in log
