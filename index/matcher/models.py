"""The models that this process opens once, the reader and the sentence encoder, and how long each may take."""

from __future__ import annotations

from dataclasses import dataclass

from index.reader.model import Reader
from index.reader.reading import BUDGET_MS as READER_BUDGET_MS
from index.semantic.encoder import SentenceEncoder

ENCODER_BUDGET_MS = 250.0  # for one request; after that no further passage is encoded


@dataclass(frozen=True, slots=True)
class Models:
    """`reader` decides whether a passage repeats, denies or reports a claim; `encoder` embeds claims when the index is
    built and passages when a page is matched. Either may be None: then that model is not used."""

    reader: Reader | None = None
    encoder: SentenceEncoder | None = None
    reader_budget_ms: float = READER_BUDGET_MS
    encoder_budget_ms: float = ENCODER_BUDGET_MS
