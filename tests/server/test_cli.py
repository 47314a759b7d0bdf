"""The command line: what each command does, prints and returns."""

from __future__ import annotations

import contextlib
import json
import os
import pty
import subprocess
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner, Result

from server.cli import cli
from tests.server.case_file import BRIDGE, DISCLAIMER, SOURCE, write_cases
from tests.server.conftest import REJOINDER, clean_environment


def run(*arguments: str | Path, text: str | bytes | None = None, **environment: str) -> Result:
    env: dict[str, str | None] = {name: None for name in os.environ if name.startswith("REJOINDER_")}
    return CliRunner().invoke(cli, [str(a) for a in arguments], input=text, env=env | environment)


def run_json(*arguments: str | Path, text: str | None = None) -> Any:
    result = run(*arguments, "--json", text=text)
    assert result.exit_code == 0, result.stderr
    assert result.stderr == ""
    return json.loads(result.stdout)


@pytest.fixture
def cases(tmp_path: Path) -> Path:
    return write_cases(tmp_path / "cases.jsonl")


def test_build_tells_what_it_did(tmp_path: Path, cases: Path) -> None:
    result = run("index", "build", cases, "--index", tmp_path / "index")
    assert result.exit_code == 0
    assert "17 cases" in result.stdout
    assert "18 records read" in result.stdout
    assert "reading records" in result.stderr
    assert "\r" not in result.output


def test_a_dry_run_tells_what_would_change_and_a_shrink_is_refused_unless_forced(folder: Path, tmp_path: Path) -> None:
    one = write_cases(tmp_path / "one.jsonl", [{"id": "one", "source": "s", "title": "One claim and no other"}])
    looked = run("index", "build", "--dry-run", one, "--index", folder)
    assert looked.exit_code == 0
    assert "has 17 cases and would have 1:" in looked.stdout
    assert "17 removed" in looked.stdout
    assert "the disclaimer of ravna would be gone" in looked.stdout
    assert "would be refused" in looked.stderr
    refused = run("index", "build", one, "--index", folder)
    assert (refused.exit_code, "--force" in refused.stderr) == (1, True)
    assert run_json("index", "status", "--index", folder)["generations"][-1]["counts"]["cases"] == 17
    assert run_json("index", "build", one, "--force", "--index", folder)["preview"]["removed"] == 17


def test_match_says_how_many_it_leaves_out(tmp_path: Path, cases: Path) -> None:
    run("index", "build", cases, "--index", tmp_path / "index")
    text = "\n\n".join([BRIDGE] * 60)
    assert "60 matches in 60 paragraphs" in run("match", "--index", tmp_path / "index", text=text).stdout
    shown = run("match", "--index", tmp_path / "index", "--max-matches", "5", text=text).stdout
    assert "The first 5 of 60 matches in 60 paragraphs" in shown


def test_build_as_json(tmp_path: Path, cases: Path) -> None:
    report = run_json("index", "build", cases, "--index", tmp_path / "index")
    assert (report["cases"], report["records"], report["rejected"]) == (17, 18, [])
    assert report["generation"]
    assert set(report["parts"]) >= {"read", "fulltext", "matcher"}


def test_what_is_left_out_is_listed_with_file_line_and_reason(tmp_path: Path) -> None:
    bad = [{"id": f"bad-{n}", "source": "s", "title": ""} for n in range(30)]
    path = write_cases(tmp_path / "cases.jsonl", [{"id": "a", "source": "s", "title": "A claim of some length"}, *bad])
    result = run("index", "build", path, "--index", tmp_path / "index", "--rejected", tmp_path / "out.txt")
    assert result.exit_code == 0
    assert f"{path}:2: title" in result.stderr
    assert "and 10 more" in result.stderr
    lines = (tmp_path / "out.txt").read_text().splitlines()
    assert len(lines) == 30
    assert lines[-1].startswith(f"{path}:31: ")
    assert len(run_json("index", "build", path, "--index", tmp_path / "index")["rejected"]) == 30


