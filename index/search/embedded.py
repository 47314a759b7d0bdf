"""Full text in the generation's own folder, with Whoosh: the form of an installation without a search cluster."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from whoosh import index as whoosh_index
from whoosh import query as whoosh_query
from whoosh.fields import TEXT, Schema
from whoosh.filedb.filestore import FileStorage
from whoosh.index import TOC
from whoosh.matching import AndMaybeMatcher, CoordMatcher, UnionMatcher, WrappingMatcher
from whoosh.scoring import BM25F

from index.case_set import Origins
from index.errors import SearchEngineError
from index.files import mapped_array
from index.search.analyzers import CaseText
from index.search.engine import FIELD_WEIGHTS, Found, OpenText, Progress, Read
from index.search.postings import NAME, Places, write_segment
from index.search.query_tree import (
    K1,
    AllOf,
    AnyOf,
    B,
    Coordination,
    Frequency,
    Node,
    Phrase,
    Preferring,
    Without,
    Word,
    coordination,
)

DOCUMENTS = "lookup/documents.npy"
NONE = np.uint32(0xFFFFFFFF)  # the ordinal of a document whose case is gone
_FOLDER = "whoosh"


class Embedded:
    """The engine that needs nothing but the generation's folder."""

    def open(self, folder: Path, cases: int) -> OpenText:  # noqa: ARG002
        """Map the full text in the generation's folder."""
        return WhooshText(folder) if (folder / _FOLDER).is_dir() else _Elsewhere(folder.name)

    def begin(self, kept: Collection[str]) -> None:
        """Nothing to check: the disk is checked by whoever builds."""

    def write(self, folder: Path, name: str, origins: Origins, read: Read, before: Path | None, told: Progress) -> None:  # noqa: ARG002
        """Write whoosh/ and the ordinals of its documents."""
        (folder / _FOLDER).mkdir()
        there = before if before is not None and (before / _FOLDER).is_dir() else None
        np.save(folder / DOCUMENTS, write(folder / _FOLDER, origins, read, there))
        told(len(origins.fresh), len(origins.fresh))

    def discard(self, name: str) -> None:
        """Nothing to do: it goes with the generation's folder."""

    def settle(self, live: str, kept: Collection[str]) -> None:
        """Nothing to do."""


EMBEDDED = Embedded()


def schema() -> Schema:
    """The Whoosh schema: the texts of a case. Facets hold what cases are filtered by, the store what is shown."""
    fields = {name: TEXT(analyzer=CaseText(), spelling=False) for name in FIELD_WEIGHTS}
    for field in fields.values():
        field.format = Places()
    return Schema(**fields)


def write(folder: Path, origins: Origins, read: Read, before: Path | None) -> NDArray[np.uint32]:
    """Write the full text of a generation into an empty folder. Returns the ordinal of each document, or NONE.

    `read` returns the case at an ordinal; `before` is the folder of the previous generation. Its large segments are
    copied. A segment that is no larger than what has to be written is merged into the new segment, so there are always
    few. Segments are copied, not linked: damage to a shared file would also damage the generation to fall back to.
    """
    kept: list[_Kept] = []
    todo = sorted(origins.fresh) if before is not None else list(range(len(origins.ids)))
    if before is not None:
        kept, todo = _divide(_moved(before, origins), todo)
        for segment, _ in kept:
            for name in segment.list_files(FileStorage(str(before / "whoosh"))):
                shutil.copyfile(before / "whoosh" / name, folder / name)
    if todo:
        texts = ({field: getattr(case, field) for field in FIELD_WEIGHTS} for case in map(read, todo))
        kept.append(_Kept(write_segment(folder, schema(), texts), np.array(todo, np.uint32)))
    TOC(schema(), [one.segment for one in kept], 1).write(FileStorage(str(folder)), NAME)
    return np.concatenate([one.ordinals for one in kept])


class _Kept(NamedTuple):
    """A segment, and the ordinal in the new generation of each of its documents, or NONE."""

    segment: Any
    ordinals: NDArray[np.uint32]


def _moved(before: Path, origins: Origins) -> list[_Kept]:
    """The segments of the previous generation, with the new ordinals of their documents."""
    documents = mapped_array(before / DOCUMENTS)
    moved = origins.moved(int(documents[documents != NONE].max(initial=0)) + 1)
    there = documents != NONE
    now = np.full(len(documents), NONE)
    now[there] = np.where(moved[documents[there]] < 0, NONE, moved[documents[there]])
    segments = TOC.read(FileStorage(str(before / "whoosh")), NAME).segments
    ends = np.cumsum([segment.doc_count_all() for segment in segments])
    return [_Kept(*one) for one in zip(segments, np.split(now, ends[:-1]), strict=True)]


