"""The overview: the live and the kept generations, how they differ, rolling back, and what needs attention."""

from __future__ import annotations

import time
from typing import Any

from flask import current_app, jsonify, redirect, request, url_for
from werkzeug.wrappers import Response

from index.admin_state import pause
from index.admin_state.audit import Audit
from index.admin_state.edits import Edits, digest
from index.errors import IndexMissingError, RejoinderError
from index.storage import generations
from index.storage.build import edits_digest
from index.storage.differences import differences
from index.storage.generation import Generation
from index.storage.library import Library
from server.admin.blueprint import api, pages
from server.admin.guard import FormError, page, who
from server.admin.jobs import EDITS, Jobs, Request
from server.admin.scheduler import planned
from server.admin.shared_jobs import of_other_machines
from server.depot.roles import publication
from server.http.damage import watch
from server.http.depot_health import health
from server.http.rate_limits import rate_limits_health
from server.http.search_health import health as search_health
from server.http.service import service
from server.http.shard_health import health as shard_health
from server.http.state_health import state_health

_SHOWN = 200
_WAIT_SECONDS = 15.0  # for followers to fetch the generation that somebody goes back to


@pages.get("/")
@pages.get("")
def overview() -> Response:
    """The state of the index on one page."""
    library = service().library
    # the index may have been damaged since this worker last checked it
    watch().quick_check()
    found, generation = _status(library)
    jobs = Jobs(library.folder).every()
    return page(
        "overview.html",
        index=found,
        live=generation,
        sources=library.sources(generation) if generation else {},
        problem=library.problem,
        pending=generation is not None and edits_pending(library, generation),
        depot=health(service().settings, library.folder),
        role=service().settings.depot_role,
        search=search_health(service().settings),
        shards=shard_health(service().settings),
        shared=state_health(service().settings, library.state),
        rate_limits=rate_limits_health(current_app),
        jobs=jobs[:8],
        others=of_other_machines(library.state, {job.id for job in jobs}),
        planned=planned(library, service().settings.schedule),
        active=next((job for job in jobs if job.active), None),
    )


@pages.post("/rollback")
def rollback() -> Response:
    """Go back to a kept generation, by default the previous one. The generation that the page showed must be live."""
    library = service().library
    if request.form.get("live") != generations.live_name(library.folder):
        raise FormError("Another generation has become live since this page was loaded. Look again before going back.")
    # a browser does not wait as long as a command
    publish = publication(service().settings, library.folder, wait_seconds=_WAIT_SECONDS)
    to = request.form.get("generation") or None
    name = generations.rollback(library.folder, to, publish, state=library.state, engine=library.engine)
    Audit(library.state).add(who(), "rolled back", name)
    return redirect(url_for("admin.overview", done="rolled-back"), 303)


@pages.post("/resume")
def resume() -> Response:
    """Let scheduled imports run again after a rollback."""
    library = service().library
    if pause.resume(library.folder):
        Audit(library.state).add(who(), "scheduled imports resumed")
    return redirect(url_for("admin.overview", done="resumed"), 303)


@pages.get("/differences")
def generation_differences() -> Response:
    """The cases that were added, removed or changed between two generations."""
    folder = service().library.folder
    names = generations.names(folder)
    older, newer = request.args.get("older", ""), request.args.get("newer", "")
    if older not in names or newer not in names:
        raise IndexMissingError("no such generation")
    return page("differences.html", older=older, newer=newer, found=differences(folder, older, newer), shown=_SHOWN)


@pages.post("/apply-edits")
def apply_edits() -> Response:
    """Start a job that applies the edits to the live generation, and redirect to its page."""
    job = start_edits(service().library, who())
    return redirect(url_for("admin.job", name=job), 303)


@api.get("/status")
def status() -> Any:
    """The live and the kept generations, whether edits wait to be applied, and the latest jobs."""
    library = service().library
    found, generation = _status(library)
    jobs = [
        {"id": job.id, "kind": job.request.kind, "state": job.state, "result": job.result}
        for job in Jobs(library.folder).every()
    ]
    others = of_other_machines(library.state, {str(job["id"]) for job in jobs})
    edits = Edits(library.state).current().values()
    return jsonify(
        {
            "live": found["live"],
            "generations": [{k: v for k, v in kept.items() if k != "problem"} for kept in found["generations"]],
            "writing": found["writing"],
            "paused": found["paused"],
            "intact": library.problem is None,
            "edits": {
                "cases": len(edits),
                "deleted": sum(edit.deleted for edit in edits),
                "pending": generation is not None and edits_pending(library, generation),
            },
            "jobs": jobs,
            "jobs_elsewhere": [
                {"id": job.id, "machine": job.machine, "kind": job.kind, "state": job.state, "detail": job.detail}
                for job in others
            ],
        }
    )


def edits_pending(library: Library, generation: Generation) -> bool:
    """Whether the live generation was built with other edits than those in force now. On a follower, they never are."""
    if service().settings.follows:
        return False
    return digest(Edits(library.state).current().values()) != edits_digest(generation)


def start_edits(library: Library, name: str) -> str:
    """Start a job that applies the edits. Returns its id; "" on a follower, as the builder applies them by itself."""
    if service().settings.follows:
        return ""
    jobs = Jobs(library.folder)
    job_id = jobs.prepare()
    jobs.start(Request(job_id, EDITS, name, time.time()))
    return job_id


def _status(library: Library) -> tuple[dict[str, Any], Generation | None]:
    """The index as `index status` reports it. Without an index it is empty, so that the first can be imported."""
    try:
        generation: Generation | None = library.current()
    except RejoinderError:
        generation = None
    try:
        return generations.status(library.folder), generation
    except RejoinderError:
        return {"live": None, "generations": [], "writing": False, "paused": None}, generation
