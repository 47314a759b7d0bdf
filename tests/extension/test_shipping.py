"""What ships: two archives, the same byte for byte wherever they are made, with every permission explained."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import zipfile
from pathlib import Path

from tests.conftest import ROOT, require

EXTENSION = ROOT / "extension"


def archives(folder: Path) -> dict[str, bytes]:
    done = subprocess.run(["npm", "run", "zip"], cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return {path.name: path.read_bytes() for path in folder.glob("*.zip")}


def test_archives_are_the_same_bytes_anywhere(tmp_path: Path) -> None:
    require((EXTENSION / "node_modules").is_dir(), "the extension's packages are not installed: npm ci in extension/")
    elsewhere = tmp_path / "another place"
    left_out = shutil.ignore_patterns("node_modules", "dist", "*.zip")
    shutil.copytree(EXTENSION, elsewhere, ignore=left_out, copy_function=shutil.copyfile)
    (elsewhere / "node_modules").symlink_to(EXTENSION / "node_modules")
    here = archives(EXTENSION)
    there = archives(elsewhere)
    assert sorted(here) == sorted(there)
    assert len(here) == 2
    assert all(here[name] == there[name] for name in here)


def test_archives_hold_the_build(tmp_path: Path) -> None:
    require((EXTENSION / "node_modules").is_dir(), "the extension's packages are not installed: npm ci in extension/")
    for name in archives(EXTENSION):
        target = name.split("-")[1]
        with zipfile.ZipFile(EXTENSION / name) as archive:
            assert archive.testzip() is None
            folder = EXTENSION / "dist" / target
            files = sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file())
            assert sorted(archive.namelist()) == files
            assert all(archive.read(file) == (folder / file).read_bytes() for file in files)


def test_every_permission_is_explained(builds: Path) -> None:
    text = (EXTENSION / "PERMISSIONS.md").read_text(encoding="utf-8")
    for target in ("chrome", "firefox"):
        manifest = json.loads((builds / target / "manifest.json").read_text(encoding="utf-8"))
        assert "host_permissions" not in manifest
        assert "externally_connectable" not in manifest
        named = [*manifest["permissions"], *manifest["optional_host_permissions"]]
        gecko = manifest.get("browser_specific_settings", {}).get("gecko", {})
        for kinds in gecko.get("data_collection_permissions", {}).values():
            named += kinds
        named += [name for entry in manifest["web_accessible_resources"] for name in entry["resources"]]
        for name in named:
            assert f"`{name}`" in text, name


def test_every_threat_has_its_tests() -> None:
    """Every test that SECURITY.md names exists."""
    text = (EXTENSION / "SECURITY.md").read_text(encoding="utf-8")
    tests = "\n".join(path.read_text(encoding="utf-8") for path in Path(__file__).parent.glob("test_*.py"))
    rows = [line for line in text.splitlines() if line.startswith("| ") and not line.startswith(("| threat", "| ---"))]
    assert len(rows) > 20
    for row in rows:
        named = re.findall(r"`(test_\w+|[a-z]+\.test\.ts)`", row.rsplit("|", 2)[1])
        assert named, f"no test: {row}"
        for name in named:
            there = f"def {name}(" in tests if name.startswith("test_") else (EXTENSION / "test" / name).is_file()
            assert there, name
