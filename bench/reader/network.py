"""The reader's network: a BERT-like encoder over claim, context and passage, and what it says of the pair."""

from __future__ import annotations

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from bench.reader.weights import Layer, Weights

DROPPED = 0.1
SEGMENTS = 5  # claim, title, heading, neighbours, passage
CLASSES = 5


class Dropout(nn.Module):  # type: ignore[misc]
    """Dropout whose bits are drawn in bulk: drawing them one by one took a tenth of every step.

    Each call takes a stretch of a pool of random bytes, at a place drawn anew; every step has a pool of its own.
    """

    def __init__(self) -> None:
        super().__init__()
        self._bytes = torch.empty(0, dtype=torch.uint8)

    def renew(self, values: int) -> None:
        """Draw the pool for inputs of up to so many values."""
        self._bytes = torch.randint(0, 256, (3 * values,), dtype=torch.uint8)

    def forward(self, x: Tensor) -> Tensor:
        if not self.training:
            return x
        at = int(torch.randint(0, len(self._bytes) - x.numel(), (1,)))
        kept = self._bytes[at : at + x.numel()].view(x.shape) >= round(256 * DROPPED)
        return x * (kept.to(x.dtype) / (1 - DROPPED))


def _narrow(x: Tensor) -> Tensor:
    """In the precision of products, where they have one of their own: cast once for all that read it."""
    return x.to(torch.get_autocast_dtype("cpu")) if torch.is_autocast_enabled("cpu") else x


class Block(nn.Module):  # type: ignore[misc]  # torch has no types here
    """One layer, as BERT has it: attention, then two products, each with a sum and a norm after it."""

    def __init__(self, layer: Layer, heads: int, drop: Dropout) -> None:
        super().__init__()
        self.heads = heads
        names = ("query", "key", "value", "output", "inner", "outer")
        for name, (weight, bias) in zip(names, layer.dense, strict=True):
            dense = nn.Linear(*weight.shape)
            dense.weight.data = torch.from_numpy(np.ascontiguousarray(weight.T))
            dense.bias.data = torch.from_numpy(bias.copy())
            self.add_module(name, dense)
        self.norm1, self.norm2 = (_norm(n) for n in layer.norms)
        self.drop = drop

    def forward(self, x: Tensor, mask: Tensor | None) -> Tensor:
        b, n, d = x.shape
        wide = d // self.heads
        y = _narrow(x)
        q, k, v = (f(y).view(b, n, self.heads, wide).transpose(1, 2) for f in (self.query, self.key, self.value))
        # By hand: for rows as short as these the gradient of PyTorch's own attention takes four times as long.
        weight = q @ k.transpose(-1, -2) * wide**-0.5
        if mask is not None:
            weight = weight.masked_fill(~mask, -1e4)
        a = weight.softmax(-1).to(v.dtype) @ v
        x = self.norm1(x + self.drop(self.output(a.transpose(1, 2).reshape(b, n, d))))
        return self.norm2(x + self.drop(self.outer(functional.gelu(self.inner(_narrow(x))))))


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
        self.drop = Dropout()
        self.layers = nn.ModuleList(Block(layer, heads, self.drop) for layer in start.layers)
        self.pool = nn.Linear(d, d)
        self.says = nn.Linear(d, CLASSES)
        nn.init.normal_(self.pool.weight, std=0.03)
        nn.init.normal_(self.says.weight, std=0.03)

    def forward(self, tokens: Tensor, segments: Tensor, length: Tensor | None = None) -> Tensor:
        n = tokens.shape[1]
        if self.training:
            self.drop.renew(tokens.numel() * self.words.embedding_dim)
        at = torch.arange(n, device=tokens.device)
        x = self.drop(self.norm(self.words(tokens) + self.positions(at) + self.segments(segments)))
        mask = None
        if length is not None:
            mask = (at[None] < length[:, None])[:, None, None, :]
        for layer in self.layers:
            x = layer(x, mask)
        return self.says(self.drop(torch.tanh(self.pool(x[:, 0]))))
