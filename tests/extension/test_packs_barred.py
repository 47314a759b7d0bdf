"""Obstacles for a good pack: no room, a browser that cannot check it, a server that does not allow extensions."""

from __future__ import annotations

import json
import random
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from index.pack.reading import read

from .conftest import GECKO_ID, launch
from .pages import WALL
from .support.browsers import Browser
from .support.chromium import Chromium
from .support.firefox import Firefox
from .support.packs import ADDRESS, TYPE, fill, hand_out, held, hold, look, options, signed, status, update, vector
from .support.product import API, Product, shown, text_of
from .support.web import Reply, Web

Started = Callable[..., Browser]
# An address whose server does not allow extensions to read it.
BARRED = "http://127.0.0.1:58234/cases.pack"
ORIGIN = "http://127.0.0.1/*"
ROOM = 2_500_000  # bytes of storage that the browser gives us
BROWSERS = ["chromium", "firefox"]
# What browsers say about an algorithm that they do not have: Chrome until 136, Firefox until 128.
WITHOUT_ED25519 = """{ const known = SubtleCrypto.prototype.importKey;
SubtleCrypto.prototype.importKey = function (format, key, algorithm, ...rest) {
  if (algorithm === "Ed25519") return Promise.reject(new DOMException("Unrecognized name", "NotSupportedError"));
  return known.call(this, format, key, algorithm, ...rest); }; }
"""


@pytest.fixture(params=BROWSERS)
def name(request: pytest.FixtureRequest) -> str:
    name: str = request.param
    return name


@pytest.fixture
def folder(name: str, builds: Path, tmp_path: Path) -> Callable[[str], Path]:
    """Makes copies of builds (the shipped ones or the test build) that a test may change."""

    def copied(prefix: str = "") -> Path:
        built = builds / f"{prefix}{'chrome' if name == 'chromium' else 'firefox'}"
        return Path(shutil.copytree(built, tmp_path / "extension"))

    return copied


