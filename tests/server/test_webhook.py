"""Failures are reported to an address: once, in the background, without any text, and to no other machine."""

from __future__ import annotations

import json
import logging
import queue
import socket
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from index.admin_state.database import State
from index.admin_state.feedback import FeedbackQueue
from index.errors import SourceError
from index.sources.fetch import post
from index.storage.generations import live_name, path_of
from server.admin.jobs import EDITS, UPDATE, Jobs, Request
from server.app import create_app
from server.config.settings import SettingError, Settings
from server.config.webhook_address import names_a_machine
from server.http import webhook as sending
from server.http.webhook import Webhook
from tests.server.conftest import free_port
from tests.server.test_happenings import until

CANARY = "zxcanaryzx"


class Receiver:
    """An address on this machine. It answers with the next of `statuses`, then with 204, once `may_answer` is set."""

    def __init__(self) -> None:
        self.came: queue.Queue[dict[str, Any]] = queue.Queue()
        self.statuses: list[int] = []
        self.may_answer = threading.Event()
        self.may_answer.set()
        receiver = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                assert self.headers["Content-Type"] == "application/json"
                receiver.came.put(json.loads(body))
                receiver.may_answer.wait(30)
                self.send_response(receiver.statuses.pop(0) if receiver.statuses else 204)
                self.send_header("Location", "/elsewhere")
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, format: str, *args: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.address = f"http://127.0.0.1:{self.server.server_address[1]}/told?token=secret"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def next(self) -> dict[str, Any]:
        return self.came.get(timeout=30)


@pytest.fixture
def receiver(monkeypatch: pytest.MonkeyPatch) -> Iterator[Receiver]:
    monkeypatch.setattr(sending, "_SECONDS_BEFORE_RETRY", 0.05)
    found = Receiver()
    yield found
    found.may_answer.set()
    found.server.shutdown()
    found.server.server_close()


def ended(folder: Path, kind: str, who: str) -> str:
    """Make a job that failed. Returns its id."""
    jobs = Jobs(folder)
    job_id = jobs.prepare()
    jobs.start(Request(job_id, kind, who, time.time(), [f"{CANARY}.jsonl"]))
    until(lambda: not any(job.active for job in jobs.every()))
    return job_id


def test_each_failure_is_told_once_and_without_a_text(folder: Path, receiver: Receiver) -> None:
    client = create_app(Settings(index=folder, webhook=receiver.address)).test_client()
    client.get("/readyz")
    live = live_name(folder)

    def told() -> dict[str, Any]:
        for _ in range(2):
            client.get("/metrics")
            client.get("/readyz")
        found = receiver.next()
        assert found.pop("at")
        assert CANARY not in json.dumps(found)
        return found

    job = ended(folder, UPDATE, "schedule")
    assert told() == {"event": "import-failed", "job": job, "kind": "update", "by": "schedule"}
    FeedbackQueue(State(folder)).add(case_id="bridge", passage="0" * 32, generation="g", comment=CANARY)
    assert told() == {"event": "feedback-waiting", "waiting": 1}
    file = path_of(folder, live) / "sources.json"
    file.write_bytes(b"x" * file.stat().st_size)
    assert told() == {"event": "damage", "generation": live, "instead": "none"}
    (folder / "CURRENT").unlink()
    job = ended(folder, EDITS, "anna")
    assert told() == {"event": "build-failed", "job": job, "kind": "edits", "by": "hand"}
    assert receiver.came.empty()


def test_nobody_waits_for_a_receiver(receiver: Receiver) -> None:
    receiver.may_answer.clear()
    webhook = Webhook(receiver.address)
    webhook.tell("damage", generation="a")
    assert receiver.next()["generation"] == "a"
    webhook.tell("damage", generation="b")  # before the first one is answered
    assert receiver.came.empty()
    receiver.may_answer.set()
    assert receiver.next()["generation"] == "b"


def test_one_more_try_and_then_a_line_in_the_log(receiver: Receiver, caplog: pytest.LogCaptureFixture) -> None:
    webhook = Webhook(receiver.address)
    receiver.statuses = [500, 200, 503, 302, 200]
    with caplog.at_level(logging.WARNING, "rejoinder.events"):
        for name in "abc":
            webhook.tell("damage", generation=name)
        assert [receiver.next()["generation"] for _ in range(5)] == ["a", "a", "b", "b", "c"]
    assert [record.getMessage() for record in caplog.records] == [
        "event=webhook-failed told=damage reason=status-302"
    ], "a redirect is not followed"


def test_a_receiver_that_is_not_there_is_a_line_without_its_address(
    receiver: Receiver, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING, "rejoinder.events"):
        Webhook(f"http://127.0.0.1:{free_port()}/{CANARY}").tell("damage")
        until(lambda: bool(caplog.records))
    assert [record.getMessage() for record in caplog.records] == ["event=webhook-failed told=damage reason=not-reached"]


def test_more_than_can_be_sent_is_dropped_and_told(receiver: Receiver, caplog: pytest.LogCaptureFixture) -> None:
    receiver.may_answer.clear()
    webhook = Webhook(receiver.address)
    with caplog.at_level(logging.WARNING, "rejoinder.events"):
        for _ in range(60):
            webhook.tell("damage")
    assert "reason=too-many-wait" in caplog.text


def test_without_a_setting_nothing_is_sent() -> None:
    before = threading.active_count()
    Webhook("").tell("damage")
    assert threading.active_count() == before


@pytest.mark.parametrize(
    "address",
    ["http://example.org/x", "ftp://127.0.0.1/x", "example.org", "https://", "https://a b.example/", "http://10.0.0.7/x",
     "http://localhost.example.org/", "https://me:word@example.org/", "https://example.org:http/", "http://[::2]/"],
)  # fmt: skip
def test_an_address_that_cannot_be_told(address: str) -> None:
    with pytest.raises(SettingError, match="REJOINDER_WEBHOOK"):
        Settings.load({"REJOINDER_WEBHOOK": address})


@pytest.mark.parametrize(
    ("address", "named"),
    [("https://example.org/x?a=b", False), ("http://127.0.0.1:9000/", True), ("http://localhost/", True),
     ("http://[::1]:9/", True), ("https://10.0.0.7/told", True), ("", False)],
)  # fmt: skip
def test_an_address_that_can_be_told(address: str, named: bool) -> None:
    assert Settings.load({"REJOINDER_WEBHOOK": address}).webhook == address
    assert names_a_machine(address) is named


def test_a_name_that_leads_into_a_private_network_is_told_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    address = ("127.0.0.1", free_port())
    entry = (socket.AF_INET, socket.SOCK_STREAM, 6, "", address)
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: [entry])
    with pytest.raises(SourceError, match="private network"):
        post("https://hooks.example/told", b"{}", allow_private=names_a_machine("https://hooks.example/told"))
