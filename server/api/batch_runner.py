"""Works on batches, one after the other, in a thread of the worker that accepted them and holds their texts in memory.

While a client's limit has no room, the client's batch waits behind the others.
"""

from __future__ import annotations

import contextlib
import json
import logging
import threading
import time
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from filelock import FileLock
from flask import Flask

from index.errors import RejoinderError, ShardError
from index.matcher.budget import Budget
from server.api.batch_store import SECONDS_OF_WORK, BatchStore, Place, Status, ended
from server.api.match import limits_of
from server.api.match_reply import match_reply
from server.api.request_models import BatchText
from server.http import metrics
from server.http.damage import again_if_damaged
from server.http.metrics import count_match
from server.http.problem_kinds import KINDS
from server.http.problems import ProblemError, error_document
from server.http.rate_limits import WORK_MS, Meter
from server.http.service import of

_SECONDS_BETWEEN_NOTES = 0.2
_SECONDS_BETWEEN_LOOKS = 0.1
_SECONDS_BETWEEN_LOOKS_FOR_ROOM = 0.5
_SECONDS_BETWEEN_SWEEPS = 15.0
_DISK = "The service cannot write more results, because its disk is full or cannot be written."
_WRONG = "Something went wrong in the service. Its log says more."
_log = logging.getLogger("rejoinder.batches")


@dataclass(eq=False, slots=True)
class Work:
    """A batch to be worked on: its folder, the lock that its worker holds, its texts, and whose limit pays for it.

    The texts stay JSON, as objects would take many times the memory while they wait. `status` is None until the work
    begins.
    """

    place: Place
    lock: FileLock
    texts: Sequence[bytes]
    meter: Meter
    status: Status | None = None


