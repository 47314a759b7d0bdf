"""What happens when replicas are slow, killed or cut off, and when shards lack a generation."""

from __future__ import annotations

import dataclasses
import json
import shutil
import signal
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import urllib3
from flask.testing import FlaskClient

from index.admin_state.database import State
from index.shards.access import PATH, SIGNATURE, signature
from index.storage.build import update
from index.storage.generations import live_name
from server.app import create_app
from server.config.open_models import open_models
from server.config.settings import SettingError, Settings
from server.http import shard_health
from tests.admin.conftest import Admin
from tests.shards.conftest import KEY, Replica, running, texts, urls

BODY = {"blocks": [{"id": f"b{n}", "text": text} for n, text in enumerate(texts(5, 4))], "min_score": 0.3}
LOCAL = "http://127.0.0.1:8787"


@pytest.fixture
def copy(index: Path, tmp_path: Path) -> Path:
    """A copy of the index, for tests that change it or end its shards."""
    return Path(shutil.copytree(index, tmp_path / "index"))


def front(index: Path, replicas: list[Replica], count: int = 2, **more: Any) -> Settings:
    """The settings of a front."""
    return Settings(
        index=index, shards=count, shard_urls=urls(replicas, count), shard_key=KEY, rate_limit=0, reader="off",
        match_budget_ms=60_000, **more,
    )  # fmt: skip


def match(client: FlaskClient) -> Any:
    return client.post("/v1/match", json=BODY, base_url=LOCAL)


@pytest.fixture(autouse=True)
def _fresh_health() -> Iterator[None]:
    shard_health._watched.cache_clear()
    yield
    shard_health._watched.cache_clear()


def test_replicas_that_die_are_replaced_and_a_shard_that_dies_is_told(copy: Path) -> None:
    with running(copy, [1, 2, 1], 2) as replicas:
        app = create_app(front(copy, replicas, shard_wait_ms=10_000))
        client = app.test_client()
        whole = create_app(Settings(index=copy, reader="off", match_budget_ms=60_000)).test_client()
        expected = match(whole).json["matches"]
        assert len(expected) > 3
        assert match(client).json["matches"] == expected
        assert client.get("/readyz", base_url=LOCAL).json["shards"] == "ok"
        statuses, stop = list[int](), threading.Event()

        def ask() -> None:
            while not stop.is_set():
                reply = match(app.test_client())
                statuses.append(reply.status_code if reply.json.get("matches") == expected else 0)

        readers = [threading.Thread(target=ask) for _ in range(2)]
        for reader in readers:
            reader.start()
        time.sleep(1)
        replicas[0].signal(signal.SIGSTOP)  # cut off in the middle of requests
        time.sleep(3)
        replicas[0].end()  # and killed
        time.sleep(1)
        stop.set()
        for reader in readers:
            reader.join(60)
        assert len(statuses) > 5
        assert set(statuses) == {200}
        shard_health._watched.cache_clear()
        assert _ready(client) == (200, "shard 1 of 2 lacks a replica; everything works")
        replicas[2].end()
        reply = match(client)
        assert (reply.status_code, reply.content_type) == (503, "application/problem+json")
        assert (reply.json["type"], reply.headers["Retry-After"]) == ("/problems/shards-unavailable", "5")
        shard_health._watched.cache_clear()
        assert _ready(client) == (503, "Shard 1 of 2 cannot be asked; no page can be matched.")
        figures = client.get("/metrics", base_url=LOCAL).text
        assert 'rejoinder_shard_ill{shard="1"} 1.0' in figures
        assert 'rejoinder_shard_ill{shard="2"} 0.0' in figures
        State(copy).secret()
        overview = Admin(app, copy).get("/admin").text
        assert f"shard 1 at {replicas[0].url}: connection refused" in overview
        begun = time.monotonic()
        assert {match(client).status_code for _ in range(20)} == {503}
        assert time.monotonic() - begun < 20  # a shard that is gone holds nobody up
        # matching aside, all goes on
        assert client.get("/v1/cases?q=", base_url=LOCAL).status_code == 200


