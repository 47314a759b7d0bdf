"""Running the service: the settings file, JSON logs, scheduled imports, and stopping during a build."""

from __future__ import annotations

import contextlib
import json
import sqlite3
import time
from pathlib import Path

import httpx
import pytest

from index.admin_state.audit import Audit
from index.admin_state.database import State
from index.admin_state.feedback import DISMISSED, FeedbackQueue
from index.storage.generations import live_name, verify
from index.storage.library import Library
from server.admin.jobs import UPDATE, Jobs, Request
from server.admin.scheduler import planned, start_due
from server.app import create_app
from server.config.schedules import Schedule
from server.config.settings import SettingError, Settings
from tests.admin.conftest import Admin
from tests.server.case_file import BRIDGE
from tests.server.conftest import Serve


def config(tmp_path: Path, text: str) -> dict[str, str]:
    path = tmp_path / "rejoinder.toml"
    path.write_text(text, "utf-8")
    return {"REJOINDER_CONFIG": str(path)}


def test_the_settings_file_counts_over_defaults_and_the_environment_over_it(tmp_path: Path) -> None:
    text = 'port = 9000\nworkers = 3\npublic = true\nallowed_hosts = ["a.example", "b.example"]\nlog_format = "json"\n'
    settings = Settings.load(config(tmp_path, text) | {"REJOINDER_WORKERS": "2"}, port=9001)
    assert (settings.port, settings.workers, settings.public, settings.log_format) == (9001, 2, True, "json")
    assert settings.allowed_hosts == ("a.example", "b.example")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("prot = 1", "no setting prot"),
        ("port = 'http'", "PORT must be a whole number"),
        ("port = 1.5", "port must be a text"),
        ("port 9000", "is not TOML"),
        ("[serve]\nport = 1", "serve must be a text"),
        ('schedule = ["https://a.example/feed"]', "SCHEDULE must be a source and an interval"),
        ('schedule = ["https://a.example every 6h for ../x"]', "SCHEDULE must name the keys of publishers"),
        ('schedule = ["feed.json every 6h"]', "SCHEDULE must name each source"),
        ('schedule = ["https://a.example every 1m"]', "SCHEDULE must leave at least 5 minutes"),
        (
            'schedule = ["https://a.example every 1h", "https://a.example every 2h"]',
            "SCHEDULE must name each source once",
        ),
    ],
)
def test_what_is_wrong_in_it_is_named(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(SettingError, match=said):
        Settings.load(config(tmp_path, text))
    with pytest.raises(SettingError, match="cannot be read"):
        Settings.load({"REJOINDER_CONFIG": str(tmp_path / "none.toml")})


def test_a_schedule_is_written_as_it_is_read(tmp_path: Path) -> None:
    text = (
        'schedule = ["https://a.example/feed.json every 6 hours", "/srv/my cases every 1d", '
        '"/srv/x every 90m for a.example B"]'
    )
    schedule = Settings.load(config(tmp_path, text)).schedule
    assert schedule == (
        Schedule("https://a.example/feed.json", 21_600),
        Schedule("/srv/my cases", 86_400),
        Schedule("/srv/x", 5_400, ("a.example", "B")),
    )
    assert [str(s) for s in schedule] == [
        "https://a.example/feed.json every 6h",
        "/srv/my cases every 1d",
        "/srv/x every 90m for a.example B",
    ]


def test_when_an_import_is_due() -> None:
    schedule = Schedule("/srv/x", 600)
    assert schedule.is_due(None, 1_000)
    assert not schedule.is_due(1_000, 1_599)
    assert schedule.is_due(1_000, 1_600)
    assert schedule.is_due(5_000, 1_000)  # the clock was set back


def test_a_due_source_is_imported_once_and_its_result_shown(folder: Path, tmp_path: Path) -> None:
    source = tmp_path / "new.jsonl"
    source.write_text('{"id": "ferry", "source": "ravna", "title": "The ferry was painted with milk"}\nbad\n', "utf-8")
    schedules = (Schedule(str(source), 3_600), Schedule("/nowhere/at/all", 3_600))
    library = Library(folder)
    moment = time.time()
    assert len(start_due(library, schedules, moment)) == 2
    admin = Admin(create_app(Settings(index=folder, schedule=schedules)), folder)
    admin.wait()
    assert start_due(library, schedules, moment + 3_599) == []
    found = planned(library, schedules)
    assert [plan.job.state for plan in found if plan.job] == ["done", "failed"]
    assert library.current().case("ferry") is not None
    html = admin.text("/admin")
    assert "Scheduled imports" in html
    assert "1 added, 0 changed, 1 rejected" in html
    assert len(start_due(library, schedules, moment + 3_600)) == 2
    admin.wait()


def test_a_schedule_touches_the_publishers_that_it_names(folder: Path, tmp_path: Path) -> None:
    source = tmp_path / "new.jsonl"
    rows = [
        {"id": "bridge", "source": "ravna", "title": "It was never sold"},
        {"id": "x", "source": "oslo", "title": "A"},
    ]
    source.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    settings = Settings(index=folder, schedule=(Schedule(str(source), 3_600, ("oslo",)),))
    (job_id,) = start_due(Library(folder), settings.schedule, time.time())
    admin = Admin(create_app(settings), folder)
    admin.wait()
    case = Library(folder).current().case("bridge")
    assert case is not None and case.title != "It was never sold"
    assert "may not touch" in admin.text(f"/admin/jobs/{job_id}")
    assert "1 added, 0 changed, 1 rejected" in admin.text("/admin")


def test_one_worker_of_all_imports_by_the_clock(folder: Path, tmp_path: Path, _serve: Serve) -> None:
    source = tmp_path / "new.jsonl"
    source.write_text('{"id": "ferry", "source": "ravna", "title": "The ferry was painted with milk"}\n', "utf-8")
    file = config(tmp_path, f'schedule = ["{source} every 1h"]\nlog_format = "json"\n')
    running = _serve(folder, **file)
    deadline = time.monotonic() + 30
    while Library(folder).current().case("ferry") is None:
        assert time.monotonic() < deadline
        time.sleep(0.1)
    reply = httpx.post(running.url + "/v1/match", json={"text": BRIDGE})
    assert reply.json()["index"]["cases"] == 18
    assert running.stop() == 0
    assert len(Jobs(folder).every()) == 1
    lines = [json.loads(line) for line in running.log.read_text().splitlines() if line.startswith("{")]
    answered = [line for line in lines if line.get("route") == "/v1/match"]
    assert answered[0]["status"] == 200
    assert answered[0]["level"] == "info"
    assert answered[0]["request"] == reply.headers["X-Request-Id"]
    assert BRIDGE not in running.log.read_text()


def test_a_running_service_removes_feedback_that_is_too_old(folder: Path, _serve: Serve) -> None:
    queue = FeedbackQueue(State(folder))
    for n in range(3):
        queue.add(case_id="bridge", passage=f"{n:032x}", generation="g")
    for n in (1, 2):
        queue.decide(n, DISMISSED, "anna")
    with contextlib.closing(sqlite3.connect(folder / "state.sqlite")) as db, db:
        db.execute("UPDATE feedback SET received = '2020-01-01T00:00:00+00:00' WHERE id != 2")
    running = _serve(folder, REJOINDER_KEEP_FEEDBACK_DAYS="30")
    deadline = time.monotonic() + 30
    while len(queue.decided()) > 1:
        assert time.monotonic() < deadline
        time.sleep(0.1)
    assert running.stop() == 0
    assert [entry.id for entry in queue.decided()] == [2]
    assert [entry.id for entry in queue.waiting()] == [3]
    assert [entry.action for entry in Audit(State(folder)).entries()] == ["removed as old"], "by one worker of all"


def test_a_service_that_is_stopped_lets_a_build_end(folder: Path, tmp_path: Path, _serve: Serve) -> None:
    running = _serve(folder)
    jobs = Jobs(folder)
    job_id = jobs.prepare()
    rows = [json.dumps({"id": f"x{n}", "source": "ravna", "title": f"Claim number {n}"}) for n in range(3_000)]
    (jobs.path(job_id) / "upload" / "x.jsonl").write_text("\n".join(rows), "utf-8")
    live = live_name(folder)
    jobs.start(Request(job_id, UPDATE, "anna", time.time(), ["x.jsonl"]))
    assert running.stop() == 0
    deadline = time.monotonic() + 60
    while (job := jobs.get(job_id)) is not None and job.active:
        assert time.monotonic() < deadline
        time.sleep(0.1)
    assert job is not None
    assert job.state == "done"
    assert live_name(folder) != live
    assert verify(folder) == []


def test_a_build_that_is_killed_is_told_as_interrupted(folder: Path) -> None:
    jobs = Jobs(folder)
    job_id = jobs.prepare()
    path = jobs.path(job_id)
    (path / "request.json").write_text(
        json.dumps({"id": job_id, "kind": UPDATE, "who": "anna", "begun": time.time() - 60})
    )
    (path / "lock").touch()
    job = jobs.get(job_id)
    assert job is not None
    assert job.state == "interrupted"
    admin = Admin(create_app(Settings(index=folder)), folder)
    assert "The build was killed" in admin.text(f"/admin/jobs/{job_id}")
