"""Compare a generation in one process with the same generation divided among shards: replies, processor time, bytes.

    python -m bench.shards INDEX [--shards 1 2 4] [--pages 20] [--rounds 3] [--without-reader]

INDEX is the folder of an index. Real shard processes run on this machine, and a front in this process asks them. Takes
pages of speeches and saved web pages of the shared data, which must give the same replies, to the last digit, with one
process and with shards. Then measures the processor time of a page, of the front and of all shards together, in turns
with the one process, and the memory that is each one's own or mapped (resident), in MB.
"""

from __future__ import annotations

import argparse
import contextlib
import dataclasses
import json
import os
import secrets
import signal
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import psutil

from bench import sets
from index.matcher.matcher import Block, Reads
from index.matcher.models import Models
from index.reader.reading import BUDGET_MS, Memory
from index.shards.access import Access
from index.shards.asking import Shards
from index.storage.generation import Generation
from index.storage.generations import live_name, path_of
from server.config.open_models import open_models
from server.config.settings import Settings

SENTENCES = 200
READ = 3  # pages that are compared with the reader
REJOINDER = str(Path(sys.executable).with_name("rejoinder"))
PATIENT = 1e9  # milliseconds: no reply may depend on how busy this machine is


class Measured(Shards):
    """Shards whose replies are counted."""

    received = 0

    def ask(self, questions: Any, seconds: float) -> dict[int, bytes]:
        replies = super().ask(questions, seconds)
        self.received += sum(map(len, replies.values()))
        return replies


@contextlib.contextmanager
def running(index: Path, count: int) -> Iterator[tuple[Measured, list[psutil.Process]]]:
    """Run so many shards with one worker each."""
    key, processes, urls = secrets.token_hex(16), [], []
    for number in range(1, count + 1):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        urls.append((f"http://127.0.0.1:{port}",))
        command = [REJOINDER, "shard", "serve", "--index", str(index), "--port", str(port), "--workers", "1"]
        settings = {"REJOINDER_SHARDS": str(count), "REJOINDER_SHARD_KEY": key, "REJOINDER_SHARD_NUMBER": str(number)}
        processes.append(subprocess.Popen(command, env=os.environ | settings, stderr=subprocess.DEVNULL))
    try:
        shards = Measured(Access(tuple(urls), key), 120.0)
        name = live_name(index)
        while not shards.has(name):
            if any(process.poll() is not None for process in processes):
                raise SystemExit("a shard ended: run `rejoinder shard serve` by hand to see why")
            time.sleep(0.5)
        yield shards, [child for p in processes for child in psutil.Process(p.pid).children()]
    finally:
        for process in processes:
            process.send_signal(signal.SIGTERM)
        for process in processes:
            process.wait(30)


def pages(most: int) -> list[list[Block]]:
    """Web pages and stretches of speeches, each of at most about SENTENCES sentences."""
    found = [blocks for _, blocks in sets.ordinary_pages()]
    for _, blocks, _ in sets.speeches():
        found += [blocks[at : at + SENTENCES] for at in range(0, len(blocks), SENTENCES)]
    step = max(1, len(found) // most)
    return [blocks[:SENTENCES] for blocks in found[::step]][:most]


def opened(index: Path, shards: Shards | None, reader: bool) -> Generation:
    """The live generation, whole or with shards, without time limits."""
    models = open_models(Settings())
    patient = Models(models.reader if reader else None, models.encoder, PATIENT, PATIENT)
    return Generation(path_of(index, live_name(index)), patient, shards=shards)


def replies(generation: Generation, asked: Sequence[list[Block]]) -> list[Any]:
    """What is matched on each page, with default thresholds and with a low score."""
    return [
        [dataclasses.asdict(match) for match in generation.matcher.match(blocks, min_score=least, max_matches=10_000)]
        for blocks in asked
        for least in (None, 0.3)
    ]


def spent(processes: list[psutil.Process]) -> float:
    """Processor seconds of this process and these."""
    return time.process_time() + sum(sum(process.cpu_times()[:2]) for process in processes)


def measured(index: Path, count: int, asked: list[list[Block]], rounds: int, reader: bool) -> dict[str, Any]:
    """The figures for so many shards."""
    whole = opened(index, None, reader)
    with running(index, count) as (shards, processes):
        front = opened(index, shards, reader)
        compared = asked[:READ] if reader else asked  # reading everything takes seconds a page
        expected, got = replies(whole, compared), replies(front, compared)
        different = sum(a != b for a, b in zip(expected, got, strict=True))
        shards.received = 0
        times: dict[str, list[float]] = {"whole": [], "shards": []}
        for _ in range(rounds):
            for name, generation in (("whole", whole), ("shards", front)):
                if generation.matcher.reads is not None:
                    # as a service reads: within its default budget
                    generation.matcher.reads = Reads(generation.matcher.reads.reader, BUDGET_MS, Memory())
                begun = spent(processes)
                for blocks in asked:
                    generation.matcher.match(blocks)
                times[name].append((spent(processes) - begun) * 1000 / len(asked))
        one, many = (statistics.median(times[name]) for name in ("whole", "shards"))
        return {
            "shards": count,
            "replies": len(expected),
            "matches": sum(map(len, expected)),
            "different": different,
            "processor_ms_whole": round(one, 1),
            "processor_ms_shards": round(many, 1),
            "ratio": round(many / one, 2),
            "kilobytes_a_page": round(shards.received / rounds / len(asked) / 1000, 1),
            "megabytes_of_a_shard": [round(process.memory_info().rss / 1e6) for process in processes],
        }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("index", type=Path)
    parser.add_argument("--shards", type=int, nargs="+", default=[1, 2, 4])
    parser.add_argument("--pages", type=int, default=20)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--without-reader", action="store_true")
    asked = parser.parse_args()
    chosen = pages(asked.pages)
    for count in asked.shards:
        print(json.dumps(measured(asked.index, count, chosen, asked.rounds, not asked.without_reader)), flush=True)


if __name__ == "__main__":
    main()
