"""The log holds ids, methods, routes, statuses and times; never a text, a query or an address."""

from __future__ import annotations

import re
import socket
from pathlib import Path

from tests.server.conftest import Running, Serve

CANARY = "zxcanaryzx"
LINE = re.compile(
    r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ (INFO|WARNING|ERROR) "
    r"request=[0-9a-f]{16} method=(GET|HEAD|POST|PUT|DELETE|OPTIONS|PATCH|other|-) route=\S+ status=\d{3} ms=[\d.]+"
)


def raw(running: Running, request: bytes) -> bytes:
    """The service's answer to exactly these bytes."""
    host, port = running.url.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=10) as s:
        s.sendall(request)
        s.shutdown(socket.SHUT_WR)
        answer = b""
        while piece := s.recv(65536):
            answer += piece
    return answer


def test_nothing_that_was_asked_is_logged(serve: Serve, folder: Path) -> None:
    running = serve(folder, REJOINDER_LOG_LEVEL="debug")
    with running.client() as client:
        client.post("/v1/match", json={"text": f"The bridge {CANARY} was sold.", "url": f"https://{CANARY}.example/"})
        client.post("/v1/match", json={"text": [CANARY]})
        client.post("/v1/match", content=f'{{"{CANARY}', headers={"Content-Type": "application/json"})
        client.get("/v1/cases", params={"q": CANARY, "page_size": CANARY})
        client.get("/v1/cases", params={"q": CANARY, "country": CANARY})
        client.get(f"/v1/cases/{CANARY}")
        client.get("/v1/articles", params={"url": f"https://{CANARY}.example/"})
        client.post(
            "/v1/feedback",
            json={"case": "bridge", "passage": "0" * 32, "generation": "g", "comment": CANARY, "quote": CANARY},
        )
        client.get(f"/{CANARY}?{CANARY}#{CANARY}")
        client.request(CANARY.upper(), f"/{CANARY}")
        client.get(
            "/",
            headers={
                "Host": CANARY,
                "Origin": f"https://{CANARY}",
                "Referer": f"https://{CANARY}/",
                "User-Agent": CANARY,
            },
        )
    json_post = "POST /v1/match HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
    broken = [
        f"GET /{CANARY} HTTP/9.{CANARY}\r\n\r\n",
        f"{CANARY}\r\n\r\n",
        f"GET /{CANARY * 900} HTTP/1.1\r\nHost: localhost\r\n\r\n",
        f"GET /{CANARY} HTTP/1.1\r\nHost: localhost\r\n{CANARY} : x\r\n\r\n",
        f"GET /{CANARY} HTTP/1.1\r\nHost: localhost\r\nX: {CANARY * 2000}\r\n\r\n",
        f"POST /v1/match HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: {CANARY}\r\n\r\n",
        f"{json_post}Transfer-Encoding: chunked\r\n\r\n{CANARY}\r\n",
        f"{json_post}Content-Length: 100\r\n\r\n{CANARY}",
        f"GET /{CANARY} HTTP/1.1\r\nHost: localhost\r\nContent-Length: {CANARY}\r\n\r\n",
    ]
    for request in broken:
        answer = raw(running, request.encode())
        assert CANARY.encode() not in answer
        assert b"application/problem+json" in answer or answer == b"", answer
    assert running.stop() == 0
    log = running.log.read_text()
    assert CANARY not in log.lower()
    assert len(LINE.findall(log)) >= 11
    assert "route=/v1/cases/<case_id> status=404" in log


def test_a_request_id_is_in_the_answer_and_in_the_log(serve: Serve, folder: Path) -> None:
    running = serve(folder)
    with running.client() as client:
        given = client.get("/v1/cases/nobody", headers={"X-Request-Id": CANARY}).headers["X-Request-Id"]
        ok = client.get("/v1/status").headers["X-Request-Id"]
    running.stop()
    log = running.log.read_text()
    assert f"request={given} method=GET route=/v1/cases/<case_id> status=404" in log
    assert f"request={ok} method=GET route=/v1/status status=200" in log
    assert CANARY not in log
