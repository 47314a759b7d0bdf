"""What a passage commits its author to, construction by construction; `bench.denial` has the counts."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.matcher import cues, denial
from index.matcher.analysis import TOKEN
from index.matcher.denial import Stance
from index.matcher.signals import Side

CLAIM = "Martian engineers built the lighthouse of Oulu"
NEGATIVE = "The lighthouse of Oulu was never built by Martian engineers"


def read(text: str, claim: str = CLAIM, language: str = "en") -> Stance:
    of_claim, passage = Side(TOKEN.findall(claim), language), Side(TOKEN.findall(text), language)
    return denial.stance(text, 0, len(text), claim, passage, {k for k in of_claim.keys if k}, language)


@pytest.mark.parametrize(
    "frame",
    [
        "{}.",
        "It is no secret that {}.",
        "Nobody can deny that {}.",
        "It can't be denied any longer that {}.",
        "They laugh, but {}.",
        "While the ministry says nothing, {}.",
        "As Dr Virtanen has proved, {}.",
        "We have said it before: {}.",
        "Did you know that {}?",
        "Why do they hide that {}?",
        "{}, and nobody was ever punished.",
        "This is no myth. {}.",
        "It is dark at night, due to the fact that {}.",
        "The official version is a lie: {}.",
        "{}. The ministry denies it, of course.",
        "Don't believe them: {}.",
        "{}. The photographs were doctored.",
        "{}. It was a forgery.",
        "With forged papers in hand, {}.",
        "No amount of smears can undo it: {}.",
        "{}, a fact the guides refuse to explain.",
        "Without the Finns who looked away it would be dark; {}.",
    ],
)
def test_the_author_stands_by_the_claim(frame: str) -> None:
    assert read(frame.format(CLAIM)) == denial.NEUTRAL


@pytest.mark.parametrize(
    "frame",
    [
        "The ministry denied that {}.",
        "There is no evidence that {}.",
        "The claim that {} is false.",
        "{}. That is not true.",
        "{}? In fact it was built by Finns.",
        "That {} has been refuted many times.",
        "It is a myth that {}.",
        "No study has ever shown that {}.",
        "They would have us believe that {}.",
        "If {}, it would not stand in Finland.",
        "Has anybody checked whether {}? No.",
        "{}, a conspiracy theory as old as the tower.",
        "No amount of repetition makes it true that {}.",
        "{}, goes the story of a video. The video is doctored.",
    ],
)
def test_the_claim_is_denied(frame: str) -> None:
    found = read(frame.format(CLAIM))
    assert found.denied or found.reported
    assert found.denied or "if" in frame.lower() or "whether" in frame


@pytest.mark.parametrize(
    "frame",
    [
        "The senator says that {}.",
        "According to a leaflet, {}.",
        "{}, he told the meeting.",
        "Some people believe {}.",
        "“{},” said the guide.",
        "The theory that {} has many friends.",
        "The minister was asked whether {}.",
    ],
)
def test_the_claim_is_reported(frame: str) -> None:
    assert read(frame.format(CLAIM)).reported


def test_negation_counts_on_both_sides() -> None:
    assert read("Martian engineers did not build the lighthouse of Oulu.").denied == "not"
    assert read(f"{NEGATIVE}.", NEGATIVE) == denial.NEUTRAL
    assert read("The lighthouse of Oulu was built by Martian engineers.", NEGATIVE).denied
    assert read("Martian engineers not only painted but built the lighthouse of Oulu.") == denial.NEUTRAL


def test_what_the_claim_says_itself_is_no_cue() -> None:
    claim = "The mayor of Oulu denied that the lighthouse was sold"
    assert read(f"{claim}.", claim) == denial.NEUTRAL
    assert read(f"It is a lie that the {claim[4:]}.", claim).denied


def test_the_words_are_those_of_the_page() -> None:
    assert read(f"Mr Lahti FALSELY claimed that {CLAIM}.").denied == "FALSELY"


def test_a_language_without_cues_says_nothing() -> None:
    assert read(f"Ei ole totta: {CLAIM}.", language="fi") == denial.NEUTRAL


@pytest.mark.parametrize("language", cues.LANGUAGES)
def test_every_language_has_the_classes_that_decide(language: str) -> None:
    known = cues.lexicon(language)
    assert known is not None
    held = 0
    for table in (known.exact, known.stems, known.beginnings):
        for bits in table.values():
            held |= bits
    needed = (cues.NEG, cues.COMP, cues.TURN, cues.IF, cues.THIS, cues.FIRST, cues.DENY, cues.LIE, cues.SAY, cues.KNOW)
    assert all(held & bit for bit in needed)


@pytest.mark.parametrize(
    "unit", ["not ", "says that ", '"no," ', "that but, ", "if: ", "denied? ", "(", "a", "это не так, что "]
)
def test_hostile_text_costs_little(unit: str) -> None:
    text = f"Martian {unit * 3000} lighthouse"
    started = time.perf_counter()
    for language in ("en", "fr", "ru"):
        read(text, language=language)
    assert time.perf_counter() - started < 1


PIECES = st.sampled_from(
    ["Martian", "engineers", "built", "lighthouse", "Oulu", "not", "no", "that", "says", "denied", "myth", "if", "but",
     ",", ".", "?", ":", ";", "“", "”", '"', "–", "(", ")", "\n", "it", "is", "false", "of", "course"]
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES, max_size=40).map(" ".join), st.sampled_from(cues.LANGUAGES))
def test_any_text_is_read(text: str, language: str) -> None:
    found = read(text, language=language)
    assert not (found.denied and found.reported)
    assert all(len(words) <= 80 for words in found)


@pytest.mark.parametrize(
    ("claim", "text"),
    [
        (
            "Firms with fewer than 50 workers pay no tax in Oulu",
            "If it has fewer than 50 workers, a firm pays no tax in Oulu.",
        ),
        (
            "Heroin pours across the border of Oulu",
            "The biggest problem is heroin that pours across the border of Oulu.",
        ),
        ("Mayor Virtanen called the lighthouse a Martian hoax", "Virtanen thinks the lighthouse is a Martian hoax."),
    ],
)
def test_what_the_claim_itself_is_about_is_no_cue(claim: str, text: str) -> None:
    assert read(text, claim) == denial.NEUTRAL


@pytest.mark.parametrize(
    ("claim", "text"),
    [
        (
            CLAIM,
            "There is no evidence that the lighthouse of Oulu, held in May, was built by Martian engineers.",
        ),
        (CLAIM, "If Martian engineers built it, the lighthouse of Oulu would be red."),
        (
            "Mayor Virtanen called the lighthouse a Martian hoax",
            "A tabloid says Virtanen called the lighthouse a Martian hoax.",
        ),
    ],
)
def test_what_stands_around_the_claim_still_counts(claim: str, text: str) -> None:
    assert read(text, claim) != denial.NEUTRAL


@pytest.mark.parametrize(
    ("claim", "text", "denied"),
    [
        ("Oulu is a firm and not a town", "Oulu is not a firm, it is a town.", True),
        ("Oulu is a firm and not a town", "Oulu is not a town.", False),
        ("The tower was built without the consent of Oulu", "The tower was built with the consent of Oulu.", True),
        ("The tower was built without the consent of Oulu", "The tower was built without the consent of Oulu.", False),
    ],
)
def test_what_is_negated_on_both_sides(claim: str, text: str, denied: bool) -> None:
    assert bool(read(text, claim).denied) is denied


def test_an_aside_ends_no_condition() -> None:
    assert read("If Martian engineers, God forbid, built the lighthouse of Oulu, we would know.") != denial.NEUTRAL


@pytest.mark.parametrize("speaker", ["goes the claim", "the true believers claim", "the real sailors say"])
def test_the_speaker_comes_after_the_claim(speaker: str) -> None:
    assert read(f"{CLAIM}, {speaker}.").reported


@pytest.mark.parametrize(
    ("text", "neutral"),
    [
        ("Von wegen harmlos, Marsmenschen bauten den Leuchtturm von Oulu.", True),
        ("Von wegen Marsmenschen bauten den Leuchtturm von Oulu!", False),
        ("Marsmenschen bauten den Leuchtturm von Oulu. Von wegen!", False),
        ("Marsmenschen bauten den Leuchtturm von Oulu. Von wegen harmlos!", True),
    ],
)
def test_what_von_wegen_is_said_of(text: str, neutral: bool) -> None:
    assert (read(text, "Marsmenschen bauten den Leuchtturm von Oulu", "de") == denial.NEUTRAL) is neutral
