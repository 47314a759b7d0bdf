"""Generates the types of both clients from the service's OpenAPI document: `make clients`.

The calls, the errors and the retries of the clients are written by hand.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from server.app import create_app
from server.config.settings import Settings

Json = Mapping[str, Any]
CLIENTS = Path(__file__).parent
WIDTH = 120
# The calls of the clients. Any of them may also be answered with a problem document.
CALLS = (
    ("post", "/v1/match"),
    ("get", "/v1/cases"),
    ("get", "/v1/cases/{case_id}"),
    ("get", "/v1/articles"),
    ("post", "/v1/feedback"),
    ("get", "/v1/status"),
    ("post", "/v1/batches"),
    ("get", "/v1/batches/{batch_id}/results"),
)
QUERIES = {"CasesQuery": "/v1/cases"}
PROBLEM = "ProblemReply"
# Other schemas keep their names without the endings below.
NAMES = {
    "ArticleShape": "Catalogued",
    "BatchBody": "BatchRequest",
    "FeedbackBody": "FeedbackRequest",
    "MatchBody": "MatchRequest",
    "ProblemErrorShape": "WrongPart",
    "ProblemReply": "Problem",
    "StatusReply": "Status",
}
_ENDINGS = ("Shape", "Body")


@dataclass(frozen=True)
class Field:
    """A key of an object: its schema, and whether it may be absent."""

    name: str
    schema: Json
    optional: bool
    text: str


@dataclass(frozen=True)
class Shape:
    """A named type: an object with its fields or, without fields, a choice of words."""

    name: str
    text: str
    fields: list[Field] = field(default_factory=list)
    words: list[str] = field(default_factory=list)


def document() -> dict[str, Any]:
    """The service's OpenAPI document, which does not depend on the index or the settings."""
    with TemporaryDirectory() as empty:
        reply = create_app(Settings(index=Path(empty))).test_client().get("/openapi.json")
    found: dict[str, Any] = reply.get_json()
    return found


def shapes(whole: Json) -> list[Shape]:
    """Every type that the calls send or receive, sorted by name, choices of words first."""
    schemas = whole["components"]["schemas"]
    wanted: list[str] = []
    waiting = [PROBLEM, *(name for method, path in CALLS for name in _of_call(whole["paths"][path][method]))]
    while waiting:
        name = waiting.pop()
        if name not in wanted:
            wanted.append(name)
            waiting += _references(schemas[name])
    made = [_shape(named(name), schemas[name]) for name in wanted]
    made += [_query(name, whole["paths"][path]["get"]["parameters"]) for name, path in QUERIES.items()]
    return sorted(made, key=lambda shape: (bool(shape.fields), shape.name))


def named(schema: str) -> str:
    """The name of a schema in the clients."""
    ending = next((ending for ending in _ENDINGS if schema.endswith(ending)), "")
    return NAMES.get(schema, schema.removesuffix(ending))


def _of_call(operation: Json) -> Iterator[str]:
    yield from _references(operation.get("requestBody", {}))
    answered = next(
        operation["responses"][status] for status in ("200", "201", "202") if status in operation["responses"]
    )
    yield from _references(answered["content"])


def _references(part: Any) -> Iterator[str]:
    if isinstance(part, Mapping):
        if "$ref" in part:
            yield _referred(part)
        for inner in part.values():
            yield from _references(inner)
    elif isinstance(part, list):
        for inner in part:
            yield from _references(inner)


def _referred(schema: Json) -> str:
    return str(schema["$ref"]).rpartition("/")[2]


def _shape(name: str, schema: Json) -> Shape:
    required = schema.get("required", ())
    fields = [
        Field(key, part, key not in required, part.get("description", ""))
        for key, part in schema.get("properties", {}).items()
    ]
    return Shape(name, schema.get("description", ""), fields, schema.get("enum", []))


def _query(name: str, parameters: list[Json]) -> Shape:
    fields = [Field(p["name"], p["schema"], not p["required"], p.get("description", "")) for p in parameters]
    return Shape(name, "The parameters of a search.", fields)


# --- Python -----------------------------------------------------------------------------------------------------------

_PYTHON = {"string": "str", "integer": "int", "number": "float", "boolean": "bool", "null": "None"}
_PYTHON_HEAD = '''\
"""The types of requests and replies. Generated from /openapi.json by `make clients`: do not edit."""

from __future__ import annotations

from typing import Literal, NotRequired, TypedDict
'''


