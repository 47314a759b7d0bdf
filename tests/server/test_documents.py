"""Files as blocks: the text that a reader of the page would see, in order."""

from __future__ import annotations

import pytest

from server.api.html_blocks import read_document
from server.api.request_models import split_text


def texts(raw: bytes) -> list[str]:
    return [block["text"] for block in read_document(raw).blocks]


def test_block_elements_become_blocks_and_inline_ones_do_not() -> None:
    page = b"""<!doctype html><html><head><title>No</title><style>p {}</style></head><body>
      <nav>Menu</nav><h1>The  bridge</h1><p>It was <b>not</b> so<i>ld</i>.<br>Never.</p>
      <ul><li>One<li>Two</ul><script>var no</script><p hidden>no</p>tail <div>a<p>b</p>c</div></body></html>"""
    assert texts(page) == ["The bridge", "It was not sold.", "Never.", "One", "Two", "tail", "a", "b", "c"]


def test_ids_count_from_one() -> None:
    assert read_document(b"a\n\nb").blocks == [{"id": "b1", "text": "a"}, {"id": "b2", "text": "b"}]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_texts_of_many_encodings(encoding: str) -> None:
    assert texts("Tür\n\nTor".encode(encoding)) == ["Tür", "Tor"]


def test_a_page_says_its_own_encoding() -> None:
    page = '<html><head><meta charset="windows-1251"></head><body><p>Мост</p></body></html>'.encode("cp1251")
    assert texts(page) == ["Мост"]


@pytest.mark.parametrize("raw", [b"", b" \n \n", b"<html></html>", b"<!doctype html>"])
def test_nothing_gives_no_blocks(raw: bytes) -> None:
    assert texts(raw) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a\nb", [(0, "a\nb")]),
        ("a\r\nb", [(0, "a\r\nb")]),
        ("a\r\n\r\nb", [(0, "a"), (5, "b")]),
        ("a\n \t\n\n b", [(0, "a"), (6, " b")]),
        ("\n\na\r\rb\n\n", [(2, "a"), (5, "b")]),
        ("", []),
    ],
)
def test_a_text_is_cut_at_blank_lines(text: str, expected: list[tuple[int, str]]) -> None:
    assert [(start, block.text) for start, block in split_text(text)] == expected
    assert all(text[start : start + len(piece)] == piece for start, piece in expected)


def test_readings_are_no_part_of_a_sentence() -> None:
    page = "<!doctype html><p>万里の<ruby>長城<rp>(</rp><rt>ちょうじょう</rt><rp>)</rp></ruby>は見える。</p>"
    assert [block["text"] for block in read_document(page.encode()).blocks] == ["万里の長城は見える。"]
