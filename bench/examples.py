"""Examples from the labelled sets: for every query its best candidate cases, with their signals and labels."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields

import numpy as np
import numpy.typing as npt

from bench import sets
from index.matcher import retrieve
from index.matcher.budget import Budget
from index.matcher.matcher import Block, Matcher
from index.matcher.pages.page import Page, ReadPage
from index.matcher.retrieve import Retrieved, Wanted
from index.matcher.scoring.signals import NAMES, CaseSignals
from index.matcher.scoring.stance import NEUTRAL, Around, stance

UNJUDGED = -1
LITTLE = 0.3  # below this share of a claim's words nothing is shown, whatever the text says about the claim


@dataclass(frozen=True, slots=True)
class Examples:
    """One row for each pair of query and case: values float32[n, len(NAMES)]; query, set and fold group as strings;
    label int8[n] (2, 1, 0 or UNJUDGED); case ids; `hit` says whether the query has any label 2."""

    values: npt.NDArray[np.float32]
    query: npt.NDArray[np.str_]
    set: npt.NDArray[np.str_]
    page: npt.NDArray[np.str_]
    case: npt.NDArray[np.str_]
    label: npt.NDArray[np.int8]
    stands: npt.NDArray[np.bool_]  # whether the text neither denies nor only reports the claim

    def take(self, which: npt.NDArray[np.bool_]) -> Examples:
        """The chosen rows."""
        return Examples(*(getattr(self, f.name)[which] for f in fields(self)))


def looked_at(matcher: Matcher, block: Block, per_block: int) -> tuple[ReadPage, list[Retrieved]]:
    """A text read as a page, and the pairs that the pipeline scores in it when everything is ranked."""
    page = matcher.read_page([block])
    found, _ = matcher.retrieval.find(page, Wanted(0.0, True, per_block), 0.0, None, Budget())
    return page, found


def candidates(matcher: Matcher, block: Block, keep: int) -> tuple[list[str], npt.NDArray[np.float32], list[bool]]:
    """The `keep` likeliest cases among those that the pipeline scores for one text: their ids, their signals, and
    whether the text asserts the claim."""
    read, found = looked_at(matcher, block, 1)
    ids: list[str] = []
    values = [np.empty((0, len(NAMES)), np.float32)]
    stands: list[bool] = []
    for part in found:
        rows = np.sort(np.argsort(-part.lexical, kind="stable")[:keep])
        values.append(part.signals.values[rows])
        stands += [_stands(part.signals, part.page, block, read.languages[0], n) for n in rows.tolist()]
        cases = matcher.arrays.unit_case[part.signals.pairs.unit[rows]]
        ids += [matcher.arrays.case_id(case) for case in cases.tolist()]
    return ids, np.concatenate(values), stands


def _stands(signals: CaseSignals, page: Page, block: Block, language: str, n: int) -> bool:
    pairs = signals.pairs
    if signals.value("count_held", n) < LITTLE:
        return True
    start, end = page.span[pairs.first[n]][0], page.span[pairs.last[n]][1]
    text = signals.arrays.text(int(pairs.unit[n]))
    around = Around(before=block.text[:start], after=block.text[end:])
    return stance(block.text, start, end, text, language, around) == NEUTRAL


def collect(queries: list[sets.Query], matcher: Matcher, keep: int = retrieve.DEEP) -> Examples:
    """Examples of queries against one set of cases."""
    values, case, query, page, name, label = [], [], [], [], [], []
    stands: list[bool] = []
    for q in queries:
        ids, found, standing = candidates(matcher, Block("q", q.text), keep)
        stands += standing
        values.append(found)
        case += ids
        query += [q.id] * len(ids)
        page += [q.page] * len(ids)
        name += [q.set] * len(ids)
        label += [q.labels.get(i, UNJUDGED) for i in ids]
    return Examples(
        np.concatenate(values),
        np.array(query),
        np.array(name),
        np.array(page),
        np.array(case),
        np.array(label, np.int8),
        np.array(stands, np.bool_),
    )


def ordinary(matcher: Matcher, keep: int = 3) -> Examples:
    """Examples from ordinary pages, which repeat none of the claims."""
    queries = [
        sets.Query("pages", f"{name}/{b.id}", name, b.text, {})
        for name, blocks in sets.ordinary_pages()
        for b in blocks
        if len(b.text) < 3000
    ]
    return collect(queries, matcher, keep)


def debunks(matcher: Matcher, keep: int = 5) -> Examples:
    """Examples from debunks of cases: they do not repeat other claims either, even where they do not deny them."""
    queries = [sets.Query("debunks", case, case, text[:3000], {}) for case, text in sets.debunks()]
    found = collect(queries, matcher, keep)
    return found.take((found.query != found.case) & found.stands)


def everything(matcher: Callable[..., Matcher] = sets.matcher) -> dict[str, Examples]:
    """Examples of all development sets by name. `matcher` builds a matcher from files of cases."""
    return {
        "same-claim": collect(sets.same_claim(), matcher("eval/same-claim/cases.jsonl")),
        "checkthat-2020": collect(sets.checkthat(), matcher("eval/checkthat-2020/cases.jsonl")),
        "transcripts": collect(sets.transcripts(), matcher("eval/transcripts/cases.jsonl")),
        "pages": ordinary(matcher(*sets.ALL_CASES)),
        "debunks": debunks(matcher(sets.DEBUNKED)),
    }
