"""Nearest vectors: exact search and three libraries of approximate search over the same claims, at three sizes.

    python -m bench.nearest                                   # 13,000, 200,000 and 1,000,000 rows; about two hours
    python -m bench.nearest --rows 13000 200000 --searches numpy usearch-hnsw

Rows are the titles of all cases of the shared data, encoded with its sentence encoder; beyond their number, two real
vectors are mixed with a little noise and normalised again. Queries are other texts: sentences, tweets and lines of
speeches of the labelled sets. Encoded vectors are kept in the system's folder for temporary files. Every search runs
in processes of its own, with one thread: one builds and writes the file, the next opens it and answers. Each is asked
for 20 rows, which are then scored exactly with the unrounded query, as the service does; recall is that of the best
ten. Several breadths of search are measured; milliseconds are medians, a query, of processor and of wall time. Private
memory is what opening and 200 queries add (the library itself included), without what is mapped from the file. Linux
only. Needs onnxruntime, tokenizers, usearch, hnswlib and faiss-cpu. Writes bench/results/nearest.json, a row at a time.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
os.environ.setdefault("OMP_NUM_THREADS", "1")

import numpy as np
import numpy.typing as npt

from bench import sets

Float = npt.NDArray[np.float32]
Int8 = npt.NDArray[np.int8]
Ids = npt.NDArray[np.int64]
Answer = Callable[[Float, int], Ids]  # float32[q, d] and a breadth -> int64[q, FETCHED]

CASES = (*sets.ALL_CASES, "eval/transcripts/cases.jsonl", "eval/checkthat-2020/cases.jsonl")
MODEL = sets.DATA / "models" / "all-MiniLM-L6-v2"
CACHE = Path(tempfile.gettempdir()) / "rejoinder-nearest"
RESULTS = Path(__file__).parent / "results" / "nearest.json"
DIMENSIONS, TOP, FETCHED, QUERIES, LINKS, EFFORT = 384, 10, 20, 500, 16, 128
BLOCK = 20_000


def encode(texts: list[str]) -> Float:
    """Unit vectors of texts: mean of the tokens' vectors, as this model was trained."""
    import onnxruntime
    from tokenizers import Tokenizer

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    session = onnxruntime.InferenceSession(MODEL / "model_int8.onnx", options, providers=["CPUExecutionProvider"])
    tokenizer = Tokenizer.from_file(str(MODEL / "tokenizer.json"))
    tokenizer.enable_truncation(128)
    tokenizer.enable_padding()
    names = {i.name for i in session.get_inputs()}
    out = np.empty((len(texts), DIMENSIONS), np.float32)
    order = sorted(range(len(texts)), key=lambda i: len(texts[i]))
    for start in range(0, len(order), 32):
        batch = order[start : start + 32]
        encoded = tokenizer.encode_batch([texts[i] for i in batch])
        ids = np.array([e.ids for e in encoded], np.int64)
        mask = np.array([e.attention_mask for e in encoded], np.int64)
        feed = {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)}
        tokens = session.run(None, {n: v for n, v in feed.items() if n in names})[0]
        out[batch] = (tokens * mask[..., None]).sum(1)
    return out / np.linalg.norm(out, axis=1, keepdims=True)


def real() -> tuple[Float, Float]:
    """Vectors of the cases' titles and of the queries, encoded once and kept."""
    titles = list(dict.fromkeys(c.title for c in sets.cases(*CASES)))
    asked = [q.text for q in (*sets.same_claim(), *sets.checkthat(), *sets.transcripts())]
    fresh = sorted(set(asked) - set(titles))
    texts = [*titles, *np.random.default_rng(5).permutation(fresh)[:QUERIES].tolist()]
    key = hashlib.sha256(json.dumps(texts).encode() + (MODEL / "model_int8.onnx").read_bytes()).hexdigest()[:16]
    path = CACHE / f"{key}.npy"
    if not path.exists():
        CACHE.mkdir(exist_ok=True)
        print("encoding", len(texts), "texts", flush=True)
        unfinished = path.with_suffix(".part.npy")
        np.save(unfinished, encode(texts))
        unfinished.replace(path)
    vectors = np.load(path)
    return vectors[: len(titles)], vectors[len(titles) :]


