"""GET /v1alpha1/claims:search: the interface of Google's Fact Check Tools."""

from __future__ import annotations

from flask import Blueprint

from server.api.google_claims import ClaimsQuery, ClaimsReply, claims_reply, misspelt
from server.http.damage import again_if_damaged
from server.http.etags import conditional
from server.http.openapi_annotations import JSON, NEEDS_SEARCH, Operation, describe
from server.http.request_parsing import read_query
from server.http.service import service

blueprint = Blueprint("claims", __name__)


@blueprint.get("/v1alpha1/claims:search")
@describe(
    Operation(
        tag="looking up",
        query=ClaimsQuery,
        replies={304: {}, 200: {JSON: ClaimsReply}},
        problems=("invalid-request", "stale-page-token", *NEEDS_SEARCH),
        google_errors=True,
    )
)
@conditional
@again_if_damaged
def search() -> ClaimsReply:
    """Claims and their reviews, in the format of Google's Fact Check Tools.

    A client of that interface only needs another address. A review has a `disclaimer` if its case has one: show it with
    the review. Errors have `error`, as Google's do.
    """
    return {**claims_reply(service().library, read_query(ClaimsQuery)), **misspelt()}
