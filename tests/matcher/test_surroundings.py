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


def read(*blocks: str, language: str = "en", title: str = "") -> Stance:
    page = [Block(str(n), CLAIM if text is C else text) for n, text in enumerate(blocks)]
    return Surroundings(page, title).stance(blocks.index(C), len(CLAIM), language)


@pytest.mark.parametrize(
    ("blocks", "stance"),
    [
        (("The claim", C), Stance("", "The claim")),
        (("What was claimed", C), Stance("", "What was claimed")),
        (("Viral claim 2:", C), Stance("", "Viral claim 2")),
        (("The rumour", C), Stance("", "The rumour")),
        (("Disinformation:", C), Stance("", "Disinformation")),
        (("Myth #3", C), Stance("Myth #3", "")),
        (("The false claim", C), Stance("The false claim", "")),
        ((C, "False"), Stance("False", "")),
        ((C, "Mostly false."), Stance("Mostly false", "")),
        ((C, "Rating: Pants on fire"), Stance("Pants on fire", "")),
        ((C, "This claim is baseless. It was built by Finns."), Stance("baseless", "")),
        ((C, "Our verdict", "There is no evidence for it."), Stance("no evidence", "")),
        ((C, "Conclusion", "The claim is false."), Stance("false", "")),
        (("The claim", C, "The facts", "It was built by Finns."), Stance("", "The claim")),
    ],
)
def test_a_page_that_checks_a_claim_does_not_repeat_it(blocks: tuple[str, ...], stance: Stance) -> None:
    found = read(*blocks)
    assert (bool(found.denied), bool(found.reported)) == (bool(stance.denied), bool(stance.reported))
    assert (stance.denied or stance.reported) in (found.denied or found.reported)


@pytest.mark.parametrize(
    ("language", "title", "told"),
    [
        ("en", "Fact check: Who built the lighthouse?", "Fact check"),
        ("en", "AFP Fact Check: Who built the lighthouse?", "AFP Fact Check"),
        ("en", "DISINFO: Martians built a lighthouse", "DISINFO"),
        ("en", "Six lighthouse stories, fact-checked", "fact-checked"),
        ("de", "Faktencheck: Der Leuchtturm", "Faktencheck"),
        ("de", "Fakten-Check: Der Leuchtturm", "Fakten-Check"),
        ("ru", "Фактчек: маяк", "Фактчек"),
    ],
)  # fmt: skip
def test_a_title_says_that_the_page_checks_facts(language: str, title: str, told: str) -> None:
    assert read("An introduction.", C, language=language, title=title) == Stance("", told)


@pytest.mark.parametrize(
    ("language", "title"),
    [
        ("en", "Fact checked by Jane Doe"),
        ("en", "Home / Fact Check / World"),
        ("en", "Our fact-check policy: read it here"),
        ("en", "Why fact checking is censorship: an essay"),
        ("en", "The network ends fact checking - Evening News"),
        ("en", "Western lies about the lighthouse, debunked"),
        ("en", "Hoax: the lighthouse of the Finns"),
        ("en", "Disinformation - the weapon of the Finns"),
        ("es", "Verificación"),
        ("fr", "Vrai ou faux ? Testez vos connaissances"),
        ("ru", "Ложь: как финны строили маяк"),
    ],
)  # fmt: skip
def test_a_title_that_speaks_of_lies_checks_nothing(language: str, title: str) -> None:
    assert read(C, language=language, title=title) == NEUTRAL


