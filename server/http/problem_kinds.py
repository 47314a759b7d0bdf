"""Every kind of error that the service answers with, and its stable type."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of error. Its type is a path of the service, /problems/<name>, which never changes."""

    name: str
    status: int
    title: str
    meaning: str

    @property
    def type(self) -> str:
        """The problem document's `type`."""
        return f"/problems/{self.name}"


_ALL = (
    Kind(
        "malformed-request",
        400,
        "The request cannot be read",
        "The request is not valid HTTP, or it is incomplete.",
    ),
    Kind(
        "malformed-json",
        400,
        "The body is not JSON",
        "The body must be one JSON object in UTF-8, without NaN or Infinity.",
    ),
    Kind(
        "not-signed-in",
        401,
        "Only for admins",
        "Sign in at /admin with a token that `rejoinder admin token` makes.",
    ),
    Kind(
        "key-required",
        401,
        "A key is needed",
        "Send Authorization: Bearer KEY with a key that is in use. An admin makes keys with `rejoinder key create`.",
    ),
    Kind(
        "cross-site",
        403,
        "Other sites may not ask",
        "A page of another site sent this request. An admin can allow the site with REJOINDER_ALLOWED_ORIGINS.",
    ),
    Kind("role-required", 403, "Another role is needed", "An admin can give you one at /admin/people."),
    Kind("not-found", 404, "There is nothing here", "No route has this path."),
    Kind("unknown-case", 404, "No such case", "The index in use has no case with this id."),
    Kind(
        "unknown-batch",
        404,
        "No such batch",
        "It was removed, it expired, the service was restarted, or another key made it. Send the texts again.",
    ),
    Kind("method-not-allowed", 405, "This method is not allowed here", "The Allow header names the allowed methods."),
    Kind("too-slow", 408, "The request came too slowly", "Its head or body was not complete in time. Send it again."),
    Kind("batch-not-done", 409, "The batch is not done", "Its address shows its progress. Ask for the results later."),
    Kind(
        "batch-lost",
        410,
        "The batch is lost",
        "The worker process that had its texts has ended. Send the texts again.",
    ),
    Kind(
        "stale-page-token",
        410,
        "The index has changed since",
        "The page token belongs to an index that is no longer live. Start the search again without it.",
    ),
    Kind(
        "body-too-large",
        413,
        "The body is too large",
        "GET /v1/status says how large a body may be, in bytes.",
    ),
    Kind(
        "too-many-blocks",
        413,
        "Too many blocks",
        "GET /v1/status says how many blocks a request may have. Send the rest in another request.",
    ),
    Kind(
        "too-many-texts",
        413,
        "Too many texts",
        "GET /v1/status says how many texts a batch may have. Send the rest in another batch.",
    ),
    Kind(
        "range-not-satisfiable",
        416,
        "There is no such part",
        "The Range header asks for bytes that the file does not have.",
    ),
    Kind("uri-too-long", 414, "The address is too long", "Shorten the query."),
    Kind(
        "unsupported-media-type",
        415,
        "The body must be application/json",
        "Send UTF-8 with Content-Type: application/json. It may be compressed, with Content-Encoding: gzip.",
    ),
    Kind(
        "unknown-host",
        421,
        "This service is not known by that name",
        "The service does not answer to this Host header. An admin can allow it with REJOINDER_ALLOWED_HOSTS.",
    ),
    Kind(
        "builder-only",
        421,
        "Only the builder answers this",
        "This machine follows a depot. Feedback and packs are the builder's: send the request to that machine.",
    ),
    Kind(
        "invalid-request",
        422,
        "The request is not valid",
        "`errors` says what is wrong. Each pointer is a JSON Pointer into the body, or the name of a query parameter.",
    ),
    Kind("too-many-requests", 429, "Too many requests", "Wait for as many seconds as the Retry-After header says."),
    Kind(
        "too-many-batches",
        429,
        "Too many batches",
        "You have as many as you may. Fetch the results of one, remove one, or wait until one expires.",
    ),
    Kind("too-many-headers", 431, "The request's headers are too large", "Send fewer or shorter headers."),
    Kind(
        "internal-error",
        500,
        "Something went wrong in the service",
        "This is not your request's fault. The service's log says more under the same request id.",
    ),
    Kind(
        "not-implemented",
        501,
        "The service cannot do this",
        "The request uses a transfer coding that is not supported.",
    ),
    Kind(
        "index-unavailable",
        503,
        "There is no usable index",
        "The service has no index, or its index is damaged. `rejoinder index verify` tells an admin more.",
    ),
    Kind(
        "feedback-full",
        503,
        "No more feedback is taken now",
        "Too much feedback waits for a decision, on this notice or in all. An admin decides at /admin/feedback.",
    ),
    Kind(
        "busy",
        503,
        "Another large reply is being sent",
        "The service sends one export or large batch at a time, and makes one pack at a time. Try again later.",
    ),
    Kind("batches-full", 503, "No more batches are taken now", "The service has as many as it may. Try again later."),
    Kind(
        "search-unavailable",
        503,
        "Nothing can be searched for now",
        "The search cluster does not answer. Matching and single cases go on. Try again later.",
    ),
    Kind(
        "unknown-generation",
        503,
        "This shard does not have that generation",
        "It has another one, or is still writing its part. Ask another replica, or try again later.",
    ),
    Kind(
        "shards-unavailable",
        503,
        "A part of the cases cannot be asked now",
        "A shard does not answer, so a page cannot be matched with all cases. Try again after Retry-After seconds.",
    ),
    Kind(
        "state-unavailable",
        503,
        "What was set by hand cannot be reached",
        "The database with keys, feedback and corrections cannot be used now. Try again after Retry-After seconds.",
    ),
    Kind("storage-unavailable", 503, "This cannot be stored now", "The disk cannot be written. Try again later."),
)
KINDS = {kind.name: kind for kind in _ALL}
