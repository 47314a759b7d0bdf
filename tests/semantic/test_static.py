"""The built-in encoder: its vectors, and an index that uses it."""

from __future__ import annotations

import copy
import dataclasses
import json
import shutil
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner

from index.errors import ModelError
from index.matcher.matcher import Block
from index.reader.model import Reader
from index.semantic import vectors
from index.semantic.calibration import MeaningCalibration
from index.semantic.nearest import quantise
from index.semantic.static import SHIPPED, StaticEncoder
from index.storage import build as building
from index.storage.library import Library
from server import gunicorn_app
from server.app import create_app
from server.cli import cli
from server.config.open_models import open_models
from server.config.settings import Settings
from tests.semantic.test_tier import CASES, rows

BUILT_IN = Settings(model="built-in", reader_budget_ms=10_000)
REWORDED = "Высадка на Луну была снята в студии."


@pytest.fixture(scope="module")
def encoder() -> StaticEncoder:
    return StaticEncoder()


@pytest.fixture
def cases(tmp_path: Path) -> str:
    (tmp_path / "cases.jsonl").write_text(rows(CASES))
    return str(tmp_path / "cases.jsonl")


@pytest.fixture
def index(tmp_path: Path, cases: str) -> Path:
    """An index with vectors of the built-in encoder."""
    report = building.build(tmp_path / "index", [cases], models=open_models(BUILT_IN, building=True))
    assert report.encoded == 2 * len(CASES)
    return tmp_path / "index"


def test_vectors_have_the_length_of_one(encoder: StaticEncoder) -> None:
    found = encoder.of_passages(["The moon", "", "🌝" * 3, "word " * 10_000])
    assert found.dtype == np.float32
    assert found.shape == (4, encoder.dimensions)
    assert np.linalg.norm(found, axis=1) == pytest.approx([1, 0, 1, 1])
    assert encoder.of_claims([]).shape == (0, encoder.dimensions)


@pytest.mark.parametrize(
    ("text", "case"),
    [
        ("They never flew there, the lunar footage was shot in a Hollywood hangar.", "moon"),
        ("Die Mondlandung wurde in einem Studio gedreht.", "moon"),
        ("Высадка на Луну была снята в студии.", "moon"),
        ("Les vaccins injectent des puces électroniques.", "chips"),
        ("Вакцини вводять людям мікрочіпи.", "chips"),
        ("Las elecciones en Austria fueron falsificadas.", "vote"),
        ("Le elezioni in Austria sono state falsificate.", "vote"),
        ("Rada miasta sprzedała lwy z cyrku.", "circus"),
    ],
)
def test_a_claim_is_nearest_to_what_says_it_in_other_words_or_languages(
    encoder: StaticEncoder, text: str, case: str
) -> None:
    claims = encoder.of_claims([title for _, title, _ in CASES])
    near = encoder.of_passages([text]) @ claims.T
    assert CASES[int(near.argmax())][0] == case


