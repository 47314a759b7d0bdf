"""The generations of an index folder: finding the live one, switching, rolling back, and checking them."""

from __future__ import annotations

import contextlib
import re
import shutil
from collections.abc import Iterator
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from index.admin_state.database import State
from index.admin_state.pause import PAUSED, pause, paused
from index.errors import (
    IndexDamagedError,
    IndexMissingError,
    RejoinderError,
    SchedulePausedError,
    SearchUnreachableError,
)
from index.files import disk_errors, sync, sync_tree, write_atomically
from index.search.embedded import EMBEDDED
from index.search.engine import Engine
from index.storage.generation import Contents, Generation, Manifest, full_check
from index.storage.lock import is_locked, lock_between_machines, writer_lock
from index.storage.publication import ALONE, OnPublish, Publication
from index.storage.retention import Kept, Stored, surplus

CURRENT = "CURRENT"
_NAME = re.compile(r"[0-9]{8}T[0-9]{6}Z-[0-9a-f]{6}", re.ASCII)
RESTORING = ".state.restoring."
_UNFINISHED, _REMOVED = ".building-", ".removed-"
PACKS = "packs"
DEPOT_RECORD, FOLLOWER_LOCK = "depot.json", "follower"  # see index/depot
_OWN = {
    CURRENT, "generations", "state.sqlite", "state.sqlite-journal", "lock", "writer", "jobs", "scheduler", PAUSED,
    PACKS, DEPOT_RECORD, FOLLOWER_LOCK,
}  # fmt: skip


def path_of(folder: Path, name: str) -> Path:
    """The folder of a generation."""
    return folder / "generations" / name


def is_name(text: str) -> bool:
    """Whether a text has the form of a generation's name."""
    return _NAME.fullmatch(text) is not None


def live_name(folder: Path) -> str:
    """The name of the live generation. Raises IndexMissingError or IndexDamagedError."""
    try:
        name = (folder / CURRENT).read_text("utf-8").strip()
    except FileNotFoundError:
        raise IndexMissingError(
            f"there is no index in {folder}: build one with `rejoinder index build --index {folder} SOURCE`"
        ) from None
    except (OSError, UnicodeDecodeError) as e:
        raise IndexDamagedError(f"{folder / CURRENT} cannot be read ({e}): is this an index folder?") from None
    if not _NAME.fullmatch(name):
        raise IndexDamagedError(f"{folder / CURRENT} does not name a generation: restore it, or build the index again")
    if not path_of(folder, name).is_dir():
        raise IndexDamagedError(f"the live generation {name} is gone from {folder}: build the index again")
    return name


def names(folder: Path) -> list[str]:
    """The names of finished generations, oldest first."""
    with contextlib.suppress(FileNotFoundError):
        return sorted(p.name for p in (folder / "generations").iterdir() if _NAME.fullmatch(p.name) and p.is_dir())
    return []


@contextlib.contextmanager
def writing(folder: Path, *, scheduled: bool = False) -> Iterator[None]:
    """Hold the writer lock for the block. Creates the folder if need be, and refuses a folder that is no index.

    Raises IndexBusyError, IndexWriteError or IndexMissingError, and SchedulePausedError for a scheduled import.
    """
    with disk_errors(folder, "Nothing was changed."):
        folder.mkdir(parents=True, exist_ok=True)
        others = sorted(p.name for p in folder.iterdir() if p.name not in _OWN and not p.name.startswith("."))
    if others and not (folder / CURRENT).exists():
        raise IndexMissingError(
            f"{folder} is neither an index nor empty (it holds {others[0]!r}): choose another folder"
        )
    with disk_errors(folder, "Nothing was changed."), contextlib.ExitStack() as stack:
        stack.enter_context(writer_lock(folder))
        if scheduled and paused(folder) is not None:
            raise SchedulePausedError(
                "scheduled imports are paused, because somebody rolled back to an earlier generation: resume them with "
                "`rejoinder index resume` or on the overview page"
            )
        (folder / "generations").mkdir(exist_ok=True)
        _remove_unfinished(folder)
        yield


@contextlib.contextmanager
def unfinished(folder: Path, name: str) -> Iterator[Path]:
    """A folder to build a generation in. It is removed if the block fails, and becomes the generation otherwise.

    A generation of the same name that is there already, such as a damaged one, is then removed.
    """
    path = folder / "generations" / f"{_UNFINISHED}{name}"
    try:
        path.mkdir()
        yield path
        sync_tree(path)
        _discard(folder, name)
        path.rename(path_of(folder, name))
        sync(folder / "generations")
    except BaseException:
        shutil.rmtree(path, ignore_errors=True)
        raise


def switch(folder: Path, name: str, kept: Kept) -> None:
    """Make a generation live atomically, then remove generations that need not be kept."""
    write_atomically(folder / CURRENT, name + "\n")
    previous = Manifest.read(path_of(folder, name)).previous
    stored = [Stored(one, _size(path_of(folder, one)), _is_correction(folder, one)) for one in names(folder)]
    free = shutil.disk_usage(folder).free
    for old in surplus(stored, name, previous, kept, free, datetime.now(UTC)):
        _discard(folder, old)


def publish(folder: Path, name: str, publication: Publication, on_publish: OnPublish) -> None:
    """Publish a generation that was just built, or remove it if that fails: it was never live anywhere."""
    try:
        publication.publish(name, on_publish)
    except BaseException:
        if not publication.pending(name):
            _discard(folder, name)
        raise


