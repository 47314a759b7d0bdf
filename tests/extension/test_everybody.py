"""Accessible to everybody: axe finds nothing in any surface; zoom, narrow screens, right to left, languages."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ROOT

from .conftest import launch
from .pages import CHEMTRAILS, MOON, WALL
from .support.browsers import Page
from .support.product import API, Product, in_chromium, open_card, shown, text_of
from .support.service import Service
from .support.web import Reply, Request, Web

THREE = f"<article><h1>A page</h1><p>{WALL}.</p><p>{MOON}.</p><p>{CHEMTRAILS}.</p></article>"
AXE = ROOT / "extension" / "node_modules" / "axe-core" / "axe.min.js"


def audit(page: Page) -> dict[str, Any]:
    """What axe finds in a surface: violations, and what it could not decide. Both must be empty."""
    source = AXE.read_text(encoding="utf-8")
    page.call(f"() => {{ {source} }}")
    found: dict[str, Any] = page.call(
        """async () => {
            // Where the system forces its colours their contrast is its own, and no style sheet tells it.
            const forced = matchMedia("(forced-colors: active)").matches;
            const rules = { "color-contrast": { enabled: !forced } };
            const result = await axe.run(document, { resultTypes: ["violations", "incomplete"], rules });
            const short = (rules) => rules.map((r) => [r.id, r.nodes.map((n) => n.target.join(" ")).slice(0, 4)]);
            return { violations: short(result.violations), incomplete: short(result.incomplete),
                     passes: result.passes.length }; }"""
    )
    assert found.pop("passes") > 5, "axe must have looked at something"
    return found


CLEAN = {"violations": [], "incomplete": []}


LOOKS = {"light": {}, "dark": {"color_scheme": "dark"}, "forced": {"forced_colors": "active"}}
DARK = "<style>body { background: #14161a; color: #e8e8e8; font: 18px/1.6 Georgia; margin: 40px }</style>"


@pytest.fixture(params=list(LOOKS))
def look(request: pytest.FixtureRequest, product: Product) -> Iterator[str]:
    """The look of the reader's system."""
    name: str = request.param
    product.browser.look(**LOOKS[name])
    yield name
    product.browser.look()


def test_axe_finds_nothing(product: Product, demo: Service, web: Web, artifacts: Path, look: str) -> None:
    product.configure(service=demo.url)
    ending = f"{look}-{product.browser.name}.png"
    html = f"{DARK if look == 'dark' else ''}{THREE}<p>It is not true that the Earth is flat.</p>"
    url = web.page("http://news.test/three", html)
    page = product.open(url)
    shown(page, 3)
    dock = page.frame("dock")
    dock.wait("() => document.querySelector('.label')?.textContent")
    assert audit(dock) == CLEAN, "dock"
    card = open_card(page)
    assert audit(card) == CLEAN, "card"
    page.settled(artifacts / f"card-{ending}")
    card.click_on("[aria-controls=whole]")
    card.click_on(".why summary")
    assert audit(card) == CLEAN, "card, all of it"
    page.settled(artifacts / f"card-all-{ending}")
    card.click_on(".actions button")
    card.wait("() => document.querySelector('fieldset')")
    assert audit(card) == CLEAN, "complaint"
    page.settled(artifacts / f"complaint-{ending}")
    card.click_on("button.main")
    card.wait("() => document.querySelector('p[role=status]')?.tabIndex === -1")
    assert audit(card) == CLEAN, "thanks"
    popup = product.popup(url)
    popup.resize(380, 600)
    popup.wait("() => document.querySelectorAll('.what').length >= 3")
    assert audit(popup) == CLEAN, "popup"
    popup.settled(artifacts / f"popup-{ending}")


def test_axe_finds_nothing_in_our_pages(product: Product, demo: Service, web: Web, artifacts: Path, look: str) -> None:
    product.configure(service=demo.url)
    ending = f"{look}-{product.browser.name}.png"
    shown(product.open(web.page("http://news.test/three", THREE)), 3)
    for name in ("welcome", "options"):
        surface = product.open(product.browser.extension_url(f"{name}.html"))
        surface.wait("() => document.querySelector('#mode-sites')")
        surface.settled(artifacts / f"{name}-{ending}")
        surface.click_on("#mode-sites")
        if name == "options":
            surface.click_on("#journal summary")
        # Include the message that appears when something is wrong.
        surface.click_on("#start" if name == "welcome" else "#save")
        surface.wait("() => document.querySelector('#status').textContent")
        assert audit(surface) == CLEAN, name
    product.configure(service=demo.url, excluded=["news.test"])
    for state in ("excluded", "not consented"):
        if state == "not consented":
            product.configure(consented="", mode="click", service=demo.url)
        popup = product.popup("http://news.test/three")
        assert audit(popup) == CLEAN, state


