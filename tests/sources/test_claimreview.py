from __future__ import annotations

import copy
import gzip
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from index.case import Case, SourceRecord
from index.errors import CaseError, SourceError
from index.sources import Rejected, Remark, read_source, recognise, to_claimreview
from index.sources.claimreview import case_fields
from tests.sources.conftest import REVIEW, Write, dumps, feed


def changed(**changes: Any) -> dict[str, Any]:
    review = copy.deepcopy(REVIEW) | changes
    return {key: value for key, value in review.items() if value is not None}


def read_one(write: Write, review: Any) -> dict[str, Any]:
    (case,) = [r for r in read_source(write("x.json", dumps(review))) if isinstance(r, Case)]
    return case.to_dict()


def test_one_review(write: Write) -> None:
    path = write("x.json", dumps(REVIEW))
    assert recognise(path) == "claimreview"
    publisher, case = read_source(path)
    assert isinstance(publisher, SourceRecord)
    assert (publisher.source, publisher.name, publisher.url) == (
        "factbureau.example",
        "Fact Bureau",
        "https://factbureau.example",
    )
    assert isinstance(case, Case)
    fields = case.to_dict()
    assert fields.pop("id").startswith("factbureau.example-")
    assert fields == {
        "source": "factbureau.example",
        "title": "The Moon is made of green cheese",
        "response": "Rock samples show basalt.",
        "url": "https://www.factbureau.example/moon",
        "published": "2021-04-02",
        "lang": "en-GB",
        "verdict": "false",
        "rating": {"text": "False", "value": 1, "best": 5, "worst": 1},
        "claimant": "A. Mouse",
        "claimed": "2021-04-01",
        "articles": [
            {"url": "https://gazette.example/first"},
            {"url": "https://blog.example/second", "outlet": "The Blog", "language": "de"},
            {"url": "https://forum.example/third"},
        ],
    }


@pytest.mark.parametrize(
    "wrapped",
    [
        [REVIEW, REVIEW],
        {"@context": "https://schema.org", "@graph": [{"@type": "WebPage", "name": "x"}, REVIEW, REVIEW]},
        feed(REVIEW, REVIEW),
        {"@type": "DataFeed", "dataFeedElement": [{"item": REVIEW}, REVIEW]},
        [feed(REVIEW), {"@graph": [{"@type": "NewsArticle", "review": REVIEW}]}],
        {"@type": "ItemList", "itemListElement": [{"@type": "ListItem", "item": REVIEW}, {"item": REVIEW}]},
        [changed(**{"@type": ["Thing", "http://schema.org/ClaimReview"]}), REVIEW],
    ],
)
@pytest.mark.parametrize("indent", [None, 1])
def test_wrappings(write: Write, wrapped: Any, indent: int | None) -> None:
    path = write("x.json", json.dumps(wrapped, indent=indent))
    assert recognise(path) == "claimreview"
    cases = [r for r in read_source(path) if isinstance(r, Case)]
    assert [case.title for case in cases] == [REVIEW["claimReviewed"]] * 2
    assert cases[0] == cases[1]


def test_other_carriers(write: Write) -> None:
    script = f'<script type="application/ld+json">{dumps({"@graph": [REVIEW]})}</script>'
    page = f"<!doctype html><html><head>{script}<script type='application/ld+json'>broken</script></head></html>"
    carriers: dict[str, str | bytes] = {
        "page.html": page,
        "lines.jsonl": dumps(REVIEW),
        "bom.json": "\ufeff" + dumps(feed(REVIEW)),
        "feed.json.gz": gzip.compress(dumps(feed(REVIEW)).encode()),
    }
    for name, content in carriers.items():
        path = write(name, content)
        assert recognise(path) == "claimreview"
        assert len([r for r in read_source(path) if isinstance(r, Case)]) == 1


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        (
            {"reviewRating": {"alternateName": "Pants on Fire"}},
            {"verdict": "false", "rating": {"text": "Pants on Fire"}},
        ),
        ({"reviewRating": {"ratingValue": "4", "bestRating": "5", "worstRating": "1"}}, {"verdict": "true"}),
        ({"reviewRating": {"ratingValue": "Misleading"}}, {"verdict": "misleading", "rating": {"text": "Misleading"}}),
        ({"reviewRating": {"alternateName": "Baloney"}}, {"verdict": "unproven"}),
        ({"reviewRating": None}, {"verdict": "unproven"}),
        ({"reviewRating": {"ratingValue": True, "bestRating": [], "worstRating": {}}}, {"verdict": "unproven"}),
        ({"url": "https://euvsdisinfo.eu/report/x/"}, {"source": "euvsdisinfo"}),
        ({"url": None}, {"source": "factbureau.example"}),
        ({"url": None, "author": {"name": "Das Büro!"}}, {"source": "das-b-ro"}),
        ({"url": None, "author": None}, {"source": "claimreview"}),
        ({"inLanguage": {"@type": "Language", "name": "German"}}, {"lang": "de"}),
        ({"inLanguage": 7}, {"lang": "en"}),
        ({"reviewBody": None, "description": "D", "headline": "H"}, {"response": "D"}),
        ({"reviewBody": None, "headline": "H"}, {"response": "H"}),
        ({"keywords": "a, b,,a"}, {"keywords": ["a", "b"]}),
        ({"claimReviewed": " two\nlines "}, {"title": "two lines"}),
        ({"claimReviewed": None, "itemReviewed": {"@type": "Claim", "name": "Named"}}, {"title": "Named"}),
        ({"itemReviewed": {"@type": "Claim", "text": "As it was made."}}, {"summary": "As it was made."}),
        (
            {"itemReviewed": {"@type": "CreativeWork", "url": "https://a.example/x"}},
            {"articles": [{"url": "https://a.example/x"}]},
        ),
        (
            {"itemReviewed": {"appearance": {"archivedAt": "https://archive.ph/Ab3dE"}}},
            {"articles": [{"archived_url": "https://archive.ph/Ab3dE"}]},
        ),
        ({"itemReviewed": None, "appearance": "https://a.example/x"}, {"articles": [{"url": "https://a.example/x"}]}),
    ],
)
def test_ways_of_writing_it(write: Write, changes: dict[str, Any], expected: dict[str, Any]) -> None:
    fields = read_one(write, changed(**changes))
    assert {key: fields.get(key) for key in expected} == expected


