"""The budget of a request: what is returned when it runs out, and limits on memory."""

from __future__ import annotations

import itertools
from collections.abc import Callable

import pytest

from index.matcher import retrieve, store
from index.matcher.budget import Budget
from index.matcher.candidates import lexical
from index.matcher.matcher import Block, Matcher
from index.matcher.pages import language
from index.matcher.text.sentence_splitter import each_sentence, sentences
from tests.matcher.conftest import CLAIMS

TITLES = [str(c["title"]) for c in CLAIMS.values() if c.get("verdict") != "true"]
BRIDGE = "Engineers from Norway sabotaged the Kerch bridge with underwater drones."
NEAR = "The metro of Kyiv, the harbour of Odessa and the bridge of Kerch were sold for lemon water within days."


def ticks(step: float = 0.001) -> Callable[[], float]:
    """A clock that advances by a millisecond at every look, so that it is the same on any machine."""
    counter = itertools.count()
    return lambda: next(counter) * step


def asking(matcher: Matcher, blocks: list[Block], **asked: object) -> int:
    """The milliseconds on that clock that are enough for everything."""
    looks = ticks()
    matcher.result(blocks, budget=Budget(10**9, looks), **asked)  # type: ignore[arg-type]
    return int(looks() * 1000 / 0.5)


@pytest.mark.parametrize("min_score", [None, 0.0])
def test_what_is_found_within_any_budget_is_part_of_what_there_is(matcher: Matcher, min_score: float | None) -> None:
    blocks = [Block(str(n), TITLES[n % len(TITLES)]) for n in range(300)]
    everything = {(m.block, m.case): m for m in matcher.match(blocks, min_score=min_score, max_matches=10**6)}
    enough = asking(matcher, blocks, min_score=min_score)
    read = []
    for milliseconds in [1, *range(enough // 7, enough, enough // 7), 10 * enough]:
        budget = Budget(milliseconds, ticks())
        result = matcher.result(blocks, min_score=min_score, max_matches=10**6, budget=budget)
        for m in result.matches:
            # a pair that was not compared closely in time scores below the default thresholds
            assert m == everything[m.block, m.case] or m.relation is None
        assert result.complete == (result.blocks_read == len(blocks))
        read.append(result.blocks_read)
    assert read[0] == 0
    assert any(0 < many < len(blocks) for many in read)
    assert read[-1] == len(blocks)
    assert {(m.block, m.case) for m in result.matches} == everything.keys()


def test_what_is_likely_is_found_first_where_everything_is_to_be_ranked(matcher: Matcher) -> None:
    blocks = [*(Block(str(n), NEAR) for n in range(300)), Block("last", BRIDGE)]
    enough = asking(matcher, blocks, min_score=0)
    best = matcher.match(blocks, min_score=0)[0]
    assert best.block == "last"
    cut = [matcher.result(blocks, min_score=0, budget=Budget(ms, ticks())) for ms in range(1, enough, enough // 10)]
    cut = [result for result in cut if result.matches and not result.complete]
    assert cut
    with_the_best = [result for result in cut if result.matches[0] == best]
    # the last block is read before the ranking of the others has finished
    assert with_the_best
    assert all(result.blocks_read < len(blocks) for result in with_the_best)


def test_the_likeliest_pairs_of_a_page_get_their_signals_first(
    matcher: Matcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(retrieve, "LETTERS", 1)
    blocks = [*(Block(str(n), NEAR) for n in range(30)), Block("last", BRIDGE)]
    best = matcher.match(blocks, min_score=0)[0]
    enough = asking(matcher, blocks, min_score=0)
    cut = [matcher.result(blocks, min_score=0, budget=Budget(ms, ticks())) for ms in range(1, enough, 1 + enough // 20)]
    with_some = [result for result in cut if result.matches]
    assert any(not result.complete for result in with_some)
    assert all(result.matches[0] == best for result in with_some)


def test_choosing_the_best_in_portions_loses_none(matcher: Matcher, monkeypatch: pytest.MonkeyPatch) -> None:
    blocks = [Block(str(n), f"{NEAR} {text}") for n, text in enumerate(TITLES * 3)]
    whole = matcher.result(blocks, min_score=0, per_block=1)
    monkeypatch.setattr(retrieve, "DEEP", 2)
    few = matcher.result(blocks, min_score=0, per_block=1)
    monkeypatch.setattr(store, "HELD", 1)
    monkeypatch.setattr(lexical, "STEP", 20)
    monkeypatch.setattr(lexical, "CELLS", 2)
    assert matcher.result(blocks, min_score=0, per_block=1) == few
    assert len(few.matches) == len(whole.matches)


def test_for_a_client_that_has_gone_nothing_is_done(matcher: Matcher) -> None:
    asked = itertools.count()
    gone = Budget(10**6, gone=lambda: next(asked) > 3)
    result = matcher.result([Block(str(n), BRIDGE) for n in range(2_000)], budget=gone)
    assert (result.matches, result.complete) == ([], False)
    assert next(asked) < 10


def test_a_request_keeps_the_likeliest_of_too_many_pairs(matcher: Matcher, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(retrieve, "MOST_PAIRS", 3)
    blocks = [Block("near", NEAR), Block("b", BRIDGE), Block("other", "It rained all day in Oslo.")]
    result = matcher.result(blocks, min_score=0, budget=Budget(10**6))
    assert result.matches[0].block == "b"
    assert 0 < len(result.matches) <= 3
    assert (result.complete, result.blocks_read) == (False, 1)  # pairs of every block but the last were dropped


def test_sentences_are_given_out_before_the_end_of_the_text_is_known() -> None:
    for text in ("a. " * 10**6, "No! not " * 10**6, f"{BRIDGE} " * 10**5):
        first = list(itertools.islice(each_sentence(text), 5))
        assert first == sentences(text[:9_000])[:5]


def test_made_up_languages_are_not_all_looked_at(matcher: Matcher, monkeypatch: pytest.MonkeyPatch) -> None:
    looked: list[str] = []

    def likely(text: str) -> tuple[str, float]:
        looked.append(text)
        return "en", 1.0

    monkeypatch.setattr(language, "likely", likely)
    names = ["".join(letters) for letters in itertools.product("abcdefgh", repeat=3)]
    found_ = matcher.match([Block(name, BRIDGE, name) for name in names])
    assert len(looked) == language.DOUBTED
    assert found_
    assert len(matcher._tables) <= 64
