"""An index, and real shard processes for it, started once for all tests of this folder."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest

from index.shards.access import Access
from index.shards.asking import Shards
from index.storage.build import build
from index.storage.generations import live_name
from server.config.open_models import open_models
from server.config.settings import Settings
from tests.postgres_server import free_port

KEY = "a key for the tests of shards"
REJOINDER = str(Path(sys.executable).with_name("rejoinder"))
PLACES = ("Vienna", "Kyiv", "Oslo", "Lisbon", "Prague", "Tallinn")
THINGS = ("the harbour", "the metro", "the lighthouse", "the opera", "the power station", "the town hall")
BUYERS = ("Martian investors", "a bakery chain", "a secret lodge", "penguin farmers", "a wrestling club")


def claims() -> list[dict[str, object]]:
    """Cases that share many words, some of which make the same claim, and some in Russian."""
    out: list[dict[str, object]] = []
    for place in PLACES:
        for thing in THINGS:
            for buyer in BUYERS:
                title = f"The mayor of {place} sold {thing} to {buyer} for one dollar"
                summary = f"{thing.capitalize()} of {place} belongs to {buyer} since 2019. Nobody was asked."
                out.append({"id": f"c{len(out)}", "source": "test", "title": title, "summary": summary})
    copies = [case | {"id": f"copy-{case['id']}", "title": f"{case['title']}."} for case in out[::13]]
    russian = {
        "id": "russian", "source": "test", "title": "The harbour of Odessa was sold to Martian investors",
        "articles": [{"language": "ru", "excerpt": "Порт Одессы тайно продан марсианским инвесторам за миллион."}],
    }  # fmt: skip
    return [*out, *copies, russian]


def texts(seed: int, count: int) -> list[str]:
    """Paragraphs that repeat some of the claims, in the same or similar words, among others that repeat none."""
    chance, cases = np.random.default_rng(seed), claims()
    out = []
    for n in range(count):
        case = cases[int(chance.integers(len(cases)))]
        said = str(case["title"]).replace("sold", ("sold", "has secretly sold", "gave away")[n % 3])
        out.append(f"It rained all day. {said}, as everybody knows. The weather was fine on {n} days in the hills.")
    out.append("Портовый город Одесса: порт тайно продан марсианским инвесторам за миллион рублей.")
    return out


class Replica:
    """A shard in its own process."""

    def __init__(self, index: Path, number: int, count: int, **more: str) -> None:
        """`more` are further settings."""
        port = free_port()
        self.number, self.url = number, f"http://127.0.0.1:{port}"
        settings = {
            "REJOINDER_INDEX": str(index), "REJOINDER_SHARDS": str(count), "REJOINDER_SHARD_KEY": KEY,
            "REJOINDER_SHARD_NUMBER": str(number), "REJOINDER_WORKERS": "1", "REJOINDER_PORT": str(port),
        }  # fmt: skip
        # in a session of its own, so that its workers can be signalled with it
        self.process = subprocess.Popen(
            [REJOINDER, "shard", "serve"],
            env=os.environ | settings | more,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )

    def signal(self, number: int) -> None:
        """Send a signal to the process and its workers."""
        os.killpg(self.process.pid, number)

    def end(self) -> None:
        """End it, whatever state it is in."""
        if self.process.poll() is None:
            self.signal(signal.SIGKILL)
            self.process.wait(30)


@contextmanager
def running(index: Path, numbers: list[int], count: int) -> Iterator[list[Replica]]:
    """Run a replica of each of these shards."""
    replicas = [Replica(index, number, count) for number in numbers]
    try:
        shards = Shards(access(replicas, count), 60.0)
        deadline = time.monotonic() + 60
        while any(found.problem for found in shards.health(live_name(index))):
            assert time.monotonic() < deadline, shards.health(live_name(index))
            assert all(replica.process.poll() is None for replica in replicas)
            time.sleep(0.2)
        yield replicas
    finally:
        for replica in replicas:
            replica.end()


def urls(replicas: list[Replica], count: int) -> tuple[str, ...]:
    """Their addresses, as the setting has them."""
    return tuple("|".join(r.url for r in replicas if r.number == number) for number in range(1, count + 1))


def access(replicas: list[Replica], count: int) -> Access:
    """How they are reached."""
    return Access(tuple(tuple(shard.split("|")) for shard in urls(replicas, count)), KEY)


@pytest.fixture(scope="session")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index with vectors of the built-in encoder."""
    folder = tmp_path_factory.mktemp("shards")
    (folder / "cases.jsonl").write_text("".join(json.dumps(case) + "\n" for case in claims()), "utf-8")
    build(folder / "index", [str(folder / "cases.jsonl")], models=open_models(Settings(), building=True))
    return folder / "index"


@pytest.fixture(scope="session")
def two(index: Path) -> Iterator[list[Replica]]:
    """Two shards with one replica each."""
    with running(index, [1, 2], 2) as replicas:
        yield replicas


@pytest.fixture(scope="session")
def four(index: Path) -> Iterator[list[Replica]]:
    """Four shards with one replica each."""
    with running(index, [1, 2, 3, 4], 4) as replicas:
        yield replicas
