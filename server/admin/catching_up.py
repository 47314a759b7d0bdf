"""Applies corrections that were made on another machine which shares the state, in one worker of each machine."""

from __future__ import annotations

import contextlib
import logging
import threading
import time

from filelock import FileLock, Timeout

from index.admin_state.edits import Edits, digest
from index.errors import RejoinderError
from index.storage.build import edits_digest
from index.storage.library import Kept, Library
from server.admin.jobs import EDITS, Jobs, Request
from server.config.settings import Settings

WHO = "another machine"
_LOCK = ".catching-up"
_SECONDS = 0.5  # between two looks, which cost nothing while the state stays as it is
_SECONDS_TO_BEGIN = 0.4  # for the page on which a correction was made to start the job by itself
_SECONDS_BETWEEN_TRIES = 300.0  # after a job that could not apply the corrections
_SECONDS_AFTER_ERRORS = 10.0
_log = logging.getLogger("rejoinder.state")


class CatchingUp:
    """One machine's look at the corrections of all."""

    def __init__(self, library: Library) -> None:
        self._library, self._jobs = library, Jobs(library.folder)
        self._wanted = Kept(library.state, lambda: digest(Edits(library.state).current().values()))
        self._seen: tuple[str, float] = ("", 0.0)  # the digest that the live generation lacks, and since when
        self._again = 0.0

    def look(self, moment: float) -> str | None:
        """Start a job if the live generation lacks corrections and nothing else applies them. Returns its id."""
        if not self._library.exists():
            return None
        generation = self._library.current()
        wanted = self._wanted.value()
        if wanted == edits_digest(generation):
            self._seen, self._again = ("", 0.0), 0.0
            return None
        if self._seen[0] != wanted:
            self._seen, self._again = (wanted, moment), 0.0
        if moment - self._seen[1] < _SECONDS_TO_BEGIN or moment < self._again:
            return None
        if any(job.active for job in self._jobs.every()):
            return None
        self._again = moment + _SECONDS_BETWEEN_TRIES
        job_id = self._jobs.prepare()
        self._jobs.start(Request(job_id, EDITS, WHO, time.time()))
        return job_id


def start(library: Library, settings: Settings) -> threading.Thread | None:
    """Look in a thread, if other machines share the state and this one builds. One worker of the machine acts."""
    if not library.state.shared or settings.follows:
        return None
    thread = threading.Thread(target=_run, args=(library,), name="catching-up", daemon=True)
    thread.start()
    return thread


def _run(library: Library) -> None:
    lock, catching_up = FileLock(library.folder / _LOCK), CatchingUp(library)
    while True:
        time.sleep(_SECONDS)
        try:
            with contextlib.suppress(Timeout):
                if not lock.is_locked:
                    lock.acquire(timeout=0)
                catching_up.look(time.monotonic())
        except (OSError, RejoinderError) as e:
            _log.error("corrections of other machines could not be applied: %s", type(e).__name__)
            time.sleep(_SECONDS_AFTER_ERRORS)
