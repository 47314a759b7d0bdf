"""The service with a search cluster: it searches there, and without it, all but searching goes on."""

from __future__ import annotations

import dataclasses
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from index.search.opensearch.engine import OpenSearch
from index.search.opensearch.errors import SearchIndexMissingError
from index.storage.build import build
from index.storage.generations import live_name, path_of
from server import gunicorn_app
from server.app import create_app
from server.config.search_engine import search_cluster
from server.config.settings import SettingError, Settings
from server.depot import keeping_up
from server.http import search_health
from tests.opensearch.cluster import TestCluster, free_ports
from tests.opensearch.conftest import Write

REJOINDER = str(Path(sys.executable).with_name("rejoinder"))
TEXT = "Bees were replaced by machines in 2012. Since 2012 every bee in the valley has been a small machine."


@pytest.fixture
def settings(folder: Path, write: Write, search_cluster: TestCluster) -> Iterator[Settings]:
    """Settings of an installation whose index is in the cluster."""
    found = Settings(
        index=folder,
        search=search_cluster.addresses,
        search_prefix=f"service{time.monotonic_ns()}",
        model="off",
        reader="off",
        rate_limit=0,
    )
    build(folder, [write(6)], engine=search_cluster_of(found))
    yield found
    search_health._watched.cache_clear()


def search_cluster_of(settings: Settings) -> OpenSearch:
    return search_cluster(settings)


def gone(settings: Settings) -> Settings:
    """The same installation, as if no node of its cluster were left."""
    return dataclasses.replace(settings, search=tuple(f"http://127.0.0.1:{port}" for port in free_ports(2)))


def _get(client: FlaskClient, path: str) -> Any:
    return client.get(path, base_url="http://127.0.0.1:8787")


def test_searches_are_answered_and_health_is_told(settings: Settings) -> None:
    client = create_app(settings).test_client()
    reply = _get(client, "/v1/cases?q=bees").json
    assert [case["id"] for case in reply["cases"]] == ["c5"]
    assert reply["highlights"]["c5"]["title"][0]["spans"] == [[0, 4]]
    assert _get(client, "/v1alpha1/claims:search?query=bees").json["claims"]
    assert _health(client) == "ok"
    assert b'rejoinder_search_ill{part="cluster"} 0.0' in _get(client, "/metrics").data


def _health(client: FlaskClient) -> str:
    """What /readyz says of the cluster; a first answer that all is well may be from before it was asked."""
    search_health._watched.cache_clear()
    for _ in range(60):
        reply = _get(client, "/readyz")
        assert reply.status_code == 200
        if reply.json["search"] != "ok":
            break
        time.sleep(0.1)
    return str(reply.json["search"])


def test_without_the_cluster_only_searches_fail(settings: Settings) -> None:
    client = create_app(gone(settings)).test_client()
    for path in ("/v1/cases?q=bees", "/v1alpha1/claims:search?query=bees"):
        reply = _get(client, path)
        assert (reply.status_code, reply.json["type"]) == (503, "/problems/search-unavailable")
        assert int(reply.headers["Retry-After"]) > 0
        assert "127.0.0.1" not in reply.text
    assert _get(client, "/v1/cases/c5").status_code == 200
    assert _get(client, "/v1/cases").json["total"] == 6
    matched = client.post("/v1/match", json={"text": TEXT}, base_url="http://127.0.0.1:8787")
    assert [match["case"] for match in matched.json["matches"]] == ["c5"]
    assert "does not answer" in _health(client)
    assert b'rejoinder_search_ill{part="cluster"} 1.0' in _get(client, "/metrics").data


@pytest.mark.toolchain
def test_a_red_index_is_named_and_pushed_again(folder: Path, write: Write, search_cluster: TestCluster) -> None:
    """The only node that had the index is lost."""
    prefix = f"red{time.monotonic_ns()}"
    settings = Settings(
        index=folder,
        search=search_cluster.addresses,
        search_prefix=prefix,
        search_replicas=0,
        model="off",
        reader="off",
    )
    build(folder, [write(6)], engine=search_cluster_of(settings))
    (shard,) = search_cluster.ask("GET", f"/_cat/shards/{prefix}-*?format=json")
    lost = int(shard["node"].removeprefix("node"))
    search_cluster.kill(lost)
    try:
        client = create_app(settings).test_client()
        deadline = time.monotonic() + 60
        while b'rejoinder_search_ill{part="index"} 1.0' not in _get(client, "/metrics").data:
            assert time.monotonic() < deadline
            time.sleep(0.5)
        assert "cannot search the live generation" in _get(client, "/readyz").json["search"]
        begun = time.monotonic()
        reply = _get(client, "/v1/cases?q=bees")
        assert (reply.status_code, reply.json["type"]) == (503, "/problems/search-unavailable"), reply.text
        assert time.monotonic() - begun < 10
        assert _get(client, "/v1/cases/c5").status_code == 200
        told = _run(settings, "search-index", "status").stdout
        assert "is red" in told
        assert "rejoinder search-index push" in told
        pushed = _run(settings, "search-index", "push")
        assert pushed.returncode == 0, pushed.stderr
        assert "Bees were replaced" in _run(settings, "search", "bees").stdout
    finally:
        search_health._watched.cache_clear()
        search_cluster.start(lost)
        search_cluster.wait()


