"""GET /v1/pack: one signed file with all that a browser needs to match pages by itself."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

from flask import Blueprint, Response, g, request

from index.errors import IndexBusyError
from server.api.request_models import PackQuery
from server.http.damage import again_if_damaged
from server.http.openapi_annotations import NEEDS_INDEX, Operation, describe
from server.http.problems import ProblemError
from server.http.request_parsing import read_query
from server.http.service import service

blueprint = Blueprint("pack", __name__)
PACK = "application/vnd.rejoinder.pack"
DIFFERENCE = "application/vnd.rejoinder.pack-difference"
_PIECE = 256 * 1024
FRESH = 3600  # seconds for which a cache may serve a pack without asking again


@blueprint.get("/v1/pack")
@describe(
    Operation(
        tag="looking up",
        query=PackQuery,
        replies={304: {}, 200: {PACK: bytes, DIFFERENCE: bytes}},
        problems=("builder-only", "busy", "invalid-request", "storage-unavailable", *NEEDS_INDEX),
    )
)
@again_if_damaged
def pack() -> Response:
    """The live generation as one signed file, with which a browser matches pages by itself.

    The file is the same for everyone and holds nothing about the client. docs/pack.md describes its format. Its
    sections are already compressed, so the reply has no Content-Encoding.
    """
    if service().settings.follows:
        # signed with another key, the pack would be refused by browsers that know the builder's
        raise ProblemError("builder-only")
    older = read_query(PackQuery).older
    library, packs = service().library, service().packs
    cases = library.current()
    tag = packs.tag(cases)
    if older:
        tag += f"-{hashlib.blake2b(older.encode(), digest_size=6).hexdigest()}"
    if request.if_none_match.contains_weak(tag):
        return _cacheable(Response(status=304), tag)
    try:
        found = packs.since(older, cases) if older else None
        kind = PACK if found is None else DIFFERENCE
        if found is None:
            found = packs.whole(cases)
    except IndexBusyError:
        raise ProblemError("busy") from None
    return _cacheable(_file(found, kind), tag)


def _file(content: Path | bytes, kind: str) -> Response:
    pieces = _pieces(content) if isinstance(content, Path) else content
    response = Response(pieces, content_type=kind)
    response.content_length = content.stat().st_size if isinstance(content, Path) else len(content)
    return response


def _pieces(path: Path) -> Iterator[bytes]:
    """The file in pieces. It is opened for the first piece, and closed at the end or when the client has gone."""
    with path.open("rb") as f:
        while piece := f.read(_PIECE):
            yield piece


def _cacheable(response: Response, tag: str) -> Response:
    """Allow shared caches to keep the reply, unless the request had a key."""
    # a weak tag, as another version of the compression library may write the same sections as other bytes
    response.set_etag(tag, weak=True)
    whose = "public" if g.get("api_key") is None else "private"
    response.headers["Cache-Control"] = f"{whose}, max-age={FRESH}"
    return response
