"""Completes addresses found in data, which may be relative, or lack a scheme."""

from __future__ import annotations

import re
from urllib.parse import urljoin

from index.urls import host_of

_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE | re.ASCII)
_HTTP = re.compile(r"https?://", re.IGNORECASE)
# Matches "check.example.org/a" but not "page.html": the last part of the name must not be a file extension.
_HOST_FIRST = re.compile(
    r"(?:[\w-]+\.)+(?!(?:html?|php\d?|aspx?|jsp|xml|json|pdf|jpe?g|png|gif|txt|cgi)(?:[/?#]|$))[^\W\d_][\w-]*(?::\d{1,5})?(?:[/?#]|$)",
    re.IGNORECASE,
)
_LONGEST = 8192


def absolute(address: str, base: str = "") -> str:
    """The absolute http address, relative to `base` if need be; "" if there is none."""
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
    """Whether the address is at that host, or at a parent domain or subdomain of it."""
    own = host_of(address)
    return bool(own and host) and (own == host or own.endswith(f".{host}") or host.endswith(f".{own}"))


def _joined(base: str, address: str) -> str:
    if not base or (_SCHEME.match(address) and not re.match(r"[\w-]+(?:\.[\w-]+)+:\d", address)):
        return ""
    try:
        return urljoin(base, address)
    except ValueError:
        return ""
