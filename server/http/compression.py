"""gzip: compresses replies for clients that accept it, and decompresses request bodies up to the size limit."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterator
from http import HTTPStatus

from flask import Flask, Response, request

from server.http.problems import ProblemError, body_too_large

_SMALLEST = 1400  # smaller replies fit into one packet anyway
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
    """Compress the replies of an application."""
    app.after_request(_compress)


def decompress(raw: bytes, most: int) -> bytes:
    """Decompress a gzip body to at most `most` bytes. Raises ProblemError body-too-large or malformed-request."""
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
    # Admin pages are not compressed: their forms hold a token that the compressed size could give away.
    if not (response.mimetype or "").startswith(_TYPES) or request.path.startswith("/admin"):
        return response
    response.vary.add("Accept-Encoding")
    if request.accept_encodings["gzip"] <= 0 or response.status_code == HTTPStatus.NOT_MODIFIED:
        return response
    response.direct_passthrough = False
    if response.is_streamed:
        # compressed piece by piece; for HEAD, the server closes the stream without reading it
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
