"""A real Chromium and a real Firefox with the extension loaded, behind one small interface."""

from __future__ import annotations

import base64
import json
import time
from abc import ABC, abstractmethod
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, Playwright, sync_playwright
from playwright.sync_api import Frame as PlaywrightFrame
from playwright.sync_api import Page as PlaywrightPage

from tests.browser import SWITCHES, picture

from .bidi import Bidi

CHROMIUM = Path("/usr/bin/chromium")
FIREFOX = Path("/usr/bin/firefox-esr")
GECKO_UUID = "6f0f6a3e-3c1b-4a34-9a52-6f2d5f6f2b11"
SIZE = (1280, 900)
PATIENCE = 20.0


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
    def resize(self, width: int, height: int) -> None: ...

    @abstractmethod
    def close(self) -> None: ...

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
                    if frame.call("() => document.body?.className") == kind:
                        return frame
                except Exception:
                    continue
            # Playwright hears of new frames only while it is asked something.
            self.call("() => new Promise((done) => setTimeout(done, 20))")
        found = [f.call("() => [location.href, document.body?.className, innerWidth]") for f in self.frames()]
        raise AssertionError(f"no {kind} in {PATIENCE} s, only {found}")

    def settled(self) -> bytes:
        """The picture once it no longer changes: fonts may come after the load event."""
        before = self.screenshot()
        for _ in range(10):
            now = self.screenshot()
            if now == before:
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
    def extension_url(self, path: str) -> str: ...

    @abstractmethod
    def close(self) -> None: ...

    def extension_page(self, path: str) -> Page:
        return self.page(self.extension_url(path))


