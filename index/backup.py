"""Backups: the cases as they were imported and what no rebuild may lose, in one file; an index is built of it again.

The file is a gzipped tar of manifest.json, cases.jsonl, sources.jsonl and state.sqlite. The index itself is not in it:
its full text is kept in a form that must not be opened when it comes from somebody else.
"""

from __future__ import annotations

import contextlib
import gzip
import json
import os
import shutil
import sqlite3
import tarfile
import tempfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from index.build import Progress, Report, build
from index.errors import IndexDamagedError, RejoinderError
from index.files import digest, disk_errors
from index.generation import Generation, Manifest, full_check
from index.generations import CURRENT, live_name, path_of
from index.lock import writer_lock
from index.semantic.models import Models
from index.state import State, now

FORMAT = 1
_FILES = ("cases.jsonl", "sources.jsonl", "state.sqlite")
# Whoever was signed in when a backup was made is not when it is restored.
_TRANSIENT = ("admin_token", "admin_session", "sign_in_failure", "scheduled_import")


class BackupError(RejoinderError):
    """A backup cannot be used; the message says what is wrong with it."""


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
    with writer_lock(folder), disk_errors(file, "No backup was made."), tempfile.TemporaryDirectory() as work:
        name = live_name(folder)
        path = path_of(folder, name)
        problem = next(full_check(path, Manifest.read(path)), None)
        if problem:
            raise IndexDamagedError(f"generation {name} is damaged: {problem}; roll back first, then make the backup")
        cases = _write_cases(Generation(path), Path(work))
        _copy_state(folder, Path(work) / "state.sqlite")
        about = {
            "format": FORMAT,
            "made": now(),
            "generation": name,
            "cases": cases,
            "files": {file: digest(Path(work) / file) for file in _FILES},
        }
        (Path(work) / "manifest.json").write_text(json.dumps(about, indent=1) + "\n", "utf-8")
        temporary = file.with_name(f".{file.name}.{os.getpid()}")
        try:
            # it holds the key of passage hashes and what readers wrote
            with os.fdopen(os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
                with tarfile.open(fileobj=out, mode="w:gz") as tar:
                    for member in ("manifest.json", *_FILES):
                        tar.add(Path(work) / member, member)
                out.flush()
                os.fsync(out.fileno())
            temporary.replace(file)
        finally:
            temporary.unlink(missing_ok=True)
    return Backup(about["made"], name, cases, file.stat().st_size)  # type: ignore[arg-type]


def restore(
    file: Path,
    folder: Path,
    *,
    replace: bool = False,
    progress: Callable[[Progress], None] | None = None,
    models: Models | None = None,
) -> Report:
    """Build an index of a backup's cases, with its state. Raises BackupError, and then nothing is changed.

    Where there is an index already `replace` must say that it may go; its state stays in `.state.before-restore`.
    """
    if not replace and (folder / CURRENT).exists():
        raise BackupError(f"there is an index in {folder}: restore to another folder, or say --replace")
    with tempfile.TemporaryDirectory() as work:
        _unpack(file, Path(work))
        folder.mkdir(parents=True, exist_ok=True)
        with _replaced_state(folder, Path(work) / "state.sqlite"):
            paths = [Path(work) / name for name in ("cases.jsonl", "sources.jsonl")]
            sources = [str(path) for path in paths if path.stat().st_size]
            return build(folder, sources, format="jsonl", strict=True, progress=progress, models=models)


def _write_cases(generation: Generation, work: Path) -> int:
    """Without the edits: those are in the state, and are applied again."""
    imported, count = generation.imported(), 0
    with (work / "cases.jsonl").open("w", encoding="utf-8") as f:
        for case in generation.cases():
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
    with (
        contextlib.closing(sqlite3.connect(folder / "state.sqlite")) as source,
        contextlib.closing(sqlite3.connect(to, isolation_level=None)) as copy,
    ):
        source.backup(copy)
        for table in _TRANSIENT:
            copy.execute(f"DELETE FROM {table}")  # noqa: S608
        copy.execute("VACUUM")


def _unpack(file: Path, work: Path) -> None:
    """The four files and nothing else, whatever the archive holds, each with the digest it was written with."""
    try:
        with gzip.open(file) as raw, tarfile.open(fileobj=raw, mode="r|") as tar:
            for member in tar:
                if member.name not in (*_FILES, "manifest.json") or not member.isfile():
                    raise BackupError(f"{file} holds {member.name[:80]!r}, which no backup does")
                source = tar.extractfile(member)
                assert source is not None
                with (work / member.name).open("wb") as out:
                    shutil.copyfileobj(source, out)
            # to the very end, where the checksum over everything is
            while raw.read(2**20):
                pass
        about: dict[str, Any] = json.loads((work / "manifest.json").read_text("utf-8"))
    except FileNotFoundError as e:
        missing = "there is no such file" if e.filename == str(file) else "has no manifest"
        raise BackupError(f"{file}: {missing}") from None
    except (OSError, tarfile.TarError, zlib.error, EOFError, ValueError) as e:
        raise BackupError(f"{file} is no backup, or a damaged one ({type(e).__name__})") from None
    if about.get("format") != FORMAT:
        raise BackupError(f"{file} was made by another version (format {about.get('format')})")
    for name in _FILES:
        if not (work / name).is_file() or digest(work / name) != about["files"].get(name):
            raise BackupError(f"{file} is damaged: {name} is not what was backed up")


@contextlib.contextmanager
def _replaced_state(folder: Path, new: Path) -> Iterator[None]:
    """The new state in place while the index is built; the old one again if that fails."""
    current, kept = folder / "state.sqlite", folder / ".state.before-restore"
    with disk_errors(folder, "Nothing was restored."), writer_lock(folder):
        kept.unlink(missing_ok=True)
        had = current.exists()
        if had:
            current.rename(kept)
        shutil.copyfile(new, current)
        current.chmod(0o600)
    try:
        yield
    except BaseException:
        current.unlink(missing_ok=True)
        if had:
            kept.rename(current)
        raise
