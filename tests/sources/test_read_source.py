"""What all formats share: recognition, folders, and files that are something else."""

from __future__ import annotations

import gzip
from itertools import product
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.case import Case, SourceRecord
from index.errors import SourceError
from index.sources import FORMATS, Rejected, read_located, read_source, recognise
from tests.sources.conftest import LISTED, PAGE, REVIEW, TEXT, WHOLE, Write, dumps, feed

CASE = dumps({"id": "a", "source": "s", "title": "Cats bark"})
FILES: dict[str, bytes] = {
    "case.jsonl": CASE.encode(),
    "page.html": PAGE.encode(),
    "page.txt": TEXT.encode(),
    "whole.csv": WHOLE.encode() + b"1;2;3;4;5;6;7;8;9;10;11\n",
    "listed.csv": LISTED.encode() + b"2020-01-01,https://x.org/a,T,,,,\n",
    "review.json": dumps(REVIEW).encode(),
    "feed.json.gz": gzip.compress(dumps(feed(REVIEW)).encode()),
    "empty": b"",
    "blank": b" \n\t",
    "mark": b"\xef\xbb\xbf",
    "number.json": b"5",
    "brace": b"{",
    "list.json": b"[[[",
    "tag.html": b"<html>",
    "utf16.json": CASE.encode("utf-16"),
    "utf16le.json": CASE.encode("utf-16-le"),
    "cut.gz": gzip.compress(dumps(feed(REVIEW)).encode())[:-20],
    "bomb.gz": gzip.compress(b'{"x": "' + b"x" * 80_000_000),
    "zip": b"PK\x03\x04" + bytes(range(256)),
    "image": b"\x89PNG\r\n\x1a\n" + bytes(100),
    "bytes": bytes(range(256)) * 40,
    "text": b"Cats don't bark.\nDogs do.",
    "nul.jsonl": CASE.encode() + b"\n\x00\x00\n" + CASE.encode(),
}
KINDS = {
    "case.jsonl": "jsonl",
    "page.html": "euvsdisinfo-page",
    "page.txt": "euvsdisinfo-page",
    "whole.csv": "euvsdisinfo-csv",
    "listed.csv": "euvsdisinfo-csv",
    "review.json": "claimreview",
    "feed.json.gz": "claimreview",
}


@pytest.mark.parametrize(("name", "kind"), KINDS.items())
def test_each_kind_is_recognised(write: Write, name: str, kind: str) -> None:
    path = write(name, FILES[name])
    assert recognise(path) == recognise(Path(path)) == kind
    assert [r for r in read_source(path) if isinstance(r, Case)] == [
        r for r in read_source(path, kind) if isinstance(r, Case)
    ]


@pytest.mark.parametrize(("name", "format"), list(product(FILES, [None, *FORMATS])))
def test_any_file_as_any_format_is_read_or_named_in_the_error(write: Write, name: str, format: str | None) -> None:
    path = write(name, FILES[name])
    try:
        records = list(read_source(path, format))
    except SourceError as e:
        assert str(e).startswith(path)
        assert len(str(e)) < 800
    else:
        assert records


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("empty", "is empty"),
        ("blank", "is empty"),
        ("mark", "is empty"),
        ("zip", "ZIP archive"),
        ("image", "an image"),
        ("bytes", "binary file"),
        ("text", "no known kind"),
        ("utf16.json", "UTF-16.*iconv"),
        ("utf16le.json", "UTF-16LE.*iconv"),
        ("cut.gz", "cut off"),
        ("bomb.gz", "decompression bomb"),
        ("tag.html", "not an EUvsDisinfo case page"),
    ],
)
def test_what_a_file_that_is_no_source_is_told_to_be(write: Write, name: str, message: str) -> None:
    with pytest.raises(SourceError, match=message):
        list(read_source(write(name, FILES[name])))


def test_what_cannot_be_opened(tmp_path: Path) -> None:
    for source in (str(tmp_path / "missing.jsonl"), "", "\x00", "x" * 5000):
        with pytest.raises(SourceError, match="no such file"):
            list(read_source(source))
    with pytest.raises(SourceError, match=r"not a source format. Known: jsonl"):
        list(read_source(str(tmp_path), "xml"))


def test_a_case_that_speaks_of_claim_review_is_a_case(write: Write) -> None:
    line = dumps({"id": "a", "source": "s", "title": "ClaimReview", "summary": '"@context": "https://schema.org"'})
    assert recognise(write("x.jsonl", line)) == "jsonl"


def test_a_folder_is_read_in_order_without_what_is_hidden(write: Write, tmp_path: Path) -> None:
    for name in ("b/2.jsonl", "a/1.jsonl", "c.jsonl", ".hidden/3.jsonl", "b/.4.jsonl"):
        write(f"all/{name}", CASE.replace('"a"', dumps(name.replace("/", "-").strip("."))))
    write("all/b/page.html", PAGE)
    write("all/b/notes.md", "Nothing of interest here.")
    found = list(read_located(str(tmp_path / "all")))
    names = [str(Path(f.source).relative_to(tmp_path / "all")) for f in found]
    assert names == ["c.jsonl", "a/1.jsonl", "b/2.jsonl", "b/notes.md", "b/page.html", "b/page.html"]
    (rejected,) = [f.record for f in found if isinstance(f.record, Rejected)]
    assert rejected.source.endswith("notes.md")
    assert rejected.reason.startswith("is a text of no known kind")


def test_a_folder_with_nothing_to_read(write: Write, tmp_path: Path) -> None:
    (tmp_path / "none").mkdir()
    with pytest.raises(SourceError, match="holds no file"):
        list(read_source(str(tmp_path / "none")))
    write("bad/x.txt", "Nothing.")
    with pytest.raises(SourceError, match=r"nothing in it can be read; first: .*x\.txt"):
        list(read_source(str(tmp_path / "bad")))


@given(
    st.binary(max_size=300),
    st.sampled_from([b"", b"{", b"[", b"<html>", b"\x1f\x8b", LISTED.encode(), b"SUMMARY\n\nRESPONSE\n"]),
)
@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_bytes(write: Write, data: bytes, start: bytes) -> None:
    path = write("any", start + data)
    for format in (None, *FORMATS):
        try:
            for record in read_source(path, format):
                assert isinstance(record, Case | SourceRecord | Rejected)
        except SourceError as e:
            assert str(e).startswith(path)
