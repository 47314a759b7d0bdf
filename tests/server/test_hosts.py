"""Who may send requests: Host values against DNS rebinding, and CORS only for extensions and configured sites."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask.testing import FlaskClient

from server.app import create_app
from server.config.settings import Settings
from server.http.guards import allowed_host, is_loopback
from tests.server.conftest import Running

CHROME = "chrome-extension://abcdefghijklmnopabcdefghijklmnop"
FIREFOX = "moz-extension://0a1b2c3d-0a1b-2c3d-4e5f-0123456789ab"


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:8787", "127.0.0.1:1", "[::1]:8787", "[::1]", "localhost."])
def test_loopback_names_pass(host: str) -> None:
    assert allowed_host(Settings())(host)


@pytest.mark.parametrize(
    "host",
    [
        "",
        "evil.example",
        "evil.example:8787",
        "127.0.0.1.evil.example",
        "localhost@evil.example",
        "10.0.0.1",
        "0.0.0.0",
        "a b",
        "[::1].evil.example",
        "*",
    ],
)
def test_other_names_do_not(host: str) -> None:
    assert not allowed_host(Settings())(host)


def test_configured_names_and_the_address_that_is_listened_on_pass() -> None:
    test = allowed_host(Settings(host="192.0.2.7", allowed_hosts=("debunks.example",)))
    assert test("192.0.2.7:8787")
    assert test("Debunks.example")
    assert not test("sub.debunks.example")


def test_a_service_on_every_address_passes_addresses_but_no_foreign_names() -> None:
    test = allowed_host(Settings(host="0.0.0.0"))
    assert test("192.0.2.7:80")
    assert test("[2001:db8::1]:80")
    assert not test("evil.example")
    assert allowed_host(Settings(allowed_hosts=("*",)))("evil.example")


def test_a_foreign_host_is_misdirected_on_every_route(read_only: FlaskClient) -> None:
    for path in ("/", "/v1/status", "/healthz", "/static/page.css", "/nothing"):
        response = read_only.get(path, headers={"Host": "evil.example"})
        assert (response.status_code, response.content_type) == (421, "application/problem+json")
        assert response.get_json()["type"] == "/problems/unknown-host"


@pytest.mark.parametrize("host", ["::::", "a b", "\xe9", "exa%6dple", "http://localhost", "localhost:99999999"])
def test_a_broken_host_is_refused_in_good_form(read_only: FlaskClient, host: str) -> None:
    response = read_only.get("/v1/status", headers={"Host": host})
    assert (
        response.status_code in (400, 421, 200) if host.startswith("localhost") else response.status_code in (400, 421)
    )


@pytest.mark.parametrize(
    ("host", "loopback"),
    [
        ("127.0.0.1", True),
        ("127.8.9.1", True),
        ("::1", True),
        ("[::1]", True),
        ("localhost", True),
        ("0.0.0.0", False),
        ("::", False),
        ("192.0.2.1", False),
        ("example.org", False),
    ],
)
def test_loopback_is_decided_by_the_binding(host: str, loopback: bool) -> None:
    assert is_loopback(host) is loopback


@pytest.mark.parametrize("origin", [CHROME, FIREFOX, "https://app.example", "http://[::1]:9000"])
def test_extensions_and_configured_sites_may_read_answers(running: Running, origin: str) -> None:
    with running.client() as client:
        for path in ("/v1/status", "/v1/cases/nobody"):
            headers = client.get(path, headers={"Origin": origin}).headers
            assert headers["Access-Control-Allow-Origin"] == origin
            exposed = set(headers["Access-Control-Expose-Headers"].split(", "))
            assert exposed >= {"Retry-After", "ETag", "X-RateLimit-Limit", "X-RateLimit-Remaining", "X-RateLimit-Reset"}
        preflight = client.options(
            "/v1/match",
            headers={
                "Origin": origin,
                "Access-Control-Request-Method": "POST",
                "Access-Control-Request-Headers": "content-type",
                "Access-Control-Request-Private-Network": "true",
            },
        )
        assert preflight.status_code == 200
        assert preflight.headers["Access-Control-Allow-Origin"] == origin
        assert "POST" in preflight.headers["Access-Control-Allow-Methods"]
        assert preflight.headers["Access-Control-Allow-Headers"].lower() == "content-type"
        assert preflight.headers["Access-Control-Allow-Private-Network"] == "true"
        assert "Access-Control-Allow-Credentials" not in preflight.headers
        assert "Origin" in preflight.headers["Vary"]


@pytest.mark.parametrize(
    "origin",
    [
        "https://evil.example",
        "null",
        "https://app.example.evil.example",
        "https://app.example:444",
        "http://app.example",
        "http://:",
        "http://localhost:8787",
        "chrome-extension://abc",
        CHROME + ".evil.example",
        "https://evil.example/" + CHROME,
        FIREFOX + "0",
    ],
)
def test_nobody_else_may(running: Running, origin: str) -> None:
    with running.client() as client:
        for method in ("GET", "OPTIONS"):
            headers = {"Origin": origin, "Access-Control-Request-Method": "POST"}
            response = client.request(method, "/v1/status", headers=headers)
            assert not [name for name in response.headers if name.startswith("access-control-allow-origin")]


def test_pages_are_for_this_origin_only(running: Running) -> None:
    with running.client() as client:
        for path in ("/", "/demo/article", "/static/page.css"):
            assert "Access-Control-Allow-Origin" not in client.get(path, headers={"Origin": CHROME}).headers


def test_the_running_service_knows_its_hosts(running: Running) -> None:
    with running.client() as client:
        assert client.get("/healthz", headers={"Host": "debunks.example"}).status_code == 200
        assert client.get("/healthz", headers={"Host": "evil.example"}).status_code == 421


def test_a_fresh_application_allows_no_site(folder: Path) -> None:
    client = create_app(Settings(index=folder)).test_client()
    assert (
        "Access-Control-Allow-Origin" not in client.get("/v1/status", headers={"Origin": "https://app.example"}).headers
    )
    assert client.get("/v1/status", headers={"Origin": CHROME}).headers["Access-Control-Allow-Origin"] == CHROME


SITE = {"Sec-Fetch-Site": "cross-site"}
OURS = "chrome-extension://abcdefghijklmnopabcdefghijklmnop"


@pytest.mark.parametrize("path", ["/v1/claimreview", "/v1/cases?q=ferry", "/v1alpha1/claims:search?query=ferry"])
@pytest.mark.parametrize(
    ("headers", "status"),
    [
        (SITE | {"Sec-Fetch-Mode": "no-cors"}, 403),
        (SITE | {"Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "iframe"}, 403),
        (SITE | {"Sec-Fetch-Mode": "cors", "Origin": "https://evil.example"}, 403),
        (SITE | {"Sec-Fetch-Mode": "cors", "Origin": "null"}, 403),
        (SITE | {"Sec-Fetch-Mode": "cors", "Origin": OURS}, 200),
        (SITE | {"Sec-Fetch-Mode": "cors", "Origin": "https://desk.example"}, 200),
        (SITE | {"Sec-Fetch-Mode": "cors"}, 200),
        ({"Sec-Fetch-Site": "same-origin", "Sec-Fetch-Mode": "cors"}, 200),
        ({"Sec-Fetch-Site": "none", "Sec-Fetch-Mode": "navigate"}, 200),
        ({}, 200),
    ],
)
def test_no_website_makes_a_browser_ask_an_open_service(
    folder: Path, path: str, headers: dict[str, str], status: int
) -> None:
    app = create_app(Settings(index=folder, allowed_origins=("https://desk.example",)))
    response = app.test_client().get(path, headers=headers, buffered=True)
    assert response.status_code == status
    if status == 403:
        assert response.get_json()["type"] == "/problems/cross-site"


def test_a_link_from_another_site_leads_to_the_pages(folder: Path) -> None:
    headers = SITE | {"Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"}
    for path in ("/", "/docs", "/admin/sign-in"):
        assert create_app(Settings(index=folder)).test_client().get(path, headers=headers).status_code == 200
