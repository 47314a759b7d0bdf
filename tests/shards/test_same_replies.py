"""A front and its shards give the same replies as one machine, to the last digit."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from index.errors import ShardError
from index.matcher.matcher import Block
from index.matcher.models import Models
from index.shards.asking import Shards
from index.storage.generation import Generation
from index.storage.generations import live_name, path_of
from server.config.open_models import open_models
from server.config.settings import Settings
from tests.shards.conftest import Replica, access, texts

PATIENT = 1e9  # milliseconds


def opened(index: Path, shards: Shards | None, models: Models) -> Generation:
    return Generation(path_of(index, live_name(index)), models, shards=shards)


def results(generation: Generation, blocks: list[Block], **asked: Any) -> list[dict[str, Any]]:
    found = generation.matcher.result(blocks, max_matches=10_000, **asked)
    assert found.complete
    return [dataclasses.asdict(match) for match in found.matches]


@pytest.mark.parametrize("count", [2, 4])
def test_replies_are_the_same(index: Path, count: int, two: list[Replica], four: list[Replica]) -> None:
    shards = Shards(access(two if count == 2 else four, count), 60.0)
    whole, front = opened(index, None, Models()), opened(index, shards, Models())
    shown = 0
    for seed in range(2):
        blocks = [Block(f"b{n}", text) for n, text in enumerate(texts(seed, 12))]
        for asked in ({}, {"min_score": 0.3}, {"min_score": 0.0, "per_block": 2}):
            expected = results(whole, blocks, **asked)
            assert results(front, blocks, **asked) == expected
            shown += len(expected)
    assert shown > 50
    # a block that is so long that it is looked at in several parts
    long = [Block("long", " ".join(text for seed in range(9) for text in texts(seed, 12)))]
    assert results(front, long, min_score=0.3) == results(whole, long, min_score=0.3)
    # words that nobody has, and nothing at all
    for text in ("Zqx vrrp.", "", "\ufffd"):
        assert results(front, [Block("b", text)]) == results(whole, [Block("b", text)]) == []


def test_replies_with_reader_and_encoder_are_the_same(index: Path, four: list[Replica]) -> None:
    own = open_models(Settings())
    models = Models(own.reader, own.encoder, PATIENT, PATIENT)
    whole, front = opened(index, None, models), opened(index, Shards(access(four, 4), 60.0), models)
    assert whole.semantic.active
    assert front.semantic.active
    blocks = [Block(f"b{n}", text) for n, text in enumerate(texts(7, 2))]
    expected = results(whole, blocks, min_score=0.1)
    assert results(front, blocks, min_score=0.1) == expected
    assert len(expected) > 3


def test_a_search_finds_by_meaning_what_one_machine_finds(index: Path, four: list[Replica]) -> None:
    models = open_models(Settings())
    whole, front = opened(index, None, models), opened(index, Shards(access(four, 4), 60.0), models)
    for query in (
        "The mayor of Oslo sold the opera to Martian investors",
        "The metro of Kyiv belongs to penguin farmers",
    ):
        a, b = whole.search(query), front.search(query)
        assert [(hit.case.id, hit.score) for hit in a.hits] == [(hit.case.id, hit.score) for hit in b.hits]
        assert whole.matcher.cases_alike(query) == front.matcher.cases_alike(query) != []


def test_a_front_holds_no_rows(index: Path, four: list[Replica]) -> None:
    front = opened(index, Shards(access(four, 4), 60.0), Models()).matcher.arrays
    assert (front.cases, front.units, len(front.row_term), len(front.lead_unit)) == (0, 0, 0, 0)
    assert len(front.term_key) > 0


def test_shards_of_another_number_are_not_taken_for_others(index: Path, four: list[Replica]) -> None:
    swapped = access(four, 4)
    swapped = dataclasses.replace(swapped, replicas=swapped.replicas[1::-1] + swapped.replicas[2:])
    problems = [found.problem for found in Shards(swapped, 60.0).health(live_name(index))]
    assert problems == ["it is shard 2-of-4, not 1-of-4", "it is shard 1-of-4, not 2-of-4", "", ""]
    front = opened(index, Shards(swapped, 60.0), Models())
    with pytest.raises(ShardError):
        front.matcher.store.rows(np.array([0], np.int64), _budget())


def _budget() -> Any:
    from index.matcher.budget import Budget

    return Budget()
