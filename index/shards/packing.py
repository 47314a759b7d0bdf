"""Packs messages between a front and its shards: a small JSON head, then one-dimensional arrays, little-endian.

    RJS1 | uint32: bytes of the head | head | arrays, one after the other

The head is {"head": ..., "arrays": [[name, length], ...]}. Both sides know the type of every array by its name, and
nothing in a message can run code.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt

from index.errors import RejoinderError

_MAGIC = b"RJS1"
_MOST_HEAD = 65_536


class MessageError(RejoinderError):
    """A message cannot be read, or contradicts itself; the error quotes nothing of it."""


def pack(head: Mapping[str, Any], arrays: Mapping[str, npt.NDArray[Any]], types: Mapping[str, str]) -> bytes:
    """The message with this head and these arrays, which become the given types."""
    flat = {name: np.ascontiguousarray(values, types[name]) for name, values in arrays.items()}
    sizes = [[name, len(values)] for name, values in flat.items()]
    told = json.dumps({"head": head, "arrays": sizes}, separators=(",", ":")).encode()
    return b"".join([_MAGIC, len(told).to_bytes(4, "little"), told, *(values.tobytes() for values in flat.values())])


def unpack(data: bytes, types: Mapping[str, str]) -> tuple[dict[str, Any], dict[str, npt.NDArray[Any]]]:
    """The head and the arrays of a message, which must have exactly the arrays in `types`. Raises MessageError."""
    try:
        size = int.from_bytes(data[4:8], "little")
        if data[:4] != _MAGIC or size > _MOST_HEAD:
            raise MessageError("this is no message between a front and its shards")
        told = json.loads(data[8 : 8 + size])
        head, at, arrays = dict(told["head"]), 8 + size, dict[str, npt.NDArray[Any]]()
        for name, length in told["arrays"]:
            if name in arrays or not isinstance(length, int) or length < 0:
                raise MessageError("a message contradicts itself")
            arrays[name] = np.frombuffer(data, types[name], length, at)
            at += arrays[name].nbytes
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as e:
        raise MessageError("a message between a front and its shards cannot be read") from e
    if at != len(data) or arrays.keys() != types.keys():
        raise MessageError("a message is cut off, or of another version")
    return head, arrays
