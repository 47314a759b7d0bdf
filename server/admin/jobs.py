"""Builds that an admin or the schedule starts. Each is a child process with a folder that every worker can read.

INDEX/jobs/<id>/request.json    what was asked for
                progress.json   how far it is, replaced atomically
                result.json     how it ended; missing while it runs
                rejected.jsonl  records that were left out
                lock            held by the child process while it lives
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
    """What a job is to do. A source without :// is a file in the job's folder `upload/`.

    A `preview` only says what would change, and keeps the files until somebody has decided. A second job then imports
    them: `expected` is the digest of what the preview found, and `force` allows it to remove many cases.
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
    """The present state of a job. `state` is starting, running, done, failed or interrupted."""

    request: Request
    state: str
    progress: dict[str, Any]
    result: dict[str, Any]

    @property
    def id(self) -> str:
        """The job's id, which is also the name of its folder."""
        return self.request.id

    @property
    def active(self) -> bool:
        """Whether the job has not ended yet."""
        return self.state in ("starting", "running")

    @property
    def begun(self) -> datetime:
        """When the job was requested."""
        return datetime.fromtimestamp(self.request.begun, UTC)


class Jobs:
    """The jobs of an index, newest first."""

    def __init__(self, index: Path) -> None:
        self._index = index
        self._folder = index / "jobs"

    def path(self, job_id: str) -> Path:
        """The folder of a job."""
        return self._folder / job_id

    def prepare(self) -> str:
        """Make the folder of a new job, for uploads, and return its id. Nothing starts yet."""
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
        # -P: Python must not import modules from the folder of uploads
        command = [sys.executable, "-P", "-m", "server.admin.job_runner", str(self._index), request.id]
        # in its own session, so that the build ends normally when the service stops; being killed would be safe too
        child = subprocess.Popen(  # noqa: S603
            command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            cwd=path / "upload", start_new_session=True,
        )  # fmt: skip
        threading.Thread(target=child.wait, daemon=True).start()
        return Job(request, "starting", {}, {})

    def take_uploads(self, looked_at: str, job_id: str) -> bool:
        """Move a preview's files to the prepared job that will import them. Returns False if they are gone."""
        try:
            # one rename, onto the empty folder that was prepared: of two requests at once, only one gets the files
            (self.path(looked_at) / "upload").rename(self.path(job_id) / "upload")
        except FileNotFoundError:
            return False
        return True

    def awaits(self, job: Job) -> bool:
        """Whether the job is a finished preview that nobody has decided on yet."""
        return job.request.preview and job.state == "done" and (self.path(job.id) / "upload").is_dir()

    def forget_uploads(self, job_id: str) -> None:
        """Remove the files of a preview that will not be imported."""
        shutil.rmtree(self.path(job_id) / "upload", ignore_errors=True)

    def discard(self, job_id: str) -> None:
        """Remove the folder of a job."""
        shutil.rmtree(self.path(job_id), ignore_errors=True)

    @staticmethod
    def is_name(text: str) -> bool:
        """Whether the text has the form of a job's id."""
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
        # in this order, so that a job that ends between the two lines is seen as ended
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
        """Every job whose folder is kept, newest first."""
        return [job for name in sorted(self.names(), reverse=True) if (job := self.get(name)) is not None]

    def ended(self, job: Job) -> float:
        """When a job ended, in seconds since the epoch. For a job that was killed: when it was requested."""
        try:
            return (self.path(job.id) / "result.json").stat().st_mtime
        except OSError:
            return job.request.begun

    def rejected(self, job_id: str) -> Iterator[dict[str, Any]]:
        """The records that a job left out, each with `source`, `line`, `id` and `reason`."""
        path = self.path(job_id) / "rejected.jsonl"
        if path.exists():
            with path.open(encoding="utf-8") as f:
                yield from map(json.loads, f)

    def names(self) -> list[str]:
        """The id of every job whose folder is kept."""
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
