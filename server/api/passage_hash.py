"""The keyed hash that identifies a passage in feedback without revealing its text."""

from __future__ import annotations

import hashlib
import hmac
import unicodedata

LENGTH = 32


def passage_hash(secret: bytes, case_id: str, quote: str) -> str:
    """The first 32 hexadecimal digits of HMAC-SHA256 over the case's id and the quote.

    Letter case, compatibility forms and white space make no difference, so the same words on another page have the same
    hash. Without the secret, nobody can test which quote a hash belongs to.
    """
    words = " ".join(unicodedata.normalize("NFKC", quote).casefold().split())
    message = f"{case_id}\0{words}".encode("utf-8", "replace")
    return hmac.new(secret, message, hashlib.sha256).hexdigest()[:LENGTH]


def belong_together(secret: bytes, case_id: str, quote: str, passage: str) -> bool:
    """Whether `passage` is the hash of this quote and case. Without the check, feedback could show another passage."""
    return hmac.compare_digest(passage_hash(secret, case_id, quote).encode(), passage.encode())
