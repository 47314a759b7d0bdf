"""Compare full-text search in an OpenSearch cluster with Whoosh: processor time of the client and all nodes together.

    python -m bench.full_text CASES.jsonl [MORE.jsonl ...] [--cases 200000] [--queries 200] [--heap 512m]

Builds two indices of the cases, grown to --cases, in a temporary folder: one with Whoosh, one in three OpenSearch nodes
on this machine (those of the tests; needs java, javac and mvn). Asks both the same queries, made from titles of cases,
one after the other, and compares what they find; a fifth of them is asked beforehand. The ratio is that of finding.
Snippets, facets and suggestions are computed here with either engine, and are also part of a whole search.
"""

from __future__ import annotations

import argparse
import json
import random
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psutil

from bench.rebuilds import grown
from index.search.embedded import EMBEDDED
from index.search.engine import Engine
from index.search.opensearch.cluster import Access
from index.search.opensearch.engine import Layout, OpenSearch
from index.storage.build import build
from index.storage.generation import SearchResult
from index.storage.library import Library
from tests.opensearch.cluster import TestCluster


def queries(titles: list[str], count: int) -> list[str]:
    """Queries of one to five words that stand together in a title, always the same ones for the same titles."""
    chance, found = random.Random(7), list[str]()
    for _ in range(count):
        words = chance.choice(titles).split()
        at = chance.randrange(len(words))
        found.append(" ".join(words[at : at + chance.randint(1, 5)]))
    return found


def asked(search: Callable[[str], Any], what: list[str], used: Callable[[], float]) -> tuple[list[Any], float]:
    """The results, and the milliseconds of processor time of a search, on average."""
    for query in what[: len(what) // 5]:
        search(query)
    before = used()
    results = [search(query) for query in what]
    return results, round(1_000 * (used() - before) / len(what), 1)


def shown(result: SearchResult) -> Any:
    """What must be the same with both engines; of cases with nearly the same score, any may come first."""
    return result.total, result.facets, result.suggestion, [round(hit.score, 2) for hit in result.hits]


def measured(sources: list[Path], count: int, number: int, heap: str) -> dict[str, Any]:
    """Everything that is measured."""
    with tempfile.TemporaryDirectory(prefix="rejoinder-bench-") as folder:
        root = Path(folder)
        (root / "cases.jsonl").write_text("".join(path.read_text("utf-8") for path in sources), "utf-8")
        path = grown(root / "cases.jsonl", root, count)
        with TestCluster(root / "nodes", heap=heap, optimising=True) as cluster:
            nodes = [psutil.Process(one.pid) for one in cluster.processes if one is not None]

            def used() -> float:
                return time.process_time() + sum(sum(node.cpu_times()[:2]) for node in nodes)

            there = OpenSearch(Access(cluster.addresses), Layout(), lambda: "bench")
            engines: dict[str, Engine] = {"whoosh": EMBEDDED, "opensearch": there}
            found: dict[str, dict[str, Any]] = {}
            results = {}
            for name, engine in engines.items():
                before = used()
                report = build(root / name, [str(path)], on_conflict="later", engine=engine)
                generation = Library(root / name, engine=engine).current()
                found[name] = {
                    "seconds to write the full text": round(report.parts["fulltext"], 1),
                    "processor seconds of the whole build": round(used() - before, 1),
                }
                what = queries([case.title for case in generation.cases() if case.title.strip()], number)
                text = generation._fulltext
                _, found[name]["ms to find, rank and list all found"] = asked(lambda q: text.search(q, {}), what, used)  # noqa: B023
                begun = time.monotonic()
                results[name], found[name]["ms of a search with snippets, facets, suggestion"] = asked(
                    generation.search, what, used
                )
                found[name]["the same by the clock"] = round(1_000 * (time.monotonic() - begun) / (1.2 * number), 1)
            finding = [of["ms to find, rank and list all found"] for of in found.values()]
            return {
                "cases": report.cases,
                "queries": number,
                "with the same result": sum(shown(a) == shown(b) for a, b in zip(*results.values(), strict=True)),
                **found,
                "ratio": round(finding[1] / finding[0], 3),
            }


def main() -> None:
    """`python -m bench.full_text`"""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sources", nargs="+", type=Path)
    parser.add_argument("--cases", type=int, default=0)
    parser.add_argument("--queries", type=int, default=200)
    parser.add_argument("--heap", default="512m")
    given = parser.parse_args()
    print(json.dumps(measured(given.sources, given.cases, given.queries, given.heap), indent=1))


if __name__ == "__main__":
    main()
