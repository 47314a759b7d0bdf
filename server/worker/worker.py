"""gunicorn's threaded worker, changed so that no thread waits for a slow client.

Its loop receives the whole request, within deadlines, before a thread gets it, and sends what a client is slow to read.
So a slow connection takes memory, which is bounded, but no thread.
"""

from __future__ import annotations

import errno
import logging
import secrets
import selectors
import socket
import time
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from typing import Any

from flask import json
from gunicorn.http import errors as http_errors
from gunicorn.workers import gthread

from server.http.problem_kinds import KINDS
from server.http.problems import CONTENT_TYPE, document, google_error
from server.worker.connection import Connection, Stage
from server.worker.limits import MOST_HELD_BYTES, SECONDS_AT_STOP, Limits
from server.worker.turns import Turns

_log = logging.getLogger("rejoinder.server")
_PIECE = 65_536
_NO_ROOM = (errno.EMFILE, errno.ENFILE, errno.ENOBUFS, errno.ENOMEM)
_KIND_OF_ERROR: tuple[tuple[type[Exception], str], ...] = (
    (http_errors.LimitRequestLine, "uri-too-long"),
    (http_errors.LimitRequestHeaders, "too-many-headers"),
    (http_errors.UnsupportedTransferCoding, "not-implemented"),
    (http_errors.ParseException, "malformed-request"),
)


