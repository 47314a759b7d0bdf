"""Readers get answers throughout rebuilds and rollbacks, each from one generation."""

from __future__ import annotations

import json
import threading
import time
from pathlib import Path
from typing import Any

import httpx

from index.storage.build import build
from index.storage.generations import live_name, rollback
from tests.server.conftest import Serve

CLAIMS = (
    "The bridge over the Danube at Ravna was sold to a travelling circus for a single coin.",
    "Honey from the northern valley of Ravna can power a car for a hundred kilometres.",
    "Wind turbines on the hills of Ravna make cows forget their own calves within a week.",
)
READERS = 3
ROUNDS = 3


def source(folder: Path, mark: int) -> str:
    """A file of cases that all have the mark in their text; a higher mark has more cases."""
    records: list[dict[str, Any]] = [
        {"id": f"c{n}", "source": "ravna", "title": claim, "summary": claim, "response": f"mark {mark}"}
        for n, claim in enumerate(CLAIMS)
    ]
    records += [{"id": f"more{n}", "source": "ravna", "title": f"Another claim, number {n}"} for n in range(mark)]
    records.append({"type": "source", "source": "ravna", "name": "Ravna", "disclaimer": f"mark {mark}"})
    path = folder / f"cases-{mark}.jsonl"
    path.write_text("".join(json.dumps(record) + "\n" for record in records), "utf-8")
    return str(path)


class Readers:
    """Threads that send match requests without a pause, and record wrong answers."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._stop = threading.Event()
        self._threads = [threading.Thread(target=self._read) for _ in range(READERS)]
        self.wrong: list[str] = []
        self.seen: dict[str, set[tuple[str, int]]] = {}
        self.answers = 0

    def __enter__(self) -> Readers:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        for thread in self._threads:
            thread.join(20)

    def _read(self) -> None:
        body = {"text": "\n\n".join(CLAIMS)}
        with httpx.Client(base_url=self._url, timeout=20) as client:
            while not self._stop.is_set():
                try:
                    reply = client.post("/v1/match", json=body)
                    self._check(reply)
                except Exception as e:
                    self.wrong.append(f"{type(e).__name__}: {e}")
                self.answers += 1
                # one machine runs readers, workers and builds: the requests must not starve the rest
                time.sleep(0.01)

    def _check(self, reply: httpx.Response) -> None:
        if reply.status_code != 200:
            self.wrong.append(f"{reply.status_code} {reply.text[:200]}")
            return
        found = reply.json()
        marks = {case["response"] for case in found["cases"].values()}
        marks |= {source["text"] for source in found["disclaimers"].values()}
        if len(marks) != 1 or len(found["matches"]) != len(CLAIMS):
            self.wrong.append(f"{len(found['matches'])} matches with {sorted(marks)}")
            return
        index = found["index"]
        self.seen.setdefault(index["generation"], set()).add((marks.pop(), index["cases"]))


def test_no_reader_notices_rebuilds_and_rollbacks(tmp_path: Path, _serve: Serve) -> None:
    folder = tmp_path / "index"
    build(folder, [source(tmp_path, 0)])
    running = _serve(folder)
    live = [live_name(folder)]
    with Readers(running.url) as readers:
        for mark in range(1, ROUNDS + 1):
            live.append(build(folder, [source(tmp_path, mark)]).generation)
            time.sleep(0.4)
            assert rollback(folder) == live[-2]
            time.sleep(0.4)
            # built again, so that the next rollback has a generation to go back to
            live.append(build(folder, [source(tmp_path, mark)]).generation)
            time.sleep(0.4)
        until = time.monotonic() + 60
        while readers.answers <= 50 and time.monotonic() < until:  # a slow machine needs longer for as many answers
            time.sleep(0.1)
    assert readers.wrong == []
    assert readers.answers > 50
    # every answer has the mark and the number of cases of one generation that was live once
    assert all(len(said) == 1 for said in readers.seen.values())
    assert all(cases == len(CLAIMS) + int(mark.split()[1]) for said in readers.seen.values() for mark, cases in said)
    assert set(readers.seen) <= set(live)
    assert len(readers.seen) >= ROUNDS
    assert running.stop() == 0
    assert "unexpected" not in running.log.read_text()
