"""ETag and If-None-Match: a look-up changes only with the index, or with what was set beside it."""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Callable
from typing import Any, ParamSpec

from flask import Response, make_response, request

from server.http.service import service

P = ParamSpec("P")


def conditional(view: Callable[P, Any]) -> Callable[P, Response]:
    """Answer 304 to a client that has the reply of the index in use, without making it again."""

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
    """The generation and the publishers set by hand, by what the client accepts.

    Not the state as a whole: feedback and sign-ins are written to it all the time and change no look-up.

    Weak: replies tell how long they took.
    """
    library = service().library
    generation = library.current()
    form = request.headers.get("Accept", "")
    beside = hashlib.blake2b(f"{library.by_hand_digest()}\0{form}".encode(), digest_size=6).hexdigest()
    return f"{generation.id}-{beside}"
