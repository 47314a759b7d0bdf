"""Answers every error with an RFC 9457 problem document."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any

from flask import Flask, Response, g, json, request
from gunicorn.http.errors import NoMoreData, ParseException
from werkzeug.exceptions import HTTPException, MethodNotAllowed

from index.errors import (
    FeedbackFullError,
    IndexDamagedError,
    IndexMissingError,
    IndexWriteError,
    QueryError,
    RejoinderError,
    SearchEngineError,
    ShardError,
    StateUnavailableError,
    UnknownCaseError,
)
from server.http.problem_kinds import KINDS, Kind
from server.http.state_health import RETRY_SECONDS

CONTENT_TYPE = "application/problem+json"
_log = logging.getLogger("rejoinder.problems")
_SECONDS_UNTIL_SEARCH = 5  # after which a client may ask again: nodes and replicas that failed rest about as long
# Bytes of an oversized body that are read and thrown away, so that its sender gets to read the answer.
_DRAINED = 64 * 2**20


_BY_STATUS = {
    400: "malformed-request",
    404: "not-found",
    405: "method-not-allowed",
    413: "body-too-large",
    414: "uri-too-long",
    415: "unsupported-media-type",
    416: "range-not-satisfiable",
    422: "invalid-request",
    429: "too-many-requests",
    431: "too-many-headers",
    501: "not-implemented",
}
# Names of google.rpc.Code by HTTP status; any other status is INVALID_ARGUMENT or INTERNAL.
_GOOGLE_STATUS = {
    401: "UNAUTHENTICATED",
    403: "PERMISSION_DENIED",
    404: "NOT_FOUND",
    405: "UNIMPLEMENTED",
    410: "FAILED_PRECONDITION",
    429: "RESOURCE_EXHAUSTED",
    501: "UNIMPLEMENTED",
    503: "UNAVAILABLE",
}
_HEADERS = {
    "key-required": {"WWW-Authenticate": "Bearer"},
    "search-unavailable": {"Retry-After": str(_SECONDS_UNTIL_SEARCH)},
    "shards-unavailable": {"Retry-After": str(_SECONDS_UNTIL_SEARCH)},
    "state-unavailable": {"Retry-After": str(RETRY_SECONDS)},
}
_GOOGLE_PATHS = "/v1alpha1/"
# Messages of these errors name folders and files, so clients are told only their kind.
_BY_ERROR: tuple[tuple[type[RejoinderError], str], ...] = (
    (IndexMissingError, "index-unavailable"),
    (IndexDamagedError, "index-unavailable"),
    (StateUnavailableError, "state-unavailable"),
    (IndexWriteError, "storage-unavailable"),
    (UnknownCaseError, "unknown-case"),
    (FeedbackFullError, "feedback-full"),
    (SearchEngineError, "search-unavailable"),
    (ShardError, "shards-unavailable"),
)


class ProblemError(Exception):
    """An error for the client. `detail` and `errors` must not quote the request's texts."""

    def __init__(self, name: str, detail: str = "", errors: Sequence[Mapping[str, str]] = ()) -> None:
        super().__init__(name)
        self.kind = KINDS[name]
        self.detail = detail
        self.errors = list(errors)


def body_too_large(most: int | None) -> ProblemError:
    """The error for a body of more than `most` bytes."""
    return ProblemError("body-too-large", f"A body may have at most {most:,} bytes, uncompressed." if most else "")


def document(kind: Kind, request_id: str, detail: str = "", errors: Sequence[Mapping[str, str]] = ()) -> dict[str, Any]:
    """The problem document. `instance` holds the request's id, which is also in the service's log."""
    body: dict[str, Any] = {"type": kind.type, "title": kind.title, "status": kind.status}
    if detail:
        body["detail"] = detail
    if errors:
        body["errors"] = list(errors)
    return body | {"instance": f"urn:rejoinder:request:{request_id}"}


