"""The home page in a real browser: it takes a text, and shows marked passages and notices."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from index.admin_state.database import State
from index.admin_state.feedback import FeedbackQueue
from tests.browser import chromium
from tests.conftest import ROOT, require
from tests.server.case_file import BRIDGE, DISCLAIMER, HONEY
from tests.server.conftest import Running, Serve

AXE = ROOT / "extension" / "node_modules" / "axe-core" / "axe.min.js"
TEXT = f"🦄 The market opens at eight.\n\nOn Friday we heard this. {BRIDGE} Nobody laughed.\n\n{HONEY}"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture
def page(browser: Browser, running: Running) -> Iterator[Page]:
    """The page. It may neither log errors nor load anything from elsewhere."""
    context = browser.new_context(viewport={"width": 1280, "height": 850})
    page = context.new_page()
    complaints: list[str] = []
    page.on(
        "console", lambda message: complaints.append(message.text) if message.type in ("error", "warning") else None
    )
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on(
        "request", lambda request: complaints.append(request.url) if not request.url.startswith(running.url) else None
    )
    page.goto(running.url)
    yield page
    context.close()
    assert complaints == []


def check(page: Page, text: str) -> None:
    page.get_by_label("Text to check").fill(text)
    page.get_by_role("button", name="Check this text").click()
    expect(page.locator("#result")).to_be_visible()


def test_a_pasted_text_is_shown_with_its_passages_and_notices(page: Page) -> None:
    check(page, TEXT)
    expect(page.get_by_role("heading", level=1)).to_have_text("2 passages repeat a debunked claim")
    expect(page.locator("#reading > p")).to_have_count(3)
    assert page.locator("mark.repeats").nth(0).locator("a").inner_text().strip() == BRIDGE
    notice = page.get_by_role("listitem", name="The bridge over the Danube at Ravna was sold to a circus")
    expect(notice).to_contain_text(BRIDGE)
    expect(notice).to_contain_text("The land register of Ravna lists the bridge")
    expect(notice).to_contain_text("% sure")
    expect(notice.get_by_text(DISCLAIMER)).to_be_visible()
    link = notice.get_by_role("link", name="Read the case at Ravna Checkers")
    expect(link).to_have_attribute("href", "https://ravna.example/cases/bridge")
    expect(link).to_have_attribute("rel", "noopener noreferrer")
    expect(page.locator(".index")).to_contain_text("17 cases")


def test_by_keyboard_from_a_passage_to_its_notice_and_back(page: Page) -> None:
    check(page, TEXT)
    page.locator("mark a").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#notice-1")).to_be_focused()
    expect(page.locator("mark").first).to_have_class("passage repeats active")
    page.locator("#notice-1 .quoted a").focus()
    page.keyboard.press("Enter")
    expect(page.locator("mark a").first).to_be_focused()


def test_a_text_is_shown_as_text(page: Page) -> None:
    hostile = f"<img src=x onerror=alert(1)> {BRIDGE} <script>alert(2)</script>"
    check(page, hostile)
    assert page.locator("#reading p").inner_text().replace("1", "").strip() == hostile.replace("1", "")
    expect(page.locator("#reading img, #reading script")).to_have_count(0)


def test_nothing_found_is_no_verdict(page: Page) -> None:
    check(page, "The market opens at eight.")
    expect(page.get_by_role("heading", level=1)).to_have_text("No debunked claim found")
    expect(page.locator("#notices")).to_contain_text("no verdict")
    page.get_by_role("button", name="Check another text").click()
    expect(page.get_by_label("Text to check")).to_be_focused()


def test_a_wrong_notice_is_reported_with_the_passage_only_when_chosen(
    browser: Browser, serve: Serve, folder: Path
) -> None:
    running = serve(folder)
    context = browser.new_context()
    page = context.new_page()
    page.goto(running.url)
    check(page, TEXT)
    for number, send in ((1, False), (2, True)):
        notice = page.locator(f"#notice-{number}")
        notice.get_by_text("This notice is wrong").click()
        notice.get_by_label("What is wrong?").fill("It is satire.")
        if send:
            notice.get_by_label("Send the marked passage too").check()
        notice.get_by_role("button", name="Send").click()
        expect(notice.get_by_role("status")).to_contain_text("Thank you")
    context.close()
    running.stop()
    first, second = FeedbackQueue(State(folder)).waiting()
    assert (first.case_id, first.comment, first.quote) == ("bridge", "It is satire.", "")
    assert (second.case_id, second.quote) == ("honey", HONEY)


def test_a_service_that_is_gone_is_told(browser: Browser, serve: Serve, folder: Path) -> None:
    running = serve(folder)
    context = browser.new_context()
    page = context.new_page()
    page.goto(running.url)
    running.stop()
    page.get_by_label("Text to check").fill(TEXT)
    page.get_by_role("button", name="Check this text").click()
    expect(page.get_by_role("alert")).to_contain_text("cannot be reached")
    expect(page.get_by_role("button", name="Check this text")).to_be_enabled()
    context.close()


def test_the_demo_article_is_read(page: Page) -> None:
    page.get_by_role("button", name="Try the demo article").click()
    expect(page.locator("#reading p")).not_to_have_count(0)
    expect(page.locator("#reading h2")).to_have_count(1)


def test_the_api_can_be_tried_on_its_page(page: Page, running: Running) -> None:
    page.goto(running.url + "/docs")
    operation = page.locator("#match_match")
    operation.locator("summary").first.click()
    operation.get_by_label("Body").fill(json.dumps({"text": BRIDGE}))
    operation.get_by_role("button", name="Send").click()
    expect(operation.get_by_text("Reply: 200 application/json")).to_be_visible()
    expect(operation.locator("pre").nth(1)).to_contain_text('"case": "bridge"')
    command = operation.locator("pre").nth(0).inner_text()
    said = subprocess.run(["/bin/sh", "-c", command], capture_output=True, text=True, timeout=20)
    assert json.loads(said.stdout)["matches"][0]["case"] == "bridge"
    single = page.locator("#cases_case")
    single.locator("summary").first.click()
    single.get_by_label("case_id").fill("bridge")
    single.get_by_role("button", name="Send").click()
    expect(single.locator("pre").nth(1)).to_contain_text("The bridge over the Danube")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 360])
def test_it_is_accessible_and_never_wider_than_the_screen(
    browser: Browser, running: Running, scheme: str, width: int
) -> None:
    require(AXE.is_file(), "axe-core is not installed: `make extension`")
    context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme, bypass_csp=True)  # type: ignore[arg-type]
    page = context.new_page()
    for name in ("/", "/problems/not-found", "/docs", "result"):
        if name == "result":
            page.goto(running.url)
            check(page, TEXT)
            page.get_by_text("This notice is wrong").first.click()
            page.get_by_text("Why this notice").first.click()
        else:
            page.goto(running.url + name)
            if name == "/docs":
                page.locator("#match_match > summary").click()
        page.add_script_tag(path=AXE)
        found = page.evaluate("axe.run(document, {resultTypes: ['violations', 'incomplete']})")
        doubts = [doubt for doubt in found["incomplete"] if not is_one_digit(doubt)]
        assert [(v["id"], v["nodes"][0]["html"], v["nodes"][0]["any"]) for v in found["violations"] + doubts] == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    context.close()


def is_one_digit(doubt: dict[str, Any]) -> bool:
    """Whether axe could not judge the contrast because the text is one character, such as a notice's number."""
    reasons = {check["data"]["messageKey"] for node in doubt["nodes"] for check in node["any"] if check["data"]}
    return doubt["id"] == "color-contrast" and reasons == {"shortTextContent"}
