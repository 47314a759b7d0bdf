"""Exact search against brute force, approximate search against exact, damaged files, threads and forks."""

from __future__ import annotations

import importlib.util
import json
import multiprocessing
import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from index.errors import IndexDamagedError
from index.semantic import nearest
from index.semantic.nearest import LISTS, MATRIX, META, Float, Int8, Nearest
from tests.conftest import require

DIMENSIONS = 64


def silent(done: int, total: int) -> None:
    pass


def claims(count: int, seed: int) -> Float:
    """Unit vectors in clusters, as for real claims: several claims about each topic."""
    topics = np.random.default_rng(0).normal(size=(200, DIMENSIONS))
    rng = np.random.default_rng(seed)
    vectors = topics[rng.integers(0, len(topics), count)] + rng.normal(0, 0.8, (count, DIMENSIONS))
    return (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)


def built(folder: Path, vectors: Float, **options: Any) -> Nearest:
    nearest.build(folder, nearest.quantise(vectors), silent, **options)
    return nearest.open_(folder)


def brute_force(rows: Int8, queries: Float, k: int) -> tuple[np.ndarray, np.ndarray]:
    cosines = queries.astype(np.float64) @ (rows.astype(np.float64) / 127).T
    order = np.argsort(-cosines, axis=1, kind="stable")[:, :k]
    return order, np.take_along_axis(cosines, order, axis=1)


def chain(rows: np.ndarray) -> list[np.ndarray]:
    """An array and all arrays that it is a view of."""
    found = [rows]
    while isinstance(found[-1].base, np.ndarray):
        found.append(found[-1].base)
    return found


@pytest.fixture
def faiss() -> None:
    """Skips the test without FAISS, because then every search is exact."""
    require(importlib.util.find_spec("faiss") is not None, "faiss-cpu is not installed")
    pytest.importorskip("faiss")


@pytest.fixture
def lists(tmp_path: Path, faiss: None) -> Path:
    """A folder with 5,000 rows in lists."""
    assert not nearest.build(tmp_path / "lists", nearest.quantise(claims(5000, 1)), silent, approximate_from=5000)
    return tmp_path / "lists"


@pytest.mark.parametrize("count", [1, 11, 1025, 70_000])
@pytest.mark.parametrize("batch", [1, 16])
def test_exact_search_is_brute_force(tmp_path: Path, count: int, batch: int) -> None:
    rows, queries, k = claims(count, 1), claims(batch, 2), min(count, 10)
    search = built(tmp_path, rows, approximate_from=10**9)
    assert search.exact
    found, cosines = search.search(queries, k)
    right, expected = brute_force(nearest.quantise(rows), queries, k)
    assert found.dtype == np.int64
    assert cosines.dtype == np.float32
    assert np.array_equal(found, right)
    assert np.allclose(cosines, expected, atol=1e-6)


def test_a_row_finds_itself_and_its_cosine_is_near_one(tmp_path: Path) -> None:
    rows = claims(3000, 1)
    found, cosines = built(tmp_path, rows).search(rows[:50], 1)
    assert found[:, 0].tolist() == list(range(50))
    assert np.allclose(cosines, 1, atol=0.01)


def test_fewer_rows_than_asked_for_are_padded(tmp_path: Path) -> None:
    found, cosines = built(tmp_path, claims(3, 1)).search(claims(2, 2), 5)
    assert sorted(found[0].tolist()) == [-1, -1, 0, 1, 2]
    assert found[:, 3:].tolist() == [[-1, -1], [-1, -1]]
    assert cosines[:, 3:].tolist() == [[0, 0], [0, 0]]


def test_an_empty_matrix_and_an_empty_question(tmp_path: Path) -> None:
    empty = built(tmp_path / "a", np.empty((0, DIMENSIONS), np.float32), approximate_from=0)
    assert empty.search(claims(1, 1), 2)[0].tolist() == [[-1, -1]]
    assert built(tmp_path / "b", claims(9, 1)).search(claims(0, 1), 2)[0].shape == (0, 2)


def test_equal_rows_come_in_order_whatever_the_batch(tmp_path: Path) -> None:
    rows = claims(2000, 1)
    rows[[7, 1500, 1999]] = rows[42]
    search, queries = built(tmp_path, rows), np.concatenate([rows[42:43], claims(15, 2)])
    found, cosines = search.search(queries, 2)
    assert found[0].tolist() == [7, 42]
    alone = [search.search(q[None], 2) for q in queries]
    assert np.array_equal(found, np.concatenate([a[0] for a in alone]))
    assert np.array_equal(cosines, np.concatenate([a[1] for a in alone]))


def test_wrong_questions_and_rows_are_refused(tmp_path: Path) -> None:
    search = built(tmp_path, claims(20, 1))
    with pytest.raises(ValueError, match="float32"):
        search.search(np.zeros((1, DIMENSIONS + 1), np.float32), 3)
    with pytest.raises(ValueError, match="k at least 1"):
        search.search(claims(1, 1), 0)
    with pytest.raises(ValueError, match="int8"):
        nearest.build(tmp_path, claims(3, 1), silent)  # type: ignore[arg-type]


def test_rows_are_mapped_and_not_read(tmp_path: Path) -> None:
    rows = built(tmp_path, claims(100, 1)).vectors
    assert any(isinstance(a, np.memmap) for a in chain(rows))
    assert np.array_equal(rows, nearest.quantise(claims(100, 1)))
    with pytest.raises(ValueError, match="read-only"):
        rows[0] = 0


