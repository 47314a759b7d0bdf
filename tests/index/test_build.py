"""Building, updating and deleting: what the new generation holds, and that a refusal keeps the old one."""

from __future__ import annotations

import os
import subprocess
import threading
from pathlib import Path

import pytest

from index.errors import (
    DuplicateCaseError,
    IndexBusyError,
    IndexDamagedError,
    IndexMissingError,
    RejectedRecordsError,
    RejoinderError,
    SourceError,
    UnknownCaseError,
)
from index.storage.build import Progress, build, delete, update
from index.storage.generation import SCHEMA
from index.storage.generations import live_name, names, path_of, rollback, status, verify
from index.storage.library import Library
from index.storage.lock import is_locked, writer_lock
from index.storage.retention import Kept
from tests.index.conftest import WriteLines, claim


def test_a_build_can_be_read_searched_and_looked_up(folder: Path, lines: WriteLines) -> None:
    report = build(folder, [lines(*map(claim, range(6)))])
    generation = Library(folder).current()
    assert (report.cases, report.records, report.rejected) == (6, 6, [])
    assert [case.id for case in generation.cases()] == [f"c{n}" for n in range(6)]
    assert generation.case("c3") is not None
    assert generation.case("c9") is None
    assert generation.search("circus bridge").hits[0].case.id == "c0"
    assert generation.cases_for_url("http://www.example.com/news/2?utm_source=x#top") == ["c2"]
    assert generation.cases_for_url("https://web.archive.org/web/2020/https://example.com/news/2") == ["c2"]
    assert verify(folder) == []


def test_exact_duplicates_merge_and_are_counted(folder: Path, lines: WriteLines) -> None:
    report = build(folder, [lines(claim(0), claim(1), claim(0)), lines(claim(1), name="more.jsonl")])
    assert (report.cases, report.merged) == (2, 2)


def test_one_id_with_two_contents_names_both_places_and_builds_nothing(folder: Path, lines: WriteLines) -> None:
    first = lines(claim(0), name="first.jsonl")
    second = lines(claim(1), claim(0, title="Another claim", countries=["X"]), name="second.jsonl")
    with pytest.raises(DuplicateCaseError, match=r"'c0'.*title, countries.*first\.jsonl:1.*second\.jsonl:2"):
        build(folder, [first, second])
    with pytest.raises(IndexMissingError):
        live_name(folder)
    assert names(folder) == []


def test_bad_records_are_left_out_and_listed(folder: Path, lines: WriteLines) -> None:
    path = lines(claim(0), claim(1, title=""), claim(2))
    with Path(path).open("a") as f:
        f.write('{"id": "half')
    report = build(folder, [path])
    assert report.cases == 2
    assert [r.line for r in report.rejected] == [2, 4]
    assert report.rejected[0].reason.startswith("title: must not be empty")


def test_strict_refuses_and_keeps_what_was_live(folder: Path, lines: WriteLines) -> None:
    build(folder, [lines(claim(0))])
    live = live_name(folder)
    with pytest.raises(RejectedRecordsError, match="1 records") as caught:
        build(folder, [lines(claim(1), claim(2, title=""), name="bad.jsonl")], strict=True)
    assert len(caught.value.rejected) == 1
    assert live_name(folder) == live


def test_nothing_usable_is_an_error(folder: Path, lines: WriteLines) -> None:
    with pytest.raises(SourceError, match="no case in"):
        build(folder, [lines(claim(0, title=""))])


def test_update_adds_replaces_patches_and_keeps_the_rest(folder: Path, lines: WriteLines) -> None:
    build(folder, [lines(*map(claim, range(4)))])
    changes = [
        claim(1, title="Snow is a kind of paint", summary=""),
        claim(5),
        {"id": "c2", "keywords": ["turbines"]},
        {"id": "nobody", "keywords": ["x"]},
    ]
    report = update(folder, [lines(*changes, name="changes.jsonl")])
    assert (report.added, report.changed, report.patched, report.cases) == (1, 2, 1, 5)
    assert [(r.id, "not in the index" in r.reason) for r in report.rejected] == [("nobody", True)]
    generation = Library(folder).current()
    assert [hit.case.id for hit in generation.search("paint").hits] == ["c1"]
    assert "c1" not in {hit.case.id for hit in generation.search("hay fever").hits}
    assert generation.search("machines").hits[0].case.id == "c5"
    assert generation.search("", keyword="Turbines").hits[0].case.id == "c2"
    assert verify(folder) == []


def test_a_patch_may_stand_in_a_build(folder: Path, lines: WriteLines) -> None:
    build(folder, [lines({"id": "c0", "outlets": ["Gazette"]}, claim(0))])
    case = Library(folder).current().case("c0")
    assert case is not None
    assert case.outlets == ("Gazette",)


def test_an_update_with_nothing_new_makes_no_generation(folder: Path, lines: WriteLines) -> None:
    build(folder, [lines(claim(0), claim(1))])
    live = live_name(folder)
    assert update(folder, [lines(claim(1), name="same.jsonl")]).generation == live == live_name(folder)


