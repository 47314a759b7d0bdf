"""The routes of batches under /v1/batches: many texts in one request, whose answers are fetched later."""

from __future__ import annotations

import atexit
import time
from dataclasses import replace
from datetime import UTC, datetime

from flask import Blueprint, Flask, Response, current_app, g, jsonify, request, url_for

from index.scratch import Scratch
from server.api.batch_runner import BatchRunner, Work
from server.api.batch_store import BatchStore, Place, Shared, Status, TooManyError
from server.api.export import one_at_a_time
from server.api.reply_types import BatchReply, BatchResult
from server.api.request_models import BatchBody, BatchText
from server.config.settings import Settings
from server.http.openapi_annotations import BAD_BODY, JSON, NEEDS_INDEX, Operation, describe
from server.http.problems import ProblemError
from server.http.rate_limits import meter, subject
from server.http.request_parsing import ignored, read_body, read_lines
from server.http.service import of, service

blueprint = Blueprint("batches", __name__)
LINES = "application/x-ndjson"
_KEY, _SECONDS = "rejoinder_batches", 3
_LARGE = 8 * 2**20  # bytes of results above which only one client at a time is served, as sending them holds a thread
_PATH = {"batch_id": {"type": "string", "pattern": "^[A-Za-z0-9_-]{43}$"}}
_PROBLEMS = ("unknown-batch", "batch-lost")


class Batches:
    """The batches of an application: the store that all workers share, and this worker's runner."""

    def __init__(self, app: Flask, shared: Shared | None) -> None:
        self._app, self._shared = app, shared
        self._parts: tuple[BatchStore, BatchRunner] | None = None

    def parts(self) -> tuple[BatchStore, BatchRunner]:
        """The store and the runner, made on first use; in a folder of this process if none is shared."""
        if self._parts is None:
            if self._shared is None:
                scratch = Scratch()
                self._shared = Shared(scratch.folder("batches"))
                atexit.register(scratch.remove)
            store = store_of(of(self._app).settings, self._shared)
            self._parts = store, BatchRunner(self._app, store)
        return self._parts


def store_of(settings: Settings, shared: Shared) -> BatchStore:
    """The store that workers share, with the limits of the settings."""
    return BatchStore(shared, settings.batches, settings.batches_per_client, settings.batch_bytes)


def init_app(app: Flask, shared: Shared | None) -> None:
    """Attach the batches."""
    app.extensions[_KEY] = Batches(app, shared)


def start(app: Flask) -> None:
    """Start removing expired batches. Every worker does, as the one that made a batch may be gone."""
    found: Batches = app.extensions[_KEY]
    found.parts()[1].start()


def _parts() -> tuple[BatchStore, BatchRunner]:
    found: Batches = current_app.extensions[_KEY]
    return found.parts()


@blueprint.post("/v1/batches")
@describe(
    Operation(
        tag="matching",
        body=BatchBody,
        replies={202: {JSON: BatchReply}},
        problems=(*BAD_BODY, "too-many-texts", "too-many-blocks", "too-many-batches", "batches-full",
                  "storage-unavailable", *NEEDS_INDEX),
        example={"texts": [{"id": "speech-1", "text": "As everybody knows, the moon landing was filmed in a studio."}]},
    )
)  # fmt: skip
def create_batch() -> tuple[Response, int, dict[str, str]]:
    """Match many texts, and fetch the answers later.

    Each text is what `POST /v1/match` takes, and may have an `id` of your own. Send the texts as JSON, or one per line
    as `application/x-ndjson`. The answer is 202 with the batch's address. Keep the address: nothing else leads to the
    batch. The texts stay in memory until they are matched; you can fetch the results for an hour after the end.
    """
    settings = service().settings
    service().library.current()  # raises if there is no index
    context = {"max_texts": settings.batch_texts, "max_blocks": settings.max_blocks}
    read = read_lines if request.mimetype == LINES else read_body
    asked = read(BatchBody, context=context)
    store, runner = _parts()
    store.sweep()
    try:
        place, lock = store.create(_owner(), subject(), len(asked.texts))
    except TooManyError as e:
        raise ProblemError("too-many-batches" if e.own else "batches-full") from None
    status = place.status()
    assert status is not None
    runner.add(Work(place, lock, [_packed(text) for text in asked.texts], meter(current_app)))
    reply = jsonify({**_told(place, status), **ignored()})
    return reply, 202, {"Location": _address(place), "Retry-After": str(_SECONDS)}


@blueprint.get("/v1/batches/<batch_id>")
@describe(Operation(tag="matching", replies={200: {JSON: BatchReply}}, problems=_PROBLEMS, path=_PATH))
def batch(batch_id: str) -> BatchReply:
    """The progress of a batch and, when it has ended, the address of its results."""
    return _told(*_found(batch_id))


@blueprint.get("/v1/batches/<batch_id>/results")
@describe(
    Operation(
        tag="matching",
        replies={200: {LINES: str}},
        line=BatchResult,
        problems=(*_PROBLEMS, "batch-not-done", "busy"),
        path=_PATH,
    )
)
def batch_results(batch_id: str) -> Response:
    """The answers of a batch that has ended, one JSON object per line, in the order of the texts.

    Each line has the text's number `n`, its `id` if it had one, and either `reply`, as from `POST /v1/match`, or
    `problem`. A minute after you fetched the results they are deleted. Results above 8 MiB are sent to one client at a
    time.
    """
    place, status = _found(batch_id)
    if not status.has_ended:
        raise ProblemError("batch-not-done")
    try:
        if status.size > _LARGE:
            response = one_at_a_time(place.lines, LINES)
        else:
            response = Response(place.lines(), content_type=LINES)
        if not status.fetched and request.method != "HEAD":
            place.write(replace(status, fetched=time.time()))
    except FileNotFoundError:
        raise ProblemError("unknown-batch") from None
    return response


@blueprint.delete("/v1/batches/<batch_id>")
@describe(Operation(tag="matching", replies={204: {}}, problems=("unknown-batch",), path=_PATH))
def remove_batch(batch_id: str) -> Response:
    """End a batch and remove it, with its results."""
    place, _ = _found(batch_id, lost=True)
    place.remove()
    return Response(status=204)


def _found(batch_id: str, lost: bool = False) -> tuple[Place, Status]:
    """The client's batch of this id. Raises ProblemError; somebody else's batch looks like one that does not exist."""
    store, _ = _parts()
    store.sweep()
    place = store.find(batch_id)
    status = place.status() if place is not None else None
    if place is None or status is None or not place.is_of(_owner(), status):
        raise ProblemError("unknown-batch")
    if not lost and place.is_lost(status):
        raise ProblemError("batch-lost")
    return place, status


def _told(place: Place, status: Status) -> BatchReply:
    address = _address(place)
    reply: BatchReply = {
        "id": place.id,
        "address": address,
        "state": status.state,
        "texts": status.texts,
        "done": status.done,
        "created": _moment(status.created),
        "expires": _moment(status.expires) if status.expires is not None else None,
        "results": f"{address}/results" if status.has_ended else None,
    }
    if status.reason:
        reply["reason"] = status.reason
    return reply


def _packed(text: BatchText) -> bytes:
    return text.model_dump_json(exclude_unset=True).encode()


def _address(place: Place) -> str:
    return url_for("batches.batch", batch_id=place.id)


def _moment(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="seconds")


def _owner() -> str:
    """The owner of a batch: the key that made it; "" without keys, when the address alone gives access."""
    key = g.get("api_key")
    return f"key:{key.id}" if key is not None else ""
