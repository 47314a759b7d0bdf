"""Requests a second, p50 and p99 of matches with 1, 2 and 4 workers, beside a bare route that returns the same bytes.

    python -m bench.load [--seconds 4] [--workers 1 2 4] [--sentences 20 200]

Serves the 13,961 real cases on 127.0.0.1 and loads them with wrk (Debian's package): it is one process in C that
takes little of the processors that the workers need, where a client in Python would be what is measured. Each of 32
different pages is sent in turn, so that nothing repeats within a few requests. The bare route is a Flask application
under the same gunicorn, worker class and threads that accepts the same body and returns the bytes of one real reply.
Memory is PSS, which shares out what workers have in common. Prints a table, writes bench/results/load.json, ends by
itself.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psutil

from bench import sets

CONNECTIONS = 8
PAGES = 32
_LUA = """
local pages, n = {}, 0
local f = io.open(os.getenv("LOAD_PAGES"), "r")
for line in f:lines() do pages[#pages + 1] = line end
f:close()
wrk.method = "POST"
wrk.headers["Content-Type"] = "application/json"
function request()
  n = n % #pages + 1
  return wrk.format(nil, nil, nil, pages[n])
end
function done(s, l)
  io.write(string.format('JSON{"requests": %d, "us": %d, "bad": %d, "lost": %d, "p50": %f, "p99": %f}\\n',
    s.requests, s.duration, s.errors.status, s.errors.connect + s.errors.read + s.errors.write + s.errors.timeout,
    l:percentile(50) / 1000, l:percentile(99) / 1000))
end
"""
_BARE = """
import sys
from pathlib import Path
from flask import Flask, Response, request
from gunicorn.app.base import BaseApplication
port, workers, reply = int(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3]).read_bytes()
app = Flask(__name__)
@app.post("/v1/match")
def match():
    request.get_data()
    return Response(reply, content_type="application/json")
@app.get("/readyz")
def ready():
    return "ready"
class Bare(BaseApplication):
    def load_config(self):
        for name, value in {"bind": f"127.0.0.1:{port}", "workers": workers, "threads": 4, "worker_class": "gthread",
                            "keepalive": 30, "loglevel": "warning", "control_socket_disable": True}.items():
            self.cfg.set(name, value)
    def load(self):
        return app
Bare().run()
"""


def pages(sentences: int) -> list[str]:
    """Bodies of requests: stretches of real speeches, all different, one block a sentence."""
    lines = [block.text for _, page, _ in sets.speeches() for block in page]
    made = []
    for n in range(PAGES):
        start = n * 397 % max(1, len(lines) - sentences)
        blocks = [{"id": f"b{i}", "text": text} for i, text in enumerate(lines[start : start + sentences])]
        made.append(json.dumps({"blocks": blocks}))
    return made


def free_port() -> int:
    """A port of 127.0.0.1 that nothing listens on."""
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return int(s.getsockname()[1])


def post(url: str, body: str) -> bytes:
    """The reply to one match request."""
    asked = urllib.request.Request(f"{url}/v1/match", body.encode(), {"Content-Type": "application/json"})
    with urllib.request.urlopen(asked, timeout=30) as reply:
        return bytes(reply.read())


@contextlib.contextmanager
def served(command: list[str], port: int, workers: int, **settings: str) -> Iterator[tuple[str, psutil.Process]]:
    """Run a service until the block ends; yields its address and its first process once every worker runs."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith("REJOINDER_")}
    environment |= {"REJOINDER_LOG_LEVEL": "warning"} | settings
    process = subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL)
    url, parent = f"http://127.0.0.1:{port}", psutil.Process(process.pid)
    try:
        for _ in range(1200):  # of a machine that does much else
            with contextlib.suppress(OSError, urllib.error.URLError):
                if len(parent.children()) >= workers and urllib.request.urlopen(f"{url}/readyz", timeout=5):
                    break
            time.sleep(0.1)
        else:
            raise SystemExit("the service did not start")
        yield url, parent
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()