def test_bad_reviews_are_told_and_the_rest_goes_on(write: Write) -> None:
    deep: Any = "x"
    for _ in range(80):
        deep = [deep]
    reviews = [
        changed(claimReviewed=None, itemReviewed=None),
        changed(extra=deep),
        changed(claimReviewed="x" * 300_000),
        REVIEW,
    ]
    path = write("x.json", dumps(feed(*reviews)))
    records = list(read_source(path))
    reasons = [r.reason for r in records if isinstance(r, Rejected)]
    assert len(reasons) == 3
    for reason, words in zip(reasons, ["review 1: names no claim", "review 2: ", "review 3: title"], strict=True):
        assert reason.startswith(words)
    assert isinstance(records[-1], Case)


def test_a_date_nobody_can_read_keeps_the_case_and_is_told(write: Write) -> None:
    remarks: list[Remark] = []
    path = write("x.json", dumps(changed(datePublished="03/04/2021")))
    case = list(read_source(path, on_remark=remarks.append))[-1]
    assert isinstance(case, Case)
    assert case.published == ""
    assert "two days" in remarks[0].reason


def test_a_publisher_s_dates_are_read_by_all_of_them(write: Write) -> None:
    other = {"url": "https://day-first.example/1", "author": {"name": "Other"}}
    reviews = [
        changed(datePublished="10/03/17"),
        changed(datePublished="10/31/17", claimReviewed="The Sun is cold"),
        changed(datePublished="03/10/2017", claimReviewed="Mars is wet", **other),
        changed(datePublished="31/10/2017", claimReviewed="Venus is flat", **other),
    ]
    cases = [r for r in read_source(write("x.json", dumps(reviews))) if isinstance(r, Case)]
    assert [case.published for case in cases] == ["2017-10-03", "2017-10-31", "2017-10-03", "2017-10-31"]


@pytest.mark.parametrize(
    ("date", "iso"),
    [(1506988800, "2017-10-03"), ("1506988800000", "2017-10-03"), ("3 de octubre de 2017", "2017-10-03")],
)
def test_other_ways_of_writing_a_date(write: Write, date: Any, iso: str) -> None:
    assert read_one(write, changed(datePublished=date))["published"] == iso


def test_a_review_that_says_it_is_retracted_makes_no_notice(write: Write) -> None:
    assert read_one(write, changed(creativeWorkStatus="Retracted"))["verdict"] == "unproven"


@pytest.mark.parametrize(
    ("changes", "response"),
    [
        ({"reviewRating": {"alternateName": "False", "ratingExplanation": "It is rock."}}, "It is rock."),
        ({"text": "It is rock.", "description": "A moon check."}, "It is rock."),
        ({"description": "It is rock.", "reviewRating": {"ratingExplanation": "Rock."}}, "It is rock."),
        ({"reviewRating": {"ratingExplanation": "It is rock."}, "headline": "Moon check"}, "It is rock."),
        ({"reviewBody": "The Moon is made of green cheese", "description": "It is rock."}, "It is rock."),
    ],
)
def test_the_debunk_wherever_it_stands(write: Write, changes: dict[str, Any], response: str) -> None:
    assert read_one(write, changed(**({"reviewBody": None} | changes)))["response"] == response


