"""The reader decides: sites that are never read, sites that are allowed after all, and undoing changes in place."""

from __future__ import annotations

from pathlib import Path

from .pages import MOON, WALL
from .support.product import API, Product, open_card, press_lasting, shown, text_of
from .support.service import Service
from .support.web import Web
from .test_privacy import own

PAGE = f"<article><h1>A page</h1><p>{WALL}.</p><p>Bread is baked early in the morning.</p><p>{MOON}.</p></article>"
NONE = "() => !(CSS.highlights.get('rejoinder-repeats')?.size)"


def test_the_popup_says_what_stands_against_a_site(product: Product, demo: Service, web: Web, artifacts: Path) -> None:
    product.configure(mode="auto", service=demo.url)
    url = web.page("http://online.mybank.test/a", PAGE)
    page = product.open(url)
    assert product.refused(url) == "never"
    popup = product.popup(url)
    popup.resize(380, 500)
    assert "“*bank” (money)" in text_of(popup)
    popup.screenshot(artifacts / f"popup-never-{product.browser.name}.png")
    popup.click_on("#allow_once")
    assert len(shown(page, 2)) == 2
    assert "2 notices" in popup.wait("() => document.body.innerText.includes('notices') && document.body.innerText")
    assert product.settings().get("allowed", []) == []
    # "Once" is for this page only.
    other = web.page("http://online.mybank.test/b", PAGE)
    product.open(other)
    assert product.refused(other) == "never"
    assert len(own(web)) == 1


def test_a_site_can_be_allowed_for_good_and_put_back(product: Product, demo: Service, web: Web) -> None:
    product.configure(mode="auto", service=demo.url)
    url = web.page("http://online.mybank.test/a", PAGE)
    page = product.open(url)
    popup = product.popup(url)
    popup.click_on("#allow_always")
    assert len(shown(page, 2)) == 2
    assert product.settings()["allowed"] == ["online.mybank.test"]
    popup.click_on("#not_allowed_again")
    page.wait(NONE)
    assert product.settings()["allowed"] == []
    assert product.refused(url) == "never"


def test_a_page_that_asks_for_a_password_waits_for_a_click(
    product: Product, demo: Service, web: Web, artifacts: Path
) -> None:
    product.configure(mode="auto", service=demo.url)
    hidden = '<form style="display:none"><input type="password"></form>'
    shown(product.open(web.page("http://news.test/open", PAGE + hidden)), 2)
    asking = web.page("http://club.test/in", PAGE + '<form><label>Password <input type="password"></label></form>')
    out = web.page("http://club.test/home", f'<meta name="robots" content="noindex">{PAGE}<a href="/logout">Bye</a>')
    product.open(out)
    page = product.open(asking)
    popup = product.popup(asking)
    popup.resize(380, 500)
    said = popup.wait("() => document.body.innerText.includes('for you alone') && document.body.innerText")
    popup.screenshot(artifacts / f"popup-signed-in-{product.browser.name}.png")
    assert "not checked automatically" in said
    assert [r.json()["url"] for r in own(web)] == ["http://news.test/open"]
    popup.click_on("button.main")
    assert len(shown(page, 2)) == 2
    assert [r.json()["url"] for r in own(web)] == ["http://news.test/open", "http://club.test/in"]


def test_off_for_an_hour_and_on_again(product: Product, demo: Service, web: Web, artifacts: Path) -> None:
    product.configure(mode="auto", service=demo.url)
    url = web.page("http://news.test/off", PAGE)
    page = product.open(url)
    shown(page, 2)
    popup = product.popup(url)
    popup.resize(380, 500)
    popup.click_on("#switch_off")
    popup.screenshot(artifacts / f"popup-switch-{product.browser.name}.png")
    popup.click_on("#off_hour")
    page.wait(NONE)
    assert "switched off until" in popup.wait("() => document.querySelector('#switch_on') && document.body.innerText")
    other = web.page("http://news.test/other", PAGE)
    product.open(other)
    assert product.refused(other) == "paused"
    assert product.check(other) == {"refusal": "paused"}
    assert len(own(web)) == 1
    popup.click_on("#switch_on")
    assert len(shown(page, 2)) == 2
    assert product.settings()["paused"] == ""


def test_off_on_this_site_and_for_good(product: Product, demo: Service, web: Web) -> None:
    product.configure(mode="auto", service=demo.url)
    url = web.page("http://news.test/off", PAGE)
    page = product.open(url)
    shown(page, 2)
    popup = product.popup(url)
    popup.click_on("#switch_off")
    popup.click_on("#off_site")
    page.wait(NONE)
    popup.click_on("#allow_here")
    assert len(shown(page, 2)) == 2
    popup.wait("() => document.querySelector('#switch_off')")
    popup.click_on("#switch_off")
    popup.click_on("#off_always")
    page.wait(NONE)
    assert product.settings()["paused"] == "always"
    popup.click_on("#switch_on")
    assert len(shown(page, 2)) == 2


def test_what_is_done_on_the_card_is_undone_there(product: Product, demo: Service, web: Web, artifacts: Path) -> None:
    for mode in ("auto", "click"):
        product.configure(mode=mode, service=demo.url)
        url = web.page(f"http://news.test/undo-{mode}", PAGE)
        page = product.open(url)
        if mode == "click":
            product.check(url)
        shown(page, 2)
        for button, left, message in ((2, 1, "not shown again"), (3, 0, "No more notices on news.test")):
            card = open_card(page)
            press_lasting(card, button)
            page.wait("(left) => (CSS.highlights.get('rejoinder-repeats')?.size ?? 0) === left", left)
            dock = page.frame("dock")
            dock.wait("(text) => document.querySelector('.label')?.textContent.includes(text)", message)
            page.screenshot(artifacts / f"undo-{left}-{product.browser.name}.png")
            dock.click_on("button.main")
            assert len(shown(page, 2)) == 2
            page.frame("dock").wait("() => document.querySelector('.label')?.textContent.includes('2 notices')")
        settings = product.settings()
        assert (settings["hidden"], settings["excluded"]) == ([], [])


def test_an_excluded_page_shows_no_notices_whatever_the_mode(product: Product, demo: Service, web: Web) -> None:
    product.configure(mode="click", service=demo.url)
    url = web.page("http://news.test/gone", PAGE)
    page = product.open(url)
    product.check(url)
    shown(page, 2)
    product.control.call(
        f"""async () => {{ {API} const {{ settings }} = await api.storage.local.get("settings");
            await api.storage.local.set({{ settings: {{ ...settings, excluded: ["news.test"] }} }}); }}"""
    )
    page.wait(NONE)
    assert page.call("() => document.querySelector('rejoinder-notice')") is None
