"""A property test: the text sent for a page is the text that the browser says is shown, with a few exceptions.

`innerText` is the browser's own view of which text of an element is shown. The text sent differs from it only in this:

- any white space becomes one space, also a line break; two line breaks in a row end a paragraph;
- an element that floats or is positioned is a paragraph of its own, after the one it is in; marks of up to three
  characters are left out; a drop cap stays where it is;
- ruby annotations and what the reader fills in are left out;
- text that nobody can see is left out (`innerText` considers only `display` and `visibility`);
- a button is part of the sentence it is in; before a paragraph's first sentence or after its last it is left out.
"""

# ruff: noqa: E501 - markup reads best unbroken
from __future__ import annotations

import random

import pytest

from .support.product import Product
from .support.service import Service
from .support.web import Web
from .test_reading import sent

WORDS = (
    "harbour ferry island lantern gull orchard copper winter sailor ladder «quay» naïve Łódź Привет 東京 été a of the and "
    "one-way it’s 3.5 (roughly) e.g. Ms. 😀 &amp; &lt;tag&gt; x&shy;y&shy;z no&nbsp;break U.S. מים ไทย"
).split()
INLINE = "b i em strong a span code sup sub mark abbr bdi time label u small ins del var cite dfn kbd s tt font data q x-term".split()
STYLES = ["display:inline-block", "display:contents", "position:relative;top:1px", "display:inline-flex", "color:#345"]
STYLES += ["background:#eee;padding:0 2px", "font-size:70%", "opacity:.5", "letter-spacing:1px", "white-space:nowrap"]
UNSEEN = ["display:none", "visibility:hidden", "font-size:0", "opacity:0", "color:transparent"]
UNSEEN += ["position:absolute;left:-4000px", "display:inline-block;width:0;overflow:hidden;white-space:nowrap"]
UNSEEN += ["display:inline-block;transform:scale(0)"]
ASIDES = ["float:right;width:90px", "float:left", "position:absolute;right:0", "position:fixed;bottom:0"]


class Maker:
    """Makes paragraphs of random markup, each of which begins and ends with a plain word of its own."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)
        self._count = 0

    def paragraph(self) -> str:
        self._count += 1
        tag = self._random.choice(["p", "div", "h3", "li", "blockquote", "dd"])
        cap = self._random.random() < 0.1
        first = f"P{self._count}"
        if cap:
            first = f'<span style="float:left;font-size:250%">{first[0]}</span>{first[1:]}'
        return f"<{tag} data-paragraph>{first} {self._inside(3)} last{self._count}.</{tag}>"

    def _inside(self, depth: int) -> str:
        pieces = [self._piece(depth) for _ in range(self._random.randint(1, 6))]
        return "".join(
            piece + self._random.choice([" ", " ", " ", "\n   ", "&nbsp;", "", "<!-- no text -->"]) for piece in pieces
        )

    def _words(self) -> str:
        return " ".join(self._random.choice(WORDS) for _ in range(self._random.randint(1, 4)))

    def _piece(self, depth: int) -> str:
        kind = self._random.random()
        inner = self._inside(depth - 1).strip() if depth and kind < 0.5 else self._words()
        if kind < 0.3:
            return self._words()
        tag = self._random.choice(INLINE)
        if kind < 0.6:
            return f"<{tag}>{inner}</{tag}>"
        if kind < 0.72:
            return f'<{tag} style="{self._random.choice(STYLES)}">{self._words()}</{tag}>'
        if kind < 0.8:
            return self._random.choice(
                [f"<button>{self._words()}</button>", f'<span role="button">{self._words()}</span>']
            )
        if kind < 0.86:
            return f'<span data-left-out style="{self._random.choice(UNSEEN)}">secret {self._words()}</span>'
        if kind < 0.9:
            self._count += 1
            style = self._random.choice(ASIDES)
            return f'<span data-aside style="{style}">beside the text {self._count}</span>'
        if kind < 0.93:
            return f'<sup data-left-out style="position:absolute">{self._random.randint(1, 99)}</sup>'
        odd = [
            "one line<br>and another",
            "light<wbr>house",
            "<img alt=''>",
            "<ruby>東<rt data-left-out>とう</rt>京<rp data-left-out>(</rp></ruby>",
        ]
        return self._random.choice(
            [*odd, "<input value='secret'>", "<svg width='9' height='9'></svg>", "<script>var secret;</script>"]
        )


# The shown text of each paragraph, followed by the texts beside it.
SHOWN_TEXT = r"""() => {
  const shown = (element) => element.innerText.replace(/[\u00ad\u200b\u2060\ufeff]/g, "").split(/\n\s*\n/)
    .map((text) => text.replace(/\s+/g, " ").trim()).filter((text) => text.length > 3);
  document.querySelectorAll("[data-left-out]").forEach((one) => one.remove());
  return [...document.querySelectorAll("[data-paragraph]")].flatMap((paragraph) => {
    const asides = [...paragraph.querySelectorAll("[data-aside]")];
    const texts = asides.flatMap(shown);
    asides.forEach((one) => one.remove());
    // A letter that floats is a block to innerText.
    paragraph.querySelectorAll("[style*='250%']").forEach((cap) => { cap.style.float = "none"; });
    return [...shown(paragraph), ...texts];
  }); }"""


@pytest.mark.parametrize("seed", range(3))
def test_what_is_sent_is_what_is_shown(product: Product, demo: Service, web: Web, seed: int) -> None:
    product.configure(service=demo.url)
    maker = Maker(seed)
    paragraphs = [maker.paragraph() for _ in range(150)]
    url = web.page(f"http://news.test/random-{seed}", f"<main>{''.join(paragraphs)}</main>")
    page = product.open(url)
    product.state(url, "done")
    texts = sent(web, demo)
    expected = page.call(SHOWN_TEXT)
    wrong = [(a, b) for a, b in zip(texts, expected, strict=False) if a != b][:1]
    source = [one for one in paragraphs if wrong and wrong[0][1].split(" ")[0] in one.replace("</span>", "")]
    assert wrong == [], source[:2]
    assert len(texts) == len(expected)
    assert not any("secret" in text for text in texts)
