"""A builder or a follower that is killed at any moment leaves the old or the new generation live, and no leftovers."""

from __future__ import annotations

import os
import shutil
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import index.depot.builder
import index.depot.follower
import index.depot.generation_files
import index.storage.build
import index.storage.generations
from index.depot import local_record
from index.depot.folder import FolderDepot
from index.depot.live import read_live
from index.storage.generations import live_name, names, verify
from tests.depot.conftest import KEPT, Machines

Patch = Callable[[], None]


def die(*_: Any, **__: Any) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def at(number: int, name: str, where: Any = FolderDepot) -> Patch:
    """Die at the n-th call of a function."""

    def patch() -> None:
        real, calls = getattr(where, name), [0]

        def counted(*a: Any, **k: Any) -> Any:
            calls[0] += 1
            return die() if calls[0] == number else real(*a, **k)

        setattr(where, name, counted)

    return patch


def killed(patch: Patch, work: Callable[[], object]) -> None:
    """Do the work in a process that is killed at the point to which the patch leads."""
    child = os.fork()
    if child == 0:
        try:
            patch()
            work()
        finally:
            os._exit(1)
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status), "it was not killed: the test did not test it"
    assert os.WTERMSIG(status) == signal.SIGKILL


@pytest.mark.parametrize(
    ("patch", "is_live"),
    [
        (at(1, "replace"), False),  # before it is announced
        (at(2, "store"), False),  # while its files are uploaded
        (at(1, "write"), False),  # before the manifest
        (at(2, "write"), False),  # before the signature
        (at(2, "replace"), False),  # just before the depot's switch
        (at(1, "settle", index.depot.builder.Builder), True),  # after this machine's own switch
        (at(1, "switch", index.storage.build), True),  # before it
        (at(1, "prune", index.depot.builder), True),  # while leftovers are removed
    ],
)
def test_a_builder_that_is_killed(published: Machines, patch: Patch, is_live: bool) -> None:
    before = live_name(published.folder)
    killed(patch, published.update)
    assert verify(published.folder) == []
    live = read_live(published.depot, published.key).live
    assert live is not None
    assert live.live is not None
    assert (live.live.generation != before) == is_live
    published.follower().look()
    assert published.live() == live.live.generation
    # the next command ends what was begun, and removes what is left
    published.builder().begin()
    assert live_name(published.folder) == live.live.generation
    name = published.update()
    published.follower().look()
    assert published.live() == live_name(published.folder) == name
    published.check_clean("builder")
    there = {path.name for path in (published.root / "depot" / "generations").iterdir()}
    assert there <= set(names(published.folder))
    assert all((published.root / "depot" / "generations" / one / "signature.json").exists() for one in there)
    assert local_record.read(published.folder).pending == ""


@pytest.mark.parametrize(
    "patch",
    [
        at(3, "fetch"),  # while files are fetched
        at(3, "digest", index.depot.generation_files),  # while files that are here are copied
        at(1, "rename", Path),  # before it takes its place
        at(1, "switch", index.depot.follower),  # before the switch
        at(2, "replace", Path),  # while CURRENT or the record is written
        at(3, "replace", Path),
        at(1, "rmtree", index.storage.generations.shutil),  # while old ones are removed
    ],
)
def test_a_follower_that_is_killed(published: Machines, patch: Patch) -> None:
    for _ in range(KEPT.generations + 1):  # so that there are old ones to remove
        published.update()
        published.follower().look()
    before, new = published.live(), published.update()
    killed(patch, published.follower().look)
    assert published.live() in (before, new)
    published.follower().look()
    assert published.live() == new
    published.update()
    published.follower().look()
    published.check_clean()
    assert [path.name for path in (published.root / "follower").glob(".*")] == [".depot.lock"]


def test_a_follower_whose_first_fetch_is_killed_begins_again(published: Machines) -> None:
    shutil.rmtree(published.root / "follower")
    killed(at(3, "fetch"), published.follower().look)
    assert not (published.root / "follower" / "CURRENT").exists()
    published.follower().look()
    assert published.live() == live_name(published.folder)
    published.check_clean()
