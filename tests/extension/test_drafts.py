"""What a reader writes in a page is never sent, even if the page shows it a second time."""

# ruff: noqa: E501 - markup reads best unbroken
from __future__ import annotations

import pytest

from .pages import MOON, WALL
from .support.product import Product, shown
from .support.service import Service
from .support.web import Web
from .test_reading import matches

# Places to write in, and how a page reads what is written there.
PLACES = {
    "textarea": ('<textarea id="place"></textarea>', "place.value"),
    "field": ('<input id="place">', "place.value"),
    "editable": ('<div id="place" contenteditable="true"></div>', "place.innerText"),
    "role": ('<div id="place" role="textbox" contenteditable="plaintext-only"></div>', "place.textContent"),
    "shadow": ('<div id="host"></div><script>host.attachShadow({mode: "open"}).innerHTML = "<textarea></textarea>"; var place = host.shadowRoot.firstChild;</script>', "place.value"),
    "closed": ('<x-edit></x-edit><script>customElements.define("x-edit", class extends HTMLElement { constructor() { super(); const root = this.attachShadow({mode: "closed"}); root.innerHTML = "<textarea></textarea>"; window.place = root.firstChild; } });</script>', "place.value"),
    "frame": ('<iframe id="frame" width="300" height="60"></iframe><script>frame.contentDocument.designMode = "on"; var place = frame.contentDocument.body;</script>', "place.textContent"),
}  # fmt: skip

# The page shows the text in a preview with a label, as bold words, as paragraphs, and as the title.
MIRROR = """<h1 id="title">Title</h1><div id="preview"></div><p id="label">Nothing yet of it.</p><div id="paragraphs"></div>
<script>
function mirror(text) {
  preview.textContent = text;
  label.textContent = `Preview: ${text} (not saved)`;
  title.textContent = text.split("\\n")[0];
  paragraphs.replaceChildren(...text.split("\\n").map((line) => {
    const p = document.createElement("p");
    const words = line.split(" ");
    const b = document.createElement("b");
    b.textContent = words.slice(0, 2).join(" ").toUpperCase();
    p.append(b, " – ", words.slice(2).join(" "));
    return p; }));
}
</script>"""


def write(page_text: str, read: str) -> str:
    """A script that types a text and has the page show it again, as its own listener would."""
    return f"""() => {{ const text = {page_text!r};
        if ("value" in place) place.value = text; else place.textContent = text;
        place.dispatchEvent(new InputEvent("input", {{ bubbles: true, composed: true }}));
        mirror({read}); }}"""


@pytest.mark.parametrize("place", PLACES)
def test_a_draft_is_not_sent_from_where_it_is_shown_again(
    product: Product, demo: Service, web: Web, place: str
) -> None:
    product.configure(service=demo.url)
    markup, value = PLACES[place]
    url = web.page("http://news.test/writing", f"{MIRROR}<main><p>{WALL}.</p>{markup}</main>")
    page = product.open(url)
    shown(page)
    page.call(write("Zebra quartz vexes the jolly fox.\nUmbrella gadget.", value).replace("\\\\n", "\\n"))
    page.call(
        """(moon) => { const p = document.createElement("p"); p.textContent = moon; document.querySelector("main").append(p); }""",
        f"{MOON}.",
    )
    assert len(shown(page, 2)) == 2, "the rest of the page is still read"
    text = b"".join(request.body for request in matches(web, demo)).decode().lower()
    for word in ("zebra", "vexes", "umbrella"):
        assert word not in text


def test_a_message_that_was_sent_off_is_not_sent_to_the_service(product: Product, demo: Service, web: Web) -> None:
    """A chat empties its field and shows the message as part of the page."""
    product.configure(service=demo.url)
    url = web.page("http://news.test/chat", f'<main><p>{WALL}.</p></main><input id="place"><div id="chat"></div>')
    page = product.open(url)
    shown(page)
    page.call(
        """(moon) => { for (const text of ["M", "Meet me", "Meet me at the harbour wall"]) {
            place.value = text; place.dispatchEvent(new InputEvent("input", { bubbles: true })); }
            place.value = "";
            const p = document.createElement("p"); p.textContent = "Meet me at the harbour wall"; chat.append(p);
            const other = document.createElement("p"); other.textContent = moon; chat.append(other); }""",
        f"{MOON}.",
    )
    assert len(shown(page, 2)) == 2
    assert b"harbour wall" not in b"".join(request.body for request in matches(web, demo))


def test_what_was_written_before_a_click_is_not_sent(product: Product, demo: Service, web: Web) -> None:
    product.configure(mode="click", service=demo.url)
    url = web.page(
        "http://news.test/before",
        f"""{MIRROR}<main><p>{WALL}.</p><textarea id="place"></textarea></main>""",
    )
    page = product.open(url)
    page.call(write("Zebra quartz vexes the jolly fox.", "place.value"))
    product.check(url)
    shown(page)
    assert b"zebra" not in b"".join(request.body for request in matches(web, demo)).lower()


def test_a_search_leaves_the_page_to_be_read(product: Product, demo: Service, web: Web) -> None:
    product.configure(service=demo.url)
    url = web.page("http://news.test/search", f'<input type="search" id="place"><main><p>{WALL}.</p></main>')
    page = product.open(url)
    shown(page)
    page.call(
        """(moon) => { place.value = "Moon"; place.dispatchEvent(new InputEvent("input", { bubbles: true }));
            const p = document.createElement("p"); p.textContent = moon; document.querySelector("main").append(p); }""",
        f"{MOON}.",
    )
    assert len(shown(page, 2)) == 2
