"""`rejoinder doctor`: checks everything that an admin would look at."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from server.cli.options import bare_index_option, json_option
from server.cli.output import clean, print_json

if TYPE_CHECKING:
    from server.cli.doctor_checks import Finding


@click.command()
@bare_index_option
@json_option
def doctor(folder: Path | None, as_json: bool) -> None:
    """Check settings, index, disk, state, models, schedules, port and clock, and say what to do.

    Each check prints a line: ok, warning or problem; what was found, where, and what to do. The command changes
    nothing, and runs nothing from the index folder. The exit code is 1 if there is a problem, else 0.

    \b
    rejoinder doctor
    rejoinder doctor --index ./restored --json
    """
    from server.cli.doctor_checks import PROBLEM, WARNING, examine  # slow to import

    index, findings = examine(folder)
    problems = sum(finding.level == PROBLEM for finding in findings)
    warnings = sum(finding.level == WARNING for finding in findings)
    if as_json:
        checks = [asdict(finding) for finding in findings]
        print_json({"index": str(index), "problems": problems, "warnings": warnings, "checks": checks})
    else:
        for finding in findings:
            click.echo(f"{finding.level:<8} {_line(finding)}")
        click.echo(f"{problems} problems, {warnings} warnings")
    if problems:
        click.get_current_context().exit(1)


def _line(finding: Finding) -> str:
    """A finding as one line. Line breaks in it are removed, so that nothing in an index folder can fake a line."""
    where = f" [{finding.where}]" if finding.where else ""
    todo = f"; {finding.todo}" if finding.todo else ""
    return clean(" ".join(f"{finding.check}: {finding.what}{where}{todo}".split()))
