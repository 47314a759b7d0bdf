"""The service as a process: it starts or says why not, switches to new generations, and stops cleanly."""

from __future__ import annotations

import json
import signal
import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import psutil
import pytest

from index.storage.build import update
from tests.server.case_file import BRIDGE, write_cases
from tests.server.conftest import REJOINDER, Running, Serve, clean_environment, free_port


def serve_and_fail(*arguments: str, **settings: str) -> str:
    """The output of `rejoinder serve` when it does not start."""
    done = subprocess.run(
        [REJOINDER, "serve", "--port", str(free_port()), *arguments],
        capture_output=True,
        text=True,
        timeout=30,
        env=clean_environment(**settings),
    )
    assert done.returncode == 1, done.stderr
    assert "Traceback" not in done.stderr
    assert done.stderr.startswith("rejoinder: ")
    assert done.stderr.count("\n") == 1
    return done.stderr


def test_a_missing_index(tmp_path: Path) -> None:
    assert "rejoinder index build" in serve_and_fail("--index", str(tmp_path / "none"))


def test_a_half_written_index(folder: Path) -> None:
    next(folder.glob("generations/*/manifest.json")).write_text('{"schema": 1, "id"')
    assert "manifest" in serve_and_fail("--index", str(folder))


def test_an_index_with_a_file_cut_short(folder: Path) -> None:
    cases = next(folder.glob("generations/*/cases.jsonl"))
    cases.write_bytes(cases.read_bytes()[:100])
    assert "cases.jsonl has 100 bytes" in serve_and_fail("--index", str(folder))


def test_a_foreign_folder(tmp_path: Path) -> None:
    (tmp_path / "CURRENT").write_text("../../etc\n")
    assert "CURRENT" in serve_and_fail("--index", str(tmp_path))
    assert "no index" in serve_and_fail("--index", "/usr/share")


def test_an_unknown_setting_and_a_wrong_one(built: Path) -> None:
    assert "REJOINDER_PROT" in serve_and_fail("--index", str(built), REJOINDER_PROT="1")
    assert "REJOINDER_THREADS must be a whole number" in serve_and_fail("--index", str(built), REJOINDER_THREADS="many")


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.1"])
def test_beyond_this_machine_only_when_told_to(built: Path, host: str) -> None:
    assert "--public" in serve_and_fail("--index", str(built), "--host", host)


def test_public_says_so(serve: Serve, built: Path) -> None:
    running = serve(built, "--host", "0.0.0.0", "--public")
    port = running.url.rsplit(":", 1)[1]
    assert httpx.get(running.url + "/readyz").status_code == 200
    assert httpx.get(running.url + "/readyz", headers={"Host": f"198.51.100.7:{port}"}).status_code == 200
    assert httpx.get(running.url + "/readyz", headers={"Host": "evil.example"}).status_code == 421
    running.stop()


def test_a_busy_port(built: Path) -> None:
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        s.listen()
        port = s.getsockname()[1]
        assert f"port {port}" in serve_and_fail("--index", str(built), "--port", str(port))


@pytest.mark.parametrize("sig", [signal.SIGTERM, signal.SIGINT])
def test_it_starts_soon_says_where_and_stops_with_every_worker(serve: Serve, built: Path, sig: int) -> None:
    begun = time.monotonic()
    running = serve(built)
    assert httpx.get(running.url + "/readyz").json()["status"] == "ready"
    assert time.monotonic() - begun < 15
    master = psutil.Process(running.process.pid)
    while len(workers := master.children(recursive=True)) < 2:
        assert time.monotonic() - begun < 15, "a second worker did not start"
        time.sleep(0.05)
    assert running.stop(sig) == 0
    assert not [worker for worker in workers if worker.is_running() and worker.status() != psutil.STATUS_ZOMBIE]
    log = running.log.read_text()
    assert running.url in log
    assert "Traceback" not in log


