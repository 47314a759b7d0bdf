"""The wheel is one package with the service, the demo and the extension, and runs without a clone."""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.server.conftest import clean_environment, free_port

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the unpacked wheel, which has two small archives in place of the extension's."""
    work = tmp_path_factory.mktemp("wheel")
    source = work / "source"
    names = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z", "server", "index", "deploy", "*.md",
         "LICENSE", "pyproject.toml"],
        cwd=ROOT, capture_output=True, check=True, text=True,
    ).stdout  # fmt: skip
    for name in filter(None, names.split("\0")):
        if (ROOT / name).is_file():
            (source / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / name, source / name)
    archives = source / "deploy" / "wheel" / "rejoinder" / "extension"
    archives.mkdir()
    for browser in ("chrome", "firefox"):
        with zipfile.ZipFile(archives / f"rejoinder-{browser}-0.1.0.zip", "w") as archive:
            archive.writestr("manifest.json", "{}")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(work)],
        cwd=source, check=True, capture_output=True,
    )  # fmt: skip
    (wheel,) = work.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(work / "site")
    return work / "site"


def run(installed: Path, *arguments: str, cwd: Path) -> subprocess.Popen[str]:
    """Run the command in a process that finds the wheel's packages first."""
    environment = clean_environment() | {"PYTHONPATH": str(installed), "XDG_DATA_HOME": str(cwd)}
    return subprocess.Popen(
        [sys.executable, "-m", "rejoinder", *arguments],
        cwd=cwd, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    )  # fmt: skip


def test_one_package_and_no_other(installed: Path) -> None:
    assert {path.name for path in installed.iterdir() if path.suffix != ".dist-info"} == {"rejoinder"}
    assert (installed / "rejoinder" / "py.typed").is_file()
    assert not [path for path in installed.rglob("*") if "tests" in path.parts]


@pytest.fixture
def demo(installed: Path, tmp_path: Path) -> Iterator[str]:
    port = free_port()
    process = run(installed, "demo", "--port", str(port), cwd=tmp_path)
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        assert "Traceback" not in process.communicate(timeout=30)[0]


def test_the_demo_runs(demo: str) -> None:
    for _ in range(900):
        try:
            if httpx.get(f"{demo}/healthz").status_code == 200:
                break
        except httpx.TransportError:
            time.sleep(0.5)
    assert "Rejoinder" in httpx.get(f"{demo}/").text
    text = "The Great Wall of China is visible from space with the naked eye."
    (match,) = httpx.post(f"{demo}/v1/match", json={"text": text}, timeout=60).json()["matches"]
    assert match["relation"] == "repeats"


def test_the_extension_is_written(installed: Path, tmp_path: Path) -> None:
    for _ in range(2):  # a second run replaces what is there
        process = run(installed, "extension", "here", cwd=tmp_path)
        said, _ = process.communicate(timeout=60)
        assert process.returncode == 0, said
    assert "chrome://extensions" in said
    assert all((tmp_path / "here" / browser / "manifest.json").is_file() for browser in ("chrome", "firefox"))


def test_what_somebody_else_put_there_stays(installed: Path, tmp_path: Path) -> None:
    own = tmp_path / "mine" / "firefox" / "manifest.json"
    own.parent.mkdir(parents=True)
    own.write_text("{}")
    process = run(installed, "extension", "mine", cwd=tmp_path)
    said, _ = process.communicate(timeout=60)
    assert process.returncode == 1
    assert "was not written by this command" in said
    assert own.is_file() and not (tmp_path / "mine" / "chrome").exists()
