"""The vocabulary that reader and sentence encoder share, opened once a process."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from tokenizers import Tokenizer


@cache
def open_vocabulary(path: Path) -> Tokenizer:
    """The tokenizer of a file; it neither cuts nor pads. Raises OSError or ValueError if the file cannot be read.

    An open one is never changed, so that threads and models may share it: it takes some 50 MB of memory.
    """
    try:
        found = Tokenizer.from_file(str(path))
    except Exception as e:  # the library raises nothing narrower
        raise ValueError(f"{path.name} cannot be read: {e}") from e
    found.no_truncation()
    found.no_padding()
    return found