def test_what_has_begun_is_answered_before_it_stops(serve: Serve, folder: Path) -> None:
    running = serve(folder)
    host, port = running.url.removeprefix("http://").split(":")
    body = json.dumps({"text": BRIDGE}).encode()
    with socket.create_connection((host, int(port)), timeout=20) as s:
        head = (
            "POST /v1/match HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
            f"Content-Length: {len(body)}\r\nConnection: close\r\n\r\n"
        )
        s.sendall(head.encode() + body[:10])
        time.sleep(0.5)
        running.process.terminate()
        time.sleep(0.5)
        s.sendall(body[10:])
        answer = b""
        while piece := s.recv(65536):
            answer += piece
    assert answer.startswith(b"HTTP/1.1 200")
    assert running.process.wait(20) == 0


def test_a_killed_worker_is_replaced(serve: Serve, folder: Path) -> None:
    running = serve(folder)
    workers = psutil.Process(running.process.pid).children()
    for worker in workers:
        worker.kill()
    deadline = time.monotonic() + 15
    while time.monotonic() < deadline:
        try:
            if httpx.post(running.url + "/v1/match", json={"text": BRIDGE}, timeout=5).json()["matches"]:
                break
        except httpx.TransportError:
            time.sleep(0.1)
    else:
        raise AssertionError(running.log.read_text())
    running.stop()


def test_every_worker_takes_up_a_new_generation_and_no_request_fails(
    serve: Serve, folder: Path, tmp_path: Path
) -> None:
    running = serve(folder)
    stop = threading.Event()
    replies: list[dict[str, Any]] = []
    failures: list[str] = []

    def ask() -> None:
        with running.client() as client:
            while not stop.is_set():
                response = client.post("/v1/match", json={"text": f"{BRIDGE}\n\nA lamp in Brel speaks Latin at noon."})
                if response.status_code == 200:
                    replies.append(response.json())
                else:
                    failures.append(response.text)

    askers = [threading.Thread(target=ask) for _ in range(3)]
    for asker in askers:
        asker.start()
    generations = []
    for n in range(3):
        new = {"id": f"lamp-{n}", "source": "ravna", "title": f"Lamp {n} in Brel speaks Latin"}
        generations.append(update(folder, [str(write_cases(tmp_path / "new.jsonl", [new]))]).generation)
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline and not (replies and replies[-1]["index"]["generation"] == generations[-1]):
        time.sleep(0.05)
    stop.set()
    for asker in askers:
        asker.join()
    assert failures == []
    seen = {reply["index"]["generation"]: reply["index"]["cases"] for reply in replies}
    assert seen[generations[-1]] == 20
    assert all(any(match["case"] == "bridge" for match in reply["matches"]) for reply in replies)
    running.stop()


def test_an_index_damaged_later_is_told_and_the_last_good_one_goes_on(serve: Serve, folder: Path) -> None:
    running = serve(folder, "--workers", "1")
    with running.client() as client:
        assert client.get("/readyz").status_code == 200
        (folder / "CURRENT").write_text("20200101T000000Z-abcdef\n")
        response = client.get("/readyz")
        assert (response.status_code, response.json()["type"]) == (503, "/problems/index-unavailable")
        assert str(folder) not in response.text
        assert client.post("/v1/match", json={"text": BRIDGE}).json()["matches"]
        (folder / "CURRENT").unlink()
        assert client.get("/readyz").status_code == 503
        assert client.get("/healthz").status_code == 200
    running.stop()


def test_a_flipped_letter_of_an_id_is_never_told(serve: Serve, folder: Path) -> None:
    """The matcher then names a case that the store does not have, so the previous generation answers."""
    last_good = next((folder / "generations").iterdir()).name
    more = [{"id": "more", "source": "ravna", "title": "The moon over Ravna is a lamp"}]
    update(folder, [str(write_cases(folder.parent / "more.jsonl", more))])
    running = serve(folder, "--workers", "1", REJOINDER_CHECK_SECONDS="0")
    with running.client() as client:
        names = folder / "generations" / (folder / "CURRENT").read_text().strip() / "matcher" / "names.bin"
        with names.open("r+b") as file:
            at = names.read_bytes().index(b"bridge")
            file.seek(at)
            file.write(b"f")
        reply = client.post("/v1/match", json={"text": BRIDGE}).json()
        assert {match["case"] for match in reply["matches"]} == set(reply["cases"]) == {"bridge"}
        assert reply["index"]["generation"] == last_good
        assert client.get("/readyz").status_code == 503
    running.stop()


