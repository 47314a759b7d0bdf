"""Rejoinder as one installed package. Its folders `server` and `index` are below `app`, where they clash with nothing.

In a clone there is no `app`; the two folders are at the top.
"""

from __future__ import annotations

import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent


def main() -> None:
    """The command `rejoinder`."""
    if (HERE / "app").is_dir():
        sys.path.insert(0, str(HERE / "app"))
    from server.cli import main as run

    run()
