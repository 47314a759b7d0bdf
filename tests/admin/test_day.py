"""The admin's day in a real browser: a file with bad rows, a build to watch, a case, a rollback, the feedback queue."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser, Page, expect

from index.admin_state.database import State
from index.storage.generations import live_name
from index.storage.library import Library
from server.admin.accounts import Accounts
from server.admin.jobs import Jobs
from tests.browser import chromium, picture
from tests.conftest import ROOT
from tests.server.case_file import BRIDGE, HONEY
from tests.server.conftest import Running, Serve

ARTIFACTS = ROOT / "tests" / "artifacts" / "admin"
NEW = ("/new-case", "/publishers", "/publishers/ravna", "/people")
AXE = ROOT / "extension" / "node_modules" / "axe-core" / "axe.min.js"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture
def running(folder: Path, _serve: Serve) -> Iterator[Running]:
    running = _serve(folder)
    yield running
    assert running.stop() == 0


@pytest.fixture
def page(browser: Browser, running: Running, folder: Path) -> Iterator[Page]:
    """A page that is signed in with the command line's link. It may not log errors or load anything from elsewhere."""
    context = browser.new_context(viewport={"width": 1200, "height": 850}, accept_downloads=True)
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda said: complaints.append(said.text) if said.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("request", lambda asked: complaints.append(asked.url) if not asked.url.startswith(running.url) else None)
    page.goto(f"{running.url}/admin")
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    token = Accounts(State(folder)).new_token("anna")
    page.goto("about:blank")  # a new tab: in one that shows the page already, the link would only change the fragment
    page.goto(f"{running.url}/admin/sign-in#{token}")
    assert "#" not in page.url
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Overview")).to_be_visible()
    yield page
    context.close()
    assert complaints == []


def keep(page: Page, name: str) -> None:
    """Take a screenshot, and check that axe finds no problem."""
    ARTIFACTS.mkdir(parents=True, exist_ok=True)
    picture(page, ARTIFACTS / f"{name}.png", whole=True)
    if AXE.exists():
        page.evaluate(AXE.read_text("utf-8"))
        faults = page.evaluate("async () => (await axe.run()).violations.map(v => v.id + ' ' + v.nodes[0].html)")
        assert faults == [], name


def new_cases(folder: Path) -> Path:
    rows = [
        json.dumps({"id": f"lake{n}", "source": "ravna", "title": f"Lake water number {n} cures hay fever"})
        for n in range(2_000)
    ]
    rows[3:3] = ["this is no JSON", '{"id": "no title", "source": "ravna"}']
    rows.append(json.dumps({"id": "late", "source": "ravna", "title": "A late claim", "published": "soon"}))
    path = folder / "new-cases.jsonl"
    path.write_text("\n".join(rows), "utf-8")
    return path


def send_feedback(url: str) -> None:
    for text, comment in ((BRIDGE, "The author makes fun of it."), (HONEY, "")):
        match = httpx.post(f"{url}/v1/match", json={"text": text}).json()["matches"][0]
        sent = {
            "case": match["case"],
            "passage": match["passage"],
            "generation": "g",
            "comment": comment,
            "quote": text,
        }
        assert httpx.post(f"{url}/v1/feedback", json=sent).status_code == 201


