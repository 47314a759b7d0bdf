"""The application of a shard: POST /v1/shard with a signed question, and whether it is alive and ready.

Neither questions nor replies are logged.
"""

from __future__ import annotations

import json
import logging
import secrets
import traceback
from collections.abc import Iterable
from http import HTTPStatus
from typing import Any

from gunicorn.http.errors import NoMoreData, ParseException

from index.errors import IndexDamagedError, IndexMissingError, RejoinderError
from index.shards.access import MISSING, PATH, SIGNATURE, is_signed
from index.shards.packing import MessageError
from index.storage.generations import live_name
from server.http.problem_kinds import KINDS
from server.http.problems import CONTENT_TYPE, document
from server.shards.shard import GenerationMissingError, Shard

_log = logging.getLogger("rejoinder.shards")
_SIGNATURE_KEY = "HTTP_" + SIGNATURE.upper().replace("-", "_")
_HEALTH = f"{PATH}/health"
_METHODS = {PATH: "POST", _HEALTH: "POST", "/healthz": "GET", "/readyz": "GET"}
Answer = tuple[int, str, bytes]  # status, content type, body


class _RefusedError(Exception):
    """A request that is answered with a problem document of this kind."""

    def __init__(self, kind: str, detail: str = "") -> None:
        super().__init__(kind)
        self.kind, self.detail = kind, detail


class Application:
    """The WSGI application of a shard."""

    def __init__(self, shard: Shard, key: str, most_bytes: int) -> None:
        """`most_bytes` is the size of the largest request."""
        self._shard, self._key, self._most_bytes = shard, key, most_bytes

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        try:
            status, content_type, body = self._answer(environ)
        except _RefusedError as e:
            status, content_type, body = _problem(e.kind, e.detail)
        except RejoinderError as e:
            _log.error("%s: %s", type(e).__name__, e)
            status, content_type, body = _problem("index-unavailable")
        except Exception as e:
            # its message may quote the question
            places = "".join(traceback.format_tb(e.__traceback__))
            _log.error("unexpected %s at\n%s", type(e).__name__, places)
            status, content_type, body = _problem("internal-error")
        phrase = HTTPStatus(status).phrase
        start_response(f"{status} {phrase}", [("Content-Type", content_type), ("Content-Length", str(len(body)))])
        return [body]

    def _answer(self, environ: dict[str, Any]) -> Answer:
        path, method = environ.get("PATH_INFO", ""), environ.get("REQUEST_METHOD", "")
        if path not in _METHODS:
            raise _RefusedError("not-found")
        if method != _METHODS[path]:
            raise _RefusedError("method-not-allowed")
        if path == "/healthz":
            return _json({"status": "ok"})
        if path == "/readyz":
            return self._ready()
        body = self._signed_body(environ)
        try:
            if path == _HEALTH:
                return self._health(body)
            return 200, "application/octet-stream", self._shard.answer(body)
        except GenerationMissingError as e:
            raise _RefusedError(MISSING) from e
        except MessageError as e:
            raise _RefusedError("malformed-request", f"{e}.") from e

    def _signed_body(self, environ: dict[str, Any]) -> bytes:
        length = environ.get("CONTENT_LENGTH") or ""
        if not (length.isascii() and length.isdigit()):
            raise _RefusedError("malformed-request", "A question needs Content-Length.")
        if int(length) > self._most_bytes:
            raise _RefusedError("body-too-large")
        try:
            body: bytes = environ["wsgi.input"].read(int(length))
        except (OSError, NoMoreData, ParseException) as e:
            raise _RefusedError("malformed-request") from e
        if not is_signed(self._key, body, environ.get(_SIGNATURE_KEY, "")):
            raise _RefusedError("key-required")
        return body

    def _ready(self) -> Answer:
        """Whether this shard has its part of the live generation."""
        try:
            name = live_name(self._shard.folder)
            self._shard.store(name)
        except (GenerationMissingError, IndexMissingError, IndexDamagedError):
            return _problem("index-unavailable", "This shard does not have its part of the live generation yet.")
        return _json({"status": "ready", "generation": name, "part": str(self._shard.part)})

    def _health(self, body: bytes) -> Answer:
        """Which part this shard has of the generation that is asked for."""
        try:
            generation = str(json.loads(body)["generation"])
        except (ValueError, KeyError, TypeError, RecursionError) as e:
            raise MessageError("the question names no generation") from e
        self._shard.store(generation)
        return _json({"part": str(self._shard.part)})


def _json(reply: dict[str, str]) -> Answer:
    return 200, "application/json", json.dumps(reply).encode()


def _problem(name: str, detail: str = "") -> Answer:
    kind = KINDS[name]
    return kind.status, CONTENT_TYPE, json.dumps(document(kind, secrets.token_hex(8), detail)).encode()