def test_two_claims_of_one_page_are_two_cases(write: Write) -> None:
    others = [REVIEW, changed(claimReviewed="The Sun is cold"), changed(inLanguage="fr"), REVIEW]
    ids = [r.id for r in read_source(write("x.json", dumps(others))) if isinstance(r, Case)]
    assert len(set(ids)) == 3
    assert ids[0] == ids[3]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (dumps(feed(REVIEW, REVIEW))[:-300], r"is cut off after \d objects"),
        (dumps(REVIEW)[:60], "is cut off before its first object"),
        (dumps([REVIEW]).replace("{", "{,", 1), "is not valid JSON"),
        (dumps({"@context": "https://schema.org", "@type": "Recipe"}), "holds no ClaimReview"),
        ("[]", "holds no ClaimReview"),
        ("[" * 100_000, "cut off|not valid JSON"),
        ('[{"@type": "ClaimReview", "n": ' + "9" * 6000 + "}]", "not valid JSON"),
    ],
)
def test_files_that_cannot_be_read(write: Write, text: str, message: str) -> None:
    with pytest.raises(SourceError, match=message):
        list(read_source(write("x.json", text), "claimreview"))


TEXTS = st.text(max_size=30)
WORDS = TEXTS | st.sampled_from(["False", " spaced  out ", "a,b", "https://x.org/a", "en", "2020-01-01"])
ARTICLES = st.fixed_dictionaries(
    {},
    optional={
        "url": st.sampled_from(["https://x.org/a", "https://x.org/b", "not an address"]) | TEXTS,
        "archived_url": st.sampled_from(["https://archive.ph/Ab3dE", ""]) | TEXTS,
        "outlet": WORDS,
        "language": st.sampled_from(["de", "en-GB", "qq", ""]),
        "excerpt": TEXTS,
        "more": TEXTS,
    },
)
NUMBERS = st.none() | st.integers(-9, 9) | st.floats(-1e12, 1e12)
CASES = st.fixed_dictionaries(
    {
        "id": st.from_regex(r"[a-z0-9][a-z0-9_.-]{0,20}", fullmatch=True),
        "source": st.sampled_from(["s", "euvsdisinfo", "x.org"]),
        "title": WORDS,
    },
    optional={
        "summary": WORDS,
        "response": WORDS,
        "url": st.sampled_from(["https://x.org/a", "https://euvsdisinfo.eu/r", "x"]),
        "published": st.sampled_from(["2020-01-01", "2020-02", "1700", ""]),
        "lang": st.sampled_from(["en", "de", "zh-Hant", "qq"]),
        "verdict": st.sampled_from(["false", "misleading", "unproven", "true"]),
        "rating": st.fixed_dictionaries(
            {}, optional={"text": WORDS, "value": NUMBERS, "best": NUMBERS, "worst": NUMBERS}
        ),
        "claimant": WORDS,
        "claimed": st.sampled_from(["2020-01-01", "2020"]),
        "languages": st.lists(st.sampled_from(["ru", "de", "qq"]), max_size=3),
        "countries": st.lists(TEXTS, max_size=2),
        "keywords": st.lists(WORDS, max_size=3),
        "outlets": st.lists(TEXTS, max_size=2),
        "articles": st.lists(ARTICLES, max_size=3),
        "disclaimer": TEXTS,
        "own": st.recursive(st.none() | st.booleans() | TEXTS, lambda inner: st.lists(inner, max_size=2), max_leaves=3),
    },
)


@given(CASES)
@example({"id": "a", "source": "s", "title": "t", "verdict": "true", "rating": {"text": "False"}})
@settings(max_examples=300, deadline=None)
def test_what_goes_out_comes_back_the_same(fields: dict[str, Any]) -> None:
    try:
        case = Case.from_dict(fields)
    except CaseError:
        return
    source = SourceRecord(
        source=case.source, name="A Publisher", url="https://publisher.example/", disclaimer="Mind this."
    )
    review = json.loads(json.dumps(to_claimreview(case, source)))
    assert review["@type"] == "ClaimReview"
    assert review["usageInfo"]["text"] == (case.disclaimer or "Mind this.")
    assert Case.from_dict(case_fields(review, [])).to_dict() == case.to_dict()


def test_every_real_case_comes_back_the_same(shared: Path) -> None:
    for record in read_source(str(shared / "raw" / "euvsdisinfo-2015-2017.csv")):
        assert isinstance(record, Case)
        assert Case.from_dict(case_fields(to_claimreview(record), [])) == record


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=8)
    | st.sampled_from(["ClaimReview", "https://x.org"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                [
                    "@type",
                    "@graph",
                    "item",
                    "url",
                    "author",
                    "name",
                    "claimReviewed",
                    "itemReviewed",
                    "reviewRating",
                    "rejoinder:case",
                    "x",
                ]
            ),
            inner,
            max_size=6,
        )
    ),
    max_leaves=20,
)


@given(JSON, st.sampled_from(list(REVIEW)), st.sampled_from(list(REVIEW["itemReviewed"])), st.integers(0, 400))
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_hostile_json(write: Write, value: Any, key: str, claim_key: str, cut: int) -> None:
    review = changed(**{key: value})
    claim = changed(itemReviewed=REVIEW["itemReviewed"] | {claim_key: value})
    text = json.dumps([value, review, claim])
    for name, content in {"x.json": text, "cut.json": text[:cut]}.items():
        for format in ("claimreview", "jsonl"):
            try:
                for record in read_source(write(name, content), format):
                    if isinstance(record, Case):
                        record.to_json().encode()
            except SourceError as e:
                assert name in str(e)
