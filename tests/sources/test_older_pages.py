"""Case pages in the site's older layouts, and pages with a missing part."""

from __future__ import annotations

import pytest

from index.case import Case
from index.errors import NoRecordError
from index.sources import Remark, read_source, recognise
from tests.sources.conftest import PAGE, TEXT, Write

HEAD = """<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">
<title>Rivers flow up - EU vs DISINFORMATION</title>
<link rel="canonical" href="https://euvsdisinfo.eu/report/rivers-flow-up/"></head><body>"""
DISCLAIMER = "Cases concern messages and do not say that an outlet meant to mislead anybody at all."
OF_2020 = (
    HEAD
    + """<h1 class="b-catalog__report-title">DISINFO: Rivers flow up</h1>
%s<h3 class="b-report__summary-title">summary</h3><div class="b-report__summary-text"><p>Every river flows up.</p></div>
<h3 class="b-report__disproof-title">Disproof</h3><div class="b-report__disproof-text"><p>Rivers flow down.</p>
<p>All of them.</p></div>%s
<div class="b-catalog__repwidget"><div class="b-catalog__link"><a href="https://coast.example/r?id=4">Coast Radio</a>
(<a href="https://web.archive.org/web/20200101/https://coast.example/r?id=4">archived</a>)</div>
<div class="b-catalog__link"><a href="https://pier.example/r">Pier TV</a></div>
<ul class="b-catalog__repwidget-list"><li><span>Reported in:</span> Issue 178</li>
<li><b>DATE OF PUBLICATION:</b> 02/03/2020</li><li>Outlet language(s): Russian, Arabic</li>
<li>Countries and/or Regions discussed in the disinformation: Larnwick, EU</li>
<li><b>Keywords:</b> Rivers, Water</li></ul></div>
<h4>Disclaimer</h4><p>"""
    + DISCLAIMER
    + "</p></body></html>"
)
OF_2018 = (
    HEAD
    + """<h2 class="report-title section_title">Rivers flow up</h2>
<div class="report-summary-text"><p>Every river flows up.</p></div>
<div class="report-disproof-text"><p>Rivers flow down.</p></div>
<div class="report-disinfo-link"><a href="https://coast.example/r?id=4">Link</a></div>
<div class="report-meta-item"><b>Date:</b> <span>03.10.2017</span></div>
<div class="report-meta-item"><b>Language/target audience:</b> <span>Russian</span></div>
<div class="report-meta-item"><b>Country:</b> <span>Larnwick</span></div>
<div class="report-meta-item"><b>Keywords:</b> <span>Rivers</span></div>
<div class="report-meta-item"><b>Outlet:</b> <span>Coast Radio</span></div></body></html>"""
)


@pytest.mark.parametrize("wrapper", [("", ""), ('<div class="b-report__summary">', "</div>")])
def test_a_page_of_2020(write: Write, wrapper: tuple[str, str]) -> None:
    path = write("x.html", OF_2020 % wrapper)
    assert recognise(path) == "euvsdisinfo-page"
    *_, case = read_source(path)
    assert isinstance(case, Case)
    fields = case.to_dict()
    assert fields == {
        "id": "rivers-flow-up",
        "source": "euvsdisinfo",
        "title": "Rivers flow up",
        "summary": "Every river flows up.",
        "response": "Rivers flow down.\n\nAll of them.",
        "url": "https://euvsdisinfo.eu/report/rivers-flow-up/",
        "published": "2020-03-02",
        "lang": "en",
        "verdict": "false",
        "languages": ["ar", "ru"],
        "countries": ["Larnwick", "EU"],
        "keywords": ["Rivers", "Water"],
        "outlets": ["Coast Radio", "Pier TV"],
        "articles": [
            {
                "url": "https://coast.example/r?id=4",
                "archived_url": "https://web.archive.org/web/20200101/https://coast.example/r?id=4",
                "outlet": "Coast Radio",
            },
            {"url": "https://pier.example/r", "outlet": "Pier TV"},
        ],
        "disclaimer": DISCLAIMER,
    }


def test_a_page_of_2018(write: Write) -> None:
    remarks: list[Remark] = []
    path = write("x.html", OF_2018)
    assert recognise(path) == "euvsdisinfo-page"
    (case,) = read_source(path, on_remark=remarks.append)
    assert isinstance(case, Case)
    assert (case.title, case.summary, case.response) == ("Rivers flow up", "Every river flows up.", "Rivers flow down.")
    assert (case.published, case.languages, case.countries) == ("2017-10-03", ("ru",), ("Larnwick",))
    assert (case.keywords, case.outlets) == (("Rivers",), ("Coast Radio",))
    assert [article.to_dict() for article in case.articles] == [
        {"url": "https://coast.example/r?id=4", "outlet": "Coast Radio"}
    ]
    assert [(remark.kind, "disclaimer" in remark.reason) for remark in remarks] == [("part", True)]


@pytest.mark.parametrize(
    ("page", "removed", "part"),
    [
        (PAGE, "b-report__response", "RESPONSE"),
        (PAGE, "b-report__summary", "SUMMARY"),
        (OF_2020 % ("", ""), "b-report__disproof-text", "RESPONSE"),
        (OF_2018, "report-disproof-text", "RESPONSE"),
        (TEXT, "RESPONSE\n", "RESPONSE"),
    ],
)
def test_a_case_page_is_never_taken_half(write: Write, page: str, removed: str, part: str) -> None:
    assert removed in page
    with pytest.raises(NoRecordError, match=f"case page in which no {part} was found.*left out"):
        list(read_source(write("x", page.replace(removed, "moved")), "euvsdisinfo-page"))


@pytest.mark.parametrize(
    ("label", "called"),
    [
        ("Date of publication", "date of publication"),
        ("Article language(s)", "languages"),
        ("Countries / regions discussed", "countries"),
    ],
)
def test_a_detail_that_is_not_found_is_told(write: Write, label: str, called: str) -> None:
    remarks: list[Remark] = []
    *_, case = read_source(write("x.html", PAGE.replace(label, "Something else")), on_remark=remarks.append)
    assert isinstance(case, Case)
    assert [remark.kind for remark in remarks] == ["part"]
    assert called in remarks[0].reason


def test_the_language_of_a_translated_page(write: Write) -> None:
    from index.sources import read_located

    found = list(read_located(write("x.html", PAGE.replace("<html>", '<html lang="de-DE">'))))[-1]
    assert found.page_language == "de-DE"
