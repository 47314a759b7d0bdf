"""Clients that common generators make from the OpenAPI document: they are complete, compile, and can match."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from flask.testing import FlaskClient

from tests.conftest import ROOT, require
from tests.server.case_file import BRIDGE, DISCLAIMER
from tests.server.conftest import Running

Json = dict[str, Any]
TOOLS = ROOT / "extension" / "node_modules" / ".bin"
# The generator does not know the media type of JSON lines; so, as docs/api.md says, we tell it that they are text.
CONFIG = {
    "post_hooks": [],
    "content_type_overrides": {
        "application/x-ndjson": "text/plain",
        "application/vnd.rejoinder.pack": "application/octet-stream",
        "application/vnd.rejoinder.pack-difference": "application/octet-stream",
    },
}


def run(folder: Path, *command: str) -> str:
    """Run a tool in a folder and return its output. If it fails, the test shows all of it."""
    # the first run downloads and compiles the tool
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=900, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def document(read_only: FlaskClient) -> Json:
    found: Json = read_only.get("/openapi.json").get_json()
    return found


@pytest.fixture(scope="module")
def generated(document: Json, tmp_path_factory: pytest.TempPathFactory) -> Iterator[ModuleType]:
    """The generated Python client, as the package `generated_client`. Fails if the generator leaves anything out."""
    folder = tmp_path_factory.mktemp("python")
    (folder / "openapi.json").write_text(json.dumps(document))
    (folder / "config.json").write_text(json.dumps(CONFIG))
    generator = str(Path(sys.executable).with_name("openapi-python-client"))
    options = ["--meta", "none", "--fail-on-warning", "--config", "config.json"]
    run(folder, generator, "generate", *options, "--path", "openapi.json", "--output-path", "generated_client")
    sys.path.insert(0, str(folder))
    try:
        import generated_client  # type: ignore[import-not-found]

        yield generated_client
    finally:
        sys.path.remove(str(folder))
        for name in [name for name in sys.modules if name.split(".")[0] == "generated_client"]:
            del sys.modules[name]


def test_the_python_client_has_every_operation(generated: ModuleType, document: Json) -> None:
    made = {path.stem for path in Path(generated.__path__[0]).joinpath("api").glob("*/*.py")} - {"__init__"}
    wanted = {operation["operationId"] for path in document["paths"].values() for operation in path.values()}
    assert "match_match" in wanted
    assert made == wanted


def test_the_python_client_matches_a_text(generated: ModuleType, running: Running) -> None:
    from generated_client.api.matching import match_match  # type: ignore[import-not-found]
    from generated_client.models import (  # type: ignore[import-not-found]
        BlockBody,
        MatchBody,
        MatchReply,
        Offsets,
        Relation,
    )

    for body in (
        MatchBody(text=BRIDGE, offsets=Offsets.CODE_POINT),
        MatchBody(blocks=[BlockBody(id="b1", text=BRIDGE)], language="en", per_block=1),
    ):
        with generated.Client(base_url=running.url) as client:
            reply = match_match.sync(client=client, body=body)
        assert isinstance(reply, MatchReply)
        (match,) = reply.matches
        assert (match.case, match.relation) == ("bridge", Relation.REPEATS)
        assert BRIDGE[match.start : match.end] == match.quote
        assert reply.cases["bridge"].disclaimer == DISCLAIMER
        assert reply.disclaimers["ravna"].name == "Ravna Checkers"


def test_the_python_client_reads_problems_searches_and_exports(generated: ModuleType, running: Running) -> None:
    from generated_client.api.looking_up import (  # type: ignore[import-not-found]
        cases_case,
        cases_search,
        claims_search,
        export_cases,
    )
    from generated_client.api.matching import match_match
    from generated_client.models import MatchBody, ProblemReply

    with generated.Client(base_url=running.url) as client:
        refused = match_match.sync(client=client, body=MatchBody())
        assert isinstance(refused, ProblemReply)
        assert (refused.status, refused.type_) == (422, "/problems/invalid-request")
        found = cases_search.sync(client=client, q="bridge danube", from_="2021", to="2021-12")
        assert found.cases[0].id == "bridge"
        assert cases_case.sync("bridge", client=client).title == found.cases[0].title
        assert claims_search.sync(client=client).error.status == "INVALID_ARGUMENT"
        lines = export_cases.sync(client=client)
        assert "bridge" in [json.loads(line).get("id") for line in lines.splitlines()]


SAMPLE = """
import type { components, paths } from "./api";

