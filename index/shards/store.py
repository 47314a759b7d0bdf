"""A store of cases that are kept by shards: it asks them all, and joins what they found."""

from __future__ import annotations

import time
from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

from index.errors import ShardError
from index.matcher.arrays.layout import Arrays
from index.matcher.budget import LOOK, Budget
from index.matcher.candidates.lexical import Candidates
from index.matcher.pages.page import Page
from index.matcher.store import NO_QUERIES, Asked, Found, Near, Queries, Rows, joined_best
from index.shards.asking import Shards
from index.shards.messages import Question, Reply, packed_question, unpacked_reply
from index.shards.packing import MessageError
from index.shards.rows import joined
from index.shards.splitting import number_of

_LEAST_SECONDS = 1.0  # that shards always get for an answer, however little of a request's budget is left
_NOTHING_ASKED = Asked(True, 0)
_NONE = np.empty(0, np.int64)


class ShardedStore:
    """The cases of one generation, kept by shards. Threads may share it."""

    def __init__(self, shards: Shards, generation: str, terms: Arrays) -> None:
        """`terms` has the terms of all cases, and no case."""
        self._shards, self._generation, self._terms = shards, generation, terms

    def find(self, page: Page, asked: Asked, queries: Queries, budget: Budget) -> Found:
        """See `CandidateStore.find`. The time that the shards take counts towards the budget."""
        limit = max(0.0, budget.left(LOOK) * 1000) if budget.limited else None
        question = Question(self._generation, page, asked, queries, _NONE, limit)
        replies = self._within(budget, self._all(question))
        rows = joined(self._terms, [reply.rows for reply in replies])
        held = [(_moved(reply, rows.arrays), reply.score) for reply in replies]
        unfinished = [reply.unfinished for reply in replies if reply.unfinished is not None]
        pairs, score = joined_best(rows.arrays, page, held, asked.keep)
        return Found(rows.arrays, pairs, score, _nearest(replies, queries), min(unfinished, default=None))

    def near(self, queries: Queries) -> list[Near]:
        """See `CandidateStore.near`."""
        if not len(queries.vectors):
            return []
        question = Question(self._generation, None, _NOTHING_ASKED, queries, _NONE, None)
        return _nearest(self._ask(self._all(question), self._shards.seconds), queries)

    def rows(self, ordinals: npt.NDArray[np.int64], budget: Budget) -> Rows:
        """See `CandidateStore.rows`. Only shards that have one of the cases are asked."""
        of = number_of(ordinals, self._shards.count)
        questions = {
            number: Question(self._generation, None, _NOTHING_ASKED, NO_QUERIES, ordinals[of == number], None)
            for number in np.unique(of).tolist()
        }
        found = joined(self._terms, [reply.rows for reply in self._within(budget, questions)])
        if found.arrays.cases != len(ordinals):
            raise ShardError("a shard's reply lacks cases")
        return found

    def _all(self, question: Question) -> dict[int, Question]:
        return dict.fromkeys(range(1, self._shards.count + 1), question)

    def _within(self, budget: Budget, questions: Mapping[int, Question]) -> list[Reply]:
        begun = time.monotonic()
        replies = self._ask(questions, max(_LEAST_SECONDS, budget.left()))
        budget.spend(time.monotonic() - begun)
        return replies

    def _ask(self, questions: Mapping[int, Question], seconds: float) -> list[Reply]:
        packed: dict[int, bytes] = {}
        alike: dict[int, bytes] = {}  # by the identity of the question
        for number, question in questions.items():
            if id(question) not in alike:
                alike[id(question)] = packed_question(question)
            packed[number] = alike[id(question)]
        replies = self._shards.ask(packed, seconds)
        try:
            return [
                unpacked_reply(replies[number], self._generation, self._terms, question)
                for number, question in questions.items()
            ]
        except MessageError as e:
            raise ShardError(f"a shard cannot be understood ({e}): do all machines run the same version?") from e


def _moved(reply: Reply, arrays: Arrays) -> Candidates:
    """The pairs of a reply, as pairs of `arrays`, which also hold its cases."""
    unit = arrays.units_at(*reply.rows.arrays.places(reply.pairs.unit))
    return Candidates(unit, reply.pairs.first, reply.pairs.last)


def _nearest(replies: list[Reply], queries: Queries) -> list[Near]:
    """For each query, the nearest wordings of all shards, closest first, with ties by ordinal and place."""
    out = []
    for n in range(len(queries.vectors)):
        parts = [reply.near[n] for reply in replies if reply.near]
        if not parts:
            return []
        ordinal, place, cosine = (
            np.concatenate([getattr(part, name) for part in parts]) for name in ("ordinal", "place", "cosine")
        )
        language = np.concatenate([part.language for part in parts])
        order = np.lexsort((place, ordinal, -cosine))[: queries.many]
        out.append(Near(ordinal[order], place[order], language[order], cosine[order]))
    return out
