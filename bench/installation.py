"""One whole installation on 127.0.0.1, of real parts: each can be killed, stopped as if it hung, and brought back.

PostgreSQL, Redis, one OpenSearch node, a depot, and a builder and two followers that share all of them. The depot is a
bucket of Versity's gateway if `versitygw` is there, else a folder. Whatever ends this process, a guard ends every
process that it started.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import psutil

from index.admin_state.database import State, open_state
from server.admin.accounts import Accounts
from server.admin.guard import COOKIE
from server.http.api_keys import Keys
from tests.opensearch.cluster import TestCluster, free_ports
from tests.postgres_server import PostgresServer
from tests.servers import BUCKET, CREDENTIALS, VERSITYGW, Server, redis_server, s3_server

REJOINDER = str(Path(sys.executable).with_name("rejoinder"))
SILENT_SECONDS = 15  # the service's own default is 300, which would make a run long
WORKERS = 2
START_SECONDS = 180.0  # for a busy machine
_GUARD = """
import shutil, sys
import psutil
folders, seen = sys.argv[1:], []
for line in sys.stdin:
    seen.append(int(line))
found = []
for pid in seen:
    try:
        process = psutil.Process(pid)
        found += [process, *process.children(recursive=True)]
    except psutil.NoSuchProcess:
        pass
for process in found:
    try:
        process.kill()
    except psutil.NoSuchProcess:
        pass
psutil.wait_procs(found, 10)
for folder in folders:
    shutil.rmtree(folder, ignore_errors=True)
"""


class Guard:
    """A process that holds the other end of a pipe. When this process ends, it kills those that it was told of.

    Stopped processes and the workers of a killed service end too, which the kernel's own signal does not reach.
    """

    def __init__(self, *folders: Path) -> None:
        command = [sys.executable, "-c", _GUARD, *map(str, folders)]
        # a session of its own, so that Ctrl-C at the terminal does not end the guard first
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, text=True, start_new_session=True)

    def watch(self, process: subprocess.Popen[bytes] | None) -> None:
        """Kill this process and its children at the end."""
        assert process is not None
        assert self._process.stdin is not None
        self._process.stdin.write(f"{process.pid}\n")
        self._process.stdin.flush()

    def end(self) -> None:
        """End everything now."""
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait(60)


def tree(process: subprocess.Popen[bytes] | None) -> list[psutil.Process]:
    """A process with all that it started, parents first."""
    if process is None or process.poll() is not None:
        return []
    parent = psutil.Process(process.pid)
    return [parent, *parent.children(recursive=True)]


def signal_all(processes: list[psutil.Process], number: signal.Signals) -> None:
    """Send a signal to each process that still runs."""
    for process in processes:
        with contextlib.suppress(psutil.NoSuchProcess):
            process.send_signal(number)


def kill(process: subprocess.Popen[bytes] | None) -> None:
    """Kill a process and all that it started, as a machine does that loses its power."""
    found = tree(process)
    signal_all(found, signal.SIGKILL)
    if process is not None:
        process.wait(20)
    psutil.wait_procs(found, 20)


@dataclass
class Machine:
    """A machine with its own index folder and port: a service in its own process, with its workers."""

    name: str
    index: Path
    port: int
    settings: dict[str, str]
    guard: Guard
    log: Path
    process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Start the service; it is ready later."""
        command = ["setpriv", "--pdeathsig", "KILL", REJOINDER, "serve"]
        command += ["--index", str(self.index), "--port", str(self.port), "--workers", str(WORKERS)]
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(command, env=_clean() | self.settings, stdout=log, stderr=log)
        self.guard.watch(self.process)

    def ready(self) -> bool:
        """Whether /readyz answers 200."""
        with contextlib.suppress(httpx.TransportError):
            return httpx.get(f"{self.url}/readyz", timeout=5).status_code == 200
        return False


@dataclass
class Installation:
    """All parts, and what the load needs: an API key, a session of an admin, and the cases' titles."""

    root: Path
    guard: Guard
    postgres: PostgresServer
    redis: Server
    search: TestCluster
    depot: Server | None
    depot_folder: Path
    settings: dict[str, str]
    builder: Machine = field(init=False)
    followers: list[Machine] = field(init=False)
    key: str = ""
    cookie: str = ""
    number: int = 0

    @property
    def machines(self) -> list[Machine]:
        return [self.builder, *self.followers]

    @property
    def state(self) -> State:
        return open_state(self.root / "builder", self.settings["REJOINDER_STATE"])

    def command(self, *arguments: str) -> list[str]:
        """A command on the builder."""
        return [REJOINDER, *arguments, "--index", str(self.builder.index)]

    def run(self, *arguments: str, seconds: float = 300) -> subprocess.CompletedProcess[str]:
        """Run a command on the builder."""
        environment = _clean() | self.settings
        command = self.command(*arguments)
        return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=seconds, check=False)

    def new_case(self) -> list[str]:
        """The arguments of a command that adds a case, and so makes a generation."""
        self.number += 1
        path = self.root / f"new-{self.number}.jsonl"
        path.write_text(json.dumps({"id": f"new-{self.number}", "source": "ravna", "title": f"Added {self.number}"}))
        return ["index", "update", str(path)]

    def new_key(self, per_minute: int) -> str:
        """A new API key's secret."""
        return Keys(self.state).create(f"bench {time.monotonic_ns()}", per_minute)[1]

    def sign_in(self) -> None:
        """Sign in as an admin; any machine then knows the session."""
        token = Accounts(self.state).new_token("bench")
        reply = httpx.post(f"{self.followers[0].url}/admin/sign-in", data={"token": token}, timeout=30)
        self.cookie = f"{COOKIE}={reply.cookies[COOKIE]}"

    def start_search(self) -> None:
        """Start the search node, and wait until it answers."""
        self.search.start(0)
        self.guard.watch(self.search.processes[0])
        self.search.wait()

    def start_postgres(self) -> None:
        """Start PostgreSQL, and wait until it answers."""
        self.postgres.start()
        self.guard.watch(self.postgres.process)

    def start_server(self, server: Server) -> None:
        """Start Redis or the S3 gateway, and wait until it answers."""
        server.start()
        self.guard.watch(server.process)


