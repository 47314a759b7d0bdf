"""A full or read-only disk: the service goes on serving and searching, and refuses what it cannot store."""

from __future__ import annotations

import sqlite3
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from index.admin_state.database import State, make_schema
from index.storage.build import build
from index.storage.generations import status
from server.api.batch_store import Shared
from server.app import create_app
from server.config.settings import Settings
from tests.server.case_file import BRIDGE, write_cases
from tests.server.conftest import Serve
from tests.server.test_cli import run_json

FEEDBACK = {"case": "bridge", "passage": "0" * 32, "generation": "g"}
Refuse = Callable[[Path], None]


def mount(*arguments: str) -> bool:
    return subprocess.run(["mount", *arguments], capture_output=True, check=False).returncode == 0


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A small file system for one test."""
    disk = tmp_path / "disk"
    disk.mkdir()
    if not mount("-t", "tmpfs", "-o", "size=4m", "tmpfs", str(disk)):
        pytest.skip("a small file system cannot be mounted here (needs root)")
    yield disk
    subprocess.run(["umount", "-l", str(disk)], check=True)


def read_only(disk: Path) -> None:
    assert mount("-o", "remount,ro", str(disk))


def full(disk: Path) -> None:
    with (disk / "filler").open("wb", buffering=0) as f:
        try:
            while True:
                f.write(b"x" * 4096)
        except OSError:
            pass


@pytest.fixture(params=[read_only, full])
def refuse(request: pytest.FixtureRequest) -> Refuse:
    """Make the disk full or read-only."""
    refuse: Refuse = request.param
    return refuse


@pytest.fixture
def index(disk: Path, tmp_path: Path) -> Path:
    build(disk / "index", [str(write_cases(tmp_path / "cases.jsonl"))], strict=True)
    return disk / "index"


def look_up(index: Path) -> str:
    """Send every request that only reads. Returns the passage hash of the one match."""
    client = create_app(Settings(index=index)).test_client()
    reply = client.post("/v1/match", json={"text": BRIDGE})
    assert (reply.status_code, reply.get_json()["matches"][0]["case"]) == (200, "bridge")
    for path in ("/v1/cases?q=bridge", "/v1/cases/bridge", "/v1/status", "/readyz"):
        assert client.get(path).status_code == 200, path
    refused = client.post("/v1/feedback", json=FEEDBACK)
    assert (refused.status_code, refused.get_json()["type"]) == (503, "/problems/storage-unavailable")
    assert run_json("search", "bridge", "--index", index)["total"] == 1
    assert run_json("match", "--index", index, text=BRIDGE)["matches"][0]["case"] == "bridge"
    return str(reply.get_json()["matches"][0]["passage"])


def test_a_build_makes_the_key_of_passage_hashes(index: Path) -> None:
    with sqlite3.connect(index / "state.sqlite") as db:
        assert len(db.execute("SELECT value FROM secret WHERE name = 'passages'").fetchone()[0]) == 32
    db.close()


def test_an_index_that_was_never_served_is(index: Path, disk: Path, refuse: Refuse) -> None:
    refuse(disk)
    assert look_up(index) == look_up(index)
    assert status(index)["writing"] is False


def test_so_is_one_without_state_or_with_that_of_an_older_version(index: Path, disk: Path, refuse: Refuse) -> None:
    """The state is missing, or an earlier version wrote it."""
    secret = State(index).secret()
    older = index / "older"
    (index / "state.sqlite").unlink()
    with sqlite3.connect(older) as db:
        make_schema(db, 0, 2)
        db.execute("INSERT INTO secret VALUES ('passages', ?)", (secret,))
    db.close()
    refuse(disk)
    alike = {look_up(index), look_up(index)}
    assert len(alike) == 1, "every worker names a passage alike"
    assert mount("-o", "remount,rw", str(disk))
    (index / "state.sqlite").unlink(missing_ok=True)
    older.rename(index / "state.sqlite")
    refuse(disk)
    assert look_up(index) == look_up(index)
    assert State(index).secret() == secret


def test_a_service_starts_on_it(index: Path, disk: Path, serve: Serve) -> None:
    read_only(disk)
    running = serve(index)
    with running.client() as client:
        assert client.post("/v1/match", json={"text": BRIDGE}).json()["matches"][0]["case"] == "bridge"
        assert client.post("/v1/feedback", json=FEEDBACK).status_code == 503
    assert running.stop() == 0


@pytest.fixture
def batches(disk: Path) -> Path:
    (disk / "batches").mkdir()
    return disk / "batches"


def folders(batches: Path) -> list[Path]:
    return [path for path in batches.iterdir() if path.is_dir()]


def test_a_batch_that_cannot_be_begun_leaves_nothing(built: Path, disk: Path, batches: Path) -> None:
    client = create_app(Settings(index=built), batches=Shared(batches)).test_client()
    body = {"texts": [{"text": "a"}]}
    assert client.delete(client.post("/v1/batches", json=body).get_json()["address"]).status_code == 204
    full(disk)
    for _ in range(3):
        refused = client.post("/v1/batches", json=body)
        assert (refused.status_code, refused.get_json()["type"]) == (503, "/problems/storage-unavailable")
    assert folders(batches) == []
    (disk / "filler").unlink()
    assert client.post("/v1/batches", json=body).status_code == 202


def test_a_batch_that_meets_a_full_disk_fails_with_the_reason(built: Path, disk: Path, batches: Path) -> None:
    client = create_app(Settings(index=built, reader="off"), batches=Shared(batches)).test_client()
    address = client.post("/v1/batches", json={"texts": [{"text": BRIDGE}] * 1_000}).get_json()["address"]
    while not client.get(address).get_json()["done"]:
        time.sleep(0.01)
    full(disk)
    deadline = time.monotonic() + 60
    while (found := client.get(address)).get_json().get("state") == "running":
        assert time.monotonic() < deadline
        time.sleep(0.05)
    assert found.status_code == 200, found.get_json()
    assert found.get_json()["state"] == "failed"
    assert "disk is full" in found.get_json()["reason"]
    results = client.get(f"{address}/results").get_data(as_text=True).splitlines()
    assert len(results) == found.get_json()["done"] < 1_000
    assert client.delete(address).status_code == 204
