"""Fetches a source from an http(s) address into a temporary file, and posts small documents.

Both refuse addresses that lead into a private network.
"""

from __future__ import annotations

import contextlib
import http.client
import ipaddress
import socket
import ssl
import threading
import time
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from index.errors import SourceError
from index.scratch import Scratch
from index.sources.document import Document

MAX_BYTES = 2 * 1024**3
TIMEOUT = 30.0  # seconds without a byte
MAX_SECONDS = 1800.0  # for the whole fetch
MAX_REDIRECTS = 5
_CHUNK = 64 * 1024
_FREE = 16 * 1024**2
_MAX_RATIO = 200
_REDIRECTS = frozenset((301, 302, 303, 307, 308))
# Addresses that Python counts as public although cloud providers serve a machine's secrets there: Azure's wire server,
# Oracle's and Equinix's metadata, IBM's private services. Also the old site-local addresses.
_NOT_PUBLIC = tuple(
    map(
        ipaddress.ip_network,
        "168.63.129.16/32 192.0.0.0/24 192.80.8.124/32 161.26.0.0/16 166.8.0.0/14 fec0::/10 3fff::/20".split(),
    )
)
_NAT64 = ipaddress.ip_network("64:ff9b::/96")


@contextlib.contextmanager
def fetched(
    url: str,
    *,
    allow_private: bool = False,
    max_bytes: int = MAX_BYTES,
    timeout: float = TIMEOUT,
    max_seconds: float = MAX_SECONDS,
) -> Iterator[Document]:
    """Fetch the document at `url` into a temporary file, which is removed after the block. Raises SourceError.

    Every host, also after a redirect, is resolved once, and the connection goes to the very address that was checked.
    Unless `allow_private` is set, an address outside the public Internet (private, loopback, link-local ...) is
    refused.
    """
    with Scratch("download") as scratch:
        path = scratch.path / "source"
        deadline = time.monotonic() + max_seconds
        address = url
        for _ in range(MAX_REDIRECTS + 1):
            target = _target(address, url)
            following = _fetch(target, url, path, _Limits(max_bytes, timeout, deadline, allow_private))
            if following is None:
                yield Document(path, url, address)
                return
            if target.scheme == "https" and not following.startswith("https:"):
                raise SourceError(f"{url}: redirects from https to something else")
            address = following
        raise SourceError(f"{url}: redirects more than {MAX_REDIRECTS} times")


def post(url: str, document: bytes, *, allow_private: bool = False, timeout: float = TIMEOUT) -> int:
    """Send a JSON document to `url`. Returns the status of the response, whose body is not read. Raises SourceError.

    The address is resolved and checked as in `fetched`; redirects are not followed. It takes at most `timeout` seconds
    to connect, and as many again for the rest.
    """
    target = _target(url, url)
    connection = _connection(target, url, _Limits(MAX_BYTES, timeout, time.monotonic() + timeout, allow_private))
    watchdog = threading.Timer(timeout, connection.abort)
    watchdog.daemon = True
    watchdog.start()
    try:
        headers = {"User-Agent": "Rejoinder", "Content-Type": "application/json", "Connection": "close"}
        connection.request("POST", target.path + (f"?{target.query}" if target.query else ""), document, headers)
        response = connection.getresponse()
        response.close()
        return response.status
    except (OSError, http.client.HTTPException, ValueError, AttributeError) as e:
        raise SourceError(f"{url}: cannot be sent to: {type(e).__name__}") from None
    finally:
        watchdog.cancel()
        connection.close()
        connection.dispose()


class _Limits:
    def __init__(self, max_bytes: int, timeout: float, deadline: float, allow_private: bool) -> None:
        self.max_bytes = max_bytes
        self.timeout = timeout
        self.deadline = deadline
        self.allow_private = allow_private

    def left(self) -> float:
        return max(0.01, self.deadline - time.monotonic())


def _target(address: str, url: str) -> SplitResult:
    """The parts of an address that may be fetched, with non-ASCII letters percent-encoded and the host in IDNA."""
    try:
        parts = urlsplit(address)
        host, port = parts.hostname or "", parts.port
        host = host if host.isascii() else host.encode("idna").decode("ascii")
    except (ValueError, UnicodeError):
        raise SourceError(f"{url}: is not a valid address") from None
    if parts.scheme not in ("http", "https") or not host:
        raise SourceError(f"{url}: only http and https addresses can be fetched")
    if parts.username or parts.password:
        raise SourceError(f"{parts.scheme}://{host}: an address that holds a name or password is not fetched")
    if any(ord(c) < 33 for c in address):
        raise SourceError(f"{url!r}: holds blanks or control characters")
    netloc = (f"[{host}]" if ":" in host else host) + (f":{port}" if port else "")
    safe = "/%:@!$&'()*+,;=~?"
    return SplitResult(parts.scheme, netloc, quote(parts.path or "/", safe=safe), quote(parts.query, safe=safe), "")


