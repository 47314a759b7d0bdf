"""Talks to the nodes of a cluster: JSON over HTTP within deadlines, on another node if one fails.

Queries only travel in the bodies of requests, as addresses end up in logs. Nothing here logs anything, and urllib3 does
not log bodies.
"""

from __future__ import annotations

import json
import os
import random
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

import urllib3
from urllib3.exceptions import HTTPError, LocationParseError, SSLError

from index.errors import SearchUnreachableError
from index.http_reasons import ENDED, NO_CONNECTION, in_words
from index.search.opensearch.errors import SearchRefusedError

CONNECT_SECONDS = 1.0
SEARCH_SECONDS = 5.0  # for a search with all its retries, well below the service's own deadlines
BUILD_SECONDS = 120.0  # for a step of a build, such as a bulk request on a busy cluster
_LONGEST_REST = 30.0
_RETRIES = 10.0  # the most retries in a row; each request earns a tenth of another
_EARNED = 0.1
_ROUNDS = 2  # in which every node may fail to answer before a request gives up
_TRANSIENT = {429, 502, 503, 504}  # the node, or the cluster, cannot do it now
_MOST_BYTES = 256 * 2**20  # of a reply; a whole found set of a hundred million cases is smaller


@dataclass(frozen=True, slots=True)
class Access:
    """How a cluster is reached: its nodes' addresses, a user and password ("" for none), and a file of certificates."""

    addresses: tuple[str, ...]
    user: str = ""
    password: str = ""
    ca: str = ""

    def __repr__(self) -> str:
        return f"Access({', '.join(self.addresses)})"


@dataclass(slots=True)
class _Node:
    address: str
    fails: int = 0
    rests_until: float = 0.0


class Answer:
    """A reply: its status, and its body as JSON."""

    def __init__(self, status: int, body: Any) -> None:
        self.status, self.body = status, body

    @property
    def reason(self) -> str:
        """The type of the error and, if it cannot quote a query, its reason."""
        error = self.body.get("error") if isinstance(self.body, Mapping) else None
        if not isinstance(error, Mapping):
            return f"status {self.status}"
        return str(error.get("type", f"status {self.status}"))[:100]

    @property
    def said(self) -> str:
        """The reason with its words. Only for requests without a query: an error of a search may quote it."""
        error = self.body.get("error") if isinstance(self.body, Mapping) else None
        reason = error.get("reason") if isinstance(error, Mapping) else None
        return f"{self.reason}: {str(reason)[:300]}" if reason else self.reason


