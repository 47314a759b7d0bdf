"""The demo article through index, matcher and reader: what it repeats, and what it only denies or reports."""

from __future__ import annotations

import json
from pathlib import Path

from index.matcher.matcher import Block
from index.matcher.models import Models
from index.reader.model import Reader
from index.storage.build import build
from index.storage.library import Library
from server.api.html_blocks import read_document
from tests.conftest import ROOT

EXPECTED = json.loads((ROOT / "tests" / "data" / "demo-expectations.json").read_text("utf-8"))


def test_the_demo_article_gets_just_the_notices_it_was_written_for(tmp_path: Path) -> None:
    build(tmp_path / "index", [str(ROOT / "server" / "demo" / "cases.jsonl")])
    blocks = [Block(b["id"], b["text"]) for b in read_document((ROOT / EXPECTED["article"]).read_bytes()).blocks]
    models = Models(Reader(), reader_budget_ms=60_000)
    matches = Library(tmp_path / "index", models).current().matcher.match(blocks)
    shown = {relation: {m.case for m in matches if m.relation == relation} for relation in ("repeats", "related")}
    assert shown["repeats"] == {entry["case"] for entry in EXPECTED["repeats"]}
    assert shown["related"] == {entry["case"] for entry in EXPECTED["related"]}
    never = {*EXPECTED["never_repeats"], *EXPECTED["reported_in_too_few_words"]}
    assert never.isdisjoint(match.case for match in matches)
    for match in matches:
        assert ("denied" in match.why or "reported" in match.why) == (match.relation == "related"), match.case