class Chromium(Browser):
    name = "chromium"

    def __init__(self, extension: Path, profile: Path, proxy_port: int, *args: str) -> None:
        self._playwright: Playwright = sync_playwright().start()
        switches = [
            f"--disable-extensions-except={extension}",
            f"--load-extension={extension}",
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
        workers = self.context.service_workers
        worker = workers[0] if workers else self.context.wait_for_event("serviceworker")
        self._origin = "/".join(worker.url.split("/")[:3])

    def extension_url(self, path: str) -> str:
        return f"{self._origin}/{path}"

    def page(self, url: str | None = None) -> Page:
        page = _ChromiumPage(self.context.new_page())
        if url:
            page.goto(url)
        return page

    def stop_worker(self) -> None:
        """Stop the background worker as the browser does when it has been idle."""
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
        self._errors: list[str] = []
        self._exceptions: list[str] = []
        page.on("pageerror", lambda e: self._exceptions.append(str(e)))
        page.on("pageerror", lambda e: self._errors.append(str(e)))
        page.on("console", lambda m: self._errors.append(m.text) if m.type == "error" else None)

    def goto(self, url: str) -> None:
        self.playwright.goto(url, wait_until="load")

    def call(self, function: str, *args: Any) -> Any:
        return self.playwright.evaluate(f"(args) => ({function})(...args)", list(args))

    def screenshot(self, path: Path | None = None) -> bytes:
        return picture(self.playwright, path)

    def move(self, x: float, y: float) -> None:
        self.playwright.mouse.move(x, y)

    def click(self, x: float, y: float) -> None:
        self.playwright.mouse.click(x, y)

    def press(self, key: str) -> None:
        self.playwright.keyboard.press(key)

    def resize(self, width: int, height: int) -> None:
        self.playwright.set_viewport_size({"width": width, "height": height})

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
    """A frame: what it holds is its own, keys and the picture are its page's."""

    def __init__(self, page: _ChromiumPage, frame: PlaywrightFrame) -> None:
        self.playwright = page.playwright
        self._errors = page._errors
        self._exceptions = page._exceptions
        self._frame = frame

    def call(self, function: str, *args: Any) -> Any:
        return self._frame.evaluate(f"(args) => ({function})(...args)", list(args))

    def click_on(self, selector: str) -> None:
        self._frame.locator(selector).first.click(timeout=PATIENCE * 1000)


_KEYS = {"Tab": "\ue004", "Escape": "\ue00c", "Enter": "\ue007", "ArrowDown": "\ue015", "ArrowUp": "\ue013", " ": " "}
_MODIFIERS = {"Shift": "\ue008", "Alt": "\ue00a", "Control": "\ue009"}


class Firefox(Browser):
    name = "firefox"

    def __init__(self, extension: Path, profile: Path, proxy_port: int, gecko_id: str, **prefs: Any) -> None:
        uuids = json.dumps({gecko_id: GECKO_UUID})
        self._bidi = Bidi(
            FIREFOX,
            profile,
            {
                "extensions.webextensions.uuids": uuids,
                "network.proxy.type": 1,
                "network.proxy.http": "127.0.0.1",
                "network.proxy.http_port": proxy_port,
                "network.proxy.ssl": "127.0.0.1",
                "network.proxy.ssl_port": proxy_port,
                "network.proxy.allow_hijacking_localhost": True,
                "network.proxy.no_proxies_on": "",
                "browser.shell.checkDefaultBrowser": False,
                "datareporting.policy.dataSubmissionEnabled": False,
                "toolkit.telemetry.enabled": False,
                "app.normandy.enabled": False,
                "browser.safebrowsing.malware.enabled": False,
                "browser.safebrowsing.phishing.enabled": False,
                "network.captive-portal-service.enabled": False,
                "network.connectivity-service.enabled": False,
                "browser.newtabpage.enabled": False,
                "browser.startup.page": 0,
                "ui.prefersReducedMotion": 1,
                "dom.security.https_first": False,
                **prefs,
            },
        )
        events = ["log.entryAdded"]
        self._bidi.send("session.subscribe", {"events": events})
        self._bidi.send("webExtension.install", {"extensionData": {"type": "path", "path": str(extension)}})

    def extension_url(self, path: str) -> str:
        return f"moz-extension://{GECKO_UUID}/{path}"

    def page(self, url: str | None = None) -> Page:
        context = self._bidi.send("browsingContext.create", {"type": "tab"})["context"]
        page = _FirefoxPage(self._bidi, context)
        page.resize(*SIZE)
        if url:
            page.goto(url)
        # A page that the extension opens meanwhile would leave this one behind it.
        self._bidi.send("browsingContext.activate", {"context": context})
        return page

    def close(self) -> None:
        self._bidi.close()


class _FirefoxPage(Page):
    def __init__(self, bidi: Bidi, context: str) -> None:
        self._bidi = bidi
        self._context = context

    def _send(self, method: str, **params: Any) -> dict[str, Any]:
        return self._bidi.send(method, {"context": self._context, **params})

    def goto(self, url: str) -> None:
        self._send("browsingContext.navigate", url=url, wait="complete")

    def call(self, function: str, *args: Any) -> Any:
        # Plain data goes both ways as JSON, so that BiDi's own typed values stay out of the tests.
        wrapped = f"async (args) => JSON.stringify(await ({function})(...JSON.parse(args)) ?? null)"
        reply = self._bidi.send(
            "script.callFunction",
            {
                "functionDeclaration": wrapped,
                "awaitPromise": True,
                "target": {"context": self._context},
                "arguments": [{"type": "string", "value": json.dumps(args)}],
                "userActivation": True,
            },
        )
        if reply["type"] == "exception":
            raise AssertionError(reply["exceptionDetails"]["text"])
        return json.loads(reply["result"]["value"])

    def screenshot(self, path: Path | None = None) -> bytes:
        data = base64.b64decode(self._send("browsingContext.captureScreenshot")["data"])
        if path:
            path.write_bytes(data)
        return data

    def _pointer(self, *actions: dict[str, Any]) -> None:
        pointer = {"type": "pointer", "id": "mouse", "actions": list(actions)}
        self._send("input.performActions", actions=[pointer])

    def move(self, x: float, y: float) -> None:
        self._pointer({"type": "pointerMove", "x": round(x), "y": round(y)})

    def click(self, x: float, y: float) -> None:
        press = [{"type": "pointerDown", "button": 0}, {"type": "pointerUp", "button": 0}]
        self._pointer({"type": "pointerMove", "x": round(x), "y": round(y)}, *press)

    def press(self, key: str) -> None:
        *modifiers, last = key.split("+") if len(key) > 1 else [key]
        held = [_MODIFIERS[m] for m in modifiers]
        value = _KEYS.get(last, last)
        down = [{"type": "keyDown", "value": v} for v in [*held, value]]
        up = [{"type": "keyUp", "value": v} for v in [value, *reversed(held)]]
        self._send("input.performActions", actions=[{"type": "key", "id": "keyboard", "actions": down + up}])

    def resize(self, width: int, height: int) -> None:
        self._send("browsingContext.setViewport", viewport={"width": width, "height": height})

    def close(self) -> None:
        self._send("browsingContext.close")

    def frames(self) -> list[Page]:
        tree = self._bidi.send("browsingContext.getTree", {"root": self._context})["contexts"][0]
        ours = [child for child in tree["children"] if child["url"].endswith("/notice.html")]
        return [_FirefoxPage(self._bidi, child["context"]) for child in ours]

    @property
    def errors(self) -> list[str]:
        found = []
        for event in self._bidi.events:
            entry = event.get("params", {})
            if entry.get("level") == "error" and entry.get("source", {}).get("context") == self._context:
                found.append(entry.get("text", ""))
        return found

    @property
    def exceptions(self) -> list[str]:
        return [text for text in self.errors if not text.startswith("Content-Security-Policy")]
