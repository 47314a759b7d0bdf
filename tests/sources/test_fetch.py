"""Sources that are fetched from a real server on this machine, and addresses that are refused."""

from __future__ import annotations

import gzip
import shutil
import socket
import ssl
import subprocess
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from index.case import Case
from index.errors import SourceError
from index.sources import fetch, read_located, read_source
from tests.conftest import require
from tests.sources.conftest import PAGE, dumps

CASE = dumps({"id": "a", "source": "s", "title": "Cats bark"}).encode()


class Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        match self.path.partition("?")[0]:
            case "/cases":
                self._send(CASE)
            case "/packed":
                self._send(gzip.compress(CASE), {"Content-Encoding": "gzip"})
            case "/bomb":
                self._send(gzip.compress(bytes(100_000_000)), {"Content-Encoding": "gzip"})
            case "/brotli":
                self._send(b"x", {"Content-Encoding": "br"})
            case "/page":
                self._send(PAGE.replace('rel="canonical"', "").replace("og:url", "x").encode())
            case "/short":
                self._send(CASE, {"Content-Length": "5000"})
            case "/large":
                self._send(b"x" * 5000)
            case "/loop":
                self._send(b"", {"Location": "/loop"}, 302)
            case "/moved":
                self._send(b"", {"Location": "/cases?x=1"}, 301)
            case "/away":
                self._send(b"", {"Location": self.headers["X-To"] or "ftp://example.org/"}, 302)
            case "/drip":
                self.send_response(200)
                self.end_headers()
                for _ in range(100):
                    self.wfile.write(b"x")
                    time.sleep(0.05)
            case "/silent":
                time.sleep(3)
            case _:
                self._send(b"", status=404)

    def _send(self, body: bytes, headers: dict[str, str] | None = None, status: int = 200) -> None:
        self.send_response(status)
        for name, value in ({"Content-Length": str(len(body))} | (headers or {})).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        pass


class Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """Ignore errors: in several tests, the client hangs up early."""


@pytest.fixture(scope="module")
def base() -> Iterator[str]:
    server = Server(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.mark.parametrize("path", ["/cases", "/packed", "/moved", "/cases?q=ä b".replace(" ", "%20")])
def test_a_source_at_an_address(base: str, path: str) -> None:
    (found,) = read_located(base + path, allow_private=True)
    assert isinstance(found.record, Case)
    assert found.source == base + path


def test_a_page_without_its_own_address_has_the_one_it_came_from(base: str) -> None:
    case = list(read_source(base + "/page", allow_private=True))[-1]
    assert isinstance(case, Case)
    assert case.url == base + "/page"


def test_https_with_a_certificate_that_is_trusted_and_one_that_is_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    require(shutil.which("openssl") is not None, "openssl is not installed")
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    request = "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=localhost"
    names = ["-addext", "subjectAltName=DNS:localhost", "-keyout", str(key), "-out", str(certificate)]
    subprocess.run([*request.split(), *names], check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    server = Server(("127.0.0.1", 0), Handler)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        base = f"https://localhost:{server.server_port}"
        with pytest.raises(SourceError, match=r"cannot be fetched.*certificate"):
            list(read_source(base + "/cases", allow_private=True))
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
        assert len(list(read_source(base + "/moved", allow_private=True))) == 1
        with (
            pytest.raises(SourceError, match=r"took too long"),
            fetch.fetched(base + "/drip", allow_private=True, max_seconds=0.5),
        ):
            pytest.fail("fetched")
        with pytest.raises(SourceError, match=r"only http|from https to something else"):
            list(read_source(base + "/away", allow_private=True))
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def test_the_copy_is_gone_afterwards(base: str) -> None:
    with fetch.fetched(base + "/cases", allow_private=True) as document:
        path = document.path
        assert path.read_bytes() == CASE
    assert not path.exists()


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("/missing", "answered 404"),
        ("/loop", "redirects more than 5 times"),
        ("/away", "only http and https"),
        ("/bomb", "decompression bomb"),
        ("/brotli", "cannot be unpacked"),
        ("/short", "ended before the file did"),
        ("/large", "larger than 4000 bytes"),
        ("/drip", "took too long"),
        ("/silent", "no answer in time"),
    ],
)
def test_what_cannot_be_fetched(base: str, path: str, message: str) -> None:
    limits = {"max_bytes": 10**9} if path in ("/bomb", "/short") else {"max_bytes": 4000}
    # only the tests of timeouts have a short one: on a busy machine the others may take a while
    wait = 0.5 if path in ("/drip", "/silent") else 10.0
    begun = time.monotonic()
    with pytest.raises(SourceError, match=message) as error:  # noqa: SIM117
        with fetch.fetched(base + path, allow_private=True, timeout=wait, max_seconds=2 * wait, **limits):
            pytest.fail("fetched")
    assert str(error.value).startswith(base + path)
    assert time.monotonic() - begun < 5 * wait


