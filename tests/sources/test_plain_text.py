"""Plain text stays unchanged, and markup is read once."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.case import Case
from index.sources import read_source
from index.sources.boilerplate import is_boilerplate
from index.sources.plain_text import plain
from tests.sources.conftest import LISTED, PAGE, REVIEW, Write, dumps


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("O&#039;Hara &amp; sons", "O'Hara & sons"),
        ("O&rsquo;Hara &#x26; sons", "O’Hara & sons"),
        ("&amp;lt;b&amp;gt;", "&lt;b&gt;"),  # once, and not again
        (
            "<p>It was <b>inspected</b> in May.</p>\r\n<p>It is steel.<br />No gum.</p>",
            "It was inspected in May.\n\nIt is steel.\n\nNo gum.",
        ),
        ("C'est <strong>faux</strong>", "C'est faux"),
        ("<p>a &lt; b &amp;amp; c</p>", "a < b &amp; c"),
        ("&lt;p&gt;Tom &amp;amp; Jerry&lt;/p&gt;", "Tom & Jerry"),
        ("one\n\n<em>two</em>", "one\n\ntwo"),
        ("<script>track()</script>A text<style>p{}</style>", "A text"),
        ("<ruby>長城<rp>(</rp><rt>ちょうじょう</rt><rp>)</rp></ruby>は", "長城は"),
        ("see <a href='x'>the list</a> (opens in a new tab).", "see the list."),
        # not markup
        ("x < y and y > z", "x < y and y > z"),
        ("a <made-up> word", "a <made-up> word"),
        ("https://a.example/?x=1&copy=2&lt=3", "https://a.example/?x=1&copy=2&lt=3"),
        ("AT&T; R&D", "AT&T; R&D"),
        ("", ""),
    ],
)
def test_markup_is_read_once(given: str, expected: str) -> None:
    assert plain(given) == expected


BOILERPLATE = """(opens in a new tab)|(opens in new window)|(link opens in a new window)|(öffnet in neuem Tab)|
(wird in neuem Fenster geöffnet)|(Öffnet in einem neuen Tab)|(s'ouvre dans un nouvel onglet)|
(ouvre une nouvelle fenêtre)|(ouverture dans un nouvel onglet)|(se abre en una nueva pestaña)|
(abre en ventana nueva)|(abre em nova aba)|(abre numa nova janela)|(si apre in una nuova scheda)|
(откроется в новой вкладке)|(открывается в новом окне)|(відкривається в новій вкладці)|
(відкриється у новому вікні)|(otwiera się w nowej karcie)|(opent in nieuw tabblad)|
(otevře se v nové kartě)|(új lapon nyílik meg)|(öppnas i nytt fönster)|(åbner i nyt vindue)|
(avautuu uuteen välilehteen)|(yeni sekmede açılır)|(ανοίγει σε νέα καρτέλα)|(يفتح في نافذة جديدة)|
(在新标签页中打开)|（新しいタブで開く）|(새 창에서 열림)"""


@pytest.mark.parametrize("words", [line.strip() for line in BOILERPLATE.split("|")])
def test_words_for_screen_readers(write: Write, words: str) -> None:
    assert plain(f"Coast Telegraph {words}") == "Coast Telegraph"
    assert plain(f"see the list{words}.") == "see the list."
    assert is_boilerplate(words)
    page = PAGE.replace("Daily Herald</a>", f"Daily Herald {words}</a>")
    *_, case = read_source(write("x.html", page))
    assert isinstance(case, Case)
    assert case.outlets[0] == "Daily Herald"
    *_, case = read_source(write("x.json", dumps(REVIEW | {"reviewBody": f"Rock samples{words} show basalt."})))
    assert isinstance(case, Case)
    assert case.response == "Rock samples show basalt."


@pytest.mark.parametrize("name", ["screen-reader-text", "sr-only", "visually-hidden", "a11y visuallyhidden"])
def test_what_is_unseen_in_a_link(write: Write, name: str) -> None:
    hidden = f'<span class="{name}"> external, 3 MB</span></a>'
    *_, case = read_source(write("x.html", PAGE.replace("Daily Herald</a>", f"Daily Herald{hidden}")))
    assert isinstance(case, Case)
    assert case.outlets[0] == "Daily Herald"


def test_a_sentence_that_speaks_of_tabs_stays() -> None:
    said = "The claim that every link opens in a new tab is false."
    assert plain(said) == said


def test_tables_hold_text_too(write: Write) -> None:
    row = "2021-02-18,https://euvsdisinfo.eu/report/x/,Cats &amp; <b>dogs</b> bark,US,Q&amp;A,Russian,A&amp;B\n"
    (case,) = read_source(write("x.csv", LISTED + row))
    assert isinstance(case, Case)
    assert (case.title, case.keywords, case.outlets) == ("Cats & dogs bark", ("Q&A",), ("A&B",))


def test_the_format_of_the_contract_is_taken_word_for_word(write: Write) -> None:
    title = "The tag &lt;b&gt; and <b>more</b>"
    (case,) = read_source(write("x.jsonl", dumps({"id": "a", "source": "s", "title": title})))
    assert isinstance(case, Case)
    assert case.title == title


@given(st.text(max_size=80))
def test_any_text(text: str) -> None:
    assert isinstance(plain(text), str)


@given(st.text(alphabet="<>/pb&;lt amp#39", max_size=60))
def test_any_markup(text: str) -> None:
    assert isinstance(plain(text), str)
