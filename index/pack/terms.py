"""The table of a pack's terms, front-coded and sorted by bytes, with the counts that give their weights.

The table has no column for a term's number. The term that most cases hold is number 0, and so on, with ties in the
order of the table, so most numbers in the claims are small.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from index.pack.errors import PackError
from index.pack.numbers import NumberReader, varint, varints

HUNDREDTHS = 100  # `ordinary` counts hundredths of a text
LEAST_WEIGHT = 0.05
SMOOTHING = 0.5


@dataclass(frozen=True, slots=True)
class Term:
    """A term.

    cases: how many cases hold it    ordinary: how many ordinary texts hold it, in hundredths
    flags: as in the matcher's arrays, 1 for a name, 2 for a number
    """

    text: str
    cases: int
    ordinary: int
    flags: int


def weight(term: Term, cases: int, texts: int) -> float:
    """The inverse document frequency of a term among the cases and the ordinary texts."""
    held = term.cases + term.ordinary / HUNDREDTHS
    return max(LEAST_WEIGHT, math.log((cases + texts) / (held + SMOOTHING)))


def unseen(cases: int, texts: int) -> float:
    """The weight of a word that is not in the table."""
    return math.log((cases + texts) / SMOOTHING)


def table_order(terms: Sequence[Term]) -> list[Term]:
    """Sort terms as the table holds them."""
    return sorted(terms, key=lambda term: term.text.encode())


def numbers(table: Sequence[Term]) -> dict[str, int]:
    """The number of each term of a table, by its text."""
    return {text: number for number, text in enumerate(by_number(table))}


def by_number(table: Sequence[Term]) -> list[str]:
    """The texts of a table's terms, in the order of their numbers."""
    return [term.text for term in sorted(table, key=lambda term: -term.cases)]


def encode(table: Sequence[Term]) -> bytes:
    """Encode the section `terms`; the terms must be in `table_order`."""
    shared, rest, texts = [], [], []
    before = b""
    for term in table:
        text = term.text.encode()
        same = _shared(before, text)
        shared.append(same)
        rest.append(len(text) - same)
        texts.append(text[same:])
        before = text
    columns = (shared, rest, [t.cases for t in table], [t.ordinary for t in table], [t.flags for t in table])
    first, second, *others = (varints(column) for column in columns)
    return b"".join((varint(len(table)), first, second, *texts, *others))


def decode(data: bytes) -> list[Term]:
    """Decode the section `terms`. Raises PackError."""
    reader = NumberReader(data)
    count = reader.number()
    shared, rest = reader.numbers(count), reader.numbers(count)
    texts, before = [], b""
    for same, size in zip(shared, rest, strict=True):
        before = before[:same] + reader.take(size)
        texts.append(before)
    columns = [reader.numbers(count) for _ in range(3)]
    try:
        return [Term(text.decode(), *row) for text, *row in zip(texts, *columns, strict=True)]
    except UnicodeDecodeError:
        raise PackError("altered", "the pack is damaged: a term in it is not text. Fetch it again") from None


def _shared(one: bytes, other: bytes) -> int:
    """The length of the common prefix."""
    size = min(len(one), len(other))
    for at in range(size):
        if one[at] != other[at]:
            return at
    return size
