"""The language of a block is the declared one, unless its text is clearly in another."""

from __future__ import annotations

import pytest

from index.matcher.matcher import Block, Matcher
from index.matcher.pages.language import Languages, likely

ENGLISH = "Engineers from Norway sabotaged the Kerch bridge with underwater drones, and nobody was punished for it."
RUSSIAN = "Порт Одессы тайно продан марсианским инвесторам за тридцать миллионов рублей."


@pytest.mark.parametrize("declared", ["ru", "de", "fr", "en", "pt-BR", ""])
def test_a_declaration_that_the_text_contradicts_is_not_believed(matcher: Matcher, declared: str) -> None:
    for whole, own in ((declared, ""), ("", declared)):
        found = matcher.match([Block("b", ENGLISH, own)], language=whole)
        assert [(m.case, m.relation) for m in found] == [("bridge", "repeats")]
        found = matcher.match([Block("b", RUSSIAN, own)], language=whole, min_score=0.5)
        assert [m.case for m in found] == ["russian"]


def test_a_declaration_is_believed_where_the_text_says_little(matcher: Matcher) -> None:
    blocks = [Block("b", "Kerch 2022")]
    assert Languages(blocks, "uk", matcher._table).found == ["uk"]


def test_one_foreign_quotation_does_not_turn_a_page(matcher: Matcher) -> None:
    blocks = [
        Block("a", "Der Bürgermeister sprach gestern im Rathaus über den Haushalt der Stadt und über die neue Brücke.")
    ]
    blocks += [Block("b", ENGLISH)]
    assert Languages(blocks, "de", matcher._table).found[0] == "de"


def test_how_likely_a_language_is() -> None:
    language, probability = likely(RUSSIAN)
    assert language == "ru"
    assert 0.98 < probability <= 1
    assert 0 < likely("x")[1] <= 1
