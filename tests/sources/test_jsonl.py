from __future__ import annotations

import pytest

from index.case import Case, Patch, SourceRecord
from index.errors import SourceError
from index.sources import Rejected, read_located, read_source, recognise
from tests.sources.conftest import Write, dumps

CASE = {"id": "a", "source": "s", "title": "Cats bark", "note": {"kept": [1]}}


def test_cases_sources_and_patches(write: Write) -> None:
    lines = [
        CASE,
        {"type": "source", "source": "s", "name": "S", "disclaimer": "D"},
        {"id": "a", "summary": "They do."},
    ]
    path = write("x.jsonl", "\n".join(map(dumps, lines)))
    assert recognise(path) == "jsonl"
    case, source, patch = read_source(path)
    assert isinstance(case, Case)
    assert case.to_dict()["note"] == {"kept": [1]}
    assert source == SourceRecord(source="s", name="S", disclaimer="D")
    assert patch == Patch("a", {"summary": "They do."})


def test_bad_lines_are_told_with_their_number_and_the_rest_goes_on(write: Write) -> None:
    good = dumps(CASE | {"summary": "Déjà vu"}).encode()
    lines = [
        good,
        b"",
        b"no json",
        b"[1]",
        b'{"id": "b", "source": "s"}',
        b'{"id": "c", "source": "s", "title": "\xff"}',
    ]
    deep = b'{"id": "d", "x": ' + b"[" * 100_000
    numbers = b'{"id": "e", "source": "s", "title": "t", "n": ' + b"9" * 5000 + b"}"
    path = write("x.jsonl", b"\r\n".join([*lines, deep, numbers, good, b'{"id": "f", "source": "s", "tit']))
    found = list(read_located(path))
    rejected = {r.line: r.reason for r in (f.record for f in found) if isinstance(r, Rejected)}
    assert list(rejected) == [3, 4, 5, 6, 7, 8, 10]
    for line, words in {
        3: "not valid JSON",
        4: "list where an object",
        5: "title",
        6: "not UTF-8",
        10: "cut off",
    }.items():
        assert words in rejected[line]
    assert [f.line for f in found if isinstance(f.record, Case)] == [1, 9]
    assert str(found[1].record) == f"{path}:3: {rejected[3]}"
    assert next(f.record for f in found if f.line == 5).id == "b"  # type: ignore[union-attr]


@pytest.mark.parametrize("indent", [None, 2])
def test_one_list_instead_of_lines(write: Write, indent: int | None) -> None:
    import json

    path = write("x.json", json.dumps([CASE, 5, {"id": "b"}], indent=indent))
    case, number, lacking = read_source(path)
    assert isinstance(case, Case)
    assert isinstance(number, Rejected)
    assert "record 2" in number.reason
    assert isinstance(lacking, Rejected)
    assert "record 3: source" in lacking.reason


def test_one_object_over_several_lines(write: Write) -> None:
    import json

    (case,) = read_source(write("x.json", json.dumps(CASE, indent=4)))
    assert isinstance(case, Case)


def test_a_made_id_is_the_same_on_every_import_and_in_every_spelling(write: Write) -> None:
    row = {
        "source": "s",
        "title": "Café  bark",
        "summary": "x",
        "published": "2020-01-01",
        "articles": [{"url": "http://x.org"}],
    }
    same = row | {"title": "Cafe\u0301 bark", "response": "corrected"}
    other = row | {"summary": "y"}
    first, again, third = [next(iter(read_source(write("x.jsonl", dumps(r))))) for r in (row, same, other)]
    assert isinstance(first, Case)
    assert isinstance(again, Case)
    assert isinstance(third, Case)
    assert first.id == again.id != third.id
    assert first.id.startswith("s-")


def test_rows_that_agree_in_what_makes_an_id_and_differ_elsewhere_are_two_cases(write: Write) -> None:
    row = {"source": "s", "title": "Cats bark"}
    path = write("x.jsonl", "\n".join(map(dumps, [row, row | {"languages": ["ru"]}, row])))
    ids = [case.id for case in read_source(path) if isinstance(case, Case)]
    assert ids == [case.id for case in read_source(path) if isinstance(case, Case)]
    assert ids[0] == ids[2]
    assert ids[1].startswith(ids[0] + "-")


@pytest.mark.parametrize("depth", [70, 300, 900, 5000])
@pytest.mark.parametrize("escape", ["", "\\ud800"])
def test_unknown_keys_nested_without_end(write: Write, depth: int, escape: str) -> None:
    line = f'{{"id": "a", "source": "s", "title": "t{escape}", "own": {"[" * depth}{"]" * depth}}}'
    for content in (line, f"[\n{line}\n]"):
        (rejected,) = read_source(write("x.jsonl", content))
        assert isinstance(rejected, Rejected)
        assert "nested too deeply" in rejected.reason


def test_lone_surrogates_do_not_reach_the_index(write: Write) -> None:
    path = write("x.jsonl", '{"id": "a", "source": "s", "title": "x\\ud800", "n": {"\\udfff": ["\\ud83d\\ude00"]}}')
    (case,) = read_source(path)
    assert isinstance(case, Case)
    case.to_json().encode("utf-8")
    assert case.to_dict()["n"] == {"\ufffd": ["😀"]}


@pytest.mark.parametrize("text", ["[]", '[{"id": "a"', '{"id": "a", "source": "s",\n"tit', "[1, 2,, 3]"])
def test_a_json_value_that_ends_too_soon_or_holds_nothing(write: Write, text: str) -> None:
    with pytest.raises(SourceError, match=r"no record|cut off|not valid JSON"):
        list(read_source(write("x.json", text), "jsonl"))


def test_a_very_long_line_is_left_out_alone(write: Write) -> None:
    path = write(
        "x.jsonl", b"\n".join([dumps(CASE).encode(), b'{"id": "' + b"x" * (17 << 20) + b'"}', dumps(CASE).encode()])
    )
    first, long, last = read_source(path)
    assert isinstance(first, Case)
    assert isinstance(long, Rejected)
    assert "longer than 16 MiB" in long.reason
    assert first == last
