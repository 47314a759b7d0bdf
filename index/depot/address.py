"""Reads the address of a depot, and opens the depot there."""

from __future__ import annotations

import re
from pathlib import Path

from index.depot.errors import DepotRefusedError
from index.depot.folder import FolderDepot
from index.depot.protocol import Depot

_S3 = re.compile(r"s3://([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:/([A-Za-z0-9_.=/-]*))?", re.ASCII)


def checked(text: str) -> str:
    """The address of a depot as somebody wrote it, without spaces around it. Raises ValueError for any other text."""
    text = text.strip()
    if not text:
        return ""
    if text.startswith("s3://"):
        found = _S3.fullmatch(text)
        parts = (found[2] or "").strip("/").split("/") if found else []
        if found is None or any(part in (".", "..") for part in parts) or "" in parts[1:]:
            raise ValueError("must be like s3://bucket/prefix: a bucket's name, then letters, digits and _ . = - /")
        return text.rstrip("/")
    if "://" in text:
        raise ValueError("must be a folder, or begin with s3://")
    if not Path(text).expanduser().is_absolute():
        raise ValueError("must be the whole path of a folder, such as /srv/depot, or begin with s3://")
    return text


def open_depot(address: str) -> Depot:
    """The depot at an address that `checked` accepts. Nothing is asked of it yet.

    Raises DepotRefusedError if the client for it is not installed or not configured.
    """
    found = _S3.fullmatch(address)
    if found is None:
        return FolderDepot(Path(address).expanduser())
    try:
        from index.depot.s3 import S3Depot  # needs a package that is not always installed
    except ImportError:
        raise DepotRefusedError(
            f"{address} needs the package obstore, which is not installed: `pip install 'rejoinder[depot]'`"
        ) from None
    return S3Depot(found[1], (found[2] or "").strip("/"))
