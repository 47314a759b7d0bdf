"""The models that this process uses: the sentence encoder, the re-ranker, and how long they may take."""

from __future__ import annotations

from dataclasses import dataclass

from index.semantic.encoder import Encoder
from index.semantic.reranker import Reranker

BUDGET_MS = 50.0  # of a request, after which no further passage is read


@dataclass(frozen=True, slots=True)
class Models:
    """`encoder` gives vectors of claims at build time and of passages later; `reranker` reads the few best pairs."""

    encoder: Encoder
    reranker: Reranker | None = None
    budget_ms: float = BUDGET_MS
