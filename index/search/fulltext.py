"""Full-text search over the cases, whatever engine finds them: filters, fusion, snippets and "did you mean"."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from whoosh.highlight import ContextFragmenter, Formatter, Fragment, highlight

from index.case import Case
from index.errors import QueryError
from index.files import mapped_array
from index.search.analyzers import CaseText, pieces, spelt, spelt_words
from index.search.engine import FIELD_WEIGHTS, OpenText
from index.search.facets import FILTERS, Facets
from index.search.query import Asked, understood
from index.search.query_tree import Everything, Nothing
from index.search.vocabulary import Words

NEWEST = "lookup/newest.npy"
FUSED = 200  # how many cases of the text ranking are fused with those found by meaning
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


class FullText:
    """The open full text of a generation."""

    def __init__(self, folder: Path, facets: Facets, text: OpenText) -> None:
        """Open the full text; `folder` is the generation's folder, and `text` finds its cases."""
        self._facets = facets
        self._newest = mapped_array(folder / NEWEST)
        self._words = Words(folder / "lookup")
        self._text = text
        self._analyzer = CaseText()

    def check(self) -> None:
        """Check that the full text can be searched. Raises SearchEngineError."""
        self._text.check()

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
        told = self._understood(query)
        match told.query:
            case Everything():
                every = self._newest if allowed is None else self._newest[allowed[self._newest]]
                return FoundCases([(int(n), 0.0) for n in every[offset : offset + limit]], every, told.note, told.terms)
            case Nothing():
                every, ranked = np.empty(0, np.uint32), list[tuple[int, float]]()
            case asked:
                most = 0 if by_date else max(offset + limit, FUSED if alike else 0, 1)
                every, ranked = self._text.find(asked, allowed, most)
        if by_date:
            return self._newest_first(told, every, limit, offset)
        if alike:
            others = [n for n in alike if allowed is None or allowed[n]]
            page = _fused([n for n, _ in ranked], others)[offset : offset + limit]
            every = np.union1d(every, np.array(others, np.uint32)).astype(np.uint32)
        else:
            page = ranked[offset : offset + limit]
        return FoundCases(page, every, told.note, told.terms)

    def _newest_first(self, told: Asked, every: NDArray[np.uint32], limit: int, offset: int) -> FoundCases:
        """One page of the found cases, newest first. The order is known beforehand, so nothing is sorted."""
        found = np.zeros(len(self._newest), dtype=bool)
        found[every] = True
        order = self._newest[found[self._newest]]
        return FoundCases([(int(n), 0.0) for n in order[offset : offset + limit]], order, told.note, told.terms)

    def _understood(self, query: str) -> Asked:
        if not query.strip():
            return Asked(Everything())
        return understood(query, FIELD_WEIGHTS, self._text.finds, self._frequency)

    def _frequency(self, term: str) -> int:
        return sum(self._text.frequency(field, term) for field in FIELD_WEIGHTS)

    def suggest(self, query: str) -> str:
        """The query with each word that no case has replaced by the nearest known word; "" if nothing changes.

        The nearest word has the fewest edits (one at most if the word has up to five letters, else two), then the most
        cases.
        """
        suggested, end = "", 0
        for found in itertools.islice(spelt_words(query), _RESPELT):
            suggested += query[end : found.start()] + self._nearest(found[0])
            end = found.end()
        suggested += query[end:]
        return suggested if suggested != query else ""

    def _nearest(self, word: str) -> str:
        terms = [term for piece in pieces(word) for term in piece.terms]
        if not terms or any(map(self._frequency, terms)):
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
