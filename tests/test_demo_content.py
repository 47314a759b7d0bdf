"""The demo's cases, article and expectations, and the test set for denial: are they what their descriptions say?"""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from lxml import html

from index.case import Case, SourceRecord, parse_record
from tests.conftest import ROOT

CASES = ROOT / "server" / "demo" / "cases.jsonl"
ARTICLE = ROOT / "server" / "demo" / "article.html"
EXPECTATIONS = ROOT / "tests" / "data" / "demo-expectations.json"
DENIAL = ROOT / "tests" / "data" / "denial"
HOSTS = {"en.wikipedia.org", "example.org", "example.com"}
INVENTED = {"example.org", "example.com"}
PAIR_FIELDS = {"id", "construction", "lang", "claim", "summary", "text", "label"}


def read_lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


@pytest.fixture(scope="module")
def cases() -> dict[str, Case]:
    records = [parse_record(record) for record in read_lines(CASES)[1:]]
    assert all(isinstance(record, Case) for record in records)
    found = {record.id: record for record in records if isinstance(record, Case)}
    assert len(found) == len(records), "two cases with one id"
    return found


def test_demo_cases_begin_with_their_source_and_its_disclaimer() -> None:
    source = parse_record(read_lines(CASES)[0])
    assert isinstance(source, SourceRecord)
    assert "no publisher's fact checks" in source.disclaimer
    assert {record["source"] for record in read_lines(CASES)} == {source.source}


def test_every_demo_case_can_be_shown(cases: dict[str, Case]) -> None:
    assert len(cases) >= 30
    for case in cases.values():
        assert re.fullmatch(r"demo-[a-z0-9-]+", case.id)
        assert case.summary and case.published and case.keywords, case.id
        assert len(case.response) > 300, case.id
    assert {case.verdict for case in cases.values()} == {"false", "misleading", "unproven", "true"}
    assert sum(bool(case.disclaimer) for case in cases.values()) == 1


def test_demo_addresses_lead_nowhere_but_to_the_encyclopaedia_or_reserved_domains(cases: dict[str, Case]) -> None:
    for case in cases.values():
        urls = [case.url, *(a.url for a in case.articles), *(a.archived_url for a in case.articles)]
        for url in filter(None, urls):
            parts = urlsplit(url)
            assert parts.scheme == "https" and parts.netloc in HOSTS, url
        assert urlsplit(case.url).netloc not in INVENTED, case.id  # a case's own page is a real one
        assert all(urlsplit(a.url).netloc in INVENTED for a in case.articles), case.id  # nobody real is accused


def test_demo_has_renderings_of_claims_in_other_languages(cases: dict[str, Case]) -> None:
    languages = {a.language for case in cases.values() for a in case.articles if a.excerpt}
    assert {"ru", "uk", "de", "fr"} <= languages


def test_expectations_name_cases_that_make_notices(cases: dict[str, Case]) -> None:
    expected = json.loads(EXPECTATIONS.read_text("utf-8"))
    shown = [entry["case"] for relation in ("repeats", "related") for entry in expected[relation]]
    assert len(shown) == len(set(shown))
    assert all(cases[case_id].makes_notices for case_id in shown)
    assert not any(cases[case_id].makes_notices for case_id in expected["never_repeats"])


def test_article_is_one_page_without_scripts_that_says_what_it_is() -> None:
    text = ARTICLE.read_text("utf-8")
    page = html.fromstring(text)
    assert page.get("lang") == "en"
    assert "<!--" not in text
    assert not page.xpath("//script | //@src | //link | //*[@style] | //@*[starts-with(name(), 'on')]")
    assert "demonstration article written for Rejoinder" in page.xpath("string(//header)")
    assert all(page.xpath(f"count(//{name}) = 1") for name in ("nav", "article", "aside", "footer", "h1"))
    assert 850 <= len(page.xpath("string(//article)").split()) <= 1250
    for target in page.xpath("//a/@href"):
        if target.startswith("#"):
            assert page.get_element_by_id(target[1:], None) is not None, target
        else:
            assert urlsplit(target).netloc in HOSTS


@pytest.mark.parametrize(("name", "prefix"), [("frozen", "f"), ("development", "d")])
def test_denial_pairs_are_many_varied_and_two_sided(name: str, prefix: str) -> None:
    pairs = read_lines(DENIAL / f"{name}.jsonl")
    assert len(pairs) >= 110 and all(pair.keys() == PAIR_FIELDS for pair in pairs)
    assert [pair["id"] for pair in pairs] == [f"{prefix}{n:03d}" for n in range(1, len(pairs) + 1)]
    assert {pair["label"] for pair in pairs} == {"repeats", "denies", "reports"}
    assert 0.39 <= sum(pair["label"] == "repeats" for pair in pairs) / len(pairs) <= 0.55
    assert 0.15 <= sum(pair["lang"] != "en" for pair in pairs) / len(pairs) <= 0.30
    assert max(Counter(pair["construction"] for pair in pairs).values()) <= 6
    assert len({(pair["construction"], pair["claim"]) for pair in pairs}) == len(pairs)


def test_denial_files_share_constructions_but_no_claims() -> None:
    frozen, development = (read_lines(DENIAL / f"{name}.jsonl") for name in ("frozen", "development"))
    ours, theirs = ({pair["construction"] for pair in pairs} for pairs in (frozen, development))
    assert len(ours | theirs) >= 48 and len(ours - theirs) >= len(ours) / 2 and theirs - ours and ours & theirs
    assert not {pair["claim"] for pair in frozen} & {pair["claim"] for pair in development}


@pytest.mark.parametrize("name", ["frozen", "frozen-2", "frozen-3"])
def test_frozen_denial_pairs_are_as_they_were_frozen(name: str) -> None:
    digest = hashlib.sha256((DENIAL / f"{name}.jsonl").read_bytes()).hexdigest()
    assert digest in (DENIAL / "README.md").read_text("utf-8")