def test_delete_takes_out_all_or_none(folder: Path, lines: WriteLines) -> None:
    build(folder, [lines(*map(claim, range(4)))])
    with pytest.raises(UnknownCaseError, match="c8"):
        delete(folder, ["c1", "c8"])
    assert Library(folder).current().case("c1") is not None
    assert delete(folder, ["c1", "c2"]).cases == 2
    generation = Library(folder).current()
    assert generation.case("c1") is None
    assert generation.search("").total == 2
    assert generation.cases_for_url("https://example.com/news/1") == []


def test_updates_and_deletes_agree_with_a_build_from_scratch(folder: Path, tmp_path: Path, lines: WriteLines) -> None:
    build(folder, [lines(*map(claim, range(30)))])
    for n in range(8):
        changed = claim(n, title=f"New words number {n} about a lighthouse")
        update(folder, [lines(changed, claim(100 + n), name="u.jsonl")])
        delete(folder, [f"c{20 + n}"])
    generation = Library(folder).current()
    whole = tmp_path / "whole.jsonl"
    whole.write_text("".join(case.to_json() + "\n" for case in generation.cases()), "utf-8")
    build(tmp_path / "other", [str(whole)])
    other = Library(tmp_path / "other").current()
    for query in ("lighthouse", "bees machines", "", "variant 28"):
        found, expected = generation.search(query, limit=100), other.search(query, limit=100)
        assert {hit.case.id for hit in found.hits} == {hit.case.id for hit in expected.hits}
        assert found.facets == expected.facets
    assert [case.id for case in generation.cases()] == [case.id for case in other.cases()]
    assert [hit.case.id for hit in generation.search("", limit=100).hits] == [
        hit.case.id for hit in other.search("", limit=100).hits
    ]
    for n in (0, 7, 20, 27, 107):
        url = f"https://web.archive.org/web/2020/https://example.com/news/{n}"
        assert generation.cases_for_url(url) == other.cases_for_url(url)
        since = f"2020-01-{n % 28 + 1:02d}"
        assert generation.search("", date_from=since).total == other.search("", date_from=since).total


def test_the_one_before_is_rolled_back_to(folder: Path, lines: WriteLines) -> None:
    for n in range(3):
        build(folder, [lines(claim(n))], kept=Kept(generations=1, days=0))
    second, _third = names(folder)
    library = Library(folder)
    assert library.current().case("c2") is not None
    assert rollback(folder) == second
    assert library.current().case("c1") is not None
    with pytest.raises(IndexMissingError, match="nothing to roll back to"):
        rollback(folder)
    assert status(folder)["live"] == second


def test_a_request_finishes_on_the_generation_it_began_with(folder: Path, lines: WriteLines) -> None:
    build(folder, [lines(claim(0))])
    library = Library(folder)
    held = library.current()
    for n in range(1, 4):
        build(folder, [lines(claim(n))])
    assert held.case("c0") is not None
    assert held.search("circus").total == 1
    assert library.current().case("c3") is not None


def test_a_disclaimer_comes_from_case_then_hand_then_import(folder: Path, lines: WriteLines) -> None:
    imported = {"type": "source", "source": "tests", "url": "https://example.org/", "disclaimer": "imported"}
    build(folder, [lines(imported, claim(0), claim(1, disclaimer="its own"))])
    library = Library(folder)
    generation = library.current()
    own, other = generation.case("c1"), generation.case("c0")
    assert own is not None
    assert other is not None
    assert library.disclaimer(other, generation).text == "imported"
    by_hand = generation.sources()["tests"].model_copy(update={"disclaimer": "by hand"})
    library.state.set_source(by_hand)
    assert library.disclaimer(other, generation).text == "by hand"
    assert library.disclaimer(own, generation).text == "its own"
    build(folder, [lines(claim(0))])
    assert library.disclaimer(other, library.current()).text == "by hand"


def test_progress_tells_every_phase_to_its_end(folder: Path, lines: WriteLines) -> None:
    seen: list[Progress] = []
    build(folder, [lines(*map(claim, range(6)))], progress=seen.append)
    last = {p.phase: p for p in seen}
    assert list(last) == ["read", "fulltext", "matcher", "verify"]
    assert all(last[phase].done == last[phase].total == 6 for phase in ("fulltext", "matcher", "verify"))


def test_the_parts_of_a_report_add_up_to_all_of_it(folder: Path, lines: WriteLines) -> None:
    reports = [
        build(folder, [lines(*map(claim, range(6)))]),
        update(folder, [lines(claim(1, title="A balloon"))]),
        update(folder, [lines(claim(1, title="A balloon"))]),  # changes nothing
        delete(folder, ["c2"]),
    ]
    for report in reports:
        assert report.seconds == pytest.approx(sum(report.parts.values()))
        assert all(seconds >= 0 for seconds in report.parts.values())
    assert list(reports[0].parts) == ["read", "compare", "store", "fulltext", "matcher", "vectors", "verify", "switch"]
    assert list(reports[1].parts) == ["open", *reports[0].parts]


