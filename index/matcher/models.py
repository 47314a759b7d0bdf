"""The models that this process uses, opened once: the reader, the sentence encoder, and how long each may take."""

from __future__ import annotations

from dataclasses import dataclass

from index.reader.model import Reader
from index.reader.reading import BUDGET_MS as READER_BUDGET_MS
from index.semantic.encoder import SentenceEncoder

ENCODER_BUDGET_MS = 250.0  # of a request, after which no further passage is encoded


@dataclass(frozen=True, slots=True)
class Models:
    """`reader` decides what a passage does with a claim; `encoder` gives vectors of claims at build time and of
    passages later. Either may be None: then there is no such model."""

    reader: Reader | None = None
    encoder: SentenceEncoder | None = None
    reader_budget_ms: float = READER_BUDGET_MS
    encoder_budget_ms: float = ENCODER_BUDGET_MS
