"""Real pages, with the real service and all real cases: nothing breaks, nothing moves, and few notices appear."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from .support.product import Product
from .support.service import Service
from .support.web import STRICT_POLICY, Web


def test_real_pages(product: Product, real: Service, web: Web, shared: Path, artifacts: Path) -> None:
    """Each page is looked at before and after it is checked: where nothing matches both pictures are the same bytes."""
    product.configure(mode="click", service=real.url)
    folders = sorted(p for p in (shared / "pages").iterdir() if (p / "source.html").is_file())
    assert len(folders) >= 40
    page = product.open("about:blank")
    report: dict[str, Any] = {}
    for folder in folders:
        name = re.sub(r"[^a-z0-9]", "-", folder.name.lower())
        url = f"http://{name}.pages.test/"
        html = (folder / "source.html").read_text(encoding="utf-8", errors="replace")
        web.page(url, html if "<html" in html.lower() else f"<!doctype html>{html}", policy=STRICT_POLICY)
        page.goto(url)
        before = page.settled()
        assert product.check(url) == {"refusal": ""}, name
        state = product.state(url, "done", "failed")
        assert state["phase"] == "done", (name, state["failure"])
        if not state["notices"]:
            assert page.call("() => document.querySelector('rejoinder-notice')") is None, name
            assert page.settled() == before, f"{name} looks different"
        entry = {"notices": [n["match"]["quote"] for n in state["notices"]], "related": len(state["related"])}
        report[folder.name] = entry
    assert page.exceptions == []
    sent = [request.json() for request in web.to(f"{real.url}/v1/match", "POST")]
    summary = {
        "pages": len(report),
        "blocks": sum(len(body["blocks"]) for body in sent),
        "characters": sum(len(block["text"]) for body in sent for block in body["blocks"]),
        "pages with a notice": sum(1 for entry in report.values() if entry["notices"]),
        "notices": {name: entry["notices"] for name, entry in report.items() if entry["notices"]},
    }
    (artifacts / f"real-pages-{product.browser.name}.json").write_text(
        json.dumps(summary, indent=1, ensure_ascii=False), encoding="utf-8"
    )
    # Pages about anything at all: next to none repeats a debunked claim. A louder product would be uninstalled.
    assert summary["pages with a notice"] <= len(report) * 0.1, summary["notices"]
