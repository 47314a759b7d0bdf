"""Sentences, tokens and spellings of any text."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.matcher.matcher import Matcher
from index.matcher.pages.term_ids import ABSENT, IGNORED, TermTable
from index.matcher.scoring.signals import TokenizedText, misspelt
from index.matcher.text.analysis import TOKEN, key_of, term_of
from index.matcher.text.sentence_splitter import MAX_CHARACTERS, sentences
from index.matcher.text.spelling import fold
from index.matcher.text.stopwords import like_stop


@given(st.text(max_size=3000))
def test_sentences_cover_the_text_in_order(text: str) -> None:
    spans = sentences(text)
    at = 0
    for start, end in spans:
        assert at <= start < end <= start + MAX_CHARACTERS
        assert not text[at:start].strip()
        assert text[start:end] == text[start:end].strip()
        at = end
    assert not text[at:].strip()


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Mr. Smith paid $3.5 million. He left.", 2),
        ("The U.S. army is here. So what?", 2),
        ("\u201cIt is true!\u201d he said. Then he left\u2026 or not.", 2),
        ("J. R. Tolkien wrote it.", 1),
        ("A line\nthat goes on. And ends.", 2),
        ("Heading\n\nText under it.", 2),
        ("\u8fd9\u662f\u5047\u7684\u3002\u8fd9\u4e5f\u662f\u3002", 2),
        ("Am 5. Mai 2014 brannte das Haus. Es war Nacht.", 2),
        ("Er fiel im 2. Weltkrieg.", 1),
        ("Sie wohnt in Nummer 5. Er wohnt nebenan.", 2),
    ],
)
def test_where_sentences_end(text: str, count: int) -> None:
    assert len(sentences(text)) == count


@pytest.mark.parametrize(
    "mark",
    [
        "[13]",
        "[13][14]",
        "[a]",
        "[note 2]",
        "[citation needed]",
        "\u00b9",
        "\u00b9\u00b2",
        "*",
        "\u2020",
        "(3)",
        "7",
        "7,8",
        " [9]",
    ],
)
def test_a_footnote_mark_belongs_to_the_sentence_before_it(mark: str) -> None:
    text = f"Nobody was seen at the harbour.{mark} In 2013 the ferry sailed again."
    found = [text[start:end] for start, end in sentences(text)]
    assert found == [f"Nobody was seen at the harbour.{mark}", "In 2013 the ferry sailed again."]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("The ferry left at 5 p.m. The harbour was empty.", "The ferry left at 5 p.m."),
        ("They met at 5 p.m. Moscow time. All came.", "They met at 5 p.m. Moscow time."),
        ("He had lived in the U.S. After the war he left.", "He had lived in the U.S."),
        ("The U.S. Navy came in 1990. It left.", "The U.S. Navy came in 1990."),
        ("They sold nets, ropes, etc. He bought a rope.", "They sold nets, ropes, etc."),
        ("J. A. Smith saw it. Nobody else did.", "J. A. Smith saw it."),
        ("Паром утонул в 2014 г. В городе траур.", "Паром утонул в 2014 г."),
        ("Он жил в г. Киеве. Потом уехал.", "Он жил в г. Киеве."),
        ("See no.12 The rest of it.", "See no.12 The rest of it."),
        ("Write to the.office Or not.", "Write to the.office Or not."),
    ],
)
def test_an_abbreviation_ends_a_sentence_where_another_begins(text: str, first: str) -> None:
    start, end = sentences(text)[0]
    assert text[start:end] == first


@given(st.text(max_size=60))
def test_folding_is_idempotent_for_words(text: str) -> None:
    for word in TOKEN.findall(text):
        once = fold(word)
        assert fold(once) in (once, fold(once))
        assert fold(fold(once)) == fold(once)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Kiev", "Kyiv"), ("Zelensky", "Zelenskyy"), ("caf\u00e9", "CAFE\u0301"), ("Putin\u2019s", "Putin's"),
        ("4,000", "4000"),
        ("\u0440utin", "putin"), ("co\u00adronavirus", "coronavirus"), ("U.S.", "USA"), ("\ufb01ction", "fiction"),
        ("troops", "troop"),
        ("\U0001d429\U0001d42e\U0001d42d\U0001d422\U0001d427", "putin"),
    ],
)  # fmt: skip
def test_spellings_of_one_word(one: str, other: str) -> None:
    assert term_of(one, "en") == term_of(other, "en") != ""


def test_us_is_no_country_in_lower_case() -> None:
    assert term_of("us", "en") == ""
    assert term_of("US", "en") == "usa"


class Numbered(TermTable):
    """Gives every word a number of its own, so that mixed-up words show."""

    def of_words(self, words: Sequence[str]) -> npt.NDArray[np.int64]:
        seen: dict[str, int] = self.__dict__.setdefault("seen", {})
        return np.array([seen.setdefault(word, len(seen)) for word in words], np.int64)


written = st.text(alphabet="aUpicwWs\u0430\u4e00\U0001d400019.,'\u2019:/-!?\"()\u2026 \n\t\u00a0\u00ad\0", max_size=60)


@settings(max_examples=1000)
@given(written | st.sampled_from(["www... http:// x", "pic. www.a.b, (U.S.) 'tis 1,000. U.. A.B.?"]))
def test_chunks_hold_the_tokens_of_the_text(matcher: Matcher, text: str) -> None:
    terms = Numbered(matcher.arrays, "en")
    text = text.replace("\0", " ")
    for _ in range(2):
        assert terms.of_text(text).tolist() == terms.of_words(TOKEN.findall(text)).tolist()


def test_what_is_remembered_is_what_was_worked_out(matcher: Matcher) -> None:
    words = ["Biolabs", "zzyzx", "of", "biolabs,", "thr", "ukraine", "Biolabs"] * 2
    terms = TermTable(matcher.arrays, "en")
    first, again = terms.of_words(words).tolist(), terms.of_words(words).tolist()
    assert first == again == [int(TermTable(matcher.arrays, "en").of_words([word])[0]) for word in words]
    assert terms.of_words(["zzyzx", "of"]).tolist() == [ABSENT, IGNORED]


def test_a_full_table_starts_anew(matcher: Matcher, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.matcher.pages.term_ids.CHUNKS", 4)
    terms, text = TermTable(matcher.arrays, "en"), "Biolabs, (of) Ukraine's labs: a plan. " * 2 + "No labs."
    assert [terms.of_text(t).tolist() for t in (text, "No plan, of Ukraine", text)] == [
        TermTable(matcher.arrays, "en").of_text(t).tolist() for t in (text, "No plan, of Ukraine", text)
    ]


def test_only_a_word_that_no_case_holds_is_a_misspelt_one() -> None:
    claim, passage = (TokenizedText(words.split(), "en") for words in ("Iraq hid gas", "Iran hid gas"))
    assert misspelt(claim, passage, lambda _: 5) == {}
    assert misspelt(claim, passage, lambda _: -1) == {key_of(term_of("Iraq", "en")): 0}


@pytest.mark.parametrize(
    ("word", "language", "alike"),
    [
        ("becaues", "en", True), ("thhe", "en", True), ("bridge", "en", False),
        ("bxz", "en", False), ("12", "en", False), ("nichr", "de", True), ("nichr", "en", False),
    ],
)  # fmt: skip
def test_misspelt_stop_words(word: str, language: str, alike: bool) -> None:
    assert like_stop(word, language) is alike
