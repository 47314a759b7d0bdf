"""The command `rejoinder`."""

from __future__ import annotations

import sys
from typing import Any

import click

from index.errors import RejoinderError
from server.cli import (
    admin_commands,
    backup_commands,
    depot_commands,
    doctor_commands,
    extension_commands,
    index_commands,
    key_commands,
    lookup_commands,
    model_commands,
    pack_commands,
    rating_commands,
    serve_commands,
    source_commands,
    user_commands,
)
from server.http.problems import ProblemError


class Failure(click.ClickException):
    """An error that is shown as one line on standard error; the exit code is 1."""

    exit_code = 1

    def show(self, file: Any = None) -> None:
        """Write the line."""
        click.echo(f"rejoinder: {' '.join(self.message.split())}", file=file or sys.stderr)


class _Commands(click.Group):
    """Shows errors as one line. With --debug, it shows the traceback."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command."""
        if ctx.params.get("debug"):
            return super().invoke(ctx)
        try:
            return super().invoke(ctx)
        except RejoinderError as e:
            raise Failure(str(e)) from e
        except ProblemError as e:
            raise Failure(_problem_text(e)) from e
        except (click.ClickException, click.exceptions.Exit, click.Abort, BrokenPipeError):
            raise
        except OSError as e:
            raise Failure(f"{e.strerror or type(e).__name__}{f': {e.filename}' if e.filename else ''}") from e
        except Exception as e:
            text = f"this is a defect of Rejoinder ({type(e).__name__}); `rejoinder --debug ...` shows where"
            raise Failure(text) from e


def _problem_text(problem: ProblemError) -> str:
    errors = "; ".join(f"{error['pointer']} {error['detail']}" for error in problem.errors)
    return ": ".join(filter(None, (problem.kind.title, problem.detail, errors)))


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


cli.add_command(index_commands.group)
cli.add_command(source_commands.group)
cli.add_command(depot_commands.group)
cli.add_command(key_commands.group)
cli.add_command(model_commands.group)
cli.add_command(admin_commands.group)
cli.add_command(user_commands.group)
cli.add_command(doctor_commands.doctor)
cli.add_command(backup_commands.backup)
cli.add_command(backup_commands.restore)
cli.add_command(lookup_commands.search)
cli.add_command(lookup_commands.match)
cli.add_command(lookup_commands.export)
cli.add_command(pack_commands.pack)
cli.add_command(rating_commands.ratings)
cli.add_command(serve_commands.serve)
cli.add_command(serve_commands.demo)
cli.add_command(extension_commands.extension)
cli.add_command(serve_commands.settings)


def main() -> None:
    """Entry point of the command `rejoinder`."""
    cli(prog_name="rejoinder")
