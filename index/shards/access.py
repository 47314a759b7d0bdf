"""How a front reaches its shards, and how each side knows that a message is from the other.

The key itself is never sent: a request is signed with it (HMAC-SHA256 over the body).
"""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass, field

PATH = "/v1/shard"
SIGNATURE = "X-Rejoinder-Signature"
MISSING = "unknown-generation"  # the kind of problem that a shard without the generation answers with


@dataclass(frozen=True, slots=True)
class Access:
    """Addresses of every shard's replicas, the common key, and a file of certificates ("" for the system's)."""

    replicas: tuple[tuple[str, ...], ...]
    key: str = field(repr=False)
    ca: str = ""


def signature(key: str, body: bytes) -> str:
    """The signature of a request."""
    return hmac.new(key.encode(), body, hashlib.sha256).hexdigest()


def is_signed(key: str, body: bytes, given: str) -> bool:
    """Whether a request has the right signature. It takes as long however much of a wrong one is right."""
    return hmac.compare_digest(signature(key, body).encode(), given.encode("utf-8", "replace"))
