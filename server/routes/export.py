"""GET /v1/claimreview and /v1/cases.jsonl: every case at once, streamed."""

from __future__ import annotations

from collections.abc import Iterator

from flask import Blueprint, Response

from server.caching import conditional
from server.exporting import case_lines, claimreview_feed
from server.operations import NEEDS_INDEX, Operation, describe
from server.service import service

blueprint = Blueprint("export", __name__)
LINKED_DATA = "application/ld+json"
LINES = "application/x-ndjson"
_PIECE = 64 * 1024


def in_pieces(texts: Iterator[str]) -> Iterator[bytes]:
    """The same text in pieces of a size that is worth sending."""
    held, size = [], 0
    for text in texts:
        held.append(text)
        size += len(text)
        if size >= _PIECE:
            yield "".join(held).encode()
            held, size = [], 0
    yield "".join(held).encode()


@blueprint.get("/v1/claimreview")
@describe(Operation(tag="looking up", replies={304: {}, 200: {LINKED_DATA: None}}, problems=NEEDS_INDEX))
@conditional
def claimreview() -> Response:
    """Every case as one schema.org DataFeed of ClaimReviews.

    It is streamed, and imported by `rejoinder index build` it gives the same cases. Each review's `usageInfo` holds the
    disclaimer that is to be shown with it.
    """
    library = service().library
    return Response(in_pieces(claimreview_feed(library, library.current())), content_type=LINKED_DATA)


@blueprint.get("/v1/cases.jsonl")
@describe(Operation(tag="looking up", replies={304: {}, 200: {LINES: None}}, problems=NEEDS_INDEX))
@conditional
def cases() -> Response:
    """Every publisher and every case in the case format, a JSON object a line.

    Publishers come first, with the disclaimers that are to be shown with their cases.
    """
    library = service().library
    return Response(in_pieces(case_lines(library, library.current())), content_type=LINES)