def test_lists_find_nearly_all_of_what_exact_search_finds(lists: Path, tmp_path: Path) -> None:
    queries = claims(200, 3)
    search = nearest.open_(lists)
    assert not search.exact
    found, cosines = search.search(queries, 10)
    right, expected = built(tmp_path / "exact", claims(5000, 1)).search(queries, 10)
    same = found[:, :, None] == right[:, None, :]
    assert same.any(2).mean() >= 0.95
    at_both = same.nonzero()
    assert np.array_equal(cosines[at_both[0], at_both[1]], expected[at_both[0], at_both[2]])


def test_few_probes_lose_rows(lists: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    queries = claims(200, 3)
    right = brute_force(nearest.quantise(claims(5000, 1)), queries, 10)[0]
    monkeypatch.setattr(nearest, "PROBES", 1)
    found = nearest.open_(lists).search(queries, 10)[0]
    assert (found[:, :, None] == right[:, None, :]).any(2).mean() < 0.9


def test_the_same_rows_give_the_same_lists(lists: Path, tmp_path: Path) -> None:
    nearest.build(tmp_path / "again", nearest.quantise(claims(5000, 1)), silent, approximate_from=5000)
    for name in (MATRIX, LISTS, META):
        assert (lists / name).read_bytes() == (tmp_path / "again" / name).read_bytes(), name


def test_the_number_of_rows_decides(tmp_path: Path, faiss: None) -> None:
    assert built(tmp_path / "a", claims(99, 1), approximate_from=100).exact
    assert not built(tmp_path / "b", claims(100, 1), approximate_from=100).exact
    assert not (tmp_path / "a" / LISTS).exists()


def test_without_faiss_every_search_is_exact(lists: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(nearest, "_faiss_installed", lambda: False)
    assert nearest.open_(lists).exact
    assert nearest.build(tmp_path / "new", nearest.quantise(claims(300, 1)), silent, approximate_from=1)
    assert not (tmp_path / "new" / LISTS).exists()


@pytest.mark.parametrize("limit", [1, 10**9])
def test_progress_ends_with_all_rows(tmp_path: Path, faiss: None, limit: int) -> None:
    seen: list[tuple[int, int]] = []
    rows = nearest.quantise(claims(40_000, 1))
    nearest.build(tmp_path, rows, lambda done, total: seen.append((done, total)), approximate_from=limit)
    assert seen == sorted(seen)
    assert len(seen) > 1
    assert seen[-1] == (40_000, 40_000)


def damage(folder: Path, how: str) -> None:
    name, what = how.split()
    path = folder / name
    data = path.read_bytes()
    if what == "missing":
        path.unlink()
    elif what == "short":
        path.write_bytes(data[:-7])
    elif what == "empty":
        path.write_bytes(b"")
    elif what == "head":
        path.write_bytes(data[:60] + bytes([data[60] ^ 1]) + data[61:])
    elif what == "rows":  # the lists of an index with one row less
        meta = json.loads(data)
        path.write_text(json.dumps(meta | {"rows": meta["rows"] - 1}))
    else:
        path.write_text(json.dumps(json.loads(data) | {"format": 99}))


@pytest.mark.parametrize(
    "how",
    [f"{name} {what}" for name in (MATRIX, META) for what in ("missing", "short", "empty")]
    + [f"{META} rows", f"{META} format"],
)
def test_a_damaged_folder_is_named(tmp_path: Path, how: str) -> None:
    built(tmp_path, claims(300, 1))
    damage(tmp_path, how)
    with pytest.raises(IndexDamagedError, match="build the index again"):
        nearest.open_(tmp_path)


@pytest.mark.parametrize("what", ["missing", "short", "empty", "head"])
def test_damaged_lists_are_named(lists: Path, what: str) -> None:
    damage(lists, f"{LISTS} {what}")
    with pytest.raises(IndexDamagedError, match="build the index again"):
        nearest.open_(lists)


def test_row_numbers_that_do_not_exist_are_damage(lists: Path) -> None:
    data = np.fromfile(lists / LISTS, np.uint8)
    head = len(data) - 5000 * (DIMENSIONS + 8)
    data[head:] = 0x7F
    data.tofile(lists / LISTS)
    with pytest.raises(IndexDamagedError, match="build the index again"):
        nearest.open_(lists).search(claims(4, 2), 3)


def test_a_replaced_index_does_not_change_an_open_one(lists: Path, tmp_path: Path) -> None:
    search, queries = nearest.open_(lists), claims(8, 3)
    before = search.search(queries, 5)[0]
    shutil.rmtree(lists)
    assert np.array_equal(search.search(queries, 5)[0], before)


@pytest.mark.parametrize("limit", [1, 10**9])
def test_threads_get_what_one_gets(tmp_path: Path, faiss: None, limit: int) -> None:
    search, queries = built(tmp_path, claims(4000, 1), approximate_from=limit), claims(64, 3)
    right = search.search(queries, 5)
    with ThreadPoolExecutor(4) as pool:
        parts = [queries[i % 64 : i % 64 + 1] for i in range(256)]
        for i, (rows, cosines) in enumerate(pool.map(lambda q: search.search(q, 5), parts)):
            assert np.array_equal(rows[0], right[0][i % 64])
            assert np.array_equal(cosines[0], right[1][i % 64])


def _in_child(search: Nearest, queries: Float, out: Any) -> None:
    out.send(search.search(queries, 5)[0])


@pytest.mark.skipif("fork" not in multiprocessing.get_all_start_methods(), reason="there is no fork here")
@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
def test_a_forked_worker_searches_what_its_parent_opened(lists: Path) -> None:
    search, queries = nearest.open_(lists), claims(32, 3)
    right = search.search(queries, 5)[0]
    context = multiprocessing.get_context("fork")
    here, there = context.Pipe()
    child = context.Process(target=_in_child, args=(search, queries, there))
    child.start()
    try:
        assert here.poll(30), "the child hangs"
        assert np.array_equal(here.recv(), right)
    finally:
        child.kill()
        child.join()
