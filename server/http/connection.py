"""The client's connection: whether anybody still waits at its other end."""

from __future__ import annotations

import socket
from collections.abc import Callable

from flask import request


def client_gone() -> Callable[[], bool]:
    """A test of whether the client of this request has closed its connection. Where the server does not hand the
    connection over, nobody can know, and the answer is no."""
    connection = request.environ.get("gunicorn.socket")

    def gone() -> bool:
        if connection is None:
            return False
        try:
            return not connection.recv(1, socket.MSG_PEEK | socket.MSG_DONTWAIT)
        except (BlockingIOError, InterruptedError, ValueError):
            return False  # silent, as it should be; or of a kind that cannot be looked into
        except OSError:
            return True

    return gone


def read_upload() -> None:
    """Let a body that is too large to be held be read from the connection, in this thread: for who is known by now.

    Until this is called, no more of it is there than came with the head. Other servers have no such connection.
    """
    received = getattr(request.environ.get("gunicorn.socket"), "received", None)
    if received is not None:
        received.read_on()
