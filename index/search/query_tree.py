"""What a query asks for, as a tree that every search engine translates into its own queries.

A case's score for a tree is the same with every engine: that of a `Word` is its weight times Okapi BM25 (`idf`, `B`,
`K1`) within its field, and those of the parts add up, except in an `AnyOf` that is counted (see `coordination`).
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

B, K1 = 0.75, 1.2  # Whoosh's own
_SCALE = 0.9  # how much a case that has most of the words ranks above one that repeats a single word

Frequency = Callable[[str, str], int]  # (field, term) -> the number of cases that have the term in that field


@dataclass(frozen=True, slots=True)
class Word:
    """A term in a field."""

    field: str
    term: str
    weight: float


@dataclass(frozen=True, slots=True)
class Phrase:
    """Terms side by side in a field, each at the position after the one before."""

    field: str
    terms: tuple[str, ...]
    weight: float


@dataclass(frozen=True, slots=True)
class AllOf:
    """Every part. There is at least one."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """At least one of one or more parts. If `counted`, a case with more of the words ranks higher."""

    parts: tuple[Node, ...]
    counted: bool = False


@dataclass(frozen=True, slots=True)
class Preferring:
    """What must be there; what may be there adds to the score."""

    must: Node
    may: Node


@dataclass(frozen=True, slots=True)
class Without:
    """What is wanted, except for cases with what is unwanted."""

    wanted: Node
    unwanted: Node


@dataclass(frozen=True, slots=True)
class Everything:
    """Every case, without a score."""


@dataclass(frozen=True, slots=True)
class Nothing:
    """No case."""


Node: TypeAlias = Word | Phrase | AllOf | AnyOf | Preferring | Without
Query: TypeAlias = Node | Everything | Nothing


def idf(cases: int, having: int) -> float:
    """The weight of a term that `having` of all `cases` have in its field, as Whoosh's BM25F has it."""
    return math.log(cases / (having + 1)) + 1


def words(node: Node, frequency: Frequency) -> int:
    """The number of words of a tree that any case has, each as often as it occurs in the tree."""
    match node:
        case Word(field, term):
            return int(frequency(field, term) > 0)
        case Phrase(field, terms):
            return len(terms) if all(frequency(field, term) for term in terms) else 0
        case AllOf(parts) | AnyOf(parts):
            return sum(words(part, frequency) for part in parts)
        case Preferring(must, may):
            return words(must, frequency) + words(may, frequency)
        case Without(wanted):
            return words(wanted, frequency)


class Coordination(NamedTuple):
    """The score of a counted `AnyOf` is gain * (sum of its parts' scores + bonus * (words that the case has - 1))."""

    gain: float
    bonus: float


def coordination(node: AnyOf, frequency: Frequency) -> Coordination | None:
    """How an `AnyOf` counts its words; None if the scores of its parts just add up.

    This is the SQR function (short query ranking) of Apple's V-Twin, as in Whoosh's CoordMatcher.
    """
    if not node.counted or len(node.parts) == 1 or (count := words(node, frequency)) <= 1:
        return None
    return Coordination((count - 1) / count, 1 / (count - _SCALE) ** 2)
