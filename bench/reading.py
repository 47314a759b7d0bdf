"""Measure what reading a page of 200 sentences costs: the reader on English pages, encoder and reader on Russian ones.

    python -m bench.reading          # needs the shared data; writes results/reading.json

English pages are stretches of ordinary web pages and of speeches. Each is matched with and without the reader in turn,
and the reader's cost is the difference, page by page. Russian pages consist of passages written for Rejoinder, most of
which repeat nothing. With 13,961 cases and the shipped budgets, and without caches between runs.
"""

from __future__ import annotations

import json
import random
import statistics
import time
from pathlib import Path

from bench import sets
from bench.reader import examples
from index.matcher.matcher import Block, Matcher, Reads
from index.matcher.models import ENCODER_BUDGET_MS
from index.matcher.text.sentence_splitter import sentences
from index.reader.model import Reader
from index.semantic.tier import Tier

SENTENCES = 200
PAGES = 40
ROUNDS = 3


def english() -> list[list[Block]]:
    """Pages of `SENTENCES` sentences, with two or three in each block."""
    texts = [b.text for _, blocks in sets.ordinary_pages() for b in blocks]
    texts += [b.text for _, blocks, _ in sets.speeches() for b in blocks[::3]]
    return _pages(texts)


def russian() -> list[list[Block]]:
    """The same with Russian passages, of which one in eight repeats a claim."""
    rows = [e for e in examples.own(frozen=True) if e.language == "ru"]
    rng = random.Random(2)
    idle = [e.passage for e in rows if e.kind in ("topic", "far", "narrative")]
    hits = [e.passage for e in rows if e.kind in ("light", "spread")]
    return _pages([rng.choice(hits) if rng.random() < 0.125 else rng.choice(idle) for _ in range(4000)])


def _pages(texts: list[str]) -> list[list[Block]]:
    random.Random(1).shuffle(texts)
    pages: list[list[Block]] = [[]]
    many = 0
    for text in texts:
        if many >= SENTENCES:
            pages.append([])
            many = 0
        pages[-1].append(Block(str(len(pages[-1])), text))
        many += max(1, len(sentences(text)))
    return pages[: min(PAGES, len(pages) - 1)]


def took(matcher: Matcher, page: list[Block], reader: Reader | None) -> float:
    """The milliseconds of one match, without caches."""
    if reader is not None:
        matcher.reads = Reads(reader)
    begun = time.perf_counter()
    matcher.match(page)
    return (time.perf_counter() - begun) * 1000


def quantiles(values: list[float]) -> dict[str, float]:
    """The median and the 95th percentile, in milliseconds."""
    ordered = sorted(values)
    return {"median": round(statistics.median(ordered), 1), "p95": round(ordered[int(0.95 * (len(ordered) - 1))], 1)}


def main() -> None:
    reader = Reader()
    plain = sets.matcher(*sets.ALL_CASES)
    reading = Matcher(plain.arrays, reads=Reads(reader))
    added, alone = [], []
    pages = english()
    for _ in range(ROUNDS):
        for page in pages:
            a, b = took(plain, page, None), took(reading, page, reader)
            alone.append(a)
            added.append(b - a)
    semantic = sets.semantic_matcher(*sets.ALL_CASES)
    assert isinstance(semantic.tier, Tier)
    tier = Tier(sets.encoder(), ENCODER_BUDGET_MS, semantic.tier.components)
    matcher = Matcher(semantic.arrays, store=semantic.store, tier=tier, reads=Reads(reader))
    whole = [took(matcher, page, reader) for _ in range(ROUNDS) for page in russian()]
    figures = {
        "sentences": SENTENCES,
        "English pages": len(pages),
        "without the reader, ms": quantiles(alone),
        "added by the reader, ms": quantiles(added),
        "a Russian page with encoder and reader, ms": quantiles(whole),
    }
    (Path(__file__).parent / "results" / "reading.json").write_text(json.dumps(figures, indent=1) + "\n", "utf-8")
    print(json.dumps(figures, indent=1))


if __name__ == "__main__":
    main()
