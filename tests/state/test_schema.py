"""The schema in PostgreSQL: made by one of many, whole or not at all, and refused where it is not ours."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psycopg
import pytest

from index.admin_state import postgres, postgres_schema, schema
from index.admin_state.database import State, open_state
from index.admin_state.postgres import Postgres
from index.admin_state.postgres_schema import VERSION
from index.errors import IndexDamagedError, StateUnavailableError
from tests.postgres_server import PostgresServer, make_certificate
from tests.server.conftest import clean_environment

_MIGRATES = "import sys; from pathlib import Path; from index.admin_state.database import open_state; " + (
    "open_state(Path('.'), sys.argv[1]).secret()"
)


def _version(server: PostgresServer, address: str) -> object:
    return server.run("SELECT version FROM rejoinder_state", address.rpartition("/")[2])[0][0]


def test_of_many_that_start_at_once_one_makes_the_tables(address: str) -> None:
    states = [State(Path(), engine=Postgres(address)) for _ in range(6)]
    with ThreadPoolExecutor(6) as threads:
        assert len(set(threads.map(State.secret, states))) == 1
    for state in states:
        state.engine.close()


def test_a_later_program_brings_it_up_to_date_and_an_earlier_one_then_refuses(
    state: State, address: str, postgres_server: PostgresServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    secret = state.secret()
    later = (*schema.MIGRATIONS, "CREATE TABLE more (id INTEGER PRIMARY KEY, text TEXT NOT NULL);\n")
    with monkeypatch.context() as patch:
        patch.setattr(schema, "MIGRATIONS", later)
        patch.setattr(postgres_schema, "VERSION", VERSION + 1)
        patch.setattr(postgres, "VERSION", VERSION + 1)
        assert state.secret() == secret
        with state.transaction() as db:
            assert db.execute("INSERT INTO more (text) VALUES (?) RETURNING id", ("a",)).fetchone() == (1,)
    with pytest.raises(IndexDamagedError, match="newer Rejoinder"):
        state.secret()
    assert _version(postgres_server, address) == VERSION + 1


def test_a_killed_migration_leaves_nothing_and_the_next_start_does_it_all(
    state: State, address: str, postgres_server: PostgresServer
) -> None:
    name = address.rpartition("/")[2]
    # a lock on the catalogue's row of a table keeps the migration waiting in its middle
    with psycopg.connect(address) as blocker:
        blocker.execute("CREATE TABLE person (name TEXT)")  # not committed: the last step waits for it
        process = subprocess.Popen([sys.executable, "-c", _MIGRATES, address], stderr=subprocess.DEVNULL)
        deadline = time.monotonic() + 30
        waits = "SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE '%person%'"
        while not postgres_server.run(waits):
            assert time.monotonic() < deadline
            time.sleep(0.02)
        process.send_signal(signal.SIGKILL)
        process.wait(10)
        blocker.rollback()
    while postgres_server.run(f"SELECT 1 FROM pg_stat_activity WHERE datname = '{name}'"):
        assert time.monotonic() < deadline
        time.sleep(0.02)
    assert postgres_server.run("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'", name) == [(0,)]
    assert len(state.secret()) == 32
    assert _version(postgres_server, address) == VERSION


def test_a_database_of_a_newer_version_is_not_touched(
    state: State, postgres_server: PostgresServer, address: str
) -> None:
    state.secret()
    postgres_server.run("UPDATE rejoinder_state SET version = 99", address.rpartition("/")[2])
    for use in (state.secret, state.sources, lambda: state.bind("a", ["b"])):
        with pytest.raises(IndexDamagedError, match="newer Rejoinder: update this one"):
            use()
    assert _version(postgres_server, address) == 99


def test_tables_of_somebody_else_are_left_alone(state: State, postgres_server: PostgresServer, address: str) -> None:
    name = address.rpartition("/")[2]
    postgres_server.run("CREATE TABLE feedback (stars INTEGER)", name)
    with pytest.raises(IndexDamagedError, match=r"table 'feedback' that Rejoinder did not make.*search_path"):
        state.secret()
    assert postgres_server.run("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'", name) == [(1,)]
    # in a schema of its own, two installations may even share a database
    postgres_server.run("CREATE SCHEMA news", name)
    own = open_state(Path(), f"{address}?options=-csearch_path%3Dnews")
    assert len(own.secret()) == 32
    own.engine.close()


def test_what_is_wrong_with_an_address_is_told_without_its_password(
    postgres_server: PostgresServer, address: str, tmp_path: Path
) -> None:
    other = tmp_path / "other.crt"
    make_certificate(other, tmp_path / "other.key")
    name = address.rpartition("/")[2]
    postgres_server.run("DROP ROLE IF EXISTS guest")
    postgres_server.run("CREATE ROLE guest LOGIN PASSWORD 'sesame'")
    cases = {
        postgres_server.address(name, port=1): "Connection refused; is the server running, and are host and port",
        postgres_server.address(name, password="hush-hush"): "password authentication failed.*correct the user or the",
        postgres_server.address(name, user="nobody"): "authentication failed.*correct the user or the password",
        postgres_server.address("nowhere"): 'database "nowhere" does not exist; make it with `createdb`',
        postgres_server.address(name, user="guest", password="sesame"): "permission denied.*GRANT ALL ON SCHEMA",
        f"{address}?sslmode=verify-full&sslrootcert={other}": "certificate verify failed.*check sslmode and",
        f"{address}?sslmode=verify-full&sslrootcert=/nowhere": "certificate.*check sslmode and sslrootcert",
        "postgresql://user:hush-hush@[host/x": "is no address of a database",
        "postgresql://rejoinder@no-such-host.invalid/x": "are host and port in REJOINDER_STATE right",
    }
    right = open_state(Path(), f"{address}?sslmode=verify-full&sslrootcert={postgres_server.folder / 'root.crt'}")
    assert len(right.secret()) == 32
    right.engine.close()
    for wrong, told in cases.items():
        with pytest.raises(StateUnavailableError, match=told) as raised:
            open_state(Path(), wrong).secret()
        assert "hush-hush" not in str(raised.value)
        assert "sesame" not in str(raised.value)


def test_a_server_that_may_only_be_read_is_read(state: State, postgres_server: PostgresServer, address: str) -> None:
    secret = state.secret()
    postgres_server.run(f"ALTER DATABASE {address.rpartition('/')[2]} SET default_transaction_read_only = on")
    state.engine.close()
    assert state.secret() == secret
    with pytest.raises(StateUnavailableError, match="read-only transaction; name the server that can be written"):
        state.bind("a", ["b"])


def test_without_the_client_the_command_says_what_to_install(tmp_path: Path) -> None:
    (tmp_path / "psycopg.py").write_text("raise ImportError")
    environment = clean_environment(PYTHONPATH=f"{tmp_path}{os.pathsep}{Path.cwd()}")
    found = subprocess.run([sys.executable, "-c", _MIGRATES, "postgresql://x"], env=environment, capture_output=True)
    assert b"run `make postgres`, or `pip install 'rejoinder[postgres]'`" in found.stderr


def test_nothing_of_it_is_imported_by_the_embedded_way() -> None:
    asked = "import sys, server.gunicorn_app; print([n for n in sys.modules if 'psycopg' in n or 'postgres' in n])"
    assert subprocess.check_output([sys.executable, "-c", asked], env=clean_environment()) == b"[]\n"
