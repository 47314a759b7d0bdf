"""Packs that are not what the reader agreed to: each is refused with its reason, and the pack in use stays."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

from index.pack.reading import read
from tests.pack.vectors import LATER

from .pages import WALL
from .support.packs import ADDRESS, forget_packs, hand_out, held, hold, look, options, signed, status, update, vector
from .support.product import Product, open_card, shown, text_of
from .support.web import CORS, Reply, Request, Web

MIB = 1024 * 1024


@pytest.fixture
def reader(product: Product, web: Web) -> Iterator[Product]:
    forget_packs(product)
    yield product
    web.answer(ADDRESS, lambda _: Reply(b""))  # replaces an endless answer


def flipped(data: bytes, at: int) -> bytes:
    return data[:at] + bytes([data[at] ^ 0x55]) + data[at + 1 :]


def test_refused_updates_leave_the_pack_in_use(reader: Product, web: Web) -> None:
    good = vector("later.pack")
    hand_out(web, good)
    page = hold(reader, ADDRESS)
    (before,) = held(reader)
    contents = read(vector("first.pack")).contents
    bad = [
        (signed(contents, bytes(range(2, 34)), generation="20270101T000000Z-000009"), "different key"),
        (vector("first.pack"), "older than the one in use"),
        (flipped(good, len(good) - 40), "changed after it was signed"),
        (flipped(good, 40), "changed after it was signed"),
        (good[:5000], "is incomplete"),
        (b"<!doctype html><title>Sign in</title><p>Welcome to the hotel.</p>", "not a pack. It may be a web page"),
        (good[:8] + b"\x02" + good[9:], "does not read"),
        (vector("first-to-later.diff"), "update for a different pack"),
    ]
    for data, said in bad:
        hand_out(web, data)
        told = update(page)
        assert said in told
        assert "stays in use" in told
        assert held(reader)[0]["generation"] == before["generation"] == LATER
    taken = web.endless(ADDRESS, "GET")
    assert "too large to be a pack" in update(page)
    assert taken() < 900 * MIB, "the download is stopped before its end"
    hand_out(web, b"", **{"Content-Type": "text/plain"})
    web.answer(ADDRESS, lambda _: Reply(b"gone", status=404, headers=CORS))
    assert "nothing at this address" in update(page)
    web.kill(ADDRESS)
    assert "Nothing answers" in update(page)
    reader.configure(way="local")
    assert shown(reader.open(web.page("http://news.test/a", f"<p>{WALL}.</p>"))), "the old pack still works"
    web.revive(ADDRESS)
    hand_out(web, good)
    assert "Last asked" in update(page), "updates go on once all is well"


def test_what_is_no_pack_is_not_offered(reader: Product, web: Web) -> None:
    page = options(reader)

    def refusing(path: str, body: bytes, status: int = 200, **headers: str) -> str:
        return web.answer(f"http://127.0.0.1:58232{path}", lambda _: Reply(body, status=status, headers=CORS | headers))

    for address, said in [
        ("http://far.example/cases.pack", "not the address of a pack"),
        (refusing("/a.pack", b"<p>Hello"), "not a pack. It may be"),
        (refusing("/b.pack", b"", 403), "refuses access"),
        (refusing("/c.pack", b"", 302, Location="http://elsewhere.test/"), "leads somewhere else"),
        (refusing("/d.pack", b"", 503), "in a minute"),
        (refusing("/e.pack", b"REJOPACK" + bytes(4000)), "does not read"),
    ]:
        look(page, address)
        status(page, "#pack-status", said)
        assert page.call("() => document.querySelector('#pack-offer').hidden")
    assert held(reader) == []


def test_an_update_by_difference(reader: Product, web: Web) -> None:
    """For a service's own pack only the difference is fetched. If it does not fit, the whole pack is."""
    address = "http://127.0.0.1:58233/v1/pack"
    hand_out(web, vector("first.pack"), address)
    page = hold(reader, address)
    asked: list[str] = []

    def newer(request: Request) -> bytes:
        asked.append(request.url)
        return vector("first-to-later.diff") if "from=" in request.url else vector("later.pack")

    hand_out(web, newer, address)
    assert "Last asked" in update(page)
    assert [url.split("?")[1:] for url in asked] == [["from=20260101T000000Z-000001"]]
    (pack,) = held(reader)
    assert pack["generation"] == LATER
    reader.configure(way="local")
    well = "The well of Brel gives lemonade on Sundays"
    assert shown(reader.open(web.page("http://news.test/2", f"<p>{well}.</p>"))), "a case from the difference is found"
    asked.clear()
    assert "Last asked" in update(page), "a difference from another generation: the whole is fetched"
    assert [("from=" in url) for url in asked] == [True, False]


def test_hostile_texts_of_a_pack(reader: Product, web: Web) -> None:
    """Whoever signs a pack can write anything into it, but nothing of it runs or leads anywhere bad."""
    contents = read(vector("first.pack")).contents
    turned = "\u202eTurned\u2066 around"

    def hostile(line: str) -> str:
        if "Great Wall" not in line:
            return line
        card = json.loads(line)
        bold = f"<img src=x onerror=alert(1)> <b>{card['title']}</b> {turned}"
        card |= {"title": bold, "url": "javascript:alert(1)", "claimant": turned, "rating": "<i>no</i>"}
        return json.dumps(card)

    publishers = [
        {
            **one,
            "name": f"<script>alert(2)</script>{turned}",
            "url": "data:text/html,x",
            "disclaimer": "<a href=x>d</a>",
        }
        for one in contents.publishers
    ]
    data = signed(contents, cards=[hostile(card) for card in contents.cards], publishers=publishers)
    hold(reader, hand_out(web, data))
    assert "<script>alert(2)</script>" in text_of(options(reader)), "markup is shown as text"
    reader.configure(way="local")
    url = web.page("http://news.test/a", f"<p>{WALL}.</p>")
    page = reader.open(url)
    shown(page)
    card = open_card(page)
    said = text_of(card)
    assert "<img src=x onerror=alert(1)>" in said
    assert card.call("() => document.querySelectorAll('img, script:not([src]), b, i').length") == 0
    assert card.call("() => [...document.querySelectorAll('a')].map((a) => a.protocol)") == []
    isolated = "() => [...document.querySelectorAll('#claim, .facts dd')].every((one) => one.dir === 'auto')"
    assert card.call(isolated), "a mark that changes the writing direction has no effect outside its text"
    popup = reader.popup(url)
    assert popup.call("() => document.querySelectorAll('a[href^=\"javascript\"], b, script:not([src])').length") == 0
