"""Translates query trees into OpenSearch's query language, so that a case gets the score that the tree gives it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from index.search.opensearch.form import BETWEEN, PLACES
from index.search.query_tree import (
    AllOf,
    AnyOf,
    Frequency,
    Node,
    Phrase,
    Preferring,
    Without,
    Word,
    coordination,
    idf,
)

Clause = dict[str, Any]
_SCORED_WORDS = 100  # of all phrases together; a cluster takes 1,024 clauses, and each word has up to two in each field


class Scored(NamedTuple):
    """A clause, and by how much the score that it gives is too high, as clauses can only add."""

    clause: Clause
    excess: float = 0.0


class Translator:
    """Translates the trees of one query."""

    def __init__(self, cases: int, frequency: Frequency, query: Node) -> None:
        self._cases, self._frequency, self._query = cases, frequency, query
        self._each = max(2, _SCORED_WORDS // max(1, _phrases(query)))

    def scored(self) -> Scored | None:
        """The query with its scores; None if it can find nothing."""
        return self._scored(self._query, 1.0, 0.0)

    def filter(self, node: Node) -> Clause | None:
        """A tree without scores; None if it can find nothing."""
        match node:
            case Word(field, term):
                return {"term": {field: term}} if self._frequency(field, term) else None
            case Phrase(field, terms):
                if not all(self._frequency(field, term) for term in terms):
                    return None
                return {"match_phrase": {PLACES[field]: BETWEEN.join(terms)}}
            case AllOf(parts):
                every = [self.filter(part) for part in parts]
                there = [one for one in every if one is not None]
                return {"bool": {"filter": there}} if len(there) == len(every) else None
            case AnyOf(parts):
                some = [one for part in parts if (one := self.filter(part)) is not None]
                return _any(some) if some else None
            case Preferring(must):
                return self.filter(must)
            case Without(wanted, unwanted):
                found, without = self.filter(wanted), self.filter(unwanted)
                if found is None or without is None:
                    return found
                return {"bool": {"filter": [found], "must_not": [without]}}

    def _scored(self, node: Node, gain: float, bonus: float) -> Scored | None:
        """A tree whose scores are multiplied by `gain`, and to which every word that a case has adds `bonus`."""
        match node:
            case Word(field, term, weight):
                return self._word(field, term, weight * gain, bonus)
            case Phrase(field, terms, weight):
                return self._phrase(field, terms, weight * gain, bonus)
            case AllOf(parts):
                every = [self._scored(part, gain, bonus) for part in parts]
                there = [one for one in every if one is not None]
                if len(there) < len(every):
                    return None
                return Scored({"bool": {"must": [one.clause for one in there]}}, sum(one.excess for one in there))
            case AnyOf(parts):
                counted = coordination(node, self._frequency)
                more = gain * counted.gain * counted.bonus if counted else 0.0
                gain *= counted.gain if counted else 1.0
                found = [(part, one) for part in parts if (one := self._scored(part, gain, bonus + more)) is not None]
                if not found:
                    return None
                clause, excess = self._summed(found)
                return Scored(clause, excess + more)
            case Preferring(must, may):
                wanted, more_wanted = self._scored(must, gain, bonus), self._scored(may, gain, bonus)
                if wanted is None or more_wanted is None:
                    return wanted
                should = [more_wanted.clause, *self._otherwise(may, more_wanted)]
                return Scored({"bool": {"must": [wanted.clause], "should": should}}, wanted.excess + more_wanted.excess)
            case Without(wanted_part, unwanted):
                found_part, without = self._scored(wanted_part, gain, bonus), self.filter(unwanted)
                if found_part is None or without is None:
                    return found_part
                return Scored({"bool": {"must": [found_part.clause], "must_not": [without]}}, found_part.excess)

    def _word(self, field: str, term: str, weight: float, bonus: float) -> Scored | None:
        having = self._frequency(field, term)
        if not having:
            return None
        scored: Clause = {"term": {field: {"value": term, "boost": weight * idf(self._cases, having)}}}
        if not bonus:
            return Scored(scored)
        return Scored(_any([scored, {"constant_score": {"filter": {"term": {field: term}}, "boost": bonus}}]))

    def _phrase(self, field: str, terms: Sequence[str], weight: float, bonus: float) -> Scored | None:
        beside = self.filter(Phrase(field, tuple(terms), weight))
        if beside is None:
            return None
        # of a long phrase, the rarest words decide the order of the cases that have it
        rarest = sorted(terms, key=lambda term: self._frequency(field, term))[: self._each]
        scores = [one.clause for term in rarest if (one := self._word(field, term, weight, bonus)) is not None]
        return Scored({"bool": {"filter": [beside], "should": scores}})

    def _summed(self, found: Sequence[tuple[Node, Scored]]) -> Scored:
        clauses = [one.clause for _, one in found]
        if len(clauses) == 1:
            return found[0][1]
        otherwise = [clause for part, one in found for clause in self._otherwise(part, one)]
        if not otherwise:
            return Scored(_any(clauses))
        return Scored({"bool": {"must": [_any(clauses)], "should": otherwise}}, sum(one.excess for _, one in found))

    def _otherwise(self, part: Node, scored: Scored) -> list[Clause]:
        """The excess of an optional part, for the cases that do not have the part, so that all have it."""
        without = self.filter(part)
        if not scored.excess or without is None:
            return []
        return [{"constant_score": {"filter": {"bool": {"must_not": [without]}}, "boost": scored.excess}}]


def _any(clauses: list[Clause]) -> Clause:
    return clauses[0] if len(clauses) == 1 else {"bool": {"should": clauses, "minimum_should_match": 1}}


def _phrases(node: Node) -> int:
    match node:
        case Phrase():
            return 1
        case AllOf(parts) | AnyOf(parts):
            # the same phrase in each field counts once
            if isinstance(node, AnyOf) and all(isinstance(part, Phrase) for part in parts):
                return 1
            return sum(map(_phrases, parts))
        case Preferring(must, may):
            return _phrases(must) + _phrases(may)
        case Without(wanted):
            return _phrases(wanted)
        case Word():
            return 0
