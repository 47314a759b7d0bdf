"""The child process of a job: it runs the build, and writes its progress and its result."""

from __future__ import annotations

import json
import logging
import os
import shutil
import sys
import time
from dataclasses import asdict
from pathlib import Path
from typing import Any

from filelock import FileLock

from index.admin_state.audit import Audit
from index.admin_state.database import State
from index.errors import (
    DuplicateCaseError,
    IndexBusyError,
    RefusedBuildError,
    RejectedRecordsError,
    RejoinderError,
    ShrinkError,
)
from index.files import write_atomically
from index.ratings.verdicts import add_labels
from index.sources import Rejected
from index.storage import build as building
from index.storage.build import Progress, Report
from index.storage.remarks import SUMMED, rating_lines, remark_lines
from server.admin.jobs import BUILD, EDITS, Jobs, Request
from server.admin.shared_jobs import told_to_others
from server.config.open_models import open_models
from server.config.search_engine import search_engine
from server.config.settings import Settings
from server.config.states import state_of
from server.depot.roles import publication

_SECONDS_BETWEEN_NOTES = 0.15
_WAIT_SECONDS = 600.0
_REMARKS = 50
# What to do about a refused build, for those who sit before a page.
_ADVICE: dict[type[RefusedBuildError], str] = {
    DuplicateCaseError: "Remove one of them, give it another id, or say in the import form which one counts",
    RejectedRecordsError: "No record may be left out of this import, so nothing was changed",
    ShrinkError: "Add to the index instead, or import again and look at which cases would go",
}
_log = logging.getLogger("rejoinder.jobs")


def run(index: Path, job_id: str) -> int:
    """Do what the job's request says. Returns an exit code."""
    jobs = Jobs(index)
    path = jobs.path(job_id)
    request = Request(**json.loads((path / "request.json").read_text("utf-8")))
    with FileLock(path / "lock").acquire(timeout=0):
        notes, settings = _Notes(path), Settings.load()
        state = state_of(index, settings)
        begun = time.monotonic()
        rejected: list[Any] = []
        with told_to_others(state, request, lambda: notes.phase) as tell_end:
            try:
                report = _build(index, request, notes, settings, state)
                rejected = report.rejected
                result = _result(report)
            except RefusedBuildError as e:
                rejected = e.rejected if isinstance(e, RejectedRecordsError) else []
                result = {"error": _plain(f"{e.found}. {_ADVICE[type(e)]}", index, settings, state)}
            except RejoinderError as e:
                result = {"error": _plain(str(e), index, settings, state)}
            except Exception as e:
                result = {"error": f"This is a defect of Rejoinder ({type(e).__name__}). The index stays as it was."}
            if "error" in result:
                tell_end("failed", result["error"])
            else:
                tell_end("done", f"{result['cases']} cases, generation {result['generation']}")
        result["rejected"] = len(rejected)
        result["seconds"] = round(time.monotonic() - begun, 2)
        _write_rejected(path, rejected)
        if not request.preview or "error" in result:
            shutil.rmtree(path / "upload", ignore_errors=True)
        write_atomically(path / "result.json", json.dumps(result, ensure_ascii=False))
    if not request.preview:
        _tell(state, request, result)
    return 1 if "error" in result else 0


def _build(index: Path, request: Request, notes: _Notes, settings: Settings, state: State) -> Report:
    """Build. While something else writes to the index, wait for up to ten minutes."""
    deadline = time.monotonic() + _WAIT_SECONDS
    add_labels(settings.rating_labels)
    models = open_models(settings, building=True)
    publish = publication(settings, index)
    engine = search_engine(settings, index)
    while True:
        try:
            if request.kind == EDITS:
                return building.apply_edits(
                    index,
                    progress=notes,
                    models=models,
                    kept=settings.kept(),
                    state=state,
                    publication=publish,
                    engine=engine,
                )
            work = building.build if request.kind == BUILD else building.update
            return work(
                index,
                request.sources,
                format=request.format,
                strict=request.strict,
                progress=notes,
                models=models,
                publishers=request.publishers,
                on_conflict=request.on_conflict,
                kept=settings.kept(),
                scheduled=request.scheduled,
                checks=settings.checks(dry_run=request.preview, force=request.force, expected=request.expected),
                state=state,
                publication=publish,
                engine=engine,
            )
        except IndexBusyError:
            if time.monotonic() > deadline:
                raise
            notes(Progress("waiting", 0))
            time.sleep(0.3)


class _Notes:
    """Writes the progress for the page to read, at most a few times a second."""

    def __init__(self, path: Path) -> None:
        self._path = path / "progress.json"
        self._written = 0.0
        self.phase = ""
        self._records = 0

    def __call__(self, step: Progress) -> None:
        if step.phase == "read":
            self._records = step.done
        moment = time.monotonic()
        if step.phase == self.phase and moment - self._written < _SECONDS_BETWEEN_NOTES and step.done != step.total:
            return
        self.phase, self._written = step.phase, moment
        note = asdict(step) | {
            "records": self._records,
            "remaining": step.total - step.done if step.total is not None else None,
        }
        write_atomically(self._path, json.dumps(note))


def _result(report: Report) -> dict[str, Any]:
    keys = (
        "generation",
        "records",
        "cases",
        "merged",
        "added",
        "changed",
        "patched",
        "edited",
        "withheld",
        "made",
        "parts",
    )
    found = {key: getattr(report, key) for key in keys}
    summary = [*remark_lines(report.remarks), *rating_lines(report.ratings)]
    single = [str(remark) for remark in report.remarks if remark.kind not in SUMMED][:_REMARKS]
    compared = asdict(report.preview) | {"shrink": report.preview.shrink}
    return found | {"summary": summary, "remarks": single, "preview": compared}


def _write_rejected(path: Path, rejected: list[Any]) -> None:
    if rejected:
        lines = [json.dumps(_row(item), ensure_ascii=False) + "\n" for item in rejected]
        (path / "rejected.jsonl").write_text("".join(lines), "utf-8")


def _row(rejected: Rejected) -> dict[str, Any]:
    return {"source": rejected.source, "line": rejected.line, "id": rejected.id, "reason": rejected.reason}


def _plain(message: str, index: Path, settings: Settings, state: State) -> str:
    """An error's message without this machine's folders and the addresses of its depot, state and search cluster."""
    message = message.replace(settings.depot, "the depot") if settings.depot else message
    message = message.replace(state.place, "the database of the state") if state.shared else message
    for address in settings.search:
        message = message.replace(address, "a node of the search cluster")
    return message.replace(str(index), "of this service").replace("index of this service", "index")


def _tell(state: State, request: Request, result: dict[str, Any]) -> None:
    if "error" in result:
        detail = "failed"
    else:
        detail = f"generation {result['generation']}: {result['cases']} cases, {result['rejected']} rejected"
    Audit(state).add(request.who, f"{request.kind} ended", request.id, detail)


def main() -> None:
    """`python -m server.admin.job_runner INDEX JOB`"""
    os.nice(10)
    sys.exit(run(Path(sys.argv[1]), sys.argv[2]))


if __name__ == "__main__":
    main()
