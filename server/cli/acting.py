"""What a command did, for the audit log: under the name of the user who ran it."""

from __future__ import annotations

import getpass
import re
from pathlib import Path

import click

from index.admin_state.audit import Audit
from index.admin_state.database import State
from index.admin_state.expiry import expire
from index.errors import RejoinderError
from server.config.settings import Settings


def user() -> str:
    """The name of the user who runs this, as the audit log shows it."""
    try:
        return re.sub(r"[^\w.@-]", "-", getpass.getuser())[:60] or "admin"
    except (OSError, KeyError):
        return "admin"


def by() -> str:
    """The same for what is done on the command line."""
    return f"{user()} (command line)"


def record(folder: Path, action: str, subject: str = "", detail: str = "") -> None:
    """Write what was done into the audit log of an index.

    It is done by then: where the log cannot be written that is told, and no failure of the command.
    """
    try:
        Audit(State(folder)).add(by(), action, subject, detail)
    except RejoinderError as e:
        click.echo(f"rejoinder: this is done, but the audit log does not have it: {e}", err=True)


def tidy(folder: Path, settings: Settings) -> None:
    """Remove feedback and entries of the audit log that are older than the settings let them become."""
    try:
        expire(State(folder), settings.expiry())
    except RejoinderError as e:
        click.echo(f"rejoinder: old feedback and entries of the audit log stay: {e}", err=True)
