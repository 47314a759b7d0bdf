"""Options that many commands share."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from index.record_types import ID_PATTERN
from index.sources import FORMATS
from index.sources.column_names import FIELDS
from server.config.settings import CONFIG, Settings, data_folder

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
# For commands that have another default folder.
bare_index_option = click.option(
    "--index",
    "folder",
    type=_PATH,
    envvar="REJOINDER_INDEX",
    metavar="DIR",
    help="Folder of the index (or REJOINDER_INDEX).",
)
json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON for other programs.")
format_option = click.option(
    "--format",
    "source_format",
    type=click.Choice(FORMATS),
    help="Format of every SOURCE. Default: recognised by its content.",
)


def _columns(_ctx: click.Context, _parameter: click.Parameter, values: tuple[str, ...]) -> dict[str, str]:
    columns: dict[str, str] = {}
    for value in values:
        field, equals, column = value.partition("=")
        field = field.strip().lower()
        if not equals or not column.strip() or field not in FIELDS:
            raise click.BadParameter(f"{value!r} must be FIELD=COLUMN, FIELD being one of {', '.join(FIELDS)}")
        columns[field] = column.strip()
    if columns and "title" not in columns:
        raise click.BadParameter("name the column that holds the claim: --column title=NAME")
    return columns


def _publishers(_ctx: click.Context, _parameter: click.Parameter, values: tuple[str, ...]) -> tuple[str, ...]:
    for value in values:
        if not re.fullmatch(ID_PATTERN, value, re.ASCII):
            raise click.BadParameter(f"{value!r} is not a publisher's key: see `rejoinder source list`")
    return values


publisher_option = click.option(
    "--publisher",
    "publishers",
    multiple=True,
    callback=_publishers,
    metavar="KEY",
    help="Publisher that the SOURCEs may touch; use the option once for each. Records of other publishers are left out "
    "and listed. Default: files may touch every publisher, an address only those that it was the first to bring.",
)
column_option = click.option(
    "--column",
    "columns",
    multiple=True,
    callback=_columns,
    metavar="FIELD=COLUMN",
    help="Column of a table (CSV, .xlsx) that holds FIELD; use the option once for each field: title (required), "
    + ", ".join(field for field in FIELDS if field != "title")
    + ". The choice is remembered for tables with the same columns.",
)
