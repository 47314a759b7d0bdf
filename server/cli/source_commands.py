"""`rejoinder source ...`: lists and describes the publishers of cases and their disclaimers."""

from __future__ import annotations

from pathlib import Path
from typing import TextIO

import click

from index.admin_state.publisher_edits import PublisherEdits
from index.case import SourceRecord
from index.storage.library import Library
from server.cli import acting
from server.cli.depot_sharing import share_state
from server.cli.options import index_option, json_option
from server.cli.output import clean, paragraph, print_json
from server.config.settings import Settings
from server.config.states import state_of
from server.depot.roles import refuse_on_follower

_FIELDS = ("name", "url", "license", "disclaimer")


@click.group("source")
def group() -> None:
    """List and describe publishers and their disclaimers."""


@group.command("list")
@index_option
@json_option
def list_sources(folder: Path, as_json: bool) -> None:
    """List every publisher with its disclaimer, whether it was set by hand or imported with cases."""
    library = Library(folder, state=state_of(folder))
    contents = library.contents()
    sources = library.sources(contents)
    # list publishers that are known only from their cases too: an admin should see that they have no disclaimer
    for key in dict.fromkeys(case.source for case in contents.cases()):
        sources.setdefault(key, SourceRecord(source=key))
    if as_json:
        print_json([record.to_dict() for record in sources.values()])
        return
    for record in sources.values():
        click.echo(record.source)
        for field in _FIELDS:
            value = getattr(record, field)
            click.echo(
                f"  {field + ':':<12}{clean(value) if field != 'disclaimer' else ''}"
                if value
                else f"  {field + ':':<12}none"
            )
            if value and field == "disclaimer":
                click.echo(paragraph(value, indent=4))


@group.command("bound")
@index_option
@json_option
def list_bound(folder: Path, as_json: bool) -> None:
    """List the publishers that each imported address may touch.

    Records of other publishers are left out and listed. To let an address touch more publishers, import from it once
    and name them.

    \b
    rejoinder source bound
    rejoinder index update https://example.org/feed.json --publisher example.org
    """
    bound = {source: sorted(publishers) for source, publishers in state_of(folder).bindings().items()}
    if as_json:
        print_json(bound)
        return
    for source, publishers in bound.items():
        click.echo(f"{clean(source)}: {', '.join(publishers)}")
    if not bound:
        click.echo("nothing has been imported from an address yet")


@group.command("set")
@click.argument("source")
@click.option("--name", help="Name of the publisher.")
@click.option("--url", help="Address of the publisher.")
@click.option("--license", "license_", metavar="TEXT", help="The terms on which its cases are used.")
@click.option("--disclaimer", help="Shown with every case of this publisher that has none of its own.")
@click.option(
    "--disclaimer-file",
    type=click.File(encoding="utf-8"),
    metavar="FILE",
    help="Read the disclaimer from FILE (- for standard input).",
)
@index_option
@json_option
def set_source(
    source: str,
    name: str | None,
    url: str | None,
    license_: str | None,
    disclaimer: str | None,
    disclaimer_file: TextIO | None,
    folder: Path,
    as_json: bool,
) -> None:
    """Describe a publisher. Options that you leave out change nothing. Imports and rebuilds keep the description.

    \b
    rejoinder source set euvsdisinfo --name EUvsDisinfo --disclaimer-file disclaimer.txt
    """
    if disclaimer is not None and disclaimer_file is not None:
        raise click.UsageError("use either --disclaimer or --disclaimer-file")
    if disclaimer_file is not None:
        disclaimer = disclaimer_file.read().strip()
    given = {"name": name, "url": url, "license": license_, "disclaimer": disclaimer}
    changes = {field: value for field, value in given.items() if value is not None}
    if not changes:
        raise click.UsageError("nothing to set: give --name, --url, --license or --disclaimer")
    settings = Settings.load()
    refuse_on_follower(settings, only_state=True)
    library = Library(folder, state=state_of(folder))
    known = library.sources(library.contents()).get(source)
    record = SourceRecord.from_dict({**(known.to_dict() if known else {}), "source": source, **changes})
    PublisherEdits(library.state).describe(record, known, acting.by())
    acting.record(folder, "source described", source, ", ".join(changes))
    share_state(settings, folder)
    if as_json:
        print_json(record.to_dict())
    else:
        click.echo(f"{source}: set {', '.join(changes)}")
