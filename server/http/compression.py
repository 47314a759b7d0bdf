"""gzip in both directions: replies for clients that accept it, and request bodies up to the size that is allowed."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterator
from http import HTTPStatus

from flask import Flask, Response, request

from server.http.problems import ProblemError, body_too_large

_SMALLEST = 1400  # bytes that fit into one packet anyway
_LEVEL = 4
_GZIP = 16 + zlib.MAX_WBITS
_TYPES = (
    "application/json",
    "application/ld+json",
    "application/problem+json",
    "application/x-ndjson",
    "text/",
    "image/svg",
)


def init_app(app: Flask) -> None:
    """Compress replies on their way out."""
    app.after_request(_compress)


def decompress(raw: bytes, most: int) -> bytes:
    """A gzip body of at most `most` bytes. Raises ProblemError body-too-large or malformed-request."""
    inflater = zlib.decompressobj(_GZIP)
    try:
        body = inflater.decompress(raw, most + 1)
    except zlib.error:
        raise ProblemError("malformed-request", "The body is not gzip.") from None
    if len(body) > most:
        raise body_too_large(most)
    if not inflater.eof or inflater.unused_data:
        raise ProblemError("malformed-request", "The gzip body is cut short, or something follows it.")
    return body


def _compress(response: Response) -> Response:
    # A page with a form holds a token that must not be guessed from the size of its compressed neighbours.
    if not (response.mimetype or "").startswith(_TYPES) or request.path.startswith("/admin"):
        return response
    response.vary.add("Accept-Encoding")
    if request.accept_encodings["gzip"] <= 0 or response.status_code == HTTPStatus.NOT_MODIFIED:
        return response
    response.direct_passthrough = False
    if response.is_streamed:
        # what is left of a HEAD reply is closed, not read
        response.response = _deflated(response.iter_encoded())
        response.headers.pop("Content-Length", None)
    elif len(response.get_data()) >= _SMALLEST:
        response.set_data(gzip.compress(response.get_data(), _LEVEL, mtime=0))
    else:
        return response
    response.headers["Content-Encoding"] = "gzip"
    return response


def _deflated(pieces: Iterator[bytes]) -> Iterator[bytes]:
    deflater = zlib.compressobj(_LEVEL, zlib.DEFLATED, _GZIP)
    for piece in pieces:
        if out := deflater.compress(piece):
            yield out
    yield deflater.flush()
