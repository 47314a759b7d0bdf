"""Running a model sends nothing to anybody."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT


@pytest.mark.parametrize("module", ["index.semantic.onnx", "bench.reader.evaluate"])
def test_opening_the_library_of_models_leaves_and_sends_nothing(tmp_path: Path, module: str) -> None:
    home, temporary = tmp_path / "home", tmp_path / "tmp"
    for folder in (home, temporary):
        folder.mkdir()
    # the library sends nothing anyway if it believes that it is being tested
    own = {k: v for k, v in os.environ.items() if k in ("PATH", "LANG")} | {"HOME": str(home), "TMPDIR": str(temporary)}
    run = f"import {module}, onnxruntime; onnxruntime.SessionOptions()"
    subprocess.run([sys.executable, "-c", run], check=True, cwd=ROOT, env=own)
    # an identifier of the machine, data waiting to be sent, and a session number
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
