"""`rejoinder key ...`: makes, lists and revokes API keys."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from index.storage.generations import live_name
from server.cli import acting
from server.cli.depot_sharing import share_state
from server.cli.options import index_option, json_option
from server.cli.output import clean, print_json
from server.config.settings import Settings
from server.config.states import state_of
from server.depot.roles import refuse_on_follower
from server.http.api_keys import Keys


@click.group("key")
def group() -> None:
    """Create, list and revoke API keys.

    If other machines can reach the service, it answers only clients with a key, which they send as `Authorization:
    Bearer KEY`. Keys are kept as hashes beside the index, and rebuilds keep them.
    """


@group.command()
@click.argument("name")
@click.option(
    "--per-minute", type=click.IntRange(0), default=0, help="Requests per minute; 0 for the service's own limit."
)
@index_option
@json_option
def create(name: str, per_minute: int, folder: Path, as_json: bool) -> None:
    """Make a key for NAME, and print it this once.

    \b
    rejoinder key create "newsroom extension"
    rejoinder key create crawler --per-minute 60
    """
    settings = Settings.load()
    refuse_on_follower(settings, only_state=True)
    key, secret = _keys(folder).create(name, per_minute)
    acting.record(folder, "key made", key.id, key.name)
    share_state(settings, folder)
    if as_json:
        print_json(asdict(key) | {"key": secret})
        return
    click.echo(secret)
    click.echo(f"This key ({key.id}) is not shown again.", err=True)


@group.command("list")
@index_option
@json_option
def list_keys(folder: Path, as_json: bool) -> None:
    """List every key with its id, name, age and limit. The keys themselves are not kept, so they cannot be shown.

    \b
    rejoinder key list
    """
    keys = _keys(folder).list()
    if as_json:
        print_json([asdict(key) for key in keys])
        return
    for key in keys:
        limit = f"{key.per_minute} per minute" if key.per_minute else "the service's limit"
        click.echo(f"{key.id}  {key.created}  {f'revoked {key.revoked}' if key.revoked else limit}  {clean(key.name)}")
    if not keys:
        click.echo("there are no keys: `rejoinder key create NAME` makes one")


@group.command()
@click.argument("key_id", metavar="ID")
@index_option
@json_option
def revoke(key_id: str, folder: Path, as_json: bool) -> None:
    """Revoke the key with this ID (as `key list` shows it), at once and for good.

    \b
    rejoinder key revoke 0a1b2c3d
    """
    settings = Settings.load()
    refuse_on_follower(settings, only_state=True)
    key = _keys(folder).revoke(key_id)
    acting.record(folder, "key revoked", key.id, key.name)
    share_state(settings, folder)
    if as_json:
        print_json(asdict(key))
    else:
        click.echo(f"{key.id} ({clean(key.name)}) is revoked")


def _keys(folder: Path) -> Keys:
    live_name(folder)  # raises if there is no index, so that a mistyped folder gets no key
    return Keys(state_of(folder))
