"""Full-text search over the cases, kept in Whoosh: the schema, writing it, and asking it."""

from __future__ import annotations

import contextlib
import functools
import itertools
import shutil
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import Levenshtein
from whoosh import index as whoosh_index
from whoosh.fields import ID, TEXT, Schema
from whoosh.highlight import ContextFragmenter, Formatter, Fragment, highlight
from whoosh.query import And, AndNot, Every, NullQuery, Or, Query, Term, TermRange
from whoosh.scoring import BM25F

from index.analysis import CaseText, SpeltWords, Values, folded_value, pieces, spelt, spelt_words
from index.case import Case
from index.errors import QueryError
from index.facets import facet_values
from index.query import Asked, understood
from index.urls import host_of

# The claim in one line says most about a case, the claim as it was made next; the debunk speaks of much besides.
FIELD_WEIGHTS = {"title": 3.0, "summary": 2.0, "response": 1.0}
FILTERS = ("source", "verdict", "language", "country", "outlet", "keyword", "lang")
FUSED = 200  # documents of a ranking that take part in a fusion
RANKS = 60  # the constant of reciprocal rank fusion, as its authors give it
Filters = Mapping[str, str | Sequence[str]]
_BATCH_MEGABYTES = 256
_LOOKED_THROUGH = 20_000  # characters of a field that are looked through for words to show
_RESPELT = 8  # words of a query for which a nearer one is looked for


@dataclass(frozen=True, slots=True)
class Snippet:
    """A part of a field with the places (code points, half open) of the words that were asked for."""

    text: str
    spans: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found, in Whoosh's document numbers: one page of (document, score) in order, and all of them.

    `terms` are the words that were looked for, as the texts are cut into.
    """

    page: list[tuple[int, float]]
    every: NDArray[np.uint32]
    note: str = ""
    terms: frozenset[str] = frozenset()


def schema() -> Schema:
    """Fields of a case in Whoosh. Only the id is stored: the case itself is read from the store beside it."""
    text = functools.partial(TEXT, analyzer=CaseText(), spelling=False)
    several = functools.partial(TEXT, analyzer=Values(), phrase=False)
    return Schema(
        id=ID(stored=True, unique=True, sortable=True),
        published=ID(sortable=True),
        site=several(),
        words=TEXT(analyzer=SpeltWords(), phrase=False),
        **{field: text() for field in FIELD_WEIGHTS},
        **{field: several() for field in FILTERS},
    )


def _document(case: Case) -> dict[str, str]:
    texts = {field: getattr(case, field) for field in FIELD_WEIGHTS}
    values = {facet: "\n".join(facet_values(case, facet)) for facet in FILTERS}
    words = f"{case.title}\n{case.summary}"
    sites = "\n".join(_sites(case.url))
    return {"id": case.id, "published": case.published, "site": sites, "words": words} | texts | values


def _sites(url: str) -> list[str]:
    """The host of a case's own address, and those above it: a.b.org is of b.org too."""
    parts = host_of(url).split(".") if url else []
    return [".".join(parts[n:]) for n in range(max(1, len(parts) - 1))] if parts != [""] else []


def write(folder: Path, cases: Iterable[Case], progress: Callable[[int], None]) -> None:
    """Write a new full-text index into an empty folder."""
    writer = whoosh_index.create_in(str(folder), schema()).writer(limitmb=_BATCH_MEGABYTES)
    _commit(writer, folder, cases, progress, update=False)


def write_changes(
    folder: Path, before: Path, changed: Iterable[Case], gone: Iterable[str], progress: Callable[[int], None]
) -> None:
    """Write a full-text index that is `before` with some cases replaced or added and some gone.

    The old segments are copied, not linked: a disk that spoils a shared one would take the generation to fall back to
    with it.
    """
    for path in before.iterdir():
        shutil.copyfile(path, folder / path.name)
    writer = whoosh_index.open_dir(str(folder)).writer(limitmb=_BATCH_MEGABYTES)
    for case_id in gone:
        writer.delete_by_term("id", case_id)
    _commit(writer, folder, changed, progress, update=True)


