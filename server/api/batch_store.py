"""Where batches lie while they are worked on and until they are fetched: a folder that all workers share.

FOLDER/<name>/status.json   state, numbers and times; no text
              results       a record a text: its length, and a line of JSON sealed with the batch's own key
              alive         a lock, held by the worker that has the batch's texts in its memory

Name and key are both made of the batch's id, which only its address holds: nobody can read what is in the folder
without, nor after the service whose clients they are. The texts themselves are never written. The folder goes when the
service stops, or where it was killed, when one starts again (index/scratch.py).
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
SECONDS_KEPT = 3_600.0  # after its end
SECONDS_AFTER_FETCHED = 60.0  # for a client whose connection broke
SECONDS_OF_WORK = 4 * 3_600.0
_ID = re.compile(r"[A-Za-z0-9_-]{43}", re.ASCII)
_NAME = re.compile(r"[0-9a-f]{32}", re.ASCII)
_LENGTH = struct.Struct(">I")
_SECONDS_TO_BEGIN = 5.0


@dataclass(frozen=True, slots=True)
class Status:
    """How a batch stands. `owner` is whose it is, sealed; `client` whom it counts for; times are of the clock."""

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
        """Whether nothing more comes."""
        return self.state in ("done", "failed")

    @property
    def expires(self) -> float | None:
        """When it goes by itself; None before its end."""
        if not self.has_ended:
            return None
        kept = self.ended + SECONDS_KEPT
        return min(kept, self.fetched + SECONDS_AFTER_FETCHED) if self.fetched else kept


class TooManyError(Exception):
    """There are as many batches as may be: in all, or of one client."""

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
        """Whose it is, in a form that tells nobody."""
        return hmac.new(self._key, owner.encode(), hashlib.sha256).hexdigest()

    def is_of(self, owner: str, status: Status) -> bool:
        """Whether it is this owner's."""
        return hmac.compare_digest(self.sealed(owner), status.owner)

    def status(self) -> Status | None:
        """How it stands, None where there is no such batch, or none any more."""
        return _status(self.path)

    def write(self, status: Status) -> None:
        """Replace its status. Nothing is made anew of one that was removed meanwhile: raises FileNotFoundError."""
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
        """On a full disk there is room where the status lies: in one write, with spaces over what is left of it."""
        fd = os.open(self.path / "status.json", os.O_WRONLY)
        try:
            os.pwrite(fd, raw.ljust(os.fstat(fd).st_size), 0)
        finally:
            os.close(fd)

    def alive(self) -> FileLock:
        """The lock that says that its worker lives. Any thread of it may let it go."""
        return FileLock(self.path / "alive", thread_local=False)

    def is_lost(self, status: Status) -> bool:
        """Whether the worker that had its texts has ended without ending it."""
        starting = time.time() - status.created < _SECONDS_TO_BEGIN
        return not status.has_ended and not starting and not is_held(self.path / "alive")

    def append(self, number: int, line: bytes) -> int:
        """Seal a further line. Returns the bytes that it takes. Raises FileNotFoundError where it was removed."""
        sealed = ChaCha20Poly1305(self._key).encrypt(_nonce(number), line, None)
        # not made where there is none: a batch that was removed leaves nothing behind
        with os.fdopen(os.open(self.path / "results", os.O_WRONLY | os.O_APPEND), "ab") as f:
            f.write(_LENGTH.pack(len(sealed)) + sealed)
        return _LENGTH.size + len(sealed)

    def lines(self) -> Iterator[bytes]:
        """Every line, in the order of the texts. Raises FileNotFoundError where there is none, before the first."""
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
        """Remove it, in one step that its worker notices."""
        _remove(self.path)


@dataclass(frozen=True, slots=True)
class Shared:
    """What the workers of a service share: the folder, and what they hash clients with, which is never written."""

    folder: Path
    salt: bytes = field(default_factory=lambda: secrets.token_bytes(32), repr=False)


class BatchStore:
    """The batches of a service. Threads and processes may share them."""

    def __init__(self, shared: Shared, most: int, most_of_a_client: int, most_bytes: int) -> None:
        """`most_bytes` is what the results of all of them may take together."""
        self._folder, self._salt = shared.folder, shared.salt
        self._most, self._most_of_a_client = most, most_of_a_client
        self.most_bytes = most_bytes

    def create(self, owner: str, client: str, texts: int) -> tuple[Place, FileLock]:
        """A place for a batch, and the lock that says that this process works on it.

        Raises TooManyError, or IndexWriteError where the disk refuses; then nothing is left of it.
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
                # one without a status would never be swept
                place.remove()
                raise
        return place, lock

    def find(self, batch_id: str) -> Place | None:
        """The place of a batch, whether there is one or not; None for what can be no id."""
        return Place(self._folder, batch_id) if _ID.fullmatch(batch_id) else None

    def has_room(self, more: int = 0) -> bool:
        """Whether the results of all batches, with so many bytes that no status tells yet, take less than they may."""
        return sum(status.size for _, status in self._every()) + more < self.most_bytes

    def sweep(self) -> None:
        """Remove what has expired, and what was lost long ago."""
        now = time.time()
        for path, status in self._every():
            expires = status.expires
            lost = now - status.created > SECONDS_KEPT and not status.has_ended and not is_held(path / "alive")
            # one that waits is spared however long it does: its worker has it still
            overdue = status.begun and now - status.begun > SECONDS_OF_WORK + SECONDS_KEPT
            if lost or overdue or (expires is not None and now > expires):
                _remove(path)

    def _every(self) -> list[tuple[Path, Status]]:
        paths = [path for path in self._folder.iterdir() if _NAME.fullmatch(path.name)] if self._folder.is_dir() else []
        return [(path, status) for path in paths if (status := _status(path)) is not None]

    def _counted_as(self, client: str) -> str:
        """Of whom a batch counts only a hash is kept: there are few addresses, so that the salt stays in memory."""
        return hmac.new(self._salt, client.encode("utf-8", "replace"), hashlib.sha256).hexdigest()


def ended(status: Status, state: State, reason: str = "") -> Status:
    """The status of a batch that has just ended."""
    return replace(status, state=state, ended=time.time(), reason=reason)


def _status(path: Path) -> Status | None:
    try:
        return Status(**json.loads((path / "status.json").read_text("utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def _remove(path: Path) -> None:
    away = path.with_name(f"gone-{secrets.token_hex(8)}")
    with contextlib.suppress(OSError):
        path.rename(away)
        shutil.rmtree(away, ignore_errors=True)


def _digest(use: str, batch_id: str) -> str:
    """Of 256 random bits: no salt, and no slow function, would add anything."""
    return hashlib.sha256(f"{use}\0{batch_id}".encode()).hexdigest()


def _nonce(number: int) -> bytes:
    """Each batch has a key of its own, so that its records can be counted."""
    return number.to_bytes(12, "big")
