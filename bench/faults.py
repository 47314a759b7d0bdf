"""Inject faults while the service answers, in a temporary folder, for half an hour by default.

    python -m bench.faults [--minutes 30] [--workers 2] [--patience 15]

Each round: kill the workers; fill the disk (a small tmpfs, if this user may mount one); make the index folder read-
only; step the clock back (build tomorrow, then yesterday); and flip one byte in each file of the live generation,
including its manifest. Meanwhile checks matches at a gentle rate: they must return the right case, from one generation.
`verify` must find each flipped byte, /readyz must report it, and the last good generation must go on answering. On a
busy machine the service takes longer to notice and to answer: give it more `--patience`, in seconds; commands get ten
times as long. The clock's fault needs the Debian package faketime (`apt-get install -y faketime`) and is left out
without it. Prints a line for each fault and a summary. Ends with 1 if anything was wrong.
"""

from __future__ import annotations

import argparse
import contextlib
import ctypes
import http.client
import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psutil

from bench.load import free_port
from index.storage.generations import live_name, path_of, verify
from rejoinder_client import Client, ClientError, MatchReply, UnreachableError

REJOINDER = str(Path(sys.executable).with_name("rejoinder"))
CLAIMS = 40
_TRADES = "baker smith miller tailor cooper weaver fisher mason".split()
_THINGS = "lighthouse orchestra vineyard tramway cathedral".split()
_CLAIMS = [
    f"The {trade} of Ravna secretly sold the {thing} number {n} to a travelling circus"
    for n, (trade, thing) in enumerate((t, h) for t in _TRADES for h in _THINGS)
]
CHECK_SECONDS = 1  # interval at which a worker checks the index's files
# Drops the capability with which root may write despite the folder's mode.
_BOUND = ("setpriv", "--bounding-set", "-dac_override,-dac_read_search")


def write_cases(path: Path, mark: int) -> Path:
    """Write cases whose debunk is the mark, so that generations can be told apart."""
    records = [
        {"id": f"c{n}", "source": "ravna", "title": title, "summary": title + ".", "response": f"mark {mark}"}
        for n, title in enumerate(_CLAIMS)
    ]
    path.write_text("".join(json.dumps(record) + "\n" for record in records), "utf-8")
    return path


class Load:
    """Sends ten matches a second from one thread and checks each reply."""

    def __init__(self, port: int, timeout: float) -> None:
        self._client = Client(f"http://127.0.0.1:{port}", timeout=timeout)
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run)
        self.marks: dict[str, set[str]] = {}
        self.told: Counter[str] = Counter()
        self.wrong: Counter[str] = Counter()
        self.killing = False
        self.unnoticed = False

    def __enter__(self) -> Load:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()

    def _run(self) -> None:
        number = 0
        while not self._stop.wait(0.1):
            number += 1
            wanted = [number % CLAIMS, (number + 7) % CLAIMS]
            before, flipped = self.killing, self.unnoticed
            try:
                reply = self._client.match(text="\n\n".join(_CLAIMS[n] + "." for n in wanted))
                for wrong in self._check(wanted, reply):
                    self._count(wrong, flipped)
            except UnreachableError:
                # A killed worker loses the request that it was answering. No other request may be lost.
                if before or self.killing:
                    self.told["cut off by a kill"] += 1
                else:
                    self.wrong["unreachable"] += 1
            except ClientError as e:
                kind = getattr(e, "type", type(e).__name__)
                self._count(kind, flipped)
            except Exception as e:
                self._count(f"a reply that cannot be checked: {type(e).__name__}", flipped)

    def _count(self, wrong: str, flipped: bool) -> None:
        """Count a wrong reply. It is no failure if a worker had no time to notice the flipped byte."""
        unnoticed = flipped or self.unnoticed
        (self.told if unnoticed else self.wrong)[f"{wrong}, before notice" if unnoticed else wrong] += 1

    def _check(self, wanted: list[int], reply: MatchReply) -> list[str]:
        """What is wrong with a reply."""
        found = {match["case"] for match in reply["matches"] if match["relation"] == "repeats"}
        if not found <= set(reply["cases"]):
            return ["a match without its case"]
        if not {f"c{n}" for n in wanted} <= found:
            return ["a match is missing"]
        self.told["right"] += 1
        marks = {str(reply["cases"][case].get("response")) for case in found}
        self.marks.setdefault(reply["index"]["generation"], set()).update(marks)
        mixed = len(marks) != 1 or len(self.marks[reply["index"]["generation"]]) != 1
        return ["a reply mixes generations"] if mixed else []


