"""Firefox also keeps the session's Secure cookie over http on this machine."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

from index.admin_state.database import State
from server.admin.accounts import Accounts
from tests.conftest import require
from tests.extension.support.bidi import Bidi
from tests.server.conftest import Serve

FIREFOX = Path("/usr/bin/firefox-esr")


def test_signing_in_with_firefox(folder: Path, tmp_path: Path, _serve: Serve) -> None:
    require(FIREFOX.exists(), "firefox-esr is not installed: `make browsers`")
    running = _serve(folder)
    token = Accounts(State(folder)).new_token("anna")
    bidi = Bidi(FIREFOX, tmp_path / "profile", {"browser.shell.checkDefaultBrowser": False})
    try:
        tab = bidi.send("browsingContext.create", {"type": "tab"})["context"]

        def goto(url: str) -> None:
            bidi.send("browsingContext.navigate", {"context": tab, "url": url, "wait": "complete"})

        def evaluate(script: str) -> Any:
            found = bidi.send(
                "script.evaluate", {"expression": script, "target": {"context": tab}, "awaitPromise": False}
            )
            return found["result"].get("value")

        goto(f"{running.url}/admin/sign-in#{token}")
        assert evaluate("location.hash") == ""
        evaluate("document.querySelector('#sign-in button').click()")
        deadline = time.monotonic() + 15
        while evaluate("document.querySelector('h1')?.textContent") != "Overview":
            assert time.monotonic() < deadline
            time.sleep(0.1)
        goto(f"{running.url}/admin/audit")
        assert evaluate("document.querySelector('h1').textContent") == "Audit log"
        assert evaluate("document.cookie") == ""
        cookies = bidi.send("storage.getCookies", {"partition": {"type": "context", "context": tab}})["cookies"]
        assert [(c["secure"], c["httpOnly"], c["sameSite"]) for c in cookies] == [(True, True, "strict")], json.dumps(
            cookies
        )
    finally:
        bidi.close()
    assert running.stop() == 0
