"""The reader's network: a BERT-like encoder over claim, context and passage, and what it says of the pair."""

from __future__ import annotations

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from bench.reader.weights import Layer, Weights

SEGMENTS = 5  # claim, title, heading, neighbours, passage
CLASSES = 5


class Block(nn.Module):  # type: ignore[misc]  # torch has no types here
    """One layer, as BERT has it: attention, then two products, each with a sum and a norm after it."""

    def __init__(self, layer: Layer, heads: int) -> None:
        super().__init__()
        self.heads = heads
        names = ("query", "key", "value", "output", "inner", "outer")
        for name, (weight, bias) in zip(names, layer.dense, strict=True):
            dense = nn.Linear(*weight.shape)
            dense.weight.data = torch.from_numpy(np.ascontiguousarray(weight.T))
            dense.bias.data = torch.from_numpy(bias.copy())
            self.add_module(name, dense)
        self.norm1, self.norm2 = (_norm(n) for n in layer.norms)
        self.drop = nn.Dropout(0.1)

    def forward(self, x: Tensor, mask: Tensor | None) -> Tensor:
        b, n, d = x.shape
        q, k, v = (
            f(x).view(b, n, self.heads, d // self.heads).transpose(1, 2) for f in (self.query, self.key, self.value)
        )
        a = functional.scaled_dot_product_attention(q, k, v, attn_mask=mask)
        x = self.norm1(x + self.drop(self.output(a.transpose(1, 2).reshape(b, n, d))))
        return self.norm2(x + self.drop(self.outer(functional.gelu(self.inner(x)))))


def _norm(values: tuple[np.ndarray, np.ndarray]) -> nn.LayerNorm:
    norm = nn.LayerNorm(len(values[0]), eps=1e-12)
    norm.weight.data, norm.bias.data = (torch.from_numpy(v.copy()) for v in values)
    return norm


class Reader(nn.Module):  # type: ignore[misc]
    """Token and segment numbers int64[b, n] to logits float32[b, CLASSES]."""

    def __init__(self, start: Weights, heads: int = 12) -> None:
        super().__init__()
        self.words = nn.Embedding.from_pretrained(torch.from_numpy(start.words), freeze=True)
        self.positions = nn.Embedding.from_pretrained(torch.from_numpy(start.positions), freeze=False)
        d = start.words.shape[1]
        self.segments = nn.Embedding(SEGMENTS, d)
        nn.init.normal_(self.segments.weight, std=0.01)
        self.norm = _norm(start.norm)
        self.layers = nn.ModuleList(Block(layer, heads) for layer in start.layers)
        self.pool = nn.Linear(d, d)
        self.says = nn.Linear(d, CLASSES)
        nn.init.normal_(self.pool.weight, std=0.03)
        nn.init.normal_(self.says.weight, std=0.03)
        self.drop = nn.Dropout(0.1)

    def forward(self, tokens: Tensor, segments: Tensor, length: Tensor | None = None) -> Tensor:
        n = tokens.shape[1]
        at = torch.arange(n, device=tokens.device)
        x = self.drop(self.norm(self.words(tokens) + self.positions(at) + self.segments(segments)))
        mask = None
        if length is not None:
            mask = (at[None] < length[:, None])[:, None, None, :]
        for layer in self.layers:
            x = layer(x, mask)
        return self.says(self.drop(torch.tanh(self.pool(x[:, 0]))))