def test_claims_are_encoded_with_progress(
    tmp_path: Path, cases: str, encoder: StaticEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.semantic.vectors.AT_ONCE", 3)
    building.build(tmp_path / "index", [cases])
    generation = Library(tmp_path / "index").current()
    told: list[tuple[int, int]] = []
    assert vectors.build(generation.folder, encoder, progress=lambda done, of: told.append((done, of))) == 8
    assert told == [(3, 8), (6, 8), (8, 8)]
    stored = vectors.open_(generation.folder)
    assert stored is not None
    whole = quantise(encoder.of_claims([generation.matcher.arrays.text(unit) for unit in range(8)]))
    assert np.array_equal(stored.rows, whole)


def test_the_status_and_the_doctor_name_it(index: Path) -> None:
    settings = dataclasses.replace(BUILT_IN, index=index, port=8798)
    gunicorn_app.check(settings, open_models(settings))
    with create_app(settings).test_client() as client:
        told = client.get("/v1/status").get_json()["semantic"]
    assert (told["active"], told["problem"]) == (True, None)
    assert told["model"].startswith("rejoinder-encoder-")
    result = CliRunner().invoke(cli, ["doctor", "--index", str(index)])
    assert f"{told['model']} is in use" in result.output


def test_other_words_are_found_with_it(index: Path) -> None:
    block = [Block("b", REWORDED)]
    with_it, without = (open_models(dataclasses.replace(BUILT_IN, model=model)) for model in ("built-in", "off"))
    assert "moon" in {m.case for m in Library(index, with_it).current().matcher.match(block, min_score=0.1)}
    assert Library(index, without).current().matcher.match(block, min_score=0.1) == []


def test_a_claim_among_other_sentences_of_a_short_block_is_found(index: Path) -> None:
    sentences = ("Вчера в Осло прошёл дождь.", REWORDED, "Магазин на улице Карла Юхана закрыт до пятницы.")
    text = " ".join(sentences)
    matcher = Library(index, open_models(BUILT_IN)).current().matcher
    (match,) = (m for m in matcher.match([Block("b", text)], min_score=0.3) if m.case == "moon")
    assert text[match.start : match.end] == REWORDED


def reworded(index: Path, calibration: MeaningCalibration | None) -> tuple[float, str | None]:
    """Score and relation of a passage that shares no word with its claim; one with the same words is always told."""
    models = open_models(BUILT_IN)
    assert isinstance(models.encoder, StaticEncoder)
    encoder = copy.copy(models.encoder)
    encoder.calibration = calibration
    matcher = Library(index, dataclasses.replace(models, encoder=encoder)).current().matcher
    assert matcher.match([Block("b", CASES[0][1])])[0].relation == "repeats"
    (match,) = (m for m in matcher.match([Block("b", REWORDED)], min_score=0) if m.case == "moon")
    return match.score, match.relation


def test_the_score_of_what_shares_no_words_is_calibrated_for_that(index: Path) -> None:
    calibration = StaticEncoder().calibration
    assert calibration is not None
    assert calibration.of_reader == Reader().description.name, "fit it again: python -m bench.meaning --write"
    score, relation = reworded(index, dataclasses.replace(calibration, constant=20.0))
    assert (score, relation) == (pytest.approx(1, abs=0.01), "repeats")
    score, relation = reworded(index, dataclasses.replace(calibration, constant=-20.0))
    assert score < 0.01
    assert relation != "repeats"


@pytest.mark.parametrize("calibration", [None, MeaningCalibration("another", 20.0, 1.0, 1.0, 0.0)])
@pytest.mark.parametrize(("least", "told"), [(0.5, True), (0.999, False)])
def test_without_a_calibration_for_the_reader_such_a_score_must_be_higher(
    index: Path, monkeypatch: pytest.MonkeyPatch, calibration: MeaningCalibration | None, least: float, told: bool
) -> None:
    monkeypatch.setattr("index.matcher.score.MEANING_FROM", least)
    assert (reworded(index, calibration)[1] == "repeats") == told


def test_a_closer_pair_is_likelier_and_a_score_of_one_is_bounded() -> None:
    calibration = MeaningCalibration("r", constant=-4.0, reader=1.0, cosine=8.0, other_language=0.5)
    assert calibration.probability(0.5, 0.5, other_language=False) == pytest.approx(0.5)
    assert calibration.probability(0.5, 0.6, other_language=False) > 0.5
    assert calibration.probability(0.5, 0.5, other_language=True) > 0.5
    assert 0 < calibration.probability(0.0, 0.0, other_language=False) < calibration.probability(1.0, 1.0, True) < 1
    assert MeaningCalibration.from_dict(dataclasses.asdict(calibration)) == calibration


def test_of_a_long_page_the_nearest_pairs_are_read(index: Path) -> None:
    tier = Library(index, open_models(BUILT_IN)).current().matcher.tier
    assert tier is not None
    reading = tier.reading()
    assert (reading.most_passages, reading.most_pairs, reading.most_across) == (256, 8, 24)


def test_there_is_nothing_to_set_about_it() -> None:
    result = CliRunner().invoke(cli, ["models", "show"])
    assert result.exit_code == 1
    assert "built-in is the encoder that comes with Rejoinder" in result.output


def test_an_update_gives_vectors_to_an_index_without_any(tmp_path: Path, cases: str) -> None:
    building.build(tmp_path / "index", [cases])
    (tmp_path / "more.jsonl").write_text(rows([("new", "The bridge was sold.", "")]))
    models = open_models(BUILT_IN, building=True)
    assert building.update(tmp_path / "index", [str(tmp_path / "more.jsonl")], models=models).encoded == 9
    assert Library(tmp_path / "index", models).current().semantic.active


def test_an_index_without_vectors_is_served_all_the_same_and_the_doctor_says_what_to_do(
    tmp_path: Path, cases: str
) -> None:
    building.build(tmp_path / "index", [cases])
    settings = dataclasses.replace(BUILT_IN, index=tmp_path / "index", port=8798)
    library = gunicorn_app.check(settings, open_models(settings))
    assert not library.current().semantic.active
    result = CliRunner().invoke(cli, ["doctor", "--index", str(tmp_path / "index")])
    assert "has no vectors of the model rejoinder-encoder-" in result.output
    assert "build it again" in result.output


def test_an_update_leaves_the_vectors_of_a_model_that_was_set(tmp_path: Path, cases: str, index: Path) -> None:
    meta = Library(index).current().folder / "semantic" / "semantic.json"
    other = json.loads(meta.read_text("utf-8")) | {"model": "acme/large", "digest": "0" * 64}
    generation = Library(index).current().folder
    encoder = vectors.encoder_for_update(StaticEncoder(), generation)
    assert encoder is not None
    meta.chmod(0o644)
    meta.write_text(json.dumps(other), "utf-8")
    assert vectors.encoder_for_update(StaticEncoder(), generation) is None


def test_off_goes_without_it_and_an_update_names_the_setting(tmp_path: Path, index: Path) -> None:
    (tmp_path / "more.jsonl").write_text(rows([("new", "The bridge was sold.", "")]))
    off = open_models(dataclasses.replace(BUILT_IN, model="off"), building=True)
    assert off.encoder is None
    with pytest.raises(ModelError, match=r"set `model` \(REJOINDER_MODEL\) to built-in"):
        building.update(index, [str(tmp_path / "more.jsonl")], models=off)


@pytest.mark.parametrize(("file", "message"), [("vectors.npy", "altered or cut off"), ("encoder.json", "encoder.json")])
def test_a_file_that_was_altered_is_named(tmp_path: Path, file: str, message: str) -> None:
    folder = shutil.copytree(SHIPPED, tmp_path / "encoder")
    content = bytearray((folder / file).read_bytes())
    (folder / file).write_bytes(content[:-7])
    with pytest.raises(ModelError, match="go on without it") as raised:
        StaticEncoder(folder)
    assert message in str(raised.value) or file == "encoder.json"


def test_a_file_of_another_format_is_refused(tmp_path: Path) -> None:
    folder = shutil.copytree(SHIPPED, tmp_path / "encoder")
    described = json.loads((folder / "encoder.json").read_text())
    (folder / "encoder.json").write_text(json.dumps(described | {"format": 9}))
    with pytest.raises(ModelError, match="format 9, not 2"):
        StaticEncoder(folder)
