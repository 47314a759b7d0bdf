"""Asks the replicas of all shards at once: HTTP within a deadline, hedged, on another replica if one fails.

If a replica has not answered after the time within which 95 of 100 answers came, another replica is asked too, and the
first answer counts. Retries and hedges share a budget, so that a shard in trouble does not get more requests than
usual. A replica that fails rests for a while. Nothing here logs anything, and urllib3 does not log bodies.
"""

from __future__ import annotations

import json
import os
import random
import threading
import time
from collections import deque
from collections.abc import Mapping
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from http import HTTPStatus

import urllib3
from urllib3.exceptions import HTTPError

from index.errors import ShardError
from index.http_reasons import ENDED, NO_CONNECTION, in_words
from index.shards.access import MISSING, PATH, SIGNATURE, Access, signature

CONNECT_SECONDS = 0.5
HEALTH_SECONDS = 1.0
_LEAST_HEDGE_SECONDS, _FIRST_HEDGE_SECONDS = 0.005, 0.1  # the latter until enough answers have been timed
_TIMED, _ENOUGH_TIMED = 200, 20  # answers of a shard whose times are kept, and fewest to know their 95th percentile
_RETRIES = 10.0  # the most retries and hedges in a row; each request earns a tenth of another
_EARNED = 0.1
_ROUNDS = 2  # in which every replica may fail to answer before a request gives up
_SLOW = 3  # hedges in a row that were faster than a silent replica, after which it rests
_LONGEST_REST = 30.0
_THREADS = 64  # of one process; each waits for one answer
_MOST_BYTES = 64 * 2**20  # of a reply


@dataclass(slots=True)
class _Replica:
    address: str
    fails: int = 0
    slow: int = 0
    rests_until: float = 0.0


@dataclass(slots=True)
class _Shard:
    number: int
    replicas: list[_Replica]
    retries: float = _RETRIES
    turn: int = 0
    trying: bool = False  # whether a request is under way although all replicas rest
    seconds: deque[float] = field(default_factory=lambda: deque(maxlen=_TIMED))
    hedge_after: float = _FIRST_HEDGE_SECONDS

    def timed(self, seconds: float) -> None:
        """Count the time of an answer."""
        self.seconds.append(seconds)
        if len(self.seconds) >= _ENOUGH_TIMED and len(self.seconds) % _ENOUGH_TIMED == 0:
            self.hedge_after = max(_LEAST_HEDGE_SECONDS, sorted(self.seconds)[int(0.95 * len(self.seconds))])


@dataclass(frozen=True, slots=True)
class ReplicaHealth:
    """How a replica of a shard is: "" or what is wrong with it."""

    shard: int
    address: str
    problem: str


class _FailedError(Exception):
    """A replica did not answer as it should; the message says why, without quoting the request."""

    def __init__(self, reason: str, rests: bool = True) -> None:
        super().__init__(reason)
        self.rests = rests


