"""Hidden text is not read, however a page hides it, and it is read once it is shown."""

# ruff: noqa: E501 - markup reads best unbroken
from __future__ import annotations

import pytest

from .pages import CHEMTRAILS, MOON, WALL
from .support.product import Product, shown
from .support.service import Service
from .support.web import Web
from .test_reading import sent
from .test_sentences import read

# Each of these hides its text. Text beside it can be seen.
HIDDEN = [
    '<div style="height:0;overflow:hidden"><p>Secret of no height.</p></div>',
    '<div style="max-height:0;overflow:hidden;transition:max-height 1s"><div><p>Secret in a folded accordion.</p></div></div>',
    '<div style="display:grid;grid-template-rows:0fr"><div style="overflow:hidden;min-height:0"><p>Secret row.</p></div></div>',
    '<div style="width:0;overflow:hidden"><p>Secret of no width.</p></div>',
    '<div style="width:1px;height:1px;overflow:hidden"><p>Secret of one pixel.</p></div>',
    '<div style="height:24px;overflow:hidden"><p style="margin:0;line-height:24px">A line that is seen.</p><p>Secret below it.</p></div>',
    '<h2 style="text-indent:-9999px">Secret moved out of its box.</h2>',
    '<h2 style="text-indent:100%;white-space:nowrap;overflow:hidden">Secret moved to the right.</h2>',
    '<p style="position:absolute;left:-9999px">Secret to the left.</p>',
    '<p style="position:absolute;top:-500px">Secret above the page.</p>',
    '<p style="position:fixed;right:100%;width:200px">Secret drawer.</p>',
    '<p style="margin-left:-5000px;width:300px">Secret of a margin.</p>',
    '<div style="transform:translateX(-3000px)"><p>Secret of a transform.</p></div>',
    '<p style="transform:scale(0)">Secret of no scale.</p>',
    '<p>Seen <span style="position:relative;left:-9999px">secret of a relative place</span> and seen.</p>',
    '<p style="font-size:0">Secret of no size.</p>',
    '<p>Small <span style="font-size:0">secret words</span><span style="font-size:1px">secret too</span> and seen.</p>',
    '<div style="opacity:0"><p>Secret that is clear.</p></div>',
    '<p style="opacity:.01">Secret that is nearly clear.</p>',
    '<p style="color:#fff">Secret white on white.</p>',
    '<div style="background:#123456"><p style="color:#123456">Secret in its ground’s colour.</p><p style="color:#fff">A light line.</p></div>',
    '<p style="color:#fefefe">Secret nearly white.</p>',
    '<p style="color:transparent">Secret of no colour.</p>',
    '<p style="clip-path:inset(100%)">Secret cut away.</p>',
    '<p style="position:absolute;clip-path:inset(50%)">Secret for ears.</p>',
    '<p style="visibility:collapse">Secret collapsed.</p>',
    '<div hidden="until-found"><p>Secret until found.</p></div>',
    '<div style="content-visibility:hidden"><p>Secret not drawn.</p></div>',
    '<div style="width:300px;overflow:hidden"><div style="display:flex;width:600px"><p style="flex:0 0 300px">A slide in front.</p>'
    '<p style="flex:0 0 300px">Secret second slide.</p></div></div>',
]

# These look like tricks, but their text can be seen.
SEEN = [
    '<div style="height:0"><p style="margin:0">Text over a box of no height.</p></div><br><br>',
    '<div style="height:60px;overflow:auto"><p>Text in a box.</p><p style="margin-top:90px">Text to scroll to.</p></div>',
    '<h2 style="background:linear-gradient(red,blue);background-clip:text;color:transparent">Text of a gradient</h2>',
    '<div style="background-image:linear-gradient(#000,#000)"><p style="color:#fff">Text on a picture.</p></div>',
    '<div style="position:relative;height:40px"><img style="position:absolute;inset:0;width:100%;height:100%" alt="">'
    '<p style="position:relative;color:#fff">Text over a picture.</p></div>',
    '<div style="background:#000"><div style="background:rgba(255,255,255,.1)"><p style="color:#fff">Text on glass.</p></div></div>',
    '<div style="background:rgba(0,0,0,.8)"><p style="color:#fff">Text on dark glass.</p></div>',
    '<p style="color:#fff;text-shadow:0 0 3px #000">Text with a shadow.</p>',
    '<p style="position:relative;left:10px">Text moved a little.</p>',
    '<p style="text-indent:2em">Text with an indent.</p>',
    '<p style="opacity:.4">Text that is faint.</p>',
    '<div style="overflow:hidden"><p>Text in a box that fits.</p></div>',
    '<div style="max-height:2000px;overflow:hidden"><p>Text of an open accordion.</p></div>',
]


