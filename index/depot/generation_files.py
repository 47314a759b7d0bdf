"""The files of a generation in the depot: which there are, whether they can be trusted, copying them there and back."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import threading
import time
from collections.abc import Callable, Iterable
from concurrent.futures import FIRST_EXCEPTION, Future, ThreadPoolExecutor, wait
from functools import partial
from pathlib import Path
from typing import Any

from index.depot.errors import UntrustedError, UnusableGenerationError
from index.depot.live import Named
from index.depot.protocol import Depot
from index.depot.signing import seal, unseal
from index.errors import IndexDamagedError, IndexWriteError
from index.files import digest
from index.storage.generation import SCHEMA, Manifest

PREFIX = "generations/"
MANIFEST, SIGNATURE = "manifest.json", "signature.json"
_MOST_MANIFEST, _MOST_SIGNATURE = 64 * 2**20, 4096
_MOST_FILES = 10_000
_COPIES = 4  # files that are copied at a time
_SPARE = 64 * 2**20  # bytes that a copy leaves free on the disk
_PART = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]{0,199}", re.ASCII)
_SHA256 = re.compile(r"[0-9a-f]{64}", re.ASCII)
OnBytes = Callable[[int, int], None]  # called with the bytes copied so far and in all


def place(generation: str, file: str) -> str:
    """The name of a generation's file in the depot."""
    return f"{PREFIX}{generation}/{file}"


def named(folder: Path) -> Named:
    """The name and the manifest's digest of a generation on this machine's disk."""
    return Named(folder.name, digest(folder / MANIFEST))


def is_signed(depot: Depot, public: str, wanted: Named) -> bool:
    """Whether the depot has the signature of a generation, which is written last. Raises UntrustedError."""
    name = place(wanted.generation, SIGNATURE)
    found = depot.read(name, _MOST_SIGNATURE)
    if found is None:
        return False
    record = unseal(public, "generation", found.data, f"{name} in {depot.address}")
    return record == {"generation": wanted.generation, "manifest": wanted.manifest}


def is_complete(depot: Depot, public: str, wanted: Named, manifest: Manifest) -> bool:
    """Whether the depot already has a whole generation: signed, and every file there with its size."""
    if not is_signed(depot, public, wanted):
        return False
    sizes = {entry.name: entry.size for entry in depot.list(place(wanted.generation, ""))}
    return place(wanted.generation, MANIFEST) in sizes and all(
        sizes.get(place(wanted.generation, file)) == about["bytes"] for file, about in manifest.files.items()
    )


def upload(depot: Depot, private: bytes, folder: Path, on_bytes: OnBytes) -> None:
    """Copy a generation into the depot: its files, then the manifest, and last the signature of the manifest.

    Raises the depot's errors. What is there then has no signature, so nobody uses it.
    """
    wanted = named(folder)
    files = Manifest.read(folder).files
    depot.delete(place(wanted.generation, SIGNATURE))
    counted = _Counted(sum(int(about["bytes"]) for about in files.values()), on_bytes)
    _together(
        (partial(depot.store, place(wanted.generation, file), folder / file, counted) for file in files), counted.tell
    )
    depot.write(place(wanted.generation, MANIFEST), (folder / MANIFEST).read_bytes())
    record = {"generation": wanted.generation, "manifest": wanted.manifest}
    depot.write(place(wanted.generation, SIGNATURE), seal(private, "generation", record))


def read_manifest(depot: Depot, public: str, wanted: Named) -> tuple[bytes, dict[str, Any]]:
    """The manifest of a generation, as bytes and as files with sizes and digests.

    Raises UntrustedError if it is not signed, not the wanted one, or names a file outside the generation's folder, and
    UnusableGenerationError if another version made it.
    """
    where = f"generation {wanted.generation} in {depot.address}"
    if not is_signed(depot, public, wanted):
        raise UntrustedError(f"{where} has no signature for this manifest: its upload was not completed; push it again")
    found = depot.read(place(wanted.generation, MANIFEST), _MOST_MANIFEST)
    if found is None or hashlib.sha256(found.data).hexdigest() != wanted.manifest:
        raise UntrustedError(f"the manifest of {where} is missing or was altered: push it again from the builder")
    try:
        record = json.loads(found.data)
        schema, files = record["schema"], record["files"]
    except (ValueError, TypeError, KeyError, RecursionError):
        raise UntrustedError(f"the manifest of {where} cannot be read: push it again from the builder") from None
    if schema != SCHEMA:
        raise UnusableGenerationError(
            f"{where} was made by another version of Rejoinder (its schema is {schema}, here it is {SCHEMA}): install "
            "the same version on the builder and on this machine"
        )
    _check_files(files, where)
    return found.data, files


