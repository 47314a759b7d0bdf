"""Model folders: what is read from them, and the errors for those that cannot be used."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from index.errors import ModelError
from index.semantic import model_folder
from index.semantic.encoder import Encoder
from index.semantic.model_folder import Overrides
from tests.semantic import tiny


def test_a_real_encoder_knows_what_means_the_same(minilm: Path) -> None:
    encoder = Encoder(model_folder.read(minilm))
    asked = encoder.of_passages(["The presidential vote in Austria was rigged.", "Circus lions sleep all day."])
    claim = encoder.of_claims(["The elections in Austria were falsified."])
    assert encoder.dimensions == 384
    assert np.allclose(np.linalg.norm(asked, axis=1), 1, atol=1e-5)
    assert asked[0] @ claim[0] > 0.6 > asked[1] @ claim[0] + 0.4


def test_a_text_has_the_same_vector_whatever_it_is_read_with(minilm: Path) -> None:
    encoder = Encoder(model_folder.read(minilm), threads=2)
    texts = ["one", "a rather longer text about " + "many things " * 30, "NATO plans war", "", "🙂" * 50]
    alone = np.concatenate([encoder.of_passages([t]) for t in texts])
    assert np.array_equal(encoder.of_passages(texts), alone)


def test_pooling_prompts_and_dimensions_come_from_the_models_own_files(tmp_path: Path) -> None:
    folder = tiny.encoder(tmp_path / "m", pooling="cls_token", prompts=True)
    found = model_folder.read(folder)
    assert (found.pooling, found.query_prefix, found.passage_prefix) == ("cls", "moon ", "earth ")
    assert found.dimensions == tiny.DIMENSIONS
    plain = model_folder.read(tiny.encoder(tmp_path / "plain"))
    assert (plain.pooling, plain.query_prefix) == ("mean", "")
    mean = Encoder(plain).of_passages(["moon landing"])
    assert not np.allclose(
        mean, Encoder(model_folder.read(plain.path, Overrides(pooling="max"))).of_passages(["moon landing"])
    )


def test_settings_go_before_the_models_own_files_and_change_its_digest(tmp_path: Path) -> None:
    folder = tiny.encoder(tmp_path / "m", prompts=True)
    found = model_folder.read(folder, Overrides("max", "query: ", "passage: ", 9))
    assert (found.pooling, found.query_prefix, found.passage_prefix, found.max_tokens) == (
        "max",
        "query: ",
        "passage: ",
        9,
    )
    assert found.digest != model_folder.read(folder).digest


def _nothing(folder: Path) -> None:
    shutil.rmtree(folder)


def _no_onnx(folder: Path) -> None:
    (folder / "model.onnx").unlink()


def _truncated(folder: Path) -> None:
    path = folder / "model.onnx"
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def _empty(folder: Path) -> None:
    (folder / "tokenizer.json").write_bytes(b"")


def _no_tokenizer(folder: Path) -> None:
    (folder / "tokenizer.json").unlink()


def _bad_tokenizer(folder: Path) -> None:
    (folder / "tokenizer.json").write_text('{"version": 1')


def _other_shape(folder: Path) -> None:
    (folder / "config.json").write_text('{"hidden_size": 99}')


def _bad_config(folder: Path) -> None:
    (folder / "config.json").write_text("[1")


def _bad_pooling(folder: Path) -> None:
    (folder / "1_Pooling").mkdir()
    (folder / "1_Pooling" / "config.json").write_text('{"pooling_mode_lasttoken": true}')


@pytest.mark.parametrize(
    ("damage", "says"),
    [
        (_nothing, "there is no model folder"),
        (_no_onnx, "no .onnx file"),
        (_truncated, "model.onnx cannot be loaded"),
        (_empty, "tokenizer.json is empty"),
        (_no_tokenizer, "no tokenizer.json"),
        (_bad_tokenizer, "tokenizer.json cannot be read"),
        (_other_shape, "wrong shape"),
        (_bad_config, "config.json cannot be read"),
        (_bad_pooling, "pools by"),
    ],
)
def test_a_folder_that_cannot_be_used_is_named_with_the_reason(
    tmp_path: Path, damage: Callable[[Path], None], says: str
) -> None:
    folder = tiny.encoder(tmp_path / "model")
    damage(folder)
    with pytest.raises(ModelError, match=says) as e:
        Encoder(model_folder.read(folder))
    assert str(folder) in str(e.value)


def test_endless_texts_are_cut(tmp_path: Path) -> None:
    encoder = Encoder(model_folder.read(tiny.encoder(tmp_path / "m")))
    found = encoder.of_passages(["moon " * 5000, "x" * 1_000_000, "earth is flat"] * 50)
    assert found.shape == (150, tiny.DIMENSIONS)
    assert np.isfinite(found).all()


def test_what_describes_a_model_is_no_secret_of_its_folder(tmp_path: Path) -> None:
    folder = tiny.encoder(tmp_path / "m")
    first = model_folder.read(folder).digest
    moved = shutil.copytree(folder, tmp_path / "elsewhere")
    assert model_folder.read(Path(moved)).digest == first
    (folder / "sentence_bert_config.json").write_text(json.dumps({"max_seq_length": 8}))
    assert model_folder.read(folder).digest != first