def python_types(made: list[Shape]) -> str:
    """The module of the Python client's types."""
    aliases = [f"{shape.name} = {python_type({'enum': shape.words})}" for shape in made if shape.words]
    # the parameters of a search are the parameters of its method, so no class is needed
    classes = [_python_class(shape) for shape in made if shape.fields and shape.name not in QUERIES]
    return "\n".join([_PYTHON_HEAD, *aliases, *classes, ""])


def python_type(schema: Json) -> str:
    """A schema as a Python type."""
    if "$ref" in schema:
        return named(_referred(schema))
    if "enum" in schema:
        return "Literal[{}]".format(", ".join(f'"{word}"' for word in schema["enum"]))
    if (parts := alternatives(schema)) is not None:
        return " | ".join(python_type(part) for part in parts)
    if schema["type"] == "array":
        return f"list[{python_type(schema['items'])}]"
    if schema["type"] == "object":
        return f"dict[str, {python_type(schema['additionalProperties'])}]"
    return _PYTHON[schema["type"]]


def alternatives(schema: Json) -> list[Json] | None:
    """The alternatives of a schema, or None if it has only one type."""
    if isinstance(kinds := schema.get("type"), list):
        return [{**schema, "type": kind} for kind in kinds]
    found: list[Json] | None = schema.get("anyOf")
    return found


def _python_class(shape: Shape) -> str:
    lines = ["", "", f"class {shape.name}(TypedDict):", *_wrapped(f'"""{shape.text}', '"""', "    "), ""]
    for one in shape.fields:
        lines += _wrapped(one.text, "", "    # ") if one.text else []
        kind = python_type(one.schema)
        lines.append(f"    {one.name}: {f'NotRequired[{kind}]' if one.optional else kind}")
    return "\n".join(lines)


def _wrapped(text: str, after: str, margin: str) -> list[str]:
    words = " ".join(text.split()) + after
    return textwrap.wrap(words, WIDTH, initial_indent=margin, subsequent_indent=margin, break_on_hyphens=False)


# --- TypeScript -------------------------------------------------------------------------------------------------------

_TYPESCRIPT = {"string": "string", "integer": "number", "number": "number", "boolean": "boolean", "null": "null"}
_TYPESCRIPT_HEAD = (
    "// The types of requests and replies. Generated from /openapi.json by `make clients`: do not edit.\n"
)


def typescript_types(made: list[Shape]) -> str:
    """The module of the TypeScript client's types."""
    aliases = [f"export type {shape.name} = {typescript_type({'enum': shape.words})};" for shape in made if shape.words]
    return "\n".join([_TYPESCRIPT_HEAD, *aliases, *(_interface(shape) for shape in made if shape.fields), ""])


def typescript_type(schema: Json) -> str:
    """A schema as a TypeScript type."""
    if "$ref" in schema:
        return named(_referred(schema))
    if "enum" in schema:
        return " | ".join(f'"{word}"' for word in schema["enum"])
    if (parts := alternatives(schema)) is not None:
        return " | ".join(typescript_type(part) for part in parts)
    if schema["type"] == "array":
        items = typescript_type(schema["items"])
        return f"({items})[]" if "|" in items else f"{items}[]"
    if schema["type"] == "object":
        return f"Record<string, {typescript_type(schema['additionalProperties'])}>"
    return _TYPESCRIPT[schema["type"]]


def _interface(shape: Shape) -> str:
    lines = ["", *_commented(shape.text, ""), f"export interface {shape.name} {{"]
    for one in shape.fields:
        lines += _commented(one.text, "  ") if one.text else []
        lines.append(f"  {one.name}{'?' if one.optional else ''}: {typescript_type(one.schema)};")
    return "\n".join([*lines, "}"])


def _commented(text: str, margin: str) -> list[str]:
    words = " ".join(text.split()).replace("*/", "* /")
    if len(margin) + len(words) + len("/**  */") <= WIDTH:
        return [f"{margin}/** {words} */"]
    return [f"{margin}/**", *_wrapped(words, "", f"{margin} * "), f"{margin} */"]


def files(whole: Json) -> dict[Path, str]:
    """Every generated file, with its text."""
    made = shapes(whole)
    return {
        CLIENTS / "python" / "rejoinder_client" / "types.py": python_types(made),
        CLIENTS / "typescript" / "src" / "types.ts": typescript_types(made),
    }


def main() -> None:
    """Write the generated files."""
    for path, text in files(document()).items():
        path.write_text(text, "utf-8")


if __name__ == "__main__":
    main()
