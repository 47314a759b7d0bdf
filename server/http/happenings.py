"""Counts, logs and reports what happens to the index while it is served, once for all workers.

Reports have only names of our own and numbers.
"""

from __future__ import annotations

import contextlib
import logging
from datetime import datetime
from pathlib import Path
from typing import Any

from flask import Flask

from index.storage.generation import Generation
from index.storage.generations import CURRENT
from index.storage.library import Library
from server.http import logs
from server.http import metrics as figures
from server.http.metrics import Metrics
from server.http.once import Once
from server.http.service import Service
from server.http.webhook import Webhook

_KEY = "rejoinder_happenings"
_FEEDBACK = "feedback waits"


class Happenings:
    """The library and the watch of jobs and feedback call these methods when something happens. Thread-safe."""

    def __init__(self, library: Library, metrics: Metrics, once: Once, webhook: Webhook) -> None:
        self._library, self._metrics, self.once, self._webhook = library, metrics, once, webhook
        self._ill: set[str] = set()

    def opened(self, generation: Generation, before: str | None) -> None:
        """This worker now answers from the live generation. `before` is the live one that it answered from, if any."""
        self._metrics.instead.set(0)
        built = datetime.fromisoformat(generation.manifest.built).timestamp()
        seconds = float(generation.manifest.settings.get("seconds", 0.0))
        # `built` has no fractions of a second
        if built >= int(self.once.started) and self.once.first(f"built {generation.id}"):
            self._metrics.build_seconds.observe(seconds)
            logs.event("build", generation=generation.id, cases=len(generation), seconds=seconds)
        if before is not None and self.once.first(f"switched {generation.id} {self._switched_at()}"):
            self._metrics.switches.inc()
            logs.event("switch", generation=generation.id, before=before, cases=len(generation))

    def damaged(self, name: str, instead: str | None) -> None:
        """The live generation `name` is damaged. This worker answers from `instead`, if there is such a generation."""
        self._metrics.instead.set(0 if instead is None else 1)
        if self.once.first(f"damaged {name}"):
            self._metrics.damage.inc()
            logs.event("damage", logging.ERROR, generation=name, instead=instead or "none")
            self._webhook.tell("damage", generation=name, instead=instead or "none")

    def mended(self, name: str) -> None:
        """A damaged generation is whole again."""
        if self.once.forget(f"damaged {name}"):
            logs.event("mended", generation=name)

    def job_ended(self, job_id: str, kind: str, by: str, result: dict[str, Any]) -> None:
        """An import (`kind` build or update) or a correction (`edits`) ended; `by` is schedule or hand.

        `result` is the job's; it is empty if the job was killed.
        """
        failed = not result or "error" in result
        outcome = "failed" if failed else "done"
        if failed:
            self._metrics.build_failures.inc()
            self._webhook.tell("build-failed" if kind == "edits" else "import-failed", job=job_id, kind=kind, by=by)
        if kind == "edits":
            logs.event("correction", logging.ERROR if failed else logging.INFO, result=outcome, by=by, job=job_id)
            return
        self._metrics.imports.labels(by, outcome).inc()
        if failed:
            logs.event("import", logging.ERROR, result=outcome, by=by, job=job_id, kind=kind)
            return
        cases, left_out = int(result["added"]) + int(result["changed"]), int(result["rejected"])
        self._metrics.import_cases.labels(by).inc(cases)
        self._metrics.import_left_out.labels(by).inc(left_out)
        logs.event(
            "import",
            result=outcome,
            by=by,
            job=job_id,
            kind=kind,
            cases=cases,
            left_out=left_out,
            seconds=float(result["seconds"]),
        )

    def feedback(self, waiting: int) -> None:
        """`waiting` entries of feedback wait for a decision. Reported once, when the first one arrives."""
        if not waiting:
            self.once.forget(_FEEDBACK)
        elif self.once.first(_FEEDBACK):
            logs.event("feedback-waiting", waiting=waiting)
            self._webhook.tell("feedback-waiting", waiting=waiting)

    def depot(self, part: str) -> None:
        """`part` of the depot became ill (depot, generation, disk, thread), or with "" all is well again."""
        if not part:
            logs.event("depot-well")
            return
        logs.event("depot-ill", logging.ERROR, part=part)
        self._webhook.tell("depot-ill", part=part)

    def shared_part(self, name: str, part: str | None) -> None:
        """Tell how this worker is with what machines share: `name` is state, search or rate-limits.

        `part` is what of it is ill, "" if it has no parts, and None if all is well. Reported once each time that it
        becomes ill or well again, however many workers notice.
        """
        # only a worker that saw it ill may call it well: another one may just not have noticed yet
        was_ill = name in self._ill
        details = {"part": part} if part else {}
        if part is not None and not was_ill:
            self._ill.add(name)
            if self.once.first(f"{name} is ill"):
                logs.event(f"{name}-ill", logging.ERROR, **details)
                self._webhook.tell(f"{name}-ill", **details)
        elif part is None and was_ill:
            self._ill.discard(name)
            if self.once.forget(f"{name} is ill"):
                logs.event(f"{name}-well")

    def worker_restarted(self) -> None:
        """This worker replaced one that ended."""
        self._metrics.worker_restarts.inc()
        logs.event("worker-restarted", logging.WARNING)

    def _switched_at(self) -> int:
        with contextlib.suppress(OSError):
            return (self._library.folder / CURRENT).stat().st_mtime_ns
        return 0


def init_app(app: Flask, service: Service, folder: Path | None) -> None:
    """Have the library report what happens to it. Workers that are counted together share the folder."""
    library = service.library
    found = Happenings(library, figures.of(app), Once(folder), Webhook(service.settings.webhook))
    library.listener = found
    app.extensions[_KEY] = found


def of(app: Flask) -> Happenings:
    """The reporter of an application."""
    found: Happenings = app.extensions[_KEY]
    return found
