"""Both clients against the OpenAPI document, the Python one against a real service, and the README's curl command."""

from __future__ import annotations

import inspect
import json
import re
import shlex
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal, NotRequired, Union, get_args, get_origin, get_type_hints, is_typeddict

import httpx
import pytest
from flask.testing import FlaskClient

from server import client as python
from server.client import Client
from tests.conftest import ROOT, require
from tests.server.case_file import BRIDGE, DISCLAIMER
from tests.server.conftest import REJOINDER, Running, clean_environment, free_port

Json = dict[str, Any]
EXTENSION = ROOT / "extension"
NAMES = {
    "Block": "BlockBody",
    "Why": "WhyShape",
    "Match": "MatchShape",
    "Source": "SourceShape",
    "Index": "IndexShape",
    "Catalogued": "ArticleShape",
    "Snippet": "SnippetShape",
    "Facet": "FacetShape",
    "Service": "ServiceShape",
    "Limits": "LimitsShape",
    "Semantic": "SemanticShape",
    "Thresholds": "ThresholdsShape",
    "Status": "StatusReply",
    "Truncated": "TruncatedShape",
    "Reader": "ReaderShape",
}


@pytest.fixture(scope="module")
def schemas(read_only: FlaskClient) -> Json:
    found: Json = read_only.get("/openapi.json").get_json()["components"]["schemas"]
    return found


# --- Python -----------------------------------------------------------------------------------------------------------


def of_hint(hint: Any) -> Any:
    """A Python type in the comparable form that `of_schema` gives too."""
    origin, args = get_origin(hint), get_args(hint)
    if origin is NotRequired:
        return of_hint(args[0])
    if origin is Literal:
        return ("enum", frozenset(args))
    if origin is list:
        return ("list", of_hint(args[0]))
    if origin is dict:
        return ("map", of_hint(args[1]))
    if args:
        assert origin in (Union, type(int | None)), hint
        return ("or", frozenset(of_hint(arg) for arg in args))
    if is_typeddict(hint):
        return ("ref", NAMES.get(hint.__name__, hint.__name__))
    return {str: "string", int: "integer", float: "number", bool: "boolean", type(None): "null"}[hint]


def of_schema(schema: Json) -> Any:
    if "$ref" in schema:
        return ("ref", schema["$ref"].rsplit("/", 1)[1])
    if "anyOf" in schema:
        return ("or", frozenset(of_schema(part) for part in schema["anyOf"]))
    if "enum" in schema:
        return ("enum", frozenset(schema["enum"]))
    kind = schema["type"]
    if isinstance(kind, list):
        return ("or", frozenset(kind))
    if kind == "array":
        return ("list", of_schema(schema["items"]))
    if kind == "object":
        return ("map", of_schema(schema["additionalProperties"]))
    return kind


TYPES: list[Any] = [found for _, found in inspect.getmembers(python) if is_typeddict(found)]


def differences(declared: Any, schema: Json) -> list[str]:
    """Where a TypedDict and a schema disagree: fields, their types, and which may be absent."""
    hints = get_type_hints(declared, include_extras=True)
    found = [f"{name} is not in both" for name in hints.keys() ^ schema["properties"].keys()]
    found += [
        f"{name} is {of_hint(hint)}, described as {of_schema(schema['properties'][name])}"
        for name, hint in hints.items()
        if name in schema["properties"] and of_hint(hint) != of_schema(schema["properties"][name])
    ]
    required = {name for name, hint in hints.items() if get_origin(hint) is not NotRequired}
    return found + [f"{name} is required in one only" for name in required ^ set(schema.get("required", ()))]


@pytest.mark.parametrize("declared", TYPES, ids=lambda found: found.__name__)
def test_python_types_are_those_of_the_document(declared: Any, schemas: Json) -> None:
    assert differences(declared, schemas[NAMES.get(declared.__name__, declared.__name__)]) == []


