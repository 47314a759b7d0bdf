"""Fixtures: an application with its own index, and an admin who is signed in."""

from __future__ import annotations

import re
import shutil
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from index.admin_state.database import State
from index.storage.build import build
from server.admin.accounts import Accounts
from server.admin.jobs import Job, Jobs
from server.app import create_app
from server.config.settings import Settings
from tests.server.case_file import write_cases
from tests.server.conftest import _serve as _serve

_CSRF = re.compile(r'name="csrf" value="([0-9a-f]{64})"')
_SEEN = re.compile(r'name="seen" value="([0-9a-f]{16})"')
LOCAL = "https://127.0.0.1"


@pytest.fixture(scope="session")
def _built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("admin")
    build(folder / "index", [str(write_cases(folder / "cases.jsonl"))], strict=True)
    return folder / "index"


@pytest.fixture
def folder(_built: Path, tmp_path: Path) -> Path:
    """A small index for one test."""
    return Path(shutil.copytree(_built, tmp_path / "index"))


@pytest.fixture
def app(folder: Path) -> Flask:
    """An application for that index."""
    return create_app(Settings(index=folder))


class Admin:
    """A signed-in admin without a browser."""

    def __init__(self, app: Flask, folder: Path, name: str = "anna") -> None:
        self.folder = folder
        self.client: FlaskClient = app.test_client()
        token = Accounts(State(folder)).new_token(name)
        assert self.client.post("/admin/sign-in", data={"token": token}, base_url=LOCAL).status_code == 303

    def get(self, path: str, **more: Any) -> TestResponse:
        """Get a page."""
        return self.client.get(path, base_url=LOCAL, **more)

    def text(self, path: str) -> str:
        """The HTML of a page."""
        response = self.get(path)
        assert response.status_code == 200, response.get_data(as_text=True)
        return response.get_data(as_text=True)

    def send(self, page: str, path: str, data: Mapping[str, Any] | None = None) -> TestResponse:
        """Send a form of a page, with the page's hidden fields."""
        html = self.text(page)
        hidden = {"csrf": _first(_CSRF, html)}
        if _SEEN.search(html):
            hidden["seen"] = _first(_SEEN, html)
        return self.client.post(path, data=hidden | dict(data or {}), base_url=LOCAL)

    def wait(self) -> Job:
        """Wait until all jobs have ended, confirming previews. Returns the latest job."""
        jobs = Jobs(self.folder)
        self.end()
        for job in filter(jobs.awaits, jobs.every()):
            found = job.result["preview"]
            page = f"/admin/jobs/{job.id}"
            assert self.send(page, f"{page}/confirm", {"typed": found["before"] - found["after"]}).status_code == 303
        return self.end()

    def end(self) -> Job:
        """Wait until all jobs have ended. Returns the latest."""
        jobs = Jobs(self.folder)
        deadline = time.monotonic() + 60
        while any(job.active for job in jobs.every()):
            assert time.monotonic() < deadline
            time.sleep(0.05)
        return jobs.every()[0]


def _first(pattern: re.Pattern[str], html: str) -> str:
    found = pattern.search(html)
    assert found is not None
    return found.group(1)


@pytest.fixture
def admin(app: Flask, folder: Path) -> Admin:
    """An admin who is signed in."""
    return Admin(app, folder)
