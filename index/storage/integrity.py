"""Checks that the files of the live generation are still as they were built, while it is being served."""

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
    """Checks the files of the live generation. Threads may share a watch; each process has its own.

    `quick_check` looks only at sizes and times, and reads the files whose size or time has changed: it is cheap enough
    for every readiness probe. `read_all` checks every digest, which also finds errors of the disk itself.
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
        """The first problem of the live generation, or None. If it is damaged, an intact one is served, if any."""
        with self._looking:
            return self._look(every=False)

    def read_all(self) -> str | None:
        """The same as `quick_check`, but reads every byte."""
        with self._looking:
            return self._look(every=True)

    def _look(self, *, every: bool) -> str | None:
        try:
            name = live_name(self._library.folder)
            path = path_of(self._library.folder, name)
            if name != self._name:
                # Read everything at first: times say when a file was written, not whether its content is right.
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
        """Check the manifest, whose digest no other file holds, against what was first read of it."""
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
        """The last intact generation before the damaged one; if there is none, the first intact one after it."""
        every = names(self._library.folder)
        before, after = [name for name in every if name < damaged], [name for name in every if name > damaged]
        for name in (*reversed(before), *after):
            path = path_of(self._library.folder, name)
            with contextlib.suppress(RejoinderError, OSError):
                if next(full_check(path, Manifest.read(path)), None) is None:
                    return Generation(path, self._library.models, self._library.engine)
        return None


def start(watch: Watch, seconds: float, read_all_seconds: float) -> threading.Thread:
    """Start a daemon thread that runs `quick_check` every `seconds` and `read_all` every `read_all_seconds`."""

    def run() -> None:
        read = time.monotonic()
        while True:
            time.sleep(seconds)
            due = time.monotonic() - read >= read_all_seconds
            # a failing check must not stop the thread; the next check reports the problem again
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
            return "does not have the size that it was built with"
        return None if digest(path) == expected["sha256"] else "was altered: its digest differs"
    except FileNotFoundError:
        return "is missing"
    except OSError as e:
        return f"cannot be read ({e.strerror})"
