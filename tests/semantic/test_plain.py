"""The form in which the encoder reads a text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.semantic.plain import LONGEST, readable


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("He said “no”.", "He said no ."),
        ("He said 'no'.", "He said no ."),
        ("the mayors’ plan, O’Neill's plan", "the mayors plan, O'Neill's plan"),
        ("See https://example.org/a?b=c, or www.example.org now", "See or now"),
        ("#TwoWords and #2nd", "Two Words and 2nd"),
        ("soft\u00adhyphen, zero\u200bwidth", "softhyphen, zerowidth"),
        ("  \n ", ""),
    ],
)
def test_is_words_alone(text: str, read: str) -> None:
    assert readable(text) == read


@pytest.mark.parametrize("marks", ["''", '""', "‘’", "“”", "„“", "«»", "‚‘", "‹›"])
def test_quotation_marks_make_no_difference(marks: str) -> None:
    assert readable(f"They call it {marks[0]}a miracle{marks[1]} again") == "They call it a miracle again"


@given(st.text())
def test_what_was_read_is_read_the_same_again(text: str) -> None:
    once = readable(text)
    assert readable(once) == once


def test_a_long_text_is_read_from_its_beginning() -> None:
    assert len(readable("word " * 10_000)) <= LONGEST
