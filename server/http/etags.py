"""ETag and If-None-Match. A look-up changes only with the index, or with publishers that were set by hand."""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Callable
from typing import Any, ParamSpec

from flask import Response, make_response, request

from server.http.service import service

P = ParamSpec("P")


def conditional(view: Callable[P, Any]) -> Callable[P, Response]:
    """Answer 304, without making the reply, to a client that already has the reply of the index in use."""

    @functools.wraps(view)
    def answer(*arguments: P.args, **named: P.kwargs) -> Response:
        tag = _tag()
        if request.if_none_match.contains_weak(tag):
            response = Response(status=304)
        else:
            response = make_response(view(*arguments, **named))
        response.set_etag(tag, weak=True)
        response.headers["Cache-Control"] = "no-cache"
        return response

    return answer


def _tag() -> str:
    """A tag made of the generation, the publishers set by hand, and the Accept header.

    It does not depend on the rest of the state, such as feedback and sign-ins, which change no look-up. It is a weak
    tag, as replies say how long they took.
    """
    library = service().library
    generation = library.current()
    form = request.headers.get("Accept", "")
    beside = hashlib.blake2b(f"{library.by_hand_digest()}\0{form}".encode(), digest_size=6).hexdigest()
    return f"{generation.id}-{beside}"
