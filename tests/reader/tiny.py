"""A reader that is small enough to build in a test, with real files: it counts the words that both texts share."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers

from index.reader.model import FILES, FORMAT

WORDS = (
    "moon landing staged studio happened vaccine chips microchip people earth flat harbour bridge circus lions sold "
    "town council norway engineers sabotaged kerch underwater drones metro bakery dollar zoo not false myth"
).split()
SHARED_FROM = 2.5  # number of shared words from which the reader says "repeats"


def reader(folder: Path, *, answers: int = 5, repeats: float = 0.5, related: float = 0.5) -> Path:
    """Write a reader that says "repeats" if a passage shares three known words with its claim, else "neither"."""
    folder.mkdir(parents=True, exist_ok=True)
    vocabulary = {word: i for i, word in enumerate(["<s>", "<pad>", "</s>", "<unk>", *WORDS])}
    made = Tokenizer(models.WordLevel(vocabulary, unk_token="<unk>"))
    made.normalizer = normalizers.Lowercase()
    made.pre_tokenizer = pre_tokenizers.Whitespace()
    made.save(str(folder / "tokenizer.json"))
    onnx.save(_model(len(vocabulary), answers), str(folder / "reader.onnx"))
    describe(folder, repeats=repeats, related=related)
    return folder


def describe(folder: Path, *, repeats: float = 0.5, related: float = 0.5) -> None:
    """Write a `reader.json` for the files in the folder."""
    same = {"scale": 1.0, "words": 0.0, "shift": 0.0, "alone": 0.0}
    told = {
        "format": FORMAT,
        "name": "tiny",
        "files": {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in FILES},
        "calibration": {"repeats": same, "related": same},
        "thresholds": {"repeats": repeats, "related": related},
    }
    (folder / "reader.json").write_text(json.dumps(told))


def _model(size: int, answers: int) -> onnx.ModelProto:
    table = np.eye(size, dtype=np.float32)
    table[:4] = 0
    weight = np.zeros((1, answers), np.float32)
    weight[0, 0], weight[0, -1] = 6, -2
    nodes = [
        helper.make_node("Gather", ["table", "tokens"], ["words"]),
        *_held("claim"),
        *_held("passage"),
        helper.make_node("Mul", ["claim_held", "passage_held"], ["both"]),
        helper.make_node("ReduceSum", ["both", "last"], ["count"], keepdims=1),
        helper.make_node("Sub", ["count", "from"], ["score"]),
        helper.make_node("MatMul", ["score", "weight"], ["logits"]),
    ]
    held = {
        "table": table, "weight": weight, "from": np.array([[SHARED_FROM]], np.float32), "last": np.array([1]),
        "claim": np.array(0), "passage": np.array(4), "column": np.array([2]),
    }  # fmt: skip
    graph = helper.make_graph(
        nodes,
        "tiny",
        [helper.make_tensor_value_info(name, TensorProto.INT64, [1, "n"]) for name in ("tokens", "segments")],
        [helper.make_tensor_value_info("logits", TensorProto.FLOAT, [1, answers])],
        [numpy_helper.from_array(value, name) for name, value in held.items()],
    )
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=9)


def _held(part: str) -> list[onnx.NodeProto]:
    """The words that one part of the pair holds, [1, size]."""
    return [
        helper.make_node("Equal", ["segments", part], [f"is_{part}"]),
        helper.make_node("Cast", [f"is_{part}"], [f"{part}_mask"], to=TensorProto.FLOAT),
        helper.make_node("Unsqueeze", [f"{part}_mask", "column"], [f"{part}_column"]),
        helper.make_node("Mul", ["words", f"{part}_column"], [f"{part}_words"]),
        helper.make_node("ReduceMax", [f"{part}_words"], [f"{part}_held"], axes=[1], keepdims=0),
    ]
