"""A restore brings back what was backed up: cases, edits, silences, publishers, the key of passage hashes."""

from __future__ import annotations

import io
import shutil
import stat
import tarfile
from pathlib import Path

import pytest
from click.testing import CliRunner

from index.admin_state.database import State
from index.admin_state.edits import Edits
from index.admin_state.feedback import ACCEPTED, FeedbackQueue
from index.errors import IndexDamagedError, IndexMissingError
from index.storage.backup import BackupError, backup, restore
from index.storage.build import apply_edits
from index.storage.generations import live_name, path_of, verify
from index.storage.library import Library
from server.admin.accounts import Accounts
from server.app import create_app
from server.cli import cli
from server.config.settings import Settings
from tests.server.case_file import BRIDGE, DISCLAIMER, HONEY
from tests.server.conftest import PATIENT


@pytest.fixture
def used(folder: Path) -> Path:
    """An index with a correction, a deletion, a silenced match and somebody who is signed in."""
    state = State(folder)
    case = Library(folder).current().case("bridge")
    assert case is not None
    edits = Edits(state)
    edits.change(case, {"response": "Corrected by hand."}, "anna")
    edits.delete("turbines", "anna")
    apply_edits(folder)
    client = create_app(Settings(index=folder)).test_client()
    match = client.post("/v1/match", json={"text": HONEY}).get_json()["matches"][0]
    number = FeedbackQueue(state).add(case_id=match["case"], passage=match["passage"], generation="g")
    FeedbackQueue(state).decide(number, ACCEPTED, "anna")
    Accounts(state).new_token("anna")
    return folder


def lines(folder: Path) -> list[str]:
    """Every live case."""
    return [case.to_json() for case in Library(folder).current().cases()]


def test_a_restored_index_answers_as_the_one_that_was_backed_up(used: Path, tmp_path: Path) -> None:
    file, other = tmp_path / "backup.tar.gz", tmp_path / "restored"
    made = backup(used, file)
    assert made.cases == len(Library(used).current()) + 1
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    report = restore(file, other)
    assert (report.edited, report.withheld) == (1, 1)
    assert verify(other) == []
    assert [c.to_json() for c in Library(other).current().cases()] == [
        c.to_json() for c in Library(used).current().cases()
    ]
    assert Library(other).secret() == Library(used).secret()
    body = {"text": f"{BRIDGE}\n\n{HONEY}"}
    before, after = (
        create_app(Settings(index=f, **PATIENT)).test_client().post("/v1/match", json=body).get_json()
        for f in (used, other)
    )
    assert before["matches"] == after["matches"]
    assert [m["case"] for m in after["matches"]] == ["bridge"]
    assert after["disclaimers"]["ravna"]["text"] == DISCLAIMER
    edits = Edits(State(other))
    edits.withdraw("turbines", "boris")
    apply_edits(other)
    assert Library(other).current().case("turbines") is not None
    assert [c.who for c in edits.history("turbines")] == ["boris", "anna"]


def test_nobody_is_signed_in_after_a_restore(used: Path, tmp_path: Path) -> None:
    backup(used, tmp_path / "b")
    restore(tmp_path / "b", tmp_path / "restored")
    assert Accounts(State(tmp_path / "restored")).sign_out_everybody() == 0
    assert Accounts(State(used)).sign_out_everybody() == 1


def test_an_index_is_replaced_only_when_that_is_said(used: Path, tmp_path: Path) -> None:
    backup(used, tmp_path / "b")
    with pytest.raises(BackupError, match="--replace"):
        restore(tmp_path / "b", used)
    Edits(State(used)).withdraw("bridge", "anna")
    apply_edits(used)
    restore(tmp_path / "b", used, replace=True)
    case = Library(used).current().case("bridge")
    assert case is not None
    assert case.response == "Corrected by hand."


@pytest.mark.parametrize("part", (*range(0, 100, 7), 99))
def test_a_damaged_backup_is_refused_and_changes_nothing(used: Path, tmp_path: Path, part: int) -> None:
    backup(used, tmp_path / "b")
    raw = bytearray((tmp_path / "b").read_bytes())
    raw[len(raw) - 6 if part == 99 else len(raw) * part // 100] ^= 0x10  # the last byte is in the checksum
    (tmp_path / "b").write_bytes(raw)
    live, state, cases = live_name(used), (used / "state.sqlite").read_bytes(), lines(used)
    try:
        restore(tmp_path / "b", used, replace=True)
    except BackupError:
        assert (used / "state.sqlite").read_bytes() == state
        assert live_name(used) == live
    else:
        # in a run of zeros, a wrong distance can give the same bytes, so nothing is damaged
        assert part not in (0, 99)
        assert lines(used) == cases


def test_an_archive_that_leads_elsewhere_is_refused(tmp_path: Path) -> None:
    evil = tmp_path / "evil.tar.gz"
    with tarfile.open(evil, "w:gz") as tar:
        member = tarfile.TarInfo("../../outside")
        member.size = 2
        tar.addfile(member, io.BytesIO(b"no"))
    with pytest.raises(BackupError, match="which no backup does"):
        restore(evil, tmp_path / "index")
    assert not (tmp_path / "index").exists()


def test_a_damaged_index_is_not_backed_up(used: Path, tmp_path: Path) -> None:
    path = path_of(used, live_name(used)) / "cases.jsonl"
    raw = bytearray(path.read_bytes())
    raw[100] ^= 1
    path.write_bytes(raw)
    with pytest.raises(IndexDamagedError, match=r"cases\.jsonl"):
        backup(used, tmp_path / "b")
    assert list(tmp_path.glob("*b*.*")) == []


def test_a_restore_that_fails_leaves_the_state_before(
    used: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    backup(used, tmp_path / "b")
    state = (used / "state.sqlite").read_bytes()
    shutil.rmtree(used / "generations")
    (used / "generations").write_text("no folder, so that the build fails")
    with pytest.raises(Exception):  # noqa: B017
        restore(tmp_path / "b", used, replace=True)
    assert (used / "state.sqlite").read_bytes() == state


def test_the_command_line(used: Path, tmp_path: Path) -> None:
    file = str(tmp_path / "b.tar.gz")
    made = CliRunner().invoke(cli, ["backup", file, "--index", str(used)])
    assert made.exit_code == 0, made.output
    assert "cases of generation" in made.output
    again = CliRunner().invoke(cli, ["restore", file, "--index", str(tmp_path / "new")])
    assert again.exit_code == 0, again.output
    assert verify(tmp_path / "new") == []
    refused = CliRunner().invoke(cli, ["restore", file, "--index", str(used)])
    assert refused.exit_code == 1
    none = CliRunner().invoke(cli, ["restore", str(tmp_path / "none"), "--index", str(tmp_path / "other")])
    assert (none.exit_code, (tmp_path / "other").exists()) == (1, False)
    with pytest.raises(IndexMissingError):
        backup(tmp_path, tmp_path / "x")
