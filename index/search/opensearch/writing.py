"""Writes the full text of a generation into a cluster: analysed here, sent in bulk, counted, and made read-only."""

from __future__ import annotations

import json
from array import array
from collections.abc import Iterator
from http import HTTPStatus
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
from numpy.typing import NDArray

from index.errors import SearchUnreachableError
from index.search import analyzers
from index.search.engine import FIELD_WEIGHTS, Progress, Read
from index.search.opensearch.bitmap import BITS
from index.search.opensearch.cluster import BUILD_SECONDS, Cluster
from index.search.opensearch.errors import SearchRefusedError
from index.search.opensearch.form import BETWEEN, NUMBER, PLACES, TOGETHER, Mark, mapping, settings, steps
from index.search.opensearch.terms import Terms
from index.search.postings import rounded
from index.search.query_tree import B

_BULK_BYTES = 4 * 2**20  # of a bulk request
_BULK_TRIES = 5
_AT_ONCE = 500  # cases that are analysed, and held in memory, at a time
_FIELDS = tuple(FIELD_WEIGHTS)


class Analysed:
    """The terms and positions of all cases, kept in a file, as the weight of a term depends on all lengths."""

    def __init__(self, path: Path, cases: int, read: Read, told: Progress) -> None:
        """Analyse the cases with the ordinals 0 to `cases` - 1. `told` is called with (done, total)."""
        self._path, self._cut = path, analyzers.Terms()
        self.lengths = np.zeros((cases, len(_FIELDS)), np.uint32)
        self.frequencies = np.zeros((0, len(_FIELDS)), np.uint32)
        with path.open("wb") as f:
            for ordinal in range(cases):
                case = read(ordinal)
                for n, field in enumerate(_FIELDS):
                    terms, places = array("I"), array("I")
                    if text := getattr(case, field):
                        self._cut.cut(text, terms, places)
                    self.lengths[ordinal, n] = len(terms)
                    terms.tofile(f)
                    places.tofile(f)
                    self._count(np.unique(np.frombuffer(terms, np.uint32)), n)
                if ordinal % _AT_ONCE == 0:
                    told(ordinal, cases)
        self.terms = list(self._cut.numbers)
        self.frequencies = self.frequencies[: len(self.terms)]

    def _count(self, distinct: NDArray[np.uint32], field: int) -> None:
        known = len(self._cut.numbers)
        if known > len(self.frequencies):
            grown = np.zeros((max(1_024, 2 * known), len(_FIELDS)), np.uint32)
            grown[: len(self.frequencies)] = self.frequencies
            self.frequencies = grown
        self.frequencies[distinct, field] += 1

    def averages(self) -> list[float]:
        """The average length of each field, in terms, over all cases."""
        return [float(self.lengths[:, n].mean()) or 1.0 for n in range(len(_FIELDS))]

    def documents(self, finest: int) -> Iterator[dict[str, Any]]:
        """The document of each case, in order."""
        averages = self.averages()
        long = np.stack([rounded(self.lengths[:, n]) for n in range(len(_FIELDS))], axis=1)
        with self._path.open("rb") as f:
            for ordinal, lengths in enumerate(self.lengths):
                document: dict[str, Any] = {
                    "ordinal": ordinal,
                    "word": ordinal // BITS,
                    "bit": float(1 << ordinal % BITS),
                }
                for n, field in enumerate(_FIELDS):
                    count = int(lengths[n])
                    numbers, places = _read(f, count), _read(f, count)
                    if count:
                        once = finest / (1 - B + B * float(long[ordinal, n]) / averages[n])
                        document[field] = self._numbered(numbers, once)
                        document[PLACES[field]] = self._placed(numbers, places)
                yield document

    def _numbered(self, numbers: NDArray[np.uint32], once: float) -> str:
        """Each term, and a number that says how often and in how long a field it occurs."""
        distinct, counts = np.unique(numbers, return_counts=True)
        weights = np.maximum(1, np.rint(counts * once)).astype(np.int64).tolist()
        terms = self.terms
        return BETWEEN.join(
            [f"{terms[n]}{NUMBER}{weight}" for n, weight in zip(distinct.tolist(), weights, strict=True)]
        )

    def _placed(self, numbers: NDArray[np.uint32], places: NDArray[np.uint32]) -> str:
        """The terms by position; those at one position are joined."""
        terms, at, parts = self.terms, -1, list[str]()
        for number, place in zip(numbers.tolist(), places.tolist(), strict=True):
            parts.append((BETWEEN if place != at else TOGETHER) + terms[number])
            at = place
        return "".join(parts)[1:]


def _read(f: BinaryIO, count: int) -> NDArray[np.uint32]:
    return np.frombuffer(f.read(4 * count), np.uint32)


