"""Fetching models by name, with the real client and a local hub of our own."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from index.errors import ModelError
from index.semantic import hub
from server.config import open_models as semantic
from tests.semantic import tiny

COMMIT = "0123456789abcdef0123456789abcdef01234567"


@pytest.fixture
def served(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """A hub that has the model acme/tiny; yields the list of requested paths."""
    folder = tiny.encoder(tmp_path / "on-the-hub")
    (folder / "pytorch_model.bin").write_bytes(b"weights that nobody needs")
    (folder / "model_fp16.onnx").write_bytes(b"a variant that nobody needs")
    asked: list[str] = []

    class Hub(BaseHTTPRequestHandler):
        def do_HEAD(self) -> None:
            self.answer(body=False)

        def do_GET(self) -> None:
            self.answer(body=True)

        def answer(self, body: bool) -> None:
            asked.append(self.path)
            path = self.path.partition("?")[0]
            if path.startswith("/api/models/acme/tiny/tree/"):
                rows = [
                    {"type": "file", "path": str(p.relative_to(folder)), "size": p.stat().st_size, "oid": "0"}
                    for p in folder.rglob("*")
                    if p.is_file()
                ]
                self.reply(json.dumps(rows).encode(), "application/json", body)
            elif path.startswith("/api/models/acme/tiny"):
                files = [{"rfilename": str(p.relative_to(folder))} for p in folder.rglob("*") if p.is_file()]
                about = {"_id": "1", "id": "acme/tiny", "sha": COMMIT, "siblings": files, "private": False}
                self.reply(json.dumps(about).encode(), "application/json", body)
            elif path.startswith("/acme/tiny/resolve/") and (folder / path.split("/", 5)[5]).is_file():
                self.reply((folder / path.split("/", 5)[5]).read_bytes(), "application/octet-stream", body)
            else:
                self.send_response(404)
                self.send_header("X-Error-Code", "RepoNotFound")
                self.send_header("Content-Length", "0")
                self.end_headers()

        def reply(self, content: bytes, kind: str, body: bool) -> None:
            self.send_response(200)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(content)))
            self.send_header("X-Repo-Commit", COMMIT)
            self.send_header("ETag", f'"{hashlib.sha256(content).hexdigest()}"')
            self.end_headers()
            if body:
                self.wfile.write(content)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Hub)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{server.server_port}"
    monkeypatch.setenv("HF_ENDPOINT", address)
    monkeypatch.setenv("HF_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    yield asked
    server.shutdown()
    server.server_close()


def pull(name: str) -> subprocess.CompletedProcess[str]:
    """Run the command in a process of its own, because the client reads the hub's address when it is imported."""
    command = [sys.executable, "-c", "from server.cli import main; main()", "models", "pull", name]
    return subprocess.run(command, capture_output=True, text=True, timeout=120)


def test_a_model_is_fetched_by_its_name_and_found_by_it(served: list[str]) -> None:
    result = pull("acme/tiny")
    assert result.returncode == 0, result.stderr
    assert "export REJOINDER_MODEL=acme/tiny" in result.stdout
    folder = hub.folder_of("acme/tiny", semantic.models_folder())
    assert (folder / "model.onnx").is_file()
    assert (folder / "tokenizer.json").is_file()
    assert not (folder / "pytorch_model.bin").exists()
    assert not (folder / "model_fp16.onnx").exists(), "one variant is enough"
    assert any("resolve" in path for path in served)


def test_a_model_that_is_not_there_is_named(served: list[str]) -> None:
    result = pull("acme/other")
    assert result.returncode == 1
    assert "acme/other cannot be fetched" in result.stderr
    assert len(result.stderr.strip().splitlines()) == 1


def test_names_that_are_none(tmp_path: Path) -> None:
    for name in ("../../etc", "a/b/c", "a b", ""):
        with pytest.raises(ModelError):
            hub.pull(name, tmp_path)
    with pytest.raises(ModelError, match="was not fetched yet"):
        hub.folder_of("acme/tiny", tmp_path)
