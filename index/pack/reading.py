"""A pack read back: refused with a reason, or whole and as it was signed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from index.pack.container import Header, altered, checked, opened_head
from index.pack.contents import CARDS, CLAIMS, GROUPS, PUBLISHERS, RESPONSES, TERMS, Contents, decoded


@dataclass(frozen=True)
class Pack:
    """A pack whose signature, lengths and digests were checked: its header, and its sections, not decoded yet."""

    header: Header
    head: bytes
    sections: dict[str, bytes]

    @cached_property
    def contents(self) -> Contents:
        """What the sections say. Raises PackError where they cannot be decoded."""
        return decoded(self.header, self.sections)


def read(data: bytes, key: str | None = None, in_use: str = "") -> Pack:
    """A pack from the bytes of its file. Raises PackError, whose `refusal` is the kind.

    `key`: the public key that was agreed to, or None to take the one that the pack names; `in_use`: the generation of
    the pack that is in use, which no older one replaces.
    """
    header, cursor = opened_head(data, key, in_use)
    head = data[: cursor.at]
    sections = {section.name: checked(cursor.inflated(section.bytes), section) for section in header.sections}
    cursor.end()
    missing = [name for name in expected(header) if name not in sections]
    if missing:
        raise altered(f"it has no section {missing[0]}")
    return Pack(header, head, sections)


def expected(header: Header) -> Iterable[str]:
    """The names of the sections that every pack has."""
    yield from (TERMS, CLAIMS, GROUPS, PUBLISHERS)
    for name in (CARDS, RESPONSES):
        yield from (f"{name}/{n}" for n in range(-(-header.cases // header.chunk)))
