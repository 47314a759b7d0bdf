"""Both clients and the extension's against the OpenAPI document and a real service, and the README's curl command."""

from __future__ import annotations

import inspect
import json
import re
import shlex
import subprocess
import sys
import threading
import time
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any, NotRequired, get_type_hints, is_typeddict

import httpx
import pytest
from flask.testing import FlaskClient

import rejoinder_client as python
from clients import generate
from rejoinder_client import Client, types
from tests.conftest import ROOT, require
from tests.server.case_file import BRIDGE, DISCLAIMER
from tests.server.conftest import REJOINDER, Running, Serve, clean_environment, free_port

Json = dict[str, Any]
EXTENSION = ROOT / "extension"


@pytest.fixture(scope="module")
def document(read_only: FlaskClient) -> Json:
    found: Json = read_only.get("/openapi.json").get_json()
    return found


@pytest.fixture(scope="module")
def schemas(document: Json) -> Json:
    found: Json = document["components"]["schemas"]
    return found


# --- Python -----------------------------------------------------------------------------------------------------------


def changed(whole: Json, schema: str, **properties: Json | None) -> Json:
    """A copy of the document in which a schema's properties are changed; None removes one."""
    copy: Json = json.loads(json.dumps(whole))
    found = copy["components"]["schemas"][schema]["properties"]
    for name, described in properties.items():
        found.pop(name, None)
        if described is not None:
            found[name] = described
    return copy


def test_the_types_are_those_that_the_document_gives(document: Json) -> None:
    for path, text in generate.files(document).items():
        assert path.read_text("utf-8") == text, f"{path} is not what `make clients` writes"


def test_a_renamed_a_retyped_and_an_optional_field_are_noticed(document: Json) -> None:
    quote = document["components"]["schemas"]["MatchShape"]["properties"]["quote"]
    renamed = changed(document, "MatchShape", quote=None, quotation=quote)
    retyped = changed(document, "MatchShape", start={"type": "string"})
    optional = changed(document, "MatchShape")
    optional["components"]["schemas"]["MatchShape"]["required"].remove("also")
    was = list(generate.files(document).values())
    for other in (renamed, retyped, optional):
        assert all(text != before for text, before in zip(generate.files(other).values(), was, strict=True))


def test_the_types_can_be_resolved() -> None:
    found = [one for _, one in inspect.getmembers(types) if is_typeddict(one)]
    assert len(found) > 20
    assert all(get_type_hints(one, include_extras=True) for one in found)
    hints = get_type_hints(types.MatchReply, include_extras=True)
    assert hints["matches"] == list[types.Match]
    assert hints["truncated"] == NotRequired[types.Truncated]
    assert get_type_hints(types.Case)["disclaimer"] == str | None


