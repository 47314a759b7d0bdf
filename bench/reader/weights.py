"""Float weights of a BERT-like encoder, read from the int8 ONNX file of a sentence encoder or cross-encoder."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import onnx
from onnx import numpy_helper

Floats = npt.NDArray[np.float32]
Held = dict[str, npt.NDArray[Any]]
SIZE = 384  # dimensions of every model of the shared data
PRODUCTS = 6  # of a layer


@dataclass(frozen=True)
class Layer:
    """One layer: weights float32[in, out] and biases of query, key, value, output, inner and outer; two norms."""

    dense: tuple[tuple[Floats, Floats], ...]
    norms: tuple[tuple[Floats, Floats], ...]


@dataclass(frozen=True)
class Weights:
    """words float32[V, d], positions float32[P, d] with the type of a first text added, norm, layers."""

    words: Floats
    positions: Floats
    norm: tuple[Floats, Floats]
    layers: tuple[Layer, ...]


def read(path: Path) -> Weights:
    """Read the float weights of the ONNX file. Raises ValueError if its graph is of no known kind."""
    graph = onnx.load(str(path)).graph
    held: Held = {i.name: numpy_helper.to_array(i) for i in graph.initializer}
    dense = [_dequantised(held, n.input[1]) for n in graph.node if n.op_type == "MatMulInteger"]
    dense = [d for d in dense if d.shape[1] >= SIZE]
    dense = dense[: len(dense) // PRODUCTS * PRODUCTS]
    known = ((SIZE, SIZE), (SIZE, 4 * SIZE), (4 * SIZE, SIZE))
    if not dense or any(d.shape not in known for d in dense):
        raise ValueError(f"{path} is of no known kind: its products have the shapes {[d.shape for d in dense[:8]]}")
    norms, biases = _norms(graph, held), _biases(graph, held)
    layers = []
    for n in range(len(dense) // PRODUCTS):
        part = slice(PRODUCTS * n, PRODUCTS * (n + 1))
        layers.append(Layer(tuple(zip(dense[part], biases[part], strict=True)), (norms[2 * n + 1], norms[2 * n + 2])))
    words, positions = _embeddings(held)
    return Weights(words, positions, norms[0], tuple(layers))


def _dequantised(held: Held, name: str) -> Floats:
    stem = name.removesuffix("_quantized")
    zero = held.get(stem + "_zero_point", np.array(0))
    scale = held[stem + "_scale"]
    return np.asarray((held[name].astype(np.float32) - zero.astype(np.float32)) * scale.astype(np.float32), np.float32)


def _norms(graph: onnx.GraphProto, held: Held) -> list[tuple[Floats, Floats]]:
    """Scale and shift of every norm, in the order of the graph, whose parts some exports write one by one."""
    whole = [n for n in graph.node if n.op_type == "LayerNormalization"]
    if whole:
        return [(_float(held[n.input[1]]), _float(held[n.input[2]])) for n in whole]
    names = [i.name for i in graph.initializer if i.name.endswith("LayerNorm.weight")]
    return [(_float(held[n]), _float(held[n.removesuffix("weight") + "bias"])) for n in names]


def _biases(graph: onnx.GraphProto, held: Held) -> list[Floats]:
    """The bias of every product, in the order of the graph: what is added to its result."""
    biases = []
    of_product: set[str] = set()
    for n in graph.node:
        if n.op_type == "MatMulInteger" or (n.op_type in ("Cast", "Mul") and of_product.intersection(n.input)):
            of_product.add(n.output[0])
        elif n.op_type == "Add" and of_product.intersection(n.input):
            biases += [_float(held[i]) for i in n.input if i in held and held[i].shape in ((SIZE,), (4 * SIZE,))]
    return biases


def _embeddings(held: Held) -> tuple[Floats, Floats]:
    for name in held:
        if name.endswith("word_embeddings.weight_quantized"):
            stem = name.removesuffix("word_embeddings.weight_quantized")
            types = _dequantised(held, stem + "token_type_embeddings.weight_quantized")
            positions = _dequantised(held, stem + "position_embeddings.weight_quantized")
            return _dequantised(held, name), np.asarray(positions + types[0], np.float32)
    # the converted multilingual encoder: rows of words have scales, a first text's type is a vector of its own
    words = held["words"].astype(np.float32) * held["w1"].astype(np.float32)
    return np.asarray(words), np.asarray(held["w5"].astype(np.float32) + held["w6"].astype(np.float32))


def _float(value: npt.NDArray[Any]) -> Floats:
    return np.asarray(value, np.float32)
