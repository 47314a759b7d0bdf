"""What tests ask of a browser with the extension loaded and of its pages, whichever browser it is."""

from __future__ import annotations

import time
from abc import ABC, abstractmethod
from collections.abc import Sequence
from pathlib import Path
from typing import Any

SIZE = (1280, 900)
PATIENCE = 20.0
EVERYWHERE = ("http://*/*", "https://*/*")


class Page(ABC):
    """A tab. Scripts are functions in JavaScript, run in the page's own world."""

    @abstractmethod
    def goto(self, url: str) -> None:
        """Go there and wait until it is loaded."""

    @abstractmethod
    def call(self, function: str, *args: Any) -> Any:
        """Call a JavaScript function, await what it returns, and give that as plain data."""

    @abstractmethod
    def screenshot(self, path: Path | None = None) -> bytes:
        """What is to be seen, as PNG."""

    @abstractmethod
    def move(self, x: float, y: float) -> None: ...

    @abstractmethod
    def click(self, x: float, y: float) -> None: ...

    @abstractmethod
    def press(self, key: str) -> None:
        """Press and release one key: a letter, or Tab, Escape, Enter, ArrowDown, Shift+Tab."""

    @abstractmethod
    def resize(self, width: int, height: int, zoom: int = 1) -> None:
        """Make the window so large, in CSS pixels; `zoom` of the screen's make one of them."""

    @abstractmethod
    def close(self) -> None: ...

    url = ""

    @property
    @abstractmethod
    def errors(self) -> list[str]:
        """Uncaught exceptions and console errors so far."""

    @abstractmethod
    def frames(self) -> list[Page]:
        """The extension's own frames in this page."""

    def frame(self, kind: str) -> Page:
        """The frame of one of our surfaces: card, bar or dock, once it is there."""
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            for frame in self.frames():
                try:
                    if frame.call("(kind) => document.body?.classList.contains(kind)", kind):
                        return frame
                except Exception:
                    continue
            # Playwright hears of new frames only while it is asked something.
            self.call("() => new Promise((done) => setTimeout(done, 20))")
        found = [f.call("() => [location.href, document.body?.className, innerWidth]") for f in self.frames()]
        raise AssertionError(f"no {kind} in {PATIENCE} s, only {found}")

    def picture(self) -> bytes:
        """What is to be seen, quickly, to be compared with another of the same page."""
        return self.screenshot()

    def settled(self, path: Path | None = None) -> bytes:
        """The picture once it no longer changes: fonts and frames may come after the load event."""
        deadline = time.monotonic() + PATIENCE
        before = self.picture()
        while time.monotonic() < deadline:
            now = self.picture()
            if now == before:
                if path:
                    self.screenshot(path)
                return now
            before = now
        raise AssertionError("the page does not come to rest")

    def click_on(self, selector: str) -> None:
        """Click an element with the pointer, as a reader does: a script's click gives no permission."""
        x, y = self.wait(
            """async (selector) => {
                const element = document.querySelector(selector);
                if (!element) return null;
                element.scrollIntoView({ block: "center", behavior: "instant" });
                const drawn = () => new Promise((done) => setTimeout(done, 16));
                const place = () => JSON.stringify(element.getBoundingClientRect());
                // Only where it stays: a frame of ours may just be growing.
                const before = place();
                for (let i = 0; i < 4; i++) await drawn();
                const box = element.getBoundingClientRect();
                return place() === before && box.width ? [box.x + box.width / 2, box.y + box.height / 2] : null;
            }""",
            selector,
        )
        self.click(x, y)

    @property
    @abstractmethod
    def exceptions(self) -> list[str]:
        """Uncaught exceptions so far, in whichever world of the page."""

    def wait(self, function: str, *args: Any, patience: float = PATIENCE) -> Any:
        """Wait until the function returns something true; returns that."""
        deadline = time.monotonic() + patience
        # Whether it is true is JavaScript's to say: an element is, though as plain data it is empty.
        asked = f"async (...args) => {{ const v = await ({function})(...args); return [!!v, v instanceof Node || v]; }}"
        while True:
            true, value = self.call(asked, *args)
            if true:
                return value
            if time.monotonic() > deadline:
                raise AssertionError(f"still not true after {patience} s: {function} {args}")
            time.sleep(0.02)


class Browser(ABC):
    """A browser with the extension in it."""

    name: str

    @abstractmethod
    def page(self, url: str | None = None) -> Page: ...

    @abstractmethod
    def permit(self, origins: Sequence[str] = EVERYWHERE) -> None:
        """Give the extension the websites that its manifest requires, also where the options have handed them back."""

    @abstractmethod
    def look(self, **media: str) -> None:
        """How things look from the next page on: color_scheme="dark", forced_colors="active", or neither."""

    @abstractmethod
    def stop_worker(self) -> None:
        """Stop the background worker as the browser does when it has been idle."""

    @abstractmethod
    def press_action(self, url: str) -> None:
        """Press the extension's button in the toolbar, with the tab at this address in front."""

    @abstractmethod
    def extension_url(self, path: str) -> str: ...

    @abstractmethod
    def close(self) -> None: ...

    def extension_page(self, path: str) -> Page:
        return self.page(self.extension_url(path))
