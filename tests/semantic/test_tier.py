"""The semantic tier of an index: building, updating, opening it only with its own model, and its effect on results."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from index.errors import ModelError
from index.matcher.matcher import Block
from index.matcher.models import Models
from index.reader.model import Reader
from index.semantic import model_folder, vectors
from index.semantic.encoder import Encoder
from index.semantic.model_folder import Overrides
from index.semantic.nearest import quantise
from index.storage import build as building
from index.storage.generation import Generation
from index.storage.generations import live_name, path_of, verify
from index.storage.library import Library
from server import gunicorn_app
from server.app import create_app
from server.config.open_models import open_models
from server.config.settings import Settings
from tests.semantic import tiny

CASES = [
    ("moon", "The moon landing was staged in a studio.", "Men never walked on the Moon: it was filmed on Earth."),
    ("chips", "Vaccines inject microchips into people.", "A microchip is put into everybody who is vaccinated."),
    ("circus", "The town council sold the circus lions.", "Lions of the circus were sold by the council."),
    ("vote", "The elections in Austria were falsified.", "Officials falsified the Austrian presidential election."),
]


def rows(cases: list[tuple[str, str, str]]) -> str:
    return "".join(json.dumps({"id": i, "source": "test", "title": t, "summary": s}) + "\n" for i, t, s in cases)


@pytest.fixture
def encoder(tmp_path: Path) -> Encoder:
    return Encoder(model_folder.read(tiny.encoder(tmp_path / "tiny")))


@pytest.fixture
def index(tmp_path: Path, encoder: Encoder) -> Path:
    """An index with vectors from the tiny model."""
    (tmp_path / "cases.jsonl").write_text(rows(CASES))
    report = building.build(tmp_path / "index", [str(tmp_path / "cases.jsonl")], models=Models(encoder=encoder))
    assert report.encoded == 8
    return tmp_path / "index"


def update(index: Path, cases: list[tuple[str, str, str]], models: Models | None) -> building.Report:
    path = index.parent / "more.jsonl"
    path.write_text(rows(cases))
    return building.update(index, [str(path)], models=models)


def stored(index: Path) -> tuple[dict[str, Any] | None, np.ndarray]:
    path = path_of(index, live_name(index))
    opened = vectors.open_(path)
    return vectors.described(path), np.array(opened.rows) if opened else np.empty((0, 0), np.int8)


def expected(index: Path, encoder: Encoder) -> np.ndarray:
    arrays = Generation(path_of(index, live_name(index))).matcher.arrays
    return quantise(encoder.of_claims([arrays.text(u) for u in range(arrays.units)]))


def test_every_wording_has_its_vector(index: Path, encoder: Encoder) -> None:
    meta, rows_ = stored(index)
    assert meta is not None
    assert (meta["digest"], meta["model"], meta["units"]) == (encoder.digest, "tiny", 8)
    assert np.array_equal(rows_, expected(index, encoder))
    assert Library(index).current().manifest.settings["model"]["digest"] == encoder.digest


def test_an_update_encodes_only_what_changed(index: Path, encoder: Encoder) -> None:
    report = update(
        index, [("new", "The bridge was sold.", ""), ("chips", "Vaccines inject chips.", "")], Models(encoder=encoder)
    )
    assert report.encoded == 2
    assert np.array_equal(stored(index)[1], expected(index, encoder))


def test_a_deletion_needs_no_model_and_an_addition_does(index: Path, encoder: Encoder) -> None:
    building.delete(index, ["moon"])
    assert np.array_equal(stored(index)[1], expected(index, encoder))
    before = live_name(index)
    with pytest.raises(ModelError, match="vectors of the model tiny"):
        update(index, [("new", "The bridge was sold.", "")], None)
    assert live_name(index) == before


def test_another_model_encodes_everything_anew(index: Path, encoder: Encoder) -> None:
    other = Encoder(model_folder.read(encoder.folder.path, Overrides(query_prefix="moon ")))
    assert update(index, [("new", "The bridge was sold.", "")], Models(encoder=other)).encoded == 9
    assert (stored(index)[0] or {})["digest"] == other.digest


def test_vectors_are_never_used_with_another_model(index: Path, encoder: Encoder) -> None:
    other = Encoder(model_folder.read(encoder.folder.path, Overrides(pooling="max")))
    generation = Library(index, Models(encoder=other)).current()
    assert not generation.semantic.active
    assert "another model" in (generation.semantic.problem or "")
    assert generation.matcher.tier is None
    assert Library(index, Models(encoder=encoder)).current().semantic.active


def test_a_flipped_byte_in_the_vectors_is_found(index: Path) -> None:
    path = path_of(index, live_name(index)) / vectors.FOLDER / "vectors.npy"
    content = bytearray(path.read_bytes())
    content[-3] ^= 1
    path.write_bytes(content)
    assert any("vectors.npy" in problem for problem in verify(index))


def test_a_claim_in_other_words_is_found(tmp_path: Path, minilm: Path) -> None:
    models = Models(Reader(), Encoder(model_folder.read(minilm)), reader_budget_ms=10_000)
    (tmp_path / "cases.jsonl").write_text(rows(CASES))
    building.build(tmp_path / "index", [str(tmp_path / "cases.jsonl")], models=models)
    block = [Block("b", "Balloting for head of state at Vienna got rigged by government staff.")]
    without = Library(tmp_path / "index", Models(models.reader)).current().matcher.match(block, min_score=0.3)
    found = Library(tmp_path / "index", models).current().matcher.match(block, min_score=0.3)
    assert without == []
    assert "vote" in {match.case for match in found}


def test_a_search_finds_other_words_too(tmp_path: Path, minilm: Path) -> None:
    models = Models(Reader(), Encoder(model_folder.read(minilm)))
    (tmp_path / "cases.jsonl").write_text(rows(CASES))
    building.build(tmp_path / "index", [str(tmp_path / "cases.jsonl")], models=models)
    plain = Library(tmp_path / "index").current()
    hybrid = Library(tmp_path / "index", models).current()
    query = "rigged presidential ballot Vienna"
    assert hybrid.search(query).hits[0].case.id == "vote"
    assert hybrid.search("lunar touchdown was faked").hits[0].case.id == "moon"
    assert plain.search("lunar touchdown faked").hits == []
    pages = [hybrid.search("the council moon vaccines", limit=1, offset=n) for n in range(4)]
    seen = [hit.case.id for found in pages for hit in found.hits]
    assert len(seen) == len(set(seen)) == pages[0].total
    assert hybrid.search("lunar touchdown was faked", source="other").hits == []
    assert hybrid.search('"lunar touchdown"').total == 0


def test_what_the_budget_does_not_reach_is_not_encoded(index: Path, encoder: Encoder) -> None:
    texts = [f"the moon landing was staged {n}" for n in range(40)]

    def encoded(budget_ms: float) -> int:
        tier = Library(index, Models(None, encoder, encoder_budget_ms=budget_ms)).current().matcher.tier
        assert tier is not None
        reading = tier.reading()
        reading.read(texts)
        return sum(reading.vector(text) is not None for text in texts)

    assert 0 < encoded(1e-6) < encoded(1e6) == 40


def test_the_status_tells_of_the_tier(index: Path, encoder: Encoder) -> None:
    settings = Settings(index=index)
    with create_app(settings, Library(index, Models(encoder=encoder))).test_client() as client:
        told = client.get("/v1/status").get_json()["semantic"]
        assert told == {"active": True, "model": "tiny", "problem": None}
    with create_app(settings, Library(index)).test_client() as client:
        assert client.get("/v1/status").get_json()["semantic"]["active"] is False


def test_the_service_does_not_start_without_the_model_it_was_told_of(index: Path, encoder: Encoder) -> None:
    settings = Settings(index=index, model=str(index.parent / "nowhere"), port=8799)
    with pytest.raises(ModelError, match="there is no model folder"):
        open_models(settings)
    assert open_models(dataclasses.replace(settings, model_required=False)).encoder is None
    other = Encoder(model_folder.read(encoder.folder.path, Overrides(pooling="max")))
    with pytest.raises(gunicorn_app.ServingError, match="another model"):
        gunicorn_app.check(settings, Models(encoder=other))
