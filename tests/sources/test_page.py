from __future__ import annotations

import contextlib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.case import Case, SourceRecord
from index.errors import SourceError
from index.sources import Rejected, Remark, read_source, recognise
from tests.sources.conftest import PAGE, TEXT, Write

DISCLAIMER = "Cases concern messages and do not say that an outlet meant to mislead anybody."


def test_a_saved_html_page(write: Write) -> None:
    path = write("page.html", PAGE)
    assert recognise(path) == "euvsdisinfo-page"
    source, case = read_source(path)
    assert isinstance(source, SourceRecord)
    assert source.from_case_page
    assert (source.source, source.disclaimer) == ("euvsdisinfo", DISCLAIMER)
    assert isinstance(case, Case)
    assert case.to_dict() == {
        "id": "bridges-are-built-of-sugar",
        "source": "euvsdisinfo",
        "title": "Bridges are built of sugar",
        "summary": "Engineers build bridges\n\nof sugar.\n\nThey melt & fall.",
        "response": "Bridges are built of steel and concrete.\n\nSee Bridge.",
        "url": "https://euvsdisinfo.eu/report/bridges-are-built-of-sugar/",
        "published": "2021-03-28",
        "lang": "en",
        "verdict": "false",
        "languages": ["es", "ru"],
        "countries": ["Italy", "EU"],
        "keywords": ["Bridges", "Sugar"],
        "outlets": ["Daily Herald", "Evening Post"],
        "articles": [
            {
                "url": "https://herald.example/a?id=1",
                "archived_url": "https://web.archive.org/web/20210101000000/https://herald.example/a?id=1",
                "outlet": "Daily Herald",
            },
            {"url": "https://post.example/b", "archived_url": "https://archive.ph/Ab3dE", "outlet": "Evening Post"},
        ],
        "disclaimer": DISCLAIMER,
    }


def test_a_page_as_text(write: Write) -> None:
    path = write("page.txt", TEXT)
    assert recognise(path) == "euvsdisinfo-page"
    source, case = read_source(path)
    assert isinstance(source, SourceRecord)
    assert isinstance(case, Case)
    fields = case.to_dict()
    assert fields.pop("id").startswith("euvsdisinfo-")
    assert fields == {
        "source": "euvsdisinfo",
        "title": "Bridges are built of sugar",
        "summary": "Engineers build bridges of sugar.\n\nThey melt.",
        "response": "Bridges are built of steel and concrete.",
        "published": "2021-03-28",
        "lang": "en",
        "verdict": "false",
        "languages": ["ru"],
        "countries": ["Italy", "EU"],
        "outlets": ["Daily Herald", "Evening Post"],
        "disclaimer": DISCLAIMER,
    }


def test_the_real_text_page(shared: Path) -> None:
    source, case = read_source(str(shared / "raw" / "seed-case.txt"))
    assert isinstance(case, Case)
    assert isinstance(source, SourceRecord)
    assert case.title == "The West considers Central Asia as a base against Russia and China"
    assert case.summary.startswith("In the current geopolitical situation")
    assert case.response.endswith("protests in Belarus.")
    assert case.disclaimer.startswith("Cases in the EUvsDisinfo database")
    assert case.disclaimer.endswith("the East Stratcom Task Force.")
    assert source.disclaimer == case.disclaimer


