"""Running an ONNX model on tokens: what the sentence encoder and the re-ranker have in common.

A session runs on the thread that calls it and starts none of its own, so that a process which opened one may be
forked, and its children share the memory of the model.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from index.errors import ModelError
from index.semantic.model_folder import ModelFolder

BATCH_TOKENS = 1024  # of a batch, padding included: larger ones gain nothing on one processor
CHARACTERS = 2000  # of a text that are looked at: more never fit into a model's longest input
INPUTS = frozenset({"input_ids", "attention_mask", "token_type_ids", "position_ids"})
_EXTRA = "the semantic tier is not installed: `pip install 'rejoinder[semantic]'`, or leave the setting `model` empty"


@dataclass(slots=True)
class Batch:
    """Texts of one batch: their places in the list, the model's first output, and the mask int64[n, tokens]."""

    places: list[int]
    output: npt.NDArray[np.float32]
    mask: npt.NDArray[np.int64]


class Session:
    """An open model and its tokenizer; many threads may use one."""

    def __init__(self, folder: ModelFolder, threads: int = 1) -> None:
        """Raises ModelError naming the file that cannot be used, or what has to be installed."""
        # The tokenizer's own threads would not survive a fork, and a passage is too short to need them.
        os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
        try:
            import onnxruntime
            from tokenizers import Tokenizer
        except ImportError:
            raise ModelError(_EXTRA) from None
        try:
            self._tokenizer = Tokenizer.from_file(str(folder.tokenizer))
        except Exception as e:
            raise ModelError(f"{folder.tokenizer} cannot be read ({_line(e)}): fetch the model again") from None
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(folder.max_tokens)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        options.log_severity_level = 4  # what goes wrong is raised, too
        # Worth a few milliseconds a page at most, and several times the model's own memory.
        options.enable_cpu_mem_arena = False
        try:
            self._session = onnxruntime.InferenceSession(str(folder.onnx), options, providers=["CPUExecutionProvider"])
        except Exception as e:
            raise ModelError(f"{folder.onnx} cannot be loaded ({_line(e)}): fetch the model again") from None
        self._inputs = [i.name for i in self._session.get_inputs()]
        unknown = sorted(set(self._inputs) - INPUTS)
        if "input_ids" not in self._inputs or unknown:
            raise ModelError(
                f"{folder.onnx} is of the wrong shape: it takes {', '.join(self._inputs)}, not tokens (input_ids)"
            )
        self._what = folder.onnx
        self._pad = self._tokenizer.token_to_id("[PAD]") or self._tokenizer.token_to_id("<pad>") or 0

    def run(self, texts: Sequence[str | tuple[str, str]]) -> Iterator[Batch]:
        """The model's first output for each text or pair of texts, in batches of similar length."""
        encodings = [
            self._tokenizer.encode(t[:CHARACTERS])
            if isinstance(t, str)
            else self._tokenizer.encode(t[0][:CHARACTERS], t[1][:CHARACTERS])
            for t in texts
        ]
        order = sorted(range(len(texts)), key=lambda i: len(encodings[i].ids))
        while order:
            size = longest = 0
            for i in order:
                longest = max(longest, len(encodings[i].ids))
                if size and (size + 1) * longest > BATCH_TOKENS:
                    break
                size += 1
            places, order = order[:size], order[size:]
            yield self._batch(places, [encodings[i] for i in places])

    def _batch(self, places: list[int], encodings: list[Any]) -> Batch:
        longest = max(1, *(len(e.ids) for e in encodings))
        ids = np.full((len(places), longest), self._pad, np.int64)
        mask, types = np.zeros_like(ids), np.zeros_like(ids)
        for row, e in enumerate(encodings):
            size = len(e.ids)
            ids[row, :size], mask[row, :size], types[row, :size] = e.ids, e.attention_mask, e.type_ids
        feed = {"input_ids": ids, "attention_mask": mask, "token_type_ids": types}
        feed["position_ids"] = np.broadcast_to(np.arange(longest, dtype=np.int64), ids.shape)
        try:
            output = self._session.run(None, {name: feed[name] for name in self._inputs})[0]
        except Exception as e:
            raise ModelError(f"{self._what} cannot be run ({_line(e)}): is it exported for these inputs?") from None
        return Batch(places, np.asarray(output, np.float32), mask)


def _line(error: Exception) -> str:
    return " ".join(str(error).split())[:200]