class Shards:
    """All shards of an installation. Threads and forked processes may share it."""

    def __init__(self, access: Access, seconds: float) -> None:
        """`seconds` is how long a question may take at most, with all retries."""
        self.access, self.seconds = access, seconds
        self._shards = [
            _Shard(number, random.sample([_Replica(address) for address in addresses], len(addresses)))
            for number, addresses in enumerate(access.replicas, 1)
        ]
        self._lock = threading.Lock()
        self._own: tuple[int, dict[str, urllib3.HTTPConnectionPool], ThreadPoolExecutor] | None = None

    @property
    def count(self) -> int:
        """The number of shards."""
        return len(self._shards)

    def ask(self, questions: Mapping[int, bytes], seconds: float) -> dict[int, bytes]:
        """Send each shard, by its number, its question, and return their replies.

        Raises ShardError if one of them does not answer within so many seconds, at most those of the constructor.
        """
        shards = [shard for shard in self._shards if shard.number in questions]
        with self._lock:
            tried = [shard for shard in shards if self._all_rest(shard)]
            busy = next((shard for shard in tried if shard.trying), None)
            if busy is not None:
                # a shard that answers nobody must not hold up every thread of the service
                raise ShardError(f"shard {busy.number} does not answer, and is being asked again")
            for shard in shards:
                shard.retries = min(_RETRIES, shard.retries + _EARNED)
                shard.trying = shard.trying or shard in tried
        try:
            return _Asking(self, shards, questions, min(seconds, self.seconds)).replies()
        finally:
            for shard in tried:
                shard.trying = False

    def _all_rest(self, shard: _Shard) -> bool:
        return all(replica.rests_until > time.monotonic() for replica in shard.replicas)

    def next(self, shard: _Shard, tried: list[_Replica]) -> _Replica:
        """The next replica: one that was tried least often, does not rest if possible, and whose turn it is."""
        with self._lock:
            shard.turn += 1
            now, size = time.monotonic(), len(shard.replicas)
            turns = [shard.replicas[(shard.turn + n) % size] for n in range(size)]
            return min(turns, key=lambda each: (tried.count(each), max(0.0, each.rests_until - now)))

    def may_retry(self, shard: _Shard) -> bool:
        """Take a retry from the shard's budget, if one is left."""
        with self._lock:
            if shard.retries < 1:
                return False
            shard.retries -= 1
            return True

    def start(self, shard: _Shard, replica: _Replica, body: bytes, deadline: float) -> Future[bytes]:
        """Ask a replica, in a thread."""
        return self._threads().submit(self._answer, shard, replica, body, deadline)

    def _answer(self, shard: _Shard, replica: _Replica, body: bytes, deadline: float) -> bytes:
        begun = time.monotonic()
        try:
            status, data = self._send(replica.address, PATH, body, deadline - begun)
            if status != HTTPStatus.OK:
                raise _failure(status, data)
        except _FailedError as e:
            if e.rests:
                self.rest(replica)
            raise
        with self._lock:
            replica.fails, replica.rests_until = 0, 0.0
            shard.timed(time.monotonic() - begun)
        return data

    def rest(self, replica: _Replica) -> None:
        """Leave a replica alone for a while, longer each time in a row that it fails."""
        with self._lock:
            replica.fails += 1
            replica.rests_until = time.monotonic() + min(_LONGEST_REST, 2.0 ** min(replica.fails, 5))

    def was_slow(self, slow: list[_Replica], answered: _Replica) -> None:
        """Count that a replica was silent while another one answered; if that happens again and again, it rests."""
        with self._lock:
            answered.slow = 0
            for replica in slow:
                replica.slow += 1
            tired = [replica for replica in slow if replica.slow >= _SLOW]
        for replica in tired:
            replica.slow = 0
            self.rest(replica)

    def _send(self, address: str, path: str, body: bytes, seconds: float) -> tuple[int, bytes]:
        """The status and the body of an answer. Raises _FailedError."""
        until, left = time.monotonic() + seconds, max(0.01, seconds)
        try:
            reply = self._http(address).urlopen(
                "POST",
                path,
                body=body,
                headers={"Content-Type": "application/octet-stream", SIGNATURE: signature(self.access.key, body)},
                timeout=urllib3.Timeout(connect=min(CONNECT_SECONDS, left), read=left),
                retries=False,
                redirect=False,
                preload_content=False,
            )
            try:
                parts, size = [], 0
                for part in reply.stream(1 << 18):
                    parts.append(part)
                    size += len(part)
                    if size > _MOST_BYTES or time.monotonic() > until:
                        raise _FailedError("it does not answer in time")
                reply.release_conn()
            except BaseException:
                reply.close()
                raise
        except (HTTPError, OSError, ValueError) as e:
            raise _FailedError(in_words(e, _WORDS)) from None
        return reply.status, b"".join(parts)

    def health(self, generation: str) -> list[ReplicaHealth]:
        """How all replicas are, all asked at once; a replica is well if it has the generation."""
        asked = [(shard.number, replica.address) for shard in self._shards for replica in shard.replicas]
        futures = [self._threads().submit(self._problem, address, generation) for _, address in asked]
        wait(futures, 2 * HEALTH_SECONDS)
        return [
            ReplicaHealth(number, address, future.result() if future.done() else "it does not answer in time")
            for (number, address), future in zip(asked, futures, strict=True)
        ]

    def _problem(self, address: str, generation: str) -> str:
        body = json.dumps({"generation": generation}).encode()
        try:
            status, data = self._send(address, f"{PATH}/health", body, HEALTH_SECONDS)
            if status != HTTPStatus.OK:
                return str(_failure(status, data))
            part = json.loads(data)["part"]
        except (_FailedError, ValueError, KeyError, TypeError) as e:
            return str(e) if isinstance(e, _FailedError) else "it is no shard of this version"
        number = next(s.number for s in self._shards if address in {replica.address for replica in s.replicas})
        wanted = f"{number}-of-{self.count}"
        return "" if part == wanted else f"it is shard {part}, not {wanted}"

    def has(self, generation: str) -> bool:
        """Whether every shard has a replica with this generation."""
        well = {found.shard for found in self.health(generation) if not found.problem}
        return len(well) == self.count

    def _http(self, address: str) -> urllib3.HTTPConnectionPool:
        return self._of_this_process()[0][address]

    def _threads(self) -> ThreadPoolExecutor:
        return self._of_this_process()[1]

    def _of_this_process(self) -> tuple[dict[str, urllib3.HTTPConnectionPool], ThreadPoolExecutor]:
        """The connections and threads of this process: those of the process that forked it must not be used."""
        with self._lock:
            if self._own is None or self._own[0] != os.getpid():
                addresses = [address for shard in self.access.replicas for address in shard]
                manager = urllib3.PoolManager(
                    len(addresses), maxsize=16, cert_reqs="CERT_REQUIRED", ca_certs=self.access.ca or None
                )
                pools = {address: manager.connection_from_url(address) for address in addresses}
                self._own = os.getpid(), pools, ThreadPoolExecutor(_THREADS, "shards")
            return self._own[1:]


