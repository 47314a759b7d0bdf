"""A builder and followers in folders of one machine, with a real depot between them."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from index.admin_state.database import State
from index.depot import local_record
from index.depot.builder import Builder, Switched
from index.depot.folder import FolderDepot
from index.depot.follower import Follower
from index.depot.protocol import Depot
from index.pack.signature import public_key
from index.storage.build import build, update
from index.storage.generation import Generation
from index.storage.generations import live_name, names, verify
from index.storage.retention import Kept
from tests.index.conftest import claim
from tests.server.conftest import _serve as _serve
from tests.server.conftest import free_port
from tests.servers import CREDENTIALS, VERSITYGW, s3_server

KEPT = Kept(generations=2, days=0)


def write_lines(path: Path, *records: dict[str, Any]) -> str:
    path.write_text("".join(json.dumps(record) + "\n" for record in records), "utf-8")
    return str(path)


@pytest.fixture
def tmp_path() -> Iterator[Path]:
    """A folder in memory, if there is such a place: on a disk, syncing hundreds of files takes most of the time."""
    memory = Path("/dev/shm")
    with tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else None) as name:
        yield Path(name)


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index of four cases that no test changes."""
    folder = tmp_path_factory.mktemp("depot")
    build(folder / "index", [write_lines(folder / "cases.jsonl", *map(claim, range(4)))], kept=KEPT)
    return folder / "index"


@dataclass
class Machines:
    """A builder, and as many followers as a test asks for."""

    root: Path
    folder: Path
    depot: Depot
    switched: list[Switched] = field(default_factory=list)
    number: int = 4

    @property
    def state(self) -> State:
        return State(self.folder)

    @property
    def key(self) -> str:
        return public_key(self.state.depot_key())

    def builder(self, folder: Path | None = None, wait_seconds: float = 0.0) -> Builder:
        return Builder(self.depot, folder or self.folder, wait_seconds, self.switched.append)

    def push(self) -> str:
        self.builder().push(lambda _phase, _done, _total: None)
        return live_name(self.folder)

    def update(self, folder: Path | None = None, wait_seconds: float = 0.0) -> str:
        """Add a case on the builder, and publish. Returns the new generation."""
        self.number += 1
        source = write_lines(self.root / "new.jsonl", claim(self.number))
        index = folder or self.folder
        return update(index, [source], kept=KEPT, publication=self.builder(index, wait_seconds)).generation

    def follower(self, name: str = "follower", key: str = "", depot: Depot | None = None) -> Follower:
        return Follower(depot or self.depot, key or self.key, self.root / name, KEPT, _open)

    def live(self, name: str = "follower") -> str:
        """The live generation of a follower; what it serves must be intact."""
        folder = self.root / name
        found = live_name(folder)
        assert verify(folder) == []
        assert len(Generation(folder / "generations" / found)) >= 4
        return found

    def check_clean(self, name: str = "follower") -> None:
        """There are no leftovers in a follower's folder."""
        folder = self.root / name / "generations"
        assert sorted(path.name for path in folder.iterdir()) == names(self.root / name)


def _open(folder: Path) -> None:
    Generation(folder)


def _machines(built: Path, root: Path) -> Machines:
    (root / "depot").mkdir()
    folder = Path(shutil.copytree(built, root / "builder"))
    State(folder).secret()
    return Machines(root, folder, FolderDepot(root / "depot"))


@pytest.fixture
def machines(built: Path, tmp_path: Path) -> Machines:
    """A builder whose index is not yet in the depot, which is a folder."""
    return _machines(built, tmp_path)


@pytest.fixture(scope="session")
def _published(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    machines = _machines(built, tmp_path_factory.mktemp("published"))
    machines.push()
    machines.follower().look()
    return machines.root


@pytest.fixture
def published(_published: Path, tmp_path: Path) -> Machines:
    """The same, with the index in the depot, and one follower that has it."""
    root = Path(shutil.copytree(_published, tmp_path / "machines"))
    machines = Machines(root, root / "builder", FolderDepot(root / "depot"))
    machines.follower().look()  # so that it counts as alive
    return machines


def rewrite(machines: Machines, name: str, change: Callable[[bytes], bytes]) -> None:
    """Change an object of the depot behind everybody's back."""
    path = machines.root / "depot" / name
    path.write_bytes(change(path.read_bytes()))


def record_of(machines: Machines, name: str = "follower") -> local_record.Record:
    return local_record.read(machines.root / name)


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The endpoint of a real S3 server with the bucket `depot`."""
    if VERSITYGW is None:
        pytest.skip("there is no versitygw: `make bucket-tests` compiles it")
    gateway = s3_server(tmp_path_factory.mktemp("s3"), free_port())
    gateway.start()
    yield f"http://127.0.0.1:{gateway.port}"
    gateway.kill()


@pytest.fixture
def s3(server: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """The address of a depot in a bucket, with the credentials for it in the environment."""
    for name, value in (CREDENTIALS | {"AWS_ENDPOINT_URL": server}).items():
        monkeypatch.setenv(name, value)
    return f"s3://depot/{os.urandom(4).hex()}/rejoinder"
