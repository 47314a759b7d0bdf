"""Compares the browser's matcher with its Python version on real cases and pages, which are not part of the project."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from index.offsets import replace_surrogates, to_utf16
from index.pack.matching import FEATURES, LocalMatcher
from index.pack.reading import read
from tests.conftest import require

EXTENSION = Path(__file__).resolve().parents[2] / "extension"
PAGES = 12  # real pages, and as many pieces of speeches
SCRIPT = """
const fs = require("node:fs");
require(process.argv[2]);
const [pack, pages] = [3, 4].map((n) => fs.readFileSync(process.argv[n]));
scoredPages(new Uint8Array(pack), JSON.parse(pages)).then((found) => console.log(JSON.stringify(found)));
"""


@pytest.fixture(scope="module")
def real(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[bytes, list[list[str]]]:
    """A pack of the real cases, and texts of real pages and speeches."""
    assert shared
    require(shutil.which("node") is not None, "node is not installed")
    from bench import local, sets, speed

    pages = [[b.text for b in blocks] for _, blocks in sets.ordinary_pages()[::5]][:PAGES]
    pages += [[b.text for b in page] for page in speed.stretches(40)[:PAGES]]
    return local.packed(sets.cases(*sets.ALL_CASES), tmp_path_factory.mktemp("real") / "matcher"), pages


def by_python(pack: bytes, pages: list[list[str]]) -> list[list[dict[str, Any]]]:
    """What the Python version finds."""
    matcher = LocalMatcher(read(pack).contents)
    out = []
    for page in pages:
        blocks = matcher.read([(f"b{n}", replace_surrogates(text), False, "") for n, text in enumerate(page)])
        told = []
        for f in matcher.scored(blocks):
            start, end = to_utf16(blocks[f.block].text, (f.start, f.end))
            told.append({"place": [f.block, start, end, f.case, f.unit, f.relation], "score": f.score,
                         "values": dict(zip(FEATURES, f.features, strict=True))})  # fmt: skip
        out.append(told)
    return out


def by_browser(pack: bytes, pages: list[list[str]], folder: Path) -> list[list[dict[str, Any]]]:
    """What the browser's version finds, run under Node."""
    (folder / "run.cjs").write_text(SCRIPT)
    (folder / "cases.pack").write_bytes(pack)
    (folder / "pages.json").write_text(json.dumps(pages))
    subprocess.run(
        [EXTENSION / "node_modules/.bin/esbuild", EXTENSION / "tools/measure-matcher.ts", "--bundle", "--format=iife",
         f"--outfile={folder / 'matcher.js'}", "--log-level=warning"],
        check=True,
    )  # fmt: skip
    command = ["node", "run.cjs", "./matcher.js", "cases.pack", "pages.json"]
    found = subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True)
    return list(json.loads(found.stdout))


def test_both_find_the_same_on_real_pages(real: tuple[bytes, list[list[str]]], tmp_path: Path) -> None:
    ours, theirs = by_python(*real), by_browser(*real, tmp_path)
    assert sum(map(len, ours)) > 100
    for one, other in zip(ours, theirs, strict=True):
        assert [f["place"] for f in one] == [f["place"] for f in other]
        for a, b in zip(one, other, strict=True):
            assert abs(a["score"] - b["score"]) < 1e-4
            assert all(abs(value - b["values"][name]) < 1e-4 for name, value in a["values"].items())
