"""A build that is killed at any moment leaves the old or the new generation live and intact, and nothing locked."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from index.storage.build import build
from index.storage.generations import live_name, names, verify
from index.storage.library import Library
from index.storage.retention import Kept
from tests.index.conftest import WriteLines, claim

BUILD = """
import sys
from pathlib import Path
from index.storage.build import build
from index.storage.retention import Kept
print("begun", flush=True)
build(Path(sys.argv[1]), [sys.argv[2]], kept=Kept(generations=1, days=0))
print("done", flush=True)
"""
KILLS = 10


def _start(folder: Path, source: str) -> subprocess.Popen[str]:
    process = subprocess.Popen([sys.executable, "-c", BUILD, str(folder), source], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "begun\n"
    return process


def test_kills_at_ten_random_moments(folder: Path, lines: WriteLines) -> None:
    small = lines(*map(claim, range(40)), name="small.jsonl")
    large = lines(*map(claim, range(1500)), name="large.jsonl")
    build(folder, [small])
    begun = time.monotonic()
    with _start(folder, large) as process:
        process.wait(120)
    whole = time.monotonic() - begun
    seed = random.randrange(2**32)
    moments = random.Random(seed)
    outcomes = []
    for n in range(KILLS):
        # one kill in each tenth of a build's time, so that every phase is hit
        build(folder, [small])
        with _start(folder, large) as process:
            time.sleep(whole * (n + moments.random()) / KILLS)
            process.send_signal(signal.SIGKILL)
        assert verify(folder) == [], f"seed {seed}, kill {n}"
        generation = Library(folder).current()
        assert len(generation) in (40, 1500), f"seed {seed}, kill {n}"
        assert generation.search("lighthouse").total > 0
        assert generation.case("c7") is not None
        outcomes.append(len(generation))
    assert 40 in outcomes, "no kill came before the switch: the test did not test it"
    build(folder, [large])
    assert len(Library(folder).current()) == 1500
    assert live_name(folder) in names(folder)
    assert not list((folder / "generations").glob(".building-*")), "the next build clears away what a killed one left"


@pytest.mark.parametrize("point", ["rename", "replace", "rmtree"])
def test_a_kill_right_at_the_switch(folder: Path, lines: WriteLines, point: str) -> None:
    """The build is killed just before its folder is renamed, CURRENT is replaced, or old generations are removed."""
    patch = {
        "rename": "Path.rename = die",
        "replace": "Path.replace = die",
        "rmtree": "import shutil; shutil.rmtree = die",
    }[point]
    build(folder, [lines(claim(0))])
    build(folder, [lines(claim(0), claim(1))])
    before = names(folder)
    die = "import os, signal\nfrom pathlib import Path\ndef die(*a, **k): os.kill(os.getpid(), signal.SIGKILL)\n"
    script = f"{die}{patch}\n{BUILD}"
    source = lines(claim(0), claim(2), claim(3), name="third.jsonl")
    process = subprocess.run([sys.executable, "-c", script, str(folder), source], capture_output=True, check=False)
    assert process.returncode == -signal.SIGKILL
    assert verify(folder) == []
    assert len(Library(folder).current()) == (3 if point == "rmtree" else 2)
    # the generation that was to be removed is gone, and no half of it is left
    assert set(before) - set(names(folder)) == ({before[0]} if point == "rmtree" else set())
    build(folder, [source], kept=Kept(generations=1, days=0))
    # a generation whose build was killed before it went live is complete, and counts as an earlier one
    assert len(names(folder)) == (3 if point == "replace" else 2)
    assert all(verify(folder, name) == [] for name in names(folder))
    assert not list((folder / "generations").glob(".*")), "the next build clears away what a killed one left"
