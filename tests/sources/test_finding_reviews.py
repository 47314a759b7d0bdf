"""Reviews are found wherever they are, however badly a site writes them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from index.case import Case
from index.errors import NoRecordError, SourceError
from index.sources import Rejected, read_source, recognise
from index.sources.document import Document
from index.sources.json_stream import found_in
from index.sources.lenient_json import UnreadableError, json_values
from index.sources.structured_data import is_claim_review
from tests.sources.conftest import REVIEW, Write, dumps


def cases_of(path: str, format: str | None = None) -> list[Case]:
    return [record for record in read_source(path, format) if isinstance(record, Case)]


def titles(path: str) -> list[str]:
    return [case.title for case in cases_of(path)]


def page(script: str, body: str = "<p>Text.</p>", kind: str = "application/ld+json") -> str:
    head = f'<script type="{kind}">{script}</script>' if script else ""
    return f'<!DOCTYPE html><html lang="en"><head><title>Moon</title>{head}</head><body>{body}</body></html>'


@pytest.mark.parametrize(
    "wrapped",
    [
        {"total": 1, "data": [REVIEW]},
        {"json-ld": [REVIEW], "microdata": [], "opengraph": [{"og:type": "article"}]},
        {"hits": {"total": 1, "hits": [{"_id": "7", "_source": REVIEW}]}},
        {"items": {"a": {"b": [[[REVIEW]]]}}},
        [[[REVIEW]], [], [None, 7, "x"]],
        {"page": {"seo": {"schema": {"@graph": [{"@type": "WebSite"}, REVIEW]}}}},
    ],
)
@pytest.mark.parametrize("indent", [None, 1])
def test_under_any_key(write: Write, wrapped: Any, indent: int | None) -> None:
    path = write("x.json", json.dumps(wrapped, indent=indent))
    assert recognise(path) == "claimreview"
    assert titles(path) == [REVIEW["claimReviewed"]]
    streamed = list(found_in(Document(Path(path), path), is_claim_review))
    assert [review["claimReviewed"] for review in streamed] == [REVIEW["claimReviewed"]]


def test_json_kept_as_a_text_within_json(write: Write) -> None:
    path = write("x.json", dumps({"pages": [{"url": "https://b.example/", "ld": dumps({"@graph": [REVIEW]})}]}))
    assert titles(path) == [REVIEW["claimReviewed"]]


def test_a_part_of_a_page(write: Write) -> None:
    path = write("x.html", f'<script type="application/ld+json">\ufeff{dumps(REVIEW)}</script>')
    assert titles(path) == [REVIEW["claimReviewed"]]


def test_a_large_feed_under_any_key(write: Write) -> None:
    many = [{"_id": n, "_source": REVIEW | {"claimReviewed": f"Claim {n}"}} for n in range(3000)]
    path = write("x.json", dumps({"took": 3, "hits": {"hits": many}}))
    assert titles(path) == [f"Claim {n}" for n in range(3000)]


def test_json_lines_with_a_bad_one(write: Write) -> None:
    other = REVIEW | {"claimReviewed": "The Sun is cold"}
    path = write("x.jsonl", "\n".join([dumps({"data": REVIEW}), '{"@type": "ClaimReview", "x": }', dumps([other])]))
    records = list(read_source(path))
    assert [r.title for r in records if isinstance(r, Case)] == [REVIEW["claimReviewed"], "The Sun is cold"]
    (rejected,) = [r for r in records if isinstance(r, Rejected)]
    assert rejected.line == 2
    assert "not valid JSON" in rejected.reason


def test_a_review_late_in_a_file_is_recognised(write: Write) -> None:
    path = write("x.json", dumps({"log": ["x" * 100] * 900, "reviews": [REVIEW]}))
    assert recognise(path) == "claimreview"
    assert titles(path) == [REVIEW["claimReviewed"]]


WRITTEN = dumps(REVIEW)
BADLY = {
    "semicolon": WRITTEN + ";",
    "comment marks": "<!--\n" + WRITTEN + "\n-->",
    "cdata": "//<![CDATA[\n" + WRITTEN + "\n//]]>",
    "cdata in one line": "//<![CDATA[ " + WRITTEN + " //]]>",
    "cdata in a comment": "/*<![CDATA[*/" + WRITTEN + "/*]]>*/",
    "trailing comma": WRITTEN[:-1] + ",\n}",
    "comma before a comment": WRITTEN[:-1] + ", // the end\n}",
    "comment": "/* for search engines */ " + WRITTEN,
    "raw newline": WRITTEN.replace("green cheese", "green\ncheese"),
    "two objects": dumps({"@type": "WebPage"}) + "\n" + WRITTEN,
    "objects with a comma": dumps({"@type": "WebPage"}) + ",\n" + WRITTEN + ",",
    "entities": WRITTEN.replace('"', "&quot;"),
}


@pytest.mark.parametrize("way", BADLY)
def test_badly_written_scripts_are_read_as_search_engines_do(write: Write, way: str) -> None:
    (case,) = cases_of(write("x.html", page(BADLY[way])))
    assert case.title == "The Moon is made of green cheese"
    assert case.url == "https://www.factbureau.example/moon"


@pytest.mark.parametrize("way", ["semicolon", "trailing comma", "comma before a comment", "raw newline", "two objects"])
def test_badly_written_files_are_read_too(write: Write, way: str) -> None:
    assert titles(write("x.json", BADLY[way])) == ["The Moon is made of green cheese"]


def test_a_raw_newline_in_a_feed_that_is_streamed(write: Write) -> None:
    text = dumps({"data": [REVIEW] * 2000}).replace("green cheese", "green\ncheese")
    assert len(text) > 1_048_576
    assert titles(write("x.json", text)) == ["The Moon is made of green cheese"] * 2000


def test_what_cannot_be_read_is_told_with_its_line(write: Write) -> None:
    broken = json.dumps(REVIEW, indent=1).replace("green cheese", 'green "cheese"')
    line = 3 + broken[: broken.index('green "')].count("\n")
    path = write("x.html", page("\n\n" + broken))
    with pytest.raises(NoRecordError, match=rf"its JSON-LD cannot be read: line {line}: "):
        list(read_source(path))
    both = page("\n\n" + broken, f'<script type="application/ld+json">{WRITTEN}</script>')
    records = list(read_source(write("both.html", both)))
    (rejected,) = [r for r in records if isinstance(r, Rejected)]
    assert rejected.line == line
    assert len([r for r in records if isinstance(r, Case)]) == 1


def test_microdata(write: Write) -> None:
    body = """<div itemscope itemtype="https://schema.org/ClaimReview"><meta itemprop="url" content="/moon">
