"""The interface of a browser with the extension loaded and of its pages, the same for both browsers."""

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
    """A tab. Scripts are JavaScript functions that run in the page's own world."""

    @abstractmethod
    def goto(self, url: str) -> None:
        """Open a URL and wait until it is loaded."""

    @abstractmethod
    def call(self, function: str, *args: Any) -> Any:
        """Call a JavaScript function, await its result and return it as plain data."""

    @abstractmethod
    def screenshot(self, path: Path | None = None) -> bytes:
        """A screenshot of the visible page, as PNG."""

    @abstractmethod
    def move(self, x: float, y: float) -> None: ...

    @abstractmethod
    def click(self, x: float, y: float) -> None: ...

    @abstractmethod
    def press(self, key: str) -> None:
        """Press and release one key: a letter, or Tab, Escape, Enter, ArrowDown, Shift+Tab."""

    @abstractmethod
    def resize(self, width: int, height: int, zoom: int = 1) -> None:
        """Resize the window, in CSS pixels. Each of them is `zoom` pixels of the screen."""

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
        """Wait for the frame of one of our surfaces (card, bar or dock) and return it."""
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            for frame in self.frames():
                try:
                    if frame.call("(kind) => document.body?.classList.contains(kind)", kind):
                        return frame
                except Exception:
                    continue
            # Playwright notices new frames only during a call.
            self.call("() => new Promise((done) => setTimeout(done, 20))")
        found = [f.call("() => [location.href, document.body?.className, innerWidth]") for f in self.frames()]
        raise AssertionError(f"no {kind} in {PATIENCE} s, only {found}")

    def picture(self) -> bytes:
        """A quick screenshot, to be compared with another one of the same page."""
        return self.screenshot()

    def settled(self, path: Path | None = None) -> bytes:
        """Wait until the page no longer changes and return its picture. Fonts and frames may come after `load`."""
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
        """Click an element with the pointer, as a reader does. A click by a script would give no permission."""
        x, y = self.wait(
            """async (selector) => {
                const element = document.querySelector(selector);
                if (!element) return null;
                element.scrollIntoView({ block: "center", behavior: "instant" });
                const drawn = () => new Promise((done) => setTimeout(done, 16));
                const place = () => JSON.stringify(element.getBoundingClientRect());
                // Only if it stays in place: one of our frames may be growing.
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
        """Uncaught exceptions so far, in any world of the page."""

    def wait(self, function: str, *args: Any, patience: float = PATIENCE) -> Any:
        """Wait until the function returns something true, and return that."""
        begun = time.monotonic()
        # JavaScript decides whether it is true: an element is, although as plain data it is empty.
        asked = f"async (...args) => {{ const v = await ({function})(...args); return [!!v, v instanceof Node || v]; }}"
        while True:
            true, value = self.call(asked, *args)
            if true:
                return value
            waited = time.monotonic() - begun
            if waited > patience:
                seen = self.call("() => [location.href, document.readyState, document.body?.innerText.slice(0, 300)]")
                raise AssertionError(
                    f"still not true after {patience} s: {function} {args}; seen: {seen}, errors: {self.exceptions}"
                )
            # Each question costs the browser about as much time as this: what it is doing should end first.
            time.sleep(min(max(0.02, waited / 8), 0.2))


class Browser(ABC):
    """A browser with the extension in it."""

    name: str

    @abstractmethod
    def page(self, url: str | None = None) -> Page: ...

    @abstractmethod
    def permit(self, origins: Sequence[str] = EVERYWHERE) -> None:
        """Give the extension the websites that its manifest requires, even if the options have given them back."""

    @abstractmethod
    def look(self, **media: str) -> None:
        """Set the system's look for all later pages: color_scheme="dark", forced_colors="active", or neither."""

    @abstractmethod
    def stop_worker(self) -> None:
        """Stop the background worker, as the browser does when it has been idle."""

    @abstractmethod
    def press_action(self, url: str) -> None:
        """Press the extension's toolbar button while the tab at this address is active."""

    @abstractmethod
    def extension_url(self, path: str) -> str: ...

    @abstractmethod
    def close(self) -> None: ...

    def extension_page(self, path: str) -> Page:
        return self.page(self.extension_url(path))
