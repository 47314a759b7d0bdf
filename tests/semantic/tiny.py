"""An encoder that is small enough to build in a test, with real files: a bag of words."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper
from tokenizers import Tokenizer, models, pre_tokenizers, processors

WORDS = (
    "moon landing staged studio never happened vaccine chips microchip injected people earth flat round harbour bridge "
    "circus lions sold town council the was in a is of"
).split()
DIMENSIONS = 16


def tokenizer(folder: Path) -> int:
    """Write tokenizer.json; returns the size of its vocabulary."""
    vocabulary = {word: i for i, word in enumerate(["[PAD]", "[UNK]", "[CLS]", "[SEP]", *WORDS])}
    made = Tokenizer(models.WordLevel(vocabulary, unk_token="[UNK]"))
    made.pre_tokenizer = pre_tokenizers.Sequence([pre_tokenizers.Whitespace()])
    made.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]", pair="[CLS] $A [SEP] $B:1 [SEP]:1", special_tokens=[("[CLS]", 2), ("[SEP]", 3)]
    )
    folder.mkdir(parents=True, exist_ok=True)
    made.save(str(folder / "tokenizer.json"))
    return len(vocabulary)


def _save(folder: Path, nodes: list[onnx.NodeProto], weights: dict[str, np.ndarray], inputs: list[str]) -> None:
    graph = helper.make_graph(
        nodes,
        "tiny",
        [helper.make_tensor_value_info(name, TensorProto.INT64, ["batch", "tokens"]) for name in inputs],
        [helper.make_tensor_value_info("out", TensorProto.FLOAT, None)],
        [numpy_helper.from_array(value, name) for name, value in weights.items()],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=9)
    onnx.save(model, str(folder / "model.onnx"))


def encoder(folder: Path, *, pooling: str | None = None, dimensions: int = DIMENSIONS, prompts: bool = False) -> Path:
    """A sentence encoder whose tokens are random but fixed vectors."""
    size = tokenizer(folder)
    table = np.random.default_rng(1).normal(size=(size, dimensions)).astype(np.float32)
    table[:4] = 0.01
    _save(folder, [helper.make_node("Gather", ["table", "input_ids"], ["out"])], {"table": table}, ["input_ids"])
    if pooling is not None:
        (folder / "1_Pooling").mkdir()
        about = {f"pooling_mode_{pooling}": True, "word_embedding_dimension": dimensions}
        (folder / "1_Pooling" / "config.json").write_text(json.dumps(about))
    if prompts:
        about = {"prompts": {"query": "moon ", "document": "earth "}}
        (folder / "config_sentence_transformers.json").write_text(json.dumps(about))
    return folder