def _check_files(files: Any, where: str) -> None:
    """Refuse what no builder writes: a signature says who made a manifest, not that it is harmless."""
    if not isinstance(files, dict) or len(files) > _MOST_FILES:
        raise UntrustedError(f"the manifest of {where} does not list files")
    for file, about in files.items():
        parts = file.split("/")
        if len(parts) > 4 or not all(_PART.fullmatch(part) for part in parts) or file in (MANIFEST, SIGNATURE):
            raise UntrustedError(f"the manifest of {where} names {file[:80]!r}, which is no file of a generation")
        size = about.get("bytes") if isinstance(about, dict) else None
        known = isinstance(size, int) and size >= 0 and _SHA256.fullmatch(str(about.get("sha256")))
        if not known or isinstance(size, bool):
            raise UntrustedError(f"the manifest of {where} gives no size and digest of {file[:80]}")


def download(depot: Depot, public: str, wanted: Named, to: Path, like: Path | None, on_bytes: OnBytes) -> None:
    """Copy a generation from the depot into an empty folder, checking every digest.

    Files that the generation in the folder `like` has too are copied from there. Raises UntrustedError,
    UnusableGenerationError, IndexWriteError if there is too little room, OSError if the disk refuses, and the depot's
    errors.
    """
    manifest, files = read_manifest(depot, public, wanted)
    total = sum(about["bytes"] for about in files.values())
    free = shutil.disk_usage(to).free
    if free < total + _SPARE:
        raise IndexWriteError(
            f"generation {wanted.generation} takes {total / 1e6:,.0f} MB, and the disk of {to.parent.parent} has "
            f"{free / 1e6:,.0f} MB free: make room, or lower REJOINDER_KEEP_GENERATIONS and REJOINDER_KEEP_BYTES"
        )
    for file in files:
        (to / file).parent.mkdir(parents=True, exist_ok=True)
    counted = _Counted(total, on_bytes)
    fetch = partial(_fetch, depot, wanted.generation, to, _present(like), counted)
    _together((partial(fetch, file, about) for file, about in files.items()), counted.tell)
    (to / MANIFEST).write_bytes(manifest)


def _present(like: Path | None) -> dict[str, Path]:
    """The files of a generation on this disk, by their digests."""
    if like is None:
        return {}
    try:
        return {about["sha256"]: like / file for file, about in Manifest.read(like).files.items()}
    except IndexDamagedError:
        return {}  # whatever is wrong with it, the files can be fetched


def _fetch(
    depot: Depot, generation: str, to: Path, present: dict[str, Path], counted: _Counted, file: str, about: Any
) -> None:
    source = present.get(about["sha256"])
    if source is not None and source.is_file() and source.stat().st_size == about["bytes"]:
        shutil.copyfile(source, to / file)
        if digest(to / file) == about["sha256"]:
            counted(about["bytes"])
            return
        (to / file).unlink()
    found = depot.fetch(place(generation, file), to / file, about["bytes"], counted)
    if found != about["sha256"]:
        raise UntrustedError(
            f"{file} of generation {generation} in {depot.address} has another digest than its manifest states: it was "
            "altered there; `rejoinder depot push` on the builder replaces it"
        )


class _Counted:
    """Adds up the bytes that several threads copy. Only the thread that waits for them tells how many."""

    def __init__(self, total: int, on_bytes: OnBytes) -> None:
        self._total, self._on_bytes, self._done = total, on_bytes, 0
        self._adding = threading.Lock()

    def __call__(self, more: int) -> None:
        with self._adding:
            self._done += more

    def tell(self) -> None:
        """Tell how many bytes are copied."""
        self._on_bytes(min(self._done, self._total), self._total)


def _together(copies: Iterable[Callable[[], object]], tell: Callable[[], None]) -> None:
    """Run copies, a few at a time, and tell the progress twice a second. The first error ends them all."""
    tell()
    with ThreadPoolExecutor(_COPIES, thread_name_prefix="copy") as pool:
        waiting: set[Future[object]] = {pool.submit(copy) for copy in copies}
        told = time.monotonic()
        try:
            while waiting:
                done, waiting = wait(waiting, timeout=0.5, return_when=FIRST_EXCEPTION)
                for one in done:
                    one.result()
                if time.monotonic() - told >= 0.5:
                    told = time.monotonic()
                    tell()
        finally:
            pool.shutdown(cancel_futures=True)
    tell()