def _fetch(target: SplitResult, url: str, path: Path, limits: _Limits) -> str | None:
    """Write the body to `path` and return None, or return the address of a redirect."""
    connection = _connection(target, url, limits)
    watchdog = threading.Timer(limits.left(), connection.abort)
    watchdog.daemon = True
    watchdog.start()
    response: http.client.HTTPResponse | None = None
    try:
        request = target.path + (f"?{target.query}" if target.query else "")
        headers = {"User-Agent": "Rejoinder", "Accept": "*/*", "Accept-Encoding": "identity"}
        connection.request("GET", request, headers=headers)
        response = connection.getresponse()
        if response.status in _REDIRECTS and (location := response.headers.get("Location")):
            return urljoin(target.geturl(), location)
        if response.status != 200:
            raise SourceError(f"{url}: the server answered {response.status} {response.reason[:80]}")
        with path.open("wb") as out:
            _copy(response, out, url, limits)
        if connection.aborted:  # for a body without a length, an abort looks like its end
            raise TimeoutError
    except SourceError:
        raise
    except (OSError, http.client.HTTPException, ValueError, AttributeError) as e:
        if connection.aborted:
            raise SourceError(f"{url}: took too long, so we gave up") from None
        why = "no answer in time" if isinstance(e, TimeoutError) else str(e)[:200] or type(e).__name__
        raise SourceError(f"{url}: cannot be fetched: {why}") from None
    finally:
        watchdog.cancel()
        if response is not None:
            response.close()
        connection.close()
        connection.dispose()
    return None


def _copy(response: http.client.HTTPResponse, out: BinaryIO, url: str, limits: _Limits) -> None:
    """Copy the body within the limits, unpacking it if the server compressed it although we did not ask for that."""
    encoding = response.headers.get("Content-Encoding", "identity").strip().lower()
    if encoding not in ("identity", "", "gzip", "x-gzip", "deflate"):
        raise SourceError(f"{url}: is compressed as {encoding[:40]!r}, which cannot be unpacked")
    declared = response.headers.get("Content-Length", "")
    if declared.isascii() and declared.isdigit() and int(declared[:20]) > limits.max_bytes:
        raise SourceError(f"{url}: is larger than {limits.max_bytes} bytes")
    unpack = None if encoding in ("identity", "") else zlib.decompressobj(47 if "gzip" in encoding else 15)
    came = written = 0
    while chunk := response.read1(_CHUNK):
        came += len(chunk)
        for piece in _unpacked(unpack, chunk) if unpack else (chunk,):
            written += len(piece)
            if came > limits.max_bytes or written > limits.max_bytes:
                raise SourceError(f"{url}: is larger than {limits.max_bytes} bytes")
            if written > _FREE and written > came * _MAX_RATIO:
                raise SourceError(f"{url}: unpacks to far more than it should: refused as a decompression bomb")
            out.write(piece)
    if response.length or (unpack and not unpack.eof):
        raise SourceError(f"{url}: the connection ended before the file did. Try again")


def _unpacked(unpack: zlib._Decompress, chunk: bytes) -> Iterator[bytes]:
    try:
        while chunk:
            piece = unpack.decompress(chunk, _CHUNK)
            if piece:
                yield piece
            if unpack.eof:
                return
            chunk = unpack.unconsumed_tail
    except zlib.error as e:
        raise ValueError(f"damaged: {e}") from None


class _Pinned:
    """What both kinds of connection share: they go to one given address, and another thread can abort them."""

    # http.client drops its own reference once the response owns the socket.
    opened: socket.socket | None = None
    aborted = False

    def abort(self) -> None:
        self.aborted = True
        if self.opened is not None:
            with contextlib.suppress(OSError):
                socket.socket.shutdown(self.opened, socket.SHUT_RDWR)

    def dispose(self) -> None:
        if self.opened is not None:
            self.opened.close()


class _PinnedHttp(_Pinned, http.client.HTTPConnection):
    def __init__(self, host: str, port: int, address: str, timeout: float) -> None:
        http.client.HTTPConnection.__init__(self, host, port, timeout=timeout)
        self._address = address

    def connect(self) -> None:
        self.sock = self.opened = socket.create_connection((self._address, self.port), self.timeout)


class _PinnedHttps(_Pinned, http.client.HTTPSConnection):
    def __init__(self, host: str, port: int, address: str, timeout: float) -> None:
        self._tls = ssl.create_default_context()
        http.client.HTTPSConnection.__init__(self, host, port, timeout=timeout, context=self._tls)
        self._address = address

    def connect(self) -> None:
        self.opened = socket.create_connection((self._address, self.port), self.timeout)
        self.sock = self.opened = self._tls.wrap_socket(self.opened, server_hostname=self.host)


def _connection(target: SplitResult, url: str, limits: _Limits) -> _PinnedHttp | _PinnedHttps:
    host = target.hostname or ""
    port = target.port or (443 if target.scheme == "https" else 80)
    address = _public_address(host, port, url, limits.allow_private)
    timeout = min(limits.timeout, limits.left())
    kind = _PinnedHttps if target.scheme == "https" else _PinnedHttp
    return kind(host, port, address, timeout)


def _public_address(host: str, port: int, url: str, allow_private: bool) -> str:
    """The first IP address of a host. Raises SourceError if any of its addresses is not public."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError, ValueError):
        raise SourceError(f"{url}: the host {host[:100]!r} is not known") from None
    addresses = list(dict.fromkeys(str(entry[4][0]) for entry in found))
    if not addresses:
        raise SourceError(f"{url}: the host {host[:100]!r} has no address")
    if not allow_private and not all(map(is_public, addresses)):
        raise SourceError(f"{url}: leads into a private network ({host[:100]}), from which nothing is fetched")
    return addresses[0]


def is_public(address: str) -> bool:
    """Whether an IP address is on the public Internet. An IPv4 address inside an IPv6 address is checked too."""
    try:
        ip = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if ip in _NAT64:
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(str(inner))
    if any(ip in network for network in _NOT_PUBLIC):
        return False
    return ip.is_global and not (ip.is_multicast or ip.is_reserved or ip.is_unspecified)
