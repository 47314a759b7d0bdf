"""A record that cannot be used is rejected alone, and reading takes time in proportion to the length of the source."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import pytest

from index.case import Case
from index.errors import DuplicateCaseError, RejectedRecordsError, SourceError
from index.sources import Rejected, read_source
from index.storage.build import build, update
from index.storage.library import Library

LONG = "https://example.org/" + "a" * 200_000
PAGE = """<!doctype html><html lang="en"><head>{head}<title>T</title></head><body><h1>Disinfo: The bridge was sold</h1>
<div class="b-report__summary"><div class="b-text"><p>The bridge was sold to a circus for one coin.</p></div></div>
<div class="b-report__response"><div class="b-text"><p>It was not.</p></div></div>
<ul class="b-report__details"><li>Outlet: {links}</li><li>Date of publication: 01.02.2020</li></ul>{more}
</body></html>"""


def claim(title: str, label: str = "False") -> dict[str, Any]:
    review = {"publisher": {"name": "Larn", "site": "larn.example"}, "textualRating": label, "languageCode": "en"}
    return {"text": title, "claimReview": [review | {"url": f"https://larn.example/{len(title)}"}]}


def page(links: str = "", head: str = "", more: str = "") -> str:
    return PAGE.format(links=links, head=head, more=more)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("reply.json", json.dumps({"claims": [claim("A claim", LONG), claim("The other claim")]})),
        ("page.html", page(more=f'<div class="b-report__disclaimer"><p>{LONG} and so on, at length.</p></div>')),
        (
            "cases.jsonl",
            "".join(
                json.dumps({"id": f"c{n}", "source": "s", "title": "A claim", "url": url}) + "\n"
                for n, url in enumerate((LONG, "https://example.org/"))
            ),
        ),
    ],
)
def test_an_address_of_200_000_characters_rejects_its_record_alone(tmp_path: Path, name: str, text: str) -> None:
    (tmp_path / name).write_text(text, "utf-8")
    good = tmp_path / "good.jsonl"
    good.write_text('{"id": "good", "source": "s", "title": "The good one"}\n', "utf-8")
    report = build(tmp_path / "index", [str(tmp_path / name), str(good)])
    assert report.cases == (1 if name == "page.html" else 2)
    assert report.rejected
    assert all("must not be longer than 200,000 characters" in rejected.reason for rejected in report.rejected)
    with pytest.raises(RejectedRecordsError):
        build(tmp_path / "index", [str(tmp_path / name), str(good)], strict=True)


def test_a_record_at_which_the_program_fails_is_rejected_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from index.sources import google_claims

    real = google_claims.verdict_of_rating

    def fails(*given: Any) -> Any:
        if given[0].text == "Broken":
            raise ZeroDivisionError("of the page's words")
        return real(*given)

    monkeypatch.setattr(google_claims, "verdict_of_rating", fails)
    path = tmp_path / "reply.json"
    path.write_text(json.dumps({"claims": [claim("A claim", "Broken"), claim("The other claim")]}), "utf-8")
    records = list(read_source(str(path)))
    (rejected,) = (record for record in records if isinstance(record, Rejected))
    assert rejected.reason.startswith("claim 1: cannot be read, which is a defect of Rejoinder (ZeroDivisionError)")
    assert "words" not in rejected.reason
    assert [record.title for record in records if isinstance(record, Case)] == ["The other claim"]


def test_a_file_at_which_the_program_fails_stops_no_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: Any) -> Any:
        raise ZeroDivisionError
        yield

    monkeypatch.setitem(read_source.__globals__["_READERS"], "euvsdisinfo-page", fails)
    (tmp_path / "page.html").write_text(page(), "utf-8")
    (tmp_path / "good.jsonl").write_text('{"id": "good", "source": "s", "title": "The good one"}\n', "utf-8")
    report = build(tmp_path / "index", [str(tmp_path / "page.html"), str(tmp_path / "good.jsonl")])
    assert report.cases == 1
    assert "defect of Rejoinder (ZeroDivisionError)" in report.rejected[0].reason
    with pytest.raises(SourceError, match=r"page\.html: cannot be read"):
        list(read_source(str(tmp_path / "page.html")))


def seconds(path: Path) -> float:
    begun = time.process_time()
    records = list(read_source(str(path)))
    assert any(isinstance(record, Case) for record in records)
    return time.process_time() - begun


def test_a_page_of_many_outlets_takes_no_more_than_its_share(tmp_path: Path) -> None:
    """A page of 80 kB once took 4 s, because its own address was searched for again for every link."""
    links = "".join(f"<a href=//a.example/{n}>o</a>" for n in range(1_200))
    (tmp_path / "page.html").write_text(page(links, head="<meta name=a content=b>" * 2_000), "utf-8")
    assert (tmp_path / "page.html").stat().st_size < 90_000
    assert seconds(tmp_path / "page.html") < 1


def write(path: Path, *records: dict[str, Any]) -> str:
    path.write_text("".join(json.dumps({"source": "s", **record}) + "\n" for record in records), "utf-8")
    return str(path)


@pytest.fixture
def disagreeing(tmp_path: Path) -> list[str]:
    """Two sources that give different contents for the same two cases."""
    one = write(tmp_path / "one.jsonl", {"id": "a", "title": "The first words"}, {"id": "b", "title": "First b"})
    other = write(
        tmp_path / "other.jsonl",
        {"id": "a", "title": "The later words"},
        {"id": "b", "title": "Later b"},
        {"id": "c", "title": "Another claim"},
    )
    return [one, other]


def test_sources_that_disagree_are_refused_unless_it_is_said_which_counts(
    tmp_path: Path, disagreeing: list[str]
) -> None:
    with pytest.raises(
        DuplicateCaseError, match=r"'a' and differ in title: one in .*one\.jsonl:1.*with 1 more.*--on-con"
    ):
        build(tmp_path / "index", disagreeing)


@pytest.mark.parametrize(("choice", "title", "left_out"), [
    ("first", "The first words", ["other.jsonl:1", "other.jsonl:2"]),
    ("later", "The later words", ["one.jsonl:1", "one.jsonl:2"]),
])  # fmt: skip
def test_the_one_that_is_said_to_count_does_and_the_other_is_listed(
    tmp_path: Path, disagreeing: list[str], choice: Any, title: str, left_out: list[str]
) -> None:
    report = build(tmp_path / "index", disagreeing, on_conflict=choice)
    case = Library(tmp_path / "index").current().case("a")
    assert case is not None
    assert (case.title, report.cases) == (title, 3)
    assert [str(r).partition(": ")[0].rpartition("/")[2] for r in report.rejected] == left_out
    assert {r.id for r in report.rejected} == {"a", "b"}
    with pytest.raises(RejectedRecordsError):
        update(tmp_path / "index", disagreeing, on_conflict=choice, strict=True)