def _discard(folder: Path, name: str) -> None:
    """Remove a generation, if it is there and the disk allows it."""
    # rename it first, so that a kill in between leaves no half-removed generation to roll back to
    removed = path_of(folder, f"{_REMOVED}{name}")
    with contextlib.suppress(OSError):
        path_of(folder, name).rename(removed)
        shutil.rmtree(removed, ignore_errors=True)


def _size(path: Path) -> int:
    return sum(p.stat().st_size for p in path.rglob("*") if p.is_file())


def _is_correction(folder: Path, name: str) -> bool:
    """Whether a generation only applies edits to the previous one, so that it can be rebuilt from it."""
    with contextlib.suppress(IndexDamagedError):
        return bool(Manifest.read(path_of(folder, name)).settings.get("correction"))
    return False


def intact(folder: Path) -> Generation:
    """The live generation, after checking every file against its digest.

    Whatever is built from a generation must begin here: damage that is copied into a new generation would get a valid
    digest there. Raises IndexMissingError, or IndexDamagedError, which names the file and says what to do.
    """
    path = path_of(folder, live_name(folder))
    problem = next(full_check(path, Manifest.read(path)), None)
    if problem is not None:
        raise IndexDamagedError(
            f"generation {path.name} is damaged: {problem}. Nothing was changed, because a new generation would copy "
            "the damage: go back with `rejoinder index rollback`, or build the index again from its sources"
        )
    return Generation(path)


def rollback(
    folder: Path,
    to: str | None = None,
    publication: Publication = ALONE,
    on_publish: OnPublish = lambda _phase, _done, _total: None,
    *,
    state: State | None = None,
    engine: Engine = EMBEDDED,
) -> str:
    """Go back to a kept generation, by default to the one before the live one. Returns its name.

    The generation is checked and opened first. The one that was live is kept like any other. Scheduled imports are
    paused. No other machine that shares the `state` may be building.
    """
    name = live_name(folder)
    with writing(folder), lock_between_machines(state or State(folder)):
        publication.begin()
        name = live_name(folder)
        before = _target(folder, name, to)
        for problem in full_check(path_of(folder, before), Manifest.read(path_of(folder, before))):
            raise IndexDamagedError(
                f"generation {before} is damaged: {problem}; {name} stays live. `rejoinder index status` lists the "
                "others, and `rejoinder index rollback --to NAME` goes back to one of them"
            )
        with contextlib.suppress(SearchUnreachableError):  # whoever goes back is in need, and matching needs no search
            Generation(path_of(folder, before), engine=engine).check_fulltext()
        publication.publish(before, on_publish)
        with disk_errors(folder, f"{name} stays live."):
            pause(folder, before)
            write_atomically(folder / CURRENT, before + "\n")
        publication.settle()
        engine.settle(before, names(folder))
    return before


def _target(folder: Path, live: str, to: str | None) -> str:
    """The generation to go back to. Raises IndexMissingError if it is not kept."""
    kept = [name for name in names(folder) if name != live]
    if to is not None:
        if to == live:
            raise IndexMissingError(f"generation {to} is already live: nothing was changed")
        if to not in kept:
            raise IndexMissingError(f"there is no generation {to[:60]!r}. Kept are: {', '.join(kept) or 'none'}")
        return to
    before = _previous(folder, live, kept)
    if before is None:
        raise IndexMissingError(f"there is no generation before {live}: nothing to roll back to")
    return before


def _previous(folder: Path, live: str, kept: list[str]) -> str | None:
    """The previous generation that the manifest names; if it is gone or the manifest unreadable, the last older one."""
    with contextlib.suppress(IndexDamagedError):
        if (before := Manifest.read(path_of(folder, live)).previous) in kept:
            return before
    return next((other for other in reversed(kept) if other < live), None)


def verify(folder: Path, name: str | None = None) -> list[str]:
    """All problems of a generation (by default the live one): wrong digests, and parts that cannot be opened.

    The full text is checked but not opened: in a folder from somebody else, opening it could run their code.
    """
    path = path_of(folder, name or live_name(folder))
    try:
        problems = list(full_check(path, Manifest.read(path)))
        if not problems:
            contents = Contents(path)
            contents.check_parts()
            expected = contents.manifest.counts["cases"]
            if len(contents) != expected:
                problems.append(f"it holds {len(contents)} cases, its manifest says {expected}")
    except RejoinderError as e:
        problems = [str(e)]
    return problems


def status(folder: Path) -> dict[str, Any]:
    """Describe the live and the kept generations. Raises IndexMissingError or IndexDamagedError."""
    live = live_name(folder)
    kept = []
    for name in names(folder):
        path = path_of(folder, name)
        size = _size(path)
        try:
            manifest = Manifest.read(path)
            about: dict[str, Any] = {key: getattr(manifest, key) for key in ("built", "counts", "previous", "sources")}
        except IndexDamagedError as e:
            about = {"problem": str(e)}
        kept.append({"generation": name, "live": name == live, "bytes": size, **about})
    pausing = paused(folder)
    return {
        "folder": str(folder),
        "live": live,
        "generations": kept,
        "writing": is_locked(folder),
        "paused": asdict(pausing) if pausing is not None else None,
    }


def _remove_unfinished(folder: Path) -> None:
    """Remove what a killed build or restore left behind. The caller holds the lock, so nobody is building."""
    for start in (_UNFINISHED, _REMOVED):
        for path in (folder / "generations").glob(f"{start}*"):
            shutil.rmtree(path, ignore_errors=True)
    for path in (*folder.glob(f".{CURRENT}.*"), *folder.glob(f".{DEPOT_RECORD}.*"), *folder.glob(f"{RESTORING}*")):
        with contextlib.suppress(OSError):
            path.unlink()
