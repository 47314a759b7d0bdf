"""The options: each setting is checked, saved, and has its effect."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.conftest import ROOT

from .pages import WALL
from .support.product import API, Product, in_chromium, open_card, press_lasting, shown, text_of
from .support.service import Service, build_index, rejoinder
from .support.web import Web


@pytest.fixture
def options(product: Product) -> Product:
    product.configure(mode="click", service="http://127.0.0.1:58201")
    return product


def fill(page, selector: str, value: str) -> None:  # type: ignore[no-untyped-def]
    page.wait("(selector) => document.querySelector(selector)", selector)
    page.call(
        """(selector, value) => { const field = document.querySelector(selector); field.value = value;
            field.dispatchEvent(new Event("change", { bubbles: true })); }""",
        selector,
        value,
    )


def test_service_is_checked_on_save(options: Product, demo: Service, web: Web, artifacts: Path) -> None:
    # With the permission for websites, it can tell what else answers at the address.
    options.configure(mode="auto", service="http://127.0.0.1:58201")
    page = options.open(options.browser.extension_url("options.html"))
    for address, reason in [
        ("http://", "not the address"),
        ("http://far.example", "must begin with https"),
        (web.kill("http://127.0.0.1:58203"), "cannot be reached"),
        (f"http://127.0.0.1:{web.port}", "not a Rejoinder service"),
    ]:
        fill(page, "#address", address)
        page.click_on("#save")
        page.wait("(reason) => document.querySelector('#status').textContent.includes(reason)", reason)
    fill(page, "#address", demo.url + "/")
    page.click_on("#save")
    page.wait("() => document.querySelector('#status').className.includes('good')")
    assert options.settings()["service"] == demo.url
    page.screenshot(artifacts / f"options-{options.browser.name}.png")


def test_a_wrong_key_is_told(options: Product, web: Web, tmp_path: Path) -> None:
    index = build_index(tmp_path / "index", ROOT / "server" / "demo" / "cases.jsonl")
    secret = rejoinder("key", "create", "--index", index, "tests")
    service = Service(index, REJOINDER_REQUIRE_KEYS="1")
    web.forward(service.url)
    try:
        key = re.search(r"rj_[0-9a-f]{8}_[A-Za-z0-9_-]{43}", secret)
        assert key
        page = options.open(options.browser.extension_url("options.html"))
        for typed, said in [("", "not accept the key"), ("rj_wrong", "not accept the key"), (key[0], "cases")]:
            fill(page, "#address", service.url)
            fill(page, "#key", typed)
            page.click_on("#save")
            page.wait("(said) => document.querySelector('#status').textContent.includes(said)", said)
        options.configure(mode="auto", service=service.url, key=key[0])
        options.browser.permit()
        assert shown(options.open(web.page("http://news.test/a", f"<p>{WALL}.</p>")))
    finally:
        service.close()


def test_sites_are_named_one_by_one(options: Product, demo: Service) -> None:
    page = options.open(options.browser.extension_url("options.html"))
    page.click_on("#mode-sites")
    fill(page, "#address", demo.url)
    for typed, said in [("", "at least one"), ("news.test\n*bank*", "not names of sites: *bank*")]:
        fill(page, "#sites", typed)
        page.click_on("#save")
        page.wait("(said) => document.querySelector('#status').textContent.includes(said)", said)
    fill(page, "#sites", "https://www.news.test/a\nother.test")
    page.click_on("#save")
    page.wait("() => document.querySelector('#status').className.includes('good')")
    assert options.settings()["sites"] == ["news.test", "other.test"]


def test_lists_show_what_is_added_elsewhere(options: Product) -> None:
    page = options.open(options.browser.extension_url("options.html"))
    page.wait("() => document.querySelector('#list-excluded')")
    fill(page, "#list-never", "being written")
    options.configure(mode="click", excluded=["quiet.test"], never=["other.test"])
    page.wait("() => document.querySelector('#list-excluded').value === 'quiet.test'")
    assert page.call("() => document.querySelector('#list-never').value") == "being written"


def test_hidden_cases_are_listed_by_what_they_claim(options: Product, demo: Service, web: Web, artifacts: Path) -> None:
    options.configure(mode="auto", service=demo.url, hidden=["k9"])
    reading = options.open(web.page("http://news.test/hidden", f"<p>{WALL}.</p>"))
    shown(reading)
    page = options.open(options.browser.extension_url("options.html"))
    page.wait("() => document.querySelector('#list-hidden li')")
    press_lasting(open_card(reading), 2)
    page.wait("() => document.querySelectorAll('#list-hidden .what').length === 2")
    text = page.call("() => document.querySelector('#list-hidden').innerText")
    assert "The Great Wall of China" in text
    assert "demo-great-wall" not in text
    assert "Case k9" in text, "only the id is known of a case that an earlier version hid"
    page.click_on("#list-hidden li:last-child button")
    assert shown(reading), "the notice is back"
    page.wait("() => document.querySelectorAll('#list-hidden .what').length === 1")
    assert options.settings()["hidden"] == ["k9"]


def test_shortcuts_are_shown_and_can_be_reached(options: Product, artifacts: Path) -> None:
    page = options.open(options.browser.extension_url("options.html"))
    text = page.wait("() => document.querySelector('#shortcuts')?.innerText")
    # A browser may not assign the suggested keys to an extension that was not installed by hand.
    for said in ("Show the next notice", "Check this page", "Check the selection", "none"):
        assert said in text
    page.call("() => document.querySelector('#shortcuts').scrollIntoView()")
    page.screenshot(artifacts / f"options-shortcuts-{options.browser.name}.png")
    assert page.call("() => document.querySelector('#shortcuts-change').textContent") == "Change them in the browser"


def test_what_a_busy_page_sent_is_kept_together(options: Product, artifacts: Path) -> None:
    entry = {"kind": "page", "service": "s", "address": "", "blocks": 1, "characters": 7, "outcome": "answered"}
    entries = [
        {**entry, "at": 3, "page": "1", "site": "busy.test", "text": "Third."},
        {**entry, "at": 2, "page": "2", "site": "quiet.test", "text": "Alone."},
        {**entry, "at": 1, "page": "1", "site": "busy.test", "text": "", "gone": 7, "sendings": 4, "since": 0.5},
    ]
    options.control.call(
        f"""async (entries) => {{ {API} const now = Date.now() - 1000;
            for (const entry of entries) {{ entry.at += now; if (entry.since) entry.since += now; }}
            await api.storage.session.set({{ journal: entries, "journal-dropped": {{ count: 3, at: now }} }}); }}""",
        entries,
    )
    page = options.open(options.browser.extension_url("options.html"))
    page.click_on("#journal summary")
    page.settled(artifacts / f"journal-{options.browser.name}.png")
    assert page.call("() => document.querySelectorAll('#journal > .entries > li').length") == 2
    text = page.call("() => document.querySelector('#journal').textContent")
    assert "5 requests" in text
    assert "7 characters of the text were not kept" in text
    assert "3 older entries were not kept" in text


def test_style_has_a_live_preview_and_reaches_open_pages(options: Product, demo: Service, web: Web) -> None:
    options.configure(mode="auto", service=demo.url)
    reading = options.open(web.page("http://news.test/a", f"<p>{WALL}.</p>"))
    shown(reading)
    page = options.open(options.browser.extension_url("options.html"))
    page.click_on("#colour-blue")
    page.click_on("#shape-marker")
    style = "(selector) => getComputedStyle(document.querySelector(selector), '::highlight(rejoinder-repeats)')"
    colour = style + ".backgroundColor"
    assert page.call(colour, "#preview") == "rgba(64, 156, 255, 0.24)"
    reading.wait(f"() => ({colour})('p') === 'rgba(64, 156, 255, 0.24)'")
    reading.wait(f"() => ({style})('p').textDecorationLine === 'none'")


def test_lists(options: Product) -> None:
    page = options.open(options.browser.extension_url("options.html"))
    fill(page, "#list-never", "https://www.Quiet.example/x\n*bank*\nnot a site")
    page.click_on("#save-never")
    page.wait("() => document.querySelector('#list-never').value === 'quiet.example\\n*bank*'")
    assert options.settings()["never"] == ["quiet.example", "*bank*"]
    assert "not a site" in text_of(page)


def test_what_was_sent_is_shown(options: Product, demo: Service, web: Web) -> None:
    options.configure(mode="auto", service=demo.url)
    shown(options.open(web.page("http://news.test/a", f"<p>{WALL}.</p>")))
    page = options.open(options.browser.extension_url("options.html"))
    page.click_on("#journal summary")
    text = page.call("() => document.querySelector('#journal').textContent")
    assert "news.test" in text
    assert f"{WALL}." in text
    page.click_on("#journal-forget")
    page.wait("() => document.querySelector('#journal').textContent.includes('Nothing was sent')")


@in_chromium
def test_settings_travel_without_key_and_consent(options: Product, tmp_path: Path) -> None:
    options.configure(mode="auto", key="the-secret-key", colour="violet", hidden=["k1"])
    page = options.open(options.browser.extension_url("options.html"))
    page.wait("() => document.querySelector('#export')")
    with page.playwright.expect_download() as download:  # type: ignore[attr-defined]
        page.click_on("#export")
    file = tmp_path / "settings.json"
    download.value.save_as(file)
    text = file.read_text(encoding="utf-8")
    assert "violet" in text
    assert "the-secret-key" not in text
    assert "consented" not in text
    options.configure(consented="", mode="click")
    page.playwright.set_input_files("#import", file)  # type: ignore[attr-defined]
    page.wait("() => document.querySelector('#transfer-status').className.includes('good')")
    settings = options.settings()
    assert (settings["colour"], settings["hidden"], settings["consented"], settings["key"]) == (
        "violet",
        ["k1"],
        "",
        "",
    )
    assert page.call("() => document.querySelector('#colour-violet').checked"), "imported settings are shown at once"
    assert "k1" in page.call("() => document.querySelector('#list-hidden').textContent")
    file.write_text("{}", encoding="utf-8")
    page.playwright.set_input_files("#import", file)  # type: ignore[attr-defined]
    page.wait("() => document.querySelector('#transfer-status').className.includes('bad')")
