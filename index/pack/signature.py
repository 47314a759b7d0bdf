"""Ed25519 signatures of packs, which WebCrypto can check in the browser."""

from __future__ import annotations

import base64
import binascii
import re

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from index.errors import RejoinderError

SIGNATURE_BYTES = 64
KEY_BYTES = 32
_PUBLIC = re.compile(r"[A-Za-z0-9+/]{43}=", re.ASCII)


class PublicKeyError(RejoinderError):
    """A text is not a public key of a pack."""


def public_key(private: bytes) -> str:
    """The raw public key, in base64, of a private key of 32 bytes."""
    key = Ed25519PrivateKey.from_private_bytes(private).public_key()
    return base64.b64encode(key.public_bytes_raw()).decode("ascii")


def parsed(public: str, printed_by: str = "rejoinder pack --public-key") -> str:
    """Check a public key that somebody typed; `printed_by` is the command that prints it. Raises PublicKeyError."""
    text = public.strip()
    try:
        if _PUBLIC.fullmatch(text) and len(base64.b64decode(text, validate=True)) == KEY_BYTES:
            return text
    except binascii.Error:
        pass
    raise PublicKeyError(f"a public key is 44 characters of base64, as `{printed_by}` prints it")


def sign(private: bytes, message: bytes) -> bytes:
    """The signature of a message, 64 bytes; the same message always gets the same one."""
    return Ed25519PrivateKey.from_private_bytes(private).sign(message)


def is_signed(public: str, signature: bytes, message: bytes) -> bool:
    """Whether this key signed this message."""
    try:
        Ed25519PublicKey.from_public_bytes(base64.b64decode(public)).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True
