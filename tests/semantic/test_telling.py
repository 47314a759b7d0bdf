"""Nothing that runs a model tells anybody about it."""

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
    # the library is silent by itself where it believes that it is tested
    own = {k: v for k, v in os.environ.items() if k in ("PATH", "LANG")} | {"HOME": str(home), "TMPDIR": str(temporary)}
    run = f"import {module}, onnxruntime; onnxruntime.SessionOptions()"
    subprocess.run([sys.executable, "-c", run], check=True, cwd=ROOT, env=own)
    # an identifier of the machine, what waits to be sent, and a session's number
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
