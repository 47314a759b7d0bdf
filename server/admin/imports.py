"""Pages to import files or addresses: to start a build, to watch it, and to see which records it left out."""

from __future__ import annotations

import csv
import io
import json
import re
import time
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from flask import Response, jsonify, redirect, request, url_for
from werkzeug.datastructures import FileStorage
from werkzeug.wrappers import Response as AnyResponse

from index.admin_state.audit import Audit
from index.files import disk_errors
from index.record_types import ID_PATTERN
from index.sources import FORMATS
from index.storage.intake import ON_CONFLICT
from server.admin.blueprint import api, pages
from server.admin.columns import start_or_ask
from server.admin.guard import FormError, page, who
from server.admin.jobs import BUILD, UPDATE, Job, Jobs, Request
from server.http.problems import ProblemError
from server.http.service import service

_SHOWN = 200
_UNSAFE = re.compile(r"[^\w.\-]+")
_ADDRESS = re.compile(r"https?://\S+", re.IGNORECASE)
_PUBLISHER = re.compile(ID_PATTERN, re.ASCII)
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
PHASES = {
    "waiting": "Waiting for another change to end",
    "read": "Reading records",
    "fulltext": "Writing the full-text index",
    "matcher": "Preparing the page matcher",
    "verify": "Verifying",
    "upload": "Uploading for the other machines (megabytes)",
    "wait": "Waiting until the other machines have it",
}


@pages.get("/import")
def import_page() -> AnyResponse:
    """The import form, and the earlier imports."""
    jobs = Jobs(service().library.folder).every()
    return page("import.html", formats=FORMATS, jobs=jobs, conflict=service().settings.on_conflict)


@pages.post("/import")
def start_import() -> AnyResponse:
    """Save the uploads, start the build, and redirect to its page."""
    jobs = Jobs(service().library.folder)
    uploads = [f for f in request.files.getlist("files") if f.filename]
    addresses = request.form.get("addresses", "").split()
    if not uploads and not addresses:
        raise FormError("Choose a file or give an address to import from.")
    if any(not _ADDRESS.fullmatch(address) for address in addresses):
        raise FormError("An address to import from starts with https:// or http://.")
    chosen = request.form.get("format") or None
    publishers = request.form.get("publishers", "").replace(",", " ").split()
    if any(not _PUBLISHER.fullmatch(publisher) for publisher in publishers):
        raise FormError("Name a publisher by its key, which the overview shows: letters, digits and . _ : % -")
    kind = BUILD if request.form.get("kind") == BUILD else UPDATE
    if chosen is not None and chosen not in FORMATS:
        raise FormError("There is no such format.")
    given = request.form.get("on_conflict", service().settings.on_conflict)
    on_conflict = next((choice for choice in ON_CONFLICT if choice == given), service().settings.on_conflict)
    if not service().library.exists() and kind == UPDATE:
        kind = BUILD
    job_id = jobs.prepare()
    try:
        names = _keep(jobs, job_id, uploads)
    except BaseException:
        jobs.discard(job_id)
        raise
    sources = [*names, *addresses]
    strict = request.form.get("strict") == "yes"
    asked = Request(
        job_id, kind, who(), time.time(), sources, chosen, strict,
        publishers=publishers, on_conflict=on_conflict, preview=True,
    )  # fmt: skip
    return start_or_ask(jobs, asked)


@pages.post("/jobs/<name>/confirm")
def confirm(name: str) -> AnyResponse:
    """Import what a preview showed. If many cases would go, the admin has to type their number."""
    jobs = Jobs(service().library.folder)
    looked = _job(jobs, name)
    if not jobs.awaits(looked):
        raise FormError("This was imported or discarded already. Look at the latest imports.")
    found = looked.result["preview"]
    shrinks = _shrinks(looked)
    if shrinks and re.sub(r"\D", "", request.form.get("typed", "")) != str(found["before"] - found["after"]):
        raise FormError(
            f"The index would lose {found['before'] - found['after']} cases. Go back and type that number to import "
            "anyway. Nothing was imported."
        )
    job_id = jobs.prepare()
    if not jobs.take_uploads(name, job_id):
        jobs.discard(job_id)
        raise FormError("This was imported or discarded already. Look at the latest imports.")
    asked = replace(
        looked.request, id=job_id, who=who(), begun=time.time(), preview=False, force=shrinks, expected=found["digest"]
    )
    Audit(service().library.state).add(who(), f"{asked.kind} started", asked.id, ", ".join(asked.sources))
    jobs.start(asked)
    return redirect(url_for("admin.job", name=job_id), 303)