def test_the_service_starts_without_an_answer_but_not_without_its_index(
    settings: Settings, search_cluster: TestCluster
) -> None:
    (port,) = free_ports(1)
    gunicorn_app.check(dataclasses.replace(gone(settings), port=port))
    search_cluster.ask("DELETE", f"/{settings.search_prefix}-{live_name(settings.index).lower()}")
    with pytest.raises(SearchIndexMissingError, match="rejoinder search-index push"):
        gunicorn_app.check(dataclasses.replace(settings, port=port))
    assert "live generation" in _health(create_app(settings).test_client())


def _run(settings: Settings, *arguments: str) -> subprocess.CompletedProcess[str]:
    own = {
        "REJOINDER_SEARCH": ",".join(settings.search),
        "REJOINDER_SEARCH_PREFIX": settings.search_prefix,
        "REJOINDER_INDEX": str(settings.index),
        "REJOINDER_SEARCH_REPLICAS": str(settings.search_replicas),
        "REJOINDER_MODEL": "off",
    }
    command = [REJOINDER, *arguments]
    return subprocess.run(command, env=os.environ | own, capture_output=True, text=True, check=False, timeout=120)


def test_commands(settings: Settings, search_cluster: TestCluster) -> None:
    index = f"{settings.search_prefix}-{live_name(settings.index).lower()}"
    search_cluster.ask("DELETE", f"/{index}")
    lost = _run(settings, "search-index", "status")
    assert lost.returncode == 1
    assert "run `rejoinder search-index push`" in lost.stdout
    pushed = _run(settings, "search-index", "push", "--json")
    assert json.loads(pushed.stdout)["index"] == index, pushed.stderr
    found = json.loads(_run(settings, "search-index", "status", "--json").stdout)
    assert [one["complete"] for one in found["indices"]] == [True]
    assert found["problem"] is None
    assert "Bees were replaced" in _run(settings, "search", "bees").stdout
    findings = json.loads(_run(settings, "doctor", "--json").stdout)["checks"]
    (search,) = [finding for finding in findings if finding["check"] == "search"]
    assert (search["level"], "answers with 3 nodes" in search["what"]) == ("ok", True)
    nowhere = _run(gone(settings), "search", "bees")
    assert (nowhere.returncode, nowhere.stderr.count("\n")) == (1, 1)
    assert "does not answer as it should" in nowhere.stderr


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"SEARCH": "127.0.0.1:9200"}, r"REJOINDER_SEARCH must be addresses such as https://"),
        ({"SEARCH": "https://anna:secret@a:9200"}, r"REJOINDER_SEARCH must be addresses"),
        ({"SEARCH": "http://a:9200", "SEARCH_USER": "anna"}, r"would send the password openly: use https"),
        ({"SEARCH": "https://a", "SEARCH_PASSWORD": "x"}, r"also needs REJOINDER_SEARCH_USER"),
        ({"SEARCH_CA": "/nowhere.pem"}, r"REJOINDER_SEARCH_CA must be a file with certificates"),
        ({"SEARCH_PREFIX": "Rejoinder*"}, r"REJOINDER_SEARCH_PREFIX must be small letters"),
    ],
)
def test_settings_that_cannot_be_meant(given: dict[str, str], expected: str) -> None:
    with pytest.raises(SettingError, match=expected):
        Settings.load({f"REJOINDER_{name}": value for name, value in given.items()})


def test_a_follower_takes_a_generation_only_with_its_index(
    settings: Settings, tmp_path: Path, search_cluster: TestCluster
) -> None:
    path = path_of(settings.index, live_name(settings.index))
    depot = tmp_path / "depot"
    depot.mkdir()
    following = dataclasses.replace(settings, depot=str(depot), depot_role="follower", depot_key="0" * 64)
    keeping_up.follower(following, None)._opens(path)
    keeping_up.follower(gone(following), None)._opens(path)  # whether it is there cannot be known now
    search_cluster.ask("DELETE", f"/{settings.search_prefix}-{path.name.lower()}")
    with pytest.raises(SearchIndexMissingError, match="is missing"):
        keeping_up.follower(following, None)._opens(path)
