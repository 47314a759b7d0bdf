"""The pack from the service and from the command line."""

from __future__ import annotations

import json
import shutil
import stat
import threading
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from flask.testing import FlaskClient

from index.admin_state.database import State
from index.case import SourceRecord
from index.pack import difference
from index.pack.reading import read
from index.pack.signature import public_key
from index.storage.backup import backup, restore
from index.storage.build import update
from index.storage.library import Library
from server.app import create_app
from server.cli import cli
from server.config.settings import Settings
from server.http.api_keys import Keys
from tests.server.case_file import CASES, DISCLAIMER, write_cases
from tests.server.conftest import Serve

PACK = "application/vnd.rejoinder.pack"
DIFFERENCE = "application/vnd.rejoinder.pack-difference"
WHALE = {"id": "whale", "source": "ravna", "title": "A whale swam up the Danube to Ravna"}


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(cli, ["pack", *map(str, arguments)])


def test_the_service_hands_out_the_pack_of_the_live_generation(client: FlaskClient, folder: Path) -> None:
    response = client.get("/v1/pack")
    assert (response.status_code, response.content_type) == (200, PACK)
    found = read(response.data, public_key(State(folder).pack_key()))
    assert found.header.generation == Library(folder).current().id
    assert found.header.cases == sum(case.get("verdict") != "true" for case in CASES)
    assert found.contents.publishers[0]["disclaimer"] == DISCLAIMER
    assert client.get("/v1/pack").data == response.data


def test_it_is_kept_by_caches_and_asked_for_with_its_etag(client: FlaskClient, folder: Path) -> None:
    response = client.get("/v1/pack")
    assert response.headers["Cache-Control"] == "public, max-age=3600"
    again = client.get("/v1/pack", headers={"If-None-Match": response.headers["ETag"]})
    assert (again.status_code, again.data, again.headers["ETag"]) == (304, b"", response.headers["ETag"])
    State(folder).set_source(SourceRecord(source="ravna", name="Ravna Checkers", disclaimer="By hand."))
    changed = client.get("/v1/pack", headers={"If-None-Match": response.headers["ETag"]})
    assert changed.status_code == 200
    assert read(changed.data).contents.publishers[0]["disclaimer"] == "By hand."
    assert len(list((folder / "packs").glob("*.pack"))) == 1


def test_it_needs_no_further_compression(client: FlaskClient) -> None:
    response = client.get("/v1/pack", headers={"Accept-Encoding": "gzip, br"})
    assert "Content-Encoding" not in response.headers
    assert read(response.data).header.cases
    assert client.head("/v1/pack").headers["Content-Length"] == str(len(response.data))


def test_who_needs_a_key_keeps_it_to_themselves(folder: Path) -> None:
    _, secret = Keys(State(folder)).create("reader")
    client = create_app(Settings(index=folder, require_keys=True)).test_client()
    assert client.get("/v1/pack").status_code == 401
    response = client.get("/v1/pack", headers={"Authorization": f"Bearer {secret}"})
    assert response.headers["Cache-Control"] == "private, max-age=3600"


def test_a_difference_leads_from_an_earlier_pack_to_the_live_one(
    client: FlaskClient, folder: Path, tmp_path: Path
) -> None:
    old = read(client.get("/v1/pack").data)
    update(folder, [str(write_cases(tmp_path / "more.jsonl", [WHALE]))])
    response = client.get("/v1/pack", query_string={"from": old.header.generation})
    whole = client.get("/v1/pack").data
    assert (response.status_code, response.content_type) == (200, DIFFERENCE)
    assert response.headers["ETag"] != client.get("/v1/pack").headers["ETag"]
    assert difference.apply(old, response.data) == whole
    assert len(response.data) < len(whole)
    again = client.get(
        "/v1/pack",
        query_string={"from": old.header.generation},
        headers={"If-None-Match": response.headers["ETag"]},
    )
    assert again.status_code == 304


@pytest.mark.parametrize("older", ["20200101T000000Z-000000", "nonsense", "../../state.sqlite", 'a"\r\nb', "é"])
def test_who_has_a_pack_that_is_not_known_gets_the_whole(client: FlaskClient, older: str) -> None:
    response = client.get("/v1/pack", query_string={"from": older})
    assert (response.status_code, response.content_type) == (200, PACK)
    assert read(response.data).header.cases


def test_a_name_that_is_too_long_is_refused(client: FlaskClient) -> None:
    response = client.get("/v1/pack", query_string={"from": "x" * 101})
    assert (response.status_code, response.get_json()["errors"][0]["pointer"]) == (422, "from")


def test_a_file_that_the_disk_altered_is_made_anew(folder: Path) -> None:
    whole = create_app(Settings(index=folder)).test_client().get("/v1/pack").data
    (path,) = (folder / "packs").glob("*.pack")
    path.write_bytes(whole[:-5] + b"wrong")
    assert create_app(Settings(index=folder)).test_client().get("/v1/pack").data == whole
    path.unlink()
    assert create_app(Settings(index=folder)).test_client().get("/v1/pack").data == whole


def test_where_packs_cannot_be_kept_they_are_given_all_the_same(folder: Path) -> None:
    (folder / "packs").write_text("a file where the folder would be")
    client = create_app(Settings(index=folder)).test_client()
    first = client.get("/v1/pack")
    assert first.status_code == 200
    assert client.get("/v1/pack").data == first.data


