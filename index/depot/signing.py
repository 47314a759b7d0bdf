"""Signed documents of a depot: a JSON object with the Ed25519 signature of the installation's key."""

from __future__ import annotations

import base64
import json
from typing import Any, Literal

from index.depot.errors import UntrustedError
from index.pack.signature import is_signed, sign

Kind = Literal["live", "generation", "state"]


def seal(private: bytes, kind: Kind, record: dict[str, Any]) -> bytes:
    """The signed document of a record. `kind` is signed too, so that no document can stand in for another kind."""
    payload = json.dumps(record, ensure_ascii=False, sort_keys=True)
    signature = base64.b64encode(sign(private, _message(kind, payload))).decode("ascii")
    return (json.dumps({"payload": payload, "signature": signature}, ensure_ascii=False) + "\n").encode()


def unseal(public: str, kind: Kind, data: bytes, name: str) -> dict[str, Any]:
    """The record in a signed document; `name` is how errors call it. Raises UntrustedError.

    Nothing of the record is read before its signature was checked.
    """
    try:
        envelope = json.loads(data)
        payload, signature = envelope["payload"], base64.b64decode(envelope["signature"], validate=True)
        message = _message(kind, payload)
    except (ValueError, TypeError, KeyError, RecursionError, AttributeError):
        raise UntrustedError(f"{name} is not signed: only `rejoinder` on the builder may write there") from None
    if not is_signed(public, signature, message):
        raise UntrustedError(
            f"{name} is signed by another installation: compare REJOINDER_DEPOT_KEY with what `rejoinder depot key` "
            "prints on the builder, and see that no other installation uses this depot"
        )
    record = json.loads(payload)
    if not isinstance(record, dict):
        raise UntrustedError(f"{name} is not what a builder writes")
    return record


def _message(kind: Kind, payload: str) -> bytes:
    return f"rejoinder depot 1 {kind}\0{payload}".encode()
