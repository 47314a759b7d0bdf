"""One client's connection: its stage, its deadline, and the request that is being received."""

from __future__ import annotations

import socket
import time
from enum import Enum
from typing import Any

from gunicorn import http

from server.worker.channel import Channel
from server.worker.framing import Framing
from server.worker.limits import MOST_DISCARDED_BYTES, SECONDS_CLOSING, SECONDS_IDLE, Limits

# The request whose body may be too large for memory. A thread reads it once the application knows the admin.
_UPLOAD = (b"POST", b"/admin/import")
_SPARE_BYTES = 65_536  # kept beyond the largest body, so that the application sees that the body is too large


class Stage(Enum):
    """What the worker waits for."""

    IDLE = "a request"
    HEAD = "the rest of a head"
    BODY = "the rest of a body"
    ANSWER = "a thread"
    REPLY = "the client to read"
    CLOSING = "the client to close"


class Connection:
    """Has the attributes that gunicorn's threads expect of a connection, with a channel for its socket."""

    initialized = True
    data_ready = True
    is_http2 = False

    def __init__(self, cfg: Any, sock: socket.socket, client: Any, server: Any, limits: Limits) -> None:
        sock.setblocking(False)
        self.raw = sock
        self.sock = Channel(sock, limits)
        self.client, self.server = client, server
        self.parser = http.get_parser(cfg, self.sock.received, client)
        self.events = 0  # what the poller watches for
        self.keep = False  # whether another request may follow
        self.told_to_go_on = False
        self.asks_ahead = False  # whether requests came before the replies to those before them
        self.framing = Framing()
        self._limits = limits
        self._rest = b""
        self._cut = False
        self._raw_bytes = 0
        self.enter(Stage.IDLE)

    def init(self) -> None:
        """Do nothing: gunicorn calls this in a thread, but there is nothing to prepare."""

    def enter(self, stage: Stage) -> None:
        """Go to another stage."""
        self.stage, self.since, self._moved = stage, time.monotonic(), 0
        self.sock.sent = 0

    def deadline(self) -> float:
        """When the present stage times out, on the monotonic clock. Bytes that are sent or received extend it."""
        limits = self._limits
        moved = self.sock.sent if self.stage is Stage.REPLY else self._moved
        seconds: dict[Stage, float] = {
            Stage.IDLE: SECONDS_IDLE,
            Stage.HEAD: limits.head_seconds,
            Stage.BODY: limits.body_seconds + moved / limits.bytes_per_second,
            Stage.REPLY: limits.reply_seconds + moved / limits.bytes_per_second,
            Stage.CLOSING: SECONDS_CLOSING,
        }
        return self.since + seconds.get(self.stage, float("inf"))

    @property
    def held(self) -> int:
        """The bytes that are held in memory for this connection."""
        return len(self.sock.received.bytes) + len(self.sock.waiting) + len(self._rest)

    @property
    def is_upload(self) -> bool:
        """Whether the thread that answers reads the body itself."""
        head = self.framing.head
        return head is not None and (head.method, head.path) == _UPLOAD and head.length != 0

    @property
    def whole(self) -> bool:
        """Whether all of the request is there, so that it is known where the next one begins."""
        return self.framing.whole and not self._cut and not self.is_upload

    @property
    def is_ready(self) -> bool:
        """Whether a thread can answer the request."""
        too_much = self._cut and (self._raw_bytes > MOST_DISCARDED_BYTES or self._expects_in_vain())
        return self.framing.ended or self.is_upload or too_much

    def take(self, data: bytes) -> None:
        """Take received bytes: of this request, as far as they may be held, and of the next ones."""
        if self.stage is Stage.IDLE:
            self.enter(Stage.HEAD)
        used = self.framing.feed(data)
        self._raw_bytes += used
        self._moved += used
        largest = self._limits.body_bytes
        if not self._cut:
            self.sock.received.bytes += data[:used]
        # the framing of chunks may take as much room as their content
        framed = self.framing.content > largest + _SPARE_BYTES or self._raw_bytes > 2 * (largest + _SPARE_BYTES) + 2**20
        self._cut = not self.is_upload and (self._cut or framed or self._expects_in_vain())
        self._rest = data[used:]
        self.asks_ahead = self.asks_ahead or bool(self._rest)
        if self.stage is Stage.HEAD and self.framing.head is not None:
            self.enter(Stage.BODY)

    def asks_to_go_on(self) -> bool:
        """Whether the client waits for "100 Continue" before it sends a body that is acceptable."""
        head = self.framing.head
        return head is not None and head.expects_continue and self.framing.content == 0 and not self.is_ready

    def _expects_in_vain(self) -> bool:
        head = self.framing.head
        too_large = head is not None and (head.length or 0) > self._limits.body_bytes
        return head is not None and head.expects_continue and too_large

    def next_request(self) -> bytes:
        """Prepare for the next request. Returns the bytes of it that have already come."""
        rest, self._rest = self._rest, b""
        self.framing, self._cut, self._raw_bytes, self.told_to_go_on = Framing(), False, 0, False
        self.asks_ahead = bool(rest)
        self.sock.received.bytes.clear()
        self.enter(Stage.IDLE)
        return rest

    def is_read_to_its_end(self) -> bool:
        """Whether the parser consumed exactly this request, as it should."""
        return self.whole and not self.sock.received.bytes and not self.parser.unreader.buf.getvalue()
