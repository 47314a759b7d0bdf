"""The publisher of a review, and its own page."""

from __future__ import annotations

from typing import Any

import pytest

from index.case import Case, SourceRecord
from index.sources import Remark, read_source
from tests.sources.conftest import REVIEW, Write, dumps

BUREAU = {"@type": "Organization", "name": "Fact Bureau", "url": "https://factbureau.example/"}
ADA = {"@type": "Person", "name": "Ada Quill", "url": "/staff/ada"}


def read(write: Write, review: dict[str, Any]) -> tuple[SourceRecord | None, Case]:
    review = {key: value for key, value in review.items() if value is not None}
    *sources, case = read_source(write("x.json", dumps(review)))
    assert isinstance(case, Case)
    return next((record for record in sources if isinstance(record, SourceRecord)), None), case


@pytest.mark.parametrize(
    ("changes", "name", "url"),
    [
        ({"author": ADA, "publisher": BUREAU}, "Fact Bureau", "https://factbureau.example/"),
        ({"author": [ADA, BUREAU]}, "Fact Bureau", "https://factbureau.example/"),
        ({"author": ADA | {"worksFor": BUREAU}}, "Fact Bureau", "https://factbureau.example/"),
        # wrong types
        (
            {"author": ADA | {"@type": "Organization"}, "publisher": BUREAU},
            "Fact Bureau",
            "https://factbureau.example/",
        ),
        ({"author": BUREAU | {"@type": "Person"}}, "Fact Bureau", "https://factbureau.example/"),
        ({"author": [ADA, BUREAU | {"@type": "Person"}]}, "Fact Bureau", "https://factbureau.example/"),
        ({"author": ADA, "publisher": BUREAU | {"@type": "Person"}}, "Fact Bureau", "https://factbureau.example/"),
        ({"author": BUREAU | {"url": "//www.factbureau.example"}}, "Fact Bureau", "https://www.factbureau.example"),
        ({"author": BUREAU | {"url": "factbureau.example"}}, "Fact Bureau", "https://factbureau.example"),
        ({"author": BUREAU | {"url": "/"}}, "Fact Bureau", "https://www.factbureau.example/"),
        ({"author": {"name": "Fact Bureau"}}, "Fact Bureau", "https://factbureau.example/"),
    ],
)
def test_the_organisation_before_the_person(write: Write, changes: dict[str, Any], name: str, url: str) -> None:
    source, case = read(write, REVIEW | changes)
    assert source is not None
    assert (source.source, source.name, source.url) == ("factbureau.example", name, url)
    assert case.source == "factbureau.example"


@pytest.mark.parametrize(
    "author",
    [
        ADA,
        ADA | {"@type": "Organization"},
        ADA | {"url": "https://www.factbureau.example/author/ada"},
        [ADA, ADA],
        None,
    ],
)
def test_a_person_is_nobody_s_publisher(write: Write, author: Any) -> None:
    source, case = read(write, REVIEW | {"author": author})
    assert source is None
    assert case.source == "factbureau.example"


def test_the_site_s_name_where_only_persons_are_told(write: Write) -> None:
    html = (
        '<!DOCTYPE html><html><head><meta property="og:site_name" content="The Bureau">'
        f'<script type="application/ld+json">{dumps(REVIEW | {"author": ADA})}</script></head></html>'
    )
    source, _ = read_source(write("x.html", html))
    assert isinstance(source, SourceRecord)
    assert (source.name, source.url) == ("The Bureau", "https://factbureau.example/")


def test_a_later_review_tells_the_name(write: Write) -> None:
    reviews = [REVIEW | {"author": ADA}, REVIEW | {"claimReviewed": "The Sun is cold"}]
    records = list(read_source(write("x.json", dumps(reviews))))
    assert [record.name for record in records if isinstance(record, SourceRecord)] == ["Fact Bureau"]


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("/moon", "https://factbureau.example/moon"),
        ("moon.html", "https://factbureau.example/checks/moon.html"),
        ("//factbureau.example/moon", "https://factbureau.example/moon"),
        ("factbureau.example/moon", "https://factbureau.example/moon"),
        ("https://factbureau.example/moon?a=1&amp;b=2", "https://factbureau.example/moon?a=1&b=2"),
        ("https://factbureau.example/", "https://factbureau.example/checks/x"),  # a home page is not a debunk's page
        ("", "https://factbureau.example/checks/x"),
    ],
)
def test_addresses_are_resolved_against_the_page_s_own(write: Write, url: str, expected: str) -> None:
    html = (
        '<!DOCTYPE html><html><head><link rel="canonical" href="https://factbureau.example/checks/x">'
        f'<script type="application/ld+json">{dumps(REVIEW | {"url": url, "author": ADA})}</script></head></html>'
    )
    *_, case = read_source(write("x.html", html))
    assert isinstance(case, Case)
    assert (case.url, case.source) == (expected, "factbureau.example")


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"url": "/moon"}, "https://factbureau.example/moon"),  # resolved against the publisher's own address
        ({"url": None, "mainEntityOfPage": {"@id": "https://factbureau.example/m"}}, "https://factbureau.example/m"),
        ({"url": None, "@id": "https://factbureau.example/m#review"}, "https://factbureau.example/m#review"),
        ({"url": "/moon", "@context": {"@base": "https://other.example/"}}, "https://other.example/moon"),
    ],
)
def test_addresses_without_a_page(write: Write, changes: dict[str, Any], expected: str) -> None:
    _, case = read(write, REVIEW | changes)
    assert case.url == expected


def test_a_review_without_any_address_is_told(write: Write) -> None:
    remarks: list[Remark] = []
    review = REVIEW | {"url": "/moon", "author": {"name": "Somebody"}}
    *_, case = read_source(write("x.json", dumps(review)), on_remark=remarks.append)
    assert isinstance(case, Case)
    assert case.url == ""
    assert [(remark.kind, "no link" in remark.reason) for remark in remarks] == [("address", True)]