@pages.post("/jobs/<name>/drop")
def drop(name: str) -> AnyResponse:
    """Discard what a preview showed."""
    jobs = Jobs(service().library.folder)
    if jobs.awaits(_job(jobs, name)):
        jobs.forget_uploads(name)
    return redirect(url_for("admin.import_page"), 303)


def _shrinks(looked: Job) -> bool:
    """Whether more cases would go than the setting `largest_shrink` allows without asking."""
    return bool(looked.result["preview"]["shrink"] > service().settings.largest_shrink / 100)


def _keep(jobs: Jobs, job_id: str, uploads: list[FileStorage]) -> list[str]:
    """Save the uploads under safe, distinct names. Returns the names."""
    names: list[str] = []
    for n, upload in enumerate(uploads, 1):
        name = _UNSAFE.sub("_", (upload.filename or "").replace("\\", "/").rpartition("/")[2])[-100:].lstrip(".-")
        if not name or name in names:
            name = f"{n}-{name or 'file'}"
        with disk_errors(service().settings.index, "Nothing was imported."):
            upload.save(jobs.path(job_id) / "upload" / name)
        names.append(name)
    return names


@pages.get("/jobs/<name>")
def job(name: str) -> AnyResponse:
    """The page of one build: its progress, its result, and the records that it left out."""
    jobs = Jobs(service().library.folder)
    found = _job(jobs, name)
    rejected = list(_first(jobs.rejected(name), _SHOWN))
    awaited = jobs.awaits(found)
    return page(
        "job.html", job=found, phases=PHASES, rejected=rejected, shown=_SHOWN, awaited=awaited,
        shrinks=awaited and _shrinks(found),
    )  # fmt: skip


@pages.get("/jobs/<name>/rejected.jsonl")
def rejected_jsonl(name: str) -> AnyResponse:
    """Every record that was left out, one JSON object per line."""
    jobs = Jobs(service().library.folder)
    _job(jobs, name)
    lines = (json.dumps(row, ensure_ascii=False) + "\n" for row in jobs.rejected(name))
    return _download(lines, "application/x-ndjson", f"rejected-{name}.jsonl")


@pages.get("/jobs/<name>/rejected.csv")
def rejected_csv(name: str) -> AnyResponse:
    """Every record that was left out, as CSV."""
    jobs = Jobs(service().library.folder)
    _job(jobs, name)

    def lines() -> Iterator[str]:
        columns = ("source", "line", "id", "reason")
        yield ",".join(columns) + "\r\n"
        for row in jobs.rejected(name):
            text = io.StringIO()
            csv.writer(text).writerow([_cell(row.get(column)) for column in columns])
            yield text.getvalue()

    return _download(lines(), "text/csv; charset=utf-8", f"rejected-{name}.csv")


def _cell(value: Any) -> Any:
    """The value, quoted if a spreadsheet would run it as a formula: a source may hold any text."""
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value


def _download(lines: Iterator[str], content_type: str, name: str) -> Response:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response((line.encode() for line in lines), content_type=content_type, headers=headers)


@api.get("/jobs/<name>")
def job_status(name: str) -> Any:
    """The progress of a build, for the page that polls it."""
    found = Jobs(service().library.folder).get(name)
    if found is None:
        raise ProblemError("not-found")
    phase = found.progress.get("phase", "")
    return jsonify(
        {
            "id": found.id,
            "state": found.state,
            "progress": {**found.progress, "label": PHASES.get(phase, "Starting")},
            "result": found.result,
        }
    )


def _job(jobs: Jobs, name: str) -> Job:
    found = jobs.get(name)
    if found is None:
        raise ProblemError("not-found")
    return found


def _first(rows: Iterator[dict[str, Any]], most: int) -> Iterator[dict[str, Any]]:
    for _, row in zip(range(most), rows, strict=False):
        yield row
