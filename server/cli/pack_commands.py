"""`rejoinder pack`: writes the cases as one signed file, with which browsers match pages by themselves."""

from __future__ import annotations

import time
from pathlib import Path

import click

from index.files import disk_errors
from index.pack import difference
from index.pack.collect import RESPONSE_CHARACTERS
from index.pack.container import MOST_FILE
from index.pack.errors import PackError
from index.pack.reading import Pack, read
from index.pack.shelf import make, write_file
from index.pack.signature import parsed, public_key
from index.storage.library import Library
from server.cli.options import index_option, json_option
from server.cli.output import clean, megabytes, number, print_json
from server.config.states import state_of

_FILE = click.Path(dir_okay=False, path_type=Path)
_EXISTING = click.Path(dir_okay=False, exists=True, path_type=Path)


def _responses(_ctx: click.Context, _parameter: click.Parameter, value: str) -> int | None:
    if value in ("all", "none"):
        return None if value == "all" else 0
    if value.isdecimal() and int(value) > 0:
        return int(value)
    raise click.BadParameter("must be all, none, or a number of characters")


@click.command()
@click.argument("file", type=_FILE, required=False)
@click.option(
    "--responses",
    callback=_responses,
    default=str(RESPONSE_CHARACTERS),
    show_default=True,
    metavar="N|all|none",
    help="How much of each response to include: its first N characters, all of it, or none.",
)
@click.option("--from", "older", type=_EXISTING, help="An earlier pack: write only the difference from it.")
@click.option("--public-key", "show_key", is_flag=True, help="Print the public key of the signature.")
@click.option("--check", is_flag=True, help="Check FILE and say what it holds.")
@click.option("--key", default=None, help="With --check: the public key that FILE must be signed with.")
@index_option
@json_option
def pack(
    file: Path | None,
    responses: int | None,
    older: Path | None,
    show_key: bool,
    check: bool,
    key: str | None,
    folder: Path,
    as_json: bool,
) -> None:
    """Write the live generation to FILE, as a signed pack that any web server can serve.

    With the pack, a browser finds debunked claims by itself, and sends no page anywhere. The key that signs packs is
    made once, kept in the index's state.sqlite, and included in backups. Readers confirm its public half.

    \b
    rejoinder pack rejoinder.pack
    rejoinder pack --public-key
    rejoinder pack rejoinder.diff --from last-week.pack
    rejoinder pack --check rejoinder.pack
    """
    if show_key:
        if file is not None or check:
            raise click.UsageError("--public-key prints the key and writes no file")
        found = public_key(state_of(folder).pack_key())
        if as_json:
            print_json({"public_key": found})
        else:
            click.echo(found)
    elif file is None:
        raise click.UsageError("name the FILE to write, or use --public-key")
    elif check:
        _show(file, _read(file, parsed(key) if key else None), as_json)
    else:
        _write(file, Library(folder, state=state_of(folder)), responses, older, as_json)


def _write(file: Path, library: Library, responses: int | None, older: Path | None, as_json: bool) -> None:
    begun = time.perf_counter()
    cases = library.contents()
    data = make(library, cases, responses)
    if len(data) > MOST_FILE:
        raise PackError(
            "too-large", f"the pack would have {len(data):,} bytes, more than browsers accept: try --responses none"
        )
    made = read(data)
    if older is not None:
        data = difference.made(_read(older, made.header.key), made)
    with disk_errors(file.parent, "No pack was written."):
        write_file(file, data)
    told = {
        "file": str(file),
        "bytes": len(data),
        "generation": made.header.generation,
        "cases": made.header.cases,
        "public_key": made.header.key,
        "seconds": round(time.perf_counter() - begun, 3),
    }
    if as_json:
        print_json(told)
        return
    what = f"{number(made.header.cases)} cases of generation {made.header.generation}"
    click.echo(f"{file}: {what}, {megabytes(len(data))}")
    click.echo(f"signed with the key {made.header.key}")


def _read(file: Path, key: str | None) -> Pack:
    """Read a pack from a file, but no more bytes than show that the file is too large."""
    with file.open("rb") as f:
        return read(f.read(MOST_FILE + 1), key)


def _show(file: Path, found: Pack, as_json: bool) -> None:
    header = found.header
    _ = found.contents  # decodes every section
    if as_json:
        sizes = {section.name: section.bytes for section in header.sections}
        print_json(
            {
                "generation": header.generation,
                "built": header.built,
                "cases": header.cases,
                "public_key": header.key,
                "response_characters": header.response_characters,
                "sections": sizes,
            }
        )
        return
    built = f"generation {clean(header.generation)}, built {clean(header.built)}"
    click.echo(f"{file}: intact, {number(header.cases)} cases, {built}")
    click.echo(f"signed with the key {header.key}{'' if header.response_characters != 0 else ', without responses'}")