def test_parameters_of_the_python_client_are_those_of_the_document(read_only: FlaskClient, schemas: Json) -> None:
    def named(method: Callable[..., Any]) -> set[str]:
        return set(inspect.signature(method).parameters) - {"self"}

    search = read_only.get("/openapi.json").get_json()["paths"]["/v1/cases"]["get"]["parameters"]
    assert named(Client.match) == set(schemas["MatchBody"]["properties"])
    assert named(Client.feedback) == set(schemas["FeedbackBody"]["properties"])
    renamed = {"from": "date_from", "to": "date_to"}
    assert named(Client.cases) == {renamed.get(one["name"], one["name"]) for one in search}


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with only the client, as in its own wheel."""
    work = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(work)]
    subprocess.run(command, cwd=ROOT / "clients" / "python", check=True, capture_output=True, timeout=120)
    (wheel,) = work.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(work / "installed")
    return work / "installed"


def test_the_python_client_installs_without_the_service(installed: Path) -> None:
    files = {str(path.relative_to(installed)) for path in installed.rglob("*") if path.is_file()}
    assert {"rejoinder_client/py.typed", "rejoinder_client/types.py"} <= files
    assert "Requires-Dist" not in (installed / "rejoinder_client-0.1.0.dist-info" / "METADATA").read_text("utf-8")
    code = (
        f"import sys; sys.path.insert(0, {str(installed)!r}); before = set(sys.modules); import rejoinder_client; "
        "print(*{name.split('.')[0] for name in set(sys.modules) - before} - sys.stdlib_module_names); "
        "print(rejoinder_client.__file__)"
    )
    # -I and -S hide this folder and the installed packages
    done = subprocess.run([sys.executable, "-I", "-S", "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["rejoinder_client", str(installed / "rejoinder_client" / "__init__.py")]


def test_the_example_of_the_python_readme_finds_its_match(running: Running) -> None:
    readme = (ROOT / "clients" / "python" / "README.md").read_text("utf-8")
    (example,) = re.findall(r"^```python\n(.*?)^```", readme, re.DOTALL | re.MULTILINE)
    claim = re.search(r'text="(.+)"', example)
    assert claim
    example = example.replace(claim[1], BRIDGE).replace("http://127.0.0.1:8787", running.url)
    done = subprocess.run([sys.executable, "-c", example], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.startswith("repeats ")
    assert DISCLAIMER in done.stdout


class Busy(BaseHTTPRequestHandler):
    """Answers 503 `refusals` times, then with a status."""

    def do_GET(self) -> None:
        self.server.asked += 1  # type: ignore[attr-defined]
        refused = self.server.asked <= self.server.refusals  # type: ignore[attr-defined]
        body = b'{"type": "/problems/busy", "title": "Busy"}' if refused else b'{"service": {}}'
        self.send_response(503 if refused else 200)
        self.send_header("Content-Type", "application/problem+json" if refused else "application/json")
        self.send_header("Content-Length", str(len(body)))
        if refused:
            self.send_header("Retry-After", self.server.after)  # type: ignore[attr-defined]
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        """Log nothing."""


@contextmanager
def busy(refusals: int, after: str = "0") -> Iterator[Any]:
    """A service that first refuses some requests, and says when to try again."""
    with HTTPServer(("127.0.0.1", 0), Busy) as server:
        vars(server).update(refusals=refusals, after=after, asked=0)
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        try:
            yield server
        finally:
            server.shutdown()


@pytest.mark.parametrize(
    ("refusals", "after", "retries", "asked", "answered"),
    [
        (2, "0", 2, 3, True),
        (2, "0", 1, 2, False),
        (1, "0", 0, 1, False),  # by default there are no retries
        (1, "3600", 5, 1, False),  # the client does not wait for an hour
    ],
)
def test_the_python_client_tries_again_as_often_as_it_is_told(
    refusals: int, after: str, retries: int, asked: int, answered: bool
) -> None:
    with busy(refusals, after) as server:
        client = Client(f"http://127.0.0.1:{server.server_port}", retries=retries)
        if answered:
            assert client.status() == {"service": {}}
        else:
            with pytest.raises(python.UnavailableError) as refused:
                client.status()
            assert refused.value.retry_after == int(after)
        assert server.asked == asked


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


def test_the_python_client_matches_many_texts(running: Running) -> None:
    client = Client(running.url)
    first, second = client.match_many([{"id": "x", "text": BRIDGE}, {"text": "Nothing of the kind."}], wait=0.2)
    assert (first["n"], first["id"], first["reply"]["matches"][0]["case"]) == (0, "x", "bridge")
    assert (second["n"], second["reply"]["matches"]) == (1, [])
    started = client.start_batch([{"text": BRIDGE}])
    assert client.batch(started["id"])["texts"] == 1
    client.remove_batch(started["id"])
    with pytest.raises(python.NotFoundError):
        client.batch(started["id"])


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

PROGRAM = """
import { Client, ProblemError, UnreachableError } from "./client/index.js";
const [address, busy, nobody, text] = process.argv.slice(2);
const client = new Client(address + "/");
const reply = await client.match({ blocks: [{ id: "b1", text }], url: "https://siren.example/news/bridge?id=7" });
const failure = async (asked) => asked.then(() => null, (error) => error);
const missing = await failure(client.case("no-such-case?#"));
const wrong = await failure(client.match({}));
const away = await failure(new Client(nobody).status());
const ferries = [];
for await (const found of client.allCases({ keyword: "ghosts", page_size: 5 })) ferries.push(found.id);
const { matches: [match], cases } = reply;
const said = { case: match.case, passage: match.passage, generation: reply.index.generation };
console.log(JSON.stringify({
  quote: text.slice(match.start, match.end) === match.quote,
  relation: match.relation,
  same: JSON.stringify(await client.case(match.case)) === JSON.stringify(cases[match.case]),
  missing: [missing instanceof ProblemError, missing.status, missing.type],
  wrong: [wrong.status, wrong.errors.length],
  away: away instanceof UnreachableError,
  ferries,
  first: (await client.cases({ q: "bridge danube" })).cases[0].id,
  article: Object.keys((await client.article("https://siren.example/news/bridge?id=7")).cases),
  feedback: (await client.feedback(said)).received,
  name: (await client.status()).service.name,
  many: (await client.matchMany([{ id: "x", text }], 0.2)).map((line) => [line.n, line.id, line.reply.matches[0].case]),
  impatient: (await failure(new Client(busy).status())).status,
  patient: await new Client(busy, { retries: 1 }).status(),
}));
"""


@pytest.fixture(scope="module")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the TypeScript client, compiled with the extension's compiler and the client's settings."""
    tsc = EXTENSION / "node_modules" / ".bin" / "tsc"
    require(tsc.exists(), "the extension's packages are not installed: run npm ci in extension/")
    folder = tmp_path_factory.mktemp("typescript")
    command = [str(tsc), "--project", str(ROOT / "clients" / "typescript"), "--outDir", str(folder / "client")]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stdout
    (folder / "package.json").write_text('{"type": "module"}')
    return folder


