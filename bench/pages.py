"""Check that real pages stay as they are while notices are shown: document, geometry, layout shift.

    python -m bench.pages chromium              # the saved pages of REJOINDER_SHARED, with a claim put into each
    python -m bench.pages firefox --pages 5

Opens each page at 375, 1280 and 2560 pixels and at 200 % in a window of 1280, in a browser without the extension and in
one with it, which shows a highlight, the dock and an open card. The page contains the same claim in both. Compares the
document (without our one element), the box of every element, the size of the whole page, and in Chromium the sum of the
layout shifts. Ends with 1 if anything differs. Writes bench/results/pages.json.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from playwright.sync_api import Error as PlaywrightError

from tests.extension.conftest import GECKO_ID
from tests.extension.pages import SEED_PASSAGE
from tests.extension.support.bidi import BidiError
from tests.extension.support.browsers import Browser, Page
from tests.extension.support.chromium import Chromium
from tests.extension.support.fake import answering, case
from tests.extension.support.firefox import Firefox
from tests.extension.support.product import Product, passage_point, shown
from tests.extension.support.web import STRICT_POLICY, Web
from tests.extension.test_real_pages import REPEAT

ROOT = Path(__file__).resolve().parents[1]
RESULTS = ROOT / "bench" / "results" / "pages.json"


@dataclass(frozen=True)
class View:
    """A window: its size in CSS pixels, and how many pixels of the screen make one of them (the browser's zoom)."""

    name: str
    width: int
    height: int
    zoom: int = 1


TRIES = 3  # attempts to open a page
TOGETHER = 10  # pages before each browser is restarted
AROUND = 60  # characters to print around a difference
VIEWS = (View("375", 375, 800), View("1280", 1280, 900), View("2560", 2560, 1300), View("200 %", 640, 450, 2))

MEASURE = """() => {
  const ours = document.querySelector("rejoinder-notice");
  const copy = document.documentElement.cloneNode(true);
  copy.querySelector("rejoinder-notice")?.remove();
  const elements = [...document.querySelectorAll("*")].filter((element) => element !== ours);
  const boxes = elements.map((element) => {
    const { x, y, width, height } = element.getBoundingClientRect();
    return [x + scrollX, y + scrollY, width, height].map((side) => Math.round(side * 4) / 4); });
  const root = document.documentElement;
  return { document: copy.outerHTML, boxes: JSON.stringify(boxes), whole: [root.scrollWidth, root.scrollHeight] }; }"""
# The browser reports layout shifts only to observers.
SHIFT = """() => new Promise((done) => {
  if (!PerformanceObserver.supportedEntryTypes.includes("layout-shift")) return done(null);
  let sum = 0;
  const observer = new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if (!entry.hadRecentInput) sum += entry.value; });
  observer.observe({ type: "layout-shift", buffered: true });
  setTimeout(() => done(sum), 150); })"""


@contextmanager
def browser_of(name: str, web: Web, extension: bool) -> Iterator[Browser]:
    """A new browser, with the test build or without the extension."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        profile = Path(folder) / "profile"
        built = ROOT / "extension" / "dist" / ("test-chrome" if name == "chromium" else "test-firefox")
        loaded = built if extension else None
        browser: Browser = (
            Chromium(loaded, profile, web.port) if name == "chromium" else Firefox(loaded, profile, web.port, GECKO_ID)
        )
        try:
            yield browser
        finally:
            browser.close()


def saved_pages(most: int | None) -> list[tuple[str, str]]:
    """Names and HTML of the saved pages."""
    folder = Path(os.environ.get("REJOINDER_SHARED", ROOT.parent / "shared")) / "data" / "pages"
    found = sorted(p for p in folder.iterdir() if (p / "source.html").is_file())[:most]
    if not found:
        sys.exit(f"no saved pages in {folder}: set REJOINDER_SHARED to a folder that has data/pages/*/source.html")
    return [(p.name, (p / "source.html").read_text(encoding="utf-8", errors="replace")) for p in found]


def address(name: str) -> str:
    return f"http://{re.sub(r'[^a-z0-9]', '-', name.lower())}.pages.test/"


def serve(web: Web, pages: list[tuple[str, str]]) -> None:
    for name, html in pages:
        web.page(address(name), html if "<html" in html.lower() else f"<!doctype html>{html}", policy=STRICT_POLICY)


def opened(page: Page, url: str, view: View) -> bool:
    """Open a page in a view and put the claim into it. False if the page has no text to put it into."""
    page.resize(view.width, view.height, view.zoom)
    for attempt in range(TRIES):
        try:
            page.goto(url)
            break
        except (PlaywrightError, BidiError):
            # The machine may be busy with other work.
            if attempt == TRIES - 1:
                return False
    return bool(page.call(REPEAT, SEED_PASSAGE))


def lead_there(page: Page) -> None:
    """Scroll to the claim, as opening its card does, because pages move things when they are scrolled."""
    page.call(
        """(passage) => {
            const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
            while (walker.nextNode()) if (walker.currentNode.data.includes(passage)) break;
            walker.currentNode.parentElement.scrollIntoView({ block: "center", behavior: "instant" });
            return new Promise((done) => setTimeout(done, 300)); }""",
        SEED_PASSAGE,
    )


def measured(page: Page) -> dict[str, Any]:
    page.call("() => scrollTo({ top: 0, left: 0, behavior: 'instant' })")
    found = cast("dict[str, Any]", page.call(MEASURE))
    return {**found, "shift": page.call(SHIFT)}


def show(product: Product, page: Page, url: str) -> None:
    """Have the page checked, and open the card of the claim."""
    assert product.check(url) == {"refusal": ""}, url
    product.state(url, "done")
    shown(page)
    x, y = passage_point(page)
    page.click(x, y)
    card = page.frame("card")
    card.wait("() => document.querySelector('h1')?.textContent && innerHeight > 100")
    page.frame("dock")


def differences(without: dict[str, Any], with_ours: dict[str, Any]) -> list[str]:
    """How a page differs with the extension, with the text around the first difference. Smaller layout shifts do not
    count, because a page may load faster by chance."""
    differ: list[str] = []
    for what in ("document", "boxes", "whole"):
        ours, theirs = str(with_ours[what]), str(without[what])
        if ours != theirs:
            pairs = enumerate(zip(ours, theirs, strict=False))
            begins = next((n for n, (a, b) in pairs if a != b), min(len(ours), len(theirs)))
            before = max(0, begins - AROUND)
            differ.append(f"{what}: {theirs[before : begins + AROUND]!r} is {ours[before : begins + AROUND]!r}")
    if without["shift"] is not None and with_ours["shift"] > without["shift"] + 1e-4:
        differ.append(f"shift: {without['shift']:.4f} is {with_ours['shift']:.4f}")
    return differ


@dataclass
class Found:
    """What the comparison has found so far, with pages and views by name."""

    shifts: list[float]
    differ: dict[str, list[str]]
    no_card: list[str]
    compared: int = 0


def compare(name: str, pages: list[tuple[str, str]], web: Web, service: str, found: Found) -> None:
    """Compare some pages in all views: first in a browser without the extension, then in one with it."""
    before: dict[tuple[str, str], dict[str, Any]] = {}
    with browser_of(name, web, extension=False) as browser:
        page = browser.page()
        for title, _ in pages:
            for view in VIEWS:
                if opened(page, address(title), view):
                    lead_there(page)
                    before[title, view.name] = measured(page)
    found.shifts += [one["shift"] for one in before.values() if one["shift"] is not None]
    with browser_of(name, web, extension=True) as browser:
        product = Product(browser)
        product.configure(mode="click", service=service)
        page = product.open("about:blank")
        for title, _ in pages:
            said: list[str] = []
            for view in VIEWS:
                if (title, view.name) not in before or not opened(page, address(title), view):
                    continue
                found.compared += 1
                try:
                    show(product, page, address(title))
                except (AssertionError, PlaywrightError, BidiError) as error:
                    # The claim cannot be seen at this width, so it is not read.
                    found.no_card.append(f"{title} at {view.name}: {str(error)[:80]}")
                if differing := differences(before[title, view.name], measured(page)):
                    found.differ[f"{title} at {view.name}"] = differing
                    said += [f"at {view.name}: {one}" for one in differing]
            print(f"{title}: {said or 'the same'}", flush=True)


def run(name: str, most: int | None, web: Web) -> dict[str, Any]:
    """Compare all pages in all views. Returns how many were compared and what differed."""
    pages = saved_pages(most)
    serve(web, pages)
    service = answering(web, [(SEED_PASSAGE, "k1", 0.99)], {"k1": case("A claim that was debunked")})
    found = Found([], {}, [])
    for first in range(0, len(pages), TOGETHER):
        compare(name, pages[first : first + TOGETHER], web, service, found)
    return {
        "pages": len(pages),
        "compared": found.compared,
        "no card": found.no_card,
        "differences": found.differ,
        "layout shift without": round(sum(found.shifts), 4) if found.shifts else None,
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("browser", choices=["chromium", "firefox"])
    parser.add_argument("--pages", type=int, help="how many pages at most")
    given = parser.parse_args()
    build = ["npm", "run", "build", "--", "--test"]
    subprocess.run(build, cwd=ROOT / "extension", check=True, stdout=subprocess.DEVNULL)
    web = Web()
    try:
        result = run(given.browser, given.pages, web)
    finally:
        web.close()
    print(json.dumps(result, indent=1, ensure_ascii=False))
    if given.pages is None:
        kept = json.loads(RESULTS.read_text("utf-8")) if RESULTS.exists() else {}
        RESULTS.write_text(json.dumps({**kept, given.browser: result}, indent=1, ensure_ascii=False) + "\n", "utf-8")
    if result["differences"]:
        sys.exit(1)


if __name__ == "__main__":
    main()
