"""The shipped files of a trained reader: its ONNX model in int8, its vocabulary, and what describes them.

    python -m bench.reader.export WORK NAME TARGET

The graph is written node by node, with the operators that ONNX Runtime has for encoders (attention, sum and norm in
one), so that nothing else is needed to make it. Weights are int8, with one scale for each column of a product and each
row of the words; what flows between the products stays float.
"""

from __future__ import annotations

import argparse
import shutil
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper

from bench.reader import weights
from bench.reader.neighbours import ENCODER

HEADS = 12
EPSILON = 1e-12
Array = npt.NDArray[Any]


class Graph:
    """Nodes and constants in the making."""

    def __init__(self, int8: bool) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.held: list[onnx.TensorProto] = []
        self.int8 = int8
        self._names = 0

    def constant(self, value: Array, name: str = "") -> str:
        name = name or self._name("c")
        self.held.append(numpy_helper.from_array(np.array(value, order="C"), name))
        return name

    def add(self, kind: str, *inputs: str, outputs: int = 1, domain: str = "", **attributes: Any) -> str:
        names = [self._name(kind.lower()) for _ in range(outputs)]
        self.nodes.append(helper.make_node(kind, list(inputs), names, domain=domain, **attributes))
        return names[0]

    def product(self, x: str, weight: Array, bias: Array) -> str:
        """x @ weight + bias; weight float32[in, out]."""
        if not self.int8:
            return self.add("Add", self.add("MatMul", x, self.constant(weight)), self.constant(bias))
        scale = np.maximum(np.abs(weight).max(0), 1e-9) / 127
        rounded = np.clip(np.round(weight / scale), -127, 127).astype(np.int8)
        return self.add(
            "DynamicQuantizeMatMul", x, self.constant(rounded), self.constant(scale.astype(np.float32)),
            self.constant(np.zeros(len(scale), np.int8)), self.constant(bias), domain="com.microsoft",
        )  # fmt: skip

    def norm_of_sum(self, a: str, b: str, norm: tuple[Array, Array]) -> str:
        return self.add(
            "SkipLayerNormalization",
            a,
            b,
            self.constant(norm[0]),
            self.constant(norm[1]),
            domain="com.microsoft",
            epsilon=EPSILON,
        )

    def _name(self, kind: str) -> str:
        self._names += 1
        return f"{kind}{self._names}"


def build(state: dict[str, Array], words: Array, int8: bool = True) -> onnx.ModelProto:
    """The model of a state as the network names it: tokens and segments int64[1, n] to logits float32[1, 5]."""
    g = Graph(int8)
    scale = np.maximum(np.abs(words).max(1, keepdims=True), 1e-9) / 127
    rounded = np.clip(np.round(words / scale), -127, 127).astype(np.int8)
    word = g.add("Cast", g.add("Gather", g.constant(rounded, "words"), "tokens"), to=TensorProto.FLOAT)
    word = g.add("Mul", word, g.add("Gather", g.constant(scale.astype(np.float32)), "tokens"))
    n = g.add("Gather", g.add("Shape", "tokens"), g.constant(np.array(1)))
    at = g.add("Range", g.constant(np.array(0)), n, g.constant(np.array(1)))
    place = g.add("Gather", g.constant(state["positions.weight"]), at)
    segment = g.add("Gather", g.constant(state["segments.weight"]), "segments")
    x = g.add("Add", g.add("Add", word, segment), place)
    x = g.add(
        "LayerNormalization", x, g.constant(state["norm.weight"]), g.constant(state["norm.bias"]), epsilon=EPSILON
    )
    for layer in range(sum(k.endswith("query.weight") for k in state)):
        x = _layer(g, x, state, f"layers.{layer}.")
    first = g.add("Gather", x, g.constant(np.array(0)), axis=1)
    pooled = g.add(
        "Tanh", g.add("Gemm", first, g.constant(state["pool.weight"]), g.constant(state["pool.bias"]), transB=1)
    )
    g.nodes.append(helper.make_node(
        "Gemm", [pooled, g.constant(state["says.weight"]), g.constant(state["says.bias"])], ["logits"], transB=1
    ))  # fmt: skip
    inputs = [helper.make_tensor_value_info(name, TensorProto.INT64, [1, "n"]) for name in ("tokens", "segments")]
    output = helper.make_tensor_value_info("logits", TensorProto.FLOAT, [1, 5])
    graph = helper.make_graph(g.nodes, "reader", inputs, [output], g.held)
    opsets = [helper.make_opsetid("", 20), helper.make_opsetid("com.microsoft", 1)]
    return helper.make_model(graph, opset_imports=opsets, ir_version=9, producer_name="rejoinder")


def _layer(g: Graph, x: str, state: dict[str, Array], at: str) -> str:
    def dense(name: str) -> tuple[Array, Array]:
        return state[f"{at}{name}.weight"].T, state[f"{at}{name}.bias"]

    def norm(name: str) -> tuple[Array, Array]:
        return state[f"{at}{name}.weight"], state[f"{at}{name}.bias"]

    weight, bias = (np.concatenate(part, -1) for part in zip(*map(dense, ("query", "key", "value")), strict=True))
    joined = g.product(x, weight, bias)
    parts = [f"{joined}_{name}" for name in ("q", "k", "v")]
    size = len(state["norm.bias"])
    g.nodes.append(helper.make_node("Split", [joined, g.constant(np.array([size] * 3))], parts, axis=2))
    attended = g.add("MultiHeadAttention", *parts, domain="com.microsoft", num_heads=HEADS)
    x = g.norm_of_sum(g.product(attended, *dense("output")), x, norm("norm1"))
    inner = g.add("Gelu", g.product(x, *dense("inner")))
    return g.norm_of_sum(g.product(inner, *dense("outer")), x, norm("norm2"))


def load(work: Path, name: str) -> tuple[dict[str, Array], Array]:
    """The weights of a run in WORK, by the network's names, and the words of its vocabulary float32[V, d]."""
    stored = torch.load(work / f"{name}.pt", weights_only=True)
    state = {k: v.float().numpy() for k, v in stored["network"].items()}
    words = weights.read(ENCODER / "model_int8.onnx").words[np.load(work / "vocab" / "kept.npy")]
    return state, words


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("work", type=Path)
    parser.add_argument("name")
    parser.add_argument("target", type=Path)
    parser.add_argument("--float", action="store_true", help="keep the products float, to compare")
    parser.add_argument("--start", action="store_true", help="write start.npz for further training, and nothing else")
    args = parser.parse_args()
    args.target.mkdir(parents=True, exist_ok=True)
    if args.start:
        state, _ = load(args.work, args.name)
        np.savez(args.target / "start.npz", **{k: v.astype(np.float16) for k, v in state.items()})
        return
    model = build(*load(args.work, args.name), int8=not args.float)
    onnx.save(model, str(args.target / "reader.onnx"))
    shutil.copyfile(args.work / "vocab" / "tokenizer.json", args.target / "tokenizer.json")
    size = sum(p.stat().st_size for p in args.target.iterdir()) / 1e6
    print(f"{args.target}: {size:.1f} MB")


if __name__ == "__main__":
    main()