def test_the_generation_of_another_version_is_refused_with_what_to_do(folder: Path, lines: WriteLines) -> None:
    build(folder, [lines(claim(0))])
    path = path_of(folder, live_name(folder)) / "manifest.json"
    path.write_text(path.read_text().replace(f'"schema": {SCHEMA}', '"schema": 5'))
    with pytest.raises(IndexDamagedError, match=r"made by another version.*`rejoinder index build`"):
        Library(folder).current()
    with pytest.raises(IndexDamagedError, match="made by another version"):
        update(folder, [lines(claim(1))])
    build(folder, [lines(claim(0))])
    assert Library(folder).current().case("c0") is not None


# ---- errors of the disk


def test_a_second_writer_is_refused_while_one_writes(folder: Path, lines: WriteLines) -> None:
    build(folder, [lines(claim(0))])
    with writer_lock(folder), pytest.raises(IndexBusyError, match="another build"):
        build(folder, [lines(claim(1))])
    build(folder, [lines(claim(1))])


def test_asking_whether_somebody_writes_keeps_no_writer_out(folder: Path, lines: WriteLines) -> None:
    """The question takes the lock for a moment, and the admin pages ask it all the time."""
    build(folder, [lines(claim(0))])
    enough = threading.Event()

    def ask() -> None:
        while not enough.wait(0.0002):
            is_locked(folder)

    asking = threading.Thread(target=ask)
    asking.start()
    try:
        for _ in range(300):
            with writer_lock(folder):
                pass
    finally:
        enough.set()
        asking.join()


def test_a_missing_half_written_or_foreign_folder_is_named(folder: Path, tmp_path: Path, lines: WriteLines) -> None:
    with pytest.raises(IndexMissingError, match="there is no index in"):
        Library(folder).current()
    foreign = tmp_path / "photos"
    foreign.mkdir()
    (foreign / "cat.jpg").write_bytes(b"x")
    with pytest.raises(IndexMissingError, match=r"neither an index nor empty.*cat\.jpg"):
        build(foreign, [lines(claim(0))])
    assert [p.name for p in foreign.iterdir()] == ["cat.jpg"]
    (foreign / "CURRENT").write_text("../../etc\n")
    with pytest.raises(IndexDamagedError, match="does not name a generation"):
        Library(foreign).current()
    build(folder, [lines(claim(0))])
    (path_of(folder, live_name(folder)) / "manifest.json").write_text('{"id": "half')
    with pytest.raises(IndexDamagedError, match="manifest"):
        Library(folder).current()
    build(folder, [lines(claim(1))])
    assert Library(folder).current().case("c1") is not None


def test_verify_finds_one_flipped_byte_in_any_file(folder: Path, lines: WriteLines) -> None:
    build(folder, [lines(*map(claim, range(6)))])
    path = path_of(folder, live_name(folder))
    files = [p for p in path.rglob("*") if p.is_file() and p.stat().st_size]
    assert len(files) > 10
    assert path / "manifest.json" in files
    for file in files:
        good = file.read_bytes()
        bad = bytearray(good)
        bad[len(bad) // 2] ^= 1
        file.write_bytes(bad)
        assert verify(folder), file
        file.write_bytes(good)
    assert verify(folder) == []


def test_a_damaged_successor_is_told_and_the_last_good_one_serves_on(folder: Path, lines: WriteLines) -> None:
    build(folder, [lines(claim(0))])
    library = Library(folder)
    good = library.current()
    bad = build(folder, [lines(claim(1))]).generation
    (path_of(folder, bad) / "cases.jsonl").unlink()
    assert library.current() is good
    assert library.problem is not None
    assert "cases.jsonl is missing" in library.problem
    rollback(folder)
    assert library.current() is good
    assert library.problem is None


def test_a_full_disk_leaves_the_old_index_live(tmp_path: Path, lines: WriteLines) -> None:
    small = tmp_path / "small"
    small.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(small)]
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("a small file system cannot be mounted here (needs root)")
    try:
        folder = small / "index"
        live = build(folder, [lines(claim(0))]).generation
        big = [claim(n, response=os.urandom(2000).hex()) for n in range(400)]
        with pytest.raises(RejoinderError, match=r"disk is full.*index stays as it was"):
            build(folder, [lines(*big)])
        assert live_name(folder) == live
        assert names(folder) == [live]
        assert verify(folder) == []
        assert Library(folder).current().case("c0") is not None
    finally:
        subprocess.run(["umount", str(small)], check=True)


def test_a_read_only_folder_is_said(folder: Path, lines: WriteLines) -> None:
    folder.parent.mkdir(exist_ok=True)
    folder.write_text("a file where the folder should be")
    with pytest.raises(RejoinderError, match="cannot write to the index"):
        build(folder, [lines(claim(0))])
