"""Offsets in code points and in UTF-16 units point to the same place."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from index.offsets import replace_surrogates, to_utf16


def utf16_length(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


@given(st.text(), st.data())
def test_every_offset_is_the_length_of_what_is_before_it(text: str, data: st.DataObject) -> None:
    offsets = data.draw(st.lists(st.integers(0, len(text))))
    assert to_utf16(text, offsets) == [utf16_length(text[:offset]) for offset in offsets]


def test_combining_marks_and_right_to_left_text_count_as_they_are_stored() -> None:
    assert to_utf16("e\u0301 \u05e9\u05dc\u05d5\u05dd 🦄.", [2, 7, 8, 9]) == [2, 7, 8, 10]


@given(st.text(st.characters(codec=None, min_codepoint=0xD700, max_codepoint=0xE100)))
def test_a_lone_surrogate_is_replaced_without_moving_anything(text: str) -> None:
    repaired = replace_surrogates(text)
    repaired.encode("utf-8")
    assert len(repaired) == len(text)
    assert utf16_length(repaired) == utf16_length(text)
