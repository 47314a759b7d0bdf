"""An index folder in use: gives requests the live generation, switches to new ones, and gives disclaimers."""

from __future__ import annotations

import contextlib
import functools
import hashlib
import json
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, Protocol, TypeVar

from index.admin_state.database import State
from index.admin_state.feedback import FeedbackQueue
from index.case import Case, SourceRecord
from index.errors import IndexWriteError, RejoinderError, StateUnavailableError
from index.matcher.models import Models
from index.search.embedded import EMBEDDED
from index.search.engine import Engine
from index.shards.asking import Shards
from index.storage.generation import Contents, Generation
from index.storage.generations import CURRENT, live_name, path_of

T = TypeVar("T")
_SECONDS_BETWEEN_QUESTIONS = 1.0  # to shards whether they have a new generation
_SECONDS_BETWEEN_TRIES = 10.0  # between attempts to store the key of passage hashes on a disk that refuses


@dataclass(frozen=True, slots=True)
class Disclaimer:
    """The disclaimer to show with a case, and its source's address; None for what the source does not give."""

    text: str | None
    url: str | None


class Listener(Protocol):
    """Receives events of the index that a library serves. It must not call the library."""

    def opened(self, generation: Generation, before: str | None) -> None:
        """A live generation was opened and is now served; `before` is the previous live one, if it was another."""

    def damaged(self, name: str, instead: str | None) -> None:
        """The live generation `name` is damaged; `instead` is served, or None if there is no other."""

    def mended(self, name: str) -> None:
        """The live generation `name` is intact again."""


class Library:
    """Gives each request the live generation and the state beside it. Threads may share a library."""

    def __init__(
        self,
        folder: Path,
        models: Models | None = None,
        state: State | None = None,
        engine: Engine = EMBEDDED,
        shards: Shards | None = None,
    ) -> None:
        self.folder = folder
        self.models = models
        self.engine = engine
        self.shards = shards
        self.state = state or State(folder)
        self.problem: str | None = None
        self.listener: Listener | None = None
        self._live: str | None = None
        self._generation: Generation | None = None
        self._unusable: str | None = None
        self._opening = threading.Lock()
        self._asking = threading.Lock()
        self._at_shards: str | None = None
        self._ask_shards_again = 0.0
        self._secret: bytes | None = None
        self._ask_again = 0.0
        self._by_hand = Kept(self.state, functools.partial(_read_by_hand, self.state))
        self._silences = Kept(self.state, FeedbackQueue(self.state).silences)

    def exists(self) -> bool:
        """Whether an index has been built here, intact or not."""
        return (self.folder / CURRENT).exists()

    def current(self) -> Generation:
        """The live generation; after a switch, the new one is opened. A caller uses one generation for all of its work.

        If a new generation cannot be opened, `problem` says so, and the last good one is returned. Raises
        IndexMissingError or IndexDamagedError if there is none.
        """
        try:
            name = live_name(self.folder)
            if self._generation is None or (self._generation.id != name and self._is_at_all_shards(name)):
                self._open(name)
            elif self.problem is not None and self._unusable != name:
                self.problem = None
        except RejoinderError as e:
            self.problem = str(e)
            if self._generation is None:
                raise
        assert self._generation is not None
        return self._generation

    def _is_at_all_shards(self, name: str) -> bool:
        """Whether every shard has a generation; until then, the one before is served. They are asked once a second."""
        if self.shards is None or name == self._unusable:
            return True
        with self._asking:
            if self._at_shards != name and time.monotonic() >= self._ask_shards_again:
                self._ask_shards_again = time.monotonic() + _SECONDS_BETWEEN_QUESTIONS
                self._at_shards = name if self.shards.has(name) else None
            return self._at_shards == name

    def contents(self) -> Contents:
        """The live generation's cases and publishers; its full text is not opened.

        It is for commands on a folder that may come from somebody else. Raises IndexMissingError or IndexDamagedError.
        """
        return Contents(path_of(self.folder, live_name(self.folder)))

    def follow(self, seconds: float) -> threading.Thread:
        """Start a daemon thread that looks for a new generation every `seconds`.

        A request may still be the first to open it, but most requests then need not wait for that.
        """

        def run() -> None:
            seen: tuple[int, int] | None = None
            while True:
                time.sleep(seconds)
                with contextlib.suppress(RejoinderError, OSError):
                    file = (self.folder / CURRENT).stat()  # a switch replaces it; reading it each time takes far longer
                    if seen != (file.st_ino, file.st_mtime_ns):
                        self.current()
                        seen = file.st_ino, file.st_mtime_ns

        thread = threading.Thread(target=run, name="follow", daemon=True)
        thread.start()
        return thread

    def _open(self, name: str) -> None:
        """Open a generation, unless another thread has opened it, or it is known to be unusable."""
        with self._opening:
            if self._generation is not None and name in (self._generation.id, self._unusable):
                return
            try:
                self._generation = Generation(path_of(self.folder, name), self.models, self.engine, self.shards)
                self.problem = self._unusable = None
            except RejoinderError:
                self._unusable = name
                if self.listener is not None:
                    self.listener.damaged(name, self._generation.id if self._generation is not None else None)
                raise
            before, self._live = self._live, name
            if self.listener is not None:
                self.listener.opened(self._generation, before if before != name else None)

    def mark_damaged(self, name: str, problem: str, other: Generation | None) -> None:
        """Record that the live generation `name` is damaged, and serve `other` until there is a new live one."""
        with self._opening:
            # Stop serving the damaged one at once: if it is repaired and trusted again, it is then opened anew.
            if other is not None and (self._generation is None or self._generation.id == name):
                self._generation = other
            self._unusable = name
            self.problem = problem
            if self.listener is not None:
                self.listener.damaged(name, other.id if other is not None else None)

    def mark_intact(self, name: str) -> None:
        """Record that the live generation `name` is intact; if it was damaged before, the next request opens it."""
        with self._opening:
            if self._unusable == name:
                self._unusable = self.problem = None
                if self.listener is not None:
                    self.listener.mended(name)

    def secret(self) -> bytes:
        """The key of passage hashes.

        If there is none yet and the disk refuses to store one, all workers derive the same substitute key from the
        digests of the live generation's files, so that pages can still be matched. Feedback, which needs a lasting key,
        cannot be stored then anyway.
        """
        if self._secret is None and time.monotonic() >= self._ask_again:
            try:
                self._secret = self.state.secret()
            except StateUnavailableError:
                raise  # there is a key, which silences depend on: another one would show silenced notices
            except IndexWriteError:
                self._ask_again = time.monotonic() + _SECONDS_BETWEEN_TRIES
        if self._secret is None:
            files = json.dumps(self.current().manifest.files, sort_keys=True)
            return hashlib.sha256(files.encode()).digest()
        return self._secret

    def sources(self, generation: Contents) -> dict[str, SourceRecord]:
        """The publishers by key: imported ones, overridden by those set by hand."""
        return generation.sources() | self._by_hand.value()[0]

    def by_hand_digest(self) -> str:
        """A digest of the publishers set by hand, which changes exactly when they change."""
        return self._by_hand.value()[1]

    def disclaimer(self, case: Case, generation: Contents) -> Disclaimer:
        """The disclaimer to show with a case: its own, else its source's."""
        source = self.sources(generation).get(case.source)
        text = case.disclaimer or (source.disclaimer if source else "")
        return Disclaimer(text or None, (source.url if source else "") or None)

    def silences(self) -> frozenset[tuple[str, str]]:
        """(case id, passage hash) of the matches that an admin has silenced."""
        return self._silences.value()

    def state_problem(self) -> str | None:
        """Why the state cannot be read, or None. Until it can be read again, the last values are used."""
        return self._by_hand.problem or self._silences.problem


