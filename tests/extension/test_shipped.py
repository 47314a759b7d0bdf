"""The shipped extension as installed: with only the permissions that the reader gives, and the real toolbar button."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from .conftest import GECKO_ID, launch
from .pages import MOON, WALL
from .support.browsers import Browser, Page
from .support.firefox import Firefox
from .support.packs import fill, hand_out, vector
from .support.product import API, Product, shown, text_of
from .support.service import Service
from .support.web import Web

PAGE = f"<article><h1>A page</h1><p>{WALL}.</p></article>"


@pytest.fixture(params=["chromium", "firefox"])
def shipped(request: pytest.FixtureRequest, builds: Path, web: Web, tmp_path: Path) -> Iterator[Browser]:
    name: str = request.param
    browser = launch(name, builds / ("chrome" if name == "chromium" else "firefox"), tmp_path / "profile", web)
    web.forget()
    yield browser
    browser.close()


def choose(browser: Browser, service: str, mode: str, sites: str = "") -> None:
    """Fill in the welcome page as a reader does."""
    welcome = browser.extension_page("welcome.html")
    welcome.wait("() => document.querySelector('#mode-click')")
    welcome.call(
        """(service, sites) => { document.querySelector('#address').value = service;
            document.querySelector('#sites').value = sites; }""",
        service,
        sites,
    )
    welcome.click_on("#way-pages")
    welcome.click_on(f"#mode-{mode}")
    welcome.click_on("#start")
    welcome.wait("() => !document.querySelector('#done').hidden")
    welcome.close()


def granted(page: Page) -> list[str]:
    origins: list[str] = page.call(f"async () => {{ {API} return (await api.permissions.getAll()).origins ?? []; }}")
    return origins


def popup_of(browser: Browser, url: str) -> Page:
    """Press the toolbar button over a page, which grants the permission for it, and open its popup as a page."""
    browser.press_action(url)
    finder = browser.extension_page("options.html")
    tab = finder.wait(
        f"""async (url) => {{ {API} return (await api.tabs.query({{}})).find((tab) => tab.url === url)?.id; }}""", url
    )
    return browser.extension_page(f"popup.html?tab={tab}")


def test_by_a_click_on_the_toolbar(shipped: Browser, demo: Service, web: Web) -> None:
    choose(shipped, demo.url, "click")
    url = web.page("http://news.test/a", PAGE)
    page = shipped.page(url)
    popup = popup_of(shipped, url)
    popup.wait("() => document.querySelector('button.main')")
    assert web.to(f"{demo.url}/v1/match") == [], "opening the popup sends nothing"
    assert granted(popup) == []
    popup.click_on("button.main")
    assert WALL in shown(page)[0]
    (request,) = web.to(f"{demo.url}/v1/match", "POST")
    assert {block["text"] for block in request.json()["blocks"]} >= {f"{WALL}."}
    # The click was for this page only. The next page in this tab is not sent.
    page.goto(web.page("http://news.test/b", f"<p>{MOON}.</p>"))
    assert len(web.to(f"{demo.url}/v1/match", "POST")) == 1


def test_on_this_computer_without_any_permission(shipped: Browser, web: Web) -> None:
    """If a plain web server allows fetching its pack, the browser neither asks for nor gives any permission."""
    address = hand_out(web, vector("first.pack"))
    welcome = shipped.extension_page("welcome.html")
    welcome.click_on("#mode-click")
    fill(welcome, "#pack-address", address)
    welcome.click_on("#start")
    welcome.wait("() => !document.querySelector('#pack-offer').hidden")
    welcome.click_on("#start")
    welcome.wait("() => !document.querySelector('#done').hidden")
    collected = f"async () => {{ {API} return (await api.permissions.getAll()).data_collection ?? []; }}"
    assert granted(welcome) == []
    assert set(welcome.call(collected)) <= {"none"}
    welcome.close()
    url = web.page("http://news.test/a", PAGE)
    page = shipped.page(url)
    popup = popup_of(shipped, url)
    popup.click_on("button.main")
    assert WALL in shown(page)[0]
    asked = [(r.method, r.url) for r in web.requests if r.url.startswith("http://127.0.0.1")]
    assert asked == [("GET", address)]


def test_a_site_without_permission_is_said_to_be_so(shipped: Browser, demo: Service, web: Web) -> None:
    """Settings may promise more than the browser allows: after an import, or if a permission was revoked."""
    choose(shipped, demo.url, "click")
    product = Product(shipped)
    product.configure(service=demo.url, mode="auto")
    url = web.page("http://news.test/a", PAGE)
    page = shipped.page(url)
    assert web.to(f"{demo.url}/v1/match") == []
    popup = popup_of(shipped, url)
    popup.wait("() => document.body.innerText.includes('Give permission')")
    # Firefox may start a waiting script as soon as the button is pressed. In Chrome the reader is told and asked.
    if shipped.name == "chromium":
        assert "no permission" in text_of(popup)
    if shipped.name == "chromium" or not page.call("() => !!CSS.highlights.get('rejoinder-repeats')?.size"):
        popup.click_on("button.main")
    assert shown(page), "pressing the button still checks the page"


def test_permissions_come_and_go_with_the_mode(builds: Path, demo: Service, web: Web, tmp_path: Path) -> None:
    """Only in Firefox, which can be set to grant every request. Chrome's prompt would wait for a reader."""
    browser = launch("firefox", builds / "firefox", tmp_path / "profile", web)
    try:
        web.forget()
        choose(browser, demo.url, "sites", "news.test")
        control = browser.extension_page("options.html")
        assert sorted(granted(control)) == ["http://*.news.test/*", "https://*.news.test/*"]
        assert shown(browser.page(web.page("http://news.test/a", PAGE)))
        browser.page(web.page("http://other.test/a", PAGE))
        choose(browser, demo.url, "auto")
        assert sorted(granted(control)) == ["http://*/*", "https://*/*"]
        assert shown(browser.page(web.page("http://third.test/a", PAGE)))
        choose(browser, demo.url, "click")
        assert granted(control) == []
        browser.page(web.page("http://fourth.test/a", PAGE))
        sent = [request.json()["url"] for request in web.to(f"{demo.url}/v1/match", "POST")]
        assert sent == ["http://news.test/a", "http://third.test/a"]
    finally:
        browser.close()


