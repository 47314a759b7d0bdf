"""The difference between a pack and a later one: the new and changed cases, and where the others were.

It carries the signed header of the later pack. Applying it rebuilds the later pack's sections and checks them against
the digests in that header, so a difference needs no signature of its own.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Iterator, Mapping

from index.pack import terms
from index.pack.bytes_difference import applied, difference
from index.pack.claims import ClaimReader
from index.pack.container import (
    DIFFERENCE_MAGIC,
    FORMAT,
    MOST_INFLATED,
    Header,
    altered,
    deflated,
    opened_head,
    section_of,
    start,
    written,
)
from index.pack.contents import (
    CARDS,
    CLAIMS,
    GROUPS,
    PUBLISHERS,
    RESPONSES,
    TERMS,
    Contents,
    decode_groups,
    decode_lines,
    decode_publishers,
    encode_lines,
)
from index.pack.errors import PackError, misfit
from index.pack.numbers import NumberReader, varint, zigzag
from index.pack.reading import Pack

ORDER = "order"
_PARTS = (TERMS, GROUPS, PUBLISHERS, ORDER, CLAIMS, CARDS, RESPONSES)
_LENGTHS = struct.Struct("<8sII")
_LENGTH = struct.Struct("<I")


def made(old: Pack, new: Pack) -> bytes:
    """The difference between two packs, as a file."""
    before, after = old.contents, new.contents
    known = {case: n for n, case in enumerate(zip(before.cards, before.responses, before.claims, strict=True))}
    rows = zip(after.cards, after.responses, after.claims, strict=True)
    places = [known.get(case, -1) for case in rows]
    fresh = [n for n, place in enumerate(places) if place < 0]
    writer = after.writer()
    parts = {
        TERMS: difference(old.sections[TERMS], new.sections[TERMS]),
        GROUPS: difference(old.sections[GROUPS], new.sections[GROUPS]),
        PUBLISHERS: new.sections[PUBLISHERS],
        ORDER: _order(places),
        CLAIMS: b"".join(writer.record(after.claims[n]) for n in fresh),
        CARDS: encode_lines([after.cards[n] for n in fresh]),
        RESPONSES: encode_lines([after.responses[n] for n in fresh]),
    }
    details = {"from": old.header.generation, "parts": [[name, len(parts[name])] for name in _PARTS]}
    text = json.dumps(details, separators=(",", ":"), sort_keys=True).encode()
    return b"".join(
        (
            _LENGTHS.pack(DIFFERENCE_MAGIC, FORMAT, len(text)),
            text,
            _LENGTH.pack(len(new.head)),
            new.head,
            *(deflated(parts[name]) for name in _PARTS),
        )
    )


def apply(old: Pack, data: bytes, key: str | None = None) -> bytes:
    """Apply a difference: returns the file of the later pack. Raises PackError; then the old one stays in use.

    `key` is as in `read`; None means the key of the old pack.
    """
    cursor, text = start(data, DIFFERENCE_MAGIC, "difference")
    base, sizes = _details(text)
    if base != old.header.generation:
        raise PackError(
            "other-base", f"the difference starts from the pack {base}, but {old.header.generation} is in use"
        )
    head = cursor.take(cursor.length())
    header, _ = opened_head(head, key or old.header.key, old.header.generation)
    parts = {name: cursor.inflated(size) for name, size in sizes.items()}
    cursor.end()
    try:
        sections = _later(old, header, parts).sections()
    except KeyError:  # a term or a language that the later pack does not have
        raise misfit() from None
    if tuple(section_of(*item) for item in sections.items()) != header.sections:
        raise misfit()
    return written(head, list(sections.values()))


def _details(text: bytes) -> tuple[str, dict[str, int]]:
    """The generation that a difference starts from, and the length of each part."""
    try:
        record = json.loads(text)
        base, sizes = str(record["from"]), {str(name): int(size) for name, size in record["parts"]}
    except (ValueError, KeyError, TypeError, RecursionError):
        raise altered("its description of itself cannot be read") from None
    if set(sizes) != set(_PARTS) or min(sizes.values()) < 0:
        raise altered("it lacks a part")
    if sum(sizes.values()) > MOST_INFLATED:
        raise PackError("too-large", f"the difference is too large: it has {sum(sizes.values()):,} bytes when inflated")
    return base, sizes


def _later(old: Pack, header: Header, parts: Mapping[str, bytes]) -> Contents:
    """The contents of the later pack, not yet checked against its header."""
    size = {section.name: section.bytes for section in header.sections}
    table = terms.decode(applied(old.sections[TERMS], parts[TERMS], size.get(TERMS, 0)))
    before = old.contents
    places = list(_placed(parts[ORDER], header.cases, len(before.cards)))
    fresh = sum(place < 0 for place in places)
    reader = ClaimReader(terms.by_number(table), header.languages)
    claims = iter(reader.claims(parts[CLAIMS], fresh))
    cards, responses = (iter(decode_lines(parts[name], fresh, name)) for name in (CARDS, RESPONSES))
    return Contents(
        header.generation, header.built, header.texts, list(header.languages), header.response_characters, table,
        [before.claims[place] if place >= 0 else next(claims) for place in places],
        decode_groups(applied(old.sections[GROUPS], parts[GROUPS], size.get(GROUPS, 0))),
        decode_publishers(parts[PUBLISHERS]),
        [before.cards[place] if place >= 0 else next(cards) for place in places],
        [before.responses[place] if place >= 0 else next(responses) for place in places],
        header.chunk,
    )  # fmt: skip


def _order(places: list[int]) -> bytes:
    """Encode runs of earlier cases and of new cases in turn: how many earlier ones, from where, how many new ones."""
    out, at, expected = [], 0, 0
    while at < len(places):
        begin = at
        while at < len(places) and places[at] >= 0 and places[at] - places[begin] == at - begin:
            at += 1
        kept = at - begin
        out.append(varint(kept))
        if kept:
            out.append(varint(zigzag(places[begin] - expected)))
            expected = places[begin] + kept
        begin = at
        while at < len(places) and places[at] < 0:
            at += 1
        out.append(varint(at - begin))
    return b"".join(out)


def _placed(data: bytes, cases: int, known: int) -> Iterator[int]:
    """The position in the earlier pack of each case of the later one; -1 for a new case. Raises PackError."""
    reader = NumberReader(data)
    done = expected = 0
    while done < cases:
        kept = reader.number()
        first = expected + reader.signed() if kept else expected
        fresh = reader.number()
        expected = first + kept
        done += kept + fresh
        if first < 0 or expected > known or done > cases:
            raise misfit()
        yield from range(first, expected)
        yield from (-1 for _ in range(fresh))
        if not kept + fresh:
            raise misfit()
