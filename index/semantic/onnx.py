"""Runs ONNX models: sessions for the sentence encoder and the reader, and the encoder's model with its tokenizer.

A session runs on the calling thread and starts no threads of its own, so a process can be forked after opening one, and
its children share the model's memory.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import onnxruntime
from tokenizers import Tokenizer

from index.errors import ModelError
from index.semantic.model_folder import ModelFolder

CHARACTERS = 2000  # characters of a text that are looked at; more never fit into a model's longest input
INPUTS = frozenset({"input_ids", "attention_mask", "token_type_ids", "position_ids"})


def open_session(path: Path) -> Any:
    """An onnxruntime session of the model at `path`. If it cannot be loaded, the library raises its own errors."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.log_severity_level = 4  # errors are raised anyway
    # The arena saves at most a few milliseconds for each page, but takes several times the model's own memory.
    options.enable_cpu_mem_arena = False
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


class OnnxSession:
    """An open model and its tokenizer; many threads may share it."""

    def __init__(self, folder: ModelFolder) -> None:
        """Open the model. Raises ModelError, which names the file that cannot be used."""
        # The tokenizer's own threads would not survive a fork, and a passage is too short to need them.
        os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
        try:
            self._tokenizer = Tokenizer.from_file(str(folder.tokenizer))
        except Exception as e:
            raise ModelError(f"{folder.tokenizer} cannot be read ({_line(e)}): fetch the model again") from None
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(folder.max_tokens)
        try:
            self._session = open_session(folder.onnx)
        except Exception as e:
            raise ModelError(f"{folder.onnx} cannot be loaded ({_line(e)}): fetch the model again") from None
        self._inputs = [i.name for i in self._session.get_inputs()]
        unknown = sorted(set(self._inputs) - INPUTS)
        if "input_ids" not in self._inputs or unknown:
            raise ModelError(
                f"{folder.onnx} is of the wrong shape: it takes {', '.join(self._inputs)}, not tokens (input_ids)"
            )
        self._what = folder.onnx

    def run(self, text: str | tuple[str, str]) -> npt.NDArray[np.float32]:
        """The model's first output for one text or pair of texts, without the batch dimension.

        Texts are not batched: an int8 model rounds by the largest value in a batch, so a text's vector would depend on
        the other texts, and on one CPU a batch is no faster.
        """
        if isinstance(text, str):
            encoded = self._tokenizer.encode(text[:CHARACTERS])
        else:
            encoded = self._tokenizer.encode(text[0][:CHARACTERS], text[1][:CHARACTERS])
        given = {
            "input_ids": encoded.ids,
            "attention_mask": encoded.attention_mask,
            "token_type_ids": encoded.type_ids,
            "position_ids": range(len(encoded.ids)),
        }
        feed = {name: np.array([list(given[name])], np.int64) for name in self._inputs}
        try:
            output = np.asarray(self._session.run(None, feed)[0], np.float32)
        except Exception as e:
            raise ModelError(f"{self._what} cannot be run ({_line(e)}): is it exported for these inputs?") from None
        if not output.ndim or len(output) != 1:
            raise ModelError(
                f"{self._what} is of the wrong shape: its first output has the shape {list(output.shape)} for one text"
            )
        return np.asarray(output[0], np.float32)


def _line(error: Exception) -> str:
    return " ".join(str(error).split())[:200]
