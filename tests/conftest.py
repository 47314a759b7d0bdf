"""What every test may use."""

from __future__ import annotations

import importlib.util
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests.opensearch.cluster import TestCluster, missing
from tests.postgres_server import PostgresServer, free_port, programs

# How long an example takes says more about the machine than about the code.
settings.register_profile("rejoinder", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("rejoinder")

ROOT = Path(__file__).resolve().parent.parent


def require(condition: bool, reason: str) -> None:
    """Skip where something this machine lacks is needed; fail under CI, where it must be there."""
    if condition:
        return
    if os.environ.get("CI") == "true":
        pytest.fail(f"{reason} (must not be missing under CI)")
    pytest.skip(reason)


# What takes its time: a browser, a running service, real data, or one of these modules, by their measured durations.
SLOW_FIXTURES = {
    "shared",
    "session",
    "product",
    "browser",
    "running",
    "_serve",
    "builds",
    "real",
    "demo",
    "minilm",
    "postgres_server",
}
SLOW_MODULES = {
    "test_kill", "test_stance", "test_happenings", "test_rebuilds", "test_slow_clients", "test_memory", "test_shipped",
    "test_wheel", "test_generated_clients", "test_damage", "test_process", "test_day", "test_firefox", "test_running",
    "test_batches", "test_openapi", "test_disk", "test_oidc", "test_demo_article", "test_hostile", "test_quality",
    "test_cli_audit", "test_doctor", "test_documents", "test_retention", "test_transfer", "test_fetch",
    "test_columns", "test_looking_first", "test_new_cases", "test_pages", "test_going_back", "test_edits", "test_cli",
    "test_hostile_backup", "test_backup", "test_postings", "test_webhook", "test_clients", "test_feedback_page",
    "test_publishers", "test_budget", "test_untrusted", "test_publishing",
}  # fmt: skip


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run the tests marked `both_engines` with the state in a file, and again with it in PostgreSQL."""
    marked = {marker.name for marker in metafunc.definition.iter_markers()}
    if "both_engines" in marked and "state_file" not in marked:
        metafunc.parametrize("_engine", ["file", "postgresql"], indirect=True)


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[PostgresServer]:
    """A PostgreSQL server, one for all tests of this process. It starts in two seconds, so processes share none."""
    require(programs() is not None, "PostgreSQL is not installed: `make browsers` installs it")
    require(importlib.util.find_spec("psycopg") is not None, "its client is not installed: `make postgres`")
    with PostgresServer.running(free_port()) as server:
        yield server


@pytest.fixture
def address(postgres_server: PostgresServer) -> Iterator[str]:
    """The address of a new, empty database."""
    from index.admin_state.postgres import engine_of

    made = postgres_server.new_database()
    yield made
    engine_of(made).close()


@pytest.fixture(autouse=True)
def _engine(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """With `postgresql`, every state of this test that names no other place is in a database, one for each folder."""
    if getattr(request, "param", "file") == "file":
        return
    from index.admin_state.postgres import Postgres, engine_of

    monkeypatch.setenv("REJOINDER_STATE", request.getfixturevalue("address"))  # for the processes that it starts
    addresses: dict[Path, str] = {}

    def engine(path: Path, *, read_only: bool = False) -> Postgres:
        server = request.getfixturevalue("postgres_server")
        if path not in addresses:
            addresses[path] = server.new_database() if addresses else request.getfixturevalue("address")
        found = engine_of(addresses[path], read_only=read_only)
        request.addfinalizer(found.close)
        return found

    monkeypatch.setattr("index.admin_state.database.SqliteFile", engine)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what `make check` leaves out, and what one process runs together: a file's tests in one browser.

    pytest sorts tests by browser, so that a process starts each browser once.
    """
    for item in items:
        of = getattr(item, "callspec", None)
        browser = next((name for name in ("chromium", "firefox") if of is not None and name in of.id), "")
        # one process starts the search cluster, for all files
        cluster = "search_cluster" in getattr(item, "fixturenames", ()) or (of is not None and "opensearch" in of.id)
        group = "search cluster" if cluster else f"{item.path.relative_to(ROOT)} {browser}".rstrip()
        item.add_marker(pytest.mark.xdist_group(group))
        slow = SLOW_FIXTURES & set(getattr(item, "fixturenames", ()))
        with_database = of is not None and of.params.get("_engine") == "postgresql"
        by_fixture = bool(slow or cluster or with_database)
        if by_fixture or item.path.stem in SLOW_MODULES or item.path.parent.name == "extension":
            item.add_marker(pytest.mark.slow)


@pytest.fixture(scope="session", autouse=True)
def _not_nice() -> Iterator[None]:
    """Commands that are called in a test's own process must not make it, and all that it starts later, give way."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "nice", lambda _: 0)
        yield


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real data, which is not part of the project."""
    folder = Path(os.environ.get("REJOINDER_SHARED", ROOT.parent / "shared"))
    require((folder / "data" / "cases").is_dir(), f"real data not found in {folder}: set REJOINDER_SHARED")
    return folder / "data"


@pytest.fixture(scope="session")
def search_cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestCluster]:
    """Three nodes of OpenSearch. A test that kills one starts it again and waits until all is green."""
    require(not missing(), f"a search cluster needs {missing()}: tests/install-browsers installs them")
    with TestCluster(tmp_path_factory.mktemp("search-cluster")) as cluster:
        yield cluster
