"""Going back to any kept generation in the browser, and resuming scheduled imports."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from index.admin_state.audit import Audit
from index.admin_state.database import State
from index.storage.build import update
from index.storage.generations import live_name, names
from index.storage.library import Library
from server.admin.scheduler import start_due
from server.config.schedules import Schedule
from tests.admin.conftest import Admin
from tests.server.test_cli import run, run_json


@pytest.fixture
def several(folder: Path, tmp_path: Path) -> list[str]:
    """The names of four generations, the last of them live."""
    more = tmp_path / "more.jsonl"
    for n in range(3):
        more.write_text(f'{{"id": "ferry{n}", "source": "ravna", "title": "Ferry {n} was painted with milk"}}\n')
        update(folder, [str(more)])
    return names(folder)


def test_any_kept_generation_can_be_chosen(admin: Admin, several: list[str]) -> None:
    html = admin.text("/admin")
    assert all(name in html for name in several)
    assert html.count("Go to this one…") == 2
    first = several[0]
    data = {"live": several[-1], "generation": first}
    assert admin.send("/admin", "/admin/rollback", data).status_code == 303
    assert live_name(admin.folder) == first
    assert "What changed since the live one" in admin.text("/admin")
    unknown = admin.send("/admin", "/admin/rollback", {"live": first, "generation": "../../etc"})
    assert unknown.status_code == 404
    assert names(admin.folder) == several


def test_the_schedule_pauses_until_somebody_lets_it_go_on(admin: Admin, several: list[str], tmp_path: Path) -> None:
    source = tmp_path / "feed.jsonl"
    source.write_text('{"id": "feed", "source": "ravna", "title": "The ferry was painted with milk"}\n')
    schedules, library = (Schedule(str(source), 3_600),), Library(admin.folder)
    assert "Scheduled imports have been paused" not in admin.text("/admin")
    admin.send("/admin", "/admin/rollback", {"live": several[-1], "generation": several[0]})
    assert "Scheduled imports have been paused since" in admin.text("/admin")
    assert admin.get("/v1/admin/status").get_json()["paused"]["generation"] == several[0]
    assert start_due(library, schedules, time.time()) == []
    assert admin.send("/admin", "/admin/resume").status_code == 303
    assert "Scheduled imports have been paused" not in admin.text("/admin")
    assert Audit(State(admin.folder)).entries()[0].action == "scheduled imports resumed"
    assert len(start_due(library, schedules, time.time())) == 1
    admin.wait()


def test_the_command_line_does_the_same(folder: Path, several: list[str]) -> None:
    assert run_json("index", "resume", "--index", folder) == {"resumed": False}
    result = run("index", "rollback", "--to", several[1], "--index", folder)
    assert (result.exit_code, result.stdout) == (0, f"{several[1]} is live now\n")
    assert "rejoinder index resume" in result.stderr
    assert "scheduled imports paused since" in run("index", "status", "--index", folder).stdout
    assert "there is no generation 'none'" in run("index", "rollback", "--to", "none", "--index", folder).stderr
    assert run_json("index", "resume", "--index", folder) == {"resumed": True}
