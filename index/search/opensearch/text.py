"""The full text of one generation in a cluster, open."""

from __future__ import annotations

import functools
import threading
from http import HTTPStatus
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.errors import SearchUnreachableError
from index.search.embedded import EMBEDDED
from index.search.engine import Found
from index.search.opensearch.bitmap import BITS, ordinals, roaring
from index.search.opensearch.cluster import Cluster
from index.search.opensearch.errors import SearchIndexMissingError, SearchRefusedError
from index.search.opensearch.form import ANALYSIS, SCHEMA, Mark
from index.search.opensearch.terms import Terms
from index.search.opensearch.translate import Translator
from index.search.query_tree import Frequency, Node

_WORDS_AT_ONCE = 50_000  # buckets of one reply; a cluster allows 65,535 by default
_KNOWN_TERMS = 20_000  # frequencies of terms that a process keeps
# Without a shard, a reply would be thinner, so it is an error.
_SEARCH = "_search?allow_partial_search_results=false&request_cache=false"


class ClusterText:
    """One generation's index, asked by its own name. It checks once that the index is this generation's."""

    def __init__(self, cluster: Cluster, index: str, generation: str, cases: int, frequency: Frequency) -> None:
        """`frequency` gives the number of cases that have a term in a field."""
        self._cluster, self._index, self._generation, self._cases = cluster, index, generation, cases
        self._frequency = functools.lru_cache(_KNOWN_TERMS)(frequency)
        self._checked = False
        self._checking = threading.Lock()

    def check(self) -> None:
        """Check that the cluster has a complete index of this generation. Raises a SearchEngineError."""
        with self._checking:
            self._check()
            self._checked = True

    def _check(self) -> None:
        answer = self._cluster.ask("GET", f"/{self._index}?flat_settings=true", expected=(200, 404))
        if answer.status == HTTPStatus.NOT_FOUND:
            raise SearchIndexMissingError(
                f"the search cluster has no index of generation {self._generation} ({self._index} is missing): run "
                "`rejoinder search-index push` where the index is built"
            )
        marks = [Mark.read(one.get("mappings", {})) for one in answer.body.values()]
        mark = marks[0] if len(marks) == 1 and self._index in answer.body else None
        again = "run `rejoinder search-index push` where the index is built"
        if mark is None or mark.generation != self._generation:
            raise SearchIndexMissingError(
                f"{self._index} in the search cluster is not this generation's index, so it is not asked: find out who "
                f"made it, remove it, and {again}"
            )
        if (mark.schema, mark.analysis) != (SCHEMA, ANALYSIS):
            raise SearchIndexMissingError(
                f"{self._index} was written by another version of Rejoinder (form {mark.schema}, analysis "
                f"{mark.analysis}; this version has {SCHEMA} and {ANALYSIS}): {again}"
            )
        if not mark.complete or mark.cases != self._cases:
            raise SearchIndexMissingError(f"{self._index} in the search cluster is not complete: {again}")
        for name, value in answer.body[self._index].get("settings", {}).items():
            if name.startswith("index.search.slowlog.threshold.") and str(value) != "-1":
                raise SearchRefusedError(
                    f"somebody switched on {name} of {self._index}, which keeps queries in a log: set it to -1"
                )

    def frequency(self, field: str, term: str) -> int:
        """The number of cases that have a term in a field."""
        return self._frequency(field, term)

    def finds(self, query: Node) -> bool:
        """Whether a query finds any case."""
        clause = Translator(self._cases, self._frequency, query).filter(query)
        if clause is None:
            return False
        if "term" in clause:
            return True  # it is only there if a case has the term
        body = {"size": 0, "terminate_after": 1, "track_total_hits": 1, "query": {"bool": {"filter": [clause]}}}
        return int(self._search(body)["hits"]["total"]["value"]) > 0

    def find(self, query: Node, allowed: NDArray[np.bool_] | None, most: int) -> Found:
        """What a query finds among the allowed cases, and the best of these."""
        scored = Translator(self._cases, self._frequency, query).scored()
        if scored is None or (allowed is not None and not allowed.any()):
            return Found(np.empty(0, np.uint32), [])
        asked: dict[str, Any] = scored.clause
        if allowed is not None:
            among = {"terms": {"ordinal": [roaring(allowed)], "value_type": "bitmap"}}
            asked = {"bool": {"must": [scored.clause], "filter": [among]}}
        body = {
            "size": most,
            "track_total_hits": False,
            "query": asked,
            "sort": [{"_score": "desc"}, {"ordinal": "asc"}],
            "aggs": {"words": _words(self._cases)},
        }
        reply = self._search(body, "&filter_path=timed_out,hits.hits.sort,aggregations.words.buckets")
        best = [(int(n), float(score) - scored.excess) for score, n in _sorts(reply)]
        return Found(self._every(asked, reply), best)

    def _every(self, asked: dict[str, Any], reply: dict[str, Any]) -> NDArray[np.uint32]:
        """All ordinals; of a very large generation, one part of them after the other."""
        buckets = reply.get("aggregations", {}).get("words", {}).get("buckets", [])
        for part in range(1, -(-self._cases // (BITS * _WORDS_AT_ONCE))):
            body = {"size": 0, "track_total_hits": False, "query": asked, "aggs": {"words": _words(self._cases, part)}}
            more = self._search(body, "&filter_path=timed_out,aggregations.words.buckets")
            buckets += more.get("aggregations", {}).get("words", {}).get("buckets", [])
        return ordinals((int(bucket["key"]), float(bucket["bits"]["value"])) for bucket in buckets)

    def _search(self, body: dict[str, Any], more: str = "") -> dict[str, Any]:
        if not self._checked:
            self.check()
        answer = self._cluster.ask(
            "POST", f"/{self._index}/{_SEARCH}{more}", body | {"timeout": "4s"}, expected=(200, 404)
        )
        if answer.status == HTTPStatus.NOT_FOUND:
            self._checked = False
            self.check()
            raise SearchUnreachableError("the search cluster lost an index for a moment: try again")
        if answer.body.get("timed_out"):
            raise SearchUnreachableError("the search cluster did not answer a search in time: it has too much to do")
        found: dict[str, Any] = answer.body
        return found


def _words(cases: int, part: int = 0) -> dict[str, Any]:
    """The aggregation that gives a part of a found set as words of bits."""
    parts = -(-cases // (BITS * _WORDS_AT_ONCE))
    terms: dict[str, Any] = {"field": "word", "size": 2 * _WORDS_AT_ONCE, "order": {"_key": "asc"}}
    if parts > 1:
        terms["include"] = {"partition": part, "num_partitions": parts}
    else:
        terms["size"] = max(1, -(-cases // BITS))
    return {"terms": terms, "aggs": {"bits": {"sum": {"field": "bit"}}}}


def _sorts(reply: dict[str, Any]) -> list[list[float]]:
    return [hit["sort"] for hit in reply.get("hits", {}).get("hits", [])]


def frequencies(folder: Path, cases: int) -> Frequency:
    """The frequencies of a generation's terms, from its own files, whichever engine it was built with."""
    lookup = folder / "lookup"
    return Terms(lookup).frequency if Terms.there(lookup) else EMBEDDED.open(folder, cases).frequency
