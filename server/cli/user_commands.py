"""`rejoinder user ...`: manages the people who may use the admin pages, and their roles."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from index.admin_state.people import ROLES, People, role_of
from server.admin.accounts import TOKEN_SECONDS, Accounts
from server.cli import acting
from server.cli.options import index_option, json_option
from server.cli.output import clean, print_json
from server.config.settings import Settings
from server.config.states import state_of

_ROLE = click.Choice(ROLES)


@click.group("user")
def group() -> None:
    """Manage the people who may use the admin pages, and their roles.

    \b
    viewer   sees everything but keys and people
    editor   also imports, edits and decides on feedback
    admin    also rolls back, and manages keys and people

    They sign in with a link from `user link`, or with OpenID Connect if that is set up. A link from `rejoinder admin
    token` always signs in an admin.
    """


@group.command()
@click.argument("name")
@click.option("--role", type=_ROLE, default="viewer", show_default=True, help="What they may do.")
@click.option("--email", default="", help="Needed only to sign in with OpenID Connect.")
@index_option
@json_option
def add(name: str, role: str, email: str, folder: Path, as_json: bool) -> None:
    """Add a person. The audit log shows NAME.

    \b
    rejoinder user add anna --role editor --email anna@example.org
    """
    person = _people(folder).add(name, role_of(role), email)
    acting.record(folder, "person added", person.name, person.role)
    if as_json:
        print_json(asdict(person))
    else:
        click.echo(
            f"{person.name} is {_a(person.role)}: `rejoinder user link {person.name}` makes a link to sign in with"
        )


@group.command("list")
@index_option
@json_option
def list_people(folder: Path, as_json: bool) -> None:
    """List every person, with role and e-mail.

    \b
    rejoinder user list
    """
    people = _people(folder).every()
    if as_json:
        print_json([asdict(person) for person in people])
        return
    for person in people:
        click.echo(f"{person.role:<7} {person.name}{f'  {clean(person.email)}' if person.email else ''}")
    if not people:
        click.echo("there is nobody yet: `rejoinder user add NAME --role ROLE` adds somebody")


@group.command("role")
@click.argument("name")
@click.argument("role", type=_ROLE)
@index_option
@json_option
def give_role(name: str, role: str, folder: Path, as_json: bool) -> None:
    """Give a person another ROLE (viewer, editor or admin), which counts at once.

    \b
    rejoinder user role anna admin
    """
    person = _people(folder).set_role(name, role_of(role))
    acting.record(folder, "role given", person.name, person.role)
    if as_json:
        print_json(asdict(person))
    else:
        click.echo(f"{person.name} is {_a(person.role)} now")


@group.command()
@click.argument("name")
@index_option
@json_option
def remove(name: str, folder: Path, as_json: bool) -> None:
    """Remove a person: sessions end, and sign-in links stop working.

    \b
    rejoinder user remove anna
    """
    person = _people(folder).remove(name)
    acting.record(folder, "person removed", person.name)
    if as_json:
        print_json(asdict(person))
    else:
        click.echo(f"{person.name} is removed")


@group.command()
@click.argument("name")
@click.option("--url", help="Address of the service. Default: from REJOINDER_HOST and REJOINDER_PORT.")
@index_option
@json_option
def link(name: str, url: str | None, folder: Path, as_json: bool) -> None:
    """Make a link with which a person signs in once, within 15 minutes.

    \b
    rejoinder user link anna --url https://debunks.example.org
    """
    from server import gunicorn_app

    person = _people(folder).get(name)
    made = Accounts(state_of(folder)).new_token(person.name, person=True)
    acting.record(folder, "token made", person.name, f"good for {TOKEN_SECONDS // 60} minutes")
    base = (url or gunicorn_app.url(Settings.load(index=folder))).rstrip("/")
    address = f"{base}/admin/sign-in#{made}"
    if as_json:
        print_json({"name": person.name, "role": person.role, "token": made, "link": address})
    else:
        click.echo(address)
        click.echo(f"It works once, within {TOKEN_SECONDS // 60} minutes, as {_a(person.role)}.", err=True)


def _a(role: str) -> str:
    return f"{'an' if role[0] in 'ae' else 'a'} {role}"


def _people(folder: Path) -> People:
    folder.mkdir(parents=True, exist_ok=True)
    return People(state_of(folder))
