"""Backups: the cases as they were imported and what no rebuild may lose, in one file; an index is built of it again.

The file is a gzipped tar of manifest.json, cases.jsonl, sources.jsonl and state.sqlite. The index itself is not in it:
its full text is kept in a form that must not be opened when it comes from somebody else. What is in a backup is read as
somebody else's too: `unpacking` bounds it, `state_copy` takes only known rows of its database.
"""

from __future__ import annotations

import json
import os
import tarfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from index.admin_state.audit import Audit
from index.admin_state.database import State, now
from index.errors import IndexDamagedError
from index.files import digest, disk_errors, sync
from index.matcher.models import Models
from index.scratch import Scratch
from index.storage.build import Progress, Report, build
from index.storage.generation import Contents, Manifest, full_check
from index.storage.generations import CURRENT, RESTORING, live_name, path_of
from index.storage.lock import writer_lock
from index.storage.state_copy import KeyInUse, PersonNamed, StateCopyError, copy_state, keys_in_use, people_in, shut_out
from index.storage.unpacking import FILES, FORMAT, BackupError, unpack

__all__ = ["Backup", "BackupError", "backup", "restore"]
MayStay = Callable[[Sequence[KeyInUse], Sequence[PersonNamed]], bool]


@dataclass(frozen=True, slots=True)
class Backup:
    """What was backed up."""

    made: str
    generation: str
    cases: int
    size: int


def backup(folder: Path, file: Path) -> Backup:
    """Write the live cases, the sources and the state to a new file, all of one moment.

    Raises IndexDamagedError when the live generation is not intact: a backup of damaged cases would be none.
    """
    with writer_lock(folder), disk_errors(file, "No backup was made."), Scratch("backup") as scratch:
        work = scratch.path
        name = live_name(folder)
        path = path_of(folder, name)
        problem = next(full_check(path, Manifest.read(path)), None)
        if problem:
            raise IndexDamagedError(f"generation {name} is damaged: {problem}; roll back first, then make the backup")
        cases = _write_cases(Contents(path), work)
        _copy_state(folder, work / "state.sqlite")
        about = {
            "format": FORMAT,
            "made": now(),
            "generation": name,
            "cases": cases,
            "files": {file: digest(work / file) for file in FILES},
        }
        (work / "manifest.json").write_text(json.dumps(about, indent=1) + "\n", "utf-8")
        # a second folder, beside the file: only there can it be renamed, and not everywhere there can SQLite work
        with Scratch("backup", file.parent) as beside:
            temporary = beside.path / "backup"
            # it holds the key of passage hashes and what readers wrote
            with os.fdopen(os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
                with tarfile.open(fileobj=out, mode="w:gz") as tar:
                    for member in ("manifest.json", *FILES):
                        tar.add(work / member, member)
                out.flush()
                os.fsync(out.fileno())
            temporary.replace(file)
    return Backup(about["made"], name, cases, file.stat().st_size)  # type: ignore[arg-type]


def restore(
    file: Path,
    folder: Path,
    *,
    replace: bool = False,
    keep_keys: MayStay | None = None,
    progress: Callable[[Progress], None] | None = None,
    models: Models | None = None,
) -> Report:
    """Build an index of a backup's cases, with its state. Raises BackupError, and then nothing is changed.

    `keep_keys` is asked whether the API keys that are in use in the backup may go on being used, and the people whom it
    names may go on administering; where nobody is asked they are revoked and forgotten. Sessions and sign-in tokens are
    never restored. Where there is an index already `replace` must say that it may go; its state stays beside the new
    one as `.state.before-restore-TIME`.
    """
    if not replace and (folder / CURRENT).exists():
        raise BackupError(f"there is an index in {folder}: restore to another folder, or say --replace")
    with Scratch("restore") as scratch:
        work = scratch.path
        unpack(file, work)
        state = _fresh_state(file, work, keep_keys)
        sources = [str(path) for path in (work / "cases.jsonl", work / "sources.jsonl") if path.stat().st_size]
        report = build(
            folder, sources, format="jsonl", strict=True, progress=progress, models=models, state=State(state)
        )
        _replace_state(folder, state / "state.sqlite")
    return report


def _fresh_state(file: Path, work: Path, keep_keys: MayStay | None) -> Path:
    """A folder with a database of our own making that holds the backup's rows."""
    fresh = work / "fresh"
    fresh.mkdir()
    try:
        copy_state(work / "state.sqlite", fresh / "state.sqlite")
    except StateCopyError as e:
        raise BackupError(f"{file} cannot be restored: {e}. Take an earlier backup") from None
    keys, people = keys_in_use(fresh / "state.sqlite"), people_in(fresh / "state.sqlite")
    keep = bool(keys or people) and keep_keys is not None and keep_keys(keys, people)
    if (keys or people) and not keep:
        shut_out(fresh / "state.sqlite")
    told = f"{len(keys)} API keys {'kept' if keep else 'revoked'}" if keys else ""
    if people:
        told = ", ".join(filter(None, (told, f"{len(people)} people {'kept' if keep else 'forgotten'}")))
    Audit(State(fresh)).add("restore", "restored", file.name, told)
    return fresh


def _write_cases(generation: Contents, work: Path) -> int:
    """Without the edits: those are in the state, and are applied again."""
    imported, made, count = generation.imported(), generation.made(), 0
    with (work / "cases.jsonl").open("w", encoding="utf-8") as f:
        for case in generation.cases():
            if case.id in made:
                continue
            f.write(imported.pop(case.id, case).to_json() + "\n")
            count += 1
        for case in imported.values():
            f.write(case.to_json() + "\n")
            count += 1
    records = [record.to_dict() for record in generation.sources().values()]
    (work / "sources.jsonl").write_text(
        "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records), "utf-8"
    )
    return count


def _copy_state(folder: Path, to: Path) -> None:
    """A consistent copy while others write, without what is only of the moment."""
    State(folder).secret()  # made where there is none yet, and migrated
    try:
        copy_state(folder / "state.sqlite", to)
    except StateCopyError as e:
        raise IndexDamagedError(f"{folder / 'state.sqlite'} is damaged: {e}") from None


def _replace_state(folder: Path, new: Path) -> None:
    """Put the new state in the place of the old one, which is kept: at every moment there is one, and it is whole."""
    current = folder / "state.sqlite"
    with disk_errors(folder, "The cases were restored, the state was not: restore again."), writer_lock(folder):
        beside = folder / f"{RESTORING}{os.getpid()}"
        try:
            _copy_whole(new, beside)
            if current.exists():
                os.link(current, _free_name(folder))
            beside.replace(current)
        finally:
            beside.unlink(missing_ok=True)
        sync(folder)


def _copy_whole(source: Path, target: Path) -> None:
    with os.fdopen(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as out:
        out.write(source.read_bytes())
        out.flush()
        os.fsync(out.fileno())


def _free_name(folder: Path) -> Path:
    """Where the state before this restore stays; that of an earlier restore is never overwritten."""
    stamp = f".state.before-restore-{now().replace(':', '').replace('-', '')[:15]}"
    names = (folder / (f"{stamp}-{n}" if n else stamp) for n in range(10_000))
    return next(path for path in names if not path.exists())