def error_document(kind: Kind, detail: str = "") -> dict[str, Any]:
    """The problem document for a part of a reply. It has no `instance`, as it has no request of its own."""
    return {key: value for key, value in document(kind, "", detail).items() if key != "instance"}


def google_error(kind: Kind, detail: str = "", errors: Sequence[Mapping[str, str]] = ()) -> dict[str, Any]:
    """The problem in the format of Google's APIs, which is the key `error` of a reply."""
    said = [detail.rstrip("."), *(f"{error['pointer']} {error['detail']}" for error in errors)]
    message = f"{kind.title}: {'; '.join(part for part in said if part)}." if any(said) else f"{kind.title}."
    return {"code": kind.status, "message": message, "status": _google_status(kind.status)}


def _google_status(status: int) -> str:
    return _GOOGLE_STATUS.get(status, "INVALID_ARGUMENT" if status < HTTPStatus.INTERNAL_SERVER_ERROR else "INTERNAL")


def init_app(app: Flask) -> None:
    """Answer every exception of every route with a problem document."""
    app.register_error_handler(ProblemError, _problem)
    app.register_error_handler(RejoinderError, _rejoinder_error)
    app.register_error_handler(HTTPException, _http_exception)
    app.register_error_handler(ParseException, _unreadable_body)
    app.register_error_handler(NoMoreData, _unreadable_body)
    app.register_error_handler(Exception, _unexpected)


def _respond(kind: Kind, detail: str = "", errors: Sequence[Mapping[str, str]] = ()) -> Response:
    if kind.status == HTTPStatus.REQUEST_ENTITY_TOO_LARGE:
        _drain()
    headers = _HEADERS.get(kind.name, {})
    body = document(kind, g.get("request_id", "unknown"), detail, errors)
    if request.path.startswith(_GOOGLE_PATHS):
        body["error"] = google_error(kind, detail, errors)
    return Response(json.dumps(body), kind.status, headers, content_type=CONTENT_TYPE)


def _problem(error: ProblemError) -> Response:
    return _respond(error.kind, error.detail, error.errors)


def _rejoinder_error(error: RejoinderError) -> Response:
    if isinstance(error, QueryError):
        return _respond(KINDS["invalid-request"], errors=[{"pointer": "q", "detail": str(error)}])
    for kind, name in _BY_ERROR:
        if isinstance(error, kind):
            if KINDS[name].status >= HTTPStatus.INTERNAL_SERVER_ERROR:
                _log.error("request=%s %s: %s", g.get("request_id"), type(error).__name__, error)
            return _respond(KINDS[name], f"{error}." if isinstance(error, FeedbackFullError) else "")
    return _unexpected(error)


def _http_exception(error: HTTPException) -> Response:
    status = error.code or 500
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR and status not in _BY_STATUS:
        return _unexpected(error)
    # any other error that a library raises is the request's fault
    name = _BY_STATUS.get(status, "malformed-request")
    response = _respond(KINDS[name])
    if isinstance(error, MethodNotAllowed) and error.valid_methods:
        response.headers["Allow"] = ", ".join(sorted(error.valid_methods))
    return response


def _unreadable_body(_error: Exception) -> Response:
    """A chunked body is malformed or incomplete, which is noticed only while the application reads it."""
    return _respond(KINDS["malformed-request"], "The body's chunks are broken.")


def _unexpected(error: Exception) -> Response:
    """Log where in the code the exception was raised, but not its message, which may quote the request."""
    places = "".join(traceback.format_tb(error.__traceback__))
    _log.error("request=%s unexpected %s at\n%s", g.get("request_id"), type(error).__name__, places)
    return _respond(KINDS["internal-error"])


def _drain() -> None:
    """Read the rest of the body: closing a connection with unread bytes resets it, and the answer is lost."""
    stream = request.environ.get("wsgi.input")
    declared = request.content_length
    left = min(_DRAINED if declared is None else declared, _DRAINED)
    try:
        while stream is not None and left > 0 and (read := stream.read(min(left, 65536))):
            left -= len(read)
    except (OSError, ValueError, ParseException):
        return
