"""One shard: it answers a front's questions about its part of the cases, for the generations that it has."""

from __future__ import annotations

import contextlib
import logging
import math
import threading
import time
from pathlib import Path

import numpy as np

from index.errors import IndexMissingError, RejoinderError
from index.matcher.budget import LOOK, Budget
from index.matcher.candidates.lexical import Candidates
from index.matcher.store import LocalStore, Rows
from index.shards.messages import Question, Reply, packed_reply, read_question, reply_of, unpacked_question
from index.shards.packing import MessageError
from index.shards.rows import take, units_of
from index.shards.splitting import Part, ensure, is_there, open_part
from index.storage.generations import CURRENT, live_name, names, path_of

_log = logging.getLogger("rejoinder.shards")
KEPT = 2  # generations that stay open: a front may still ask for the one before the live one
_SECONDS_BETWEEN_TRIES = 10.0  # between attempts to open a generation that could not be opened


class GenerationMissingError(RejoinderError):
    """This shard does not have the generation that was asked for, or not yet."""


class Shard:
    """A part of the cases of the generations in an index folder. Threads may share it."""

    def __init__(self, folder: Path, part: Part) -> None:
        self.folder, self.part = folder, part
        self._open: dict[str, LocalStore] = {}
        self._lock = threading.Lock()
        self._failed: dict[str, float] = {}

    def follow(self, seconds: float) -> threading.Thread:
        """Start a daemon thread that opens a new live generation, after writing this shard's part of it if need be."""

        def run() -> None:
            seen: tuple[int, int] | None = None
            while True:
                time.sleep(seconds)
                with contextlib.suppress(OSError):
                    file = (self.folder / CURRENT).stat()  # a switch replaces it
                    if seen != (file.st_ino, file.st_mtime_ns) and self.catch_up():
                        seen = file.st_ino, file.st_mtime_ns

        thread = threading.Thread(target=run, name="follow", daemon=True)
        thread.start()
        return thread

    def catch_up(self) -> bool:
        """Open the live generation, unless it is open, or just failed. Returns whether it is open. Logs errors."""
        with contextlib.suppress(IndexMissingError, OSError):
            name = live_name(self.folder)
            if name in self._open or time.monotonic() < self._failed.get(name, 0.0):
                return name in self._open
            try:
                ensure(path_of(self.folder, name), self.part)
                self._opened(name)
                return True
            except RejoinderError as e:
                self._failed = {name: time.monotonic() + _SECONDS_BETWEEN_TRIES}
                _log.error("this shard cannot serve generation %s: %s", name, e)
        return False

    def store(self, generation: str) -> LocalStore:
        """The part of a generation. Raises GenerationMissingError if it has not been written."""
        found = self._open.get(generation)
        if found is None:
            if generation not in names(self.folder) or not is_there(path_of(self.folder, generation), self.part):
                raise GenerationMissingError("this shard does not have that generation")
            found = self._opened(generation)  # another worker has written and checked it
        return found

    def _opened(self, name: str) -> LocalStore:
        with self._lock:
            if name not in self._open:
                store = LocalStore(*open_part(path_of(self.folder, name), self.part))
                kept = list(self._open.items())[-(KEPT - 1) :]
                self._open = dict([*kept, (name, store)])
            return self._open[name]

    def answer(self, data: bytes) -> bytes:
        """The reply to a question, both as bytes. Raises MessageError and GenerationMissingError."""
        head, arrays = unpacked_question(data)
        store = self.store(head["generation"])
        question = read_question(head, arrays, store.arrays)
        reply = _rows(question, store, self.part) if len(question.rows_of) else _found(question, store)
        return packed_reply(question.generation, reply)


def _found(question: Question, store: LocalStore) -> Reply:
    """The likely pairs with rows of their cases, and the wordings near the queries."""
    queries = question.queries
    dimensions = store.vectors.rows.shape[1] if store.vectors is not None else 0
    if len(queries.vectors) and queries.vectors.shape[1] != dimensions:
        raise MessageError("the queries do not have as many dimensions as this generation's vectors")
    none = np.empty(0, np.int64)
    if question.page is None:
        rows = Rows(take(store.arrays, none), None)
        return Reply(rows, Candidates(none, none, none), np.empty(0), store.near(queries), None)
    # the budget is for finding alone, of which a store may use the share LOOK
    budget = Budget(math.inf if question.budget_ms is None else question.budget_ms / LOOK)
    found = store.find(question.page, question.asked, queries, budget)
    a = found.arrays
    cases = np.unique(a.unit_case[found.pairs.unit]).astype(np.int64)
    # Later stages read a case's title and summary, and the wordings of pairs, but no other text.
    texts_of = np.zeros(a.units, np.bool_)
    first = a.case_unit[cases]
    texts_of[first] = True
    second = np.minimum(first + 1, a.case_unit[cases + 1] - 1)
    texts_of[second] = True
    texts_of[found.pairs.unit] = True
    return reply_of(found, Rows(take(a, cases, texts_of), None))


def _rows(question: Question, store: LocalStore, part: Part) -> Reply:
    """Rows of the cases that were named, with all texts and vectors."""
    a, ordinals = store.arrays, question.rows_of
    case = a.cases_at(ordinals)
    if not len(case) or case.max() >= a.cases or not np.array_equal(a.ordinals(case), ordinals):
        raise MessageError(f"part {part} does not have a case that was asked for")
    vectors = store.vectors.rows[units_of(a, case)] if store.vectors is not None else None
    none = np.empty(0, np.int64)
    return Reply(Rows(take(a, case), vectors), Candidates(none, none, none), np.empty(0), [], None)
