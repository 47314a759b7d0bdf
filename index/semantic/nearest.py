"""The rows nearest to a vector: exact over a memory-mapped matrix, and through FAISS where there are very many rows.

A folder holds `vectors.npy`, the matrix int8[n, d], and `nearest.json`, which says what the other files must look
like; from APPROXIMATE_FROM rows on, where FAISS is installed, also `lists.faiss`: the same rows in lists around the
centres of k-means, of which a search reads the nearest. Everything is mapped, so that all workers share one copy in
memory. FAISS was chosen by measurement, see bench/RESULTS.md; without it every search is exact.

Whatever finds the rows, their cosines are computed here from the matrix and the unrounded query, in the same order of
additions: one row and one query always give the same number, and equal numbers are ordered by row.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from index.errors import IndexDamagedError
from index.files import mapped_array

Float = npt.NDArray[np.float32]
Int8 = npt.NDArray[np.int8]
Ids = npt.NDArray[np.int64]
OnProgress = Callable[[int, int], None]

FORMAT = 1
MATRIX, LISTS, META = "vectors.npy", "lists.faiss", "nearest.json"
SCALE = 127  # of a stored component: int8 = round(SCALE * v)

APPROXIMATE_FROM = 100_000
"""Rows from which `build` adds the lists: exact search takes 28 ms for a page's 16 vectors there (bench/RESULTS.md)."""
PROBES = 128
"""Lists that a search reads, of 4 sqrt(n): recall@10 is 0.95 at 200,000 rows, 0.98 at 1,000,000 (bench/nearest.py)."""
SAMPLE = 40  # rows a list that k-means looks at; FAISS itself warns below 39
ROUNDS = 10  # of k-means

_BLOCK = 1024  # rows that are converted to float32 at once: 1.5 MB at 384 dimensions, which stays in the cache
_PANEL = 64 * _BLOCK  # rows whose scores are kept before only the best of them are
_COPY = 16 * _BLOCK  # rows that a build writes or adds at once


class Nearest(Protocol):
    """Finds the nearest rows. Safe for many threads at once, and after a fork."""

    @property
    def vectors(self) -> Int8:
        """The stored rows, int8[n, d], mapped and read-only: round(127 * v) of unit vectors v."""
        ...

    @property
    def exact(self) -> bool:
        """Whether nothing is ever missed."""
        ...

    def search(self, vectors: Float, k: int) -> tuple[Ids, Float]:
        """The k rows nearest to each of the unit vectors float32[q, d]: row numbers int64[q, k], cosines float32[q, k].

        Best first, equal ones by row number. Where there are fewer rows than k, the rest is -1 and 0. The cosine is
        that with the stored row, whose rounding moves it by a few thousandths. Raises ValueError for another shape of
        vectors or k below 1, and IndexDamagedError where a file turns out to be wrong.
        """
        ...


def quantise(vectors: Float) -> Int8:
    """Unit vectors float32[n, d] as they are stored: int8[n, d]."""
    return np.rint(vectors * SCALE).astype(np.int8)


def build(folder: Path, vectors: Int8, progress: OnProgress, approximate_from: int = APPROXIMATE_FROM) -> bool:
    """Write the files of the rows int8[n, d] (see `quantise`) into the folder, which is made if need be.

    `vectors` may be mapped from another file: only a part of it is read at a time. `progress` is called with the rows
    done and their number. With one thread, so that the same rows give the same files. Returns whether searches will be
    exact where FAISS is installed: with `approximate_from` rows or more they will not. Raises ValueError for another
    type or shape, and OSError.
    """
    if vectors.dtype != np.int8 or vectors.ndim != 2 or not vectors.shape[1]:
        raise ValueError(f"rows must be int8[n, d], not {vectors.dtype}{list(vectors.shape)}")
    folder.mkdir(parents=True, exist_ok=True)
    count, dimensions = vectors.shape
    approximate = count >= max(approximate_from, 1) and _faiss_installed()
    meta: dict[str, Any] = {"format": FORMAT, "rows": count, "dimensions": dimensions}
    _write_matrix(folder / MATRIX, vectors, progress if not approximate else _silent)
    if approximate:
        _write_lists(folder / LISTS, vectors, progress)
        size = (folder / LISTS).stat().st_size
        meta["lists"] = {"bytes": size, "head": _head_digest(folder / LISTS, _head_bytes(size, count, dimensions))}
    (folder / META).write_text(json.dumps(meta, indent=1) + "\n", "utf-8")
    return not approximate


