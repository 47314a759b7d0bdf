"""`rejoinder backup` and `restore`: the cases and the state in one file."""

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

_FILE = click.Path(dir_okay=False, path_type=Path)


@click.command()
@click.argument("file", type=_FILE)
@index_option
@json_option
def backup(file: Path, folder: Path, as_json: bool) -> None:
    """Write the cases, the publishers and all that was set by hand to FILE.

    The service may go on meanwhile. FILE holds the key of passage hashes and readers' feedback: keep it as you keep the
    index. The index itself is not in it; `rejoinder restore` builds it again.

    \b
    rejoinder backup rejoinder-$(date +%F).tar.gz
    """
    made = make_backup(folder, file.absolute())
    if as_json:
        print_json(asdict(made))
    else:
        click.echo(f"{file}: {number(made.cases)} cases of generation {made.generation}, {megabytes(made.size)}")


@click.command()
@click.argument("file", type=_FILE)
@click.option("--replace", is_flag=True, help="Replace the index that is in the folder.")
@click.option(
    "--keys",
    type=click.Choice(["keep", "revoke"]),
    help="Whether the API keys and the people in FILE may go on being let in. Default: list them and ask.",
)
@index_option
@json_option
def restore(file: Path, replace: bool, keys: str | None, folder: Path, as_json: bool) -> None:
    """Build an index of the cases and the state in FILE, which `rejoinder backup` made.

    Stop the service before it is restored to the folder that it serves. A backup that is damaged changes nothing.
    Nobody is signed in after it. Whoever has a key that FILE knows can use the service again if you let its keys in,
    and whomever it names can sign in again: revoke them where FILE comes from somebody else.

    \b
    rejoinder restore rejoinder-2026-01-31.tar.gz --index ./restored
    """

    def keep(found: Sequence[KeyInUse], people: Sequence[PersonNamed]) -> bool:
        return keys == "keep" if keys else _ask(found, people)

    models = open_models(Settings.load(), building=True)
    with contextlib.ExitStack() as stack:

        @functools.cache
        def bar() -> Callable[[Progress], None] | None:
            return stack.enter_context(build_progress(as_json))

        def tell(step: Progress) -> None:
            # not begun before the first step, as a bar would write over the question
            if (told := bar()) is not None:
                told(step)

        report = restore_backup(file, folder, replace=replace, keep_keys=keep, progress=tell, models=models)
    if as_json:
        print_json({"generation": report.generation, "cases": report.cases, "edited": report.edited})
    else:
        click.echo(f"{folder}: {number(report.cases)} cases restored, generation {report.generation}")


def _ask(keys: Sequence[KeyInUse], people: Sequence[PersonNamed]) -> bool:
    """List whom a backup lets in, and ask whether it may be so. Where nobody can answer that is an error."""
    if keys:
        click.echo("The backup holds these API keys, which would open the restored service:", err=True)
    for key in keys:
        click.echo(f"  {key.id}  {clean(key.created)}  {clean(key.name)}", err=True)
    if people:
        click.echo("The backup names these people, who could administer the restored service:", err=True)
    for person in people:
        click.echo(f"  {person.role}  {clean(person.name)}  {clean(person.email)}", err=True)
    if not sys.stdin.isatty():
        raise click.UsageError("say --keys keep to let them be used, or --keys revoke")
    return click.confirm("May they go on being used?", default=False, err=True)
