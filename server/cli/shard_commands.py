"""`rejoinder shard ...`: run one part of a generation that is divided among several machines, and look at them all."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from index.shards.splitting import Part
from index.storage.generations import live_name, path_of
from server.cli.options import index_option, json_option
from server.cli.output import print_json
from server.config.settings import SettingError, Settings


@click.group("shard")
def group() -> None:
    """Divide the cases among several machines.

    Each shard finds candidates in its part of the cases; a front (`rejoinder serve` with REJOINDER_SHARD_URLS) asks
    them all. docs/scaling.md says when that is worth it.
    """


@group.command()
@click.option("--host", help="Address to listen on. Default: REJOINDER_HOST, else 127.0.0.1.")
@click.option("--port", type=click.IntRange(1, 65535), help="Port. Default: REJOINDER_PORT, else 8787.")
@click.option(
    "--workers", type=click.IntRange(0, 64), help="Processes. Default: REJOINDER_WORKERS, else 2 to 4 by processors."
)
@click.option(
    "--number", "shard_number", type=click.IntRange(1, 256), help="Which part. Default: REJOINDER_SHARD_NUMBER."
)
@index_option
def serve(folder: Path, **options: Any) -> None:
    """Answer a front's questions about one part of the cases.

    The part is written beside the generation when the shard first needs it. With REJOINDER_DEPOT_ROLE=follower, the
    shard fetches generations from the depot, and follows what the builder publishes there.

    \b
    export REJOINDER_SHARDS=4 REJOINDER_SHARD_KEY=...
    rejoinder shard serve --number 2 --host 10.0.0.2 --port 8788
    """
    from server import gunicorn_app
    from server.cli.first_fetch import FirstFetch
    from server.shards import process

    settings = Settings.load(index=folder, **options)
    part = part_of(settings)
    if settings.follows:
        FirstFetch(settings).end(None)
    process.check(settings, part)
    click.echo(f"Shard {part} of {folder} answers on {gunicorn_app.url(settings)}", err=True)
    process.serve(settings, part)


@group.command()
@index_option
@json_option
def status(folder: Path, as_json: bool) -> None:
    """Show how every replica of every shard is. Exits with 1 if a shard has no replica that can answer."""
    from server.http.shard_health import looked_at

    settings = Settings.load(index=folder)
    if not settings.shard_urls:
        raise SettingError("REJOINDER_SHARD_URLS names no shards")
    found = looked_at(settings)
    if as_json:
        rows = [{"shard": r.shard, "address": r.address, "problem": r.problem or None} for r in found.replicas]
        print_json({"generation": live_name(folder), "replicas": rows})
    else:
        for replica in found.replicas:
            click.echo(f"{replica.shard} of {found.count}  {replica.address}  {replica.problem or 'ok'}")
    if found.gone:
        raise click.exceptions.Exit(1)


@group.command()
@click.option("--number", "shard_number", type=click.IntRange(1, 256), help="Which part. Default: all parts.")
@index_option
def split(folder: Path, shard_number: int | None) -> None:
    """Write the parts of the live generation now, which shards would otherwise do when they first need them."""
    from index.shards.splitting import ensure

    settings = Settings.load(index=folder)
    if not settings.shards:
        raise SettingError("REJOINDER_SHARDS says into how many parts the cases are divided")
    for number in [shard_number] if shard_number else range(1, settings.shards + 1):
        part = Part(number, settings.shards)
        ensure(path_of(folder, live_name(folder)), part)
        click.echo(f"part {part} is written")


def part_of(settings: Settings) -> Part:
    """The part that the settings name. Raises SettingError."""
    if not settings.shards:
        raise SettingError("REJOINDER_SHARDS says into how many parts the cases are divided, and a shard needs it")
    if not 1 <= settings.shard_number <= settings.shards:
        raise SettingError(f"--number (or REJOINDER_SHARD_NUMBER) says which part, from 1 to {settings.shards}")
    return Part(settings.shard_number, settings.shards)
