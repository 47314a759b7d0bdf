"""A builder and two followers as real services: the same replies, switches that nobody notices, a depot that goes."""

from __future__ import annotations

import json
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import psutil
import pytest

import index.storage.build
from index.admin_state.database import State
from index.depot.builder import Builder
from index.depot.folder import FolderDepot
from index.pack.signature import public_key
from index.storage.build import build, update
from index.storage.generations import live_name
from server.admin.accounts import Accounts
from server.app import create_app
from server.config.open_models import open_models
from server.config.settings import Settings
from tests.admin.conftest import Admin
from tests.depot.conftest import Machines, write_lines
from tests.depot.test_kills import at, killed
from tests.server.case_file import BRIDGE, HONEY, write_cases
from tests.server.conftest import Running, Serve
from tests.server.test_cli import run

PAGE = {"text": f"{BRIDGE}\n\nNothing happened.\n\n{HONEY}", "min_score": 0, "per_block": 3}
QUIET: dict[str, Any] = {"REJOINDER_READER": "off", "REJOINDER_CHECK_SECONDS": "1"}
SECONDS = 60.0  # longest wait for anything; a busy machine is slow


@dataclass
class Cluster:
    """A builder with its service, and the services of two followers; the second may not lag for more than a second."""

    root: Path
    key: str
    builder: Running
    followers: list[Running]

    @property
    def folder(self) -> Path:
        return self.root / "builder"

    def settings(self, role: str = "builder") -> dict[str, str]:
        place = {"REJOINDER_DEPOT": str(self.root / "depot"), "REJOINDER_DEPOT_ROLE": role}
        return place | QUIET | ({"REJOINDER_DEPOT_KEY": self.key} if role == "follower" else {})

    def every(self) -> list[Running]:
        return [self.builder, *self.followers]

    def command(self, *arguments: object, role: str = "builder", index: Path | None = None) -> Any:
        """Run a command; again while the builder's service holds the writer lock, which it does for a moment."""
        begun = time.monotonic()
        while True:
            result = run(*arguments, "--index", index or self.folder, **self.settings(role))
            if "is writing to the index" not in result.stderr or time.monotonic() - begun > SECONDS:
                return result
            time.sleep(0.1)


@pytest.fixture(scope="module")
def cluster(_serve: Serve, tmp_path_factory: pytest.TempPathFactory) -> Cluster:
    root = tmp_path_factory.mktemp("cluster")
    (root / "depot").mkdir()
    build(root / "builder", [str(write_cases(root / "cases.jsonl"))], strict=True)
    cluster = Cluster(root, public_key(State(root / "builder").depot_key()), None, [])  # type: ignore[arg-type]
    pushed = cluster.command("depot", "push")
    assert pushed.exit_code == 0, pushed.output
    with ThreadPoolExecutor(3) as pool:
        starting = [pool.submit(_serve, root / "builder", "--workers", "1", **cluster.settings())]
        for n, lag in enumerate(("60", "1")):
            settings = cluster.settings("follower") | {"REJOINDER_DEPOT_LAG_SECONDS": lag}
            starting.append(pool.submit(_serve, root / f"follower-{n}", "--workers", "1", **settings))
        cluster.builder, *cluster.followers = [one.result() for one in starting]
    return cluster


def until(condition: Callable[[], object], what: str) -> float:
    begun = time.monotonic()
    while not condition():
        assert time.monotonic() - begun < SECONDS, what
        time.sleep(0.05)
    return time.monotonic() - begun


def ready(running: Running) -> dict[str, Any]:
    reply = httpx.get(f"{running.url}/readyz", timeout=10)
    return {"code": reply.status_code, **reply.json()}


def serves(running: Running, name: str) -> bool:
    return ready(running).get("generation") == name


def asked(running: Running) -> list[Any]:
    """The replies to a match and to lookups, without the time that they took."""
    with running.client() as client:
        replies = [
            client.post("/v1/match", json=PAGE),
            client.get("/v1/cases?q=Ravna&page_size=2"),
            client.get("/v1/cases/bridge"),
            client.get("/v1/status"),
        ]
    assert [reply.status_code for reply in replies] == [200] * len(replies)
    return [{key: value for key, value in reply.json().items() if key != "took_ms"} for reply in replies]


