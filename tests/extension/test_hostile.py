"""The threat model of extension/SECURITY.md, line by line: hostile pages and services, and a stopped worker."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import pytest

from .conftest import launch
from .pages import MOON, WALL
from .support.browsers import Page
from .support.firefox import Firefox
from .support.product import API, Product, in_chromium, open_card, passage_point, press_lasting, shown, text_of
from .support.service import Service
from .support.web import Reply, Request, Web

PAGE = f"<article><h1>A page of news</h1><p>{WALL}.</p><p>And something else entirely.</p></article>"
# The recording web itself serves these, so nobody needs to listen there.
FAKE = "http://127.0.0.1:58201"
DEAD = "http://127.0.0.1:58202"
BAD = '<img src=x onerror="top.pwned=1"><script>top.pwned=1</script>'
UNTOUCHED = "() => [document.querySelector('rejoinder-notice') !== null, CSS.highlights.size]"


def answers(web: Web, body: object, *, status: int = 200, delay: float = 0) -> None:
    """Have a service answer every match request with this."""

    def answer(request: Request) -> Reply:
        if request.method == "POST" and delay:
            time.sleep(delay)
        content = body if isinstance(body, bytes) else json.dumps(body).encode()
        origin = request.headers.get("Origin", "*")
        headers = {"Access-Control-Allow-Origin": origin, "Access-Control-Allow-Headers": "content-type, authorization"}
        return Reply(b"" if request.method == "OPTIONS" else content, "application/json", status, headers)

    web.answer(f"{FAKE}/v1/match", answer)


def hostile_reply(request_blocks: list[dict[str, str]]) -> dict[str, Any]:
    block = next(b for b in request_blocks if WALL in b["text"])
    start = block["text"].index(WALL)
    case = {
        "id": "k1",
        "source": BAD,
        "title": BAD + "A title",
        "summary": BAD,
        "response": BAD + " The answer.",
        "url": "javascript:top.pwned=1",
        "published": BAD,
        "lang": '"><script>top.pwned=1</script>',
        "verdict": BAD,
        "rating": {"text": BAD, "value": BAD},
        "claimant": BAD,
        "claimed": BAD,
        "outlets": [BAD, 5, None, {"x": BAD}],
        "disclaimer": BAD + " A disclaimer.",
    }
    match = {"block": block["id"], "start": start, "end": start + len(WALL), "quote": BAD, "case": "k1", "score": 0.99}
    why = {"field": BAD, "claim": BAD, "words": [BAD], "missing": [BAD], "names": [BAD], "numbers": [BAD]}
    return {
        "matches": [{**match, "relation": "repeats", "also": [BAD], "passage": BAD, "why": why}],
        "article": {"url": "javascript:top.pwned=1", "cases": ["k1"]},
        "cases": {"k1": case},
        "disclaimers": {BAD: {"name": BAD, "text": BAD, "url": "javascript:top.pwned=1"}},
        "index": {"generation": BAD, "cases": 1},
    }


def test_a_case_that_is_all_markup(product: Product, web: Web, artifacts: Path) -> None:
    def answer(request: Request) -> Reply:
        origin = request.headers.get("Origin", "*")
        headers = {"Access-Control-Allow-Origin": origin, "Access-Control-Allow-Headers": "content-type"}
        if request.method == "OPTIONS":
            return Reply(b"", headers=headers)
        return Reply(json.dumps(hostile_reply(request.json()["blocks"])).encode(), "application/json", 200, headers)

    web.answer(f"{FAKE}/v1/match", answer)
    product.configure(service=FAKE)
    url = web.page("http://news.test/hostile", PAGE)
    page = product.open(url)
    card_frame = open_card(page) if shown(page) else None
    assert card_frame is not None
    card_frame.call("() => document.querySelectorAll('details').forEach((d) => { d.open = true; })")
    popup = product.popup(url)
    popup.wait("() => document.querySelector('.what')")
    for surface in (card_frame, page.frame("bar"), popup):
        foreign = "() => document.querySelectorAll('img:not([src^=icons]), script:not([src])').length"
        assert surface.call(foreign) == 0
        links = surface.call("() => [...document.querySelectorAll('a[href]')].map((a) => a.protocol)")
        assert all(link in {"chrome-extension:", "moz-extension:"} for link in links), links
        assert "<img src=x onerror=" in text_of(surface), "markup is shown as text"
    assert page.call("() => window.pwned") is None
    page.screenshot(artifacts / f"hostile-{product.browser.name}.png")


@pytest.mark.parametrize(
    ("body", "status", "failure"),
    [
        (b"<html>It works!</html>", 200, "malformed"),
        (b'{"matches": [', 200, "malformed"),
        ([], 200, "malformed"),
        ({"matches": {}, "cases": 3}, 200, "malformed"),
        ({"type": "problem"}, 500, "service"),
        ({"type": "problem"}, 401, "refused_key"),
        ({"type": "problem"}, 413, "too_large"),
    ],
)
def test_a_service_that_answers_nonsense(product: Product, web: Web, body: object, status: int, failure: str) -> None:
    answers(web, body, status=status)
    product.configure(service=FAKE)
    url = web.page("http://news.test/nonsense", PAGE)
    page = product.open(url)
    state = product.state(url, "failed")
    assert state["failure"] == failure
    assert page.call("() => CSS.highlights.size") == 0


def test_a_service_that_is_down_is_told_of_once(product: Product, web: Web, artifacts: Path) -> None:
    product.configure(service=web.kill(DEAD))
    first = web.page("http://news.test/down1", PAGE)
    page = product.open(first)
    dock = page.frame("dock")
    said = dock.wait("() => document.querySelector('.label')?.textContent")
    assert "127.0.0.1:58202" in said
    page.screenshot(artifacts / f"down-{product.browser.name}.png")
    second = web.page("http://news.test/down2", PAGE)
    other = product.open(second)
    product.state(second, "failed")
    assert other.call(UNTOUCHED) == [False, 0], "the failure is reported once, not on every page"
    assert not any(b"down2" in r.body for r in web.to(DEAD)), "a service that is down is left alone for a while"
    assert "Pages are not checked" in text_of(product.popup(second))


def test_a_service_that_never_ends(product: Product, web: Web) -> None:
    """An answer that is longer than any genuine one is given up on while it arrives."""
    sent = web.endless(f"{FAKE}/v1/match")
    product.configure(service=FAKE)
    url = web.page("http://news.test/endless", PAGE)
    page = product.open(url)
    assert product.state(url, "failed")["failure"] == "malformed"
    assert page.call("() => CSS.highlights.size") == 0
    assert sent() < 200_000_000


def test_a_service_that_is_slow(product: Product, web: Web) -> None:
    answers(web, {"matches": [], "cases": {}}, delay=10)
    product.configure(service=FAKE)
    url = web.page("http://news.test/slow", PAGE)
    began = time.monotonic()
    page = product.open(url)
    assert product.state(url, "failed")["failure"] == "slow"
    assert time.monotonic() - began < 10
    assert "too long" in page.frame("dock").wait("() => document.querySelector('.label')?.textContent")


# The page patches all it can before the content script starts, and looks wherever a page can look.
SPY = (
    """<script>
