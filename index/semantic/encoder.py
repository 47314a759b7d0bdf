"""Embeds texts as sentence vectors, with a small encoder on the CPU."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Protocol

import numpy as np
import numpy.typing as npt

from index.errors import ModelError
from index.semantic.calibration import MeaningCalibration
from index.semantic.model_folder import ModelFolder
from index.semantic.onnx import OnnxSession

Vectors = npt.NDArray[np.float32]


class SentenceEncoder(Protocol):
    """Embeds texts as unit vectors float32[n, dimensions], so that the dot product of two is their cosine.

    quick: whether a text takes only microseconds    least: least cosine of a passage and a claim that are worth reading
    least_found: least cosine of a case that a search for the text finds
    calibration: how pairs that it finds are scored; None if nobody has measured it
    """

    quick: bool
    least: float
    least_found: float
    calibration: MeaningCalibration | None
    dimensions: int

    @property
    def name(self) -> str:
        """The encoder's name, as users see it."""

    @property
    def digest(self) -> str:
        """A digest that identifies the encoder: vectors of different encoders are never compared."""

    def of_passages(self, texts: Sequence[str]) -> Vectors:
        """Embed page passages (queries)."""

    def of_claims(self, texts: Sequence[str]) -> Vectors:
        """Embed the wordings of claims (documents)."""


class Encoder:
    """An open transformer encoder on the CPU; see `SentenceEncoder`."""

    quick = False
    least = -1.0  # no limit, because the scale of the cosine differs between models
    least_found = 0.5  # below this, cases have at most the topic in common
    calibration: MeaningCalibration | None = None

    def __init__(self, folder: ModelFolder, threads: int = 1) -> None:
        """Open the model, and encode one short text to check its shape. Raises ModelError, which says what is wrong."""
        self.folder = folder
        self._session = OnnxSession(folder)
        self._threads = threads
        self.dimensions = folder.dimensions
        self.dimensions = self._encode(["a"]).shape[1]
        if folder.dimensions and self.dimensions != folder.dimensions:
            raise ModelError(
                f"{folder.onnx} is of the wrong shape: it gives {self.dimensions} dimensions, "
                f"the model's own files say {folder.dimensions}"
            )

    @property
    def name(self) -> str:
        """The name of the model folder."""
        return self.folder.name

    @property
    def digest(self) -> str:
        """The digest of the model's files and of how they are used."""
        return self.folder.digest

    def of_passages(self, texts: Sequence[str]) -> Vectors:
        """See `SentenceEncoder.of_passages`."""
        return self._encode([self.folder.query_prefix + t for t in texts])

    def of_claims(self, texts: Sequence[str]) -> Vectors:
        """See `SentenceEncoder.of_claims`."""
        return self._encode([self.folder.passage_prefix + t for t in texts])

    def _encode(self, texts: Sequence[str]) -> Vectors:
        if self._threads > 1 and len(texts) > 1:
            with ThreadPoolExecutor(self._threads) as pool:
                found = list(pool.map(self._vector, texts))
        else:
            found = [self._vector(t) for t in texts]
        return np.stack(found) if found else np.zeros((0, self.dimensions), np.float32)

    def _vector(self, text: str) -> Vectors:
        pooled = self._pooled(self._session.run(text))
        return np.asarray(pooled / max(float(np.linalg.norm(pooled)), 1e-9), np.float32)

    def _pooled(self, output: Vectors) -> Vectors:
        """Pool the model's output into one vector; the output of a model that pools by itself is returned as it is."""
        if output.ndim == 1:
            return output
        if output.ndim != 2:
            raise ModelError(
                f"{self.folder.onnx} is of the wrong shape: its first output has the shape "
                f"{[1, *output.shape]}, not [texts, tokens, dimensions]"
            )
        if self.folder.pooling == "cls":
            return np.asarray(output[0], np.float32)
        return np.asarray(output.max(0) if self.folder.pooling == "max" else output.mean(0), np.float32)
