"""The labelled sets for the browser's matcher, in its Python version, over the same cases."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np

from bench import sets
from bench.examples import UNJUDGED, Examples
from index.matcher.text import background
from index.pack.claims import Claim
from index.pack.collect import claimed, terms_of
from index.pack.contents import Contents, Group
from index.pack.matching import FEATURES, Around, LocalMatcher

# A model without weights, for finding the pairs from which a model is learnt.
UNTRAINED: dict[str, Any] = {
    "bias": 0.0,
    "features": {},
    "calibration": {"low": 1.0, "high": 1.0, "bias": 0.0},
    "thresholds": {"speaks": 0.5, "states": 0.5, "least": {}, "most": {}},
}


@cache
def contents(*names: str) -> tuple[Contents, list[str]]:
    """What a pack made from JSONL files of cases would contain for matching, and the ids of its cases."""
    arrays = sets.matcher(*names).arrays
    claims: list[Claim] = []
    groups: list[Group] = []
    ids: list[str] = []
    for place, (case, claim, first) in enumerate(claimed(sets.cases(*names), arrays)):
        if first != place:
            groups.append((place, first))
        claims.append(claim)
        ids.append(case.id)
    languages = sorted({wording.language for claim in claims for wording in claim})
    found = Contents(
        "bench", "", background.TEXTS, languages, 0, terms_of(claims, arrays), claims, groups, [], [], []
    )  # fmt: skip
    return found, ids


@cache
def matcher(*names: str, trained: bool = False) -> LocalMatcher:
    """The local matcher for these cases, with the shipped model or without one."""
    return LocalMatcher(contents(*names)[0], None if trained else UNTRAINED)


def collect(queries: list[sets.Query], *names: str) -> Examples:
    """Examples of queries against one set of cases. Their values are FEATURES."""
    local, ids = matcher(*names), contents(*names)[1]
    rows: list[tuple[Any, ...]] = []
    for q in queries:
        blocks = local.read([("q", q.text, False, "")])
        for pair in local.pairs(blocks[0]):
            case = ids[local.index.units[pair.unit].case]
            stands = Around(blocks, 0, "", local.index).stands(pair)
            values = local.features(blocks[0], pair)
            rows.append((values, q.id, q.set, q.page, case, q.labels.get(case, UNJUDGED), stands))
    values, query, name, page, cases, label, stands_ = zip(*rows, strict=True) if rows else [()] * 7
    return Examples(
        np.array(values, np.float32).reshape(-1, len(FEATURES)), np.array(query, np.str_), np.array(name, np.str_),
        np.array(page, np.str_), np.array(cases, np.str_), np.array(label, np.int8), np.array(stands_, np.bool_),
    )  # fmt: skip


def everything() -> dict[str, Examples]:
    """Examples of all development sets by name, like `examples.everything` for the service's matcher."""
    pages = [
        sets.Query("pages", f"{name}/{b.id}", name, b.text, {})
        for name, blocks in sets.ordinary_pages()
        for b in blocks
        if len(b.text) < 3000
    ]
    own = collect([sets.Query("debunks", case, case, text[:3000], {}) for case, text in sets.debunks()], sets.DEBUNKED)
    return {
        "same-claim": collect(sets.same_claim(), "eval/same-claim/cases.jsonl"),
        "checkthat-2020": collect(sets.checkthat(), "eval/checkthat-2020/cases.jsonl"),
        "transcripts": collect(sets.transcripts(), "eval/transcripts/cases.jsonl"),
        "pages": collect(pages, *sets.ALL_CASES),
        "debunks": own.take((own.query != own.case) & own.stands),
    }