def test_every_machine_gives_the_same_replies(cluster: Cluster) -> None:
    alone, *others = [asked(running) for running in cluster.every()]
    assert alone[0]["matches"]
    assert all(other == alone for other in others)


def test_a_switch_reaches_all_and_no_request_fails(cluster: Cluster) -> None:
    stop, failures, seen = threading.Event(), list[str](), set[str]()

    def ask(running: Running) -> None:
        with running.client() as client:
            while not stop.wait(0.02):
                reply = client.post("/v1/match", json=PAGE)
                if reply.status_code == 200:
                    seen.add(reply.json()["index"]["generation"])
                else:
                    failures.append(reply.text)

    askers = [threading.Thread(target=ask, args=(running,)) for running in cluster.followers]
    for asker in askers:
        asker.start()
    before = live_name(cluster.folder)
    source = write_lines(
        cluster.root / "lamp.jsonl", {"id": "lamp", "source": "ravna", "title": "The lamp speaks Latin"}
    )
    result = cluster.command("index", "update", source)
    name = live_name(cluster.folder)
    for running in cluster.every():
        until(lambda running=running: serves(running, name), "the switch did not arrive")  # type: ignore[misc]
    stop.set()
    for asker in askers:
        asker.join()
    assert failures == []
    assert seen == {before, name}
    assert result.stderr.count("ready before the switch: ") == 1, "the switch waited for both"
    status = json.loads(cluster.command("depot", "status", "--json").stdout)
    assert [machine["live"] for machine in status["machines"]] == [name] * 2


def test_publishers_and_keys_reach_all_without_a_build(cluster: Cluster) -> None:
    name = live_name(cluster.folder)
    cluster.command("source", "set", "ravna", "--disclaimer", "Said by hand.")

    def told(running: Running) -> Any:
        return httpx.get(f"{running.url}/v1/status").json()["sources"]["ravna"]["text"]

    for running in cluster.every():
        until(lambda running=running: told(running) == "Said by hand.", "the disclaimer did not arrive")  # type: ignore[misc]
    assert live_name(cluster.folder) == name
    test_every_machine_gives_the_same_replies(cluster)


def test_a_service_of_the_builder_publishes_what_its_pages_change(cluster: Cluster) -> None:
    with State(cluster.folder).transaction() as db:
        db.execute("INSERT INTO silence VALUES ('honey', 'nothing', '2026-01-01', 'anna')")
    path = cluster.root / "follower-0"

    def silenced() -> bool:
        with State(path).reading() as db:
            return db.execute("SELECT 1 FROM silence WHERE case_id = 'honey'").fetchone() is not None

    until(silenced, "the silence did not arrive")


def test_the_service_ends_a_switch_that_was_killed(cluster: Cluster) -> None:
    source = write_lines(
        cluster.root / "k.jsonl", {"id": "k", "source": "ravna", "title": "The moon over Ravna is a lamp"}
    )
    before = live_name(cluster.folder)
    publication = Builder(FolderDepot(cluster.root / "depot"), cluster.folder, 0.0)
    models = open_models(Settings(), building=True)
    killed(
        at(1, "switch", index.storage.build),
        lambda: update(cluster.folder, [source], models=models, publication=publication),
    )
    until(lambda: live_name(cluster.folder) != before, "the builder did not switch")
    for running in cluster.every():
        until(lambda running=running: serves(running, live_name(cluster.folder)), "not switched")  # type: ignore[misc]


@pytest.fixture
def gone(cluster: Cluster) -> Iterator[None]:
    (cluster.root / "depot").rename(cluster.root / "away")
    yield
    if (cluster.root / "away").exists():
        (cluster.root / "away").rename(cluster.root / "depot")
    for running in cluster.every():
        until(lambda running=running: ready(running).get("depot") == "ok", "it did not recover")  # type: ignore[misc]


