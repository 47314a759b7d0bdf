"""Full-text search: ranking, filters, facets, snippets, hostile queries, and many threads at once."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from unittest.mock import Mock

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.errors import QueryError
from index.search.engine import Engine
from index.storage.build import build, delete, update
from index.storage.generation import Generation
from index.storage.library import Library
from tests.index.conftest import WriteLines, claim


@pytest.fixture(scope="module")
def generation(tmp_path_factory: pytest.TempPathFactory, engines: Callable[[], Engine]) -> Generation:
    engine = engines()
    folder = tmp_path_factory.mktemp("search")
    cases = [
        claim(n, keywords=["Cattle, dairy"] if n == 3 else [], languages=["ru"] if n == 4 else []) for n in range(6)
    ]
    cases.append(claim(6, title="Café owners of Brel pay in bees", summary="", published="2021"))
    (folder / "cases.jsonl").write_text("".join(json.dumps(case) + "\n" for case in cases), "utf-8")
    build(folder / "index", [str(folder / "cases.jsonl")], engine=engine)
    return Library(folder / "index", engine=engine).current()


def ids(generation: Generation, query: str, **filters: Any) -> list[str]:
    return [hit.case.id for hit in generation.search(query, **filters).hits]


def test_words_are_folded_and_stemmed(generation: Generation) -> None:
    assert ids(generation, "CAFE owner") == ["c6"]
    assert ids(generation, "calf calves grazing")[0] == "c3"


def test_the_title_counts_more_than_the_debunk(generation: Generation) -> None:
    assert ids(generation, "bees")[0] in ("c5", "c6")
    assert len(ids(generation, "register of the town")) == 7


def test_signs_of_the_query_language(generation: Generation) -> None:
    assert ids(generation, '"travelling circus"') == ["c0"]
    assert "c6" not in ids(generation, "bees -café")
    assert ids(generation, "bees +machines") == ["c5"]


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({"keyword": "cattle, DAIRY"}, ["c3"]),
        ({"language": "ru"}, ["c4"]),
        ({"country": "brel"}, ["c6", "c4", "c2", "c0"]),
        ({"country": "Brel", "date_to": "2020-01-03"}, ["c2", "c0"]),
        ({"date_from": "2020-01-05", "date_to": "2020"}, ["c5", "c4"]),
        ({"date_from": "2021"}, ["c6"]),
        ({"source": "nobody"}, []),
        ({"source": ["nobody", "TESTS"], "country": "brel"}, ["c6", "c4", "c2", "c0"]),
        ({"source": []}, []),
        ({"lang": "EN", "keyword": "Cattle,  dairy"}, ["c3"]),
        ({"site": "example.org", "date_from": "2021"}, ["c6"]),
        ({"site": "org", "elsewhere": ["tests"]}, []),
        ({"site": "nowhere.org", "source": "tests", "date_from": "2021"}, ["c6"]),
    ],
)
def test_filters_narrow_and_the_newest_come_first(
    generation: Generation, filters: dict[str, str], expected: list[str]
) -> None:
    assert ids(generation, "", **filters) == expected


def test_filters_do_not_change_scores(generation: Generation) -> None:
    alone = generation.search("bees").hits
    filtered = generation.search("bees", country="Brel").hits
    scores = {hit.case.id: hit.score for hit in alone}
    assert filtered
    assert all(scores[hit.case.id] == hit.score for hit in filtered)


def test_a_filter_that_leaves_no_case_finds_none_of_those_with_the_word(generation: Generation) -> None:
    assert ids(generation, "bees", source="tests")
    for filters in ({"source": "nobody"}, {"date_to": "1999"}, {"site": "nowhere.org"}):
        found = generation.search("bees", **filters)  # type: ignore[arg-type]
        assert (found.total, found.hits) == (0, [])


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory, engines: Callable[[], Engine]) -> Generation:
    """Enough cases for several blocks of postings, of which Whoosh would skip some for their low scores."""
    folder, engine, chance = tmp_path_factory.mktemp("many"), engines(), random.Random(0)
    words = ["bees", "circus", "bridge", "lake", "cows", "tram"]
    texts = [" ".join(chance.choices(words, [9, 5, 4, 2, 2, 1], k=chance.randint(1, 40))) for _ in range(1_500)]
    cases = [
        claim(n, title=f"Case {n} of {text[:20]}", summary=text, response=text[::-1], lang="en")
        for n, text in enumerate(texts)
    ]
    (folder / "cases.jsonl").write_text("".join(json.dumps(case) + "\n" for case in cases), "utf-8")
    build(folder / "index", [str(folder / "cases.jsonl")], engine=engine)
    return Library(folder / "index", engine=engine).current()


def test_no_page_shows_or_counts_what_a_query_excludes(many: Generation) -> None:
    found = many.search("lake +bridge -bees -tram", limit=5)
    assert len(found.hits) == 5
    assert not [hit.case.id for hit in found.hits if {"bees", "tram"} & set(hit.case.summary.split())]
    split = [set(f"{case.title} {case.summary}".split()) for case in many.cases()]
    assert found.total == sum("bridge" in words and not words & {"bees", "tram"} for words in split)


@pytest.mark.parametrize("query", ["bees", "bees lake", "tram cows bridge", "+lake bees circus", '"bees circus" tram'])
def test_the_first_page_begins_as_the_whole_list(many: Generation, query: str) -> None:
    whole = [(hit.case.id, round(hit.score, 4)) for hit in many.search(query, limit=1_500).hits]
    assert [score for _, score in whole] == sorted((score for _, score in whole), reverse=True)
    for limit in (1, 5, 20, 100):
        assert [(hit.case.id, round(hit.score, 4)) for hit in many.search(query, limit=limit).hits] == whole[:limit]


def test_facets_count_everything_found_and_not_only_the_page(generation: Generation) -> None:
    result = generation.search("", limit=1)
    assert (len(result.hits), result.total) == (1, 7)
    assert dict(result.facets["country"]) == {"Ravna": 7, "Brel": 4}
    assert generation.search("circus").facets["keyword"] == []


def test_pages_follow_one_another_without_gap_or_overlap(generation: Generation) -> None:
    for query in ("", "register town bees"):
        pages = [[hit.case.id for hit in generation.search(query, limit=2, offset=n).hits] for n in range(0, 8, 2)]
        assert [case_id for page in pages for case_id in page] == ids(generation, query)


def test_snippets_mark_the_words(generation: Generation) -> None:
    hit = generation.search("travelling circuses").hits[0]
    for field in ("title", "summary"):
        snippet = hit.highlights[field][0]
        assert {snippet.text[a:b].lower() for a, b in snippet.spans} <= {"circus", "travelling"}
    assert generation.search("").hits[0].highlights == {}


@pytest.mark.parametrize("query", ["x" * 1001, "a " * 65])
def test_what_is_too_long_is_said(generation: Generation, query: str) -> None:
    with pytest.raises(QueryError, match="shorten it"):
        generation.search(query)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.text(alphabet=st.sampled_from('ab" +-()[]{}*?~^:\\/|&!\x00é\ud800bees'), max_size=60))
def test_any_query_is_answered(generation: Generation, query: str) -> None:
    generation.search(query.encode("utf-8", "replace").decode())


def test_threads_share_a_generation(generation: Generation) -> None:
    queries = ["bees", "circus bridge", "", "lighthouse signals", '"travelling circus"', "cows calves"] * 20
    expected = {query: ids(generation, query) for query in set(queries)}
    with ThreadPoolExecutor(8) as threads:
        for query, found in zip(queries, threads.map(lambda q: ids(generation, q), queries), strict=True):
            assert found == expected[query]


def test_no_page_of_a_listing_sorts_every_case(
    folder: Path, generation: Generation, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(folder, [str(generation.folder.parent.parent.parent / "cases.jsonl")], engine=engine)
    generation = Library(folder, engine=engine).current()  # which has counted nothing yet

    def sorts(*_: object, **__: object) -> None:
        raise AssertionError("every case is sorted for one page")

    monkeypatch.setattr("index.search.facets.Facets.newest_first", sorts)
    monkeypatch.setattr(generation.facets, "count", Mock(wraps=generation.facets.count))
    assert ids(generation, "") == ["c6", "c5", "c4", "c3", "c2", "c1", "c0"]
    pages = [ids(generation, "", limit=2, offset=offset) for offset in (0, 2, 4, 6, 8)]
    assert pages == [["c6", "c5"], ["c4", "c3"], ["c2", "c1"], ["c0"], []]
    assert generation.facets.count.call_count == 1  # type: ignore[attr-defined]
    assert ids(generation, "bees", sort="date") == ["c6", "c5"]
    assert ids(generation, "", country="brel") == ["c6", "c4", "c2", "c0"]


def test_the_order_survives_changes(folder: Path, lines: WriteLines, engine: Engine) -> None:
    build(folder, [lines(claim(0), claim(1), claim(2))], engine=engine)
    update(folder, [lines(claim(1, published="2022"), claim(3, published=""))], engine=engine)
    assert ids(Library(folder, engine=engine).current(), "") == ["c1", "c2", "c0", "c3"]


def test_a_word_is_suggested_for_as_long_as_a_case_has_it(folder: Path, lines: WriteLines, engine: Engine) -> None:
    build(folder, [lines(*(claim(n, title=f"Case {n} of a zeppelin") for n in range(3)), claim(9))], engine=engine)
    assert Library(folder, engine=engine).current().search("zepelin").suggestion == "zeppelin"
    update(folder, [lines(*(claim(n, title="A balloon flew") for n in range(3)), name="u.jsonl")], engine=engine)
    generation = Library(folder, engine=engine).current()
    assert generation.search("zepelin").suggestion == ""
    assert generation.search("baloon").suggestion == "balloon"
    delete(folder, ["c0", "c1", "c2"], engine=engine)
    assert Library(folder, engine=engine).current().search("baloon").suggestion == ""


def test_a_long_text_costs_a_search_no_more_than_a_short_one(folder: Path, lines: WriteLines, engine: Engine) -> None:
    build(folder, [lines(claim(0, response="The bees. " + "word " * 30_000 + "needle"))], engine=engine)
    generation = Library(folder, engine=engine).current()
    (hit,) = generation.search("needle bees").hits
    assert [snippet.text[:9] for snippet in hit.highlights["response"]] == ["The bees."]