def open_(folder: Path) -> Nearest:
    """Map what `build` wrote. Raises IndexDamagedError if a file is missing, cut off or of another version.

    A row that changed inside a file is not noticed here, as that would mean to read everything: the generation's
    digests are for that.
    """
    try:
        meta = json.loads((folder / META).read_text("utf-8"))
        if meta["format"] != FORMAT:
            raise IndexDamagedError("the vectors of the cases were stored by another version: build the index again")
        matrix = _open_matrix(folder / MATRIX, meta["rows"], meta["dimensions"])
        lists = meta.get("lists")
        if lists is None:
            return ExactNearest(matrix)
        path = folder / LISTS
        head = _head_bytes(lists["bytes"], meta["rows"], meta["dimensions"])
        if path.stat().st_size != lists["bytes"] or _head_digest(path, head) != lists["head"]:
            raise IndexDamagedError(f"{LISTS} is damaged: build the index again")
        return ListNearest(matrix, path) if _faiss_installed() else ExactNearest(matrix)
    except (OSError, EOFError, ValueError, KeyError, TypeError, AttributeError, RuntimeError) as e:
        raise IndexDamagedError(
            f"the vectors of the cases cannot be read: {type(e).__name__}; build the index again"
        ) from e


class ExactNearest:
    """Every row is compared: float32 blocks of the matrix times the queries."""

    exact = True

    def __init__(self, vectors: Int8) -> None:
        self._vectors = vectors

    @property
    def vectors(self) -> Int8:
        """As in Nearest."""
        return self._vectors

    def search(self, vectors: Float, k: int) -> tuple[Ids, Float]:
        """As in Nearest."""
        queries = _checked(vectors, k, self._vectors.shape[1])
        return _ranked(self._vectors, queries, self._candidates(queries, k), k)

    def _candidates(self, queries: Float, k: int) -> list[Ids]:
        """For each query the rows of which the best k are among, whatever the rounding of the products."""
        columns = np.ascontiguousarray(queries.T)
        kept: list[list[Ids]] = [[] for _ in queries]
        scores = np.empty((min(_PANEL, len(self._vectors)), len(queries)), np.float32)
        for start in range(0, len(self._vectors), _PANEL):
            panel = self._vectors[start : start + _PANEL]
            for at in range(0, len(panel), _BLOCK):
                part = panel[at : at + _BLOCK]
                np.matmul(part.astype(np.float32), columns, out=scores[at : at + len(part)])
            for best, column in zip(kept, scores[: len(panel)].T, strict=True):
                best.append(start + _top(column, k))
        return [np.concatenate(parts) if parts else np.empty(0, np.int64) for parts in kept]


class ListNearest:
    """The rows of the nearest lists are compared, by FAISS."""

    exact = False

    def __init__(self, vectors: Int8, path: Path) -> None:
        self._vectors = vectors
        self._index = _open_lists(path)
        if (self._index.ntotal, self._index.d) != vectors.shape:
            raise IndexDamagedError(f"{LISTS} does not belong to {MATRIX}: build the index again")
        self._index.nprobe = min(PROBES, self._index.nlist)

    @property
    def vectors(self) -> Int8:
        """As in Nearest."""
        return self._vectors

    def search(self, vectors: Float, k: int) -> tuple[Ids, Float]:
        """As in Nearest."""
        queries = _checked(vectors, k, self._vectors.shape[1])
        if not len(queries):
            return _ranked(self._vectors, queries, [], k)
        # FAISS compares whole numbers and cuts off what is behind the point of the query: twice as many are fetched as
        # are wanted, so that the exact cosine decides
        _one_thread()
        found: Ids = self._index.search(np.rint(queries * SCALE), 2 * k)[1]
        if found.max(initial=-1) >= len(self._vectors):
            raise IndexDamagedError(f"{LISTS} names rows that do not exist: build the index again")
        return _ranked(self._vectors, queries, [row[row >= 0] for row in found], k)


def _checked(vectors: Float, k: int, dimensions: int) -> Float:
    if vectors.ndim != 2 or vectors.shape[1] != dimensions or k < 1:
        raise ValueError(f"queries must be float32[q, {dimensions}] and k at least 1")
    return np.ascontiguousarray(vectors, np.float32)