def test_strict_refuses_and_changes_nothing(folder: Path, tmp_path: Path) -> None:
    before = run_json("index", "status", "--index", folder)["live"]
    path = write_cases(tmp_path / "bad.jsonl", [{"id": "a", "source": "s"}, {"id": "b", "source": "s", "title": "T"}])
    result = run("index", "build", "--strict", path, "--index", folder)
    assert result.exit_code == 1
    assert result.stderr.splitlines()[-1].startswith("rejoinder: ")
    assert run_json("index", "status", "--index", folder)["live"] == before


def test_update_delete_rollback_status_and_verify(folder: Path, tmp_path: Path) -> None:
    new = write_cases(
        tmp_path / "new.jsonl", [{"id": "lamp", "source": "ravna", "title": "A lamp in Brel speaks Latin"}]
    )
    assert run_json("index", "update", new, "--index", folder)["added"] == 1
    assert run_json("index", "delete", "lamp", "bridge", "--index", folder)["cases"] == 16
    assert "16 cases" in run("index", "status", "--index", folder).stdout
    assert run_json("index", "verify", "--index", folder)["intact"] is True
    name = run_json("index", "rollback", "--index", folder)["generation"]
    status = run_json("index", "status", "--index", folder)
    assert status["live"] == name
    assert [kept["counts"]["cases"] for kept in status["generations"] if kept["live"]] == [18]
    assert run("index", "verify", "--index", folder).stdout == "intact\n"


def test_verify_finds_an_altered_byte(folder: Path) -> None:
    path = next(folder.glob("generations/*/cases.jsonl"))
    raw = bytearray(path.read_bytes())
    raw[50] ^= 1
    path.write_bytes(raw)
    result = run("index", "verify", "--index", folder)
    assert result.exit_code == 1
    assert "cases.jsonl was altered" in result.stdout
    told = run("index", "verify", "--index", folder, "--json")
    assert (told.exit_code, json.loads(told.stdout)["intact"]) == (1, False)


def test_deleting_an_unknown_case_deletes_none(folder: Path) -> None:
    result = run("index", "delete", "bridge", "nobody", "--index", folder)
    assert result.exit_code == 1
    assert "nobody" in result.stderr
    assert run_json("search", "circus", "--index", folder)["total"] == 1


def test_sources(folder: Path) -> None:
    listed = {record["source"]: record for record in run_json("source", "list", "--index", folder)}
    assert listed["ravna"]["disclaimer"] == DISCLAIMER
    assert "disclaimer" not in listed["plain"]
    assert "none" in run("source", "list", "--index", folder).stdout
    text = "Set by hand.\nIn two lines.\n"
    assert (
        run(
            "source", "set", "plain", "--disclaimer-file", "-", "--name", "Plain", "--index", folder, text=text
        ).exit_code
        == 0
    )
    run_json("source", "set", "ravna", "--license", "CC0-1.0", "--index", folder)
    listed = {record["source"]: record for record in run_json("source", "list", "--index", folder)}
    assert listed["plain"] == {"type": "source", "source": "plain", "name": "Plain", "disclaimer": text.strip()}
    assert listed["ravna"] == SOURCE | {"license": "CC0-1.0"}


@pytest.mark.parametrize(
    "arguments", [["plain"], ["plain", "--disclaimer", "a", "--disclaimer-file", "-"], ["plain", "--nothing"], []]
)
def test_source_set_used_wrongly(folder: Path, arguments: list[str]) -> None:
    assert run("source", "set", *arguments, "--index", folder, text="").exit_code == 2


def test_a_source_key_that_cannot_be(folder: Path) -> None:
    result = run("source", "set", "two words", "--name", "x", "--index", folder)
    assert result.exit_code == 1
    assert result.stderr.startswith("rejoinder: source: ")


