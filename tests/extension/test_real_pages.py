"""Real pages with the real service and all real cases: nothing breaks, nothing moves, and few notices appear."""

from __future__ import annotations

import json
import re
import time
from pathlib import Path
from typing import Any

from .pages import SEED_PASSAGE
from .support.browsers import Page
from .support.product import SHOWN, Product
from .support.service import Service
from .support.web import STRICT_POLICY, Web

# Everything in which a change of ours could show: the page's document, and where each element is.
MEASURED = """() => {
  const boxes = [...document.querySelectorAll("*")].map((element) => {
    const { x, y, width, height } = element.getBoundingClientRect();
    return [x, y + scrollY, width, height].map(Math.round); });
  return { html: document.documentElement.outerHTML, boxes: JSON.stringify(boxes) }; }"""

# Puts the seed case's claim into the longest visible paragraph.
REPEAT = """(passage) => {
  const seen = [...document.querySelectorAll("p, div, td, li")].filter((element) =>
    element.checkVisibility({ visibilityProperty: true }) && element.offsetHeight > 10 && element.offsetWidth > 100
    && !element.closest("nav, aside, footer, form, button, [contenteditable], [id*=comment i], [class*=comment i]")
    && !element.closest("a[href], summary, label")
    && [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim().length > 40));
  const own = (element) => [...element.childNodes].reduce((n, node) => n + (node.nodeType === 3 ? node.length : 0), 0);
  const longest = seen.sort((a, b) => own(b) - own(a))[0];
  longest?.append(` ${passage}.`);
  return Boolean(longest); }"""

BLINKS_S = 6.0  # long enough to see everything that changes by itself: carets, late fonts


def looks_unchanged(page: Page, url: str, before: bytes) -> bool:
    """Whether the page looks as before, or else, loaded again without anything of ours, comes to look as it does now.

    A caret blinks once a second, so a single look could always meet it in the same state.
    """
    now = page.settled()
    if now == before:
        return True
    page.goto(url)
    deadline = time.monotonic() + BLINKS_S
    while page.picture() != now:
        if time.monotonic() > deadline:
            return False
    return True


def checked(product: Product, url: str) -> dict[str, Any]:
    """The state after a check. A busy machine may keep a page waiting for too long; then it is checked again, once."""
    for _ in range(2):
        assert product.check(url) == {"refusal": ""}, url
        state = product.state(url, "done", "failed")
        if state["failure"] != "slow":
            break
    return state


def test_real_pages(product: Product, real: Service, web: Web, shared: Path, artifacts: Path) -> None:
    """Each page first as it is: neither its picture nor its document may change. Then with a repeated claim in it."""
    product.configure(mode="click", service=real.url)
    folders = sorted(p for p in (shared / "pages").iterdir() if (p / "source.html").is_file())
    assert len(folders) >= 40
    page = product.open("about:blank")
    report: dict[str, Any] = {}
    repeated = 0
    missed: list[str] = []
    for folder in folders:
        name = re.sub(r"[^a-z0-9]", "-", folder.name.lower())
        url = f"http://{name}.pages.test/"
        html = (folder / "source.html").read_text(encoding="utf-8", errors="replace")
        web.page(url, html if "<html" in html.lower() else f"<!doctype html>{html}", policy=STRICT_POLICY)
        page.goto(url)
        before, measured = page.settled(), page.call(MEASURED)
        state = checked(product, url)
        assert state["phase"] == "done", (name, state["failure"])
        report[folder.name] = {
            "notices": [n["match"]["quote"] for n in state["notices"]],
            "related": len(state["related"]),
        }
        if not state["notices"]:
            assert page.call(MEASURED) == measured, f"{name} has changed"
            assert looks_unchanged(page, url, before), f"{name} looks different"
        if page.call(REPEAT, SEED_PASSAGE):
            html = page.call("() => document.documentElement.outerHTML")
            assert product.check(url) == {"refusal": ""}, name
            found = product.state(url, "done")["notices"]
            if not any(SEED_PASSAGE in notice["match"]["quote"] for notice in found):
                # Amid text in another language the service may not recognise it, but it was read and sent.
                sent = web.to(f"{real.url}/v1/match", "POST")[-1].json()["blocks"]
                assert any(SEED_PASSAGE in block["text"] for block in sent), name
                missed.append(name)
                continue
            page.wait(f"(passage) => ({SHOWN})().some((one) => one.includes(passage))", SEED_PASSAGE)
            without = page.call(
                """() => { const copy = document.documentElement.cloneNode(true);
                    copy.querySelector("rejoinder-notice").remove(); return copy.outerHTML; }"""
            )
            assert without == html, f"{name}: only our one element may be added"
            repeated += 1
    assert page.exceptions == []
    bodies = [request.json() for request in web.to(f"{real.url}/v1/match", "POST")]
    summary = {
        "pages": len(report),
        "pages with a claim put in and found": repeated,
        "put in and not known": missed,
        "blocks": sum(len(body["blocks"]) for body in bodies),
        "characters": sum(len(block["text"]) for body in bodies for block in body["blocks"]),
        "pages with a notice": sum(1 for entry in report.values() if entry["notices"]),
        "notices": {name: entry["notices"] for name, entry in report.items() if entry["notices"]},
    }
    (artifacts / f"real-pages-{product.browser.name}.json").write_text(
        json.dumps(summary, indent=1, ensure_ascii=False), encoding="utf-8"
    )
    assert repeated >= 40
    # These pages are about anything, so almost none repeats a debunked claim. Readers would uninstall a louder product.
    assert summary["pages with a notice"] <= len(report) * 0.1, summary["notices"]
