"""Check that two versions of the program find the same: totals, order, scores, facets, highlights, "did you mean".

    python -m bench.search_results CASES.jsonl... --write results.json       # with one version
    python -m bench.search_results CASES.jsonl... --compare results.json     # with the other, in its own checkout

Builds an index of the cases in a temporary folder and runs a thousand queries made from the cases: words, phrases,
signs, names, misspelt words, with filters, dates, sites and pages. Compares scores to six digits. Then changes some
cases and deletes others with `index update` and `index delete`, and runs the queries again. This time it compares
only what was found and not its order, because deleted cases count in scores until they are cleared away. Ends with 1
if anything differs.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from index.storage.build import build, delete, update
from index.storage.generation import Generation, SearchResult
from index.storage.library import Library

FILTERS = ("source", "verdict", "language", "country", "outlet", "keyword", "lang")
NAMES = (
    "US",
    "WHO",
    "IT",
    "COVID-19",
    "neo-Nazi",
    "al-Assad",
    "U.S. army",
    "E.U.",
    "МИД",
    "中国",
    "ウクライナ",
    "a the of",
    "café",
)


def queries(titles: list[str], values: dict[str, list[str]], count: int) -> Iterator[dict[str, Any]]:
    """Queries, always the same ones for the same cases."""
    chance = random.Random(7)
    yield from ({"query": name} for name in ("", " ", '"', "-", "+", "zzzzqqq", *NAMES))
    for facet, of_facet in values.items():
        yield from ({"query": "", facet: value.upper()} for value in of_facet[:5])
        yield {"query": "", facet: "no such value"}
    for _ in range(count):
        words = chance.choice(titles).split()
        at = chance.randrange(len(words))
        some = words[at : at + chance.randint(1, 4)]
        asked: dict[str, Any] = {"query": _written(some, chance)}
        if chance.random() < 0.5:
            facet = chance.choice([facet for facet in values if values[facet]])
            asked[facet] = chance.choice(values[facet])
        if chance.random() < 0.2:
            first, last = sorted(str(chance.randint(2014, 2022)) for _ in range(2))
            asked |= {"date_from": f"{first}-0{chance.randint(1, 9)}", "date_to": last}
        if chance.random() < 0.1:
            asked |= {"site": chance.choice(["euvsdisinfo.eu", "EU", "example.org"]), "elsewhere": ["nobody"]}
        if chance.random() < 0.2:
            asked["source"] = [*values["source"][:1], "nobody"]
        if chance.random() < 0.2:
            asked["sort"] = "date"
        yield asked | {"limit": chance.choice([1, 5, 20]), "offset": chance.choice([0, 0, 0, 3, 40])}


def _written(words: list[str], chance: random.Random) -> str:
    way = chance.random()
    if way < 0.2:
        return '"' + " ".join(words) + '"'
    if way < 0.35:
        return " ".join(chance.choice(["+", "-", ""]) + word for word in words)
    if way < 0.55:
        word = max(words, key=len)
        at = chance.randrange(len(word))
        return " ".join(words).replace(word, word[:at] + chance.choice("aeinrst") + word[at + 1 :], 1)
    return " ".join(words)


def told(found: SearchResult, scores: bool) -> dict[str, Any]:
    """A result as JSON."""
    hits = [
        {
            "id": hit.case.id,
            "score": round(hit.score, 6) if scores else None,
            "highlights": {name: [[s.text, s.spans] for s in some] for name, some in sorted(hit.highlights.items())},
        }
        for hit in found.hits
    ]
    return {
        "total": found.total,
        "hits": hits if scores else [],
        "facets": found.facets,
        "suggestion": found.suggestion if scores else "",
        "note": found.note,
    }


def answers(generation: Generation, scores: bool, count: int) -> list[list[Any]]:
    """Every query with its answer."""
    values: dict[str, list[str]] = {facet: [] for facet in FILTERS}
    cases = list(generation.cases())
    for case in cases[:: max(1, len(cases) // 200)]:
        many = (case.languages, case.countries, case.outlets, case.keywords)
        of_facets: list[tuple[str, ...]] = [(case.source,), (case.verdict,), *many, (case.lang,)]
        for facet, some in zip(FILTERS, of_facets, strict=True):
            values[facet] += [value for value in some if value not in values[facet]]
    titles = sorted(case.title for case in cases)
    asked = list(queries(titles, values, count))
    return [[one, told(generation.search(**one), scores)] for one in asked]


def every_answer(sources: list[str], count: int) -> dict[str, Any]:
    """The answers of a newly built index, and of the same index after changes."""
    with tempfile.TemporaryDirectory() as name:
        folder, changes = Path(name) / "index", Path(name) / "changes.jsonl"
        build(folder, sources)
        first = answers(Library(folder).current(), scores=True, count=count)
        cases = list(Library(folder).current().cases())
        some = [case.to_dict() for case in cases[::97]]
        new = [case | {"title": f"{case['title']} again", "keywords": ["Changed"]} for case in some]
        new += [case | {"id": f"new-{n}"} for n, case in enumerate(some[:20])]
        changes.write_text("".join(json.dumps(case) + "\n" for case in new), "utf-8")
        update(folder, [str(changes)])
        delete(folder, [case.id for case in cases[5::89]])
        return {"built": first, "changed": answers(Library(folder).current(), scores=False, count=count)}


def main() -> int:
    """Write the answers, or compare them."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("sources", nargs="+")
    way = parser.add_mutually_exclusive_group(required=True)
    way.add_argument("--write", type=Path)
    way.add_argument("--compare", type=Path)
    parser.add_argument("--queries", type=int, default=1_000)
    asked = parser.parse_args()
    found = json.loads(json.dumps(every_answer(asked.sources, asked.queries)))
    if asked.write:
        asked.write.write_text(json.dumps(found), "utf-8")
        return 0
    known, differ = json.loads(asked.compare.read_text("utf-8")), 0
    for kind, mine in found.items():
        for (question, answer), (other, expected) in zip(mine, known[kind], strict=True):
            assert question == other
            if answer != expected:
                differ += 1
                keys = [key for key in answer if answer[key] != expected[key]]
                print(f"{kind}: {json.dumps(question, ensure_ascii=False)} differs in {', '.join(keys)}")
    hits = sum(len(answer["hits"]) for _, answer in found["built"])
    print(f"{differ} of {sum(map(len, found.values()))} answers differ ({hits} hits compared)")
    return 1 if differ else 0


if __name__ == "__main__":
    sys.exit(main())
