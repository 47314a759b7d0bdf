"""Sets of ordinals in the two forms in which a cluster takes and gives them."""

from __future__ import annotations

import base64
from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

BITS = 52  # ordinals in a word; a double holds every sum of so many powers of two exactly
_COOKIE = 12_346  # of a Roaring bitmap without run containers
_SPARSE = 4_096  # the most ordinals of a container that is an array


def roaring(allowed: NDArray[np.bool_]) -> str:
    """The ordinals of the allowed cases (bool[cases]) as a Roaring bitmap in base64, which a `terms` query takes.

    The form is that of https://github.com/RoaringBitmap/RoaringFormatSpec, version of 2024.
    """
    keys: list[tuple[int, int]] = []
    containers: list[bytes] = []
    for key in range(0, len(allowed), 1 << 16):
        part = allowed[key : key + (1 << 16)]
        inside = np.flatnonzero(part).astype("<u2")
        if not len(inside):
            continue
        keys.append((key >> 16, len(inside) - 1))
        if len(inside) <= _SPARSE:
            containers.append(inside.tobytes())
        else:
            containers.append(np.packbits(part, bitorder="little").tobytes().ljust(8_192, b"\0"))
    head = np.array([_COOKIE, len(keys)], "<u4").tobytes() + np.array(keys, "<u2").tobytes()
    sizes = [len(one) for one in containers]
    starts = np.cumsum([len(head) + 4 * len(keys), *sizes])[:-1] if keys else np.empty(0)
    return base64.b64encode(head + starts.astype("<u4").tobytes() + b"".join(containers)).decode()


def ordinals(words: Iterable[tuple[int, float]]) -> NDArray[np.uint32]:
    """The ordinals, ascending, of (word, sum of the bits of the ordinals in it)."""
    pairs = sorted(words)
    masks = np.array([int(bits) for _, bits in pairs], np.uint64)
    starts = np.array([word * BITS for word, _ in pairs], np.int64)
    rows, bits = np.nonzero(masks[:, None] >> np.arange(BITS, dtype=np.uint64) & np.uint64(1))
    return (starts[rows] + bits).astype(np.uint32)
