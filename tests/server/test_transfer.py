"""gzip in both directions, and 304 for replies that the client already has."""

from __future__ import annotations

import gzip
import json
import zlib
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from index.storage.build import update
from index.storage.library import Library
from server.app import create_app
from server.config.settings import Settings
from tests.server.case_file import BRIDGE, CASES, write_cases
from tests.server.conftest import Running

LOOKUPS = [
    "/v1/cases?q=ferry",
    "/v1/cases/bridge",
    "/v1/articles?url=https://siren.example/news/bridge?id=7",
    "/v1alpha1/claims:search?query=ferry",
    "/v1/claimreview",
    "/v1/cases.jsonl",
]
GZIP = {"Content-Type": "application/json", "Content-Encoding": "gzip"}


@pytest.mark.parametrize("path", LOOKUPS)
def test_what_a_client_has_is_not_sent_again(client: FlaskClient, folder: Path, tmp_path: Path, path: str) -> None:
    first = client.get(path, buffered=True)
    tag = first.headers["ETag"]
    again = client.get(path, headers={"If-None-Match": f'"other", {tag}'}, buffered=True)
    assert (again.status_code, again.data, again.headers["ETag"]) == (304, b"", tag)
    assert client.get(path, headers={"If-None-Match": '"other"'}, buffered=True).status_code == 200
    new = write_cases(tmp_path / "new.jsonl", [{"id": "lamp", "source": "ravna", "title": "A lamp"}])
    update(folder, [str(new)])
    changed = client.get(path, headers={"If-None-Match": tag}, buffered=True)
    assert (changed.status_code, changed.headers["ETag"] == tag) == (200, False)


def test_a_disclaimer_set_by_hand_changes_the_tag(client: FlaskClient, folder: Path) -> None:
    tag = client.get("/v1/cases/turbines").headers["ETag"]
    library = Library(folder)
    record = library.sources(library.current())["ravna"].model_copy(update={"source": "plain"})
    library.state.set_source(record)
    assert client.get("/v1/cases/turbines", headers={"If-None-Match": tag}).status_code == 200


def test_the_two_forms_of_a_case_have_two_tags(read_only: FlaskClient) -> None:
    tag = read_only.get("/v1/cases/bridge").headers["ETag"]
    headers = {"If-None-Match": tag, "Accept": "application/ld+json"}
    assert read_only.get("/v1/cases/bridge", headers=headers).status_code == 200


def test_an_error_has_no_tag_and_a_match_is_never_kept(read_only: FlaskClient) -> None:
    assert "ETag" not in read_only.get("/v1/cases/nobody").headers
    assert read_only.post("/v1/match", json={"text": "a"}).headers["Cache-Control"] == "no-store"


def test_a_large_reply_is_compressed_for_whoever_accepts_it(running: Running) -> None:
    with running.client() as client:
        for path in ("/v1/cases?page_size=100", "/v1/claimreview", "/v1/cases.jsonl", "/", "/static/page.css"):
            plain = client.get(path, headers={"Accept-Encoding": "identity"})
            small = client.get(path, headers={"Accept-Encoding": "gzip"})
            assert "Content-Encoding" not in plain.headers
            assert (small.headers["Content-Encoding"], "Accept-Encoding" in small.headers["Vary"]) == ("gzip", True)
            assert small.num_bytes_downloaded < plain.num_bytes_downloaded
            if not path.startswith("/v1/cases?"):
                assert small.text == plain.text
        assert "Content-Encoding" not in client.get("/healthz", headers={"Accept-Encoding": "gzip"}).headers
        assert "Content-Encoding" not in client.get("/v1/cases", headers={"Accept-Encoding": "gzip;q=0"}).headers
        head = client.head("/v1/claimreview", headers={"Accept-Encoding": "gzip"})
        assert (head.status_code, head.content) == (200, b"")
        assert len(client.get("/v1/claimreview").json()["dataFeedElement"]) == len(CASES)


def test_a_compressed_body_is_read(running: Running) -> None:
    body = gzip.compress(json.dumps({"text": f"🦄 {BRIDGE}"}).encode())
    with running.client() as client:
        assert client.post("/v1/match", content=body, headers=GZIP).json()["matches"][0]["case"] == "bridge"


def test_a_small_body_may_not_grow_large(built: Path) -> None:
    client = create_app(Settings(index=built, max_body_bytes=100_000)).test_client()
    bomb = gzip.compress(json.dumps({"text": " " * 50_000_000}).encode())
    assert len(bomb) < 100_000
    response = client.post("/v1/match", data=bomb, headers=GZIP)
    assert (response.status_code, response.get_json()["type"]) == (413, "/problems/body-too-large")
    fits = json.dumps({"text": " " * 90_000}).encode()
    assert client.post("/v1/match", data=gzip.compress(fits), headers=GZIP).status_code == 200


GOOD = gzip.compress(b'{"text": "a"}', mtime=0)


@pytest.mark.parametrize("raw", [b"", b"no gzip", GOOD[:-1], GOOD[:12], GOOD + b"x", GOOD + GOOD, zlib.compress(b"{}")])
def test_a_broken_body_is_told(read_only: FlaskClient, raw: bytes) -> None:
    response = read_only.post("/v1/match", data=raw, headers=GZIP)
    assert (response.status_code, response.get_json()["type"]) == (400, "/problems/malformed-request")


@pytest.mark.parametrize("coding", ["br", "deflate", "gzip, gzip", "x"])
def test_another_coding_is_refused(read_only: FlaskClient, coding: str) -> None:
    headers = GZIP | {"Content-Encoding": coding}
    assert read_only.post("/v1/match", data=GOOD, headers=headers).status_code == 415
