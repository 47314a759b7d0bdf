"""A depot keeps whole objects, and lets only one of several writers replace one. Every implementation does the same."""

from __future__ import annotations

import hashlib
import os
import sys
import threading
from pathlib import Path

import pytest

from index.depot.address import open_depot
from index.depot.errors import DepotConflictError, DepotRefusedError, DepotUnreachableError, UntrustedError
from index.depot.folder import FolderDepot
from index.depot.protocol import Depot


@pytest.fixture(params=["folder", pytest.param("s3", marks=pytest.mark.toolchain)])
def depot(request: pytest.FixtureRequest, tmp_path: Path) -> Depot:
    if request.param == "folder":
        return FolderDepot(tmp_path)
    return open_depot(request.getfixturevalue("s3"))


def test_objects_are_written_read_listed_and_removed(depot: Depot) -> None:
    assert depot.read("LIVE", 10) is None
    before = depot.moment()
    depot.write("machines/a.json", b"one")
    depot.write("machines/a.json", b"two!")
    depot.write("generations/x/y/z", b"")
    found = depot.read("machines/a.json", 4)
    assert found is not None
    assert found.data == b"two!"
    with pytest.raises(UntrustedError, match="more than the 3 bytes"):
        depot.read("machines/a.json", 3)
    (entry,) = depot.list("machines/")
    assert (entry.name, entry.size) == ("machines/a.json", 4)
    assert before - 2 <= entry.changed <= depot.moment() + 2
    assert [entry.name for entry in depot.list("generations/")] == ["generations/x/y/z"]
    assert depot.list("state/") == []
    depot.delete("machines/a.json")
    depot.delete("machines/a.json")
    depot.delete_below("generations/x/")
    depot.delete_below("generations/x/")
    assert depot.list("machines/") == depot.list("generations/") == []


def test_a_file_is_copied_there_and_back(depot: Depot, tmp_path: Path) -> None:
    source, copy, told = tmp_path / "source", tmp_path / "copy", list[int]()
    source.write_bytes(os.urandom(20 * 2**20 + 7))
    depot.store("generations/x/big", source, told.append)
    assert sum(told) == source.stat().st_size
    digest = depot.fetch("generations/x/big", copy, source.stat().st_size, told.append)
    assert digest == hashlib.sha256(source.read_bytes()).hexdigest()
    assert copy.read_bytes() == source.read_bytes()


@pytest.mark.parametrize(("stated", "words"), [(9, "is larger than the 9 bytes"), (11, "has 10 bytes instead of")])
def test_no_byte_more_and_none_less_than_stated(depot: Depot, tmp_path: Path, stated: int, words: str) -> None:
    depot.write("x", b"0123456789")
    with pytest.raises(UntrustedError, match=words):
        depot.fetch("x", tmp_path / "copy", stated, lambda _: None)
    assert (tmp_path / "copy").stat().st_size <= stated
    with pytest.raises(UntrustedError, match="is missing"):
        depot.fetch("y", tmp_path / "other", stated, lambda _: None)


def test_a_replacement_needs_the_tag_that_is_there(depot: Depot) -> None:
    first = depot.replace("LIVE", b"1", None)
    with pytest.raises(DepotConflictError):
        depot.replace("LIVE", b"2", None)
    second = depot.replace("LIVE", b"3", first)
    with pytest.raises(DepotConflictError):
        depot.replace("LIVE", b"4", first)
    found = depot.read("LIVE", 10)
    assert found is not None
    assert (found.data, found.tag) == (b"3", second)
    depot.delete("LIVE")
    with pytest.raises(DepotConflictError):
        depot.replace("LIVE", b"5", second)


def test_of_several_writers_at_once_one_wins(depot: Depot) -> None:
    tag, wins = None, list[str]()

    def write(text: str, seen: str | None) -> None:
        try:
            depot.replace("LIVE", text.encode(), seen)
            wins.append(text)
        except DepotConflictError:
            pass

    for turn in range(10):
        writers = [threading.Thread(target=write, args=(f"{turn}-{n}", tag)) for n in range(4)]
        for writer in writers:
            writer.start()
        for writer in writers:
            writer.join()
        assert len(wins) == turn + 1
        found = depot.read("LIVE", 100)
        assert found is not None
        assert found.data.decode() == wins[-1]
        tag = found.tag


@pytest.mark.toolchain
@pytest.mark.parametrize(
    ("variable", "value", "address", "error", "words"),
    [
        ("AWS_SECRET_ACCESS_KEY", "wrong-secret", "s3://depot/x", DepotRefusedError, "correct AWS_SECRET_ACCESS_KEY"),
        ("AWS_ACCESS_KEY_ID", "nobody", "s3://depot/x", DepotRefusedError, "correct AWS_ACCESS_KEY_ID"),
        ("AWS_REGION", "us-east-1", "s3://no-such-bucket/x", DepotRefusedError, "no such bucket"),
        ("AWS_ENDPOINT_URL", "http://127.0.0.1:1", "s3://depot/x", DepotUnreachableError, "is the server up"),
        ("AWS_ENDPOINT_URL", "s3.example.org", "s3://depot/x", DepotRefusedError, "must be like https://"),
    ],
)
def test_what_is_wrong_with_a_bucket_is_told_without_secrets(
    s3: str,
    monkeypatch: pytest.MonkeyPatch,
    variable: str,
    value: str,
    address: str,
    error: type[Exception],
    words: str,
) -> None:
    monkeypatch.setenv(variable, value)
    with pytest.raises(error, match=words) as raised:
        open_depot(address).read("LIVE", 10)
    assert "wrong-secret" not in str(raised.value)
    assert "of-the-depot" not in str(raised.value)
    assert "\n" not in str(raised.value)


def test_a_bucket_without_its_client_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    """The default installation does not have it, and does not need it."""
    monkeypatch.delitem(sys.modules, "index.depot.s3", raising=False)
    monkeypatch.setitem(sys.modules, "obstore", None)
    monkeypatch.setitem(sys.modules, "obstore.exceptions", None)
    with pytest.raises(DepotRefusedError, match=r"needs the package obstore.*`pip install 'rejoinder\[depot\]'`"):
        open_depot("s3://depot/x")


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    depot = FolderDepot(tmp_path / "not-mounted")
    for use in (lambda: depot.read("LIVE", 9), lambda: depot.write("x", b""), lambda: depot.replace("x", b"", None)):
        with pytest.raises(DepotRefusedError, match=r"there is no folder .*not-mounted.*REJOINDER_DEPOT"):
            use()
    assert not (tmp_path / "not-mounted").exists()


def test_no_link_and_no_pipe_is_followed(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("secret")
    root = tmp_path / "depot"
    (root / "generations").mkdir(parents=True)
    depot = FolderDepot(root)
    (root / "LIVE").symlink_to(tmp_path / "secret")
    (root / "generations" / "x").symlink_to(tmp_path)
    os.mkfifo(root / "pipe")
    for name in ("LIVE", "generations/x/secret", "pipe"):
        with pytest.raises(UntrustedError, match=r"link|no plain file"):
            depot.read(name, 100)
        with pytest.raises(UntrustedError, match=r"link|no plain file"):
            depot.fetch(name, tmp_path / "copy", 6, lambda _: None)
    with pytest.raises(UntrustedError, match="through a link"):
        depot.write("generations/x/new", b"")
    assert not (tmp_path / "new").exists()
    assert [entry.name for entry in depot.list("generations/")] == []
