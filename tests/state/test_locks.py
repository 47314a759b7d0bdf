"""What only one machine may do: build, and start scheduled imports. A holder that dies or is cut off holds nothing."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import psutil
import pytest

from index.admin_state.database import State, open_state
from index.admin_state.edits import Edits
from index.case import SourceRecord
from index.errors import IndexBusyError, StateUnavailableError
from index.storage.build import Progress, apply_edits, update
from index.storage.generation import Generation
from index.storage.generations import live_name, path_of, rollback, verify
from index.storage.library import Library
from server.admin.scheduler import start_due
from server.config.schedules import read_schedules
from tests.index.conftest import claim
from tests.postgres_server import PostgresServer
from tests.server.conftest import clean_environment
from tests.state.conftest import within, write_lines

_HOLDS = """
import sys, time
from pathlib import Path
from index.admin_state.database import open_state
lock = open_state(Path(), sys.argv[1]).lock(sys.argv[2], shared=len(sys.argv) > 3)
assert lock.acquire()
print("held", flush=True)
time.sleep(600)
"""


@contextmanager
def holder(address: str, name: str, *shared: str) -> Iterator[subprocess.Popen[bytes]]:
    """Another process that holds a lock."""
    command = [sys.executable, "-c", _HOLDS, address, name, *shared]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, env=clean_environment())
    assert process.stdout is not None
    try:
        assert process.stdout.readline() == b"held\n"
        yield process
    finally:
        process.kill()
        process.wait(10)
        process.stdout.close()


def cut(server: PostgresServer, use: str) -> int:
    """Cut the connections that hold a lock, as a broken network does. Returns how many there were."""
    asked = f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name LIKE '%, {use}'"
    return len(server.run(asked))


def test_one_machine_builds_at_a_time_and_a_killed_one_does_not_count(
    new_folder: Callable[[str], Path], address: str, tmp_path: Path
) -> None:
    folder, source = new_folder("one"), write_lines(tmp_path / "new.jsonl", claim(5))
    state, live = open_state(folder, address), live_name(folder)
    with holder(address, "writer") as process:
        told = rf"another machine is building with the state in the database \w+ at .* \(.*process {process.pid}\)"
        for write in (lambda: update(folder, [source], state=state), lambda: rollback(folder, state=state)):
            with pytest.raises(IndexBusyError, match=told):
                write()
        with pytest.raises(IndexBusyError):
            apply_edits(folder, state=state)
        assert live_name(folder) == live
        process.kill()

        def built() -> bool:
            try:
                return update(folder, [source], state=state).added == 1
            except IndexBusyError:
                return False

        within(10, built)


def test_machines_apply_corrections_side_by_side(
    new_folder: Callable[[str], Path], address: str, tmp_path: Path
) -> None:
    folder = new_folder("one")
    state = open_state(folder, address)
    case = Generation(path_of(folder, live_name(folder))).case("c1")
    assert case is not None
    Edits(state).change(case, {"title": "Corrected"}, "anna")
    with holder(address, "writer", "shared"):
        assert apply_edits(folder, state=state).edited == 1
        with pytest.raises(IndexBusyError):
            update(folder, [write_lines(tmp_path / "new.jsonl", claim(5))], state=state)


def test_a_build_that_was_cut_off_from_the_state_changes_nothing(
    new_folder: Callable[[str], Path], address: str, tmp_path: Path, postgres_server: PostgresServer
) -> None:
    folder = new_folder("one")
    state, live, cuts = open_state(folder, address), live_name(folder), []

    def progress(step: Progress) -> None:
        if step.phase == "matcher" and not cuts:
            cuts.append(cut(postgres_server, "writer"))

    with pytest.raises(StateUnavailableError, match="was lost during the build, so another machine may be building"):
        update(folder, [write_lines(tmp_path / "new.jsonl", claim(5))], state=state, progress=progress)
    assert cuts == [1]
    assert live_name(folder) == live
    assert verify(folder) == []
    assert update(folder, [str(tmp_path / "new.jsonl")], state=state).added == 1


def test_when_the_leader_dies_or_is_cut_off_another_leads(
    address: str, tmp_path: Path, postgres_server: PostgresServer
) -> None:
    mine = open_state(tmp_path, address).lock("schedules")
    with holder(address, "schedules") as process:
        assert not mine.acquire()
        process.kill()
        within(5, mine.acquire)
    assert mine.held()
    other = open_state(tmp_path, address).lock("schedules")
    assert not other.acquire()
    other.release()
    assert cut(postgres_server, "schedules") == 1
    assert not mine.held()
    within(5, other.acquire)
    assert not mine.acquire()
    other.release()
    within(5, mine.acquire)
    mine.release()


def test_of_two_that_take_themselves_for_the_leader_one_starts_the_import(
    new_folder: Callable[[str], Path], address: str, tmp_path: Path
) -> None:
    """As when a leader is cut off after it has looked at the clock, and another one looks too."""
    source = write_lines(tmp_path / "new.jsonl", claim(5))
    schedules = read_schedules(f"{source} every 6h")
    libraries = [Library(new_folder(name), state=open_state(tmp_path, address)) for name in ("one", "two", "three")]
    with ThreadPoolExecutor(3) as threads:
        started = list(threads.map(lambda library: start_due(library, schedules, time.time()), libraries))
    assert sorted(map(len, started)) == [0, 0, 1]
    assert start_due(libraries[0], schedules, time.time()) == []
    for child in psutil.Process().children(recursive=True):
        if "server.admin.job_runner" in " ".join(child.cmdline()):
            child.wait(60)


def test_a_forked_process_has_connections_of_its_own(state: State) -> None:
    secret = state.secret()
    reads, writes = os.pipe()
    child = os.fork()
    if child == 0:
        os.write(writes, state.secret()[:1] if state.engine.stamp()[0] else b"")
        os._exit(0)
    os.waitpid(child, 0)
    assert os.read(reads, 1) == secret[:1]
    os.close(reads), os.close(writes)
    for number in range(5):
        state.bind("a", [str(number)])
    assert state.bindings() == {"a": frozenset({"4"})}


def test_a_server_that_says_nothing_keeps_nobody_waiting_for_long(
    state: State, address: str, postgres_server: PostgresServer
) -> None:
    """It is stopped, not dead: its connections stay open, and the machine's network still answers for it."""
    state.secret()
    ours = f"SELECT pid FROM pg_stat_activity WHERE datname = '{address.rpartition('/')[2]}'"
    (pid,) = (int(str(row[0])) for row in postgres_server.run(ours))
    assert postgres_server.process is not None
    stopped = [psutil.Process(pid), psutil.Process(postgres_server.process.pid)]
    for process in stopped:
        process.suspend()
    try:
        begun = time.monotonic()
        with pytest.raises(StateUnavailableError):
            state.sources()
        assert time.monotonic() - begun < 15
        begun = time.monotonic()
        for _ in range(20):
            with pytest.raises(StateUnavailableError):
                state.sources()
        assert time.monotonic() - begun < 8  # at most two of them tried
        assert state.contact().problem
    finally:
        for process in reversed(stopped):
            process.resume()
    within(10, lambda: _answers(state))
    assert state.contact().problem == ""


def _answers(state: State) -> bool:
    try:
        return state.sources() == {}
    except StateUnavailableError:
        return False


def test_writers_wait_for_each_other_and_none_for_ever(state: State, address: str) -> None:
    other = open_state(Path(), f"{address}?application_name=other")
    other.secret()
    done = threading.Event()

    def hold() -> None:
        with other.transaction():
            done.wait(6)

    with ThreadPoolExecutor(1) as threads:
        holding = threads.submit(hold)
        time.sleep(0.5)
        with pytest.raises(StateUnavailableError, match="lock timeout; another transaction takes long"):
            state.set_source(SourceRecord(source="tests"))
        assert state.sources() == {}
        done.set()
        holding.result()
    state.set_source(SourceRecord(source="tests"))
    assert list(state.sources()) == ["tests"]
    other.engine.close()
