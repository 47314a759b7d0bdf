"""What WSGI servers themselves take of a request: the same bare application under each, one after the other.

    python -m bench.servers [--requests 1000]

The application reads a body as large as a page of 200 sentences and returns 4 kB. One client asks one request after the
other, on one kept connection and on a new one each time. Prints milliseconds (median) and processor time of the server
for a request, writes bench/results/servers.json, ends by itself.
"""

from __future__ import annotations

import argparse
import contextlib
import http.client
import json
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import psutil

from bench.load import free_port

BODY = b"x" * 18_600
_APPLICATION = """
REPLY = b'{"x": "' + b"y" * 4000 + b'"}'
def app(environ, start_response):
    environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
    start_response("200 OK", [("Content-Type", "application/json"), ("Content-Length", str(len(REPLY)))])
    return [REPLY]
"""
_CHEROOT = "import sys; from cheroot.wsgi import Server; from bare import app; Server(('127.0.0.1', int(sys.argv[1])), app, numthreads=4).start()"  # noqa: E501
_GUNICORN = ["-m", "gunicorn", "--bind", "127.0.0.1:{port}", "--workers", "1", "--keep-alive", "30"]
SERVERS = {
    "gunicorn, threads": [*_GUNICORN, "--worker-class", "gthread", "--threads", "4", "bare:app"],
    "gunicorn, sync": [*_GUNICORN, "bare:app"],
    "waitress": ["-m", "waitress", "--listen=127.0.0.1:{port}", "--threads=4", "bare:app"],
    "cheroot": ["-c", _CHEROOT, "{port}"],
    "granian": ["-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", "{port}", "bare:app"],
}


def kept(port: int) -> Callable[[], object]:
    """Requests on one connection."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)

    def ask() -> object:
        connection.request("POST", "/", BODY)
        return connection.getresponse().read()

    return ask


def new(port: int) -> Callable[[], object]:
    """Requests on a connection each."""

    def ask() -> object:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
        connection.request("POST", "/", BODY, {"Connection": "close"})
        said = connection.getresponse().read()
        connection.close()
        return said

    return ask


def spent(server: psutil.Process) -> float:
    """Processor seconds of a server and its workers."""
    return sum(sum(p.cpu_times()[:2]) for p in (server, *server.children(recursive=True)))


def measure(command: list[str], folder: str, requests: int) -> dict[str, float]:
    """Milliseconds of one server."""
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, *(part.replace("{port}", str(port)) for part in command)],
        cwd=folder,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        for _ in range(100):
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
                break
            time.sleep(0.1)
        server, row = psutil.Process(process.pid), {}
        for name, ask in (("kept", kept(port)), ("new", new(port))):
            for _ in range(100):
                ask()
            took, before = [], spent(server)
            for _ in range(requests):
                begun = time.perf_counter()
                ask()
                took.append((time.perf_counter() - begun) * 1000)
            row[f"{name}_ms"] = round(statistics.median(took), 3)
            row[f"{name}_processor_ms"] = round((spent(server) - before) / requests * 1000, 3)
        return row
    finally:
        process.send_signal(signal.SIGTERM)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(10)
        process.kill()


def main() -> None:
    """Measure, print, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--requests", type=int, default=1000)
    asked = parser.parse_args()
    rows = {}
    with tempfile.TemporaryDirectory(prefix="servers-") as folder:
        (Path(folder) / "bare.py").write_text(_APPLICATION)
        for name, command in SERVERS.items():
            rows[name] = measure(command, folder, asked.requests)
            print(f"{name:18} {rows[name]}", flush=True)
    out = Path(__file__).parent / "results" / "servers.json"
    out.write_text(json.dumps(rows, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