def load(url: str, script: Path, bodies: Path, seconds: float) -> dict[str, float]:
    """Requests a second and milliseconds, as wrk counts them."""
    command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds:.0f}s", "--timeout", "10s", "-s", str(script)]
    environment = os.environ | {"LOAD_PAGES": str(bodies)}
    done = subprocess.run(
        [*command, f"{url}/v1/match"],
        check=True,
        capture_output=True,
        text=True,
        env=environment,
        timeout=seconds + 30,
    )
    found = re.search(r"JSON(\{.*\})", done.stdout)
    if found is None:
        raise SystemExit("wrk said nothing that can be read")
    told = json.loads(found[1])
    return {
        "per_second": round(told["requests"] / told["us"] * 1e6, 1),
        "p50_ms": round(told["p50"], 1),
        "p99_ms": round(told["p99"], 1),
        "refused": told["bad"],
        "lost": told["lost"],
    }


def memory(parent: psutil.Process) -> list[float]:
    """MiB of PSS of each worker."""
    return [round(worker.memory_full_info().pss / 2**20, 1) for worker in parent.children()]


def measure(folder: Path, index: Path, sentences: int, workers: int, seconds: float) -> list[dict[str, Any]]:
    """One row for the service and one for the bare route."""
    script, bodies, reply = folder / "post.lua", folder / "pages", folder / "reply"
    script.write_text(_LUA)
    (folder / "bare.py").write_text(_BARE)
    made = pages(sentences)
    bodies.write_text("".join(body + "\n" for body in made))
    rows = []
    rejoinder = str(Path(sys.executable).with_name("rejoinder"))
    for name in ("rejoinder", "bare"):
        port = free_port()
        command = [rejoinder, "serve", "--index", str(index), "--port", str(port), "--workers", str(workers)]
        if name == "bare":
            command = [sys.executable, str(folder / "bare.py"), str(port), str(workers), str(reply)]
        with served(command, port, workers) as (url, parent):
            answer = post(url, made[0])
            if name == "rejoinder":
                reply.write_bytes(answer)
            load(url, script, bodies, 1)
            row = {"service": name, "workers": workers, "sentences": sentences, "reply_bytes": len(answer)}
            rows.append(row | load(url, script, bodies, seconds) | {"pss_mib": memory(parent)})
    return rows


def main() -> None:
    """Measure, print, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=4, help="of each measurement, 60 at most")
    parser.add_argument("--workers", type=int, nargs="+", default=[1, 2, 4])
    parser.add_argument("--sentences", type=int, nargs="+", default=[20, 200])
    asked = parser.parse_args()
    if shutil.which("wrk") is None:
        raise SystemExit("wrk is needed: apt-get install wrk")
    rejoinder = str(Path(sys.executable).with_name("rejoinder"))
    with tempfile.TemporaryDirectory(prefix="load-") as name:
        folder, index = Path(name), Path(name) / "index"
        sources = [str(sets.DATA / source) for source in sets.ALL_CASES]
        build = [rejoinder, "index", "build", "--index", str(index), "--json", *sources]
        built = json.loads(subprocess.run(build, check=True, capture_output=True, text=True).stdout)
        rows = []
        print("service    workers sentences    req/s   p50 ms   p99 ms  errors  PSS MiB a worker")
        for sentences in asked.sentences:
            for workers in asked.workers:
                for row in measure(folder, index, sentences, workers, min(60, asked.seconds)):
                    rows.append(row)
                    print(
                        f"{row['service']:10} {workers:7} {sentences:9} {row['per_second']:8} {row['p50_ms']:8} "
                        f"{row['p99_ms']:8} {row['refused'] + row['lost']:7}  {row['pss_mib']}",
                        flush=True,
                    )
    about = {"cases": built["cases"], "connections": CONNECTIONS, "seconds": asked.seconds, "pages": PAGES}
    about |= {"processors": os.cpu_count(), "load_average_at_the_end": round(os.getloadavg()[0], 1)}
    out = Path(__file__).parent / "results" / "load.json"
    out.write_text(json.dumps(about | {"rows": rows}, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
