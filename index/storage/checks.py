"""The checks that a build has to pass before anything is written."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Checks:
    """The checks of a build.

    dry_run: write nothing at all
    largest_shrink: the share of the live cases by which the index may shrink; 1 for no limit
    expected: the digest of the preview that somebody approved, "" if nobody did; a build with another digest is refused
    """

    dry_run: bool = False
    largest_shrink: float = 1.0
    expected: str = ""