@pytest.fixture
def start(name: str, web: Web, tmp_path: Path) -> Iterator[Started]:
    """Starts the browser with an extension and, if wanted, with little room for it."""
    running: list[Browser] = []

    def started(extension: Path, room: int = 0) -> Browser:
        profile = tmp_path / "profile"
        if room and name == "firefox":
            limit = {"dom.quotaManager.temporaryStorage.fixedLimit": room // 1024}
            browser: Browser = Firefox(extension, profile, web.port, GECKO_ID, **limit)
        else:
            browser = launch(name, extension, profile, web)
        running.append(browser)
        if room and isinstance(browser, Chromium):
            browser.limit_storage(room)
        return browser

    web.begin()
    yield started
    for browser in running:
        browser.close()


def large(generation: str) -> bytes:
    """A later pack with responses that cannot be compressed."""
    contents = read(vector("first.pack")).contents
    lot = random.Random(1)
    responses = [json.dumps(lot.randbytes(12_000).hex()) for _ in contents.responses]
    return signed(contents, generation=generation, responses=responses)


def test_without_room_the_old_pack_stays(start: Started, folder: Callable[[str], Path], web: Web) -> None:
    reader = Product(start(folder("test-"), ROOM))
    hand_out(web, vector("first.pack"))
    page = hold(reader, ADDRESS)
    (before,) = held(reader)
    data = large("20270101T000000Z-000009")
    assert len(data) > ROOM, "the pack must be larger than the room"
    hand_out(web, data)
    told = update(page)
    assert "no room for the pack" in told
    assert "remove another pack" in told
    assert "stays in use" in told
    (after,) = held(reader)
    assert (after["generation"], after["bytes"]) == (before["generation"], before["bytes"])
    reader.configure(way="local")
    assert shown(reader.open(web.page("http://news.test/a", f"<p>{WALL}.</p>"))), "the old pack still works"
    # Another pack of that size is refused too, after the reader agreed to it.
    other = hand_out(web, data, "http://127.0.0.1:58235/other.pack")
    look(page, other)
    page.wait("() => !document.querySelector('#pack-offer').hidden")
    page.click_on("#pack-look")
    status(page, "#pack-status", "no room for the pack")
    assert [pack["address"] for pack in held(reader)] == [ADDRESS]
    hand_out(web, vector("later.pack"))
    assert "Last asked" in update(page), "a pack that fits is accepted"


def test_without_ed25519_no_pack_is_taken(
    start: Started, folder: Callable[[str], Path], web: Web, tmp_path: Path
) -> None:
    extension = folder("test-")
    worker = extension / "pack-worker.js"
    worker.write_text(WITHOUT_ED25519 + worker.read_text("utf-8"), "utf-8")
    reader = Product(start(extension))
    hand_out(web, vector("first.pack"))
    page = options(reader)
    look(page, ADDRESS)
    told = status(page, "#pack-status", "cannot check who signed the pack")
    assert "Update the browser" in told
    assert "send pages to a service" in told
    assert page.call("() => document.querySelector('#pack-offer').hidden")
    assert held(reader) == []
    welcome = reader.open(reader.browser.extension_url("welcome.html"))
    fill(welcome, "#pack-address", ADDRESS)
    welcome.click_on("#mode-click")
    welcome.click_on("#start")
    status(welcome, "#status", "cannot check who signed the pack")
    assert held(reader) == []
    assert "consented" not in reader.settings(), "the reader has not consented yet"
    welcome.click_on("#way-pages")
    assert not welcome.call("() => document.querySelector('#address').closest('.service').hidden"), (
        "the field for a service is offered instead"
    )


def barred(web: Web, data: bytes) -> str:
    return web.answer(BARRED, lambda _: Reply(data, TYPE))


def granted(reader: Product) -> list[str]:
    origins: list[str] = reader.control.call(
        f"async () => {{ {API} return (await api.permissions.getAll()).origins ?? []; }}"
    )
    return origins


def test_a_server_that_bars_extensions(
    name: str, start: Started, folder: Callable[[str], Path], web: Web, artifacts: Path
) -> None:
    """The permission for this one server is asked for when the reader adds the pack, and given back with the pack."""
    reader = Product(start(folder("")))
    barred(web, vector("first.pack"))
    page = options(reader)
    look(page, BARRED)
    status(page, "#pack-status", "does not let extensions fetch")
    said = page.wait(
        "() => !document.querySelector('#pack-barred').hidden && document.querySelector('#pack-barred').innerText"
    )
    assert "Access-Control-Allow-Origin" in said
    assert "as a file" in said, "there is a way without any permission"
    assert page.call("() => document.querySelector('.allow-server').textContent") == "Allow 127.0.0.1"
    page.screenshot(artifacts / f"pack-barred-{name}.png")
    assert held(reader) == []
    assert granted(reader) == []
    if name == "chromium":
        # Nobody can answer this prompt. The test goes on in a browser in which it was answered.
        return
    page.click_on(".allow-server")
    page.wait("() => !document.querySelector('#pack-offer').hidden")
    assert granted(reader) == [ORIGIN]
    page.close()
    page = options(reader)
    reader.control.wait(f"async () => {{ {API} return !(await api.permissions.getAll()).origins.length; }}")
    look(page, BARRED)
    page.click_on(".allow-server")
    page.wait("() => !document.querySelector('#pack-offer').hidden")
    page.click_on("#pack-look")
    status(page, "#pack-status", "in use")
    page.click_on("#mode-click")
    page.click_on("#save")
    status(page, "#status", "Saved")
    assert granted(reader) == [ORIGIN], "the pack's permission is not given back with the mode's"
    barred(web, vector("later.pack"))
    assert "Last asked" in update(page)
    reader.control.call(f"async (origin) => {{ {API} await api.permissions.remove({{ origins: [origin] }}); }}", ORIGIN)
    assert "does not let extensions fetch" in update(page), "the permission was revoked in the browser's own settings"
    page.click_on("#packs-held .allow-server")
    page.wait("() => document.querySelector('#packs-held .status').textContent.includes('Last asked')")
    page.click_on("#packs-held .text")
    reader.control.wait(f"async () => {{ {API} return !(await api.permissions.getAll()).origins.length; }}")
    assert held(reader) == []


def test_a_server_that_the_reader_allowed(start: Started, folder: Callable[[str], Path], web: Web) -> None:
    """With the permission for that server, its pack is fetched, agreed to and updated."""
    extension = folder("")
    manifest = json.loads((extension / "manifest.json").read_text("utf-8"))
    (extension / "manifest.json").write_text(json.dumps({**manifest, "host_permissions": [ORIGIN]}), "utf-8")
    reader = Product(start(extension))
    reader.browser.permit([ORIGIN])
    barred(web, vector("first.pack"))
    page = hold(reader, BARRED)
    barred(web, vector("later.pack"))
    assert "Last asked" in update(page)
    web.kill(BARRED)
    assert "Nothing answers" in update(page)


def test_a_server_that_bars_extensions_on_the_welcome_page(
    name: str, start: Started, folder: Callable[[str], Path], web: Web
) -> None:
    browser = start(folder(""))
    barred(web, vector("first.pack"))
    welcome = browser.extension_page("welcome.html")
    fill(welcome, "#pack-address", BARRED)
    welcome.click_on("#mode-click")
    welcome.click_on("#start")
    status(welcome, "#status", "does not let extensions fetch")
    assert "Allow 127.0.0.1" in text_of(welcome)
    if name == "firefox":
        welcome.click_on(".allow-server")
        welcome.wait("() => document.querySelector('#start').textContent === 'Agree and start'")
        welcome.click_on("#start")
        welcome.wait("() => !document.querySelector('#done').hidden")
