"""Says whether a generation has the semantic tier, and if not, why."""

from __future__ import annotations

from pathlib import Path

from index.semantic import vectors
from index.semantic.encoder import SentenceEncoder
from index.semantic.tier import Tier


class SemanticState:
    """`active` is true once the tier is open. If it cannot be opened, `problem` says why; None if no model is set."""

    def __init__(self, encoder: SentenceEncoder | None, budget_ms: float) -> None:
        self._encoder, self._budget_ms = encoder, budget_ms
        self.active = False
        self.problem: str | None = None

    @property
    def model(self) -> str | None:
        """The name of the configured model, or None."""
        return self._encoder.name if self._encoder is not None else None

    def tier(self, generation: Path) -> Tier | None:
        """The tier of a generation; None if its vectors do not fit the configured model. Raises IndexDamagedError."""
        if self._encoder is None:
            return None
        self.problem = mismatch(self._encoder, generation)
        stored = vectors.described(generation)
        if self.problem is not None or stored is None:
            return None
        self.active = True
        return Tier(self._encoder, self._budget_ms, int(stored["units"]) * int(stored["dimensions"]))


def mismatch(encoder: SentenceEncoder, generation: Path) -> str | None:
    """Why a generation's vectors cannot be used with an encoder, or None. Raises IndexDamagedError."""
    stored = vectors.described(generation)
    model = encoder.name
    if stored is None:
        return f"the index has no vectors of the model {model}: build it again"
    if stored["digest"] != encoder.digest:
        return (
            f"the index has vectors of another model ({stored['model']}, or used in another way) than {model}: "
            "build it again"
        )
    return None
