"""What the reader gets: a claim, a passage, and the passage's context."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.reader.pair import (
    CLAIM,
    HEADING,
    MOST,
    NEIGHBOUR,
    PASSAGE,
    TITLE,
    Context,
    PairEncoder,
    claim_text,
    readable,
)
from tests.reader import tiny


@pytest.fixture(scope="module")
def encoder(tmp_path_factory: pytest.TempPathFactory) -> PairEncoder:
    return PairEncoder(tiny.reader(tmp_path_factory.mktemp("reader")) / "tokenizer.json")


def test_every_token_says_what_it_belongs_to(encoder: PairEncoder) -> None:
    context = Context("moon", "myth", "earth earth", "false")
    found = encoder.encode("bridge sold", "lions", context)
    of = {name: found.segments.count(name) for name in (CLAIM, TITLE, HEADING, NEIGHBOUR, PASSAGE)}
    # the start and two words with an end; a word and an end, twice; two words before, one after; a word and the end
    assert of == {CLAIM: 4, TITLE: 2, HEADING: 2, NEIGHBOUR: 3, PASSAGE: 2}
    order = [s for n, s in enumerate(found.segments) if not n or found.segments[n - 1] != s]
    assert order == [CLAIM, TITLE, HEADING, NEIGHBOUR, PASSAGE, NEIGHBOUR, PASSAGE]


def test_what_stands_before_is_cut_at_its_beginning(encoder: PairEncoder) -> None:
    near = encoder.encode("moon", "earth", Context(before="sold " * 400 + "circus"))
    ends = [t for t, s in zip(near.tokens, near.segments, strict=True) if s == NEIGHBOUR]
    assert len(ends) == MOST[NEIGHBOUR]
    assert ends[-1] != ends[0]


@given(st.text(max_size=400), st.text(max_size=400), st.tuples(*[st.text(max_size=60)] * 4))
def test_any_text_fits(encoder: PairEncoder, claim: str, passage: str, around: tuple[str, str, str, str]) -> None:
    text = passage.encode("utf-8", "replace").decode()
    found = encoder.encode(claim.encode("utf-8", "replace").decode(), text, Context(*around))
    assert len(found.tokens) == len(found.segments) <= sum(MOST.values()) + MOST[NEIGHBOUR] + 5


@pytest.mark.parametrize("text", ["moon " * 20_000, "x" * 100_000, "\U0001f600" * 100_000, "\u200b" * 100_000, ""])
def test_endless_texts_are_cut(encoder: PairEncoder, text: str) -> None:
    assert len(encoder.encode(text, text, Context(text, text, text, text))) <= sum(MOST.values()) + MOST[NEIGHBOUR] + 5


def test_addresses_and_invisible_characters_say_nothing() -> None:
    assert readable("See  https://example.org/a?b now,\u200b #FlatEarth\n and on") == "See now, Flat Earth and on"


@pytest.mark.parametrize(
    ("title", "summary", "claim"),
    [
        ("The town sold its lions.", "", "The town sold its lions."),
        ("The town sold its lions.", "The town sold its lions. Nobody was asked.", "The town sold its lions."),
        ("Did the town sell lions?", "The council of Orby sold three lions in May.",
         "Did the town sell lions? The council of Orby sold three lions in May."),
    ],
)  # fmt: skip
def test_the_summary_goes_with_a_title_only_where_it_says_more(title: str, summary: str, claim: str) -> None:
    assert claim_text(title, summary) == claim
