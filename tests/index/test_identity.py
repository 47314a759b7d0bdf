"""A review that is imported again replaces the earlier one; a review that only looks similar does not."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from index.case import Case
from index.storage import build as building
from index.storage.build import Report
from index.storage.generation import Generation
from index.storage.generations import live_name, path_of
from server.cli import cli
from tests.index.conftest import ENGLISH, Put, WriteLines, claim, review

FALSE, TRUE = {"alternateName": "False"}, {"alternateName": "True"}
NODE = "https://check.example/#r77"
FIRST = review(ENGLISH, 1, reviewRating=FALSE, datePublished="2024-03-02", **{"@id": NODE})
LATER = FIRST | {"reviewRating": TRUE, "datePublished": "2024-03-09"}


def cases(folder: Path) -> list[Case]:
    return list(Generation(path_of(folder, live_name(folder))).cases())


def imported(folder: Path, put: Put, *feeds: list[dict[str, Any]]) -> Report:
    report = building.build(folder, [put("0.json", json.dumps(feeds[0]))])
    for n, feed in enumerate(feeds[1:], 1):
        report = building.update(folder, [put(f"{n}.json", json.dumps(feed))])
    return report


WAYS = {
    "later": LATER,
    "same day, other rating": FIRST | {"reviewRating": TRUE},
    "no @id": {key: value for key, value in LATER.items() if key != "@id"},
    "moved": LATER | {"url": "https://check.example/moved"},
    "reworded": LATER | {"claimReviewed": "The lighthouse of Larnwick was sold in secret to a casino owner"},
    "another scheme": LATER | {"url": "http://www.check.example/1/"},
    "modified": FIRST | {"reviewRating": TRUE, "dateModified": "2024-03-09"},
    "retracted": LATER | {"reviewRating": {"alternateName": "Retracted"}},
    "without a rating": {key: value for key, value in LATER.items() if key != "reviewRating"},
}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("together", [True, False])
def test_a_corrected_review_silences_the_one_before(folder: Path, put: Put, way: str, together: bool) -> None:
    feeds = [[FIRST, WAYS[way]]] if together else [[FIRST], [WAYS[way]]]
    report = imported(folder, put, *feeds)
    (case,) = cases(folder)
    assert not case.makes_notices
    assert any(remark.kind == "replaced" for remark in report.remarks)
    run = CliRunner().invoke(cli, ["match", "--index", str(folder), "-"], input=ENGLISH + ".")
    assert run.output.startswith("0 matches")


def test_a_build_of_two_files(folder: Path, put: Put) -> None:
    building.build(folder, [put("a.json", json.dumps(FIRST)), put("b.json", json.dumps(LATER))])
    assert [case.verdict for case in cases(folder)] == ["true"]


@pytest.mark.parametrize("together", [True, False])
def test_the_newest_first(folder: Path, put: Put, together: bool) -> None:
    imported(folder, put, *([[LATER, FIRST]] if together else [[LATER], [FIRST]]))
    assert [(case.verdict, case.published) for case in cases(folder)] == [("true", "2024-03-09")]


def test_the_id_stays_and_the_publisher_s_own_names_are_kept(folder: Path, put: Put) -> None:
    imported(folder, put, [FIRST | {"identifier": "LC-77"}])
    (before,) = cases(folder)
    building.update(folder, [put("x.json", json.dumps([LATER | {"identifier": "LC-77"}]))])
    (after,) = cases(folder)
    assert after.id == before.id
    fields = after.to_dict()
    assert (fields["@id"], fields["identifier"]) == (NODE, "LC-77")


def test_the_same_again_changes_nothing(folder: Path, put: Put) -> None:
    report = imported(folder, put, [FIRST, LATER], [FIRST, LATER], [LATER])
    assert (report.added, report.changed) == (0, 0)


OTHERS = {
    "another claim of one page": FIRST | {"claimReviewed": "Bees are machines", "@id": "https://check.example/#r78"},
    "one @id for every claim of a page": FIRST | {"claimReviewed": "Bees were replaced by machines in 2012"},
    "the page's address as @id": FIRST | {"claimReviewed": "Bees are machines", "@id": "https://check.example/1"},
    "one @id for every page": review("Bees were replaced by machines in 2012", 2, **{"@id": NODE}),
    "another publisher": review(ENGLISH, url="https://other.example/1"),
    "another language": FIRST | {"inLanguage": "fr", "@id": "https://check.example/#r78"},
}


@pytest.mark.parametrize("way", OTHERS)
def test_what_is_another_review_stays(folder: Path, put: Put, way: str) -> None:
    imported(folder, put, [FIRST | {"inLanguage": "en"}, OTHERS[way]])
    assert len(cases(folder)) == 2


def test_a_row_that_is_known_by_another_id_changes_only_what_it_tells(
    folder: Path, lines: WriteLines, put: Put
) -> None:
    known = claim(0, source="euvsdisinfo", url="", articles=[{"url": "https://example.com/news/0", "excerpt": "Kept."}])
    building.build(folder, [lines(known)])
    header = "issue,date,outlet,language,origin,reported by,keywords,source,title,summary,disproof\n"
    told = f'"{known["title"]}","{known["summary"]}",New answer.'
    row = f"1,2020-01-01,Herald,,,,Bridges,https://example.com/news/0,{told}\n"
    report = building.update(folder, [put("x.csv", header + row)])
    (case,) = cases(folder)
    assert (report.added, report.changed) == (0, 1)
    assert (case.id, case.response, case.keywords) == ("c0", "New answer.", ("Bridges",))
    assert case.articles[0].excerpt == "Kept."
    assert case.countries == ("Brel", "Ravna")


def test_the_real_table_over_its_prepared_form(folder: Path, shared: Path) -> None:
    building.build(folder, [str(shared / "cases" / "euvsdisinfo-2015-2017.jsonl")])
    report = building.update(folder, [str(shared / "raw" / "euvsdisinfo-2015-2017.csv")])
    # two rows without a summary were left out of the prepared file
    assert report.added == 2
