"""Checking a selection: only the selection is sent, and the page shows the result."""

from __future__ import annotations

from pathlib import Path

from .pages import MOON, WALL
from .support.browsers import Page
from .support.fake import answering, case, sent
from .support.product import API, Product, shown
from .support.web import Web

PAGE = f"""<article><h1>A page</h1><p id="a">The first words. {WALL}. The last words.</p><p id="b">Baking bread is done
early in the morning.</p><p id="c">{MOON}.</p></article>"""


def select(page: Page, start: str, begin: int, end: str, stop: int) -> None:
    page.call(
        """(start, begin, end, stop) => getSelection().setBaseAndExtent(
            document.querySelector(start).firstChild, begin, document.querySelector(end).firstChild, stop)""",
        start,
        begin,
        end,
        stop,
    )


def check_selection(product: Product, url: str) -> None:
    popup = product.popup(url)
    popup.wait("() => document.querySelector('#check_selection')")
    popup.click_on("#check_selection")


def test_only_what_is_selected_is_sent(product: Product, web: Web, artifacts: Path) -> None:
    product.configure(mode="click", service=answering(web, [(WALL, "k1", 0.96)], {"k1": case("A claim")}))
    url = web.page("http://news.test/selection", PAGE)
    page = product.open(url)
    select(page, "#a", len("The first words. "), "#b", len("Baking bread"))
    check_selection(product, url)
    assert shown(page) == [WALL]
    card = page.frame("card")
    card.wait("() => document.querySelector('h1')?.textContent === 'A claim'")
    page.settled(artifacts / f"selection-{product.browser.name}.png")
    (body,) = sent(web)
    assert [block["text"] for block in body["blocks"]] == [f"{WALL}. The last words.", "Baking bread"]
    assert set(body) == {"blocks", "language"}, "neither address nor title is sent"


def test_nothing_found_is_told(product: Product, web: Web) -> None:
    product.configure(mode="click", service=answering(web, [(WALL, "k1", 0.96)], {"k1": case("A claim")}))
    url = web.page("http://news.test/nothing", PAGE)
    page = product.open(url)
    select(page, "#b", 0, "#b", 20)
    check_selection(product, url)
    dock = page.frame("dock")
    dock.wait("() => document.querySelector('.label')?.textContent.includes('repeats no debunked claim')")


def test_a_selection_on_a_page_that_is_never_read_stays_here(product: Product, web: Web) -> None:
    product.configure(mode="click", service=answering(web, [], {}), excluded=["quiet.test"])
    url = web.page("http://quiet.test/a", PAGE)
    page = product.open(url)
    select(page, "#a", 0, "#a", 20)
    asked = f"async (tab) => {{ {API} return api.runtime.sendMessage({{ type: 'check-selection', tab }}); }}"
    assert product.control.call(asked, product.tab(url)) == {"refusal": "excluded"}
    product.configure(consented="", mode="click")
    assert product.control.call(asked, product.tab(url)) == {"refusal": "no_consent"}
    assert sent(web) == []


def test_the_menu_of_a_selection_has_it(product: Product) -> None:
    """Tests cannot open the browser's menu. But creating the entry again fails, which shows that it exists."""
    made = product.control.call(
        f"""() => new Promise((done) => {{ {API}
            const menu = {{ id: "check-selection", title: "x", contexts: ["selection"] }};
            api.contextMenus.create(menu, () => done(api.runtime.lastError?.message ?? "made")); }})"""
    )
    assert "check-selection" in made
