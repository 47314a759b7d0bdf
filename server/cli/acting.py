"""Records what commands do in the audit log, under the name of the user who runs them."""

from __future__ import annotations

import getpass
import re
from pathlib import Path

import click

from index.admin_state.audit import Audit
from index.admin_state.expiry import expire
from index.errors import RejoinderError
from server.config.settings import Settings
from server.config.states import state_of


def user() -> str:
    """The name of the user who runs the command, as the audit log shows it."""
    try:
        return re.sub(r"[^\w.@-]", "-", getpass.getuser())[:60] or "admin"
    except (OSError, KeyError):
        return "admin"


def by() -> str:
    """The name of the user, marked as acting on the command line."""
    return f"{user()} (command line)"


def record(folder: Path, action: str, subject: str = "", detail: str = "") -> None:
    """Write an action into the audit log of an index.

    The action is already done. So if the log cannot be written, the command says so, but does not fail.
    """
    try:
        Audit(state_of(folder)).add(by(), action, subject, detail)
    except RejoinderError as e:
        click.echo(f"rejoinder: done, but this could not be written to the audit log: {e}", err=True)


def tidy(folder: Path, settings: Settings) -> None:
    """Remove feedback and entries of the audit log that are older than the settings allow."""
    try:
        expire(state_of(folder, settings), settings.expiry())
    except RejoinderError as e:
        click.echo(f"rejoinder: old feedback and old entries of the audit log could not be removed: {e}", err=True)
