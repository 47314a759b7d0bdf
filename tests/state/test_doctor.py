"""`rejoinder doctor` and /metrics name the database of the state, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from index.admin_state.database import State, open_state
from server.app import create_app
from server.cli.doctor_checks import examine
from server.config.settings import Settings
from tests.postgres_server import PostgresServer
from tests.server.test_cli import run


def _findings(folder: Path, monkeypatch: Any, address: str) -> dict[str, list[tuple[str, str, str]]]:
    monkeypatch.setenv("REJOINDER_STATE", address)
    found: dict[str, list[tuple[str, str, str]]] = {}
    for finding in examine(folder)[1]:
        found.setdefault(finding.check, []).append((finding.level, finding.what, finding.where))
    return found


def test_the_database_is_examined_but_never_made(
    new_folder: Callable[[str], Path], address: str, monkeypatch: Any, postgres_server: PostgresServer
) -> None:
    folder, name = new_folder("one"), address.rpartition("/")[2]
    ((level, what, _),) = _findings(folder, monkeypatch, address)["state"]
    assert (level, "is not up to date" in what) == ("problem", True)
    assert postgres_server.run("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'", name) == [(0,)]
    open_state(folder, address).secret()
    State(folder).secret()
    intact, unused = _findings(folder, monkeypatch, address)["state"]
    assert intact[:2] == ("ok", "is intact")
    assert unused == ("warning", "is not used, as REJOINDER_STATE is set", str(folder / "state.sqlite"))
    postgres_server.run("DROP TABLE feedback", name)
    (damaged,) = _findings(folder, monkeypatch, address)["state"]
    assert damaged[:2] == ("problem", "is damaged: the table feedback cannot be read (UndefinedTable)")


def test_settings_and_commands_never_show_the_password(new_folder: Callable[[str], Path], address: str) -> None:
    folder = new_folder("one")
    for arguments in (["settings"], ["doctor"], ["key", "list"], ["index", "status"], ["admin", "token"]):
        index = [] if arguments == ["settings"] else ["--index", folder]
        found = run(*arguments, *index, REJOINDER_STATE=address)
        assert "of%20the%20tests" not in found.output
        assert "of the tests" not in found.output
    assert "(hidden)" in run("settings", REJOINDER_STATE=address).output
    wrong = run("settings", REJOINDER_STATE="mysql://root:hush@localhost/x")
    assert "REJOINDER_STATE must be the address of a PostgreSQL database" in wrong.output
    assert "hush" not in wrong.output


def test_figures_say_that_all_is_well_with_and_without_a_database(
    new_folder: Callable[[str], Path], address: str
) -> None:
    folder = new_folder("one")
    for settings in (Settings(index=folder), Settings(index=folder, state=address)):
        told = create_app(settings).test_client().get("/metrics").get_data(as_text=True)
        assert "rejoinder_state_ill 0.0" in told
        assert "rejoinder_state_silent_seconds 0.0" in told