def test_the_typescript_client_asks_a_real_service(compiled: Path, running: Running) -> None:
    (compiled / "run.mjs").write_text(PROGRAM)
    with busy(2) as server:
        addresses = [running.url, f"http://127.0.0.1:{server.server_port}", f"http://127.0.0.1:{free_port()}"]
        command = ["node", str(compiled / "run.mjs"), *addresses, f"🦄 Hm. {BRIDGE}"]
        done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
        assert server.asked == 3
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    ferries = found.pop("ferries")
    assert len(ferries) == len(set(ferries)) == 12
    assert found == {
        "quote": True,
        "relation": "repeats",
        "same": True,
        "missing": [True, 404, "/problems/unknown-case"],
        "wrong": [422, 1],
        "away": True,
        "first": "bridge",
        "article": ["bridge"],
        "feedback": True,
        "name": "rejoinder",
        "many": [[0, "x", "bridge"]],
        "impatient": 503,
        "patient": {"service": {}},
    }


FAILING = """
import { BatchFailedError, Client } from "./client/index.js";
const [address, text] = process.argv.slice(2);
const error = await new Client(address).matchMany(Array(20).fill({ text }), 0.1).then(() => null, (error) => error);
console.log(JSON.stringify([error instanceof BatchFailedError, error.reason, error.results.length]));
"""


def test_a_batch_that_failed_is_no_answer(compiled: Path, folder: Path, _serve: Serve) -> None:
    service = _serve(folder, REJOINDER_BATCH_BYTES="2000")
    with pytest.raises(python.BatchFailedError, match="reached their size limit") as failed:
        Client(service.url).match_many([{"text": BRIDGE}] * 20, wait=0.1)
    assert 0 < len(failed.value.results) < 20
    (compiled / "failing.mjs").write_text(FAILING)
    command = ["node", str(compiled / "failing.mjs"), service.url, BRIDGE]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=True)
    is_failed, reason, results = json.loads(done.stdout)
    assert is_failed
    assert reason == failed.value.reason
    assert 0 < results < 20


# --- The extension ----------------------------------------------------------------------------------------------------

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
# keys that the extension reads from a part of the reply
WITHIN = {
    ("MatchReply", "generation"): ("index", "generation"),
    ("MatchReply", "languages"): ("index", "languages"),
    ("MatchReply", "blocksRead"): ("blocks_read",),
    ("MatchReply", "checksFacts"): ("checks_facts",),
    ("Case", "rating"): ("rating", "text"),
}
KINDS = {
    "string": "string",
    "number": "number",
    "boolean": "boolean",
    "true": "boolean",
    "Relation": "enum",
    "Why": "object",
}


def interfaces() -> dict[str, dict[str, tuple[bool, str]]]:
    """The fields of each interface in the two modules: whether a field may be absent, and its type as written."""
    text = "\n".join(
        (EXTENSION / "src" / part).read_text("utf-8") for part in ("lib/contract.ts", "background/client.ts")
    )
    return {
        name: {field: (bool(optional), kind) for field, optional, kind in _FIELD.findall(body)}
        for name, body in re.findall(r"^export interface (\w+) \{\n(.*?)^\}", text, re.DOTALL | re.MULTILINE)
    }


def kinds_of(schema: Json, schemas: Json) -> set[str]:
    """The JSON types that a schema allows, without null, which the extension reads as nothing."""
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


# Keys that only answers from packs have.
OF_PACKS = {("Case", "partial"), ("MatchReply", "matchedBy")}


@pytest.mark.parametrize("name", TYPESCRIPT)
def test_typescript_fields_are_those_of_the_document(name: str, schemas: Json) -> None:
    schema, fields = schemas[TYPESCRIPT[name]], interfaces()[name]
    assert fields
    for field, (optional, kind) in fields.items():
        if (name, field) in OF_PACKS:
            continue
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
    """How the extension's own code reads some replies."""
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
