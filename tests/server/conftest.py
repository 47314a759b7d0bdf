"""Fixtures: a real index, built once, and services and clients for it."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest
from flask import Flask
from flask.testing import FlaskClient

from index.admin_state.database import State
from index.storage.build import build
from server.app import create_app
from server.config.settings import Settings
from tests.postgres_server import free_port as free_port
from tests.server.case_file import write_cases

PATIENT: dict[str, Any] = {
    "reader_budget_ms": 60_000,
    "match_budget_ms": 60_000,
}  # so long that a busy machine does not change a reply
PATIENT_SERVICE = {"REJOINDER_READER_BUDGET_MS": "2000", "REJOINDER_MATCH_BUDGET_MS": "20000"}
REJOINDER = str(Path(sys.executable).with_name("rejoinder"))


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index that no test changes."""
    folder = tmp_path_factory.mktemp("server")
    build(folder / "index", [str(write_cases(folder / "cases.jsonl"))], strict=True)
    return folder / "index"


@pytest.fixture
def folder(built: Path, tmp_path: Path) -> Path:
    """A copy of the index that a test may change, without the state and packs of the shared service."""
    copy = Path(shutil.copytree(built, tmp_path / "index", ignore=shutil.ignore_patterns("state.sqlite*", "packs")))
    State(copy).secret()  # every service has this file after its first reply
    return copy


@pytest.fixture
def app(folder: Path) -> Flask:
    """A fresh application over a fresh copy of the index."""
    return create_app(Settings(index=folder, **PATIENT))


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A test client of the fresh application."""
    return app.test_client()


@pytest.fixture(scope="session")
def read_only(built: Path) -> FlaskClient:
    """A client for tests that only read."""
    return create_app(Settings(index=built, **PATIENT)).test_client()


def clean_environment(**settings: str) -> dict[str, str]:
    """The environment without the Rejoinder settings of the user who runs the tests."""
    return {k: v for k, v in os.environ.items() if not k.startswith("REJOINDER_")} | settings


@dataclass
class Running:
    """A service in its own process."""

    process: subprocess.Popen[bytes]
    url: str
    log: Path

    def stop(self, sig: int = signal.SIGTERM) -> int:
        """Send it a signal, and wait until it ends."""
        self.process.send_signal(sig)
        return self.process.wait(20)

    def client(self) -> httpx.Client:
        """An HTTP client for the service's address."""
        return httpx.Client(base_url=self.url, timeout=20)


Serve = Callable[..., Running]


@pytest.fixture(scope="session")
def _serve(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serve]:
    started: list[Running] = []

    def start(index: Path, *arguments: str, **settings: str) -> Running:
        port = free_port()
        log = tmp_path_factory.mktemp("log") / "log"
        command = [REJOINDER, "serve", "--index", str(index), "--port", str(port), "--workers", "2", *arguments]
        with log.open("wb") as out:
            process = subprocess.Popen(
                command, stdout=out, stderr=subprocess.STDOUT, env=clean_environment(**PATIENT_SERVICE | settings)
            )
        running = Running(process, f"http://127.0.0.1:{port}", log)
        started.append(running)
        deadline = time.monotonic() + 120  # generous, for a busy machine
        while time.monotonic() < deadline and process.poll() is None:
            try:
                if httpx.get(running.url + "/healthz", timeout=5).status_code == 200:
                    return running
            except httpx.TransportError:
                time.sleep(0.05)
        raise AssertionError(f"the service did not start: {log.read_text()}")

    yield start
    for running in started:
        if running.process.poll() is None:
            running.process.kill()
            running.process.wait(10)


@pytest.fixture
def serve(_serve: Serve) -> Serve:
    """A function that starts a service. Services that still run at the end are killed."""
    return _serve


@pytest.fixture(scope="session")
def running(_serve: Serve, built: Path) -> Running:
    """One service for all tests that do not change it."""
    return _serve(
        built,
        REJOINDER_ALLOWED_ORIGINS="https://app.example,http://[::1]:9000",
        REJOINDER_ALLOWED_HOSTS="debunks.example",
    )
