"""The case format: what is accepted, what is refused, and with which message."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.case import Case, Patch, SourceRecord, parse_record
from index.errors import CaseError
from tests.index.conftest import claim


def test_a_case_keeps_unknown_keys_and_returns_what_it_was_given() -> None:
    record = claim(0, reviewer={"name": "A"}, lang="en", verdict="false")
    assert Case.from_dict(record).to_dict() == record


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"title": ""}, "title: must not be empty"),
        ({"title": None}, "title: must not be empty"),
        ({"id": "a b"}, "id: must start with"),
        ({"id": "x" * 201}, "id: must start with"),
        ({"source": "no spaces"}, "source: must start with"),
        ({"published": "30.03.2017"}, "published: must be an ISO date"),
        ({"published": "2017-02-30"}, "published: is not a calendar day"),
        ({"verdict": "mostly"}, "verdict: Input should be"),
        ({"countries": "Ukraine"}, "countries: must be a list"),
        ({"articles": [{"url": 5}]}, "articles.0.url"),
        ({"title": "x" * 300_000}, "title: must not be longer than 200,000 characters"),
        ({"rating": {"value": float("nan")}, "verdict": "false"}, "rating.value"),
    ],
)
def test_a_wrong_field_is_named(changes: dict[str, object], words: str) -> None:
    with pytest.raises(CaseError, match=words):
        Case.from_dict(claim(0, **changes))


def test_the_reason_never_repeats_the_value() -> None:
    with pytest.raises(CaseError) as caught:
        Case.from_dict(claim(0, id="<script>secret</script>", verdict="canary"))
    assert "secret" not in str(caught.value)
    assert "canary" not in str(caught.value)


def test_missing_required_fields_are_all_named() -> None:
    with pytest.raises(CaseError, match="source: is required; title: is required"):
        Case.from_dict({"id": "a"})


@pytest.mark.parametrize(
    ("rating", "verdict"),
    [
        ({"text": "Pants on Fire"}, "false"),
        ({"text": "True"}, "true"),
        ({"text": "Wibble"}, "unproven"),
        ({"value": 1, "best": 5, "worst": 1}, "false"),
    ],
)
def test_a_rating_without_a_verdict_is_mapped(rating: dict[str, object], verdict: str) -> None:
    assert Case.from_dict(claim(0, rating=rating)).verdict == verdict


def test_without_rating_and_verdict_a_case_is_false() -> None:
    assert Case.from_dict(claim(0)).verdict == "false"


@pytest.mark.parametrize("verdict", ["false", "misleading", "unproven", "true"])
def test_only_false_and_misleading_make_notices(verdict: str) -> None:
    assert Case.from_dict(claim(0, verdict=verdict)).makes_notices is (verdict in ("false", "misleading"))


def test_records_are_told_apart() -> None:
    assert isinstance(parse_record(claim(0)), Case)
    assert isinstance(parse_record({"type": "source", "source": "a", "disclaimer": "d"}), SourceRecord)
    assert parse_record({"id": "c0", "countries": ["X"]}) == Patch("c0", {"countries": ["X"]})


def test_a_patch_merges_articles_by_address_and_replaces_the_rest() -> None:
    case = Case.from_dict(claim(0))
    articles = [{"url": "https://example.com/news/0", "language": "ru"}, {"url": "https://example.com/b"}]
    patch = Patch("c0", {"articles": articles, "countries": ["X"]})
    patched = patch.apply(case)
    assert [article.url for article in patched.articles] == ["https://example.com/news/0", "https://example.com/b"]
    assert patched.articles[0].language == "ru"
    assert patched.articles[0].archived_url == case.articles[0].archived_url
    assert patched.countries == ("X",)
    assert patched.title == case.title


def test_a_patch_cannot_make_a_case_invalid() -> None:
    with pytest.raises(CaseError, match="title"):
        Patch("c0", {"title": ""}).apply(Case.from_dict(claim(0)))


def test_lone_surrogates_and_nul_never_reach_the_disk() -> None:
    case = Case.from_dict(claim(0, summary="a\ud800b\x00c"))
    assert case.summary == "a\ufffdbc"
    case.to_json().encode()


KEYS = ["id", "source", "title", "summary", "verdict", "rating", "articles", "lang", "published", "x"]
VALUES: st.SearchStrategy[object] = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=6,
)


@given(st.dictionaries(st.sampled_from(KEYS), VALUES))
def test_any_object_is_a_record_or_a_case_error(record: dict[str, object]) -> None:
    try:
        parsed = parse_record(record)
    except CaseError:
        return
    if isinstance(parsed, Case):
        assert Case.from_dict(json.loads(parsed.to_json())) == parsed
