"""Writes Whoosh's postings, one whole term at a time.

Whoosh's own writer passes single postings through a pool that it sorts on disk, which takes most of the time of
building an index. Here they are sorted as numbers. The result has Whoosh's format, except that a word's positions are
stored as the characters of a string, which is faster to pickle and to read than a list.
"""

from __future__ import annotations

import itertools
from array import array
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from whoosh.codec.whoosh3 import W3Codec, W3FieldWriter, W3PostingsWriter
from whoosh.fields import Schema
from whoosh.filedb.filestore import FileStorage
from whoosh.formats import Positions
from whoosh.util.numeric import byte_to_length, length_to_byte

from index.search.analyzers import Terms

NAME = "MAIN"  # Whoosh's name of the index within its folder
_AT_ONCE = 1 << 17  # most postings that are Python objects at a time


class Places(Positions):  # type: ignore[misc]
    """Stores a posting's value as a string whose characters are the positions of the word in its field."""

    def encode(self, poslist: Iterable[int]) -> str:
        """Positions as a string."""
        return "".join(map(chr, poslist))

    def decode_positions(self, valuestring: str) -> list[int]:
        """The positions, ascending."""
        return list(map(ord, valuestring))

    def decode_frequency(self, valuestring: str) -> int:
        """The number of positions."""
        return len(valuestring)


class _PostingsWriter(W3PostingsWriter):  # type: ignore[misc]
    def add_all(
        self, ids: Sequence[int], weights: Sequence[float], values: Sequence[str], lengths: Sequence[int]
    ) -> None:
        """Add all postings of a term; `finish_postings` writes the last block."""
        for first in range(0, len(ids), self._blocklimit):
            if first:
                self._write_block()
            block = slice(first, first + self._blocklimit)
            self._ids, self._weights = array("I", ids[block]), array("f", weights[block])
            self._values = values[block]
            self._minlength, self._maxlength = min(lengths[block]), max(lengths[block])
            self._maxweight = max(weights[block])


class _FieldWriter(W3FieldWriter):  # type: ignore[misc]
    def add_term(
        self, term: bytes, ids: Sequence[int], weights: Sequence[float], values: Sequence[str], lengths: Sequence[int]
    ) -> None:
        """Add a term with all its postings."""
        self.start_term(term)
        self._postwriter.add_all(ids, weights, values, lengths)
        self.finish_term()


class Codec(W3Codec):  # type: ignore[misc]
    """Whoosh's codec, with writers that take whole terms."""

    def field_writer(self, storage: Any, segment: Any) -> _FieldWriter:
        """The writer of terms."""
        return _FieldWriter(self, storage, segment)

    def postings_writer(self, dbfile: Any, byteids: bool = False) -> _PostingsWriter:
        """The writer of postings."""
        return _PostingsWriter(dbfile, self._blocklimit, byteids, self._compression, self._inlinelimit)


class _Field:
    """One field of all documents: the numbers and positions of its terms, and the number of terms in each document."""

    def __init__(self) -> None:
        self.terms, self.places, self.lengths = array("I"), array("I"), array("I")

    def add(self, text: str, cut: Terms) -> None:
        """Add the field of the next document."""
        before = len(self.terms)
        if text:
            cut.cut(text, self.terms, self.places)
        self.lengths.append(len(self.terms) - before)


def write_segment(folder: Path, schema: Schema, documents: Iterable[Mapping[str, str]]) -> Any:
    """Write documents into a new segment and return it; the documents are numbered in order."""
    cut, names = Terms(), sorted(schema.names())
    fields = {name: _Field() for name in names}
    for document in documents:
        for name in names:
            fields[name].add(document[name], cut)
    storage, codec = FileStorage(str(folder)), Codec()
    segment = codec.new_segment(storage, NAME)
    _write_lengths(codec.per_document_writer(storage, segment), schema, fields)
    segment.set_doc_count(len(fields[names[0]].lengths))
    terms = sorted((term.encode(), number) for term, number in cut.numbers.items())
    rank = np.empty(len(terms), np.uint32)
    rank[np.fromiter((number for _, number in terms), np.int64, len(terms))] = np.arange(len(terms), dtype=np.uint32)
    writer = codec.field_writer(storage, segment)
    for name in names:
        if fields[name].terms:
            writer.start_field(name, schema[name])
            _write_field(writer, fields[name], rank, [term for term, _ in terms])
            writer.finish_field()
    writer.close()
    segment.create_compound_file(storage)
    FileStorage(str(folder / f"{NAME}.tmp")).destroy()
    return segment


def _write_lengths(writer: Any, schema: Schema, fields: Mapping[str, _Field]) -> None:
    """Write the number of terms in each field of each document, which ranking needs."""
    rows = zip(*(field.lengths for field in fields.values()), strict=True)
    for number, lengths in enumerate(rows):
        writer.start_doc(number)
        for name, length in zip(fields, lengths, strict=True):
            writer.add_field(name, schema[name], None, length)
        writer.finish_doc()
    writer.close()


def _write_field(writer: _FieldWriter, field: _Field, rank: NDArray[np.uint32], terms: Sequence[bytes]) -> None:
    """Sort a field's occurrences by term, document and position, and write them term by term."""
    lengths = np.frombuffer(field.lengths, np.uint32)
    term = rank[np.frombuffer(field.terms, np.uint32)]
    order = np.argsort(term, kind="stable")  # a stable sort leaves documents and positions ascending
    term = term[order]
    document = np.repeat(np.arange(len(lengths), dtype=np.uint32), lengths)[order]
    places = np.frombuffer(field.places, np.uint32)[order]
    same = (term[1:] == term[:-1]) & (document[1:] == document[:-1])
    starts = np.flatnonzero(np.concatenate([[True], ~same]))
    ends = np.append(starts[1:], len(term))
    term, document = term[starts], document[starts]
    firsts = np.flatnonzero(np.concatenate([[True], term[1:] != term[:-1]]))
    long = rounded(lengths)
    bounds = np.append(firsts, len(term))
    at = 0
    while at < len(firsts):
        # convert only a part of the postings to Python objects at a time
        until = max(at + 1, int(np.searchsorted(bounds, bounds[at] + _AT_ONCE, "right")) - 1)
        part = slice(int(bounds[at]), int(bounds[until]))
        first = int(starts[part.start])
        text = places[first : int(ends[part.stop - 1])].astype("<u4").tobytes().decode("utf-32-le", "surrogatepass")
        begins, stops = (starts[part] - first).tolist(), (ends[part] - first).tolist()
        values = [text[a:b] for a, b in zip(begins, stops, strict=True)]
        ids, weights = document[part].tolist(), (ends[part] - starts[part]).astype(float).tolist()
        lengths_of = long[document[part]].tolist()
        cuts = (bounds[at : until + 1] - part.start).tolist()
        for n, (a, b) in zip(term[firsts[at:until]].tolist(), itertools.pairwise(cuts), strict=True):
            writer.add_term(terms[n], ids[a:b], weights[a:b], values[a:b], lengths_of[a:b])
        at = until


def rounded(lengths: NDArray[np.uint32]) -> NDArray[np.int64]:
    """Lengths as they will be read back: Whoosh rounds them to fit into one byte."""
    distinct, inverse = np.unique(lengths, return_inverse=True)
    return np.array([byte_to_length(length_to_byte(int(n))) for n in distinct], np.int64)[inverse]
