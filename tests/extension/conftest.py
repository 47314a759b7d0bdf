"""The extension in real browsers, against the real service. One browser at a time, each started once."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from filelock import FileLock

from tests.conftest import ROOT, require
from tests.extension.support.browsers import Browser
from tests.extension.support.chromium import CHROMIUM, Chromium
from tests.extension.support.firefox import FIREFOX, Firefox
from tests.extension.support.product import ARTIFACTS, Product
from tests.extension.support.service import Service, build_index, rejoinder
from tests.extension.support.web import Web

EXTENSION = ROOT / "extension"
GECKO_ID = "rejoinder@rejoinder.example"


@pytest.fixture(scope="session")
def artifacts() -> Path:
    ARTIFACTS.mkdir(exist_ok=True)
    return ARTIFACTS


@pytest.fixture(scope="session")
def web() -> Iterator[Web]:
    web = Web()
    yield web
    web.close()


def made_once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], None]) -> Path:
    """A folder that `make` fills, once for all processes of a run."""
    base = factory.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / name
    with FileLock(f"{folder}.lock"):
        if not Path(f"{folder}.made").exists():
            make(folder)
            Path(f"{folder}.made").touch()
    return folder


@pytest.fixture(scope="session")
def builds(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """extension/dist with the shipped and the test builds."""
    made_once(tmp_path_factory, "builds", lambda _: build_extension())
    return EXTENSION / "dist"


def build_extension() -> None:
    """Make the shipped and the test builds."""
    require((EXTENSION / "node_modules").is_dir(), "the extension's packages are not installed: npm ci in extension/")
    for arguments in ([], ["--", "--test"]):
        done = subprocess.run(
            ["npm", "run", "build", *arguments], cwd=EXTENSION, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory, web: Web) -> Iterator[Service]:
    """The service with the demo cases."""
    index = build_index(tmp_path_factory.mktemp("demo") / "index", ROOT / "server" / "demo" / "cases.jsonl")
    service = Service(index)
    web.forward(service.url)
    yield service
    service.close()


@pytest.fixture(scope="session")
def real(tmp_path_factory: pytest.TempPathFactory, web: Web, shared: Path) -> Iterator[Service]:
    """The service with all real cases, the catalogued articles, and the saved page of one case."""

    def build(index: Path) -> None:
        cases = shared / "cases"
        build_index(
            index,
            cases / "euvsdisinfo-2015-2017.jsonl",
            cases / "euvsdisinfo-titles-2015-2021.jsonl",
            cases / "euvsdisinfo-source.jsonl",
        )
        rejoinder("index", "update", "--index", index, cases / "euvsdisinfo-articles.jsonl")
        rejoinder("index", "update", "--index", index, "--format", "euvsdisinfo-page", shared / "raw" / "seed-case.txt")

    built = made_once(tmp_path_factory, "real", build)
    index = shutil.copytree(built, tmp_path_factory.mktemp("real") / "index")
    service = Service(index)
    web.forward(service.url)
    yield service
    service.close()


def launch(name: str, extension: Path, profile: Path, web: Web, *switches: str) -> Browser:
    if name == "chromium":
        require(CHROMIUM.exists(), f"{CHROMIUM} is not installed")
        return Chromium(extension, profile, web.port, *switches)
    require(FIREFOX.exists(), f"{FIREFOX} is not installed")
    return Firefox(extension, profile, web.port, GECKO_ID)


@pytest.fixture(scope="session", params=["chromium", "firefox"])
def session(
    request: pytest.FixtureRequest, builds: Path, web: Web, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Product]:
    name: str = request.param
    extension = builds / ("test-chrome" if name == "chromium" else "test-firefox")
    browser = launch(name, extension, tmp_path_factory.mktemp(name) / "profile", web)
    yield Product(browser)
    browser.close()


@pytest.fixture
def product(session: Product, web: Web) -> Iterator[Product]:
    """The extension as freshly installed, in the running browser, with nothing recorded yet."""
    session.browser.permit()
    session.configure(consented="", mode="click")
    web.begin()
    yield session
    session.close_pages()
