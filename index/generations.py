"""The generations of an index folder: which is live, switching, back to the one before, and whether one is intact."""

from __future__ import annotations

import contextlib
import re
import secrets
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from index.errors import IndexDamagedError, IndexMissingError, RejoinderError
from index.files import disk_errors, sync, sync_tree, write_atomically
from index.generation import Contents, Generation, Manifest, full_check
from index.lock import is_locked, writer_lock

CURRENT = "CURRENT"
_NAME = re.compile(r"[0-9]{8}T[0-9]{6}Z-[0-9a-f]{6}", re.ASCII)
_UNFINISHED = ".building-"
_OWN = {CURRENT, "generations", "state.sqlite", "state.sqlite-journal", "lock", "writer", "jobs", "scheduler"}


def new_name() -> str:
    """A name for a generation: when it was begun, and a random part, so that a clock that steps back does no harm."""
    return f"{datetime.now(UTC):%Y%m%dT%H%M%SZ}-{secrets.token_hex(3)}"


def path_of(folder: Path, name: str) -> Path:
    """Where a generation lies."""
    return folder / "generations" / name


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
    """Finished generations, oldest first by name."""
    with contextlib.suppress(FileNotFoundError):
        return sorted(p.name for p in (folder / "generations").iterdir() if _NAME.fullmatch(p.name) and p.is_dir())
    return []


@contextlib.contextmanager
def writing(folder: Path) -> Iterator[None]:
    """Make the folder where needed, refuse a folder of something else, and hold the writer lock.

    Raises IndexBusyError, IndexWriteError or IndexMissingError.
    """
    with disk_errors(folder, "Nothing was changed."):
        folder.mkdir(parents=True, exist_ok=True)
        others = sorted(p.name for p in folder.iterdir() if p.name not in _OWN and not p.name.startswith("."))
    if others and not (folder / CURRENT).exists():
        raise IndexMissingError(
            f"{folder} is not an index and not empty (it holds {others[0]!r}): choose another folder"
        )
    with disk_errors(folder, "Nothing was changed."), contextlib.ExitStack() as stack:
        stack.enter_context(writer_lock(folder))
        (folder / "generations").mkdir(exist_ok=True)
        _remove_unfinished(folder)
        yield


@contextlib.contextmanager
def unfinished(folder: Path, name: str) -> Iterator[Path]:
    """A folder to build a generation in; it is removed when the block fails, and becomes the generation when not."""
    path = folder / "generations" / f"{_UNFINISHED}{name}"
    try:
        path.mkdir()
        yield path
        sync_tree(path)
        path.rename(path_of(folder, name))
        sync(folder / "generations")
    except BaseException:
        shutil.rmtree(path, ignore_errors=True)
        raise


def switch(folder: Path, name: str) -> None:
    """Make a generation live, atomically, then remove all but it and the one before it."""
    write_atomically(folder / CURRENT, name + "\n")
    keep = {name, Manifest.read(path_of(folder, name)).previous}
    for old in names(folder):
        if old not in keep:
            shutil.rmtree(path_of(folder, old), ignore_errors=True)


def rollback(folder: Path) -> str:
    """Go back to the generation before the live one. Returns its name.

    It is opened and checked first; the generation left behind stays until the next build.
    """
    name = live_name(folder)
    with writing(folder):
        name = live_name(folder)
        before = _previous(folder, name)
        if before is None or not path_of(folder, before).is_dir():
            raise IndexMissingError(f"there is no generation before {name}: nothing to roll back to")
        for problem in full_check(path_of(folder, before), Manifest.read(path_of(folder, before))):
            raise IndexDamagedError(f"the generation before, {before}, is damaged: {problem}; {name} stays live")
        Generation(path_of(folder, before))
        write_atomically(folder / CURRENT, before + "\n")
    return before


def _previous(folder: Path, name: str) -> str | None:
    """What the manifest says; where that is unreadable, the other generation that is kept."""
    try:
        return Manifest.read(path_of(folder, name)).previous
    except IndexDamagedError:
        return next((other for other in reversed(names(folder)) if other != name), None)


def verify(folder: Path, name: str | None = None) -> list[str]:
    """Every problem of a generation (the live one by default): digests of all files, and whether its parts open.

    The full text is compared but not opened: in a folder from somebody else, that would run what it holds.
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
    """What is live and what is kept. Raises IndexMissingError or IndexDamagedError."""
    live = live_name(folder)
    kept = []
    for name in names(folder):
        path = path_of(folder, name)
        size = sum(p.stat().st_size for p in path.rglob("*") if p.is_file())
        try:
            manifest = Manifest.read(path)
            about: dict[str, Any] = {key: getattr(manifest, key) for key in ("built", "counts", "previous", "sources")}
        except IndexDamagedError as e:
            about = {"problem": str(e)}
        kept.append({"generation": name, "live": name == live, "bytes": size, **about})
    return {"folder": str(folder), "live": live, "generations": kept, "writing": is_locked(folder)}


def _remove_unfinished(folder: Path) -> None:
    """What a killed build left behind. The lock is held, so nobody is building there."""
    for path in (folder / "generations").glob(f"{_UNFINISHED}*"):
        shutil.rmtree(path, ignore_errors=True)
    for path in folder.glob(f".{CURRENT}.*"):
        with contextlib.suppress(OSError):
            path.unlink()