def test_a_renamed_a_retyped_and_an_optional_field_are_noticed(schemas: Json) -> None:
    whole = schemas["MatchShape"]
    properties = dict(whole["properties"])
    properties["quotation"] = properties.pop("quote")
    properties["start"] = {"type": "string"}
    changed = {"properties": properties, "required": [name for name in whole["required"] if name != "also"]}
    assert {found.split()[0] for found in differences(python.Match, changed)} == {"quote", "quotation", "start", "also"}


def test_parameters_of_the_python_client_are_those_of_the_document(read_only: FlaskClient, schemas: Json) -> None:
    def named(method: Callable[..., Any]) -> set[str]:
        return set(inspect.signature(method).parameters) - {"self"}

    search = read_only.get("/openapi.json").get_json()["paths"]["/v1/cases"]["get"]["parameters"]
    assert named(Client.match) == set(schemas["MatchBody"]["properties"])
    assert named(Client.feedback) == set(schemas["FeedbackBody"]["properties"])
    renamed = {"from": "date_from", "to": "date_to"}
    assert named(Client.cases) == {renamed.get(one["name"], one["name"]) for one in search}


def test_the_python_client_needs_the_standard_library_only() -> None:
    code = (
        "import sys; before = set(sys.modules); import server.client; "
        "print(*{name.split('.')[0] for name in set(sys.modules) - before} - sys.stdlib_module_names)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.split() == ["server"]


def test_the_python_client_asks_a_real_service(running: Running) -> None:
    client = Client(running.url + "/")
    status = client.status()
    assert (status["service"]["name"], status["index"]["cases"]) == ("rejoinder", 17)
    text = f"\ud800 🦄 Hm. {BRIDGE}"
    reply = client.match([{"id": "b1", "text": text}], url="https://siren.example/news/bridge?id=7")
    (match,) = reply["matches"]
    assert text[match["start"] : match["end"]] == match["quote"]
    assert (match["case"], match["relation"]) == ("bridge", "repeats")
    assert reply["article"] is not None and reply["article"]["cases"] == ["bridge"]
    assert client.match(text=BRIDGE, min_score=1.0)["matches"] == []
    case = client.case("bridge")
    assert case == reply["cases"]["bridge"]
    assert case["disclaimer"] == DISCLAIMER
    assert client.cases("bridge danube")["cases"][0]["id"] == "bridge"
    ferries = [found["id"] for found in client.all_cases(keyword="ghosts", page_size=5)]
    assert len(ferries) == len(set(ferries)) == 12
    article = client.article("https://web.archive.org/web/20210305101112/https://siren.example/news/bridge?id=7")
    assert list(article["cases"]) == ["bridge"]
    assert client.feedback("bridge", match["passage"], reply["index"]["generation"])["received"] is True


def test_the_python_client_raises_what_the_service_says(running: Running) -> None:
    client = Client(running.url)
    with pytest.raises(python.NotFoundError, match="No such case") as missing:
        client.case("no-such-case?#")
    assert (missing.value.status, missing.value.type) == (404, "/problems/unknown-case")
    with pytest.raises(python.InvalidRequestError) as wrong:
        client.match([{"id": "a", "text": BRIDGE}], text=BRIDGE)
    assert wrong.value.errors or wrong.value.detail
    assert BRIDGE not in str(wrong.value)
    with pytest.raises(python.TooLargeError):
        client.match([{"id": str(n), "text": ""} for n in range(20_001)])
    with pytest.raises(python.NotFoundError):
        Client(running.url + "/elsewhere").status()
    with pytest.raises(python.UnreachableError):
        Client(f"http://127.0.0.1:{free_port()}").status()
    for address in ("127.0.0.1:8787", "ftp://127.0.0.1", "http://", "http://127.0.0.1/?q"):
        with pytest.raises(ValueError, match="address"):
            Client(address)


# --- TypeScript -------------------------------------------------------------------------------------------------------

_FIELD = re.compile(r"^ {2}(\w+)(\??): (.+);$", re.MULTILINE)
TYPESCRIPT = {
    "SentBlock": "BlockBody",
    "Match": "MatchShape",
    "Why": "WhyShape",
    "Case": "Case",
    "Source": "SourceShape",
    "MatchReply": "MatchReply",
    "MatchRequest": "MatchBody",
    "Feedback": "FeedbackBody",
}
# what the extension reads from a part of it
WITHIN = {
    ("MatchReply", "generation"): ("index", "generation"),
    ("MatchReply", "languages"): ("index", "languages"),
    ("MatchReply", "blocksRead"): ("blocks_read",),
    ("MatchReply", "checksFacts"): ("checks_facts",),
    ("Case", "rating"): ("rating", "text"),
}
KINDS = {"string": "string", "number": "number", "boolean": "boolean", "Relation": "enum", "Why": "object"}


def interfaces() -> dict[str, dict[str, tuple[bool, str]]]:
    """Of each interface of the two modules, its fields: whether each may be absent, and its type as it is written."""
    text = "\n".join(
        (EXTENSION / "src" / part).read_text("utf-8") for part in ("lib/contract.ts", "background/client.ts")
    )
    return {
        name: {field: (bool(optional), kind) for field, optional, kind in _FIELD.findall(body)}
        for name, body in re.findall(r"^export interface (\w+) \{\n(.*?)^\}", text, re.DOTALL | re.MULTILINE)
    }


def kinds_of(schema: Json, schemas: Json) -> set[str]:
    """The JSON kinds that a schema allows, null left out: the extension reads it as nothing."""
    if "$ref" in schema:
        return kinds_of(schemas[schema["$ref"].rsplit("/", 1)[1]], schemas)
    if "anyOf" in schema:
        return set().union(*(kinds_of(part, schemas) for part in schema["anyOf"]))
    if "enum" in schema:
        return {"enum", "string"}
    found = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    return {"number" if kind == "integer" else kind for kind in found} - {"null"}


def kind_of(typescript: str) -> str:
    if typescript.endswith("[]"):
        return "array"
    return "object" if typescript.startswith(("Record<", "Partial<", "{")) else KINDS[typescript]


@pytest.mark.parametrize("name", TYPESCRIPT)
def test_typescript_fields_are_those_of_the_document(name: str, schemas: Json) -> None:
    schema, fields = schemas[TYPESCRIPT[name]], interfaces()[name]
    assert fields
    for field, (optional, kind) in fields.items():
        outer, *inner = WITHIN.get((name, field), (field,))
        assert outer in schema["properties"], f"{name}.{field} is not described"
        described = schema["properties"][outer]
        for part in inner:
            whole = next(p for p in described.get("anyOf", [described]) if "$ref" in p)
            described = schemas[whole["$ref"].rsplit("/", 1)[1]]["properties"][part]
        assert kind_of(kind) in kinds_of(described, schemas), f"{name}.{field} is {kind}"
        if schema is schemas["MatchBody"] or name in ("SentBlock", "Feedback"):
            assert not (optional and field in schema.get("required", ())), f"{name}.{field} must be sent"
    if name in ("SentBlock", "Feedback"):
        assert set(schema["required"]) == {field for field, (optional, _) in fields.items() if not optional}


def read_by_typescript(tmp_path: Path, function: str, values: list[Any]) -> list[Json]:
    """What the extension's own reader makes of some replies."""
    esbuild = EXTENSION / "node_modules" / ".bin" / "esbuild"
    require(esbuild.exists(), "the extension's packages are not installed: run npm ci in extension/")
    (tmp_path / "values.json").write_text(json.dumps(values))
    (tmp_path / "run.mjs").write_text(
        f'import {{ {function} as read }} from "./contract.mjs"; import {{ readFileSync }} from "node:fs";\n'
        'const values = JSON.parse(readFileSync(new URL("values.json", import.meta.url)));\n'
        "console.log(JSON.stringify(values.map((value) => read(value, 1000))));\n"
    )
    bundle = [
        str(esbuild),
        str(EXTENSION / "src/lib/contract.ts"),
        "--format=esm",
        f"--outfile={tmp_path}/contract.mjs",
    ]
    subprocess.run(bundle, check=True, capture_output=True, timeout=60)
    done = subprocess.run(["node", str(tmp_path / "run.mjs")], check=True, capture_output=True, text=True, timeout=60)
    found: list[Json] = json.loads(done.stdout)
    return found


def test_typescript_reads_every_field_of_a_real_reply(running: Running, tmp_path: Path) -> None:
    sent = Client(running.url).match(text=BRIDGE, url="https://siren.example/news/bridge?id=7", offsets="utf-16")
    (read,) = read_by_typescript(tmp_path, "readMatchReply", [sent])
    (match,), (was,) = read["matches"], sent["matches"]
    assert {k: v for k, v in match.items() if k != "why"} == {k: v for k, v in was.items() if k != "why"}
    assert {k: match["why"][k] for k in was["why"]} == was["why"]
    case, whole = read["cases"]["bridge"], sent["cases"]["bridge"]
    assert {k: v for k, v in case.items() if v} == {k: v for k, v in whole.items() if k in case}
    assert read["article"] == sent["article"]
    assert read["disclaimers"] == sent["disclaimers"]
    assert read["generation"] == sent["index"]["generation"]


def test_typescript_reads_the_limits(running: Running, tmp_path: Path) -> None:
    status = Client(running.url).status()
    (read,) = read_by_typescript(tmp_path, "readStatus", [status])
    assert (read["cases"], read["generation"]) == (17, status["index"]["generation"])
    assert (read["maxBlocks"], read["maxBytes"]) == (20_000, 8 * 2**20)


def test_typescript_reads_that_a_claim_is_denied(running: Running, tmp_path: Path) -> None:
    sent = Client(running.url).match(text=f"It is false that {BRIDGE[0].lower()}{BRIDGE[1:]}", min_score=0)
    (denied, *_) = [match for match in sent["matches"] if match["case"] == "bridge"]
    assert denied["why"]["denied"]
    (read,) = read_by_typescript(tmp_path, "readMatchReply", [sent])
    (same, *_) = [match for match in read["matches"] if match["case"] == "bridge"]
    assert same["why"]["denied"] == denied["why"]["denied"]


# --- README -----------------------------------------------------------------------------------------------------------


def test_the_curl_command_of_the_readme_finds_its_match(tmp_path: Path) -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    commands = [
        block for block in re.findall(r"^```\w*\n(.*?)^```", readme, re.DOTALL | re.MULTILINE) if "curl " in block
    ]
    assert len(commands) == 1
    port = free_port()
    address = "http://127.0.0.1:8787"
    assert address in commands[0]
    with (tmp_path / "log").open("wb") as log:
        demo = subprocess.Popen(
            [REJOINDER, "demo", "--port", str(port), "--index", str(tmp_path / "demo")],
            stdout=log,
            stderr=subprocess.STDOUT,
            env=clean_environment(),
        )
    try:
        for _ in range(600):
            try:
                if httpx.get(f"http://127.0.0.1:{port}/readyz", timeout=2).status_code == 200:
                    break
            except httpx.TransportError:
                time.sleep(0.1)
        command = commands[0].replace(address, f"http://127.0.0.1:{port}").replace("\\\n", " ")
        done = subprocess.run(shlex.split(command), capture_output=True, text=True, timeout=20, check=True)
    finally:
        demo.terminate()
        demo.wait(20)
    reply = json.loads(done.stdout)
    (match, *_) = reply["matches"]
    assert match["relation"] == "repeats"
    assert "Great Wall" in match["quote"]
    case = reply["cases"][match["case"]]
    assert case["disclaimer"]
    assert reply["disclaimers"][case["source"]]["text"]
