"""Measure what readers notice of rebuilds: matches at a steady rate, first in quiet, then during rebuilds.

    python -m bench.rebuilds CASES.jsonl [--rounds 10] [--rate 10] [--workers 2]
    python -m bench.rebuilds CASES.jsonl --cost [--cases 200000] [--beside OTHER_CHECKOUT]

Builds an index of the cases in a temporary folder and serves it. Each round changes every case's debunk, so that
generations can be told apart, builds, rolls back, and builds again.

With --cost it measures what builds and changes cost, each in its own process: processor seconds (which other work on
the machine affects least), seconds, peak megabytes, and the phases from the report. With --cases, further similar
cases with other titles are added up to that number. With --beside, the same is done with the code of another
checkout, in turns, so that both run under the same conditions.
"""

from __future__ import annotations

import argparse
import json
import os
import random
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
    """Sends requests at a steady rate from a few threads. Times count from when a request was due."""

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
        """Milliseconds at three percentiles, the number of requests, and errors."""
        ordered = sorted(self.seconds)
        at = {f"p{p}": round(ordered[min(len(ordered) - 1, len(ordered) * p // 100)] * 1000, 1) for p in (50, 95, 99)}
        return {"requests": len(ordered), "errors": self.errors[:5], "generations": len(self.generations), **at}


def marked(cases: Path, folder: Path, mark: int) -> Path:
    """Write the cases with a mark as their debunk."""
    path = folder / "cases.jsonl"
    with cases.open(encoding="utf-8") as source, path.open("w", encoding="utf-8") as out:
        for line in source:
            record = json.loads(line)
            out.write(
                json.dumps(record | ({} if record.get("type") == "source" else {"response": f"mark {mark}"})) + "\n"
            )
    return path


def grown(cases: Path, folder: Path, count: int) -> Path:
    """Write the cases and further ones, with halves of two titles each, up to `count` (0: only the given cases)."""
    records = [json.loads(line) for line in cases.open(encoding="utf-8")]
    others, real = [r for r in records if "title" not in r], [r for r in records if "title" in r]
    chance = random.Random(3)
    for n in range(len(real), count):
        like, other = real[n % len(real)], chance.choice(real)["title"].split()
        half = like["title"].split()
        title = " ".join([*half[: (len(half) + 1) // 2], *other[len(other) // 2 :]])
        others.append(like | {"id": f"grown-{n}", "title": title})
    path = folder / "grown.jsonl"
    with path.open("w", encoding="utf-8") as out:
        out.writelines(json.dumps(record) + "\n" for record in [*(real[:count] if count else real), *others])
    return path


def told_cost(tree: Path, arguments: list[str]) -> dict[str, Any]:
    """Run a command with the code of a checkout and return what it cost."""
    command = [sys.executable, "-c", "from server.cli import main; main()", *arguments, "--json"]
    begun = time.perf_counter()
    with subprocess.Popen(
        command, cwd=tree, env=os.environ | {"PYTHONPATH": str(tree)}, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        output, problem = process.stdout.read(), process.stderr.read()
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{' '.join(arguments)}: {problem.decode()}")
    report = json.loads(output)
    return {
        "processor_s": round(used.ru_utime + used.ru_stime, 2),
        "s": round(time.perf_counter() - begun, 2),
        "mb": used.ru_maxrss // 1024,
        "cases": report["cases"],
        "reported_s": round(report["seconds"], 2),
        "phases": {phase: round(seconds, 2) for phase, seconds in report["parts"].items()},
    }


def costs(cases: Path, count: int, trees: list[Path]) -> dict[str, Any]:
    """For each checkout, the costs of a build, of the same build again, and of changing ten cases and one case."""
    found: dict[str, Any] = {}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        source = grown(cases.resolve(), folder, count)
        records = [json.loads(line) for line in source.open(encoding="utf-8")]
        some = [record for record in records if "title" in record][:: max(1, len(records) // 10)][:10]
        ten, one = folder / "ten.jsonl", folder / "one.jsonl"
        ten.write_text("".join(json.dumps(r | {"title": f"{r['title']} again"}) + "\n" for r in some), "utf-8")
        one.write_text(json.dumps({"id": some[0]["id"], "outlets": ["Gazette"]}) + "\n", "utf-8")
        steps = {
            "build": ["index", "build", str(source)],
            "again": ["index", "build", str(source)],
            "update of 10": ["index", "update", str(ten)],
            "patch of 1": ["index", "update", str(one)],
            "delete of 1": ["index", "delete", some[1]["id"]],
        }
        for step, arguments in steps.items():
            for number, tree in enumerate(trees):
                told = told_cost(tree, [*arguments, "--index", str(folder / f"index-{number}")])
                found.setdefault(step, {})[tree.name if number else "this"] = told
                print(step, tree, json.dumps(told), flush=True)
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("cases", type=Path)
    parser.add_argument("--cost", action="store_true")
    parser.add_argument("--cases", dest="count", type=int, default=0)
    parser.add_argument("--beside", type=Path, action="append", default=[])
    parser.add_argument("--rounds", type=int, default=10)
    parser.add_argument("--rate", type=float, default=10)
    parser.add_argument("--workers", type=int, default=2)
    asked = parser.parse_args()
    if asked.cost:
        here = Path(__file__).resolve().parents[1]
        print(json.dumps(costs(asked.cases, asked.count, [here, *(tree.resolve() for tree in asked.beside)]), indent=1))
        return
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
