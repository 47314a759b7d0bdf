"""The built-in encoder, which adds up a vector for each token.

A transformer encoder takes milliseconds for a text and has to be fetched; this one takes microseconds and ships with
Rejoinder. It shares the reader's vocabulary and languages. It finds claims in other words and in other languages, and
the reader then decides. `bench.train_static` trains it.

The folder holds `vectors.npy`, the token vectors int8[tokens, dimensions], and `encoder.json`, with the digests of that
file and of the vocabulary, and the calibration of pairs that it finds (`bench.meaning`).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from index.errors import ModelError
from index.files import mapped_array
from index.semantic.calibration import MeaningCalibration
from index.semantic.encoder import Vectors
from index.vocabulary import open_vocabulary

FORMAT = 2
NAME = "rejoinder-encoder-"  # how the names of all versions begin
SHIPPED = Path(__file__).with_name("shipped")
TOKENIZER = Path(__file__).parents[1] / "reader" / "shipped" / "tokenizer.json"
MATRIX, META = "vectors.npy", "encoder.json"
MOST_TOKENS = 128  # most tokens of a text that are read


class StaticEncoder:
    """The built-in encoder; see `index.semantic.encoder.SentenceEncoder`. Threads and forked processes may share it."""

    quick = True

    def __init__(self, folder: Path = SHIPPED, tokenizer: Path = TOKENIZER) -> None:
        """Open the encoder. Raises ModelError, which names the file that cannot be used."""
        try:
            described = json.loads((folder / META).read_text("utf-8"))
            if described["format"] != FORMAT:
                raise ValueError(f"format {described['format']}, not {FORMAT}")
            for path, digest in ((folder / MATRIX, "vectors"), (tokenizer, "tokenizer")):
                with path.open("rb") as file:
                    if hashlib.file_digest(file, "sha256").hexdigest() != described[digest]:
                        raise ValueError(f"{path.name} was altered or cut off")
            self._vectors = mapped_array(folder / MATRIX)
            self._tokenizer = open_vocabulary(tokenizer)
            self.name, self.least = str(described["name"]), float(described["least"])
            self.least_found = float(described["least_found"])
            found = described.get("calibration")  # a newly trained encoder has none until `bench.meaning` has fitted it
            self.calibration = MeaningCalibration.from_dict(found) if found is not None else None
        except (OSError, ValueError, KeyError, TypeError) as e:
            why = " ".join(str(e).split())[:200]
            raise ModelError(
                f"the sentence encoder in {folder} cannot be used ({type(e).__name__}: {why}): install Rejoinder "
                "again, or go on without it: set `model` (REJOINDER_MODEL) to off"
            ) from None
        self.dimensions = int(self._vectors.shape[1])
        self._digest = str(described["vectors"])

    @property
    def digest(self) -> str:
        """The digest of the token vectors."""
        return self._digest

    def of_passages(self, texts: Sequence[str]) -> Vectors:
        """Embed passages as float32[n, dimensions]: unit vectors, or zeros for a text without a token."""
        out = np.zeros((len(texts), self.dimensions), np.float32)
        for n, text in enumerate(texts):
            tokens = self._tokenizer.encode(text, add_special_tokens=False).ids[:MOST_TOKENS]
            if tokens:
                out[n] = self._vectors[tokens].sum(0, dtype=np.int32)
        return np.asarray(out / np.maximum(np.linalg.norm(out, axis=1, keepdims=True), 1e-9), np.float32)

    def of_claims(self, texts: Sequence[str]) -> Vectors:
        """Embed the wordings of claims in the same way."""
        return self.of_passages(texts)
