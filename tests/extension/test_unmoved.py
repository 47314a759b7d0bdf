"""Real pages stay as they are while a notice is shown, at every width: a small part of bench/pages.py."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.pages import VIEWS, View, address, differences, lead_there, measured, opened, serve, show, wait_until

from .pages import SEED_PASSAGE
from .support.fake import answering, case
from .support.product import Product
from .support.web import Web

NAMES = ("001", "bbc-1")


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.name)
def test_pages_are_where_they_were(product: Product, web: Web, shared: Path, view: View) -> None:
    html = {name: (shared / "pages" / name / "source.html").read_text("utf-8", "replace") for name in NAMES}
    serve(web, list(html.items()))
    product.configure(mode="click", service=answering(web, [(SEED_PASSAGE, "k1", 0.99)], {"k1": case("A claim")}))
    page = product.open("about:blank")
    for name in NAMES:
        assert opened(page, address(name), view)
        since = lead_there(page)
        show(product, page, address(name))
        ours = measured(page, since)
        assert opened(page, address(name), view)
        since = lead_there(page)
        wait_until(page, ours["age"])
        assert differences(measured(page, since), ours) == [], name
