"""Two machines as real services, each with its own index, sharing a database: what one does holds on the other."""

from __future__ import annotations

import os
import re
import signal
import threading
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import psutil
import pytest

from index.admin_state.database import State, open_state
from index.admin_state.feedback import FeedbackQueue
from index.case import SourceRecord
from index.storage.build import build
from server.admin.accounts import Accounts
from server.admin.guard import COOKIE
from server.http.api_keys import Keys
from tests.postgres_server import PostgresServer
from tests.server.case_file import BRIDGE, HONEY, write_cases
from tests.server.conftest import Running, Serve
from tests.server.test_cli import run
from tests.state.conftest import within

SECONDS = 5.0  # within which a change on one machine holds on all
_CSRF = re.compile(r'name="csrf" value="([0-9a-f]{64})"')
_SEEN = re.compile(r'name="seen" value="([0-9a-f]{16})"')
_SILENT = 2


@dataclass
class Pair:
    """Two services, their shared state, and a key that both accept."""

    one: Running
    two: Running
    root: Path
    state: State
    address: str
    key: str
    client: httpx.Client

    def __iter__(self) -> Iterator[Running]:
        return iter((self.one, self.two))

    def ask(self, machine: Running, path: str, key: str = "", **more: Any) -> httpx.Response:
        headers = {"Authorization": f"Bearer {key or self.key}"}
        return self.client.request("POST" if more else "GET", machine.url + path, headers=headers, **more)

    def matches(self, machine: Running, text: str = BRIDGE) -> list[dict[str, Any]]:
        reply = self.ask(machine, "/v1/match", json={"text": text})
        assert reply.status_code == 200, reply.text
        found: list[dict[str, Any]] = reply.json()["matches"]
        return found


class Signed:
    """Somebody with a session, on whichever machine."""

    def __init__(self, machine: Running, token: str) -> None:
        reply = httpx.post(f"{machine.url}/admin/sign-in", data={"token": token})
        assert reply.status_code == 303, reply.text
        self.cookie = f"{COOKIE}={reply.cookies[COOKIE]}"

    def get(self, machine: Running, path: str) -> httpx.Response:
        return httpx.get(machine.url + path, headers={"Cookie": self.cookie}, timeout=20)

    def send(self, machine: Running, page: str, path: str, data: dict[str, Any]) -> None:
        html = self.get(machine, page).text
        hidden = {"csrf": _CSRF.search(html), "seen": _SEEN.search(html)}
        filled = {name: found[1] for name, found in hidden.items() if found} | data
        reply = httpx.post(machine.url + path, data=filled, headers={"Cookie": self.cookie}, timeout=20)
        assert reply.status_code == 303, reply.text


@pytest.fixture(scope="module")
def pair(_serve: Serve, postgres_server: PostgresServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pair]:
    root, address = tmp_path_factory.mktemp("pair"), postgres_server.new_database()
    for name in ("one", "two"):
        build(root / name, [str(write_cases(root / "cases.jsonl"))], strict=True)
        (root / name / "state.sqlite").unlink()
    state = open_state(root / "one", address)
    _, key = Keys(state).create("tests")
    settings = {
        "REJOINDER_STATE": address, "REJOINDER_REQUIRE_KEYS": "yes", "REJOINDER_READER": "off",
        "REJOINDER_STATE_SILENT_SECONDS": str(_SILENT), "REJOINDER_RATE_LIMIT": "0",
    }  # fmt: skip
    with ThreadPoolExecutor(2) as pool:
        one, two = pool.map(lambda name: _serve(root / name, "--workers", "2", **settings), ("one", "two"))
    with httpx.Client(timeout=20) as client:
        yield Pair(one, two, root, state, address, key, client)
    one.stop(), two.stop()
    state.engine.close()


@pytest.fixture(scope="module")
def anna(pair: Pair) -> Signed:
    """An admin who signed in on the first machine."""
    return Signed(pair.one, Accounts(pair.state).new_token("anna"))