def test_the_admins_day(page: Page, running: Running, folder: Path, tmp_path: Path) -> None:
    before = live_name(folder)
    send_feedback(running.url)
    cookie = page.context.cookies()[0]
    assert (cookie["secure"], cookie["httpOnly"], cookie["sameSite"]) == (True, True, "Strict")
    page.reload()
    keep(page, "1-overview")

    page.get_by_role("link", name="Import").click()
    page.get_by_label("Files").set_input_files(new_cases(tmp_path))
    keep(page, "2-import")
    page.get_by_role("button", name="See what would change").click()
    expect(page.get_by_role("heading", name="What would change")).to_be_visible(timeout=30_000)
    keep(page, "2-would-change")
    page.get_by_role("button", name="Import it", exact=True).click()
    expect(page.locator("#phase")).to_be_visible()
    picture(page, ARTIFACTS / "3-building.png")
    # the page reloads by itself when the build has ended
    expect(page.get_by_role("heading", name="Left out 3")).to_be_visible(timeout=30_000)
    expect(page.locator("main")).to_contain_text("is not valid JSON")
    keep(page, "4-built")
    with page.expect_download() as download:
        page.get_by_role("link", name="as CSV").click()
    assert len(download.value.path().read_text("utf-8").splitlines()) == 4

    page.get_by_role("link", name="Cases", exact=True).click()
    page.get_by_role("searchbox").fill("circus")
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="The bridge over the Danube")).to_be_visible()
    keep(page, "5-cases")
    page.get_by_role("link", name="The bridge over the Danube").click()
    page.get_by_label("Claim in one line").fill("The bridge at Ravna was never sold")
    page.get_by_role("button", name="Save the correction").click()
    expect(page.get_by_role("status")).to_contain_text("Saved")
    expect(page.locator(".history")).to_contain_text("anna edited it")
    keep(page, "6-case")
    while any(job.active for job in Jobs(folder).every()):
        page.wait_for_timeout(100)
    assert str(Library(folder).current().case("bridge")).count("never sold") == 1

    page.get_by_role("link", name="Feedback").click()
    keep(page, "7-feedback")
    page.get_by_role("button", name="Accept").first.click()
    expect(page.get_by_role("status")).to_contain_text("Accepted")
    page.get_by_role("button", name="Dismiss", exact=False).first.click()
    expect(page.get_by_text("Nothing is waiting.")).to_be_visible()
    keep(page, "8-feedback-cleared")
    said = {
        m["case"]
        for m in httpx.post(f"{running.url}/v1/match", json={"text": f"{BRIDGE}\n\n{HONEY}"}).json()["matches"]
    }
    assert said == {"honey"}

    page.get_by_role("link", name="Overview").click()
    page.get_by_role("link", name="Differences from the previous one").click()
    expect(page.locator("ins")).to_have_text("The bridge at Ravna was never sold")
    keep(page, "9-differences")
    page.get_by_role("link", name="Overview").first.click()
    page.get_by_text("Roll back…").click()
    page.get_by_role("button", name="Roll back to").click()
    expect(page.get_by_role("status").first).to_contain_text("Rolled back")
    expect(page.locator("main")).to_contain_text("The live generation was built without the latest edits")
    keep(page, "10-rolled-back")
    assert live_name(folder) != before
    page.get_by_role("link", name="Audit log").click()
    expect(page.locator("tbody tr").first).to_contain_text("rolled back")
    keep(page, "11-audit")
    log = running.log.read_text()
    assert "circus" not in log
    assert BRIDGE not in log


def test_dark_and_narrow_pages_are_readable_too(page: Page, running: Running) -> None:
    page.emulate_media(color_scheme="dark")
    for path in ("", "/import", "/cases", "/cases/bridge", *NEW, "/feedback", "/keys", "/figures", "/audit"):
        page.goto(f"{running.url}/admin{path}")
        keep(page, f"dark{path.replace('/', '-') or '-overview'}")
    send_feedback(running.url)
    page.set_viewport_size({"width": 360, "height": 740})
    for path in ("", "/import", "/cases?q=bridge", "/cases/bridge", *NEW, "/feedback", "/keys", "/figures", "/audit"):
        page.goto(f"{running.url}/admin{path}")
        keep(page, f"narrow{path.partition('?')[0].replace('/', '-') or '-overview'}")
        wider = page.evaluate("() => document.documentElement.scrollWidth - innerWidth")
        assert wider <= 0, path
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()


def test_everything_but_live_progress_works_without_scripts(
    browser: Browser, running: Running, folder: Path, tmp_path: Path
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{running.url}/admin/sign-in")
    page.locator("#token").fill(Accounts(State(folder)).new_token("boris"))
    page.locator("#sign-in button").click()
    before = live_name(folder)
    page.locator(".tabs a", has_text="Import").click()
    page.locator("#files").set_input_files(new_cases(tmp_path))
    page.locator("main button.primary").click()
    page.wait_for_selector("#would", timeout=30_000)  # the page reloads itself every two seconds
    page.locator("main button.primary").click()
    page.wait_for_selector(".flash.good", timeout=30_000)
    page.locator(".tabs a", has_text="Overview").click()
    page.locator(".confirm summary").click()
    page.locator(".confirm button").click()
    page.wait_for_selector(".flash")
    assert live_name(folder) == before
    context.close()
