"""Measure milliseconds per page: this matcher against tantivy, bm25s, Whoosh and RapidFuzz, on the same pages.

    python -m bench.speed                         # 13,000 and 200,000 cases
    python -m bench.speed --cases 13000 200000 1000000
    python -m bench.speed --http http://127.0.0.1:8787      # also through a running service

The cases are the real ones of the shared data. Beyond their number, halves of two real claims are joined. The pages
are different stretches of real speeches. Every way matches the same pages, each once, after a warm-up on other pages,
because a running service has seen pages before. The ways take turns, and figures are medians. Peers run one query per
sentence for five cases each (bm25s: one batch per page) and do not score what they find; slow ones get fewer pages.
Writes bench/results/speed.json and speed.svg.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import re
import tempfile
import threading
import time
from collections.abc import Callable
from http.client import HTTPConnection
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import numpy as np
import psutil

from bench import sets
from index.case import Case
from index.matcher.matcher import Block, Matcher

REAL = (*sets.ALL_CASES,)
MORE = ("eval/checkthat-2020/cases.jsonl", "eval/transcripts/cases.jsonl")
Page = list[Block]


def grown(count: int) -> list[Case]:
    """`count` cases: the real ones of EUvsDisinfo, then joined halves of claims of all sets."""
    real = sets.cases(*REAL)
    if count <= len(real):
        return real[:count]
    titles = [c.title.split() for c in (*real, *sets.cases(*MORE))]
    heads = [" ".join(t[: (len(t) + 1) // 2]) for t in titles]
    tails = [" ".join(t[(len(t) + 1) // 2 :]) for t in titles]
    rng = np.random.default_rng(3)
    a, b = rng.integers(0, len(titles), (2, count - len(real)))
    joined = [
        Case.model_construct(
            id=f"g{i}",
            source="grown",
            title=f"{heads[x]} {tails[y]}",
            summary="",
            verdict="false",
            lang="en",
            articles=(),
        )
        for i, (x, y) in enumerate(zip(a.tolist(), b.tolist(), strict=True))
    ]
    return [*real, *joined]


def stretches(sentences: int) -> list[Page]:
    """Pages of `sentences` sentences each, cut from all speeches in turn, all different."""
    blocks = [b.text for _, page, _ in sets.speeches() for b in page]
    return [
        [Block(str(i), t) for i, t in enumerate(blocks[at : at + sentences])]
        for at in range(0, len(blocks) - sentences + 1, sentences)
    ]


CLOCK: list[Callable[[], float]] = [time.perf_counter]


THIRD = 3  # one page in this many is timed; the others are the warm-up
ROUNDS = 4  # rounds in which the ways take turns, so that a busy minute of the machine affects all of them


class Way(NamedTuple):
    """Something that is timed, the pages for that, and the pages for its warm-up."""

    run: Callable[[Page], object]
    pages: list[Page]
    warm: list[Page]


def timed(ways: dict[str, Way]) -> dict[str, float]:
    """The median milliseconds per page of each way, by name."""
    took: dict[str, list[float]] = {name: [] for name in ways}
    for turn in range(ROUNDS):
        for name, (run, pages, warm) in ways.items():
            for page in warm:
                run(page)
            for page in pages[turn::ROUNDS]:
                start = CLOCK[0]()
                run(page)
                took[name].append((CLOCK[0]() - start) * 1000)
    return {name: round(float(np.median(times)), 3) for name, times in took.items()}


def tantivy(cases: list[Case]) -> Callable[[Page], object]:
    import tantivy as library

    builder = library.SchemaBuilder()
    builder.add_text_field("text", stored=False, tokenizer_name="en_stem")
    builder.add_integer_field("number", stored=True)
    index = library.Index(builder.build())
    writer = index.writer()
    for i, c in enumerate(cases):
        writer.add_document(library.Document(text=[f"{c.title} {c.summary}"], number=i))
    writer.commit()
    writer.wait_merging_threads()
    index.reload()
    searcher = index.searcher()

    def run(page: Page) -> object:
        out = []
        for block in page:
            query = re.sub(r"[^\w\s]", " ", block.text).lower()
            if query.strip():
                out.append(searcher.search(index.parse_query(query, ["text"]), 5))
        return out

    return run


def bm25s(cases: list[Case]) -> Callable[[Page], object]:
    import bm25s as library
    import Stemmer

    stemmer = Stemmer.Stemmer("english")
    index = library.BM25()
    index.index(
        library.tokenize([f"{c.title} {c.summary}" for c in cases], stemmer=stemmer, show_progress=False),
        show_progress=False,
    )

    def run(page: Page) -> object:
        words = library.tokenize([b.text for b in page], stemmer=stemmer, show_progress=False)
        return index.retrieve(words, k=5, show_progress=False)

    return run


def whoosh(cases: list[Case]) -> Callable[[Page], object]:
    from whoosh import fields, query
    from whoosh.analysis import StemmingAnalyzer
    from whoosh.filedb.filestore import RamStorage

    analyzer = StemmingAnalyzer()
    index = RamStorage().create_index(fields.Schema(number=fields.STORED, text=fields.TEXT(analyzer=analyzer)))
    writer = index.writer()
    for i, c in enumerate(cases):
        writer.add_document(number=i, text=f"{c.title} {c.summary}")
    writer.commit()
    searcher = index.searcher()

    def run(page: Page) -> object:
        out = []
        for block in page:
            terms = {t.text for t in analyzer(block.text)}
            out.append(searcher.search(query.Or([query.Term("text", t) for t in terms]), limit=5))
        return out

    return run


def rapidfuzz(cases: list[Case]) -> Callable[[Page], object]:
    from rapidfuzz import fuzz, process, utils

    texts = [utils.default_process(f"{c.title} {c.summary}") for c in cases]
    return lambda page: [
        process.extract(utils.default_process(b.text), texts, scorer=fuzz.token_set_ratio, limit=5) for b in page
    ]


def measure_build(cases: list[Case], folder: Path) -> dict[str, float]:
    """Build the matcher's arrays: seconds, peak memory (GB above that before), time to open, and size of the files."""
    process = psutil.Process()
    before = process.memory_info().rss
    peak, done = [before], threading.Event()

    def watch() -> None:
        while not done.wait(0.05):
            peak.append(process.memory_info().rss)

    watcher = threading.Thread(target=watch)
    watcher.start()
    start = time.perf_counter()
    Matcher.build(cases, folder)
    seconds = time.perf_counter() - start
    done.set()
    watcher.join()
    start = time.perf_counter()
    Matcher.open(folder)
    opened = (time.perf_counter() - start) * 1000
    size = sum(f.stat().st_size for f in folder.iterdir())
    return {"build_s": seconds, "build_peak_gb": max(peak) / 2**30, "build_added_gb": (max(peak) - before) / 2**30,
            "open_ms": opened, "disk_mb": size / 2**20}  # fmt: skip


