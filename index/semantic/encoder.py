"""Texts to sentence vectors, by a small encoder on the processor."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Protocol

import numpy as np
import numpy.typing as npt

from index.errors import ModelError
from index.semantic.model_folder import ModelFolder
from index.semantic.onnx import OnnxSession

Vectors = npt.NDArray[np.float32]
ENCODED_AT_ONCE = 256  # texts between two words about progress


class SentenceEncoder(Protocol):
    """Gives vectors float32[n, dimensions] of length 1: the product of two is their cosine.

    quick: whether a text takes microseconds    least: cosine from which a passage is worth reading beside a claim
    least_found: cosine from which a case is found by a search for the text
    """

    quick: bool
    least: float
    least_found: float
    dimensions: int

    @property
    def name(self) -> str:
        """What is told of it."""

    @property
    def digest(self) -> str:
        """Which encoder this is; vectors of another are never compared with its own."""

    def of_passages(self, texts: Sequence[str]) -> Vectors:
        """Vectors of passages of a page, which ask."""

    def of_claims(self, texts: Sequence[str], progress: Callable[[int, int], None] | None = None) -> Vectors:
        """Vectors of wordings of claims, which are asked for. `progress` is told how many are done, of how many."""


class Encoder:
    """An open sentence encoder with layers, on the processor; see `SentenceEncoder`."""

    quick = False
    least = -1.0  # how near two texts are for it is a cosine whose scale differs from model to model
    least_found = 0.5  # below it, cases have the topic in common at most

    def __init__(self, folder: ModelFolder, threads: int = 1) -> None:
        """Raises ModelError naming what is wrong. One short text is encoded, so that a wrong shape shows now."""
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
        """The name of its folder."""
        return self.folder.name

    @property
    def digest(self) -> str:
        """Of its files and how they are used."""
        return self.folder.digest

    def of_passages(self, texts: Sequence[str]) -> Vectors:
        """As in SentenceEncoder."""
        return self._encode([self.folder.query_prefix + t for t in texts])

    def of_claims(self, texts: Sequence[str], progress: Callable[[int, int], None] | None = None) -> Vectors:
        """As in SentenceEncoder."""
        out = np.zeros((len(texts), self.dimensions), np.float32)
        for at in range(0, len(texts), ENCODED_AT_ONCE):
            part = [self.folder.passage_prefix + t for t in texts[at : at + ENCODED_AT_ONCE]]
            out[at : at + len(part)] = self._encode(part)
            if progress is not None:
                progress(at + len(part), len(texts))
        return out

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
        """One vector of the model's output; a model that pools by itself gives it as it is."""
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
