"""`rejoinder admin ...`: sign in to the admin pages, or sign everybody out."""

from __future__ import annotations

import re
from pathlib import Path

import click

from index.admin_state.audit import Audit
from server.admin.accounts import TOKEN_SECONDS, Accounts
from server.cli.acting import user
from server.cli.options import index_option, json_option
from server.cli.output import print_json
from server.config.settings import Settings
from server.config.states import state_of

_NAME = re.compile(r"[\w.@-]{1,60}")


@click.group("admin")
def group() -> None:
    """Sign in to the admin pages of the service, or sign everybody out."""


@group.command()
@click.option("--name", help="The name that the audit log shows. Default: the user who runs this.")
@click.option(
    "--minutes",
    type=click.IntRange(1, 24 * 60),
    default=TOKEN_SECONDS // 60,
    show_default=True,
    help="How long the link works.",
)
@click.option("--url", help="Address of the service. Default: from REJOINDER_HOST and REJOINDER_PORT.")
@index_option
@json_option
def token(name: str | None, minutes: int, url: str | None, folder: Path, as_json: bool) -> None:
    """Make a link that signs in an admin once.

    Anybody who can run this command on the index can administer it. Only a hash of the link's token is kept.

    \b
    rejoinder admin token --name anna
    rejoinder admin token --url https://debunks.example.org
    """
    from server import gunicorn_app

    name = name or user()
    if not _NAME.fullmatch(name):
        raise click.UsageError("--name must be 1 to 60 letters, digits or . _ @ -")
    folder.mkdir(parents=True, exist_ok=True)
    state = state_of(folder)
    made = Accounts(state).new_token(name, minutes * 60)
    Audit(state).add(name, "token made", "", f"good for {minutes} minutes")
    base = (url or gunicorn_app.url(Settings.load(index=folder))).rstrip("/")
    link = f"{base}/admin/sign-in#{made}"
    if as_json:
        print_json({"name": name, "token": made, "link": link, "minutes": minutes})
        return
    click.echo(f"Open this within {minutes} minutes; it works once:\n\n  {link}\n")
    click.echo(f"Or paste this token at {base}/admin/sign-in:\n\n  {made}")


@group.command("sign-out")
@index_option
def sign_out(folder: Path) -> None:
    """End every session, and revoke every unused sign-in link."""
    state = state_of(folder)
    ended = Accounts(state).sign_out_everybody()
    Audit(state).add(user(), "everybody signed out", "", str(ended))
    click.echo(f"{ended} sessions and tokens ended")
