"""Take the pictures of the store listings and the README, with Chromium and the demo.

    python extension/store/make.py

Serves the demo index, loads the test build, and takes pictures of 1280 by 800 pixels, as both stores want.
Everything in them is our own: the demo's article and cases.
"""

from __future__ import annotations

import base64
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from tests.extension.support.chromium import Chromium  # noqa: E402
from tests.extension.support.product import Product, open_card, shown  # noqa: E402
from tests.extension.support.service import Service, build_index  # noqa: E402
from tests.extension.support.web import Web  # noqa: E402

STORE = Path(__file__).resolve().parent
README_PICTURE = ROOT / "docs" / "notice.png"
SIZE = (1280, 800)
PANEL = 400  # width of the panel in pixels


def main() -> None:
    subprocess.run(
        ["npm", "run", "build", "--", "--test"], cwd=ROOT / "extension", check=True, stdout=subprocess.DEVNULL
    )
    with tempfile.TemporaryDirectory() as folder:
        index = build_index(Path(folder) / "index", ROOT / "server" / "demo" / "cases.jsonl")
        # Plenty of time, so that no page is read only in part on a busy machine.
        service = Service(index, REJOINDER_READER_BUDGET_MS="7000")
        web = Web()
        web.forward(service.url)
        browser = Chromium(ROOT / "extension" / "dist" / "test-chrome", Path(folder) / "profile", web.port)
        try:
            take(Product(browser), service)
        finally:
            browser.close()
            web.close()
            service.close()


def take(product: Product, service: Service) -> None:
    """Take all pictures."""
    product.configure(service=service.url)
    page = product.open(f"{service.url}/demo/article")
    page.resize(*SIZE)
    shown(page, 3)
    open_card(page)
    page.settled(STORE / "1-notice.png")
    README_PICTURE.parent.mkdir(exist_ok=True)
    page.settled(README_PICTURE)

    card = open_card(page, 1)
    card.click_on(".why summary")
    card.call("() => document.querySelector('.links').scrollIntoView({ block: 'start', behavior: 'instant' })")
    page.settled()
    page.settled(STORE / "2-why.png")

    take_panel(product, f"{service.url}/demo/article")

    for name, picture in (("welcome", "4-welcome"), ("options", "5-options")):
        surface = product.open(product.browser.extension_url(f"{name}.html"))
        surface.resize(*SIZE)
        surface.wait("() => document.querySelector('#mode-auto')")
        # Show the usual address of a service and not the port that happened to be free here.
        surface.call("() => { document.querySelector('#address').value = 'http://127.0.0.1:8787'; }")
        if name == "options":
            surface.call("() => document.querySelector('#preview').scrollIntoView({ block: 'end' })")
        surface.settled(STORE / f"{picture}.png")


def take_panel(product: Product, url: str) -> None:
    """Take the picture of a page with the panel beside it, put together from two pictures."""
    page = product.open(url)
    page.resize(SIZE[0] - PANEL, SIZE[1])
    shown(page, 3)
    page.call("() => scrollTo(0, 0)")
    left = page.settled()
    panel = product.open(product.browser.extension_url(f"panel.html?tab={product.tab(url)}"))
    panel.resize(PANEL - 1, SIZE[1])
    panel.wait("() => document.querySelectorAll('.entry').length >= 3")
    right = panel.settled()
    both = product.open("about:blank")
    both.resize(*SIZE)
    both.call(
        """(pictures) => {
            document.body.style.cssText = "margin: 0; display: flex; gap: 1px; background: #8a8275";
            for (const picture of pictures) document.body.append(Object.assign(new Image(), { src: picture }));
            return Promise.all([...document.images].map((image) => image.decode())); }""",
        [f"data:image/png;base64,{base64.b64encode(picture).decode()}" for picture in (left, right)],
    )
    both.settled(STORE / "3-panel.png")


if __name__ == "__main__":
    main()
