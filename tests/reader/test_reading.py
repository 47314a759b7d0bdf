"""The reader in the pipeline: its budget, its cache, and the result for a passage that it did not read."""

from __future__ import annotations

import gc
from pathlib import Path

import numpy as np
import pytest

from index.matcher.matcher import Block, Matcher, Reads
from index.matcher.tighten import CLAUSES, runs
from index.reader.model import Reader
from index.reader.pair import Context
from index.reader.reading import Memory, Reading
from tests.matcher.conftest import cases
from tests.reader import tiny

BRIDGE = "Engineers from Norway sabotaged the Kerch bridge with underwater drones."
LIKE_BRIDGE = "The Kerch bridge was hit by underwater drones which engineers of Norway had sent there by night."


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Reader:
    return Reader(tiny.reader(tmp_path_factory.mktemp("reader")))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("arrays")
    Matcher.build(cases(), folder)
    return folder


def test_a_long_page_is_given_more_time(reader: Reader) -> None:
    reads = Reads(reader, 60)
    pages = ([Block(f"b{i}", "x" * 120) for i in range(many)] for many in (1, 200, 500, 5000))
    budgets = [reads.begin(blocks).budget_ms for blocks in pages]
    assert budgets == pytest.approx([60, 60, 150, 600])


def test_the_reader_decides(folder: Path, reader: Reader) -> None:
    matcher = Matcher.open(folder, reads=Reads(reader, 10_000))
    found = matcher.match([Block("b", LIKE_BRIDGE)])
    assert [(m.case, m.relation) for m in found] == [("bridge", "repeats")]
    assert found[0].why["reader"]["repeats"] == pytest.approx(found[0].score, abs=0.01)
    assert matcher.thresholds.repeats == 0.5


def test_an_unread_passage_repeats_only_word_for_word(folder: Path, reader: Reader) -> None:
    matcher = Matcher.open(folder, reads=Reads(reader, 0.0))
    result = matcher.result([Block("a", BRIDGE), Block("b", LIKE_BRIDGE), Block("c", "It rained all day in Oslo.")])
    assert [(m.block, m.relation) for m in result.matches] == [("a", "repeats")]
    assert "reader" not in result.matches[0].why
    assert (result.complete, result.blocks_read) == (False, 1)


def test_with_enough_time_everything_is_read(folder: Path, reader: Reader) -> None:
    result = Matcher.open(folder, reads=Reads(reader, 60_000)).result([Block("a", BRIDGE), Block("b", LIKE_BRIDGE)])
    assert (result.complete, result.blocks_read) == (True, 2)


def test_the_budget_ends_the_reading(reader: Reader) -> None:
    pairs = [(f"moon landing {n}", f"staged moon landing {n}", Context()) for n in range(3000)]
    reading = Reading(reader, Memory(), 20)
    logits = reading.read(pairs)
    read = ~np.isnan(logits[:, 0])
    assert read[0]
    assert not read[-1]
    assert not reading.complete
    assert not read[np.argmin(read) :].any()  # only the first pairs were read, and none after the budget ran out


def test_what_was_read_is_remembered_and_bounded(reader: Reader) -> None:
    memory = Memory(most=5)
    pairs = [("moon landing", f"staged landing {word}", Context()) for word in tiny.WORDS[:10]]
    first = Reading(reader, memory, 10_000).read(pairs)
    assert len(memory._known) == 5
    reader_calls: list[int] = []

    class Counting:
        encoder = reader.encoder

        def logits(self, pair: object) -> object:
            reader_calls.append(1)
            return reader.logits(pair)  # type: ignore[arg-type]

    again = Reading(Counting(), memory, 10_000).read(pairs[5:])  # type: ignore[arg-type]
    assert not reader_calls
    assert np.array_equal(again, first[5:])


def test_nothing_of_a_page_is_kept_in_readable_form(folder: Path, reader: Reader) -> None:
    memory = Memory()
    matcher = Matcher.open(folder, reads=Reads(reader, 10_000, memory))
    matcher.match([Block("b", LIKE_BRIDGE)], min_score=0)
    assert memory._known
    for key, value in memory._known.items():
        assert isinstance(key, bytes)
        assert len(key) == 16
        assert value.dtype == np.float64
    assert Memory().key(reader.encoder.encode("moon", "earth")) != memory.key(reader.encoder.encode("moon", "earth"))
    gc.collect()


def test_what_stands_around_a_passage_is_read_with_it(folder: Path, reader: Reader) -> None:
    seen: list[tuple[str, str, Context]] = []

    class Listening(Reading):
        def read(self, pairs):  # type: ignore[no-untyped-def]
            seen.extend(pairs)
            return super().read(pairs)

    matcher = Matcher.open(folder, reads=Reads(reader, 10_000))
    import index.matcher.matcher as module

    original = module.Reading
    module.Reading = Listening  # type: ignore[misc]
    try:
        blocks = [
            Block("h", "Myth 3"),
            Block("b", BRIDGE),
            Block("v", "That is false. It rained."),
            Block("x", "Oslo", gap=True),
        ]
        matcher.match(blocks, title="Five myths of the war")
    finally:
        module.Reading = original  # type: ignore[misc]
    assert seen[0][2] == Context()
    assert seen[-1][2] == Context("Five myths of the war", "Myth 3", "", "That is false.")


LONG = (
    "While the mayor opened the fair, the brass band lost its way in the fog and the children sang until noon, "
    "the Kerch bridge was hit by underwater drones which engineers of Norway had sent there by night, "
    "and on Tuesday the market will move to the square behind the school, where there is more room for carts."
)


def test_of_a_long_sentence_the_clause_that_repeats_the_claim_is_told(folder: Path, reader: Reader) -> None:
    (match,) = Matcher.open(folder, reads=Reads(reader, 60_000)).match([Block("b", f"Good morning. {LONG} Goodbye.")])
    quote = f"Good morning. {LONG} Goodbye."[match.start : match.end]
    assert (match.case, match.relation) == ("bridge", "repeats")
    assert quote in LONG and "Kerch bridge was hit by underwater drones" in quote
    assert len(quote.split()) < len(LONG.split()) / 2
    (whole,) = Matcher.open(folder, reads=Reads(reader, 60_000)).match([Block("b", LIKE_BRIDGE)])
    assert LIKE_BRIDGE[whole.start : whole.end] == LIKE_BRIDGE  # short enough already


def test_runs_of_clauses_are_bounded_and_lie_in_their_text() -> None:
    for text in (LONG, "a, " * 400, "word " * 300, "(one) two\u2014three; four: five " * 30):
        found = runs(text)
        assert len(found) <= CLAUSES * (CLAUSES + 1) / 2
        assert all(0 <= a < b <= len(text) and text[a:b] == text[a:b].strip() for a, b in found)
    assert runs("Too short, as it is, to be cut.") == []