def http(base: str) -> Callable[[Page], object]:
    """Match through a service, over one kept connection like a browser's."""
    address = urlsplit(base)
    connection = HTTPConnection(address.hostname or "127.0.0.1", address.port, timeout=120)

    def run(page: Page) -> object:
        body = json.dumps({"blocks": [{"id": b.id, "text": b.text} for b in page]}).encode()
        connection.request("POST", "/v1/match", body, {"Content-Type": "application/json"})
        with connection.getresponse() as reply:
            found = reply.read()
            if reply.status != 200:
                raise SystemExit(f"{base}: {reply.status} {found.decode()}")
        return found

    return run


PEERS = {"tantivy": tantivy, "bm25s": bm25s, "whoosh": whoosh, "rapidfuzz": rapidfuzz}
SLOW = {"whoosh": (20_000, 200), "rapidfuzz": (20_000, 20)}  # the most cases and sentences for slow peers
LARGE = {"bm25s": 500_000}  # the most cases for a peer that is slow only on large sets
FEW = {"bm25s": 4, "whoosh": 2, "rapidfuzz": 2}  # number of pages for slow peers, which get no warm-up


def way(name: str, run: Callable[[Page], object], sentences: int) -> Way:
    """A way with its pages, taken from all over the speeches, and its warm-up.

    Peers do not cache words, so a few pages are enough to warm them up.
    """
    pages = stretches(sentences)
    timed_on = pages[::THIRD]
    if name in FEW:
        return Way(run, timed_on[: FEW[name]], [])
    others = [page for n, page in enumerate(pages) if n % THIRD]
    return Way(run, timed_on, others if name.startswith("rejoinder") else others[:2])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cases", type=int, nargs="+", default=[13_000, 200_000])
    parser.add_argument("--sentences", type=int, nargs="+", default=[20, 200, 2000])
    parser.add_argument("--peers", nargs="*", default=list(PEERS))
    parser.add_argument("--http", help="also measure this running service with the 13,000 cases")
    parser.add_argument(
        "--cpu", action="store_true", help="measure processor time instead of wall time, for a shared machine"
    )
    args = parser.parse_args()
    if args.cpu:
        CLOCK[0] = time.process_time
    results: list[dict[str, Any]] = []
    for count in args.cases:
        cases = grown(count)
        with tempfile.TemporaryDirectory(prefix="speed-") as folder:
            built = measure_build(cases, Path(folder))
            print(count, {k: round(v, 2) for k, v in built.items()}, flush=True)
            matcher = Matcher.open(Path(folder))
            runs: dict[str, Callable[[Page], object]] = {"rejoinder": matcher.match}
            if args.http and count <= 20_000:
                runs["rejoinder over HTTP"] = http(args.http)
            runs |= {n: PEERS[n](cases) for n in args.peers if count <= SLOW.get(n, (LARGE.get(n, 10**9), 0))[0]}
            gc.collect()
            gc.freeze()  # as the service does, so that no page pays for a collection over this script's cases
            for sentences in args.sentences:
                row: dict[str, Any] = {"cases": count, "sentences": sentences, **built}
                row |= timed(
                    {
                        name: way(name, run, sentences)
                        for name, run in runs.items()
                        if sentences <= SLOW.get(name, (0, sentences))[1]
                    }
                )
                results.append(row)
                ours = row["rejoinder"]
                ratios = {n: round(row[n] / ours, 1) for n in runs if n != "rejoinder" and n in row}
                print(count, sentences, {n: row[n] for n in runs if n in row}, "times slower:", ratios, flush=True)
    out = Path(__file__).parent / "results"
    out.mkdir(exist_ok=True)
    (out / "speed.json").write_text(json.dumps(results, indent=1) + "\n", "utf-8")
    plot(results, out / "speed.svg")


def plot(results: list[dict[str, Any]], path: Path) -> None:
    """Plot milliseconds per page of 200 sentences against the number of cases, both on logarithmic axes."""
    import matplotlib as mpl

    mpl.use("svg")
    mpl.rcParams["svg.hashsalt"] = "speed"
    from matplotlib import pyplot as plt

    figure, axes = plt.subplots(figsize=(6, 4.2))
    rows = [r for r in results if r["sentences"] == 200]
    for name in ("rejoinder", "rejoinder over HTTP", *PEERS):
        points = [(r["cases"], r[name]) for r in rows if name in r]
        if points:
            axes.plot(*zip(*points, strict=True), marker="o", label=name)
    axes.set(xscale="log", yscale="log", xlabel="cases", ylabel="ms for a page of 200 sentences")
    axes.legend()
    figure.tight_layout()
    figure.savefig(path, metadata={"Date": None})


if __name__ == "__main__":
    main()
