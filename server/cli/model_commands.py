"""`rejoinder models ...`: fetching, looking at and calibrating the models of the semantic tier."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click
import numpy as np

from index.errors import RejoinderError
from index.library import Library
from index.matcher.matcher import Block
from index.semantic import calibration, hub, model_folder
from index.semantic.encoder import Encoder
from index.semantic.model_folder import ModelFolder
from index.semantic.onnx import Session
from index.semantic.plain import readable
from index.semantic.reranker import raw_scores
from server.cli.options import index_option, json_option
from server.cli.output import megabytes, number, print_json
from server.semantic import encoder_folder, models_folder, open_models
from server.settings import Settings


@click.group("models")
def group() -> None:
    """The models of the semantic tier, which finds claims in other words.

    The tier is optional: `pip install 'rejoinder[semantic]'`, then name a model with the setting `model`
    (REJOINDER_MODEL) when you build the index and when you serve it.
    """


@group.command()
@click.argument("name")
@click.option("--revision", help="Branch, tag or commit. Default: the newest.")
def pull(name: str, revision: str | None) -> None:
    """Fetch a model with an ONNX export from the hub, by its name there.

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
    """Load the model that the setting `model` names, and say how it is used."""
    settings = Settings.load()
    if not settings.model:
        raise RejoinderError("no model is configured: name one with the setting `model` (REJOINDER_MODEL)")
    folder = encoder_folder(settings)
    about = _about(folder) | {"dimensions": Encoder(folder).dimensions}
    if as_json:
        print_json(about)
        return
    for key, value in about.items():
        click.echo(f"{key:15} {value}")


@group.command()
@click.argument("reranker", type=click.Path(file_okay=False, path_type=Path))
@click.argument("labelled", type=click.Path(dir_okay=False, path_type=Path))
@index_option
def calibrate(reranker: Path, labelled: Path, folder: Path) -> None:
    """Weigh the scores of the re-ranker in the folder RERANKER against pairs that people labelled.

    LABELLED has one JSON object a line: {"text": a passage, "case": an id of the index, "repeats": true or false}. At
    least 20 of each kind are needed. The result is kept in RERANKER.
    """
    found = model_folder.read(reranker)
    generation = Library(folder, open_models(Settings.load(), building=True)).current()
    session = Session(found)
    score, odds, right = [], [], []
    for line, row in enumerate(_rows(labelled), 1):
        case = generation.case(str(row.get("case")))
        if case is None or not isinstance(row.get("text"), str) or not isinstance(row.get("repeats"), bool):
            raise RejoinderError(
                f"{labelled}, line {line}: needs a text, the id of a case of this index, and repeats true or false"
            )
        matches = generation.matcher.match([Block("text", row["text"])], min_score=0, per_block=50)
        own = next((m for m in matches if case.id in (m.case, *m.also)), None)
        probability = min(max(own.score if own is not None else 0.0, 1e-6), 1 - 1e-6)
        claim = own.why["claim"] if own is not None else case.title
        score.append(float(raw_scores(session, found, [(readable(row["text"]), readable(claim))])[0]))
        odds.append(float(np.log(probability / (1 - probability))))
        right.append(row["repeats"])
    fitted = calibration.fit(np.array(score), np.array(odds), np.array(right, np.bool_))
    fitted.write(reranker)
    click.echo(f"calibrated on {number(fitted.pairs)} pairs: {reranker / calibration.FILE}")


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


def _rows(path: Path) -> list[dict[str, Any]]:
    try:
        rows = [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]
    except OSError as e:
        raise RejoinderError(f"{path} cannot be read ({e.strerror})") from None
    except ValueError as e:
        raise RejoinderError(f"{path} is no file of JSON lines ({e})") from None
    if not all(isinstance(row, dict) for row in rows):
        raise RejoinderError(f"{path} holds lines that are no JSON object")
    return rows