<meta itemprop="datePublished" content="2021-04-02"><h1 itemprop="claimReviewed">The Moon is made of cheese</h1>
<div itemprop="author" itemscope itemtype="https://schema.org/Organization"><span itemprop="name">Fact Bureau</span>
<a itemprop="url" href="https://factbureau.example/">site</a></div>
<div itemprop="itemReviewed" itemscope itemtype="https://schema.org/Claim"><a itemprop="appearance"
 href="https://gazette.example/a">there</a></div>
<div itemprop="reviewRating" itemscope itemtype="https://schema.org/Rating"><b itemprop="alternateName">False</b></div>
<div itemprop="reviewBody"><p>It is rock.</p></div></div>"""
    html = page("", body).replace("<title>", '<link rel="canonical" href="https://factbureau.example/x"><title>')
    (case,) = cases_of(write("x.html", html))
    assert (case.title, case.verdict, case.response) == ("The Moon is made of cheese", "false", "It is rock.")
    assert (case.url, case.source) == ("https://factbureau.example/moon", "factbureau.example")
    assert [article.url for article in case.articles] == ["https://gazette.example/a"]


def test_rdfa(write: Write) -> None:
    body = """<div vocab="https://schema.org/" typeof="ClaimReview"><a property="url" href="https://b.example/moon">x</a>
<span property="claimReviewed">The Moon is made of cheese</span><time property="datePublished"
 datetime="2021-04-02">2 April</time>
<div property="reviewRating" typeof="Rating"><span property="alternateName">False</span></div>
<div property="author" typeof="Organization"><span property="name">Fact Bureau</span></div></div>"""
    (case,) = cases_of(write("x.html", page("", body)))
    assert (case.title, case.verdict, case.url) == ("The Moon is made of cheese", "false", "https://b.example/moon")
    assert case.published == "2021-04-02"


def test_the_same_review_in_two_notations_is_one(write: Write) -> None:
    body = f"""<div itemscope itemtype="https://schema.org/ClaimReview">
