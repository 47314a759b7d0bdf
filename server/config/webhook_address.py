"""Checks the address to which failures are reported: what it may be, and whether it may be on a private network."""

from __future__ import annotations

import ipaddress
from urllib.parse import SplitResult, urlsplit


def read_webhook(text: str) -> str:
    """Read an https address, or an http one of this machine; "" is none. Raises ValueError that says what is wrong."""
    address = text.strip()
    return secure_address(address) if address else ""


def secure_address(address: str, example: str = "http://127.0.0.1:9000/told") -> str:
    """The address, if nobody can read what is sent to it on the way. Raises ValueError that says what is wrong."""
    wrong = ValueError(f"must be an https address, or an http one of this machine such as {example}")
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        raise wrong from None
    if not parts.hostname or port == 0 or any(ord(c) < 33 for c in address):
        raise wrong
    if parts.scheme != "https" and not (parts.scheme == "http" and _is_this_machine(parts)):
        raise wrong
    if parts.username is not None or parts.password is not None:
        raise ValueError("must not contain a user name or password")
    return address


def names_a_machine(address: str) -> bool:
    """Whether the host is an IP address or localhost, rather than a name that DNS resolves.

    Only then may it be on a private network, as whoever wrote it meant that machine.
    """
    parts = urlsplit(address)
    return _number(parts) is not None or parts.hostname == "localhost"


def _is_this_machine(parts: SplitResult) -> bool:
    number = _number(parts)
    return parts.hostname == "localhost" or (number is not None and number.is_loopback)


def _number(parts: SplitResult) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        return ipaddress.ip_address(parts.hostname or "")
    except ValueError:
        return None
