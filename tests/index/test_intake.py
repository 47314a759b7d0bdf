"""Collecting cases: their languages, their publishers, and files that stop or do not stop the others."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from index.errors import NoRecordError, SourceError
from index.storage import build as building
from index.storage.build import Report
from index.storage.generation import Generation
from index.storage.generations import live_name, path_of
from server.cli import cli
from tests.index.conftest import ENGLISH, Put, WriteLines, claim, review

SPANISH = "La torre del faro de Larnwick fue vendida en secreto a un casino de Mónaco"
GERMAN = "Der Leuchtturm von Larnwick wurde heimlich an ein Kasino verkauft"


def html(language: str, *reviews: dict[str, Any], more: str = "") -> str:
    script = f'<script type="application/ld+json">{json.dumps(reviews)}</script>' if reviews else ""
    lang = f' lang="{language}"' if language else ""
    return f"<!DOCTYPE html><html{lang}><head><title>x</title>{more}{script}</head><body><p>x</p></body></html>"


def live(folder: Path) -> Generation:
    return Generation(path_of(folder, live_name(folder)))


def languages(folder: Path) -> list[str]:
    return [case.lang for case in live(folder).cases()]


def of_kind(report: Report, kind: str) -> list[str]:
    return [remark.reason for remark in report.remarks if remark.kind == kind]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (json.dumps(review(SPANISH)), "es"),
        (json.dumps(review(SPANISH, inLanguage="es-AR")), "es-AR"),
        (
            json.dumps(review("El faro", reviewBody="El ayuntamiento es el dueño del faro y no lo ha vendido nunca.")),
            "es",
        ),
        (html("es", review(SPANISH)), "es"),
        (html("es-MX", review("Faro vendido")), "es-MX"),
        (html("", review(SPANISH), more='<meta property="og:locale" content="es_ES">'), "es-ES"),
        (html("en", review(SPANISH)), "es"),  # a theme's default, which is clearly not the text's language
        (html("en-US", review(GERMAN)), "de"),
        (html("", review(ENGLISH)), "en"),
        (json.dumps({"id": "a", "source": "s", "title": SPANISH}), "es"),
        (json.dumps({"id": "a", "source": "s", "title": SPANISH, "lang": "en"}), "en"),  # the given one counts
        (json.dumps(review("Міст через річку Ларн тримається на жувальній гумці")), "uk"),
        (json.dumps(review("ラーンの灯台は去年カジノに売られた")), "ja"),
    ],
)
def test_a_language_is_never_assumed(folder: Path, put: Put, text: str, expected: str) -> None:
    building.build(folder, [put("x.html" if text.startswith("<") else "x.json", text)])
    assert languages(folder) == [expected]


def test_what_was_found_is_told_and_counted(folder: Path, put: Put) -> None:
    feed = put("feed.json", json.dumps([review(SPANISH, 1), review(GERMAN, 2), review(SPANISH + " ayer", 3)]))
    page = put("page.html", html("es", review("Faro vendido", 4)))
    report = building.build(folder, [feed, page])
    assert of_kind(report, "language") == [
        "3 cases without a language: found from their texts (es 2, de 1)",
        "1 case without a language: taken from their page (es 1)",
    ]
    run = CliRunner().invoke(cli, ["index", "build", "--force", "--index", str(folder), feed])
    assert "3 cases without a language: found from their texts (es 2, de 1)" in run.output


def test_a_short_title_is_in_its_publisher_s_language(folder: Path, put: Put) -> None:
    said = [SPANISH, "El ayuntamiento de la ciudad cobra por respirar en la calle", "Moldova Transnistria NATO"]
    building.build(folder, [put("x.json", json.dumps([review(text, n) for n, text in enumerate(said)]))])
    assert languages(folder) == ["es", "es", "es"]


def test_reading_the_same_again_changes_no_language(folder: Path, put: Put) -> None:
    path = put("x.json", json.dumps([review(SPANISH, 1), review("NATO", 2), review(GERMAN, 3)]))
    building.build(folder, [path])
    report = building.update(folder, [path])
    assert (report.added, report.changed) == (0, 0)


def test_a_page_in_its_language_is_matched(folder: Path, put: Put) -> None:
    building.build(folder, [put("x.json", json.dumps(review(SPANISH)))])
    for options in ([], ["--language", "es"]):
        run = CliRunner().invoke(cli, ["match", "--index", str(folder), *options, "-"], input=SPANISH + ".")
        assert "repeats" in run.output


def test_a_page_without_a_review_does_not_stop_the_others(folder: Path, put: Put) -> None:
    files = [put("a.html", html("en")), put("b.html", html("en", review(ENGLISH))), put("c.txt", "Nothing here.")]
    report = building.build(folder, files)
    assert report.cases == 1
    assert [(Path(r.source).name, r.reason[:13]) for r in report.rejected] == [
        ("a.html", "is a web page"),
        ("c.txt", "is a text of "),
    ]
    with pytest.raises(NoRecordError):
        building.build(folder, [files[0], files[2]])


def test_a_file_that_is_not_there_or_cut_off_still_stops_everything(folder: Path, put: Put) -> None:
    good = put("good.json", json.dumps(review(ENGLISH)))
    cut = put("cut.json", json.dumps([review(ENGLISH, 1), review(SPANISH, 2)])[:-60])
    for other in ("missing.json", cut):
        with pytest.raises(SourceError):
            building.build(folder, [good, other])


def test_a_name_found_later_completes_a_publisher(folder: Path, put: Put) -> None:
    person = {"@type": "Person", "name": "Ada Quill", "url": "/staff/ada"}
    building.build(folder, [put("a.json", json.dumps(review(ENGLISH, author=person)))])
    assert live(folder).sources() == {}
    building.update(folder, [put("b.json", json.dumps(review(SPANISH, 2)))])
    assert live(folder).sources()["check.example"].name == "Larn Check"


def test_a_record_by_hand_stays_over_what_pages_tell(folder: Path, put: Put, lines: WriteLines) -> None:
    record = {"type": "source", "source": "check.example", "name": "The Check"}
    building.build(folder, [lines(record, claim(0)), put("b.json", json.dumps(review(SPANISH, 2)))])
    assert live(folder).sources()["check.example"].name == "The Check"
