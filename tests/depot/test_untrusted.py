"""A follower opens nothing that its builder has not signed, says what was wrong, and goes on with what it has."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import pytest

from index.case import SourceRecord
from index.depot import generation_files, shared_state
from index.depot.errors import DepotRefusedError, UntrustedError, UnusableGenerationError
from index.depot.live import LIVE, Named, read_live, write_live
from index.depot.signing import seal
from index.errors import IndexWriteError, RejoinderError
from index.matcher.text import analysis
from index.pack.signature import public_key
from index.storage.generations import CURRENT
from tests.depot.conftest import Machines, record_of, rewrite

OTHER = b"another installation's key, 32 b"
Damage = Callable[[Machines, str], None]


def refused(machines: Machines, error: type[RejoinderError], words: str, part: str = "generation") -> None:
    """A follower refuses, names the part that is ill, and serves what it served before, without leftovers."""
    before = machines.live()
    follower = machines.follower()
    for _ in range(2):  # it does so again, and does not forget why
        with pytest.raises(error, match=words) as raised:
            follower.look()
    assert machines.live() == before
    machines.check_clean()
    record = record_of(machines)
    assert record.part == part
    assert record.problem == str(raised.value)


def flipped(data: bytes) -> bytes:
    return bytes([data[0] ^ 1]) + data[1:]


def manifest_changed(machines: Machines, name: str, change: Callable[[dict[str, Any]], None]) -> None:
    """Put another manifest into the depot, signed with the builder's own key, and make it live."""
    place = machines.root / "depot" / "generations" / name
    record = json.loads((place / "manifest.json").read_text())
    change(record)
    data = json.dumps(record).encode()
    (place / "manifest.json").write_bytes(data)
    sign_manifest(machines, name, machines.state.depot_key())


def sign_manifest(machines: Machines, name: str, private: bytes) -> None:
    place = machines.root / "depot" / "generations" / name
    wanted = Named(name, hashlib.sha256((place / "manifest.json").read_bytes()).hexdigest())
    signed = {"generation": name, "manifest": wanted.manifest}
    (place / "signature.json").write_bytes(seal(private, "generation", signed))
    seen = read_live(machines.depot, machines.key)
    assert seen.live is not None
    changed = replace(seen.live, sequence=seen.live.sequence + 1, live=wanted)
    write_live(machines.depot, machines.state.depot_key(), changed, seen)


