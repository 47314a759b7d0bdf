"""Importing by file or address: starting a build, watching it, and what it left out."""

from __future__ import annotations

import csv
import io
import json
import re
import time
from collections.abc import Iterator
from typing import Any

from flask import Response, jsonify, request
from werkzeug.datastructures import FileStorage
from werkzeug.wrappers import Response as AnyResponse

from index.case import ID_PATTERN
from index.files import disk_errors
from index.sources import FORMATS
from server.admin.blueprint import api, pages
from server.admin.columns import start_or_ask
from server.admin.guard import FormError, page, who
from server.admin.jobs import BUILD, UPDATE, Job, Jobs, Request
from server.problems import ProblemError
from server.service import service

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
}


@pages.get("/import")
def import_page() -> AnyResponse:
    """The form, and the imports there were."""
    jobs = Jobs(service().library.folder).every()
    return page("import.html", formats=FORMATS, jobs=jobs)


@pages.post("/import")
def start_import() -> AnyResponse:
    """Keep what was uploaded, start the build, and lead to its page."""
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
        raise FormError("A publisher is named by its key, as the overview shows it: letters, digits and . _ : % -")
    kind = BUILD if request.form.get("kind") == BUILD else UPDATE
    if chosen is not None and chosen not in FORMATS:
        raise FormError("There is no such format.")
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
    asked = Request(job_id, kind, who(), time.time(), sources, chosen, strict, publishers=publishers)
    return start_or_ask(jobs, asked)


def _keep(jobs: Jobs, job_id: str, uploads: list[FileStorage]) -> list[str]:
    """Save uploads under names that are safe and tell them apart. Returns the names."""
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
    """One build: how far it is, how it ended, and what it left out."""
    jobs = Jobs(service().library.folder)
    found = _job(jobs, name)
    rejected = list(_first(jobs.rejected(name), _SHOWN))
    return page("job.html", job=found, phases=PHASES, rejected=rejected, shown=_SHOWN)


@pages.get("/jobs/<name>/rejected.jsonl")
def rejected_jsonl(name: str) -> AnyResponse:
    """Every record that was left out, a JSON object a line."""
    jobs = Jobs(service().library.folder)
    _job(jobs, name)
    lines = (json.dumps(row, ensure_ascii=False) + "\n" for row in jobs.rejected(name))
    return _download(lines, "application/x-ndjson", f"rejected-{name}.jsonl")


@pages.get("/jobs/<name>/rejected.csv")
def rejected_csv(name: str) -> AnyResponse:
    """Every record that was left out, as a table."""
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
    """Spreadsheets run what looks like a formula, and a source's names are anybody's."""
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value


def _download(lines: Iterator[str], content_type: str, name: str) -> Response:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response((line.encode() for line in lines), content_type=content_type, headers=headers)


@api.get("/jobs/<name>")
def job_status(name: str) -> Any:
    """How far a build is, for the page to poll."""
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