window.seen = [];
for (const [owner, name] of [[Element.prototype, "attachShadow"], [window, "postMessage"],
    [Document.prototype, "createElement"], [MessagePort.prototype, "postMessage"], [Node.prototype, "appendChild"],
    [Element.prototype, "append"], [window, "fetch"], [JSON, "stringify"],
    [EventTarget.prototype, "addEventListener"]]) {
  const original = owner[name];
  owner[name] = function (...args) {
    try { seen.push(name + String(args[0]?.outerHTML ?? args[0]?.nonce ?? args[0])); } catch { seen.push(name); }
    return original.apply(this, args); };
}
window.MessageChannel = class { constructor() { seen.push("MessageChannel"); } };
addEventListener("message", (event) => seen.push("message " + JSON.stringify(event.data)));
new MutationObserver((records) => seen.push(...records.flatMap((r) => [...r.addedNodes]).map((n) => n.outerHTML ?? "")))
  .observe(document, { childList: true, subtree: true });
</script>"""
    + PAGE
)
LOOK = """(secret) => {
  const host = document.querySelector("rejoinder-notice");
  const found = {};
  found.root = host.shadowRoot;
  found.frames = window.length;
  found.find = window.find(secret);
  document.execCommand("selectAll");
  found.selected = String(getSelection()).includes(secret);
  found.text = (host.innerText + host.textContent + document.documentElement.outerHTML).includes(secret);
  found.entries = performance.getEntries().some((entry) => /extension:/.test(entry.name));
  found.composed = (host.getHTML?.({ serializableShadowRoots: true }) ?? "");
  found.seen = seen.filter((one) => /extension:|claim|debunk/i.test(one));
  return found;
}"""


def test_the_page_cannot_read_the_notice(product: Product, demo: Service, web: Web) -> None:
    product.configure(service=demo.url)
    page = product.open(web.page("http://news.test/spy", SPY))
    shown(page)
    card = open_card(page)
    secret = "A passage on this page repeats"
    assert secret in text_of(card)
    found = page.call(LOOK, secret)
    assert found == {
        "root": None,
        "frames": 0,
        "find": False,
        "selected": False,
        "text": False,
        "entries": False,
        "composed": "",
        "seen": [],
    }


def test_the_page_cannot_forge_what_the_reader_does(product: Product, demo: Service, web: Web) -> None:
    product.configure(service=demo.url)
    url = web.page("http://news.test/forge", PAGE)
    page = product.open(url)
    shown(page)
    x, y = passage_point(page)
    page.call(
        """(x, y) => {
            for (const type of ["mousemove", "mousedown", "mouseup", "click"]) {
              document.elementFromPoint(x, y).dispatchEvent(
                new MouseEvent(type, { clientX: x, clientY: y, bubbles: true, composed: true }));
            }
            for (const data of [{ type: "check" }, { type: "match", blocks: [] }, { kind: "card", nonce: "x" }]) {
              window.postMessage(data, "*");
            }
            return globalThis.chrome?.runtime?.sendMessage ?? null;
        }""",
        x,
        y,
    )
    assert page.call("() => (globalThis.browser ?? globalThis.chrome)?.runtime?.sendMessage ?? null") is None
    # Nothing was opened; the reader's own hover afterwards is the first that does.
    assert page.call("() => CSS.highlights.get('rejoinder-active')?.size ?? 0") == 0
    page.move(x, y)
    page.wait("() => CSS.highlights.get('rejoinder-active')?.size === 1")
    assert len(web.to(f"{demo.url}/v1/match", "POST")) == 1


def test_a_frame_of_ours_that_a_page_opens_stays_empty(product: Product, demo: Service, web: Web) -> None:
    product.configure(service=demo.url)
    address = product.browser.extension_url("notice.html")
    forged = {
        "type": "card",
        "position": 1,
        "total": 1,
        "site": "victim.test",
        "notice": {"case": {"title": "Forged"}, "match": {}, "source": {}},
    }
    url = web.page(
        "http://news.test/embeds",
        f"""<p>{WALL}.</p><iframe id="f" src="{address}" width="500" height="400"></iframe><script>
        window.heard = [];
        setInterval(() => {{
          const channel = new MessageChannel();
          channel.port1.onmessage = (event) => heard.push(event.data);
          const frame = document.querySelector("#f").contentWindow;
          frame.postMessage({{ kind: "card", nonce: "guess" }}, "*", [channel.port2]);
          channel.port1.postMessage({json.dumps(forged)});
        }}, 30);</script>""",
        policy="default-src *; script-src 'unsafe-inline'; frame-src *",
    )
    page = product.open(url)
    shown(page)
    open_card(page)
    # The forged calls had more than enough time, because the real one was answered after them.
    assert page.call("() => heard") == []
    texts = [frame.call("() => document.body?.innerText ?? ''") for frame in page.frames()]
    assert not any("Forged" in text for text in texts)
    assert product.settings().get("excluded", []) == []


def test_a_page_cannot_speak_for_another(product: Product, demo: Service, web: Web) -> None:
    """Only extension pages may ask for a check, and only content scripts may send text."""
    product.configure(mode="click", service=demo.url)
    url = web.page("http://news.test/quiet", PAGE)
    product.open(url)
    tab = product.tab(url)
    answer = product.control.call(
        f"""async () => {{ {API} return api.runtime.sendMessage(
            {{ type: "match", blocks: [{{ id: "b", text: "what no page holds" }}], language: "", first: true }}); }}"""
    )
    assert answer is None
    forged = f"""async (tab) => {{ {API} const [found] = await api.scripting.executeScript({{ target: {{ tabId: tab }},
        func: () => (globalThis.browser ?? chrome).runtime.sendMessage({{ type: "exclude", site: "victim.test" }}) }});
        return found.result; }}"""
    assert product.control.call(forged, tab) is None
    assert product.settings().get("excluded", []) == []
    assert web.to(demo.url) == []


def test_removing_our_element_does_no_harm(product: Product, demo: Service, web: Web) -> None:
    product.configure(service=demo.url)
    page = product.open(web.page("http://news.test/removes", PAGE))
    shown(page)
    page.frame("dock")
    page.call("() => document.querySelector('rejoinder-notice').remove()")
    card = open_card(page)
    assert "The Great Wall" in text_of(card)
    assert page.errors == [] or all("favicon" in error or "404" in error for error in page.errors)


def test_the_worker_may_be_stopped_at_any_time(product: Product, demo: Service, web: Web) -> None:
    product.configure(service=demo.url)
    url = web.page("http://news.test/stopped", PAGE)
    page = product.open(url)
    shown(page)
    product.browser.stop_worker()
    card = open_card(page)
    assert "The Great Wall" in text_of(card)
    product.browser.stop_worker()
    press_lasting(card, 2)
    page.wait("() => CSS.highlights.get('rejoinder-repeats').size === 0")
    product.browser.stop_worker()
    other = product.open(web.page("http://news.test/after", f"<p>{MOON}.</p>"))
    assert shown(other)
    entries = product.control.call(
        f"async () => {{ {API} return (await api.storage.session.get('journal')).journal.length; }}"
    )
    assert entries == 2, "the journal is still there"


@pytest.mark.parametrize("mode", ["auto", "click"])
@pytest.mark.parametrize("name", ["chromium", "firefox"])
def test_after_an_update_old_pages_work_or_are_left_as_they_were(
    builds: Path, demo: Service, web: Web, tmp_path: Path, name: str, mode: str
) -> None:
    """The extension is reloaded under an open page; the old content script removes everything of its own."""
    browser = launch(name, builds / f"test-{'chrome' if name == 'chromium' else name}", tmp_path / "profile", web)
    try:
        product = Product(browser)
        product.configure(service=demo.url, mode=mode)
        url = web.page("http://news.test/update", PAGE)
        page = product.open(url)
        if mode == "click":
            product.check(url)
        shown(page)
        page.frame("dock")
        page.call("() => { document.querySelector('rejoinder-notice').id = 'old'; }")
        if isinstance(browser, Firefox):
            browser.reload_extension()
            page.wait("() => document.querySelector('#old') === null")
        else:
            # Chromium under test does not restart the extension, so the old script has to notice by itself.
            product.control.call("() => { setTimeout(() => chrome.runtime.reload(), 50); }")
            page.wait(
                """async () => {
                    document.querySelector("article").append(" More. ");
                    await new Promise((done) => setTimeout(done, 100));
                    return document.querySelector("#old") === null; }"""
            )
        if isinstance(browser, Firefox) and mode == "auto":
            page.wait("() => document.querySelector('rejoinder-notice')")
            assert len(shown(page)) == 1
            assert "The Great Wall" in text_of(open_card(page))
            page.call("() => document.querySelector('article').append(' More. ')")
            assert len(shown(page)) == 1
        else:
            page.wait("() => CSS.highlights.size === 0")
        assert page.exceptions == []
    finally:
        browser.close()


# Does to one of our frames what an update does. `asked` becomes true when the frame has noticed.
LOST = """() => {
  const api = globalThis.browser ?? chrome;
  const gone = () => { throw new Error("Extension context invalidated."); };
  for (const name of ["getMessage", "getUILanguage"]) Object.defineProperty(api.i18n, name, { value: gone });
  Object.defineProperty(api.runtime, "id", { get: () => { window.asked = true; } });
}"""


def test_a_frame_that_an_update_left_behind_keeps_still_and_goes(product: Product, demo: Service, web: Web) -> None:
    product.configure(service=demo.url, mode="click")
    url = web.page("http://news.test/left", PAGE)
    page = product.open(url)
    product.check(url)
    shown(page)
    dock = page.frame("dock")
    before = dock.wait("() => document.querySelector('.label')?.textContent")
    dock.call(LOST)
    # The page changes and is read again, and the dock gets a message.
    page.call("() => document.querySelector('article').append(' More. ')")
    dock.wait("() => window.asked")
    assert dock.call("() => document.querySelector('.label').textContent") == before
    card = open_card(page)
    card.wait("() => document.activeElement.id === 'claim'")
    card.call(LOST)
    page.press("ArrowDown")
    page.wait("() => CSS.highlights.get('rejoinder-active').size === 0")
    assert page.exceptions == []


def test_the_key_stays_in_the_background(product: Product, web: Web) -> None:
    answers(web, {"matches": [], "cases": {}})
    product.configure(service=FAKE, key="the-secret-key")
    url = web.page("http://news.test/key", PAGE)
    product.open(url)
    product.state(url, "done")
    (request,) = web.to(f"{FAKE}/v1/match", "POST")
    headers = {name.lower(): value for name, value in request.headers.items()}
    assert headers["authorization"] == "Bearer the-secret-key"
    # What a content script can reach: everything that it is told, and the storage if that is open to it.
    told = product.control.call(
        f"""async (tab) => {{ {API} const [found] = await api.scripting.executeScript({{ target: {{ tabId: tab }},
            func: async () => {{
              const api = globalThis.browser ?? chrome;
              const hello = await api.runtime.sendMessage({{ type: "hello" }});
              const state = await api.runtime.sendMessage({{ type: "state" }}).catch(() => null);
              return JSON.stringify([hello, state]); }} }});
            return found.result; }}""",
        product.tab(url),
    )
    assert "the-secret-key" not in told
    assert '"reason":""' in told


@in_chromium
def test_a_content_script_cannot_open_the_settings(product: Product, web: Web) -> None:
    answers(web, {"matches": [], "cases": {}})
    product.configure(service=FAKE, key="the-secret-key")
    url = web.page("http://news.test/key", PAGE)
    product.open(url)
    product.state(url, "done")
    refused = product.control.call(
        """async (tab) => { const [found] = await chrome.scripting.executeScript({ target: { tabId: tab },
            func: () => chrome.storage.local.get().then(JSON.stringify, String) });
            return found.result; }""",
        product.tab(url),
    )
    assert "the-secret-key" not in refused


def test_what_lasts_is_not_done_through_something_that_covers_the_card(
    product: Product, demo: Service, web: Web, artifacts: Path
) -> None:
    product.configure(mode="auto", service=demo.url)
    url = web.page("http://news.test/covered", PAGE)
    page = product.open(url)
    shown(page)
    card = open_card(page)
    exclude = ".actions > :nth-child(2) > button:first-child"
    page.call(
        """() => {
            const over = document.createElement("div");
            over.popover = "manual";
            over.id = "over";
            over.style = "inset:0;width:100vw;height:100vh;border:0;background:white;pointer-events:none";
            over.textContent = "You have won. Press here.";
            document.body.append(over);
            over.showPopover();
        }"""
    )
    time.sleep(1)
    card.click_on(exclude)
    if product.browser.name == "firefox":  # cannot tell what covers an element, but the change can be undone
        page.wait("() => !(CSS.highlights.get('rejoinder-repeats')?.size)")
        product.popup(url).click_on("#allow_here")
        shown(page)
        assert product.settings()["excluded"] == []
        return
    card.wait("() => document.body.innerText.includes('nothing was changed')")
    assert product.settings().get("excluded", []) == []
    page.call("() => document.getElementById('over').remove()")
    time.sleep(1)
    page.screenshot(artifacts / f"card-not-seen-{product.browser.name}.png")
    card.click_on(exclude)
    page.wait("() => !(CSS.highlights.get('rejoinder-repeats')?.size)")
    assert product.settings()["excluded"] == ["news.test"]


@pytest.mark.parametrize(
    "header", [("Cross-Origin-Embedder-Policy", "require-corp"), ("Content-Security-Policy", "sandbox")]
)
def test_where_no_frame_loads_the_answer_is_read_in_the_popup(
    product: Product, demo: Service, web: Web, artifacts: Path, header: tuple[str, str]
) -> None:
    product.configure(mode="auto", service=demo.url)
    body = f'<!doctype html><html lang="en"><title>Page</title><body>{PAGE}</body></html>'.encode()
    url = web.answer(f"http://news.test/{header[1]}", lambda _: Reply(body, headers=dict([header])))
    product.expected = "does not match the recipient window"  # a sandboxed frame has no origin
    page = product.open(url)
    shown(page)
    give_up = time.monotonic() + 30
    while time.monotonic() < give_up:
        popup = product.popup(url)
        popup.resize(400, 640)
        popup.wait("() => document.querySelector('.list li')")
        if popup.call("() => document.querySelector('.list .answer')?.textContent.length > 20"):
            popup.screenshot(artifacts / f"popup-frameless-{header[1]}-{product.browser.name}.png")
            return
        if in_frame(page):
            return
        popup.close()
    pytest.fail("neither card nor popup shows the debunk")


def in_frame(page: Page) -> bool:
    """Whether the card's frame loads, so that the reader sees the answer in the page."""
    return any(frame.call("() => document.body?.className === 'card'") for frame in page.frames())
