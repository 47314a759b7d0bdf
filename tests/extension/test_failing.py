"""When the service fails: what the reader is told, what is retried, and how one page's failure affects the next."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

from .pages import WALL
from .support.product import API, Product, shown, text_of
from .support.service import Service
from .support.web import CORS, Reply, Request, Web

PAGE = f"<article><p>{WALL}.</p><p>Bread is baked early in the morning.</p></article>"
FAKE = "http://127.0.0.1:58203"
NOTHING: dict[str, Any] = {"matches": [], "article": None, "cases": {}, "disclaimers": {}, "index": {}}


def answer(web: Web, *replies: tuple[int, object, dict[str, str]]) -> None:
    """Have the service give these answers in turn, and repeat the last one from then on."""
    left = list(replies)

    def reply(request: Request) -> Reply:
        if request.method == "OPTIONS":
            return Reply(b"", headers=CORS)
        status, body, headers = left[0] if len(left) == 1 else left.pop(0)
        kind = "text/html" if isinstance(body, str) else "application/problem+json"
        content = body.encode() if isinstance(body, str) else json.dumps(body).encode()
        return Reply(content, kind, status, {**CORS, **headers})

    web.answer(f"{FAKE}/v1/match", reply)


def asked(web: Web, prefix: str = FAKE) -> list[Request]:
    return web.to(f"{prefix}/v1/match", "POST")


def test_a_page_that_failed_is_tried_again_by_itself(product: Product, demo: Service, web: Web) -> None:
    """Within a minute after the service answers again, visible pages first."""
    product.configure(service=demo.url)
    web.kill(demo.url)
    behind = web.page("http://news.test/behind", PAGE)
    first = product.open(behind)
    product.state(behind, "failed")
    front = web.page("http://news.test/front", PAGE)
    page = product.open(front)
    product.state(front, "failed")
    web.revive(demo.url)
    page.wait("() => CSS.highlights.get('rejoinder-repeats')?.size", patience=60)
    assert product.state(front)["phase"] == "done"
    # The page that found out tells the others.
    first.wait("() => CSS.highlights.get('rejoinder-repeats')?.size", patience=30)
    product.control.wait(
        f"async (tab) => {{ {API} return (await api.action.getBadgeText({{ tabId: tab }})) === '1'; }}",
        product.tab(front),
    )


def test_what_a_click_asked_for_is_tried_again_too(product: Product, demo: Service, web: Web) -> None:
    product.configure(mode="click", service=demo.url)
    web.kill(demo.url)
    url = web.page("http://news.test/clicked", PAGE)
    page = product.open(url)
    product.check(url)
    product.state(url, "failed")
    web.revive(demo.url)
    page.wait("() => CSS.highlights.get('rejoinder-repeats')?.size", patience=60)


def test_a_failure_that_has_passed_leaves_nothing_in_the_page(product: Product, demo: Service, web: Web) -> None:
    product.configure(mode="click", service=demo.url)
    web.kill(demo.url)
    url = web.page("http://news.test/plain", "<p>The library opens at nine on weekdays and at ten on Saturdays.</p>")
    page = product.open(url)
    before = page.call("() => document.documentElement.outerHTML")
    product.check(url)
    product.state(url, "failed")
    page.wait("() => document.querySelector('rejoinder-notice')")
    web.revive(demo.url)
    product.check(url)
    product.state(url, "done")
    page.wait("(before) => document.documentElement.outerHTML === before", before)


def test_one_pages_failure_says_nothing_of_the_next(product: Product, web: Web) -> None:
    product.configure(service=FAKE)
    for number, status in enumerate((413, 422, 500)):
        answer(web, (status, {"type": "problem"}, {}), (200, NOTHING, {}))
        bad = web.page(f"http://news.test/bad{number}", PAGE)
        product.open(bad)
        assert product.state(bad, "failed")["phase"] == "failed"
        assert "This page was not checked" in text_of(product.popup(bad))
        good = web.page(f"http://news.test/good{number}", PAGE)
        product.open(good)
        assert product.state(good, "done", "failed")["phase"] == "done"


def test_a_service_that_asks_to_be_left_in_peace_is(product: Product, web: Web) -> None:
    product.configure(service=FAKE)
    answer(web, (429, {"type": "problem"}, {"Retry-After": "120"}), (200, NOTHING, {}))
    url = web.page("http://news.test/busy", PAGE)
    product.open(url)
    assert product.state(url, "failed")["failure"] == "too_many"
    other = web.page("http://news.test/other", PAGE)
    product.open(other)
    product.state(other, "failed")
    time.sleep(25)
    assert len(asked(web)) == 1, "the wait is longer than without the header"


def test_what_answers_is_told_apart(product: Product, web: Web) -> None:
    for number, (reply, failure) in enumerate(
        [
            ((404, {"type": "problem"}, {}), "old_service"),
            ((404, "<html>Not found</html>", {}), "malformed"),
            ((302, "", {"Location": "http://portal.test/"}), "redirected"),
            ((503, "<html>Down</html>", {}), "unavailable"),
            ((401, {"type": "problem"}, {}), "refused_key"),
        ]
    ):
        product.configure(service=FAKE)
        answer(web, reply)
        url = web.page(f"http://news.test/apart{number}", PAGE)
        product.open(url)
        assert product.state(url, "failed")["failure"] == failure
        assert web.to("http://portal.test/") == [], "no text is sent to where the redirect points"


def test_a_refused_key_leads_to_where_it_is_entered(product: Product, web: Web, artifacts: Path) -> None:
    product.configure(service=FAKE)
    answer(web, (401, {"type": "problem"}, {}))
    url = web.page("http://news.test/key", PAGE)
    product.open(url)
    product.state(url, "failed")
    popup = product.popup(url)
    popup.wait("() => document.querySelector('#enter_key')")
    popup.screenshot(artifacts / f"popup-key-{product.browser.name}.png")


def test_pressing_twice_reads_once(product: Product, demo: Service, web: Web) -> None:
    product.configure(mode="click", service=demo.url)
    url = web.page("http://news.test/twice", PAGE)
    page = product.open(url)
    product.control.call(
        f"""async (tab) => {{ {API}
            await Promise.all([1, 2, 3].map(() => api.runtime.sendMessage({{ type: "check", tab }}))); }}""",
        product.tab(url),
    )
    shown(page)
    product.state(url, "done")
    time.sleep(1)
    assert len(asked(web, demo.url)) == 1
