"""Copies an object's bytes into a file, with limits on their number and on the time that they take."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterable
from pathlib import Path

from index.depot.errors import DepotUnreachableError, UntrustedError
from index.depot.protocol import Told

PIECE = 2**20
_PATIENCE = 60.0  # seconds that any copy may take
_SLOWEST_RATE = 100_000  # bytes a second, for which a large copy may take longer


def write_pieces(pieces: Iterable[bytes], name: str, to: Path, size: int, told: Told) -> str:
    """Write the pieces of an object into a new file, and return their SHA-256 in hexadecimal.

    Raises UntrustedError if there are not exactly `size` bytes, DepotUnreachableError if they come too slowly, and
    OSError if the file cannot be written.
    """
    found, left = hashlib.sha256(), size
    deadline = time.monotonic() + _PATIENCE + size / _SLOWEST_RATE
    with to.open("xb") as out:
        for piece in pieces:
            left -= len(piece)
            if left < 0:
                raise UntrustedError(f"{name} is larger than the {size:,} bytes that its manifest states")
            if time.monotonic() > deadline:
                raise DepotUnreachableError(f"{name} comes too slowly: {size - left:,} of {size:,} bytes so far")
            found.update(piece)
            out.write(piece)
            told(len(piece))
    if left:
        raise UntrustedError(f"{name} has {size - left:,} bytes instead of the {size:,} that its manifest states")
    return found.hexdigest()
