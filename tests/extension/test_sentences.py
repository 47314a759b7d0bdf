"""What a reader sees as one sentence is sent as one, whatever elements it is made of."""

# ruff: noqa: E501 - markup reads best unbroken
from __future__ import annotations

from typing import Any

from .pages import CHEMTRAILS, MOON, WALL
from .support.product import API, Product, shown
from .support.service import Service
from .support.web import Reply, Web
from .test_reading import matches, sent

STRICT = "default-src 'self'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:"


def read(product: Product, demo: Service, web: Web, body: str, **settings: Any) -> list[str]:
    """The texts of the blocks that are sent for a page with this body."""
    product.configure(service=demo.url, **settings)
    web.forget()
    url = web.page("http://news.test/sentences", body)
    page = product.open(url)
    product.state(url, "done")
    texts = sent(web, demo)
    page.close()
    return texts


def test_what_floats_or_is_placed_cuts_no_sentence(product: Product, demo: Service, web: Web) -> None:
    body = """<style>.cap { float: left; font-size: 300%; line-height: 1 } .inset { float: right; width: 120px }
        .mark { position: absolute; font-size: 60% }</style><main>
        <p>The lights of the old harbour <span class="inset">Picture: the harbour</span>are seen from every hill.</p>
        <p>The lights of the new harbour<sup class="mark">12</sup> are seen from every hill.</p>
        <p>The tower of the town<a class="mark" href="#n">*</a>, which burned twice, was built again.</p>
        <p><span class="cap">T</span>he mill by the river ground its last corn in winter.</p>
        <p><span class="cap">“O</span>nce,” said the miller, “we ground corn in summer too.”</p>
        <p><b class="cap">When</b> the miller left, nobody came after him.</p>
        <p><span style="position:absolute;left:0">I</span>t was the last of seven mills.</p>
        <div>A pear tree <div class="inset"><p>First inset line.</p><p>Second inset line.</p></div>stood in the yard.</div>
        <p><span class="inset">Advertisement</span>The yard is a car park now.</p>
        <p>The <span style="position:relative;top:2px">car park</span> is <span style="position:sticky">full</span>.</p>
        </main>"""
    assert read(product, demo, web, body) == [
        "The lights of the old harbour are seen from every hill.",
        "Picture: the harbour",
        "The lights of the new harbour are seen from every hill.",
        "The tower of the town, which burned twice, was built again.",
        "The mill by the river ground its last corn in winter.",
        "“Once,” said the miller, “we ground corn in summer too.”",
        "When the miller left, nobody came after him.",
        "It was the last of seven mills.",
        "A pear tree stood in the yard.",
        "First inset line.",
        "Second inset line.",
        "Advertisement",
        "The yard is a car park now.",
        "The car park is full.",
    ]


def test_a_sentence_that_lost_its_subject_gets_no_notice(product: Product, demo: Service, web: Web) -> None:
    product.configure(service=demo.url)
    url = web.page(
        "http://news.test/subject",
        """<main><p>At night the whole harbour of Rotterdam <span style="float:right">Photo: the port</span>is visible from
        space with the naked eye.</p><p>At night the whole valley of Kathmandu<sup style="position:absolute">3</sup> is
        visible from space with the naked eye.</p></main>""",
    )
    product.open(url)
    assert product.state(url, "done")["notices"] == []


REVIEW = """<script type="application/ld+json">{"@context": "https://schema.org", "@type": ["Article", "ClaimReview"],
    "claimReviewed": "Something else."}</script>"""


def test_a_page_that_carries_a_claim_review_is_not_accused(product: Product, demo: Service, web: Web) -> None:
    product.configure(service=demo.url)
    url = web.page("http://checks.test/review", f"{REVIEW}<p>{MOON}.</p><p>{WALL}.</p>")
    product.open(url)
    state = product.state(url, "done")
    assert state["notices"] == [] and state["checksFacts"] == "markup"
    assert {notice["match"]["relation"] for notice in state["related"]} == {"related"}
    popup = product.popup(url)
    popup.click_on("#mark_all")
    product.control.wait(
        f"""async (tab) => {{ {API} const state = await api.tabs.sendMessage(tab, {{ type: "state" }});
            return state.phase === "done" && state.notices.length === 2; }}""",
        product.tab(url),
    )
    plain = web.page("http://checks.test/plain", f"<p>{MOON}.</p><p>{WALL}.</p>")
    product.open(plain)
    state = product.state(plain, "done")
    assert len(state["notices"]) == 2 and not state["checksFacts"]