@pytest.mark.parametrize(
    ("old", "new", "field", "value"),
    [
        (
            '<link rel="canonical" href="https://euvsdisinfo.eu/report/bridges-are-built-of-sugar/">',
            "",
            "url",
            "https://euvsdisinfo.eu/other/",
        ),
        (
            '<h1 class="b-report__title">DISINFO: Bridges are built of <em>sugar</em></h1>',
            "",
            "title",
            "Bridges are built of sugar",
        ),
        ("28 March 2021", "31.02.2021", "published_as_given", "31.02.2021"),
        ("28 March 2021", "03/04/2021", "published_as_given", "03/04/2021"),
        ("Russian, Spanish", "Moldova, Spanish", "languages_as_given", ["Moldova"]),
        (
            '<div class="b-report__disclaimer"><h3>Disclaimer</h3><div class="b-text">',
            "<div><h3>Disclaimer</h3><div>",
            "disclaimer",
            DISCLAIMER,
        ),
        ("sugar</em>", "sugar &#x1F600;</i>", "title", "Bridges are built of sugar 😀"),
    ],
)
def test_pages_that_differ_a_little(write: Write, old: str, new: str, field: str, value: object) -> None:
    assert old in PAGE
    remarks: list[Remark] = []
    records = list(read_source(write("page.html", PAGE.replace(old, new)), on_remark=remarks.append))
    assert isinstance(records[-1], Case)
    assert records[-1].to_dict()[field] == value
    assert bool(remarks) == field.endswith("as_given")


def test_an_article_known_only_by_its_archived_copy(write: Write) -> None:
    page = PAGE.replace('<a href="https://herald.example/a?id=1">Daily Herald</a>', "Daily Herald")
    case = list(read_source(write("page.html", page)))[-1]
    assert isinstance(case, Case)
    assert case.articles[0].url == "https://herald.example/a?id=1"
    assert case.articles[0].archived_url.startswith("https://web.archive.org/")


def test_a_page_in_another_encoding_that_says_so(write: Write) -> None:
    page = PAGE.replace("utf-8", "windows-1251").replace("They melt", "Они тают").encode("cp1251")
    case = list(read_source(write("page.html", page)))[-1]
    assert isinstance(case, Case)
    assert "Они тают" in case.summary
    with pytest.raises(SourceError, match=r"windows-1251 \(Cyrillic\)"):
        list(read_source(write("page.html", page.replace(b"windows-1251", b"utf-8"))))


def test_html_that_is_no_case_page(write: Write) -> None:
    path = write("x.html", "<!DOCTYPE html><html><head><title>Knitting</title></head><body><p>Wool.</p></body></html>")
    for format in (None, "euvsdisinfo-page"):
        with pytest.raises(SourceError, match=r"web page \('Knitting'\), but not an EUvsDisinfo case page"):
            list(read_source(path, format))


def test_text_that_is_no_case_page(write: Write) -> None:
    path = write("x.txt", "Wool is warm.\n\nKnitting is fun.\n")
    with pytest.raises(SourceError, match=r"no known kind.*--format"):
        list(read_source(path))
    with pytest.raises(SourceError, match=r"no line SUMMARY or RESPONSE"):
        list(read_source(path, "euvsdisinfo-page"))


def test_a_page_without_a_title_is_rejected(write: Write) -> None:
    text = TEXT.replace("DISINFO: Bridges are built of sugar", "")
    records = list(read_source(write("x.txt", text)))
    assert isinstance(records[-1], Rejected)
    assert "title" in records[-1].reason


@given(st.lists(st.integers(0, len(PAGE)), min_size=2, max_size=6), st.text(max_size=12))
@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_torn_pages(write: Write, cuts: list[int], inserted: str) -> None:
    a, b, *more = cuts
    torn = PAGE[:a] + inserted + PAGE[b:] + "".join(PAGE[n : n + 40] for n in more)
    try:
        for record in read_source(write("x.html", torn), "euvsdisinfo-page"):
            assert isinstance(record, Case | SourceRecord | Rejected)
    except SourceError as e:
        assert "x.html" in str(e)


@pytest.mark.parametrize("tag", ["div", "b", "table", "li", "font"])
def test_markup_nested_without_end(write: Write, tag: str) -> None:
    page = PAGE.replace("<p>They melt", f"<{tag}>" * 100_000 + "<p>They melt")
    with contextlib.suppress(SourceError):
        for record in read_source(write("x.html", page), "euvsdisinfo-page"):
            assert isinstance(record, Case | SourceRecord | Rejected)
