"""Whatever is not a valid pack is refused, with a kind and a message that say what is wrong."""

from __future__ import annotations

import dataclasses
import struct
from pathlib import Path

import pytest

from index.errors import RejoinderError
from index.pack import container
from index.pack.container import MOST_FILE, signed_head, written
from index.pack.contents import Contents
from index.pack.errors import PackError
from index.pack.reading import Pack, read
from index.pack.signature import parsed, public_key
from index.storage.library import Library

OTHER = bytes(range(32))


def refused(data: bytes, key: str | None = None, in_use: str = "") -> PackError:
    with pytest.raises(PackError) as found:
        read(data, key, in_use)
    return found.value


def test_the_right_one_is_taken(data: bytes, pack: Pack) -> None:
    again = read(data, pack.header.key, pack.header.generation)
    assert again.sections == pack.sections


@pytest.mark.parametrize("share", [0.0, 0.1, 0.5, 0.999])
def test_truncated(data: bytes, share: float) -> None:
    found = refused(data[: int(len(data) * share)])
    assert found.refusal == "truncated"
    assert "cut short" in str(found)


def test_truncated_after_every_part_of_its_beginning(data: bytes) -> None:
    assert {refused(data[:size]).refusal for size in range(0, 400, 3)} == {"truncated"}


def test_another_version(data: bytes) -> None:
    found = refused(data[:8] + struct.pack("<I", 2) + data[12:])
    assert found.refusal == "other-version"
    assert "format 2" in str(found)


def test_another_key(contents: Contents, pack: Pack) -> None:
    found = refused(contents.to_bytes(OTHER), pack.header.key)
    assert found.refusal == "other-key"
    assert public_key(OTHER) in str(found)
    assert read(contents.to_bytes(OTHER)).header.key == public_key(OTHER)


def test_another_key_that_names_the_right_one(data: bytes, contents: Contents, pack: Pack) -> None:
    """The header names our key, but somebody signed it with a key of their own."""
    end = len(pack.head) - 64
    forged = pack.head[:end] + container.sign(OTHER, pack.head[:end]) + data[len(pack.head) :]
    assert refused(forged, pack.header.key).refusal == "altered"
    assert refused(forged).refusal == "altered"


def test_an_older_generation(data: bytes) -> None:
    found = refused(data, in_use="99991231T000000Z-000000")
    assert found.refusal == "older"
    assert "stays" in str(found)


def test_a_wrong_byte_anywhere(data: bytes) -> None:
    """Alter each byte of the signed beginning, and every thirteenth byte after it."""
    header = struct.unpack_from("<I", data, 12)[0]
    places = [*range(16, 16 + header + 64, 7), *range(16 + header + 64, len(data), 13)]
    kinds = set()
    for place in places:
        kinds.add(refused(data[:place] + bytes([data[place] ^ 0x55]) + data[place + 1 :]).refusal)
    assert kinds <= {"altered", "truncated"}  # truncated if the wrong byte is in a length
    assert "altered" in kinds


def test_something_behind_it(data: bytes) -> None:
    assert refused(data + b"x").refusal == "altered"


def test_too_large_a_file() -> None:
    found = refused(bytes(MOST_FILE + 1))
    assert found.refusal == "too-large"
    assert f"{MOST_FILE:,}" in str(found)


def test_too_large_once_it_is_inflated(pack: Pack, built: Path) -> None:
    """A signed header that announces too large sections is refused before anything is inflated."""
    private = Library(built).state.pack_key()
    sections = (container.Section("terms", container.MOST_SECTION + 1, "0" * 64), *pack.header.sections[1:])
    head = signed_head(dataclasses.replace(pack.header, sections=sections), private)
    assert refused(written(head, list(pack.sections.values()))).refusal == "too-large"


def test_a_section_that_inflates_to_more_than_it_says(pack: Pack, built: Path) -> None:
    private = Library(built).state.pack_key()
    head = signed_head(dataclasses.replace(pack.header, sections=(container.section_of("terms", b"abc"),)), private)
    assert refused(written(head, [bytes(10_000_000)])).refusal == "altered"


def test_a_signed_pack_without_a_section(pack: Pack, built: Path) -> None:
    private = Library(built).state.pack_key()
    head = signed_head(dataclasses.replace(pack.header, sections=pack.header.sections[1:]), private)
    found = refused(written(head, list(pack.sections.values())[1:]))
    assert (found.refusal, "terms" in str(found)) == ("altered", True)


@pytest.mark.parametrize(
    "text", [b"<!doctype html><title>Sign in</title>", b'{"type": "/problems/busy"}', b"PK\x03\x04"]
)
def test_no_pack_at_all(text: bytes) -> None:
    found = refused(text)
    assert found.refusal == "not-a-pack"
    assert ("web page" in str(found)) == text.startswith(b"<")


@pytest.mark.parametrize("text", ["", "abc", "A" * 44, "é" * 44])
def test_what_is_no_public_key_is_said_to_be_none(text: str) -> None:
    with pytest.raises(RejoinderError, match="44 characters"):
        parsed(text)
