"""What commands on a builder do for its depot, beside their own work."""

from __future__ import annotations

from pathlib import Path

import click

from index.depot.builder import Switched
from index.errors import RejoinderError
from index.storage.generations import writing
from index.storage.publication import Publication
from server.config.settings import Settings
from server.depot.roles import builder, publication


def publishing(settings: Settings, folder: Path) -> Publication:
    """How a command's new generation reaches other machines. Raises FollowerError on a follower."""
    return publication(settings, folder, told=tell_switched)


def tell_switched(switched: Switched) -> None:
    """Say which machines had the new generation ready, and which had not."""
    if switched.ready:
        click.echo(f"ready before the switch: {', '.join(switched.ready)}", err=True)
    if switched.late:
        click.echo(f"not ready at the switch: {'; '.join(switched.late)}", err=True)


def share_state(settings: Settings, folder: Path) -> None:
    """Publish what was just changed beside the index. It is done here already, so the command does not fail.

    A follower that shares the builder's state leaves that to the builder.
    """
    if not settings.depot or settings.follows:
        return
    try:
        with writing(folder):
            builder(settings, folder).share_state()
    except RejoinderError as e:
        later = "a running service does so in a moment; the next build or `rejoinder depot push` too"
        click.echo(f"rejoinder: done here, but not yet published to the depot ({e}); {later}", err=True)
