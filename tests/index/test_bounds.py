"""A source touches only its own publishers: no feed rewrites another publisher's cases, name or disclaimer."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from index.admin_state.database import State
from index.errors import ChangedSinceError, RejectedRecordsError, ShrinkError, SourceError
from index.storage.build import Report, build, update
from index.storage.checks import Checks
from index.storage.library import Library
from server.cli import cli
from tests.index.conftest import WriteLines, claim, review

OWN = {"type": "source", "source": "tests", "name": "The Testers", "disclaimer": "Ours."}
Feed = Callable[..., str]


@pytest.fixture
def feed(monkeypatch: pytest.MonkeyPatch) -> Iterator[Feed]:
    """Serves records from a real server and returns the address."""
    monkeypatch.setattr("index.sources.fetch.is_public", lambda _: True)
    served: dict[str, bytes] = {}

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.end_headers()
            self.wfile.write(served[self.path])

        def log_message(self, format: str, *args: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()

        def serve(*records: dict[str, Any], name: str = "feed") -> str:
            served[f"/{name}"] = "".join(json.dumps(record) + "\n" for record in records).encode()
            return f"http://127.0.0.1:{server.server_port}/{name}"

        yield serve
        server.shutdown()


@pytest.fixture
def index(folder: Path, lines: WriteLines) -> Path:
    """An index with the cases and the disclaimer of one publisher, from a file."""
    build(folder, [lines(OWN, claim(0), claim(1))])
    return folder


def titles(folder: Path) -> dict[str, str]:
    """All cases of the index."""
    return {case.id: case.title for case in Library(folder).current().cases()}


def reasons(report: Report) -> list[tuple[str | None, str]]:
    """The records that were left out."""
    return [(rejected.id, rejected.reason) for rejected in report.rejected]


ATTACKS: dict[str, dict[str, Any]] = {
    "its cases are rewritten": claim(0, title="The bridge is fine, there was no such claim"),
    "its cases are taken over under their ids": claim(0, source="evil", title="Ours now"),
    "a line changes a key": {"id": "c0", "response": "All of this is true."},
    "its disclaimer is rewritten": OWN | {"name": "Liars", "disclaimer": "Do not believe them."},
    "cases are published in its name": claim(2, title="The moon is made of cheese"),
    "the same with a capital letter": claim(2, source="Tests", title="The moon is made of cheese"),
}


@pytest.mark.parametrize("attack", ATTACKS.values(), ids=ATTACKS)
def test_a_feed_touches_no_publisher_of_others(index: Path, feed: Feed, attack: dict[str, Any]) -> None:
    before = titles(index)
    address = feed(attack, claim(9, source="evil"))
    report = update(index, [address])
    assert titles(index) == before | {"c9": claim(9)["title"]}
    assert Library(index).current().sources()["tests"].disclaimer == "Ours."
    case = Library(index).current().case("c0")
    assert case is not None and case.response == claim(0)["response"]
    (rejected,) = report.rejected
    assert "may not touch" in rejected.reason and "--publisher" in rejected.reason
    assert rejected.source == address
    with pytest.raises(RejectedRecordsError):
        update(index, [address], strict=True)


def test_a_review_at_another_publishers_address_is_refused(folder: Path, lines: WriteLines, feed: Feed) -> None:
    """The address of a review determines its publisher, and the author of a feed can write any address."""
    build(folder, [lines(review("The bridge was sold"), name="reviews.json")])
    address = feed(review("The bridge was not sold", 7))
    with pytest.raises(SourceError):
        build(folder.parent / "other", [address], publishers=["evil.example"])
    assert [reason for _, reason in reasons(update(folder, [address]))] != []
    assert len(titles(folder)) == 1


def test_an_address_keeps_the_publishers_it_brought_first(index: Path, feed: Feed) -> None:
    address = feed(claim(5, source="oslo"), claim(6, source="bergen"))
    assert reasons(update(index, [address])) == []
    again = feed(claim(5, source="oslo", title="Now better said"), claim(7, source="narvik"), claim(8))
    assert [case_id for case_id, _ in reasons(update(index, [again]))] == ["c8"]
    assert titles(index)["c5"] == "Now better said"
    assert State(index).bindings() == {address: {"oslo", "bergen", "narvik"}}
    other = feed(claim(5, source="oslo", title="From elsewhere"), claim(10, source="vadso"), name="other")
    assert [case_id for case_id, _ in reasons(update(index, [other]))] == ["c5"]
    assert titles(index)["c5"] == "Now better said"


def test_named_publishers_are_the_ones_it_may_touch(index: Path, feed: Feed) -> None:
    address = feed(claim(0, title="Mended by its publisher"), claim(5, source="oslo"))
    assert [case_id for case_id, _ in reasons(update(index, [address], publishers=["tests"]))] == ["c5"]
    assert titles(index)["c0"] == "Mended by its publisher"
    assert State(index).bindings() == {address: {"tests"}}
    feed(claim(0, title="And again"))
    assert reasons(update(index, [address])) == []
    assert titles(index)["c0"] == "And again"


def test_files_are_the_admins_own_unless_publishers_are_named(index: Path, lines: WriteLines) -> None:
    path = lines(claim(0, title="By hand"), claim(1, source="oslo", title="Moved"), name="more.jsonl")
    named = update(index, [path], publishers=["tests"])
    assert [case_id for case_id, _ in reasons(named)] == ["c1"]
    assert reasons(update(index, [path])) == []
    assert State(index).bindings() == {}


def test_a_look_and_its_confirmation_touch_what_the_source_may_and_only_that(index: Path, feed: Feed) -> None:
    before, sent = titles(index), [claim(5, source="oslo"), claim(0, title="Not ours"), claim(1, title="Nor this")]
    address = feed(*sent)
    looked = update(index, [address], checks=Checks(dry_run=True))
    assert [case_id for case_id, _ in reasons(looked)] == ["c0", "c1"]
    assert (looked.preview.added, looked.preview.changed) == (1, 0)
    assert State(index).bindings() == {}, "a look binds nothing"
    feed(*sent, claim(6, source="bergen"))
    with pytest.raises(ChangedSinceError):
        update(index, [address], checks=Checks(expected=looked.preview.digest))
    feed(claim(6, source="bergen"))
    with pytest.raises(ShrinkError):
        build(index, [address], checks=Checks(largest_shrink=0.2))
    assert State(index).bindings() == {}, "nor does what is refused"
    feed(*sent)
    done = update(index, [address], checks=Checks(expected=looked.preview.digest))
    assert [case_id for case_id, _ in reasons(done)] == ["c0", "c1"]
    assert titles(index) == before | {"c5": claim(5)["title"]}
    assert State(index).bindings() == {address: {"oslo"}}
    named = update(index, [address], publishers=["tests"], checks=Checks(dry_run=True))
    assert ([case_id for case_id, _ in reasons(named)], named.preview.changed) == (["c5"], 2)
    assert State(index).bindings() == {address: {"oslo"}}
    feed(claim(0, title="Again"), claim(2, source="third"), claim(5, source="oslo", title="Better"))
    update(index, [feed(claim(2, source="third"), name="other")])
    bound = update(index, [address], checks=Checks(dry_run=True))
    assert [(left.records, bound.preview.changed) for left in bound.preview.left_out] == [(2, 1)]


def test_in_a_new_index_a_feed_does_not_touch_what_other_sources_brought(
    folder: Path, lines: WriteLines, feed: Feed
) -> None:
    path, address = lines(OWN, claim(0)), feed(claim(5), claim(6, source="oslo"))
    assert [case_id for case_id, _ in reasons(build(folder, [path, address]))] == ["c5"]
    # in later builds, the feed still may not touch the file's publisher, but may touch its own
    assert [case_id for case_id, _ in reasons(build(folder, [path, address]))] == ["c5"]
    assert set(titles(folder)) == {"c0", "c6"}


def test_the_command_line_names_and_shows_them(index: Path, feed: Feed) -> None:
    address = feed(claim(0, title="Mended"), claim(5, source="oslo"))
    run = CliRunner().invoke
    done = run(cli, ["index", "update", address, "--publisher", "tests", "--index", str(index)])
    assert done.exit_code == 0, done.output
    assert "'oslo', which this source may not touch" in done.output
    assert run(cli, ["source", "bound", "--index", str(index)]).output == f"{address}: tests\n"
    wrong = run(cli, ["index", "update", address, "--publisher", "a b", "--index", str(index)])
    assert (wrong.exit_code, "not a publisher's key" in wrong.output) == (2, True)
