"""The reasons for refusing a pack; docs/pack.md lists them for whoever writes a reader of packs."""

from __future__ import annotations

from typing import Literal

from index.errors import RejoinderError

Refusal = Literal[
    "not-a-pack", "truncated", "other-version", "other-key", "older", "altered", "too-large", "other-base"
]


class PackError(RejoinderError):
    """A pack, or a difference between two, is refused. `refusal` is the kind; the message explains it to a person."""

    def __init__(self, refusal: Refusal, message: str) -> None:
        super().__init__(message)
        self.refusal: Refusal = refusal


def misfit() -> PackError:
    """The error for a difference that is applied to the wrong pack."""
    return PackError("other-base", "the difference does not fit the pack in use: fetch the whole pack")