class Writer:
    """Writes one generation's index."""

    def __init__(self, cluster: Cluster, index: str, mark: Mark, shards: int, replicas: int) -> None:
        self._cluster, self._index, self._mark = cluster, index, mark
        self._shards, self._replicas = shards, replicas

    def write(self, folder: Path, read: Read, told: Progress, *, keep_terms: bool = True) -> None:
        """Analyse and write every case; with `keep_terms`, also write the terms' frequencies into the folder's lookup/.

        Raises a SearchEngineError; then the index is not complete, and the next build removes it.
        """
        cases = self._mark.cases
        spool = folder / "analysed.tmp"
        try:
            analysed = Analysed(spool, cases, read, lambda done, _total: told(done // 2, cases))
            if keep_terms:
                Terms.write(folder / "lookup", analysed.terms, analysed.frequencies)
            finest = steps(max(analysed.averages()))
            body = {"settings": settings(cases, finest, self._shards, self._replicas), "mappings": mapping(self._mark)}
            self._ask("PUT", f"/{self._index}?wait_for_active_shards=1&timeout=60s", body)
            for done, lines in _bulks(analysed.documents(finest)):
                self._bulk(lines)
                told((cases + done) // 2, cases)
        finally:
            spool.unlink(missing_ok=True)
        self._finish()
        told(cases, cases)

    def _bulk(self, lines: list[bytes]) -> None:
        """Send some documents. Each has an id of its own, so that sending it again changes nothing."""
        left = lines
        for _ in range(_BULK_TRIES):
            answer = self._ask(
                "POST", f"/{self._index}/_bulk?filter_path=errors,items.*.status,items.*.error.type", b"".join(left)
            )
            if not answer.get("errors"):
                return
            results = [next(iter(item.values())) for item in answer["items"]]
            bad = [one for one in results if one["status"] >= HTTPStatus.BAD_REQUEST]
            for one in bad:
                if one["status"] not in (HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE):
                    raise SearchRefusedError(self._blocked(str(one.get("error", {}).get("type", one["status"]))))
            left = [line for line, one in zip(left, results, strict=True) if one["status"] >= HTTPStatus.BAD_REQUEST]
        raise SearchUnreachableError("the search cluster has too much to do to take the cases: try again later")

    def _finish(self) -> None:
        """Make what was written visible, count it, mark it as complete, and make it read-only."""
        self._ask("POST", f"/{self._index}/_refresh")
        counted = self._ask("GET", f"/{self._index}/_count")
        if counted.get("count") != self._mark.cases or counted.get("_shards", {}).get("failed"):
            raise SearchUnreachableError(
                f"the search cluster holds {counted.get('count')} of {self._mark.cases} cases that were sent: try again"
            )
        self._ask("POST", f"/{self._index}/_flush?wait_if_ongoing=true")
        whole = Mark(self._mark.installation, self._mark.generation, self._mark.cases, complete=True)
        self._ask("PUT", f"/{self._index}/_mapping", {"_meta": whole.as_meta()})
        # a block on writes, and not "read-only", which would also forbid to remove the index
        self._ask("PUT", f"/{self._index}/_settings", {"index": {"blocks.write": True}})
        self._ask("GET", f"/_cluster/health/{self._index}?wait_for_status=yellow&timeout=60s")

    def _ask(self, method: str, path: str, body: object | bytes | None = None) -> dict[str, Any]:
        expected = (200, 400, 403, 404)
        answer = self._cluster.ask(method, path, body, seconds=BUILD_SECONDS, expected=expected)
        if answer.status != HTTPStatus.OK:
            raise SearchRefusedError(self._blocked(answer.said))
        found: dict[str, Any] = answer.body
        return found

    def _blocked(self, reason: str) -> str:
        if "block" in reason or "flood" in reason:
            return (
                f"the search cluster does not let {self._index} be written ({reason}): its disks may be full, or it is "
                "read-only; make room, then lift the block"
            )
        return f"the search cluster refused {self._index} ({reason})"


def _bulks(documents: Iterator[dict[str, Any]]) -> Iterator[tuple[int, list[bytes]]]:
    """(documents so far, lines of some documents), a few megabytes at a time."""
    lines: list[bytes] = []
    size = done = 0
    for document in documents:
        action = b'{"index":{"_id":"%d"}}\n' % document["ordinal"]
        lines.append(action + json.dumps(document, ensure_ascii=False).encode("utf-8", "replace") + b"\n")
        size, done = size + len(lines[-1]), done + 1
        if size >= _BULK_BYTES:
            yield done, lines
            lines, size = [], 0
    if lines:
        yield done, lines
