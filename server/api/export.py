"""GET /v1/claimreview and /v1/cases.jsonl: every case at once, streamed."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator

from flask import Blueprint, Response

from server.api.export_feed import case_lines, claimreview_feed
from server.api.reply_types import Json
from server.http.etags import conditional
from server.http.openapi_annotations import NEEDS_INDEX, Operation, describe
from server.http.problems import ProblemError
from server.http.service import service

blueprint = Blueprint("export", __name__)
LINKED_DATA = "application/ld+json"
LINES = "application/x-ndjson"
_PIECE = 64 * 1024


_one_at_a_time = threading.Semaphore()


class _Export(Iterator[bytes]):
    """The pieces of an export. Another export may begin when they are sent, or when the client has gone."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces: Iterator[bytes] | None = pieces

    def __next__(self) -> bytes:
        if self._pieces is None:
            raise StopIteration
        try:
            return next(self._pieces)
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Let another export begin."""
        if self._pieces is not None:
            self._pieces = None
            _one_at_a_time.release()

    def __del__(self) -> None:
        self.close()


def one_export(texts: Iterator[str], content_type: str) -> Response:
    """The texts as a streamed reply. A process sends one export at a time, as it is large and occupies a thread.

    Raises ProblemError busy while another is being sent.
    """
    return one_at_a_time(lambda: in_pieces(texts), content_type)


def one_at_a_time(begin: Callable[[], Iterator[bytes]], content_type: str) -> Response:
    """A streamed reply of the pieces from `begin`, which is called if no other export is being sent.

    Raises ProblemError busy while another is being sent, and whatever `begin` raises.
    """
    if not _one_at_a_time.acquire(blocking=False):
        raise ProblemError("busy")
    try:
        pieces = begin()
    except BaseException:
        _one_at_a_time.release()
        raise
    return Response(_Export(pieces), content_type=content_type)


def in_pieces(texts: Iterator[str]) -> Iterator[bytes]:
    """The same text in pieces large enough to be worth sending."""
    held, size = [], 0
    for text in texts:
        held.append(text)
        size += len(text)
        if size >= _PIECE:
            yield "".join(held).encode()
            held, size = [], 0
    yield "".join(held).encode()


@blueprint.get("/v1/claimreview")
@describe(Operation(tag="looking up", replies={304: {}, 200: {LINKED_DATA: Json}}, problems=("busy", *NEEDS_INDEX)))
@conditional
def claimreview() -> Response:
    """Every case as one schema.org DataFeed of ClaimReviews.

    The reply is streamed. `rejoinder index build` imports it as the same cases. Each review's `usageInfo` holds the
    disclaimer: show it with the review.
    """
    library = service().library
    return one_export(claimreview_feed(library, library.current()), LINKED_DATA)


@blueprint.get("/v1/cases.jsonl")
@describe(Operation(tag="looking up", replies={304: {}, 200: {LINES: str}}, problems=("busy", *NEEDS_INDEX)))
@conditional
def cases() -> Response:
    """Every publisher and every case in the case format, one JSON object per line.

    Publishers come first, with their disclaimers: show them with their cases.
    """
    library = service().library
    return one_export(case_lines(library, library.current()), LINES)
