"""Measure replicated generations: from the builder's switch to the last of three machines, and from an empty disk.

    python -m bench.scaling CASES.jsonl [MORE.jsonl ...] [--cases 200000] [--rounds 5] [--depot s3://bucket/prefix]

Builds an index of the cases in a temporary folder, with --cases grown to that number. Serves it from one machine that
stands alone, and from three followers of a depot (a folder, unless --depot names a bucket), all on this machine. Then:

- compares the replies of the one machine with those of the three, every byte but the time that they took,
- changes a case on the builder, several times, and takes the seconds from the builder's switch until the last of the
  three answers a match from the new generation; the copy is over then, as the switch waits for it,
- empties a follower's disk, and takes the seconds from the start of its service until /readyz answers 200.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx

from bench.rebuilds import grown
from index.storage.generations import live_name, path_of

FOLLOWERS = 3
SENTENCES = 20
PAGES = 6
REJOINDER = str(Path(sys.executable).with_name("rejoinder"))
# so that no reply depends on how busy this machine is
PATIENT = {
    "REJOINDER_RATE_LIMIT": "0",
    "REJOINDER_READER_BUDGET_MS": "60000",
    "REJOINDER_MATCH_BUDGET_MS": "600000",
    "REJOINDER_LOG_LEVEL": "warning",
}


class Service:
    """A service in its own process."""

    def __init__(self, index: Path, settings: dict[str, str]) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        command = [REJOINDER, "serve", "--index", str(index), "--port", str(port), "--workers", "1"]
        self.begun = time.monotonic()
        self.url = f"http://127.0.0.1:{port}"
        self._process = subprocess.Popen(command, env=os.environ | PATIENT | settings, stderr=subprocess.DEVNULL)

    def ready(self) -> float:
        """Wait until it is ready. Returns the seconds since its start."""
        while self._process.poll() is None:
            with contextlib.suppress(httpx.TransportError):
                if httpx.get(f"{self.url}/readyz", timeout=5).status_code == 200:
                    return time.monotonic() - self.begun
            time.sleep(0.02)
        raise SystemExit("a service ended: run `rejoinder serve` by hand to see why")

    def match(self, text: str) -> dict[str, Any]:
        """The reply to a match, without the time that it took."""
        reply: dict[str, Any] = httpx.post(f"{self.url}/v1/match", json={"text": text}, timeout=120).json()
        del reply["took_ms"]
        return reply

    @property
    def pid(self) -> int:
        """The id of its parent process."""
        return self._process.pid

    def stop(self) -> None:
        """Stop it."""
        self._process.send_signal(signal.SIGTERM)
        self._process.wait(30)


@contextlib.contextmanager
def serving(services: list[Service]) -> Iterator[None]:
    """Stop the services at the end of the block."""
    try:
        for service in services:
            service.ready()
        yield
    finally:
        for service in services:
            service.stop()


def command(index: Path, settings: dict[str, str], *arguments: str) -> str:
    """Run a command on an index, and return what it printed."""
    done = subprocess.run(
        [REJOINDER, *arguments, "--index", str(index)],
        env=os.environ | PATIENT | settings,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise SystemExit(f"{' '.join(arguments)}: {done.stderr}")
    return done.stdout.strip()


def same_replies(alone: Service, followers: list[Service], titles: list[str]) -> dict[str, int]:
    """Ask every service for the same pages. Returns how many pages and matches there were, and how many differed."""
    pages = matches = different = 0
    for start in range(0, min(len(titles), PAGES * SENTENCES), SENTENCES):
        text = "\n\n".join(titles[start : start + SENTENCES])
        expected = alone.match(text)
        pages, matches = pages + 1, matches + len(expected["matches"])
        different += sum(follower.match(text) != expected for follower in followers)
    return {"pages": pages, "matches": matches, "different": different}


def switch_seconds(index: Path, settings: dict[str, str], followers: list[Service], case: dict[str, Any]) -> float:
    """Change a case on the builder. Returns the seconds from its own switch until the last follower answers anew.

    The builder's switch comes after the depot's, so this is what readers see of two generations at a time.
    """
    before = live_name(index)
    change = index.parent / "change.jsonl"
    change.write_text(json.dumps({"id": case["id"], "response": f"changed {time.time()}"}) + "\n", "utf-8")
    arguments = [REJOINDER, "index", "update", str(change), "--index", str(index), "--json"]
    with subprocess.Popen(
        arguments, env=os.environ | PATIENT | settings, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as builder:
        while (name := live_name(index)) == before:
            if builder.poll() not in (None, 0):
                raise SystemExit("the update failed: run it by hand to see why")
            time.sleep(0.002)
        switched = time.monotonic()
        for follower in followers:
            while follower.match(case["title"])["index"]["generation"] != name:
                time.sleep(0.01)
        return time.monotonic() - switched


def measured(sources: list[Path], count: int, rounds: int, depot: str) -> dict[str, Any]:
    """All figures for one index."""
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        whole = root / "whole.jsonl"
        whole.write_text("".join(source.read_text("utf-8") for source in sources), "utf-8")
        cases = grown(whole, root, count)
        titles = [record["title"] for record in map(json.loads, cases.open(encoding="utf-8")) if "title" in record]
        first = next(record for record in map(json.loads, cases.open(encoding="utf-8")) if "title" in record)
        (root / "depot").mkdir()
        index, builder = root / "builder", {"REJOINDER_DEPOT": depot or str(root / "depot")}
        command(index, builder, "index", "build", str(cases))
        key = command(index, builder, "depot", "key")
        following = builder | {"REJOINDER_DEPOT_ROLE": "follower", "REJOINDER_DEPOT_KEY": key}
        empty = []
        for _ in range(rounds):
            service = Service(root / "empty", following)
            empty.append(service.ready())
            service.stop()
            shutil.rmtree(root / "empty")
        size = sum(path.stat().st_size for path in path_of(index, live_name(index)).rglob("*") if path.is_file())
        alone = Service(Path(shutil.copytree(index, root / "alone")), {})
        followers = [Service(root / f"follower-{n}", following) for n in range(FOLLOWERS)]
        with serving([alone, *followers]):
            step = max(1, len(titles) // (PAGES * SENTENCES))
            replies = same_replies(alone, followers, titles[::step])
            switches = [switch_seconds(index, builder, followers, first) for _ in range(rounds)]
        return {
            "cases": len(titles),
            "megabytes": round(size / 1e6, 1),
            "depot": "s3" if depot else "folder",
            "replies": replies,
            "seconds from the switch to the last follower": [round(one, 2) for one in switches],
            "seconds from an empty disk to ready": [round(one, 2) for one in empty],
        }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("sources", type=Path, nargs="+")
    parser.add_argument("--cases", dest="count", type=int, default=0)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--depot", default="")
    asked = parser.parse_args()
    print(json.dumps(measured(asked.sources, asked.count, asked.rounds, asked.depot), indent=1))


if __name__ == "__main__":
    main()
