"""Helpers for packs: serve them as any web server does, and add them to the extension."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from index.pack.contents import Contents
from tests.pack.vectors import FOLDER, PRIVATE

from .browsers import Page
from .product import API, Product
from .web import CORS, Reply, Request, Web

ADDRESS = "http://127.0.0.1:58230/cases.pack"
TYPE = "application/vnd.rejoinder.pack"
# A claim of the vectors' packs that no case of the demo makes.
FERRY = "The ferry of Marn sank with ninety barrels of honey in 1911"


def vector(name: str) -> bytes:
    """One of the packs with which both the Python and the TypeScript reader are tested."""
    return (FOLDER / name).read_bytes()


def signed(contents: Contents, private: bytes = PRIVATE, **changes: Any) -> bytes:
    return replace(contents, **changes).to_bytes(private)


def hand_out(web: Web, data: bytes | Callable[[Request], bytes], address: str = ADDRESS, **headers: str) -> str:
    """Serve this as a pack from a plain web server; returns its address."""

    def answer(request: Request) -> Reply:
        return Reply(data(request) if callable(data) else data, TYPE, 200, {**CORS, **headers})

    return web.answer(address, answer)


def forget_packs(product: Product) -> None:
    """Remove all packs, as after installing."""
    product.control.call(
        """() => new Promise((done, fail) => {
            const asking = indexedDB.deleteDatabase("packs");
            asking.onsuccess = () => done(true);
            asking.onerror = () => fail(asking.error); })"""
    )


def options(product: Product) -> Page:
    page = product.open(product.browser.extension_url("options.html"))
    page.wait("() => document.querySelector('#pack-look')")
    return page


def fill(page: Page, selector: str, value: str) -> None:
    page.wait("(selector) => document.querySelector(selector)", selector)
    page.call(
        """(selector, value) => { const field = document.querySelector(selector); field.value = value;
            field.dispatchEvent(new Event("input", { bubbles: true })); }""",
        selector,
        value,
    )


def status(page: Page, selector: str, *said: str) -> str:
    """The status text of a form, once it contains one of `said`."""
    text: str = page.wait(
        """(selector, said) => { const text = document.querySelector(selector)?.textContent ?? "";
            return said.some((one) => text.includes(one)) ? text : ""; }""",
        selector,
        list(said),
    )
    return text


def look(page: Page, address: str) -> None:
    """Have the options page fetch a pack and show it."""
    fill(page, "#pack-address", address)
    page.click_on("#pack-look")


def hold(product: Product, address: str) -> Page:
    """Add a pack as a reader does; returns the options page."""
    page = options(product)
    look(page, address)
    page.wait("() => !document.querySelector('#pack-offer').hidden")
    page.click_on("#pack-look")
    status(page, "#pack-status", "in use")
    return page


def update(page: Page) -> str:
    """Press the button for a newer pack; returns the status text."""
    page.wait("() => document.querySelector('#packs-held li .plain')")
    page.call("() => { document.querySelector('#packs-held li').dataset.before = 'yes'; }")
    page.click_on("#packs-held li .plain")
    page.wait(
        "() => document.querySelector('#packs-held li') && !document.querySelector('#packs-held li').dataset.before"
    )
    text: str = page.call("() => document.querySelector('#packs-held .status').textContent")
    return text


def held(product: Product) -> list[dict[str, Any]]:
    """The stored descriptions of all packs."""
    found: list[dict[str, Any]] = product.control.call(
        """() => new Promise((done, fail) => {
            const opening = indexedDB.open("packs");
            opening.onerror = () => fail(opening.error);
            opening.onsuccess = () => {
                const asking = opening.result.transaction("about").objectStore("about").getAll();
                asking.onsuccess = () => { opening.result.close(); done(asking.result); };
            }; })"""
    )
    return found


def journal(product: Product) -> list[dict[str, Any]]:
    entries: list[dict[str, Any]] = product.control.call(
        f"async () => {{ {API} return (await api.storage.session.get('journal')).journal ?? []; }}"
    )
    return entries
