"""Check that real pages stay as they are while notices are shown: document, geometry, layout shift.

    python -m bench.pages chromium              # the saved pages of REJOINDER_SHARED, with a claim put into each
    python -m bench.pages firefox --pages 5
    python -m bench.pages chromium --only cnet lwn-1 --control

Opens each page at 375, 1280 and 2560 pixels and at 200 % in a window of 1280: in a browser with the extension, which
shows a highlight, the dock and an open card, and in one without it. The page contains the same claim in both, both
scroll to it at once, and both are measured at the same age, because pages move by themselves too. Compares the document
(without our one element), the box of every element, the size of the whole page, and in Chromium the sum of the layout
shifts after the scroll, with what moved. With `--control` neither browser has the extension, which shows what differs
by itself. Ends with 1 if anything differs. Writes bench/results/pages.json when it has compared all pages.
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
CONTROL_MS = 10_000  # age at which a page is measured if there is no card to wait for
# A page rests if nothing has moved for so many frames and milliseconds; it is not waited for longer than the third.
REST_FRAMES, REST_MS, MOST_REST_MS = 12, 400, 8_000
AROUND = 60  # characters to print around a difference
VIEWS = (View("375", 375, 800), View("1280", 1280, 900), View("2560", 2560, 1300), View("200 %", 640, 450, 2))

# Scrolls and measures in one go, because a card that opens may scroll to its passage in between.
MEASURE = """() => {
  scrollTo({ top: 0, left: 0, behavior: "instant" });
  const ours = document.querySelector("rejoinder-notice");
  const copy = document.documentElement.cloneNode(true);
  copy.querySelector("rejoinder-notice")?.remove();
  const elements = [...document.querySelectorAll("*")].filter((element) => element !== ours);
  const boxes = elements.map((element) => {
    if (!element.getClientRects().length) return null;  // it has no place, wherever the page is scrolled to
    const { x, y, width, height } = element.getBoundingClientRect();
    return [x + scrollX, y + scrollY, width, height].map((side) => Math.round(side * 4) / 4); });
  const root = document.documentElement;
  return { document: copy.outerHTML, boxes: JSON.stringify(boxes), whole: [root.scrollWidth, root.scrollHeight] }; }"""
# The browser reports layout shifts only to observers.
SHIFT = """() => new Promise((done) => {
  if (!PerformanceObserver.supportedEntryTypes.includes("layout-shift")) return done(null);
  const name = ({ node }) => `${node?.nodeName.toLowerCase()}.${node?.className || node?.id || ""}`.slice(0, 40);
  const found = [];
  const observer = new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if (!entry.hadRecentInput)
      found.push({ value: entry.value, at: Math.round(entry.startTime), moved: entry.sources.map(name) }); });
  observer.observe({ type: "layout-shift", buffered: true });
  setTimeout(() => done(found), 150); })"""


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


def lead_there(page: Page) -> float:
    """Scroll to the claim, as opening its card does, because pages move things when they are scrolled. Returns the
    page's age in milliseconds when it has come to rest: what moves before that is not the extension's doing."""
    age = page.call(
        """(passage, restFrames, restMs, mostMs) => {
            const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
            while (walker.nextNode()) if (walker.currentNode.data.includes(passage)) break;
            walker.currentNode.parentElement.scrollIntoView({ block: "center", behavior: "instant" });
            let moved = performance.now(), frames = 0;
            const { supportedEntryTypes } = PerformanceObserver;
            const observer = new PerformanceObserver(() => { moved = performance.now(); frames = 0; });
            if (supportedEntryTypes.includes("layout-shift")) observer.observe({ type: "layout-shift" });
            const begun = moved;
            return new Promise((done) => {
                const look = () => {
                    const now = performance.now();
                    const rests = frames++ >= restFrames && now - moved >= restMs;
                    if (!rests && now - begun < mostMs) return void requestAnimationFrame(look);
                    observer.disconnect();
                    done(now); };
                requestAnimationFrame(look); }); }""",
        SEED_PASSAGE,
        REST_FRAMES,
        REST_MS,
        MOST_REST_MS,
    )
    return float(age)


def measured(page: Page, since: float) -> dict[str, Any]:
    """What the page is like now, and the layout shifts from an age of `since` milliseconds on."""
    age = page.call("() => performance.now()")
    found = cast("dict[str, Any]", page.call(MEASURE))
    shifts = page.call(SHIFT)
    shifts = shifts and [one for one in shifts if one["at"] >= since]
    shift = None if shifts is None else sum(one["value"] for one in shifts)
    return {**found, "age": age, "shift": shift, "shifts": shifts}


def wait_until(page: Page, age: float) -> None:
    """Wait until the page was opened so many milliseconds ago."""
    page.call("(age) => new Promise((done) => setTimeout(() => done(null), Math.max(0, age - performance.now())))", age)


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


def told(shifts: list[dict[str, Any]]) -> str:
    """The largest shifts, each with its time and what moved."""
    largest = sorted(shifts, key=lambda one: -float(one["value"]))[:3]
    return (
        ", ".join(f"{one['value']:.4f} at {one['at']} ms of {' '.join(one['moved'][:3])}" for one in largest) or "none"
    )


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
        moved = f"{told(without['shifts'])}; and {told(with_ours['shifts'])}"
        differ.append(f"shift: {without['shift']:.4f} is {with_ours['shift']:.4f} ({moved})")
    return differ


@dataclass
class Found:
    """What the comparison has found so far, with pages and views by name."""

    shifts: list[float]
    differ: dict[str, list[str]]
    no_card: list[str]
    compared: int = 0


def compare(name: str, pages: list[tuple[str, str]], web: Web, service: str | None, found: Found) -> None:
    """Compare some pages in all views: in a browser with the extension (if there is a service), then in one without."""
    ours: dict[tuple[str, str], dict[str, Any]] = {}
    with browser_of(name, web, extension=service is not None) as browser:
        product = Product(browser) if service is not None else None
        if product is not None:
            product.configure(mode="click", service=service)
        page = product.open("about:blank") if product is not None else browser.page()
        for title, _ in pages:
            for view in VIEWS:
                if not opened(page, address(title), view):
                    continue
                since = lead_there(page)
                try:
                    if product is not None:
                        show(product, page, address(title))
                except (AssertionError, PlaywrightError, BidiError) as error:
                    # The claim cannot be seen at this width, so it is not read.
                    found.no_card.append(f"{title} at {view.name}: {str(error)[:80]}")
                if product is None:
                    wait_until(page, CONTROL_MS)
                ours[title, view.name] = measured(page, since)
    with browser_of(name, web, extension=False) as browser:
        page = browser.page()
        for title, _ in pages:
            said: list[str] = []
            for view in VIEWS:
                if (title, view.name) not in ours or not opened(page, address(title), view):
                    continue
                since = lead_there(page)
                wait_until(page, ours[title, view.name]["age"])
                theirs = measured(page, since)
                found.compared += 1
                if theirs["shift"] is not None:
                    found.shifts.append(theirs["shift"])
                if differing := differences(theirs, ours[title, view.name]):
                    found.differ[f"{title} at {view.name}"] = differing
                    said += [f"at {view.name}: {one}" for one in differing]
            print(f"{title}: {said or 'the same'}", flush=True)


def run(name: str, web: Web, *, most: int | None, only: list[str] | None, control: bool) -> dict[str, Any]:
    """Compare all pages in all views. Returns how many were compared and what differed."""
    pages = [page for page in saved_pages(most) if only is None or page[0] in only]
    serve(web, pages)
    service = (
        None if control else answering(web, [(SEED_PASSAGE, "k1", 0.99)], {"k1": case("A claim that was debunked")})
    )
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
    parser.add_argument("--only", nargs="+", help="these pages alone")
    parser.add_argument("--control", action="store_true", help="two browsers without the extension")
    given = parser.parse_args()
    build = ["npm", "run", "build", "--", "--test"]
    subprocess.run(build, cwd=ROOT / "extension", check=True, stdout=subprocess.DEVNULL)
    web = Web()
    try:
        result = run(given.browser, web, most=given.pages, only=given.only, control=given.control)
    finally:
        web.close()
    print(json.dumps(result, indent=1, ensure_ascii=False))
    if given.pages is None and given.only is None and not given.control:
        kept = json.loads(RESULTS.read_text("utf-8")) if RESULTS.exists() else {}
        RESULTS.write_text(json.dumps({**kept, given.browser: result}, indent=1, ensure_ascii=False) + "\n", "utf-8")
    if result["differences"]:
        sys.exit(1)


if __name__ == "__main__":
    main()
