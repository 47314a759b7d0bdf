"""What happens if a manifest is altered while its generation is being served."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from index.storage.build import build
from index.storage.integrity import Watch
from index.storage.library import Library


@pytest.mark.parametrize("old", ['"built"', '"schema"', "{"])
def test_an_altered_manifest_is_told_until_it_is_mended(tmp_path: Path, old: str) -> None:
    source = tmp_path / "cases.jsonl"
    source.write_text(json.dumps({"id": "a", "source": "s", "title": "The bridge was sold to a circus"}) + "\n")
    build(tmp_path / "index", [str(source)])
    library = Library(tmp_path / "index")
    generation, watch = library.current(), Watch(library)
    assert watch.quick_check() is None
    manifest = next(tmp_path.glob("index/generations/*/manifest.json"))
    whole = manifest.read_text("utf-8")
    manifest.write_text(whole.replace(old, "#" + old[1:], 1), "utf-8")
    assert "manifest.json" in (watch.quick_check() or "")
    assert library.current() is generation
    assert library.problem is not None
    manifest.write_text(whole, "utf-8")
    assert watch.quick_check() is None
    assert library.current() is not None
    assert library.problem is None