def _top(scores: Float, k: int) -> Ids:
    """Positions of the k greatest scores, with all that rounding might have put on the wrong side."""
    if len(scores) <= k:
        return np.arange(len(scores), dtype=np.int64)
    scores = np.ascontiguousarray(scores)
    least = np.partition(scores, len(scores) - k)[len(scores) - k]
    return np.flatnonzero(scores >= least - 1e-5 * SCALE)


def _ranked(matrix: Int8, queries: Float, candidates: list[Ids], k: int) -> tuple[Ids, Float]:
    """The best k of each query's candidates with their cosines, padded with -1 and 0."""
    rows = np.full((len(queries), k), -1, np.int64)
    cosines = np.zeros((len(queries), k), np.float32)
    for i, found in enumerate(candidates):
        # einsum adds up each row alone and always in the same order, which a matrix product does not
        scores = np.einsum("nd,d->n", matrix[found].astype(np.float32), queries[i]) / np.float32(SCALE)
        order = np.lexsort((found, -scores))[:k]
        rows[i, : len(order)], cosines[i, : len(order)] = found[order], scores[order]
    return rows, cosines


def _silent(done: int, total: int) -> None:
    pass


def _write_matrix(path: Path, vectors: Int8, progress: OnProgress) -> None:
    with path.open("wb") as f:
        header = {"descr": "|i1", "fortran_order": False, "shape": vectors.shape}
        np.lib.format.write_array_header_1_0(f, header)
        for start in range(0, len(vectors), _COPY):
            part = vectors[start : start + _COPY]
            f.write(np.ascontiguousarray(part).data)
            progress(start + len(part), len(vectors))


def _open_matrix(path: Path, count: int, dimensions: int) -> Int8:
    matrix = mapped_array(path)
    if matrix.dtype != np.int8 or matrix.shape != (count, dimensions):
        raise IndexDamagedError(f"{MATRIX} is damaged: build the index again")
    rows: Int8 = matrix
    return rows


def _faiss_installed() -> bool:
    return importlib.util.find_spec("faiss") is not None


def _one_thread() -> None:
    """Make FAISS use no threads but the one that calls: if it did before a fork, a search in the child would hang.

    OpenMP keeps this number for each calling thread.
    """
    import faiss

    faiss.omp_set_num_threads(1)


def _write_lists(path: Path, vectors: Int8, progress: OnProgress) -> None:
    import faiss

    _one_thread()
    count, dimensions = vectors.shape
    lists = min(count, round(4 * count**0.5))
    stored, product = faiss.ScalarQuantizer.QT_8bit_direct_signed, faiss.METRIC_INNER_PRODUCT
    index = faiss.IndexIVFScalarQuantizer(faiss.IndexFlatIP(dimensions), dimensions, lists, stored, product, False)
    index.cp.spherical, index.cp.niter, index.cp.min_points_per_centroid = True, ROUNDS, 1
    sample = np.sort(np.random.default_rng(0).permutation(count)[: SAMPLE * lists])
    index.train(vectors[sample].astype(np.float32))
    for start in range(0, count, _COPY):
        part = vectors[start : start + _COPY]
        index.add(part.astype(np.float32))
        progress(start + len(part), count)
    faiss.write_index(index, str(path))


def _open_lists(path: Path) -> Any:
    import faiss

    if sys.platform != "darwin":
        return faiss.read_index(str(path), faiss.IO_FLAG_MMAP_IFC)
    # the one way of mapping that FAISS has on macOS; it would start 32 threads for every search
    index = faiss.read_index(str(path), faiss.IO_FLAG_MMAP | faiss.IO_FLAG_READ_ONLY)
    faiss.downcast_InvertedLists(index.invlists).prefetch_nthread = 0
    return index


def _head_bytes(size: int, count: int, dimensions: int) -> int:
    """Size of what comes before the rows in FAISS's file: its settings, centres and the lengths of the lists.

    FAISS does not notice a wrong byte of a centre, which only makes it read other lists; this is small enough to check.
    """
    return size - count * (dimensions + 8)


def _head_digest(path: Path, size: int) -> str:
    with path.open("rb") as f:
        return hashlib.sha256(f.read(size)).hexdigest()
