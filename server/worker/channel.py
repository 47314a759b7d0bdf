"""Stands in for a connection's socket in gunicorn: reads bytes that were received, and buffers bytes to be sent."""

from __future__ import annotations

import errno
import select
import socket
import time

from server.worker.limits import MOST_REPLY_BYTES, Limits

_PIECE = 256 * 1024


class Received:
    """The bytes of one request. After them `recv` returns b"", so that a thread does not wait for more."""

    def __init__(self, sock: socket.socket, limits: Limits) -> None:
        self.bytes = bytearray()
        self._socket = sock
        self._limits = limits
        self._deadline: float | None = None

    def read_on(self) -> None:
        """Allow a thread to wait for more bytes from the connection, within deadlines; only for an admin's upload."""
        self._deadline = time.monotonic() + self._limits.body_seconds

    def recv(self, size: int) -> bytes:
        """At most `size` bytes; b"" at the end."""
        if not self.bytes and self._deadline is not None:
            return self._wait(size)
        piece = bytes(self.bytes[:size])
        del self.bytes[:size]
        return piece

    def _wait(self, size: int) -> bytes:
        """Wait for bytes from the connection; b"" if the client sends too slowly."""
        assert self._deadline is not None
        if not _ready(self._socket, select.POLLIN, self._deadline):
            return b""
        piece = self._socket.recv(size)
        self._deadline += len(piece) / self._limits.bytes_per_second
        return piece


class Channel:
    """Sends without blocking, up to a limit of buffered bytes; the worker's loop sends the rest.

    A thread uses the channel while it answers, the loop before and after that, never both at once.
    """

    def __init__(self, sock: socket.socket, limits: Limits) -> None:
        self.waiting = bytearray()
        self.sent = 0
        self.received = Received(sock, limits)
        self._socket = sock
        self._limits = limits

    def sendall(self, data: bytes) -> None:
        """Send the data, or buffer it. Raises OSError if the client is gone or reads too slowly."""
        self.waiting += data
        self.flush()
        if len(self.waiting) > MOST_REPLY_BYTES:
            deadline = time.monotonic() + self._limits.reply_seconds
            while self.waiting:
                if not _ready(self._socket, select.POLLOUT, deadline):
                    raise ConnectionResetError(errno.ECONNRESET, "the reply is read too slowly")
                before = self.sent
                self.flush()
                deadline += (self.sent - before) / self._limits.bytes_per_second

    def send(self, data: bytes) -> int:
        """Like `sendall`; returns the length of the data."""
        self.sendall(data)
        return len(data)

    def flush(self) -> bool:
        """Send what can be sent now. Returns whether that was all. Raises OSError if the client is gone."""
        try:
            while self.waiting:
                sent = self._socket.send(self.waiting[:_PIECE])
                del self.waiting[:sent]
                self.sent += sent
        except (BlockingIOError, InterruptedError):
            return False
        return True

    def recv(self, size: int, flags: int = 0) -> bytes:
        """Read from the connection itself, without waiting, to see whether the client is still there."""
        return self._socket.recv(size, flags)

    def shutdown(self, _how: int) -> None:
        """Always raises OSError: only the loop closes the connection, when all is sent."""
        raise OSError(errno.ENOTCONN, "closed by the worker's loop")

    def setblocking(self, _flag: bool) -> None:
        """Do nothing, as a channel never blocks."""

    def settimeout(self, _seconds: float | None) -> None:
        """Do nothing, as a channel never blocks."""

    def close(self) -> None:
        """Do nothing, as only the loop closes the connection. gunicorn expects no error here."""


def _ready(sock: socket.socket, event: int, deadline: float) -> bool:
    poll = select.poll()
    poll.register(sock, event)
    return bool(poll.poll(max(0.0, deadline - time.monotonic()) * 1000))
