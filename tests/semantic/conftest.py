"""Models for the tests of the semantic tier."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

from tests.conftest import require

require_installed = ("onnxruntime", "tokenizers", "onnx", "huggingface_hub")


@pytest.fixture(autouse=True)
def _installed() -> None:
    for name in require_installed:
        require(importlib.util.find_spec(name) is not None, f"{name} is not installed")


@pytest.fixture(scope="session")
def minilm(shared: Path) -> Path:
    """A real sentence encoder."""
    folder = shared / "models" / "all-MiniLM-L6-v2"
    require(folder.is_dir(), f"no model in {folder}")
    return folder
