"""The OpenAPI 3.1 document, generated from the models that validate requests and from the types of the replies."""

from __future__ import annotations

import re
from importlib.metadata import version
from typing import Any, Literal

from flask import Flask
from pydantic import BaseModel, TypeAdapter
from werkzeug.routing import Rule

from index.case import Case
from server.api.reply_types import GoogleProblemReply, ProblemReply
from server.http.openapi_annotations import ANYWHERE, JSON, KEYED, Operation, operation_of
from server.http.problem_kinds import KINDS
from server.http.problems import CONTENT_TYPE, google_error
from server.http.problems import document as problem_document

_REF = "#/components/schemas/{model}"
_PATH_PART = re.compile(r"<(?:\w+:)?(\w+)>")
_ABOUT = """Finds passages of a page that repeat claims which have already been debunked.

Send a page's text to `POST /v1/match`; look up cases with `GET /v1/cases`. Every reply that has a case also has its
disclaimer: show it wherever you show the case. Errors are problem documents (RFC 9457) with a stable `type`. The
service neither stores nor logs texts, queries or addresses.

Under /v1, keys may be added at any time: ignore keys that you do not know. Before something is removed, the change log
and a `Deprecation` header announce it for at least one release."""


def document(app: Flask) -> dict[str, Any]:
    """The whole document, as JSON values."""
    routes = [
        (rule, found) for rule in app.url_map.iter_rules() if (found := operation_of(app.view_functions[rule.endpoint]))
    ]
    schemas, refs = _schemas([operation for _, operation in routes])
    paths: dict[str, dict[str, Any]] = {}
    for rule, operation in sorted(routes, key=lambda route: route[0].rule):
        view = app.view_functions[rule.endpoint]
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
            path = _PATH_PART.sub(r"{\1}", rule.rule)
            paths.setdefault(path, {})[method.lower()] = _operation(rule, operation, view.__doc__ or "", refs)
    return {
        "openapi": "3.1.1",
        "info": {
            "title": "Rejoinder",
            "version": version("rejoinder"),
            "summary": "Finds passages of a page that repeat a debunked claim",
            "description": _ABOUT,
            "license": {"name": "MIT", "identifier": "MIT"},
        },
        "servers": [{"url": "/"}],
        "tags": [{"name": name} for name in dict.fromkeys(operation.tag for _, operation in routes)],
        "paths": paths,
        "components": {
            "schemas": schemas,
            "securitySchemes": {
                "key": {
                    "type": "http",
                    "scheme": "bearer",
                    "description": "Needed if the service can be reached from other machines.",
                }
            },
        },
    }


Mode = Literal["validation", "serialization"]
Refs = dict[tuple[int, Mode], dict[str, Any]]


def _schemas(operations: list[Operation]) -> tuple[dict[str, Any], Refs]:
    """Every schema by name, and a reference to the schema of each type."""
    inputs: list[Any] = [body for operation in operations if (body := operation.body) is not None]
    outputs: list[Any] = [
        shape for operation in operations for reply in operation.replies.values() for shape in reply.values() if shape
    ] + [operation.line for operation in operations if operation.line]
    wanted: dict[tuple[int, Mode], Any] = {(id(shape), "validation"): shape for shape in inputs}
    wanted |= {(id(shape), "serialization"): shape for shape in (*outputs, ProblemReply, GoogleProblemReply)}
    made, rest = TypeAdapter.json_schemas(
        [(number, mode, TypeAdapter(shape)) for (number, mode), shape in wanted.items()], ref_template=_REF
    )
    refs: Refs = {(number, mode): schema for (number, mode), schema in made.items() if isinstance(number, int)}
    parameters = (operation.query.model_json_schema(ref_template=_REF) for operation in operations if operation.query)
    schemas: dict[str, Any] = rest.get("$defs", {}) | _case_schema()
    for found in parameters:
        schemas |= found.get("$defs", {})
    return {name: _without_defaults(schema) for name, schema in schemas.items()}, refs


def _without_defaults(schema: dict[str, Any]) -> dict[str, Any]:
    """The schema with its defaults moved into the descriptions.

    TypeScript generators would otherwise make every key with a default a required one, in requests and in replies.
    """
    properties = {}
    for name, described in schema.get("properties", {}).items():
        default, kept = described.get("default"), {key: part for key, part in described.items() if key != "default"}
        if default and name not in schema.get("required", ()):
            text = kept.get("description", "")
            kept["description"] = f"{text}; {default} by default" if text else f"{default} by default"
        properties[name] = kept
    return schema | ({"properties": properties} if properties else {})


