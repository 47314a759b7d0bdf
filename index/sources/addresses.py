"""Addresses as they stand in data: relative, without a scheme, or whole."""

from __future__ import annotations

import re
from urllib.parse import urljoin

from index.urls import host_of

_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE | re.ASCII)
_HTTP = re.compile(r"https?://", re.IGNORECASE)
# "check.example.org/a" but not "page.html": the last part of the name is no kind of file.
_HOST_FIRST = re.compile(
    r"(?:[\w-]+\.)+(?!(?:html?|php\d?|aspx?|jsp|xml|json|pdf|jpe?g|png|gif|txt|cgi)(?:[/?#]|$))[^\W\d_][\w-]*(?::\d{1,5})?(?:[/?#]|$)",
    re.IGNORECASE,
)
_LONGEST = 8192


def absolute(address: str, base: str = "") -> str:
    """The address with scheme and host: its own, else those of `base`; "" where it cannot be made one."""
    address = address.strip()
    if not address or len(address) > _LONGEST:
        return ""
    if address.startswith("//"):
        address = "https:" + address
    elif not _SCHEME.match(address) and _HOST_FIRST.match(address):
        address = "https://" + address
    elif not _HTTP.match(address):
        address = _joined(base, address)
    return address if _HTTP.match(address) and host_of(address) else ""


def same_site(address: str, host: str) -> bool:
    """Whether the address is of that host, or of one above or below it."""
    own = host_of(address)
    return bool(own and host) and (own == host or own.endswith(f".{host}") or host.endswith(f".{own}"))


def _joined(base: str, address: str) -> str:
    if not base or (_SCHEME.match(address) and not re.match(r"[\w-]+(?:\.[\w-]+)+:\d", address)):
        return ""
    try:
        return urljoin(base, address)
    except ValueError:
        return ""