def grown(titles: Float, rows: int) -> Int8:
    """int8[rows, d]: the real vectors, then mixtures of two of them, as the index stores them."""
    path = CACHE / f"rows-{rows}.npy"
    rng = np.random.default_rng(3)
    titles = titles[rng.permutation(len(titles))]
    out = np.lib.format.open_memmap(path, mode="w+", dtype=np.int8, shape=(rows, DIMENSIONS))
    first = min(rows, len(titles))
    out[:first] = np.rint(127 * titles[:first])
    for start in range(first, rows, BLOCK):
        count = min(BLOCK, rows - start)
        a, b = rng.integers(0, len(titles), (2, count))
        share = rng.uniform(0.5, 0.9, (count, 1)).astype(np.float32)
        mixed = share * titles[a] + (1 - share) * titles[b]
        mixed += rng.normal(0, 0.01, mixed.shape).astype(np.float32)
        out[start : start + count] = np.rint(127 * mixed / np.linalg.norm(mixed, axis=1, keepdims=True))
    out.flush()
    return np.load(path, mmap_mode="r")


def blocks(rows: Int8) -> Iterator[tuple[int, Float]]:
    """Consecutive rows as the float32 that some libraries insist on, with the number of the first."""
    for start in range(0, len(rows), BLOCK):
        yield start, rows[start : start + BLOCK].astype(np.float32)


def rounded(queries: Float) -> Float:
    """Queries in the units of the stored rows; FAISS cuts off what is behind the point."""
    return np.rint(127 * queries)


class Search:
    """One way to search: builds a file, opens it, answers."""

    breadths: tuple[int, ...] = (0,)

    def __init__(self, rows: Int8, path: Path) -> None:
        self.rows, self.path = rows, path

    def build(self) -> None:
        """Writes the file, where there is one."""

    def open(self) -> Answer:
        """Maps the file, where the library can."""
        raise NotImplementedError


class NumpyExact(Search):
    """float32 blocks of the mapped matrix times the queries."""

    def open(self) -> Answer:
        def answer(queries: Float, _: int) -> Ids:
            columns = np.ascontiguousarray(queries.T)
            scores = np.empty((len(queries), len(self.rows)), np.float32)
            for start in range(0, len(self.rows), 1024):
                scores[:, start : start + 1024] = (self.rows[start : start + 1024].astype(np.float32) @ columns).T
            return np.argpartition(scores, -FETCHED, axis=1)[:, -FETCHED:]

        return answer


class UsearchExact(Search):
    def open(self) -> Answer:
        from usearch.index import search

        def answer(queries: Float, _: int) -> Ids:
            found = search(self.rows, rounded(queries).astype(np.int8), FETCHED, "ip", exact=True, threads=1)
            return np.atleast_2d(found.keys).astype(np.int64)

        return answer


class UsearchHnsw(Search):
    breadths = (32, 64, 128, 256, 512)

    def _index(self) -> Any:
        from usearch.index import Index

        return Index(ndim=DIMENSIONS, metric="ip", dtype="i8", connectivity=LINKS, expansion_add=EFFORT)

    def build(self) -> None:
        index = self._index()
        for start in range(0, len(self.rows), BLOCK):
            part = np.ascontiguousarray(self.rows[start : start + BLOCK])
            index.add(np.arange(start, start + len(part)), part, threads=1)
        index.save(self.path)

    def open(self) -> Answer:
        index = self._index()
        index.view(self.path)

        def answer(queries: Float, breadth: int) -> Ids:
            index.expansion_search = breadth
            found = index.search(rounded(queries).astype(np.int8), FETCHED, threads=1)
            return np.atleast_2d(found.keys).astype(np.int64)

        return answer


class Hnswlib(Search):
    """Keeps float32 only, and can read its file only into memory of its own."""

    breadths = (32, 64, 128, 256, 512)

    def build(self) -> None:
        import hnswlib

        index = hnswlib.Index("ip", DIMENSIONS)
        index.init_index(len(self.rows), ef_construction=EFFORT, M=LINKS, random_seed=1)
        for start, part in blocks(self.rows):
            index.add_items(part / 127, np.arange(start, start + len(part)), num_threads=1)
        index.save_index(str(self.path))

    def open(self) -> Answer:
        import hnswlib

        index = hnswlib.Index("ip", DIMENSIONS)
        index.load_index(str(self.path))

        def answer(queries: Float, breadth: int) -> Ids:
            index.set_ef(breadth)
            return index.knn_query(queries, FETCHED, num_threads=1)[0].astype(np.int64)

        return answer


