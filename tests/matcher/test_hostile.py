"""Whatever a page holds, time and memory stay bounded, and every offset is right."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.matcher.matcher import Block, Matcher
from tests.matcher.conftest import CLAIMS

WORDS = " ".join(str(c["title"]) for c in CLAIMS.values())
HOSTILE = {
    "no space": "a" * 5_000_000,
    "one word": "bridge " * 700_000,
    "one claim word a sentence": "Bridge. " * 600_000,
    "points": "." * 5_000_000,
    "lines": "\n" * 5_000_000,
    "apostrophes": "a'" * 2_500_000,
    "abbreviations": "a." * 2_500_000,
    "numbers": "1." * 2_500_000,
    "addresses": "http://" * 700_000,
    "marks": "e" + "\u0301" * 5_000_000,
    "invisible": "\u200b" * 5_000_000,
    "mixed alphabets": "\u0430a" * 2_500_000,
    "claims": (WORDS + ". ") * 10_000,
    "questions": "not no never " * 400_000 + "?",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_five_megabytes_of_anything_take_seconds(matcher: Matcher, name: str) -> None:
    start = time.process_time()
    matcher.match([Block("b", HOSTILE[name])])
    assert time.process_time() - start < 20


@pytest.mark.parametrize("min_score", [None, 0.0])
def test_twenty_thousand_blocks(matcher: Matcher, min_score: float | None) -> None:
    texts = [str(c["title"]) for c in CLAIMS.values()]
    blocks = [Block(str(i), texts[i % len(texts)]) for i in range(20_000)]
    start = time.process_time()
    found = matcher.match(blocks, min_score=min_score)
    assert time.process_time() - start < 60
    assert len(found) == 50


pieces = st.one_of(
    st.text(max_size=40),
    st.sampled_from(
        [
            *WORDS.split(),
            ". ",
            "! ",
            "\n\n",
            " not ",
            "\u200b",
            "\u00ad",
            "\u0301",
            "http://x",
            "\U0001f600",
            "\u0430",
            "?",
            '"',
            "No, ",
        ]
    ),
)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.lists(pieces, max_size=40).map("".join), max_size=5), st.sampled_from([None, 0.0, 0.5]))
def test_any_text_gives_passages_inside_it(matcher: Matcher, texts: list[str], min_score: float | None) -> None:
    clean = [t.encode("utf-8", "replace").decode("utf-8") for t in texts]
    blocks = [Block(str(i), t) for i, t in enumerate(clean)]
    for m in matcher.match(blocks, min_score=min_score):
        text = clean[int(m.block)]
        assert 0 <= m.start < m.end <= len(text)
        assert text[m.start : m.end].strip() == text[m.start : m.end]
        assert 0 <= m.score <= 1
        assert min_score is None or m.score >= min_score