def _divide(segments: Sequence[_Kept], fresh: Sequence[int]) -> tuple[list[_Kept], list[int]]:
    """The segments that stay, with removed documents deleted, and the ordinals to write into a new segment."""
    todo, stay = list(fresh), []
    for one in sorted(segments, key=lambda one: int((one.ordinals != NONE).sum())):
        live = one.ordinals != NONE
        if live.sum() <= max(len(todo), (~live).sum()):
            todo += one.ordinals[live].tolist()
            continue
        for number in np.flatnonzero(~live).tolist():
            one.segment.delete_document(number)
        stay.append(one)
    return sorted(stay, key=lambda one: -len(one.ordinals)), sorted(todo)


class WhooshText:
    """The open full text of a generation."""

    def __init__(self, folder: Path) -> None:
        self._documents = mapped_array(folder / DOCUMENTS)
        self._searcher = whoosh_index.open_dir(str(folder / _FOLDER)).searcher(weighting=BM25F(B, K1))
        # A searcher has state. Whoosh is pure Python, so threads could not run in parallel anyway.
        self._one_at_a_time = threading.RLock()

    def check(self) -> None:
        """Nothing to check: the generation's files have digests."""

    def frequency(self, field: str, term: str) -> int:
        """The number of documents that have a term in a field."""
        with self._one_at_a_time:
            return int(self._searcher.reader().doc_frequency(field, term))

    def finds(self, query: Node) -> bool:
        """Whether a query finds any case."""
        with self._one_at_a_time:
            return any(True for _ in self._searcher.docs_for_query(_translated(query, self.frequency)))

    def find(self, query: Node, allowed: NDArray[np.bool_] | None, most: int) -> Found:
        """What a query finds among the allowed cases, and the best of these."""
        with self._one_at_a_time:
            wanted = query.wanted if isinstance(query, Without) else query
            translated = _translated(wanted, self.frequency)
            documents = self._documents_of(translated)
            if isinstance(query, Without):  # Whoosh's AndNot lets some documents through that it should exclude
                unwanted = self._documents_of(_translated(query.unwanted, self.frequency))
                documents = documents[~np.isin(documents, unwanted)]
            every = self._documents[documents]
            if allowed is not None:
                documents, every = documents[allowed[every]], every[allowed[every]]
            whole = allowed is None and wanted is query
            return Found(every, self._best(translated, None if whole else set(documents.tolist()), most))

    def _documents_of(self, query: whoosh_query.Query) -> NDArray[np.int64]:
        return np.fromiter(self._searcher.docs_for_query(query), np.int64)

    def _best(self, query: whoosh_query.Query, chosen: set[int] | None, most: int) -> list[tuple[int, float]]:
        """The best (ordinal, score) of a query among the chosen documents; None stands for all documents."""
        if most == 0 or (chosen is not None and not chosen):  # Whoosh would take an empty set for all documents
            return []
        # The filter does not affect scores. Whoosh must not skip whole blocks: it judges what it skips in one word's
        # postings by the current block of another's, and so loses some of the best documents.
        results = self._searcher.search(query, filter=chosen, limit=most, optimize=False)
        return [(int(self._documents[n]), float(score)) for score, n in results.top_n]


class _Elsewhere:
    """Stands for a full text that is not in the generation's folder. The generation can do all but search."""

    def __init__(self, name: str) -> None:
        self._name = name

    def check(self) -> None:
        """Raise the error that says where the full text is."""
        raise SearchEngineError(
            f"generation {self._name} was built with its full text in OpenSearch: set REJOINDER_SEARCH, or build the "
            "index again without it"
        )

    def frequency(self, field: str, term: str) -> int:  # noqa: ARG002
        """Raise the same error."""
        self.check()
        return 0

    def finds(self, query: Node) -> bool:  # noqa: ARG002
        """Raise the same error."""
        self.check()
        return False

    def find(self, query: Node, allowed: NDArray[np.bool_] | None, most: int) -> Found:  # noqa: ARG002
        """Raise the same error."""
        self.check()
        return Found(np.empty(0, np.uint32), [])


