"""An admin's own tables: named columns, the date order of a column, CSV and spreadsheets alike."""

from __future__ import annotations

import datetime
import shlex
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from openpyxl import Workbook

from index.case import Case, SourceRecord
from index.errors import SourceError, UnknownColumnsError
from index.sources import Rejected, Remark, read_source, recognise
from index.sources.columns import command, guessed
from index.sources.dates import iso_date, order_of
from index.storage import build as building
from index.storage.generation import Generation
from index.storage.generations import live_name, path_of
from server.cli import cli
from tests.sources.conftest import LISTED, WHOLE, Write

HEADER = ["Claim", "Verdict", "Review URL", "Date", "Fact checker", "Notes"]
ROWS = [
    ["Bridges are gum", "False", "https://check.example/a", "10/31/17", "Larn Check", "x"],
    ["Rivers flow up", "Half true", "check.example/b", "10/3/17", "Larn Check", ""],
]
COLUMNS = {"title": "claim", "rating": "Verdict", "url": "Review URL", "published": "Date", "publisher": "Fact checker"}


def delimited(header: Sequence[str], rows: Sequence[Sequence[str]], delimiter: str = ",") -> str:
    return "".join(delimiter.join(f'"{cell}"' for cell in row) + "\n" for row in [header, *rows])


def workbook(path: Path, rows: Sequence[Sequence[Any]]) -> str:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(list(row))
    book.save(path)
    return str(path)


def read(path: str, columns: dict[str, str] = COLUMNS) -> list[Any]:
    return list(read_source(path, columns_of=lambda _: columns))


@pytest.mark.parametrize("kind", ["csv", "tsv", "semicolon", "xlsx"])
def test_any_table_by_its_columns(write: Write, tmp_path: Path, kind: str) -> None:
    if kind == "xlsx":
        path = workbook(tmp_path / "x.xlsx", [["Our checks"], [], HEADER, *ROWS])
    else:
        path = write(f"x.{kind}", delimited(HEADER, ROWS, {"tsv": "\t", "semicolon": ";"}.get(kind, ",")))
    publisher, one, other = read(path)
    assert isinstance(publisher, SourceRecord)
    assert (publisher.source, publisher.name, publisher.url) == (
        "check.example",
        "Larn Check",
        "https://check.example/",
    )
    assert isinstance(one, Case)
    fields = one.to_dict()
    assert fields.pop("id").startswith("check.example-")
    assert fields == {
        "source": "check.example",
        "title": "Bridges are gum",
        "url": "https://check.example/a",
        "published": "2017-10-31",
        "lang": "en",
        "verdict": "false",
        "rating": {"text": "False"},
    }
    assert isinstance(other, Case)
    assert (other.url, other.published, other.verdict) == ("https://check.example/b", "2017-10-03", "misleading")


def test_cells_of_a_spreadsheet(tmp_path: Path) -> None:
    header = ["id", "claim", "date", "tags", "claim date", "link"]
    row = [7.0, "Bridges are gum", datetime.datetime(2017, 10, 3), "Gum; Bridges", datetime.date(2017, 9, 1), None]
    path = workbook(tmp_path / "x.xlsx", [header, row, [None] * 6])
    (case,) = read(
        path, {"id": "id", "title": "claim", "published": "date", "keywords": "tags", "claimed": "claim date"}
    )
    assert isinstance(case, Case)
    assert (case.id, case.published, case.claimed) == ("7", "2017-10-03", "2017-09-01")
    assert (case.keywords, case.source) == (("Gum", "Bridges"), "x")


def test_a_spreadsheet_in_a_known_layout(tmp_path: Path) -> None:
    row = ["2021-02-18", "https://euvsdisinfo.eu/report/cats-bark/", "Cats bark", "US", "Cats", "Russian", "A"]
    path = workbook(tmp_path / "x.xlsx", [LISTED.strip().split(","), row])
    assert recognise(path) == "euvsdisinfo-csv"
    (case,) = read_source(path)
    assert isinstance(case, Case)
    assert (case.id, case.published) == ("cats-bark", "2021-02-18")


def test_a_broken_spreadsheet_is_named(tmp_path: Path) -> None:
    path = Path(workbook(tmp_path / "x.xlsx", [HEADER, *ROWS]))
    data = path.read_bytes().replace(b"xl/worksheets/sheet1.xml", b"xl/worksheets/sheet9.xml")
    path.write_bytes(data)
    with pytest.raises(SourceError, match=r"x\.xlsx: "):
        read(str(path))


def test_the_message_for_an_unknown_layout_is_the_command(write: Write, tmp_path: Path) -> None:
    path = write("our checks.csv", delimited(HEADER, ROWS))
    with pytest.raises(UnknownColumnsError) as error:
        list(read_source(path))
    told = str(error.value)
    assert "(Claim, Verdict, Review URL, Date, Fact checker, Notes)" in told
    assert command(HEADER, path) in told
    said = shlex.split(told.partition("rejoinder ")[2])
    run = CliRunner().invoke(cli, [*said, "--index", str(tmp_path / "index")])
    assert run.exit_code == 0, run.output
    assert "2 cases" in run.output
    other = write("other.csv", delimited(["Claim", "Answer", "Link"], [["Rivers flow up", "No", ""]]))
    run = CliRunner().invoke(cli, ["index", "update", "--index", str(tmp_path / "index"), other])
    assert (
        f"rejoinder index update --column title=Claim --column url=Link --column response=Answer {other}" in run.output
    )


def test_columns_are_guessed_by_their_names() -> None:
    assert guessed(["claim_text", "rating_alternateName", "claimReview_url", "claimReview_datePublished"]) == {
        "title": "claim_text",
        "rating": "rating_alternateName",
        "url": "claimReview_url",
        "published": "claimReview_datePublished",
    }
    assert guessed(["A", "B"]) == {}


