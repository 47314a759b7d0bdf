"""`rejoinder models ...`: downloads and shows sentence encoders."""

from __future__ import annotations

from typing import Any

import click

from index.errors import RejoinderError
from index.semantic import hub, model_folder
from index.semantic.encoder import Encoder
from index.semantic.model_folder import ModelFolder
from server.cli.options import json_option
from server.cli.output import megabytes, print_json
from server.config.open_models import encoder_folder, models_folder
from server.config.settings import OFF, Settings


@click.group("models")
def group() -> None:
    """Manage sentence encoders, which find claims in other words and other languages.

    A small one comes with Rejoinder and is in use by default. To use a larger one, name it with the setting `model`
    (REJOINDER_MODEL) both when you build the index and when you serve it. "off" goes without.
    """


@group.command()
@click.argument("name")
@click.option("--revision", help="Branch, tag or commit. Default: the newest.")
def pull(name: str, revision: str | None) -> None:
    """Download a model that has an ONNX export from the Hugging Face hub, by its name there.

    \b
    rejoinder models pull sentence-transformers/paraphrase-multilingual-MiniLM-L12-v2
    """
    folder = hub.pull(name, models_folder(), revision)
    found = model_folder.read(folder)
    click.echo(f"{name} is in {folder} ({found.onnx.name}, {megabytes(found.onnx.stat().st_size)})")
    click.echo(f"Use it: export REJOINDER_MODEL={name}")


@group.command()
@json_option
def show(as_json: bool) -> None:
    """Load the model that the setting `model` names, and show how it is used."""
    settings = Settings.load()
    if settings.model == OFF:
        raise RejoinderError("the sentence encoder is off: name one with the setting `model` (REJOINDER_MODEL)")
    folder = encoder_folder(settings)
    about = _about(folder) | {"dimensions": Encoder(folder).dimensions}
    if as_json:
        print_json(about)
        return
    for key, value in about.items():
        click.echo(f"{key:15} {value}")


def _about(folder: ModelFolder) -> dict[str, Any]:
    return {
        "model": folder.name,
        "file": folder.onnx.name,
        "bytes": folder.onnx.stat().st_size,
        "pooling": folder.pooling,
        "query prefix": folder.query_prefix,
        "passage prefix": folder.passage_prefix,
        "longest input": folder.max_tokens,
        "digest": folder.digest,
    }
