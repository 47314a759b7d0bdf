"""A pack holds what the generation's matcher has, and what a card shows."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.case import Case, SourceRecord
from index.matcher.arrays.layout import NAME, NUMBER, Arrays
from index.matcher.text.analysis import key_of
from index.pack import terms
from index.pack.claims import ClaimReader, ClaimWriter, Wording
from index.pack.collect import claim_of
from index.pack.contents import Contents
from index.pack.errors import PackError
from index.pack.numbers import NumberReader, varint, zigzag
from index.pack.reading import Pack, read
from index.pack.shelf import make
from index.pack.terms import Term
from index.storage.build import build
from index.storage.library import Library
from tests.pack.conftest import DISCLAIMER, RESPONSE, case, write


@pytest.fixture(scope="module")
def arrays(built: Path) -> Arrays:
    return Arrays.open(Library(built).contents().folder / "matcher")


def cards(contents: Contents) -> dict[str, dict[str, object]]:
    return {card["id"]: card for card in map(json.loads, contents.cards)}


def test_wordings_are_those_of_the_matcher(contents: Contents, arrays: Arrays) -> None:
    wordings = [wording for claim in contents.claims for wording in claim]
    assert len(wordings) == arrays.units
    for unit, wording in enumerate(wordings):
        row = arrays.row_term[arrays.unit_row[unit] : arrays.unit_row[unit + 1]]
        assert {arrays.term(key_of(term)) for term in wording.terms} == set(row.tolist())
        assert wording.field == arrays.unit_field[unit]
        assert wording.language == arrays.languages[arrays.unit_language[unit]]


def test_weights_and_flags_are_those_of_the_matcher(contents: Contents, arrays: Arrays) -> None:
    assert len(contents.terms) == len(arrays.term_key)
    cases = len(contents.claims)
    assert arrays.cases == cases + 1  # the arrays count the true claim too
    for term in contents.terms:
        number = arrays.term(key_of(term.text))
        assert terms.weight(term, cases, contents.texts) == pytest.approx(arrays.term_weight[number], abs=0.02)
        assert term.flags == arrays.term_flag[number]
    flags = {term.text: term.flags for term in contents.terms}
    assert (flags["brel"], flags["2012"]) == (NAME, NUMBER)
    assert terms.unseen(cases, contents.texts) == pytest.approx(arrays.unseen, abs=1e-3)


@pytest.mark.parametrize(
    ("lang", "title", "negated"),
    [
        ("de", "Die Brücke von Brel ist nicht sicher", True),
        ("de", "Die Brücke von Brel ist sicher", False),
        ("fr", "Le pont de Brel n'est pas solide", True),
        ("ru", "Мост в Бреле не безопасен", True),
        ("en", "The bridge of Brel is not safe", True),
    ],
)
def test_a_negation_counts_in_the_language_of_its_claim(lang: str, title: str, negated: bool) -> None:
    record = {"id": "b", "source": "s", "title": title, "lang": lang}
    assert [wording.negated for wording in claim_of(Case.from_dict(record))] == [negated]


def test_terms_stand_in_the_order_of_the_text(contents: Contents) -> None:
    title = contents.claims[0][0]
    assert title.terms == ("bridg", "danub", "brel", "sold", "circus", "2012")
    assert [(w.field, w.negated) for w in contents.claims[0]] == [(0, False), (1, False), (1, True), (1, True)]
    assert contents.claims[0][3].terms == contents.claims[0][1].terms + contents.claims[0][2].terms


def test_only_cases_that_make_notices_are_in_it(contents: Contents, pack: Pack) -> None:
    assert "true" not in cards(contents)
    assert pack.header.cases == len(contents.cards) == len(contents.responses) == len(contents.claims)


def test_cases_with_one_claim_are_told(contents: Contents) -> None:
    assert contents.groups == [(1, 0)]


def test_a_card_has_what_is_shown(contents: Contents) -> None:
    found = cards(contents)
    assert found["bridge"] == {
        "id": "bridge",
        "source": "brel",
        "title": "The bridge over the Danube in Brel was sold to a circus in 2012",
        "url": "https://brel.example/bridge",
        "published": "2020-03-04",
        "languages": ["ru", "en"],
    }
    assert found["bridge-again"]["verdict"] == "misleading"
    assert found["bridge-again"]["disclaimer"] == "Of this case alone."
    assert found["ru"]["lang"] == "ru"
    assert "url" not in found["ru"]
    assert contents.publishers == [{"source": "brel", "name": "Brel Register", "disclaimer": DISCLAIMER}]


@pytest.mark.parametrize("characters", [None, 0, 600, 50])
def test_how_much_of_the_responses_is_asked_for(built: Path, characters: int | None) -> None:
    library = Library(built)
    found = read(make(library, library.contents(), characters))
    first, second = map(json.loads, found.contents.responses[:2])
    assert found.header.response_characters == characters
    if characters is None:
        assert (first, second) == (RESPONSE, "As before.")
    elif not characters:
        assert (first, second) == ("", "")
    else:
        assert RESPONSE.startswith(first["begins"])
        assert characters // 2 < len(first["begins"]) <= characters
        assert second == "As before."


def test_the_same_generation_gives_the_same_bytes(built: Path, data: bytes) -> None:
    library = Library(built)
    assert make(library, library.contents()) == data


def test_an_index_without_a_claim_to_notice_has_a_pack(tmp_path: Path) -> None:
    build(tmp_path / "index", [write(tmp_path / "cases.jsonl", [case("true", "The tower is old", verdict="true")])])
    library = Library(tmp_path / "index")
    found = read(make(library, library.contents()))
    assert (found.header.cases, found.contents.claims, found.contents.cards) == (0, [], [])
    assert found.contents.terms


def test_a_claim_with_two_whole_summaries_is_refused() -> None:
    """Such a record could expand to far more than its size."""
    record = bytes([3, 1, 1, 0, 3, 3])
    assert ClaimReader(["a"], ["en"]).claims(bytes([2, 1, 1, 0, 3]), 1)[0][1].terms == ("a",)
    with pytest.raises(PackError, match="two whole summaries"):
        ClaimReader(["a"], ["en"]).claims(record, 1)


@given(
    st.lists(
        st.tuples(st.integers(0, 2), st.booleans(), st.sampled_from(["en", "ru"]), st.lists(st.sampled_from("abcde"))),
        max_size=6,
    )
)
def test_any_claim_comes_back(rows: list[tuple[int, bool, str, list[str]]]) -> None:
    claim = tuple(Wording(field, negated, language, tuple(words)) for field, negated, language, words in rows)
    data = ClaimWriter({text: n for n, text in enumerate("abcde")}, ["en", "ru"]).record(claim)
    assert ClaimReader("abcde", ["en", "ru"]).claims(data, 1) == [claim]


def test_a_publisher_set_by_hand_is_in_the_next_pack(folder: Path) -> None:
    library = Library(folder)
    library.state.set_source(SourceRecord(source="brel", name="Brel Register", disclaimer="By hand."))
    found = read(make(library, library.contents()))
    assert found.contents.publishers[0]["disclaimer"] == "By hand."


@given(st.lists(st.integers(0, 2**40)))
def test_numbers_come_back(values: list[int]) -> None:
    reader = NumberReader(b"".join(map(varint, values)))
    assert reader.numbers(len(values)) == values
    assert reader.left == 0


@given(st.integers(-(2**40), 2**40))
def test_signed_numbers_come_back(value: int) -> None:
    assert NumberReader(varint(zigzag(value))).signed() == value


@given(st.dictionaries(st.text(min_size=1, max_size=8), st.tuples(*[st.integers(0, 300)] * 3), max_size=30))
def test_any_table_of_terms_comes_back(rows: dict[str, tuple[int, int, int]]) -> None:
    table = terms.table_order([Term(text.encode("utf-8", "replace").decode(), *row) for text, row in rows.items()])
    assert terms.decode(terms.encode(table)) == table
