"""The real service with a real index, as separate processes."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[3]
# Generous budgets, so that a busy machine does not change a reply.
PATIENT = {"REJOINDER_READER_BUDGET_MS": "2000", "REJOINDER_MATCH_BUDGET_MS": "20000"}
# The command of the environment that runs the tests.
REJOINDER = Path(sys.executable).with_name("rejoinder")


def rejoinder(*arguments: str | Path) -> str:
    """Run the command line and return its output. The output is shown if it fails."""
    done = subprocess.run([REJOINDER, *map(str, arguments)], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def build_index(folder: Path, *sources: Path) -> Path:
    rejoinder("index", "build", "--index", folder, *sources)
    return folder


def _free_port() -> int:
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        port: int = s.getsockname()[1]
        return port


class Service:
    """A running `rejoinder serve`. Settings are passed to it as environment variables."""

    def __init__(self, index: Path, **settings: str) -> None:
        self.port = _free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        command: Sequence[str] = [str(REJOINDER), "serve", "--index", str(index), "--port", str(self.port)]
        environment = {k: v for k, v in os.environ.items() if not k.startswith("REJOINDER_") or k == "REJOINDER_SHARED"}
        environment |= PATIENT | settings
        # A file and not a pipe, which would fill up and stop the service.
        self._log = tempfile.TemporaryFile()  # noqa: SIM115 - closed with the service
        self._process = subprocess.Popen(
            [*command, "--workers", "1"],
            cwd=ROOT,
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=self._log,
        )
        self._await_ready()

    def _await_ready(self) -> None:
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            assert self._process.poll() is None, f"the service ended before it was ready:\n{self._errors()}"
            try:
                with urllib.request.urlopen(f"{self.url}/readyz", timeout=5) as reply:
                    if reply.status == 200:
                        return
            except OSError:
                time.sleep(0.05)
        raise AssertionError("the service was not ready in a minute")

    def _errors(self) -> str:
        self._log.seek(0)
        return self._log.read().decode(errors="replace")

    def post(self, path: str, body: object) -> Any:
        request = urllib.request.Request(
            self.url + path, json.dumps(body).encode(), {"Content-Type": "application/json"}, method="POST"
        )
        with urllib.request.urlopen(request, timeout=30) as reply:
            return json.load(reply)

    def close(self) -> None:
        self._process.terminate()
        try:
            self._process.wait(timeout=15)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._log.close()