class _Asking:
    """One round of questions."""

    def __init__(self, shards: Shards, asked: list[_Shard], questions: Mapping[int, bytes], seconds: float) -> None:
        self._shards, self._asked, self._questions = shards, asked, questions
        self._begun = time.monotonic()
        self._deadline = self._begun + seconds
        self._running: dict[Future[bytes], tuple[_Shard, _Replica]] = {}
        self._tried: dict[int, list[_Replica]] = {shard.number: [] for shard in asked}
        self._hedged = {shard.number for shard in asked if len(shard.replicas) == 1}  # no other replica to hedge with
        self._problems: dict[int, dict[str, str]] = {shard.number: {} for shard in asked}
        self._replies: dict[int, bytes] = {}

    def replies(self) -> dict[int, bytes]:
        """All replies, by the number of the shard. Raises ShardError."""
        for shard in self._asked:
            self._start(shard)
        while missing := [shard for shard in self._asked if shard.number not in self._replies]:
            now = time.monotonic()
            if now >= self._deadline:
                raise self._error(missing[0])
            hedges = [self._begun + s.hedge_after for s in missing if s.number not in self._hedged]
            done, _ = wait(self._running, max(0.0, min([self._deadline, *hedges]) - now), FIRST_COMPLETED)
            for future in done:
                self._take(future, *self._running.pop(future))
            for shard in missing:
                if shard.number not in self._replies and shard.number not in self._hedged:
                    self._hedge(shard)
        return self._replies

    def _start(self, shard: _Shard) -> None:
        replica = self._shards.next(shard, self._tried[shard.number])
        self._tried[shard.number].append(replica)
        future = self._shards.start(shard, replica, self._questions[shard.number], self._deadline)
        self._running[future] = shard, replica

    def _hedge(self, shard: _Shard) -> None:
        if time.monotonic() - self._begun >= shard.hedge_after:
            self._hedged.add(shard.number)
            if self._shards.may_retry(shard):
                self._start(shard)

    def _take(self, future: Future[bytes], shard: _Shard, replica: _Replica) -> None:
        if shard.number in self._replies:
            return
        try:
            self._replies[shard.number] = future.result()
        except _FailedError as e:
            self._problems[shard.number][replica.address] = str(e)
        else:
            self._shards.was_slow([r for s, r in self._running.values() if s is shard], replica)
            return
        if any(s is shard for s, _ in self._running.values()):
            return  # another replica has been asked already
        enough = len(self._tried[shard.number]) >= _ROUNDS * len(shard.replicas)
        if enough or not self._shards.may_retry(shard):
            raise self._error(shard)
        self._start(shard)

    def _error(self, shard: _Shard) -> ShardError:
        problems = self._problems[shard.number]
        for silent, replica in self._running.values():
            if silent is shard:
                problems.setdefault(replica.address, "it does not answer in time")
        told = "; ".join(f"{address}: {problem}" for address, problem in problems.items())
        return ShardError(f"shard {shard.number} of {self._shards.count} does not answer as it should ({told})")


def _failure(status: int, data: bytes) -> _FailedError:
    """What a status other than 200 means."""
    try:
        kind = str(json.loads(data)["type"]).rpartition("/")[2]
    except (ValueError, KeyError, TypeError):
        kind = ""
    if kind == MISSING:
        return _FailedError("it does not have the generation that is asked for, or not yet", rests=False)
    if status == HTTPStatus.UNAUTHORIZED:
        return _FailedError("it has another key: set REJOINDER_SHARD_KEY alike on both machines")
    if status in (HTTPStatus.BAD_REQUEST, HTTPStatus.NOT_FOUND, HTTPStatus.REQUEST_ENTITY_TOO_LARGE):
        return _FailedError(f"it cannot read the request (status {status}): do both run the same version?", rests=False)
    return _FailedError(f"status {status}")


_WORDS = {
    "certificate verify failed": "its certificate is signed by somebody unknown: set REJOINDER_SHARD_CA",
    "Hostname mismatch": "its certificate names another host",
    "doesn't match": "its certificate names another host",
    **NO_CONNECTION,
    "timed out": "it does not answer in time",
    **ENDED,
}