def _ready(client: FlaskClient) -> tuple[int, str]:
    """The status of /readyz and what it says of the shards, once they have been asked."""
    deadline = time.monotonic() + 20
    while True:
        reply = client.get("/readyz", base_url=LOCAL)
        told = str(reply.json.get("shards") or reply.json.get("detail"))
        if told != "ok" or time.monotonic() > deadline:
            return reply.status_code, told
        time.sleep(0.2)


def test_a_new_generation_is_served_once_all_shards_have_it(copy: Path, tmp_path: Path) -> None:
    with running(copy, [1, 2], 2) as replicas:
        client = create_app(front(copy, replicas, model="off", shard_wait_ms=20_000)).test_client()
        before = match(client).json["index"]["generation"]
        (tmp_path / "more.jsonl").write_text(
            json.dumps({"id": "new", "source": "test", "title": "Cows can fly"}) + "\n"
        )
        replicas[1].signal(signal.SIGSTOP)  # it cannot write its part
        update(copy, [str(tmp_path / "more.jsonl")], models=open_models(Settings(), building=True))
        assert live_name(copy) != before
        replicas[1].signal(signal.SIGCONT)
        deadline, seen = time.monotonic() + 60, set()
        while time.monotonic() < deadline and live_name(copy) not in seen:
            reply = match(client)
            assert reply.status_code == 200
            seen.add(reply.json["index"]["generation"])
        assert live_name(copy) in seen


def _post(replica: Replica, body: bytes, path: str = PATH, key: str = KEY) -> tuple[int, str]:
    with urllib3.PoolManager() as pool:
        reply = pool.request(
            "POST", replica.url + path, body=body, headers={SIGNATURE: signature(key, body)}, retries=0
        )
    return reply.status, json.loads(reply.data).get("type", "")


def test_a_shard_refuses_what_it_should(two: list[Replica], index: Path) -> None:
    shard = two[0]
    assert _post(shard, b"nonsense") == (400, "/problems/malformed-request")
    assert _post(shard, b"nonsense", key="another key for shards") == (401, "/problems/key-required")
    missing = json.dumps({"generation": "20200101T000000Z-000000"}).encode()
    assert _post(shard, missing, f"{PATH}/health") == (503, "/problems/unknown-generation")
    assert _post(shard, b"[]", f"{PATH}/health") == (400, "/problems/malformed-request")
    assert _post(shard, b"{}", "/v1/match") == (404, "/problems/not-found")
    with urllib3.PoolManager() as pool:
        assert pool.request("GET", shard.url + PATH).status == 405
        assert pool.request("GET", f"{shard.url}/healthz").json() == {"status": "ok"}
        ready = pool.request("GET", f"{shard.url}/readyz").json()
        assert ready == {"status": "ready", "generation": live_name(index), "part": "1-of-2"}


def test_another_key_is_told(two: list[Replica], index: Path) -> None:
    settings = dataclasses.replace(front(index, two), shard_key="another key for shards")
    found = shard_health.looked_at(settings)
    assert found.gone == [1, 2]
    assert "REJOINDER_SHARD_KEY" in found.problem


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"SHARDS": "2"}, "SHARD_KEY"),
        ({"SHARDS": "2", "SHARD_KEY": "short"}, "at least 16 characters"),
        ({"SHARDS": "2", "SHARD_KEY": KEY, "SHARD_URLS": "http://a:1"}, "names 1 shards"),
        ({"SHARDS": "2", "SHARD_KEY": KEY, "SHARD_URLS": "http://a:1,http://a:1"}, "every address once"),
        ({"SHARDS": "1", "SHARD_KEY": KEY, "SHARD_URLS": "a:1"}, "must be addresses"),
        ({"SHARDS": "2", "SHARD_KEY": KEY, "SHARD_NUMBER": "3"}, "at most"),
    ],
)
def test_settings_that_contradict_each_other_are_refused(given: dict[str, str], told: str) -> None:
    with pytest.raises(SettingError, match=told):
        Settings.load({f"REJOINDER_{name}": value for name, value in given.items()})


def test_a_front_without_addresses_does_not_start(index: Path) -> None:
    with pytest.raises(SettingError, match="REJOINDER_SHARD_URLS"):
        create_app(Settings(index=index, shards=2, shard_key=KEY))
