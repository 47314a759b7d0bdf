"""The whole web as the tested browsers see it: a recording HTTP proxy that also serves every page.

Both browsers send everything through it, loopback included, so what it has not recorded has not left the browser. It
serves pages on any host (`http://news.test/a`), forwards requests to the service, and refuses everything else.
"""

from __future__ import annotations

import http.client
import json
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import urlsplit

CORS = {"Access-Control-Allow-Origin": "*", "Access-Control-Allow-Headers": "content-type, authorization"}
# Adverts and trackers of saved pages must neither load nor hang. The extension must cope with so strict a policy.
STRICT_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-src 'self'; script-src 'none'"
SCRIPTED_POLICY = "default-src 'self'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:"


@dataclass(frozen=True)
class Request:
    """One request that left the browser."""

    method: str
    url: str
    headers: dict[str, str]
    body: bytes

    @property
    def path(self) -> str:
        return urlsplit(self.url).path

    def json(self) -> Any:
        return json.loads(self.body)


@dataclass(frozen=True)
class Reply:
    """One answer of the web."""

    body: bytes
    content_type: str = "text/html; charset=utf-8"
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)


Answer = Callable[[Request], Reply]


class Web:
    """The proxy. `page` puts a page on it, `to` lists what was sent to an address."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._requests: list[Request] = []
        self._answers: dict[str, Answer] = {}
        self._forwarded: set[str] = set()
        self._dead: set[str] = set()
        self._endless: dict[str, tuple[str, Callable[[BaseHTTPRequestHandler], None]]] = {}
        web = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def _serve(self) -> None:
                body = self.rfile.read(int(self.headers.get("content-length") or 0))
                web._handle(self, Request(self.command, self.path, dict(self.headers.items()), body))

            do_GET = do_POST = do_OPTIONS = do_HEAD = _serve  # noqa: N815 - the names that the standard library calls

            def do_CONNECT(self) -> None:
                # https is refused, but recorded.
                web._remember(Request("CONNECT", f"https://{self.path}/", dict(self.headers.items()), b""))
                self.close_connection = True
                self.send_error(502)

            def log_message(self, *_: object) -> None:
                pass

        class Server(ThreadingHTTPServer):
            daemon_threads = True

            def handle_error(self, *_: object) -> None:
                """Ignore a browser that closes a connection."""

        self._server = Server(("127.0.0.1", 0), Handler)
        self.port: int = self._server.server_address[1]
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    # What the web holds

    def page(self, url: str, html: str, *, policy: str = SCRIPTED_POLICY) -> str:
        """Serve a page at an address; returns the address. Queries and fragments are ignored."""
        if "<!doctype" not in html[:200].lower():
            html = f'<!doctype html><html lang="en"><meta charset="utf-8"><title>Page</title><body>{html}</body></html>'
        return self.answer(
            url, lambda _: Reply(html.encode(errors="replace"), headers={"Content-Security-Policy": policy})
        )

    def answer(self, url: str, answer: Answer) -> str:
        self._endless.pop(_key(url), None)
        self._answers[_key(url)] = answer
        return url

    def endless(self, url: str, method: str = "POST") -> Callable[[], int]:
        """Serve an answer that never ends. Returns a function that tells how many bytes of it were taken so far."""
        taken = [0]

        def pour(handler: BaseHTTPRequestHandler) -> None:
            chunk = b'{"matches": [' + b" " * 65536
            while taken[0] < 1_000_000_000:
                handler.wfile.write(b"%x\r\n%s\r\n" % (len(chunk), chunk))
                taken[0] += len(chunk)

        self._endless[_key(url)] = (method, pour)
        return lambda: taken[0]

    def forward(self, origin: str) -> None:
        """Pass requests to this origin on, and record them."""
        self._forwarded.add(urlsplit(origin).netloc)

    def kill(self, origin: str) -> str:
        """Make an origin dead: its connections are closed without an answer."""
        self._dead.add(urlsplit(origin).netloc)
        return origin

    def revive(self, origin: str) -> None:
        """Make a dead origin answer again."""
        self._dead.discard(urlsplit(origin).netloc)

    def begin(self) -> None:
        """Forget all requests and revive dead origins, so that no test inherits another test's outage."""
        self.forget()
        self._dead.clear()

    # What left the browser

    @property
    def requests(self) -> list[Request]:
        with self._lock:
            return list(self._requests)

    def to(self, prefix: str, method: str | None = None) -> list[Request]:
        """Recorded requests whose address begins with `prefix`, of any method or only of `method`."""
        return [r for r in self.requests if r.url.startswith(prefix) and method in (None, r.method)]

    def forget(self) -> None:
        with self._lock:
            self._requests.clear()

    def _remember(self, request: Request) -> None:
        with self._lock:
            self._requests.append(request)

    def _handle(self, handler: BaseHTTPRequestHandler, request: Request) -> None:
        self._remember(request)
        if urlsplit(request.url).netloc in self._dead:
            handler.close_connection = True
            return
        method, pour = self._endless.get(_key(request.url), ("", None))
        if pour and request.method == method:
            handler.send_response(200)
            for name, value in {**CORS, "Content-Type": "application/json", "Transfer-Encoding": "chunked"}.items():
                handler.send_header(name, value)
            handler.end_headers()
            handler.close_connection = True
            pour(handler)
            return
        reply = Reply(b"", headers=CORS) if pour else self._reply(request)
        handler.send_response(reply.status)
        for name, value in {"Content-Type": reply.content_type, **reply.headers}.items():
            handler.send_header(name, value)
        handler.send_header("Content-Length", str(len(reply.body)))
        handler.end_headers()
        if request.method != "HEAD":
            handler.wfile.write(reply.body)

    def _reply(self, request: Request) -> Reply:
        answer = self._answers.get(_key(request.url))
        if answer is not None:
            return answer(request)
        if urlsplit(request.url).netloc in self._forwarded:
            return _pass_on(request)
        return Reply(b"not here", "text/plain", 404)


def _key(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.netloc}{parts.path or '/'}"


def _pass_on(request: Request) -> Reply:
    parts = urlsplit(request.url)
    connection = http.client.HTTPConnection(parts.netloc, timeout=60)
    try:
        headers = {k: v for k, v in request.headers.items() if k.lower() not in {"proxy-connection", "connection"}}
        target = parts.path + (f"?{parts.query}" if parts.query else "")
        connection.request(request.method, target, request.body or None, headers)
        response = connection.getresponse()
        body = response.read()
        dropped = {"content-length", "connection", "transfer-encoding", "content-type", "date", "server"}
        kept = {k: v for k, v in response.getheaders() if k.lower() not in dropped}
        return Reply(body, response.headers.get("content-type", ""), response.status, kept)
    except OSError:
        return Reply(b"the service is down", "text/plain", 502)
    finally:
        connection.close()
