"""The command `rejoinder`."""

from __future__ import annotations

import sys
from importlib import import_module
from typing import Any

import click

from index.errors import RejoinderError

# Where each command is. A module is imported when one of its commands is called, because all of them together take
# most of a second.
COMMANDS = {
    "admin": "admin_commands:group",
    "backup": "backup_commands:backup",
    "demo": "serve_commands:demo",
    "depot": "depot_commands:group",
    "doctor": "doctor_commands:doctor",
    "export": "lookup_commands:export",
    "extension": "extension_commands:extension",
    "index": "index_commands:group",
    "key": "key_commands:group",
    "match": "lookup_commands:match",
    "models": "model_commands:group",
    "pack": "pack_commands:pack",
    "ratings": "rating_commands:ratings",
    "restore": "backup_commands:restore",
    "search": "lookup_commands:search",
    "search-index": "search_index_commands:group",
    "serve": "serve_commands:serve",
    "shard": "shard_commands:group",
    "settings": "serve_commands:settings",
    "source": "source_commands:group",
    "user": "user_commands:group",
}


class Failure(click.ClickException):
    """An error that is shown as one line on standard error; the exit code is 1."""

    exit_code = 1

    def show(self, file: Any = None) -> None:
        """Write the line."""
        click.echo(f"rejoinder: {' '.join(self.message.split())}", file=file or sys.stderr)


class _Commands(click.Group):
    """Imports commands when they are called, and shows errors as one line. With --debug, it shows the traceback."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  # click asks so
        """The names of all commands."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """A command by its name; None if there is none."""
        if cmd_name not in COMMANDS:
            return None
        module, name = COMMANDS[cmd_name].split(":")
        command: click.Command = getattr(import_module(f"{__name__}.{module}"), name)
        return command

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command."""
        if ctx.params.get("debug"):
            return super().invoke(ctx)
        try:
            return super().invoke(ctx)
        except RejoinderError as e:
            raise Failure(str(e)) from e
        except (click.ClickException, click.exceptions.Exit, click.Abort, BrokenPipeError):
            raise
        except OSError as e:
            raise Failure(f"{e.strerror or type(e).__name__}{f': {e.filename}' if e.filename else ''}") from e
        except Exception as e:
            if (problem := _problem_text(e)) is not None:
                raise Failure(problem) from e
            text = f"this is a defect of Rejoinder ({type(e).__name__}); `rejoinder --debug ...` shows where"
            raise Failure(text) from e


def _problem_text(error: Exception) -> str | None:
    """What a problem of the HTTP interface says; None for any other error."""
    from server.http.problems import ProblemError  # here, because it imports Flask

    if not isinstance(error, ProblemError):
        return None
    errors = "; ".join(f"{e['pointer']} {e['detail']}" for e in error.errors)
    return ": ".join(filter(None, (error.kind.title, error.detail, errors)))


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(package_name="rejoinder", prog_name="rejoinder")
@click.option("--debug", is_flag=True, help="Show a traceback when something fails.")
def cli(debug: bool) -> None:
    """Find passages that repeat claims which have already been debunked.

    \b
    Try it:           rejoinder demo
    Build an index:   rejoinder index build cases.jsonl
    Serve it:         rejoinder serve

    Exit codes: 0: done; 1: failed, and nothing was changed; 2: wrong usage.
    """


def main() -> None:
    """Entry point of the command `rejoinder`."""
    cli(prog_name="rejoinder")
