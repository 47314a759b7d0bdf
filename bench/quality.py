"""Measure what the shipped model shows on the development sets, through the whole pipeline in this process.

    python -m bench.quality

The figures are those of the scoring script, with the reader and without a time limit. The reader was trained on half
of the judged queries and speeches; `bench.reader.evaluate` has the figures for the other half. This shows that the
pipeline does what the models promise, and what grouping and selection change.
"""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

from bench import sets
from bench.measures import curve
from index.matcher.matcher import Block, Matcher


def same_claim() -> dict[str, Any]:
    """Default notices for single sentences, and average precision."""
    matcher = sets.reading_matcher("eval/same-claim/cases.jsonl")
    queries = sets.same_claim()
    positives = sum(2 in q.labels.values() for q in queries)
    shown = right = covered = 0
    scored = []
    for q in queries:
        best = matcher.match([Block("q", q.text)], min_score=0, per_block=5)
        if best:
            scored.append((best[0].score, q.labels.get(best[0].case) == 2))
        labels = [q.labels.get(m.case) for m in matcher.match([Block("q", q.text)]) if m.relation == "repeats"]
        shown += len(labels)
        right += labels.count(2)
        covered += 2 in labels
    return curve(scored, positives) | {
        "shown": shown,
        "precision": right / max(1, shown),
        "recall": covered / positives,
    }


def transcripts() -> dict[str, Any]:
    """Whole speeches as pages."""
    matcher = sets.reading_matcher("eval/transcripts/cases.jsonl")
    shown = right = unjudged = covered = positives = sentences = 0
    scored = []
    for _, blocks, labels in sets.speeches():
        sentences += len(blocks)
        got = set()
        for m in matcher.match(blocks, max_matches=100_000):
            if m.relation != "repeats":
                continue
            label = labels.get(m.block, {}).get(m.case)
            unjudged += label is None
            shown += label is not None
            right += label == 2
            if label == 2:
                got.add(m.block)
        lines = {b for b, judged in labels.items() if 2 in judged.values()}
        positives += len(lines)
        covered += len(got & lines)
        text = {b.id: b.text for b in blocks}
        for line, judged in labels.items():
            best = matcher.match([Block("q", text[line])], min_score=0, per_block=5)
            if best:
                scored.append((best[0].score, judged.get(best[0].case) == 2))
    return curve(scored, positives) | {
        "precision_judged": round(right / max(1, shown), 3),
        "recall": round(covered / positives, 3), "unjudged": unjudged,
        "per_1000": round(1000 * (shown + unjudged) / sentences, 2),
    }  # fmt: skip


def ordinary() -> dict[str, Any]:
    """Notices on ordinary pages."""
    matcher: Matcher = sets.reading_matcher(*sets.ALL_CASES)
    found = [(name, m) for name, blocks in sets.ordinary_pages() for m in matcher.match(blocks)]
    for name, m in found:
        print(name, m.relation, round(m.score, 2), m.why["claim"][:100], "|", m.why["words"])
    return {
        "repeats": sum(m.relation == "repeats" for _, m in found),
        "related": sum(m.relation == "related" for _, m in found),
    }


def debunks() -> dict[str, Any]:
    """Notices on the cases' own debunks: real texts about the subjects of the claims that repeat none of them."""
    matcher: Matcher = sets.reading_matcher(sets.DEBUNKED)
    texts = sets.debunks()
    own, other = Counter[str](), Counter[str]()
    for case, text in texts:
        for m in matcher.match([Block("q", text)]):
            (own if case in (m.case, *m.also) else other)[str(m.relation)] += 1
    return {"texts": len(texts), "of the claim they debunk": dict(own), "of another claim": dict(other)}


def main() -> None:
    for task in (same_claim, transcripts, ordinary, debunks):
        print(task.__name__, json.dumps(task()), flush=True)


if __name__ == "__main__":
    main()
