"""`rejoinder serve`, `demo` and `settings`: run the service, and list its settings."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any

import click

from index.errors import IndexDamagedError, IndexMissingError
from index.matcher.models import Models
from index.storage import build as building
from index.storage.library import Library
from server.cli.first_fetch import FirstFetch
from server.cli.options import bare_index_option, index_option, json_option
from server.cli.output import number, print_json
from server.cli.progress import build_progress
from server.config.open_models import open_models
from server.config.settings import Settings, data_folder, in_use, table

DEMO = Path(__file__).resolve().parent.parent / "demo"
_DEMO_PORT = 8787


@click.command()
@click.option(
    "--host", help="Address to listen on. Default: REJOINDER_HOST, else 127.0.0.1, which only this machine can reach."
)
@click.option("--port", type=click.IntRange(1, 65535), help="Port. Default: REJOINDER_PORT, else 8787.")
@click.option(
    "--workers", type=click.IntRange(0, 64), help="Processes. Default: REJOINDER_WORKERS, else 2 to 4 by processors."
)
@click.option("--public", is_flag=True, default=None, help="Let other machines use the service without keys.")
@index_option
def serve(folder: Path, **options: Any) -> None:
    """Serve the index: the API under /v1, and a page to try it on.

    Settings come from the environment (`rejoinder settings` lists them); options override them. If a build or update
    ends while the service runs, the next request is answered from it. With REJOINDER_DEPOT_ROLE=follower, the service
    fetches the index from the depot, and follows what the builder publishes there. SIGTERM or Ctrl-C stops the service
    after it has answered the requests that have begun.

    \b
    rejoinder serve
    rejoinder serve --port 9000 --workers 4
    REJOINDER_ALLOWED_HOSTS=debunks.example.org rejoinder serve --host 0.0.0.0 --public
    """
    from server import gunicorn_app

    settings = Settings.load(index=folder, **options)
    fetching = FirstFetch(settings) if settings.follows else None
    models = open_models(settings)
    if fetching is not None:
        fetching.end(models)
    gunicorn_app.check(settings, models)
    click.echo(f"Rejoinder serves {folder} on {gunicorn_app.url(settings)}", err=True)
    gunicorn_app.serve(settings, models)


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", type=click.IntRange(1, 65535), default=_DEMO_PORT, show_default=True, help="Port.")
@bare_index_option
def demo(folder: Path | None, host: str, port: int) -> None:
    """Try Rejoinder on a small index of well-known falsehoods.

    The command builds the index if it does not exist yet (in the platform's data folder), serves it, and says where to
    look. Ctrl-C stops it.

    \b
    rejoinder demo
    rejoinder demo --port 9000
    """
    from server import gunicorn_app

    own = data_folder() / "demo"
    folder = (folder or own).expanduser().absolute()
    # the demo is this machine's own, whatever depot, state and search cluster its real index has
    own_settings = Settings.load(index=folder, host=host, port=port)
    settings = dataclasses.replace(own_settings, depot="", state="", search=(), shards=0, shard_urls=())
    models = open_models(settings)
    _ensure_demo_index(folder, models, replaceable=folder == own)
    gunicorn_app.check(settings, models)
    where = gunicorn_app.url(settings)
    click.echo(f"\nRejoinder is running on {number(len(Library(folder).current()))} demo cases. Look here:\n")
    click.echo(f"  {where}/              paste a text, or open the demo article, and see the notices")
    click.echo(f"  {where}/demo/article  the demo article as a page, for the browser extension")
    click.echo(f"  {where}/v1/pack       the demo cases as a pack, for the extension's way “On this computer”")
    click.echo("\nCtrl-C stops it.\n")
    gunicorn_app.serve(dataclasses.replace(settings, log_level="warning"), models)


def _ensure_demo_index(folder: Path, models: Models | None, replaceable: bool) -> None:
    """Build the demo index if there is none, or if another version or another model built the demo's own one."""
    try:
        problem = Library(folder, models).current().semantic.problem
        if problem and replaceable:
            raise IndexDamagedError(problem)
    except (IndexMissingError, IndexDamagedError) as e:
        if isinstance(e, IndexDamagedError) and not replaceable:
            raise
        click.echo(f"Building the demo index in {folder}", err=True)
        with build_progress(silent=False) as progress:
            building.build(folder, [str(DEMO / "cases.jsonl")], strict=True, progress=progress, models=models)


@click.command()
@json_option
def settings(as_json: bool) -> None:
    """List the settings of the service.

    Each is listed with its environment variable, its meaning, its default, and the value in use if that differs.
    """
    current = in_use(Settings.load())
    rows = [
        {
            "name": name,
            "value": current[name],
            "default": default,
            "meaning": meaning,
        }
        for name, default, meaning in table()
    ]
    if as_json:
        print_json(rows)
        return
    for row in rows:
        set_to = f" (set to {row['value']})" if row["value"] != row["default"] else ""
        click.echo(f"{row['name']}\n    {row['meaning']}. Default: {row['default'] or 'none'}{set_to}")
