from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.case import Case
from index.errors import SourceError
from index.sources import Rejected, Remark, read_source, recognise
from tests.sources.conftest import LISTED, WHOLE, Write


def test_a_table_of_cases(write: Write) -> None:
    row = '"1";"03.10.2017";"Herald, evening";"Russian";"US, EU";"N.";"Cats, Dogs,";"http://x.org/a";'
    row += '"Cats ""bark""";"They\nbark; loudly";"No."'
    path = write("x.csv", WHOLE + row)
    assert recognise(path) == "euvsdisinfo-csv"
    (case,) = read_source(path)
    assert isinstance(case, Case)
    fields = case.to_dict()
    assert fields.pop("id").startswith("euvsdisinfo-")
    assert fields == {
        "source": "euvsdisinfo",
        "title": 'Cats "bark"',
        "summary": "They\nbark; loudly",
        "response": "No.",
        "published": "2017-10-03",
        "lang": "en",
        "verdict": "false",
        "languages": ["ru"],
        "countries": ["US", "EU"],
        "keywords": ["Cats", "Dogs"],
        "outlets": ["Herald, evening"],
        "articles": [{"url": "http://x.org/a"}],
    }


def test_a_list_of_titles(write: Write) -> None:
    row = '2021-02-18,https://euvsdisinfo.eu/report/cats-bark/,"Cats, bark",US+EU,Cats,'
    row += "Spanish+Castilian+Greek,A+B+Show more\r\n"
    (case,) = read_source(write("x.csv", "\ufeff" + LISTED + row))
    assert isinstance(case, Case)
    assert (case.id, case.url) == ("cats-bark", "https://euvsdisinfo.eu/report/cats-bark/")
    assert (case.languages, case.countries, case.outlets) == (("el", "es"), ("US", "EU"), ("A", "B"))


def test_dirty_fields_keep_the_case_and_are_told(write: Write) -> None:
    remarks: list[Remark] = []
    rows = "31.02.2017,https://x.org/a,T,,,Moldova+Russian,\n"
    path = write("x.csv", LISTED + rows)
    (case,) = read_source(path, on_remark=remarks.append)
    assert isinstance(case, Case)
    fields = case.to_dict()
    assert "published" not in fields
    assert fields["published_as_given"] == "31.02.2017"
    assert fields["languages"] == ["ru"]
    assert fields["languages_as_given"] == ["Moldova"]
    assert [(r.line, r.source) for r in remarks] == [(2, path), (2, path)]
    assert "calendar" in remarks[0].reason


def test_bad_rows(write: Write) -> None:
    good = "2020-01-01,https://x.org/{},T,é,,,\n"
    rows = [
        good.format("a"),
        "2020-01-01,https://x.org/b,T\n",
        good.format("c")[:-1] + ",more\n",
        good.format("d").replace("T", ""),
    ]
    bad_bytes = good.format("f").replace("T", "Caf\udce9")
    text = LISTED + "".join(
        [*rows, "\n", '2020-01-01,https://x.org/e,"two\nlines",,,,\n', bad_bytes, '2020-01-01,https://x.org/g,"T,,,,']
    )
    path = write("x.csv", text.encode("utf-8", "surrogateescape"))
    records = list(read_source(path, "euvsdisinfo-csv"))
    assert [r.id for r in records if isinstance(r, Case)] == ["a", "e"]
    rejected = {r.line: r.reason for r in records if isinstance(r, Rejected)}
    assert list(rejected) == [3, 4, 5, 9, 10]
    for line, words in {3: "3 of 7", 4: "8 fields for 7", 5: "title", 9: "not UTF-8", 10: "cut off"}.items():
        assert words in rejected[line]


def test_the_last_field_cut_within_quotation_marks(write: Write) -> None:
    row = '1;03.10.2017;O;Russian;US;N;K;http://x.org;T;S;"The answer is'
    (rejected,) = read_source(write("x.csv", WHOLE + row))
    assert isinstance(rejected, Rejected)
    assert "ends within quotation marks" in rejected.reason


def test_a_quotation_mark_that_is_never_closed_does_not_take_all_memory(write: Write) -> None:
    good = "2020-01-01,https://x.org/{},T,,,,\n"
    path = write("x.csv", LISTED + good.format("a") + '2020-01-01,https://x.org/b,"T,,,,\n' + good.format("c") * 20_000)
    records = list(read_source(path))
    assert any(isinstance(r, Rejected) and r.line == 3 and "never closed" in r.reason for r in records)
    assert isinstance(records[-1], Case)


