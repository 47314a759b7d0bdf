"""A builder publishes before it switches: of two builders one is told, and nothing that anybody needs is removed."""

from __future__ import annotations

import shutil
import threading
import time
from pathlib import Path

import pytest

from index.admin_state.database import State
from index.case import SourceRecord
from index.depot import machines as heartbeats
from index.depot.errors import DepotConflictError, DepotError, DepotRefusedError, DepotUnreachableError, UntrustedError
from index.depot.folder import FolderDepot
from index.depot.follower import Follower
from index.depot.live import LIVE, read_live
from index.depot.machines import Machine
from index.depot.machines import Machines as Heartbeats
from index.depot.protocol import Told
from index.pack.signature import public_key
from index.storage.backup import backup, restore
from index.storage.build import build, delete, update
from index.storage.generations import live_name, names, rollback, verify
from index.storage.library import Library
from server.http.api_keys import Keys
from tests.depot.conftest import KEPT, Machines, record_of, write_lines
from tests.index.conftest import claim

QUIET = lambda _phase, _done, _total: None  # noqa: E731


def in_depot(machines: Machines) -> set[str]:
    return {path.name for path in (machines.root / "depot" / "generations").iterdir()}


def live_there(machines: Machines) -> str:
    live = read_live(machines.depot, machines.key).live
    assert live is not None
    assert live.live is not None
    return live.live.generation


def test_every_kind_of_change_reaches_a_follower(published: Machines) -> None:
    first = live_name(published.folder)
    publication = published.builder()
    follower = published.follower()
    names_seen = [first]
    source = write_lines(published.root / "all.jsonl", *map(claim, range(5)))
    for change in (
        lambda: build(published.folder, [source], kept=KEPT, publication=publication).generation,
        lambda: (
            update(
                published.folder,
                [write_lines(published.root / "one.jsonl", claim(7))],
                kept=KEPT,
                publication=publication,
            ).generation
        ),
        lambda: delete(published.folder, ["c1"], kept=KEPT, publication=publication).generation,
        lambda: rollback(published.folder, None, publication),
    ):
        name = change()
        follower.look()
        assert published.live() == live_there(published) == live_name(published.folder) == name != names_seen[-1]
        names_seen.append(name)
    assert names_seen[-1] == names_seen[-3], "the rollback went back to what followers already had"


def test_a_machine_alone_needs_no_depot(published: Machines) -> None:
    before = live_there(published)
    update(published.folder, [write_lines(published.root / "one.jsonl", claim(7))], kept=KEPT)
    assert live_there(published) == before


def test_the_depot_is_asked_before_anything_is_built(published: Machines) -> None:
    before = names(published.folder)
    (published.root / "depot").rename(published.root / "away")
    with pytest.raises(DepotRefusedError, match="there is no folder"):
        published.update()
    assert names(published.folder) == before


class Failing(FolderDepot):
    """A depot whose server goes away at the n-th write of a kind."""

    def __init__(self, root: Path, kind: str, after: int) -> None:
        super().__init__(root)
        self._kind, self._left = kind, after
        self.applied = False  # whether the write happens, though its answer is lost

    def _count(self, kind: str) -> None:
        if kind == self._kind:
            self._left -= 1
        if self._left < 0:
            raise DepotUnreachableError("the server has gone away")

    def store(self, name: str, source: Path, told: Told) -> None:
        self._count("store")
        super().store(name, source, told)

    def write(self, name: str, data: bytes) -> None:
        self._count("write")
        super().write(name, data)

    def replace(self, name: str, data: bytes, tag: str | None) -> str:
        if self.applied and self._kind == "replace" and self._left == 0:
            super().replace(name, data, tag)
        self._count("replace")
        return super().replace(name, data, tag)


@pytest.mark.parametrize(("kind", "after"), [("store", 3), ("write", 0), ("write", 1), ("replace", 0)])
def test_a_depot_that_goes_away_while_it_is_published_to_loses_nothing(
    published: Machines, kind: str, after: int
) -> None:
    before = names(published.folder)
    published.depot = Failing(published.root / "depot", kind, after)
    with pytest.raises(DepotUnreachableError):
        published.update()
    published.depot = FolderDepot(published.root / "depot")
    assert names(published.folder) == before, "what was never live is not kept to go back to"
    assert live_name(published.folder) == live_there(published)
    name = published.update()
    published.follower().look()
    assert published.live() == name
    assert in_depot(published) <= set(names(published.folder)), "what the first try left there is gone"


