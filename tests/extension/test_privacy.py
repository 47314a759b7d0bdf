"""What leaves the browser: in each mode exactly what the welcome page says, and nothing from excluded pages."""

from __future__ import annotations

import re
from typing import Any

import pytest

from .pages import MOON, WALL
from .support.product import API, Product, open_card, shown
from .support.service import Service
from .support.web import Request, Web

ARTICLE = f"""<!doctype html><html lang="en"><meta charset="utf-8"><title>News</title><body>
<nav>Home and other places to go to</nav>
<form><label>Your town and street</label><input value="secret input value">
<input type="password" style="display:none" value="secret password">
<textarea>secret draft of a letter</textarea><select><option>secret option of a list</option></select></form>
<div contenteditable="true">secret words that are being written</div>
<div role="textbox">secret words in a box of the page's own</div>
<article><p>{WALL}.</p><p>Bread and butter are sold at the market.</p>
<p style="display:none">secret hidden words of the page</p><p style="visibility:hidden">secret invisible words of it</p>
</article></body></html>"""


def own(web: Web) -> list[Request]:
    """The extension's own requests, without the browsers' calls home and the loading of pages."""
    home = re.compile(r"googleapis\.com|google\.com|gvt1\.com|mozilla\.(com|org|net)|gstatic\.com|firefox\.com")
    return [
        r
        for r in web.requests
        if not home.search(r.url) and not (r.method == "GET" and ".test/" in r.url) and r.method != "OPTIONS"
    ]


def sentinel(product: Product, web: Web, **settings: Any) -> None:
    """Check one more page. Once that is done, the pages before it have had their time."""
    product.configure(mode="sites", sites=["sentinel.test"], **settings)
    url = web.page("http://sentinel.test/", f"<p>{MOON}.</p>")
    product.open(url)
    product.state(url, "done")


def test_nothing_leaves_before_the_choice(product: Product, demo: Service, web: Web) -> None:
    product.configure(consented="", mode="auto", service=demo.url)
    product.open(web.page("http://news.test/a", ARTICLE))
    assert own(web) == []
    sentinel(product, web, service=demo.url)
    assert [r.json()["url"] for r in own(web)] == ["http://sentinel.test/"]


def test_automatic_mode_sends_exactly_what_it_says(product: Product, demo: Service, web: Web) -> None:
    product.configure(mode="auto", service=demo.url)
    web.page("http://news.test/a", ARTICLE)
    page = product.open("http://news.test/a?id=12&token=secret&utm_source=x&email=me@example.org#secret")
    shown(page)
    (request,) = own(web)
    assert request.method == "POST"
    assert request.url == f"{demo.url}/v1/match"
    body = request.json()
    assert set(body) == {"url", "language", "blocks"}
    assert body["url"] == "http://news.test/a?id=12"
    assert body["language"] == "en"
    texts = [block["text"] for block in body["blocks"]]
    assert texts == ["Your town and street", f"{WALL}.", "Bread and butter are sold at the market."]
    headers = {name.lower(): value for name, value in request.headers.items()}
    assert "secret" not in str(headers) + request.body.decode()
    assert not {"cookie", "referer", "authorization"} & set(headers)


def test_the_address_stays_here_if_the_reader_wants(product: Product, demo: Service, web: Web) -> None:
    product.configure(mode="auto", service=demo.url, address=False)
    shown(product.open(web.page("http://news.test/a", ARTICLE)))
    (request,) = own(web)
    assert set(request.json()) == {"language", "blocks"}


def test_click_mode_sends_once_for_a_click(product: Product, demo: Service, web: Web) -> None:
    product.configure(mode="click", service=demo.url)
    page = product.open(web.page("http://news.test/a", ARTICLE))
    popup = product.popup("http://news.test/a")
    popup.wait("() => document.querySelector('button.main')")
    assert own(web) == []
    popup.click_on("button.main")
    assert shown(page)
    assert len(own(web)) == 1
    # Text that is added later is not sent, although the page is still watched for its passages.
    page.call("(text) => document.querySelector('article').append(text)", f" {MOON}.")
    sentinel(product, web, service=demo.url)
    assert [r.json()["url"] for r in own(web)] == ["http://news.test/a", "http://sentinel.test/"]


def test_sites_mode_reads_the_named_sites_only(product: Product, demo: Service, web: Web) -> None:
    product.configure(mode="sites", sites=["news.test"], service=demo.url)
    product.open(web.page("http://other.test/a", ARTICLE))
    product.open(web.page("http://notnews.test/a", ARTICLE))
    shown(product.open(web.page("http://www.news.test/a", ARTICLE)))
    shown(product.open(web.page("http://news.test/a", ARTICLE)))
    assert [r.json()["url"] for r in own(web)] == ["http://www.news.test/a", "http://news.test/a"]


