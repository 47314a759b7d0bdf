"""The keyed hash that names a passage for feedback without telling what it says."""

from __future__ import annotations

import hashlib
import hmac
import unicodedata

LENGTH = 32


def passage_hash(secret: bytes, case_id: str, quote: str) -> str:
    """The first 32 hexadecimal digits of HMAC-SHA256 over the case's id and the quote.

    Letter case, compatibility forms and white space make no difference, so that the same words on another page have the
    same hash; without the secret nobody can try quotes against it.
    """
    words = " ".join(unicodedata.normalize("NFKC", quote).casefold().split())
    message = f"{case_id}\0{words}".encode("utf-8", "replace")
    return hmac.new(secret, message, hashlib.sha256).hexdigest()[:LENGTH]


def belong_together(secret: bytes, case_id: str, quote: str, passage: str) -> bool:
    """Whether a hash is that of this quote and this case: nobody gets one passage silenced by showing another."""
    return hmac.compare_digest(passage_hash(secret, case_id, quote).encode(), passage.encode())
