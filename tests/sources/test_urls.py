from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.urls import canonical_url, host_of, is_archive, lookup_keys, original_url

ADDRESSES = st.one_of(
    st.text(max_size=80),
    st.builds(
        "{}{}{}{}{}".format,
        st.sampled_from(
            [
                "",
                "http://",
                "https://",
                "//",
                "HTTP:",
                "https://web.archive.org/web/2020/",
                "archive.ph/o/abc12/http://",
            ]
        ),
        st.sampled_from(
            ["example.org", "www.Example.org:80", "www.www.org", "m.пример.рф", "[::1]", "a..b", "u:p@h", "%41.x"]
        ),
        st.sampled_from(["", "/", "//", "/%", "/%zz/%41%2F", "/ä/", "/a b/"]) | st.text(max_size=20).map("/".__add__),
        st.sampled_from(["", "?", "?utm_source=1", "?b=2&a=%zz&&a=+"]) | st.text(max_size=20).map("?".__add__),
        st.sampled_from(["", "#", "#x", "/"]),
    ),
)


@pytest.mark.parametrize(
    "url",
    [
        "https://www.example.org/Path/?a=1&b=2",
        "http://example.org:80/Path?b=2&a=1#part",
        "https://EXAMPLE.org/Path?utm_source=mail&a=1&fbclid=IwAR0&b=2&yclid=5",
        "//example.org/Path?a=1&b=2",
        " example.org/Path/?a=1&b=2 ",
        "https:/example.org/Path?a=1&b=2",
    ],
)
def test_spellings_of_one_address(url: str) -> None:
    assert canonical_url(url) == "example.org/Path?a=1&b=2"


def test_what_chooses_the_page_stays() -> None:
    assert canonical_url("https://x.org/?id=1") != canonical_url("https://x.org/?id=2")
    assert canonical_url("https://x.org/a") != canonical_url("https://x.org/A")
    assert canonical_url("https://x.org:8080/") == "x.org:8080"


def test_letters_and_their_escapes_are_one() -> None:
    spelled = canonical_url("http://пример.рф/новости?q=й")
    assert spelled == canonical_url("http://xn--e1afmkfd.xn--p1ai/%D0%BD%D0%BE%D0%B2%D0%BE%D1%81%D1%82%D0%B8?q=%d0%b9")


@pytest.mark.parametrize(
    "copy",
    [
        "https://web.archive.org/web/20191209151050/https://example.org/a?x=1",
        "https://web.archive.org/web/20191209151050id_/http:/example.org/a?x=1",
        "http://web.archive.org/web/*/example.org/a?x=1",
        "https://web.archive.org/web/2020/https%3A%2F%2Fexample.org%2Fa%3Fx%3D1",
        "https://archive.ph/o/Ab3dE/https://example.org/a?x=1&utm_medium=x",
        "https://archive.is/20200101120000/http://www.example.org/a?x=1",
        "https://archive.fo/2020.01.01-120000/http://example.org/a?x=1",
        "https://archive.today/newest/http://example.org/a?x=1",
        "https://archive.li/?run=1&url=http%3A%2F%2Fexample.org%2Fa%3Fx%3D1",
        "https://www.google.com/amp/s/example.org/a?x=1",
        "https://example-org.cdn.ampproject.org/c/s/example.org/a?x=1",
        "https://webcache.googleusercontent.com/search?q=cache:abcdEFGH1234:https://example.org/a%3Fx%3D1+words&hl=en",
        "https://l.facebook.com/l.php?u=https%3A%2F%2Fexample.org%2Fa%3Fx%3D1&h=AT0",
        "https://web.archive.org/web/2020/https://archive.is/o/Ab3dE/http://example.org/a?x=1",
    ],
)
def test_copies_lead_to_their_original(copy: str) -> None:
    assert canonical_url(original_url(copy)) == "example.org/a?x=1"
    assert set(lookup_keys(copy)) & set(lookup_keys("https://example.org/a?x=1"))


@pytest.mark.parametrize(
    "url",
    ["https://archive.ph/Ab3dE", "https://web.archive.org/", "https://example.org/web/2020/http://x.org/", "nonsense"],
)
def test_no_original_is_made_up(url: str) -> None:
    assert original_url(url) == url


def test_short_archive_ids_are_found_under_every_name_of_the_archive() -> None:
    keys = [set(lookup_keys(f"https://{host}/Ab3dE")) for host in ("archive.is", "archive.ph", "www.archive.today")]
    assert set.intersection(*keys)
    assert not keys[0] & set(lookup_keys("https://archive.is/Ab3dF"))
    assert keys[0] & set(lookup_keys("https://archive.vn/o/Ab3dE/https://example.org/"))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://m.example.org/a", "https://www.example.org/a"),
        ("https://mobile.example.org/a", "http://example.org/a#x"),
        ("https://youtu.be/abcdefghijk?t=7", "https://www.youtube.com/watch?v=abcdefghijk&list=z"),
    ],
)
def test_two_doors_to_one_article(one: str, other: str) -> None:
    assert set(lookup_keys(one)) & set(lookup_keys(other))


def test_a_host_that_only_begins_like_a_mobile_one() -> None:
    assert lookup_keys("https://m.co/a") == ("m.co/a",)


@pytest.mark.parametrize(
    "hostile",
    ["", "javascript:alert(1)", "mailto:a@b.c", "http://[::1/", "http://", "\x00", "file:///x", "http://x:99999/"],
)
def test_what_is_no_http_address(hostile: str) -> None:
    assert canonical_url(hostile) == ""
    assert lookup_keys(hostile) == ()
    assert host_of(hostile) == ""


def test_archives_are_known() -> None:
    assert is_archive("https://archive.is/x")
    assert is_archive("http://web.archive.org/web/1/http://x.org")
    assert not is_archive("https://example.org/archive.is")


@given(ADDRESSES)
@settings(max_examples=400, deadline=None)
def test_canonical_form_is_stable_and_nothing_raises(url: str) -> None:
    once = canonical_url(url)
    assert canonical_url(once) == once
    assert original_url(original_url(url)) == original_url(url)
    keys = lookup_keys(url)
    assert bool(keys) == bool(once)
    assert all(set(lookup_keys(key)) & set(keys) for key in keys)
    assert is_archive(url) in (True, False)


@given(ADDRESSES, st.sampled_from(["utm_source=x", "fbclid=Iw_1", "gclid=1", "YCLID=1", "_openstat=a"]))
@settings(max_examples=200, deadline=None)
def test_tracking_changes_nothing(url: str, parameter: str) -> None:
    bare = canonical_url(url)
    if bare and "archive" not in bare:
        assert canonical_url(f"https://{bare}{'&' if '?' in bare else '?'}{parameter}") == bare
