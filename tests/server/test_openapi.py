"""The OpenAPI document is valid and complete, and describes the service truly."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import httpx
import jsonschema_rs
import pytest
import schemathesis
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, assume, given, settings

from server.app import create_app
from server.config.settings import Settings
from server.http.openapi_annotations import operation_of
from server.http.problem_kinds import KINDS
from tests.conftest import ROOT
from tests.server.case_file import BRIDGE
from tests.server.conftest import Running

PAGES = {"static", "home.home", "home.article", "home.problem", "docs.docs", "docs.openapi"}


@pytest.fixture(scope="module")
def described(built: Path) -> Flask:
    return create_app(Settings(index=built))


def test_every_route_but_pages_is_described(app: Flask) -> None:
    described = {endpoint for endpoint, view in app.view_functions.items() if operation_of(view)}
    pages = {endpoint for endpoint in set(app.view_functions) - described if "admin" not in endpoint}
    assert pages == PAGES


def test_the_readme_names_every_route_of_the_api(app: Flask) -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    described = {rule.rule for rule in app.url_map.iter_rules() if operation_of(app.view_functions[rule.endpoint])}
    assert len(described) > 10
    assert not [
        path
        for path in described
        if path.replace("<case_id>", "{id}").replace("<batch_id>", "{batch_id}") not in readme
    ]


def test_it_is_openapi_3_1_with_examples_and_every_error(read_only: FlaskClient) -> None:
    document = read_only.get("/openapi.json").get_json()
    assert document["openapi"].startswith("3.1.")
    match = document["paths"]["/v1/match"]["post"]
    assert set(match["responses"]) == {"200", "400", "401", "403", "413", "415", "421", "422", "429", "500", "503"}
    assert match["requestBody"]["content"]["application/json"]["example"]["blocks"]
    assert match["responses"]["200"]["content"]["application/json"]["example"]["matches"]
    told = {
        name
        for methods in document["paths"].values()
        for operation in methods.values()
        for reply in operation["responses"].values()
        for name in reply.get("content", {}).get("application/problem+json", {}).get("examples", {})
    }
    anywhere_or_outside = {
        "not-signed-in",
        "role-required",
        "not-found",
        "too-slow",
        "method-not-allowed",
        "range-not-satisfiable",
        "too-many-headers",
        "not-implemented",
        "unknown-generation",  # only a shard says so, to its front
    }
    assert told | anywhere_or_outside == set(KINDS)


def test_examples_are_true_to_their_schemas(read_only: FlaskClient) -> None:
    document = read_only.get("/openapi.json").get_json()
    checked = 0
    for methods in document["paths"].values():
        for operation in methods.values():
            for part in (operation.get("requestBody", {"content": {}}), *operation["responses"].values()):
                for content in part.get("content", {}).values():
                    values = (
                        [content["example"]]
                        if "example" in content
                        else [e["value"] for e in content.get("examples", {}).values()]
                    )
                    for value in values:
                        jsonschema_rs.validate(content["schema"] | {"components": document["components"]}, value)
                        checked += 1
    assert checked > 30


def test_the_example_request_can_be_sent(read_only: FlaskClient) -> None:
    document = read_only.get("/openapi.json").get_json()
    body = document["paths"]["/v1/match"]["post"]["requestBody"]["content"]["application/json"]["example"]
    assert read_only.post("/v1/match", json=body).status_code == 200


def test_a_real_reply_is_true_to_its_schema(read_only: FlaskClient) -> None:
    document = read_only.get("/openapi.json").get_json()
    schema = document["paths"]["/v1/match"]["post"]["responses"]["200"]["content"]["application/json"]["schema"]
    reply = read_only.post("/v1/match", json={"text": BRIDGE}).get_json()
    assert reply["matches"]
    jsonschema_rs.validate(schema | {"components": document["components"]}, reply)


@pytest.mark.parametrize("address", ["/v1/articles?url=https://siren.example/", "/v1alpha1/claims:search?query="])
def test_what_is_refused_before_the_application_is_described_too(
    running: Running, read_only: FlaskClient, address: str
) -> None:
    reply = httpx.get(running.url + address + "a" * 8_300)
    document = read_only.get("/openapi.json").get_json()
    described = document["paths"][address.partition("?")[0]]["get"]["responses"]["414"]
    schema = described["content"][reply.headers["Content-Type"]]["schema"]
    jsonschema_rs.validate(schema | {"components": document["components"]}, reply.json())
    assert reply.status_code == reply.json()["status"] == 414


OPERATIONS = ["POST /v1/match", "GET /v1/cases", "GET /v1/cases/{case_id}", "GET /v1/articles", "POST /v1/feedback"]
OPERATIONS += [
    "GET /v1/claimreview",
    "GET /v1/cases.jsonl",
    "GET /v1/pack",
    "POST /v1/batches",
    "GET /v1/batches/{batch_id}",
    "GET /v1/batches/{batch_id}/results",
    "DELETE /v1/batches/{batch_id}",
    "GET /v1alpha1/claims:search",
    "GET /v1/status",
    "GET /healthz",
    "GET /readyz",
    "GET /metrics",
]


UNCONSTRAINED = {
    "GET /v1/claimreview",
    "GET /v1/cases.jsonl",
    "GET /v1/cases/{case_id}",
    "GET /v1alpha1/claims:search",
    "GET /v1/status",
    "GET /healthz",
    "GET /readyz",
    "GET /metrics",
}


def is_valid_beyond_the_schema(case: Any) -> bool:
    """Rules that JSON Schema cannot express: ids are unique, page tokens are the service's own, `from` is not after
    `to`, and there are words or a publisher."""
    query = case.query or {}
    if query.get("page_token") or query.get("pageToken"):
        return False
    if query.get("from") and query.get("to"):
        return False
    if (
        "claims:search" in case.path
        and not (query.get("query") or query.get("reviewPublisherSiteFilter") or "").strip()
    ):
        return False
    if not isinstance(case.body, dict):
        return True
    texts = case.body.get("texts") or [case.body]
    return are_named_once(texts) and all(are_named_once(text.get("blocks") or []) for text in texts)


def are_named_once(found: list[dict[str, Any]]) -> bool:
    """Whether all of these have different ids."""
    named = [one["id"] for one in found if one.get("id") is not None]
    return len(set(named)) == len(named)


@pytest.fixture(scope="module")
def operations(described: Flask) -> dict[str, Any]:
    """The operations as schemathesis reads them, by method and path."""
    schema = schemathesis.openapi.from_wsgi("/openapi.json", described)
    found: list[Any] = [result.ok() for result in schema.get_all_operations()]  # type: ignore[union-attr]
    return {f"{operation.method.upper()} {operation.path}": operation for operation in found}


def test_schemathesis_is_given_every_operation(operations: dict[str, Any]) -> None:
    assert set(operations) == set(OPERATIONS)


@pytest.mark.parametrize(
    ("name", "mode"),
    [
        *((name, schemathesis.GenerationMode.POSITIVE) for name in OPERATIONS),
        # no request to the other operations can be invalid
        *((name, schemathesis.GenerationMode.NEGATIVE) for name in OPERATIONS if name not in UNCONSTRAINED),
    ],
)
def test_schemathesis_finds_nothing(operations: dict[str, Any], name: str, mode: schemathesis.GenerationMode) -> None:
    """Schemathesis sends valid and invalid requests: all are answered as described."""

    @settings(max_examples=25, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(case=operations[name].as_strategy(generation_mode=mode))
    def check(case: Any) -> None:
        if mode is schemathesis.GenerationMode.POSITIVE:
            assume(is_valid_beyond_the_schema(case))
        case.call_and_validate(headers={"Accept-Encoding": "identity"})

    check()