class Cluster:
    """The nodes of a cluster. Threads and forked processes may share it."""

    def __init__(self, access: Access) -> None:
        self.access = access
        self._nodes = [_Node(address) for address in access.addresses]
        random.shuffle(self._nodes)  # not all machines ask the same node first
        self._retries = _RETRIES
        self._turn = 0
        self._trying = False  # whether a request is under way although all nodes rest
        self._lock = threading.Lock()
        self._pool: tuple[int, urllib3.PoolManager] | None = None
        headers = {"Content-Type": "application/json", "Accept": "application/json"}
        if access.user:
            headers |= urllib3.make_headers(basic_auth=f"{access.user}:{access.password}")
        self._headers = headers

    @property
    def name(self) -> str:
        """The cluster as messages name it."""
        return ", ".join(self.access.addresses)

    def ask(
        self,
        method: str,
        path: str,
        body: object | bytes | None = None,
        *,
        seconds: float = SEARCH_SECONDS,
        expected: Sequence[int] = (200,),
    ) -> Answer:
        """Send a request that may be repeated, and return the reply if its status is expected.

        `body` is JSON, or bytes of lines of JSON. Raises SearchUnreachableError or SearchRefusedError. Neither quotes
        the body.
        """
        data = body if isinstance(body, bytes) or body is None else json.dumps(body).encode()
        with self._lock:
            self._retries = min(_RETRIES, self._retries + _EARNED)
            all_rest = all(node.rests_until > time.monotonic() for node in self._nodes)
            if all_rest and self._trying:
                # a cluster that answers nobody must not hold up every thread of the service
                raise SearchUnreachableError("the search cluster does not answer, and is being asked again")
            self._trying = self._trying or all_rest
        try:
            return self._ask(method, path, data, seconds, expected)
        finally:
            if all_rest:
                self._trying = False

    def _ask(self, method: str, path: str, data: bytes | None, seconds: float, expected: Sequence[int]) -> Answer:
        deadline, problems, silent = time.monotonic() + seconds, dict[str, str](), 0
        while True:
            node = self._next()
            left = deadline - time.monotonic()
            try:
                # half of what is left, so that a silent node leaves time to ask another
                each = max(0.05, left / 2 if len(self._nodes) > 1 and not problems else left)
                answer = self._send(node, method, path, data, each)
            except SSLError as e:
                raise SearchRefusedError(
                    f"the certificate of {node.address} is not trusted ({_reason(e)}): set REJOINDER_SEARCH_CA to the "
                    "file with the certificate of who signed it, or correct REJOINDER_SEARCH"
                ) from None
            except (HTTPError, OSError, ValueError) as e:
                problems[node.address] = _reason(e)
                silent += 1
                self._rest(node)
                if silent >= _ROUNDS * len(self._nodes):
                    break  # nobody is there, so whoever waits is told soon
            else:
                if answer.status not in _TRANSIENT or answer.status in expected:
                    node.fails = 0
                    return self._judged(answer, node, expected)
                problems[node.address] = answer.reason
                if answer.status != HTTPStatus.TOO_MANY_REQUESTS:
                    self._rest(node)
            if not self._may_retry(deadline, len(problems)):
                break
        told = "; ".join(f"{address}: {problem}" for address, problem in problems.items())
        raise SearchUnreachableError(
            f"the search cluster does not answer as it should ({told}): start it, or correct REJOINDER_SEARCH"
        )

    def _send(self, node: _Node, method: str, path: str, data: bytes | None, seconds: float) -> Answer:
        until = time.monotonic() + seconds
        reply = self._http().request(
            method,
            node.address + path,
            body=data,
            headers=self._headers,
            timeout=urllib3.Timeout(connect=min(CONNECT_SECONDS, seconds), read=seconds),
            retries=False,
            redirect=False,
            preload_content=False,
        )
        try:
            raw = b""
            for part in reply.stream(1 << 18):
                raw += part
                if len(raw) > _MOST_BYTES or time.monotonic() > until:
                    raise TimeoutError("ReadTimeout")
            reply.release_conn()
        except BaseException:
            reply.close()
            raise
        try:
            return Answer(reply.status, json.loads(raw) if raw.strip() else {})
        except ValueError:
            return Answer(reply.status, {})

    def _judged(self, answer: Answer, node: _Node, expected: Sequence[int]) -> Answer:
        if answer.status in expected:
            return answer
        if answer.status == HTTPStatus.UNAUTHORIZED:
            raise SearchRefusedError(
                f"{node.address} does not accept the user or the password: correct REJOINDER_SEARCH_USER and "
                "REJOINDER_SEARCH_PASSWORD"
            )
        if answer.status == HTTPStatus.FORBIDDEN and "block" not in str(answer.body)[:2_000]:
            raise SearchRefusedError(
                f"{node.address} does not let the user do this ({answer.reason}): docs/scaling.md lists the rights "
                "that it needs"
            )
        raise SearchRefusedError(f"{node.address} refused a request: {answer.reason}")

    def _next(self) -> _Node:
        """The next node that does not rest; if all rest, the one that rests the least longer."""
        with self._lock:
            now = time.monotonic()
            self._turn += 1
            awake = [node for node in self._nodes if node.rests_until <= now]
            return awake[self._turn % len(awake)] if awake else min(self._nodes, key=lambda node: node.rests_until)

    def _rest(self, node: _Node) -> None:
        """Leave a node alone for a while, longer each time in a row that it fails."""
        with self._lock:
            node.fails += 1
            node.rests_until = time.monotonic() + min(_LONGEST_REST, 2.0 ** min(node.fails, 5))

    def _may_retry(self, deadline: float, tried: int) -> bool:
        """Whether there is time and budget for another attempt; waits a little once every node was tried."""
        with self._lock:
            if self._retries < 1:
                return False
            self._retries -= 1
        pause = 0.0 if tried < len(self._nodes) else 0.3 + random.random() / 5  # noqa: S311
        if time.monotonic() + pause + 0.1 >= deadline:
            return False
        time.sleep(pause)
        return True

    def _http(self) -> urllib3.PoolManager:
        """The connections of this process: those of the process that forked it must not be used."""
        with self._lock:
            if self._pool is None or self._pool[0] != os.getpid():
                pool = urllib3.PoolManager(
                    len(self._nodes), maxsize=16, cert_reqs="CERT_REQUIRED", ca_certs=self.access.ca or None
                )
                self._pool = os.getpid(), pool
            return self._pool[1]


def _reason(error: Exception) -> str:
    return "this is no address" if isinstance(error, LocationParseError) else in_words(error, _WORDS)


_WORDS = {
    "certificate verify failed": "it is signed by somebody unknown",
    "doesn't match": "it names another host",
    "Hostname mismatch": "it names another host",
    **NO_CONNECTION,
    **ENDED,
}