def _translated(node: Node, frequency: Frequency) -> whoosh_query.Query:
    """A query tree in Whoosh's classes."""

    def all_of(nodes: Sequence[Node]) -> list[whoosh_query.Query]:
        return [_translated(one, frequency) for one in nodes]

    match node:
        case Word(field, term, weight):
            return _Weighted(field, term, boost=weight)
        case Phrase(field, terms, weight):
            return whoosh_query.Phrase(field, list(terms), boost=weight)
        case AllOf(parts):
            return whoosh_query.And(all_of(parts))
        case AnyOf(parts):
            counted = coordination(node, frequency)
            return _Union(all_of(parts)) if counted is None else _CountingUnion(all_of(parts), counted)
        case Preferring(must, may):
            return _Preference(_translated(must, frequency), _translated(may, frequency))
        case Without(wanted, unwanted):
            return whoosh_query.AndNot(_translated(wanted, frequency), _translated(unwanted, frequency))


class _Weighted(whoosh_query.Term):  # type: ignore[misc]
    """Whoosh's `Term` with a boost, except that its best documents are not dropped.

    Whoosh compares the least score that is still of use with the score before the boost.
    """

    def matcher(self, searcher: Any, context: Any = None) -> Any:
        """The matcher of the term."""
        return _Weighting(whoosh_query.Term(self.fieldname, self.text).matcher(searcher, context), boost=self.boost)


class _Weighting(WrappingMatcher):  # type: ignore[misc]
    """Multiplies the scores of a matcher by a boost."""

    def replace(self, minquality: float = 0) -> Any:
        """Drop what cannot reach a quality."""
        replaced = self.child.replace(minquality / self.boost)
        return self if replaced is self.child else self._replacement(replaced)


class _Union(whoosh_query.Or):  # type: ignore[misc]
    """Whoosh's `Or`, always in the form that knows which words a case has: in a small index, Whoosh takes another."""

    def _matcher(self, subs: Sequence[whoosh_query.Query], searcher: Any, context: Any) -> Any:
        reader = searcher.reader()
        return self._tree_matcher(subs, _Uniting, searcher, context, lambda one: one.estimate_size(reader))


class _Uniting(UnionMatcher):  # type: ignore[misc]
    """Whoosh's matcher of a union, which turns into the matcher below once one side alone is not good enough."""

    def replace(self, minquality: float = 0) -> Any:
        """Drop what cannot reach a quality."""
        replaced = super().replace(minquality)
        return _Preferring(replaced.a, replaced.b) if type(replaced) is AndMaybeMatcher else replaced


class _Preferring(AndMaybeMatcher):  # type: ignore[misc]
    """Whoosh's `AndMaybeMatcher`, except that a skip does not leave the optional part and its score behind."""

    def skip_to(self, id: int) -> bool:
        """Move to a document, or to the first one after it."""
        skipped = bool(super().skip_to(id))
        if self.a.is_active() and self.b.is_active() and self.b.id() < self.a.id():
            self.b.skip_to(self.a.id())
        return skipped


class _Preference(whoosh_query.AndMaybe):  # type: ignore[misc]
    """Whoosh's `AndMaybe` with the matcher above."""

    matcherclass = _Preferring


class _CountingUnion(_Union):
    """Whoosh's `Or` with a scale, except that a case's score does not depend on where in the index it is stored.

    Whoosh counts the words of a query anew in each segment, and whenever the postings of one of them have ended.
    """

    def __init__(self, parts: Sequence[whoosh_query.Query], counted: Coordination) -> None:
        super().__init__(parts)
        self._counted = counted

    def _matcher(self, subs: Sequence[whoosh_query.Query], searcher: Any, context: Any) -> Any:
        return _Counting(super()._matcher(subs, searcher, context), self._counted)


class _Counting(CoordMatcher):  # type: ignore[misc]
    """Applies a coordination to the scores of a matcher."""

    def __init__(self, child: Any, counted: Coordination) -> None:
        super().__init__(child)
        self._counted = counted

    def _replacement(self, newchild: Any) -> _Counting:
        return _Counting(newchild, self._counted)

    def copy(self) -> _Counting:
        return _Counting(self.child.copy(), self._counted)

    def _sqr(self, score: Any, matching: int) -> Any:
        gain, bonus = self._counted
        return gain * (score + bonus * (matching - 1))

    def _least(self, quality: float) -> float:
        """What the child must reach for this matcher to reach a quality, if a case has every word."""
        return max(0.0, quality / self._counted.gain - self._counted.bonus * (int(self._termcount) - 1))

    def replace(self, minquality: float = 0) -> Any:
        """Drop what cannot reach a quality."""
        return super().replace(self._least(minquality))

    def skip_to_quality(self, minquality: float) -> Any:
        """Skip what cannot reach a quality."""
        return super().skip_to_quality(self._least(minquality))
