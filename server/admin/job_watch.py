"""Watches, in every worker, what happens outside requests: jobs that end, waiting feedback, memory in use."""

from __future__ import annotations

import contextlib
import os
import threading
import time
from pathlib import Path

from flask import Flask

from index.admin_state.feedback import FeedbackQueue
from index.errors import RejoinderError
from server.admin.jobs import Jobs
from server.admin.scheduler import WHO
from server.http import happenings, logs, metrics
from server.http.rate_limits import rate_limits_health
from server.http.search_health import health as search_health
from server.http.service import of

_KEY = "rejoinder_job_watch"
_SECONDS = 5.0
_SECONDS_BETWEEN_LINES = 3_600.0


class JobWatch:
    """One process's watch. What several processes see is reported once."""

    def __init__(self, app: Flask) -> None:
        library = of(app).library
        self._app, self._settings = app, of(app).settings
        self._jobs = Jobs(library.folder)
        self._state, self._queue = library.state, FeedbackQueue(library.state)
        self._happenings = happenings.of(app)
        self._metrics = metrics.of(app)
        self._seen: set[str] = set()
        self._looking = threading.Lock()
        self._line_due = 0.0

    def look(self) -> None:
        """Report the jobs that ended since the last look, the memory in use, what is ill, and waiting feedback."""
        with self._looking, contextlib.suppress(OSError, RejoinderError):
            self._memory()
            self._shared_parts()
            self._look_at_jobs()
            # a database that is known not to answer is not waited for
            if not self._state.contact().problem:
                self._happenings.feedback(self._queue.count())

    def _shared_parts(self) -> None:
        """Report which of the parts that machines share are ill."""
        self._happenings.shared_part("state", "" if self._state.contact().problem else None)
        search = search_health(self._settings)
        self._happenings.shared_part("search", (search.part or None) if search is not None else None)
        limits = rate_limits_health(self._app)
        self._happenings.shared_part("rate-limits", "" if limits is not None and limits.problem else None)

    def _look_at_jobs(self) -> None:
        names = self._jobs.names()
        self._seen &= set(names)
        for name in sorted(set(names) - self._seen):
            job = self._jobs.get(name)
            if job is None or job.active:
                continue
            self._seen.add(name)
            # what ended before the service started was reported by the service that ran then
            is_new = self._jobs.ended(job) >= self._happenings.once.started
            if is_new and not job.request.preview and self._happenings.once.first(f"job {name}"):
                by = "schedule" if job.request.who == WHO else "hand"
                self._happenings.job_ended(name, job.request.kind, by, job.result)

    def _memory(self) -> None:
        size = resident_bytes()
        self._metrics.resident.set(size)
        if time.monotonic() >= self._line_due:
            self._line_due = time.monotonic() + _SECONDS_BETWEEN_LINES
            logs.event("memory", worker=os.getpid(), resident_bytes=size)


def init_app(app: Flask) -> None:
    """Attach the watch, and let it look before figures are given out."""
    watch = JobWatch(app)
    app.extensions[_KEY] = watch
    metrics.of(app).look_first(watch.look)


def start(app: Flask) -> threading.Thread:
    """Look every few seconds, in a thread that lives as long as the process."""
    watch: JobWatch = app.extensions[_KEY]

    def run() -> None:
        while True:
            watch.look()
            time.sleep(_SECONDS)

    thread = threading.Thread(target=run, name="job-watch", daemon=True)
    thread.start()
    return thread


def resident_bytes() -> int:
    """Memory of this process, with its part of what it shares, so that workers add up. 0 if it cannot be read."""
    with contextlib.suppress(OSError, ValueError, IndexError):
        for line in Path("/proc/self/smaps_rollup").read_text("ascii").splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) * 1024
    return 0
