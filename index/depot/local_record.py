"""What a machine remembers of its depot, in INDEX/depot.json, for its other processes and for its next start."""

from __future__ import annotations

import contextlib
import dataclasses
import json
import os
import re
import secrets
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from filelock import FileLock

from index.files import write_atomically
from index.storage.generations import DEPOT_RECORD

_LOCK, _LOCK_SECONDS = ".depot.lock", 10.0
_UNFIT = re.compile(r"[^A-Za-z0-9.-]+", re.ASCII)


@dataclass(frozen=True, slots=True)
class Record:
    """What a machine remembers. Times are in seconds since the epoch by this machine's clock, 0 for never.

    machine: the name of this machine in the depot    key: the public key that signed what follows
    sequence: the highest sequence number of LIVE that was seen    live: the generation that LIVE named then
    state: the digest of the state that this machine has taken over or published
    pending: a generation that this builder may have made live, though it was killed before it knew
    behind: since when another generation is live than this machine serves
    problem: what is wrong, "" if nothing is    part: what is ill: depot, generation or disk    since: since when
    """

    machine: str = ""
    key: str = ""
    sequence: int = 0
    live: str = ""
    state: str = ""
    pending: str = ""
    behind: float = 0.0
    problem: str = ""
    part: str = ""
    since: float = 0.0


def read(folder: Path) -> Record:
    """The record of an index folder; an empty one if there is none, or if it cannot be read."""
    try:
        found = json.loads((folder / DEPOT_RECORD).read_text("utf-8"))
        known = {name: type(default) for name, default in asdict(Record()).items()}
        return Record(**{name: found[name] for name, kind in known.items() if type(found.get(name)) is kind})
    except (OSError, ValueError, AttributeError):
        return Record()


def change(folder: Path, **changes: Any) -> Record:
    """Change fields of the record, durably, and return it. Nothing is written if nothing changes.

    A command and the service may do so at once. Raises OSError if the disk refuses.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with FileLock(folder / _LOCK, timeout=_LOCK_SECONDS):
        before = read(folder)
        record = dataclasses.replace(before, machine=before.machine or _new_name(), **changes)
        if record != before:
            write_atomically(folder / DEPOT_RECORD, json.dumps(asdict(record), ensure_ascii=False) + "\n")
    return record


def for_key(folder: Path, key: str) -> Record:
    """The record, emptied of what another key signed."""
    if read(folder).key == key:
        return change(folder)
    return change(
        folder, key=key, sequence=0, live="", state="", pending="", behind=0.0, problem="", part="", since=0.0
    )


def ill(folder: Path, part: str, problem: str) -> Record:
    """Note what is wrong. The time since when stays while the same part is ill."""
    before = read(folder)
    since = before.since if before.problem and before.part == part else time.time()
    return change(folder, part=part, problem=problem, since=since)


def well(folder: Path) -> Record:
    """Note that nothing is wrong any more."""
    return change(folder, part="", problem="", since=0.0)


def looked(folder: Path) -> None:
    """Note that this machine's thread has just looked at the depot, with or without success."""
    with contextlib.suppress(OSError):
        os.utime(folder / DEPOT_RECORD)


def last_look(folder: Path) -> float:
    """When it last looked, in seconds since the epoch; now, if there is no record of it yet."""
    try:
        return (folder / DEPOT_RECORD).stat().st_mtime
    except OSError:
        return time.time()


def _new_name() -> str:
    """A name for this machine in the depot: its host name, and a random part, as containers share host names."""
    return f"{_UNFIT.sub('-', os.uname().nodename)[:60].strip('-.') or 'machine'}-{secrets.token_hex(3)}"
