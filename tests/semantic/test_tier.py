"""The tier in an index: built with it, changed with it, opened only with its own model, and what it changes."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from click.testing import CliRunner

from index import build as building
from index.errors import ModelError
from index.generation import Generation
from index.generations import live_name, path_of, verify
from index.library import Library
from index.matcher.matcher import Block
from index.semantic import model_folder, vectors
from index.semantic.calibration import Calibration
from index.semantic.encoder import Encoder
from index.semantic.model_folder import Overrides
from index.semantic.models import Models
from index.semantic.nearest import quantise
from index.semantic.reranker import Reranker
from server import serving
from server.app import create_app
from server.cli import cli
from server.semantic import open_models
from server.settings import Settings
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
    """An index with vectors of the tiny model."""
    (tmp_path / "cases.jsonl").write_text(rows(CASES))
    report = building.build(tmp_path / "index", [str(tmp_path / "cases.jsonl")], models=Models(encoder))
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
        index, [("new", "The bridge was sold.", ""), ("chips", "Vaccines inject chips.", "")], Models(encoder)
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
    assert update(index, [("new", "The bridge was sold.", "")], Models(other)).encoded == 9
    assert (stored(index)[0] or {})["digest"] == other.digest


def test_vectors_are_never_used_with_another_model(index: Path, encoder: Encoder) -> None:
    other = Encoder(model_folder.read(encoder.folder.path, Overrides(pooling="max")))
    generation = Library(index, Models(other)).current()
    assert not generation.semantic.active
    assert "another model" in (generation.semantic.problem or "")
    assert generation.matcher.tier is None
    assert Library(index, Models(encoder)).current().semantic.active


def test_a_flipped_byte_in_the_vectors_is_found(index: Path) -> None:
    path = path_of(index, live_name(index)) / vectors.FOLDER / "vectors.npy"
    content = bytearray(path.read_bytes())
    content[-3] ^= 1
    path.write_bytes(content)
    assert any("vectors.npy" in problem for problem in verify(index))


def test_a_claim_in_other_words_is_found(tmp_path: Path, minilm: Path) -> None:
    models = Models(Encoder(model_folder.read(minilm)))
    (tmp_path / "cases.jsonl").write_text(rows(CASES))
    building.build(tmp_path / "index", [str(tmp_path / "cases.jsonl")], models=models)
    block = [Block("b", "Balloting for head of state at Vienna got rigged by government staff.")]
    without = Library(tmp_path / "index").current().matcher.match(block, min_score=0)
    found = Library(tmp_path / "index", models).current().matcher.match(block, min_score=0)
    assert [m for m in without if m.case == "vote" and m.score > 0.02] == []
    assert found[0].case == "vote"
    assert found[0].score > max((m.score for m in without), default=0)


def test_a_search_finds_other_words_too(tmp_path: Path, minilm: Path) -> None:
    models = Models(Encoder(model_folder.read(minilm)))
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


def test_what_the_budget_does_not_reach_keeps_its_score(index: Path, encoder: Encoder) -> None:
    blocks = [Block(str(n), f"The moon landing was staged in a studio on day {n}.") for n in range(40)]
    plain = {m.block: m.score for m in Library(index).current().matcher.match(blocks, min_score=0.3, max_matches=99)}
    hasty = Library(index, Models(encoder, budget_ms=1e-6)).current().matcher.match(blocks, min_score=0, max_matches=99)
    unhurried = (
        Library(index, Models(encoder, budget_ms=1e6)).current().matcher.match(blocks, min_score=0, max_matches=99)
    )
    same = {m.block for m in hasty if m.case == "moon" and abs(m.score - plain.get(m.block, -1)) < 1e-9}
    assert 30 <= len(same) < 40
    assert not {m.block for m in unhurried if m.case == "moon" and abs(m.score - plain.get(m.block, -1)) < 1e-9}


def test_a_reranker_reads_the_best_pairs(index: Path, encoder: Encoder, tmp_path: Path) -> None:
    folder = model_folder.read(tiny.cross_encoder(tmp_path / "cross"))
    block = [Block("b", "the moon landing was staged in a studio")]
    scores = []
    for shift in (-20.0, 20.0):
        reranker = Reranker(folder, calibrated=Calibration(0.1, 0.0, shift, 40))
        found = Library(index, Models(encoder, reranker)).current().matcher.match(block, min_score=0)
        scores.append({m.case: m.score for m in found}["moon"])
    assert scores[0] < 0.01 < 0.99 < scores[1]


def test_the_status_tells_of_the_tier(index: Path, encoder: Encoder) -> None:
    settings = Settings(index=index)
    with create_app(settings, Library(index, Models(encoder))).test_client() as client:
        told = client.get("/v1/status").get_json()["semantic"]
        assert told == {"active": True, "model": "tiny", "reranker": None, "problem": None}
    with create_app(settings, Library(index)).test_client() as client:
        assert client.get("/v1/status").get_json()["semantic"]["active"] is False


def test_the_service_does_not_start_without_the_model_it_was_told_of(index: Path, encoder: Encoder) -> None:
    settings = Settings(index=index, model=str(index.parent / "nowhere"), port=8799)
    with pytest.raises(ModelError, match="there is no model folder"):
        open_models(settings)
    assert open_models(dataclasses.replace(settings, model_required=False)) is None
    other = Encoder(model_folder.read(encoder.folder.path, Overrides(pooling="max")))
    with pytest.raises(serving.ServingError, match="another model"):
        serving.check(settings, Models(other))


def test_a_reranker_is_calibrated_from_labelled_pairs(
    index: Path, encoder: Encoder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tiny.cross_encoder(tmp_path / "cross")
    pairs = [{"text": "the moon landing was staged in a studio", "case": "moon", "repeats": True}] * 25
    pairs += [{"text": "the circus is in town", "case": "moon", "repeats": False}] * 25
    (tmp_path / "labelled.jsonl").write_text("".join(json.dumps(p) + "\n" for p in pairs))
    monkeypatch.setenv("REJOINDER_MODEL", str(encoder.folder.path))
    command = ["models", "calibrate", str(folder), str(tmp_path / "labelled.jsonl"), "--index", str(index)]
    result = CliRunner().invoke(cli, command)
    assert result.exit_code == 0, result.output
    reranker = Reranker(model_folder.read(folder))
    odds = np.zeros(2)
    low, high = reranker.calibration.probability(np.array([0.0, 4.0]), odds)
    assert low < high
    (tmp_path / "labelled.jsonl").write_text('{"text": "x", "case": "none", "repeats": true}\n')
    result = CliRunner().invoke(cli, command)
    assert result.exit_code == 1
    assert "line 1" in result.output