@pytest.mark.parametrize("applied", [True, False])
def test_a_lost_answer_to_the_switch_is_found_out_later(
    published: Machines, applied: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = live_name(published.folder)
    failing = Failing(published.root / "depot", "replace", 1)
    failing.applied = applied
    read = failing.read
    monkeypatch.setattr(failing, "read", lambda name, most: failing._count("read") or read(name, most))
    monkeypatch.setattr(time, "sleep", lambda _: None)
    published.depot = failing
    with pytest.raises(DepotUnreachableError, match="it is not known whether"):
        published.update()
    published.depot = FolderDepot(published.root / "depot")
    new = names(published.folder)[-1]
    assert live_name(published.folder) == before != new
    published.builder().begin()
    assert live_name(published.folder) == live_there(published) == (new if applied else before)
    published.update()


def test_of_two_builders_at_once_one_is_told_and_keeps_what_it_had(published: Machines) -> None:
    twin = Path(shutil.copytree(published.folder, published.root / "twin"))
    (twin / "depot.json").unlink()
    before = live_name(twin)
    start, told = threading.Barrier(2), dict[str, DepotError]()

    def run(folder: Path, number: int) -> None:
        publication = published.builder(folder)
        begin = publication.begin

        def together() -> None:
            begin()
            start.wait(30)

        publication.begin = together  # type: ignore[method-assign]
        source = write_lines(published.root / f"{folder.name}.jsonl", claim(number))
        try:
            update(folder, [source], kept=KEPT, publication=publication)
        except DepotError as e:
            told[folder.name] = e

    builders = [threading.Thread(target=run, args=(folder, n)) for n, folder in enumerate((published.folder, twin), 10)]
    for thread in builders:
        thread.start()
    for thread in builders:
        thread.join()
    (loser,) = told
    assert isinstance(told[loser], DepotConflictError)
    assert "another builder changed" in str(told[loser])
    assert live_name(published.root / loser) == before
    assert names(published.root / loser) == [before]
    winner = published.folder if loser == "twin" else twin
    assert live_there(published) == live_name(winner) != before
    published.follower().look()
    assert published.live() == live_there(published)


def test_a_builder_whose_generation_is_not_the_depots_is_told_what_to_do(published: Machines) -> None:
    twin = Path(shutil.copytree(published.folder, published.root / "twin"))
    name = published.update()
    with pytest.raises(DepotConflictError, match=r"`rejoinder depot pull` takes over.*`rejoinder depot push`"):
        published.update(twin)
    published.builder(twin).push(QUIET)
    assert live_there(published) == live_name(twin) != name


def test_a_depot_of_another_installation_is_left_alone(published: Machines) -> None:
    before = (published.root / "depot" / LIVE).read_bytes()
    stranger = Path(shutil.copytree(published.folder, published.root / "stranger"))
    (stranger / "state.sqlite").unlink()
    (stranger / "depot.json").unlink()
    State(stranger).secret()
    for use in (published.builder(stranger).begin, lambda: published.builder(stranger).push(QUIET)):
        with pytest.raises(UntrustedError, match="is signed by another installation"):
            use()
    assert (published.root / "depot" / LIVE).read_bytes() == before


def test_a_switch_waits_for_the_machines_that_are_alive(published: Machines) -> None:
    follower, stop = published.follower(), threading.Event()
    seen: list[tuple[str, str]] = []

    def follow() -> None:
        while not stop.wait(0.02):
            live = follower.look()
            if live.next is not None:
                assert live.live is not None
                seen.append((live.next.generation, published.live()))

    thread = threading.Thread(target=follow)
    thread.start()
    try:
        old, new = published.live(), published.update(wait_seconds=30)
    finally:
        stop.set()
        thread.join()
    assert (new, old) in seen, "it was announced while the old one was served"
    switched = published.switched[-1]
    assert (switched.ready, switched.late) == ((record_of(published).machine,), ())


def test_a_switch_waits_no_longer_than_it_may_and_says_for_whom(published: Machines) -> None:
    begun = time.monotonic()
    published.update(wait_seconds=1)
    assert 1 <= time.monotonic() - begun < 20
    (late,) = published.switched[-1].late
    assert late == f"{record_of(published).machine} (it is still copying)"
    heartbeats.tell(published.depot, Machine("z", failed=[live_name(published.folder)], problem="no room"))
    begun = time.monotonic()
    published.follower().leave()
    published.builder().push(QUIET)
    assert published.switched[-1].late == ("z (no room)",), "nobody waits for a machine that cannot use it"


def test_machines_are_alive_by_the_depots_clock(published: Machines, monkeypatch: pytest.MonkeyPatch) -> None:
    (one,) = Heartbeats(published.depot).every()
    assert one.alive
    monkeypatch.setattr(time, "time", lambda: 0.0)  # this machine's clock is fifty years behind
    (one,) = Heartbeats(published.depot).every()
    assert one.alive
    monkeypatch.setattr(published.depot, "moment", lambda: 4e9)
    (one,) = Heartbeats(published.depot).every()
    assert not one.alive
    published.builder().prune()
    assert Heartbeats(published.depot).every() == [], "it has been silent for years"


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", '{"ready": 3}', '{"ready": ["../x"], "failed": [], "problem": 1, "version": []}', "[" * 9999],
)
def test_what_a_machine_tells_is_not_trusted(published: Machines, text: str) -> None:
    published.depot.write("machines/evil.json", text.encode())
    published.depot.write("machines/..%2f.json", b"{}")
    (evil, _) = sorted(Heartbeats(published.depot).every(), key=lambda machine: machine.name != "evil")
    assert evil.ready == evil.failed == []
    published.update()


def test_what_a_live_machine_serves_is_not_removed(published: Machines) -> None:
    first = published.live()
    for _ in range(KEPT.generations + 2):
        published.update()
        assert first in in_depot(published)
    assert first not in names(published.folder)
    published.follower().look()
    published.update()
    assert in_depot(published) == set(names(published.folder)) | {published.live()}


def test_pruning_removes_half_uploads_but_not_what_is_announced(published: Machines) -> None:
    live = live_there(published)
    half = "20200101T000000Z-abcdef"
    published.depot.write(f"generations/{half}/cases.jsonl", b"half")
    published.depot.write("generations/not a generation/x", b"somebody's")
    assert published.builder().prune() == [half]
    # a copy that was killed before its first file was whole leaves a folder without any object
    (published.root / "depot" / "generations" / half).mkdir()
    (published.root / "depot" / "generations" / half / ".cases.jsonl.host.1").write_bytes(b"ha")
    assert published.builder().prune() == [half]
    assert in_depot(published) == {live, "not a generation"}


def test_what_a_failed_upload_left_can_be_removed_at_once(published: Machines) -> None:
    """On a depot whose disk is full, the next upload would fail too."""
    live = live_there(published)
    published.depot = Failing(published.root / "depot", "store", 20)
    with pytest.raises(DepotUnreachableError):
        published.update()
    published.depot = FolderDepot(published.root / "depot")
    assert len(in_depot(published)) == 2
    (removed,) = published.builder().prune()
    assert in_depot(published) == {live} != {removed}
    published.follower().look()
    assert published.live() == live


def test_what_replies_depend_on_is_shared_without_a_build(published: Machines) -> None:
    record = SourceRecord(source="tests", name="The Tests", disclaimer="Made for tests.")
    follower, library = published.follower(), Library(published.root / "follower")
    own = Library(published.folder)
    assert library.secret() == own.secret()
    published.state.set_source(record)
    key, _secret = Keys(published.state).create("newsroom", 7)
    with published.state.transaction() as db:
        db.execute("INSERT INTO silence VALUES ('c1', 'passage', '2026-01-01', 'anna')")
    builder = published.builder()
    assert builder.has_news()
    builder.share_state()
    assert not builder.has_news()
    follower.look()
    assert library.sources(library.current())["tests"] == record
    assert [one.id for one in Keys(library.state).list()] == [key.id]
    assert library.silences() == own.silences() == {("c1", "passage")}
    with library.state.reading() as db:
        assert "anna" not in [row[0] for row in db.execute("SELECT who FROM silence")], "people stay on the builder"
    Keys(published.state).revoke(key.id)
    builder.share_state()
    follower.look()
    assert Keys(library.state).list()[0].revoked


def test_two_builders_do_not_overwrite_each_others_state(published: Machines) -> None:
    twin = Path(shutil.copytree(published.folder, published.root / "twin"))
    published.state.set_source(SourceRecord(source="tests", name="One"))
    published.builder().share_state()
    State(twin).set_source(SourceRecord(source="tests", name="Another"))
    assert published.builder(twin).has_news()
    with pytest.raises(DepotConflictError, match="another builder published its publishers and keys"):
        published.builder(twin).share_state()
    assert not published.builder().has_news()


def test_an_index_folder_is_no_depot(published: Machines) -> None:
    published.depot = FolderDepot(published.folder)
    with pytest.raises(DepotRefusedError, match="is the folder of an index"):
        published.update()


def test_a_machine_that_replaces_the_builder_takes_over(published: Machines, tmp_path: Path) -> None:
    """It has the backup's state, and so the key, but an index that was built from the backup's cases."""
    published.update()
    backup(published.folder, tmp_path / "backup")
    name = published.update()
    restored = tmp_path / "machines" / "restored"
    restore(tmp_path / "backup", restored, keep_keys=lambda _keys, _people: True)
    with pytest.raises(DepotConflictError, match="or this index was restored"):
        published.update(restored)
    key = public_key(State(restored).depot_key())
    Follower(published.depot, key, restored, KEPT, lambda _: None, take_state=False).look()
    assert live_name(restored) == name
    State(restored).set_source(SourceRecord(source="tests", name="Restored"))
    published.builder(restored).share_state()
    new = published.update(restored)
    published.follower().look()
    assert published.live() == new
    assert State(published.root / "follower").sources()["tests"].name == "Restored"


def test_the_private_keys_stay_on_the_builder(published: Machines) -> None:
    private = [published.state.depot_key(), published.state.pack_key()]
    published.push()
    published.follower().look()
    everything = b"".join(
        path.read_bytes()
        for folder in ("depot", "follower")
        for path in (published.root / folder).rglob("*")
        if path.is_file()
    )
    for key in private:
        assert key not in everything
        assert key.hex().encode() not in everything


def test_a_folder_that_somebody_emptied_is_not_taken_for_a_new_depot(published: Machines) -> None:
    shutil.rmtree(published.root / "depot")
    (published.root / "depot").mkdir()  # as a mount point is, before it is mounted
    with pytest.raises(UntrustedError, match=r"LIVE is gone from .* mount the right folder"):
        published.update()
    published.push()
    published.follower().look()
    assert verify(published.root / "follower") == []
