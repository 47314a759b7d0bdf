"""Pages that are matched on the reader's own machine: with a pack, without a network, and without sending anything."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT

from .pages import MOON, WALL
from .support.fake import answering, case
from .support.packs import ADDRESS, fill, forget_packs, hand_out, held, hold, journal, vector
from .support.product import API, Product, in_chromium, open_card, shown, text_of
from .support.service import Service, build_index, rejoinder
from .support.web import Request, Web

ARTICLE = (ROOT / "server" / "demo" / "article.html").read_text(encoding="utf-8")


@pytest.fixture
def reader(product: Product) -> Iterator[Product]:
    """A browser without any pack."""
    forget_packs(product)
    yield product


def own(web: Web) -> list[Request]:
    """The extension's own requests, without the browsers' calls home and the loading of pages."""
    home = re.compile(r"googleapis\.com|google\.com|gvt1\.com|mozilla\.(com|org|net)|gstatic\.com|firefox\.com")
    return [r for r in web.requests if not home.search(r.url) and ".test/" not in r.url and r.method != "OPTIONS"]


def test_on_this_computer_without_a_network(reader: Product, demo: Service, web: Web, artifacts: Path) -> None:
    """From the welcome page to a notice on the demo article, while the service is gone."""
    name = reader.browser.name
    welcome = reader.open(reader.browser.extension_url("welcome.html"))
    welcome.wait("() => document.querySelector('#way-local')?.checked")
    assert own(web) == [], "nothing is requested before the reader presses the button"
    assert welcome.call("() => document.querySelector('#address').closest('.service').hidden")
    fill(welcome, "#pack-address", demo.url)
    welcome.click_on("#mode-auto")
    welcome.click_on("#start")
    welcome.wait("() => !document.querySelector('#pack-offer').hidden")
    offered = welcome.call("() => document.querySelector('#pack-offer').innerText")
    assert re.search(r"[A-Za-z0-9+/]{43}=", offered), "the key is shown"
    assert f"{demo.url}/v1/pack" in offered
    assert "Cases" in offered
    assert "ago" in offered or "this minute" in offered
    assert held(reader) == [], "nothing is stored before the reader agrees"
    for width in (375, 1280):
        welcome.resize(width, 900)
        assert welcome.call("() => document.documentElement.scrollWidth <= innerWidth")
        welcome.screenshot(artifacts / f"welcome-pack-{width}-{name}.png")
    assert welcome.call("() => document.querySelector('#start').textContent") == "Agree and start"
    welcome.click_on("#start")
    welcome.wait("() => !document.querySelector('#done').hidden")
    assert welcome.call("() => document.querySelector('#demo').href") == f"{demo.url}/demo/article"
    assert reader.settings()["way"] == "local"
    web.kill(demo.url)
    url = web.page("http://news.test/article", ARTICLE)
    page = reader.open(url)
    assert len(shown(page, 2)) >= 2
    kicker = open_card(page).call("() => document.querySelector('.kicker').textContent")
    assert kicker in ("This page states a debunked claim", "This page speaks of a debunked claim")
    popup = reader.popup(url)
    assert "Nothing about them is sent" in text_of(popup)
    popup.screenshot(artifacts / f"popup-local-{name}.png")
    assert {(r.method, r.url) for r in own(web)} == {("GET", f"{demo.url}/v1/pack")}
    assert {entry["kind"] for entry in journal(reader)} == {"pack"}, "the reader sees that the pack was requested"


def test_a_service_that_needs_a_key(reader: Product, web: Web, tmp_path: Path) -> None:
    """The pack is fetched with the typed key before anything is saved; then the key is saved with the pack."""
    index = build_index(tmp_path / "index", ROOT / "server" / "demo" / "cases.jsonl")
    key = re.search(r"rj_[0-9a-f]{8}_[A-Za-z0-9_-]{43}", rejoinder("key", "create", "--index", index, "tests"))
    service = Service(index, REJOINDER_REQUIRE_KEYS="1")
    web.forward(service.url)
    try:
        assert key
        welcome = reader.open(reader.browser.extension_url("welcome.html"))
        welcome.wait("() => document.querySelector('#way-local')?.checked")
        fill(welcome, "#pack-address", service.url)
        welcome.click_on("#mode-click")
        welcome.click_on("#start")
        welcome.wait("() => document.querySelector('#status').textContent.includes('asks for a key')")
        assert welcome.call("() => document.querySelector('#address').value") == service.url
        assert welcome.call("() => document.activeElement.id") == "key"
        fill(welcome, "#key", key[0])
        welcome.click_on("#start")
        welcome.wait("() => !document.querySelector('#pack-offer').hidden")
        welcome.click_on("#start")
        welcome.wait("() => !document.querySelector('#done').hidden")
        settings = reader.settings()
        assert (settings["way"], settings["service"], settings["key"]) == ("local", service.url, key[0])
        assert [pack["address"] for pack in held(reader)] == [f"{service.url}/v1/pack"]
    finally:
        service.close()


def test_nothing_of_a_page_leaves(reader: Product, web: Web) -> None:
    hand_out(web, vector("first.pack"))
    hold(reader, ADDRESS)
    reader.configure(way="local", service=web.kill("http://127.0.0.1:58231"))
    page = reader.open(web.page("http://news.test/a", f"<article><p>{WALL}.</p><p>Bread is sold here.</p></article>"))
    assert shown(page)
    card = open_card(page)
    assert "Wall" in text_of(card)
    card.click_on(".actions button")
    card.wait("() => document.body.innerText.includes('Nobody else knows')")
    assert card.call("() => document.querySelector('textarea')") is None
    card.click_on(".complaint .links button")
    card.wait("() => document.querySelector('.why')")
    assert [(r.method, r.url) for r in own(web)] == [("GET", ADDRESS)]
    text = next(r for r in web.requests if r.url == ADDRESS).headers
    assert not {"cookie", "referer", "authorization"} & {name.lower() for name in text}


def test_without_a_pack_the_reader_is_told(reader: Product, web: Web) -> None:
    reader.configure(way="local")
    url = web.page("http://news.test/a", f"<p>{WALL}.</p>")
    page = reader.open(url)
    assert reader.state(url, "failed")["failure"] == "no_pack"
    assert "no pack on this computer" in text_of(page.frame("dock"))
    hand_out(web, vector("first.pack"))
    hold(reader, ADDRESS)
    assert shown(page), "the page is read once there is a pack"


def test_the_way_is_chosen_in_the_options(reader: Product, web: Web, artifacts: Path) -> None:
    hand_out(web, vector("first.pack"))
    reader.configure(mode="click")
    page = reader.open(reader.browser.extension_url("options.html"))
    page.wait("() => document.querySelector('#way-local')")
    page.click_on("#way-local")
    page.click_on("#save")
    page.wait("() => document.querySelector('#status').textContent.includes('needs a pack')")
    assert reader.settings().get("way", "pages") == "pages"
    page = hold(reader, ADDRESS)
    for width in (375, 1280):
        page.resize(width, 900)
        assert page.call("() => document.documentElement.scrollWidth <= innerWidth")
        page.call("() => document.querySelector('#packs-held').scrollIntoView()")
        page.screenshot(artifacts / f"options-pack-{width}-{reader.browser.name}.png")
        page.call("() => scrollTo(0, 0)")
        page.screenshot(artifacts / f"options-way-{width}-{reader.browser.name}.png")
    page.click_on("#way-local")
    page.click_on("#save")
    page.wait("() => document.querySelector('#status').className.includes('good')")
    assert reader.settings()["way"] == "local"
    page.click_on("#packs-held li .text")
    page.wait("() => document.querySelector('#packs-held .none')")
    assert held(reader) == []


def test_of_a_page_only_suspicious_sentences_are_asked_about(reader: Product, web: Web) -> None:
    service = answering(web, [(WALL, "c1", 0.97)], {"c1": case("The wall can be seen")})
    hand_out(web, vector("first.pack"))
    hold(reader, ADDRESS)
    reader.configure(way="ask", service=service)
    text = f"The harvest was good. The rivers were low. {WALL}. The trains were late. Nobody knew why."
    page = reader.open(web.page("http://news.test/a?id=1", f"<h1>A secret title</h1><p>{text}</p><p>Bread.</p>"))
    assert WALL in shown(page)[0]
    (request,) = web.to(f"{service}/v1/match", "POST")
    body = request.json()
    assert set(body) == {"blocks"}
    assert "secret" not in request.body.decode()
    (block,) = body["blocks"]
    assert set(block) == {"id", "text", "gap"}
    assert WALL in block["text"]
    kicker = open_card(page).call("() => document.querySelector('.kicker').textContent")
    assert kicker == "A passage on this page repeats a debunked claim", "the service decides"
    (entry,) = [entry for entry in journal(reader) if entry["kind"] == "page"]
    assert entry["text"] == block["text"], "the reader sees what was sent"
    assert entry["address"] == ""
    quiet = web.page("http://quiet.test/a", "<p>Bread and butter are sold at the market.</p>")
    reader.open(quiet)
    assert reader.state(quiet, "done")["checked"] == 1
    assert len(web.to(f"{service}/v1/match", "POST")) == 1, "nothing was suspicious"


def test_the_worker_is_stopped_in_the_middle(reader: Product, web: Web) -> None:
    hand_out(web, vector("first.pack"))
    hold(reader, ADDRESS)
    reader.configure(way="local")
    long = "".join(f"<p>Paragraph {n} of a long report speaks of nothing much at all.</p>" for n in range(1500))
    url = web.page("http://news.test/long", f"<article>{long}<p>{WALL}.</p></article>")
    page = reader.open(url)
    for _ in range(2):
        if reader.browser.name == "chromium":
            reader.control.call(f"async () => {{ {API} await api.offscreen.closeDocument().catch(() => undefined); }}")
        reader.browser.stop_worker()
    assert shown(page)
    assert own(web)[1:] == []


def test_a_pack_that_is_replaced_meanwhile(reader: Product, web: Web) -> None:
    hand_out(web, vector("first.pack"))
    options = hold(reader, ADDRESS)
    reader.configure(way="local")
    long = "".join(f"<p>Paragraph {n} of a long report speaks of nothing much at all.</p>" for n in range(800))
    first = reader.open(web.page("http://news.test/1", f"<article>{long}<p>{WALL}.</p></article>"))
    hand_out(web, vector("later.pack"))
    options.click_on("#packs-held li .plain")
    assert shown(first)
    options.wait("() => document.querySelector('#packs-held .status')?.textContent.includes('Last asked')")
    assert held(reader)[0]["generation"].startswith("20260102")
    well = "The well of Brel gives lemonade on Sundays"
    assert shown(reader.open(web.page("http://news.test/2", f"<p>{well}.</p>"))), "a case of the later pack"


def test_a_case_in_two_packs_is_shown_once(reader: Product, web: Web) -> None:
    hold(reader, hand_out(web, vector("first.pack")))
    hold(reader, hand_out(web, vector("later.pack"), "http://127.0.0.1:58230/other.pack"))
    assert len(held(reader)) == 2
    reader.configure(way="local")
    url = web.page("http://news.test/a", f"<p>{WALL}.</p><p>{MOON}.</p>")
    shown(reader.open(url), 2)
    notices = reader.state(url, "done")["notices"]
    assert len(notices) == len({notice["case"]["id"] for notice in notices}) == 2


@in_chromium
def test_a_pack_from_a_file(reader: Product, web: Web, tmp_path: Path) -> None:
    file = tmp_path / "cases.pack"
    file.write_bytes(vector("first.pack"))
    page = reader.open(reader.browser.extension_url("options.html"))
    page.wait("() => document.querySelector('#pack-file')")
    page.playwright.set_input_files("#pack-file", file)  # type: ignore[attr-defined]
    page.click_on("#pack-look")
    page.wait("() => !document.querySelector('#pack-offer').hidden")
    page.click_on("#pack-look")
    page.wait("() => document.querySelector('#pack-status').className.includes('good')")
    assert "the file cases.pack" in text_of(page)
    reader.configure(way="local")
    assert shown(reader.open(web.page("http://news.test/a", f"<p>{WALL}.</p>")))
    assert own(web) == []
