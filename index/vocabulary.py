"""The vocabulary that the reader and the sentence encoder share, opened once in each process."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from tokenizers import Tokenizer


@cache
def open_vocabulary(path: Path) -> Tokenizer:
    """Open the tokenizer in a file, without truncation or padding. Raises OSError or ValueError if it cannot be read.

    Nothing changes an open tokenizer, so threads and models can share it: it takes about 50 MB of memory.
    """
    try:
        found = Tokenizer.from_file(str(path))
    except Exception as e:  # the library raises no narrower error
        raise ValueError(f"{path.name} cannot be read: {e}") from e
    found.no_truncation()
    found.no_padding()
    return found
