"""The client's connection: whether the client still waits, and reading a large upload from it."""

from __future__ import annotations

import socket
from collections.abc import Callable

from flask import request


def client_gone() -> Callable[[], bool]:
    """A test of whether this request's client has closed its connection; always False if the server hides it."""
    connection = request.environ.get("gunicorn.socket")

    def gone() -> bool:
        if connection is None:
            return False
        try:
            return not connection.recv(1, socket.MSG_PEEK | socket.MSG_DONTWAIT)
        except (BlockingIOError, InterruptedError, ValueError):
            return False  # the client is silent, as it should be, or the connection cannot be peeked into
        except OSError:
            return True

    return gone


def read_upload() -> None:
    """Allow this thread to read an upload from the connection. Call it once the client is known to be an admin.

    Before, only the part of the body that came with the head can be read. Other servers than ours need no such call.
    """
    received = getattr(request.environ.get("gunicorn.socket"), "received", None)
    if received is not None:
        received.read_on()
