"""A real Firefox with the extension loaded, driven over WebDriver BiDi."""

from __future__ import annotations

import base64
import contextlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from .bidi import Bidi, BidiError
from .browsers import EVERYWHERE, SIZE, Browser, Page

FIREFOX = Path("/usr/bin/firefox-esr")
GECKO_UUID = "6f0f6a3e-3c1b-4a34-9a52-6f2d5f6f2b11"

_KEYS = {"Tab": "\ue004", "Escape": "\ue00c", "Enter": "\ue007", "ArrowDown": "\ue015", "ArrowUp": "\ue013", " ": " "}
_MODIFIERS = {"Shift": "\ue008", "Alt": "\ue00a", "Control": "\ue009"}


class Firefox(Browser):
    name = "firefox"

    def __init__(self, extension: Path | None, profile: Path, proxy_port: int, gecko_id: str, **prefs: Any) -> None:
        uuids = json.dumps({gecko_id: GECKO_UUID})
        self._gecko_id = gecko_id
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
                # A prompt would wait forever for a reader.
                "extensions.webextOptionalPermissionPrompts": False,
                "dom.security.https_first": False,
                **prefs,
            },
        )
        events = ["log.entryAdded"]
        self._bidi.send("session.subscribe", {"events": events})
        if extension is None:
            return
        self._bidi.send("webExtension.install", {"extensionData": {"type": "path", "path": str(extension)}})

    def extension_url(self, path: str) -> str:
        return f"moz-extension://{GECKO_UUID}/{path}"

    def privileged(self, function: str, *args: Any) -> Any:
        """Call a function in the browser's own window, as if the reader acted there. `extension` is ours."""
        tree = self._bidi.send("browsingContext.getTree", {"moz:scope": "chrome"})
        wrapped = f"""async (args) => {{
            const extension = WebExtensionPolicy.getByID({json.dumps(self._gecko_id)})?.extension;
            const load = (name) => ChromeUtils.importESModule(`resource://gre/modules/${{name}}.sys.mjs`);
            return JSON.stringify(await ({function})(...JSON.parse(args)) ?? null); }}"""
        reply = self._bidi.send(
            "script.callFunction",
            {
                "functionDeclaration": wrapped,
                "awaitPromise": True,
                "target": {"context": tree["contexts"][0]["context"]},
                "arguments": [{"type": "string", "value": json.dumps(args)}],
            },
        )
        if reply["type"] == "exception":
            raise AssertionError(reply["exceptionDetails"]["text"])
        return json.loads(reply["result"]["value"])

    def look(self, **media: str) -> None:
        # Scheme: 0 is dark, 1 is light. Colours: 2 is "always my own colours".
        scheme = 0 if media.get("color_scheme") == "dark" else 1
        forced = 2 if media.get("forced_colors") == "active" else 1
        self.privileged(
            """(scheme, forced) => {
                Services.prefs.setIntPref("layout.css.prefers-color-scheme.content-override", scheme);
                Services.prefs.setIntPref("browser.display.document_color_use", forced); }""",
            scheme,
            forced,
        )

    def stop_worker(self) -> None:
        state = self.privileged(
            """async () => {
                await extension.terminateBackground({ ignoreDevToolsAttached: true, disableResetIdleForTest: true });
                return extension.backgroundState; }"""
        )
        assert state == "stopped", state

    def reload_extension(self) -> None:
        """Restart the extension, as an update does."""
        self.privileged("async () => (await load('AddonManager').AddonManager.getAddonByID(extension.id)).reload()")

    def press_action(self, url: str) -> None:
        self.privileged(
            """() => load("ExtensionParent").ExtensionParent.apiManager.global.browserActionFor(extension)
                .triggerAction(Services.wm.getMostRecentWindow("navigator:browser"))"""
        )

    def permit(self, origins: Sequence[str] = EVERYWHERE) -> None:
        self.privileged(
            """(origins) => load("ExtensionPermissions").ExtensionPermissions.add(
                extension.id, { permissions: [], origins }, extension)""",
            list(origins),
        )

    def page(self, url: str | None = None) -> Page:
        context = self._bidi.send("browsingContext.create", {"type": "tab"})["context"]
        page = _FirefoxPage(self._bidi, context)
        page.resize(*SIZE)
        if url:
            page.goto(url)
        # The extension may have opened a page meanwhile, which would be in front of this one.
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
        self.url = url
        for attempt in range(3):
            try:
                self._send("browsingContext.navigate", url=url, wait="complete")
                return
            except BidiError as error:
                # The previous page was just about to navigate by itself.
                if "NS_BINDING_ABORTED" not in str(error) or attempt == 2:
                    raise

    def call(self, function: str, *args: Any) -> Any:
        # Data goes both ways as JSON, so that tests need not know BiDi's typed values.
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

    def resize(self, width: int, height: int, zoom: int = 1) -> None:
        viewport = {"width": width, "height": height}
        self._send("browsingContext.setViewport", viewport=viewport, devicePixelRatio=zoom)

    def close(self) -> None:
        # A popup may have closed itself already.
        with contextlib.suppress(BidiError):
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
