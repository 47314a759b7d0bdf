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
