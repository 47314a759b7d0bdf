"""A client of Rejoinder's lookup API.

    client = Client("http://127.0.0.1:8787")
    for match in client.match(text="...")["matches"]:
        print(match["relation"], match["quote"])

Replies are the service's JSON, with types. Keys that a newer service adds are kept. Wherever you show a case, show its
disclaimer.
"""

from rejoinder_client.client import Client
from rejoinder_client.errors import (
    BatchFailedError,
    ClientError,
    InvalidRequestError,
    KeyRefusedError,
    MalformedReplyError,
    NotFoundError,
    ProblemError,
    TooLargeError,
    TooManyRequestsError,
    UnavailableError,
    UnreachableError,
)
from rejoinder_client.types import (
    BatchReply,
    BatchResult,
    BatchText,
    Block,
    Case,
    Match,
    MatchReply,
    Offsets,
    Relation,
    SearchReply,
    Status,
)

__all__ = [
    "BatchFailedError",
    "BatchReply",
    "BatchResult",
    "BatchText",
    "Block",
    "Case",
    "Client",
    "ClientError",
    "InvalidRequestError",
    "KeyRefusedError",
    "MalformedReplyError",
    "Match",
    "MatchReply",
    "NotFoundError",
    "Offsets",
    "ProblemError",
    "Relation",
    "SearchReply",
    "Status",
    "TooLargeError",
    "TooManyRequestsError",
    "UnavailableError",
    "UnreachableError",
]
