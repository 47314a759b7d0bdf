"""Everybody: axe finds nothing in any surface, light or dark; zoom, narrow screens, right to left, languages."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ROOT

from .conftest import launch
from .pages import CHEMTRAILS, MOON, WALL
from .support.browsers import Page
from .support.product import Product, in_chromium, open_card, shown, text_of
from .support.service import Service
from .support.web import Web

THREE = f"<article><h1>A page</h1><p>{WALL}.</p><p>{MOON}.</p><p>{CHEMTRAILS}.</p></article>"
AXE = ROOT / "extension" / "node_modules" / "axe-core" / "axe.min.js"


def audit(page: Page) -> dict[str, Any]:
    """What axe finds in a surface: violations, and what it could not decide. Both must be nothing."""
    source = AXE.read_text(encoding="utf-8")
    page.call(f"() => {{ {source} }}")
    found: dict[str, Any] = page.call(
        """async () => {
            const result = await axe.run(document, { resultTypes: ["violations", "incomplete"] });
            const short = (rules) => rules.map((r) => [r.id, r.nodes.map((n) => n.target.join(" ")).slice(0, 4)]);
            return { violations: short(result.violations), incomplete: short(result.incomplete),
                     passes: result.passes.length }; }"""
    )
    assert found.pop("passes") > 5, "axe has seen something"
    return found


CLEAN = {"violations": [], "incomplete": []}


def check_all(product: Product, demo: Service, web: Web) -> None:
    page = product.open(web.page("http://news.test/three", THREE))
    shown(page, 3)
    dock = page.frame("dock")
    dock.wait("() => document.querySelector('.label')?.textContent")
    assert audit(dock) == CLEAN, "dock"
    card = open_card(page)
    card.click_on("[aria-controls=whole]")
    card.click_on(".why summary")
    assert audit(card) == CLEAN, "card"
    card.click_on(".actions button")
    card.wait("() => document.querySelector('fieldset')")
    assert audit(card) == CLEAN, "complaint"
    popup = product.popup("http://news.test/three")
    popup.wait("() => document.querySelectorAll('.what').length >= 3")
    assert audit(popup) == CLEAN, "popup"
    for name in ("welcome", "options"):
        surface = product.open(product.browser.extension_url(f"{name}.html"))
        surface.wait("() => document.querySelector('#mode-sites')")
        surface.click_on("#mode-sites")
        assert audit(surface) == CLEAN, name


def test_axe_finds_nothing(product: Product, demo: Service, web: Web) -> None:
    product.configure(service=demo.url)
    check_all(product, demo, web)


def test_axe_finds_nothing_in_bar_and_failure(product: Product, real: Service, web: Web) -> None:
    product.configure(service=real.url)
    url = "http://sputniknews.com/asia/201912021077466396-why-are-ukrainian-neo-nazis-joining-the-hong-kong-protests/"
    page = product.open(web.page(url, "<main><h1>An article</h1><p>The text has since been replaced.</p></main>"))
    bar = page.frame("bar")
    bar.wait("() => document.querySelector('.disclaimer')")
    assert audit(bar) == CLEAN
    product.configure(service=web.kill("http://127.0.0.1:58204"))
    page = product.open(web.page("http://news.test/down", THREE))
    dock = page.frame("dock")
    dock.wait("() => document.querySelector('.label')?.textContent")
    assert audit(dock) == CLEAN


@in_chromium
@pytest.mark.parametrize(
    "media", [{"color_scheme": "dark"}, {"forced_colors": "active"}, {"contrast": "more"}], ids=str
)
def test_dark_and_high_contrast(
    product: Product, demo: Service, web: Web, artifacts: Path, media: dict[str, str]
) -> None:
    product.configure(service=demo.url)
    page = product.open("about:blank")
    page.playwright.emulate_media(**media)  # type: ignore[attr-defined]
    dark = "<style>body { background: #14161a; color: #e8e8e8; font: 18px/1.6 Georgia; margin: 40px }</style>"
    page.goto(web.page("http://news.test/three", dark + THREE))
    shown(page, 3)
    card = open_card(page)
    card.click_on(".why summary")
    name = next(iter(media.values()))
    page.screenshot(artifacts / f"card-{name}.png")
    if "forced_colors" not in media:
        assert audit(card) == CLEAN


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
    page.screenshot(artifacts / f"card-{width}-{product.browser.name}.png")
    seen = card.call(
        """() => { const box = document.querySelector(".disclaimer-text").getBoundingClientRect();
            const wide = document.documentElement.scrollWidth <= innerWidth;
            return { top: box.top >= 0 && box.top < innerHeight - 20, wide }; }"""
    )
    assert seen == {"top": True, "wide": True}
    assert page.call("() => document.documentElement.scrollWidth <= innerWidth"), "the page does not scroll sideways"


def test_right_to_left_pages(product: Product, demo: Service, web: Web, artifacts: Path) -> None:
    product.configure(service=demo.url)
    html = f"""<!doctype html><html lang="ar" dir="rtl"><meta charset="utf-8"><title>صفحة</title><body>
    <p>هذا نص عربي طويل بما يكفي لكي يقرأ.</p><p lang="en">{WALL}.</p></body></html>"""
    page = product.open(web.page("http://news.test/rtl", html))
    shown(page)
    card = open_card(page)
    assert card.call("() => getComputedStyle(document.body).direction") == "ltr"
    page.screenshot(artifacts / f"card-rtl-{product.browser.name}.png")


@pytest.mark.parametrize(("language", "label"), [("de", "Widerlegt"), ("uk", "Спростовано")])
def test_the_reader_s_language(
    builds: Path, demo: Service, web: Web, tmp_path: Path, artifacts: Path, language: str, label: str
) -> None:
    """What we say is in the reader's language; what the case says stays as it is and carries its own."""
    browser = launch("chromium", builds / "test-chrome", tmp_path / "profile", web, f"--lang={language}")
    try:
        product = Product(browser)
        product.configure(service=demo.url)
        page = product.open(web.page("http://news.test/three", THREE))
        shown(page, 3)
        card = open_card(page)
        text = text_of(card)
        page.screenshot(artifacts / f"card-{language}.png")
        assert label in text
        assert "The Great Wall of China" in text
        langs = card.call("() => [document.documentElement.lang, document.querySelector('h1').lang]")
        assert langs == [language, "en"]
    finally:
        browser.close()
