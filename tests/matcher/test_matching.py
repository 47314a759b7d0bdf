"""What callers of the matcher can rely on."""

from __future__ import annotations

import json

import pytest

from index.matcher.matcher import Block, Match, Matcher

BRIDGE = "Engineers from Norway sabotaged the Kerch bridge with underwater drones."


def one(matcher: Matcher, text: str, **options: object) -> Match | None:
    found = matcher.match([Block("b", text)], **options)  # type: ignore[arg-type]
    return found[0] if found else None


def test_a_repeated_claim_is_found_with_its_exact_passage(matcher: Matcher) -> None:
    text = f"It rained all day in Oslo. {BRIDGE} Nobody was hurt."
    found = one(matcher, text)
    assert found is not None
    assert (found.case, found.relation) == ("bridge", "repeats")
    assert text[found.start : found.end] == BRIDGE
    assert found.score >= matcher.thresholds.repeats


@pytest.mark.parametrize(
    "before",
    [
        "\U0001f600\U0001f1fa\U0001f1e6 So. ",
        "e\u0301a\u0300 o\u0308. ",
        "\u05e9\u05dc\u05d5\u05dd \u05e2\u05d5\u05dc\u05dd. ",
        "\ufffd\ufffd. ",
    ],
)
def test_offsets_are_code_points_whatever_stands_before(matcher: Matcher, before: str) -> None:
    text = before + BRIDGE
    found = one(matcher, text)
    assert found is not None and text[found.start : found.end] == BRIDGE


def test_a_claim_over_two_sentences_gets_a_passage_of_both(matcher: Matcher) -> None:
    text = (
        "Hello there. The Kerch bridge was sabotaged with underwater drones. Engineers from Norway did it. It rained."
    )
    found = one(matcher, text, min_score=0)
    assert found is not None and found.case == "bridge"
    assert (
        text[found.start : found.end]
        == "The Kerch bridge was sabotaged with underwater drones. Engineers from Norway did it."
    )


@pytest.mark.parametrize(
    "text",
    [
        BRIDGE.upper(),
        BRIDGE.replace("o", "\u043e").replace("a", "\u0430"),  # Cyrillic letters in Latin words
        BRIDGE.replace("sabotaged", "sabo\u00adtaged").replace("underwater", "under\u200bwater"),
        "\uff25ngineers from Norway s\u00e1botaged the K\u00e9rch bridge with underwater drones.",
        BRIDGE.replace("Engineers", "Enginers").replace("underwater", "undrewater"),
        BRIDGE.replace("from", "frmo").replace("the", "thhe").replace("with", "wiht"),
        "An engineer from Norway was sabotaging the bridges of Kerch with an underwater drone.",
    ],
)
def test_other_spellings_of_a_claim_are_found(matcher: Matcher, text: str) -> None:
    found = one(matcher, text)
    assert found is not None and found.case == "bridge" and found.relation == "repeats"


def test_cases_of_one_claim_are_one_match(matcher: Matcher) -> None:
    found = matcher.match(
        [
            Block(
                "b",
                "The mayor of Kyjiv... no: the mayor of Kiev sold the metro to a Turkish bakery chain for one dollar!",
            )
        ]
    )
    assert [(m.case, m.also) for m in found] in ([("kyiv", ("kyiv2",))], [("kyiv2", ("kyiv",))])


def test_a_true_claim_is_no_debunk(matcher: Matcher) -> None:
    text = "Penguins in the zoo of Vienna were vaccinated against influenza."
    assert all(m.case != "true" for m in matcher.match([Block("b", text)], min_score=0))


@pytest.mark.parametrize("language", ["", "ru"])
def test_an_excerpt_is_matched_in_its_language(matcher: Matcher, language: str) -> None:
    text = "Порт Одессы тайно продали марсианским инвесторам за тридцать миллионов рублей, пишут читатели."
    found = matcher.match([Block("b", text)], language=language, min_score=0)
    assert found and found[0].case == "russian"
    assert found[0].why["field"] == "excerpt"


@pytest.mark.parametrize(
    ("text", "key"),
    [
        (
            "There is no evidence that engineers from Norway sabotaged the Kerch bridge with underwater drones.",
            "denied",
        ),
        ("Moscow says that engineers from Norway sabotaged the Kerch bridge with underwater drones.", "reported"),
        ("Engineers from Norway did not sabotage the Kerch bridge with underwater drones.", "denied"),
    ],
)
def test_denied_or_reported_is_related_only(matcher: Matcher, text: str, key: str) -> None:
    found = one(matcher, text)
    assert found is not None and found.relation == "related" and found.why[key]
    assert found.score < matcher.thresholds.repeats


def test_ordinary_text_has_no_match(matcher: Matcher) -> None:
    text = "The bakery on the corner sells lemon cake for three dollars. "
    text += "The bridge is closed on Sundays. We landed at noon."
    assert matcher.match([Block("b", text)]) == []


def test_min_score_per_block_and_max_matches(matcher: Matcher) -> None:
    text = f"{BRIDGE} Drinking hot lemon water cures tuberculosis within three days."
    blocks = [Block("one", text), Block("two", "Nothing at all."), Block("three", BRIDGE)]
    everything = matcher.match(blocks, min_score=0, per_block=1)
    assert [m.block for m in everything if m.block == "one"] == ["one"]
    scores = [m.score for m in everything]
    assert scores == sorted(scores, reverse=True)
    exact = matcher.match(blocks, min_score=scores[0])
    assert exact and all(m.score >= scores[0] for m in exact)
    assert len(matcher.match(blocks, max_matches=1)) == 1
    assert {m.case for m in matcher.match(blocks[:1])} == {"bridge", "water"}


def test_why_is_plain_json(matcher: Matcher) -> None:
    found = one(matcher, BRIDGE)
    assert found is not None
    why = json.loads(json.dumps(found.why))
    assert why["field"] in ("title", "summary")
    assert set(why["words"]) >= {"Engineers", "Norway", "Kerch", "drones"}


def test_empty_input(matcher: Matcher) -> None:
    assert matcher.match([]) == []
    for text in ("", " \n\n ", "...", "\U0001f600", "a"):
        assert matcher.match([Block("b", text)], min_score=0) == []
