"""The main job: a page repeats a claim, and its reader sees the debunk with its disclaimer."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from .conftest import launch
from .pages import SEED_PAGE, SEED_PASSAGE
from .support.browsers import Page
from .support.product import API, Product, open_card, shown, text_of
from .support.service import Service
from .support.web import Web


def test_seed_case(product: Product, real: Service, web: Web, artifacts: Path) -> None:
    product.configure(service=real.url)
    page = product.open(web.page("http://news.test/railways", SEED_PAGE))
    assert [passage.rstrip(".") for passage in shown(page)] == [SEED_PASSAGE]
    card = open_card(page)
    text = text_of(card)
    assert "The West considers Central Asia as a base against Russia and China" in text
    assert "A mix of pro-Kremlin disinformation narratives" in text
    disclaimer = card.call(
        """() => { const box = document.querySelector(".disclaimer-text").getBoundingClientRect();
            return { text: document.querySelector(".disclaimer-text").textContent,
                     seen: box.top >= 0 && box.bottom <= innerHeight && box.width > 100 }; }"""
    )
    assert disclaimer["text"].startswith("Cases in the EUvsDisinfo database focus on messages")
    assert disclaimer["text"].endswith("East Stratcom Task Force.")
    assert disclaimer["seen"], "the whole disclaimer must be in view without a click"
    page.screenshot(artifacts / f"seed-case-{product.browser.name}.png")


def test_demo_article(product: Product, demo: Service, artifacts: Path) -> None:
    product.configure(service=demo.url)
    page = product.open(f"{demo.url}/demo/article")
    passages = shown(page, 3)
    body = page.call("() => document.body.innerText.replace(/\\s+/g, ' ')")
    assert all(" ".join(passage.split()) in body for passage in passages)
    open_card(page)
    page.screenshot(artifacts / f"demo-article-{product.browser.name}.png")


def test_welcome_then_notice(product: Product, demo: Service, web: Web, artifacts: Path) -> None:
    welcome = product.browser.extension_page("welcome.html")
    welcome.wait("() => document.querySelector('#mode-auto')")
    welcome.screenshot(artifacts / f"welcome-{product.browser.name}.png")
    assert welcome.call("() => document.querySelectorAll('input[name=mode]:checked').length") == 0, (
        "no mode is preselected"
    )
    welcome.click_on("#way-pages")
    welcome.call("(url) => { document.querySelector('#address').value = url; }", demo.url)
    welcome.click_on("#start")
    welcome.wait("() => document.querySelector('#status').textContent")
    assert product.settings()["consented"] == ""
    assert web.to(demo.url) == [], "nothing is sent before the choice"
    welcome.click_on("#mode-auto")
    welcome.click_on("#start")
    welcome.wait("() => !document.querySelector('#done').hidden")
    assert product.settings()["mode"] == "auto"
    page = product.open(f"{demo.url}/demo/article")
    assert shown(page)
    welcome.close()


def test_the_button_of_the_welcome_page_is_in_sight(product: Product, artifacts: Path) -> None:
    welcome = product.open(product.browser.extension_url("welcome.html"))
    for width, height in ((1280, 900), (375, 667)):
        welcome.resize(width, height)
        welcome.wait("() => document.querySelector('#mode-auto')")
        welcome.screenshot(artifacts / f"welcome-{width}-{product.browser.name}.png")
        box = welcome.call(
            "() => { const b = document.querySelector('#start').getBoundingClientRect(); return [b.top, b.bottom]; }"
        )
        # On a phone the explanation comes first, and the button is in sight from the first choice on.
        assert 0 < box[0] < box[1] <= height or width < 400
    text = text_of(welcome)
    assert "What is kept: the service stores neither text nor addresses" in text
    assert welcome.call("() => document.documentElement.scrollWidth <= innerWidth")


def test_an_address_without_its_beginning_and_a_second_attempt(product: Product, demo: Service, web: Web) -> None:
    welcome = product.open(product.browser.extension_url("welcome.html"))
    label = "() => document.querySelector('#start').textContent"
    web.kill("http://127.0.0.1:58204")
    welcome.click_on("#way-pages")
    welcome.click_on("#mode-click")
    type_address(welcome, "127.0.0.1:58204")
    welcome.click_on("#start")
    welcome.wait(f"() => ({label})() === 'Save anyway'")
    assert welcome.call("() => document.querySelector('#address').value") == "http://127.0.0.1:58204"
    type_address(welcome, demo.url.removeprefix("http://"))
    assert welcome.call(label) == "Start", "for another address the button starts over"
    welcome.click_on("#start")
    welcome.wait("() => !document.querySelector('#done').hidden")
    assert product.settings()["service"] == demo.url
    assert "Save anyway" not in text_of(welcome)


def type_address(page: Page, address: str) -> None:
    page.call(
        """(address) => { const field = document.querySelector("#address"); field.value = address;
            field.dispatchEvent(new Event("input", { bubbles: true })); }""",
        address,
    )


def test_the_welcome_page_opens_on_install(product: Product) -> None:
    opened = f"async () => {{ {API} return (await api.tabs.query({{}})).map((tab) => tab.url); }}"
    assert product.browser.extension_url("welcome.html") in product.control.call(opened)


@pytest.mark.parametrize("name", ["chromium", "firefox"])
def test_what_ships_reaches_the_service(builds: Path, demo: Service, web: Web, tmp_path: Path, name: str) -> None:
    """As installed, without any permission for websites: the service allows extensions by CORS."""
    browser = launch(name, builds / ("chrome" if name == "chromium" else "firefox"), tmp_path / "profile", web)
    try:
        welcome = browser.extension_page("welcome.html")
        granted = f"async () => {{ {API} return (await api.permissions.getAll()).origins ?? []; }}"
        assert welcome.call(granted) == []
        welcome.click_on("#way-pages")
        welcome.call("(url) => { document.querySelector('#address').value = url; }", demo.url)
        welcome.click_on("#mode-click")
        welcome.click_on("#start")
        welcome.wait("() => !document.querySelector('#done').hidden")
        assert "37" in welcome.call("() => document.querySelector('#status').textContent")
        # For a request with a body, the browser sends a preflight request first.
        generation = demo.post("/v1/match", {"text": "Nothing."})["index"]["generation"]
        feedback = {
            "case": "demo-flat-earth",
            "passage": "0" * 32,
            "generation": generation,
            "comment": "",
            "quote": "",
        }
        sent = f"async (message) => {{ {API} return api.runtime.sendMessage({{ type: 'feedback', ...message }}); }}"
        welcome.call(sent, feedback)
        methods = [request.method for request in web.to(f"{demo.url}/v1/feedback")]
        assert "OPTIONS" in methods
        assert "POST" in methods
    finally:
        browser.close()


def test_what_is_tested_is_what_ships(builds: Path) -> None:
    """The test build differs from what ships only in its host permissions, so tests see what readers get."""

    for browser in ("chrome", "firefox"):
        ships = builds / browser
        tested = builds / f"test-{browser}"
        files = sorted(p.relative_to(ships) for p in ships.rglob("*") if p.is_file())
        assert files == sorted(p.relative_to(tested) for p in tested.rglob("*") if p.is_file())
        different = [str(f) for f in files if (ships / f).read_bytes() != (tested / f).read_bytes()]
        assert different == ["manifest.json"]
        a, b = (json.loads((folder / "manifest.json").read_text(encoding="utf-8")) for folder in (ships, tested))
        assert a.pop("optional_host_permissions") == b.pop("host_permissions")
        assert a == b
