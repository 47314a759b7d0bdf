"""Stores batches until they are fetched, in a folder that all workers share.

FOLDER/<name>/status.json   state, numbers and times; no text
              results       one record per text: its length, and a line of JSON, encrypted with the batch's own key
              alive         a lock, held by the worker that has the batch's texts in memory

Name and key both derive from the batch's id, which is known only from the batch's address. Without it, nobody can read
the results or tell whose they are. The texts themselves are never written. The folder is removed when the service
stops; if the service is killed, the next start removes it (index/scratch.py).
"""

from __future__ import annotations

import contextlib
import hashlib
import hmac
import json
import os
import re
import secrets
import shutil
import struct
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Literal

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from filelock import FileLock

from index.files import disk_errors
from index.storage.lock import is_held

State = Literal["waiting", "running", "done", "failed"]
SECONDS_KEPT = 3_600.0  # after the batch's end
SECONDS_AFTER_FETCHED = 60.0  # for a client whose connection broke
SECONDS_OF_WORK = 4 * 3_600.0
_ID = re.compile(r"[A-Za-z0-9_-]{43}", re.ASCII)
_NAME = re.compile(r"[0-9a-f]{32}", re.ASCII)
_LENGTH = struct.Struct(">I")
_SECONDS_TO_BEGIN = 5.0


@dataclass(frozen=True, slots=True)
class Status:
    """The progress of a batch. Times are epoch seconds.

    `owner`, who may fetch it, and `client`, whose limit it counts against, are hashes.
    """

    state: State
    texts: int
    done: int
    size: int
    owner: str
    client: str
    created: float
    begun: float = 0.0
    ended: float = 0.0
    fetched: float = 0.0
    reason: str = ""

    @property
    def has_ended(self) -> bool:
        """Whether no more results will come."""
        return self.state in ("done", "failed")

    @property
    def expires(self) -> float | None:
        """When the batch is removed; None before its end."""
        if not self.has_ended:
            return None
        kept = self.ended + SECONDS_KEPT
        return min(kept, self.fetched + SECONDS_AFTER_FETCHED) if self.fetched else kept


class TooManyError(Exception):
    """The limit of batches is reached: of one client if `own`, else of the service."""

    def __init__(self, own: bool) -> None:
        super().__init__()
        self.own = own


class Place:
    """One batch's folder, for whoever has its id."""

    def __init__(self, folder: Path, batch_id: str) -> None:
        self.id = batch_id
        self.path = folder / _digest("name", batch_id)[:32]
        self._key = bytes.fromhex(_digest("key", batch_id))

    def sealed(self, owner: str) -> str:
        """The owner's name, hashed with the batch's key."""
        return hmac.new(self._key, owner.encode(), hashlib.sha256).hexdigest()

    def is_of(self, owner: str, status: Status) -> bool:
        """Whether the batch belongs to this owner."""
        return hmac.compare_digest(self.sealed(owner), status.owner)

    def status(self) -> Status | None:
        """The batch's status; None if there is no such batch."""
        return _status(self.path)

    def write(self, status: Status) -> None:
        """Replace the batch's status. Raises FileNotFoundError if the batch was removed."""
        raw, beside = json.dumps(asdict(status)).encode(), self.path / f"status.{secrets.token_hex(4)}"
        try:
            beside.write_bytes(raw)
            beside.replace(self.path / "status.json")
        except FileNotFoundError:
            raise
        except OSError:
            with contextlib.suppress(OSError):
                beside.unlink(missing_ok=True)
            self._overwrite(raw)

    def _overwrite(self, raw: bytes) -> None:
        """Overwrite the status in place, padded with spaces: this works even on a full disk."""
        fd = os.open(self.path / "status.json", os.O_WRONLY)
        try:
            os.pwrite(fd, raw.ljust(os.fstat(fd).st_size), 0)
        finally:
            os.close(fd)

    def alive(self) -> FileLock:
        """The lock that the batch's worker holds while it lives. Any thread of the worker may release it."""
        return FileLock(self.path / "alive", thread_local=False)

    def is_lost(self, status: Status) -> bool:
        """Whether the worker that had the batch's texts ended before the batch did."""
        return time.time() - status.created >= _SECONDS_TO_BEGIN and _is_abandoned(self.path, status)

    def append(self, number: int, line: bytes) -> int:
        """Encrypt and add a line. Returns its size in bytes. Raises FileNotFoundError if the batch is gone."""
        sealed = ChaCha20Poly1305(self._key).encrypt(_nonce(number), line, None)
        # opened without O_CREAT, so that a removed batch does not come back
        with os.fdopen(os.open(self.path / "results", os.O_WRONLY | os.O_APPEND), "ab") as f:
            f.write(_LENGTH.pack(len(sealed)) + sealed)
        return _LENGTH.size + len(sealed)

    def lines(self) -> Iterator[bytes]:
        """Every line, in the order of the texts. Raises FileNotFoundError at once if the batch is gone."""
        file = (self.path / "results").open("rb")
        return self._opened(file)

    def _opened(self, file: object) -> Iterator[bytes]:
        cipher = ChaCha20Poly1305(self._key)
        with file as f:  # type: ignore[attr-defined]
            number = 0
            while head := f.read(_LENGTH.size):
                with contextlib.suppress(InvalidTag, struct.error):
                    yield cipher.decrypt(_nonce(number), f.read(_LENGTH.unpack(head)[0]), None)
                number += 1

    def remove(self) -> None:
        """Remove the batch in one step, which its worker notices."""
        _remove(self.path)


