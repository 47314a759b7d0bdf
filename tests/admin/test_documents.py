"""docs/operations.md and deploy/ are true: every setting with its default, every command, every linked file."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import click
import pytest

from server.cli import cli
from server.config.settings import Settings, table
from tests.conftest import ROOT

TEXT = (ROOT / "docs" / "operations.md").read_text("utf-8")


@pytest.mark.parametrize(("name", "default", "meaning"), table(), ids=lambda value: str(value)[:40])
def test_every_setting_is_in_the_table(name: str, default: str, meaning: str) -> None:
    written = "the platform's data folder" if name == "REJOINDER_INDEX" else f"`{default}`" if default else "none"
    assert f"| `{name}` | {written} | {meaning} |" in TEXT


def test_every_command_that_is_named_exists() -> None:
    named = set(re.findall(r"\brejoinder ((?:index|admin|key|source) [a-z-]+|backup|restore|serve)\b", TEXT))
    assert len(named) >= 8
    for words in named:
        found: click.Command = cli
        for word in words.split():
            assert isinstance(found, click.Group), words
            named_one = found.get_command(click.Context(found), word)
            assert named_one is not None, words
            found = named_one


def test_every_file_that_is_linked_exists() -> None:
    links = re.findall(r"\]\((\.\./[^)]+)\)", TEXT)
    assert len(links) >= 3
    for link in links:
        assert (ROOT / "docs" / link).exists(), link


def test_the_settings_file_that_is_shipped_can_be_used() -> None:
    settings = Settings.load({"REJOINDER_CONFIG": str(ROOT / "deploy" / "rejoinder.toml")})
    assert settings.require_keys
    assert settings.trusted_proxies


def test_the_proxy_that_is_shipped_logs_no_request() -> None:
    caddy = (ROOT / "deploy" / "Caddyfile").read_text("utf-8")
    assert "http.log.access http.log.error http.handlers.reverse_proxy" in caddy
    assert not re.search(r"^\s*log\s*(\{|$)", caddy.partition("}\n\n")[2], re.MULTILINE)


def test_the_container_holds_what_the_service_needs_and_runs_without_root() -> None:
    dockerfile = (ROOT / "deploy" / "Dockerfile").read_text("utf-8")
    ignored = (ROOT / "deploy" / "Dockerfile.dockerignore").read_text("utf-8")
    copied = re.findall(r"^COPY (?!--from)(.+) \S+$", dockerfile, re.MULTILINE)
    for name in " ".join(copied).split():
        assert (ROOT / name).exists(), name
        assert f"!{name}" in ignored, name
    wheel = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["hatch"]["build"]["targets"]["wheel"]
    for name in wheel["only-include"]:  # hatchling silently leaves out what is missing
        assert any(name == given or name.startswith(f"{given}/") for given in " ".join(copied).split()), name
    assert "USER 10001" in dockerfile
    assert Path(ROOT / "deploy" / "compose.yaml").read_text("utf-8").count("read_only: true") == 2
