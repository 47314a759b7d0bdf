"""Reads and checks a pack: it is whole and as it was signed, or it is refused with a reason."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from index.pack.container import Header, altered, checked, opened_head
from index.pack.contents import CARDS, CLAIMS, GROUPS, PUBLISHERS, RESPONSES, TERMS, Contents, decoded


@dataclass(frozen=True)
class Pack:
    """A pack whose signature, lengths and digests have been checked. The sections are not decoded yet."""

    header: Header
    head: bytes
    sections: dict[str, bytes]

    @cached_property
    def contents(self) -> Contents:
        """The decoded sections. Raises PackError if they cannot be decoded."""
        return decoded(self.header, self.sections)


def read(data: bytes, key: str | None = None, in_use: str = "") -> Pack:
    """Read and check a pack. Raises PackError, whose `refusal` is the kind.

    `key` is the public key that was agreed to, or None to accept the one that the pack names. `in_use` is the
    generation of the pack in use; an older pack is refused.
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
    """The names of the sections that a pack with this header must have."""
    yield from (TERMS, CLAIMS, GROUPS, PUBLISHERS)
    for name in (CARDS, RESPONSES):
        yield from (f"{name}/{n}" for n in range(-(-header.cases // header.chunk)))
