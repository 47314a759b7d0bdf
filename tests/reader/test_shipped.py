"""The shipped reader is intact, small enough, and as good on unseen text as its model card says."""

from __future__ import annotations

import json
import re
import time
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from bench.reader import examples
from bench.reader.floors import frozen, shares, told
from index.matcher.matcher import Block, Matcher, Reads
from index.matcher.score import READ_PER_BLOCK, claim_of
from index.reader.model import REPEATS, SHIPPED, Reader, log_odds
from index.reader.pair import ALONE
from index.reader.reading import BUDGET_MS, Reading
from tests.matcher.conftest import case, cases

MOST_MB = 60
OWN = Path(__file__).resolve().parents[1] / "data" / "reader"
BRIDGE = "Engineers from Norway sabotaged the Kerch bridge with underwater drones."


@cache
def shipped() -> Reader:
    return Reader()


@pytest.fixture(scope="module")
def matcher(tmp_path_factory: pytest.TempPathFactory) -> Matcher:
    folder = tmp_path_factory.mktemp("arrays")
    Matcher.build(cases(), folder)
    return Matcher.open(folder, reads=Reads(shipped(), 10_000))


def test_it_is_whole_and_small_enough() -> None:
    assert shipped().description.name
    assert sum(p.stat().st_size for p in SHIPPED.iterdir()) < MOST_MB * 1e6
    card = (SHIPPED / "MODEL_CARD.md").read_text("utf-8")
    digest = json.loads((SHIPPED / "reader.json").read_text("utf-8"))["files"]["reader.onnx"]
    assert digest[:12] in card, "the card is of another model"


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        (BRIDGE, "repeats"),
        ("The Kerch bridge was sabotaged by Norwegian engineers, who used underwater drones.", "repeats"),
        ("It is not true that engineers from Norway sabotaged the Kerch bridge with underwater drones.", "related"),
        ("Engineers from Denmark sabotaged the Kerch bridge with underwater drones.", "other"),
    ],
)
def test_it_decides_what_a_notice_says(matcher: Matcher, text: str, relation: str) -> None:
    found = {m.case: m.relation for m in matcher.match([Block("b", text)])}
    if relation == "other":
        assert found.get("bridge") != "repeats"
    else:
        assert found.get("bridge") == relation


def test_what_stands_around_decides_too(matcher: Matcher) -> None:
    blocks = [Block("a", "Myth 3"), Block("b", BRIDGE), Block("c", "That is false: nobody sabotaged it.")]
    assert {m.relation for m in matcher.match(blocks, title="Fact check: five myths about the bridge")} <= {"related"}


def test_shared_words_say_nothing_of_a_passage_in_another_language(matcher: Matcher) -> None:
    """Two languages share names at most, so the reader alone decides."""
    block = Block("b", "Die Kerch bridge haben Ingenieure aus Norwegen mit Drohnen unter Wasser sabotiert.", "de")
    score = {m.case: m.score for m in matcher.match([block], min_score=0.01)}["bridge"]
    row = next(n for n in range(matcher.arrays.cases) if matcher.arrays.case_id(n) == "bridge")
    logits = Reads(shipped(), 10_000).begin([block]).read([(claim_of(matcher.arrays, row), block.text, ALONE)])
    alone = shipped().description.repeats(log_odds(logits, (REPEATS,)), np.array([np.nan]))
    assert score == pytest.approx(alone[0])


@pytest.mark.parametrize(("blocks", "least"), [(1, 6), (6, 1)])
def test_a_page_of_few_blocks_has_more_claims_of_each_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, blocks: int, least: int
) -> None:
    places = ("Riga", "Oslo", "Vilnius", "Bergen", "Tallinn", "Narvik", "Narva", "Turku")
    Matcher.build([case(p, title=f"Engineers from Norway sabotaged the bridge of {p}") for p in places], tmp_path)
    read: set[tuple[str, str]] = set()
    of_pairs = Reading.read
    monkeypatch.setattr(Reading, "read", lambda self, pairs: read.update(p[:2] for p in pairs) or of_pairs(self, pairs))
    text = "Engineers whom Norway had sent sabotaged the bridge of the town"
    page = [Block(str(n), f"{text} number {n}.") for n in range(blocks)]
    Matcher.open(tmp_path, reads=Reads(shipped(), 10_000)).match(page)
    many = len({claim for claim, passage in read if passage == page[0].text})
    assert many >= least
    assert blocks == 1 or many <= READ_PER_BLOCK


@pytest.mark.usefixtures("shared")
def test_the_frozen_passages_are_told_apart(tmp_path: Path) -> None:
    """The limits are a little below the measured values: a worse model fails, different rounding does not."""
    floors = json.loads((OWN / "floors.json").read_text("utf-8"))
    found = frozen()
    measured = shares(found, told(found, shipped(), tmp_path))
    outside = {k: v for k, v in measured.items() if not floors["kinds"][k][0] <= v <= floors["kinds"][k][1]}
    assert not outside, f"shares of passages told to repeat their claim: {outside}"


def test_passages_that_speak_to_the_model_are_like_any_other(tmp_path: Path) -> None:
    found = list(examples.speaks())
    assert len(found) == 60
    repeats = np.array([bool(e.allowed) for e in found])
    got = np.array(told(found, shipped(), tmp_path))
    floors = json.loads((OWN / "floors.json").read_text("utf-8"))["speaks"]
    assert got[repeats].sum() >= floors["kept"]
    assert got[~repeats].sum() <= floors["wrong"]


@pytest.mark.parametrize(
    "text",
    [
        "bridge " * 14_000, "x" * 100_000, "\U0001f600" * 50_000, "Kerch", "\u200b", "мост bridge 橋 γέφυρα جسر " * 200,
        f"{BRIDGE} " * 400,
    ],
)  # fmt: skip
def test_any_passage_is_answered_within_the_budget(matcher: Matcher, text: str) -> None:
    hasty = Matcher(matcher.arrays, reads=Reads(shipped(), BUDGET_MS))
    hasty.match([Block("b", text)])
    begun = time.process_time()
    hasty.match([Block("b", text)], min_score=0)
    assert time.process_time() - begun < 30  # this finds an endless loop; bench measures the time itself


def test_nothing_but_what_is_listed_ships() -> None:
    assert {p.name for p in SHIPPED.iterdir()} == {"reader.onnx", "tokenizer.json", "reader.json", "MODEL_CARD.md"}
    assert not re.search(r"https?://", (SHIPPED / "reader.json").read_text("utf-8"))
