"""POST /v1/feedback: a reader says that a notice is wrong."""

from __future__ import annotations

from flask import Blueprint

from index.errors import UnknownCaseError
from server.bodies import read_body
from server.models import FeedbackBody
from server.operations import BAD_BODY, JSON, NEEDS_INDEX, Operation, describe
from server.service import service
from server.shapes import FeedbackReply

blueprint = Blueprint("feedback", __name__)


@blueprint.post("/v1/feedback")
@describe(
    Operation(
        tag="feedback",
        body=FeedbackBody,
        replies={201: {JSON: FeedbackReply}},
        problems=(*BAD_BODY, "unknown-case", "storage-unavailable", *NEEDS_INDEX),
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
    """A notice is wrong: queue that for the admin.

    Nothing of the page is kept but the quote, where the reader chose to send it.
    """
    library = service().library
    given = read_body(FeedbackBody)
    if library.current().case(given.case) is None:
        raise UnknownCaseError("no such case")
    number = library.state.add_feedback(
        case_id=given.case,
        passage=given.passage,
        generation=given.generation,
        comment=given.comment or "",
        quote=given.quote or "",
    )
    return {"received": True, "id": number}, 201