def until(condition: Callable[[], bool], seconds: float, what: str) -> float:
    """Wait until a condition holds. Returns the seconds. Raises TimeoutError."""
    begun = time.monotonic()
    while not condition():
        if time.monotonic() - begun > seconds:
            raise TimeoutError(f"not within {seconds:.0f} s: {what}")
        time.sleep(0.1)
    return time.monotonic() - begun


@contextlib.contextmanager
def installed(cases: list[dict[str, object]], told: Callable[[str], None]) -> Iterator[Installation]:
    """Start everything, with these cases live on all machines. Nothing of it is left afterwards."""
    memory = Path("/dev/shm")
    root = Path(tempfile.mkdtemp(prefix="rejoinder-failures-", dir=memory if memory.is_dir() else None))
    ports = free_ports(6)
    with PostgresServer.running(ports[0]) as postgres:
        guard = Guard(root, postgres.folder)
        try:
            guard.watch(postgres.process)
            yield _made(root, guard, postgres, ports[1:], cases, told)
        finally:
            # psycopg's connections first, as the server's end would be reported by each
            guard.end()
            shutil.rmtree(root, ignore_errors=True)


def _made(
    root: Path,
    guard: Guard,
    postgres: PostgresServer,
    ports: list[int],
    cases: list[dict[str, object]],
    told: Callable[[str], None],
) -> Installation:
    for name in ("redis", "s3", "depot"):
        (root / name).mkdir()
    told("starting Redis, OpenSearch and the depot")
    search = TestCluster(root / "search", nodes=1)
    depot = s3_server(root / "s3", ports[1]) if VERSITYGW is not None else None
    settings = {
        "REJOINDER_STATE": postgres.new_database(),
        "REJOINDER_STATE_SILENT_SECONDS": str(SILENT_SECONDS),
        "REJOINDER_RATE_STORAGE": f"redis://127.0.0.1:{ports[0]}/0",
        "REJOINDER_SEARCH": ",".join(search.addresses),
        "REJOINDER_DEPOT": f"s3://{BUCKET}/rejoinder" if depot is not None else str(root / "depot"),
        "REJOINDER_REQUIRE_KEYS": "yes",
        "REJOINDER_MAX_FEEDBACK": "100000",
        "REJOINDER_READER": "off",  # it has no part in any failure, and would make a slow machine slower
        "REJOINDER_DEPOT_LAG_SECONDS": "600",  # a copy takes longer on a busy machine
    }
    if depot is not None:
        settings |= CREDENTIALS | {"AWS_ENDPOINT_URL": f"http://127.0.0.1:{ports[1]}"}
    made = Installation(
        root, guard, postgres, redis_server(root / "redis", ports[0]), search, depot, root / "depot", settings
    )
    made.start_server(made.redis)
    if depot is not None:
        made.start_server(depot)
    made.start_search()
    made.builder = Machine("builder", root / "builder", ports[2], settings, guard, root / "builder.log")
    source = root / "cases.jsonl"
    source.write_text("".join(json.dumps(case) + "\n" for case in cases), "utf-8")
    told("building the index")
    built = made.run("index", "build", str(source))
    if built.returncode:
        raise SystemExit(f"the build failed: {built.stderr}")
    following = settings | {
        "REJOINDER_DEPOT_ROLE": "follower", "REJOINDER_DEPOT_KEY": made.run("depot", "key").stdout.strip()
    }  # fmt: skip
    made.followers = [
        Machine(f"follower {n + 1}", root / f"follower-{n}", port, following, guard, root / f"follower-{n}.log")
        for n, port in enumerate(ports[3:5])
    ]
    made.key = made.new_key(100_000)
    told("starting the builder and two followers")
    for machine in made.machines:
        machine.start()
    for machine in made.machines:
        until(machine.ready, START_SECONDS, f"{machine.name} is ready: see {machine.log}")
    made.sign_in()
    return made


def _clean() -> dict[str, str]:
    """The environment without the settings of the user who runs this."""
    return {k: v for k, v in os.environ.items() if not k.startswith(("REJOINDER_", "AWS_", "PG"))}