@pytest.mark.parametrize("path", ["/cases", "/moved"])
def test_this_machine_is_not_reached_unless_allowed(base: str, path: str) -> None:
    for host in ("127.0.0.1", "localhost", "[::1]", "[::ffff:127.0.0.1]", "0.0.0.0", "2130706433", "127.1"):
        with pytest.raises(SourceError, match=r"private network|is not known"):
            list(read_source(base.replace("127.0.0.1", host) + path))


@pytest.mark.parametrize(
    ("url", "message"),
    [
        ("http://user:secret@example.org/", "name or password"),
        ("http://exa mple.org/", r"control characters|not a valid address|not known"),
        ("http://", "only http"),
        ("http://[::1", "not a valid address"),
        ("http://example.org:99999/", "not a valid address"),
        ("http://nowhere.invalid/", "is not known"),
    ],
)
def test_addresses_that_are_refused(url: str, message: str) -> None:
    with pytest.raises(SourceError, match=message) as error:
        list(read_source(url))
    assert "secret" not in str(error.value)


@pytest.mark.parametrize(
    "address",
    "127.0.0.1 10.1.2.3 192.168.0.1 172.16.0.1 169.254.169.254 100.64.0.1 0.0.0.0 224.0.0.1 255.255.255.255 "
    "::1 :: fe80::1%eth0 fc00::1 169.254.169.254 168.63.129.16 "
    "100.100.100.200 192.0.0.192 192.80.8.124 161.26.0.10 166.9.48.1 fd00:ec2::254 fec0::1 64:ff9b::168.63.129.16 "
    "2002:a83f:8110::1 ::ffff:168.63.129.16 ::ffff:10.0.0.1 "
    "64:ff9b::10.0.0.1 2002:0a00:0001::1 ff02::1 nonsense".split(),
)
def test_addresses_that_are_not_public(address: str) -> None:
    assert not fetch.is_public(address)


@pytest.mark.parametrize("address", ["93.184.216.34", "2606:2800:220:1:248:1893:25c8:1946", "64:ff9b::8.8.8.8"])
def test_addresses_that_are_public(address: str) -> None:
    assert fetch.is_public(address)


def test_the_connection_goes_to_the_address_that_was_checked(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A host that first resolves to a public address and then to this machine gains nothing by it."""
    answers = iter(["93.184.216.34"])
    asked: list[object] = []

    def resolve(host: str, *args: object, **kwargs: object) -> list[tuple[object, ...]]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (next(answers, "127.0.0.1"), 80))]

    def connect(address: tuple[str, int], *args: object, **kwargs: object) -> socket.socket:
        asked.append(address)
        raise ConnectionRefusedError("no route in this test")

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    monkeypatch.setattr(socket, "create_connection", connect)
    with pytest.raises(SourceError, match="cannot be fetched"):
        list(read_source("http://rebinding.example/"))
    assert asked == [("93.184.216.34", 80)]


def test_one_private_address_among_public_ones_is_enough_to_refuse(monkeypatch: pytest.MonkeyPatch) -> None:
    both = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (ip, 80)) for ip in ("93.184.216.34", "10.0.0.1")]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *args, **kwargs: both)
    with pytest.raises(SourceError, match="private network"):
        list(read_source("http://both.example/"))
