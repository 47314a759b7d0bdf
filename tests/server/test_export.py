"""Exports: an import of them gives the same cases."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from flask.testing import FlaskClient

from index.storage.build import build
from index.storage.library import Library
from server.app import create_app
from server.cli import cli
from server.config.settings import Settings
from tests.server.case_file import CASES, DISCLAIMER, OWN_DISCLAIMER


def cases(folder: Path) -> dict[str, object]:
    return {case.id: case.to_dict() for case in Library(folder).current().cases()}


@pytest.mark.parametrize(("path", "kind"), [("/v1/claimreview", "claimreview"), ("/v1/cases.jsonl", "jsonl")])
def test_what_goes_out_over_http_comes_back_unchanged(
    read_only: FlaskClient, built: Path, tmp_path: Path, path: str, kind: str
) -> None:
    response = read_only.get(path)
    assert response.status_code == 200
    (tmp_path / "out").write_bytes(response.data)
    report = build(tmp_path / "index", [str(tmp_path / "out")], strict=True)
    assert report.cases == len(CASES)
    assert cases(tmp_path / "index") == cases(built)
    library = Library(tmp_path / "index")
    generation = library.current()
    for case_id, disclaimer in (("bridge", DISCLAIMER), ("honey", OWN_DISCLAIMER), ("turbines", None)):
        case = generation.case(case_id)
        assert case is not None
        assert library.disclaimer(case, generation).text == disclaimer


@pytest.mark.parametrize("kind", ["jsonl", "claimreview"])
def test_what_the_command_writes_comes_back_unchanged(built: Path, tmp_path: Path, kind: str) -> None:
    out = tmp_path / "out"
    assert CliRunner().invoke(cli, ["export", str(out), "--format", kind, "--index", str(built)]).exit_code == 0
    build(tmp_path / "index", [str(out)], strict=True)
    assert cases(tmp_path / "index") == cases(built)


def test_the_feed_is_a_schema_org_datafeed(read_only: FlaskClient) -> None:
    response = read_only.get("/v1/claimreview")
    assert response.content_type == "application/ld+json"
    feed = json.loads(response.data)
    assert (feed["@context"], feed["@type"]) == ("https://schema.org", "DataFeed")
    assert {item["@type"] for item in feed["dataFeedElement"]} == {"DataFeedItem"}
    assert len(feed["dataFeedElement"]) == len(CASES)


def test_it_is_streamed(built: Path) -> None:
    """The first piece comes before the last case is read."""
    response = create_app(Settings(index=built)).test_client().get("/v1/claimreview")
    assert response.is_streamed
    assert "Content-Length" not in response.headers
    response.close()


def test_one_export_at_a_time_and_a_client_that_goes_frees_it(folder: Path) -> None:
    client = create_app(Settings(index=folder)).test_client()
    first = client.get("/v1/claimreview")
    assert first.status_code == 200
    busy = client.get("/v1/cases.jsonl")
    assert (busy.status_code, busy.get_json()["type"]) == (503, "/problems/busy")
    first.close()
    assert client.get("/v1/cases.jsonl").data
    assert client.head("/v1/cases.jsonl").status_code == 200
    assert client.get("/v1/claimreview").data
