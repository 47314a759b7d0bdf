"""Full-text search over the cases with Whoosh: the schema, writing the index, and querying it."""

from __future__ import annotations

import itertools
import shutil
import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from whoosh import index as whoosh_index
from whoosh.fields import TEXT, Schema
from whoosh.filedb.filestore import FileStorage
from whoosh.highlight import ContextFragmenter, Formatter, Fragment, highlight
from whoosh.index import TOC
from whoosh.query import AndNot, Every, Query
from whoosh.scoring import BM25F

from index.case import Case
from index.case_set import Origins
from index.errors import QueryError
from index.files import mapped_array
from index.search.analyzers import CaseText, pieces, spelt, spelt_words
from index.search.facets import FILTERS, Facets
from index.search.postings import NAME, Places, write_segment
from index.search.query import Asked, understood
from index.search.vocabulary import Words

# The title says most about a case, then the summary; the response speaks of much else besides.
FIELD_WEIGHTS = {"title": 3.0, "summary": 2.0, "response": 1.0}
NEWEST, DOCUMENTS = "lookup/newest.npy", "lookup/documents.npy"
NONE = np.uint32(0xFFFFFFFF)  # the ordinal of a document whose case is gone
FUSED = 200  # how many documents of the text ranking are fused with the cases found by meaning
RANKS = 60  # the constant of reciprocal rank fusion that its authors recommend
Filters = Mapping[str, str | Sequence[str]]
_LOOKED_THROUGH = 20_000  # characters of a field that are searched for snippets
_RESPELT = 8  # words of a query for which a better spelling is looked up


@dataclass(frozen=True, slots=True)
class Snippet:
    """A part of a field, with the half-open code-point spans of the query's words in it."""

    text: str
    spans: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class FoundCases:
    """What a search found, as ordinals.

    page: one page of (case, score), in order    every: all found cases    note: what the user should know
    terms: the terms that were searched for, for highlighting
    """

    page: list[tuple[int, float]]
    every: NDArray[np.uint32]
    note: str = ""
    terms: frozenset[str] = frozenset()


def schema() -> Schema:
    """The Whoosh schema: the texts of a case. Facets hold what cases are filtered by, the store what is shown."""
    fields = {name: TEXT(analyzer=CaseText(), spelling=False) for name in FIELD_WEIGHTS}
    for field in fields.values():
        field.format = Places()
    return Schema(**fields)


def write(folder: Path, origins: Origins, read: Callable[[int], Case], before: Path | None) -> NDArray[np.uint32]:
    """Write the full text of a generation into an empty folder. Returns the ordinal of each document, or NONE.

    `read` returns the case at an ordinal; `before` is the folder of the previous generation. Its large segments are
    copied. A segment that is no larger than what has to be written is merged into the new segment, so there are always
    few. Segments are copied, not linked: damage to a shared file would also damage the generation to fall back to.
    """
    kept: list[_Kept] = []
    todo = sorted(origins.fresh)
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


