"""The reader's model: pairs of a claim and a passage to what the passage does with the claim.

A folder holds `reader.onnx`, `tokenizer.json` and `reader.json`, which names the digests of both, the calibration and
the thresholds. The session runs on the thread that calls it and starts none of its own, so that a process which opened
one may be forked, and its children share the memory of the model.
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
    """Turns the reader's log odds r and those of shared words, w, into one probability.

    It is 1 / (1 + exp(-z)), as Platt (1999) with two scores instead of one: z = scale * r + words * w + shift, or
    z = scale * r + alone where a pair shares too few words for them to say anything, as across languages.
    """

    scale: float
    words: float
    shift: float
    alone: float

    def __call__(self, odds: Array, lexical: Array) -> Array:
        """Probabilities float64[n] of the reader's log odds and the lexical model's, which are NaN where it is mute."""
        z = self.scale * odds + np.where(np.isnan(lexical), self.alone, self.words * lexical + self.shift)
        return np.asarray(1 / (1 + np.exp(-np.clip(z, -30, 30))), np.float64)


@dataclass(frozen=True, slots=True)
class Description:
    """What `reader.json` says: the model's name, its calibration, and the probabilities from which a match is shown.

    repeats: of the passage repeating the claim    related: of it doing anything with the claim or its narrative
    """

    name: str
    repeats: ReaderCalibration
    related: ReaderCalibration
    repeats_from: float
    related_from: float


class Reader:
    """An open reader; many threads may use one."""

    def __init__(self, folder: Path = SHIPPED) -> None:
        """Raises ModelError naming the file that is missing, altered or of another shape, and what to do."""
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
        """What the model says of one pair: float64[5], in the order of `ANSWERS`, before the softmax.

        One pair at a time: an int8 model rounds by the largest value of what it reads together, so that a pair would
        score otherwise in other company, and on a processor a batch gains nothing.
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
    """Log odds float64[n] of any of some answers against all others; logits float64[n, 5]."""
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