def test_readers_do_not_notice_that_the_depot_is_gone(cluster: Cluster, gone: None) -> None:
    for running in cluster.every():
        until(lambda running=running: ready(running).get("depot") != "ok", "nobody noticed")  # type: ignore[misc]
        found = ready(running)
        assert (found["code"], found["depot"]) == (
            200,
            "the depot cannot be used; this machine goes on with what it has",
        )
        assert 'rejoinder_depot_ill{part="depot"} 1.0' in httpx.get(f"{running.url}/metrics").text
        assert asked(running)[0]["matches"]
    doctor = json.loads(cluster.command("doctor", "--json", role="follower", index=cluster.root / "follower-0").stdout)
    (finding,) = [found for found in doctor["checks"] if found["check"] == "depot"]
    assert (finding["level"], "there is no folder" in finding["what"]) == ("problem", True)
    for arguments in (["index", "delete", "lamp"], ["depot", "status"], ["depot", "push"]):
        refused = cluster.command(*arguments)
        assert (refused.exit_code, "there is no folder" in refused.output) == (1, True), refused.output
    assert str(cluster.root) not in json.dumps(ready(cluster.followers[0]))


def test_a_follower_changes_nothing(cluster: Cluster) -> None:
    folder = cluster.root / "follower-1"
    source = str(cluster.root / "lamp.jsonl")
    for arguments in (
        ["index", "build", source],
        ["index", "update", source],
        ["index", "delete", "lamp"],
        ["index", "rollback"],
        ["index", "resume"],
        ["source", "set", "ravna", "--name", "x"],
        ["key", "create", "x"],
        ["depot", "push"],
        ["depot", "key"],
        ["depot", "prune"],
    ):
        refused = cluster.command(*arguments, role="follower", index=folder)
        assert refused.exit_code == 1, arguments
        assert "this machine follows the depot" in refused.output, refused.output
    for method, path in (("POST", "/v1/feedback"), ("GET", "/v1/pack")):
        reply = httpx.request(method, cluster.followers[1].url + path, json={} if method == "POST" else None)
        assert (reply.status_code, reply.json()["type"]) == (421, "/problems/builder-only")
    with cluster.builder.client() as client:
        assert client.get("/v1/pack").status_code == 200


def test_the_forms_of_a_follower_say_where_to_go(cluster: Cluster, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(cluster.root / "follower-1", tmp_path / "copy"))
    settings = Settings(
        index=folder, depot=str(cluster.root / "depot"), depot_role="follower", depot_key=cluster.key, reader="off"
    )
    client = create_app(settings).test_client()
    token = Accounts(State(folder)).new_token("anna")
    client.post("/admin/sign-in", data={"token": token}, base_url="https://127.0.0.1")
    page = client.get("/admin", base_url="https://127.0.0.1").text
    assert "This machine follows a depot" in page
    assert "built without the latest edits" not in page
    refused = client.post("/admin/rollback", base_url="https://127.0.0.1")
    assert refused.status_code == 400
    assert "change this on the builder" in refused.text


def test_the_pages_of_a_builder_say_that_the_depot_is_gone(published: Machines) -> None:
    before, live = live_name(published.folder), published.update()
    depot = published.root / "depot"
    app = create_app(Settings(index=published.folder, depot=str(depot), reader="off"))
    admin = Admin(app, published.folder)
    depot.rename(published.root / "away")
    refused = admin.send("/admin", "/admin/rollback", {"live": live, "generation": before})
    assert refused.status_code == 503
    assert "The depot cannot be used. Nothing was changed" in refused.text
    assert live_name(published.folder) == live
    (published.root / "away").rename(depot)
    assert admin.send("/admin", "/admin/rollback", {"live": live, "generation": before}).status_code == 303
    published.follower().look()
    assert published.live() == live_name(published.folder) == before