def _commit(writer: Any, folder: Path, cases: Iterable[Case], progress: Callable[[int], None], update: bool) -> None:
    try:
        add = writer.update_document if update else writer.add_document
        for n, case in enumerate(cases, 1):
            add(**_document(case))
            progress(n)
        writer.commit()
    except BaseException:
        with contextlib.suppress(Exception):
            writer.cancel()
        raise
    for path in folder.glob("*LOCK"):
        path.unlink()


def write_newest(path: Path, documents: Iterable[tuple[int, Case]]) -> None:
    """Write the document numbers of cases (uint32), newest first and then by id: so that no page of them is sorted."""
    by_id = sorted(documents, key=lambda one: one[1].id)
    by_id.sort(key=lambda one: one[1].published, reverse=True)
    np.save(path, np.array([number for number, _ in by_id], dtype=np.uint32))


class FullText:
    """An open full-text index."""

    def __init__(self, folder: Path, newest: NDArray[np.uint32] | None = None) -> None:
        """`newest` are all its documents, newest first; without it they are sorted when that is first asked for."""
        self._newest = newest
        self._index = whoosh_index.open_dir(str(folder))
        self._searcher = self._index.searcher(weighting=BM25F())
        self._analyzer: Any = CaseText()
        # Searchers keep state. Whoosh is pure Python: threads would not run side by side anyway.
        self._one_at_a_time = threading.RLock()

    def __len__(self) -> int:
        return int(self._index.doc_count())

    def search(
        self,
        query: str,
        filters: Filters,
        date_from: str,
        date_to: str,
        limit: int,
        offset: int,
        by_date: bool,
        alike: Sequence[str] = (),
        site: str = "",
        elsewhere: Sequence[str] = (),
    ) -> Found:
        """Documents, best (or newest) first; an empty query finds every case. Raises QueryError.

        A filter is a value that a case must have, or several of which it must have one; "" stands for any. `alike` are
        ids of cases that say what the query says in other words, closest first: both orders are then fused.
        With `site`, a case must be of one of the sources, or have an address at that host or below it and be of a
        source that is not `elsewhere`.
        """
        narrowing = list(self._filters(filters, date_from, date_to, bool(site)))
        if site:
            narrowing.append(_of_site(site, filters.get("source", ()), elsewhere))
        with self._one_at_a_time:
            told = self._understood(query)
            if by_date or not query.strip():
                return self._newest_first(told, narrowing, limit, offset)
            results = self._searcher.search(
                told.query,
                filter=And(narrowing) if narrowing else None,  # a filter takes no part in the score
                limit=max(offset + limit, FUSED if alike else 0, 1),
            )
            every = list(self._searcher.docs_for_query(And([told.query, *narrowing])))
            if alike:
                chosen = [n for n in (self._searcher.document_number(id=one) for one in alike) if n is not None]
                allowed = set(self._searcher.docs_for_query(And(narrowing))) if narrowing else set(chosen)
                order = _fused([n for _, n in results.top_n], [n for n in chosen if n in allowed])
                every, page = sorted({*every, *(set(chosen) & allowed)}), order[offset : offset + limit]
            else:
                page = [(n, float(score)) for score, n in results.top_n[offset : offset + limit]]
        return Found(page, np.array(every, dtype=np.uint32), told.note, told.terms)

    def _newest_first(self, told: Asked, narrowing: Sequence[Query], limit: int, offset: int) -> Found:
        """A page of what is asked for in the order that is known beforehand: nothing is sorted."""
        asked = [*([] if isinstance(told.query, Every) else [told.query]), *narrowing]
        order = self._order()
        if asked:
            found = np.zeros(self._searcher.doc_count_all(), dtype=bool)
            found[list(self._searcher.docs_for_query(And(asked)))] = True
            order = order[found[order]]
        return Found([(int(n), 0.0) for n in order[offset : offset + limit]], order, told.note, told.terms)

    def _order(self) -> NDArray[np.uint32]:
        if self._newest is None:
            results = self._searcher.search(Every(), limit=None, sortedby=_newest_first())
            self._newest = np.array([n for _, n in results.top_n], dtype=np.uint32)
        return self._newest

    def ids(self) -> Iterator[tuple[int, str]]:
        """(document number, case id) of every case."""
        return ((n, fields["id"]) for n, fields in self._searcher.reader().iter_docs())

    def _understood(self, query: str) -> Asked:
        return understood(query, FIELD_WEIGHTS, self._finds) if query.strip() else Asked(Every())

    def _finds(self, query: Query) -> bool:
        return any(True for _ in self._searcher.docs_for_query(query))

    def suggest(self, query: str) -> str:
        """The query with every word that no case has replaced by the nearest that some have; "" where nothing changes.

        Nearest by edits (one in a word of up to five letters, two in a longer one), then by the number of cases.
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
        near = {
            str(other): (Levenshtein.distance(lowered, other), -reader.doc_frequency("words", other), other)
            for other in reader.terms_within("words", lowered, most, prefix=1)
        }
        return min(near, key=lambda other: near[other], default=word)

    def _filters(self, filters: Filters, date_from: str, date_to: str, of_site: bool) -> Iterator[Query]:
        for field, value in filters.items():
            if field == "source" and of_site:
                continue
            if field not in FILTERS:
                raise QueryError(f"there is no filter {field!r}: use one of {', '.join(FILTERS)}")
            if isinstance(value, str):
                if value:
                    yield Term(field, folded_value(value))
            else:
                yield Or([Term(field, folded_value(one)) for one in value]) if value else NullQuery
        if date_from or date_to:
            # "~" sorts after every digit: a bare year as the upper end includes the whole year
            yield TermRange("published", date_from or "0", (date_to or "9999") + "~")

    def snippets(self, terms: frozenset[str], case: Case) -> dict[str, list[Snippet]]:
        """For each field that has words that were looked for: up to two places with them, near its beginning."""
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


def _of_site(site: str, sources: str | Sequence[str], elsewhere: Sequence[str]) -> Query:
    """Cases of these sources, and those with an address at the site whose source is not known to be elsewhere."""
    keys = [sources] if isinstance(sources, str) else sources
    at_site: Query = Term("site", folded_value(site))
    if elsewhere:
        at_site = AndNot(at_site, Or([Term("source", folded_value(key)) for key in elsewhere]))
    return Or([at_site, *(Term("source", folded_value(key)) for key in keys if key)])


class _Spans(Formatter):  # type: ignore[misc]
    """Snippets as data: whoever shows them decides how."""

    def format(self, fragments: Iterable[Fragment], replace: bool = False) -> list[Snippet]:  # noqa: ARG002
        return [self._snippet(fragment) for fragment in fragments]

    def __call__(self, text: str, fragments: Iterable[Fragment]) -> list[Snippet]:  # noqa: ARG002
        return self.format(fragments)

    @staticmethod
    def _snippet(fragment: Fragment) -> Snippet:
        start, end = fragment.startchar, fragment.endchar
        spans: list[tuple[int, int]] = []
        for a, b in sorted({(m.startchar - start, m.endchar - start) for m in fragment.matches}):
            if spans and a < spans[-1][1]:  # pairs of letters overlap, as does a name with its parts
                spans[-1] = (spans[-1][0], max(b, spans[-1][1]))
            else:
                spans.append((a, b))
        return Snippet(fragment.text[start:end], tuple(spans))


def _fused(ranked: Sequence[int], alike: Sequence[int]) -> list[tuple[int, float]]:
    """Documents of two rankings with their scores, best first: reciprocal rank fusion (Cormack et al. 2009)."""
    scores: dict[int, float] = {}
    for ranking in (ranked[:FUSED], alike):
        for rank, document in enumerate(ranking):
            scores[document] = scores.get(document, 0.0) + 1 / (RANKS + rank)
    best = sorted(scores.items(), key=lambda item: (-item[1], item[0]))
    # what comes after those that were fused keeps its order, whichever page is asked for
    after = [(n, 0.5 / (RANKS + rank)) for rank, n in enumerate(ranked[FUSED:], FUSED) if n not in scores]
    return best + after


def _newest_first() -> Any:
    from whoosh.sorting import FieldFacet, MultiFacet

    return MultiFacet([FieldFacet("published", reverse=True), FieldFacet("id")])