class FaissExact(Search):
    def build(self) -> None:
        import faiss

        index = faiss.IndexScalarQuantizer(
            DIMENSIONS, faiss.ScalarQuantizer.QT_8bit_direct_signed, faiss.METRIC_INNER_PRODUCT
        )
        for _, part in blocks(self.rows):
            index.add(part)
        faiss.write_index(index, str(self.path))

    def open(self) -> Answer:
        import faiss

        index = faiss.read_index(str(self.path), faiss.IO_FLAG_MMAP_IFC)
        return lambda queries, _: index.search(rounded(queries), FETCHED)[1]


class FaissHnsw(Search):
    breadths = (32, 64, 128, 256, 512)

    def build(self) -> None:
        import faiss

        index = faiss.IndexHNSWSQ(
            DIMENSIONS, faiss.ScalarQuantizer.QT_8bit_direct_signed, LINKS, faiss.METRIC_INNER_PRODUCT
        )
        index.hnsw.efConstruction = EFFORT
        for _, part in blocks(self.rows):
            index.add(part)
        faiss.write_index(index, str(self.path))

    def open(self) -> Answer:
        import faiss

        index = faiss.read_index(str(self.path), faiss.IO_FLAG_MMAP_IFC)

        def answer(queries: Float, breadth: int) -> Ids:
            index.hnsw.efSearch = breadth
            found: Ids = index.search(rounded(queries), FETCHED)[1]
            return found

        return answer


class FaissIvf(Search):
    """Rows in lists around centres of k-means; a query reads the lists of the nearest centres."""

    breadths = (16, 32, 64, 128, 256, 512)

    def build(self) -> None:
        import faiss

        lists = round(4 * len(self.rows) ** 0.5)
        index = faiss.IndexIVFScalarQuantizer(
            faiss.IndexFlatIP(DIMENSIONS),
            DIMENSIONS,
            lists,
            faiss.ScalarQuantizer.QT_8bit_direct_signed,
            faiss.METRIC_INNER_PRODUCT,
            False,
        )
        index.cp.spherical, index.cp.niter = True, 10
        sample = np.random.default_rng(1).permutation(len(self.rows))[: 40 * lists]
        index.train(self.rows[np.sort(sample)].astype(np.float32))
        for _, part in blocks(self.rows):
            index.add(part)
        faiss.write_index(index, str(self.path))

    def open(self) -> Answer:
        import faiss

        index = faiss.read_index(str(self.path), faiss.IO_FLAG_MMAP_IFC)  # IO_FLAG_MMAP starts 32 threads a query

        def answer(queries: Float, breadth: int) -> Ids:
            index.nprobe = breadth
            found: Ids = index.search(rounded(queries), FETCHED)[1]
            return found

        return answer


SEARCHES: dict[str, type[Search]] = {
    "numpy": NumpyExact,
    "usearch": UsearchExact,
    "faiss": FaissExact,
    "faiss-ivf": FaissIvf,
    "usearch-hnsw": UsearchHnsw,
    "faiss-hnsw": FaissHnsw,
    "hnswlib": Hnswlib,
}


def best(rows: Int8, queries: Float, found: Ids) -> Ids:
    """The best ten of the rows found, by the exact product with the unrounded query."""
    scores = np.einsum("qd,qkd->qk", queries, rows[np.maximum(found, 0)].astype(np.float32))
    scores[found < 0] = -np.inf
    return np.take_along_axis(found, np.argsort(-scores, axis=1, kind="stable")[:, :TOP], axis=1)


