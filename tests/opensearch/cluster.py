"""A real OpenSearch cluster on 127.0.0.1, from Maven Central's jars. Its nodes end with whoever started them."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path
from types import TracebackType
from typing import Any

from filelock import FileLock

LAUNCHER = Path(__file__).resolve().parent / "launcher"
TOOLS = ("java", "javac", "mvn")


def missing() -> str:
    """Which of the tools that a cluster needs this machine lacks; "" if it has all."""
    return ", ".join(tool for tool in TOOLS if shutil.which(tool) is None)


def class_path() -> str:
    """The jars (50 MB, which Maven fetches once) and the launcher, compiled once for each version of it."""
    sources = b"".join((LAUNCHER / name).read_bytes() for name in ("pom.xml", "TestNode.java"))
    digest = hashlib.sha256(sources).hexdigest()[:16]
    build = Path(tempfile.gettempdir()) / f"rejoinder-tests-opensearch-{os.getuid()}-{digest}"
    with FileLock(f"{build}.lock"):
        if not (build / "TestNode.class").exists():
            build.mkdir(exist_ok=True)
            jars = build / "jars"
            subprocess.run(
                [
                    "mvn",
                    "-q",
                    "-B",
                    "-f",
                    LAUNCHER / "pom.xml",
                    "dependency:build-classpath",
                    f"-Dmdep.outputFile={jars}",
                ],
                check=True,
                stdout=subprocess.DEVNULL,
            )
            found = jars.read_text("utf-8").strip()
            subprocess.run(["javac", "-cp", found, "-d", build, LAUNCHER / "TestNode.java"], check=True)
    return f"{build}:{(build / 'jars').read_text('utf-8').strip()}"


class RefusedError(Exception):
    """A node refused a request; the status is its only argument."""


class TestCluster:
    """So many nodes, each a process of its own. `addresses` are those of their HTTP API."""

    __test__ = False

    def __init__(self, folder: Path, nodes: int = 3, heap: str = "256m", *, optimising: bool = False) -> None:
        """With `optimising`, the nodes compile for speed, which in tests takes more time than it saves."""
        self.folder, self._heap, self._optimising = folder, heap, optimising
        ports = free_ports(2 * nodes)
        self._http, self._transport = ports[:nodes], ports[nodes:]
        self.addresses = tuple(f"http://127.0.0.1:{port}" for port in self._http)
        self.processes: list[subprocess.Popen[bytes] | None] = [None] * nodes

    def __enter__(self) -> TestCluster:
        try:
            for number in range(len(self._http)):
                self.start(number)
            self.wait()
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(self, kind: type[BaseException] | None, e: BaseException | None, at: TracebackType | None) -> None:
        self.stop()

    def start(self, number: int) -> None:
        """Start a node, for the first time or again, with the data that it had."""
        home = self.folder / f"node{number}"
        (home / "config").mkdir(parents=True, exist_ok=True)
        names = [f"node{n}" for n in range(len(self._http))]
        settings: dict[str, object] = {
            "cluster.name": "rejoinder-tests",
            "node.name": names[number],
            "network.host": "127.0.0.1",
            "http.port": self._http[number],
            "transport.port": self._transport[number],
            "discovery.seed_hosts": ",".join(f"127.0.0.1:{port}" for port in self._transport),
            "cluster.initial_cluster_manager_nodes": ",".join(names),
            "cluster.routing.allocation.disk.threshold_enabled": "false",
            # a node that was killed is missed within two seconds
            "cluster.fault_detection.follower_check.interval": "500ms",
            "cluster.fault_detection.follower_check.timeout": "2s",
            "cluster.fault_detection.leader_check.interval": "500ms",
            "cluster.fault_detection.leader_check.timeout": "2s",
        }
        command = ["java", f"-Xms{self._heap}", f"-Xmx{self._heap}", "-XX:+UseSerialGC"]
        command += [] if self._optimising else ["-XX:TieredStopAtLevel=1"]
        command += ["-Xshare:auto", f"-Dlog4j2.configurationFile={LAUNCHER / 'log4j2.properties'}", "-cp", class_path()]
        command += ["TestNode", str(home), *(f"{name}={value}" for name, value in settings.items())]
        with (home / "log").open("ab") as log:
            self.processes[number] = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=log, stderr=log)

    def wait(self, status: str = "green", seconds: float = 180) -> None:
        """Wait until every node that was started has joined, and the cluster has this colour."""
        until = time.monotonic() + seconds
        started = [number for number, process in enumerate(self.processes) if process is not None]
        path = f"/_cluster/health?wait_for_nodes={len(started)}&wait_for_status={status}&timeout=5s"
        while time.monotonic() < until:
            for number in started:
                process = self.processes[number]
                if process is not None and process.poll() is not None:
                    raise RuntimeError(f"node{number} ended: see {self.folder / f'node{number}' / 'log'}")
            with contextlib.suppress(OSError, ValueError, RefusedError):
                if not self.ask("GET", path, node=started[0])["timed_out"]:
                    return
            time.sleep(0.2)
        raise TimeoutError(f"the cluster is not {status} after {seconds:.0f} s: see {self.folder}/node*/log")

    def ask(self, method: str, path: str, body: object = None, *, node: int | None = None) -> Any:
        """What the HTTP API of a node says, by default of the first that runs. Raises RefusedError."""
        number = next(n for n, p in enumerate(self.processes) if p is not None) if node is None else node
        data = None if body is None else json.dumps(body).encode()
        headers = {"Content-Type": "application/json"}
        request = urllib.request.Request(self.addresses[number] + path, data, headers, method=method)
        try:
            with urllib.request.urlopen(request, timeout=60) as reply:
                return json.load(reply)
        except urllib.error.HTTPError as e:
            with e:
                raise RefusedError(e.code) from None

    def kill(self, number: int) -> None:
        """End a node as a machine ends that loses its power."""
        self._end(number, signal.SIGKILL)

    def stop(self) -> None:
        """End every node."""
        for number in range(len(self.processes)):
            self._end(number, signal.SIGKILL)

    def _end(self, number: int, how: signal.Signals) -> None:
        process, self.processes[number] = self.processes[number], None
        if process is not None:
            process.send_signal(how)
            process.wait(20)
            assert process.stdin is not None
            process.stdin.close()


def free_ports(count: int) -> list[int]:
    """Ports of 127.0.0.1 on which nobody listens."""
    with contextlib.ExitStack() as stack:
        sockets = [stack.enter_context(socket.socket()) for _ in range(count)]
        for one in sockets:
            one.bind(("127.0.0.1", 0))
        return [int(one.getsockname()[1]) for one in sockets]
