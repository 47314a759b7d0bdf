"""One request's use of the reader within a time budget, and the cache of read pairs within a generation."""

from __future__ import annotations

import hashlib
import os
import secrets
import threading
import time
from collections import OrderedDict
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import numpy.typing as npt

from index.reader.model import ANSWERS, Reader
from index.reader.pair import Context, Encoded

BUDGET_MS = 60.0
REMEMBERED = 20_000  # cached pairs, about 200 bytes each
Pair = tuple[str, str, Context]  # claim, passage, the passage's context


class Memory:
    """A cache of logits by a keyed digest of the pair's tokens, so that it reveals nothing of a page."""

    def __init__(self, most: int = REMEMBERED) -> None:
        self._secret = secrets.token_bytes(16)
        self._known: OrderedDict[bytes, npt.NDArray[np.float64]] = OrderedDict()
        self._most = most
        self._lock = threading.Lock()

    def key(self, pair: Encoded) -> bytes:
        """The cache key of a pair; its secret ends with the process."""
        numbers = np.array([pair.tokens, pair.segments], np.int32)
        return hashlib.blake2b(numbers.tobytes(), key=self._secret, digest_size=16).digest()

    def get(self, key: bytes) -> npt.NDArray[np.float64] | None:
        """The cached logits float64[5], or None."""
        with self._lock:
            found = self._known.get(key)
            if found is not None:
                self._known.move_to_end(key)
            return found

    def put(self, key: bytes, logits: npt.NDArray[np.float64]) -> None:
        """Cache logits, and drop the least recently used ones."""
        with self._lock:
            self._known[key] = logits
            while len(self._known) > self._most:
                self._known.popitem(last=False)


class Reading:
    """One request's reading. Only the time spent in `read` counts towards its budget."""

    def __init__(self, reader: Reader, memory: Memory, budget_ms: float = BUDGET_MS) -> None:
        self.reader = reader
        self._memory = memory
        self.budget_ms = budget_ms
        self._each = 0.0  # seconds for each token, a running mean
        self.spent = 0.0
        self.complete = True  # whether all requested pairs have been read

    def rest(self) -> Reading:
        """A reading with the rest of the budget, for optional work: it does not affect `complete` of this one."""
        return Reading(self.reader, self._memory, max(0.0, self.budget_ms - 1000 * self.spent))

    def read(self, pairs: Sequence[Pair]) -> npt.NDArray[np.float64]:
        """Logits float64[n, 5] in the order of `ANSWERS`; a row of NaN for a pair that the budget did not reach.

        Pairs are read in the given order, so put the most promising ones first.
        """
        out = np.full((len(pairs), len(ANSWERS)), np.nan)
        begun = time.perf_counter()
        todo: list[tuple[int, bytes, Encoded]] = []
        for n, (claim, passage, context) in enumerate(pairs):
            if self.spent + time.perf_counter() - begun >= self.budget_ms / 1000:
                break
            encoded = self.reader.encoder.encode(claim, passage, context)
            key = self._memory.key(encoded)
            known = self._memory.get(key)
            if known is not None:
                out[n] = known
            else:
                todo.append((n, key, encoded))
                if len(todo) == _THREADS:
                    self._together(todo, out, begun)
                    todo = []
        if todo:
            self._together(todo, out, begun)
        self.spent += time.perf_counter() - begun
        self.complete = self.complete and not np.isnan(out).any()
        return out

    def _together(self, todo: list[tuple[int, bytes, Encoded]], out: npt.NDArray[np.float64], begun: float) -> None:
        """Read a few pairs in parallel, if the rest of the budget is likely to suffice."""
        now = time.perf_counter()
        longest = max(len(encoded) for _, _, encoded in todo)
        if self.spent + now - begun + self._each * longest > self.budget_ms / 1000:
            return
        if len(todo) == 1:
            found = [self.reader.logits(todo[0][2])]
        else:
            found = list(_pool().map(self.reader.logits, [encoded for _, _, encoded in todo]))
        took = (time.perf_counter() - now) / longest
        self._each = took if not self._each else 0.5 * (self._each + took)
        for (n, key, _), logits in zip(todo, found, strict=True):
            out[n] = logits
            self._memory.put(key, logits)


_THREADS = max(1, min(2, len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1))
_pools: dict[int, ThreadPoolExecutor] = {}


def _pool() -> ThreadPoolExecutor:
    """The thread pool of this process; after a fork, the child makes a new one: threads do not survive a fork."""
    found = _pools.get(os.getpid())
    if found is None:
        _pools.clear()
        found = _pools[os.getpid()] = ThreadPoolExecutor(_THREADS, thread_name_prefix="reader")
    return found