def timed(run: Callable[[Float], object], queries: Float, batch: int) -> dict[str, float]:
    """Median milliseconds a query, asked in batches, of processor and of wall time; the first fifth only warms up."""
    wall, cpu = [], []
    for start in range(0, min(len(queries), 40 * batch) // batch * batch, batch):
        part = queries[start : start + batch]
        at, spent = time.perf_counter(), time.process_time()
        run(part)
        cpu.append((time.process_time() - spent) * 1000 / batch)
        wall.append((time.perf_counter() - at) * 1000 / batch)
    warm = len(cpu) // 5
    return {
        f"ms_cpu_batch_{batch}": round(float(np.median(cpu[warm:])), 3),
        f"ms_batch_{batch}": round(float(np.median(wall[warm:])), 3),
    }


def private_mb() -> float:
    """Memory of this process that no other can share: pages mapped from a file do not count."""
    rollup = Path("/proc/self/smaps_rollup").read_text("ascii")
    return sum(int(line.split()[1]) for line in rollup.splitlines() if line.startswith("Anonymous:")) / 1024


def build(name: str, rows: Int8, path: Path) -> dict[str, Any]:
    at, spent = time.perf_counter(), time.process_time()
    SEARCHES[name](rows, path).build()
    return {"build_s": round(time.perf_counter() - at, 1), "build_cpu_s": round(time.process_time() - spent, 1)}


def answers(name: str, rows: Int8, path: Path, queries: Float, right: Ids) -> dict[str, Any]:
    """Opens the file in this fresh process and measures it at each breadth."""
    before, at = private_mb(), time.perf_counter()
    search = SEARCHES[name](rows, path)
    answer = search.open()
    opened = (time.perf_counter() - at) * 1000
    for i in range(200):
        best(rows, queries[i : i + 1], answer(queries[i : i + 1], search.breadths[0]))
    private = private_mb() - before
    sweep = []
    for breadth in search.breadths:
        found = np.concatenate([best(rows, q, answer(q, breadth)) for q in np.array_split(queries, 50)])
        hits = [len(set(a) & set(b)) / TOP for a, b in zip(found.tolist(), right.tolist(), strict=True)]

        def run(part: Float, breadth: int = breadth) -> object:
            return best(rows, part, answer(part, breadth))

        sweep.append(
            {"breadth": breadth, f"recall_at_{TOP}": round(float(np.mean(hits)), 4)}
            | timed(run, queries, 1)
            | timed(run, queries, 8)
        )
    return {"open_ms": round(opened, 1), "private_mb": round(private, 1), "sweep": sweep}


def step(*arguments: str) -> dict[str, Any]:
    """One step in a process of its own; a process that dies is part of the result."""
    command = [sys.executable, "-m", "bench.nearest", "--step", *arguments]
    done = subprocess.run(command, stdout=subprocess.PIPE, cwd=Path(__file__).parents[1], check=False)
    if done.returncode:
        return {"failed": f"{arguments[0]} ended with status {done.returncode}"}
    out: dict[str, Any] = json.loads(done.stdout)
    return out


def run_step(kind: str, name: str, count: str, path: str) -> None:
    rows: Int8 = np.load(CACHE / f"rows-{count}.npy", mmap_mode="r")
    if kind == "build":
        out = build(name, rows, Path(path))
    else:
        queries, right = np.load(CACHE / "queries.npy"), np.load(CACHE / f"right-{count}.npy")
        out = answers(name, rows, Path(path), queries, right)
    print(json.dumps(out))


def measure(name: str, count: int) -> dict[str, Any]:
    path = CACHE / f"{name}-{count}.index"
    row: dict[str, Any] = {"search": name, "rows": count}
    row |= step("build", name, str(count), str(path))
    if "failed" not in row:
        row["file_mb"] = round(path.stat().st_size / 2**20, 1) if path.exists() else 0.0
        row |= step("answers", name, str(count), str(path))
    path.unlink(missing_ok=True)
    return row


def record(row: dict[str, Any]) -> None:
    """Puts a row into the results, in place of the one it had before."""
    old = json.loads(RESULTS.read_text("utf-8")) if RESULTS.exists() else []
    kept = [r for r in old if (r["search"], r["rows"]) != (row["search"], row["rows"])]
    order = list(SEARCHES)
    rows = sorted([*kept, row], key=lambda r: (r["rows"], order.index(r["search"])))
    RESULTS.write_text(json.dumps(rows, indent=1) + "\n", "utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, nargs="+", default=[13_000, 200_000, 1_000_000])
    parser.add_argument("--searches", nargs="+", choices=list(SEARCHES), default=list(SEARCHES))
    parser.add_argument("--step", nargs=4, help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.step:
        run_step(*args.step)
        return
    titles, queries = real()
    np.save(CACHE / "queries.npy", queries)
    for count in args.rows:
        rows = grown(titles, count)
        exact = NumpyExact(rows, CACHE).open()
        found = np.concatenate([exact(q, 0) for q in np.array_split(queries, 50)])
        np.save(CACHE / f"right-{count}.npy", best(rows, queries, found))
        for name in args.searches:
            row = measure(name, count)
            print(json.dumps(row), flush=True)
            record(row)
        (CACHE / f"rows-{count}.npy").unlink()


if __name__ == "__main__":
    main()