<h1 itemprop="claimReviewed">{REVIEW["claimReviewed"]}</h1></div>"""
    assert len(titles(write("x.html", page(WRITTEN, body)))) == 1


def test_a_node_that_is_only_referred_to(write: Write) -> None:
    graph = [
        REVIEW | {"author": {"@id": "#org"}, "itemReviewed": {"@id": "#claim"}, "reviewRating": {"@id": "#rating"}},
        {"@id": "#org", "@type": "Organization", "name": "Bureau of Facts", "url": "https://www.factbureau.example/"},
        {"@id": "#claim", "@type": "Claim", "appearance": {"@id": "https://gazette.example/z"}},
        {"@id": "#rating", "@type": "Rating", "alternateName": "Misleading"},
    ]
    publisher, case = read_source(write("x.html", page(dumps({"@graph": graph}))))
    assert getattr(publisher, "name", "") == "Bureau of Facts"
    assert isinstance(case, Case)
    assert case.verdict == "misleading"
    assert [article.url for article in case.articles] == ["https://gazette.example/z"]


@pytest.mark.parametrize(
    ("claim", "titles_read"),
    [
        ({"@type": "Claim", "text": "The Moon is cheese"}, ["The Moon is cheese"]),
        ({"@value": "The Moon is cheese", "@language": "en"}, ["The Moon is cheese"]),
        (["The Moon is cheese"], ["The Moon is cheese"]),
        (["The Moon is cheese", "The Sun is cold", "The Moon is cheese"], ["The Moon is cheese", "The Sun is cold"]),
        ([{"name": "The Moon is cheese"}, {"name": "The Sun is cold"}], ["The Moon is cheese", "The Sun is cold"]),
    ],
)
def test_a_claim_as_object_or_list(write: Write, claim: Any, titles_read: list[str]) -> None:
    assert titles(write("x.json", dumps(REVIEW | {"claimReviewed": claim}))) == titles_read


def test_several_works_reviewed(write: Write) -> None:
    works = [
        {"@type": "Claim", "author": {"name": "A. Mouse"}, "appearance": "https://a.example/1"},
        {"@type": "Claim", "appearance": ["https://a.example/2"], "inLanguage": "de"},
    ]
    (case,) = cases_of(write("x.json", dumps(REVIEW | {"itemReviewed": works})))
    assert [article.url for article in case.articles] == ["https://a.example/1", "https://a.example/2"]
    assert (case.claimant, case.languages) == ("A. Mouse", ("de",))


def test_each_work_with_a_claim_of_its_own_is_a_case(write: Write) -> None:
    works = [{"@type": "Claim", "text": "The Moon is cheese"}, {"@type": "Claim", "text": "The Sun is cold"}]
    path = write(
        "x.json", dumps({key: v for key, v in REVIEW.items() if key != "claimReviewed"} | {"itemReviewed": works})
    )
    assert titles(path) == ["The Moon is cheese", "The Sun is cold"]


@pytest.mark.parametrize(
    "appearance",
    [
        "https://a.example/1, https://a.example/2",
        "https://a.example/1 https://a.example/2",
        "https://a.example/1\nhttps://a.example/2\n",
        ["https://a.example/1", {"url": "https://a.example/2"}],
        [{"@id": "https://a.example/1"}, ["https://a.example/2"]],
        {"url": ["https://a.example/1", "https://a.example/2"]},
        {"@type": "CreativeWork", "url": "https://a.example/1,https://a.example/2"},
        ["//a.example/1", "a.example/2"],
    ],
)
def test_several_appearances(write: Write, appearance: Any) -> None:
    (case,) = cases_of(write("x.json", dumps(REVIEW | {"itemReviewed": {"@type": "Claim", "appearance": appearance}})))
    assert [article.url.partition("//")[2] for article in case.articles] == ["a.example/1", "a.example/2"]


def test_holds_no_claimreview_is_said_only_where_it_is_true(write: Write) -> None:
    with pytest.raises(NoRecordError, match="holds no ClaimReview"):
        list(read_source(write("x.json", dumps({"@context": "https://schema.org", "@type": "Recipe"}))))
    with pytest.raises(SourceError, match="cannot be read"):
        list(read_source(write("x.html", page('{"@type": "ClaimReview", "x": nothing}'))))


def test_lenient_json_leaves_texts_alone() -> None:
    text = '{"a": "// no comment", "b": "/* nor */ <!-- this -->", "c": "x,}", "d": ";"}'
    assert json_values(text + ";") == [json.loads(text)]
    with pytest.raises(UnreadableError, match="line 3: ") as error:
        json_values('{\n"a": 1,\n"b": two\n}')
    assert error.value.line == 3