@pytest.mark.parametrize(
    ("host", "reason"),
    [("quiet.test", "excluded"), ("online.mybank.test", "never"), ("mail.news.test", "never")],
)
def test_excluded_sites_are_left_alone(product: Product, demo: Service, web: Web, host: str, reason: str) -> None:
    product.configure(mode="auto", service=demo.url, excluded=["quiet.test"])
    url = web.page(f"http://{host}/a", ARTICLE)
    product.open(url)
    assert product.refused(url) == reason
    popup = product.popup(url)
    assert popup.call("() => document.querySelector('button.main')") is None, "a click cannot check the page either"
    assert own(web) == []


def test_local_pages_are_left_alone_but_for_the_demo(product: Product, demo: Service, web: Web) -> None:
    product.configure(mode="auto", service=demo.url)
    url = web.page(f"http://127.0.0.1:{web.port}/a", ARTICLE)
    product.open(url)
    assert product.refused(url) == "local"
    product.open(f"{demo.url}/")
    assert product.refused(f"{demo.url}/") == "local"
    matches = [r for r in own(web) if r.path == "/v1/match"]
    assert matches == []


def test_a_click_does_not_open_what_is_closed(product: Product, demo: Service, web: Web) -> None:
    product.configure(mode="click", service=demo.url)
    url = web.page("http://online.mybank.test/a", ARTICLE)
    product.open(url)
    assert product.check(url) == {"refusal": "never"}
    assert own(web) == []


def test_the_reader_sees_what_was_sent(product: Product, demo: Service, web: Web) -> None:
    product.configure(mode="auto", service=demo.url)
    shown(product.open(web.page("http://news.test/a", ARTICLE)))
    (request,) = own(web)
    (entry,) = journal(product)
    assert (entry["site"], entry["address"], entry["outcome"]) == ("news.test", "http://news.test/a", "answered")
    assert entry["text"].split("\n") == [block["text"] for block in request.json()["blocks"]]


def test_what_is_sent_about_a_notice_is_shown_too(product: Product, demo: Service, web: Web) -> None:
    product.configure(mode="auto", service=demo.url)
    page = product.open(web.page("http://news.test/a", ARTICLE))
    shown(page)
    card = open_card(page)
    card.click_on(".actions button")
    card.click_on("input[value=reports]")
    card.click_on("button.main")
    card.wait("() => document.body.innerText.includes('Thank you')")
    (request,) = web.to(f"{demo.url}/v1/feedback", "POST")
    entries = journal(product)
    assert [entry["kind"] for entry in entries] == ["feedback", "page"]
    assert request.json()["comment"] in entries[0]["text"]
    assert entries[0]["site"] == "news.test"


def test_pages_that_are_sent_together_are_all_shown(product: Product, demo: Service, web: Web) -> None:
    product.configure(mode="click", service=demo.url)
    urls = [web.page(f"http://news.test/{n}", f"<p>Page number {n} says nothing of interest.</p>") for n in range(6)]
    for url in urls:
        product.open(url)
    together = f"""async (tabs) => {{ {API}
        await Promise.all(tabs.map((tab) => api.runtime.sendMessage({{ type: "check", tab }}))); }}"""
    product.control.call(together, [product.tab(url) for url in urls])
    for url in urls:
        product.state(url, "done")
    assert sorted(entry["address"] for entry in journal(product)) == urls


def test_what_readers_write_stays_here(product: Product, demo: Service, web: Web) -> None:
    """Drafts in every kind of editor are never sent, and comments only if the reader wants that."""
    product.configure(mode="auto", service=demo.url)
    url = web.page(
        "http://news.test/writes",
        f"""<main><p>{WALL}.</p><div id="draft" contenteditable="true">A secret draft, first version</div>
        <div class="CodeMirror"><pre>A secret draft in an editor of code</pre></div></main>
        <div id="comments" class="comments-area"><ol class="comment-list"><li class="comment">
        <article id="div-comment-1" class="comment-body"><p>A comment by another reader of this.</p></article>
        </li></ol></div>""",
    )
    page = product.open(url)
    shown(page)
    page.call(
        """(moon) => { document.querySelector("#draft").append(" and a second secret version of it");
            const p = document.createElement("p"); p.textContent = moon; document.querySelector("main").append(p); }""",
        f"{MOON}.",
    )
    assert len(shown(page, 2)) == 2
    sent = b"".join(request.body for request in own(web)).decode()
    assert "secret" not in sent
    assert "another reader" not in sent
    product.configure(mode="auto", service=demo.url, comments=True)
    again = web.page(
        "http://news.test/again", "<p>And an answer.</p><div id=comments><p>A comment of a reader.</p></div>"
    )
    product.open(again)
    product.state(again, "done")
    assert "A comment of a reader." in own(web)[-1].body.decode()


def journal(product: Product) -> list[dict[str, Any]]:
    entries: list[dict[str, Any]] = product.control.call(
        f"async () => {{ {API} return (await api.storage.session.get('journal')).journal; }}"
    )
    return entries
