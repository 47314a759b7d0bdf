"""Options that many commands share."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from server.settings import CONFIG, Settings, data_folder

Command = TypeVar("Command", bound=Callable[..., Any])


def _folder(_ctx: click.Context, _parameter: click.Parameter, value: Path | None) -> Path:
    configured = Settings.load().index if value is None and CONFIG in os.environ else None
    return (value or configured or data_folder() / "index").expanduser().absolute()


_PATH = click.Path(path_type=Path, file_okay=False)

index_option = click.option(
    "--index",
    "folder",
    type=_PATH,
    envvar="REJOINDER_INDEX",
    callback=_folder,
    metavar="DIR",
    help="Folder of the index. Default: REJOINDER_INDEX, else the platform's data folder.",
)
# For commands that choose another folder than usual when none is named.
bare_index_option = click.option(
    "--index",
    "folder",
    type=_PATH,
    envvar="REJOINDER_INDEX",
    metavar="DIR",
    help="Folder of the index (or REJOINDER_INDEX).",
)
json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON, for other programs to read.")
format_option = click.option(
    "--format",
    "source_format",
    type=click.Choice(["jsonl", "euvsdisinfo-page", "euvsdisinfo-csv", "claimreview"]),
    help="Kind of every SOURCE. Default: recognised by its content.",
)