def test_a_cell_is_sent_with_the_header_of_its_column(product: Product, demo: Service, web: Web) -> None:
    product.configure(service=demo.url)
    web.forget()
    url = web.page(
        "http://checks.test/table",
        f"""<main><table><tr><th>Disinformation<i hidden>, hidden</i></th><th colspan="2">Our disproof</th><th>Day</th></tr>
        <tr><td>{MOON}.</td><td>The rocks were weighed in six countries.</td><td>So says each.</td><td>On Monday morning</td></tr>
        </table><table><thead><tr><td>What was said</td></tr></thead><tbody><tr><td>{WALL}.</td></tr></tbody></table>
        <table><tr><th contenteditable>A draft</th></tr><tr><td>Below what is written.</td></tr></table>
        <table><tr><td>A table for the layout.</td></tr><tr><td>Its second row of text.</td></tr></table></main>""",
    )
    product.open(url)
    product.state(url, "done")
    (request,) = matches(web, demo)
    headings = {block["text"]: block.get("heading") for block in request.json()["blocks"]}
    assert headings[f"{MOON}."] == "Disinformation"
    assert headings["The rocks were weighed in six countries."] == headings["So says each."] == "Our disproof"
    assert headings["On Monday morning"] == "Day"
    assert headings[f"{WALL}."] == "What was said"
    assert headings["Below what is written."] is headings["Its second row of text."] is None


def test_buttons_and_links_in_a_sentence_are_words_of_it(product: Product, demo: Service, web: Web) -> None:
    body = """<main>
        <p>Everybody knows that the <button>old harbour</button> is seen from every hill.</p>
        <p>Everybody knows that the <span role="button" tabindex="0">new harbour</span> is seen, too.</p>
        <p><button>The lighthouse</button> is the oldest building of the <a href="#a" role="button">town</a>.</p>
        <p>Nobody has counted the <button>gulls</button></p>
        <p>The <a href="#b">ferry to the <i>island</i></a> sails at <span role="switch" aria-checked="true">noon</span>.</p>
        <p>The ferry came back at five. <button>Share</button> <button>Copy the link</button></p>
        <p><button>Play</button> The captain tells what happened then.</p>
        <div><button>Accept everything</button> | <button>Refuse everything</button></div>
        <div><button>Subscribe to the newsletter</button></div>
        <p style="display:flex;gap:4px">The crew of the <b>second ferry</b> was on leave.</p>
        <p>The <span class="ad">AD</span> 79 eruption is shown in the museum.</p></main>"""
    assert read(product, demo, web, body) == [
        "Everybody knows that the old harbour is seen from every hill.",
        "Everybody knows that the new harbour is seen, too.",
        "The lighthouse is the oldest building of the town.",
        "Nobody has counted the gulls",
        "The ferry to the island sails at noon.",
        "The ferry came back at five.",
        "The captain tells what happened then.",
        "The crew of the second ferry was on leave.",
        "The AD 79 eruption is shown in the museum.",
    ]


def test_posts_in_dialogs_and_cards_are_read(product: Product, demo: Service, web: Web) -> None:
    body = f"""<div role="main"><p>Other posts of the day.</p>
        <div role="button" tabindex="0"><article><p>A post in a card to be pressed.</p></article></div>
        <button style="display:block"><h3>A card that is one button</h3><p>It has a text below its heading that is far
        longer than any label of a button would be.</p></button>
        <nav><a href="/">Front page and sections</a><article><p>An article amid the ways around.</p></article></nav></div>
        <div role="dialog" aria-modal="true"><div role="article"><p>A post in a dialog.</p></div><button>Close it</button></div>
        <dialog open><article><h2>A post in an open one</h2><p>{WALL}.</p></article></dialog>
        <dialog><article><p>A post in a closed dialog.</p></article></dialog>
        <div role="dialog" class="cookie-banner"><p>We value your privacy.</p></div>
        <div role="alertdialog"><p>Your session ends in a minute.</p></div>"""
    assert read(product, demo, web, body) == [
        "Other posts of the day.",
        "A post in a card to be pressed.",
        "A card that is one button",
        "It has a text below its heading that is far longer than any label of a button would be.",
        "An article amid the ways around.",
        "A post in a dialog.",
        "A post in an open one",
        f"{WALL}.",
    ]


def test_the_readings_of_ruby_are_left_out(product: Product, demo: Service, web: Web) -> None:
    body = """<p><ruby>港町<rp>(</rp><rt>みなとまち</rt><rp>)</rp></ruby>の<ruby><rb>灯</rb><rt>ひ</rt></ruby>は丘から見える。</p>
        <p lang="zh"><ruby>灯<rt>dēng</rt>塔<rt>tǎ</rt></ruby>是最老的建筑。</p>"""
    assert read(product, demo, web, body) == ["港町の灯は丘から見える。", "灯塔是最老的建筑。"]


def test_xhtml_is_read_as_html_is(product: Product, demo: Service, web: Web) -> None:
    product.configure(service=demo.url)
    page = f"""<?xml version="1.0" encoding="utf-8"?><html xmlns="http://www.w3.org/1999/xhtml" lang="en"><head>
        <title>Walls</title></head><body><nav><p>Front page and sections</p></nav><main>
        <p>{WALL.replace(" from", "<br/>from")}.</p>
        <details><summary>More of it</summary><p>Folded text that nobody sees.</p></details>
        <p>The <button>ferry</button> sails at noon.</p><textarea>A draft of the reader's.</textarea>
        <p><ruby>港<rt>みなと</rt></ruby>は丘から見える。</p>
        <aside><p>An aside of the article.</p></aside></main>
        <footer><p>Imprint and all the rest</p></footer><aside><p>Read this too</p></aside></body></html>"""
    url = "http://news.test/walls.xhtml"
    web.answer(url, lambda _: Reply(page.encode(), "application/xhtml+xml; charset=utf-8"))
    assert shown(product.open(url))
    assert sent(web, demo) == [
        f"{WALL}.",
        "More of it",
        "The ferry sails at noon.",
        "港は丘から見える。",
        "An aside of the article.",
    ]


