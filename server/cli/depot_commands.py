"""`rejoinder depot ...`: hands the index to other machines through a folder or a bucket."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click
from filelock import FileLock, Timeout

from index.depot import local_record
from index.depot.address import open_depot
from index.depot.errors import DepotError, DepotRefusedError
from index.depot.live import Live, read_live
from index.depot.machines import Machine, Machines
from index.errors import IndexBusyError, RejoinderError
from index.pack.signature import public_key
from index.storage.generations import FOLLOWER_LOCK, live_name, writing
from server.cli import acting
from server.cli.depot_sharing import tell_switched
from server.cli.options import index_option, json_option
from server.cli.output import clean, print_json
from server.cli.progress import build_progress, publish_progress
from server.config.open_models import open_models
from server.config.settings import Settings
from server.config.states import state_of
from server.depot.keeping_up import follower
from server.depot.roles import builder, refuse_on_follower


@click.group("depot")
def group() -> None:
    """Hand the index to other machines through a folder or a bucket.

    One machine, the builder, publishes its generations in REJOINDER_DEPOT; any number of followers fetch and serve
    them. docs/scaling.md says when that is worth it and how to move over.
    """


@group.command()
@index_option
@json_option
def key(folder: Path, as_json: bool) -> None:
    """Print the public key of this builder, which followers need as REJOINDER_DEPOT_KEY.

    The private key is made once, kept in the index's state.sqlite, and included in backups.

    \b
    rejoinder depot key
    """
    refuse_on_follower(Settings.load())
    live_name(folder)  # raises if there is no index, so that a mistyped folder gets no key
    found = public_key(state_of(folder).depot_key())
    if as_json:
        print_json({"public_key": found})
    else:
        click.echo(found)


@group.command()
@index_option
@json_option
def push(folder: Path, as_json: bool) -> None:
    """Publish this machine's live generation, whatever the depot has live.

    Needed once, when an existing index moves to a depot, and to repair a depot. Builds, updates and rollbacks publish
    by themselves.

    \b
    REJOINDER_DEPOT=s3://bucket/rejoinder rejoinder depot push
    """
    settings = Settings.load(index=folder)
    refuse_on_follower(settings)
    name = live_name(folder)
    with build_progress(as_json) as progress, writing(folder):
        builder(settings, folder, told=tell_switched).push(publish_progress(progress))
    acting.record(folder, "published", name, settings.depot)
    _tell_live(name, settings, as_json)


@group.command()
@index_option
@json_option
def pull(folder: Path, as_json: bool) -> None:
    """Fetch the depot's live generation and make it this machine's live one.

    A follower's service does this by itself. On a builder it takes over what another builder with the same key
    published, such as the machine that this one replaces.
    """
    settings = Settings.load(index=folder)
    if not settings.follows:
        builder(settings, folder)  # says what is missing
        live_name(folder)
    with build_progress(as_json) as progress, _alone(folder, settings):
        tell = publish_progress(progress)
        models = open_models(settings)
        following = follower(
            settings,
            models,
            lambda done, total: tell("fetch", done >> 20, total >> 20),
            key=settings.depot_key or public_key(state_of(folder, settings).depot_key()),
            take_state=settings.follows,
        )
        live = following.look()
        following.leave()
    if live.live is None:
        raise DepotError(f"{settings.depot} holds no complete generation yet")
    _tell_live(live.live.generation, settings, as_json)


@group.command()
@index_option
@json_option
def prune(folder: Path, as_json: bool) -> None:
    """Remove the generations from the depot that nobody needs, and what killed uploads left there.

    Those stay that this builder keeps for a rollback, and those that a machine serves. Every build prunes at its end.
    """
    settings = Settings.load(index=folder)
    refuse_on_follower(settings)
    with writing(folder):
        removed = builder(settings, folder).prune()
    if as_json:
        print_json({"removed": removed})
    else:
        click.echo("\n".join(f"removed {name}" for name in removed) or "nothing to remove")


@group.command()
@index_option
@json_option
def status(folder: Path, as_json: bool) -> None:
    """Show what is live in the depot, what is about to be, and what each machine serves.

    The exit code is 1 if the depot cannot be used, or if a machine that is alive serves another generation.
    """
    settings = Settings.load(index=folder)
    if not settings.depot:
        raise DepotRefusedError("no depot is set: set REJOINDER_DEPOT to a folder, or to s3://bucket/prefix")
    public = settings.depot_key or public_key(state_of(folder, settings).depot_key())
    depot = open_depot(settings.depot)
    live = read_live(depot, public).live
    machines = Machines(depot).every()
    record = local_record.read(folder)
    found: dict[str, Any] = {
        "depot": settings.depot,
        "role": settings.depot_role,
        "sequence": live.sequence if live is not None else 0,
        "live": live.live.generation if live is not None and live.live is not None else None,
        "next": live.next.generation if live is not None and live.next is not None else None,
        "here": _here(folder),
        "problem": record.problem or None,
        "machines": [asdict(machine) | {"alive": machine.alive} for machine in machines],
    }
    late = [m for m in machines if m.alive and found["live"] and m.live != found["live"]]
    if as_json:
        print_json(found)
    else:
        _show(found, live, machines)
    if record.problem or late or live is None:
        click.get_current_context().exit(1)


@contextlib.contextmanager
def _alone(folder: Path, settings: Settings) -> Iterator[None]:
    """See that no service follows into this folder meanwhile. Raises IndexBusyError."""
    folder.mkdir(parents=True, exist_ok=True)
    lock = FileLock(folder / FOLLOWER_LOCK)
    try:
        if settings.follows:
            lock.acquire(timeout=0)
    except Timeout:
        raise IndexBusyError(f"a service already follows the depot into {folder}: `rejoinder depot status`") from None
    try:
        yield
    finally:
        lock.release()


def _here(folder: Path) -> str | None:
    try:
        return live_name(folder)
    except RejoinderError:
        return None


def _show(found: dict[str, Any], live: Live | None, machines: list[Machine]) -> None:
    click.echo(f"depot      {found['depot']} (this machine is a {found['role']})")
    if live is None:
        click.echo("           nothing was published there: `rejoinder depot push` on the builder does")
        return
    click.echo(f"live       {found['live'] or 'nothing yet'}, change number {found['sequence']}")
    if found["next"]:
        click.echo(f"announced  {found['next']}")
    click.echo(f"here       {found['here'] or 'no index'}")
    if found["problem"]:
        click.echo(f"problem    {clean(found['problem'])}")
    for machine in machines:
        state = "serves the live one" if machine.live == found["live"] else f"serves {machine.live or 'nothing'}"
        quiet = "" if machine.alive else f", silent for {machine.quiet:,.0f} s"
        problem = f": {clean(machine.problem)}" if machine.problem else ""
        click.echo(f"machine    {machine.name} {state}{quiet}{problem}")
    if not machines:
        click.echo("machine    no follower has told anything yet")


def _tell_live(name: str, settings: Settings, as_json: bool) -> None:
    if as_json:
        print_json({"generation": name, "depot": settings.depot})
    else:
        click.echo(f"{name} is live in {settings.depot} and on this machine")
