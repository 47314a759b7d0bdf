"""Cues around a claim: every zone and class is found, the claim's own words are not cues, no text raises."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.denial import measure, rate
from index.matcher.scoring.stance import NEUTRAL, SHOWN, Around, data, find_cues, stance

CLAIM = "Martian engineers built the lighthouse of Oulu"
NEGATIVE = "The lighthouse of Oulu was never built by Martian engineers"


def cues(frame: str, claim: str = CLAIM, language: str = "en", **around: str) -> set[str]:
    text = frame.format(f"{CLAIM}.")
    start = max(text.find(f"{CLAIM}."), 0) if "{}" in frame else 0
    end = start + len(CLAIM) + 1 if "{}" in frame else len(text)
    return set(find_cues(text, start, end, claim, language, Around(**around)))


@pytest.mark.parametrize(
    ("frame", "cue"),
    [
        ("Nobody denies that Martian engineers built the lighthouse of Oulu.", "over not deny"),
        ("He lied, but Martian engineers built the lighthouse of Oulu.", "aside lie"),
        ("According to him, Martian engineers built the lighthouse of Oulu.", "aside hedge"),
        ("Martian engineers built, reportedly, the lighthouse of Oulu.", "in hedge"),
        ("Martian engineers never built the lighthouse of Oulu.", "on no"),
        ("Martian engineers built the lighthouse of Oulu, he said.", "post say"),
        ("Did Martian engineers build the lighthouse of Oulu?", "post ?"),
        ("There is no evidence that Martian engineers built the lighthouse of Oulu.", "over not evidence"),
        ("It is a myth. {} He said so.", "before lie"),
        ("{} False.", "verdict false"),
        ("{} The ministry of transport has denied it.", "after deny"),
        ("{} It stands by the sea. That is a lie.", "later lie"),
    ],
)
def test_a_cue_is_found_in_its_zone(frame: str, cue: str) -> None:
    assert cue in cues(frame)


def test_what_stands_around_the_block_has_its_own_zones() -> None:
    assert "label lie" in cues("{}", heading="Myth 3")
    assert "heading lie" in cues("{}", heading="The myth of the old tower")
    assert "title check" in cues("{}", title="Fact check: Who built it?")
    assert "before lie" in cues("{}", before="A myth.") and "verdict false" in cues("{}", after="False")
    assert "before lie" not in cues("So it was. {}", before="A myth.")  # the block's own text is nearer


@pytest.mark.parametrize(
    ("language", "around"),
    [
        ("en", Around(title="Fact check: Who built the lighthouse?")),
        ("en", Around(heading="The claim")),
        ("en", Around(heading="Myth 3")),
        ("en", Around(after="False.")),
        ("de", Around(title="Faktencheck: Der Leuchtturm")),
        ("fr", Around(after="C'est faux.")),
        ("es", Around(heading="Bulo")),
        ("it", Around(after="Falso.")),
        ("ru", Around(heading="Утверждение")),
        ("uk", Around(after="Це фейк.")),
    ],
)
def test_a_label_denies_the_claim_beside_it(language: str, around: Around) -> None:
    assert stance(CLAIM, 0, len(CLAIM), CLAIM, language, around).denied


@pytest.mark.parametrize(
    "around",
    [
        Around(),
        Around(title="Fact-checked by Jane Doe"),
        Around(before="Fact checked by Jane Doe"),
        Around(heading="Opinion"),
        Around(after="And that is the truth."),
        Around(title="Western lies about the lighthouse"),
    ],
)
def test_an_ordinary_page_stands_by_its_claim(around: Around) -> None:
    assert stance(CLAIM, 0, len(CLAIM), CLAIM, "en", around) == NEUTRAL


def test_what_the_claim_says_itself_is_no_cue() -> None:
    assert stance(NEGATIVE, 0, len(NEGATIVE), NEGATIVE, "en") == NEUTRAL
    assert stance(NEGATIVE, 0, len(NEGATIVE), CLAIM, "en").denied
    assert "in lost" in cues(CLAIM, NEGATIVE)
    lie = "The myth of the lighthouse is a lie of the ministry"
    assert stance(lie, 0, len(lie), lie, "en") == NEUTRAL


def test_the_strongest_cue_is_quoted_with_words_around_it() -> None:
    text = f"There is no evidence whatsoever that {CLAIM}."
    found = stance(text, 0, len(text), CLAIM, "en")
    assert "no evidence" in found.denied and found.denied in text and not found.reported
    text = f"According to the ministry, {CLAIM}."
    assert "According to" in stance(text, 0, len(text), CLAIM, "en").reported


def test_every_class_has_words_and_every_weight_a_class() -> None:
    classes = set(data()["classes"]) | {"quote", "?", ":", "lost"}
    assert {name.split()[-1] for name in data()["weights"]} <= classes
    assert stance(CLAIM, 0, len(CLAIM), CLAIM, "pl", Around(after="False.")) == NEUTRAL


TEXTS = st.text() | st.lists(st.sampled_from(["no", "that", "false", "oulu", ",", ".", "?", '"', "не", "\n\n"])).map(
    " ".join
)


@settings(deadline=None)
@given(TEXTS, TEXTS, st.integers(0, 40), st.integers(0, 40), st.sampled_from(["en", "fr", "uk", "xx"]), TEXTS)
def test_no_text_makes_it_raise(text: str, claim: str, start: int, size: int, language: str, beside: str) -> None:
    found = stance(text, start, start + size, claim, language, Around(beside, beside, beside, beside))
    assert all(len(words) <= SHOWN for words in found) and not (found.denied and found.reported)


@pytest.mark.parametrize("piece", ["no that false ", "a", '"', "... ", f"{CLAIM} ", "\u0301", "no way of "])
def test_only_what_is_near_the_passage_is_read(piece: str) -> None:
    hostile = piece * (8_000_000 // len(piece))
    text = f"{hostile}. {CLAIM}. {hostile}"
    start = len(hostile) + 2
    began = time.perf_counter()
    stance(text, start, start + len(CLAIM), CLAIM, "en", Around(*[hostile] * 4))
    stance(text, 0, len(text), hostile, "en")
    assert time.perf_counter() - began < 2


def test_quality_does_not_fall() -> None:
    counts, _ = measure("frozen-2")
    assert rate(counts, "stance", "wrong") <= 0.19 and rate(counts, "stance", "lost") <= 0.14
