"""What is asked of a build before anything is written."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Checks:
    """`largest_shrink` is the share of the live cases that may go, 1 for any.

    With `dry_run` nothing is written at all. `expected` is the digest of the preview that somebody looked at, "" where
    nobody did: what has changed since is not built.
    """

    dry_run: bool = False
    largest_shrink: float = 1.0
    expected: str = ""
