"""Backups: one file with the imported cases and the state that survives rebuilds. Restoring it builds a new index.

The file is a gzipped tar of manifest.json, cases.jsonl, sources.jsonl and state.sqlite. The index itself is left out,
because opening a full-text index from somebody else is unsafe. A backup is not trusted either: `unpacking` limits its
size, and `state_copy` takes only known rows from its database.
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
from index.storage.lock import lock_between_machines, writer_lock
from index.storage.state_copy import (
    KeyInUse,
    PersonNamed,
    StateCopyError,
    copy_state,
    copy_state_of,
    holds_installation,
    keys_in_use,
    people_in,
    shut_out,
    take_over,
)
from index.storage.unpacking import FILES, FORMAT, BackupError, unpack

__all__ = ["Backup", "BackupError", "backup", "restore"]
MayStay = Callable[[Sequence[KeyInUse], Sequence[PersonNamed]], bool]


@dataclass(frozen=True, slots=True)
class Backup:
    """Describes a backup that was made; `size` is in bytes."""

    made: str
    generation: str
    cases: int
    size: int


def backup(folder: Path, file: Path, state: State | None = None) -> Backup:
    """Write the live cases, the sources and the state to a new file, all from the same moment.

    The file has the same form wherever the `state` is kept, by default beside the index. Raises IndexDamagedError if
    the live generation is not intact, because a backup of damaged cases would be useless.
    """
    with writer_lock(folder), disk_errors(file, "No backup was made."), Scratch("backup") as scratch:
        work = scratch.path
        name = live_name(folder)
        path = path_of(folder, name)
        problem = next(full_check(path, Manifest.read(path)), None)
        if problem:
            raise IndexDamagedError(f"generation {name} is damaged: {problem}; roll back first, then make the backup")
        cases = _write_cases(Contents(path), work)
        _copy_state(state or State(folder), work / "state.sqlite")
        about = {
            "format": FORMAT,
            "made": now(),
            "generation": name,
            "cases": cases,
            "files": {file: digest(work / file) for file in FILES},
        }
        (work / "manifest.json").write_text(json.dumps(about, indent=1) + "\n", "utf-8")
        # A second folder, beside the file: the file can be renamed only from there, but SQLite cannot work everywhere.
        with Scratch("backup", file.parent) as beside:
            temporary = beside.path / "backup"
            # only the owner may read it: it holds the key of passage hashes and readers' comments
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
    state: State | None = None,
) -> Report:
    """Build an index from a backup's cases and restore its state. Raises BackupError; then nothing is changed.

    `keep_keys` decides whether the backup's API keys stay valid and its people stay admins; without it, keys are
    revoked and people removed. Sessions and sign-in tokens are never restored. If there already is an index, or an
    installation in a shared `state`, `replace` must be set; the old state is then kept in the folder as
    `.state.before-restore-TIME`.
    """
    state = state or State(folder)
    if not replace and (folder / CURRENT).exists():
        raise BackupError(f"there already is an index in {folder}: restore to another folder, or add --replace")
    if not replace and state.shared and holds_installation(state):
        raise BackupError(
            f"{state.place} already holds the state of an installation: name another database, or add --replace"
        )
    with Scratch("restore") as scratch, lock_between_machines(state):
        work = scratch.path
        unpack(file, work)
        fresh = _fresh_state(file, work, keep_keys)
        sources = [str(path) for path in (work / "cases.jsonl", work / "sources.jsonl") if path.stat().st_size]
        report = build(
            folder, sources, format="jsonl", strict=True, progress=progress, models=models, state=State(fresh)
        )
        _replace_state(folder, fresh / "state.sqlite", state)
    return report


def _fresh_state(file: Path, work: Path, keep_keys: MayStay | None) -> Path:
    """A folder with a new database that we create ourselves and fill with the backup's rows."""
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
    """Write the cases without edits, since the state holds the edits and they are applied again; write the sources.

    Returns the number of cases.
    """
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


def _copy_state(state: State, to: Path) -> None:
    """Copy the state consistently while others write to it, leaving out temporary rows such as sessions."""
    state.secret()  # creates and migrates the database if need be
    try:
        copy_state_of(state, to)
    except StateCopyError as e:
        raise IndexDamagedError(f"{state.place} is damaged: {e}") from None


def _replace_state(folder: Path, new: Path, state: State) -> None:
    """Replace the state, keeping the old one. At every moment there is a complete state in place."""
    if state.shared:
        try:
            take_over(state, new, _free_name(folder))
        except StateCopyError as e:
            raise IndexDamagedError(f"{state.place} is damaged, and stays as it was: {e}") from None
        return
    current = state.path
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
    """An unused name for the old state, so that a state kept by an earlier restore is never overwritten."""
    stamp = f".state.before-restore-{now().replace(':', '').replace('-', '')[:15]}"
    names = (folder / (f"{stamp}-{n}" if n else stamp) for n in range(10_000))
    return next(path for path in names if not path.exists())