def test_what_is_hidden_is_not_read(product: Product, demo: Service, web: Web) -> None:
    body = "".join(f"<section>{one}</section>" for one in HIDDEN)
    texts = read(product, demo, web, f"<main>{body}<p>The last of it.</p></main>")
    assert texts == [
        "A line that is seen.",
        "Seen and seen.",
        "Small and seen.",
        "A light line.",
        "A slide in front.",
        "The last of it.",
    ]


def test_what_only_looks_hidden_is_read(product: Product, demo: Service, web: Web) -> None:
    body = "".join(f"<section>{one}</section>" for one in SEEN)
    texts = read(product, demo, web, f"<main>{body}</main>")
    assert [text for text in texts if not text.startswith("Text ")] == []
    assert len(texts) == len(SEEN) + 1, texts


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_what_a_page_can_be_scrolled_to_is_read(product: Product, demo: Service, web: Web, direction: str) -> None:
    """To the right or, on a right-to-left page, to the left of its beginning."""
    side = "left" if direction == "ltr" else "right"
    other = "right" if direction == "ltr" else "left"
    page = f"""<!doctype html><html lang="en" dir="{direction}"><meta charset="utf-8"><title>Page</title><body>
        <p style="position:absolute;{side}:3000px;width:300px">A line far beside the others.</p>
        <p style="position:absolute;{other}:102vw;width:300px">Secret on the wrong side.</p>
        <p style="margin-top:5000px">A line far below the others.</p></body></html>"""
    assert read(product, demo, web, page) == ["A line far beside the others.", "A line far below the others."]


def test_what_is_shown_later_is_read_then(product: Product, demo: Service, web: Web) -> None:
    """Text may appear by a slow change of style, by ticking a box, or by scrolling."""
    product.configure(service=demo.url)
    url = web.page(
        "http://news.test/later",
        f"""<style>.fold {{ max-height: 0; overflow: hidden; transition: max-height .2s }} .fold.open {{ max-height: 300px }}
        #box ~ .boxed {{ display: none }} #box:checked ~ .boxed {{ display: block }}
        .fade {{ opacity: 0; transition: opacity 1.2s .6s }} .fade.in {{ opacity: 1 }}</style><main>
        <p>The first line of it.</p><button id="unfold" onclick="document.querySelector('.fold').classList.add('open')">More</button>
        <div class="fold"><p>{WALL}.</p></div><input type="checkbox" id="box"><div class="boxed"><p>{MOON}.</p></div>
        <div class="fade"><p>{CHEMTRAILS}.</p></div></main>""",
    )
    page = product.open(url)
    product.state(url, "done")
    assert sent(web, demo) == ["The first line of it."]
    page.click_on("#unfold")
    assert len(shown(page, 1)) == 1
    page.click_on("#box")
    assert len(shown(page, 2)) == 2
    page.call("() => document.querySelector('.fade').classList.add('in')")
    assert len(shown(page, 3)) == 3


def test_a_change_in_what_is_hidden_sends_nothing(product: Product, demo: Service, web: Web) -> None:
    product.configure(service=demo.url)
    url = web.page(
        "http://news.test/inside",
        f"""<main><p>{WALL}.</p><div style="display:none"><section><p id="none">Nothing yet.</p></section></div>
        <div style="opacity:0"><section><p id="clear">Nothing yet.</p></section></div>
        <details><summary>More of it</summary><section><p id="folded">Nothing yet.</p></section></details></main>""",
    )
    page = product.open(url)
    shown(page)
    page.call(
        """([moon]) => { for (const id of ["none", "clear", "folded"]) document.getElementById(id).textContent = moon;
            const p = document.createElement("p"); p.textContent = "The last line of it."; document.querySelector("main").append(p); }""",
        [f"{MOON}."],
    )
    product.control.wait(
        "async () => (await (globalThis.browser ?? chrome).storage.session.get('journal')).journal?.length === 2"
    )
    texts = sent(web, demo)
    assert texts[-1] == "The last line of it."
    assert set(texts) == {f"{WALL}.", "More of it", "The last line of it."}
