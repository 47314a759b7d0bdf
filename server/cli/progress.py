"""Shows the progress of a build: a bar with rate and remaining time on a terminal, plain lines elsewhere."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click
from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    SpinnerColumn,
    Task,
    TaskID,
    TextColumn,
    TimeRemainingColumn,
)
from rich.text import Text

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


class _RateColumn(ProgressColumn):
    """A column with the records per second."""

    def render(self, task: Task) -> Text:
        """The rate, as soon as it is known."""
        speed = task.finished_speed or task.speed
        return Text(f"{speed:,.0f}/s" if speed else "", style="progress.data.speed")


@contextmanager
def build_progress(silent: bool) -> Iterator[Tell | None]:
    """A context with a function to call at each step of a build; None if `silent`."""
    if silent:
        yield None
    elif sys.stderr.isatty():
        columns = (
            SpinnerColumn(),
            TextColumn("{task.description:<16}"),
            BarColumn(),
            MofNCompleteColumn(),
            _RateColumn(),
            TimeRemainingColumn(),
        )
        with Progress(*columns, console=Console(stderr=True)) as bars:
            yield _Bars(bars)
    else:
        yield _Lines()


def publish_progress(progress: Tell | None) -> OnPublish:
    """A function that shows the steps of a publication as those of a build."""

    def tell(phase: str, done: int, total: int) -> None:
        if progress is not None:
            progress(Step(phase, done, total))

    return tell


class _Bars:
    """Shows one bar per phase."""

    def __init__(self, bars: Progress) -> None:
        self._bars = bars
        self._tasks: dict[str, TaskID] = {}
        self._shown = 0.0

    def __call__(self, step: Step) -> None:
        # this is called for every record; drawing a bar each time would take longer than the build
        now = time.monotonic()
        if step.phase in self._tasks and now - self._shown < 0.1 and step.done != step.total:
            return
        self._shown = now
        if step.phase not in self._tasks:
            for task in self._tasks.values():
                self._bars.update(
                    task, total=self._bars.tasks[task].completed or 1, completed=self._bars.tasks[task].completed or 1
                )
            self._tasks[step.phase] = self._bars.add_task(LABELS.get(step.phase, step.phase), total=step.total)
        rejected = f" ({step.rejected:,} rejected)" if step.rejected and step.phase == "read" else ""
        label = LABELS.get(step.phase, step.phase) + rejected
        self._bars.update(self._tasks[step.phase], completed=step.done, total=step.total, description=label)


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