class Worker(gthread.ThreadWorker):  # type: ignore[misc]
    """Receives and sends in its loop, answers in threads, and keeps three more threads for health and figures."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._limits: Limits = self.app.limits
        self._waiting: set[Connection] = set()  # connections that no thread has
        self._held = 0  # bytes held for them
        self._answering: set[Connection] = set()  # connections that a thread of the pool has, or will have
        self._turns = Turns()
        self._at_work = 0  # request threads
        self._last_progress = time.monotonic()
        self._next_look = 0.0
        self._stopped: float | None = None
        self._own_threads: dict[bytes, ThreadPoolExecutor] = {}

    def init_process(self) -> None:
        """Run until the worker ends."""
        # /healthz does not wait for /readyz, which may read files, and neither waits for /metrics, which may wait for a
        # database that has just stopped answering: a load balancer would miss every machine at once
        health, ready, others = (ThreadPoolExecutor(1) for _ in range(3))
        self._own_threads = {b"/healthz": health, b"/readyz": ready, b"/metrics": others, b"/v1/status": others}
        super().init_process()

    # --- receiving

    def accept(self, listener: socket.socket) -> None:
        """Accept a connection. If there are too many, close the one that has waited longest."""
        try:
            sock, address = listener.accept()
        except OSError as e:
            if e.errno in _NO_ROOM:
                if not self._drop_oldest():
                    time.sleep(0.05)
                return
            if e.errno not in (errno.EAGAIN, errno.ECONNABORTED, errno.EWOULDBLOCK):
                raise
            return
        self.nr_conns += 1
        conn = Connection(self.cfg, sock, address, listener.getsockname(), self._limits)
        self._waiting.add(conn)
        if self.nr_conns > self._limits.connections:
            self._drop_oldest()
        if conn in self._waiting:
            self._watch(conn, selectors.EVENT_READ)
            self._on_event(conn)

    def _on_event(self, conn: Connection, _file: Any = None) -> None:
        """Called when a connection can be read or written. No error of one connection may end the loop."""
        if conn not in self._waiting:
            return
        try:
            if conn.stage is Stage.REPLY:
                self._send(conn)
            else:
                self._receive(conn)
        except OSError:
            self._drop(conn)
        except Exception:
            self.log.exception("a connection failed")
            self._drop(conn)

    def _receive(self, conn: Connection) -> None:
        try:
            data = conn.raw.recv(_PIECE)
        except (BlockingIOError, InterruptedError):
            return
        if conn.stage is Stage.CLOSING:
            if not data:
                self._drop(conn)
        elif data:
            self._take(conn, data)
        elif conn.stage is Stage.BODY:
            self._answer(conn)  # incomplete: the application answers that the body is cut short
        else:
            self._drop(conn)

    def _take(self, conn: Connection, data: bytes) -> None:
        before = conn.held
        conn.take(data)
        self._held += conn.held - before
        if conn.is_ready:
            self._answer(conn)
            return
        if conn.asks_to_go_on() and not conn.told_to_go_on:
            conn.told_to_go_on = True
            conn.raw.send(b"HTTP/1.1 100 Continue\r\n\r\n")
        self._watch(conn, selectors.EVENT_READ)
        if self._held > MOST_HELD_BYTES:
            self._drop(max(self._waiting, key=lambda each: each.held))

    # --- answering

    def _answer(self, conn: Connection) -> None:
        """Give the request to a thread."""
        self._watch(conn, 0)
        self._waiting.discard(conn)
        self._held -= conn.held
        conn.enter(Stage.ANSWER)
        threads = self._threads_for(conn)
        if threads is self.tpool:
            if len(self._answering) < self.cfg.threads:
                self._last_progress = time.monotonic()
            self._answering.add(conn)
            self._turns.add(conn)
            self._give_threads()
        else:
            self._submit(threads, conn)

    def _give_threads(self) -> None:
        """Not more than there are: what a pool has taken, it does in that order."""
        while self._at_work < self.cfg.threads and (conn := self._turns.next()) is not None:
            self._at_work += 1
            self._submit(self.tpool, conn)

    def _submit(self, threads: ThreadPoolExecutor, conn: Connection) -> None:
        future = threads.submit(self.handle, conn)
        future.add_done_callback(lambda done: self.method_queue.defer(self.finish_request, conn, done))

    def _threads_for(self, conn: Connection) -> ThreadPoolExecutor:
        """The threads for a request. Health checks and figures have their own.

        But if all threads of the pool are stuck, health checks wait with them: the service must not seem healthy then.
        """
        head = conn.framing.head
        tpool: ThreadPoolExecutor = self.tpool
        stuck = time.monotonic() - self._last_progress > self._limits.stuck_seconds
        if head is None or head.method not in (b"GET", b"HEAD") or not conn.whole:
            return tpool
        if stuck and len(self._answering) >= self.cfg.threads:
            return tpool
        return self._own_threads.get(head.path, tpool)

    def handle_request(self, req: Any, conn: Connection) -> Any:
        """Answer a request, in a thread. The loop has sent "100 Continue" already, so gunicorn must not."""
        if not conn.is_upload:
            req._expected_100_continue = False
        if not conn.whole:
            req.force_close()
        return super().handle_request(req, conn)

    def _keepalive_after(self, conn: Connection, keepalive: bool) -> bool:
        """Whether another request may follow on the connection; not after a body that cannot be read to its end."""
        try:
            return conn.whole and bool(super()._keepalive_after(conn, keepalive))
        except http_errors.ParseException:
            return False

    def finish_request(self, conn: Connection, future: Future[Any]) -> None:
        """Take a connection back into the loop when a thread is done with its request."""
        if conn in self._answering:
            self._answering.discard(conn)
            self._last_progress = time.monotonic()
            self._at_work -= 1
            self._give_threads()
        kept = not future.cancelled() and future.exception() is None and bool(future.result())
        conn.keep = kept and conn.is_read_to_its_end()
        conn.sock.received.bytes.clear()
        conn.enter(Stage.REPLY)
        self._waiting.add(conn)
        self._held += conn.held
        self._on_event(conn)

    # --- sending

    def _send(self, conn: Connection) -> None:
        before = conn.held
        done = conn.sock.flush()
        self._held += conn.held - before
        if not done:
            self._watch(conn, selectors.EVENT_WRITE)
            if self._held > MOST_HELD_BYTES:
                self._drop(max(self._waiting, key=lambda each: each.held))
        elif conn.keep:
            before = conn.held
            rest = conn.next_request()
            self._held += conn.held - before
            if rest:
                self._take(conn, rest)
            else:
                self._watch(conn, selectors.EVENT_READ)
        else:
            # a client that is still sending would lose the reply if the connection were closed on it (RFC 9112, 9.6)
            conn.raw.shutdown(socket.SHUT_WR)
            conn.enter(Stage.CLOSING)
            self._watch(conn, selectors.EVENT_READ)

    # --- connections that wait

    def _watch(self, conn: Connection, events: int) -> None:
        if events == conn.events:
            return
        if not conn.events:
            self.poller.register(conn.raw, events, partial(self._on_event, conn))
        elif not events:
            self.poller.unregister(conn.raw)
        else:
            self.poller.modify(conn.raw, events, partial(self._on_event, conn))
        conn.events = events

    def _drop(self, conn: Connection) -> None:
        """Close a waiting connection now."""
        if conn in self._waiting:
            self._waiting.discard(conn)
            self._held -= conn.held
            self._watch(conn, 0)
            conn.raw.close()
            self.nr_conns -= 1

    def _drop_oldest(self) -> bool:
        """Close the connection that has waited longest. Returns False if every connection has a thread."""
        if self._waiting:
            self._drop(min(self._waiting, key=lambda conn: conn.since))
            return True
        return False

    def murder_pending(self) -> None:
        """Close connections that take too long. The loop calls this again and again."""
        now = time.monotonic()
        if self._stopped is None and not self.alive:
            self._stopped, self._next_look = now, now
        if now < self._next_look:
            return
        self._next_look = now + 0.5
        at_stop = float("inf") if self._stopped is None else self._stopped + SECONDS_AT_STOP
        for conn in list(self._waiting):
            if now < (min(conn.deadline(), at_stop) if conn.stage is Stage.IDLE else conn.deadline()):
                continue
            if conn.stage in (Stage.HEAD, Stage.BODY):
                self._refuse(conn)
            else:
                self._drop(conn)

    def _refuse(self, conn: Connection) -> None:
        """Answer 408 to a client that sends too slowly."""
        conn.enter(Stage.REPLY)
        conn.keep = False
        self._tell(conn.sock, "too-slow")
        self._on_event(conn)

    # --- what never reaches the application

    def handle_error(self, req: Any, client: Any, addr: Any, exc: BaseException) -> None:  # noqa: ARG002
        """Answer with a problem document what never reaches the application, such as bytes that are not HTTP."""
        name = next((name for kind, name in _KIND_OF_ERROR if isinstance(exc, kind)), "internal-error")
        self._tell(client, name)

    def _tell(self, client: Any, name: str) -> None:
        kind, request_id = KINDS[name], secrets.token_hex(8)
        if kind.status == 500:
            self.log.exception("request failed outside the application")
        _log.info("request=%s method=- route=- status=%d ms=0.00", request_id, kind.status)
        # the request was not read, so the answer has both forms of an error
        body = json.dumps(document(kind, request_id) | {"error": google_error(kind)}, indent=None).encode()
        head = (
            f"HTTP/1.1 {kind.status} {kind.title}\r\nConnection: close\r\nContent-Type: {CONTENT_TYPE}\r\n"
            f"Content-Length: {len(body)}\r\nX-Request-Id: {request_id}\r\n\r\n"
        )
        try:
            client.sendall(head.encode("ascii") + body)
        except OSError:
            return
