"""Builds that an admin or the schedule starts: each a child process, told about in a folder that every worker can read.

INDEX/jobs/<id>/request.json    what was asked for
                progress.json   how far it is, replaced atomically
                result.json     how it ended; there is none while it runs
                rejected.jsonl  records that were left out
                lock            held by the child for as long as it lives
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from index.files import disk_errors, write_atomically
from index.storage.intake import OnConflict
from index.storage.lock import is_held
from index.storage.timestamps import dated_name

KEPT = 30
_NAME = re.compile(r"[0-9]{8}T[0-9]{6}Z-[0-9a-f]{6}", re.ASCII)
_STARTING_SECONDS = 20.0
_SECONDS_TO_LOOK = 86_400.0
BUILD, UPDATE, EDITS = "build", "update", "edits"


@dataclass(frozen=True, slots=True)
class Request:
    """What a job is to do. Sources without :// are files of its folder `upload/`, under the names they came with.

    A `preview` only tells what would change, and keeps the files until somebody has looked. Another job then does it:
    `expected` is the digest of what the preview found, and `force` lets it go on although many cases would go.
    """

    id: str
    kind: str
    who: str
    begun: float
    sources: list[str] = field(default_factory=list)
    format: str | None = None
    strict: bool = False
    scheduled: bool = False
    publishers: list[str] = field(default_factory=list)
    on_conflict: OnConflict = "refuse"
    preview: bool = False
    force: bool = False
    expected: str = ""


@dataclass(frozen=True, slots=True)
class Job:
    """A job as it is now. `state` is starting, running, done, failed or interrupted."""

    request: Request
    state: str
    progress: dict[str, Any]
    result: dict[str, Any]

    @property
    def id(self) -> str:
        """Its name."""
        return self.request.id

    @property
    def active(self) -> bool:
        """Whether there is still something to wait for."""
        return self.state in ("starting", "running")

    @property
    def begun(self) -> datetime:
        """When it was asked for."""
        return datetime.fromtimestamp(self.request.begun, UTC)


class Jobs:
    """The jobs of an index, newest first."""

    def __init__(self, index: Path) -> None:
        self._index = index
        self._folder = index / "jobs"

    def path(self, job_id: str) -> Path:
        """Where a job lies."""
        return self._folder / job_id

    def prepare(self) -> str:
        """A new job's folder, for uploads to be put in. Nothing is started yet."""
        job_id = dated_name()
        with disk_errors(self._index, "Nothing was started."):
            (self.path(job_id) / "upload").mkdir(parents=True)
        return job_id

    def start(self, request: Request) -> Job:
        """Start the child process and return at once."""
        path = self.path(request.id)
        with disk_errors(self._index, "Nothing was started."):
            write_atomically(path / "request.json", json.dumps(asdict(request)))
            self._forget_old()
        # -P: the folder of uploads is no place to import from
        command = [sys.executable, "-P", "-m", "server.admin.job_runner", str(self._index), request.id]
        # of a session of its own: a service that is stopped lets a build end, which is safe either way
        child = subprocess.Popen(  # noqa: S603
            command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            cwd=path / "upload", start_new_session=True,
        )  # fmt: skip
        threading.Thread(target=child.wait, daemon=True).start()
        return Job(request, "starting", {}, {})

    def take_uploads(self, looked_at: str, job_id: str) -> bool:
        """Move a preview's files to the prepared job that is to import them. Returns False where they are gone."""
        try:
            # onto the empty folder that was prepared, in one step: of two that ask at once, one gets them
            (self.path(looked_at) / "upload").rename(self.path(job_id) / "upload")
        except FileNotFoundError:
            return False
        return True

    def awaits(self, job: Job) -> bool:
        """Whether a preview was made and somebody has yet to look at it."""
        return job.request.preview and job.state == "done" and (self.path(job.id) / "upload").is_dir()

    def forget_uploads(self, job_id: str) -> None:
        """Remove the files of a preview that is not to be imported."""
        shutil.rmtree(self.path(job_id) / "upload", ignore_errors=True)

    def discard(self, job_id: str) -> None:
        """Remove a prepared job that is not to be started after all."""
        shutil.rmtree(self.path(job_id), ignore_errors=True)

    @staticmethod
    def is_name(text: str) -> bool:
        """Whether a job can be called so."""
        return _NAME.fullmatch(text) is not None

    def get(self, job_id: str) -> Job | None:
        """A job, or None."""
        if not self.is_name(job_id):
            return None
        path = self.path(job_id)
        request = _read(path / "request.json")
        if not request:
            return None
        asked = Request(**request)
        # in this order: a job that ends in between is seen as ended
        running = is_held(path / "lock")
        result = _read(path / "result.json")
        if result:
            state = "failed" if result.get("error") else "done"
        elif running:
            state = "running"
        else:
            state = "starting" if time.time() - asked.begun < _STARTING_SECONDS else "interrupted"
        return Job(asked, state, _read(path / "progress.json"), result)

    def every(self) -> list[Job]:
        """Every job that is remembered, newest first."""
        return [job for name in sorted(self.names(), reverse=True) if (job := self.get(name)) is not None]

    def ended(self, job: Job) -> float:
        """When a job ended, in seconds of the clock; of one that was killed only when it was asked for is known."""
        try:
            return (self.path(job.id) / "result.json").stat().st_mtime
        except OSError:
            return job.request.begun

    def rejected(self, job_id: str) -> Iterator[dict[str, Any]]:
        """Records that a job left out: file, line, id, reason."""
        path = self.path(job_id) / "rejected.jsonl"
        if path.exists():
            with path.open(encoding="utf-8") as f:
                yield from map(json.loads, f)

    def names(self) -> list[str]:
        """The name of every job that is remembered."""
        return [p.name for p in self._folder.iterdir() if _NAME.fullmatch(p.name)] if self._folder.is_dir() else []

    def _forget_old(self) -> None:
        for job in self.every():
            if self.awaits(job) and time.time() - job.request.begun > _SECONDS_TO_LOOK:
                self.forget_uploads(job.id)
        for name in sorted(self.names())[:-KEPT]:
            if not is_held(self.path(name) / "lock"):
                self.discard(name)


def _read(path: Path) -> dict[str, Any]:
    try:
        found = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}
