"""A builder, a follower and a service with a bucket of a real S3 server between them."""

from __future__ import annotations

import time
from pathlib import Path

import httpx
import pytest

from index.depot.address import open_depot
from index.depot.errors import DepotConflictError
from index.storage.generations import live_name, names
from tests.depot.conftest import Machines
from tests.server.conftest import Serve

pytestmark = pytest.mark.toolchain


def test_generations_go_through_a_bucket(machines: Machines, s3: str) -> None:
    machines.depot = open_depot(s3)
    machines.push()
    follower = machines.follower()
    follower.look()
    for _ in range(4):
        name = machines.update()
        follower.look()
        assert machines.live() == name
    there = {entry.name.split("/")[1] for entry in machines.depot.list("generations/")}
    assert there == set(names(machines.folder))
    machines.builder().begin()
    stale = machines.builder()
    stale.begin()
    machines.update()
    with pytest.raises(DepotConflictError, match="another builder changed"):
        stale.publish(live_name(machines.folder), lambda _phase, _done, _total: None)


def test_a_service_follows_a_bucket(machines: Machines, s3: str, _serve: Serve, tmp_path: Path) -> None:
    """Its workers are forked, which the client of the bucket must not notice."""
    machines.depot = open_depot(s3)
    machines.push()
    settings = {"REJOINDER_DEPOT": s3, "REJOINDER_DEPOT_ROLE": "follower", "REJOINDER_DEPOT_KEY": machines.key}
    running = _serve(tmp_path / "served", **settings, REJOINDER_READER="off")
    name = machines.update(wait_seconds=20)
    assert machines.switched[-1].late == ()
    assert len(machines.switched[-1].ready) == 1
    deadline = time.monotonic() + 20
    while (ready := httpx.get(f"{running.url}/readyz").json()) != {
        "status": "ready", "generation": name, "depot": "ok"
    }:  # fmt: skip
        assert time.monotonic() < deadline, ready
        time.sleep(0.1)
    assert "of-the-depot" not in running.log.read_text()
    running.stop()
