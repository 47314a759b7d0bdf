"""GET /v1/cases and /v1/cases/{id}: full-text search over the cases, and one case."""

from __future__ import annotations

from flask import Blueprint, Response, json, jsonify, request

from index.errors import UnknownCaseError
from index.sources.claimreview_out import to_claimreview
from server.api.replies import case_reply
from server.api.reply_types import CaseShape, SearchReply
from server.api.request_models import CaseQuery
from server.api.search_reply import search_reply
from server.http.damage import again_if_damaged
from server.http.etags import conditional
from server.http.logs import took_ms
from server.http.openapi_annotations import JSON, NEEDS_INDEX, NEEDS_SEARCH, Operation, describe
from server.http.request_parsing import ignored, read_query
from server.http.service import service

blueprint = Blueprint("cases", __name__)
LINKED_DATA = "application/ld+json"


@blueprint.get("/v1/cases")
@describe(
    Operation(
        tag="looking up",
        query=CaseQuery,
        replies={304: {}, 200: {JSON: SearchReply}},
        problems=("invalid-request", "stale-page-token", *NEEDS_SEARCH),
    )
)
@conditional
@again_if_damaged
def search() -> SearchReply:
    """The cases that a query finds, with filters, facets and highlights.

    The best cases come first, weighted by field; without `q`, the newest. Filters compare whole values and ignore
    letter case. A page token works only for its own query and index; after a rebuild the answer is 410.
    """
    return {**search_reply(service().library, read_query(CaseQuery)), **ignored(), "took_ms": took_ms()}


@blueprint.get("/v1/cases/<case_id>")
@describe(
    Operation(
        tag="looking up",
        path={"case_id": {"type": "string"}},
        replies={304: {}, 200: {JSON: CaseShape, LINKED_DATA: None}},
        problems=("unknown-case", *NEEDS_INDEX),
    )
)
@conditional
@again_if_damaged
def case(case_id: str) -> Response:
    """One case, as schema.org ClaimReview if the client prefers that."""
    library = service().library
    generation = library.current()
    found = generation.case(case_id)
    if found is None:
        raise UnknownCaseError("no such case")
    wanted = request.accept_mimetypes.best_match([JSON, LINKED_DATA], default=JSON)
    if wanted == LINKED_DATA:
        source = library.sources(generation).get(found.source)
        review = to_claimreview(found, source, library.disclaimer(found, generation).text or "")
        response = Response(json.dumps(review), content_type=LINKED_DATA)
    else:
        response = jsonify(case_reply(found, library, generation))
    response.vary.add("Accept")
    return response