@pytest.mark.parametrize(
    ("language", "blocks"),
    [
        ("de", ("Die Behauptung", C)),
        ("de", (C, "Unser Fazit", "Die Behauptung ist frei erfunden.")),
        ("fr", ("L'affirmation", C)),
        ("fr", (C, "Notre verdict", "C'est faux.")),
        ("fr", (C, "Cette affirmation est fausse.")),
        ("es", ("Bulo", C)),
        ("it", ("Bufala", C)),
        ("it", (C, "Falso.")),
        ("ru", ("Утверждение", C)),
        ("ru", (C, "Вердикт", "Фейк")),
        ("uk", ("Твердження", C)),
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
        ("Misinformation", C),
        ("Rumours", C),
        ("How to claim", C),
        ("Claim this", C),
        ("Oulu claims victory", C),
        ("The real story of our lighthouse", C),
        ("Lies, damned lies: how they hide it", C),
        ("The claim", "There is one about ships too.", C),
        ("Fact check: the tides", C),
        (C, "Wrong."),
        (C, "Facts"),
        (C, "Response", "They will never answer for it."),
        (C, "And that is the truth."),
        (C, "This is a fact."),
        (C, "No, we must not be silent any longer."),
        (C, "The truth must be told."),
        (C, "The claims of the Finnish media are false."),
        (C, "The allegations against the Martians are false."),
        (C, "The official version is a lie."),
        (C, "False claims about the Martians were spread by Helsinki."),
        (C, "Conclusion", "The accusations against the Martians are baseless."),
        (C, "Conclusion", "Misleading reports were spread by Helsinki."),
        (C, "Verdict", "True."),
        (C, "Verdict"),
        (C, "Ships pass it every day.", "False."),
    ],
)
def test_an_ordinary_page_says_nothing_of_its_claim(blocks: tuple[str, ...]) -> None:
    assert read(*blocks) == NEUTRAL


@pytest.mark.parametrize(
    ("language", "blocks"),
    [
        ("de", ("Gerüchte", C)),
        ("de", (C, "Das ist Fakt")),
        ("fr", (C, "C'est la vérité")),
        ("it", (C, "È la verità")),
        ("ru", (C, "Правда")),
        ("uk", (C, "Це правда")),
    ],
)
def test_an_ordinary_page_in_other_languages(language: str, blocks: tuple[str, ...]) -> None:
    assert read(*blocks, language=language) == NEUTRAL


def test_what_does_not_stand_beside_it_on_the_page_says_nothing() -> None:
    claim, heading, ruling = Block("c", CLAIM), Block("h", "The claim"), Block("v", "False")
    assert Surroundings([heading, claim]).stance(1, len(CLAIM), "en").reported
    assert Surroundings([heading, claim._replace(gap=True)]).stance(1, len(CLAIM), "en") == NEUTRAL
    assert Surroundings([claim, ruling]).stance(0, len(CLAIM), "en").denied
    assert Surroundings([claim, ruling._replace(gap=True)]).stance(0, len(CLAIM), "en") == NEUTRAL


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
    (titled,) = matcher.match([Block("a", CLAIM)], title="Fact check: Who built the lighthouse?")
    assert (titled.relation, titled.why["reported"]) == ("related", "Fact check")


@pytest.mark.parametrize("among", [False, True])
@pytest.mark.parametrize("denial", ["False:", "False claim:", "It is a myth that", "There is no evidence that"])
def test_what_the_title_denies_is_repeated_nowhere_on_the_page(tmp_path: Path, denial: str, among: bool) -> None:
    other = "The bridge of Turku was painted by two polar bears."
    Matcher.build(
        [Case.from_dict({"id": i, "source": "test", "title": t}) for i, t in (("c", CLAIM), ("o", other))], tmp_path
    )
    matcher = Matcher.open(tmp_path)
    title = f"{denial} {CLAIM}"
    page = [Block("t", title)] if among else []
    found = matcher.match([*page, Block("a", CLAIM), Block("b", other)], title=title)
    assert {m.block: m.relation for m in found} == dict.fromkeys(["t"] if among else [], "related") | {
        "a": "related",
        "b": "repeats",
    }
    assert next(m for m in found if m.block == "a").why["denied"]


@pytest.mark.parametrize(
    "title",
    [CLAIM, f"Oulu denies: {CLAIM}", f"Finns deny that {CLAIM}", f"{CLAIM[:-1]}?", f"Helsinki: no proof that {CLAIM}"],
)
def test_what_a_title_lets_others_deny_is_repeated_all_the_same(tmp_path: Path, title: str) -> None:
    Matcher.build([Case.from_dict({"id": "c", "source": "test", "title": CLAIM})], tmp_path)
    (match,) = Matcher.open(tmp_path).match([Block("a", CLAIM)], title=title)
    assert match.relation == "repeats"


@settings(deadline=None, max_examples=60)
@given(st.lists(st.text(max_size=80), min_size=1, max_size=6), st.sampled_from(["en", "de", "fr", "ru", "", "xx"]))
def test_any_text_can_stand_around(texts: list[str], language: str) -> None:
    page = [Block(str(n), text) for n, text in enumerate(texts)]
    for n, text in enumerate(texts):
        assert len(Surroundings(page, texts[-1]).stance(n, len(text), language)) == 2
