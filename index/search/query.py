"""Turns what a person types into a query tree: words, "phrases", +must and -must-not.

A sign counts only at the beginning of a word, because COVID-19, al-Assad and neo-nazi are single words. A query is
split and folded in the same way as the texts (index/search/analyzers.py).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from index.errors import QueryError
from index.search.analyzers import STOP_WORDS, Piece, pieces
from index.search.query_tree import AllOf, AnyOf, Node, Nothing, Phrase, Preferring, Query, Without, Word

MAX_QUERY = 1_000
MAX_QUERY_WORDS = 64
# The time of a query grows with the cases that have its words, and with the square of the number of words.
MOST_TERMS = 24
MOST_POSTINGS = 120_000
_TOGETHER, _APART = 2.0, 0.5  # weights of a name's parts side by side, and of the same parts anywhere in a case
_CHUNK = re.compile(r'(?P<sign>[+\-\u2212]?)(?:"(?P<phrase>[^"]*)"?|(?P<word>[^\s"]+))')
_SIGN = "+-\u2212"

Finds = Callable[[Node], bool]
Frequency = Callable[[str], int]


@dataclass(frozen=True, slots=True)
class _Chunk:
    sign: str
    is_phrase: bool
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """A parsed query, its terms for highlighting, and a `note` with what the user should know about it."""

    query: Query
    terms: frozenset[str] = field(default_factory=frozenset)
    note: str = ""


def is_exact(query: str) -> bool:
    """Whether the query has a phrase or a sign, so that the user means these very words."""
    return any(chunk.sign or chunk.is_phrase for chunk in _chunks(query))


def understood(query: str, weights: Mapping[str, float], finds: Finds, frequency: Frequency) -> Asked:
    """Parse a query over the fields with these weights. Raises QueryError if it is too long.

    `finds` tells whether a partial query finds any case; `frequency` gives the number of postings of a term.
    """
    if len(query) > MAX_QUERY:
        raise QueryError(f"the query is longer than {MAX_QUERY} characters: shorten it")
    if len(query.split()) > MAX_QUERY_WORDS:
        raise QueryError(f"the query has more than {MAX_QUERY_WORDS} words: shorten it")
    given = [_shortened(chunk) for chunk in _chunks(query)]
    chunks = _affordable([chunk for chunk, _ in given], frequency)
    shortened = len(chunks) < len(given) or any(cut for _, cut in given)
    wanted = [chunk for chunk in chunks if chunk.sign in ("", "+")]
    excluded = [chunk for chunk in chunks if chunk.sign == "-"]
    if not wanted:
        return Asked(Nothing(), note=_nothing_to_look_for(query, excluded))
    build = _Builder(weights, finds)
    notes = [f"the query has more than {MOST_TERMS} common words: only the rarest were used"] if shortened else []
    if any(not _says_nothing(chunk) for chunk in wanted):
        wanted = [chunk for chunk in wanted if chunk.sign or not _says_nothing(chunk)]
    else:
        notes.append("the query has only words that are in nearly every text: they were searched for anyway")
    must = tuple(build.chunk(chunk) for chunk in wanted if chunk.sign == "+")
    may = tuple(build.chunk(chunk) for chunk in wanted if chunk.sign != "+")
    asked: Node = AllOf(must) if must else AnyOf(may, counted=True)
    if must and may:
        asked = Preferring(asked, AnyOf(may, counted=True))
    if excluded:
        asked = Without(asked, AnyOf(tuple(build.chunk(chunk) for chunk in excluded)))
    terms = frozenset(term for chunk in wanted for piece in chunk.pieces for term in (*piece.terms, *piece.whole))
    return Asked(asked, terms, "; ".join(notes))


def _chunks(query: str) -> Iterator[_Chunk]:
    end = -1
    for found in _CHUNK.finditer(query):
        phrase, word, sign = found["phrase"], found["word"], found["sign"]
        if found.start() == end and sign:  # the sign is inside a word, as in a"b"-c
            sign = ""
        end = found.end()
        inside = tuple(pieces(phrase if phrase is not None else word.lstrip(_SIGN)))
        if inside := tuple(piece for piece in inside if piece.terms):
            yield _Chunk(sign.replace("\u2212", "-"), phrase is not None, inside)


def _shortened(chunk: _Chunk) -> tuple[_Chunk, bool]:
    """The chunk, cut to its first parts if it has too many, and whether it was cut.

    A phrase is never cut: it costs no more than a word, however long it is.
    """
    left, kept = MOST_TERMS, list[Piece]()
    for piece in chunk.pieces if not chunk.is_phrase else ():
        kept.append(piece if len(piece.terms) <= left else piece._replace(terms=piece.terms[:left], whole=()))
        left -= len(kept[-1].terms)
        if left <= 0:
            return replace(chunk, pieces=tuple(kept)), tuple(kept) != chunk.pieces
    return chunk, False


def _affordable(chunks: Sequence[_Chunk], frequency: Frequency) -> list[_Chunk]:
    """As many chunks as one query can afford: first those with a sign, then the rarest."""
    costs = [
        (chunk.sign == "", sum(frequency(term) for piece in chunk.pieces for term in piece.terms)) for chunk in chunks
    ]
    kept, terms, postings = set[int](), 0, 0
    for n in sorted(range(len(chunks)), key=lambda n: costs[n]):
        terms += 1 if chunks[n].is_phrase else sum(len(piece.terms) for piece in chunks[n].pieces)
        postings += costs[n][1]
        if kept and (terms > MOST_TERMS or postings > MOST_POSTINGS):
            break
        kept.add(n)
    return [chunk for n, chunk in enumerate(chunks) if n in kept]


def _says_nothing(chunk: _Chunk) -> bool:
    """Whether a chunk is only stop words; US, IT and WHO in capitals are names."""
    return not chunk.is_phrase and all(
        not piece.is_name and not piece.whole and not piece.letters and piece.terms[0] in STOP_WORDS
        for piece in chunk.pieces
    )


def _nothing_to_look_for(query: str, excluded: Sequence[_Chunk]) -> str:
    if excluded:
        return "-word only leaves out the cases that have the word: add a word to search for, as in: bridge -circus"
    return "there is no word in the query to search for" if query.strip() else ""


class _Builder:
    """Builds the trees of the parts of a query, over several fields."""

    def __init__(self, weights: Mapping[str, float], finds: Finds) -> None:
        self._weights = weights
        self._finds = finds

    def chunk(self, chunk: _Chunk) -> Node:
        """The tree of a word, a name of several parts, or a phrase."""
        if chunk.is_phrase:
            return self._phrase(chunk.pieces)
        parts = tuple(self._piece(piece) for piece in chunk.pieces)
        return parts[0] if len(parts) == 1 else AllOf(parts)

    def _piece(self, piece: Piece) -> Node:
        if piece.is_name:
            name = self._term(piece.whole[0])
            # Whoever writes WHO does not mean "who", unless no case has it in capitals.
            return name if self._finds(name) else self._term(piece.terms[0])
        if len(piece.terms) == 1:
            return self._term(piece.terms[0])
        together = (self._phrase([piece], _TOGETHER), *(self._term(one, _TOGETHER) for one in piece.whole))
        if piece.letters:
            found: Node = AnyOf(together)
            return found if self._finds(found) else AnyOf(tuple(map(self._term, piece.terms)), counted=True)
        apart = AllOf(tuple(self._term(term, _APART) for term in piece.terms))
        found = AnyOf((*together, apart))
        if self._finds(found):
            return found
        telling = [term for term in piece.terms if len(term) > 2 and not term.isdigit() and term not in STOP_WORDS]
        return AnyOf(tuple(self._term(term, _APART) for term in telling or piece.terms))

    def _term(self, text: str, boost: float = 1.0) -> Node:
        return AnyOf(tuple(Word(name, text, weight * boost) for name, weight in self._weights.items()))

    def _phrase(self, of: Sequence[Piece], boost: float = 1.0) -> Node:
        terms: list[str] = []
        for n, piece in enumerate(of):
            terms += piece.terms
            if len(piece.letters) > 1 and n < len(of) - 1:
                # the last pair of a run begins two positions before the next word, and the last letter one before it
                terms.append(piece.letters[-1])
        if len(terms) == 1:
            return self._term(terms[0], boost)
        return AnyOf(tuple(Phrase(name, tuple(terms), weight * boost) for name, weight in self._weights.items()))
