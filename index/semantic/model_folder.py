"""Checks a folder with an ONNX model and its tokenizer, before anything is loaded.

The files that the sentence-transformers library writes say how to use an encoder: `modules.json` and the pooling folder
that it names, `sentence_bert_config.json` (longest input), `config_sentence_transformers.json` (prompts), `config.json`
(dimensions). All of them are optional, and settings override them.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from index.errors import ModelError

POOLINGS = ("mean", "cls", "max")
LONGEST = 256  # most tokens of an input; the cost grows with it, and no passage is longer
# Smaller models first: an int8 model needs a quarter of the memory, and is faster on common CPUs.
ONNX_NAMES = (
    "model_int8.onnx", "model_quantized.onnx", "model_qint8_avx512_vnni.onnx", "model_quint8_avx2.onnx",
    "model_uint8.onnx", "model.onnx", "model_optimized.onnx", "model_fp16.onnx",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Overrides:
    """Settings that override a model's own files; empty values override nothing."""

    pooling: str = ""
    query_prefix: str = ""
    passage_prefix: str = ""
    max_tokens: int = 0


@dataclass(frozen=True)
class ModelFolder:
    """The files of a model folder, and how to use the model.

    pooling: one of `POOLINGS`    query_prefix, passage_prefix: put before a page's passage (query) and before a claim's
    wording (passage)    dimensions: 0 if the files do not say
    """

    path: Path
    onnx: Path
    tokenizer: Path
    pooling: str = "mean"
    query_prefix: str = ""
    passage_prefix: str = ""
    max_tokens: int = LONGEST
    dimensions: int = 0

    @property
    def name(self) -> str:
        """The folder's own name, which users see."""
        return self.path.name

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the model, its tokenizer and how they are used; vectors with other digests are never compared."""
        h = hashlib.sha256()
        for path in (self.onnx, self.tokenizer):
            with path.open("rb") as file:
                h.update(hashlib.file_digest(file, "sha256").digest())
        used = (self.pooling, self.query_prefix, self.passage_prefix, self.max_tokens)
        h.update(json.dumps(used, ensure_ascii=False).encode())
        return h.hexdigest()


def read(path: Path, overrides: Overrides | None = None) -> ModelFolder:
    """Check a model folder. Raises ModelError, which names what is missing or unreadable, and says what to do."""
    if not path.is_dir():
        raise ModelError(
            f"there is no model folder {path}: fetch one with `rejoinder models pull NAME`, or name another"
        )
    onnx = _onnx(path)
    tokenizer = path / "tokenizer.json"
    if not tokenizer.is_file():
        raise ModelError(f"the model folder {path} has no tokenizer.json: is it complete?")
    for file in (onnx, tokenizer):
        if not file.stat().st_size:
            raise ModelError(f"{file} is empty: fetch the model again")
    found = ModelFolder(path, onnx, tokenizer, **_described(path))
    given = {k: v for k, v in dataclasses.asdict(overrides or Overrides()).items() if v}
    found = dataclasses.replace(found, **given)
    if found.pooling not in POOLINGS:
        raise ModelError(f"the model {path} pools by {found.pooling!r}: only {', '.join(POOLINGS)} are known")
    return found


def _onnx(path: Path) -> Path:
    for folder in (path, path / "onnx"):
        for name in ONNX_NAMES:
            if (folder / name).is_file():
                return folder / name
    others = sorted([*path.glob("*.onnx"), *path.glob("onnx/*.onnx")])
    if not others:
        raise ModelError(f"the model folder {path} has no .onnx file: is it complete, and exported to ONNX?")
    return others[0]


def _described(path: Path) -> dict[str, Any]:
    """The settings in the model's own files, as keyword arguments of ModelFolder."""
    out: dict[str, Any] = {}
    pooling = _json(path / _pooling_folder(path) / "config.json")
    for name in POOLINGS:
        key = {"mean": "pooling_mode_mean_tokens", "cls": "pooling_mode_cls_token", "max": "pooling_mode_max_tokens"}
        if pooling.get(key[name]) is True:
            out["pooling"] = name
            break
    else:
        if isinstance(pooling.get("pooling_mode"), str):
            out["pooling"] = pooling["pooling_mode"]
        elif any(value is True for mode, value in pooling.items() if mode.startswith("pooling_mode")):
            out["pooling"] = next(k for k, v in pooling.items() if k.startswith("pooling_mode") and v is True)
    limit = _json(path / "sentence_bert_config.json").get("max_seq_length")
    if isinstance(limit, int) and limit > 0:
        out["max_tokens"] = min(limit, LONGEST)
    prompts = _json(path / "config_sentence_transformers.json").get("prompts")
    if isinstance(prompts, dict):
        out["query_prefix"] = str(prompts.get("query") or "")
        out["passage_prefix"] = str(next((prompts[k] for k in ("passage", "document") if prompts.get(k)), ""))
    dimensions = pooling.get("word_embedding_dimension") or _json(path / "config.json").get("hidden_size")
    if isinstance(dimensions, int):
        out["dimensions"] = dimensions
    return out


def _pooling_folder(path: Path) -> str:
    modules = path / "modules.json"
    listed = _json(modules, list) if modules.is_file() else []
    for module in listed:
        if isinstance(module, dict) and str(module.get("type", "")).endswith("Pooling"):
            return str(module.get("path", "1_Pooling"))
    return "1_Pooling"


def _json(path: Path, kind: type = dict) -> Any:
    """The object (or list) in a JSON file; an empty one if there is no such file."""
    if not path.is_file():
        return kind()
    try:
        found = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as e:
        raise ModelError(f"{path} cannot be read ({e}): fetch the model again") from None
    if not isinstance(found, kind):
        raise ModelError(f"{path} holds no {'object' if kind is dict else 'list'}: fetch the model again")
    return found
