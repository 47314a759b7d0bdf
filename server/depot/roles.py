"""What a machine may do by its role: a builder publishes what it builds, a follower changes nothing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from index.depot.address import open_depot
from index.depot.builder import Builder, Switched
from index.depot.errors import DepotRefusedError
from index.errors import RejoinderError
from index.storage.publication import ALONE, Publication
from server.config.settings import Settings
from server.config.states import state_of


class FollowerError(RejoinderError):
    """This machine follows a depot, so its cases, publishers and keys are changed on the builder."""


def refuse_on_follower(settings: Settings, *, only_state: bool = False) -> None:
    """Raise FollowerError if this machine follows a depot.

    What changes `only_state` may be done on a follower too that shares the state with the builder.
    """
    if settings.follows and not (only_state and settings.state):
        raise FollowerError(
            f"this machine follows the depot {settings.depot}, and would lose the change with the next one from there. "
            "Nothing was changed: do this on the builder"
        )


def publication(
    settings: Settings,
    folder: Path,
    *,
    told: Callable[[Switched], None] | None = None,
    wait_seconds: float | None = None,
) -> Publication:
    """How what is built in an index folder reaches other machines.

    `wait_seconds` is for callers that may wait less than the settings say. Raises FollowerError on a follower, and
    DepotRefusedError if the client for the depot is not installed or not configured.
    """
    refuse_on_follower(settings)
    return builder(settings, folder, told=told, wait_seconds=wait_seconds) if settings.depot else ALONE


def builder(
    settings: Settings,
    folder: Path,
    *,
    told: Callable[[Switched], None] | None = None,
    wait_seconds: float | None = None,
) -> Builder:
    """The builder's side of the depot in the settings. Raises DepotRefusedError if there is none."""
    if not settings.depot:
        raise DepotRefusedError("no depot is set: set REJOINDER_DEPOT to a folder, or to s3://bucket/prefix")
    most = float(settings.depot_wait_seconds)
    wait = most if wait_seconds is None else min(most, wait_seconds)
    return Builder(open_depot(settings.depot), folder, wait, told, state_of(folder, settings))
