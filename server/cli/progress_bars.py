"""Shows the progress of a build on a terminal: a bar for each phase, with rate and remaining time."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

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


class _RateColumn(ProgressColumn):
    """A column with the records per second."""

    def render(self, task: Task) -> Text:
        """The rate, as soon as it is known."""
        speed = task.finished_speed or task.speed
        return Text(f"{speed:,.0f}/s" if speed else "", style="progress.data.speed")


@contextmanager
def bars(labels: Mapping[str, str]) -> Iterator[Bars]:
    """A context with the bars; `labels` has the text of each phase."""
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description:<16}"),
        BarColumn(),
        MofNCompleteColumn(),
        _RateColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True)) as progress:
        yield Bars(progress, labels)


class Bars:
    """Shows one bar per phase."""

    def __init__(self, progress: Progress, labels: Mapping[str, str]) -> None:
        self._progress, self._labels = progress, labels
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
                done = self._progress.tasks[task].completed or 1
                self._progress.update(task, total=done, completed=done)
            label = self._labels.get(step.phase, step.phase)
            self._tasks[step.phase] = self._progress.add_task(label, total=step.total)
        rejected = f" ({step.rejected:,} rejected)" if step.rejected and step.phase == "read" else ""
        label = self._labels.get(step.phase, step.phase) + rejected
        self._progress.update(self._tasks[step.phase], completed=step.done, total=step.total, description=label)
