"""POST /v1/feedback: a reader says that a notice is wrong."""

from __future__ import annotations

from flask import Blueprint, request

from index.admin_state.feedback import FeedbackQueue
from index.errors import UnknownCaseError
from server.api.passage_hash import belong_together
from server.api.reply_types import FeedbackReply
from server.api.request_models import FeedbackBody
from server.http.openapi_annotations import BAD_BODY, JSON, NEEDS_INDEX, Operation, describe
from server.http.problems import ProblemError
from server.http.request_parsing import ignored, read_body
from server.http.service import service

blueprint = Blueprint("feedback", __name__)
# enough for the longest comment and quote with every character escaped
MOST_BYTES = 128 * 1024


@blueprint.post("/v1/feedback")
@describe(
    Operation(
        tag="feedback",
        body=FeedbackBody,
        replies={201: {JSON: FeedbackReply}},
        problems=(*BAD_BODY, "builder-only", "unknown-case", "feedback-full", "storage-unavailable", *NEEDS_INDEX),
        example={
            "case": "demo-moon-landing",
            "passage": "9f2c0d5b7a3e41d68c1f02b94e6a7d35",
            "generation": "20260101T120000Z-0a1b2c",
            "comment": "The author makes fun of the claim.",
        },
        reply_example={"received": True, "id": 7},
    )
)
def feedback() -> tuple[FeedbackReply, int]:
    """Report that a notice is wrong, for an admin to decide on.

    The service keeps nothing of the page except the quote, if the reader chose to send it. The quote must be that of
    the match whose `passage` is sent. The same feedback on the same notice is kept once.
    """
    library, settings = service().library, service().settings
    if settings.follows and not library.state.shared:
        raise ProblemError("builder-only")
    request.max_content_length = min(MOST_BYTES, settings.max_body_bytes)
    given = read_body(FeedbackBody)
    if library.current().case(given.case) is None:
        raise UnknownCaseError("no such case")
    if given.quote and not belong_together(library.secret(), given.case, given.quote, given.passage):
        detail = "is not the text that `passage` names for this case: send `quote` and `passage` of the same match"
        raise ProblemError("invalid-request", errors=[{"pointer": "#/quote", "detail": detail}])
    number = FeedbackQueue(library.state).add(
        case_id=given.case,
        passage=given.passage,
        generation=given.generation,
        comment=given.comment or "",
        quote=given.quote or "",
        most=settings.max_feedback,
    )
    return {"received": True, "id": number, **ignored()}, 201
