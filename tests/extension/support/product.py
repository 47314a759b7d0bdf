"""The extension in a browser, for tests: its settings, what a page shows, and the frames of notices."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest

from .browsers import Browser, Page

# For tests that need only one of the browsers.
in_chromium = pytest.mark.parametrize("session", ["chromium"], indirect=True)
in_firefox = pytest.mark.parametrize("session", ["firefox"], indirect=True)

ARTIFACTS = Path(__file__).resolve().parents[2] / "artifacts"

SHOWN = "() => [...(CSS.highlights.get('rejoinder-repeats') ?? [])].map(String)"
API = "const api = globalThis.browser ?? chrome;"


class Product:
    """One browser with the extension. `control` is an extension page through which tests read and change its state."""

    def __init__(self, browser: Browser) -> None:
        self.browser = browser
        self.control: Page = browser.extension_page("options.html")
        self._pages: list[Page] = []
        self.expected = ""  # an exception that a test expects; reset when its pages are closed

    def configure(self, **settings: Any) -> None:
        """Save settings as if the reader had chosen them, clear the journal, and wait for the registration."""
        chosen = {"consented": "2026-01-01T00:00:00Z", "mode": "auto", **settings}
        self.control.call(
            f"""async (settings) => {{ {API}
                await api.storage.session.clear();
                await api.storage.local.set({{ settings }}); }}""",
            chosen,
        )
        matches: list[str] = []
        if chosen["consented"] and chosen["mode"] == "auto":
            matches = ["http://*/*", "https://*/*"]
        elif chosen["consented"] and chosen["mode"] == "sites":
            matches = [f"*://*.{site}/*" for site in chosen["sites"]]
        self.control.wait(
            f"""async (wanted) => {{ {API}
                const found = await api.scripting.getRegisteredContentScripts();
                return JSON.stringify(found.flatMap((one) => one.matches).sort()) === wanted; }}""",
            _json(sorted(matches)),
        )

    def settings(self) -> dict[str, Any]:
        stored: dict[str, Any] = self.control.call(
            f"async () => {{ {API} return (await api.storage.local.get('settings')).settings ?? {{}}; }}"
        )
        return stored

    def open(self, url: str) -> Page:
        page = self.browser.page(url)
        self._pages.append(page)
        return page

    def close_pages(self) -> None:
        """Close all opened pages. Fails if any page had an uncaught exception."""
        exceptions = {}
        for page in self._pages:
            if found := [said for said in page.exceptions if not (self.expected and self.expected in said)]:
                exceptions[page.url] = found
            page.close()
        self._pages.clear()
        self.expected = ""
        assert exceptions == {}, exceptions

    def tab(self, url: str) -> int:
        """The id of the newest tab at an address."""
        found: int = self.control.wait(
            f"""async (url) => {{ {API}
                return (await api.tabs.query({{}})).filter((tab) => tab.url === url).at(-1)?.id; }}""",
            url,
        )
        return found

    def state(self, url: str, *phases: str) -> dict[str, Any]:
        """The state of a page's content script, once it is in one of the phases."""
        state: dict[str, Any] = self.control.wait(
            f"""async (tab, phases) => {{ {API}
                const state = await api.tabs.sendMessage(tab, {{ type: "state" }}).catch(() => null);
                return state && phases.includes(state.phase) ? state : null; }}""",
            self.tab(url),
            phases or ("done", "failed", "refused"),
        )
        return state

    def refused(self, url: str) -> str:
        """Why a page's content script leaves the page alone, once it knows."""
        reason: str = self.control.wait(
            f"""async (tab) => {{ {API}
                const state = await api.tabs.sendMessage(tab, {{ type: "state" }}).catch(() => null);
                return state?.refusal; }}""",
            self.tab(url),
        )
        return reason

    def check(self, url: str) -> Any:
        """Have a page checked, as the popup's button does."""
        tab = self.tab(url)
        return self.control.call(
            f"async (tab) => {{ {API} return api.runtime.sendMessage({{ type: 'check', tab }}); }}", tab
        )

    def popup(self, url: str) -> Page:
        page = self.browser.extension_page(f"popup.html?tab={self.tab(url)}")
        self._pages.append(page)
        page.wait("() => document.querySelector('#main .state')")
        return page


def shown(page: Page, count: int = 1) -> list[str]:
    """The highlighted passages of a page, once there are at least `count`."""
    passages: list[str] = page.wait(
        """(count) => {
            const passages = [...(CSS.highlights.get("rejoinder-repeats") ?? [])].map(String);
            return passages.length >= count && passages; }""",
        count,
    )
    return passages


def passage_point(page: Page, number: int = 0) -> tuple[float, float]:
    """Scroll to the `number`-th highlighted passage from the top, and return a point on it."""
    x, y = page.call(
        """(number) => {
            const top = (range) => range.getBoundingClientRect().top;
            const range = [...CSS.highlights.get("rejoinder-repeats")].sort((a, b) => top(a) - top(b))[number];
            range.startContainer.parentElement.scrollIntoView({ block: "center", behavior: "instant" });
            const box = range.getClientRects()[0];
            return [box.x + Math.min(20, box.width / 2), box.y + box.height / 2];
        }""",
        number,
    )
    return x, y


def open_card(page: Page, number: int = 0) -> Page:
    """Click a passage and return the frame of its card, once the claim is in it."""
    page.click(*passage_point(page, number))
    card = page.frame("card")
    card.wait("() => document.querySelector('h1')?.textContent && innerHeight > 100")
    for part in (card, page):
        part.call("() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(() => drawn(true))))")
    return card


def press_lasting(card: Page, number: int) -> None:
    """Press one of the card's buttons for a lasting change, after the card has been in sight long enough."""
    time.sleep(0.8)
    card.click_on(f".actions > :nth-child({(number + 1) // 2}) > :nth-child({2 - number % 2})")  # two by two


def text_of(page: Page) -> str:
    text: str = page.call("() => document.body.innerText")
    return text


def _json(value: list[str]) -> str:
    return "[" + ",".join(f'"{item}"' for item in value) + "]"