def test_a_machine_that_lags_says_so_and_goes_on(cluster: Cluster) -> None:
    late = cluster.followers[-1]
    before = live_name(cluster.folder)
    stopped = psutil.Process(late.process.pid).children(recursive=True)
    for process in stopped:
        process.suspend()
    source = write_lines(cluster.root / "late.jsonl", {"id": "late", "source": "ravna", "title": "Ravna has no clocks"})
    soon = cluster.settings() | {"REJOINDER_DEPOT_WAIT_SECONDS": "0"}
    # the builder's service may be writing just now
    until(lambda: run("index", "update", "--index", cluster.folder, source, **soon).exit_code == 0, "no update")
    name = live_name(cluster.folder)
    assert name != before
    for file in (cluster.root / "depot" / "generations" / name).rglob("cases.jsonl"):
        file.write_bytes(b"x" * file.stat().st_size)
    for process in stopped:
        process.resume()
    until(lambda: ready(late)["code"] == 503, "it did not turn unready")
    assert "lags behind" in ready(late)["detail"]
    with late.client() as client:
        reply = client.post("/v1/match", json=PAGE)
        assert (reply.status_code, reply.json()["index"]["generation"]) == (200, before)
        assert 'rejoinder_depot_ill{part="generation"} 1.0' in client.get("/metrics").text
    assert cluster.command("depot", "status").exit_code == 1
    assert cluster.command("depot", "push").exit_code == 0
    until(lambda: serves(late, name), "it did not catch up")


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"REJOINDER_DEPOT": "ftp://x/y"}, "REJOINDER_DEPOT must be a folder, or begin with s3://"),
        ({"REJOINDER_DEPOT": "depot"}, "REJOINDER_DEPOT must be the whole path of a folder"),
        ({"REJOINDER_DEPOT": "s3://x"}, "REJOINDER_DEPOT must be like s3://bucket/prefix"),
        ({"REJOINDER_DEPOT": "s3://bucket/../x"}, "REJOINDER_DEPOT must be like s3://bucket/prefix"),
        ({"REJOINDER_DEPOT_ROLE": "follower"}, "also needs REJOINDER_DEPOT"),
        ({"REJOINDER_DEPOT_ROLE": "reader"}, "must be one of builder, follower"),
        ({"REJOINDER_DEPOT": "/x", "REJOINDER_DEPOT_ROLE": "follower"}, "also needs REJOINDER_DEPOT_KEY"),
        ({"REJOINDER_DEPOT": "/x", "REJOINDER_DEPOT_KEY": "abc"}, "44 characters of base64, as `rejoinder depot key`"),
        ({"REJOINDER_DEPOT": "/x", "REJOINDER_DEPOT_KEY": "A" * 43 + "="}, "also set REJOINDER_DEPOT_ROLE=follower"),
        (
            {"REJOINDER_DEPOT": "/no/x", "REJOINDER_DEPOT_KEY": "A" * 43 + "=", "REJOINDER_DEPOT_ROLE": "follower"},
            "there is no folder /no/x: mount it",
        ),
    ],
)
def test_wrong_settings_are_named_before_anything_starts(tmp_path: Path, settings: dict[str, str], words: str) -> None:
    result = run("serve", "--index", tmp_path / "index", **settings)
    assert result.exit_code == 1
    assert words in result.stderr.splitlines()[-1]
    assert not (tmp_path / "index" / "CURRENT").exists()


def test_what_a_depot_lacks_is_named(cluster: Cluster, tmp_path: Path) -> None:
    """An empty one, and none at all, for a follower that has nothing yet and for the commands."""
    (tmp_path / "empty").mkdir()
    key = {"REJOINDER_DEPOT_KEY": cluster.key, "REJOINDER_DEPOT_ROLE": "follower"}
    place = {"REJOINDER_DEPOT": str(tmp_path / "empty")}
    for command in ("serve", "depot pull"):
        result = run(*command.split(), "--index", tmp_path / "index", **key, **place)
        assert (result.exit_code, "`rejoinder depot push` on the builder" in result.stderr) == (1, True), result.stderr
    for command in ("push", "pull", "prune", "status"):
        result = run("depot", command, "--index", cluster.folder)
        assert (result.exit_code, "set REJOINDER_DEPOT to a folder" in result.stderr) == (1, True), result.stderr
