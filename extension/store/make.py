"""Make the pictures of the store listings and of the README anew, with Chromium and the demo.

    python extension/store/make.py

Serves the demo index, loads the test build, and takes the pictures of 1280 by 800 pixels that both stores want.
Everything to be seen is our own: the demo's article and cases.
"""

from __future__ import annotations

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


def main() -> None:
    subprocess.run(
        ["npm", "run", "build", "--", "--test"], cwd=ROOT / "extension", check=True, stdout=subprocess.DEVNULL
    )
    with tempfile.TemporaryDirectory() as folder:
        service = Service(build_index(Path(folder) / "index", ROOT / "server" / "demo" / "cases.jsonl"))
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
    """All pictures, one after the other."""
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

    popup = product.popup(f"{service.url}/demo/article")
    popup.resize(*SIZE)
    popup.wait("() => document.querySelectorAll('.what').length >= 3")
    # A popup is narrow: it is shown in the middle of the picture.
    popup.call("() => { document.body.style.cssText = 'margin: 24px auto; outline: 1px solid var(--line)'; }")
    popup.settled(STORE / "3-popup.png")

    for name, picture in (("welcome", "4-welcome"), ("options", "5-options")):
        surface = product.open(product.browser.extension_url(f"{name}.html"))
        surface.resize(*SIZE)
        surface.wait("() => document.querySelector('#mode-auto')")
        # The address as a reader has it, not the one that happens to be free here.
        surface.call("() => { document.querySelector('#address').value = 'http://127.0.0.1:8787'; }")
        if name == "options":
            surface.call("() => document.querySelector('#preview').scrollIntoView({ block: 'end' })")
        surface.settled(STORE / f"{picture}.png")


if __name__ == "__main__":
    main()