def test_search(folder: Path) -> None:
    result = run("search", "circus", "bridge", "--index", folder)
    assert result.exit_code == 0
    assert "The bridge over the Danube at Ravna was sold to a circus" in result.stdout
    assert "https://ravna.example/cases/bridge" in result.stdout
    assert DISCLAIMER[:40] in result.stdout
    assert (
        run_json("search", "--outlet", "Evening Siren", "--from", "2021", "--index", folder)["cases"][0]["id"]
        == "bridge"
    )
    assert run_json("search", "ferry", "--limit", "3", "--index", folder)["next_page_token"]
    assert "Did you mean: bridge" in run("search", "brigde", "--index", folder).stdout
    assert run("search", "--from", "yesterday", "--index", folder).exit_code == 1
    assert run("search", "--limit", "0", "--index", folder).exit_code == 2


def test_match_shows_passage_case_and_disclaimer(folder: Path, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text(f"<!doctype html><html><body><nav>Menu</nav><p>Hello.</p><p>{BRIDGE}</p></body></html>")
    result = run("match", page, "--index", folder)
    assert result.exit_code == 0
    assert "1 match in 2 paragraphs" in result.stdout
    assert "repeats" in result.stdout
    assert "https://ravna.example/cases/bridge" in result.stdout
    assert " ".join(DISCLAIMER.split()) in " ".join(result.stdout.split())
    reply = run_json("match", "--index", folder, text=f"Nothing.\n\n{BRIDGE}")
    (match,) = reply["matches"]
    assert (match["block"], match["quote"]) == ("b2", BRIDGE)
    assert reply["cases"]["bridge"]["disclaimer"] == DISCLAIMER


def test_match_says_that_a_page_denies_the_claim(folder: Path, tmp_path: Path) -> None:
    page = tmp_path / "check.html"
    page.write_text(f"<!doctype html><html><body><h2>The claim</h2><p>{BRIDGE}</p><p>Verdict: false</p></body></html>")
    result = run("match", page, "--index", folder)
    assert "repeats" not in result.stdout
    assert "the page denies the claim: “Verdict: false”" in result.stdout


def test_match_options(folder: Path) -> None:
    text = f"{BRIDGE}\n\nGhosts painted ferry number 3 on the lake of Brel in a single night."
    assert len(run_json("match", "--max-matches", "1", "--index", folder, text=text)["matches"]) == 1
    url = "https://siren.example/news/bridge?id=7"
    assert run_json("match", "--url", url, "--index", folder, text="Nothing.")["article"]["cases"] == ["bridge"]
    assert run("match", "--min-score", "2", "--index", folder, text=text).exit_code == 2
    assert run("match", "--index", folder, text="").exit_code == 1
    assert run("match", "/no/such/file", "--index", folder).exit_code == 2


def test_nothing_of_a_case_steers_the_terminal(tmp_path: Path) -> None:
    steering = "\x1b]0;owned\x07 \x1b[2J \u202e \x9b31m"
    fields = ("summary", "response", "claimant")
    case = {"id": "a", "source": "s", "title": f"Lamp {steering}", "url": f"https://a.example/{steering}"}
    path = write_cases(
        tmp_path / "c.jsonl",
        [case | dict.fromkeys(fields, f"A lamp {steering}"), {"type": "source", "source": "s", "disclaimer": steering}],
    )
    run("index", "build", path, "--index", tmp_path / "index")
    for command in (["search", "lamp"], ["source", "list"]):
        result = run(*command, "--index", tmp_path / "index")
        assert result.exit_code == 0
        assert not set("\x1b\x07\u202e\x9b") & set(result.output)


@pytest.mark.parametrize(
    "arguments",
    [
        ["index", "status"],
        ["index", "verify"],
        ["index", "rollback"],
        ["index", "update", "cases.jsonl"],
        ["index", "delete", "a"],
        ["source", "list"],
        ["search", "a"],
        ["match", "--url", "https://a.example"],
        ["serve"],
    ],
)
def test_without_an_index_every_command_says_so_in_one_line(tmp_path: Path, arguments: list[str]) -> None:
    result = run(*arguments, "--index", tmp_path / "none", text="A text.")
    assert result.exit_code == 1
    assert result.stderr.startswith("rejoinder: ")
    assert result.stderr.count("\n") == 1
    assert "index" in result.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ["--nothing"],
        ["nothing"],
        ["index"],
        ["index", "build"],
        ["index", "build", "a", "--format", "b"],
        ["serve", "--port", "0"],
        ["demo", "--port", "x"],
    ],
)
def test_wrong_usage(arguments: list[str]) -> None:
    assert run(*arguments).exit_code == 2


