"""Finds the rows nearest to a vector: exactly in a memory-mapped matrix, or with FAISS if there are very many rows.

A folder holds `vectors.npy`, the matrix int8[n, d], and `nearest.json`, which describes the other files. With
APPROXIMATE_FROM rows or more, and if FAISS is installed, it also holds `lists.faiss`: the same rows in lists around
k-means centres, of which a search reads the nearest lists. Everything is mapped, so all workers share one copy in
memory. FAISS was chosen by measurement (bench/RESULTS.md); without it, every search is exact.

However the rows are found, their cosines are computed here from the matrix and the unrounded query, always in the same
order of additions. So a row and a query always give the same number, and rows with equal numbers are sorted by row
number.
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
SCALE = 127  # scale of stored components: int8 = round(SCALE * v)

APPROXIMATE_FROM = 100_000
"""Least number of rows for lists: at this size, exact search takes 28 ms for a page's 16 vectors (bench/RESULTS.md)."""
PROBES = 128
"""Lists that a search reads, of 4 sqrt(n): recall@10 is 0.95 at 200,000 rows, 0.98 at 1,000,000 (bench/nearest.py)."""
SAMPLE = 40  # rows that k-means looks at for each list; FAISS warns below 39
ROUNDS = 10  # k-means iterations

_BLOCK = 1024  # rows that are converted to float32 at once: 1.5 MB at 384 dimensions, which stays in the cache
_PANEL = 64 * _BLOCK  # rows whose scores are held at a time before all but the best are dropped
_COPY = 16 * _BLOCK  # rows that a build writes or adds at once


class Nearest(Protocol):
    """Finds the nearest rows. Many threads may use it at once, also after a fork."""

    @property
    def vectors(self) -> Int8:
        """The stored rows, int8[n, d], mapped and read-only: round(127 * v) of unit vectors v."""
        ...

    @property
    def exact(self) -> bool:
        """Whether a search always finds the nearest rows."""
        ...

    def search(self, vectors: Float, k: int) -> tuple[Ids, Float]:
        """The k rows nearest to each of the unit vectors float32[q, d]: row numbers int64[q, k], cosines float32[q, k].

        Best first, with ties by row number. If there are fewer than k rows, the rest is filled with -1 and 0. The
        cosine is that with the stored row, whose rounding changes it by a few thousandths. Raises ValueError if the
        vectors have another shape or k is below 1, and IndexDamagedError if a file turns out to be wrong.
        """
        ...


def quantise(vectors: Float) -> Int8:
    """Round unit vectors float32[n, d] to the stored form int8[n, d]."""
    return np.rint(vectors * SCALE).astype(np.int8)


def build(folder: Path, vectors: Int8, progress: OnProgress, approximate_from: int = APPROXIMATE_FROM) -> bool:
    """Write the files for the rows int8[n, d] (see `quantise`) into the folder, which is created if need be.

    `vectors` may be mapped from another file: only a part of it is read at a time. `progress` is called with (rows
    done, all rows). The build uses one thread, so that the same rows give the same files. Returns whether searches will
    be exact: with `approximate_from` rows or more and FAISS installed, they will not. Raises OSError, and ValueError if
    type or shape are wrong.
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
    """Map what `build` wrote. Raises IndexDamagedError if a file is missing, cut off or from another version.

    A changed row inside a file is not noticed here, because that would mean reading everything. The generation's
    digests cover it.
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
    """Compares every row: multiplies float32 blocks of the matrix by the queries."""

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
        """For each query, rows that include the best k, whatever the rounding of the products."""
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
    """Compares the rows of the nearest lists, with FAISS."""

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
        # FAISS compares whole numbers and truncates the query. So we fetch twice as many rows as wanted, and let the
        # exact cosine decide.
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
    """The positions of the k greatest scores, and of any that only rounding may have kept out."""
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
        # einsum adds up each row by itself and always in the same order; a matrix product does not
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
    """Make FAISS use only the calling thread: if it used others before a fork, a search in the child would hang.

    OpenMP keeps this setting for each calling thread.
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
    # FAISS can map only in this way on macOS, but would then start 32 threads for every search
    index = faiss.read_index(str(path), faiss.IO_FLAG_MMAP | faiss.IO_FLAG_READ_ONLY)
    faiss.downcast_InvertedLists(index.invlists).prefetch_nthread = 0
    return index


def _head_bytes(size: int, count: int, dimensions: int) -> int:
    """The size of the head of FAISS's file, before the rows: its settings, the centres, and the lengths of the lists.

    FAISS does not notice a wrong byte in a centre, which makes it read the wrong lists. The head is small enough to
    check it at every start.
    """
    return size - count * (dimensions + 8)


def _head_digest(path: Path, size: int) -> str:
    with path.open("rb") as f:
        return hashlib.sha256(f.read(size)).hexdigest()
