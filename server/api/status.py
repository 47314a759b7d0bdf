"""GET /v1/status, /healthz and /readyz: the index in use and the limits, liveness, readiness."""

from __future__ import annotations

from importlib.metadata import version

from flask import Blueprint, Response, current_app

from server.api.replies import disclaimers_reply, index_reply, reader_reply
from server.api.reply_types import HealthReply, ReadyReply, StatusReply
from server.http.damage import watch
from server.http.depot_health import health
from server.http.metrics import exposition
from server.http.openapi_annotations import JSON, NEEDS_CASES, NEEDS_INDEX, Operation, describe
from server.http.problems import ProblemError
from server.http.rate_limits import rate_limits_health
from server.http.search_health import health as search_health
from server.http.service import service
from server.http.shard_health import health as shard_health
from server.http.state_health import state_health

blueprint = Blueprint("status", __name__)
PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8"


@blueprint.get("/v1/status")
@describe(Operation(tag="the service", replies={200: {JSON: StatusReply}}, problems=NEEDS_INDEX))
def status() -> StatusReply:
    """The index that is served, with its sources, limits, models and thresholds."""
    library, settings = service().library, service().settings
    generation = library.current()
    thresholds = generation.matcher.thresholds
    return {
        "service": {"name": "rejoinder", "version": version("rejoinder")},
        "index": index_reply(generation),
        "sources": disclaimers_reply(library.sources(generation), library, generation),
        "limits": {
            "max_body_bytes": settings.max_body_bytes,
            "max_blocks": settings.max_blocks,
            "max_matches": settings.max_matches,
            "max_per_block": settings.max_per_block,
            "match_budget_ms": settings.match_budget_ms,
            "max_batch_texts": settings.batch_texts,
        },
        "semantic": {
            "active": generation.semantic.active,
            "model": generation.semantic.model,
            "problem": generation.semantic.problem,
        },
        "reader": reader_reply(generation),
        "thresholds": {"repeats": thresholds.repeats, "related": thresholds.related},
    }


@blueprint.get("/healthz")
@describe(Operation(tag="the service", replies={200: {JSON: HealthReply}}))
def healthz() -> HealthReply:
    """200 as long as the process answers."""
    return {"status": "ok"}


@blueprint.get("/readyz")
@describe(Operation(tag="the service", replies={200: {JSON: ReadyReply}}, problems=NEEDS_CASES))
def readyz() -> ReadyReply:
    """200 if there is an intact index to serve; 503 if there is none, or if it is damaged or cannot be opened.

    If the service has a depot, `depot` says how it is with it. A machine that serves an older generation than the live
    one for longer than it may answers 503. If it has a search cluster, `search` says how that is: without it, the
    service is ready all the same, as only searches fail. If it shares its state with others, `state` says how it is
    with the database; without an answer from there for longer than it may, it answers 503, as keys may have been
    revoked. If it has shards, `shards` says how they are; if one of them cannot be asked, it answers 503.
    If requests are counted in Redis, `rate_limits` says how that is; without it, the service is ready all the same, as
    each worker then counts by itself.
    """
    library = service().library
    watch().quick_check()
    generation = library.current()
    if library.problem is not None:
        raise ProblemError(
            "index-unavailable", "The live index is damaged. The last good one, if any, is being served."
        )
    depot = health(service().settings, library.folder)
    if depot is not None and depot.lags:
        raise ProblemError(
            "index-unavailable", "This machine lags behind the live generation. The one that it has is being served."
        )
    state = state_health(service().settings, library.state)
    if state is not None and state.fails:
        raise ProblemError("state-unavailable", "It has not answered for so long that keys may have been revoked.")
    shards = shard_health(service().settings)
    if shards is not None and shards.gone:
        raise ProblemError("shards-unavailable", f"{shards.told[:1].upper()}{shards.told[1:]}.")
    library.silences()
    library.sources(generation)
    if library.state_problem() is not None:
        raise ProblemError(
            "index-unavailable", "What was set by hand cannot be read. The service goes on with what it read before."
        )
    ready: ReadyReply = {"status": "ready", "generation": generation.id}
    if depot is not None:
        ready["depot"] = depot.told
    search = search_health(service().settings)
    if search is not None:
        ready["search"] = search.told
    if state is not None:
        ready["state"] = state.told
    if shards is not None:
        ready["shards"] = shards.told
    rate_limits = rate_limits_health(current_app)
    if rate_limits is not None:
        ready["rate_limits"] = rate_limits.told
    return ready


@blueprint.get("/metrics")
@describe(Operation(tag="the service", replies={200: {PROMETHEUS: str}}))
def metrics() -> Response:
    """Figures for Prometheus, added up over all workers.

    They count requests by route and status, their times, blocks and matches, and describe the index in use. They are
    numbers only.
    """
    return Response(exposition(), content_type=PROMETHEUS)
