"""Figures add up over workers, and are numbers only."""

from __future__ import annotations

from pathlib import Path

import psutil
from flask.testing import FlaskClient
from prometheus_client.parser import text_string_to_metric_families

from server.app import create_app
from server.config.settings import Settings
from tests.server.case_file import BRIDGE, HONEY
from tests.server.conftest import Serve

Figures = dict[tuple[str, tuple[tuple[str, str], ...]], float]


def figures(text: str) -> Figures:
    return {
        (sample.name, tuple(sorted(sample.labels.items()))): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


def requests(found: Figures, route: str, status: int) -> float:
    return sum(
        value
        for (name, labels), value in found.items()
        if name == "rejoinder_requests_total" and {("route", route), ("status", str(status))} <= set(labels)
    )


def test_requests_blocks_matches_and_the_index_are_counted(client: FlaskClient) -> None:
    client.post("/v1/match", json={"blocks": [{"id": "a", "text": BRIDGE}, {"id": "b", "text": HONEY}]})
    client.get("/v1/cases/a-canary")
    client.get("/a-canary")
    client.open("/v1/status", method="ACANARY")
    text = client.get("/metrics").get_data(as_text=True)
    found = figures(text)
    assert requests(found, "/v1/match", 200) == 1
    assert requests(found, "/v1/cases/<case_id>", 404) == 1
    assert requests(found, "-", 404) == 1
    assert found["rejoinder_blocks_total", ()] == 2
    assert found["rejoinder_matches_total", (("relation", "repeats"),)] == 2
    assert found["rejoinder_request_seconds_count", (("route", "/v1/match"),)] == 1
    assert found["rejoinder_index_cases", ()] == 17
    assert found["rejoinder_index_ready", ()] == 1
    assert "canary" not in text.lower()


def test_workers_add_up_and_a_dead_one_still_counts(serve: Serve, folder: Path) -> None:
    running = serve(folder)
    with running.client() as client:
        before = requests(figures(client.get("/metrics").text), "/v1/status", 200)
        for _ in range(20):
            # a new connection for each request, so that both workers get some
            assert client.get("/v1/status", headers={"Connection": "close"}).status_code == 200
        psutil.Process(running.process.pid).children()[0].kill()
        found = figures(client.get("/metrics", headers={"Connection": "close"}).text)
        assert requests(found, "/v1/status", 200) == before + 20
    assert running.stop() == 0


def test_without_an_index_they_say_so(tmp_path: Path) -> None:
    client = create_app(Settings(index=tmp_path / "none")).test_client()
    found = figures(client.get("/metrics").get_data(as_text=True))
    assert found["rejoinder_index_ready", ()] == 0
