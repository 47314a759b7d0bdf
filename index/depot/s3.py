"""A depot in a bucket of Amazon S3, or of another server that understands its API and conditional writes.

Credentials, region and endpoint come from the environment (AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_REGION,
AWS_ENDPOINT_URL), or from the role of the machine. The client must not be used before a process forks: it has threads.
"""

from __future__ import annotations

import contextlib
import os
import re
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from obstore.exceptions import (
    AlreadyExistsError,
    BaseError,
    PermissionDeniedError,
    PreconditionError,
    UnauthenticatedError,
)
from obstore.store import S3Store
from typing_extensions import Buffer

from index.depot.errors import DepotConflictError, DepotError, DepotRefusedError, DepotUnreachableError, UntrustedError
from index.depot.protocol import Document, Entry, Told
from index.depot.transfer import PIECE, write_pieces

if TYPE_CHECKING:
    from obstore.store import ClientConfig, RetryConfig, S3Config

_CONNECT = timedelta(seconds=5)
_SMALL: ClientConfig = {"connect_timeout": _CONNECT, "timeout": timedelta(seconds=20)}
_UP: ClientConfig = {"connect_timeout": _CONNECT, "timeout": timedelta(minutes=5)}  # for each part
_DOWN: ClientConfig = {
    "connect_timeout": _CONNECT, "timeout": timedelta(hours=2), "read_timeout": timedelta(seconds=20)
}  # fmt: skip
_RETRY: RetryConfig = {"max_retries": 2, "retry_timeout": timedelta(seconds=20)}
_PART = 16 * 2**20  # bytes of a large file that are sent at a time
_CLOCK = "clock"  # an object whose time of change is the depot's time
_CODE = re.compile(r"<Code>(\w{1,60})</Code>", re.ASCII)
_ADDRESS = re.compile(r"https?://(?:[A-Za-z0-9.-]+|\[[0-9A-Fa-f:.]+\])(?::[0-9]{1,5})?/?", re.ASCII)
_ENDPOINTS = ("AWS_ENDPOINT_URL_S3", "AWS_ENDPOINT_URL", "AWS_ENDPOINT")
_ACCESS = "access is denied: allow these credentials to read, write, list and delete below the prefix"
# The codes only, never the messages: a server may put the signed request into them.
_REFUSALS = {
    "NoSuchBucket": "there is no such bucket: create it, or correct REJOINDER_DEPOT",
    "PermanentRedirect": "the bucket is in another region: set AWS_REGION to it",
    "AuthorizationHeaderMalformed": "the bucket is in another region: set AWS_REGION to it",
    "AccessDenied": _ACCESS,
    "InvalidAccessKeyId": "the access key is not known there: correct AWS_ACCESS_KEY_ID",
    "XAdminUserNotFound": "the access key is not known there: correct AWS_ACCESS_KEY_ID",
    "SignatureDoesNotMatch": "the secret key is wrong: correct AWS_SECRET_ACCESS_KEY",
    "ExpiredToken": "the credentials have expired: get new ones",
    "InvalidToken": "the session token is wrong: correct AWS_SESSION_TOKEN",
    "RequestTimeTooSkewed": "the clocks of this machine and of the server differ too much: set this machine's clock",
    "NotImplemented": "the server does not support conditional writes: use one that does, or a folder",
}


