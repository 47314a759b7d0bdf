"""Every error of every route is a problem document, and reveals nothing about the machine or the request."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from flask import Flask, abort
from flask.testing import FlaskClient

from index.storage.library import Library
from server.app import create_app
from server.config.settings import Settings
from server.http.problem_kinds import KINDS

METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE", "TRACE", "PROPFIND")


def assert_problem(response: Any, status: int | None = None) -> dict[str, Any]:
    """The response is a problem document of a known kind, and says nothing about the machine."""
    assert response.content_type == "application/problem+json", response.get_data(as_text=True)
    problem: dict[str, Any] = response.get_json()
    kind = KINDS[problem["type"].removeprefix("/problems/")]
    assert problem["status"] == response.status_code == kind.status
    assert problem["title"] == kind.title
    assert problem["instance"] == f"urn:rejoinder:request:{response.headers['X-Request-Id']}"
    google = {"error"} if response.request.path.startswith("/v1alpha1/") else set()
    assert set(problem) - {"detail", "errors"} == {"type", "title", "status", "instance"} | google
    text = response.get_data(as_text=True)
    assert "Traceback" not in text
    assert "/tmp" not in text
    assert ".py" not in text
    if status is not None:
        assert response.status_code == status
    return problem


NO_BATCH = "0123456789abcdef0123456789abcdef"


def paths(app: Flask) -> list[str]:
    """Every registered path except the admin's, with example values for its parts."""
    rules = {rule.rule for rule in app.url_map.iter_rules() if "/admin" not in rule.rule}
    known = {"<case_id>": "bridge", "<path:filename>": "page.css", "<name>": "not-found", "<batch_id>": NO_BATCH}
    for part, value in known.items():
        rules = {rule.replace(part, value) for rule in rules}
    assert not [rule for rule in rules if "<" in rule]
    return sorted(rules)


def test_every_route_answers_every_method_it_lacks_with_a_problem(app: Flask, client: FlaskClient) -> None:
    adapter = app.url_map.bind("localhost")
    tried = 0
    for path in paths(app):
        allowed = set(adapter.allowed_methods(path))
        for method in set(METHODS) - allowed:
            response = client.open(path, method=method, json={} if method == "POST" else None)
            assert_problem(response, 405)
            assert set(response.headers["Allow"].split(", ")) == allowed
            # whatever else is wrong with the request
            assert_problem(client.open(path, method=method, data=b"a", headers={"Content-Encoding": "br"}), 405)
            tried += 1
    assert tried > 50


def test_every_route_answers_a_missing_index_with_a_problem_or_does_without(tmp_path: Path) -> None:
    app = create_app(Settings(index=tmp_path / "none"))
    client = app.test_client()
    without = {
        "/",
        "/healthz",
        "/demo/article",
        "/problems/not-found",
        "/static/page.css",
        "/docs",
        "/openapi.json",
        "/metrics",
    }
    bodies = {
        "/v1/match": {"text": "a"},
        "/v1/batches": {"texts": [{"id": "a", "text": "a"}]},
        "/v1/feedback": {"case": "a", "passage": "0" * 32, "generation": "g"},
    }
    for path in paths(app):
        query = {"url": "https://a.example", "query": "a"}
        method = "POST" if path in bodies else "GET"
        response = client.open(path, method=method, query_string=query, json=bodies.get(path), buffered=True)
        if path in without:
            assert response.status_code == 200, path
        elif NO_BATCH in path:
            assert assert_problem(response, 404)["type"] == "/problems/unknown-batch"
        else:
            assert assert_problem(response, 503)["type"] == "/problems/index-unavailable", path


def test_a_defect_is_told_without_its_words(folder: Path, caplog: pytest.LogCaptureFixture) -> None:
    canary = "a-text-nobody-should-see"

    class Broken(Library):
        def current(self) -> Any:
            raise KeyError(canary)

    client = create_app(Settings(index=folder), Broken(folder)).test_client()
    for path in ("/v1/status", "/v1/cases", "/readyz"):
        response = client.get(path)
        problem = assert_problem(response, 500)
        assert canary not in response.get_data(as_text=True)
        assert problem["type"] == "/problems/internal-error"
    assert "KeyError" in caplog.text
    assert canary not in caplog.text
    assert response.headers["X-Request-Id"] in caplog.text


@pytest.mark.parametrize(
    "path",
    [
        "/nothing",
        "/v1/cases/",
        "/v1//cases",
        "/static/none.js",
        "/static/../app.py",
        "/%2e%2e/app.py",
        "/problems/nothing",
        "/v2/match",
    ],
)
def test_what_is_not_there(read_only: FlaskClient, path: str) -> None:
    assert_problem(read_only.get(path), 404)


@pytest.mark.parametrize("path", ["/v1/match", "/v1/feedback"])
@pytest.mark.parametrize(
    "media_type",
    [
        None,
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "application/jsonp",
        "",
    ],
)
def test_post_takes_json_only(read_only: FlaskClient, path: str, media_type: str | None) -> None:
    assert_problem(read_only.post(path, data=b'{"text": "a"}', content_type=media_type), 415)


@pytest.mark.parametrize("media_type", ["application/json", "application/json; charset=utf-8", "Application/JSON"])
def test_json_with_parameters_is_json(read_only: FlaskClient, media_type: str) -> None:
    assert read_only.post("/v1/match", data=b'{"text": "a"}', content_type=media_type).status_code == 200


def test_every_kind_of_problem_is_explained_where_its_type_leads(read_only: FlaskClient) -> None:
    for kind in KINDS.values():
        response = read_only.get(kind.type)
        assert response.status_code == 200
        assert response.content_type.startswith("text/html")


def test_every_answer_says_how_it_may_be_used(app: Flask, client: FlaskClient) -> None:
    for path in [*paths(app), "/nothing"]:
        headers = client.get(path, query_string={"url": "https://a.example"}, buffered=True).headers
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "no-referrer"
        assert "default-src 'none'" in headers["Content-Security-Policy"]
        assert "unsafe-inline" not in headers["Content-Security-Policy"] or path == "/demo/article"
        assert "Cache-Control" in headers


def test_a_part_that_a_file_does_not_have(read_only: FlaskClient) -> None:
    response = read_only.get("/static/page.css", headers={"Range": "bytes=99999999-"})
    assert (response.status_code, response.get_json()["type"]) == (416, "/problems/range-not-satisfiable")


@pytest.mark.parametrize("code", [406, 409, 412, 417, 418, 423, 428, 451])
def test_whatever_a_library_refuses_is_no_fault_of_the_service(folder: Path, code: int) -> None:
    app = create_app(Settings(index=folder))
    app.add_url_rule("/refuse", view_func=lambda: abort(code))
    response = app.test_client().get("/refuse")
    assert (response.status_code, response.content_type) == (400, "application/problem+json")
