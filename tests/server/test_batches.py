"""Batches: many texts at once, answered as /v1/match would; who may see them, how they end, and
that they leave nothing behind."""

from __future__ import annotations

import errno
import gc
import gzip
import hashlib
import hmac
import json
import os
import signal
import tempfile
import threading
import time
import tracemalloc
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx
import psutil
import pytest
from flask import Flask
from flask.testing import FlaskClient

from index import scratch as scratch_module
from index.admin_state.database import State
from index.scratch import Scratch
from server.api import batch_runner, batch_store, batches
from server.api.batch_store import BatchStore, Shared
from server.api.batches import store_of
from server.app import create_app
from server.config.settings import Settings
from server.http.api_keys import Keys
from tests.server.case_file import BRIDGE, HONEY, TURBINES
from tests.server.conftest import PATIENT, Running, Serve

LINES = "application/x-ndjson"
CANARY = "Zxcanary and quixotic words"


@pytest.fixture
def shared(tmp_path: Path) -> Path:
    folder = tmp_path / "batches"
    folder.mkdir(mode=0o700)
    return folder


@pytest.fixture
def service(folder: Path, shared: Path) -> Callable[..., Flask]:
    """A function that makes applications which share their batches, like the workers of one service."""
    batches = Shared(shared)

    def make(**settings: Any) -> Flask:
        return create_app(Settings(index=folder, **PATIENT, **settings), batches=batches)

    return make


def ended(client: FlaskClient, address: str, **more: Any) -> dict[str, Any]:
    """Wait until the batch has ended, and return it."""
    deadline = time.monotonic() + 120
    while (reply := client.get(address, **more).get_json())["state"] in ("waiting", "running"):
        assert time.monotonic() < deadline
        time.sleep(0.05)
    return dict(reply)


def results(client: FlaskClient, address: str, **more: Any) -> list[dict[str, Any]]:
    response = client.get(f"{address}/results", **more)
    assert response.status_code == 200, response.get_data(as_text=True)
    assert response.mimetype == LINES
    return [json.loads(line) for line in response.get_data(as_text=True).splitlines()]


def timeless(reply: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in reply.items() if key != "took_ms"}


TEXTS: list[dict[str, Any]] = [
    {"id": "one", "text": BRIDGE},
    {"text": f"{HONEY}\n\n😀 {TURBINES}", "offsets": "code-point"},
    {"id": "", "blocks": [{"id": "a", "text": BRIDGE}, {"id": "b", "text": HONEY}], "min_score": 0.2, "per_block": 1},
    {"text": "Nothing of the kind.", "url": "https://siren.example/news/bridge?id=7"},
]


def test_each_text_is_answered_as_match_would(service: Callable[..., Flask]) -> None:
    client = service().test_client()
    made = client.post("/v1/batches", json={"texts": TEXTS})
    assert made.status_code == 202
    reply = made.get_json()
    assert made.headers["Location"] == reply["address"] == f"/v1/batches/{reply['id']}"
    assert (reply["texts"], reply["results"]) == (4, None)
    found = ended(client, reply["address"])
    assert (found["state"], found["done"], found["results"]) == ("done", 4, f"{reply['address']}/results")
    lines = results(client, reply["address"])
    assert [(line["n"], line.get("id")) for line in lines] == [(0, "one"), (1, None), (2, ""), (3, None)]
    for text, line in zip(TEXTS, lines, strict=True):
        single = client.post("/v1/match", json={key: value for key, value in text.items() if key != "id"}).get_json()
        assert timeless(line["reply"]) == timeless(single)
    assert lines[0]["reply"]["matches"]


def test_lines_are_taken_too_and_a_gzip_body(service: Callable[..., Flask]) -> None:
    client = service().test_client()
    body = "\n".join(json.dumps(text) for text in TEXTS[:2]).encode() + b"\r\n\n"
    made = client.post("/v1/batches", data=gzip.compress(body), content_type=LINES,
                       headers={"Content-Encoding": "gzip"})  # fmt: skip
    assert made.status_code == 202, made.get_data(as_text=True)
    assert ended(client, made.get_json()["address"])["done"] == 2


