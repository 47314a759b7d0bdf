"""The reader's model: for a claim and a passage, it says whether the passage repeats, denies or reports the claim.

A folder holds `reader.onnx`, `tokenizer.json` and `reader.json`, which holds the digests of both, the calibration and
the thresholds. The session runs on the calling thread and starts no threads of its own, so a process can be forked
after opening one, and its children share the model's memory.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from index.errors import ModelError
from index.reader.pair import Encoded, PairEncoder
from index.semantic.onnx import open_session

FORMAT = 1
SHIPPED = Path(__file__).with_name("shipped")
FILES = ("reader.onnx", "tokenizer.json")
REPEATS, DENIES, REPORTS, NARRATIVE, NEITHER = range(5)
ANSWERS = ("repeats", "denies", "reports", "narrative", "neither")
Array = npt.NDArray[np.float64]


class ReaderCalibration(NamedTuple):
    """Turns the reader's log odds r and the lexical model's log odds w into one probability.

    It is 1 / (1 + exp(-z)), as in Platt (1999) but with two scores: z = scale * r + words * w + shift. If a pair shares
    too few words to say anything, for example across languages, then z = scale * r + alone.
    """

    scale: float
    words: float
    shift: float
    alone: float

    def __call__(self, odds: Array, lexical: Array) -> Array:
        """Probabilities float64[n] of the reader's log odds and the lexical model's; NaN odds: too few shared words."""
        z = self.scale * odds + np.where(np.isnan(lexical), self.alone, self.words * lexical + self.shift)
        return np.asarray(1 / (1 + np.exp(-np.clip(z, -30, 30))), np.float64)


@dataclass(frozen=True, slots=True)
class Description:
    """The content of `reader.json`: the model's name, its calibrations, and the least probabilities of a shown match.

    repeats: the passage repeats the claim    related: the passage has to do with the claim or its narrative
    """

    name: str
    repeats: ReaderCalibration
    related: ReaderCalibration
    repeats_from: float
    related_from: float


class Reader:
    """An open reader; many threads may share it."""

    def __init__(self, folder: Path = SHIPPED) -> None:
        """Open a reader. Raises ModelError, which names the missing, altered or wrong file, and says what to do."""
        os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
        self.description, digests = _described(folder)
        for name in FILES:
            _check(folder / name, digests[name])
        try:
            self.encoder = PairEncoder(folder / "tokenizer.json")
        except ValueError as e:
            raise _unusable(folder / "tokenizer.json", e) from None
        try:
            self._session = open_session(folder / "reader.onnx")
            self.logits(self.encoder.encode("a", "b"))
        except ModelError:
            raise
        except Exception as e:
            raise _unusable(folder / "reader.onnx", e) from None

    def logits(self, pair: Encoded) -> Array:
        """The model's logits for one pair: float64[5], in the order of `ANSWERS`.

        Pairs are not batched: an int8 model rounds by the largest value in a batch, so a pair's score would depend on
        the other pairs, and on a CPU a batch is no faster.
        """
        feed = {"tokens": np.array([pair.tokens], np.int64), "segments": np.array([pair.segments], np.int64)}
        out = np.asarray(self._session.run(None, feed)[0], np.float64)
        if out.shape != (1, len(ANSWERS)):
            raise ModelError(
                f"the reader's reader.onnx is of another shape: it gives {list(out.shape)} for one pair, not "
                f"[1, {len(ANSWERS)}]; install Rejoinder again, or go on without it: REJOINDER_READER=off"
            )
        return np.asarray(out[0])


def log_odds(logits: Array, answers: Sequence[int]) -> Array:
    """The log odds float64[n] of `answers` together against all other answers; logits float64[n, 5]."""
    others = [a for a in range(len(ANSWERS)) if a not in answers]
    return np.asarray(_log_sum(logits[:, list(answers)]) - _log_sum(logits[:, others]))


def probabilities(logits: Array) -> Array:
    """The softmax, float64[n, 5], of logits float64[n, 5]."""
    e = np.exp(logits - logits.max(1, keepdims=True))
    return np.asarray(e / e.sum(1, keepdims=True))


def _log_sum(values: Array) -> Array:
    top = values.max(1)
    return np.asarray(top + np.log(np.exp(values - top[:, None]).sum(1)))


def _described(folder: Path) -> tuple[Description, dict[str, str]]:
    path = folder / "reader.json"
    try:
        found: dict[str, Any] = json.loads(path.read_text("utf-8"))
        if found["format"] != FORMAT:
            raise ModelError(
                f"{path} is of format {found['format']}, this program reads {FORMAT}: install Rejoinder again, or go "
                "on without the reader: REJOINDER_READER=off"
            )
        described = Description(
            str(found["name"]),
            ReaderCalibration(**found["calibration"]["repeats"]),
            ReaderCalibration(**found["calibration"]["related"]),
            float(found["thresholds"]["repeats"]),
            float(found["thresholds"]["related"]),
        )
        return described, {name: str(found["files"][name]) for name in FILES}
    except (OSError, ValueError, KeyError, TypeError) as e:
        raise _unusable(path, e) from None


def _check(path: Path, expected: str) -> None:
    try:
        with path.open("rb") as file:
            found = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as e:
        raise _unusable(path, e) from None
    if found != expected:
        raise ModelError(
            f"{path} is not the file that reader.json names (its digest is {found[:12]}..., not {expected[:12]}...): "
            "it was altered or cut off; install Rejoinder again, or go on without the reader: REJOINDER_READER=off"
        )


def _unusable(path: Path, error: Exception) -> ModelError:
    why = " ".join(str(error).split())[:200]
    return ModelError(
        f"the reader's file {path} cannot be used ({type(error).__name__}: {why}): install Rejoinder again, or go on "
        "without the reader: REJOINDER_READER=off"
    )