def files(record: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = record["files"]
    return found


def escaping(path: str) -> Damage:
    def damage(machines: Machines, name: str) -> None:
        manifest_changed(machines, name, lambda record: files(record).update({path: {"bytes": 1, "sha256": "0" * 64}}))

    return damage


def larger(machines: Machines, name: str) -> None:
    rewrite(machines, f"generations/{name}/cases.jsonl", lambda data: data + b"{}\n")


def shorter(machines: Machines, name: str) -> None:
    rewrite(machines, f"generations/{name}/cases.jsonl", lambda data: data[:-1])


def altered(machines: Machines, name: str) -> None:
    for toc in (machines.root / "depot" / "generations" / name / "whoosh").glob("*.toc"):
        toc.write_bytes(flipped(toc.read_bytes()))


def half(machines: Machines, name: str) -> None:
    (machines.root / "depot" / "generations" / name / "signature.json").unlink()
    (machines.root / "depot" / "generations" / name / "cases.jsonl").unlink()


def file_gone(machines: Machines, name: str) -> None:
    (machines.root / "depot" / "generations" / name / "cases.jsonl").unlink()


def unsigned(machines: Machines, name: str) -> None:
    place = machines.root / "depot" / "generations" / name / "signature.json"
    place.write_text(json.dumps({"generation": name}))


def signed_by_another(machines: Machines, name: str) -> None:
    sign_manifest(machines, name, OTHER)


def manifest_altered(machines: Machines, name: str) -> None:
    rewrite(machines, f"generations/{name}/manifest.json", lambda data: data.replace(b'"cases"', b'"kases"'))


def linked(machines: Machines, name: str) -> None:
    path = machines.root / "depot" / "generations" / name / "cases.jsonl"
    shutil.move(path, machines.root / "elsewhere")
    path.symlink_to(machines.root / "elsewhere")


@pytest.mark.parametrize(
    ("damage", "words"),
    [
        (larger, r"cases\.jsonl .*is larger than the [\d,]+ bytes that its manifest states"),
        (shorter, r"cases\.jsonl .*has [\d,]+ bytes instead of the"),
        (altered, r"whoosh/_MAIN_1\.toc .*has another digest.*`rejoinder depot push`"),
        (half, "has no signature for this manifest: its upload was not completed"),
        (file_gone, r"cases\.jsonl .*is missing"),
        (unsigned, "is not signed"),
        (signed_by_another, "is signed by another installation: compare REJOINDER_DEPOT_KEY"),
        (manifest_altered, "the manifest of generation .* is missing or was altered"),
        (linked, "is a link or no file"),
        (escaping("../x"), r"names '../x', which is no file of a generation"),
        (escaping("/etc/passwd"), "which is no file of a generation"),
        (escaping("whoosh/../../../x"), "which is no file of a generation"),
        (escaping(".hidden"), "which is no file of a generation"),
        (escaping("manifest.json"), "which is no file of a generation"),
    ],
)
def test_what_is_not_as_the_builder_made_it_is_refused(published: Machines, damage: Damage, words: str) -> None:
    name = published.update()
    damage(published, name)
    refused(published, UntrustedError, words)
    assert not (published.root / "x").exists()
    assert not (published.root / "follower" / "x").exists()


def test_once_the_builder_pushes_again_a_follower_goes_on_at_once(published: Machines) -> None:
    name = published.update()
    altered(published, name)
    follower = published.follower()
    with pytest.raises(UntrustedError, match="has another digest"):
        follower.look()
    published.push()
    follower.look()
    assert published.live() == name
    assert record_of(published).problem == ""


def test_a_generation_of_another_schema_is_named(published: Machines) -> None:
    manifest_changed(published, published.update(), lambda record: record.update(schema=5))
    refused(
        published, UnusableGenerationError, r"another version of Rejoinder \(its schema is 5, here it is 6\): install"
    )


def test_a_generation_of_another_analysis_is_fetched_but_not_used(
    published: Machines, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = published.update()
    before = published.live()
    monkeypatch.setattr(analysis, "VERSION", analysis.VERSION + 1)
    with pytest.raises(UnusableGenerationError, match=r"cannot be used on this machine.*install the same here"):
        published.follower().look()
    monkeypatch.undo()
    assert published.live() == before != name
    published.follower().look()
    assert published.live() == name


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda _: b"{}", "LIVE .* is not signed"),
        (lambda _: b"\xff\xfe", "LIVE .* is not signed"),
        (lambda _: b"[" * 10_000, "LIVE .* is not signed"),
        (lambda data: data.replace(b"sequence", b"Sequence"), "LIVE .* is signed by another installation"),
        (lambda _: seal(OTHER, "live", {}), "LIVE .* is signed by another installation"),
        (lambda data: data + b" " * 2**17, "LIVE .* has more than the 65,536 bytes"),
    ],
)
def test_a_live_file_that_the_builder_did_not_write_is_refused(
    published: Machines, change: Callable[[bytes], bytes], words: str
) -> None:
    rewrite(published, LIVE, change)
    refused(published, UntrustedError, words)


def test_a_signature_counts_only_for_its_own_kind(published: Machines) -> None:
    """Otherwise a signed state, which may hold any text, could pass for a LIVE."""
    seen = read_live(published.depot, published.key)
    assert seen.live is not None
    record = asdict(replace(seen.live, sequence=99))
    rewrite(published, LIVE, lambda _: seal(published.state.depot_key(), "state", record))
    refused(published, UntrustedError, "is signed by another installation")


def test_an_older_live_file_that_is_put_back_is_refused(published: Machines) -> None:
    old = (published.root / "depot" / LIVE).read_bytes()
    published.update()
    published.follower().look()
    rewrite(published, LIVE, lambda _: old)
    refused(published, UntrustedError, "LIVE .* is older than the one that this machine saw before")
    with pytest.raises(UntrustedError, match="is older than what this machine wrote there"):
        published.update()
    published.push()
    published.follower().look()


