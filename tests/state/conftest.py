"""Machines that share a state in PostgreSQL: index folders of their own, services of their own, one database."""

from __future__ import annotations

import json
import shutil
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from index.admin_state.database import State, open_state
from index.storage.build import build
from tests.index.conftest import claim
from tests.server.conftest import _serve as _serve
from tests.server.conftest import serve as serve


def write_lines(path: Path, *records: dict[str, Any]) -> str:
    path.write_text("".join(json.dumps(record) + "\n" for record in records), "utf-8")
    return str(path)


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index of four cases that no test changes."""
    folder = tmp_path_factory.mktemp("state")
    build(folder / "index", [write_lines(folder / "cases.jsonl", *map(claim, range(4)))])
    return folder / "index"


@pytest.fixture
def new_folder(built: Path, tmp_path: Path) -> Callable[[str], Path]:
    """A function that makes the index folder of a machine, which has no state of its own."""

    def make(name: str) -> Path:
        return Path(shutil.copytree(built, tmp_path / name, ignore=shutil.ignore_patterns("state.sqlite*")))

    return make


@pytest.fixture
def state(address: str, tmp_path: Path) -> State:
    """A state in an empty database."""
    return open_state(tmp_path, address)


def within(seconds: float, condition: Callable[[], bool]) -> float:
    """Wait until a condition holds, and return the seconds that it took. Fails if it takes longer."""
    begun = time.monotonic()
    while not condition():
        assert time.monotonic() - begun < seconds, f"not within {seconds} s"
        time.sleep(0.05)
    return time.monotonic() - begun
