"""Rejoinder as one installed package: its folders `server` and `index` stand below `app`, in nobody's way.

In a clone there is no `app`: the two stand at the top.
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