def test_a_source_that_is_not_there(folder: Path) -> None:
    result = run("index", "build", "/no/such/file.jsonl", "--index", folder)
    assert result.exit_code == 1
    assert "/no/such/file.jsonl" in result.stderr


def test_debug_shows_where_it_failed(tmp_path: Path) -> None:
    done = subprocess.run(
        [REJOINDER, "--debug", "search", "a", "--index", str(tmp_path)],
        capture_output=True,
        text=True,
        env=clean_environment(),
    )
    assert done.returncode == 1
    assert "Traceback" in done.stderr


def commands(group: click.Group, path: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    found, context = [], click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        found += commands(command, (*path, name)) if isinstance(command, click.Group) else [(*path, name)]
    return found


@pytest.mark.parametrize("command", commands(cli), ids=" ".join)
def test_help_is_worth_reading(command: tuple[str, ...]) -> None:
    result = run(*command, "--help")
    assert result.exit_code == 0
    assert len(result.stdout) > 200
    found: click.Command = cli
    for name in command:
        assert isinstance(found, click.Group)
        found = found.get_command(click.Context(found), name) or found
    assert all(parameter.help for parameter in found.params if isinstance(parameter, click.Option))
    if command not in (("settings",), ("extension",), ("models", "pull"), ("models", "show")):
        assert "--index" in result.stdout


def test_the_contracts_commands_are_there() -> None:
    assert set(commands(cli)) >= {
        *(("index", name) for name in ("build", "update", "delete", "status", "verify", "rollback")),
        ("source", "list"),
        ("source", "set"),
        ("search",),
        ("match",),
        ("serve",),
        ("demo",),
    }


def test_settings_lists_them_all() -> None:
    listed = {row["name"]: row for row in run_json("settings")}
    assert listed["REJOINDER_PORT"]["default"] == "8787"
    assert "REJOINDER_PORT\n" in run("settings").stdout
    wrong = run("settings", REJOINDER_PROT="1")
    assert (wrong.exit_code, "REJOINDER_PROT" in wrong.stderr) == (1, True)


def test_the_index_is_found_through_the_environment(folder: Path) -> None:
    assert run("index", "status", REJOINDER_INDEX=str(folder)).exit_code == 0


def test_the_installed_command_shows_a_bar_on_a_terminal_and_its_version(tmp_path: Path, cases: Path) -> None:
    master, slave = pty.openpty()
    command = [REJOINDER, "index", "build", str(cases), "--index", str(tmp_path / "index")]
    environment = clean_environment(TERM="xterm", COLUMNS="120")
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=slave, env=environment)
    os.close(slave)
    shown = b""
    with contextlib.suppress(OSError):  # end of input, as a terminal sends it
        while piece := os.read(master, 65536):
            shown += piece
    os.close(master)
    assert process.wait(30) == 0
    assert "full-text index" in shown.decode()
    assert "17/17" in shown.decode()
    version = subprocess.run([REJOINDER, "--version"], capture_output=True, text=True, env=clean_environment())
    assert version.stdout.startswith("rejoinder, version ")


def test_search_takes_signs_as_part_of_the_query(folder: Path) -> None:
    assert "only leaves out" in run("search", "-bridge", "--index", folder).stdout
    assert "only leaves out" in run("search", "-harbour", "--index", folder).stdout
    assert "No such option" in run("search", "--contry", "x", "--index", folder).stderr
