"""Shows the progress of a build: bars on a terminal, plain lines elsewhere."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click

from index.storage.build import Progress as Step
from index.storage.publication import OnPublish

LABELS = {
    "open": "checking the index",
    "read": "reading records",
    "compare": "comparing",
    "store": "cases and facets",
    "fulltext": "full-text index",
    "matcher": "page matcher",
    "vectors": "sentence vectors",
    "verify": "verifying",
    "upload": "uploading (MB)",
    "wait": "waiting (machines)",
    "fetch": "fetching (MB)",
    "publish": "publishing",
    "switch": "switching",
}
_SECONDS_BETWEEN_LINES = 10.0
Tell = Callable[[Step], None]


@contextmanager
def build_progress(silent: bool) -> Iterator[Tell | None]:
    """A context with a function to call at each step of a build; None if `silent`."""
    if silent:
        yield None
    elif sys.stderr.isatty():
        from server.cli.progress_bars import bars  # here, because Rich takes long to import

        with bars(LABELS) as tell:
            yield tell
    else:
        yield _Lines()


def publish_progress(progress: Tell | None) -> OnPublish:
    """A function that shows the steps of a publication as those of a build."""

    def tell(phase: str, done: int, total: int) -> None:
        if progress is not None:
            progress(Step(phase, done, total))

    return tell


class _Lines:
    """Prints a line when a phase begins, and one every ten seconds."""

    def __init__(self) -> None:
        self._phase = ""
        self._begun = self._shown = 0.0

    def __call__(self, step: Step) -> None:
        now = time.monotonic()
        if step.phase != self._phase:
            self._phase, self._begun = step.phase, now
        elif now - self._shown < _SECONDS_BETWEEN_LINES:
            return
        self._shown = now
        click.echo(self._line(step, now - self._begun), err=True)

    @staticmethod
    def _line(step: Step, seconds: float) -> str:
        line = LABELS.get(step.phase, step.phase)
        if seconds < 1:
            return f"{line} ..."
        rate = step.done / seconds
        line += f": {step.done:,}{f' of {step.total:,}' if step.total else ''}, {rate:,.0f}/s"
        return line + (f", {(step.total - step.done) / rate:,.0f} s left" if step.total and rate else "")
