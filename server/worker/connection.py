"""One client's connection: what it is doing, until when, and the request that it is sending."""

from __future__ import annotations

import socket
import time
from enum import Enum
from typing import Any

from gunicorn import http

from server.worker.channel import Channel
from server.worker.framing import Framing
from server.worker.limits import MOST_DISCARDED_BYTES, SECONDS_CLOSING, SECONDS_IDLE, Limits

# Read in the thread that answers, once the application knows an admin: too large to be held.
_UPLOAD = (b"POST", b"/admin/import")
_SPARE_BYTES = 65_536  # beyond the largest body, for the application to see that it is larger


class Stage(Enum):
    """What is waited for."""

    IDLE = "a request"
    HEAD = "the rest of a head"
    BODY = "the rest of a body"
    ANSWER = "a thread"
    REPLY = "the client to read"
    CLOSING = "the client to close"


class Connection:
    """Has what gunicorn's threads ask of a connection of its own; its socket there is the channel."""

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
        """There is nothing to be made ready in a thread."""

    def enter(self, stage: Stage) -> None:
        """Begin to wait for something else."""
        self.stage, self.since, self._moved = stage, time.monotonic(), 0
        self.sock.sent = 0

    def deadline(self) -> float:
        """When it has taken too long, on the monotonic clock; what moves bytes fast enough gets more time."""
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
        """Bytes that are kept for it."""
        return len(self.sock.received.bytes) + len(self.sock.waiting) + len(self._rest)

    @property
    def is_upload(self) -> bool:
        """Whether its body is left to the thread that answers."""
        head = self.framing.head
        return head is not None and (head.method, head.path) == _UPLOAD and head.length != 0

    @property
    def whole(self) -> bool:
        """Whether all of the request is there, so that the next one's beginning is known."""
        return self.framing.whole and not self._cut and not self.is_upload

    @property
    def is_ready(self) -> bool:
        """Whether a thread can go on with it."""
        too_much = self._cut and (self._raw_bytes > MOST_DISCARDED_BYTES or self._expects_in_vain())
        return self.framing.ended or self.is_upload or too_much

    def take(self, data: bytes) -> None:
        """Bytes that came: of this request, up to what may be held, and of those that follow."""
        if self.stage is Stage.IDLE:
            self.enter(Stage.HEAD)
        used = self.framing.feed(data)
        self._raw_bytes += used
        self._moved += used
        largest = self._limits.body_bytes
        if not self._cut:
            self.sock.received.bytes += data[:used]
        # chunks may take as much room as what is in them
        framed = self.framing.content > largest + _SPARE_BYTES or self._raw_bytes > 2 * (largest + _SPARE_BYTES) + 2**20
        self._cut = not self.is_upload and (self._cut or framed or self._expects_in_vain())
        self._rest = data[used:]
        self.asks_ahead = self.asks_ahead or bool(self._rest)
        if self.stage is Stage.HEAD and self.framing.head is not None:
            self.enter(Stage.BODY)

    def asks_to_go_on(self) -> bool:
        """Whether the client waits for word before it sends a body, which may come."""
        head = self.framing.head
        return head is not None and head.expects_continue and self.framing.content == 0 and not self.is_ready

    def _expects_in_vain(self) -> bool:
        head = self.framing.head
        too_large = head is not None and (head.length or 0) > self._limits.body_bytes
        return head is not None and head.expects_continue and too_large

    def next_request(self) -> bytes:
        """Make ready for another request; what has come of it already."""
        rest, self._rest = self._rest, b""
        self.framing, self._cut, self._raw_bytes, self.told_to_go_on = Framing(), False, 0, False
        self.asks_ahead = bool(rest)
        self.sock.received.bytes.clear()
        self.enter(Stage.IDLE)
        return rest

    def is_read_to_its_end(self) -> bool:
        """Whether the parser took exactly the request, as it should."""
        return self.whole and not self.sock.received.bytes and not self.parser.unreader.buf.getvalue()
