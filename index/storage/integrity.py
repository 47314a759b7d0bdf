"""Whether the generation that is served is still as it was built: noticed while it is live, not at the next start."""

from __future__ import annotations

import contextlib
import threading
import time
from pathlib import Path

from index.errors import RejoinderError
from index.files import digest
from index.storage.generation import Generation, Manifest, full_check
from index.storage.generations import live_name, names, path_of
from index.storage.library import Library

Stamp = tuple[int, int, int]


class Watch:
    """Looks at the files of the live generation. Threads may share one; each process has its own.

    `quick_check` asks only for their sizes and times, and reads again those that were written to: cheap enough for
    every readiness probe. `read_all` compares every digest, which finds what a disk did on its own.
    """

    def __init__(self, library: Library) -> None:
        self._library = library
        self._looking = threading.Lock()
        self._name = ""
        self._manifest: Manifest | None = None
        self._stamps: dict[str, Stamp | None] = {}
        self._bad: dict[str, str] = {}
        self._told: tuple[str, str | None] = ("", None)

    def quick_check(self) -> str | None:
        """The first problem of the live generation, or None. A damaged one is no longer served if there is another."""
        with self._looking:
            return self._look(every=False)

    def read_all(self) -> str | None:
        """The same after reading every byte."""
        with self._looking:
            return self._look(every=True)

    def _look(self, *, every: bool) -> str | None:
        try:
            name = live_name(self._library.folder)
            path = path_of(self._library.folder, name)
            if name != self._name:
                # nothing is known of it yet: times say when files were written, not whether they are right
                self._manifest, self._stamps, self._bad = Manifest.read(path), {}, {}
                self._name = name
                every = True
        except RejoinderError as e:
            return str(e)
        assert self._manifest is not None
        self._look_at_manifest(path, self._manifest, every)
        for file, expected in self._manifest.files.items():
            stamp = _stamp(path / file)
            if not every and self._stamps.get(file) == stamp:
                continue
            self._stamps[file] = stamp
            self._bad.pop(file, None)
            if problem := _problem(path / file, expected):
                self._bad[file] = f"{file} {problem}"
        problem = next(iter(self._bad.values()), None)
        if (name, problem) == self._told:
            return problem
        self._told = (name, problem)
        if problem is None:
            self._library.mark_intact(name)
        else:
            self._library.mark_damaged(name, f"generation {name} is damaged: {problem}", self._other(name))
        return problem

    def _look_at_manifest(self, path: Path, known: Manifest, every: bool) -> None:
        """It holds the others' digests and has none itself: what was read of it first is what it must go on saying."""
        file = "manifest.json"
        stamp = _stamp(path / file)
        if not every and self._stamps.get(file) == stamp:
            return
        self._stamps[file] = stamp
        self._bad.pop(file, None)
        try:
            if Manifest.read(path) != known:
                self._bad[file] = f"{file} was altered since it was first read"
        except (RejoinderError, OSError):
            self._bad[file] = f"{file} cannot be read"

    def _other(self, damaged: str) -> Generation | None:
        """The last intact generation before it; where there is none, one after it that somebody went back from."""
        every = names(self._library.folder)
        before, after = [name for name in every if name < damaged], [name for name in every if name > damaged]
        for name in (*reversed(before), *after):
            path = path_of(self._library.folder, name)
            with contextlib.suppress(RejoinderError, OSError):
                if next(full_check(path, Manifest.read(path)), None) is None:
                    return Generation(path, self._library.models)
        return None


def start(watch: Watch, seconds: float, read_all_seconds: float) -> threading.Thread:
    """Glance every so many seconds, read everything more rarely, in a thread that ends with the process."""

    def run() -> None:
        read = time.monotonic()
        while True:
            time.sleep(seconds)
            due = time.monotonic() - read >= read_all_seconds
            # a watch that fails must not take the service with it; the next look tells the same again
            with contextlib.suppress(OSError, RejoinderError):
                if due:
                    read = time.monotonic()
                    watch.read_all()
                else:
                    watch.quick_check()

    thread = threading.Thread(target=run, name="watch", daemon=True)
    thread.start()
    return thread


def _stamp(path: Path) -> Stamp | None:
    try:
        stat = path.stat()
    except OSError:
        return None
    return stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns


def _problem(path: Path, expected: dict[str, int | str]) -> str | None:
    try:
        if path.stat().st_size != expected["bytes"]:
            return "has another size than it was built with"
        return None if digest(path) == expected["sha256"] else "was altered: its digest differs"
    except FileNotFoundError:
        return "is missing"
    except OSError as e:
        return f"cannot be read ({e.strerror})"