@pytest.mark.parametrize(
    ("body", "kind", "status", "problem", "said"),
    [
        (b"{}", "application/json", 422, "invalid-request", "#/texts"),
        (b'{"texts": []}', "application/json", 422, "invalid-request", "#/texts"),
        (b'{"texts": [{"text": "a"}, {"id": 3}]}', "application/json", 422, "invalid-request", "#/texts/1"),
        (b'{"text": "a"}\n{"blocks": 3}', LINES, 422, "invalid-request", "#/texts/1/blocks"),
        (b'{"text": "a"}\n\n{nonsense}', LINES, 400, "malformed-json", "line 3 of the body"),
        (b'{"text": "a"}\n' * 6, LINES, 413, "too-many-texts", "More than 5 texts were sent"),
        (b"\n \r\n" + b'{"text": "a"}\n' * 5 + b"{nonsense}", LINES, 413, "too-many-texts", "More than 5 texts"),
        (b'{"text": "a"}\n0\n{nonsense}', LINES, 422, "invalid-request", "#/texts/1"),
        (b'{"text": "a"}', "text/plain", 415, "unsupported-media-type", ""),
        (b"[1]", "application/json", 422, "invalid-request", ""),
    ],
)
def test_what_cannot_be_taken_is_told_and_begins_nothing(
    service: Callable[..., Flask], shared: Path, body: bytes, kind: str, status: int, problem: str, said: str
) -> None:
    client = service(batch_texts=5).test_client()
    response = client.post("/v1/batches", data=body, content_type=kind)
    assert response.status_code == status
    assert response.get_json()["type"] == f"/problems/{problem}"
    assert said in response.get_data(as_text=True)
    assert [path for path in shared.iterdir() if path.is_dir()] == []


