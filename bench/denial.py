"""Measure denial and reporting on tests/data/denial: wrong `repeats`, and true ones that are lost.

    python -m bench.denial development            # counts, then every mistake
    python -m bench.denial frozen                 # counts, then every mistake
    python -m bench.denial frozen-3               # counts only: its texts are never shown
    python -m bench.denial frozen-3 --no-reader   # the same without the reader

Each pair is a claim (with its summary) and a text. The script builds an index of all claims of the file. A text
labelled `denies` or `reports` must not get `repeats` for its claim, and a text labelled `repeats` must. Two tables
separate two causes of a mistake:

  stance       whatever the score: does `index.matcher.scoring.stance`, which works without the reader, say that the
               passage asserts its claim? (If the claim is not even a candidate, the pair counts as `unfound`.)
  end to end   what a reader would see by default. A true one may also be lost because its score is low.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

from index.case import Case
from index.matcher.matcher import Block, Match, Matcher, Reads
from index.matcher.scoring.model import Thresholds
from index.reader.model import Reader

FOLDER = Path(__file__).resolve().parents[1] / "tests" / "data" / "denial"
UNSEEN = ("frozen-3",)  # sets whose texts must not be printed
Pair = dict[str, Any]


def pairs(name: str) -> list[Pair]:
    """The pairs of one file of tests/data/denial."""
    return [json.loads(line) for line in (FOLDER / f"{name}.jsonl").read_text("utf-8").splitlines() if line.strip()]


def key(pair: Pair) -> tuple[str, str]:
    """Pairs with the same key share a case."""
    return pair["claim"], pair.get("lang", "en")


def cases(rows: list[Pair]) -> dict[tuple[str, str], Case]:
    """A case for every claim."""
    claims = {key(r): r for r in rows}
    return {
        k: Case.from_dict(
            {"id": f"c{i}", "source": "test", "title": r["claim"], "summary": r.get("summary", ""), "lang": k[1]}
        )
        for i, (k, r) in enumerate(claims.items())
    }


def match_of(matcher: Matcher, pair: Pair, case: str) -> Match | None:
    """The match of a pair's text with its own claim, whatever the score."""
    found = matcher.match([Block("b", pair["text"], pair.get("lang", "en"))], min_score=0.0, per_block=20)
    return next((m for m in found if m.case == case or case in m.also), None)


def measure(name: str, reader: bool = True) -> tuple[dict[str, int], list[Pair]]:
    """The counts and mistakes of one file. `reader`: whether the reader decides end to end, or words alone."""
    rows = pairs(name)
    known = cases(rows)
    counts: Counter[str] = Counter()
    mistakes = []
    with tempfile.TemporaryDirectory() as folder:
        Matcher.build(list(known.values()), Path(folder))
        matcher = Matcher.open(Path(folder))
        # With thresholds of zero, only the stance decides what "repeats".
        bare = Matcher(matcher.arrays, replace(matcher.model, thresholds=Thresholds(0.0, 0.0)))
        reads = Reads(Reader(), 1e9) if reader else None
        matcher = Matcher(matcher.arrays, reads=reads)
        for r in rows:
            case = known[key(r)].id
            bare_match, shown = match_of(bare, r, case), match_of(matcher, r, case)
            wrong = _count(counts, r, bare_match, shown)
            if wrong:
                mistakes.append({**r, "mistake": wrong, "match": bare_match, "score": shown.score if shown else None})
    return dict(counts), mistakes


def _count(counts: Counter[str], pair: Pair, bare: Match | None, shown: Match | None) -> str:
    """Add a pair to the counts. Returns the tables in which it is a mistake."""
    true, lang = pair["label"] == "repeats", pair.get("lang", "en")
    wrong = []
    for table, match in (("stance", bare), ("end to end", shown)):
        repeats = match is not None and match.relation == "repeats"
        if table == "stance" and match is None:
            counts["unfound"] += 1
            continue
        result = ("kept" if repeats else "lost") if true else ("wrong" if repeats else "right")
        for of in ("all", lang):
            counts[f"{table}: {of}: {result}"] += 1
        if result in ("lost", "wrong"):
            wrong.append(f"{table}: {result}")
    counts[pair["label"]] += 1
    if not true and shown is not None and shown.relation == "related":
        counts["denied or reported, shown as related"] += 1
    return ", ".join(wrong)


def rate(counts: dict[str, int], table: str, result: str, of: str = "all") -> float:
    """The share of `wrong` among texts that deny or report, or of `lost` among texts that repeat."""
    other = {"wrong": "right", "lost": "kept"}[result]
    bad, good = (counts.get(f"{table}: {of}: {r}", 0) for r in (result, other))
    return bad / max(bad + good, 1)


def report(counts: dict[str, int]) -> None:
    """Print both tables, by language."""
    languages = sorted({k.split(": ")[1] for k in counts if ": " in k}, key=lambda x: (x != "all", x != "en", x))
    for table in ("stance", "end to end"):
        print(f"{table:<12} {'wrong repeats':>14} {'lost repeats':>14}")
        for of in languages:
            cells = []
            for result, other in (("wrong", "right"), ("lost", "kept")):
                bad, good = (counts.get(f"{table}: {of}: {r}", 0) for r in (result, other))
                cells.append(f"{bad:>4} of {bad + good:<6}")
            print(f"  {of:<10} {cells[0]:>14} {cells[1]:>14}")
    rest = {k: v for k, v in counts.items() if ": " not in k}
    print(json.dumps(rest))


def main() -> None:
    name = next((a for a in sys.argv[1:] if not a.startswith("-")), "development")
    counts, mistakes = measure(name, "--no-reader" not in sys.argv)
    report(counts)
    for m in mistakes if name not in UNSEEN else []:
        why = {k: (m["match"].why if m["match"] else {}).get(k) for k in ("denied", "reported")}
        print(m["mistake"], "|", m["id"], m["lang"], m["label"], m["construction"], m["score"], why)
        print("   ", m["text"], "||", m["claim"])


if __name__ == "__main__":
    main()
