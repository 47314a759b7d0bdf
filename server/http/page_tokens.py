"""Page tokens: opaque to clients, and valid only for one query and one generation."""

from __future__ import annotations

import hashlib
import hmac
import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Mapping
from typing import Any

from server.http.problems import ProblemError

_DIGEST = 12


def make_token(secret: bytes, generation: str, query: Mapping[str, Any], offset: int) -> str:
    """A token for the page that begins at `offset`."""
    place = f"{generation}.{offset}".encode()
    return urlsafe_b64encode(_sign(secret, place, query) + place).decode().rstrip("=")


def read_token(secret: bytes, token: str, generation: str, query: Mapping[str, Any]) -> int:
    """The offset in a token.

    Raises ProblemError: invalid-request if the token was not made for this query, stale-page-token if it was made for
    another generation, whose pages would not fit those already read.
    """
    wrong = ProblemError(
        "invalid-request", errors=[{"pointer": "page_token", "detail": "is not a token of this search"}]
    )
    try:
        raw = urlsafe_b64decode(token + "=" * (-len(token) % 4))
        digest, place = raw[:_DIGEST], raw[_DIGEST:]
        made_for, offset = place.decode("ascii").rsplit(".", 1)
        at = int(offset)
    except ValueError:
        raise wrong from None
    if not hmac.compare_digest(digest, _sign(secret, place, query)):
        raise wrong
    if made_for != generation:
        raise ProblemError("stale-page-token")
    return at


def _sign(secret: bytes, place: bytes, query: Mapping[str, Any]) -> bytes:
    asked = json.dumps(sorted(query.items())).encode()
    return hmac.new(secret, b"page\0" + place + b"\0" + asked, hashlib.sha256).digest()[:_DIGEST]