def test_private_windows(builds: Path, demo: Service, web: Web, tmp_path: Path) -> None:
    """Nothing leaves a private window until the reader says so, even if the browser lets the extension in."""
    browser = launch("firefox", builds / "test-firefox", tmp_path / "profile", web)
    assert isinstance(browser, Firefox)
    try:
        browser.privileged(
            """async () => {
                await load("ExtensionPermissions").ExtensionPermissions.add(
                  extension.id, { permissions: ["internal:privateBrowsingAllowed"], origins: [] }, extension);
                await (await load("AddonManager").AddonManager.getAddonByID(extension.id)).reload(); }"""
        )
        product = Product(browser)
        product.configure(service=demo.url)
        web.forget()
        url = web.page("http://news.test/private", PAGE)
        in_private = f"async (url) => {{ {API} await api.windows.create({{ incognito: true, url }}); }}"
        product.control.call(in_private, url)
        assert product.refused(url) == "private"
        assert web.to(f"{demo.url}/v1/match") == []
        assert product.check(url) == {"refusal": "private"}, "a click does not change that"
        product.configure(service=demo.url, private=True)
        allowed = web.page("http://news.test/allowed", PAGE)
        product.control.call(in_private, allowed)
        assert product.state(allowed, "done")["notices"]
        sent = [r.json()["url"] for r in web.to(f"{demo.url}/v1/match", "POST")]
        assert set(sent) <= {url, allowed}
        stored = f"async () => {{ {API} return JSON.stringify(await api.storage.session.get()); }}"
        journal = product.control.call(stored)
        assert "Great Wall" not in journal
        assert "news.test" not in journal, "the journal has no trace of what was read in a private window"
        assert '"kind":"page"' in journal, "the journal says that something was sent"
    finally:
        browser.close()


def test_the_extension_has_the_name_it_is_tested_by(builds: Path) -> None:
    assert GECKO_ID in (builds / "firefox" / "manifest.json").read_text(encoding="utf-8")
