"""A build that is killed at any moment leaves the old or the new generation live and intact, and nothing locked."""

from __future__ import annotations

import os
import random
import shutil
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


BACKUP = """
import sys
from pathlib import Path
from index.storage.backup import backup
backup(Path(sys.argv[1]), Path(sys.argv[2]))
"""
RESTORE = """
import sys
from pathlib import Path
from index.storage.backup import restore
restore(Path(sys.argv[2]), Path(sys.argv[1]), replace=True)
"""
DIE = """
import os, pathlib, signal, tarfile, index.storage.backup
def die(*a, **k): os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.parametrize(
    ("script", "point"),
    [
        (BACKUP, "index.storage.backup.digest = die"),
        (BACKUP, "tarfile.TarFile.add = die"),
        (BACKUP, "pathlib.Path.replace = die"),
        (RESTORE, "index.storage.backup.build = die"),
        (RESTORE, "os.link = die"),
    ],
)
def test_what_a_killed_backup_or_restore_leaves_goes_with_the_next(
    folder: Path, lines: WriteLines, tmp_path: Path, script: str, point: str
) -> None:
    """Readers' feedback and the keys' digests may be in it, in the temporary folder as in the one of the backup."""
    temporary, kept = tmp_path / "temporary", tmp_path / "kept"
    temporary.mkdir()
    kept.mkdir()
    build(folder, [lines(claim(0), claim(1))])
    environment = os.environ | {"TMPDIR": str(temporary)}

    def run(code: str) -> int:
        arguments = [sys.executable, "-c", code, str(folder), str(kept / "backup.tar.gz")]
        return subprocess.run(arguments, env=environment, capture_output=True, check=False).returncode

    assert run(BACKUP) == 0
    before = {path.name for path in folder.iterdir()}
    assert run(f"{DIE}{point}\n{script}") == -signal.SIGKILL
    assert [path.name.rpartition("-")[0] for path in temporary.iterdir()] == [
        "rejoinder-backup" if script == BACKUP else "rejoinder-restore"
    ]
    # somebody else's folder of nearly the same name, to which nobody holds a lock either
    (kept / ".rejoinder-backups").mkdir(mode=0o700)
    assert run(BACKUP) == 0
    assert list(temporary.iterdir()) == []
    assert {path.name for path in kept.iterdir()} == {"backup.tar.gz", ".rejoinder-backups"}
    assert run(RESTORE) == 0
    left = {path.name for path in folder.iterdir()} - before
    assert not [name for name in left if "before-restore" not in name], left
    assert list(temporary.iterdir()) == []


def test_a_backup_leaves_alone_what_another_one_is_making(folder: Path, lines: WriteLines, tmp_path: Path) -> None:
    """Two indexes of one machine may be backed up at once, to one folder."""
    temporary, kept = tmp_path / "temporary", tmp_path / "kept"
    temporary.mkdir()
    kept.mkdir()
    build(folder, [lines(claim(0))])
    other = tmp_path / "other"
    shutil.copytree(folder, other)
    environment = os.environ | {"TMPDIR": str(temporary)}
    wait = "def wait(*a, **k): print('begun', flush=True); input(); return real(*a, **k)\n"
    patched = f"import tarfile\nreal = tarfile.TarFile.add\n{wait}tarfile.TarFile.add = wait\n{BACKUP}"
    arguments = [sys.executable, "-c", patched, str(folder), str(kept / "first")]
    with subprocess.Popen(
        arguments, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as first:
        assert first.stdout is not None
        assert first.stdout.readline() == "begun\n"
        held = [*temporary.iterdir(), *kept.iterdir()]
        assert len(held) == 2
        arguments = [sys.executable, "-c", BACKUP, str(other), str(kept / "second")]
        subprocess.run(arguments, env=environment, check=True)
        assert all(path.exists() for path in held)
        first.communicate("\n" * 10, timeout=60)
    assert first.returncode == 0
    assert {path.name for path in kept.iterdir()} == {"first", "second"}
    assert list(temporary.iterdir()) == []
