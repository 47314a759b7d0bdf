"""What fact checkers' labels mean: negations, names, labels written as one word, a newsroom's own labels."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from index.case import Case
from index.ratings.labels import SHIPPED, VERDICTS, Labels, LabelsError, words_of
from index.ratings.verdicts import add_labels, verdict_of_text
from index.sources import read_source
from server.cli import cli
from tests.sources.conftest import REVIEW, Write, dumps


@pytest.fixture(autouse=True)
def _shipped_labels() -> Iterator[None]:
    yield
    add_labels(None)


@pytest.mark.parametrize(
    ("verdict", "labels"),
    [
        (
            "false",
            "This isn't correct|It is not true|That’s not accurate|Never true|No, it's false|No truth to it|pants-fire|"
            "Das ist nicht wahr|Nein, falsch|Ce n'est pas vrai|Erroné|No es verdad|Non è corretto|Это не правда|"
            "Це не правда|To nie jest prawda|Niet juist|Mali|Hindi totoo|Sahte|Gerçek değil|सच नहीं है|"
            "ليس صحيحا|"
            "不是事实|事実ではない|사실이 아님|E rreme|TOTALLYFALSE|FakeNews",
        ),
        (
            "misleading",
            "These aren’t all correct|Not entirely true|It's not quite right|not all of it is true|Not exactly true|"
            "Nicht ganz richtig|Pas tout à fait vrai|No es del todo cierto|Non del tutto vero|Не совсем верно|"
            "Niet helemaal waar|Mixto|Decontextualized|Misrepresentation|halftrue|Partlyfalse|MostlyFalse|"
            "Kulang sa konteksto",
        ),
        (
            "unproven",
            "It is not false|Isn't misleading|No es falso|Nicht falsch|N'est pas faux|Не ложь|Retracted|Withdrawn",
        ),
        ("true", "It's true|Yes, correct|Fact|Mostly correct|Das stimmt|صحيحة|Totoo"),
    ],
)
def test_labels(verdict: str, labels: str) -> None:
    assert {label: verdict_of_text(label) for label in labels.split("|")} == dict.fromkeys(labels.split("|"), verdict)


@pytest.mark.parametrize(
    ("label", "verdict"),
    [
        ("Rating by Fact Bureau: False", "false"),
        ("Our rating — Misleading", "misleading"),
        ("Verdict: not entirely true", "misleading"),
        ("True Facts says false", "false"),
        ("True Facts: Misleading", "misleading"),
        ("True Facts", None),
        ("Fact check needed", None),
        ("A right turn", None),
    ],
)
def test_names_within_a_label(label: str, verdict: str | None) -> None:
    assert verdict_of_text(label, ["True Facts"]) == verdict


def test_the_publisher_s_name_of_a_review(write: Write) -> None:
    changes = {
        "author": {"@type": "Organization", "name": "True Facts"},
        "reviewRating": {"alternateName": "True Facts says false"},
    }
    *_, case = read_source(write("x.json", dumps(REVIEW | changes)))
    assert isinstance(case, Case)
    assert case.verdict == "false"


def test_every_label_of_the_table_is_known() -> None:
    table = Labels.read(SHIPPED)
    for language, lists in table.languages.items():
        for verdict in VERDICTS:
            for label in lists.get(verdict, []):
                found = table.whole(words_of(label))
                assert found in (verdict, "unproven"), (language, label)


def test_a_newsroom_s_own_labels_go_before(tmp_path: Path) -> None:
    path = tmp_path / "labels.toml"
    path.write_text(
        '[en]\nfalse = ["Moonshine"]\nmisleading = ["Fact", "Pants on Fire"]\n[tlh]\nfalse = ["ngeb"]\n', "utf-8"
    )
    add_labels(path)
    assert [verdict_of_text(label) for label in ("Moonshine!", "Fact", "pants on fire", "NGEB", "Untrue")] == [
        "false",
        "misleading",
        "misleading",
        "false",
        "false",
    ]
    add_labels(None)
    assert verdict_of_text("Moonshine") is None


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[en]\nfalse = 'x'", "must be a list"),
        ("[en]\nwrong = ['x']", "wrong is not one of false"),
        ("false = ['x']", "must be a table"),
        ("[en", "not valid TOML"),
    ],
)
def test_a_table_with_a_mistake_is_named(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "labels.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(LabelsError, match=message):
        add_labels(path)
    environment = {"REJOINDER_RATING_LABELS": str(path)}
    run = CliRunner().invoke(cli, ["ratings"], env=environment)
    assert run.exit_code == 1
    assert "REJOINDER_RATING_LABELS" in run.output


def test_what_is_not_known_is_counted_and_listed(write: Write, tmp_path: Path) -> None:
    def rated(number: int, rating: dict[str, object]) -> dict[str, object]:
        return REVIEW | {"url": f"https://b.example/{number}", "reviewRating": rating}

    numbers = {"ratingValue": 1, "bestRating": 5, "worstRating": 1}
    reviews = [
        rated(1, {"alternateName": "Moonshine"}),
        rated(2, {"alternateName": "Moonshine"}),
        rated(3, {"alternateName": "Three rotten eggs", **numbers}),
        rated(4, {"alternateName": "False"}),
        rated(5, numbers),
    ]
    path, index = write("x.json", dumps(reviews)), str(tmp_path / "index")
    run = CliRunner().invoke(cli, ["index", "build", "--index", index, path])
    assert (
        "3 ratings that are not known: 'Moonshine' 2 (taken for unproven), 'Three rotten eggs' 1 (taken for false)"
        in run.output
    )
    report = json.loads(CliRunner().invoke(cli, ["index", "build", "--index", index, "--json", path]).stdout)
    assert report["ratings"][0] == {"label": "Moonshine", "taken_for": "unproven", "cases": 2}
    labels = write("labels.toml", '[en]\nfalse = ["Moonshine"]\nmisleading = ["Three rotten eggs"]\n')
    environment = {"REJOINDER_RATING_LABELS": labels}
    run = CliRunner().invoke(cli, ["index", "build", "--index", index, path], env=environment)
    assert "not known" not in run.output
    unknown = CliRunner().invoke(cli, ["ratings", "--unknown", "--index", index, "--json"])
    assert [row["label"] for row in json.loads(unknown.stdout)] == ["Three rotten eggs"]
    told = CliRunner().invoke(cli, ["ratings", "three", "rotten", "eggs"], env=environment)
    assert told.output.strip() == "misleading"


def test_the_table_can_be_read() -> None:
    run = CliRunner().invoke(cli, ["ratings"])
    assert "[fil]" in run.output
    assert '"hindi totoo"' in run.output