def test_packs_of_generations_that_are_gone_are_removed(folder: Path, tmp_path: Path) -> None:
    client = create_app(Settings(index=folder)).test_client()
    client.get("/v1/pack")
    first = Library(folder).current().id
    update(folder, [str(write_cases(tmp_path / "more.jsonl", [WHALE]))])
    shutil.rmtree(folder / "generations" / first)
    client.get("/v1/pack")
    assert [path.name.startswith(first) for path in (folder / "packs").glob("*.pack")] == [False]


def test_while_one_is_being_made_others_are_told_to_wait(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.pack.shelf.PATIENCE", 0.05)
    app = create_app(Settings(index=folder))
    shelf = app.extensions["rejoinder"].packs
    with shelf._one_maker():
        found: list[Any] = []
        asking = threading.Thread(target=lambda: found.append(app.test_client().get("/v1/pack")))
        asking.start()
        asking.join()
    assert (found[0].status_code, found[0].get_json()["type"]) == (503, "/problems/busy")
    assert app.test_client().get("/v1/pack").status_code == 200


def flip(path: Path) -> None:
    """Change a byte in the middle of a file, without changing its size."""
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)


def test_what_a_disk_altered_is_never_signed(folder: Path, tmp_path: Path) -> None:
    first = Library(folder).current().id
    update(folder, [str(write_cases(tmp_path / "more.jsonl", [WHALE]))])
    live = Library(folder).current().id
    flip(folder / "generations" / live / "cases.jsonl")
    done = run(tmp_path / "cases.pack", "--index", folder)
    assert (done.exit_code, f"generation {live} is damaged" in done.output) == (1, True)
    assert not (tmp_path / "cases.pack").exists()
    response = create_app(Settings(index=folder)).test_client().get("/v1/pack")
    assert read(response.data).header.generation == first  # the last good generation answers


def test_without_an_index_there_is_no_pack(tmp_path: Path) -> None:
    response = create_app(Settings(index=tmp_path)).test_client().get("/v1/pack")
    assert (response.status_code, response.get_json()["type"]) == (503, "/problems/index-unavailable")


def test_every_worker_gives_the_same(serve: Serve, folder: Path) -> None:
    running = serve(folder)
    found: set[bytes] = set()
    with running.client() as client:
        for _ in range(4):
            response = client.get("/v1/pack", headers={"Connection": "close"})
            assert response.status_code == 200
            found.add(response.content)
    assert len(found) == 1


def test_the_command_writes_what_the_service_gives(client: FlaskClient, folder: Path, tmp_path: Path) -> None:
    file = tmp_path / "cases.pack"
    done = run(file, "--index", folder)
    assert done.exit_code == 0, done.output
    assert file.read_bytes() == client.get("/v1/pack").data
    assert public_key(State(folder).pack_key()) in done.output
    told = json.loads(run(file, "--index", folder, "--json").output)
    assert (told["bytes"], told["cases"]) == (file.stat().st_size, read(file.read_bytes()).header.cases)
    assert stat.S_IMODE(file.stat().st_mode) & stat.S_IRUSR


def test_the_key_is_made_once_and_printed(folder: Path) -> None:
    first = run("--public-key", "--index", folder).output.strip()
    assert first == public_key(State(folder).pack_key())
    assert json.loads(run("--public-key", "--index", folder, "--json").output) == {"public_key": first}


def test_a_backup_keeps_the_key(folder: Path, tmp_path: Path) -> None:
    key = State(folder).pack_key()
    backup(folder, tmp_path / "backup.tar.gz")
    restore(tmp_path / "backup.tar.gz", tmp_path / "restored")
    assert State(tmp_path / "restored").pack_key() == key


def test_the_command_writes_a_difference(folder: Path, tmp_path: Path) -> None:
    old, new, change = tmp_path / "old.pack", tmp_path / "new.pack", tmp_path / "change.diff"
    assert run(old, "--index", folder).exit_code == 0
    update(folder, [str(write_cases(tmp_path / "more.jsonl", [WHALE]))])
    assert run(new, "--index", folder).exit_code == 0
    assert run(change, "--from", old, "--index", folder).exit_code == 0
    assert difference.apply(read(old.read_bytes()), change.read_bytes()) == new.read_bytes()


def test_the_command_checks_a_pack(folder: Path, tmp_path: Path) -> None:
    file = tmp_path / "cases.pack"
    run(file, "--index", folder, "--responses", "none")
    done = run("--check", file)
    assert done.exit_code == 0, done.output
    assert "intact" in done.output
    assert "without responses" in done.output
    other = run("--check", file, "--key", public_key(bytes(32)))
    assert (other.exit_code, "not by the one that you agreed to" in other.output) == (1, True)
    told = json.loads(run("--check", file, "--json").output)
    assert told["public_key"] == public_key(State(folder).pack_key())
    file.write_bytes(b"<html>")
    page = run("--check", file)
    assert (page.exit_code, "web page" in page.output) == (1, True)


@pytest.mark.parametrize(
    "arguments", [(), ("--responses", "some", "x"), ("--responses", "0", "x"), ("--public-key", "x")]
)
def test_wrong_usage(folder: Path, arguments: tuple[str, ...]) -> None:
    assert run(*arguments, "--index", folder).exit_code == 2


def test_nothing_is_left_of_a_pack_that_cannot_be_written(folder: Path, tmp_path: Path) -> None:
    done = run(tmp_path / "missing" / "cases.pack", "--index", folder)
    assert done.exit_code == 1
    assert list(tmp_path.iterdir()) == [folder]
