"""Scheduled imports: one of the workers watches the clock, and starts a job for every source that is due.

It also removes feedback and entries of the audit log that are older than the settings allow.
"""

from __future__ import annotations

import contextlib
import logging
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from filelock import FileLock, Timeout

from index.admin_state.audit import Audit
from index.admin_state.engine import Connection
from index.admin_state.expiry import expire
from index.admin_state.pause import paused
from index.errors import RejoinderError
from index.storage.intake import OnConflict
from index.storage.library import Library
from server.admin.jobs import BUILD, UPDATE, Job, Jobs, Request
from server.config.schedules import Schedule
from server.config.settings import Settings
from server.config.states import state_of

_TICK = 20.0
_SECONDS_BETWEEN_REMOVALS = 3_600.0
WHO = "schedule"
_log = logging.getLogger("rejoinder.schedule")


@dataclass(frozen=True, slots=True)
class Planned:
    """A schedule with its last import, if that is still on record."""

    schedule: Schedule
    begun: float | None
    job: Job | None

    @property
    def last(self) -> datetime | None:
        """When the last import began, wherever it ran."""
        return datetime.fromtimestamp(self.begun, UTC) if self.begun is not None else None


def planned(library: Library, schedules: Sequence[Schedule]) -> list[Planned]:
    """Every schedule, for the overview."""
    known: dict[str, tuple[float, str]] = {}
    if schedules and library.state.exists():
        with library.state.reading() as db:
            known = {
                source: (begun, job)
                for source, begun, job in db.execute("SELECT source, begun, job FROM scheduled_import")
            }
    jobs, found = Jobs(library.folder), []
    for schedule in schedules:
        begun, job_id = known.get(schedule.source, (None, ""))
        found.append(Planned(schedule, begun, jobs.get(job_id)))
    return found


def start_due(
    library: Library, schedules: Sequence[Schedule], moment: float, on_conflict: OnConflict = "refuse"
) -> list[str]:
    """Start a job for each source that is due and has none running. Returns their ids; none while imports pause."""
    if paused(library.folder) is not None:
        return []
    jobs, started = Jobs(library.folder), []
    for plan in planned(library, schedules):
        if not plan.schedule.is_due(plan.begun, moment) or (plan.job is not None and plan.job.active):
            continue
        source = plan.schedule.source
        job_id = jobs.prepare()
        with library.state.transaction() as db:
            if _begun(db, source) != plan.begun:
                jobs.discard(job_id)
                continue  # another machine has just begun it, and leads from now on
            db.execute(
                "INSERT INTO scheduled_import VALUES (?, ?, ?) ON CONFLICT (source) DO UPDATE SET "
                "begun = excluded.begun, job = excluded.job",
                (source, moment, job_id),
            )
        kind = UPDATE if library.exists() else BUILD
        Audit(library.state).add(WHO, f"{kind} started", job_id, source)
        publishers = list(plan.schedule.publishers)
        jobs.start(
            Request(
                job_id, kind, WHO, time.time(), [source], scheduled=True, publishers=publishers, on_conflict=on_conflict
            )
        )
        started.append(job_id)
    return started


def _begun(db: Connection, source: str) -> float | None:
    row = db.execute("SELECT begun FROM scheduled_import WHERE source = ?", (source,)).fetchone()
    return row[0] if row else None


def start(settings: Settings) -> threading.Thread | None:
    """Watch the clock in a thread. Only the worker that holds the locks acts; when it ends, another takes over.

    There is a lock of this machine, and one of all machines that share a state.
    """
    if not settings.schedule and not settings.expiry():
        return None
    thread = threading.Thread(target=_run, args=(settings,), name="schedule", daemon=True)
    thread.start()
    return thread


def _run(settings: Settings) -> None:
    library = Library(settings.index, state=state_of(settings.index, settings))
    lock = FileLock(settings.index / "scheduler")
    # a follower only removes what is too old: it must not keep the builder from leading
    leading = library.state.lock("removals" if settings.follows else "schedules")
    removed = -_SECONDS_BETWEEN_REMOVALS
    while True:
        try:
            with contextlib.suppress(Timeout):
                if not lock.is_locked:
                    lock.acquire(timeout=0)
                leads = leading.acquire()
                # a follower's cases come from the builder, which also does the imports
                if leads and not settings.follows:
                    start_due(library, settings.schedule, time.time(), settings.on_conflict)
                if leads and time.monotonic() - removed >= _SECONDS_BETWEEN_REMOVALS:
                    removed = time.monotonic()
                    expire(library.state, settings.expiry())
        except (OSError, RejoinderError) as e:
            # logged and tried again, as a full disk may have room later
            _log.error("scheduled work could not be done: %s", type(e).__name__)
        time.sleep(_TICK)
