"""If one of the reader's files is wrong, the error names it and says what to do."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from index.errors import ModelError
from index.reader.model import REPEATS, Reader, log_odds, probabilities
from server.cli import cli
from server.config.open_models import open_models
from server.config.settings import SettingError, Settings
from tests.reader import tiny


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tiny.reader(tmp_path / "reader")


def test_it_reads(folder: Path) -> None:
    reader = Reader(folder)
    logits = reader.logits(reader.encoder.encode("The moon landing was staged", "A staged landing on the moon"))
    assert logits.shape == (5,)
    assert probabilities(logits[None])[0].argmax() == REPEATS
    assert log_odds(logits[None], (REPEATS,))[0] > 0
    logits = reader.logits(reader.encoder.encode("The moon landing was staged", "Lions in town"))
    assert log_odds(logits[None], (REPEATS,))[0] < 0


def _cut(folder: Path) -> None:
    path = folder / "reader.onnx"
    path.write_bytes(path.read_bytes()[:-100])


def _flip(folder: Path) -> None:
    content = bytearray((folder / "tokenizer.json").read_bytes())
    content[-20] ^= 1
    (folder / "tokenizer.json").write_bytes(content)


def _gone(folder: Path) -> None:
    (folder / "reader.onnx").unlink()


def _no_model(folder: Path) -> None:
    (folder / "reader.onnx").write_bytes(b"no model at all")
    tiny.describe(folder)


def _other_shape(folder: Path) -> None:
    tiny.reader(folder, answers=3)


def _other_format(folder: Path) -> None:
    told = json.loads((folder / "reader.json").read_text())
    (folder / "reader.json").write_text(json.dumps(told | {"format": 99}))


def _no_thresholds(folder: Path) -> None:
    told = json.loads((folder / "reader.json").read_text())
    del told["thresholds"]
    (folder / "reader.json").write_text(json.dumps(told))


DAMAGES = [
    (_cut, "reader.onnx is not the file"),
    (_flip, "tokenizer.json is not the file"),
    (_gone, "reader.onnx cannot be used"),
    (_no_model, "reader.onnx cannot be used"),
    (_other_shape, "another shape"),
    (_other_format, "format 99"),
    (_no_thresholds, "reader.json cannot be used"),
]


@pytest.mark.parametrize(("damage", "says"), DAMAGES)
def test_files_that_cannot_be_used_are_named_with_what_to_do(
    folder: Path, damage: Callable[[Path], None], says: str
) -> None:
    damage(folder)
    with pytest.raises(ModelError, match=says) as e:
        Reader(folder)
    assert "REJOINDER_READER=off" in str(e.value)
    assert "\n" not in str(e.value)


def test_start_up_names_a_damaged_reader_and_goes_on_without_it_if_told_to(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _cut(folder)
    monkeypatch.setenv("REJOINDER_READER", str(folder))
    result = CliRunner().invoke(cli, ["serve", "--index", str(tmp_path / "none")])
    assert result.exit_code == 1
    assert "reader.onnx is not the file" in result.output
    assert open_models(Settings(reader="off")).reader is None


def test_a_setting_that_names_no_reader_is_refused() -> None:
    with pytest.raises(SettingError, match="REJOINDER_READER must be on, off, or a folder"):
        Settings.load({"REJOINDER_READER": "perhaps"})
    assert Settings.load({"REJOINDER_READER": "OFF"}).reader == "off"