def test_a_missing_live_file_is_named(published: Machines) -> None:
    (published.root / "depot" / LIVE).unlink()
    refused(published, UntrustedError, "there is no LIVE in .*`rejoinder depot push` on the builder")


def test_a_wrong_key_is_named(published: Machines) -> None:
    follower = published.follower("new", key=public_key(OTHER))
    with pytest.raises(UntrustedError, match="compare REJOINDER_DEPOT_KEY with what `rejoinder depot key` prints"):
        follower.look()
    assert not (published.root / "new" / CURRENT).exists()


def test_the_state_is_taken_only_from_the_builder(published: Machines) -> None:
    published.state.set_source(SourceRecord(source="tests", name="The Tests", disclaimer="Made for tests."))
    published.builder().share_state()
    digest = shared_state.digest_of(shared_state.collected(published.state))
    path = published.root / "depot" / "state" / f"{digest}.json"
    secret = (published.root / "follower" / "state.sqlite").read_bytes()
    path.write_bytes(seal(OTHER, "state", {}))
    refused(published, UntrustedError, "state/.* is signed by another installation")
    path.write_bytes(seal(published.state.depot_key(), "state", shared_state.collected(published.state) | {"a": 1}))
    refused(published, UntrustedError, "state/.* was exchanged")
    path.unlink()
    refused(published, UntrustedError, "state/.* is missing")
    assert (published.root / "follower" / "state.sqlite").read_bytes() == secret


def test_a_depot_that_is_gone_disturbs_nothing(published: Machines) -> None:
    (published.root / "depot").rename(published.root / "away")
    refused(published, DepotRefusedError, "there is no folder", "depot")
    (published.root / "away").rename(published.root / "depot")
    published.follower().look()
    assert record_of(published).problem == ""


@pytest.fixture
def small_disk(published: Machines) -> Iterator[Path]:
    """A file system of 4 MB, on which a follower has the live generation."""
    disk = published.root / "small"
    disk.mkdir()
    mounted = ["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", str(disk)]
    if subprocess.run(mounted, capture_output=True, check=False).returncode:
        pytest.skip("a small file system cannot be mounted here (needs root)")
    shutil.copytree(published.root / "follower", disk / "follower")
    yield disk
    subprocess.run(["umount", "-l", str(disk)], check=True)


def test_a_disk_with_too_little_room_is_named_before_anything_is_fetched(published: Machines, small_disk: Path) -> None:
    before = published.live("small/follower")
    published.update()
    with pytest.raises(IndexWriteError, match=r"takes \d+ MB, and the disk of .* has \d+ MB free: make room"):
        published.follower("small/follower").look()
    assert published.live("small/follower") == before
    published.check_clean("small/follower")
    assert record_of(published, "small/follower").part == "disk"


def test_a_disk_that_fills_while_it_fetches_loses_nothing(
    published: Machines, small_disk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = published.live("small/follower")
    name = published.update()
    monkeypatch.setattr(generation_files, "_SPARE", 0)
    follower = published.follower("small/follower")
    with (small_disk / "filler").open("wb", buffering=0) as f:
        # something else fills the disk, all but the room for the first few files
        f.truncate(0)
        free = shutil.disk_usage(small_disk).free
        f.write(b"x" * (free - 100_000))
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: shutil._ntuple_diskusage(2**30, 0, 2**30))  # type: ignore[attr-defined]
    with pytest.raises(IndexWriteError, match="the disk is full"):
        follower.look()
    monkeypatch.undo()
    assert published.live("small/follower") == before
    published.check_clean("small/follower")
    (small_disk / "filler").unlink()
    monkeypatch.setattr(generation_files, "_SPARE", 0)
    published.follower("small/follower").look()
    assert published.live("small/follower") == name


def test_damage_on_this_disk_is_fetched_again(published: Machines) -> None:
    follower = published.follower()
    follower.look()
    name = published.live()
    damaged = published.root / "follower" / "generations" / name / "cases.jsonl"
    damaged.write_bytes(flipped(damaged.read_bytes()))
    follower.distrust(name)
    follower.look()
    assert published.live() == name
    published.check_clean()
