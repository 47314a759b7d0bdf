"""What readers notice of rebuilds: matches at a steady rate, first in quiet, then during rebuilds and rollbacks.

    python -m bench.rebuilds CASES.jsonl [--rounds 10] [--rate 10] [--workers 2]

Builds an index of the cases in a temporary folder and serves it. Each round changes every case's debunk to tell the
generations apart, builds, rolls back, and builds again. Ends by itself.
"""

from __future__ import annotations

import argparse
import json
import os
import socket
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import Any

import httpx

SENTENCES = 20
WARM_UP, QUIET = 5.0, 60.0  # seconds


class Load:
    """Requests at a steady rate from a few threads; times are from when a request was due, so that waiting counts."""

    def __init__(self, url: str, text: str, rate: float, threads: int = 4) -> None:
        self._url, self._text, self._pause, self._threads = url, text, threads / rate, threads
        self._stop = threading.Event()
        self.seconds: list[float] = []
        self.errors: list[str] = []
        self.generations: set[str] = set()

    def __enter__(self) -> Load:
        self._running = [threading.Thread(target=self._run, args=(n,)) for n in range(self._threads)]
        for thread in self._running:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        for thread in self._running:
            thread.join()

    def _run(self, number: int) -> None:
        due = time.perf_counter() + self._pause * number / self._threads
        with httpx.Client(base_url=self._url, timeout=30) as client:
            while not self._stop.wait(max(0.0, due - time.perf_counter())):
                try:
                    self._check(client.post("/v1/match", json={"text": self._text}))
                except httpx.HTTPError as e:
                    self.errors.append(type(e).__name__)
                self.seconds.append(time.perf_counter() - due)
                due += self._pause

    def _check(self, reply: httpx.Response) -> None:
        if reply.status_code != 200:
            self.errors.append(str(reply.status_code))
            return
        found = reply.json()
        self.generations.add(found["index"]["generation"])
        marks = {case["response"] for case in found["cases"].values()}
        if len(marks) > 1:
            self.errors.append(f"mixed {sorted(marks)}")

    def told(self) -> dict[str, Any]:
        """Milliseconds at three shares, requests, errors."""
        ordered = sorted(self.seconds)
        at = {f"p{p}": round(ordered[min(len(ordered) - 1, len(ordered) * p // 100)] * 1000, 1) for p in (50, 95, 99)}
        return {"requests": len(ordered), "errors": self.errors[:5], "generations": len(self.generations), **at}


def marked(cases: Path, folder: Path, mark: int) -> Path:
    """The cases with a mark as their debunk."""
    path = folder / "cases.jsonl"
    with cases.open(encoding="utf-8") as source, path.open("w", encoding="utf-8") as out:
        for line in source:
            record = json.loads(line)
            out.write(
                json.dumps(record | ({} if record.get("type") == "source" else {"response": f"mark {mark}"})) + "\n"
            )
    return path


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("cases", type=Path)
    parser.add_argument("--rounds", type=int, default=10)
    parser.add_argument("--rate", type=float, default=10)
    parser.add_argument("--workers", type=int, default=2)
    asked = parser.parse_args()
    rejoinder = str(Path(sys.executable).with_name("rejoinder"))
    with tempfile.TemporaryDirectory() as name, socket.socket() as probe:
        folder, index = Path(name), str(Path(name) / "index")
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
        probe.close()

        def run(*arguments: str) -> None:
            subprocess.run([rejoinder, *arguments, "--index", index, "--json"], check=True, capture_output=True)

        run("index", "build", str(marked(asked.cases, folder, 0)))
        titles = [json.loads(line).get("title", "") for line in asked.cases.open(encoding="utf-8")]
        text = "\n\n".join(title for title in titles[:: max(1, len(titles) // SENTENCES)] if title)
        environment = os.environ | {"REJOINDER_RATE_LIMIT": "0", "REJOINDER_LOG_LEVEL": "warning"}
        command = [rejoinder, "serve", "--index", index, "--port", str(port), "--workers", str(asked.workers)]
        server = subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL)
        try:
            url = f"http://127.0.0.1:{port}"
            for _ in range(200):
                try:
                    httpx.get(url + "/readyz", timeout=5)
                    break
                except httpx.TransportError:
                    time.sleep(0.1)
            with Load(url, text, asked.rate):
                time.sleep(WARM_UP)
            with Load(url, text, asked.rate) as quiet:
                time.sleep(QUIET)
            with Load(url, text, asked.rate) as busy:
                for mark in range(1, asked.rounds + 1):
                    source = str(marked(asked.cases, folder, mark))
                    run("index", "build", source)
                    run("index", "rollback")
                    run("index", "build", source)
            print(json.dumps({"quiet": quiet.told(), "rebuilding": busy.told()}, indent=1))
        finally:
            server.terminate()
            server.wait(30)


if __name__ == "__main__":
    main()