class FullText:
    """The open full text of a generation."""

    def __init__(self, folder: Path, facets: Facets) -> None:
        """Open the full text; `folder` is the generation's folder."""
        self._facets = facets
        self._newest = mapped_array(folder / NEWEST)
        self._documents = mapped_array(folder / DOCUMENTS)
        self._words = Words(folder / "lookup")
        self._index = whoosh_index.open_dir(str(folder / "whoosh"))
        self._searcher = self._index.searcher(weighting=BM25F())
        self._analyzer: Any = CaseText()
        # A searcher has state. Whoosh is pure Python, so threads could not run in parallel anyway.
        self._one_at_a_time = threading.RLock()

    def __len__(self) -> int:
        return int(self._index.doc_count())

    def search(
        self,
        query: str,
        filters: Filters,
        date_from: str = "",
        date_to: str = "",
        limit: int = 20,
        offset: int = 0,
        *,
        by_date: bool = False,
        alike: Sequence[int] = (),
        site: str = "",
        elsewhere: Sequence[str] = (),
    ) -> FoundCases:
        """Find cases, best (or newest) first; an empty query finds every case. Raises QueryError.

        A filter is a value that a case must have, or several values of which it must have one; "" matches any.
        `alike` lists cases that say the same in other words, closest first; the two rankings are then fused.
        With `site`, a case must belong to one of the filter's sources, or have an address at that host or a subdomain
        and a source that is not in `elsewhere`.
        """
        allowed = self._allowed(filters, date_from, date_to, site, elsewhere)
        with self._one_at_a_time:
            told = self._understood(query)
            if isinstance(told.query, Every):
                every = self._newest if allowed is None else self._newest[allowed[self._newest]]
                return FoundCases([(int(n), 0.0) for n in every[offset : offset + limit]], every, told.note, told.terms)
            documents = np.fromiter(self._searcher.docs_for_query(told.query), np.int64)
            every = self._documents[documents]
            if allowed is not None:
                documents, every = documents[allowed[every]], every[allowed[every]]
            if by_date:
                return self._newest_first(told, every, limit, offset)
            # When Whoosh skips blocks of low scores, it ranks some documents that the query excludes.
            whole = allowed is None and not isinstance(told.query, AndNot)
            chosen = None if whole else set(documents.tolist())
            ranked = self._ranked(told.query, chosen, max(offset + limit, FUSED if alike else 0, 1))
        if alike:
            others = [n for n in alike if allowed is None or allowed[n]]
            page = _fused([n for n, _ in ranked], others)[offset : offset + limit]
            every = np.union1d(every, np.array(others, np.uint32)).astype(np.uint32)
        else:
            page = ranked[offset : offset + limit]
        return FoundCases(page, every, told.note, told.terms)

    def _ranked(self, query: Query, chosen: set[int] | None, limit: int) -> list[tuple[int, float]]:
        """The best (ordinal, score) of a query among the chosen documents; None stands for all documents."""
        if chosen is not None and not chosen:  # Whoosh would take an empty set for all documents
            return []
        # the filter does not affect scores
        results = self._searcher.search(query, filter=chosen, limit=limit)
        return [(int(self._documents[n]), float(score)) for score, n in results.top_n]

    def _newest_first(self, told: Asked, every: NDArray[np.uint32], limit: int, offset: int) -> FoundCases:
        """One page of the found cases, newest first. The order is known beforehand, so nothing is sorted."""
        found = np.zeros(len(self._newest), dtype=bool)
        found[every] = True
        order = self._newest[found[self._newest]]
        return FoundCases([(int(n), 0.0) for n in order[offset : offset + limit]], order, told.note, told.terms)

    def _understood(self, query: str) -> Asked:
        return understood(query, FIELD_WEIGHTS, self._finds, self._frequency) if query.strip() else Asked(Every())

    def _frequency(self, term: str) -> int:
        reader = self._searcher.reader()
        return sum(reader.doc_frequency(field, term) for field in FIELD_WEIGHTS)

    def _finds(self, query: Query) -> bool:
        return any(True for _ in self._searcher.docs_for_query(query))

    def suggest(self, query: str) -> str:
        """The query with each word that no case has replaced by the nearest known word; "" if nothing changes.

        The nearest word has the fewest edits (one at most if the word has up to five letters, else two), then the most
        cases.
        """
        with self._one_at_a_time:
            suggested, end = "", 0
            for found in itertools.islice(spelt_words(query), _RESPELT):
                suggested += query[end : found.start()] + self._nearest(found[0])
                end = found.end()
            suggested += query[end:]
        return suggested if suggested != query else ""

    def _nearest(self, word: str) -> str:
        reader = self._searcher.reader()
        terms = [term for piece in pieces(word) for term in piece.terms]
        if not terms or any(reader.doc_frequency(field, term) for field in FIELD_WEIGHTS for term in terms):
            return word
        lowered = spelt(word)
        most = 1 if len(word) <= 5 else 2
        near = self._words.near(lowered, most)
        return min(near, key=lambda one: (one[0], -one[1], one[2]))[2] if near else word

    def _allowed(
        self, filters: Filters, date_from: str, date_to: str, site: str, elsewhere: Sequence[str]
    ) -> NDArray[np.bool_] | None:
        """bool[cases]: which cases a search may find; None for all."""
        narrowing = []
        for field, value in filters.items():
            if field not in FILTERS:
                raise QueryError(f"there is no filter {field!r}: use one of {', '.join(FILTERS)}")
            wanted = [value] if isinstance(value, str) else value
            if not (field == "source" and site) and value != "":
                narrowing.append(self._facets.having(field, wanted))
        if date_from or date_to:
            narrowing.append(self._facets.published(date_from, date_to))
        if site:
            sources = filters.get("source", "")
            keys = filter(None, [sources] if isinstance(sources, str) else sources)
            at_site = self._facets.having("site", [site]) & ~self._facets.having("source", elsewhere)
            narrowing.append(at_site | self._facets.having("source", keys))
        return np.logical_and.reduce(narrowing) if narrowing else None

    def snippets(self, terms: frozenset[str], case: Case) -> dict[str, list[Snippet]]:
        """Up to two snippets for each field that holds any of the terms."""
        if not terms:
            return {}
        found = {}
        with self._one_at_a_time:
            for field in FIELD_WEIGHTS:
                around = ContextFragmenter(maxchars=240, surround=60)
                text = getattr(case, field)[:_LOOKED_THROUGH]
                snippets = highlight(text, terms, self._analyzer, around, _Spans(), top=2)
                if snippets:
                    found[field] = snippets
        return found


class _Spans(Formatter):  # type: ignore[misc]
    """Formats snippets as data, so that the caller decides how to show them."""

    def format(self, fragments: Iterable[Fragment], replace: bool = False) -> list[Snippet]:  # noqa: ARG002
        return [self._snippet(fragment) for fragment in fragments]

    def __call__(self, text: str, fragments: Iterable[Fragment]) -> list[Snippet]:  # noqa: ARG002
        return self.format(fragments)

    @staticmethod
    def _snippet(fragment: Fragment) -> Snippet:
        start, end = fragment.startchar, fragment.endchar
        spans: list[tuple[int, int]] = []
        for a, b in sorted({(m.startchar - start, m.endchar - start) for m in fragment.matches}):
            if spans and a < spans[-1][1]:  # pairs of letters overlap, and so does a name with its parts
                spans[-1] = (spans[-1][0], max(b, spans[-1][1]))
            else:
                spans.append((a, b))
        return Snippet(fragment.text[start:end], tuple(spans))


def _fused(ranked: Sequence[int], alike: Sequence[int]) -> list[tuple[int, float]]:
    """Merge two rankings by reciprocal rank fusion (Cormack et al. 2009): (document, score), best first."""
    scores: dict[int, float] = {}
    for ranking in (ranked[:FUSED], alike):
        for rank, document in enumerate(ranking):
            scores[document] = scores.get(document, 0.0) + 1 / (RANKS + rank)
    best = sorted(scores.items(), key=lambda item: (-item[1], item[0]))
    # documents after the fused ones keep their order, whichever page is requested
    after = [(n, 0.5 / (RANKS + rank)) for rank, n in enumerate(ranked[FUSED:], FUSED) if n not in scores]
    return best + after
