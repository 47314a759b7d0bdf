"""A cluster gives what Whoosh gives: the same cases in the same order with the same scores, for any query."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pytest

from index.search.opensearch.bitmap import BITS, ordinals, roaring
from index.search.opensearch.cluster import Access
from index.search.opensearch.engine import Layout, OpenSearch
from index.storage.build import build, update
from index.storage.generation import Generation
from index.storage.library import Library
from tests.opensearch.cluster import TestCluster

WORDS = (
    "bees circus bridge lake cows tram the of a is COVID-19 neo-nazi al-Assad US WHO it IT MH17 MH-17 "
    "灯台は去年 カジノに 売られた 灯塔去年 모스크바 café Über-Plan bridge's 2020 Ukraine Ukraine's йогурт النفق unfound"
).split()
CASES = 600


class Both(NamedTuple):
    """The same cases with either engine."""

    whoosh: Generation
    cluster: Generation


@pytest.fixture(
    scope="module",
    params=[1, pytest.param(3, marks=pytest.mark.toolchain)],
    ids=["one shard, opensearch", "three shards, opensearch"],
)
def both(request: pytest.FixtureRequest, search_cluster: TestCluster, tmp_path_factory: pytest.TempPathFactory) -> Both:
    folder, chance = tmp_path_factory.mktemp("both"), random.Random(request.param)

    def text(most: int) -> str:
        words = chance.choices(
            WORDS[:-1], [40 // (n + 1) + 1 for n in range(len(WORDS) - 1)], k=chance.randint(1, most)
        )
        return " ".join(words)

    rows = [
        {
            "id": f"c{n}",
            "source": f"s{n % 3}",
            "title": text(8),
            "summary": text(30) if n % 4 else "",
            "response": text(400 if n % 50 == 0 else 80) if n % 3 else "",
            "published": f"20{n % 20 + 10}-01-{n % 28 + 1:02d}",
            "lang": "en",
            "countries": ["Brel"] if n % 5 == 0 else [],
        }
        for n in range(CASES)
    ]
    path = folder / "cases.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    name = f"same{request.param}"
    engine = OpenSearch(Access(search_cluster.addresses), Layout(name, shards=request.param), lambda: name)
    build(folder / "whoosh", [str(path)])
    build(folder / "cluster", [str(path)], engine=engine)
    return Both(Library(folder / "whoosh").current(), Library(folder / "cluster", engine=engine).current())


def _query(chance: random.Random) -> str:
    parts = []
    for _ in range(chance.randint(1, 5)):
        words = chance.choices(WORDS, k=chance.choice([1, 1, 1, 2, 3]))
        parts.append(chance.choice(["", "", "", "+", "-"]) + (f'"{" ".join(words)}"' if len(words) > 1 else words[0]))
    return " ".join(parts)


FILTERS: tuple[dict[str, Any], ...] = (
    {},
    {"limit": 5, "offset": 45},
    {"sort": "date"},
    {"country": "brel", "limit": 50},
    {"source": ["s0", "s1"], "date_from": "2015", "date_to": "2025-01-10"},
    {"source": "nobody"},
)


def test_every_query_finds_the_same(both: Both) -> None:
    chance = random.Random(20)
    for n in range(60):
        query, filters = _query(chance), FILTERS[n % len(FILTERS)]
        one, other = both.whoosh.search(query, **filters), both.cluster.search(query, **filters)
        told = f"{query!r} {filters}"
        assert (one.total, one.facets, one.note, one.suggestion) == (
            other.total, other.facets, other.note, other.suggestion
        ), told  # fmt: skip
        scores = [hit.score for hit in one.hits]
        assert [hit.score for hit in other.hits] == pytest.approx(scores, rel=1e-4, abs=1e-4), told
        # cases whose scores differ by less than that may change places
        ranked = [round(score, 3) for score in scores]
        if len(set(ranked)) == len(ranked):
            assert [hit.case.id for hit in one.hits] == [hit.case.id for hit in other.hits], told
        shown = {hit.case.id: hit.highlights for hit in one.hits}
        assert all(shown.get(hit.case.id, hit.highlights) == hit.highlights for hit in other.hits), told


def test_what_is_found_by_meaning_is_fused_alike(both: Both) -> None:
    alike = [5, 17, 599, 0]
    for query, allowed in (("bees lake", ""), ("circus", "brel"), ("unfound", "")):
        found = [generation._fulltext.search(query, {"country": allowed}, limit=30, alike=alike) for generation in both]
        assert [n for n, _ in found[0].page] == [n for n, _ in found[1].page]
        assert sorted(found[0].every) == sorted(found[1].every)


def test_long_phrases_and_many_words_are_answered(both: Both) -> None:
    for query in ('"' + "灯台は去年カジノに" * 50 + '"', " ".join(['"灯台は去年"'] * 40), " ".join(WORDS * 2)[:900]):
        words = " ".join(query.split()[:60])
        assert both.cluster.search(words).total == both.whoosh.search(words).total


def test_both_go_on_alike_after_changes(both: Both, tmp_path: Path, search_cluster: TestCluster) -> None:
    changed = tmp_path / "u.jsonl"
    changed.write_text(json.dumps({"id": "c7", "source": "s1", "title": "A zeppelin of bees", "lang": "en"}) + "\n")
    name = both.cluster.folder.parent.parent.parent.name + "x"
    engine = OpenSearch(Access(search_cluster.addresses), Layout(name), lambda: name)
    folders = both.whoosh.folder.parent.parent, tmp_path / "cluster"
    update(folders[0], [str(changed)])
    build(folders[1], [str(both.whoosh.folder.parent.parent.parent / "cases.jsonl")], engine=engine)
    update(folders[1], [str(changed)], engine=engine)
    one, other = Library(folders[0]).current(), Library(folders[1], engine=engine).current()
    for query in ("zeppelin", "bees -circus", '"of bees"', "zepelin"):
        found, again = one.search(query), other.search(query)
        assert (found.total, found.facets, found.suggestion) == (again.total, again.facets, again.suggestion)


def test_sets_of_ordinals_survive_both_forms() -> None:
    chance = np.random.default_rng(5)
    for count, share in ((1, 1.0), (70_000, 0.5), (200_000, 0.001), (BITS, 0.0), (65_536, 1.0)):
        allowed = chance.random(count) < share
        there = np.flatnonzero(allowed)
        words: dict[int, float] = {}
        for n in there.tolist():
            words[n // BITS] = words.get(n // BITS, 0.0) + float(1 << n % BITS)
        assert ordinals(words.items()).tolist() == there.tolist()
        assert len(roaring(allowed)) <= 4 / 3 * (8 + 8 * (count // 65_536 + 1) + 8_192 * (count // 65_536 + 1)) + 4
