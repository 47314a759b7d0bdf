"""The shipped files of a trained reader: its ONNX model in int8, its vocabulary, and what describes them.

    python -m bench.reader.export WORK NAME TARGET

The graph is written node by node, with the operators that ONNX Runtime has for encoders (attention, sum and norm in
one), so that nothing else is needed to make it. Weights are int8, with one scale for each column of a product and each
row of the words; what flows between the products stays float. What flows into a product is rounded with one scale for
all of its channels, so that channels with large values are first made smaller and their weights larger: SmoothQuant
(Xiao et al. 2023), measured on passages of the training half.
"""

from __future__ import annotations

import argparse
import random
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper

from bench.reader import examples, weights
from bench.reader.neighbours import ENCODER
from bench.reader.network import Reader
from index.reader.pair import PairEncoder

HEADS = 12
EPSILON = 1e-12
SMOOTH = 0.7  # how far the spread of what flows into a product is moved into its weights: 0 not at all, 1 wholly
MEASURED = 150  # passages on which that spread is measured
Array = npt.NDArray[Any]


class Graph:
    """Nodes and constants in the making."""

    def __init__(self) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.held: list[onnx.TensorProto] = []
        self._names = 0

    def constant(self, value: Array, name: str = "") -> str:
        name = name or self._name("c")
        self.held.append(numpy_helper.from_array(np.array(value, order="C"), name))
        return name

    def add(self, kind: str, *inputs: str, outputs: int = 1, domain: str = "", **attributes: Any) -> str:
        names = [self._name(kind.lower()) for _ in range(outputs)]
        self.nodes.append(helper.make_node(kind, list(inputs), names, domain=domain, **attributes))
        return names[0]

    def product(self, x: str, weight: Array, bias: Array, largest: Array | None) -> str:
        """x @ weight + bias; weight float32[in, out], `largest` magnitude of x by channel float32[in]."""
        if largest is None:
            return self.add("Add", self.add("MatMul", x, self.constant(weight)), self.constant(bias))
        shrink = np.maximum(largest, 1e-4) ** SMOOTH / np.maximum(np.abs(weight).max(1), 1e-4) ** (1 - SMOOTH)
        shrink /= np.exp(np.log(shrink).mean())
        x = self.add("Mul", x, self.constant((1 / shrink).astype(np.float32)))
        weight = weight * shrink[:, None]
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


def build(state: dict[str, Array], words: Array, largest: dict[str, Array] | None) -> onnx.ModelProto:
    """The model of a state as the network names it: tokens and segments int64[1, n] to logits float32[1, 5].

    `largest`: what `largest_inputs` measured; None keeps the products float.
    """
    g = Graph()
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
        x = _layer(g, x, state, f"layers.{layer}.", largest)
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


def _layer(g: Graph, x: str, state: dict[str, Array], at: str, largest: dict[str, Array] | None) -> str:
    def spread(name: str) -> Array | None:
        return None if largest is None else largest[at + name]

    def dense(name: str) -> tuple[Array, Array]:
        return state[f"{at}{name}.weight"].T, state[f"{at}{name}.bias"]

    def norm(name: str) -> tuple[Array, Array]:
        return state[f"{at}{name}.weight"], state[f"{at}{name}.bias"]

    weight, bias = (np.concatenate(part, -1) for part in zip(*map(dense, ("query", "key", "value")), strict=True))
    joined = g.product(x, weight, bias, spread("query"))
    parts = [f"{joined}_{name}" for name in ("q", "k", "v")]
    size = len(state["norm.bias"])
    g.nodes.append(helper.make_node("Split", [joined, g.constant(np.array([size] * 3))], parts, axis=2))
    attended = g.add("MultiHeadAttention", *parts, domain="com.microsoft", num_heads=HEADS)
    x = g.norm_of_sum(g.product(attended, *dense("output"), spread("output")), x, norm("norm1"))
    inner = g.add("Gelu", g.product(x, *dense("inner"), spread("inner")))
    return g.norm_of_sum(g.product(inner, *dense("outer"), spread("outer")), x, norm("norm2"))


def largest_inputs(state: dict[str, Array], words: Array, tokenizer: Path) -> dict[str, Array]:
    """Largest magnitude of every channel that flows into a product, float32[in] by the product's name, over passages
    of the training half."""
    start = weights.read(ENCODER / "model_int8.onnx")
    network = Reader(replace(start, words=words))
    network.load_state_dict({k: torch.from_numpy(v) for k, v in state.items()}, strict=False)
    network.eval()
    out: dict[str, Array] = {}

    def watch(name: str) -> None:
        def seen(_: torch.nn.Module, given: tuple[torch.Tensor, ...]) -> None:
            most = given[0].detach().abs().flatten(0, -2).amax(0).numpy()
            out[name] = np.maximum(out[name], most) if name in out else most

        network.get_submodule(name).register_forward_pre_hook(seen)

    for name, module in network.named_modules():
        if isinstance(module, torch.nn.Linear) and name.startswith("layers."):
            watch(name)
    found = list(examples.own(frozen=False))
    encoder = PairEncoder(tokenizer)
    with torch.no_grad():
        for e in random.Random(1).sample(found, min(MEASURED, len(found))):
            pair = encoder.encode(e.claim, e.passage, e.context)
            network(torch.tensor([pair.tokens]), torch.tensor([pair.segments]))
    return out


def load(work: Path, name: str) -> tuple[dict[str, Array], Array]:
    """The weights of a run in WORK, by the network's names, and the words of its vocabulary float32[V, d]."""
    stored = torch.load(work / f"{name}.pt", weights_only=True)
    state = {k: v.float().numpy() for k, v in stored["network"].items()}
    words = weights.read(ENCODER / "model_int8.onnx").words[np.load(work / "vocab" / "kept.npy")]
    return state, words


def averaged(state: dict[str, Array], before: Path, share: float) -> dict[str, Array]:
    """The weights between those that a run began with, in `before`, and its own, of which `share` is taken.

    A short run on hard examples forgets some of what its start knew; weights between the two keep both (Wortsman et
    al. 2022, "Robust fine-tuning of zero-shot models").
    """
    with np.load(before) as stored:
        old = {k: stored[k].astype(np.float32).reshape(v.shape) for k, v in state.items()}
    return {k: (1 - share) * old[k] + share * v for k, v in state.items()}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("work", type=Path)
    parser.add_argument("name")
    parser.add_argument("target", type=Path)
    parser.add_argument("--between", type=Path, help="a .npz of the weights that the run began with, to average with")
    parser.add_argument("--share", type=float, default=0.4, help="of the run's own weights in that average")
    parser.add_argument("--float", action="store_true", help="keep the products float, to compare")
    parser.add_argument("--start", action="store_true", help="write start.npz for further training, and nothing else")
    args = parser.parse_args()
    args.target.mkdir(parents=True, exist_ok=True)
    state, words = load(args.work, args.name)
    if args.between:
        state = averaged(state, args.between, args.share)
    if args.start:
        arrays: dict[str, Any] = {k: v.astype(np.float16) for k, v in state.items()}
        np.savez(args.target / "start.npz", **arrays)
        return
    tokenizer = args.work / "vocab" / "tokenizer.json"
    model = build(state, words, None if args.float else largest_inputs(state, words, tokenizer))
    onnx.save(model, str(args.target / "reader.onnx"))
    shutil.copyfile(tokenizer, args.target / "tokenizer.json")
    size = sum(p.stat().st_size for p in args.target.iterdir()) / 1e6
    print(f"{args.target}: {size:.1f} MB")


if __name__ == "__main__":
    main()
