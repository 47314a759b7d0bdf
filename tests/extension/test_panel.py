"""The panel beside the page: it lists all notices and follows the tab, the page and the reader."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from .pages import MOON, WALL
from .support.browsers import Page
from .support.fake import FAKE, answering, case
from .support.firefox import Firefox
from .support.product import API, Product, in_chromium, in_firefox, shown, text_of
from .support.web import Reply, Web
from .test_everybody import CLEAN, audit, focus_on, look

__all__ = ["look"]

LONG = "The wall is narrow, and no eye makes out from orbit what is narrower than a road. " * 8
CASES = {
    "k1": case("The wall can be seen from space", LONG, lang="en"),
    "k2": case(
        "The landing was filmed in a studio", "It was not: rocks, mirrors and four hundred kilos of samples.", lang="en"
    ),
}
TWO = f"<article><h1>A page</h1><p>{MOON}.</p><div style='height:1500px'></div><p>{WALL}.</p></article>"
ENTRIES = "() => [...document.querySelectorAll('.entry h3')].map((heading) => heading.textContent)"


def panel_of(product: Product, url: str) -> Page:
    """The panel about a page, opened in its own tab."""
    page = product.open(product.browser.extension_url(f"panel.html?tab={product.tab(url)}"))
    page.resize(400, 800)
    page.wait("() => document.querySelector('.state')?.textContent")
    return page


def two_found(product: Product, web: Web, url: str = "http://news.test/two") -> tuple[str, Page]:
    product.configure(service=answering(web, [(WALL, "k1", 0.96), (MOON, "k2", 0.99)], CASES))
    page = product.open(web.page(url, TWO))
    shown(page, 2)
    return url, page


def has_entries(panel: Page, *claims: str) -> None:
    panel.wait(f"(claims) => JSON.stringify(({ENTRIES})()) === JSON.stringify(claims)", list(claims))


def test_every_notice_is_listed_in_the_order_of_the_page(product: Product, web: Web, artifacts: Path) -> None:
    url, page = two_found(product, web)
    panel = panel_of(product, url)
    has_entries(panel, CASES["k2"]["title"], CASES["k1"]["title"])
    text = text_of(panel)
    for part in (
        "2 notices on this page",
        "Debunked",
        "A publisher",
        WALL,
        MOON,
        "rocks, mirrors",
        "What the publisher wants said.",
    ):
        assert part in text
    assert panel.call("() => document.querySelectorAll('a.out[href^=\"https://publisher.example/\"]').length") == 2
    sent = len(web.to(FAKE))
    panel.click_on("li:nth-child(2) button.passage")
    page.frame("card").wait("(claim) => document.querySelector('h1')?.textContent === claim", CASES["k1"]["title"])
    page.wait("() => CSS.highlights.get('rejoinder-active')?.size === 1")
    page.wait(
        """() => { const box = [...CSS.highlights.get("rejoinder-active")][0].getBoundingClientRect();
            return box.top >= 0 && box.bottom <= innerHeight; }"""
    )
    assert len(web.to(FAKE)) == sent, "the panel itself sends nothing"
    panel.settled(artifacts / f"panel-{product.browser.name}.png")


def test_what_the_page_changes_is_followed_and_nothing_is_lost(product: Product, web: Web) -> None:
    url, page = two_found(product, web)
    panel = panel_of(product, url)
    has_entries(panel, CASES["k2"]["title"], CASES["k1"]["title"])
    panel.click_on("li:nth-child(2) [aria-controls]")
    panel.call("() => document.querySelector('li:nth-child(2) button.passage').focus()")
    page.call("() => document.querySelector('p').remove()")
    panel.wait("() => document.querySelector('.state').textContent.startsWith('1 ')")
    assert panel.call("() => document.querySelector('[aria-expanded=true][aria-controls]') !== null"), "still unfolded"
    assert panel.call("() => document.activeElement.matches('button.passage')"), "still focused"
    page.goto(web.page("http://news.test/plain", "<p>An ordinary sentence of another page.</p>"))
    panel.wait("() => !document.querySelector('.entry')")
    # In Firefox the page is now in a background tab, where it is not read until the reader looks at it.
    if product.browser.name == "chromium":
        panel.wait("() => document.body.innerText.includes('No passage here repeats')")


def test_what_is_only_related_stands_apart(product: Product, web: Web) -> None:
    product.configure(sensitivity="surest", service=answering(web, [(WALL, "k1", 0.9), (MOON, "k2", 0.99)], CASES))
    url = web.page("http://news.test/apart", TWO)
    shown(product.open(url))
    panel = panel_of(product, url)
    has_entries(panel, CASES["k2"]["title"], CASES["k1"]["title"])
    assert panel.call("() => document.querySelector('.related h3').textContent") == CASES["k1"]["title"]
    assert panel.call("() => document.querySelector('.related h2').textContent") == "Related, or less certain"
    assert panel.call("() => document.querySelectorAll('button.passage').length") == 1


def test_the_panel_says_what_the_popup_says(product: Product, web: Web) -> None:
    product.configure(service=web.kill("http://127.0.0.1:58204"))
    down = web.page("http://news.test/down", TWO)
    product.open(down)
    product.state(down, "failed")
    for surface in (product.popup(down), panel_of(product, down)):
        surface.wait("() => document.body.innerText.includes('The service cannot be reached')")
    product.configure(service=FAKE, excluded=["news.test"])
    for surface in (product.popup(down), panel_of(product, down)):
        surface.wait("() => document.body.innerText.includes('You chose not to have this site checked')")
    product.configure(consented="", mode="click", service=FAKE)
    panel_of(product, down).wait("() => document.querySelector('#choose_now')")


def test_axe_finds_nothing_in_the_panel(product: Product, web: Web, artifacts: Path, look: str) -> None:
    url, _ = two_found(product, web)
    panel = panel_of(product, url)
    has_entries(panel, CASES["k2"]["title"], CASES["k1"]["title"])
    panel.click_on("li:nth-child(2) [aria-controls]")
    # Make the window high: axe cannot tell the contrast of text that is scrolled half out of sight.
    panel.resize(400, 1600)
    assert audit(panel) == CLEAN
    panel.settled(artifacts / f"panel-{look}-{product.browser.name}.png")
    panel.resize(320, 380)
    assert panel.call("() => document.documentElement.scrollWidth <= innerWidth")
    assert audit(panel) == CLEAN
    product.configure(service=answering(web, [(WALL, "k1", 0.9)], CASES), sensitivity="surest")
    apart = web.page("http://news.test/related", f"<p>{WALL}.</p>")
    product.open(apart)
    product.state(apart, "done")
    panel = panel_of(product, apart)
    has_entries(panel, CASES["k1"]["title"])
    assert audit(panel) == CLEAN


def test_the_panel_by_keyboard_alone(product: Product, web: Web) -> None:
    url, page = two_found(product, web)
    panel = panel_of(product, url)
    has_entries(panel, CASES["k2"]["title"], CASES["k1"]["title"])
    focus_on(panel, "li:nth-child(2) button.passage")
    assert panel.call("() => getComputedStyle(document.activeElement).outlineStyle") == "solid"
    panel.press("Enter")
    page.wait("() => CSS.highlights.get('rejoinder-active')?.size === 1")


FRAMELESS = {"Cross-Origin-Embedder-Policy": "require-corp", "Content-Security-Policy": "sandbox"}


@in_chromium
def test_where_no_frame_loads_a_press_opens_the_panel(product: Product, web: Web) -> None:
    product.configure(service=answering(web, [(WALL, "k1", 0.96), (MOON, "k2", 0.99)], CASES))
    html = f'<!doctype html><html lang="en"><title>Page</title><body>{TWO}</body></html>'
    url = web.answer("http://news.test/frameless", lambda _: Reply(html.encode(), headers=FRAMELESS))
    product.expected = "does not match the recipient window"
    page = product.open(url)
    shown(page, 2)
    deadline = time.monotonic() + 40
    while not product.state(url)["frameless"]:
        assert time.monotonic() < deadline, "the frame loads after all"
        time.sleep(0.5)
    box = page.call(
        """() => { const box = [...CSS.highlights.get("rejoinder-repeats")][0].getClientRects()[0];
            return [box.x + 10, box.y + box.height / 2]; }"""
    )
    page.click(*box)
    page.wait("() => CSS.highlights.get('rejoinder-active')?.size === 1")
    product.control.wait(f"async () => {{ {API} {OPENED} }}")


OPENED = """
    const panels = await api.runtime.getContexts({ contextTypes: ["SIDE_PANEL"] });
    const windows = await api.runtime.getContexts({ contextTypes: ["TAB"] });
    return [...panels, ...windows].some(({ documentUrl }) => documentUrl.includes("/panel.html")); """


@in_chromium
def test_the_popup_opens_the_panel(product: Product, web: Web) -> None:
    url, _ = two_found(product, web)
    popup = product.popup(url)
    popup.click_on("#open_panel")
    product.control.wait(
        f"""async () => {{ {API}
            return (await api.runtime.getContexts({{ contextTypes: ["SIDE_PANEL"] }})).length > 0; }}"""
    )


@in_firefox
def test_the_sidebar_follows_the_tab_in_front(product: Product, web: Web) -> None:
    two_found(product, web)
    browser = product.browser
    assert isinstance(browser, Firefox)
    browser.privileged(
        """async () => { const { SidebarController } = Services.wm.getMostRecentWindow("navigator:browser");
            const id = [...SidebarController.sidebars.keys()].find((key) => key.endsWith("sidebar-action"));
            await SidebarController.show(id); }"""
    )
    says = """(text) => browser.extension.getViews({ type: "sidebar" })
        .some((view) => view.document.body.innerText.includes(text))"""
    try:
        product.control.wait(says, "2 notices on this page")
        product.open(web.page("http://news.test/other", "<p>An ordinary sentence of another page.</p>"))
        product.control.wait(says, "No passage here repeats")
    finally:
        browser.privileged("() => Services.wm.getMostRecentWindow('navigator:browser').SidebarController.hide()")


@pytest.mark.parametrize("checked", ["markup", "publisher"])
def test_no_all_clear_where_marks_are_withheld(product: Product, web: Web, artifacts: Path, checked: str) -> None:
    """Popup and panel say that a page checks facts, whether claims were found on it or not."""
    review = '<script type="application/ld+json">{"@context": "https://schema.org", "@type": "ClaimReview"}</script>'
    why = {"markup": "because this page says that it checks facts", "publisher": "from a publisher of debunks"}[checked]
    for about in (True, False):
        related = [(WALL, "k1", 0.9)] if about else []
        product.configure(
            sensitivity="surest", service=answering(web, related, CASES, checks_facts=checked == "publisher")
        )
        url = web.page(
            f"http://checks.test/{checked}-{about}", f"{review if checked == 'markup' else ''}<p>{WALL}.</p>"
        )
        product.open(url)
        product.state(url, "done")
        popup = product.popup(url)
        popup.resize(380, 560)
        for surface in (popup, panel_of(product, url)):
            surface.wait("(why) => document.querySelector('.state').textContent.includes(why)", why)
            text = text_of(surface)
            assert "repeats a debunked claim" not in text
            assert ("listed below as related" in text) == about
            assert ("No known claim" in text) == (not about)
        popup.settled(artifacts / f"popup-{checked}-{about}-{product.browser.name}.png")