class Faults:
    """One index, one service, and the faults. Each fault returns a list of what went wrong, which should be empty."""

    def __init__(self, folder: Path, index: Path, port: int, workers: int, load: Load, patience: float) -> None:
        self._folder, self._index, self._port, self._workers, self._load = folder, index, port, workers, load
        self._patience = patience  # seconds that the service has to notice and to answer
        self._mark = 0

    def command(self, *arguments: str, before: tuple[str, ...] = ()) -> tuple[int, str]:
        """Run the command line on the index. Returns its exit code and output."""
        code = [*before, REJOINDER, *arguments, "--index", str(self._index)]
        done = subprocess.run(code, capture_output=True, text=True, timeout=10 * self._patience)
        return done.returncode, str(done.stderr)

    def build(self, before: tuple[str, ...] = ()) -> list[str]:
        """Build a generation with a new mark."""
        self._mark += 1
        source = write_cases(self._folder / "cases.jsonl", self._mark)
        code, said = self.command("index", "build", str(source), before=before)
        return [] if code == 0 else [f"a build failed: {said.strip()[-200:]}"]

    def ready(self) -> int:
        """The status of /readyz; 0 if nothing answers."""
        connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=10)
        try:
            connection.request("GET", "/readyz")
            return connection.getresponse().status
        except (OSError, http.client.HTTPException):
            return 0
        finally:
            connection.close()

    def until_ready(self, wanted: int) -> list[str]:
        """Wait until /readyz has the wanted status in every worker, which means asking several times."""
        ends, in_a_row = time.monotonic() + self._patience, 0
        while time.monotonic() < ends:
            in_a_row = in_a_row + 1 if self.ready() == wanted else 0
            if in_a_row == 3 * self._workers:
                return []
            time.sleep(0.02)
        return [f"/readyz did not say {wanted} within {self._patience:.0f} s"]

    def kill_workers(self, service: psutil.Process) -> list[str]:
        """Kill all workers at once."""
        self._load.killing = True
        for worker in service.children():
            worker.kill()
        problems = self.until_ready(200)
        time.sleep(1)
        self._load.killing = False
        return problems

    def fill_disk(self) -> list[str]:
        """A build that runs out of space must say so and change nothing."""
        live, filler = live_name(self._index), self._index.parent / "filler"
        size = shutil.disk_usage(self._index).free - 32 * 1024
        with filler.open("wb") as out, contextlib.suppress(OSError):
            while size > 0:
                out.write(bytes(min(size, 2**20)))
                size -= 2**20
        try:
            self._mark += 1
            code, said = self.command("index", "build", str(write_cases(self._folder / "cases.jsonl", self._mark)))
        finally:
            filler.unlink()
        return self._refused(live, code, said, "full")

    def read_only(self) -> list[str]:
        """A build that may not write must say so and change nothing. Reading must work without writing."""
        live, folders = live_name(self._index), [p for p in self._index.rglob("*") if p.is_dir()]
        source = write_cases(self._folder / "cases.jsonl", self._mark + 1)
        for folder in (self._index, *folders):
            folder.chmod(0o555)
        try:
            code, said = self.command("index", "build", str(source), before=_BOUND if os.geteuid() == 0 else ())
        finally:
            for folder in (self._index, *folders):
                folder.chmod(0o755)
        return self._refused(live, code, said, "may not write")

    def _refused(self, live: str, code: int, said: str, why: str) -> list[str]:
        problems = [] if code == 1 and why in said else [f"a build said ({code}): {said.strip()[-200:]}"]
        problems += [] if live_name(self._index) == live else ["the live generation changed"]
        return problems + verify(self._index) + self.until_ready(200)

    def step_back(self) -> list[str]:
        """Build generations tomorrow, then yesterday, then now. Each must become live, and rolling back must work."""
        problems: list[str] = []
        for shift in ("+1d", "-1d", "+0"):
            problems += self.build(before=("faketime", "-f", shift))
            live = live_name(self._index)
            problems += verify(self._index) + self._answered_by(live)
        code, said = self.command("index", "rollback")
        problems += [] if code == 0 else [f"a rollback failed: {said.strip()[-200:]}"]
        return problems + self._answered_by(live_name(self._index))

    def _answered_by(self, generation: str) -> list[str]:
        with contextlib.suppress(ClientError):
            answered = Client(f"http://127.0.0.1:{self._port}").status()["index"]["generation"]
            return [] if answered == generation else [f"{answered} answers instead of {generation}"]
        return ["the service did not answer"]

    def flip(self, name: str) -> list[str]:
        """Flip one byte of one file of the live generation, and restore it afterwards."""
        path = path_of(self._index, live_name(self._index)) / name
        size = path.stat().st_size
        if size == 0:
            return []
        place = int.from_bytes(os.urandom(4)) % size
        self._load.unnoticed = True
        with path.open("r+b") as f:
            f.seek(place)
            old = f.read(1)
            f.seek(place)
            f.write(bytes([old[0] ^ (1 << os.urandom(1)[0] % 8)]))
        try:
            problems = [] if verify(self._index) else [f"verify did not find the byte in {name}"]
            problems += [f"{name}: {p}" for p in self.until_ready(503)]
            time.sleep(CHECK_SECONDS)  # by then every worker has checked the files
            self._load.unnoticed = False
            time.sleep(0.1)
        finally:
            self._load.unnoticed = False
            with path.open("r+b") as f:
                f.seek(place)
                f.write(old)
        return problems + [f"{name}: {p}" for p in self.until_ready(200)] + verify(self._index)

    def files(self) -> list[str]:
        """Every file of the live generation: those in the manifest, and the manifest itself."""
        path = path_of(self._index, live_name(self._index))
        return sorted(p.relative_to(path).as_posix() for p in path.rglob("*") if p.is_file())