@dataclass(frozen=True, slots=True)
class Shared:
    """What the workers of a service share: the folder, and the salt for hashing clients, which is never written."""

    folder: Path
    salt: bytes = field(default_factory=lambda: secrets.token_bytes(32), repr=False)


class BatchStore:
    """The batches of a service. Threads and processes may share them."""

    def __init__(self, shared: Shared, most: int, most_of_a_client: int, most_bytes: int) -> None:
        """`most_bytes` limits the results of all batches together."""
        self._folder, self._salt = shared.folder, shared.salt
        self._most, self._most_of_a_client = most, most_of_a_client
        self.most_bytes = most_bytes

    def create(self, owner: str, client: str, texts: int) -> tuple[Place, FileLock]:
        """Make the folder of a new batch, and take its lock for this process.

        Raises TooManyError, or IndexWriteError if the disk cannot be written; then nothing is left behind.
        """
        with disk_errors(self._folder, "Nothing was begun."), FileLock(self._folder / "making"):
            counted = self._counted_as(client)
            known = [status for _, status in self._every()]
            own = sum(status.client == counted for status in known)
            if own >= self._most_of_a_client or len(known) >= self._most:
                raise TooManyError(own >= self._most_of_a_client)
            place = Place(self._folder, secrets.token_urlsafe(32))
            lock = place.alive()
            try:
                place.path.mkdir(mode=0o700)
                (place.path / "results").touch(0o600)
                lock.acquire(timeout=0)
                place.write(Status("waiting", texts, 0, 0, place.sealed(owner), counted, time.time()))
            except BaseException:
                lock.release()
                # `sweep` would never find a batch without a status
                place.remove()
                raise
        return place, lock

    def find(self, batch_id: str) -> Place | None:
        """The place where a batch with this id would be; None if the text cannot be an id."""
        return Place(self._folder, batch_id) if _ID.fullmatch(batch_id) else None

    def has_room(self, more: int = 0) -> bool:
        """Whether all results, plus `more` bytes that no status counts yet, are below the limit."""
        return sum(status.size for _, status in self._every()) + more < self.most_bytes

    def sweep(self) -> None:
        """Remove batches that expired, and those that were lost long ago."""
        now = time.time()
        for path, status in self._every():
            expires = status.expires
            lost = now - status.created > SECONDS_KEPT and _is_abandoned(path, status)
            # a waiting batch is kept however long it waits, as its worker still has it
            overdue = status.begun and now - status.begun > SECONDS_OF_WORK + SECONDS_KEPT
            if lost or overdue or (expires is not None and now > expires):
                _remove(path)

    def _every(self) -> list[tuple[Path, Status]]:
        paths = [path for path in self._folder.iterdir() if _NAME.fullmatch(path.name)] if self._folder.is_dir() else []
        return [(path, status) for path in paths if (status := _status(path)) is not None]

    def _counted_as(self, client: str) -> str:
        """A hash of the client. The salt is kept in memory only: addresses are few, so all could be tried with it."""
        return hmac.new(self._salt, client.encode("utf-8", "replace"), hashlib.sha256).hexdigest()


def ended(status: Status, state: State, reason: str = "") -> Status:
    """The status of a batch that has just ended."""
    return replace(status, state=state, ended=time.time(), reason=reason)


def _status(path: Path) -> Status | None:
    try:
        return Status(**json.loads((path / "status.json").read_text("utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def _is_abandoned(path: Path, status: Status) -> bool:
    """Whether no worker holds the batch although it has not ended."""
    if status.has_ended or is_held(path / "alive"):
        return False
    # it may have ended since `status` was read: its end is written before the lock is released
    latest = _status(path)
    return latest is None or not latest.has_ended


def _remove(path: Path) -> None:
    away = path.with_name(f"gone-{secrets.token_hex(8)}")
    with contextlib.suppress(OSError):
        path.rename(away)
        shutil.rmtree(away, ignore_errors=True)


def _digest(use: str, batch_id: str) -> str:
    """A hash of the id for one use. The id has 256 random bits, so a fast hash without a salt is safe."""
    return hashlib.sha256(f"{use}\0{batch_id}".encode()).hexdigest()


def _nonce(number: int) -> bytes:
    """The record's number as the nonce. It is used once per key, as each batch has its own key."""
    return number.to_bytes(12, "big")
