"""Resolves model names: a folder, or a model of the Hugging Face hub that was fetched into the data folder."""

from __future__ import annotations

import re
from pathlib import Path

from index.errors import ModelError
from index.semantic.model_folder import ONNX_NAMES

# The files to fetch with the ONNX file; weights for other frameworks are not fetched.
FILES = ("*.json", "1_Pooling/*", "2_Normalize/*", "*.txt", "*.model", "README.md", "LICENSE*")
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,95}(/[A-Za-z0-9][A-Za-z0-9._-]{0,95})?")


def folder_of(name: str, models: Path) -> Path:
    """The folder of the model `name`: the folder of that name, else the folder under `models` that `pull` makes."""
    path = Path(name).expanduser()
    if path.is_dir() or path.is_absolute() or name.startswith("."):
        return path
    if not _NAME.fullmatch(name):
        raise ModelError(
            f"{name!r} names neither a folder nor a model of the hub such as intfloat/multilingual-e5-small"
        )
    local = models / name.replace("/", "--")
    if not local.is_dir():
        raise ModelError(f"the model {name} was not fetched yet: `rejoinder models pull {name}` does it")
    return local


def pull(name: str, models: Path, revision: str | None = None) -> Path:
    """Fetch a model from the hub into `models`. Raises ModelError; then what was there before stays."""
    if not _NAME.fullmatch(name):
        raise ModelError(f"{name!r} is no name of a model of the hub, such as intfloat/multilingual-e5-small")
    from huggingface_hub import HfApi, snapshot_download  # slow to load, and seldom needed

    target = models / name.replace("/", "--")
    try:
        onnx = _chosen(HfApi().list_repo_files(name, revision=revision), name)
        snapshot_download(name, revision=revision, local_dir=target, allow_patterns=[*FILES, onnx, f"{onnx}_data"])
    except ModelError:
        raise
    except Exception as e:
        why = " ".join(str(e).split())[:200]
        raise ModelError(f"{name} cannot be fetched ({type(e).__name__}: {why})") from None
    return target


def _chosen(files: list[str], name: str) -> str:
    """The one ONNX file to fetch, because a hub has many variants of a model, each of hundreds of megabytes."""
    for folder in ("", "onnx/"):
        for known in ONNX_NAMES:
            if folder + known in files:
                return folder + known
    others = sorted(f for f in files if f.endswith(".onnx"))
    if not others:
        raise ModelError(f"{name} has no ONNX export: choose another model, or export it and name its folder")
    return others[0]