def test_closed_shadow_roots_are_read(product: Product, demo: Service, web: Web) -> None:
    product.configure(service=demo.url)
    url = web.page(
        "http://news.test/closed",
        f"""<p>{MOON}.</p><x-post><p slot="text">{CHEMTRAILS}.</p></x-post><div id="plain"></div><script>
        customElements.define("x-post", class extends HTMLElement {{ constructor() {{ super();
          window.inner = this.attachShadow({{ mode: "closed" }});
          inner.innerHTML = "<p>In the shadow, before the slot.</p><slot name=text></slot>"; }} }});
        plain.attachShadow({{ mode: "closed" }}).innerHTML = "<p>{WALL}.</p>";</script>""",
    )
    page = product.open(url)
    assert len(shown(page, 3)) == 3
    assert sent(web, demo) == [f"{MOON}.", "In the shadow, before the slot.", f"{CHEMTRAILS}.", f"{WALL}."]
    page.call(
        "() => { const p = document.createElement('p'); p.textContent = 'Added to the closed one.'; inner.append(p); }"
    )
    product.control.wait(
        "async (n) => (await (globalThis.browser ?? chrome).storage.session.get('journal')).journal?.length === n", 2
    )
    assert sent(web, demo)[-1] == "Added to the closed one."


LAYER = """<style>.page { position: relative; width: 600px; height: 400px } canvas { position: absolute; inset: 0 }
  .textLayer { position: absolute; inset: 0; overflow: clip; line-height: 1 }
  .textLayer :is(span, br) { position: absolute; white-space: pre; color: transparent; transform-origin: 0 0 }
  .textLayer .markedContent { top: 0; height: 0 }</style>"""


def layer(*lines: tuple[float, float, float, str]) -> str:
    """A page as PDF viewers draw it: each line placed by itself, over a picture of the page."""
    spans = [
        f'<span style="left:{x}px;top:{y}px;font:{size}px monospace" role="presentation">{text}</span><br role="presentation">'
        for x, y, size, text in lines
    ]
    return f'<div class="page"><canvas width="600" height="400"></canvas><div class="textLayer">{"".join(spans)}</div></div>'


def test_lines_that_are_placed_one_by_one(product: Product, demo: Service, web: Web) -> None:
    body = f"""{LAYER}<div id="viewer">{
        layer(
            (40, 20, 20, "On harbours"),
            (40, 60, 12, "Everybody knows that the lights of the har-"),
            (40, 76, 12, "bour are seen from every hill of the"),
            (40, 92, 12, "island. Nobody"),
            (150, 92, 12, "has counted them."),
            (40, 140, 12, "The ferry sails at noon."),
            (320, 60, 12, "A second column of the page"),
            (320, 76, 12, "goes on over two lines."),
        )
    }<div class="page"><canvas width="600" height="400"></canvas><div class="textLayer"><span class="markedContent"><span
        style="left:40px;top:40px;font:12px monospace">A tagged line that goes</span></span><span class="markedContent"><span
        style="left:40px;top:56px;font:12px monospace">on in the next one.</span></span></div></div></div>"""
    assert read(product, demo, web, body) == [
        "On harbours",
        "Everybody knows that the lights of the harbour are seen from every hill of the island. Nobody has counted them.",
        "The ferry sails at noon.",
        "A second column of the page goes on over two lines.",
        "A tagged line that goes on in the next one.",
    ]


def test_a_passage_over_lines_of_a_pdf(product: Product, demo: Service, web: Web) -> None:
    product.configure(service=demo.url)
    words = WALL.split(" ")
    body = LAYER + layer((40, 60, 12, " ".join(words[:6])), (40, 76, 12, " ".join(words[6:]) + "."))
    page = product.open(web.page("http://news.test/pdf", body))
    (passage,) = shown(page)
    assert "".join(passage.split()).rstrip(".") == WALL.replace(" ", "")


def test_lines_that_are_drawn_as_they_were_written(product: Product, demo: Service, web: Web) -> None:
    body = """<pre>A heading of the letter
=======================

The lights of the harbour are seen from every hill of the
island, as everybody knows. Nobody has counted them, and
nobody will.

* First of the points
* Second of the points
Name: the harbour master
Place: the old town
</pre><p style="white-space:pre-line">A post in two
  lines of small letters.

And its second paragraph.</p><p>A paragraph that is only
written in two lines.</p>"""
    assert read(product, demo, web, body) == [
        "A heading of the letter",
        "=======================",
        "The lights of the harbour are seen from every hill of the island, as everybody knows. Nobody has counted them, and"
        " nobody will.",
        "* First of the points",
        "* Second of the points",
        "Name: the harbour master",
        "Place: the old town",
        "A post in two lines of small letters.",
        "And its second paragraph.",
        "A paragraph that is only written in two lines.",
    ]
