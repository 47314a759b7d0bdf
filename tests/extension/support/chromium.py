"""A real Chromium with the extension loaded, driven by Playwright."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, CDPSession, Playwright, sync_playwright
from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import Frame as PlaywrightFrame
from playwright.sync_api import Page as PlaywrightPage

from tests.browser import SWITCHES, picture

from .browsers import EVERYWHERE, PATIENCE, SIZE, Browser, Page

TRIES = 5
CHROMIUM = Path("/usr/bin/chromium")


class Chromium(Browser):
    name = "chromium"

    def __init__(self, extension: Path | None, profile: Path, proxy_port: int, *args: str) -> None:
        """Without an `extension`, start the browser alone, for comparisons."""
        self._playwright: Playwright = sync_playwright().start()
        loaded = [f"--disable-extensions-except={extension}", f"--load-extension={extension}"] if extension else []
        switches = [
            *loaded,
            *SWITCHES,
            f"--proxy-server=http://127.0.0.1:{proxy_port}",
            "--proxy-bypass-list=<-loopback>",
            *args,
        ]
        self.context: BrowserContext = self._playwright.chromium.launch_persistent_context(
            profile,
            executable_path=str(CHROMIUM),
            headless=True,
            args=switches,
            viewport={"width": SIZE[0], "height": SIZE[1]},
            reduced_motion="reduce",
        )
        self._media: dict[str, str] = {}
        self._origin = ""
        if extension is None:
            return
        workers = self.context.service_workers
        worker = workers[0] if workers else self.context.wait_for_event("serviceworker")
        self._origin = "/".join(worker.url.split("/")[:3])

    def extension_url(self, path: str) -> str:
        return f"{self._origin}/{path}"

    def page(self, url: str | None = None) -> Page:
        page = _ChromiumPage(self.context.new_page())
        if self._media:
            page.playwright.emulate_media(**self._media)  # type: ignore[arg-type]
        if url:
            page.goto(url)
        return page

    def permit(self, origins: Sequence[str] = EVERYWHERE) -> None:
        """Nothing to do: Chrome never takes away what a manifest requires."""

    def limit_storage(self, room: int) -> None:
        """Limit the extension's storage to this many bytes."""
        page = self.context.new_page()
        page.goto(self.extension_url("notice.html"))
        # The limit lasts as long as this session.
        self._limiting = self.context.new_cdp_session(page)
        self._limiting.send("Storage.overrideQuotaForOrigin", {"origin": self._origin, "quotaSize": room})

    def look(self, **media: str) -> None:
        self._media = media

    def press_action(self, url: str) -> None:
        identity = self._origin.split("/")[2]
        assert self.context.browser is not None
        session = self.context.browser.new_browser_cdp_session()
        tabs = session.send("Target.getTargets", {"filter": [{"type": "tab"}]})["targetInfos"]
        (target,) = [tab["targetId"] for tab in tabs if tab["url"] == url]
        session.send("Extensions.triggerAction", {"id": identity, "targetId": target})
        session.detach()

    def stop_worker(self) -> None:
        page = self.context.new_page()
        page.goto(self.extension_url("popup.html"))
        session = self.context.new_cdp_session(page)
        session.send("ServiceWorker.enable")
        session.send("ServiceWorker.stopAllWorkers")
        session.detach()
        page.close()

    def close(self) -> None:
        self.context.close()
        self._playwright.stop()


class _ChromiumPage(Page):
    def __init__(self, page: PlaywrightPage) -> None:
        self.playwright = page
        self._session: CDPSession | None = None
        self._errors: list[str] = []
        self._exceptions: list[str] = []
        page.on("pageerror", lambda e: self._exceptions.append(str(e)))
        page.on("pageerror", lambda e: self._errors.append(str(e)))
        page.on("console", lambda m: self._errors.append(m.text) if m.type == "error" else None)

    def goto(self, url: str) -> None:
        self.url = url
        self.playwright.goto(url, wait_until="load", timeout=60_000)

    def call(self, function: str, *args: Any) -> Any:
        return self.playwright.evaluate(f"(args) => ({function})(...args)", list(args))

    def screenshot(self, path: Path | None = None) -> bytes:
        return picture(self.playwright, path)

    def picture(self) -> bytes:
        if self._session is None:
            self._session = self.playwright.context.new_cdp_session(self.playwright)
        for left in reversed(range(TRIES)):
            try:
                shot = self._session.send("Page.captureScreenshot", {"format": "png", "optimizeForSpeed": True})
                break
            except PlaywrightError:
                # A busy machine sometimes delivers no frame in time.
                if not left:
                    raise
                self.playwright.wait_for_timeout(500)
        return base64.b64decode(shot["data"])

    def move(self, x: float, y: float) -> None:
        self.playwright.mouse.move(x, y)

    def click(self, x: float, y: float) -> None:
        self.playwright.mouse.click(x, y)

    def press(self, key: str) -> None:
        try:
            self.playwright.keyboard.press(key)
        except PlaywrightError:
            if not self.playwright.is_closed():  # a page may close itself before the key is released
                raise

    def resize(self, width: int, height: int, zoom: int = 1) -> None:
        self.playwright.set_viewport_size({"width": width, "height": height})
        if self._session is None:
            self._session = self.playwright.context.new_cdp_session(self.playwright)
        size = {"width": width, "height": height, "deviceScaleFactor": zoom, "mobile": False}
        if zoom != 1:
            self._session.send("Emulation.setDeviceMetricsOverride", size)

    def close(self) -> None:
        self.playwright.close()

    def frames(self) -> list[Page]:
        return [_ChromiumFrame(self, f) for f in self.playwright.frames if f.url.endswith("/notice.html")]

    @property
    def errors(self) -> list[str]:
        return list(self._errors)

    @property
    def exceptions(self) -> list[str]:
        return list(self._exceptions)


class _ChromiumFrame(_ChromiumPage):
    """A frame: its content is its own; keys and pictures are those of its page."""

    def __init__(self, page: _ChromiumPage, frame: PlaywrightFrame) -> None:
        self.playwright = page.playwright
        self._session = None
        self._errors = page._errors
        self._exceptions = page._exceptions
        self._frame = frame

    def call(self, function: str, *args: Any) -> Any:
        return self._frame.evaluate(f"(args) => ({function})(...args)", list(args))

    def click_on(self, selector: str) -> None:
        try:
            self._frame.locator(selector).first.click(timeout=PATIENCE * 1000)
        except PlaywrightError:
            # A click that closes its own frame may never be acknowledged. Tests check what the click did.
            if not self._frame.is_detached():
                raise