@pytest.mark.parametrize(
    ("columns", "message"),
    [
        ({"title": "Behauptung"}, "has no column 'Behauptung' for the title. Found: Claim, Verdict"),
        ({"url": "Review URL"}, "which column holds the claim"),
        ({"title": "Claim", "colour": "Notes"}, "a case has no field 'colour'"),
    ],
)
def test_columns_that_are_not_there(write: Write, columns: dict[str, str], message: str) -> None:
    with pytest.raises(SourceError, match=message):
        read(write("x.csv", delimited(HEADER, ROWS)), columns)


def test_columns_are_remembered_for_tables_that_have_the_same(write: Write, tmp_path: Path) -> None:
    index = tmp_path / "index"
    options = [option for field, column in COLUMNS.items() for option in ("--column", f"{field}={column}")]
    first, later = write("a.csv", delimited(HEADER, ROWS)), write("b.csv", delimited(HEADER[::-1], [["", "Larn Check",
        "2018-01-01", "https://check.example/c", "False", "Moles dig"]]))  # fmt: skip
    assert CliRunner().invoke(cli, ["index", "build", "--index", str(index), *options, first]).exit_code == 0
    run = CliRunner().invoke(cli, ["index", "update", "--index", str(index), later])
    assert run.exit_code == 0, run.output
    assert len(Generation(path_of(index, live_name(index)))) == 3
    wrong = CliRunner().invoke(cli, ["index", "update", "--index", str(index), "--column", "colour=x", later])
    assert wrong.exit_code == 2
    assert "FIELD being one of title" in wrong.output


def test_rows_that_cannot_be_used(write: Write) -> None:
    remarks: list[Remark] = []
    text = (
        delimited(HEADER, [*ROWS, ["", "False", "", "", "", ""], ["No address", "Moonshine", "", "soon", "", ""]])
        + "a,b\n"
    )
    records = list(read_source(write("x.csv", text), on_remark=remarks.append, columns_of=lambda _: COLUMNS))
    assert [r.line for r in records if isinstance(r, Rejected)] == [4, 6]
    assert [(r.kind, r.line) for r in remarks] == [("date", 5), ("address", 5)]


WAYS = {
    "month first": ["10/03/17", "10/31/17", "09/29/17"],
    "day first": ["03/10/2017", "31/10/2017", "29/09/2017"],
    "two digits, dots": ["03.10.17", "31.10.17", "29.09.17"],
    "month first, dots": ["10.03.2017", "10.31.2017", "09.29.2017"],
    "hyphens, month first": ["10-03-2017", "10-31-2017", "09-29-2017"],
    "year first, two digits": ["17/10/03", "17/10/31", "17/09/29"],
    "German": ["3. Oktober 2017", "31. Oktober 2017", "29. September 2017"],
    "Spanish": ["3 de octubre de 2017", "31 de octubre de 2017", "29 de septiembre de 2017"],
    "Russian": ["3 октября 2017 г.", "31 октября 2017 г.", "29 сентября 2017 г."],
    "epoch": ["1506988800", "1509408000", "1506643200"],
    "milliseconds": ["1506988800000", "1509408000000", "1506643200000"],
    "serial": ["43011", "43039", "43007"],
    "American words": ["Oct 3, 2017", "Oct 31, 2017", "Sep 29, 2017"],
}
ISO = ["2017-10-03", "2017-10-31", "2017-09-29"]


@pytest.mark.parametrize("way", WAYS)
def test_dates_by_their_column(write: Write, way: str) -> None:
    rows = "".join(f'1;"{text}";O;Russian;US;;K;http://x.org/{n};T {n};S;D\n' for n, text in enumerate(WAYS[way]))
    iso = "".join(f'1;"{text}";O;Russian;US;;K;http://x.org/{n};T {n};S;D\n' for n, text in enumerate(ISO))
    cases = list(read_source(write("x.csv", WHOLE + rows)))
    assert [case.published for case in cases if isinstance(case, Case)] == ISO
    assert cases == list(read_source(write("iso.csv", WHOLE + iso)))


def test_a_column_that_does_not_show_its_order_is_told_with_its_count(write: Write, tmp_path: Path) -> None:
    rows = "".join(f"1;0{n}/03/2017;O;Russian;US;;K;http://x.org/{n};Rivers flow up {n};S;D\n" for n in (1, 2, 4))
    index, path = tmp_path / "index", write("x.csv", WHOLE + rows)
    run = CliRunner().invoke(cli, ["index", "build", "--index", str(index), path])
    assert "3 dates could not be read and were left out; first: " in run.output
    iso = write("iso.csv", WHOLE + rows.replace("/03/2017", "").replace(";0", ";2017-03-0"))
    report = building.update(index, [iso])
    cases = list(Generation(path_of(index, live_name(index))).cases())
    assert (report.added, report.changed) == (0, 3)
    assert [case.published for case in cases] == ["2017-03-01", "2017-03-02", "2017-03-04"]
    assert all("published_as_given" not in case.to_dict() for case in cases)


def test_the_order_of_a_column() -> None:
    assert order_of(["1/2/2020", "3/4/2020"]) is None
    assert order_of(["13/4/2020", "4/13/2020"]) is None
    assert order_of(["13/4/2020", "1/2/2020"]) == "dmy"
    assert order_of([]) is None
    assert iso_date("3 listopada 2017", language="hr") == "2017-10-03"
    assert iso_date("3 listopada 2017", language="pl") == "2017-11-03"
    with pytest.raises(ValueError, match="differs between languages"):
        iso_date("3 listopada 2017")
