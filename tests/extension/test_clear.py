"""The extension says "all clear" only when it is true, and says when a page cannot be read at all."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from .pages import MOON, WALL
from .support.browsers import Page
from .support.fake import FAKE, answering, case
from .support.product import API, Product, in_chromium, shown, text_of
from .support.web import CORS, Reply, Request, Web

CLEAR = "No passage here repeats a debunked claim."


def test_a_page_that_was_read_in_part_is_said_to_be(product: Product, web: Web, artifacts: Path) -> None:
    product.configure(service=answering(web, [], {}, complete=False, blocks_read=2))
    url = web.page("http://news.test/partly", "".join(f"<p>Paragraph number {n} of the page.</p>" for n in range(5)))
    product.open(url)
    product.state(url, "done")
    popup = product.popup(url)
    popup.resize(380, 500)
    text = text_of(popup)
    popup.settled(artifacts / f"popup-partly-{product.browser.name}.png")
    assert "2 of 5 paragraphs were checked" in text
    assert CLEAR not in text
    assert "Nothing that was checked here repeats a debunked claim." in text


def test_a_page_that_was_read_whole_is_clear(product: Product, web: Web) -> None:
    product.configure(service=answering(web, [], {}, index={"generation": "g", "languages": ["en", "de"]}))
    url = web.page("http://news.test/whole", "<p>An ordinary sentence of the page.</p>")
    product.open(url)
    product.state(url, "done")
    text = text_of(product.popup(url))
    assert CLEAR in text
    assert "paragraphs" not in text


def test_a_language_without_claims_is_told(product: Product, web: Web) -> None:
    product.configure(service=answering(web, [], {}, index={"generation": "g", "languages": ["en", "de"]}))
    head = '<!doctype html><html lang="ka"><meta charset="utf-8"><title>x</title>'
    html = f"{head}<body><p>ეს არის ჩვეულებრივი წინადადება.</p>"
    url = web.page("http://news.test/ka", html)
    product.open(url)
    product.state(url, "done")
    text = text_of(product.popup(url))
    assert "no claims in the language of this page (Georgian)" in text
    assert CLEAR not in text


def test_what_was_answered_before_a_failure_holds(product: Product, web: Web) -> None:
    """A long page is sent in portions, and the second one fails."""
    answering(web, [(WALL, "k1", 0.96)], {"k1": case("A claim")})
    asked: list[int] = []

    def second_fails(request: Request) -> Reply:
        if request.method == "OPTIONS":
            return Reply(b"", headers=CORS)
        blocks = request.json()["blocks"]
        asked.append(len(blocks))
        if len(asked) > 1:
            return Reply(b"{}", "application/problem+json", 500, CORS)
        match = {"start": 0, "end": len(WALL), "quote": WALL, "case": "k1", "score": 0.96, "relation": "repeats"}
        reply = {"matches": [{"block": blocks[0]["id"], **match}], "cases": {"k1": case("A claim")}, "disclaimers": {}}
        return Reply(json.dumps(reply).encode(), "application/json", 200, CORS)

    web.answer(f"{FAKE}/v1/match", second_fails)
    product.configure(service=FAKE)
    words = "A long paragraph about bread and butter. " * 2_000
    paragraphs = "".join(f"<p>Number {n}. {words}</p>" for n in range(5))
    url = web.page("http://news.test/portions", f"<p>{WALL}.</p>{paragraphs}")
    page = product.open(url)
    assert shown(page) == [WALL]
    state = product.state(url, "failed")
    assert (state["checked"], state["paragraphs"]) == (5, 6)
    text = text_of(product.popup(url))
    assert "went wrong in the service" in text
    assert "5 of 6 paragraphs were checked" in text


def test_a_text_without_markup_is_read(product: Product, web: Web) -> None:
    product.configure(service=answering(web, [(WALL, "k1", 0.96)], {"k1": case("A claim")}))
    text = f"A letter.\n\n{WALL}.\n\nAnd so on.\n"
    url = web.answer("http://news.test/plain.txt", lambda _: Reply(text.encode(), "text/plain; charset=utf-8"))
    page = product.open(url)
    assert WALL in shown(page)[0]


def test_a_picture_is_said_to_be_none(product: Product, web: Web) -> None:
    product.configure(service=FAKE)
    dot = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'
    url = web.answer("http://news.test/dot.svg", lambda _: Reply(dot, "image/svg+xml"))
    product.open(url)
    popup = product.popup(url)
    assert "no text to check" in text_of(popup)
    assert product.check(url) == {"refusal": "not_text"}


def test_the_browser_s_own_pages_are_said_to_be_closed(product: Product, artifacts: Path) -> None:
    product.configure(service=FAKE)
    address = "chrome://version/" if product.browser.name == "chromium" else "about:license"
    product.open(address)
    popup = popup_of_unseen(product)
    popup.resize(380, 500)
    popup.settled(artifacts / f"popup-closed-{product.browser.name}.png")
    text = text_of(popup)
    assert "not let extensions read" in text
    assert "Paste its text into the service's own page" in text


def popup_of_unseen(product: Product) -> Page:
    """The popup about the newest tab whose address the browser hides from us."""
    tab = product.control.call(
        f"async () => {{ {API} return (await api.tabs.query({{}})).filter((tab) => !tab.url).at(-1).id; }}"
    )
    popup = product.open(product.browser.extension_url(f"popup.html?tab={tab}"))
    popup.wait("() => document.querySelector('#main .state')")
    return popup


PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n" + (
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>endobj trailer<</Root 1 0 R>>\n%%EOF"
)


def test_a_pdf_is_said_to_be_one(product: Product, web: Web) -> None:
    product.configure(service=FAKE)
    url = web.answer("http://news.test/report.pdf", lambda _: Reply(PDF, "application/pdf"))
    try:
        product.open(url)
    except Exception as error:
        pytest.skip(f"this browser shows no PDF here: {error}")
    popup = product.popup(url)
    popup.wait("() => document.body.innerText.includes('PDF document')")
    assert "Paste its text" in text_of(popup)


@in_chromium
def test_a_source_text_is_said_to_be_one(product: Product, web: Web) -> None:
    product.configure(service=FAKE)
    web.page("http://news.test/source", f"<p>{MOON}.</p>")
    page = product.open("about:blank")
    page.goto("view-source:http://news.test/source")
    tab = product.control.call(
        f"async () => {{ {API} return (await api.tabs.query({{}}))"
        ".filter((tab) => !tab.url || tab.url.startsWith('view-source')).at(-1).id; }"
    )
    popup = product.open(product.browser.extension_url(f"popup.html?tab={tab}"))
    popup.wait("() => /source text of a page|not let extensions read/.test(document.body.innerText)")