def _case_schema() -> dict[str, Any]:
    """The schema of a case in a reply: `disclaimer` is always there, and null if there is none to show."""
    schema = Case.model_json_schema(mode="serialization", ref_template=_REF)
    parts = schema.pop("$defs", {})
    schema["description"] = "A claim that was debunked or otherwise checked. Keys without a value are left out."
    schema["properties"]["disclaimer"] = {
        "type": ["string", "null"],
        "description": "show it wherever you show the case; null if neither the case nor its source has one",
    }
    schema["required"] = ["id", "source", "title", "lang", "verdict", "disclaimer"]
    return {**parts, "Case": schema}


def _operation(rule: Rule, operation: Operation, text: str, refs: Refs) -> dict[str, Any]:
    keyed = rule.rule.startswith(("/v1", "/metrics"))
    summary, _, rest = text.strip().partition("\n")
    described: dict[str, Any] = {
        "operationId": rule.endpoint.replace(".", "_"),
        "tags": [operation.tag],
        "summary": summary.strip().rstrip("."),
        "responses": {
            **{str(status): _reply(status, reply, operation, refs) for status, reply in operation.replies.items()},
            **_problems(_problem_names(operation, keyed), operation, refs),
        },
    }
    if keyed:
        described["security"] = [{}, {"key": []}]
    if rest.strip():
        described["description"] = " ".join(rest.split())
    parameters = [
        {"name": name, "in": "path", "required": True, "schema": schema} for name, schema in operation.path.items()
    ] + (_parameters(operation.query) if operation.query else [])
    if parameters:
        described["parameters"] = parameters
    if operation.body is not None:
        content: dict[str, Any] = {"schema": _ref(operation.body, "validation", refs)}
        if operation.example is not None:
            content["example"] = operation.example
        described["requestBody"] = {"required": True, "content": {JSON: content}}
    return described


def _ref(shape: Any, mode: Mode, refs: Refs) -> dict[str, Any]:
    return refs[id(shape), mode]


def _reply(status: int, reply: dict[str, Any], operation: Operation, refs: Refs) -> dict[str, Any]:
    content: dict[str, Any] = {}
    for media_type, shape in reply.items():
        content[media_type] = {"schema": _ref(shape, "serialization", refs)} if shape else {}
        if operation.line and media_type != JSON:
            # OpenAPI 3.1 cannot describe lines: this key is for people to read, and generators ignore it
            content[media_type]["x-item-schema"] = _ref(operation.line, "serialization", refs)
        if media_type == JSON and operation.reply_example is not None:
            content[media_type]["example"] = operation.reply_example
    description = {200: "Done", 201: "Kept", 202: "Begun", 204: "Removed", 304: "Not modified"}.get(status, "Done")
    return {"description": description, **({"content": content} if content else {})}


def _problem_names(operation: Operation, keyed: bool) -> tuple[str, ...]:
    """The problems that an operation can answer with. Query parameters may together exceed the longest address."""
    long = ("uri-too-long",) if operation.query else ()
    return (*operation.problems, *long, *(KEYED if keyed else ()), *ANYWHERE)


def _problems(names: tuple[str, ...], operation: Operation, refs: Refs) -> dict[str, Any]:
    """Problems by status; several kinds can share one."""
    by_status: dict[int, list[str]] = {}
    for name in names:
        by_status.setdefault(KINDS[name].status, []).append(name)
    schema = _ref(GoogleProblemReply if operation.google_errors else ProblemReply, "serialization", refs)
    return {
        str(status): {
            "description": " or ".join(KINDS[name].title for name in kinds),
            "content": {
                CONTENT_TYPE: {
                    "schema": schema,
                    "examples": {name: {"value": _problem_example(name, operation)} for name in kinds},
                }
            },
        }
        for status, kinds in sorted(by_status.items())
    }


def _problem_example(name: str, operation: Operation) -> dict[str, Any]:
    kind, pointer = KINDS[name], "#/blocks/0/text" if operation.body else next(iter(_query_names(operation)), "")
    errors = [{"pointer": pointer, "detail": "is required"}] if name == "invalid-request" else []
    google = {"error": google_error(kind, errors=errors)} if operation.google_errors else {}
    return problem_document(kind, "0f1e2d3c4b5a6978", errors=errors) | google


def _query_names(operation: Operation) -> list[str]:
    fields = operation.query.model_fields if operation.query else {}
    return [field.alias or name for name, field in fields.items()]


def _parameters(model: type[BaseModel]) -> list[dict[str, Any]]:
    schema = model.model_json_schema(by_alias=True, ref_template=_REF)
    required = set(schema.get("required", ()))
    parameters = []
    for name, described in schema["properties"].items():
        described.pop("title", None)
        text = described.pop("description", None)
        parameter: dict[str, Any] = {"name": name, "in": "query", "required": name in required, "schema": described}
        parameters.append(parameter | ({"description": text} if text else {}))
    return parameters