@contextlib.contextmanager
def small_disk(folder: Path) -> Iterator[bool]:
    """Mount a tmpfs of 48 MiB on a folder. Yields whether this user may do so."""
    libc = ctypes.CDLL(None, use_errno=True)
    mounted = libc.mount(b"tmpfs", str(folder).encode(), b"tmpfs", 0, b"size=48m") == 0
    try:
        yield mounted
    finally:
        if mounted:
            libc.umount2(str(folder).encode(), 2)


def rounds(faults: Faults, service: psutil.Process, ends: float, can_fill: bool) -> tuple[Counter[str], list[str]]:
    """Run every fault in turn until the time is up. Returns how often each ran, and what was wrong."""
    done: Counter[str] = Counter()
    problems: list[str] = []

    def one(name: str, fault: Callable[[], list[str]]) -> None:
        if time.monotonic() < ends:
            found = fault()
            done[name] += 1
            problems.extend(f"{name}: {problem}" for problem in found)
            print(f"{name}: {found or 'as it should be'}", flush=True)

    while time.monotonic() < ends:
        one("two builds", lambda: faults.build() + faults.build())
        one("workers killed", lambda: faults.kill_workers(service))
        if can_fill:
            one("disk full", faults.fill_disk)
        one("read-only", faults.read_only)
        if shutil.which("faketime"):
            one("clock stepping back", faults.step_back)
        for name in faults.files():
            one(f"flipped byte in {name}", lambda name=name: faults.flip(name))  # type: ignore[misc]
    return done, problems


def main() -> None:
    """Run, print, and end with 1 if anything was wrong."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=30)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--patience", type=float, default=15)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="faults-") as name, small_disk_in(Path(name)) as (disk, can_fill):
        folder, port = Path(name), free_port()
        folder.chmod(0o755)
        index = disk / "index"
        load = Load(port, max(10, asked.patience))
        faults = Faults(folder, index, port, asked.workers, load, asked.patience)
        problems = faults.build() + faults.build()
        environment: dict[str, Any] = {k: v for k, v in os.environ.items() if not k.startswith("REJOINDER_")}
        environment |= {"REJOINDER_LOG_LEVEL": "error", "REJOINDER_CHECK_SECONDS": str(CHECK_SECONDS)}
        command = [REJOINDER, "serve", "--index", str(index), "--port", str(port), "--workers", str(asked.workers)]
        service = subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL)
        try:
            problems += faults.until_ready(200)
            with load:
                done, found = rounds(
                    faults, psutil.Process(service.pid), time.monotonic() + asked.minutes * 60, can_fill
                )
        finally:
            service.terminate()
            service.wait(10 * asked.patience)
        problems += found
    flipped = sum(n for fault, n in done.items() if fault.startswith("flipped"))
    print({"flipped bytes": flipped} | {k: n for k, n in done.items() if not k.startswith("flipped")})
    print({"replies": dict(load.told), "wrong": dict(load.wrong), "generations that answered": len(load.marks)})
    print("problems:", problems or "none")
    sys.exit(1 if problems or load.wrong else 0)


@contextlib.contextmanager
def small_disk_in(folder: Path) -> Iterator[tuple[Path, bool]]:
    """A subfolder for the index, on its own small disk if possible."""
    disk = folder / "disk"
    disk.mkdir()
    with small_disk(disk) as mounted:
        disk.chmod(0o755)
        yield disk, mounted


if __name__ == "__main__":
    main()
