"""`rejoinder backup` and `restore`: the cases and the state in one file."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from index.backup import backup as make_backup
from index.backup import restore as restore_backup
from server.cli.options import index_option, json_option
from server.cli.output import megabytes, number, print_json
from server.cli.progress import build_progress
from server.semantic import open_models
from server.settings import Settings

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
@index_option
@json_option
def restore(file: Path, replace: bool, folder: Path, as_json: bool) -> None:
    """Build an index of the cases and the state in FILE, which `rejoinder backup` made.

    Stop the service before it is restored to the folder that it serves. A backup that is damaged changes nothing.

    \b
    rejoinder restore rejoinder-2026-01-31.tar.gz --index ./restored
    """
    with build_progress(as_json) as progress:
        report = restore_backup(
            file, folder, replace=replace, progress=progress, models=open_models(Settings.load(), building=True)
        )
    if as_json:
        print_json({"generation": report.generation, "cases": report.cases, "edited": report.edited})
    else:
        click.echo(f"{folder}: {number(report.cases)} cases restored, generation {report.generation}")