@pytest.mark.parametrize("line", [b"0\n", b"\n", b"{}\n", b" \r\n"])
def test_millions_of_lines_take_no_time(service: Callable[..., Flask], line: bytes) -> None:
    body = gzip.compress(line * (4_000_000 // len(line)))
    assert len(body) < 20_000
    client, begun = service().test_client(), time.thread_time()
    response = client.post("/v1/batches", data=body, content_type=LINES, headers={"Content-Encoding": "gzip"})
    assert response.status_code in (413, 422)
    assert time.thread_time() - begun < 1


def test_a_text_that_cannot_be_matched_is_a_line_with_a_problem(service: Callable[..., Flask]) -> None:
    client = service(max_blocks=3).test_client()
    texts = [{"text": "a\n\nb\n\nc\n\nd"}, {"text": BRIDGE}]
    address = client.post("/v1/batches", json={"texts": texts}).get_json()["address"]
    assert ended(client, address)["state"] == "done"
    first, second = results(client, address)
    assert first["problem"]["type"] == "/problems/too-many-blocks"
    assert "instance" not in first["problem"]
    assert second["reply"]["matches"]


def test_unknown_keys_are_named(service: Callable[..., Flask]) -> None:
    reply = service().test_client().post("/v1/batches", json={"texts": [{"text": "a", "langage": "en"}]}).get_json()
    assert reply["ignored"] == ["#/texts/0/langage"]


def test_only_the_key_that_made_it_sees_it(service: Callable[..., Flask], folder: Path) -> None:
    app = service(require_keys=True)
    keys = Keys(State(folder))
    own, other = ({"Authorization": f"Bearer {keys.create(name)[1]}"} for name in ("own", "other"))
    client = app.test_client()
    address = client.post("/v1/batches", json={"texts": TEXTS}, headers=own).get_json()["address"]
    assert ended(client, address, headers=own)["state"] == "done"
    for method, path in (("GET", address), ("GET", f"{address}/results"), ("DELETE", address)):
        assert client.open(path, method=method, headers=other).status_code == 404
        assert client.open(path, method=method).status_code == 401
    assert len(results(client, address, headers=own)) == 4


def test_another_worker_answers_for_it(service: Callable[..., Flask]) -> None:
    one, two = service().test_client(), service().test_client()
    address = one.post("/v1/batches", json={"texts": TEXTS}).get_json()["address"]
    assert ended(two, address)["done"] == 4
    assert len(results(two, address)) == 4
    assert two.delete(address).status_code == 204
    assert one.get(address).status_code == 404


def test_what_is_removed_ends_and_leaves_nothing(
    service: Callable[..., Flask], shared: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = service().test_client()
    done: list[int] = []
    line = batch_runner.BatchRunner._line

    def slow(self: Any, number: int, *more: Any) -> bytes:
        done.append(number)
        time.sleep(0.1)
        return line(self, number, *more)

    monkeypatch.setattr(batch_runner.BatchRunner, "_line", slow)
    address = client.post("/v1/batches", json={"texts": [{"text": BRIDGE}] * 100}).get_json()["address"]
    while not done:
        time.sleep(0.01)
    assert client.get(f"{address}/results").get_json()["type"] == "/problems/batch-not-done"
    assert client.delete(address).status_code == 204
    assert client.get(address).get_json()["type"] == "/problems/unknown-batch"
    assert client.delete(address).status_code == 404
    time.sleep(0.5)
    assert len(done) < 100
    assert [path for path in shared.iterdir() if path.is_dir()] == []
    assert 'rejoinder_batches_total{result="removed"} 1.0' in client.get("/metrics").get_data(as_text=True)


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """An event: no text is matched before it is set."""
    go, line = threading.Event(), batch_runner.BatchRunner._line

    def waiting(self: Any, *more: Any) -> bytes:
        go.wait(60)
        return line(self, *more)

    monkeypatch.setattr(batch_runner.BatchRunner, "_line", waiting)
    yield go
    go.set()


def test_texts_of_what_was_removed_while_it_waited_are_let_go(
    service: Callable[..., Flask], held: threading.Event
) -> None:
    app = service()
    client, runner = app.test_client(), app.extensions["rejoinder_batches"].parts()[1]
    client.post("/v1/batches", json={"texts": TEXTS})
    for _ in range(10):
        address = client.post("/v1/batches", json={"texts": TEXTS}).get_json()["address"]
        assert service().test_client().delete(address).status_code == 204  # by another worker
    last = client.post("/v1/batches", json={"texts": TEXTS}).get_json()["address"]
    assert len(runner._waiting) <= 2
    figures = client.get("/metrics").get_data(as_text=True)
    assert 'rejoinder_batches_total{result="removed"} 10.0' in figures
    assert "rejoinder_batches_open 2.0" in figures
    held.set()
    assert ended(client, last)["state"] == "done"


def test_nothing_of_a_text_lies_in_the_folder_or_the_log(
    service: Callable[..., Flask], shared: Path, caplog: pytest.LogCaptureFixture
) -> None:
    client = service().test_client()
    text = f"{BRIDGE} {CANARY}"
    reply = client.post("/v1/batches", json={"texts": [{"id": CANARY, "text": text}]}).get_json()
    ended(client, reply["address"])
    files = [path for path in shared.rglob("*") if path.is_file()]
    assert any(path.name == "results" and path.stat().st_size > 500 for path in files)
    for path in files:
        raw = path.read_bytes()
        for word in ("Zxcanary", "circus", reply["id"]):
            assert word.encode() not in raw, path
        assert path.stat().st_mode & 0o077 == 0 or path.parent.stat().st_mode & 0o077 == 0
    assert all(reply["id"] not in path.name for path in shared.rglob("*"))
    assert "Zxcanary" not in caplog.text
    assert reply["id"] not in caplog.text
    assert results(client, reply["address"])[0]["id"] == CANARY


def test_results_are_gone_a_minute_after_they_were_fetched_or_after_an_hour(
    service: Callable[..., Flask], monkeypatch: pytest.MonkeyPatch
) -> None:
    client = service().test_client()
    addresses = [client.post("/v1/batches", json={"texts": TEXTS[:1]}).get_json()["address"] for _ in range(2)]
    for address in addresses:
        ended(client, address)
    assert (
        len(results(client, addresses[0])) == len(results(client, addresses[0])) == 1
    )  # fetched again, as a client whose connection broke would
    now = time.time()
    monkeypatch.setattr(batch_store.time, "time", lambda: now + 70)
    assert client.get(addresses[0]).status_code == 404
    assert client.get(addresses[1]).status_code == 200
    monkeypatch.setattr(batch_store.time, "time", lambda: now + 3_700)
    assert client.get(addresses[1]).status_code == 404


def test_there_are_only_so_many(service: Callable[..., Flask], folder: Path) -> None:
    app = service(require_keys=True, batches=3, batches_per_client=2)
    keys = Keys(State(folder))
    one, two = ({"Authorization": f"Bearer {keys.create(name)[1]}"} for name in ("one", "two"))
    client = app.test_client()

    def post(headers: dict[str, str]) -> Any:
        return client.post("/v1/batches", json={"texts": TEXTS[:1]}, headers=headers)

    mine = [post(one).get_json()["address"] for _ in range(2)]
    assert post(one).get_json()["type"] == "/problems/too-many-batches"
    assert post(two).status_code == 202
    assert post(two).get_json()["type"] == "/problems/batches-full"
    assert client.delete(mine[0], headers=one).status_code == 204
    assert post(two).status_code == 202


def test_results_take_only_so_much_room(service: Callable[..., Flask]) -> None:
    client = service(batch_bytes=2_000).test_client()
    address = client.post("/v1/batches", json={"texts": TEXTS[:1] * 20}).get_json()["address"]
    found = ended(client, address)
    assert found["state"] == "failed"
    assert "reached their size limit" in found["reason"]
    assert 0 < len(results(client, address)) < 20


def test_large_results_are_sent_to_one_client_at_a_time(
    service: Callable[..., Flask], monkeypatch: pytest.MonkeyPatch
) -> None:
    client = service().test_client()
    address = client.post("/v1/batches", json={"texts": TEXTS[:2]}).get_json()["address"]
    ended(client, address)
    with client.get(f"{address}/results"), client.get(f"{address}/results") as second:
        assert second.status_code == 200  # these results are small
    monkeypatch.setattr(batches, "_LARGE", 100)
    first = client.get(f"{address}/results")
    refused = client.get(f"{address}/results")
    assert (refused.status_code, refused.get_json()["type"]) == (503, "/problems/busy")
    assert client.get("/v1/cases.jsonl").status_code == 503
    first.close()
    assert len(results(client, address)) == 2
    assert client.get("/v1/cases.jsonl").status_code == 200


def test_texts_that_wait_take_no_more_room_than_what_was_sent(
    service: Callable[..., Flask], held: threading.Event
) -> None:
    client = service().test_client()
    block = {"id": "", "text": ""}
    texts = [{"blocks": [block | {"id": str(n)} for n in range(250)]}] * 100
    body = json.dumps({"texts": texts}, separators=(",", ":"))
    addresses = [client.post("/v1/batches", json={"texts": TEXTS}).get_json()["address"]]
    tracemalloc.start()
    try:
        for _ in range(3):
            made = client.post("/v1/batches", data=body, content_type="application/json")
            addresses.append(made.get_json()["address"])
        del made
        gc.collect()
        taken, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert taken < 3 * len(body) + 2**20, (taken, len(body))
    for address in addresses:
        assert client.delete(address).status_code == 204


def test_its_work_counts_and_waits_for_room(service: Callable[..., Flask], folder: Path) -> None:
    app = service(require_keys=True)
    secret = Keys(State(folder)).create("slow", per_minute=40)[1]
    headers = {"Authorization": f"Bearer {secret}"}
    client = app.test_client()
    made = client.post("/v1/batches", json={"texts": [{"text": "a"}] * 100}, headers=headers)
    address = made.get_json()["address"]
    time.sleep(3)
    reply = client.get(address, headers=headers)
    assert reply.get_json()["state"] == "running"
    assert 15 <= reply.get_json()["done"] <= 32
    assert int(reply.headers["X-RateLimit-Remaining"]) <= 12
    assert client.get("/v1/status", headers=headers).status_code == 200  # part of the limit is left for other requests
    client.delete(address, headers=headers)


def test_one_without_room_lets_others_go_first(service: Callable[..., Flask], folder: Path) -> None:
    app = service(require_keys=True)
    keys = Keys(State(folder))
    slow, quick = (
        {"Authorization": f"Bearer {keys.create(name, per_minute=most)[1]}"}
        for name, most in (("slow", 40), ("quick", 6_000))
    )
    client = app.test_client()
    body = {"texts": [{"text": "a"}] * 100}
    first = client.post("/v1/batches", json=body, headers=slow).get_json()["address"]
    second = client.post("/v1/batches", json=body, headers=quick).get_json()["address"]
    assert ended(client, second, headers=quick)["done"] == 100
    reply = client.get(first, headers=slow).get_json()
    assert reply["state"] == "running"
    assert 15 <= reply["done"] < 100
    assert client.delete(first, headers=slow).status_code == 204


def test_waiting_is_no_work_and_is_spared(
    service: Callable[..., Flask], shared: Path, held: threading.Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = service()
    client = app.test_client()
    addresses = [client.post("/v1/batches", json={"texts": TEXTS[:2]}).get_json()["address"] for _ in range(2)]
    now = time.time()
    monkeypatch.setattr(batch_store.time, "time", lambda: now + 4.5 * 3_600)
    assert client.get(addresses[1]).get_json()["state"] == "waiting"
    monkeypatch.setattr(batch_store.time, "time", lambda: now + 6 * 3_600)
    store_of(Settings(), Shared(shared)).sweep()
    assert client.get(addresses[1]).get_json()["state"] == "waiting"
    held.set()
    assert ended(client, addresses[1])["state"] == "done"


def test_a_batch_whose_worker_has_ended_is_lost_and_says_so(service: Callable[..., Flask], shared: Path) -> None:
    app = service()
    client = app.test_client()
    store = store_of(Settings(), Shared(shared))
    place, lock = store.create("", "somebody", 3)
    status = place.status()
    assert status is not None
    place.write(replace(status, state="running", created=time.time() - 60))
    assert client.get(f"/v1/batches/{place.id}").status_code == 200
    lock.release()
    response = client.get(f"/v1/batches/{place.id}")
    assert (response.status_code, response.get_json()["type"]) == (410, "/problems/batch-lost")
    assert client.delete(f"/v1/batches/{place.id}").status_code == 204
    for strange in ("x", "a" * 43, "../../etc", place.id + "x"):
        assert client.get(f"/v1/batches/{strange}").status_code == 404


def test_a_batch_that_has_just_ended_is_not_lost(shared: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It may end between a look at its status and the look at whether its worker lives."""
    store = store_of(Settings(), Shared(shared))
    place, lock = store.create("", "somebody", 1)
    status = place.status()
    assert status is not None
    seen = replace(status, state="running", created=time.time() - 60)
    place.write(replace(seen, state="done", ended=time.time()))
    lock.release()
    assert not place.is_lost(seen)
    with monkeypatch.context() as patch:
        patch.setattr(BatchStore, "_every", lambda self: [(place.path, replace(seen, created=1.0))])
        store.sweep()
    assert place.status() is not None
    place.write(seen)
    assert place.is_lost(seen)


@pytest.fixture
def two_workers(folder: Path, _serve: Serve) -> Running:
    return _serve(folder, "--workers", "2")


def test_two_workers_of_a_service_answer_for_each_other(two_workers: Running) -> None:
    texts = [{"id": str(n), "text": f"{BRIDGE} {CANARY} {n}"} for n in range(20)]

    def ask(method: str, path: str, **more: Any) -> httpx.Response:
        """Send a request on a new connection, so that either worker may get it."""
        with httpx.Client(base_url=two_workers.url, timeout=60) as client:
            return client.request(method, path, **more)

    addresses = [ask("POST", "/v1/batches", json={"texts": texts}).json()["address"] for _ in range(3)]
    deadline = time.monotonic() + 180
    for address in addresses:
        while (states := {ask("GET", address).json().get("state") for _ in range(4)}) != {"done"}:
            assert states <= {"waiting", "running", "done"}
            assert time.monotonic() < deadline
            time.sleep(0.2)
        for _ in range(4):
            lines = ask("GET", f"{address}/results").text.splitlines()
            assert [json.loads(line)["id"] for line in lines] == [text["id"] for text in texts]
    assert ask("DELETE", addresses[0]).status_code == 204
    assert {ask("GET", addresses[0]).status_code for _ in range(6)} == {404}
    single = ask("POST", "/v1/match", json={"text": texts[7]["text"]}).json()
    assert timeless(json.loads(lines[7])["reply"])["matches"] == single["matches"]
    log = two_workers.log.read_text()
    assert "Zxcanary" not in log
    assert addresses[1].rpartition("/")[2] not in log
    assert "route=/v1/batches/<batch_id>" in log
    assert two_workers.stop(signal.SIGTERM) == 0


def left(temporary: Path) -> set[Path]:
    """The folders that services have left in the temporary folder."""
    return set(temporary.glob("rejoinder-service-*"))


def begun_and_done(running: Running) -> str:
    """Send a batch, wait until it is done, and return its address."""
    with running.client() as client:
        address = str(client.post("/v1/batches", json={"texts": [{"text": f"{BRIDGE} {CANARY}"}]}).json()["address"])
        deadline = time.monotonic() + 120
        while client.get(address).json()["state"] != "done":
            assert time.monotonic() < deadline
            time.sleep(0.05)
    return address


def test_what_a_killed_service_leaves_tells_nothing_and_goes_at_the_next_start(
    serve: Serve, folder: Path, tmp_path: Path
) -> None:
    temporary = tmp_path / "tmp"
    temporary.mkdir()
    other = serve(folder, TMPDIR=str(temporary))
    (others,) = left(temporary)
    running = serve(folder, TMPDIR=str(temporary))
    address = begun_and_done(running)
    (killed,) = left(temporary) - {others}
    # kill all processes at once, as when memory runs out, so that nobody can tidy up
    processes = [psutil.Process(running.process.pid), *psutil.Process(running.process.pid).children(recursive=True)]
    for process in processes:
        process.suspend()
    for process in processes:
        process.kill()
    psutil.wait_procs(processes[1:], 20)
    running.process.wait(20)
    files = [path for path in killed.rglob("*") if path.is_file() and path.parent.parent.name == "batches"]
    assert {"results", "status.json"} <= {path.name for path in files}
    secret = address.rpartition("/")[2]
    parts = [path.read_bytes() for path in killed.rglob("*") if path.is_file()]
    assert not [part for part in parts for word in ("Zxcanary", "circus", "bridge", secret) if word.encode() in part]
    assert killed.stat().st_mode & 0o077 == 0
    # there are so few addresses that nothing stored may help to find the address of a hash
    (status,) = [json.loads(path.read_text()) for path in files if path.name == "status.json"]
    for part in (*parts, b""):
        assert hmac.new(part, b"127.0.0.1", hashlib.sha256).hexdigest() != status["client"]
    again = serve(folder, TMPDIR=str(temporary))
    assert not killed.exists()
    assert others.exists()
    assert httpx.get(again.url + address).status_code == 404
    begun_and_done(other)
    for each in (other, again):
        assert each.stop(signal.SIGTERM) == 0
    assert list(temporary.iterdir()) == []


def test_workers_whose_parent_was_killed_leave_nothing(serve: Serve, folder: Path, tmp_path: Path) -> None:
    temporary = tmp_path / "tmp"
    temporary.mkdir()
    running = serve(folder, TMPDIR=str(temporary))
    begun_and_done(running)
    assert left(temporary)
    workers = psutil.Process(running.process.pid).children()
    running.stop(signal.SIGKILL)
    _, alive = psutil.wait_procs(workers, 60)
    assert alive == []
    assert list(temporary.iterdir()) == []


def test_a_disk_that_knows_no_locks_leaves_one_folder_which_nobody_sweeps(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.ENOLCK, "no locks available")

    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setattr(scratch_module.fcntl, "flock", refuse)
    made = [Scratch(), Scratch()]
    assert left(tmp_path) == {each.path for each in made}
    for each in made:
        each.remove()
    assert left(tmp_path) == set()


def test_folders_that_are_not_of_this_user_or_not_private_stay(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    target = tmp_path / "target"
    for path in (target, tmp_path / "rejoinder-service-open"):
        path.mkdir(mode=0o755)
        (path / "file").touch()
    (tmp_path / "rejoinder-service-link").symlink_to(target)
    held, lost = Scratch(), tmp_path / "rejoinder-service-lost"
    lost.mkdir(mode=0o700)
    (lost / "file").touch()
    second = Scratch()
    assert not lost.exists()
    assert held.path.exists()
    assert (target / "file").exists()
    assert (tmp_path / "rejoinder-service-open" / "file").exists()
    abandoned = tmp_path / "rejoinder-service-of-another"
    monkeypatch.setattr(os, "geteuid", lambda: 12_345)
    abandoned.mkdir(mode=0o700)
    scratch_module._sweep(tmp_path)
    assert abandoned.exists()
    for scratch in (held, second):
        scratch.remove()
        assert not scratch.path.exists()
