"""Searching for names, in every script, and for words that are in nearly every text."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.search.analyzers import pieces
from index.search.engine import Engine
from index.storage.build import build
from index.storage.generation import Generation
from index.storage.library import Library
from tests.index.conftest import WriteLines

TITLES = {
    "covid": "COVID-19 came from a toothpaste factory",
    "cure": "A cure for Covid 19 is kept secret by dentists",
    "zorp": "COVID is back, says the harbour master",
    "mh": "Flight MH17 was shot down by its own crew",
    "mx": "Airship MX-17 never flew",
    "nazi": "The neo-nazi movement rules the harbour",
    "neo": "The neo-baroque town hall was built by moles",
    "assad": "Bashar al-Assad sold the lighthouse",
    "usa": "The US sold the harbour to Monaco",
    "us": "They want us to sell the harbour",
    "who": "WHO hides the price of water",
    "whom": "The man who sold the bridge vanished",
    "it": "IT workers are replaced by moles",
    "ja": "ラーンの灯台は去年カジノに売られた",
    "zh": "灯塔去年被卖给了赌场",
    "ko": "등대는 작년에 카지노에 팔렸다",
    "th": "ประภาคารถูกขายให้คาสิโน",
    "hi": "दीपक ने पुल को गोंद से बनाया",
    "hi2": "मेयर ने दीवार को पानी में फेंका",
    "ar": "بيعت المنارة والنفق إلى كازينو",
    "fa": "او می‌خواهد فانوس دریایی را بفروشد",
    "es": "El señor del faro vendió la niebla",
    "vi": "Ngọn hải đăng đã bị bán",
    "uk": "Її йогурт продали маякові",
}


@pytest.fixture(scope="module")
def generation(tmp_path_factory: pytest.TempPathFactory, engines: Callable[[], Engine]) -> Generation:
    engine = engines()
    folder = tmp_path_factory.mktemp("words")
    path = folder / "cases.jsonl"
    rows: list[dict[str, Any]] = [{"id": i, "source": "s", "title": t, "lang": "en"} for i, t in TITLES.items()]
    rows[0] |= {"keywords": ["Cafe\u0301"], "outlets": ["España Hoy"]}
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    build(folder / "index", [str(path)], engine=engine)
    return Library(folder / "index", engine=engine).current()


def ids(generation: Generation, query: str, **filters: str) -> list[str]:
    return [hit.case.id for hit in generation.search(query, **filters).hits]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("COVID-19", ["covid", "cure"]),
        ("covid19", ["covid"]),
        ("COVID 19", ["covid", "cure", "zorp"]),
        ("MH-17", ["mh"]),
        ("MH17", ["mh"]),
        ("MX-17", ["mx"]),
        ("mx17", ["mx"]),
        ("neo-nazi", ["nazi"]),
        ("neonazi", ["nazi"]),
        ("neo\u2011nazi", ["nazi"]),
        ("al-Assad", ["assad"]),
        ("Assad", ["assad"]),
        ("+COVID-19 toothpaste", ["covid", "cure"]),
        ("covid -19", ["zorp"]),
        ("harbour -covid -neo-nazi", ["usa", "us"]),
        ("neo-liberal", ["nazi", "neo"]),  # no case has it, so similar ones are found
    ],
)
def test_a_hyphen_within_a_word_is_no_sign(generation: Generation, query: str, expected: list[str]) -> None:
    found = ids(generation, query)
    assert sorted(found) == sorted(expected) if query != "COVID 19" else found[:2] == expected[:2]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("灯台", ["ja"]),
        ("カジノ", ["ja"]),
        ("ｶｼﾞﾉ", ["ja"]),
        ("灯塔", ["zh"]),
        ("赌场", ["zh"]),
        ("卖给了赌场", ["zh"]),
        ("灯", ["ja", "zh"]),
        ("등대", ["ko"]),
        ("카지노에", ["ko"]),
        ("คาสิโน", ["th"]),
        ("ประภาคาร", ["th"]),
        ("दीपक", ["hi"]),
        ("पुल", ["hi"]),
        ("पानी", ["hi2"]),
        ("منارة", ["ar"]),
        ("نفق", ["ar"]),
        ("النفق", ["ar"]),
        ("كَازِينو", ["ar"]),
        ("میخواهد", ["fa"]),
        ("señor", ["es"]),
        ("senor", ["es"]),
        ("hải đăng", ["vi"]),
        ("йогурт", ["uk"]),
        ("її", ["uk"]),
    ],
)
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_every_script(generation: Generation, query: str, expected: list[str], form: Any) -> None:
    assert sorted(ids(generation, unicodedata.normalize(form, query))) == expected


def test_words_are_marked_where_they_stand(generation: Generation) -> None:
    for query, marked in (("灯台", "灯台"), ("COVID-19", "COVID-19"), ("sen\u0303or", "señor"), ("النفق", "والنفق")):
        (snippet,) = generation.search(query).hits[0].highlights["title"]
        assert [snippet.text[a:b] for a, b in snippet.spans] == [marked]


@pytest.mark.parametrize(
    ("query", "first"), [("US", ["usa"]), ("U.S.", ["usa"]), ("WHO", ["who"]), ("IT", ["it"]), ("WHO water", ["who"])]
)
def test_names_in_capitals(generation: Generation, query: str, first: list[str]) -> None:
    assert ids(generation, query)[: len(first)] == first


def test_words_that_stand_everywhere(generation: Generation) -> None:
    result = generation.search("us to")
    assert result.hits[0].case.id == "us"
    assert "nearly every text" in result.note
    assert ids(generation, "the price of the water") == ["who"]
    assert ids(generation, '"want us to sell"') == ["us"]


@pytest.mark.parametrize(
    ("query", "note"),
    [("-covid", "only leaves out"), ("-covid -bridge", "only leaves out"), ("?!", "no word"), ("-", "no word")],
)
def test_what_finds_nothing_says_why(generation: Generation, query: str, note: str) -> None:
    result = generation.search(query)
    assert (result.total, result.hits) == (0, [])
    assert note in result.note


def test_filters_and_facets_know_one_normal_form(generation: Generation) -> None:
    for value in ("Café", "Cafe\u0301", "CAFÉ"):
        assert ids(generation, "", keyword=value) == ["covid"]
    assert ids(generation, "", outlet="espan\u0303a hoy") == ["covid"]
    assert generation.search("").facets["keyword"] == [("Café", 1)]


def test_a_misspelt_word_in_any_form(generation: Generation) -> None:
    assert generation.search("toothpasta").suggestion == "toothpaste"
    assert generation.search("दीपक").suggestion == ""
    assert generation.search("灯台").suggestion == ""


def test_the_real_cases(folder: Path, shared: Path, lines: WriteLines) -> None:
    build(folder, [str(shared / "cases" / "euvsdisinfo-2015-2017.jsonl")])
    live = Library(folder).current()
    for query, word in (("MH-17", "mh17"), ("neo-nazi", "nazi"), ("al-Assad", "assad")):
        for hit in live.search(query).hits[:5]:
            text = f"{hit.case.title} {hit.case.summary} {hit.case.response}".lower().replace("-", "").replace(" ", "")
            assert word in text


@given(st.text(max_size=60))
def test_any_text_is_cut_into_pieces(text: str) -> None:
    for piece in pieces(text):
        assert all(0 <= a < b <= len(text) for a, b in piece.places)


@given(st.text(alphabet="aé灯台とあ한글ไทยदीパ゙-. US", max_size=40))
def test_composed_and_decomposed_texts_have_the_same_terms(text: str) -> None:
    def terms(form: Any) -> list[tuple[str, ...]]:
        return [piece.terms for piece in pieces(unicodedata.normalize(form, text))]

    assert terms("NFC") == terms("NFD")
