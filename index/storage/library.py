"""An index folder in use: the live generation, its successor when there is one, and the publishers' disclaimers."""

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
from index.errors import IndexWriteError, RejoinderError
from index.matcher.models import Models
from index.storage.generation import Contents, Generation
from index.storage.generations import CURRENT, live_name, path_of

T = TypeVar("T")
_SECONDS_BETWEEN_TRIES = 10.0  # to keep the key of passage hashes on a disk that refused


@dataclass(frozen=True, slots=True)
class Disclaimer:
    """What a source says of its cases, and the source's address. The text is None where it says nothing."""

    text: str | None
    url: str | None


class Listener(Protocol):
    """Is told what happens to the index that a library serves. It must not call the library."""

    def opened(self, generation: Generation, before: str | None) -> None:
        """The live generation is served now; `before` it another was the live one that was served, if any was."""

    def damaged(self, name: str, instead: str | None) -> None:
        """The live generation is damaged; `instead` is served, None where there is no other."""

    def mended(self, name: str) -> None:
        """The live generation is whole again."""


class Library:
    """Gives the live generation to each request, and the state beside it. Threads may share one."""

    def __init__(self, folder: Path, models: Models | None = None, state: State | None = None) -> None:
        self.folder = folder
        self.models = models
        self.state = state or State(folder)
        self.problem: str | None = None
        self.listener: Listener | None = None
        self._live: str | None = None
        self._generation: Generation | None = None
        self._unusable: str | None = None
        self._opening = threading.Lock()
        self._secret: bytes | None = None
        self._ask_again = 0.0
        self._by_hand = _Kept(self.state, functools.partial(_read_by_hand, self.state))
        self._silences = _Kept(self.state, FeedbackQueue(self.state).silences)

    def exists(self) -> bool:
        """Whether an index was ever built here, intact or not."""
        return (self.folder / CURRENT).exists()

    def current(self) -> Generation:
        """The live generation, opened anew after a switch. A caller keeps what it got until its work is done.

        A successor that cannot be opened is told in `problem`, and the last good generation goes on being served.
        Raises IndexMissingError or IndexDamagedError when there is none to serve.
        """
        try:
            name = live_name(self.folder)
            if self._generation is None or self._generation.id != name:
                self._open(name)
            elif self.problem is not None and self._unusable != name:
                self.problem = None
        except RejoinderError as e:
            self.problem = str(e)
            if self._generation is None:
                raise
        assert self._generation is not None
        return self._generation

    def contents(self) -> Contents:
        """The live generation's cases and publishers, without its full text, which is not opened.

        For commands about a folder that may be anybody's. Raises IndexMissingError or IndexDamagedError.
        """
        return Contents(path_of(self.folder, live_name(self.folder)))

    def follow(self, seconds: float) -> threading.Thread:
        """Look for a successor every so many seconds, in a thread that ends with the process.

        A request that comes first opens it all the same; the others need not wait until it is open.
        """

        def run() -> None:
            while True:
                time.sleep(seconds)
                with contextlib.suppress(RejoinderError, OSError):
                    self.current()

        thread = threading.Thread(target=run, name="follow", daemon=True)
        thread.start()
        return thread

    def _open(self, name: str) -> None:
        """Open a generation unless another thread has by now, or it could not be opened before."""
        with self._opening:
            if self._generation is not None and name in (self._generation.id, self._unusable):
                return
            try:
                self._generation = Generation(path_of(self.folder, name), self.models)
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
        """The live generation `name` turned out damaged: say so, and serve `other` until there is a new live one."""
        with self._opening:
            # from the first time on, so that one whose damage was mended and trusted again is opened anew
            if other is not None and (self._generation is None or self._generation.id == name):
                self._generation = other
            self._unusable = name
            self.problem = problem
            if self.listener is not None:
                self.listener.damaged(name, other.id if other is not None else None)

    def mark_intact(self, name: str) -> None:
        """The live generation `name` is whole; if it was not before, the next request opens it."""
        with self._opening:
            if self._unusable == name:
                self._unusable = self.problem = None
                if self.listener is not None:
                    self.listener.mended(name)

    def secret(self) -> bytes:
        """The key of passage hashes.

        Where there is none yet and the disk refuses to keep one, a key that all workers make of the digests of the live
        generation's files stands in for it, so that pages can be matched; no feedback can be kept then anyway.
        """
        if self._secret is None and time.monotonic() >= self._ask_again:
            try:
                self._secret = self.state.secret()
            except IndexWriteError:
                self._ask_again = time.monotonic() + _SECONDS_BETWEEN_TRIES
        if self._secret is None:
            files = json.dumps(self.current().manifest.files, sort_keys=True)
            return hashlib.sha256(files.encode()).digest()
        return self._secret

    def sources(self, generation: Contents) -> dict[str, SourceRecord]:
        """Publishers by key: imported ones, and over them those set by hand."""
        return generation.sources() | self._by_hand.value()[0]

    def by_hand_digest(self) -> str:
        """Another value when what is set by hand of publishers changes, and only then."""
        return self._by_hand.value()[1]

    def disclaimer(self, case: Case, generation: Contents) -> Disclaimer:
        """The disclaimer to show with a case: its own, else its source's."""
        source = self.sources(generation).get(case.source)
        text = case.disclaimer or (source.disclaimer if source else "")
        return Disclaimer(text or None, (source.url if source else "") or None)

    def silences(self) -> frozenset[tuple[str, str]]:
        """(case id, passage hash) of matches that an admin silenced."""
        return self._silences.value()

    def state_problem(self) -> str | None:
        """Why the state cannot be read; what was read of it before goes on being used."""
        return self._by_hand.problem or self._silences.problem


def _read_by_hand(state: State) -> tuple[dict[str, SourceRecord], str]:
    """Publishers set by hand, and a digest of them. No method: a library that held itself would outlive its use."""
    found = state.sources()
    texts = json.dumps([record.to_dict() for record in found.values()], sort_keys=True)
    return found, hashlib.blake2b(texts.encode(), digest_size=8).hexdigest()


class _Kept(Generic[T]):
    """What the state says, read again only when its database has changed since."""

    def __init__(self, state: State, read: Callable[[], T]) -> None:
        self._state, self._read = state, read
        self._last: tuple[tuple[int, int], T] | None = None
        self.problem: str | None = None

    def value(self) -> T:
        """What was read last. Raises a RejoinderError when it cannot be read and never was."""
        stamp = self._state.stamp()
        if self._last is None or self._last[0] != stamp:
            try:
                self._last, self.problem = (stamp, self._read()), None
            except RejoinderError as e:
                self.problem = str(e)
                if self._last is None:
                    raise
                self._last = (stamp, self._last[1])
        return self._last[1]
