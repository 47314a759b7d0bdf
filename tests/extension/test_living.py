"""Pages that are still being written: a text is read once it is at rest, and a claim has one notice per place."""

# ruff: noqa: E501 - markup reads best unbroken
from __future__ import annotations

import pytest

from .pages import MOON, WALL
from .support.product import API, Product, open_card, shown
from .support.service import Service
from .support.web import Web
from .test_reading import matches
from .test_showing import badge

# Ways for a page to write a text word by word.
WRITERS = {
    "text node": "word => { out.append(word); }",
    "data of a text node": "word => { (out.firstChild ?? out.appendChild(new Text(''))).appendData(word); }",
    "spans": "word => { const s = document.createElement('span'); s.textContent = word; out.append(s); }",
    "all anew": "word => { window.all = (window.all ?? '') + word; const p = document.createElement('p'); p.textContent = all; out.replaceChildren(p); }",
    "markup anew": "word => { window.all = (window.all ?? '') + word; out.innerHTML = `<div><p><b>Answer:</b> ${all}</p></div>`; }",
}
REST = f"{WALL}. The bus leaves at noon, and the harbour is as busy as it was in the years before the war."


@pytest.mark.parametrize("writer", WRITERS)
def test_a_text_that_grows_gets_one_notice(product: Product, demo: Service, web: Web, writer: str) -> None:
    product.configure(service=demo.url)
    url = web.page("http://news.test/grows", "<main><h1>An answer</h1><div id='out'></div></main>")
    page = product.open(url)
    product.state(url, "done")
    page.call(
        f"""async (text) => {{ const write = {WRITERS[writer]};
            for (const word of text.split(/(?<= )/)) {{ write(word); await new Promise((done) => setTimeout(done, 130)); }} }}""",
        REST,
    )
    assert len(shown(page)) == 1
    product.control.wait(
        f"async (tab) => {{ {API} return (await api.action.getBadgeText({{ tabId: tab }})) === '1'; }}",
        product.tab(url),
    )
    state = product.state(url, "done")
    assert len(state["notices"]) == 1
    assert len(page.call("() => [...CSS.highlights.get('rejoinder-repeats')].map(String)")) == 1
    sent = [block["text"] for request in matches(web, demo) for block in request.json()["blocks"]]
    parts = [text for text in sent if "Great" in text]
    assert len(parts) == 1, "the text is not sent at every word"


def test_a_text_that_goes_on_keeps_its_notice(product: Product, demo: Service, web: Web) -> None:
    """Each time the text rests it is read again. It keeps one notice, and an open card stays open."""
    product.configure(service=demo.url)
    url = web.page("http://news.test/goes-on", f"<main><p id='out'>{WALL}.</p></main>")
    page = product.open(url)
    shown(page)
    first = product.state(url, "done")["notices"][0]["id"]
    open_card(page)
    for number in range(3):
        page.call("(text) => { out.append(text); }", f" Bread number {number} is taken out of the oven at seven.")
        page.wait("() => true")
        product.control.wait(
            f"async (n) => {{ {API} return (await api.storage.session.get('journal')).journal?.length === n; }}",
            number + 2,
        )
    state = product.state(url, "done")
    assert [notice["id"] for notice in state["notices"]] == [first]
    assert len(shown(page)) == 1
    assert page.call("() => CSS.highlights.get('rejoinder-active')?.size") == 1


def test_a_text_that_is_put_right_loses_its_notice(product: Product, demo: Service, web: Web) -> None:
    product.configure(service=demo.url)
    url = web.page("http://news.test/right", f"<main><p id='out'>{WALL}.</p><p>{MOON}.</p></main>")
    page = product.open(url)
    shown(page, 2)
    page.call(
        "(text) => { out.textContent = text; }",
        f"It is not true that {WALL[0].lower()}{WALL[1:]}; astronauts have denied it many times.",
    )
    page.wait("() => CSS.highlights.get('rejoinder-repeats').size === 1")
    product.control.wait(
        f"async (tab) => {{ {API} return (await api.tabs.sendMessage(tab, {{ type: 'state' }})).notices.length === 1; }}",
        product.tab(url),
    )
    # When the first text comes back, so does its notice.
    page.call("(text) => { out.textContent = text; }", f"{WALL}.")
    assert len(shown(page, 2)) == 2


def test_the_badge_counts_claims_that_can_be_seen(product: Product, demo: Service, web: Web) -> None:
    product.configure(service=demo.url)
    url = web.page(
        "http://news.test/claims",
        f"""<main><p>{WALL}.</p><p>{WALL}, as everybody knows.</p>
        <details open><summary>More of it</summary><p>{MOON}.</p></details></main>""",
    )
    page = product.open(url)
    assert len(shown(page, 3)) >= 3
    product.control.wait(
        f"async (tab) => {{ {API} return (await api.action.getBadgeText({{ tabId: tab }})) === '2'; }}",
        product.tab(url),
    )
    page.call("() => { document.querySelector('details').open = false; }")
    product.control.wait(
        f"async (tab) => {{ {API} return (await api.action.getBadgeText({{ tabId: tab }})) === '1'; }}",
        product.tab(url),
    )
    assert badge(product, url) == "1"


def test_a_page_that_never_rests_is_read_all_the_same(product: Product, demo: Service, web: Web) -> None:
    """Text that keeps changing waits; the text beside it does not."""
    product.configure(service=demo.url)
    url = web.page(
        "http://news.test/ticks",
        """<main><p id="tick">Tick number 0 of this clock that never rests.</p><div id="list"></div></main><script>
        let n = 0; setInterval(() => { tick.textContent = `Tick number ${++n} of this clock that never rests.`; }, 200);
        </script>""",
    )
    page = product.open(url)
    product.state(url, "done")
    page.call("(text) => { const p = document.createElement('p'); p.textContent = text; list.append(p); }", f"{WALL}.")
    assert len(shown(page)) == 1
    ticks = [b for r in matches(web, demo) for b in r.json()["blocks"] if b["text"].startswith("Tick")]
    assert len(ticks) <= 1