type Match = paths["/v1/match"]["post"];
type Asked = Match["requestBody"]["content"]["application/json"];
type Reply = Match["responses"][200]["content"]["application/json"];
type Problem = Match["responses"][422]["content"]["application/problem+json"];
type Case = components["schemas"]["Case"];

export const text: Asked = { text: "..." };
export const page: Asked = { title: "News", blocks: [{ id: "b1", text: "..." }], offsets: "code-point" };
// @ts-expect-error: a block has a text
export const empty: Asked = { blocks: [{ id: "b1" }] };
// @ts-expect-error: there is no such unit
export const unit: Asked = { text: "...", offsets: "bytes" };

export function told(reply: Reply): string[] {
  const repeated = reply.matches.filter((match) => match.relation === "repeats" && match.score > 0.9);
  return repeated.map((match) => {
    const found: Case | undefined = reply.cases[match.case];
    return [match.quote.slice(0, match.end - match.start), found?.title, found?.disclaimer ?? ""].join();
  });
}

// @ts-expect-error: a case may have no summary
export const summary = (found: Case): string => found.summary;
export const why = (problem: Problem): string[] => (problem.errors ?? []).map((error) => error.pointer);
"""


def test_typescript_types_compile_and_say_what_is_required(document: Json, tmp_path: Path) -> None:
    generator = TOOLS / "openapi-typescript"
    require(generator.exists(), "the extension's packages are not all installed: run npm ci in extension/")
    (tmp_path / "openapi.json").write_text(json.dumps(document))
    (tmp_path / "sample.ts").write_text(SAMPLE)
    run(tmp_path, str(generator), "openapi.json", "--output", "api.d.ts")
    options = ["--noEmit", "--strict", "--noUncheckedIndexedAccess", "--lib", "es2023", "--target", "es2023"]
    run(tmp_path, str(TOOLS / "tsc"), *options, "--module", "esnext", "--moduleResolution", "bundler", "sample.ts")


# --- Go and Java ------------------------------------------------------------------------------------------------------


def sample(language: str, folder: Path, document: Json) -> Path:
    """A project of the language in the folder: a program that calls the client, and the OpenAPI document."""
    project = folder / language
    shutil.copytree(ROOT / "tests" / "server" / "generated" / language, project)
    (project / "openapi.json").write_text(json.dumps(document))
    return project


def assert_matched(printed: str) -> None:
    """Check that what the program prints is what the service answers."""
    told = json.loads(printed)
    assert len(told["Matched"]) == 2
    for (match,) in told["Matched"]:
        assert (match["Case"], match["Relation"], match["Disclaimer"]) == ("bridge", "repeats", DISCLAIMER)
        assert BRIDGE[match["Start"] : match["End"]] == match["Quote"]
        assert 0.5 < match["Score"] <= 1
    refused = told["Refused"]
    assert (refused["status"], refused["type"]) == (422, "/problems/invalid-request")
    assert refused["errors"][0]["pointer"].startswith("#")
    assert (told["Found"], told["Title"]) == ("bridge", "The bridge over the Danube at Ravna was sold to a circus")
    assert "bridge" in [json.loads(line).get("id") for line in told["Lines"].splitlines()]
    (line,) = told["Batch"].splitlines()
    assert json.loads(line)["reply"]["matches"][0]["case"] == "bridge"


@pytest.mark.toolchain
def test_a_go_client_compiles_and_matches(document: Json, running: Running, tmp_path: Path) -> None:
    project = sample("go", tmp_path, document)
    (project / "api").mkdir()
    made = project / "api" / "client.go"
    run(project, "go", "tool", "oapi-codegen", "-generate", "types,client", "-package", "api", "-o", str(made),
        "openapi.json")  # fmt: skip
    run(project, "go", "vet", ".")
    operations = {operation["operationId"] for path in document["paths"].values() for operation in path.values()}
    calls = {
        name.lower()
        for name in re.findall(r"^func \(c \*ClientWithResponses\) (\w+)WithResponse", made.read_text(), re.M)
    }
    assert {name.replace("_", "") for name in operations} <= calls
    assert_matched(run(project, "go", "run", ".", running.url, BRIDGE))


@pytest.mark.toolchain
def test_a_java_client_compiles_and_matches(document: Json, running: Running, tmp_path: Path) -> None:
    project = sample("java", tmp_path, document)
    arguments = f"-Dexec.args='{running.url}' '{BRIDGE}'"
    printed = run(project, "mvn", "-q", "-B", "compile", "exec:java", "-Dexec.mainClass=Sample", arguments)
    # Maven colours the end of its output
    assert_matched(next(line for line in printed.splitlines() if line.startswith("{")))
