"""`rejoinder doctor` says what is fine and what is not, changes nothing, and runs nothing from an index folder."""

from __future__ import annotations

import json
import os
import pickle
import shutil
import socket
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from index.admin_state.database import State
from index.admin_state.pause import pause
from index.files import digest
from index.storage.build import update
from index.storage.generation import Manifest
from index.storage.generations import live_name
from server.http.api_keys import Keys
from tests.server.case_file import write_cases
from tests.server.conftest import Serve, free_port
from tests.server.test_cli import run

Checks = dict[str, list[dict[str, str]]]


def examined(folder: Path, expected: int, **settings: str) -> Checks:
    """The findings by check."""
    result = run("doctor", "--index", folder, "--json", **{"REJOINDER_PORT": str(free_port())} | settings)
    assert result.exit_code == expected, result.output
    told = json.loads(result.stdout)
    levels = [finding["level"] for finding in told["checks"]]
    assert (told["problems"], told["warnings"]) == (levels.count("problem"), levels.count("warning"))
    found: Checks = {}
    for finding in told["checks"]:
        found.setdefault(finding["check"], []).append(finding)
    return found


def level(found: Checks, check: str) -> str:
    """The worst level of a check."""
    levels = [finding["level"] for finding in found[check]]
    return next(one for one in ("problem", "warning", "ok") if one in levels)


def snapshot(folder: Path) -> list[tuple[str, bytes, int, int]]:
    """The contents, permissions and modification times of all files and folders."""
    paths = [folder, *sorted(folder.rglob("*"))]
    return [(str(p), p.read_bytes() if p.is_file() else b"", p.stat().st_mode, p.stat().st_mtime_ns) for p in paths]


def test_a_sound_index_has_no_problem_and_is_not_touched(folder: Path) -> None:
    (folder / "lock").unlink(missing_ok=True)
    before = snapshot(folder)
    found = examined(folder, 0)
    assert snapshot(folder) == before
    checks = "settings,index,integrity,disk,permissions,state,feedback,keys,reader,rate limits,port,clock"
    assert {check: level(found, check) for check in checks.split(",")} == dict.fromkeys(checks.split(","), "ok")
    assert level(found, "kept generations") == "warning"
    assert "17 cases" in found["index"][0]["what"]


def test_lines_for_people_say_what_where_and_what_to_do(folder: Path) -> None:
    result = run("doctor", "--index", folder, REJOINDER_PORT=str(free_port()))
    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    assert all(line.startswith(("ok ", "warning ")) for line in lines[:-1])
    assert f"ok       integrity: no file has changed since the build [{live_name(folder)}]" in lines
    assert lines[-1].startswith("0 problems")


def test_an_altered_file_is_a_problem_that_names_it(folder: Path) -> None:
    path = next(folder.glob("generations/*/cases.jsonl"))
    raw = bytearray(path.read_bytes())
    raw[50] ^= 1
    path.write_bytes(raw)
    (finding,) = examined(folder, 1)["integrity"]
    assert finding["level"] == "problem"
    assert "cases.jsonl was altered" in finding["what"]
    assert "rollback" in finding["todo"]


class _Bomb:
    def __init__(self, path: Path) -> None:
        self.path = path

    def __reduce__(self) -> Any:
        return os.mkdir, (str(self.path),)


def test_what_a_folder_holds_is_not_run(folder: Path, tmp_path: Path) -> None:
    """Whoosh's table of contents is a pickle. Somebody who made the folder could also make its digest fit."""
    generation = next((folder / "generations").iterdir())
    manifest = Manifest.read(generation)
    toc = next(generation.glob("whoosh/*.toc"))
    toc.write_bytes(pickle.dumps(_Bomb(tmp_path / "ran")))
    manifest.files[f"whoosh/{toc.name}"] = {"bytes": toc.stat().st_size, "sha256": digest(toc)}
    manifest.write(generation)
    assert level(examined(folder, 0), "integrity") == "ok"
    assert not (tmp_path / "ran").exists()
    pickle.loads(toc.read_bytes())  # the pickle works: it would have left its mark
    assert (tmp_path / "ran").exists()


def test_no_index_at_all_is_a_problem_and_none_is_made(tmp_path: Path) -> None:
    found = examined(tmp_path / "none", 1)
    assert "rejoinder index build" in found["index"][0]["what"]
    assert not (tmp_path / "none").exists()


def test_a_wrong_setting_is_told_and_the_rest_is_looked_at(folder: Path, tmp_path: Path) -> None:
    file = tmp_path / "rejoinder.toml"
    file.write_text("prot = 1\n")
    found = examined(folder, 1, REJOINDER_CONFIG=str(file))
    assert "no setting prot" in found["settings"][0]["what"]
    assert found["settings"][0]["where"] == str(file)
    assert level(found, "integrity") == "ok"
    assert "cannot be read" in examined(folder, 1, REJOINDER_CONFIG=str(tmp_path / "none"))["settings"][0]["what"]


