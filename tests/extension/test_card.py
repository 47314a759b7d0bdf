"""The card and the bar: what they say about a case, what they remember, and what they leave alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from .pages import MOON, WALL
from .support.browsers import Page
from .support.fake import FAKE, answering, case
from .support.product import Product, in_chromium, in_firefox, open_card, passage_point, shown, text_of
from .support.web import Web

PAGE = f"<article><h1>A page</h1><p>{WALL}.</p><p>Bread is baked early in the morning.</p><p>{MOON}.</p></article>"
LONG = ("A very long claim about a wall that is said to be seen from far away. " * 13)[:865] + "."
FORM = "() => document.querySelector('.complaint textarea')?.value"


def one(web: Web, score: float = 0.96, response: str = "An answer.", title: str = "A claim", **other: str) -> str:
    return answering(web, [(WALL, "k1", score)], {"k1": case(title, response, **other)})


@pytest.mark.parametrize(("width", "height"), [(1280, 900), (375, 667)])
def test_a_long_title_leaves_the_answer_in_sight(
    product: Product, web: Web, artifacts: Path, width: int, height: int
) -> None:
    product.configure(service=one(web, title=LONG))
    page = product.open(web.page("http://news.test/long", PAGE))
    page.resize(width, height)
    shown(page)
    card = open_card(page)
    page.settled(artifacts / f"card-title-{width}-{product.browser.name}.png")
    seen = """() => { const box = document.querySelector(".answer").getBoundingClientRect();
        const scroll = document.querySelector(".scroll").getBoundingClientRect();
        return box.top >= scroll.top && box.bottom <= scroll.bottom + 1; }"""
    assert card.call(seen)
    assert card.call("() => document.querySelector('h1').textContent") == LONG
    cut = "() => { const h = document.querySelector('h1'); return h.scrollHeight > h.clientHeight + 2; }"
    assert card.call(cut)
    card.click_on(".more-title")
    assert not card.call(cut)
    assert text_of(card).count("Shorten the title") == 1
    card.click_on(".more-title")
    assert card.call(cut)


def test_a_short_title_has_no_such_button(product: Product, web: Web) -> None:
    product.configure(service=one(web))
    page = product.open(web.page("http://news.test/short", PAGE))
    shown(page)
    assert "whole title" not in text_of(open_card(page))


def test_a_case_without_an_answer_is_disputed_and_no_more(product: Product, web: Web, artifacts: Path) -> None:
    product.configure(service=one(web, response=""))
    page = product.open(web.page("http://news.test/disputed", PAGE))
    shown(page)
    card = open_card(page)
    text = text_of(card)
    page.settled(artifacts / f"card-disputed-{product.browser.name}.png")
    assert "Disputed by A publisher (no answer available here)" in text
    assert "A passage on this page repeats a disputed claim" in text
    assert "ebunked" not in text
    assert "False" not in text


def test_how_sure_a_notice_is_has_one_wording(product: Product, web: Web) -> None:
    product.configure(service=one(web, 0.867))
    url = web.page("http://news.test/sure", PAGE)
    page = product.open(url)
    shown(page)
    assert "likely right: 86%" in text_of(open_card(page))
    assert "likely right: 86%" in text_of(product.popup(url))


def test_addresses_in_an_answer_are_links(product: Product, web: Web) -> None:
    response = (
        "See https://evidence.example/a_(b)?c=1&d=2. And javascript:alert(1), <a href='https://x.example'>x</a>, "
        "(http://other.example/)."
    )
    product.configure(service=one(web, response=response))
    page = product.open(web.page("http://news.test/links", PAGE))
    shown(page)
    card = open_card(page)
    links = card.call(
        "() => [...document.querySelectorAll('.answer a')].map((a) => [a.href, a.textContent, a.target, a.rel])"
    )
    safe = ["_blank", "noopener noreferrer"]
    assert links == [
        ["https://evidence.example/a_(b)?c=1&d=2", "https://evidence.example/a_(b)?c=1&d=2", *safe],
        ["https://x.example/", "https://x.example", *safe],
        ["http://other.example/", "http://other.example/", *safe],
    ]
    assert card.call("() => document.querySelector('.answer').textContent") == response


def luminance(colour: list[float]) -> float:
    parts = [c / 255 for c in colour[:3]]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("colour", ["amber", "rose", "blue", "green", "violet"])
def test_the_open_passage_can_be_read_on_a_dark_page(product: Product, web: Web, artifacts: Path, colour: str) -> None:
    product.configure(service=one(web), colour=colour)
    dark = "<style>body { background: #14161a; color: #e8e8e8; font: 18px/1.6 Georgia; margin: 40px }</style>"
    page = product.open(web.page("http://news.test/dark", dark + PAGE))
    shown(page)
    open_card(page)
    if colour == "amber":
        page.settled(artifacts / f"dark-open-{product.browser.name}.png")
    ink, ground = page.call(
        """() => { const style = getComputedStyle(document.querySelector("p"), "::highlight(rejoinder-active)");
            const numbers = (text) => text.match(/[0-9.]+/g).map(Number);
            return [numbers(style.color), numbers(style.backgroundColor)]; }"""
    )
    assert len(ground) == 3, "the background is opaque, so that what lies under it does not matter"
    lighter, darker = sorted((luminance(ink), luminance(ground)), reverse=True)
    assert (lighter + 0.05) / (darker + 0.05) >= 4.5


def test_a_complaint_half_written_survives(product: Product, web: Web, artifacts: Path) -> None:
    product.configure(service=one(web))
    page = product.open(web.page("http://news.test/wrong", PAGE))
    shown(page)
    card = open_card(page)
    card.click_on(".actions button")
    card.click_on("input[value=denies]")
    card.click_on("textarea")
    for letter in "half":
        page.press(letter)
    card.wait(f"() => ({FORM})() === 'half'")
    card.click_on(".actions button")
    assert card.call(FORM) == "half", "a second press keeps the text"
    page.click(900, 800)
    page.wait("() => (CSS.highlights.get('rejoinder-active')?.size ?? 0) === 0")
    card = open_card(page)
    card.wait(f"() => ({FORM})() === 'half'")
    page.settled(artifacts / f"complaint-again-{product.browser.name}.png")
    card.click_on("header .sign[aria-label=Close]")
    page.wait("() => (CSS.highlights.get('rejoinder-active')?.size ?? 0) === 0")
    card = open_card(page)
    card.wait(f"() => ({FORM})() === 'half'")
    assert card.call("() => document.querySelector('input[value=denies]').checked")
    card.click_on(".complaint button.main")
    card.wait("() => document.body.innerText.includes('Thank you')")
    (request,) = web.to(f"{FAKE}/v1/feedback", "POST")
    assert request.json()["comment"] == "[denies] half"
    page.click(900, 800)
    card = open_card(page)
    card.wait("() => document.querySelector('.answer')")
    assert card.call(FORM) is None, "the text is gone once it was sent"


def test_two_cases_on_one_passage_are_one_highlight(product: Product, web: Web, artifacts: Path) -> None:
    half = WALL[: len(WALL) // 2]
    cases = {
        "k1": case("The first claim"),
        "k2": case("The second claim", "Another answer.", disclaimer="Its own word."),
    }
    product.configure(service=answering(web, [(WALL, "k1", 0.95), (half, "k2", 0.98)], cases))
    url = web.page("http://news.test/both", PAGE)
    page = product.open(url)
    assert shown(page) == [WALL]
    card = open_card(page)
    text = text_of(card)
    page.settled(artifacts / f"card-both-{product.browser.name}.png")
    assert card.call("() => document.querySelector('h1').textContent") == "The second claim", "the surest is first"
    for part in ("The first claim", "This passage also repeats", "An answer.", "Another answer.", "Its own word."):
        assert part in text
    assert "1 of 2" not in text
    assert "What the publisher wants said." in text, "each case has its disclaimer"
    product.state(url)
    page.frame("dock").wait("() => document.querySelector('.label')?.textContent.startsWith('1 ')")
    card.click_on(".other .links button")
    card.wait("() => document.querySelector('.complaint')")
    assert card.call("() => document.querySelector('h1').textContent") == "The first claim"


def test_a_verbatim_second_copy_is_marked_too(product: Product, web: Web) -> None:
    product.configure(service=one(web))
    url = web.page(
        "http://news.test/twice", f"<article><p>{WALL}.</p><p id='between'>Between.</p><p>{WALL}.</p></article>"
    )
    page = product.open(url)
    assert shown(page, 2) == [WALL, WALL]
    assert len(web.to(f"{FAKE}/v1/match", "POST")) == 1
    assert "1 of 2" in text_of(open_card(page))
    assert len(product.state(url)["notices"]) == 1, "listed once"
    # A copy that is added later is marked without being sent.
    page.call(
        """(text) => { const p = document.createElement("p"); p.textContent = text;
            document.querySelector("article").append(p); }""",
        f"{WALL}.",
    )
    shown(page, 3)
    page.call("() => document.querySelector('p').remove()")
    page.wait("() => CSS.highlights.get('rejoinder-repeats').size === 2")
    page.call("() => document.querySelectorAll('p').forEach((p) => p.id === 'between' || p.remove())")
    page.wait("() => !CSS.highlights.get('rejoinder-repeats')?.size")
    assert len(web.to(f"{FAKE}/v1/match", "POST")) == 1


HEADED = """<style>header { position: fixed; inset: 0 0 auto 0; height: 50px; background: #eee }
main { padding-top: 60px }</style><header id="head">The page's own header</header>"""


@pytest.mark.parametrize(("width", "height"), [(1280, 900), (375, 667)])
def test_the_bar_explains_itself_and_moves_nothing(
    product: Product, web: Web, artifacts: Path, width: int, height: int
) -> None:
    product.configure(service=answering(web, [(WALL, "k1", 0.96)], {"k1": case("A claim")}, article=["k1"]))
    html = f"{HEADED}<main><h1>An article</h1><p>{WALL}.</p></main>"
    page = product.open(web.page("http://news.test/listed", html))
    page.resize(width, height)
    bar = page.frame("bar")
    text = bar.wait("() => document.querySelector('.disclaimer') && document.body.innerText")
    assert "listed by A publisher" in text
    assert "because of the claims below" in text
    assert "What the publisher wants said." in text
    shown(page)
    page.settled(artifacts / f"bar-{width}-{product.browser.name}.png")
    places = """() => [getComputedStyle(document.documentElement).marginTop, document.querySelector("h1").offsetTop,
        document.elementFromPoint(innerWidth / 2, 20).id]"""
    margin, top, first = page.call(places)
    assert (margin, first) == ("0px", "head"), "the bar takes no room and covers no header"
    assert 60 <= top < 100
    bar.click_on(".actions button")
    card = page.frame("card")
    card.wait("() => document.querySelector('.complaint')")
    assert "The article does not make this claim" in text_of(card)
    assert card.call("() => document.querySelector('.complaint blockquote')") is None
    card.click_on("input[value=other_claim]")
    card.click_on(".complaint button.main")
    card.wait("() => document.body.innerText.includes('Thank you')")
    (request,) = web.to(f"{FAKE}/v1/feedback", "POST")
    assert (request.json()["case"], request.json()["comment"]) == ("k1", "[other_claim]")


@in_chromium
def test_the_bar_leaves_no_blank_in_print(product: Product, web: Web) -> None:
    product.configure(service=answering(web, [], {"k1": case("A claim")}, article=["k1"]))
    page = product.open(web.page("http://news.test/print", "<h1>An article</h1><p>Its text.</p>"))
    page.frame("bar").wait("() => document.querySelector('.claims')")
    page.playwright.emulate_media(media="print")  # type: ignore[attr-defined]
    assert page.call("() => getComputedStyle(document.documentElement).marginTop") == "0px"
    assert page.call("() => document.elementFromPoint(60, innerHeight - 60).localName") != "rejoinder-notice"


@in_firefox  # headless Chromium pastes nothing
def test_a_notice_is_copied_with_its_source_and_disclaimer(product: Product, web: Web) -> None:
    product.configure(service=one(web))
    field = "<textarea id='paste' rows='12' cols='60'></textarea>"
    page = product.open(web.page("http://news.test/copy", PAGE + field))
    shown(page)
    card = open_card(page)
    card.click_on(".copy")
    card.wait("() => document.querySelector('footer [role=status]').textContent.startsWith('Copied')")
    page.press("Escape")
    pasted = paste(page)
    for part in (WALL, "A claim", "Debunked: A publisher", "An answer.", "https://publisher.example/1"):
        assert part in pasted
    assert "Disclaimer: What the publisher wants said." in pasted


def paste(page: Page) -> str:
    page.click_on("#paste")
    page.press("Control+v")
    text: str = page.wait("() => document.querySelector('#paste').value")
    return text


@pytest.mark.parametrize("width", [320, 370, 420, 1280])
def test_no_button_is_alone_on_a_line(product: Product, web: Web, artifacts: Path, width: int) -> None:
    """With a wide font: four in one line, or two and two. On a narrow window the card is as wide as the window."""
    product.configure(service=one(web))
    page = product.open(web.page("http://news.test/wide", PAGE))
    page.resize(width, 800)
    shown(page)
    card = open_card(page)
    card.call("""() => { document.body.style.fontFamily = "Verdana, 'DejaVu Sans', sans-serif"; }""")
    page.settled(artifacts / f"card-buttons-{width}-{product.browser.name}.png")
    lines = card.call(
        """() => { const tops = [...document.querySelectorAll(".actions button")]
                .map((button) => Math.round(button.getBoundingClientRect().top));
            return [...new Set(tops)].map((top) => tops.filter((one) => one === top).length); }"""
    )
    assert lines in ([4], [2, 2]), lines
    assert card.call("() => document.documentElement.scrollWidth <= innerWidth")


LINKED = """<article><h1>A page</h1><p>They say: <a href="http://news.test/target">%s.</a></p>
    <p>Bread is baked early in the morning.</p></article>"""


def test_a_passage_in_a_link_opens_its_card_by_hovering_and_from_the_dock(product: Product, web: Web) -> None:
    product.configure(service=one(web))
    page = product.open(web.page("http://news.test/in-a-link", LINKED % WALL))
    shown(page)
    page.move(*passage_point(page))
    page.frame("card").wait("() => document.querySelector('h1')?.textContent")
    page.move(5, 5)
    page.wait("() => (CSS.highlights.get('rejoinder-active')?.size ?? 0) === 0")
    page.frame("dock").click_on(".main")
    page.frame("card").wait("() => document.querySelector('h1')?.textContent")
    page.wait("() => CSS.highlights.get('rejoinder-active')?.size === 1")


def test_hovering_does_not_open_a_form(product: Product, web: Web) -> None:
    product.configure(service=one(web))
    page = product.open(web.page("http://news.test/hover", PAGE))
    shown(page)
    page.move(*passage_point(page))
    card = page.frame("card")
    card.wait("() => document.querySelector('.answer')")
    assert card.call(FORM) is None


def test_on_a_phone_the_sheet_and_the_passage_are_both_in_sight(product: Product, web: Web) -> None:
    product.configure(service=answering(web, [(WALL, "k1", 0.96)], {"k1": case("A claim")}))
    text = "<p>Bread is sold here every day of the week.</p>" * 30
    page = product.open(web.page("http://news.test/phone", f"<main>{text}<p>{WALL}.</p>{text}</main>"))
    page.resize(375, 667)
    shown(page)
    open_card(page)
    page.wait(
        """() => {
            const [range] = CSS.highlights.get("rejoinder-repeats");
            const { top, bottom, left } = range.getBoundingClientRect();
            const ours = document.querySelector("rejoinder-notice");
            return top >= 0 && document.elementFromPoint(left + 5, bottom - 5) !== ours; }"""
    )