class BatchRunner:
    """The batches of one process."""

    def __init__(self, app: Flask, store: BatchStore) -> None:
        self._app, self._store = app, store
        self._waiting: deque[Work] = deque()
        self._added = threading.Condition()
        self._starting = threading.Lock()
        self._threads: list[threading.Thread] = []

    def add(self, work: Work) -> None:
        """Queue a batch, and return at once."""
        self._drop_removed()
        metrics.of(self._app).batches_open.inc()
        with self._added:
            self._waiting.append(work)
            self._added.notify()
        self._start(self._run, "batches")

    def start(self) -> None:
        """Start the thread that removes expired batches of every worker while the process lives."""
        self._start(self._sweep, "sweep")

    def _start(self, run: Callable[[], None], name: str) -> None:
        with self._starting:
            if all(thread.name != name for thread in self._threads):
                thread = threading.Thread(target=run, name=name, daemon=True)
                self._threads.append(thread)
                thread.start()

    def _sweep(self) -> None:
        while True:
            try:
                self._drop_removed()
                self._store.sweep()
            except OSError as e:
                _log.error("expired batches could not be removed: %s", type(e).__name__)
            time.sleep(_SECONDS_BETWEEN_SWEEPS)

    def _drop_removed(self) -> None:
        """Drop waiting batches that any worker has removed, to free the memory of their texts."""
        with self._added:
            removed = [work for work in self._waiting if not work.place.path.exists()]
            for work in removed:
                self._waiting.remove(work)
        for work in removed:
            self._let_go(work, "removed")

    def _let_go(self, work: Work, result: str) -> None:
        work.lock.release()
        metrics.of(self._app).batches_open.dec()
        metrics.of(self._app).batches.labels(result).inc()

    def _next(self) -> Work:
        """The batch that has waited longest of those whose client's limit has room."""
        while True:
            self._drop_removed()
            with self._added:
                self._added.wait_for(lambda: self._waiting)
            if (work := self._first_with_room()) is not None:
                return work
            time.sleep(_SECONDS_BETWEEN_LOOKS_FOR_ROOM)

    def _first_with_room(self) -> Work | None:
        for work in tuple(self._waiting):
            # asked without holding the lock, as requests may be counted on another machine
            if work.meter.has_room() or (work.status is not None and _is_overdue(work.status)):
                with self._added, contextlib.suppress(ValueError):
                    self._waiting.remove(work)
                    return work
        return None

    def _run(self) -> None:
        while True:
            work = self._next()
            result: str | None = "failed"
            try:
                result = self._work(work)
            except FileNotFoundError:
                result = "removed"
            except Exception as e:
                # the exception's message may quote a text, so it is not logged
                _log.error("a batch could not be worked on: %s", type(e).__name__)
                self._fail(work, _DISK if isinstance(e, OSError) else _WRONG)
            finally:
                if result is None:
                    with self._added:
                        self._waiting.append(work)
                else:
                    self._let_go(work, result)
            del work  # frees its texts before the thread waits for the next batch

    def _work(self, work: Work) -> str | None:
        """Match the remaining texts of a batch. Returns how it ended, or None if its client's limit has no more room.

        Raises FileNotFoundError if the batch was removed.
        """
        place, noted = work.place, 0.0
        status = work.status or place.status()
        if status is None:
            raise FileNotFoundError
        status = work.status = replace(status, state="running", begun=status.begun or time.time())
        told = status.size
        for number in range(status.done, len(work.texts)):
            if _is_overdue(status):
                return self._end(place, status, "failed", "It took more than four hours.")
            if not work.meter.has_room():
                place.write(status)
                return None
            if not self._store.has_room(status.size - told):
                return self._end(place, status, "failed", "The results of all batches have reached their size limit.")
            line = self._line(
                number, BatchText.model_validate_json(work.texts[number]), work.meter, self._stopper(place, status)
            )
            status = replace(status, done=number + 1, size=status.size + place.append(number, line))
            work.status = status
            if time.monotonic() - noted > _SECONDS_BETWEEN_NOTES:
                noted, told = time.monotonic(), status.size
                place.write(status)
        return self._end(place, status, "done", "")

    def _end(self, place: Place, status: Status, state: str, reason: str) -> str:
        place.write(ended(status, "done" if state == "done" else "failed", reason))
        return state

    def _fail(self, work: Work, reason: str) -> None:
        """Record that a batch failed, before its lock is released: without a recorded end it would count as lost."""
        with contextlib.suppress(OSError):
            status = work.status or work.place.status()
            if status is not None:
                self._end(work.place, status, "failed", reason)

    def _stopper(self, place: Place, status: Status) -> Callable[[], bool]:
        """A test of whether the batch was removed or takes too long. It looks at most ten times a second."""
        looked, gone = 0.0, False

        def stopped() -> bool:
            nonlocal looked, gone
            if not gone and time.monotonic() - looked > _SECONDS_BETWEEN_LOOKS:
                looked = time.monotonic()
                gone = not place.path.exists() or _is_overdue(status)
            return gone

        return stopped

    def _line(self, number: int, text: BatchText, meter: Meter, stopped: Callable[[], bool]) -> bytes:
        """A text's line of the results. The work is charged to the client."""
        begun, worked = time.perf_counter(), time.thread_time()
        line: dict[str, Any] = {"n": number}
        if text.id is not None:
            line["id"] = text.id
        with self._app.app_context():
            line |= self._answer(text, stopped, begun)
        metrics.of(self._app).batch_texts.inc()
        meter.charge(1 + int((time.thread_time() - worked) * 1000 / WORK_MS))
        return json.dumps(line, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace") + b"\n"

    def _answer(self, text: BatchText, stopped: Callable[[], bool], begun: float) -> dict[str, Any]:
        """What POST /v1/match would answer: a reply or a problem."""
        service = of(self._app)
        budget = Budget(service.settings.match_budget_ms, gone=stopped)
        try:
            reply = again_if_damaged(match_reply)(service.library, text, limits_of(service.settings), budget)
        except ProblemError as e:
            return {"problem": error_document(e.kind, e.detail)}
        except ShardError:
            return {"problem": error_document(KINDS["shards-unavailable"])}
        except RejoinderError:
            return {"problem": error_document(KINDS["index-unavailable"])}
        except Exception as e:
            _log.error("a text of a batch could not be matched: %s", type(e).__name__)
            return {"problem": error_document(KINDS["internal-error"])}
        count_match(len(text.blocks or ()) or 1, (match["relation"] for match in reply["matches"]))
        return {"reply": {**reply, "took_ms": round((time.perf_counter() - begun) * 1000, 2)}}


def _is_overdue(status: Status) -> bool:
    """Whether work on a batch began longer ago than it may take. The time that it waited does not count."""
    return time.time() - status.begun > SECONDS_OF_WORK
