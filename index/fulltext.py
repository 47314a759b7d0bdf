"""Full-text search over the cases, kept in Whoosh: the schema, writing it, and asking it."""

from __future__ import annotations

import contextlib
import functools
import re
import shutil
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rapidfuzz.distance import Levenshtein
from whoosh import index as whoosh_index
from whoosh.fields import ID, TEXT, Schema
from whoosh.highlight import ContextFragmenter, Formatter, Fragment, highlight
from whoosh.qparser import MultifieldPlugin, OrGroup, PhrasePlugin, PlusMinusPlugin, QueryParser, WhitespacePlugin
from whoosh.query import And, Every, NullQuery, Or, Query, Term, TermRange
from whoosh.scoring import BM25F

from index.analysis import text_analyzer, value_analyzer, word_analyzer
from index.case import Case
from index.errors import QueryError
from index.facets import facet_values

# The claim in one line says most about a case, the claim as it was made next; the debunk speaks of much besides.
FIELD_WEIGHTS = {"title": 3.0, "summary": 2.0, "response": 1.0}
FILTERS = ("source", "verdict", "language", "country", "outlet", "keyword", "lang")
FUSED = 200  # documents of a ranking that take part in a fusion
RANKS = 60  # the constant of reciprocal rank fusion, as its authors give it
MAX_QUERY = 1_000
MAX_QUERY_WORDS = 64
Filters = Mapping[str, str | Sequence[str]]
_BATCH_MEGABYTES = 256
_WORD = re.compile(r"[^\W\d_]{3,60}")


@dataclass(frozen=True, slots=True)
class Snippet:
    """A part of a field with the places (code points, half open) of the words that were asked for."""

    text: str
    spans: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found, in Whoosh's document numbers: one page of (document, score) in order, and all of them."""

    page: list[tuple[int, float]]
    every: list[int]


def schema() -> Schema:
    """Fields of a case in Whoosh. Only the id is stored: the case itself is read from the store beside it."""
    text = functools.partial(TEXT, analyzer=text_analyzer(), spelling=False)
    several = functools.partial(TEXT, analyzer=value_analyzer(), phrase=False)
    return Schema(
        id=ID(stored=True, unique=True, sortable=True),
        published=ID(sortable=True),
        words=TEXT(analyzer=word_analyzer(), phrase=False),
        **{field: text() for field in FIELD_WEIGHTS},
        **{field: several() for field in FILTERS},
    )


def _document(case: Case) -> dict[str, str]:
    texts = {field: getattr(case, field) for field in FIELD_WEIGHTS}
    values = {facet: "\n".join(facet_values(case, facet)) for facet in FILTERS}
    words = f"{case.title}\n{case.summary}"
    return {"id": case.id, "published": case.published, "words": words} | texts | values


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


