"""Events of the index are counted once for all workers, and logged with names and numbers only."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from pathlib import Path

import httpx
import psutil
from flask.testing import FlaskClient

from index.admin_state.database import State
from index.admin_state.feedback import FeedbackQueue
from index.storage.build import update
from index.storage.generations import live_name, path_of, rollback
from server.admin.job_watch import resident_bytes
from server.admin.jobs import UPDATE, Jobs, Request
from server.app import create_app
from server.config.settings import Settings
from server.http.once import Once
from tests.server.case_file import write_cases
from tests.server.conftest import Running, Serve
from tests.server.test_metrics import Figures, figures

CANARY = "zxcanaryzx"


def asked(client: FlaskClient) -> Figures:
    return figures(client.get("/metrics").get_data(as_text=True))


def value(found: Figures, name: str, **labels: str) -> float:
    return found[name, tuple(sorted(labels.items()))]


def more(tmp_path: Path, number: int) -> str:
    new = [{"id": f"more-{number}", "source": "ravna", "title": f"{CANARY} number {number} over Ravna is a lamp"}]
    return str(write_cases(tmp_path / "more.jsonl", new))


def until(true: Callable[[], bool], seconds: float = 40) -> None:
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.2)


def test_nothing_has_happened_yet_and_every_figure_is_there(client: FlaskClient) -> None:
    found = asked(client)
    for by in ("schedule", "hand"):
        for result in ("done", "failed"):
            assert value(found, "rejoinder_imports_total", by=by, result=result) == 0
        assert value(found, "rejoinder_import_cases_total", by=by) == 0
        assert value(found, "rejoinder_import_left_out_total", by=by) == 0
    for name in ("damage_total", "generation_switches_total", "build_failures_total", "worker_restarts_total"):
        assert value(found, f"rejoinder_{name}") == 0
    assert value(found, "rejoinder_build_seconds_count") == 0
    assert value(found, "rejoinder_feedback_waiting") == 0
    assert value(found, "rejoinder_workers_answering_instead") == 0


def test_memory_is_this_process_and_no_more_than_it_holds(client: FlaskClient) -> None:
    held = psutil.Process().memory_info().rss
    assert 10 * 2**20 < value(asked(client), "rejoinder_resident_bytes") < held + 200 * 2**20
    assert resident_bytes() > 0


def test_builds_and_switches_are_counted(folder: Path, tmp_path: Path) -> None:
    client = create_app(Settings(index=folder)).test_client()
    client.get("/readyz")
    report = update(folder, [more(tmp_path, 1)])
    client.get("/readyz")
    found = asked(client)
    assert value(found, "rejoinder_generation_switches_total") == 1
    assert value(found, "rejoinder_build_seconds_count") == 1
    assert 0 < value(found, "rejoinder_build_seconds_sum") <= report.seconds
    rollback(folder)
    client.get("/readyz")
    rollback(folder, report.generation)
    client.get("/readyz")
    found = asked(client)
    assert value(found, "rejoinder_generation_switches_total") == 3
    assert value(found, "rejoinder_build_seconds_count") == 1, "going back builds nothing"


def test_damage_is_counted_until_it_is_mended_and_again_when_it_comes_back(folder: Path, tmp_path: Path) -> None:
    update(folder, [more(tmp_path, 1)])
    client = create_app(Settings(index=folder)).test_client()
    file = path_of(folder, live_name(folder)) / "sources.json"
    good = file.read_bytes()
    for times in (1, 2):
        file.write_bytes(good[:-2] + b"x\n")
        assert client.get("/readyz").status_code == client.get("/readyz").status_code == 503
        found = asked(client)
        assert value(found, "rejoinder_damage_total") == times
        assert value(found, "rejoinder_workers_answering_instead") == 1
        assert value(found, "rejoinder_index_ready") == 0
        file.write_bytes(good)
        assert client.get("/readyz").status_code == 200
        found = asked(client)
        assert value(found, "rejoinder_workers_answering_instead") == 0
        assert value(found, "rejoinder_generation_switches_total") == 0


def test_imports_are_counted_with_their_cases_and_by_whom(folder: Path) -> None:
    client = create_app(Settings(index=folder)).test_client()
    jobs = Jobs(folder)
    rows = '{"id": "x", "source": "ravna", "title": "A lamp"}\n{"id": "y", "source": "ravna", "title": "Two"}\nbad\n'
    for who, name in (("schedule", "x.jsonl"), ("anna", "x.jsonl"), ("anna", "none.jsonl")):
        job_id = jobs.prepare()
        (jobs.path(job_id) / "upload" / "x.jsonl").write_text(rows)
        jobs.start(Request(job_id, UPDATE, who, time.time(), [name]))
        until(lambda: not any(job.active for job in jobs.every()))
    found = asked(client)
    again = asked(client)
    assert all(again[key] == found[key] for key in found if key[0].startswith("rejoinder_import")), "counted once"
    assert value(found, "rejoinder_imports_total", by="schedule", result="done") == 1
    assert value(found, "rejoinder_imports_total", by="hand", result="done") == 1
    assert value(found, "rejoinder_imports_total", by="hand", result="failed") == 1
    assert value(found, "rejoinder_import_cases_total", by="schedule") == 2
    assert value(found, "rejoinder_import_cases_total", by="hand") == 0, "nothing was new the second time"
    assert value(found, "rejoinder_import_left_out_total", by="schedule") == 1
    assert value(found, "rejoinder_build_failures_total") == 1
    later = asked(create_app(Settings(index=folder)).test_client())
    assert value(later, "rejoinder_imports_total", by="hand", result="done") == 0, "it ended before that one started"


def events(running: Running, name: str) -> list[dict[str, object]]:
    lines = [json.loads(line) for line in running.log.read_text().splitlines() if line.startswith("{")]
    return [line for line in lines if line.get("event") == name]


def test_all_workers_together_count_and_log_each_thing_once(serve: Serve, folder: Path, tmp_path: Path) -> None:
    running = serve(folder, REJOINDER_LOG_FORMAT="json", REJOINDER_CHECK_SECONDS="1")
    master = psutil.Process(running.process.pid)
    until(lambda: len(master.children()) == 2)
    before = live_name(folder)

    def count(name: str) -> float:
        return value(figures(httpx.get(running.url + "/metrics").text), f"rejoinder_{name}")

    until(lambda: count("resident_bytes") > 0)
    live = update(folder, [more(tmp_path, 1)]).generation
    until(lambda: len(events(running, "switch")) > 0)
    queue = FeedbackQueue(State(folder))
    queue.add(case_id="bridge", passage="0" * 32, generation="g", comment=CANARY, quote=CANARY)
    until(lambda: len(events(running, "feedback-waiting")) > 0)
    file = path_of(folder, live) / "cases.jsonl"
    file.write_bytes(b"\0" * file.stat().st_size)
    until(lambda: count("workers_answering_instead") == 2)
    time.sleep(6)  # by now every worker has looked again
    assert [event["generation"] for event in events(running, "switch")] == [live]
    assert [event["cases"] for event in events(running, "build")] == [18]
    damage = events(running, "damage")
    assert [(event["generation"], event["instead"], event["level"]) for event in damage] == [(live, before, "error")]
    assert [event["waiting"] for event in events(running, "feedback-waiting")] == [1]
    assert (count("damage_total"), count("generation_switches_total"), count("build_seconds_count")) == (1, 1, 1)
    assert count("feedback_waiting") == 1
    master.children()[0].kill()
    until(lambda: count("worker_restarts_total") == 1)
    until(lambda: count("workers_answering_instead") == 2)
    assert count("damage_total") == 1, "who comes in the place of another does not count again"
    assert len(events(running, "worker-restarted")) == 1
    assert len(events(running, "memory")) == 3
    assert running.stop() == 0
    assert CANARY not in running.log.read_text()


def test_whoever_claims_first_has_it(tmp_path: Path) -> None:
    one, other, alone = Once(tmp_path), Once(tmp_path), Once(None)
    assert [one.first("a"), other.first("a"), other.first("b"), alone.first("a"), alone.first("a")] == [
        True, False, True, True, False,
    ]  # fmt: skip
    assert (other.forget("a"), one.forget("a"), alone.forget("a"), alone.forget("a")) == (True, False, True, False)
    assert one.first("a")
    assert one.started == other.started