def test_a_key_that_is_revoked_on_one_machine_is_worthless_on_all(pair: Pair) -> None:
    made, secret = Keys(pair.state).create("to be revoked")
    for machine in pair:
        within(SECONDS, lambda machine=machine: pair.ask(machine, "/v1/status", secret).status_code == 200)
    done = run("key", "revoke", made.id, "--index", pair.root / "one", REJOINDER_STATE=pair.address)
    assert done.exit_code == 0, done.output
    for machine in pair:
        within(SECONDS, lambda machine=machine: _refused_by_every_worker(pair, machine, secret))


def _refused_by_every_worker(pair: Pair, machine: Running, secret: str) -> bool:
    headers = {
        "Authorization": f"Bearer {secret}",
        "Connection": "close",
    }  # another connection may reach another worker
    return {pair.client.get(f"{machine.url}/v1/status", headers=headers).status_code for _ in range(12)} == {401}


def test_a_session_that_began_on_one_machine_acts_on_another(pair: Pair, anna: Signed) -> None:
    assert anna.get(pair.two, "/admin").status_code == 200
    anna.send(pair.two, "/admin/people", "/admin/people", {"name": "vera", "role": "viewer", "email": ""})
    assert "vera" in anna.get(pair.one, "/admin/people").text


def test_a_notice_that_is_silenced_on_one_machine_is_silent_on_all(pair: Pair, anna: Signed) -> None:
    (match,) = pair.matches(pair.two, HONEY)
    sent = {"case": match["case"], "passage": match["passage"], "generation": "g"}
    reply = pair.ask(pair.two, "/v1/feedback", json=sent)
    assert reply.status_code == 201
    number = reply.json()["id"]
    assert [entry.id for entry in FeedbackQueue(pair.state).waiting()] == [number]
    anna.send(
        pair.one, "/admin/feedback", "/admin/feedback", {"number": number, "decision": "accepted", "unseen": "yes"}
    )
    for machine in pair:
        within(SECONDS, lambda machine=machine: pair.matches(machine, HONEY) == [])


def test_a_publisher_described_on_one_machine_is_described_on_all(pair: Pair) -> None:
    tags = {machine.url: pair.ask(machine, "/v1/cases/bridge").headers["ETag"] for machine in pair}
    pair.state.set_source(SourceRecord(source="ravna", disclaimer="Described by hand."))
    for machine in pair:

        def described(machine: Running = machine) -> bool:
            reply = pair.ask(machine, "/v1/cases/bridge")
            return reply.headers["ETag"] != tags[machine.url] and "Described by hand." in reply.text

        within(SECONDS, described)


def test_a_case_that_is_corrected_on_one_machine_is_corrected_on_all(pair: Pair, anna: Signed) -> None:
    anna.send(pair.one, "/admin/cases/bridge", "/admin/cases/bridge", {"title": "Corrected on the first machine"})
    begun = time.monotonic()
    for machine in pair:

        def corrected(machine: Running = machine) -> bool:
            return pair.ask(machine, "/v1/cases/bridge").json()["title"] == "Corrected on the first machine"

        within(60, corrected)  # each machine builds, which takes its time on a busy one
    print(f"corrected everywhere after {time.monotonic() - begun:.1f} s")
    states = [anna.get(machine, "/v1/admin/status").json() for machine in pair]
    within(SECONDS, lambda: all(_tells_of_the_other(anna, machine) for machine in pair))
    assert all(not state["edits"]["deleted"] and state["edits"]["cases"] == 1 for state in states)
    assert "Builds on other machines" in anna.get(pair.two, "/admin").text


def _tells_of_the_other(anna: Signed, machine: Running) -> bool:
    told = anna.get(machine, "/v1/admin/status").json()["jobs_elsewhere"]
    return [(job["kind"], job["state"]) for job in told] == [("edits", "done")]