def test_the_state_is_looked_at_as_it_is(folder: Path) -> None:
    state = folder / "state.sqlite"
    state.chmod(0o644)
    assert level(examined(folder, 0), "permissions") == "warning"
    assert state.stat().st_mode & 0o777 == 0o644
    good = state.read_bytes()
    state.write_bytes(good[:100] + b"damaged" * 2000)
    assert level(examined(folder, 1), "state") == "problem"
    # a database in WAL mode would make SQLite write a log beside it
    state.write_bytes(good[:18] + b"\x02\x02" + good[20:])
    before = sorted(folder.iterdir())
    assert level(examined(folder, 1), "state") == "problem"
    assert sorted(folder.iterdir()) == before
    state.write_bytes(good)
    with sqlite3.connect(state) as db:
        db.execute("PRAGMA user_version = 99")
    db.close()
    assert "newer Rejoinder" in examined(folder, 1)["state"][0]["what"]


def test_the_state_of_an_older_version_is_read_and_stays_as_it_is(folder: Path) -> None:
    state = folder / "state.sqlite"
    with sqlite3.connect(state) as db:
        for table in ("sign_in_salt", "new_case", "source_history", "person"):
            db.execute(f"DROP TABLE {table}")
        for table, column in (("admin_token", "person"), ("admin_session", "person"), ("admin_session", "role")):
            db.execute(f"ALTER TABLE {table} DROP COLUMN {column}")
        db.execute("PRAGMA user_version = 6")
    db.close()
    before = state.read_bytes()
    assert level(examined(folder, 0), "state") == "ok"
    assert state.read_bytes() == before


def test_keys_that_are_required_and_not_there(folder: Path) -> None:
    assert "rejoinder key create" in examined(folder, 1, REJOINDER_REQUIRE_KEYS="yes")["keys"][0]["what"]
    Keys(State(folder)).create("newsroom")
    assert examined(folder, 0, REJOINDER_REQUIRE_KEYS="yes")["keys"][0]["what"] == "1 in use, 0 revoked"


def test_a_damaged_reader_is_a_problem(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "reader").mkdir()
    found = examined(folder, 1, REJOINDER_READER=str(tmp_path / "reader"))
    assert "reader.json" in found["models"][0]["what"]


def test_schedules_that_are_late_or_pause_are_told(folder: Path) -> None:
    schedule = {"REJOINDER_SCHEDULE": "https://a.example/feed.json every 1h"}
    (finding,) = examined(folder, 0, **schedule)["schedules"]
    assert (finding["level"], finding["what"]) == ("warning", "was never imported")
    pause(folder, live_name(folder))
    found = examined(folder, 0, **schedule)["schedules"]
    assert [finding["level"] for finding in found] == ["warning", "ok"]
    assert "index resume" in found[0]["todo"]


def test_a_kept_generation_that_is_cut_short_is_told(folder: Path, tmp_path: Path) -> None:
    old = folder / "generations" / live_name(folder)
    more = [{"id": "more", "source": "ravna", "title": "The moon over Ravna is a lamp"}]
    update(folder, [str(write_cases(tmp_path / "more.jsonl", more))])
    assert level(examined(folder, 0), "kept generations") == "ok"
    (old / "cases.jsonl").write_text("")
    (first, second) = examined(folder, 0)["kept generations"]
    assert (first["where"], first["level"], second["level"]) == (old.name, "warning", "warning")


def test_where_requests_are_counted_without_the_password_of_it(folder: Path) -> None:
    storage = f"redis://somebody:secret@127.0.0.1:{free_port()}/0"
    (finding,) = examined(folder, 0, REJOINDER_RATE_STORAGE=storage)["rate limits"]
    assert finding["level"] == "warning"
    assert "secret" not in json.dumps(finding)


def test_a_port_that_another_program_has_and_one_that_rejoinder_serves(
    folder: Path, tmp_path: Path, serve: Serve
) -> None:
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        s.listen()
        assert level(examined(folder, 1, REJOINDER_PORT=str(s.getsockname()[1])), "port") == "problem"
    running = serve(folder)
    port = running.url.rpartition(":")[2]
    (finding,) = examined(folder, 0, REJOINDER_PORT=port)["port"]
    assert finding["what"] == f"Rejoinder answers from generation {live_name(folder)}"
    other = Path(shutil.copytree(folder, tmp_path / "other"))
    more = [{"id": "more", "source": "ravna", "title": "The moon over Ravna is a lamp"}]
    update(other, [str(write_cases(tmp_path / "more.jsonl", more))])
    assert level(examined(other, 0, REJOINDER_PORT=port), "port") == "warning"
    (folder / "CURRENT").unlink()
    assert level(examined(other, 1, REJOINDER_PORT=port), "port") == "problem"
    running.stop()


@pytest.mark.parametrize("name", ["generations", "CURRENT", "state.sqlite", "jobs"])
def test_a_folder_that_may_hold_anything_is_told_of_in_words(folder: Path, name: str) -> None:
    path = folder / name
    if path.is_dir():
        shutil.rmtree(path)
    path.unlink(missing_ok=True)
    (path.mkdir if name in ("CURRENT", "state.sqlite") else path.touch)()
    result = run("doctor", "--index", folder, REJOINDER_SCHEDULE="/srv/x every 1h", REJOINDER_PORT=str(free_port()))
    assert result.exit_code in (0, 1)
    assert "Traceback" not in result.output
    assert (result.exit_code == 1) == (name != "jobs")