def test_a_body_that_is_too_large_gets_its_answer(running: Running) -> None:
    """The service refuses while the client is still sending; the client must be able to read why."""
    with running.client() as client:
        response = client.post("/v1/match", content=b" " * (20 * 2**20), headers={"Content-Type": "application/json"})
        assert (response.status_code, response.json()["type"]) == (413, "/problems/body-too-large")

        def pieces() -> Iterator[bytes]:
            yield from (b" " * 2**20 for _ in range(12))

        chunked = client.post("/v1/match", content=pieces(), headers={"Content-Type": "application/json"})
        assert chunked.status_code == 413
        assert client.get("/v1/status").status_code == 200


@pytest.mark.parametrize("path", ["/v1/match", "/admin/sign-in"])
@pytest.mark.parametrize("body", [b"zz\r\nhello\r\n0\r\n\r\n", b"5\r\nhelloXX0\r\n\r\n", b"-5\r\nhello\r\n0\r\n\r\n"])
def test_a_broken_chunk_is_the_senders_fault_and_ends_the_connection(running: Running, path: str, body: bytes) -> None:
    host, port = running.url.removeprefix("http://").split(":")
    kind = "application/json" if path.startswith("/v1") else "application/x-www-form-urlencoded"
    head = f"POST {path} HTTP/1.1\r\nHost: {host}\r\nContent-Type: {kind}\r\nTransfer-Encoding: chunked\r\n\r\n"
    with socket.create_connection((host, int(port)), timeout=20) as connection:
        connection.sendall(head.encode() + body + b"GET /healthz HTTP/1.1\r\nHost: " + host.encode() + b"\r\n\r\n")
        answer = b""
        while piece := connection.recv(65536):
            answer += piece
    assert answer.startswith(b"HTTP/1.1 400 ")
    assert answer.count(b"HTTP/1.1 ") == 1, "what follows a broken body is no request"
    assert b"/problems/malformed-request" in answer


def test_slow_clients_do_not_keep_others_waiting(running: Running) -> None:
    host, port = running.url.removeprefix("http://").split(":")
    idle = [socket.create_connection((host, int(port)), timeout=20) for _ in range(20)]
    try:
        begun = time.monotonic()
        assert httpx.get(running.url + "/v1/status").status_code == 200
        assert time.monotonic() - begun < 3
    finally:
        for s in idle:
            s.close()


def test_demo_builds_its_index_and_says_where_to_look(tmp_path: Path) -> None:
    port = free_port()
    command = [REJOINDER, "demo", "--port", str(port), "--index", str(tmp_path / "demo")]
    log = tmp_path / "log"
    with log.open("wb") as out:
        process = subprocess.Popen(
            command, stdout=out, stderr=subprocess.STDOUT, env=clean_environment(PYTHONUNBUFFERED="1")
        )
    try:
        url = f"http://127.0.0.1:{port}"
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline and process.poll() is None:
            try:
                if httpx.get(url + "/readyz", timeout=2).status_code == 200:
                    break
            except httpx.TransportError:
                time.sleep(0.1)
        article = httpx.get(url + "/demo/article")
        assert article.status_code == 200
        status = httpx.get(url + "/v1/status").json()
        assert status["index"]["cases"] >= 25
        assert all(source["text"] for source in status["sources"].values())
        busy = subprocess.run(command, capture_output=True, text=True, timeout=30, env=clean_environment())
        assert (busy.returncode, busy.stderr.count("\n")) == (1, 1)
        assert str(port) in busy.stderr
    finally:
        process.terminate()
        process.wait(20)
    assert f"{url}/" in log.read_text()
    assert "/demo/article" in log.read_text()
