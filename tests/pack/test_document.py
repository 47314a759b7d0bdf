"""docs/pack.md is enough to read a pack: this reader was written from it, and uses nothing from index/pack."""

from __future__ import annotations

import base64
import hashlib
import json
import math
import struct
import zlib
from collections.abc import Iterator
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from index.pack import terms
from index.pack.contents import Contents


def numbers(data: bytes) -> Iterator[int]:
    """All varints of a section."""
    value = shift = 0
    for byte in data:
        value |= (byte & 0x7F) << shift
        shift += 7
        if byte < 0x80:
            yield value
            value = shift = 0


def header_and_sections(data: bytes) -> tuple[dict[str, Any], dict[str, bytes]]:
    assert data[:8] == b"REJOPACK"
    version, length = struct.unpack_from("<II", data, 8)
    assert version == 1
    at = 16 + length
    header = json.loads(data[16:at])
    Ed25519PublicKey.from_public_bytes(base64.b64decode(header["key"])).verify(data[at : at + 64], data[:at])
    at += 64
    sections = {}
    for name, size, digest in header["sections"]:
        (packed,) = struct.unpack_from("<I", data, at)
        section = zlib.decompress(data[at + 4 : at + 4 + packed], -15)
        assert (len(section), hashlib.sha256(section).hexdigest()) == (size, digest)
        sections[name] = section
        at += 4 + packed
    assert at == len(data)
    return header, sections


def table(section: bytes) -> list[tuple[str, int, int, int]]:
    """(term, cases, ordinary, flags) in the order of the table."""
    ends = [n + 1 for n, byte in enumerate(section) if byte < 0x80]  # the ends of the varints before the terms' bytes
    reader = numbers(section)
    count = next(reader)
    shared, rest = [next(reader) for _ in range(count)], [next(reader) for _ in range(count)]
    at = ends[2 * count]
    before, found = b"", []
    for same, size in zip(shared, rest, strict=True):
        before = before[:same] + section[at : at + size]
        found.append(before.decode())
        at += size
    columns = list(numbers(section[at:]))
    assert len(columns) == 3 * count
    return [(text, *(columns[n * count + row] for n in range(3))) for row, text in enumerate(found)]  # type: ignore[misc]


def test_a_reader_that_is_written_from_the_document_reads_it(data: bytes, contents: Contents) -> None:
    header, sections = header_and_sections(data)
    rows = table(sections["terms"])
    by_number = [text for text, *_ in sorted(rows, key=lambda row: -row[1])]
    reader = numbers(sections["claims"])
    claims = []
    for _ in range(header["cases"]):
        claim: list[tuple[int, bool, str, tuple[str, ...]]] = []
        for _ in range(next(reader)):
            head = next(reader)
            if head & 3 == 3:
                words = tuple(word for wording in claim if wording[0] == 1 for word in wording[3])
            else:
                words = tuple(by_number[next(reader)] for _ in range(next(reader)))
            field = 1 if head & 3 == 3 else head & 3
            claim.append((field, bool(head & 4), header["languages"][head >> 3], words))
        claims.append(claim)
    assert next(reader, None) is None
    assert claims == [[(w.field, w.negated, w.language, w.terms) for w in claim] for claim in contents.claims]

    total = header["cases"] + header["texts"]
    for (text, cases, ordinary, flags), term in zip(rows, contents.terms, strict=True):
        assert (text, flags) == (term.text, term.flags)
        weight = max(0.05, math.log(total / (cases + ordinary / 100 + 0.5)))
        assert math.isclose(weight, terms.weight(term, header["cases"], header["texts"]))

    reader, groups, place = numbers(sections["groups"]), [], 0
    for _ in range(next(reader)):
        place += next(reader)
        groups.append((place, place - next(reader)))
    assert groups == contents.groups
    assert json.loads(sections["publishers"]) == contents.publishers
    for name, lines in (("cards", contents.cards), ("responses", contents.responses)):
        read = [
            json.loads(line)
            for n in range(-(-header["cases"] // header["chunk"]))
            for line in sections[f"{name}/{n}"].decode().split("\n")[:-1]
        ]
        assert read == list(map(json.loads, lines))
