"""Chromium for the tests that need a browser, and pictures of its pages that a busy machine does not spoil."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright
from playwright.sync_api import TimeoutError as PlaywrightTimeoutError

from tests.conftest import require

# Without a graphics card, and without what a fresh profile would do on its own while a page is drawn.
SWITCHES = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
_PATIENCE_MS = 8_000
_TRIES = 4


@contextlib.contextmanager
def chromium() -> Iterator[Browser]:
    """The system's Chromium without a window; a test without one is skipped."""
    found = shutil.which("chromium")
    require(found is not None, "chromium is not installed: `make browsers`")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=[*SWITCHES, "--no-sandbox"])
        yield browser
        browser.close()


def picture(page: Page, path: Path | None = None, *, whole: bool = False) -> bytes:
    """The page as PNG: what its window shows, or all of it.

    Of a page under load Chromium now and then never delivers the frame that it was asked for, while the page itself is
    well. A change of the window's size makes it draw anew, so that is what a second try begins with. For the whole page
    the window grows instead of the picture reaching beyond it, which is where frames were lost most.
    """
    page.wait_for_load_state()
    usual = page.viewport_size
    assert usual is not None
    wanted = usual.copy()
    if whole:
        wanted["height"] = max(usual["height"], page.evaluate("document.documentElement.scrollHeight"))
    try:
        for left in reversed(range(_TRIES)):
            if page.viewport_size != wanted:
                page.set_viewport_size(wanted)
            try:
                return page.screenshot(path=path, animations="disabled", caret="hide", timeout=_PATIENCE_MS)
            except PlaywrightTimeoutError:
                if not left:
                    raise
                page.set_viewport_size({"width": wanted["width"], "height": wanted["height"] + 1})
    finally:
        if page.viewport_size != usual:
            page.set_viewport_size(usual)
    raise AssertionError("not reached")
