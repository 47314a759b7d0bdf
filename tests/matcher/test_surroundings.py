"""What stands around a block: headings over a claim, verdicts under it, and pages that check facts."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.case import Case
from index.matcher.denial import NEUTRAL, Stance
from index.matcher.matcher import Block, Matcher
from index.matcher.surroundings import Surroundings

CLAIM = "Martian engineers built the lighthouse of Oulu in a single night."
C = "C"  # stands for the claim in a page


def read(*blocks: str, language: str = "en") -> Stance:
    page = [Block(str(n), CLAIM if text is C else text) for n, text in enumerate(blocks)]
    return Surroundings(page).stance(blocks.index(C), len(CLAIM), language)


@pytest.mark.parametrize(
    ("blocks", "stance"),
    [
        (("The claim", C), Stance("", "The claim")),
        (("What was claimed", C), Stance("", "What was claimed")),
        (("Viral claim 2:", C), Stance("", "Viral claim 2")),
        (("Myth #3", C), Stance("Myth #3", "")),
        (("The false claim", C), Stance("The false claim", "")),
        ((C, "False"), Stance("False", "")),
        ((C, "Mostly false."), Stance("Mostly false", "")),
        ((C, "Rating: Pants on fire"), Stance("Pants on fire", "")),
        ((C, "This claim is baseless. It was built by Finns."), Stance("claim is baseless", "")),
        ((C, "Our verdict", "There is no evidence for it."), Stance("no evidence", "")),
        ((C, "The facts", "It was built by Finns."), Stance("The facts", "")),
        ((C, "RESPONSE"), Stance("RESPONSE", "")),
        (("Fact check: Who built the lighthouse?", "By A. Virtanen", C), Stance("", "Fact check")),
        (("DISINFO: Martians built a lighthouse", C), Stance("", "DISINFO")),
        (("Six lighthouse stories, fact-checked", "They come again every summer.", C), Stance("", "fact-checked")),
        (("False: Martians built a lighthouse", C), Stance("", "False")),
    ],
)  # fmt: skip
def test_a_page_that_checks_a_claim_does_not_repeat_it(blocks: tuple[str, ...], stance: Stance) -> None:
    found = read(*blocks)
    assert (bool(found.denied), bool(found.reported)) == (bool(stance.denied), bool(stance.reported))
    assert (found.denied or found.reported) in (stance.denied or stance.reported)


@pytest.mark.parametrize(
    ("language", "blocks"),
    [
        ("de", ("Die Behauptung", C)),
        ("de", (C, "Unser Fazit", "Die Behauptung ist frei erfunden.")),
        ("de", ("Faktencheck: Der Leuchtturm", C)),
        ("fr", ("L'affirmation", C)),
        ("fr", (C, "Notre verdict", "C'est faux.")),
        ("es", ("Bulo", C)),
        ("es", (C, "Los hechos")),
        ("it", ("Bufala", C)),
        ("it", (C, "Falso.")),
        ("ru", ("Утверждение", C)),
        ("ru", (C, "Вердикт", "Фейк")),
        ("uk", ("Твердження", C)),
        ("uk", (C, "Спростування")),
    ],
)
def test_in_other_languages(language: str, blocks: tuple[str, ...]) -> None:
    assert read(*blocks, language=language) != NEUTRAL


@pytest.mark.parametrize(
    "blocks",
    [
        (C,),
        ("Opinion", C),
        ("Video", C),
        ("Oulu claims victory", C),
        ("The real story of our lighthouse", C),
        ("Lies, damned lies: how they hide it", C),
        ("The claim", "There is one about ships too.", C),
        (C, "Wrong."),
        (C, "No, we must not be silent any longer."),
        (C, "The truth must be told."),
        (C, "Facts are stubborn things."),
        (C, "Verdict", "True."),
        (C, "Verdict"),
        (C, "Ships pass it every day.", "False."),
        (*["An ordinary sentence of the page."] * 20, "Fact check: the tides", C),
    ],
)
def test_an_ordinary_page_says_nothing_of_its_claim(blocks: tuple[str, ...]) -> None:
    assert read(*blocks) == NEUTRAL


def test_the_verdict_is_on_what_stands_at_the_end_of_a_block() -> None:
    more = " It is white. It is tall. Ships steer by it."
    page = [Block("a", CLAIM + more), Block("b", "False")]
    assert Surroundings(page).stance(0, len(CLAIM), "en") == NEUTRAL
    assert Surroundings(page).stance(0, len(CLAIM + more), "en").denied == "False"


def test_a_language_without_cues_says_nothing() -> None:
    assert read("The claim", C, "False", language="fi") == NEUTRAL


def test_the_match_is_related_with_the_reason(tmp_path: Path) -> None:
    case = Case.from_dict({"id": "c", "source": "test", "title": CLAIM})
    Matcher.build([case], tmp_path)
    matcher = Matcher.open(tmp_path)
    (plain,) = matcher.match([Block("a", CLAIM)])
    assert plain.relation == "repeats"
    (checked,) = matcher.match([Block("h", "The claim"), Block("a", CLAIM), Block("v", "False")])
    assert (checked.relation, checked.why["denied"]) == ("related", "False")
    assert checked.score < matcher.thresholds.repeats


@settings(deadline=None, max_examples=60)
@given(st.lists(st.text(max_size=80), min_size=1, max_size=6), st.sampled_from(["en", "de", "fr", "ru", "", "xx"]))
def test_any_text_can_stand_around(texts: list[str], language: str) -> None:
    page = [Block(str(n), text) for n, text in enumerate(texts)]
    for n, text in enumerate(texts):
        assert len(Surroundings(page).stance(n, len(text), language)) == 2
