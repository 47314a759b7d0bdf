"""`rejoinder backup` and `restore`: all cases, and everything that was set by hand, in one file."""

from __future__ import annotations

import contextlib
import functools
import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path

import click

from index.storage.backup import backup as make_backup
from index.storage.backup import restore as restore_backup
from index.storage.build import Progress
from index.storage.state_copy import KeyInUse, PersonNamed
from server.cli.options import index_option, json_option
from server.cli.output import clean, megabytes, number, print_json
from server.cli.progress import build_progress
from server.config.open_models import open_models
from server.config.settings import Settings
from server.config.states import state_of
from server.depot.roles import refuse_on_follower

_FILE = click.Path(dir_okay=False, path_type=Path)


@click.command()
@click.argument("file", type=_FILE)
@index_option
@json_option
def backup(file: Path, folder: Path, as_json: bool) -> None:
    """Write the cases, the publishers and everything that was set by hand to FILE.

    The service may run meanwhile. FILE holds secret keys and readers' feedback: keep it as safe as the index. It does
    not hold the built index; `rejoinder restore` builds that again.

    \b
    rejoinder backup rejoinder-$(date +%F).tar.gz
    """
    made = make_backup(folder, file.absolute(), state_of(folder))
    if as_json:
        print_json(asdict(made))
    else:
        click.echo(f"{file}: {number(made.cases)} cases of generation {made.generation}, {megabytes(made.size)}")


@click.command()
@click.argument("file", type=_FILE)
@click.option("--replace", is_flag=True, help="Replace the index in the folder, and the state in REJOINDER_STATE.")
@click.option(
    "--keys",
    type=click.Choice(["keep", "revoke"]),
    help="Whether the API keys and the people in FILE keep their access. Default: list them and ask.",
)
@index_option
@json_option
def restore(file: Path, replace: bool, keys: str | None, folder: Path, as_json: bool) -> None:
    """Build an index from FILE, which `rejoinder backup` made.

    Stop the service before you restore to the folder that it serves. If REJOINDER_STATE names a database, the state
    goes there, and a backup of either form moves an installation to the other.

    A damaged backup changes nothing. Afterwards nobody is signed in. If you keep the keys, everybody with an API key in
    FILE can use the service again, and the people in FILE can sign in again. If FILE comes from somebody else, revoke
    them.

    \b
    rejoinder restore rejoinder-2026-01-31.tar.gz --index ./restored
    """

    def keep(found: Sequence[KeyInUse], people: Sequence[PersonNamed]) -> bool:
        return keys == "keep" if keys else _ask(found, people)

    settings = Settings.load()
    refuse_on_follower(settings)
    models = open_models(settings, building=True)
    with contextlib.ExitStack() as stack:

        @functools.cache
        def bar() -> Callable[[Progress], None] | None:
            return stack.enter_context(build_progress(as_json))

        def tell(step: Progress) -> None:
            # the bar starts only at the first step, as it would overwrite the question
            if (told := bar()) is not None:
                told(step)

        report = restore_backup(
            file,
            folder,
            replace=replace,
            keep_keys=keep,
            progress=tell,
            models=models,
            state=state_of(folder, settings),
        )
    if as_json:
        print_json({"generation": report.generation, "cases": report.cases, "edited": report.edited})
    else:
        click.echo(f"{folder}: {number(report.cases)} cases restored, generation {report.generation}")


def _ask(keys: Sequence[KeyInUse], people: Sequence[PersonNamed]) -> bool:
    """List who would get access from a backup, and ask whether to keep it. Raises UsageError without a terminal."""
    if keys:
        click.echo("The backup holds these API keys, which would open the restored service:", err=True)
    for key in keys:
        click.echo(f"  {key.id}  {clean(key.created)}  {clean(key.name)}", err=True)
    if people:
        click.echo("The backup names these people, who could administer the restored service:", err=True)
    for person in people:
        click.echo(f"  {person.role}  {clean(person.name)}  {clean(person.email)}", err=True)
    if not sys.stdin.isatty():
        raise click.UsageError("use --keys keep to let them keep their access, or --keys revoke")
    return click.confirm("Let them keep their access?", default=False, err=True)