def test_axe_finds_nothing_in_bar_and_failure(
    product: Product, real: Service, web: Web, artifacts: Path, look: str
) -> None:
    product.configure(service=real.url)
    ending = f"{look}-{product.browser.name}.png"
    url = "http://sputniknews.com/asia/201912021077466396-why-are-ukrainian-neo-nazis-joining-the-hong-kong-protests/"
    page = product.open(web.page(url, "<main><h1>An article</h1><p>The text has since been replaced.</p></main>"))
    bar = page.frame("bar")
    bar.wait("() => document.querySelector('.disclaimer')")
    assert audit(bar) == CLEAN
    bar.click_on(".claims button")
    page.frame("card").wait("() => document.querySelector('h1')")
    page.settled(artifacts / f"bar-{ending}")
    product.configure(service=web.kill("http://127.0.0.1:58204"))
    down = web.page("http://news.test/down", THREE)
    page = product.open(down)
    dock = page.frame("dock")
    dock.wait("() => document.querySelector('.label')?.textContent")
    assert audit(dock) == CLEAN
    page.settled(artifacts / f"down-{ending}")
    assert audit(product.popup(down)) == CLEAN


def test_a_long_disclaimer_can_be_scrolled_by_keyboard(product: Product, web: Web) -> None:
    long = "This publisher has a great deal to say about its cases. " * 40

    def answer(request: Request) -> Reply:
        headers = {"Access-Control-Allow-Origin": "*", "Access-Control-Allow-Headers": "content-type"}
        if request.method == "OPTIONS":
            return Reply(b"", headers=headers)
        block = next(b for b in request.json()["blocks"] if WALL in b["text"])
        match = {"block": block["id"], "start": 0, "end": len(WALL), "quote": WALL, "case": "k1", "score": 0.99}
        reply = {
            "matches": [{**match, "relation": "repeats", "also": [], "passage": "p", "why": {}}],
            "cases": {"k1": {"source": "s", "title": "A claim", "response": "An answer.", "url": "https://a.example/"}},
            "disclaimers": {"s": {"name": "A publisher", "text": long, "url": ""}},
        }
        return Reply(json.dumps(reply).encode(), "application/json", 200, headers)

    web.answer("http://127.0.0.1:58205/v1/match", answer)
    product.configure(service="http://127.0.0.1:58205")
    page = product.open(web.page("http://news.test/long", f"<p>{WALL}.</p>"))
    shown(page)
    card = open_card(page)
    box = "document.querySelector('.disclaimer')"
    assert card.call(
        f"() => {box}.scrollHeight > {box}.clientHeight && {box}.getBoundingClientRect().top < innerHeight"
    )
    assert audit(card) == CLEAN
    for _ in range(12):
        page.press("Tab")
        if card.call(f"() => document.activeElement === {box}"):
            break
    else:
        raise AssertionError("Tab does not reach the disclaimer")
    page.press("ArrowDown")
    card.wait(f"() => {box}.scrollTop > 0")


def test_welcome_and_popup_by_keyboard_alone(product: Product, demo: Service, web: Web) -> None:
    product.configure(consented="", mode="click", service=demo.url)
    welcome = product.open(product.browser.extension_url("welcome.html"))
    focus_on(welcome, "#way-local")
    for _ in range(2):
        welcome.press("ArrowDown")
    focus_on(welcome, "#mode-auto")
    welcome.press(" ")
    focus_on(welcome, "#start")
    welcome.press("Enter")
    welcome.wait("() => document.activeElement?.id === 'started'")
    assert product.settings()["mode"] == "auto"
    url = web.page("http://news.test/three", THREE)
    page = product.open(url)
    shown(page, 3)
    popup = product.popup(url)
    focus_on(popup, ".list button")
    ring = popup.call("() => getComputedStyle(document.activeElement).outlineStyle")
    assert ring == "solid", "the focus must be visible"
    popup.press("Enter")
    page.frame("card").wait("() => document.querySelector('h1')?.textContent")
    page.wait("() => CSS.highlights.get('rejoinder-active')?.size === 1")


def focus_on(page: Page, selector: str) -> None:
    """Press Tab until this element has the focus."""
    page.wait("(selector) => document.querySelector(selector)", selector)
    # A tab that is just becoming active loses the first keys.
    for _ in range(60):
        page.press("Tab")
        if page.call("(selector) => document.activeElement?.matches(selector) ?? false", selector):
            return
    raise AssertionError(f"Tab does not reach {selector}")


@in_chromium
def test_more_contrast(product: Product, demo: Service, web: Web, artifacts: Path) -> None:
    product.browser.look(contrast="more")
    try:
        product.configure(service=demo.url)
        page = product.open(web.page("http://news.test/three", THREE))
        shown(page, 3)
        card = open_card(page)
        assert audit(card) == CLEAN
        page.settled(artifacts / "card-contrast.png")
    finally:
        product.browser.look()