def _read_by_hand(state: State) -> tuple[dict[str, SourceRecord], str]:
    """The publishers set by hand, and a digest of them.

    This is not a method of Library, because a reference cycle would keep the library alive after its use.
    """
    found = state.sources()
    texts = json.dumps([record.to_dict() for record in found.values()], sort_keys=True)
    return found, hashlib.blake2b(texts.encode(), digest_size=8).hexdigest()


class Kept(Generic[T]):
    """A cached value from the state, read again only after the database has changed."""

    def __init__(self, state: State, read: Callable[[], T]) -> None:
        self._state, self._read = state, read
        self._last: tuple[tuple[int, int], T] | None = None
        self._reading = threading.Lock()
        self.problem: str | None = None

    def value(self) -> T:
        """The current value, or the last one if it cannot be read. Raises a RejoinderError if it was never read.

        While a thread reads it from a database, others get the last one, so that at most one waits for a server that
        has just stopped answering.
        """
        last = self._last
        if last is None or not self._state.shared:
            return self._current()
        if last[0] != self._state.stamp() and self._reading.acquire(blocking=False):
            try:
                return self._current()
            finally:
                self._reading.release()
        return last[1]

    def _current(self) -> T:
        stamp = self._state.stamp()
        if self._last is None or self._last[0] != stamp:
            try:
                self._last, self.problem = (stamp, self._read()), None
            except StateUnavailableError:
                # how long that may last is for the service to say, which watches its contact to the database
                if self._last is None:
                    raise
            except RejoinderError as e:
                self.problem = str(e)
                if self._last is None:
                    raise
                self._last = (stamp, self._last[1])
        return self._last[1]
