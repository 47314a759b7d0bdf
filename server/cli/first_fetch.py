"""Brings a follower up to the depot's live generation before its service starts, in a process of its own.

The client of a bucket has threads, which do not survive the fork of the workers, so the process that forks never uses
it.
"""

from __future__ import annotations

import dataclasses
import json
import os
import subprocess
import sys

import click

from index.depot.errors import DepotError
from index.errors import RejoinderError
from index.matcher.models import Models
from index.storage.library import Library
from server.cli.progress import build_progress, publish_progress
from server.config.open_models import open_models
from server.config.settings import Settings
from server.depot.keeping_up import follower


class FirstFetch:
    """Fetches the live generation, if it is not here yet, and shows the progress, while the caller does other work."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        command = [sys.executable, "-P", "-c", "from server.cli.first_fetch import main; main()"]
        environment = os.environ | {"REJOINDER_INDEX": str(settings.index)}
        self._child = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE)  # noqa: S603

    def end(self, models: Models | None) -> None:
        """Wait until it is fetched.

        If the depot cannot be used, but there is a usable index on this machine, this says so, and the service may
        start with that index. Otherwise raises DepotError.
        """
        output, _ = self._child.communicate()
        if self._child.returncode == 0:
            return
        try:
            problem = str(json.loads(output)["problem"])
        except (ValueError, KeyError):
            problem = f"the process that fetches the index ended with {self._child.returncode}"
        try:
            Library(self._settings.index, models).current()
        except RejoinderError:
            raise DepotError(problem) from None
        click.echo(f"rejoinder: {problem}\nThe service starts with the index that this machine has.", err=True)


def _fetch(settings: Settings) -> str:
    """Fetch in this process. Returns what was wrong, "" if nothing was."""
    with build_progress(silent=False) as progress:
        tell = publish_progress(progress)
        try:
            # the reader reads pages, so a generation can be checked without it
            models = open_models(dataclasses.replace(settings, reader="off"))
            live = follower(settings, models, lambda done, total: tell("fetch", done >> 20, total >> 20)).look()
        except RejoinderError as e:
            return str(e)
    return "" if live.live is not None else f"{settings.depot} holds no complete generation yet: publish one first"


def main() -> None:
    """Run in the child: fetch, and print what was wrong as JSON, if anything was."""
    problem = _fetch(Settings.load())
    if problem:
        click.echo(json.dumps({"problem": problem}))
    sys.exit(1 if problem else 0)
