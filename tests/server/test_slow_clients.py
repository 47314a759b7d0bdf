"""Clients that send or read slowly, in any way, do not make others wait, and are disconnected in the end."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.worker.connection import Connection
from server.worker.framing import Framing
from server.worker.turns import Turns
from tests.server.case_file import BRIDGE
from tests.server.conftest import Running, Serve, free_port

CADDYFILE = Path(__file__).parents[2] / "deploy" / "Caddyfile"
FORM = "Content-Type: application/x-www-form-urlencoded"
JSON = "Content-Type: application/json"
CHUNKED = "Transfer-Encoding: chunked"
MATCH = json.dumps({"text": BRIDGE}).encode()


def address(url: str) -> tuple[str, int]:
    host, port = url.removeprefix("http://").split(":")
    return host, int(port)


def post(path: str, *headers: str) -> bytes:
    return "\r\n".join((f"POST {path} HTTP/1.1", "Host: localhost", *headers, "", "")).encode()


@contextlib.contextmanager
def connections(url: str, count: int, said: bytes) -> Iterator[list[socket.socket]]:
    """Clients that send this and then nothing more."""
    with contextlib.ExitStack() as opened:
        found = []
        for _ in range(count):
            found.append(opened.enter_context(socket.create_connection(address(url), timeout=20)))
            found[-1].sendall(said)
        time.sleep(0.5)
        yield found


def read_all(connection: socket.socket) -> bytes:
    answer = b""
    while piece := connection.recv(65536):
        answer += piece
    return answer


SLOW = {
    "one letter of a head": b"G",
    "half a head": b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n",
    "one byte of a form": post("/admin/sign-in", FORM, "Content-Length: 100") + b"t",
    "one byte of an upload": post("/admin/import", FORM, "Content-Length: 100000000") + b"t",
    "one byte of a chunk": post("/v1/match", JSON, CHUNKED) + b"5\r\n{",
    "one byte of too much": post("/v1/match", JSON, "Content-Length: 90000000") + b"{",
}


@pytest.mark.parametrize("said", SLOW.values(), ids=SLOW)
def test_what_is_sent_slowly_holds_no_thread(running: Running, said: bytes) -> None:
    with connections(running.url, 24, said), running.client() as client:
        for _ in range(10):
            assert client.get("/v1/cases/bridge").status_code == 200
            assert client.post("/v1/match", json={"text": BRIDGE}).json()["matches"]


@pytest.fixture(scope="session")
def impatient(_serve: Serve, built: Path) -> Running:
    """A service with short deadlines."""
    return _serve(
        built,
        REJOINDER_HEAD_SECONDS="1",
        REJOINDER_BODY_SECONDS="1",
        REJOINDER_REPLY_SECONDS="1",
        REJOINDER_SLOWEST_RATE="10",
        REJOINDER_RATE_LIMIT="0",
    )


@pytest.mark.parametrize("said", SLOW.values(), ids=SLOW)
def test_what_is_sent_too_slowly_is_told_so(impatient: Running, said: bytes) -> None:
    with connections(impatient.url, 1, said) as (slow,):
        answer = read_all(slow)
    if said == SLOW["one byte of an upload"]:
        assert answer.startswith(b"HTTP/1.1 303 "), "who is not signed in uploads nothing"
    else:
        assert answer.startswith(b"HTTP/1.1 408 ")
        assert b"/problems/too-slow" in answer
    assert b"Connection: close" in answer


def test_a_body_that_comes_fast_enough_has_longer(impatient: Running) -> None:
    with connections(impatient.url, 1, post("/v1/match", JSON, "Content-Length: 1000")) as (slow,):
        for _ in range(9):
            slow.sendall(b" " * 100)
            time.sleep(0.3)
        slow.sendall(MATCH.rjust(100))
        assert slow.recv(12) == b"HTTP/1.1 200"


def test_replies_that_are_read_slowly_hold_no_thread_and_are_ended(serve: Serve, built: Path) -> None:
    # at this rate, bytes in the system's buffers give no extra time
    limits = {"REJOINDER_REPLY_SECONDS": "1", "REJOINDER_SLOWEST_RATE": "100000000", "REJOINDER_RATE_LIMIT": "0"}
    hurried = serve(built, **limits)
    asked = b"GET /openapi.json HTTP/1.1\r\nHost: localhost\r\n\r\n" * 200
    with contextlib.ExitStack() as opened:
        for _ in range(16):
            slow = opened.enter_context(socket.socket())
            slow.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
            slow.connect(address(hurried.url))
            slow.sendall(asked)
        time.sleep(3)
        with hurried.client() as client:
            for _ in range(10):
                assert client.get("/v1/cases/bridge").status_code == 200
        slow.settimeout(20)
        told = b""
        with contextlib.suppress(ConnectionResetError):
            told = read_all(slow)
        assert told.count(b"HTTP/1.1 200 ") < 200


def test_clients_that_do_not_close_keep_nobody_waiting(running: Running) -> None:
    """The service waits until they have read its last reply, but without using what others need."""
    asked = b"GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
    with connections(running.url, 40, asked), running.client() as client:
        assert client.get("/v1/cases/bridge").status_code == 200


def test_of_too_many_connections_the_oldest_go(serve: Serve, built: Path) -> None:
    running = serve(built, "--workers", "1", REJOINDER_CONNECTIONS="16")
    with connections(running.url, 40, b"G") as slow, running.client() as client:
        assert client.get("/v1/cases/bridge").status_code == 200
        assert slow[0].recv(1) == b""
        slow[-1].setblocking(False)
        with pytest.raises(BlockingIOError):
            slow[-1].recv(1)
    running.stop()


def test_the_shipped_proxy_hands_no_slowness_on(running: Running, tmp_path: Path) -> None:
    caddy = shutil.which("caddy")
    if caddy is None:
        pytest.skip("caddy is not installed")
    # the shipped configuration, but with the test's service, and http, as there is no certificate
    port = free_port()
    configured = CADDYFILE.read_text("utf-8").replace("rejoinder:8787", ":".join(map(str, address(running.url))))
    file = tmp_path / "Caddyfile"
    file.write_text(configured, "utf-8")
    environment = os.environ | {"REJOINDER_DOMAIN": f"http://localhost:{port}", "HOME": str(tmp_path)}
    command = [caddy, "run", "--config", str(file), "--adapter", "caddyfile"]
    with (tmp_path / "log").open("wb") as log:
        proxy = subprocess.Popen(command, env=environment, stdout=log, stderr=log)
    try:
        url = f"http://127.0.0.1:{port}"
        for _ in range(100):
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
                break
            time.sleep(0.1)
        slow = post("/admin/sign-in", FORM, "Content-Length: 100").replace(b"localhost", f"localhost:{port}".encode())
        with connections(url, 40, slow + b"t"), httpx.Client(timeout=20) as client:
            for _ in range(5):
                answer = client.get(f"{url}/v1/cases/bridge", headers={"Host": f"localhost:{port}"})
                assert answer.status_code == 200, (tmp_path / "log").read_text()
                assert client.get(f"{running.url}/v1/cases/bridge").status_code == 200
    finally:
        proxy.terminate()
        proxy.wait(20)


def test_health_is_told_while_every_thread_works(serve: Serve, built: Path) -> None:
    running = serve(built, "--workers", "1", REJOINDER_THREADS="1")
    heavy = {"blocks": [{"id": str(n), "text": f"{BRIDGE} {n}"} for n in range(300)]}
    answered: list[int] = []

    def ask() -> None:
        answered.append(httpx.post(running.url + "/v1/match", json=heavy, timeout=60).status_code)

    askers = [threading.Thread(target=ask) for _ in range(5)]
    for asker in askers:
        asker.start()
    time.sleep(0.5)
    with running.client() as client:
        for path in ("/healthz", "/readyz", "/v1/status"):
            assert client.get(path).status_code == 200
    assert len(answered) < len(askers), "the questions about the service waited for all of them"
    for asker in askers:
        asker.join()
    assert answered == [200] * 5
    running.stop()


def test_requests_one_behind_the_other_are_answered_in_turn(running: Running) -> None:
    match = post("/v1/match", JSON, f"Content-Length: {len(MATCH)}") + MATCH
    chunked = post("/v1/match", JSON, CHUNKED)
    chunked += b"%x;a=b\r\n%s\r\n%x\r\n%s\r\n0\r\nX: y\r\n\r\n" % (5, MATCH[:5], len(MATCH) - 5, MATCH[5:])
    last = b"GET /v1/cases/nobody HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
    with socket.create_connection(address(running.url), timeout=20) as connection:
        connection.sendall(match + chunked + match + last)
        answer = read_all(connection)
    assert [line.split()[1] for line in answer.splitlines() if line.startswith(b"HTTP/1.1 ")] == [b"200"] * 3 + [b"404"]


def test_who_asks_ahead_on_many_connections_lets_others_go_first(serve: Serve, built: Path) -> None:
    """With one thread: whoever waits for its reply is answered after the request at work, not after one of each."""
    running = serve(built, "--workers", "1", REJOINDER_THREADS="1")
    body = json.dumps({"blocks": [{"id": str(n), "text": f"{BRIDGE} {n}"} for n in range(60)]}).encode()
    ahead = post("/v1/match", JSON, f"Content-Length: {len(body)}") + body

    def answered(client: httpx.Client) -> int:
        """Of the matches; this question has a thread of its own."""
        lines = client.get("/metrics").text.splitlines()
        counted = (line for line in lines if line.startswith("rejoinder_requests_total") and "match" in line)
        return int(sum(float(line.split()[-1]) for line in counted))

    with running.client() as client, connections(running.url, 30, ahead * 20):
        went_first = []
        for _ in range(4):
            before = answered(client)
            assert client.post("/v1/match", json={"text": BRIDGE}).status_code == 200
            went_first.append(answered(client) - before - 1)
        assert max(went_first) < 20, went_first
        assert answered(client) < 30 * 20, "the others were done: nothing was tested"
    running.stop()


def test_each_client_has_its_turn_and_who_asks_ahead_gets_on_too() -> None:
    turns = Turns()

    def connection(host: str, *, ahead: bool = False) -> Connection:
        conn: Connection = object.__new__(Connection)
        conn.client, conn.asks_ahead = (host, 1), ahead
        return conn

    many = [connection("10.0.0.1") for _ in range(3)]
    house = [connection("2001:db8::1"), connection("2001:db8::2%eth0")]
    other = connection("10.0.0.2")
    for conn in (*many, *house, other):
        turns.add(conn)
    assert [turns.next() for _ in range(7)] == [many[0], house[0], other, many[1], house[1], many[2], None]
    waiting = [connection("10.0.0.1") for _ in range(20)]
    hasty = connection("10.0.0.3", ahead=True)
    for conn in (hasty, *waiting):
        turns.add(conn)
    got = [turns.next() for _ in range(21)]
    assert hasty in got[:8]
    assert [conn for conn in got if conn is not hasty] == waiting


def test_a_client_that_waits_for_word_gets_it_once(running: Running) -> None:
    head = post("/v1/match", JSON, f"Content-Length: {len(MATCH)}", "Expect: 100-continue")
    with socket.create_connection(address(running.url), timeout=20) as connection:
        connection.sendall(head)
        assert connection.recv(100) == b"HTTP/1.1 100 Continue\r\n\r\n"
        connection.sendall(MATCH)
        assert connection.recv(12) == b"HTTP/1.1 200"
    too_large = post("/v1/match", JSON, "Content-Length: 90000000", "Expect: 100-continue")
    with socket.create_connection(address(running.url), timeout=20) as connection:
        connection.sendall(too_large)
        assert connection.recv(12) == b"HTTP/1.1 413", "nothing has to be sent in vain"


WHOLE = {
    "no body": b"GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n",
    "an empty line before it": b"\r\nGET /healthz HTTP/1.1\r\n\r\n",
    "a length": post("/v1/match", f"content-length: {len(MATCH)}") + MATCH,
    "chunks": post("/v1/match", CHUNKED) + b'5\r\nab\r\nc\r\n1 ;x="y"\r\n\n\r\n0\r\n\r\n',
    "trailers": post("/v1/match", "Transfer-Encoding: gzip, Chunked") + b"A\r\n0123456789\r\n00\r\nA: b\r\n\r\n",
}


@pytest.mark.parametrize("request_bytes", WHOLE.values(), ids=WHOLE)
@given(data=st.data())
def test_a_request_ends_where_it_ends_however_it_is_cut(request_bytes: bytes, data: st.DataObject) -> None:
    sent = request_bytes + b"GET /next"
    cuts = sorted(data.draw(st.lists(st.integers(1, len(sent) - 1), max_size=8)))
    framing, used = Framing(), 0
    for start, end in zip([0, *cuts], [*cuts, len(sent)], strict=True):
        used += framing.feed(sent[start:end])
    assert (framing.whole, used) == (True, len(request_bytes))


@pytest.mark.parametrize(
    "sent",
    [
        b"GET / HTTP/1.1\nHost: a\n\n",
        b"nonsense\r\n\r\n",
        post("/", "Content-Length: 5", "Content-Length: 5"),
        post("/", "Content-Length: 5", CHUNKED),
        post("/", "Content-Length: +5"),
        post("/", "Transfer-Encoding: chunked, identity"),
        post("/", CHUNKED).replace(b"HTTP/1.1", b"HTTP/1.0"),
        post("/", CHUNKED) + b"5\r\nhelloX\r\n",
        post("/", CHUNKED) + b"0x5\r\n",
        post("/", CHUNKED) + b"5" * 9000,
    ],
)
def test_what_has_no_certain_end_is_left_to_the_parser_at_once(sent: bytes) -> None:
    framing = Framing()
    framing.feed(sent)
    assert (framing.ended, framing.whole) == (True, False)