def test_the_number_is_announced_once(product: Product, demo: Service, web: Web) -> None:
    product.configure(service=demo.url)
    page = product.open(web.page("http://news.test/three", THREE))
    shown(page, 3)
    dock = page.frame("dock")
    dock.wait("() => document.querySelector('[role=status]')?.textContent.startsWith('3')")
    dock.call(
        """() => { window.changes = 0;
            new MutationObserver(() => changes++).observe(document.querySelector("[role=status]"),
              { childList: true, characterData: true, subtree: true }); }"""
    )
    page.call("() => document.querySelector('article').append('A long sentence that repeats nothing at all.')")
    open_card(page)
    assert dock.call("() => changes") == 0
    assert dock.call("() => document.querySelectorAll('[role=status], [aria-live]').length") == 1


@pytest.mark.parametrize(("width", "height"), [(640, 450), (320, 568)], ids=["200 %", "narrow"])
def test_zoom_and_narrow_screens(
    product: Product, demo: Service, web: Web, artifacts: Path, width: int, height: int
) -> None:
    product.configure(service=demo.url)
    page = product.open(web.page("http://news.test/three", THREE))
    page.resize(width, height)
    shown(page, 3)
    card = open_card(page)
    page.settled(artifacts / f"card-{width}-{product.browser.name}.png")
    seen = card.call(
        """() => { const box = document.querySelector(".disclaimer-text").getBoundingClientRect();
            const wide = document.documentElement.scrollWidth <= innerWidth;
            return { top: box.top >= 0 && box.top < innerHeight - 20, wide }; }"""
    )
    assert seen == {"top": True, "wide": True}
    assert page.call("() => document.documentElement.scrollWidth <= innerWidth"), "the page does not scroll sideways"


def test_zoom_of_the_browser(product: Product, demo: Service, web: Web, artifacts: Path) -> None:
    """The browser's zoom of 200 % on a window of the usual size."""
    product.configure(service=demo.url)
    url = web.page("http://zoomed.test/three", THREE)
    page = product.open(url)
    shown(page, 3)
    zoom = f"async (tab, factor) => {{ {API} await api.tabs.setZoom(tab, factor); }}"
    product.control.call(zoom, product.tab(url), 2)
    try:
        page.wait("() => innerWidth < 700")
        card = open_card(page)
        seen = "() => { const b = document.querySelector('.disclaimer-text').getBoundingClientRect();"
        card.wait(seen + " return b.top >= 0 && b.top < innerHeight - 20; }")
        assert card.call("() => document.documentElement.scrollWidth <= innerWidth")
        page.settled(artifacts / f"card-zoomed-{product.browser.name}.png")
    finally:
        product.control.call(zoom, product.tab(url), 1)


def test_right_to_left_pages(product: Product, demo: Service, web: Web, artifacts: Path) -> None:
    product.configure(service=demo.url)
    html = f"""<!doctype html><html lang="ar" dir="rtl"><meta charset="utf-8"><title>صفحة</title><body>
    <p>هذا نص عربي طويل بما يكفي لكي يقرأ.</p><p lang="en">{WALL}.</p></body></html>"""
    page = product.open(web.page("http://news.test/rtl", html))
    shown(page)
    card = open_card(page)
    assert card.call("() => getComputedStyle(document.body).direction") == "ltr"
    page.settled(artifacts / f"card-rtl-{product.browser.name}.png")


@pytest.mark.parametrize(("language", "label"), [("de", "Widerlegt"), ("uk", "Спростовано")])
def test_the_reader_s_language(
    builds: Path, demo: Service, web: Web, tmp_path: Path, artifacts: Path, language: str, label: str
) -> None:
    """Our texts are in the reader's language. The case's texts stay as they are, marked with their own language."""
    browser = launch("chromium", builds / "test-chrome", tmp_path / "profile", web, f"--lang={language}")
    try:
        product = Product(browser)
        product.configure(service=demo.url)
        page = product.open(web.page("http://news.test/three", THREE))
        shown(page, 3)
        card = open_card(page)
        text = text_of(card)
        page.settled(artifacts / f"card-{language}.png")
        assert label in text
        assert "The Great Wall of China" in text
        langs = card.call("() => [document.documentElement.lang, document.querySelector('h1').lang]")
        assert langs == [language, "en"]
    finally:
        browser.close()


@in_chromium
def test_reduced_motion(product: Product, demo: Service, web: Web) -> None:
    """Surfaces fade in, unless the reader's system asks for less motion. The page does not notice it."""
    product.configure(service=demo.url)
    url = web.page("http://news.test/three", THREE)
    begun: dict[str, int] = {}
    for motion in ("no-preference", "reduce"):
        product.browser.look(reduced_motion=motion)
        page = product.open(url)
        session = page.playwright.context.new_cdp_session(page.playwright)  # type: ignore[attr-defined]
        started: list[str] = []
        session.on("Animation.animationStarted", lambda event, into=started: into.append(event["animation"]["name"]))
        session.send("Animation.enable")
        shown(page, 3)
        open_card(page)
        page.settled()
        assert page.call("() => document.getAnimations().length") == 0
        begun[motion] = started.count("appear")
    product.browser.look()
    assert begun["reduce"] == 0
    assert begun["no-preference"] >= 1
