"""Shards on machines of their own, which fetch generations from a depot."""

from __future__ import annotations

import json
import os
import subprocess
import time
from pathlib import Path

from index.shards.asking import Shards
from index.storage.generations import live_name
from tests.shards.conftest import REJOINDER, Replica, access, claims


def test_shards_follow_a_depot(tmp_path: Path) -> None:
    """They begin with an empty disk, and have what the builder publishes next before a front asks for it."""
    builder, depot = tmp_path / "builder", tmp_path / "depot"
    depot.mkdir()
    of_builder = os.environ | {"REJOINDER_INDEX": str(builder), "REJOINDER_DEPOT": str(depot)}

    def rejoinder(*args: str) -> str:
        return subprocess.run([REJOINDER, *args], env=of_builder, check=True, capture_output=True, text=True).stdout

    def publish(command: str, rows: list[dict[str, object]]) -> str:
        file = tmp_path / f"{command}.jsonl"
        file.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
        rejoinder("index", command, str(file))
        return live_name(builder)

    def wait_for(generation: str) -> None:
        deadline = time.monotonic() + 60
        while any(found.problem for found in shards.health(generation)):
            assert time.monotonic() < deadline, shards.health(generation)
            time.sleep(0.1)

    first = publish("build", claims()[:40])
    follows = {
        "REJOINDER_DEPOT": str(depot), "REJOINDER_DEPOT_ROLE": "follower",
        "REJOINDER_DEPOT_KEY": rejoinder("depot", "key").split()[-1],
    }  # fmt: skip
    replicas = [Replica(tmp_path / f"shard{number}", number, 2, **follows) for number in (1, 2)]
    try:
        shards = Shards(access(replicas, 2), 60.0)
        wait_for(first)
        second = publish("update", claims()[40:50])
        assert second != first
        wait_for(second)
        assert not any(found.problem for found in shards.health(first)), "a front may still ask for the one before"
    finally:
        for replica in replicas:
            replica.end()