def test_missing_columns_are_named_with_those_found(write: Write) -> None:
    path = write("x.csv", WHOLE.replace("disproof", "answer").replace("title;", "") + "1;2;3;4;5;6;7;8;9;10\n")
    with pytest.raises(
        SourceError, match=r"lacks the columns title, disproof of a table of cases. Found: issue, date.*answer"
    ):
        list(read_source(path))


def test_a_csv_of_something_else_is_told_from_a_text(write: Write) -> None:
    with pytest.raises(SourceError, match=r"CSV with columns of no known layout \(a, b, c\)"):
        recognise(write("x.csv", "a,b,c\n1,2,3\n"))
    with pytest.raises(SourceError, match=r"no known layout. Known: table of cases"):
        list(read_source(write("x.csv", "a,b,c\n1,2,3\n"), "euvsdisinfo-csv"))
    with pytest.raises(SourceError, match="no row"):
        list(read_source(write("x.csv", LISTED)))


@pytest.mark.parametrize(
    ("encoding", "text"), [("cp1251", "Россия и кошки"), ("cp1252", "Café rosé"), ("utf-16", "Cats")]
)
def test_another_encoding_is_named_with_what_to_do(write: Write, encoding: str, text: str) -> None:
    path = write("x.csv", (LISTED + f"2020-01-01,https://x.org/a,{text},,,,\n").encode(encoding))
    with pytest.raises(
        SourceError, match=r"not UTF-8 \(it looks like (UTF|windows)-1.*iconv -f (WINDOWS-125[12]|UTF-16) -t UTF-8"
    ):
        list(read_source(path))


def test_real_table(shared: Path) -> None:
    records = list(read_source(f"{shared}/raw/euvsdisinfo-2015-2017.csv"))
    cases = [record for record in records if isinstance(record, Case)]
    assert len(records) == len(cases) == 3071
    assert len({case.to_json() for case in cases}) == len({case.id for case in cases}) == 2772
    assert len([case for case in cases if not case.summary]) == 2
    prepared = [r.to_dict() for r in read_source(f"{shared}/cases/euvsdisinfo-2015-2017.jsonl") if isinstance(r, Case)]
    for case, expected in zip((c.to_dict() for c in cases if c.summary), prepared, strict=True):
        # The prepared file leaves out seven rarer languages, and names that are not languages.
        ours = {key: value for key, value in case.items() if key not in ("id", "languages", "languages_as_given")}
        assert ours == {key: value for key, value in expected.items() if key not in ("id", "languages")}
        assert set(expected.get("languages", [])) <= set(case.get("languages", []))


def test_real_list_of_titles(shared: Path) -> None:
    records = list(read_source(f"{shared}/raw/euvsdisinfo-titles-2015-2021.csv"))
    prepared = [
        r.to_dict() for r in read_source(f"{shared}/cases/euvsdisinfo-titles-2015-2021.jsonl") if isinstance(r, Case)
    ]
    assert len(records) == len(prepared) == 10892
    for record, expected in zip(records, prepared, strict=True):
        assert isinstance(record, Case)
        ours = record.to_dict()
        outlets = [outlet for outlet in dict.fromkeys(expected.pop("outlets", [])) if outlet != "Show more"]
        assert ours.pop("outlets", []) == outlets
        assert set(expected.pop("languages", [])) <= set(ours.pop("languages", []))
        assert ours == expected


@given(
    st.lists(st.lists(st.text(max_size=12), min_size=5, max_size=9), max_size=6),
    st.sampled_from([";", ","]),
    st.binary(max_size=30),
    st.booleans(),
)
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_hostile_rows(write: Write, rows: list[list[str]], delimiter: str, tail: bytes, quoted: bool) -> None:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, quoting=csv.QUOTE_ALL if quoted else csv.QUOTE_MINIMAL)
    writer.writerow(LISTED.strip().split(","))
    writer.writerows(rows)
    path = write("x.csv", out.getvalue().encode("utf-8", "surrogatepass") + tail)
    try:
        for record in read_source(path, "euvsdisinfo-csv"):
            assert isinstance(record, Case | Rejected)
    except SourceError as e:
        assert str(e).startswith(path)