class S3Depot:
    """A depot in a bucket, below a prefix."""

    def __init__(self, bucket: str, prefix: str) -> None:
        self.address = f"s3://{bucket}/{prefix}".rstrip("/")
        self._endpoint = next((found for name in _ENDPOINTS if (found := os.environ.get(name))), "")
        if self._endpoint and not _ADDRESS.fullmatch(self._endpoint):
            raise DepotRefusedError(
                f"{self.address} cannot be used: correct AWS_ENDPOINT_URL, which must be like https://s3.example.org"
            )
        with self._errors(""):
            self._small, self._up, self._down = (
                self._store(bucket, prefix, client) for client in (_SMALL, _UP, _DOWN)
            )  # fmt: skip

    def _store(self, bucket: str, prefix: str, client: ClientConfig) -> S3Store:
        options = client.copy()
        options["allow_http"] = self._endpoint.startswith("http://")
        region = os.environ.get("AWS_REGION") or os.environ.get("AWS_DEFAULT_REGION") or "us-east-1"
        where: S3Config = {"region": region, "endpoint": self._endpoint} if self._endpoint else {"region": region}
        return S3Store(bucket, prefix=prefix or None, config=where, client_options=options, retry_config=_RETRY)

    def read(self, name: str, most: int) -> Document | None:
        """See `Depot.read`."""
        try:
            with self._errors(name):
                found = self._small.get(name)
                meta = found.meta
                data = bytes(found.bytes()) if meta["size"] <= most else b""
        except FileNotFoundError:
            return None
        if meta["size"] > most:
            raise UntrustedError(f"{name} in {self.address} has more than the {most:,} bytes that it may have")
        return Document(data, meta["e_tag"] or "")

    def fetch(self, name: str, to: Path, size: int, told: Told) -> str:
        """See `Depot.fetch`."""
        where = f"{name} in {self.address}"
        try:
            with self._errors(name):
                pieces = iter(self._down.get(name).stream(min_chunk_size=PIECE))
        except FileNotFoundError:
            raise UntrustedError(f"{name} is missing from {self.address}") from None
        return write_pieces(self._guarded(pieces, name), where, to, size, told)

    def _guarded(self, pieces: Iterator[Buffer], name: str) -> Iterator[bytes]:
        while True:
            with self._errors(name):
                piece = next(pieces, None)
            if piece is None:
                return
            yield bytes(piece)

    def write(self, name: str, data: bytes) -> None:
        """See `Depot.write`."""
        with self._errors(name):
            self._small.put(name, data)

    def store(self, name: str, source: Path, told: Told) -> None:
        """See `Depot.store`. Parts of a large file whose upload was killed stay in the bucket, unseen."""
        size = source.stat().st_size
        with source.open("rb") as f, self._errors(name):
            if size <= _PART:
                self._up.put(name, f.read(), use_multipart=False)
                told(size)
                return

            def pieces() -> Iterator[bytes]:
                while piece := f.read(PIECE):
                    yield piece
                    told(len(piece))

            self._up.put(name, pieces(), use_multipart=True, chunk_size=_PART, max_concurrency=2)

    def replace(self, name: str, data: bytes, tag: str | None) -> str:
        """See `Depot.replace`."""
        with self._errors(name), contextlib.suppress(AlreadyExistsError, PreconditionError, FileNotFoundError):
            put = self._small.put(name, data, mode="create" if tag is None else {"e_tag": tag}, use_multipart=False)
            return put["e_tag"] or ""
        # A write whose answer was lost is sent again, and then finds its own object.
        found = self.read(name, max(len(data), PIECE))
        if found is not None and found.data == data:
            return found.tag
        raise DepotConflictError(f"{name} in {self.address} was changed by another builder")

    def list(self, prefix: str) -> list[Entry]:
        """See `Depot.list`."""
        with self._errors(prefix):
            return [
                Entry(found["path"], found["size"], found["last_modified"].timestamp())
                for page in self._small.list(prefix.rstrip("/"))
                for found in page
            ]

    def below(self, prefix: str) -> tuple[str, ...]:
        """See `Depot.below`."""
        return tuple(sorted({entry.name.removeprefix(prefix).partition("/")[0] for entry in self.list(prefix)}))

    def moment(self) -> float:
        """See `Depot.moment`."""
        try:
            with self._errors(_CLOCK):
                self._small.put(_CLOCK, b"")
                return self._small.head(_CLOCK)["last_modified"].timestamp()
        except (DepotRefusedError, FileNotFoundError):
            return time.time()

    def delete(self, name: str) -> None:
        """See `Depot.delete`."""
        with contextlib.suppress(FileNotFoundError), self._errors(name):
            self._small.delete(name)

    def delete_below(self, prefix: str) -> None:
        """See `Depot.delete_below`."""
        for entry in self.list(prefix):
            self.delete(entry.name)

    @contextlib.contextmanager
    def _errors(self, name: str) -> Iterator[None]:
        """Turn an error of the client into a DepotError, without anything secret.

        FileNotFoundError, AlreadyExistsError and PreconditionError are left to the block's method, if they are about
        the object: some servers also answer 404 for a bucket or a user that they do not know.
        """
        what = f"{name} in {self.address}" if name else self.address
        try:
            yield
        except DepotError:
            raise
        except (FileNotFoundError, AlreadyExistsError, PreconditionError) as e:
            if (code := _code(e)) in _REFUSALS:
                raise DepotRefusedError(f"{what} cannot be used: {_REFUSALS[code]}") from None
            raise
        except (PermissionDeniedError, UnauthenticatedError) as e:
            raise DepotRefusedError(f"{what} cannot be used: {_REFUSALS.get(_code(e), _ACCESS)}") from None
        except BaseError as e:
            raise self._failure(what, e) from None
        except ValueError as e:
            raise DepotRefusedError(
                f"{what} cannot be used ({type(e).__name__}): correct AWS_ENDPOINT_URL and AWS_REGION"
            ) from None

    def _failure(self, what: str, error: BaseError) -> DepotError:
        """What an error means that the client does not know by name."""
        code, text = _code(error), str(error)
        if code in _REFUSALS:
            return DepotRefusedError(f"{what} cannot be used: {_REFUSALS[code]}")
        if "169.254.169.254" in text or "CredentialsProvider" in text:
            return DepotRefusedError(
                f"there are no credentials for {what}: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY"
            )
        if code:
            return DepotUnreachableError(f"{what} cannot be used: the server answered with the error {code}")
        server = self._endpoint or "Amazon S3"
        return DepotUnreachableError(
            f"{what} cannot be reached at {server}: is the server up, and is AWS_ENDPOINT_URL right?"
        )


def _code(error: Exception) -> str:
    found = _CODE.search(str(error))
    return found[1] if found is not None else ""
