"""A byte of the live generation changes: `verify` finds it, and the service says so and serves the last good one."""

from __future__ import annotations

import os
import time
from pathlib import Path

import httpx
import pytest

from index.storage.build import update
from index.storage.generation import Manifest
from index.storage.generations import live_name, path_of, rollback, verify
from index.storage.integrity import Watch
from index.storage.library import Library
from server.app import create_app
from server.config.settings import Settings
from tests.admin.conftest import Admin
from tests.server.case_file import BRIDGE
from tests.server.conftest import Serve


def flip(path: Path, *, keep_times: bool = False) -> None:
    """Flip one bit in the middle of a file, in place."""
    stat = path.stat()
    raw = bytearray(path.read_bytes())
    raw[len(raw) // 2] ^= 1
    with path.open("r+b") as f:
        f.write(raw)
    if keep_times:
        os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns))


@pytest.fixture
def two(folder: Path, tmp_path: Path) -> Path:
    """An index with two generations, so that there is one to fall back to."""
    more = tmp_path / "more.jsonl"
    more.write_text('{"id": "ferry", "source": "ravna", "title": "The ferry of Ravna was painted with milk"}\n')
    update(folder, [str(more)])
    return folder


def files(folder: Path) -> list[str]:
    return sorted(Manifest.read(path_of(folder, live_name(folder))).files)


def test_a_flipped_byte_in_any_file_is_found_and_the_last_good_generation_served(two: Path) -> None:
    live = live_name(two)
    before = Manifest.read(path_of(two, live)).previous
    client = create_app(Settings(index=two)).test_client()
    assert client.get("/readyz").get_json()["generation"] == live
    found = [name for name in files(two) if (path_of(two, live) / name).stat().st_size]
    assert len(found) > 15
    for name in found:
        flip(path_of(two, live) / name)
        assert any(name in problem for problem in verify(two)), name
        assert client.get("/readyz").status_code == 503, name
        reply = client.post("/v1/match", json={"text": BRIDGE}).get_json()
        assert reply["index"]["generation"] == before, name
        assert reply["matches"][0]["case"] == "bridge", name
        flip(path_of(two, live) / name)
        assert client.get("/readyz").get_json()["generation"] == live, name
        assert client.post("/v1/match", json={"text": BRIDGE}).get_json()["index"]["generation"] == live


@pytest.mark.parametrize("path", ["/v1/cases?q=bridge", "/v1/cases/bridge", "/v1alpha1/claims:search?query=bridge"])
def test_who_meets_the_damage_first_is_answered_too(two: Path, path: str) -> None:
    live = path_of(two, live_name(two))
    before = Manifest.read(live).previous
    client = create_app(Settings(index=two)).test_client()
    assert client.get(path).status_code == 200
    (live / "cases.jsonl").write_bytes(b"\0" * (live / "cases.jsonl").stat().st_size)
    assert client.get(path, headers={"Accept": "*/*"}).status_code == 200
    reply = client.post("/v1/match", json={"text": BRIDGE})
    assert (reply.status_code, reply.get_json()["index"]["generation"]) == (200, before)


def test_a_match_that_meets_the_damage_first_is_answered_too(two: Path) -> None:
    live = path_of(two, live_name(two))
    client = create_app(Settings(index=two)).test_client()
    assert client.post("/v1/match", json={"text": BRIDGE}).get_json()["index"]["generation"] == live.name
    (live / "cases.jsonl").write_bytes(b"\0" * (live / "cases.jsonl").stat().st_size)
    reply = client.post("/v1/match", json={"text": BRIDGE})
    assert (reply.status_code, reply.get_json()["index"]["generation"]) == (200, Manifest.read(live).previous)


def test_a_missing_file_is_found(two: Path) -> None:
    client = create_app(Settings(index=two)).test_client()
    assert client.get("/readyz").status_code == 200
    (path_of(two, live_name(two)) / "cases.jsonl").unlink()
    assert client.get("/readyz").status_code == 503
    assert client.post("/v1/match", json={"text": BRIDGE}).status_code == 200


def test_what_a_disk_did_on_its_own_is_found_by_reading_everything(two: Path) -> None:
    library = Library(two)
    library.current()
    watch = Watch(library)
    assert watch.read_all() is None
    assert watch.quick_check() is None
    name = "cases.jsonl"
    flip(path_of(two, live_name(two)) / name, keep_times=True)
    assert name in (watch.read_all() or "")
    assert library.problem is not None


def test_without_another_generation_the_damaged_one_goes_on(folder: Path) -> None:
    client = create_app(Settings(index=folder)).test_client()
    assert client.get("/readyz").status_code == 200
    flip(path_of(folder, live_name(folder)) / "sources.json")
    assert client.get("/readyz").status_code == 503
    assert client.post("/v1/match", json={"text": BRIDGE}).status_code == 200


def test_rolling_back_or_building_mends_it(two: Path, tmp_path: Path) -> None:
    client = create_app(Settings(index=two)).test_client()
    damaged = live_name(two)
    flip(path_of(two, damaged) / "cases.jsonl")
    assert client.get("/readyz").status_code == 503
    rollback(two)
    assert client.get("/readyz").status_code == 200
    assert client.get("/readyz").get_json()["generation"] == live_name(two) != damaged


def test_every_worker_notices_by_itself(two: Path, _serve: Serve) -> None:
    running = _serve(two, REJOINDER_CHECK_SECONDS="1")
    before = Manifest.read(path_of(two, live_name(two))).previous
    time.sleep(1.5)
    flip(path_of(two, live_name(two)) / "cases.jsonl")
    deadline = time.monotonic() + 15
    while time.monotonic() < deadline:
        # a new connection each time, so that both workers get requests
        told = {
            httpx.post(running.url + "/v1/match", json={"text": BRIDGE}).json()["index"]["generation"]
            for _ in range(12)
        }
        if told == {before}:
            break
        time.sleep(0.3)
    assert told == {before}
    assert running.stop() == 0


def test_the_command_line_and_the_admin_page_tell(two: Path) -> None:
    app = create_app(Settings(index=two))
    admin = Admin(app, two)
    flip(path_of(two, live_name(two)) / "cases.jsonl")
    html = admin.text("/admin")
    assert "The live index is damaged" in html
    assert "Roll back" in html
