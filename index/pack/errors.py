"""Why a pack is refused: the kinds are told apart by whoever reads one, and docs/pack.md lists them."""

from __future__ import annotations

from typing import Literal

from index.errors import RejoinderError

Refusal = Literal[
    "not-a-pack", "truncated", "other-version", "other-key", "older", "altered", "too-large", "other-base"
]


class PackError(RejoinderError):
    """A pack, or a difference between two, is not used. `refusal` is the kind, the message says it to a person."""

    def __init__(self, refusal: Refusal, message: str) -> None:
        super().__init__(message)
        self.refusal: Refusal = refusal


def misfit() -> PackError:
    """The error for a difference to another pack than the one it is applied to."""
    return PackError("other-base", "the difference does not fit the pack in use: fetch the whole pack")