def test_a_database_that_says_nothing_keeps_no_reader_waiting(pair: Pair, postgres_server: PostgresServer) -> None:
    """It is stopped right after a change, which every worker would read now."""
    assert postgres_server.process is not None
    server = psutil.Process(postgres_server.process.pid)
    pair.state.set_source(SourceRecord(source="ravna", disclaimer="Changed just before."))
    stopped = [server, *server.children(recursive=True)]
    for process in stopped:
        process.suspend()

    def took(path: str, **more: Any) -> float:
        begun = time.monotonic()
        reply = pair.ask(pair.one, path, **more)
        assert reply.status_code in ((200,) if more else (200, 503)), reply.text
        return time.monotonic() - begun

    try:
        with ThreadPoolExecutor(8) as readers:
            asked = [readers.submit(took, path) for path in ("/metrics", "/metrics", "/readyz", "/readyz")]
            asked += [readers.submit(took, "/v1/match", json={"text": BRIDGE}) for _ in range(40)]
            times = [one.result() for one in asked]
        assert max(times) < 10  # 3 seconds at most, on a machine that is not busy
        assert sorted(times[4:])[20] < 3
        within(15, lambda: "event=state-ill" in pair.one.log.read_text())
    finally:
        for process in reversed(stopped):
            process.resume()
    for machine in pair:
        within(15, lambda machine=machine: httpx.get(f"{machine.url}/readyz").json().get("state") == "ok")
    within(15, lambda: "event=state-well" in pair.one.log.read_text())


def test_the_database_dies_amid_a_thousand_requests_and_comes_back(
    pair: Pair, anna: Signed, postgres_server: PostgresServer
) -> None:
    seen: Counter[int] = Counter()
    ready: list[int] = []
    logged = {machine.url: len(machine.log.read_text()) for machine in pair}
    dead, all_sent = threading.Event(), threading.Event()
    (match,) = pair.matches(pair.one)
    report = {"case": match["case"], "passage": match["passage"], "generation": "g", "comment": "while it is dead"}

    def read(number: int) -> int:
        if number == 300:
            assert postgres_server.process is not None
            os.kill(postgres_server.process.pid, signal.SIGQUIT)
            postgres_server.process.wait(20)
            dead.set()
        return pair.ask((pair.one, pair.two)[number % 2], "/v1/match", json={"text": BRIDGE}).status_code

    with ThreadPoolExecutor(4) as readers:
        seen.update(readers.map(read, range(1000)))
        all_sent.set()
    assert seen == {200: 1000}  # readers noticed nothing: keys, silences and publishers go on as last read
    begun = time.monotonic()
    for machine in pair:
        reply = pair.ask(machine, "/v1/feedback", json=report)
        assert (reply.status_code, reply.headers["Content-Type"]) == (503, "application/problem+json")
        assert (reply.json()["type"], reply.headers["Retry-After"]) == ("/problems/state-unavailable", "5")
        reply = anna.get(machine, "/v1/admin/status")
        assert (reply.status_code, reply.json()["type"]) == (503, "/problems/state-unavailable")
        reply = anna.get(machine, "/admin")
        assert (reply.status_code, reply.headers["Retry-After"]) == (503, "5")
        assert "The database of the state cannot be used" in reply.text
        within(20, lambda machine=machine: httpx.get(f"{machine.url}/readyz").status_code == 503)
        reply = httpx.get(f"{machine.url}/readyz")
        assert "keys may have been revoked" in reply.json()["detail"]
        assert "rejoinder_state_ill 1.0" in pair.ask(machine, "/metrics").text
        ready.append(reply.status_code)
    assert time.monotonic() - begun < 40  # nothing waits without a limit
    found = run("doctor", "--index", pair.root / "one", REJOINDER_STATE=pair.address)
    assert re.search(r"state.*the database test\d+ at 127\.0\.0\.1:\d+ cannot be used", " ".join(found.output.split()))
    assert "of the tests" not in found.output + "".join(machine.log.read_text() for machine in pair)
    postgres_server.start()
    for machine in pair:
        within(SECONDS, lambda machine=machine: pair.ask(machine, "/v1/feedback", json=report).status_code == 201)
        within(SECONDS, lambda machine=machine: httpx.get(f"{machine.url}/readyz").json().get("state") == "ok")
        within(15, lambda machine=machine: "event=state-well" in machine.log.read_text()[logged[machine.url] :])
        log = machine.log.read_text()[logged[machine.url] :]
        assert log.count("event=state-ill") == 1  # however many workers noticed it
    assert [entry.comment for entry in FeedbackQueue(pair.state).waiting()] == ["while it is dead"]
