"""Dates, languages and ratings: functions that read dirty values."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.case import Case
from index.languages import language_code
from index.ratings.verdicts import verdict_of_number, verdict_of_rating, verdict_of_text
from index.record_types import Rating
from index.sources.dates import iso_date


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("03.10.2017", "2017-10-03"),
        ("3.10.17", "2017-10-03"),
        ("2017-03-30T23:00:00Z", "2017-03-30"),
        ("2017/03/04", "2017-03-04"),
        ("13/04/2022", "2022-04-13"),
        ("04/13/2022", "2022-04-13"),
        ("05/05/2022", "2022-05-05"),
        ("28 March 2021", "2021-03-28"),
        ("March 28, 2021", "2021-03-28"),
        ("March 2021", "2021-03"),
        ("2021", "2021"),
        ("Mon, 06 Mar 2017 10:00:00 XST", "2017-03-06"),
        ("  ", ""),
    ],
)
def test_dates(text: str, iso: str) -> None:
    assert iso_date(text) == iso


@pytest.mark.parametrize(
    "text",
    [
        "31.02.2017",
        "03/04/2022",
        "04.13.2017",
        "1.2.3",
        "yesterday",
        "March 5",
        "10:30",
        "2017-13",
        "0000-00-00",
        "1.1.0217",
        "9" * 99,
    ],
)
def test_dates_that_are_not_guessed(text: str) -> None:
    with pytest.raises(ValueError, match="date"):
        iso_date(text)


@given(st.text(max_size=70) | st.from_regex(r"\d{1,4}[./ -]\d{1,2}[./ -]\d{1,4}( \d\d:\d\d)?", fullmatch=True))
def test_any_text_is_a_date_or_a_reason(text: str) -> None:
    try:
        iso = iso_date(text)
    except ValueError as e:
        assert "date" in str(e)
    else:
        assert iso_date(iso) == iso
        assert Case.from_dict({"id": "a", "source": "s", "title": "t", "published": iso}).published == iso


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Russian", "ru"),
        ("Castilian", "es"),
        ("Português (Brazil)", "pt-BR"),
        ("pt_br", "pt-BR"),
        ("EN", "en"),
        ("rus", "ru"),
        ("zh-hans-cn", "zh-Hans-CN"),
        ("English (UK)", "en"),
        ("українська", "uk"),
        ("Norwegian", "no"),
        ("Moldova", None),
        ("xx", None),
        ("", None),
    ],
)
def test_languages(name: str, code: str | None) -> None:
    assert language_code(name) == code


@given(st.text(max_size=120))
def test_any_language_code_can_stand_in_a_case(name: str) -> None:
    code = language_code(name)
    if code is not None:
        assert Case.from_dict({"id": "a", "source": "s", "title": "t", "lang": code}).lang == code
        assert language_code(code) == code


@pytest.mark.parametrize(
    ("verdict", "labels"),
    [
        (
            "false",
            "False|FALSE!|Pants on Fire|Four Pinocchios|Not true|Falsch|"
            "Faux|Falso|Ложь|Неправда|Fałsz|Nepravda|Onwaar|Yanlış|زائف|गलत|错误|"
            "False. The photo shows another town.|False: no such law exists anywhere in the country|Hoax!",
        ),
        (
            "misleading",
            "Misleading|Mostly False|Half-True|Partly false|Missing context|"
            "Teilweise falsch|Trompeur|Engañoso|Fuorviante|Enganoso|"
            "Манипуляция|Маніпуляція|Manipulacja|Zavádějící|مضلل|Miscaptioned|"
            "False and misleading|Partly false, partly true",
        ),
        (
            "unproven",
            "Unproven|No evidence|Unbelegt|Sin pruebas|Not false|Almost false|True or false?|Satire|nicht ganz falsch",
        ),
        ("true", "True|Mostly true|Correct|Wahr|Vrai|Verdadero|Vero|Verdadeiro|Правда|Prawda|One Pinocchio|正确"),
    ],
)
def test_labels(verdict: str, labels: str) -> None:
    assert {label: verdict_of_text(label) for label in labels.split("|")} == dict.fromkeys(labels.split("|"), verdict)


@pytest.mark.parametrize(
    "text", ["", "7", "Baloney of the week", "The claim that the vaccine is false was made by a false friend"]
)
def test_unknown_labels_are_not_guessed(text: str) -> None:
    assert verdict_of_text(text) is None
    assert verdict_of_rating(Rating(text=text)) == "unproven"


@pytest.mark.parametrize(
    ("numbers", "verdict"),
    [
        ((1, 5, 1), "false"),
        ((2, 5, 1), "misleading"),
        ((3, 5, 1), "unproven"),
        ((4, 5, 1), "true"),
        ((5, 1, 5), "false"),
        ((0, 100, 0), "false"),
        ((7, 5, 1), None),
        ((1, None, 1), None),
        ((1, 1, 1), None),
    ],
)
def test_scales(numbers: tuple[float | None, ...], verdict: str | None) -> None:
    assert verdict_of_number(*numbers) == verdict


def test_words_beat_numbers() -> None:
    assert verdict_of_rating(Rating(text="True", value=1, best=5, worst=1)) == "true"
    assert verdict_of_rating(Rating(text="Baloney", value=1, best=5, worst=1)) == "false"


@given(st.text(max_size=60), *[st.none() | st.floats(allow_nan=False, allow_infinity=False)] * 3)
def test_every_rating_has_a_verdict(text: str, value: float | None, best: float | None, worst: float | None) -> None:
    assert verdict_of_rating(Rating(text=text, value=value, best=best, worst=worst)) in (
        "false",
        "misleading",
        "unproven",
        "true",
    )
