"""Measure what a normal client notices of 1,000 slow ones: p50 and p99 with and without them, and the service's memory.

    python -m bench.slow_clients [--connections 1000] [--seconds 15] [--workers 2] [--settle 300]

Builds an index (of the 13,961 real cases unless others are named), serves it on 127.0.0.1 and sends matches of real
sentences one after the other: first alone, then beside slow connections of each kind in turn, then alone again. The
kinds are: one letter of a head and then silence; a head and one byte of its body; a hundred requests for large replies
of which one byte a second is read, measured while the replies are made (flood) and afterwards (reply). The slow
connections stay open as long as the service lets them and are not reopened. Except for the flood, measuring begins when
the service has nothing left to do for them, after `--settle` seconds at most: about thirty replies fit into the
system's buffers of each connection, 30,000 in all, and until they are written the service is flooded rather than held
up. Each reply takes about 2 MB of memory. Prints a table with the ratios to the mean of the two measurements alone, and
writes bench/results/slow_clients.json.
"""

from __future__ import annotations

import argparse
import contextlib
import http.client
import json
import os
import resource
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psutil

from bench import sets
from bench.load import free_port, pages, served

MOST_CONNECTIONS, MOST_SECONDS = 5_000, 60
_JSON = {"Content-Type": "application/json"}
_FORM = "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 100"
SAID = {
    "head": b"G",
    "body": f"POST /admin/sign-in HTTP/1.1\r\nHost: localhost\r\n{_FORM}\r\n\r\nt".encode(),
    # A hundred requests in a row, because a single reply would fit into the system's buffers.
    "flood": b"GET /openapi.json HTTP/1.1\r\nHost: localhost\r\n\r\n" * 100,
}
SAID["reply"] = SAID["flood"]


def allow_files(connections: int) -> None:
    """Allow this program, and the service that it starts, enough open files."""
    now, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = connections + 512
    if now != resource.RLIM_INFINITY and now < wanted:
        if most != resource.RLIM_INFINITY and most < wanted:
            raise SystemExit(f"ulimit -Hn is {most}: {wanted} are needed, or fewer --connections")
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, most))


def _is_open(connection: socket.socket) -> bool:
    try:
        return bool(connection.recv(1, socket.MSG_PEEK | socket.MSG_DONTWAIT))
    except BlockingIOError:
        return True
    except OSError:
        return False


@contextlib.contextmanager
def slow(port: int, kind: str, count: int) -> Iterator[list[socket.socket]]:
    """Open connections of one kind. Those that wait for a reply read one byte of it every second."""
    stop = threading.Event()
    with contextlib.ExitStack() as opened:
        found = []
        for _ in range(count):
            connection = opened.enter_context(socket.socket())
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
            connection.connect(("127.0.0.1", port))
            connection.sendall(SAID[kind])
            found.append(connection)

        def read() -> None:
            while kind in ("flood", "reply") and not stop.wait(1):
                for connection in found:
                    with contextlib.suppress(OSError):
                        connection.recv(1, socket.MSG_DONTWAIT)

        reader = threading.Thread(target=read)
        reader.start()
        try:
            yield found
        finally:
            stop.set()
            reader.join()


def spent(server: psutil.Process) -> float:
    """The processor seconds of a server and its workers."""
    return float(sum(sum(p.cpu_times()[:2]) for p in (server, *server.children(recursive=True))))


def ask(port: int, bodies: list[str], seconds: float) -> dict[str, Any]:
    """A client that sends one match after the other: its milliseconds, and how many requests failed."""
    took: list[float] = []
    failed = 0
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        begun = time.perf_counter()
        try:
            connection.request(
                "POST", "/v1/match", bodies[len(took) % len(bodies)], {"Content-Type": "application/json"}
            )
            answer = connection.getresponse()
            answer.read()
            failed += answer.status != 200
        except (OSError, http.client.HTTPException):
            failed += 1
            connection.close()
        took.append((time.perf_counter() - begun) * 1000)
    connection.close()
    p99 = statistics.quantiles(took, n=100)[98] if len(took) > 1 else took[0]
    return {
        "requests": len(took),
        "failed": failed,
        "p50_ms": round(statistics.median(took), 2),
        "p99_ms": round(p99, 2),
    }


def settle(service: psutil.Process, most: float) -> None:
    """Wait until the service has written what it can to the slow connections, for `most` seconds at most."""
    until = time.monotonic() + most
    while time.monotonic() < until:
        before = spent(service)
        time.sleep(1)
        if spent(service) - before < 0.1:
            return


def measure(port: int, service: psutil.Process, connections: int, seconds: float, most: float) -> list[dict[str, Any]]:
    """The rows of the table: alone, beside each kind, and alone again."""
    bodies, rows = pages(20), []
    ask(port, bodies, 3)
    for kind in ("alone", *SAID, "alone again"):
        with slow(port, kind, connections if kind in SAID else 0) as slow_ones:
            settle(service, 0 if kind == "flood" else most)
            row = {"beside": kind} | ask(port, bodies, seconds)
            row["still_open"] = sum(map(_is_open, slow_ones))
            row["pss_mib"] = [round(each.memory_full_info().pss / 2**20, 1) for each in service.children()]
        rows.append(row)
        time.sleep(3)
    for name in ("p50", "p99"):
        alone = statistics.mean(row[f"{name}_ms"] for row in (rows[0], rows[-1]))
        for row in rows:
            row[f"{name}_ratio"] = round(row[f"{name}_ms"] / alone, 2)
    return rows


def main() -> None:
    """Measure, print, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--connections", type=int, default=1000, help=f"of each kind, {MOST_CONNECTIONS} at most")
    parser.add_argument("--seconds", type=float, default=15, help=f"of each measurement, {MOST_SECONDS} at most")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--settle", type=float, default=300)
    parser.add_argument("--sources", nargs="+", default=[str(sets.DATA / source) for source in sets.ALL_CASES])
    asked = parser.parse_args()
    connections = min(asked.connections, MOST_CONNECTIONS)
    allow_files(connections)
    rejoinder = str(Path(sys.executable).with_name("rejoinder"))
    with tempfile.TemporaryDirectory(prefix="slow-") as folder:
        index = str(Path(folder) / "index")
        subprocess.run([rejoinder, "index", "build", "--index", index, *asked.sources], check=True, capture_output=True)
        port = free_port()
        # No rate limit, and room for all connections, so that slow clients are not refused.
        settings = ["env", "REJOINDER_RATE_LIMIT=0", f"REJOINDER_CONNECTIONS={max(16, connections + 10)}"]
        command = [*settings, rejoinder, "serve", "--index", index, "--port", str(port)]
        command += ["--workers", str(asked.workers)]
        with served(command, port, asked.workers) as (_, service):
            rows = measure(port, service, connections, min(asked.seconds, MOST_SECONDS), asked.settle)
    print("beside       requests failed    p50 ms    p99 ms  ratios          open at the end  PSS MiB a worker")
    for row in rows:
        print(
            f"{row['beside']:12} {row['requests']:8} {row['failed']:6} {row['p50_ms']:9} {row['p99_ms']:9}  "
            f"{row['p50_ratio']:5} {row['p99_ratio']:5} {row['still_open']:18}  {row['pss_mib']}"
        )
    about = {"connections": connections, "workers": asked.workers, "processors": os.cpu_count()}
    about |= {"load_average_at_the_end": round(os.getloadavg()[0], 1)}
    out = Path(__file__).parent / "results" / "slow_clients.json"
    out.write_text(json.dumps(about | {"rows": rows}, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
