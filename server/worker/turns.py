"""Who gets the next free thread: each client in turn, and who asks ahead after those that wait for their replies."""

from __future__ import annotations

import ipaddress
from collections import OrderedDict, deque
from typing import Any

from server.worker.connection import Connection

# Of so many turns one is for those that ask ahead where others wait too: they get on, but slowly.
_ONE_IN = 8


class Turns:
    """Connections whose request is whole and has no thread yet; each is in it once, with one request."""

    def __init__(self) -> None:
        self._ordinary = _Round()
        self._ahead = _Round()
        self._given = 0

    def add(self, conn: Connection) -> None:
        """It waits behind the other connections of its client."""
        (self._ahead if conn.asks_ahead else self._ordinary).add(conn)

    def next(self) -> Connection | None:
        """The one whose turn it is, which no longer waits; None where nobody does."""
        self._given += 1
        first, second = self._ordinary, self._ahead
        if self._given % _ONE_IN == 0:
            first, second = second, first
        return first.next() or second.next()


class _Round:
    """Each client has one turn in a round, however many connections it has."""

    def __init__(self) -> None:
        self._waiting: OrderedDict[str, deque[Connection]] = OrderedDict()

    def add(self, conn: Connection) -> None:
        self._waiting.setdefault(_client(conn.client), deque()).append(conn)

    def next(self) -> Connection | None:
        if not self._waiting:
            return None
        client, connections = self._waiting.popitem(last=False)
        conn = connections.popleft()
        if connections:
            self._waiting[client] = connections
        return conn


def _client(address: Any) -> str:
    """What counts as one client: an address, and of IPv6 the network of 64 bits that one household has."""
    host = str(address[0]) if isinstance(address, tuple) else str(address)
    if ":" in host:
        # a bound interface (%eth0) is no part of the network
        return str(ipaddress.ip_network((host.partition("%")[0], 64), strict=False))
    return host
