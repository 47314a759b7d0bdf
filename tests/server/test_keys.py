"""Keys and limits: who may send requests, how often, and what is stored of a key."""

from __future__ import annotations

import json
import signal
import sqlite3
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest
from click.testing import CliRunner
from flask.testing import FlaskClient

from index.admin_state.database import State
from index.storage.library import Library
from server.app import create_app
from server.cli import cli
from server.config.settings import Settings
from server.http.api_keys import Keys, UnknownKeyError, are_required
from server.http.proxies import Forwarded
from server.http.shared_counts import SharedCounts
from tests.conftest import require
from tests.server.conftest import Serve, free_port
from tests.server.test_process import serve_and_fail
from tests.servers import REDIS, Server, redis_server

pytestmark = pytest.mark.both_engines


def bearer(secret: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {secret}"}


@pytest.fixture
def keys(folder: Path) -> Keys:
    return Keys(State(folder))


@pytest.fixture
def closed(folder: Path) -> FlaskClient:
    """A client of a service that requires keys."""
    return create_app(Settings(index=folder, require_keys=True)).test_client()


@pytest.mark.state_file
def test_keys_are_required_by_the_binding() -> None:
    assert not are_required(Settings())
    assert are_required(Settings(host="0.0.0.0"))
    assert not are_required(Settings(host="0.0.0.0", public=True))
    assert are_required(Settings(require_keys=True))
    assert are_required(Settings(host="0.0.0.0", public=True, require_keys=True))


def test_without_a_key_the_api_is_closed_and_the_rest_is_not(closed: FlaskClient, keys: Keys) -> None:
    _, secret = keys.create("tests")
    for path in ("/v1/status", "/v1/cases", "/v1/cases/bridge", "/v1/claimreview", "/v1alpha1/claims:search?query=a"):
        response = closed.get(path)
        assert (response.status_code, response.get_json()["type"]) == (401, "/problems/key-required")
        assert response.headers["WWW-Authenticate"] == "Bearer"
        assert closed.get(path, headers=bearer(secret), buffered=True).status_code == 200
    assert closed.post("/v1/match", json={"text": "a"}).status_code == 401
    assert closed.post("/v1/match", json={"text": "a"}, headers=bearer(secret)).status_code == 200
    for path in ("/", "/healthz", "/readyz", "/openapi.json"):
        assert closed.get(path).status_code == 200
    assert closed.options("/v1/match").status_code == 200


@pytest.mark.parametrize("secret", ["", "x", "rj_00000000_" + "a" * 43, "rj_", "é" * 60])
def test_a_wrong_key_is_refused_even_where_none_is_needed(client: FlaskClient, secret: str) -> None:
    expected = 401 if secret else 200
    assert client.get("/v1/status", headers=bearer(secret)).status_code == expected


def test_googles_clients_send_their_key_as_they_do(closed: FlaskClient, keys: Keys) -> None:
    _, secret = keys.create("tests")
    path = "/v1alpha1/claims:search?query=a&key="
    assert closed.get(path + secret).status_code == 200
    assert closed.get(path + "AIzaSomething").status_code == 401
    assert closed.get(f"/v1/status?key={secret}").status_code == 401


def test_a_revoked_key_is_worthless_at_once(closed: FlaskClient, keys: Keys) -> None:
    key, secret = keys.create("tests")
    assert closed.get("/v1/status", headers=bearer(secret)).status_code == 200
    keys.revoke(key.id)
    assert closed.get("/v1/status", headers=bearer(secret)).status_code == 401
    with pytest.raises(UnknownKeyError):
        keys.revoke(key.id)


@pytest.mark.state_file
def test_only_a_hash_is_kept(keys: Keys, folder: Path) -> None:
    _, secret = keys.create("tests")
    assert secret.encode() not in b"".join(path.read_bytes() for path in folder.glob("state.sqlite*"))
    with sqlite3.connect(folder / "state.sqlite") as db:
        dump = "\n".join(db.iterdump())
    db.close()
    assert secret not in dump
    assert "tests" in dump


@pytest.mark.state_file
def test_a_key_may_ask_so_often_and_then_is_told_when_again(folder: Path, keys: Keys) -> None:
    client = create_app(Settings(index=folder)).test_client()
    _, few = keys.create("few", per_minute=3)
    _, many = keys.create("many")
    statuses = [client.get("/v1/status", headers=bearer(few)).status_code for _ in range(5)]
    assert statuses == [200, 200, 200, 429, 429]
    response = client.post("/v1/match", json={"text": "a"}, headers=bearer(few))
    assert (response.status_code, response.get_json()["type"]) == (429, "/problems/too-many-requests")
    assert 0 < int(response.headers["Retry-After"]) <= 60
    assert client.get("/v1/status", headers=bearer(many)).status_code == 200
    assert client.get("/v1/status").status_code == 200
    assert client.get("/healthz", headers=bearer(few)).status_code == 200


@pytest.fixture
def redis(tmp_path: Path) -> Iterator[Server]:
    """A Redis server."""
    require(REDIS is not None, "redis-server is not installed: `make browsers`")
    server = redis_server(tmp_path, free_port())
    server.start()
    yield server
    server.kill()


@pytest.mark.state_file
def test_redis_counts_for_all_workers_and_is_not_missed_when_it_is_gone(
    redis: Server, serve: Serve, folder: Path, keys: Keys
) -> None:
    _, few = keys.create("few", per_minute=10)
    _, many = keys.create("many", per_minute=100)
    running = serve(folder, "--workers", "3", REJOINDER_RATE_STORAGE=f"redis://127.0.0.1:{redis.port}/0")

    def ask(secret: str) -> int:
        # a new connection for each request, so that any worker may answer
        return httpx.get(running.url + "/v1/cases/bridge", headers=bearer(secret), timeout=20).status_code

    def told() -> tuple[str, bool, int, int]:
        """What /readyz and /metrics say of Redis, and how often it was logged that it is ill, and well again."""
        said = httpx.get(running.url + "/readyz", timeout=20).json()["rate_limits"]
        figures = httpx.get(running.url + "/metrics", timeout=20).text
        log = running.log.read_text()
        ill, well = (log.count(f"event=rate-limits-{name}") for name in ("ill", "well"))
        return said, "rejoinder_rate_limits_ill 1.0" in figures, ill, well

    def until_told(expected: tuple[str, bool, int, int]) -> None:
        deadline = time.monotonic() + 30
        while told() != expected:
            assert time.monotonic() < deadline, told()
            time.sleep(0.2)

    gone = "Redis does not answer; each worker counts requests by itself"
    assert [ask(few) for _ in range(20)] == [200] * 10 + [429] * 10
    assert redis.process is not None
    redis.process.send_signal(signal.SIGSTOP)  # it accepts connections, and says nothing
    begun = time.monotonic()
    with ThreadPoolExecutor(12) as readers:
        assert set(readers.map(ask, [many] * 36)) == {200}
    assert time.monotonic() - begun < 10
    until_told((gone, True, 1, 0))
    redis.process.send_signal(signal.SIGCONT)
    until_told(("ok", False, 1, 1))
    assert ask(few) == 429
    redis.kill()
    assert {ask(many) for _ in range(12)} == {200}
    until_told((gone, True, 2, 1))
    assert running.stop() == 0
    assert few not in running.log.read_text()


@pytest.mark.state_file
def test_a_password_that_redis_does_not_accept_is_named_without_it(redis: Server) -> None:
    counts = SharedCounts(f"redis://somebody:of-mine@127.0.0.1:{redis.port}/0")
    counts.look()
    assert counts.problem == "Redis does not accept the user or the password"
    assert counts.acquire_entry("a", 1, 60)
    assert not counts.acquire_entry("a", 1, 60)


@pytest.mark.state_file
def test_a_public_service_counts_addresses(folder: Path) -> None:
    client = create_app(Settings(index=folder, host="0.0.0.0", public=True, rate_limit=2)).test_client()

    def ask(address: str) -> int:
        headers = {"X-Forwarded-For": "198.51.100.9"}
        return client.get("/v1/status", environ_overrides={"REMOTE_ADDR": address}, headers=headers).status_code

    assert [ask("192.0.2.1") for _ in range(3)] == [200, 200, 429]
    assert ask("192.0.2.2") == 200


@pytest.mark.state_file
def test_on_this_machine_nobody_is_counted(folder: Path) -> None:
    client = create_app(Settings(index=folder, rate_limit=1)).test_client()
    assert [client.get("/v1/status").status_code for _ in range(5)] == [200] * 5


@pytest.mark.state_file
def test_a_proxy_is_believed_only_where_it_is_ours(folder: Path) -> None:
    settings = Settings(index=folder, host="0.0.0.0", public=True, rate_limit=1, trusted_proxies=("10.0.0.0/8",))
    client = create_app(settings).test_client()

    def ask(address: str, forwarded: str) -> int:
        return client.get(
            "/v1/status", environ_overrides={"REMOTE_ADDR": address}, headers={"X-Forwarded-For": forwarded}
        ).status_code

    assert ask("10.0.0.1", "192.0.2.1") == 200
    assert ask("10.0.0.2", "203.0.113.5, 192.0.2.1") == 429
    assert ask("10.0.0.1", "192.0.2.2, 10.0.0.7") == 200
    assert ask("192.0.2.9", "192.0.2.3") == 200
    assert ask("192.0.2.9", "192.0.2.4") == 429


@pytest.mark.state_file
@pytest.mark.parametrize(
    ("address", "forwarded", "expected"),
    [
        ("10.0.0.1", "", "10.0.0.1"),
        ("10.0.0.1", "1.2.3.4", "1.2.3.4"),
        ("10.0.0.1", "6.6.6.6, 1.2.3.4", "1.2.3.4"),
        ("10.0.0.1", "1.2.3.4, 10.0.0.2", "1.2.3.4"),
        ("10.0.0.1", "1.2.3.4, nonsense", "10.0.0.1"),
        ("10.0.0.1", "2001:db8::1", "2001:db8::1"),
        ("1.1.1.1", "1.2.3.4", "1.1.1.1"),
        ("", "1.2.3.4", ""),
    ],
)
def test_the_client_is_the_last_that_is_no_proxy(address: str, forwarded: str, expected: str) -> None:
    seen = {}

    def application(environ: dict[str, object], _start: object) -> list[bytes]:
        seen.update(environ)
        return []

    environ = {
        "REMOTE_ADDR": address,
        "HTTP_X_FORWARDED_FOR": forwarded,
        "HTTP_X_FORWARDED_PROTO": "https",
        "wsgi.url_scheme": "http",
    }
    Forwarded(application, ["10.0.0.0/8"])(environ, lambda *_: lambda _: None)
    assert seen["REMOTE_ADDR"] == expected
    assert seen["wsgi.url_scheme"] == ("https" if address.startswith("10.") else "http")


@pytest.mark.state_file
def test_the_service_beyond_this_machine_starts_only_with_a_key(serve: Serve, folder: Path) -> None:
    assert "rejoinder key create" in serve_and_fail("--index", str(folder), "--host", "0.0.0.0")
    _, secret = Keys(State(folder)).create("tests")
    running = serve(folder, "--host", "0.0.0.0")
    with running.client() as client:
        assert client.get("/v1/status").status_code == 401
        assert client.get("/v1/status", headers=bearer(secret)).status_code == 200
    running.stop()
    assert secret not in running.log.read_text()


@pytest.mark.state_file
def test_the_command_line_makes_lists_and_revokes(folder: Path) -> None:
    def run(*arguments: str) -> str:
        result = CliRunner().invoke(cli, ["key", *arguments, "--index", str(folder)])
        assert result.exit_code == 0, result.stderr
        return result.stdout

    secret = run("create", "a newsroom", "--per-minute", "5").strip()
    made = json.loads(run("create", "another", "--json"))
    assert Keys(Library(folder).state).find(secret) is not None
    listed = run("list")
    assert "a newsroom" in listed
    assert secret not in listed
    assert "revoked" in run("revoke", made["id"])
    assert [bool(key["revoked"]) for key in json.loads(run("list", "--json"))] == [False, True]
    assert CliRunner().invoke(cli, ["key", "revoke", "nothing", "--index", str(folder)]).exit_code == 1
    assert CliRunner().invoke(cli, ["key", "create", "a\nb", "--index", str(folder)]).exit_code == 1