class FullText:
    """An open full-text index."""

    def __init__(self, folder: Path) -> None:
        self._index = whoosh_index.open_dir(str(folder))
        self._searcher = self._index.searcher(weighting=BM25F())
        self._analyzer: Any = text_analyzer()
        # Searchers and stemmers keep state. Whoosh is pure Python: threads would not run side by side anyway.
        self._one_at_a_time = threading.RLock()
        everywhere = MultifieldPlugin(list(FIELD_WEIGHTS), FIELD_WEIGHTS)
        plugins = [WhitespacePlugin(), PlusMinusPlugin(), PhrasePlugin(), everywhere]
        # With the group's factor a case that has most of the words ranks over one that repeats a single word.
        self._parser = QueryParser(None, self._index.schema, plugins=plugins, group=OrGroup.factory(0.9))

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
    ) -> Found:
        """Documents, best (or newest) first; an empty query finds every case. Raises QueryError.

        A filter is a value that a case must have, or several of which it must have one; "" stands for any. `alike` are
        ids of cases that say what the query says in other words, closest first: both orders are then fused.
        """
        narrowing = list(self._filters(filters, date_from, date_to))
        newest_first = by_date or not query.strip()
        with self._one_at_a_time:
            asked = self._parse(query) if query.strip() else Every()
            results = self._searcher.search(
                asked,
                filter=And(narrowing) if narrowing else None,  # a filter takes no part in the score
                limit=max(offset + limit, FUSED if alike else 0) if not newest_first else None,
                sortedby=_newest_first() if newest_first else None,
            )
            every = list(self._searcher.docs_for_query(And([asked, *narrowing])))
            if alike and not newest_first:
                chosen = [n for n in (self._searcher.document_number(id=one) for one in alike) if n is not None]
                allowed = set(self._searcher.docs_for_query(And(narrowing))) if narrowing else set(chosen)
                order = _fused([n for _, n in results.top_n], [n for n in chosen if n in allowed])
                return Found(order[offset : offset + limit], sorted({*every, *(set(chosen) & allowed)}))
        page = [(n, 0.0 if newest_first else float(score)) for score, n in results.top_n[offset : offset + limit]]
        return Found(page, every)

    def ids(self) -> Iterator[tuple[int, str]]:
        """(document number, case id) of every case."""
        return ((n, fields["id"]) for n, fields in self._searcher.reader().iter_docs())

    def _parse(self, query: str) -> Query:
        if len(query) > MAX_QUERY:
            raise QueryError(f"the query is longer than {MAX_QUERY} characters: shorten it")
        if len(query.split()) > MAX_QUERY_WORDS:
            raise QueryError(f"the query has more than {MAX_QUERY_WORDS} words: shorten it")
        parsed = self._parser.parse(query)
        return parsed if isinstance(parsed, Query) else NullQuery

    def suggest(self, query: str) -> str:
        """The query with every word that no case has replaced by the nearest that some have; "" where nothing changes.

        Nearest by edits (one in a word of up to five letters, two in a longer one), then by the number of cases.
        """
        with self._one_at_a_time:
            suggested = _WORD.sub(lambda found: self._nearest(found[0]), query)
        return suggested if suggested != query else ""

    def _nearest(self, word: str) -> str:
        reader = self._searcher.reader()
        terms = [token.text for token in self._analyzer(word, mode="query")]
        if not terms or any(reader.doc_frequency(field, term) for field in FIELD_WEIGHTS for term in terms):
            return word
        lowered = word.lower()
        most = 1 if len(word) <= 5 else 2
        near = {
            str(other): (Levenshtein.distance(lowered, other), -reader.doc_frequency("words", other), other)
            for other in reader.terms_within("words", lowered, most, prefix=1)
        }
        return min(near, key=lambda other: near[other], default=word)

    def _filters(self, filters: Filters, date_from: str, date_to: str) -> Iterator[Query]:
        for field, value in filters.items():
            if field not in FILTERS:
                raise QueryError(f"there is no filter {field!r}: use one of {', '.join(FILTERS)}")
            if isinstance(value, str):
                if value:
                    yield Term(field, value.strip().lower())
            else:
                yield Or([Term(field, one.strip().lower()) for one in value]) if value else NullQuery
        if date_from or date_to:
            # "~" sorts after every digit: a bare year as the upper end includes the whole year
            yield TermRange("published", date_from or "0", (date_to or "9999") + "~")

    def snippets(self, query: str, case: Case) -> dict[str, list[Snippet]]:
        """For each field that has words of the query: up to two places with them."""
        if not query.strip():
            return {}
        found = {}
        with self._one_at_a_time:
            terms = {text for _, text in self._parse(query).iter_all_terms()}
            for field in FIELD_WEIGHTS:
                around = ContextFragmenter(maxchars=240, surround=60)
                snippets = highlight(getattr(case, field), terms, self._analyzer, around, _Spans(), top=2)
                if snippets:
                    found[field] = snippets
        return found


class _Spans(Formatter):  # type: ignore[misc]
    """Snippets as data: whoever shows them decides how."""

    def format(self, fragments: Iterable[Fragment], replace: bool = False) -> list[Snippet]:  # noqa: ARG002
        return [self._snippet(fragment) for fragment in fragments]

    def __call__(self, text: str, fragments: Iterable[Fragment]) -> list[Snippet]:  # noqa: ARG002
        return self.format(fragments)

    @staticmethod
    def _snippet(fragment: Fragment) -> Snippet:
        start, end = fragment.startchar, fragment.endchar
        spans: Sequence[tuple[int, int]] = sorted({(m.startchar - start, m.endchar - start) for m in fragment.matches})
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
