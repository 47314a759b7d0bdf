"""The page that asks what the columns of an unknown table hold. The import waits until an admin has answered."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

from flask import redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from index.admin_state.audit import Audit
from index.admin_state.known_columns import KnownColumns, keep
from index.errors import RejoinderError, UnknownColumnsError
from index.files import write_atomically
from index.sources.column_names import FIELDS
from index.sources.columns import guessed, preview, signature
from index.sources.document import Document
from index.sources.fetch import fetched
from index.sources.recognise import format_of
from index.sources.tables import header_of, opened
from server.admin.blueprint import pages
from server.admin.guard import FormError, page, who
from server.admin.jobs import Jobs, Request
from server.http.problems import ProblemError
from server.http.service import service

_SHOWN_ROWS = 10
_WAITING = "waiting.json"
_TABLES = (".csv", ".tsv", ".xlsx")
_MOST_BYTES = 64 * 1024**2
_SHOWN_FIELDS = ("title", "rating", "verdict", "url", "published", "source")


def start_or_ask(jobs: Jobs, asked: Request) -> AnyResponse:
    """Start the import, or redirect to the page that asks about the columns of its first unknown table."""
    if asked.format in (None, "table") and next(_unknown(jobs, asked), None) is not None:
        write_atomically(jobs.path(asked.id) / _WAITING, json.dumps(asdict(asked)))
        return redirect(url_for("admin.columns", name=asked.id), 303)
    # written before the child process starts, so that the log has the start before the end
    did = "previewed" if asked.preview else "started"
    Audit(service().library.state).add(who(), f"{asked.kind} {did}", asked.id, ", ".join(asked.sources))
    jobs.start(asked)
    return redirect(url_for("admin.job", name=asked.id), 303)


@pages.get("/imports/<name>/columns")
def columns(name: str) -> AnyResponse:
    """The form with a guess of what each column holds, and how the first ten rows would be read."""
    asked, document = _waiting(name)
    return _show(name, asked, document, guessed(header_of(document)))


@pages.post("/imports/<name>/columns")
def name_columns(name: str) -> AnyResponse:
    """Show the rows as the chosen columns read them, or remember the columns and go on with the import."""
    asked, document = _waiting(name)
    header = header_of(document)
    chosen = {field: request.form[field] for field in FIELDS if request.form.get(field) in header}
    if request.form.get("do") != "import":
        return _show(name, asked, document, chosen)
    if "title" not in chosen:
        raise FormError("Choose the column that holds the claim. Nothing was imported.")
    keep(service().library.state, signature(header), chosen)
    return start_or_ask(Jobs(service().library.folder), asked)


def _show(name: str, asked: Request, document: Document, chosen: dict[str, str]) -> AnyResponse:
    with opened(document) as table:
        rows = preview(table, chosen, _SHOWN_ROWS)
    return page(
        "columns.html", name=name, file=document.name, header=header_of(document), fields=FIELDS, chosen=chosen,
        rows=rows, shown=_SHOWN_FIELDS, kind=asked.kind,
    )  # fmt: skip


def _waiting(name: str) -> tuple[Request, Document]:
    """The import that waits under this name, and the table whose columns are asked for."""
    jobs = Jobs(service().library.folder)
    if not jobs.is_name(name) or jobs.get(name) is not None or not (jobs.path(name) / _WAITING).exists():
        raise ProblemError("not-found")
    path = jobs.path(name) / _WAITING
    asked = Request(**json.loads(path.read_text("utf-8")))
    document = next(_unknown(jobs, asked), None)
    if document is None:
        raise FormError("Every table of this import is known by now. Send the import again.")
    return asked, document


def _unknown(jobs: Jobs, asked: Request) -> Iterator[Document]:
    """The sources that are tables with unknown columns. Those at addresses are downloaded once to look at them."""
    known = KnownColumns(service().library.state)
    for n, source in enumerate(asked.sources):
        path = _fetched(jobs, asked.id, n, source) if "://" in source else jobs.path(asked.id) / "upload" / source
        if path is None or not path.is_file():
            continue
        document = Document(path, source)
        try:
            if asked.format == "table" and known.of(header_of(document)) is None:
                yield document
            elif asked.format is None:
                format_of(document, known.of)
        except UnknownColumnsError:
            yield document
        except RejoinderError:
            continue  # the build will report what is wrong with it


def _fetched(jobs: Jobs, job_id: str, number: int, address: str) -> Path | None:
    if not address.partition("?")[0].lower().endswith(_TABLES):
        return None
    path = jobs.path(job_id) / f"look-{number}"
    if not path.exists():
        with (
            contextlib.suppress(RejoinderError, OSError),
            fetched(address, max_bytes=_MOST_BYTES, max_seconds=20) as got,
        ):
            path.write_bytes(got.path.read_bytes())
    return path if path.exists() else None
