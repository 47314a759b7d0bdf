"""The messages between a front and its shards: what is asked about a part of a page, and what was found.

A question holds the numbers of the page's terms, and in which sentences they stand, but no text. A reply holds rows of
cases. Both name the generation, so that all parts of a reply are of one.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from index.matcher.arrays.layout import Arrays
from index.matcher.candidates.lexical import Candidates
from index.matcher.pages.page import SENTENCES, Page
from index.matcher.store import Asked, Found, Near, Queries, Rows
from index.shards import rows
from index.shards.packing import MessageError, pack, unpack

MOST_QUERIES, MOST_NEAREST, MOST_KEPT, MOST_COMPONENTS = 1_024, 1_000, 100_000, 1 << 24
_QUESTION = {
    "block": "<i4", "term": "<i4", "pair_term": "<i4", "pair_sentence": "<u1", "unseen": "<f4",
    "queries": "<f4", "ordinals": "<i8",
}  # fmt: skip
_REPLY = rows.PARTS | {
    "pair_unit": "<i4", "pair_first": "<u1", "pair_last": "<u1", "pair_score": "<f8",
    "near_size": "<i4", "near_ordinal": "<i8", "near_place": "<i4", "near_language": "<u1", "near_cosine": "<f4",
}  # fmt: skip
_NOTHING: dict[str, npt.NDArray[Any]] = {name: np.empty(0, kind) for name, kind in _QUESTION.items()}


class Question(NamedTuple):
    """What a front asks. Without sentences in `page`, nothing is found by shared words.

    rows_of: ordinals of cases whose rows are wanted, ascending
    budget_ms: processor time for finding, in milliseconds; None for any
    """

    generation: str
    page: Page | None
    asked: Asked
    queries: Queries
    rows_of: npt.NDArray[np.int64]
    budget_ms: float | None


class Reply(NamedTuple):
    """What a shard found: rows of cases, pairs of them, and wordings near the queries. See `Found`."""

    rows: Rows
    pairs: Candidates
    score: npt.NDArray[np.float64]
    near: list[Near]
    unfinished: int | None


def packed_question(question: Question) -> bytes:
    """The question as bytes."""
    q, page = question, question.page
    head = {
        "generation": q.generation, "listed": q.asked.listed, "keep": q.asked.keep, "many": q.queries.many,
        "least": q.queries.least, "count": len(q.queries.vectors), "budget_ms": q.budget_ms,
    }  # fmt: skip
    arrays = _NOTHING | {"queries": q.queries.vectors.reshape(-1), "ordinals": q.rows_of}
    if page is not None:
        arrays |= {
            "block": page.block, "term": page.terms, "pair_term": page.pair_term,
            "pair_sentence": page.pair_sentence, "unseen": page.unseen,
        }  # fmt: skip
    return pack(head, arrays, _QUESTION)


def unpacked_question(data: bytes) -> tuple[dict[str, Any], dict[str, npt.NDArray[Any]]]:
    """The head and the arrays of a question, for `read_question`. Raises MessageError."""
    head, arrays = unpack(data, _QUESTION)
    if not isinstance(head.get("generation"), str):
        raise MessageError("a question names no generation")
    return head, arrays


def read_question(head: dict[str, Any], p: dict[str, npt.NDArray[Any]], arrays: Arrays) -> Question:
    """The question, checked against the generation that it names. Raises MessageError."""
    budget, count, many, keep, least = (head.get(name) for name in ("budget_ms", "count", "many", "keep", "least"))
    good = (
        isinstance(head.get("listed"), bool)
        and _within(count, MOST_QUERIES)
        and _within(many, MOST_NEAREST)
        and _within(keep, MOST_KEPT)
        and isinstance(least, int | float)
        and (budget is None or (isinstance(budget, int | float) and budget >= 0))
        and len(p["queries"]) <= MOST_COMPONENTS
        and np.isfinite(p["queries"]).all()
        and (len(p["queries"]) % count == 0 if count else not len(p["queries"]))
        and (np.diff(p["ordinals"]) > 0).all()
    )
    if not good:
        raise MessageError("a question contradicts itself")
    vectors = p["queries"].reshape(int(count or 0), -1) if count else np.empty((0, 0), np.float32)
    page = _page(p, arrays) if len(p["block"]) else None
    asked = Asked(bool(head["listed"]), int(keep or 0))
    queries = Queries(vectors, int(many or 0), float(least or 0.0))
    return Question(head["generation"], page, asked, queries, p["ordinals"], budget)


def _within(value: Any, most: int) -> bool:
    return isinstance(value, int) and 0 <= value <= most


def _page(p: dict[str, npt.NDArray[Any]], arrays: Arrays) -> Page:
    """The page as finding needs it: without its text."""
    block, terms, column = p["block"], p["term"], p["pair_term"].astype(np.int64)
    sentence, size = p["pair_sentence"].astype(np.int64), len(p["block"])
    cells = column * SENTENCES + sentence if len(column) == len(sentence) else np.zeros(2, np.int64)
    good = (
        size <= SENTENCES
        and len(p["unseen"]) == size
        and block[0] >= 0
        and block[-1] < 1 << 24
        and (np.diff(block) >= 0).all()
        and np.isfinite(p["unseen"]).all()
        and (not len(terms) or (terms[0] >= 0 and terms[-1] < len(arrays.term_key)))
        and (np.diff(terms) > 0).all()
        and (np.diff(cells) > 0).all()
        and (not len(column) or (column[0] >= 0 and column[-1] < len(terms) and sentence.max() < size))
    )
    if not good:
        raise MessageError("a page contradicts itself")
    held = np.zeros((size, len(terms) + 1), np.bool_)
    held[sentence, column] = True
    place = np.full(len(arrays.term_key), len(terms), np.int32)
    place[terms] = np.arange(len(terms), dtype=np.int32)
    weight = np.append(arrays.term_weight[terms], np.float32(0))
    return Page(block, [], [], terms, held, weight, p["unseen"], place, column, sentence)


def packed_reply(generation: str, reply: Reply) -> bytes:
    """The reply as bytes."""
    r = reply
    head = {"generation": generation, "unfinished": r.unfinished}
    arrays = rows.packed(r.rows) | {
        "pair_unit": r.pairs.unit, "pair_first": r.pairs.first, "pair_last": r.pairs.last, "pair_score": r.score,
        "near_size": np.array([len(near.ordinal) for near in r.near], np.int32),
        "near_ordinal": _flat(r, "ordinal"), "near_place": _flat(r, "place"),
        "near_language": _flat(r, "language"), "near_cosine": _flat(r, "cosine"),
    }  # fmt: skip
    return pack(head, arrays, _REPLY)


def _flat(reply: Reply, name: str) -> npt.NDArray[Any]:
    return np.concatenate([np.empty(0), *(getattr(near, name) for near in reply.near)])


def unpacked_reply(data: bytes, generation: str, terms: Arrays, question: Question) -> Reply:
    """The reply to a question. `terms` has the terms of its generation. Raises MessageError."""
    head, p = unpack(data, _REPLY)
    found = rows.unpacked(terms, p)
    unfinished, size = head.get("unfinished"), len(question.page.block) if question.page is not None else 0
    total = int(p["near_size"].sum(dtype=np.int64))
    good = (
        head.get("generation") == generation
        and (unfinished is None or (isinstance(unfinished, int) and 0 <= unfinished < size))
        and len({len(p[name]) for name in ("pair_unit", "pair_first", "pair_last", "pair_score")}) == 1
        and (not len(p["pair_unit"]) or _in_page(p, found.arrays.units, size))
        and (p["near_size"] >= 0).all()
        and len(p["near_size"]) in (0, len(question.queries.vectors))
        and {len(p[f"near_{name}"]) for name in ("ordinal", "place", "language", "cosine")} == {total}
        and (not total or p["near_language"].max() < len(terms.languages))
    )
    if not good:
        raise MessageError("a shard's reply contradicts itself")
    pairs = Candidates(*(p[f"pair_{name}"].astype(np.int64) for name in ("unit", "first", "last")))
    cuts = np.cumsum(p["near_size"])[:-1]
    parts = [np.split(p[f"near_{name}"], cuts) for name in ("ordinal", "place", "language", "cosine")]
    near = [Near(o, place.astype(np.int64), la, c) for o, place, la, c in zip(*parts, strict=True)]
    return Reply(found, pairs, p["pair_score"], near if len(p["near_size"]) else [], unfinished)


def _in_page(p: dict[str, npt.NDArray[Any]], units: int, size: int) -> bool:
    unit, first, last = p["pair_unit"], p["pair_first"], p["pair_last"]
    return bool(unit.min() >= 0 and unit.max() < units and (first <= last).all() and last.max() < size)


def reply_of(found: Found, rows_: Rows) -> Reply:
    """What was found, with pairs of `rows_`, which holds its cases."""
    pairs = found.pairs
    unit = rows_.arrays.units_at(*found.arrays.places(pairs.unit))
    return Reply(rows_, Candidates(unit, pairs.first, pairs.last), found.score, found.near, found.unfinished)
